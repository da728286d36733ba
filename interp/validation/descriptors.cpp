// Custom descriptors (custom-descriptors): allocation with a descriptor, getting it back, casts that compare it.
//
// The rules are those of the proposal's overview [custom-descriptors/Overview.md#new-instructions]. A type with a descriptor is `descriptor y (struct ...)`; exactness of the
// type cast to is that of the descriptor.
#include "interp/support/messages.hpp"
#include "interp/validation/matching.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {

namespace {

RefType reference(bool null, const DefType* dt, bool exact) {
  RefType rt{null, HeapType(dt)};
  rt.heap.exact = exact;
  return rt;
}

}  // namespace

/// [custom-descriptors/struct.new_desc] As [Instr_ok/struct.new], with the descriptor last.
void InstrRules::struct_new_desc(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  ResultType ts;
  for (const FieldType& ft : structure(v, dt, instr.as<TypeIdx>()).fields) ts.push_back(unpack(ft.storage));
  v.require(dt->sub.descriptor.has_value(), phrase::needs_no_descriptor);
  v.pop(ts, {reference(true, dt->sub.descriptor->def, true)});
  v.push(made(v, dt));
}

/// [custom-descriptors/struct.new_default_desc] As [Instr_ok/struct.new_default].
void InstrRules::struct_new_default_desc(V& v, const Instr& instr) {
  const DefType* dt = v.type_at(instr.as<TypeIdx>());
  for (const FieldType& ft : structure(v, dt, instr.as<TypeIdx>()).fields) {
    if (!defaultable(unpack(ft.storage))) {
      v.fail(phrase::field_not_defaultable, ": " + v.describe(unpack(ft.storage)) + v.at_instr());
    }
  }
  v.require(dt->sub.descriptor.has_value(), phrase::needs_no_descriptor);
  v.pop({reference(true, dt->sub.descriptor->def, true)});
  v.push(made(v, dt));
}

/// [custom-descriptors/ref.get_desc] What is exact goes in, what is exact comes out.
void InstrRules::ref_get_desc(V& v, const Instr& instr) {
  const TypeIdx x = instr.as<TypeIdx>();
  const DefType* dt = v.type_at(x);
  if (!dt->sub.descriptor) v.fail(phrase::without_descriptor, " " + std::to_string(x.value));
  const bool exact = match_heaptype(v.peek_ref(0).heap, reference(true, dt, true).heap);
  v.pop({reference(true, dt, exact)});
  v.push(reference(false, dt->sub.descriptor->def, exact));
}

/// The type of the descriptor operand of a cast to `rt`, which is not closed.
RefType InstrRules::descriptor_of(const V& v, const RefType& rt) {
  const DefType* dt = rt.heap.kind == HeapKind::index ? v.type_at(TypeIdx(rt.heap.index)) : nullptr;
  if (dt == nullptr || !dt->sub.descriptor) {
    const std::string name = rt.heap.kind == HeapKind::index ? std::to_string(rt.heap.index) : to_string(rt.heap);
    v.fail(phrase::no_descriptor, " " + name + " does not have a descriptor" + v.at_instr());
  }
  return reference(true, dt->sub.descriptor->def, rt.heap.exact);
}

/// [custom-descriptors/ref.cast_desc_eq] As [Instr_ok/ref.cast].
void InstrRules::ref_cast_desc_eq(V& v, const Instr& instr) {
  const auto& rt = instr.as<RefType>();
  reftype_ok(v.context_, rt, instr.at);
  const RefType descriptor = descriptor_of(v, rt);
  const RefType closed = close(v.context_, rt);
  v.pop({RefType{true, top_of(closed.heap)}, descriptor});
  v.push(closed);
}

/// [custom-descriptors/br_on_cast_desc_eq] As [Instr_ok/br_on_cast].
void InstrRules::br_on_cast_desc_eq(V& v, const Instr& instr) {
  const auto& cast = *instr.as<std::shared_ptr<const BrOnCast>>();
  const auto [from, to] = cast_types(v, cast);
  const RefType descriptor = descriptor_of(v, cast.to);
  branch_on_cast(v, cast.label, from, to, diff(from, to), &descriptor);
}

/// [custom-descriptors/br_on_cast_desc_eq_fail] As [Instr_ok/br_on_cast_fail].
void InstrRules::br_on_cast_desc_eq_fail(V& v, const Instr& instr) {
  const auto& cast = *instr.as<std::shared_ptr<const BrOnCast>>();
  const auto [from, to] = cast_types(v, cast);
  const RefType descriptor = descriptor_of(v, cast.to);
  branch_on_cast(v, cast.label, from, diff(from, to), to, &descriptor);
}

}  // namespace touchstone::wasm
