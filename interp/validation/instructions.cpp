// 3.4 Instructions: the operand and control stacks of appendix 7.6. See instructions.hpp.
//
// Operands are popped a whole instruction's worth at a time, so that an error can say all that was required and all
// that was there. Nothing here recurses, whatever the depth of nesting.
#include "interp/validation/instructions.hpp"

#include <algorithm>

#include "interp/support/messages.hpp"
#include "interp/validation/describe.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

InstructionValidator::InstructionValidator(const Context& context, ExprKind kind, LocalTypes locals, u32 params,
                                           ResultType results)
    : context_(context), kind_(kind), locals_(std::move(locals)), results_(std::move(results)) {
  u32 begin = 0;
  for (const LocalTypes::Run& run : locals_.runs()) {
    const u32 from = std::max(begin, params);
    begin = run.end;
    if (from >= run.end || defaultable(run.type)) continue;
    if (unset_.empty()) unset_from_ = from;
    unset_.resize(from - unset_from_, false);
    unset_.resize(run.end - unset_from_, true);
  }
  if (!unset_.empty()) unset_.resize(locals_.size() - unset_from_, false);
  ControlFrame body;
  body.results = results_;
  frames_.push_back(body);
}

// [Instrs_ok/empty, Instrs_ok/instr, Instrs_ok/seq] One instruction after another, on the stack that the ones before left.
void InstructionValidator::step(const Instr& instr) {
  instr_ = &instr;
  const Binding& bound = binding(instr.op);
  if (frames_.empty()) [[unlikely]]
    fail_rule("Expr_ok", phrase::body_continues);
  if (!context_.features.has(bound.feature)) [[unlikely]] {
    require_feature(context_, bound.feature, instr.at, bound.id, info(instr.op).text);
  }
  if (kind_ == ExprKind::constant && !is_constant(context_, instr)) [[unlikely]] {
    fail_rule("Expr_const", phrase::constant_required,
              ": found `" + std::string(info(instr.op).text) + "`" + needed_to_be_constant(context_, instr));
  }
  bound.rule(*this, instr);
}

void InstructionValidator::finish(Region at) const {
  if (!frames_.empty()) throw Invalid(at, phrase::body_not_closed, "Expr_ok");
}

// Errors

void InstructionValidator::fail_rule(std::string_view rule, Phrase phrase, std::string detail) const {
  throw Invalid(instr_->at, phrase, rule, std::move(detail));
}

void InstructionValidator::fail(Phrase phrase, std::string detail) const {
  // What is wrong at an `end` or `else` breaks the rule of what it ends.
  const bool delimiter = (instr_->op == Op::end || instr_->op == Op::else_) && frames_.size() > 1;
  const Op op = delimiter ? frames_.back().op : instr_->op;
  fail_rule(binding(op).id, phrase, std::move(detail));
}

std::string InstructionValidator::at_instr() const { return ", at `" + describe_instr(*instr_, names_, func_) + "`"; }

std::string InstructionValidator::describe(TypeSpan types) const { return describe_types(context_, names_, types); }

std::string InstructionValidator::describe(const ValType& type) const { return describe_type(context_, names_, type); }

void InstructionValidator::fail_operands(TypeSpan first, std::initializer_list<ValType> last) const {
  ResultType required(first.begin(), first.end());
  required.insert(required.end(), last.begin(), last.end());
  const ControlFrame& frame = frames_.back();
  const std::size_t there = std::min<std::size_t>(operands_.size() - frame.height, required.size());
  std::string found = describe(TypeSpan(operands_).last(there));
  if (frame.unreachable && there < required.size()) found.insert(1, there == 0 ? "..." : "... ");
  fail(phrase::type_mismatch, ": instruction requires " + describe(required) + " but stack has " + found + at_instr());
}

// Index spaces

void InstructionValidator::fail_unknown(u32 x, std::size_t count, Phrase unknown, std::string_view word) const {
  fail(unknown, out_of_bounds(x, count, word));
}

const DefType* InstructionValidator::type_at(TypeIdx x) const {
  return at(context_.types, x.value, phrase::unknown_type, "type");
}

// [Expand]
const FuncType& InstructionValidator::func_type_at(TypeIdx x) const {
  const DefType* dt = type_at(x);
  if (!dt->is_func()) fail(phrase::non_function_type, " " + std::to_string(x.value));
  return dt->func();
}

const TableType& InstructionValidator::table_at(TableIdx x) const {
  return at(context_.tables, x.value, phrase::unknown_table, "table");
}

const MemType& InstructionValidator::mem_at(MemIdx x) const {
  return at(context_.mems, x.value, phrase::unknown_memory, "memory");
}

const ControlFrame& InstructionValidator::label_at(LabelIdx l) const {
  if (l.value >= frames_.size()) fail_unknown(l.value, frames_.size(), phrase::unknown_label, "label");
  return label(l);
}

// Operands

// [Instrs_ok/frame, Instrs_ok/sub] What lies below an instruction's operands stays; operands may be of subtypes.
void InstructionValidator::push(TypeSpan types) {
  if (operands_.size() + types.size() > max_operands) [[unlikely]] {
    fail_rule("#impl-syntax", phrase::over_limit,
              ": more than " + std::to_string(max_operands) + " operands on the stack");
  }
  operands_.insert(operands_.end(), types.begin(), types.end());
}

// 7.6.1 pop_vals, for `first` followed by `last`. Where the stack is polymorphic, what is not there is `bot`.
void InstructionValidator::pop(TypeSpan first, std::initializer_list<ValType> last) {
  const ControlFrame& frame = frames_.back();
  const std::size_t required = first.size() + last.size();
  const std::size_t there = std::min<std::size_t>(operands_.size() - frame.height, required);
  if (there < required && !frame.unreachable) fail_operands(first, last);
  const ValType* const top = operands_.data() + operands_.size();
  for (std::size_t i = 1; i <= there; ++i) {
    const ValType& expected = i <= last.size() ? *(last.end() - i) : first[required - i];
    if (!match_valtype(*(top - i), expected)) fail_operands(first, last);
  }
  operands_.resize(operands_.size() - there);
}

/// The operand that many below the top. `bot` if it is not there: then the stack is polymorphic, or the pop that follows
/// fails.
ValType InstructionValidator::peek(u32 depth) const {
  if (operands_.size() - frames_.back().height <= depth) return ValKind::bot;
  return *(operands_.rbegin() + depth);
}

/// [#algo-valid] pop_ref: the same, of a reference.
ValType InstructionValidator::peek_ref(u32 depth) const {
  const ValType t = peek(depth);
  if (t.kind == ValKind::bot) return RefType{false, HeapKind::bot};
  if (t.is_ref()) return t;
  fail(phrase::type_mismatch, ": instruction requires reference type but stack has " + describe(t) + at_instr());
}

// Control

// 7.6.1 push_ctrl; the parameters were popped.
void InstructionValidator::push_ctrl(ControlFrame frame) {
  frame.height = static_cast<u32>(operands_.size());
  frame.inits = static_cast<u32>(inits_.size());
  frame.at = instr_->at;
  frames_.push_back(frame);
  push(frame.start_types());
}

// 7.6.1 pop_ctrl, except that the frame stays: the results are there and nothing else. [Instrtype_sub]
void InstructionValidator::end_of_frame() {
  const ControlFrame& frame = frames_.back();
  const TypeSpan results = frame.end_types();
  const TypeSpan all = TypeSpan(operands_).subspan(frame.height);
  const TypeSpan there = all.last(std::min(all.size(), results.size()));
  const bool enough = there.size() == results.size() || frame.unreachable;
  if (!enough || !match_resulttype(there, results.last(there.size()))) fail_operands(results, {});
  if (all.size() > results.size()) {
    fail(phrase::type_mismatch,
         ": block requires " + describe(results) + " but stack has " + describe(all) + at_instr());
  }
  operands_.resize(frame.height);
  reset_locals(frame.inits);
}

// 7.6.1 unreachable
void InstructionValidator::set_unreachable() {
  operands_.resize(frames_.back().height);
  frames_.back().unreachable = true;
}

// 7.6.1 set_local [$with_locals]
void InstructionValidator::set_local(u32 x) {
  if (is_set(x)) return;
  unset_[x - unset_from_] = false;
  inits_.push_back(x);
}

// 7.6.1 reset_locals: what a block sets counts inside it only, which [Instrtype_sub] says the other way round.
void InstructionValidator::reset_locals(u32 to) {
  for (; inits_.size() > to; inits_.pop_back()) unset_[inits_.back() - unset_from_] = true;
}

}  // namespace touchstone::wasm
