// Explainer.md "Gated Features": which parts of the Component Model are on, and the profiles that choose sets of them.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interp/support/features.hpp"
#include "interp/support/integers.hpp"

namespace touchstone::component {

/// One gate of the Explainer's list; `mvp` is what has none.
enum class Gate : u8 {
  mvp,
  values,               ///< value imports, exports and definitions, and component-level start
  async,                ///< native concurrency
  more_async_builtins,  ///< `async` on cancel built-ins, synchronous stream and future operations
  async_stackful,       ///< `async` lift without `callback`
  threading,            ///< cooperative threads
  shared_everything,    ///< thread.spawn-*
  fixed_length_lists,
  map,
  implements,  ///< attributes `implements` and `external-id`
  error_context,
  nested_names,
  canonical_names,  ///< canonical interface names and `versionsuffix`
  memory64,
};
inline constexpr u32 gate_count = static_cast<u32>(Gate::memory64) + 1;

/// `values`, `async`, `more-async-builtins`, ...
std::string_view gate_name(Gate gate);

/// A set of gates, and the core features of the modules inside.
class Gates {
 public:
  constexpr Gates() = default;
  constexpr Gates(std::initializer_list<Gate> on) {
    for (Gate gate : on) set(gate, true);
  }
  constexpr bool has(Gate gate) const { return (bits_ >> static_cast<u32>(gate) & 1U) != 0; }
  constexpr void set(Gate gate, bool on) {
    const u32 bit = u32{1} << static_cast<u32>(gate);
    bits_ = on ? bits_ | bit : bits_ & ~bit;
  }
  friend constexpr bool operator==(Gates, Gates) = default;

  /// Profiles: `0.2`, `0.3`: what WASI of that version may use; `suite` (the default): what the reference suite uses;
  /// `all`. No value for another name.
  static std::optional<Gates> profile(std::string_view name);
  static Gates suite();

 private:
  u32 bits_ = 1;  // mvp
};

/// What a component is read and checked under.
struct Profile {
  Gates gates = Gates::suite();
  Features features = Features::standard();
};

/// Applies a comma-separated list of gate names (`-name` turns off; a profile's name replaces the set) to `base`.
/// Core feature names are left in `rest`. @return no value, with `why`, for a malformed list.
std::optional<Gates> parse_gates(std::string_view list, Gates base, std::string& rest, std::string& why);

}  // namespace touchstone::component
