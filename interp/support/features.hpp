// Features: what of the language is on. Names are those that `wasm-tools validate --features` uses.
//
// A feature is a proposal, finished or not. Everything that core 3.0 contains is on by default, and threads, since
// components use shared memory types. A construct whose feature is off is refused with an error that names it.
// Not in the specification, which knows only the whole of 3.0.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/support/integers.hpp"

namespace touchstone {

enum class Feature : u8 {
  mvp,
  mutable_global,
  sign_extension,
  saturating_float_to_int,
  multi_value,
  bulk_memory,
  reference_types,
  simd,
  tail_call,
  function_references,
  gc,
  exceptions,
  extended_const,
  multi_memory,
  memory64,
  relaxed_simd,
  branch_hinting,
  custom_annotations,
  threads,
  // Not in 3.0, off by default:
  legacy_exceptions,
  stack_switching,
  custom_page_sizes,
  wide_arithmetic,
  custom_descriptors,
  memory_control,
  compact_imports,
  shared_everything_threads,
};
inline constexpr u32 feature_count = static_cast<u32>(Feature::shared_everything_threads) + 1;

/// A set of features.
class Features {
 public:
  constexpr Features() = default;
  constexpr Features(std::initializer_list<Feature> on) {
    for (Feature f : on) set(f, true);
  }
  constexpr bool has(Feature f) const { return (bits_ >> static_cast<u32>(f) & 1U) != 0; }
  constexpr void set(Feature f, bool on) {
    const u64 bit = u64{1} << static_cast<u32>(f);
    bits_ = on ? bits_ | bit : bits_ & ~bit;
  }
  friend constexpr bool operator==(Features, Features) = default;

  /// The sets `wasm1`, `wasm2`, `wasm3`: the three releases. `all`: every feature.
  static Features wasm1();
  static Features wasm2();
  static Features wasm3();
  static Features all();

  /// 3.0 with threads: what every command and every path without a feature set of its own uses.
  static Features standard();

 private:
  u64 bits_ = 0;
};

/// `gc`, `multi-memory`, ...
std::string_view feature_name(Feature f);

/// The feature of that name, hyphens and underscores alike.
std::optional<Feature> feature_named(std::string_view name);

/// Applies a comma-separated list to `base`: a name turns on, `-name` off, `wasm1|wasm2|wasm3|all` replaces the set.
/// @return the set, or no value with `why` telling which word is unknown.
std::optional<Features> parse_features(std::string_view list, Features base, std::string& why);

/// The names of all that is on, in declaration order.
std::vector<std::string_view> feature_names(Features on);

}  // namespace touchstone
