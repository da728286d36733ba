// 4.6.6 Variable instructions: locals and globals.
//
// With folding most of the `local` instructions leave no node (fold.cpp). A global's node knows the instance itself.
#include "interp/execution/variable.hpp"

#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

namespace {

struct GlobalNode : Node {
  GlobalInst* global;
  Operand a;
};

// [Step_read/global.get]
Signal global_get(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<GlobalNode>(node);
  slot(s, n.result).low = n.global->value.low;
  NEXT;
}
Signal global_get_wide(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<GlobalNode>(node);
  slot(s, n.result) = n.global->value;
  NEXT;
}

// [Step/global.set]
template <Kind a>
Signal global_set(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<GlobalNode>(node);
  n.global->value.low = get<u64, a>(n.a, s);
  NEXT;
}
Signal global_set_wide(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<GlobalNode>(node);
  n.global->value = slot(s, n.a.slot);
  NEXT;
}

void resolve_local_get(Resolver& r, const Instr& instr) { r.push_local(instr.as<LocalIdx>().value); }

void resolve_local_set(Resolver& r, const Instr& instr) { r.set_local(instr.as<LocalIdx>().value, false); }

void resolve_local_tee(Resolver& r, const Instr& instr) { r.set_local(instr.as<LocalIdx>().value, true); }

void resolve_global_get(Resolver& r, const Instr& instr) {
  GlobalNode n{};
  n.global = r.instance().globals[instr.as<GlobalIdx>().value];
  const bool wide = n.global->type.type.is_vec();
  if (r.fold() && !n.global->type.mutable_ && n.global->type.type.is_num()) {
    r.push_constant(n.global->value.low);  // it will never change
  } else {
    r.result(wide ? global_get_wide : global_get, n);
  }
}

void resolve_global_set(Resolver& r, const Instr& instr) {
  GlobalNode n{};
  n.global = r.instance().globals[instr.as<GlobalIdx>().value];
  const Located a = r.pop_located();
  n.a = a.at;
  if (n.global->type.type.is_vec()) {
    r.emit(global_set_wide, n);
  } else {
    r.emit(a.kind == Kind::slot ? global_set<Kind::slot> : global_set<Kind::constant>, n);
  }
}

}  // namespace

Signal copy_value(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Copy>(node);
  slot(s, n.result).low = slot(s, static_cast<SlotNo>(n.from)).low;
  NEXT;
}

Signal copy_wide(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Copy>(node);
  slot(s, n.result) = slot(s, static_cast<SlotNo>(n.from));
  NEXT;
}

Signal const_value(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Const>(node);
  slot(s, n.result).low = n.value;
  NEXT;
}

Signal copy_values(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Moved>(node);
  move_values(s, n.move);
  NEXT;
}

void bind_variable(Bindings& b) {
  b[Op::local_get] = resolve_local_get;
  b[Op::local_set] = resolve_local_set;
  b[Op::local_tee] = resolve_local_tee;
  b[Op::global_get] = resolve_global_get;
  b[Op::global_set] = resolve_global_set;
}

}  // namespace touchstone::wasm
