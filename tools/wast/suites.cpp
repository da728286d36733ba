// Which features a script runs under: see suites.hpp.
#include "tools/wast/suites.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace touchstone::wast {

namespace {

/// The folders of a path, outermost first.
std::vector<std::string_view> folders_of(std::string_view path) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', begin)) {
    out.push_back(path.substr(begin, slash - begin));
    begin = slash + 1;
  }
  return out;
}

Features with(Features set, Feature feature) {
  set.set(feature, true);
  return set;
}

/// The 2.0 language less what came with reference types, plus atomics: what the threads proposal builds on.
Features threads_proposal() {
  Features set = with(Features::wasm2(), Feature::threads);
  set.set(Feature::reference_types, false);
  return set;
}

struct Proposal {
  std::string_view folder;
  Feature feature;
};
constexpr std::array<Proposal, 7> proposals{{
    {"custom-page-sizes", Feature::custom_page_sizes},
    {"wide-arithmetic", Feature::wide_arithmetic},
    {"custom-descriptors", Feature::custom_descriptors},
    {"threads", Feature::threads},
    {"stack-switching", Feature::stack_switching},
    {"compact-import-section", Feature::compact_imports},
    {"memory-control", Feature::memory_control},
}};

Suite standard() { return {"3.0 + threads", Features::standard(), Messages::contains, Words::either}; }

std::optional<Suite> proposal(std::string_view folder, bool own) {
  if (folder == "threads" && !own) {
    return Suite{"2.0 - reference-types + threads", threads_proposal(), Messages::contains, Words::core};
  }
  const auto row =
      std::find_if(proposals.begin(), proposals.end(), [&](const Proposal& p) { return p.folder == folder; });
  if (row == proposals.end()) return std::nullopt;
  return Suite{fmt::format("3.0 + {}", feature_name(row->feature)), with(Features::wasm3(), row->feature),
               Messages::contains, Words::core};
}

/// `core` and its neighbours, by their names here and in the specification's repository.
std::optional<Suite> core(std::string_view folder, std::string_view parent) {
  Features plain = Features::wasm3();
  plain.set(Feature::custom_annotations, false);
  if (folder == "core" && parent != "exceptions") return Suite{"3.0", plain, Messages::prefix, Words::core};
  if (folder == "core-custom" || (folder == "custom" && parent == "test")) {
    return Suite{"3.0 + custom-annotations", Features::wasm3(), Messages::prefix, Words::core};
  }
  if (folder == "core-legacy" || (folder == "legacy" && parent == "test")) {
    return Suite{"3.0 + legacy-exceptions", with(plain, Feature::legacy_exceptions), Messages::prefix, Words::core};
  }
  return std::nullopt;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// `component_model_error_context` and the like. @return whether it is a gate
bool set_gate(std::string_view key, bool on, Suite& suite) {
  std::string rest;
  std::string why;
  const auto gates = component::parse_gates((on ? "" : "-") + std::string(key), suite.gates, rest, why);
  if (!gates || !rest.empty()) return false;
  if (*gates == suite.gates) return true;
  suite.gates = *gates;
  suite.name += fmt::format(" {} {}", on ? "+" : "-", key);
  return true;
}

/// Keys of the dialect that are no features of ours: limits of tests, and what is always on.
constexpr std::array<std::string_view, 6> ignored{"hogs_memory", "nan_canonicalization", "spec_test",
                                                  "gc_types",    "component_model_gc",   "simd"};

}  // namespace

Suite suite_of(std::string_view path) {
  const auto folders = folders_of(path);
  for (std::size_t i = folders.size(); i-- > 0;) {
    const std::string_view folder = folders[i];
    const std::string_view parent = i > 0 ? folders[i - 1] : std::string_view();
    if (parent == "proposals" || parent == "proposals-own") {
      if (auto suite = proposal(folder, parent == "proposals-own")) return *suite;
    }
    if (auto suite = core(folder, parent)) return *suite;
    if (folder == "component-model")
      return {"3.0 + threads, components", Features::standard(), Messages::contains, Words::component};
  }
  return standard();
}

std::vector<std::string> apply_header(std::string_view script, Suite& suite) {
  std::vector<std::string> wrong;
  while (script.starts_with(";;!")) {
    const std::size_t newline = script.find('\n');
    const std::string_view line = trim(script.substr(3, newline == std::string_view::npos ? newline : newline - 3));
    script.remove_prefix(newline == std::string_view::npos ? script.size() : newline + 1);
    const std::size_t equals = line.find('=');
    const std::string_view key = trim(line.substr(0, equals));
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : trim(line.substr(equals + 1));
    if (value != "true" && value != "false") {
      wrong.push_back(fmt::format("';;! {}' is not 'feature = true' or 'feature = false'", line));
      continue;
    }
    if (std::find(ignored.begin(), ignored.end(), key) != ignored.end()) continue;
    const bool on = value == "true";
    if (key.starts_with("component_model_") && set_gate(key, on, suite)) continue;
    const auto feature = feature_named(key);
    if (!feature) {
      wrong.push_back(fmt::format("unknown feature '{}' in a ';;!' line", key));
      continue;
    }
    if (suite.features.has(*feature) == on) continue;
    suite.features.set(*feature, on);
    suite.name += fmt::format(" {} {}", on ? "+" : "-", feature_name(*feature));
  }
  return wrong;
}

}  // namespace touchstone::wast
