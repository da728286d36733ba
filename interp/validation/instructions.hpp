// 3.4 Instructions, by the algorithm of appendix 7.6: an operand stack and a control stack.
//
// `InstructionValidator` takes the instructions of one expression one at a time. The resolver (execution/resolve.cpp)
// drives a second one over a valid body to learn heights and types, so that stack effects are stated in one place.
// The rules themselves are in a file per family (README.md) and are bound to instructions in rules.hpp.
// Strategy: the rules of 3.4 guess types; the algorithm does not need to, since `bot` stands for a type that is not
// known, and matches every other.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interp/support/error.hpp"
#include "interp/validation/context.hpp"
#include "interp/validation/locals.hpp"

namespace touchstone::wasm {

/// Types side by side: a part of a ResultType, or all of it.
using TypeSpan = std::span<const ValType>;

/// 7.6.1 ctrl_frame: one structured instruction that is open, or the function body.
struct ControlFrame {
  Op op = Op::block;         ///< what opened it; the body counts as a block; `else_` once the `else` was passed
  bool unreachable = false;  ///< the rest of the block is stack-polymorphic
  bool one_result = false;   ///< the block type is a value type: the result is `value`
  u32 height = 0;            ///< operand stack height below the parameters
  u32 inits = 0;             ///< length of the list of locals set since, for non-defaultable locals
  Region at;
  TypeSpan params;
  TypeSpan results;
  ValType value;

  TypeSpan start_types() const { return params; }
  TypeSpan end_types() const { return one_result ? TypeSpan(&value, 1) : results; }

  /// What a branch to it carries: a loop's parameters, else the results.
  TypeSpan label_types() const { return op == Op::loop ? start_types() : end_types(); }
};

/// Limit: operands on the stack of one body. No stack has more slots, and a call of two bytes may push a thousand.
inline constexpr u32 max_operands = 1'048'576;

/// What the expression is for.
enum class ExprKind : u8 { body, constant };

class InstructionValidator {
 public:
  /// @param locals  parameters first
  /// @param params  how many of the locals are parameters, so set at entry whatever their type
  /// @param results what the expression must leave
  InstructionValidator(const Context& context, ExprKind kind, LocalTypes locals, u32 params, ResultType results);
  InstructionValidator(const InstructionValidator&) = delete;
  InstructionValidator& operator=(const InstructionValidator&) = delete;

  /// Checks one instruction and applies its effect. Throws Invalid, with the rule and the instruction's region.
  void step(const Instr& instr);

  /// After the last step: the final `end` was there and closed the expression. Throws Invalid otherwise.
  void finish(Region at) const;

  /// Identifiers to use in messages instead of indices; must outlive the validator.
  /// @param func  the function whose body it is: its locals have names as well
  void use_names(const Names* names, u32 func) {
    names_ = names;
    func_ = func;
  }

  const Context& context() const { return context_; }
  const LocalTypes& locals() const { return locals_; }

  /// Operands on the stack now, bottom first. Below an unreachable frame's height they are what was there before.
  const std::vector<ValType>& operands() const { return operands_; }

  /// Open frames, outermost (the body) first. Empty once the final `end` was checked.
  const std::vector<ControlFrame>& frames() const { return frames_; }

  /// The frame that `l` branches to: 0 is the innermost. It must exist.
  const ControlFrame& label(LabelIdx l) const { return frames_[frames_.size() - 1 - l.value]; }

  /// True where code cannot be reached: after an unconditional branch, to the next `else` or `end`.
  bool unreachable() const { return frames_.empty() ? false : frames_.back().unreachable; }

 private:
  friend struct InstrRules;

  // Errors.
  [[noreturn]] void fail(Phrase phrase, std::string detail = {}) const;
  [[noreturn]] void fail_rule(std::string_view rule, Phrase phrase, std::string detail = {}) const;
  [[noreturn]] void fail_operands(TypeSpan first, std::initializer_list<ValType> last) const;
  void require(bool holds, Phrase phrase) const {
    if (!holds) [[unlikely]]
      fail(phrase);
  }
  std::string at_instr() const;  // ", at `call $f`"
  std::string describe(TypeSpan types) const;
  std::string describe(const ValType& type) const;

  // Look-ups in the index spaces; an index out of bounds is an `unknown ...` error.
  template <class T>
  const T& at(const std::vector<T>& space, u32 x, Phrase unknown, std::string_view word) const {
    if (x >= space.size()) [[unlikely]]
      fail_unknown(x, space.size(), unknown, word);
    return space[x];
  }
  [[noreturn]] void fail_unknown(u32 x, std::size_t count, Phrase unknown, std::string_view word) const;
  const DefType* type_at(TypeIdx x) const;
  const FuncType& func_type_at(TypeIdx x) const;
  const TableType& table_at(TableIdx x) const;
  const MemType& mem_at(MemIdx x) const;
  const ControlFrame& label_at(LabelIdx l) const;

  // 7.6.1: operations on the two stacks.
  void push(const ValType& type) { operands_.push_back(type); }
  void push(TypeSpan types);
  void pop(TypeSpan first, std::initializer_list<ValType> last = {});
  void pop(std::initializer_list<ValType> types) { pop(TypeSpan(), types); }
  ValType peek(u32 depth) const;
  ValType peek_ref(u32 depth) const;
  void push_ctrl(ControlFrame frame);
  void end_of_frame();
  void set_unreachable();
  void set_local(u32 x);
  void reset_locals(u32 to);
  bool is_set(u32 x) const { return unset_.empty() || x < unset_from_ || !unset_[x - unset_from_]; }

  const Context& context_;
  const Names* names_ = nullptr;
  u32 func_ = 0;
  const Instr* instr_ = nullptr;  // the one that is being checked
  ExprKind kind_;
  LocalTypes locals_;
  ResultType results_;
  std::vector<ValType> operands_;
  std::vector<ControlFrame> frames_;
  std::vector<bool> unset_;  // locals that are not set yet, from the first non-defaultable one on; empty: all are set
  u32 unset_from_ = 0;
  std::vector<u32> inits_;  // 7.6.1 inits: locals set since the start, in order
};

}  // namespace touchstone::wasm
