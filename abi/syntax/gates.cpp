// Explainer.md "Gated Features": see gates.hpp.
#include "abi/syntax/gates.hpp"

#include <algorithm>
#include <array>

namespace touchstone::component {

namespace {

constexpr std::array<std::string_view, gate_count> names = {"mvp",
                                                            "values",
                                                            "async",
                                                            "more-async-builtins",
                                                            "async-stackful",
                                                            "threading",
                                                            "shared-everything",
                                                            "fixed-length-lists",
                                                            "map",
                                                            "implements",
                                                            "error-context",
                                                            "nested-names",
                                                            "canonical-names",
                                                            "component-memory64"};

/// A proposal that is of core modules too has its name there.
std::string_view core_name(Gate gate) {
  return gate == Gate::shared_everything ? feature_name(Feature::shared_everything_threads) : std::string_view();
}

std::optional<Gate> gate_named(std::string_view name) {
  std::string wanted(name);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  std::string_view word = wanted;
  for (const std::string_view prefix : {"component-model-", "cm-"}) {  // wasmtime's scripts, wasm-tools
    if (word.starts_with(prefix)) word.remove_prefix(prefix.size());
  }
  if (word == "memory64" && wanted.size() == word.size()) return std::nullopt;  // the core feature
  if (word == "memory64" || word == "cm64") return Gate::memory64;
  if (word == "canon-names") return Gate::canonical_names;
  if (word == core_name(Gate::shared_everything)) return Gate::shared_everything;
  const auto found = std::find(names.begin(), names.end(), word);
  if (found == names.end()) return std::nullopt;
  return static_cast<Gate>(found - names.begin());
}

}  // namespace

std::string_view gate_name(Gate gate) { return names[static_cast<u32>(gate)]; }

Gates Gates::suite() {
  return {Gate::mvp,       Gate::async, Gate::more_async_builtins, Gate::async_stackful,
          Gate::threading, Gate::map,   Gate::fixed_length_lists,  Gate::implements};
}

std::optional<Gates> Gates::profile(std::string_view name) {
  if (name == "0.2") return Gates{Gate::mvp};
  if (name == "0.3") return Gates{Gate::mvp, Gate::async, Gate::map, Gate::implements};
  if (name == "suite") return suite();
  if (name == "all") {
    Gates all;
    for (u32 i = 0; i < gate_count; ++i) all.set(static_cast<Gate>(i), true);
    return all;
  }
  return std::nullopt;
}

std::optional<Gates> parse_gates(std::string_view list, Gates base, std::string& rest, std::string& why) {
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    const std::string_view entry = list.substr(0, comma);
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
    std::string_view word = entry;
    const bool off = word.starts_with('-');
    if (off) word.remove_prefix(1);
    if (word.empty()) {
      why = "empty name in the list of features";
      return std::nullopt;
    }
    const auto profile = Gates::profile(word);
    if (profile && !off) base = *profile;
    if (profile && word != "all") continue;  // `all` speaks of core features too
    const auto gate = gate_named(word);
    if (gate) base.set(*gate, !off);
    if (!gate || feature_named(word) != std::nullopt) {
      if (!rest.empty()) rest += ',';
      rest += entry;
    }
  }
  return base;
}

}  // namespace touchstone::component
