// 3.4.2 Control instructions: blocks, branches, calls, exceptions.
//
// A structured instruction is checked in pieces: what opens it pushes a frame, `else` and `end` close one. A branch
// carries what its label's frame says; an instruction after which control does not go on makes the stack polymorphic.
#include "interp/support/messages.hpp"
#include "interp/validation/describe.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

namespace {

// [Blocktype_ok/valtype, Blocktype_ok/typeidx]
ControlFrame block_frame(const Context& context, const BlockType& bt, const Instr& instr) {
  ControlFrame frame;
  frame.op = instr.op;
  switch (bt.kind) {
  case BlockType::Kind::none: break;
  case BlockType::Kind::value:
    valtype_ok(context, bt.value, instr.at);
    frame.one_result = true;
    frame.value = close(context, bt.value);
    break;
  case BlockType::Kind::type: {
    const FuncType& ft = expand_func(context, HeapType(bt.type), instr.at, "Blocktype_ok/typeidx");
    if (!ft.params.empty() || ft.results.size() > 1) {
      require_feature(context, Feature::multi_value, instr.at, "Blocktype_ok/typeidx",
                      "a block with parameters or several results");
    }
    frame.params = ft.params;
    frame.results = ft.results;
    break;
  }
  }
  return frame;
}

}  // namespace

// Blocks

// [Instr_ok/block]
void InstrRules::block(V& v, const Instr& instr) {
  ControlFrame frame = block_frame(v.context_, instr.as<BlockType>(), instr);
  v.pop(frame.start_types());
  v.push_ctrl(frame);
}

// [Instr_ok/loop]
void InstrRules::loop(V& v, const Instr& instr) { block(v, instr); }

// [Instr_ok/if]
void InstrRules::if_(V& v, const Instr& instr) {
  ControlFrame frame = block_frame(v.context_, instr.as<BlockType>(), instr);
  v.pop(frame.start_types(), {ValKind::i32});
  v.push_ctrl(frame);
}

// [Instr_ok/if] The second arm begins as the first did.
void InstrRules::else_(V& v, const Instr&) {
  if (v.frames_.back().op != Op::if_) v.fail(phrase::misplaced_else);
  v.end_of_frame();
  ControlFrame& frame = v.frames_.back();
  frame.op = Op::else_;
  frame.unreachable = false;
  v.push(frame.start_types());
}

// [Instr_ok/block, Instr_ok/loop, Instr_ok/if, Instr_ok/try_table, Expr_ok] The end of each.
void InstrRules::end(V& v, const Instr&) {
  v.end_of_frame();
  const ControlFrame frame = v.frames_.back();
  if (frame.op == Op::if_ && !match_resulttype(frame.start_types(), frame.end_types())) {
    v.fail(phrase::type_mismatch, ": `if` without `else` requires " + v.describe(frame.end_types()) +
                                      " but its parameters are " + v.describe(frame.start_types()));
  }
  v.frames_.pop_back();
  if (!v.frames_.empty()) v.push(frame.end_types());
}

// Branches

// [Instr_ok/br]
void InstrRules::br(V& v, const Instr& instr) {
  v.pop(v.label_at(instr.as<LabelIdx>()).label_types());
  v.set_unreachable();
}

// [Instr_ok/br_if]
void InstrRules::br_if(V& v, const Instr& instr) {
  const TypeSpan ts = v.label_at(instr.as<LabelIdx>()).label_types();
  v.pop(ts, {ValKind::i32});
  v.push(ts);
}

// [Instr_ok/br_table] The operands must match every label; where the stack is polymorphic, each in its own way.
void InstrRules::br_table(V& v, const Instr& instr) {
  const auto& table = instr.as<BrTable>();
  const TypeSpan ts = v.label_at(table.default_).label_types();
  v.pop({ValKind::i32});
  const std::size_t there = std::min(v.operands_.size() - v.frames_.back().height, ts.size());
  const TypeSpan operands = TypeSpan(v.operands_).last(there);
  for (const LabelIdx l : table.labels) {
    const TypeSpan others = v.label_at(l).label_types();
    if (others.size() != ts.size()) {
      v.fail(phrase::type_mismatch, ": labels have different numbers of types: " + v.describe(others) + " and " +
                                        v.describe(ts) + v.at_instr());
    }
    if (!match_resulttype(operands, others.last(there))) v.fail_operands(others, {});
  }
  v.pop(ts);
  v.set_unreachable();
}

// [Instr_ok/br_on_null]
void InstrRules::br_on_null(V& v, const Instr& instr) {
  const TypeSpan ts = v.label_at(instr.as<LabelIdx>()).label_types();
  const HeapType ht = v.peek_ref(0).heap;
  v.pop(ts, {RefType{true, ht}});
  v.push(ts);
  v.push(RefType{false, ht});
}

// [Instr_ok/br_on_non_null]
void InstrRules::br_on_non_null(V& v, const Instr& instr) {
  const TypeSpan ts = v.label_at(instr.as<LabelIdx>()).label_types();
  if (ts.empty() || !ts.back().is_ref()) {
    v.fail(phrase::type_mismatch,
           ": instruction requires reference type but label has " + v.describe(ts) + v.at_instr());
  }
  const TypeSpan others = ts.first(ts.size() - 1);
  v.pop(others, {RefType{true, ts.back().heap}});
  v.push(others);
}

/// The two types of a cast that branches, closed: the second must match the first.
std::pair<RefType, RefType> InstrRules::cast_types(const V& v, const BrOnCast& cast) {
  reftype_ok(v.context_, cast.from, v.instr_->at);
  reftype_ok(v.context_, cast.to, v.instr_->at);
  const RefType from = close(v.context_, cast.from);
  const RefType to = close(v.context_, cast.to);
  require_castable(v, to);
  // custom-descriptors relaxes this: the two need a common supertype, no more.
  const bool related = v.context_.features.has(Feature::custom_descriptors) ? top_of(to.heap) == top_of(from.heap)
                                                                            : match_reftype(to, from);
  if (!related) {
    v.fail(phrase::type_mismatch,
           " on cast: type " + v.describe(ValType(to)) + " does not match " + v.describe(ValType(from)) + v.at_instr());
  }
  return {from, to};
}

/// A reference of type `from` goes to the label as `taken`, or stays as `left`.
void InstrRules::branch_on_cast(V& v, LabelIdx l, const RefType& from, const RefType& taken, const RefType& left,
                                const RefType* descriptor) {
  const TypeSpan ts = v.label_at(l).label_types();
  if (ts.empty() || !match_valtype(taken, ts.back())) {
    v.fail(phrase::type_mismatch, ": instruction requires type " + v.describe(ValType(taken)) + " but label has " +
                                      v.describe(ts) + v.at_instr());
  }
  const TypeSpan others = ts.first(ts.size() - 1);
  if (descriptor != nullptr)
    v.pop(others, {from, *descriptor});
  else
    v.pop(others, {from});
  v.push(others);
  v.push(left);
}

// [Instr_ok/br_on_cast]
void InstrRules::br_on_cast(V& v, const Instr& instr) {
  const auto& cast = *instr.as<std::shared_ptr<const BrOnCast>>();
  const auto [from, to] = cast_types(v, cast);
  branch_on_cast(v, cast.label, from, to, diff(from, to));
}

// [Instr_ok/br_on_cast_fail]
void InstrRules::br_on_cast_fail(V& v, const Instr& instr) {
  const auto& cast = *instr.as<std::shared_ptr<const BrOnCast>>();
  const auto [from, to] = cast_types(v, cast);
  branch_on_cast(v, cast.label, from, diff(from, to), to);
}

// Functions

// [Instr_ok/return]
void InstrRules::return_(V& v, const Instr&) {
  v.pop(v.results_);
  v.set_unreachable();
}

/// The type of function `x`.
const FuncType& InstrRules::callee(const V& v, FuncIdx x) {
  return v.at(v.context_.funcs, x.value, phrase::unknown_function, "function")->func();
}

/// The function type of an indirect call, and the type of the index operand: the table must hold functions.
std::pair<const FuncType&, ValType> InstrRules::indirect_callee(const V& v, const CallIndirect& imm) {
  const TableType& tt = v.table_at(imm.table);
  const FuncType& ft = v.func_type_at(imm.type);
  if (!match_reftype(tt.elem, funcref)) {
    v.fail(phrase::type_mismatch, ": instruction requires table of function type but table has element type " +
                                      v.describe(ValType(tt.elem)) + v.at_instr());
  }
  return {ft, address(tt.addr)};
}

// [Instr_ok/call]
void InstrRules::call(V& v, const Instr& instr) {
  const FuncType& ft = callee(v, instr.as<FuncIdx>());
  v.pop(ft.params);
  v.push(ft.results);
}

// [Instr_ok/call_ref]
void InstrRules::call_ref(V& v, const Instr& instr) {
  const TypeIdx x = instr.as<TypeIdx>();
  const FuncType& ft = v.func_type_at(x);
  v.pop(ft.params, {RefType{true, HeapType(v.type_at(x))}});
  v.push(ft.results);
}

// [Instr_ok/call_indirect]
void InstrRules::call_indirect(V& v, const Instr& instr) {
  const auto [ft, index] = indirect_callee(v, instr.as<CallIndirect>());
  v.pop(ft.params, {index});
  v.push(ft.results);
}

/// A tail call returns to the caller of this function, so its results must be this function's.
void InstrRules::tail(const V& v, const FuncType& ft) {
  if (match_resulttype(ft.results, v.results_)) return;
  v.fail(phrase::type_mismatch, ": current function requires result type " + v.describe(v.results_) +
                                    " but callee returns " + v.describe(ft.results) + v.at_instr());
}

// [Instr_ok/return_call]
void InstrRules::return_call(V& v, const Instr& instr) {
  const FuncType& ft = callee(v, instr.as<FuncIdx>());
  tail(v, ft);
  v.pop(ft.params);
  v.set_unreachable();
}

// [Instr_ok/return_call_ref]
void InstrRules::return_call_ref(V& v, const Instr& instr) {
  const TypeIdx x = instr.as<TypeIdx>();
  const FuncType& ft = v.func_type_at(x);
  tail(v, ft);
  v.pop(ft.params, {RefType{true, HeapType(v.type_at(x))}});
  v.set_unreachable();
}

// [Instr_ok/return_call_indirect]
void InstrRules::return_call_indirect(V& v, const Instr& instr) {
  const auto [ft, index] = indirect_callee(v, instr.as<CallIndirect>());
  tail(v, ft);
  v.pop(ft.params, {index});
  v.set_unreachable();
}

// Exceptions

/// The values that an exception with tag `x` carries.
TypeSpan InstrRules::tag_params(const V& v, TagIdx x) {
  return v.at(v.context_.tags, x.value, phrase::unknown_tag, "tag")->func().params;
}

/// The same for a tag that is thrown or caught: it has no results. Only stack-switching knows tags that have some.
TypeSpan InstrRules::exception_params(const V& v, TagIdx x) {
  const TypeSpan params = tag_params(v, x);
  if (!v.context_.tags[x.value]->func().results.empty()) {
    v.fail(phrase::tag_result, ": tag " + std::to_string(x.value) + " is none of exceptions" + v.at_instr());
  }
  return params;
}

// [Instr_ok/throw]
void InstrRules::throw_(V& v, const Instr& instr) {
  v.pop(exception_params(v, instr.as<TagIdx>()));
  v.set_unreachable();
}

// [Instr_ok/throw_ref]
void InstrRules::throw_ref(V& v, const Instr&) {
  v.pop({RefType{true, HeapKind::exn}});
  v.set_unreachable();
}

// [Instr_ok/try_table] Handlers are outside of the block: their labels do not count it.
void InstrRules::try_table(V& v, const Instr& instr) {
  const auto& imm = *instr.as<std::shared_ptr<const TryTable>>();
  ControlFrame frame = block_frame(v.context_, imm.type, instr);
  for (const Catch& handler : imm.catches) catch_ok(v, handler);
  v.pop(frame.start_types());
  v.push_ctrl(frame);
}

// [Catch_ok/catch, Catch_ok/catch_ref, Catch_ok/catch_all, Catch_ok/catch_all_ref]
void InstrRules::catch_ok(V& v, const Catch& handler) {
  const bool tagged = handler.kind == Catch::Kind::catch_ || handler.kind == Catch::Kind::catch_ref;
  const bool with_ref = handler.kind == Catch::Kind::catch_ref || handler.kind == Catch::Kind::catch_all_ref;
  ResultType ts;
  if (tagged) {
    const TypeSpan params = exception_params(v, handler.tag);
    ts.assign(params.begin(), params.end());
  }
  if (with_ref) ts.push_back(RefType{false, HeapKind::exn});
  const TypeSpan label = v.label_at(handler.label).label_types();
  if (match_resulttype(ts, label)) return;
  constexpr std::string_view rules[] = {"Catch_ok/catch", "Catch_ok/catch_ref", "Catch_ok/catch_all",
                                        "Catch_ok/catch_all_ref"};
  throw Invalid(handler.at, phrase::type_mismatch, rules[static_cast<u8>(handler.kind)],
                ": catch handler has " + v.describe(ts) + " but label requires " + v.describe(label));
}

}  // namespace touchstone::wasm
