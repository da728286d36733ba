// Results of partial operators (4.3, "some operators are partial").
//
// The specification returns an empty set of results where an operator is undefined, and the rule that applies it then
// traps ([Step_pure/binop-trap], [Step_pure/cvtop-trap]). Here such an operator returns its value together with the
// reason why there is none. The reasons are not in the specification, which only says TRAP: they name the three cases
// that the reference interpreter tells apart, in order to explain a trap.
//
// Partial is small and trivial, and is only returned by functions that are inlined: where an operator is total for
// given operands the check folds away.
#pragma once

#include "interp/support/integers.hpp"

namespace touchstone::wasm::numerics {

enum class TrapReason : u8 {
  none,
  integer_divide_by_zero,
  integer_overflow,
  invalid_conversion_to_integer,
};

template <class T>
struct Partial {
  T value;
  TrapReason why;

  constexpr bool defined() const { return why == TrapReason::none; }
  friend constexpr bool operator==(const Partial&, const Partial&) = default;
};

template <class T>
constexpr Partial<T> defined(T value) {
  return {value, TrapReason::none};
}

template <class T>
constexpr Partial<T> undefined(TrapReason why) {
  return {T{}, why};
}

}  // namespace touchstone::wasm::numerics
