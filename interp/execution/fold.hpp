// Folding: what the resolver does with `local.get`, `const`, `local.set` and comparisons besides making nodes of them.
//
// Not in the specification (Strategy); `Config::fold` turns it off, and each instruction is then a node of its own.
// What is done: an operand that is a local or a constant is named by the node that takes it; a node writes its result to
// where the next instruction would move it; a comparison and the `br_if` or `if` that tests it are one node. Measured,
// the first is worth a factor of 2.2 to 2.6, the second 1.3, the third 1.1.
#pragma once

#include "interp/execution/code.hpp"
#include "interp/syntax/instructions.hpp"

namespace touchstone::wasm {

/// Kinds of two operands. Two constants do not occur: one of them is put in a slot.
enum class Kinds : u8 { slot_slot, slot_constant, constant_slot };
inline constexpr std::size_t kinds_count = 3;

/// Rules for the kinds of two operands.
struct RulesByKinds {
  Rule rules[kinds_count] = {};
  Rule operator[](Kinds kinds) const { return rules[static_cast<u8>(kinds)]; }
};

/// The rules for a comparison: alone, and joined with a branch that tests it.
struct Comparison {
  Op op;
  RulesByKinds value;
  RulesByKinds br_if;
  RulesByKinds if_;
};

/// The comparison that holds when `op` does not; null if there is none. Floats have none, because of NaN.
const Comparison* inverse_of(const Comparison& comparison);

}  // namespace touchstone::wasm
