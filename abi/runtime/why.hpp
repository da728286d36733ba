// Why a component trapped: the ids of all trap sites of the Canonical ABI, and their words.
//
// definitions.py says `trap_if(condition)` and no more. Each of our sites adds an id that never changes, the rule that it
// stands in, and words for people and for scripts that compare messages (why.def). Where one side of a call is the host
// the suite wants other words than between two components, so the site also says which boundary it stands at.
//
//   if (i >= cases.size()) trap(Why::invalid_discriminant, "load_variant", boundary, "found 7 of 2 cases");
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "interp/embedding/embedding.hpp"

namespace touchstone::component {

enum class Why : u8 {
#define WHY(id, component, host) id,
#include "abi/runtime/why.def"
#undef WHY
};

/// Who is on the two sides of a call.
enum class Boundary : u8 { component, host };

struct WhyRow {
  std::string_view id;
  std::string_view component;
  std::string_view host;

  constexpr std::string_view words(Boundary boundary) const {
    return boundary == Boundary::host && !host.empty() ? host : component;
  }
};

inline constexpr auto why_table = std::to_array<WhyRow>({
#define WHY(id, component, host) {#id, component, host},
#include "abi/runtime/why.def"
#undef WHY
});

constexpr const WhyRow& why_row(Why why) { return why_table[static_cast<std::size_t>(why)]; }

/// The row that has this id (of a Trap); null if none has.
constexpr const WhyRow* find_why(std::string_view id) {
  for (const WhyRow& row : why_table) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

/// [trap] `rule` is the function of the source that traps: a string literal. `detail` follows the words.
[[noreturn]] inline void trap(Why why, std::string_view rule, Boundary boundary = Boundary::component,
                              std::string detail = {}) {
  const WhyRow& row = why_row(why);
  throw wasm::Trap(row.id, Phrase(row.words(boundary)), rule, std::move(detail));
}

/// [trap_if]
inline void trap_if(bool condition, Why why, std::string_view rule, Boundary boundary = Boundary::component) {
  if (condition) [[unlikely]]
    trap(why, rule, boundary);
}

/// `assert` of definitions.py: what validation or an earlier rule guarantees. It stays in release: a mistake of ours ends
/// in a Crash, not in memory of the host.
inline void assert_that(bool condition, const char* what) {
  if (!condition) [[unlikely]]
    throw Crash(what);
}

}  // namespace touchstone::component
