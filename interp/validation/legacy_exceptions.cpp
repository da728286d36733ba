// Exception handling as it was before 3.0 (legacy-exceptions): try, catch, catch_all, delegate, rethrow.
//
// The rules are those of the formal overview
// [legacy-exceptions/Exceptions-formal-overview.md#validation-rules-for-instructions]. A `try` [legacy-exceptions/try] is opened like a block [Instr_ok/block]; each `catch` ends one
// part of it and begins another, as `else` does for `if`; `delegate` ends it as `end` would.
#include "interp/support/messages.hpp"
#include "interp/validation/rules.hpp"

namespace touchstone::wasm {

/// Ends the part before a handler, and begins the handler, whose parameters are still to be pushed.
void InstrRules::begin_handler(V& v, Op op) {
  const Op before = v.frames_.back().op;
  v.require(before == Op::try_ || before == Op::catch_, phrase::misplaced_catch);
  v.end_of_frame();
  ControlFrame& frame = v.frames_.back();
  frame.op = op;
  frame.unreachable = false;
}

// [legacy-exceptions/catch]
void InstrRules::catch_(V& v, const Instr& instr) {
  const TypeSpan ts = exception_params(v, instr.as<TagIdx>());
  begin_handler(v, Op::catch_);
  v.push(ts);
}

// [legacy-exceptions/catch_all]
void InstrRules::catch_all(V& v, const Instr&) { begin_handler(v, Op::catch_all); }

/// [legacy-exceptions/rethrow] The label must be that of a `try` in one of whose handlers we are.
void InstrRules::rethrow(V& v, const Instr& instr) {
  const Op op = v.label_at(instr.as<LabelIdx>()).op;
  v.require(op == Op::catch_ || op == Op::catch_all, phrase::invalid_rethrow_label);
  v.set_unreachable();
}

/// [legacy-exceptions/delegate] The label is counted from outside of the `try`; the function's own is allowed.
void InstrRules::delegate(V& v, const Instr& instr) {
  v.require(v.frames_.back().op == Op::try_ && v.frames_.size() > 1, phrase::misplaced_catch);
  v.end_of_frame();
  const ControlFrame frame = v.frames_.back();
  v.frames_.pop_back();
  v.label_at(instr.as<LabelIdx>());
  v.push(frame.end_types());
}

}  // namespace touchstone::wasm
