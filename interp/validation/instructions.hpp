// 3.4 Instructions, by the algorithm of appendix A.3: an operand stack and a control stack.
//
// `InstructionValidator` takes the instructions of one expression one at a time. The resolver (execution/resolve.cpp)
// drives a second one over a valid body to learn heights and types, so that stack effects are stated in one place.
#pragma once

#include <vector>

#include "interp/validation/context.hpp"

namespace touchstone::wasm {

/// A.3 ctrl_frame: one structured instruction that is open, or the function body.
struct ControlFrame {
  Op op = Op::block;           ///< what opened it; the body counts as a block
  ResultType start_types;      ///< parameters
  ResultType end_types;        ///< results
  u32 height = 0;              ///< operand stack height below the parameters
  bool unreachable = false;    ///< the rest of the block is stack-polymorphic
  u32 inits = 0;               ///< length of the list of locals set since, for non-defaultable locals
  Region at;

  /// label_types of A.3: what a branch to it carries: a loop's parameters, else the results.
  const ResultType& label_types() const { return op == Op::loop ? start_types : end_types; }
};

/// What the expression is for.
enum class ExprKind : u8 { body, constant };

class InstructionValidator {
 public:
  /// @param locals  parameters first; each with its type and whether it is set at entry
  /// @param results what the expression must leave
  InstructionValidator(const Context& context, ExprKind kind, std::vector<ValType> locals, u32 params,
                       ResultType results);

  /// Checks one instruction and applies its effect. Throws Invalid, with the rule and the instruction's region.
  void step(const Instr& instr);

  /// After the last step: the final `end` was there and closed the expression. Throws Invalid otherwise.
  void finish(Region at) const;

  const Context& context() const;
  const std::vector<ValType>& locals() const;

  /// Operands on the stack now, bottom first. Below an unreachable frame's height they are what was there before.
  const std::vector<ValType>& operands() const;

  /// Open frames, outermost (the body) first. Empty once the final `end` was checked.
  const std::vector<ControlFrame>& frames() const;

  /// The frame that `l` branches to: 0 is the innermost.
  const ControlFrame& label(LabelIdx l) const;

  /// True where code cannot be reached: after an unconditional branch, to the next `else` or `end`.
  bool unreachable() const { return frames().empty() ? false : frames().back().unreachable; }
};

}  // namespace touchstone::wasm
