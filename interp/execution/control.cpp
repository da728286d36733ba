// 4.6.2 Control instructions, 4.6.3 Blocks. Calls are in call.cpp, exceptions in exception.cpp.
//
// A label of the specification is a nested `run`: what leaves a body is a Signal, and leave_label is the rules for
// labels. A branch moves its values to where its label wants them before it leaves (br-label-zero does it on arrival;
// the result is the same, since nothing runs in between).
#include "interp/execution/control.hpp"

namespace touchstone::wasm {

namespace {

struct Block : Node {
  const Node* body;
};
struct BranchTable : Node {
  const Target* targets;  ///< `count` and the default one
  u32 count;
  SlotNo index;
};
struct BranchOnNull : Branch {
  u64 ref;  ///< a SlotNo
};

// [Step_read/block] [Step/ctxt-label] [Step_pure/label-vals]
Signal block(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Block>(node);
  if (const Signal r = leave_label(run(n.body, s, m, mem)); r != Signal::next) return r;
  NEXT;
}

// [Step_read/loop]: a branch to the label of a loop runs the loop again.
Signal loop(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Block>(node);
  Signal r;
  do {
    if (!charge(m)) [[unlikely]]
      return exhausted(m, n, Resource::fuel);
    r = run(n.body, s, m, mem);
  } while (r == branch(0));
  if (r != Signal::next) return leave_label(r);
  NEXT;
}

// [Step_pure/if-true] [Step_pure/if-false]
Signal if_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<If>(node);
  const Node* body = read<u32>(s, n.a.slot) != 0 ? n.then : n.else_;
  if (const Signal r = run_arm(body, s, m, mem); r != Signal::next) return r;
  NEXT;
}

// [Step_pure/br-label-zero] is where the Signal arrives.
Signal br(const Node& node, Slots s, Machine& m, u8* mem) { return take(as<Branch>(node), s, m, mem); }

// [Step_pure/br_if-true] [Step_pure/br_if-false]
Signal br_if(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<BranchIf>(node);
  if (read<u32>(s, n.a.slot) != 0) return take(n, s, m, mem);
  NEXT;
}

// [Step_pure/br_table-lt] [Step_pure/br_table-ge]
template <bool with_values>
Signal br_table(const Node& node, Slots s, Machine&, u8*) {
  auto& n = as<BranchTable>(node);
  const u32 i = read<u32>(s, n.index);
  const Target& target = n.targets[i < n.count ? i : n.count];
  if constexpr (with_values) move_values(s, target.move);
  return branch(target.label);
}

// [Step_pure/br_on_null-null] [Step_pure/br_on_null-addr]
Signal br_on_null(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<BranchOnNull>(node);
  if (read<Ref>(s, static_cast<SlotNo>(n.ref)).is_null()) return take(n, s, m, mem);
  NEXT;
}

// [Step_pure/br_on_non_null-null] [Step_pure/br_on_non_null-addr]
Signal br_on_non_null(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<BranchOnNull>(node);
  if (!read<Ref>(s, static_cast<SlotNo>(n.ref)).is_null()) return take(n, s, m, mem);
  NEXT;
}

// [Step_pure/return-label] and its kin are in leave_label.
Signal return_(const Node& node, Slots s, Machine&, u8*) {
  move_values(s, as<Branch>(node).target.move);
  return Signal::return_;
}

// ---- Resolution

void close_block(Resolver& r, const Resolver::Label& label) {
  Block n{};
  n.body = label.body;
  r.emit(label.instr->op == Op::loop ? loop : block, n);
}

void close_if(Resolver& r, const Resolver::Label& label) {
  const Condition& condition = label.condition;
  If n{};
  n.then = label.body;
  n.else_ = label.else_;
  n.a = condition.a;
  n.b = condition.b;
  r.emit(condition.comparison != nullptr ? condition.comparison->if_[condition.kinds] : if_, n);
}

void resolve_block(Resolver& r, const Instr& instr) { r.open(instr, close_block); }

void resolve_if(Resolver& r, const Instr& instr) {
  const Condition condition = r.pop_condition();
  r.open(instr, close_if).condition = condition;
}

void resolve_else(Resolver& r, const Instr&) { r.open_else(); }

void resolve_end(Resolver& r, const Instr&) { r.close(); }

// Emits a branch that is always taken; its single value is written in place if that can be.
void resolve_jump(Resolver& r, LabelIdx l, Rule rule) {
  const Resolver::Label& label = r.label(l);
  Branch n{};
  n.target.label = l.value;
  if (label.arity != 1 || !r.redirect(label.target)) n.target = r.target(l);
  r.emit(rule, n);
  r.unreachable();
}

void resolve_br(Resolver& r, const Instr& instr) { resolve_jump(r, instr.as<LabelIdx>(), br); }

void resolve_return(Resolver& r, const Instr&) { resolve_jump(r, LabelIdx(r.label_count() - 1), return_); }

void resolve_br_if(Resolver& r, const Instr& instr) {
  const Condition condition = r.pop_condition();
  BranchIf n{};
  n.target = r.target(instr.as<LabelIdx>());
  n.a = condition.a;
  n.b = condition.b;
  r.emit(condition.comparison != nullptr ? condition.comparison->br_if[condition.kinds] : br_if, n);
}

void resolve_br_table(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<BrTable>();
  BranchTable n{};
  n.index = r.pop();
  n.count = static_cast<u32>(imm.labels.size());
  auto* targets = r.table<Target>(imm.labels.size() + 1);
  // One after the other: the first puts the values in their temporaries, so all find them there.
  const u32 arity = r.label(imm.default_).arity;
  r.settle(arity);
  for (std::size_t i = 0; i < imm.labels.size(); ++i) targets[i] = r.target(imm.labels[i]);
  targets[imm.labels.size()] = r.target(imm.default_);
  n.targets = targets;
  r.emit(arity == 0 ? br_table<false> : br_table<true>, n);
  r.unreachable();
}

void resolve_br_on_null(Resolver& r, const Instr& instr) {
  BranchOnNull n{};
  r.settle(1);
  n.ref = r.temporary(r.height() - 1);
  r.drop(1);
  n.target = r.target(instr.as<LabelIdx>());
  r.emit(br_on_null, n);
  r.push();
}

void resolve_br_on_non_null(Resolver& r, const Instr& instr) {
  BranchOnNull n{};
  r.settle(1);
  n.ref = r.temporary(r.height() - 1);
  n.target = r.target(instr.as<LabelIdx>());
  r.emit(br_on_non_null, n);
  r.drop(1);
}

}  // namespace

Signal branch_with_values(const Node& node, Slots s, Machine&, u8*) {
  auto& n = as<Branch>(node);
  move_values(s, n.target.move);
  return branch(n.target.label);
}

void bind_control(Bindings& b) {
  b[Op::block] = resolve_block;
  b[Op::loop] = resolve_block;
  b[Op::if_] = resolve_if;
  b[Op::else_] = resolve_else;
  b[Op::end] = resolve_end;
  b[Op::br] = resolve_br;
  b[Op::br_if] = resolve_br_if;
  b[Op::br_table] = resolve_br_table;
  b[Op::br_on_null] = resolve_br_on_null;
  b[Op::br_on_non_null] = resolve_br_on_non_null;
  b[Op::return_] = resolve_return;
}

}  // namespace touchstone::wasm
