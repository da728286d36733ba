// 4.6.9 Reference instructions.
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

namespace {

struct OnRef : Node {
  SlotNo a, b;
};

// [Step_pure/ref.is_null-true] [Step_pure/ref.is_null-false]
Signal ref_is_null(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRef>(node);
  write(s, n.result, u32{read<Ref>(s, n.a).is_null()});
  NEXT;
}

// [Step_pure/ref.as_non_null-null] [Step_pure/ref.as_non_null-addr]
Signal ref_as_non_null(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRef>(node);
  const Ref ref = read<Ref>(s, n.a);
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_reference);
  write(s, n.result, ref);
  NEXT;
}

// [Step_pure/ref.eq-null] [Step_pure/ref.eq-true] [Step_pure/ref.eq-false]
Signal ref_eq(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRef>(node);
  write(s, n.result, u32{read<Ref>(s, n.a) == read<Ref>(s, n.b)});
  NEXT;
}

// [Step_read/ref.null]
void resolve_ref_null(Resolver& r, const Instr&) { r.push_constant(Ref::null().bits()); }

// [Step_read/ref.func]
void resolve_ref_func(Resolver& r, const Instr& instr) {
  r.push_constant(Ref::to(r.instance().funcs[instr.as<FuncIdx>().value]).bits());
}

void resolve_ref_is_null(Resolver& r, const Instr&) {
  OnRef n{};
  n.a = r.pop();
  r.result(ref_is_null, n);
}

void resolve_ref_as_non_null(Resolver& r, const Instr&) {
  OnRef n{};
  n.a = r.pop();
  r.result(ref_as_non_null, n);
}

void resolve_ref_eq(Resolver& r, const Instr&) {
  OnRef n{};
  n.b = r.pop();
  n.a = r.pop();
  r.result(ref_eq, n);
}

}  // namespace

void bind_reference(Bindings& b) {
  b[Op::ref_null] = resolve_ref_null;
  b[Op::ref_func] = resolve_ref_func;
  b[Op::ref_is_null] = resolve_ref_is_null;
  b[Op::ref_as_non_null] = resolve_ref_as_non_null;
  b[Op::ref_eq] = resolve_ref_eq;
}

}  // namespace touchstone::wasm
