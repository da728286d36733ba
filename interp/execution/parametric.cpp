// 4.6.1 Parametric instructions: nop, unreachable, drop, select.
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

namespace {

struct Select : Node {
  Operand a, b;
  u64 condition;  ///< a SlotNo
};

// [Step_pure/unreachable]
Signal unreachable(const Node& node, Slots, Machine& m, u8*) { return trap(m, node, TrapCode::unreachable); }

// [Step_pure/select-true] [Step_pure/select-false]
template <Kind a, Kind b>
Signal select(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Select>(node);
  const u64 x = get<u64, a>(n.a, s);
  const u64 y = get<u64, b>(n.b, s);
  write(s, n.result, read<u32>(s, static_cast<SlotNo>(n.condition)) != 0 ? x : y);
  NEXT;
}
Signal select_wide(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Select>(node);
  slot(s, n.result) = slot(s, read<u32>(s, static_cast<SlotNo>(n.condition)) != 0 ? n.a.slot : n.b.slot);
  NEXT;
}

void resolve_unreachable(Resolver& r, const Instr&) {
  r.emit(unreachable, Node{});
  r.unreachable();
}

// [Step_pure/nop]
void resolve_nop(Resolver&, const Instr&) {}

// [Step_pure/drop]
void resolve_drop(Resolver& r, const Instr&) { r.drop(1); }

void resolve_select(Resolver& r, const Instr&) {
  static constexpr Rule rules[2][2] = {{select<Kind::slot, Kind::slot>, select<Kind::slot, Kind::constant>},
                                       {select<Kind::constant, Kind::slot>, select<Kind::constant, Kind::constant>}};
  const bool wide = r.type_before(1).is_vec();
  Select n{};
  n.condition = r.pop();
  const Located b = r.pop_located();
  const Located a = r.pop_located();
  n.a = a.at;
  n.b = b.at;
  r.result(wide ? select_wide : rules[static_cast<u8>(a.kind)][static_cast<u8>(b.kind)], n);
}

}  // namespace

void bind_parametric(Bindings& b) {
  b[Op::unreachable] = resolve_unreachable;
  b[Op::nop] = resolve_nop;
  b[Op::drop] = resolve_drop;
  b[Op::select] = resolve_select;
  b[Op::select_t] = resolve_select;
}

}  // namespace touchstone::wasm
