// Features: see features.hpp.
#include "interp/support/features.hpp"

#include <algorithm>
#include <array>

namespace touchstone {

namespace {

constexpr std::array<std::string_view, feature_count> names = {"mvp",
                                                               "mutable-global",
                                                               "sign-extension",
                                                               "saturating-float-to-int",
                                                               "multi-value",
                                                               "bulk-memory",
                                                               "reference-types",
                                                               "simd",
                                                               "tail-call",
                                                               "function-references",
                                                               "gc",
                                                               "exceptions",
                                                               "extended-const",
                                                               "multi-memory",
                                                               "memory64",
                                                               "relaxed-simd",
                                                               "branch-hinting",
                                                               "custom-annotations",
                                                               "threads",
                                                               "legacy-exceptions",
                                                               "stack-switching",
                                                               "custom-page-sizes",
                                                               "wide-arithmetic",
                                                               "custom-descriptors",
                                                               "memory-control",
                                                               "compact-imports",
                                                               "shared-everything-threads"};

Features up_to(Feature last) {
  Features set;
  for (u32 i = 0; i <= static_cast<u32>(last); ++i) set.set(static_cast<Feature>(i), true);
  return set;
}

/// `mvp` is another name of `wasm1`, as for wasm-tools.
std::optional<Features> set_named(std::string_view name) {
  if (name == "wasm1" || name == "mvp") return Features::wasm1();
  if (name == "wasm2") return Features::wasm2();
  if (name == "wasm3") return Features::wasm3();
  if (name == "all") return Features::all();
  return std::nullopt;
}

Features without(Features base, Features set) {
  for (u32 i = static_cast<u32>(Feature::mvp) + 1; i < feature_count; ++i) {
    if (set.has(static_cast<Feature>(i))) base.set(static_cast<Feature>(i), false);
  }
  return base;
}

}  // namespace

Features Features::wasm1() { return up_to(Feature::mutable_global); }
Features Features::wasm2() { return up_to(Feature::simd); }
Features Features::wasm3() { return up_to(Feature::custom_annotations); }
Features Features::standard() { return up_to(Feature::threads); }
Features Features::all() { return up_to(Feature::shared_everything_threads); }

std::string_view feature_name(Feature f) { return names[static_cast<u32>(f)]; }

std::optional<Feature> feature_named(std::string_view name) {
  std::string wanted(name);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  const auto found = std::find(names.begin(), names.end(), wanted);
  if (found == names.end()) return std::nullopt;
  return static_cast<Feature>(found - names.begin());
}

std::optional<Features> parse_features(std::string_view list, Features base, std::string& why) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    std::string_view word = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    const bool off = word.starts_with('-');
    if (off) word.remove_prefix(1);
    if (word.empty()) continue;
    if (const auto set = set_named(word)) {
      base = off ? without(base, *set) : *set;
    } else if (const auto f = feature_named(word)) {
      base.set(*f, !off);
    } else {
      why = "unknown feature '" + std::string(word) + "'";
      return std::nullopt;
    }
  }
  return base;
}

std::vector<std::string_view> feature_names(Features on) {
  std::vector<std::string_view> out;
  for (u32 i = 0; i < feature_count; ++i) {
    if (on.has(static_cast<Feature>(i))) out.push_back(names[i]);
  }
  return out;
}

}  // namespace touchstone
