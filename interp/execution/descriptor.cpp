// Custom descriptors (custom-descriptors): structures made with a descriptor, getting it back, casts that compare it.
//
// A structure whose type has a descriptor keeps it behind its fields, where the layout of its own type says.
#include "interp/execution/aggregate.hpp"
#include "interp/execution/control.hpp"

namespace touchstone::wasm {

namespace {

struct NewWithDescriptor : New {
  const StructLayout* layout;
  u64 fields;  ///< how many operands are before the descriptor
};
struct GetDescriptor : Node {
  const Heap* heap;
  u64 ref;  ///< a SlotNo
};
struct CastByDescriptor : Node {
  const Heap* heap;
  SlotNo ref;
  SlotNo descriptor;
  u64 null;  ///< whether null can be cast
};
struct BranchByDescriptor : Branch {
  const Heap* heap;
  SlotNo ref;
  SlotNo descriptor;
  u64 null;
};

/// The descriptor of what a reference refers to; null if it has none.
Ref descriptor_of(const Heap& heap, Ref ref) {
  if (ref.kind() != RefKind::struct_) return Ref::null();
  const auto& si = static_cast<const StructInst&>(*ref.object());
  const StructLayout& layout = heap.layout_of(si);
  if (layout.descriptor == StructLayout::none) return Ref::null();
  return unpackfield(si.fields() + layout.descriptor, Storage::ref).as<Ref>();
}

/// Whether the cast succeeds.
template <class N>
bool casts(const N& n, Ref ref, Ref descriptor) {
  return ref.is_null() ? n.null != 0 : descriptor_of(*n.heap, ref) == descriptor;
}

// [custom-descriptors/struct.new_desc, custom-descriptors/struct.new_default_desc]
Signal struct_new_desc(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<NewWithDescriptor>(node);
  const Value* value = slots_at(s, n.base);
  const Value* descriptor = value + n.fields;
  if (descriptor->as<Ref>().is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_descriptor_reference);
  publish(n, s, m);
  StructInst* si = n.heap->add_structinst(*n.layout);
  if (si == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  if (n.fields > 0) {
    for (const StructLayout::Field& field : n.layout->fields)
      packfield(si->fields() + field.offset, field.storage, *value++);
  }
  packfield(si->fields() + n.layout->descriptor, Storage::ref, *descriptor);
  write(s, n.result, Ref::to(si));
  NEXT;
}

// [custom-descriptors/ref.get_desc]
Signal ref_get_desc(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<GetDescriptor>(node);
  const Ref ref = read<Ref>(s, static_cast<SlotNo>(n.ref));
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_reference);
  write(s, n.result, descriptor_of(*n.heap, ref));
  NEXT;
}

// [custom-descriptors/ref.cast_desc_eq]
Signal ref_cast_desc_eq(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<CastByDescriptor>(node);
  const Ref descriptor = read<Ref>(s, n.descriptor);
  if (descriptor.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_descriptor_reference);
  const Ref ref = read<Ref>(s, n.ref);
  if (!casts(n, ref, descriptor)) [[unlikely]]
    return trap(m, n, TrapCode::descriptor_cast_failure);
  write(s, n.result, ref);
  NEXT;
}

// [custom-descriptors/br_on_cast_desc_eq, custom-descriptors/br_on_cast_desc_eq_fail]
template <bool branches>
Signal br_on_cast_desc_eq(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<BranchByDescriptor>(node);
  const Ref descriptor = read<Ref>(s, n.descriptor);
  if (descriptor.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_descriptor_reference);
  if (casts(n, read<Ref>(s, n.ref), descriptor) == branches) return take(n, s, m, mem);
  NEXT;
}

// ---- Resolution

void resolve_struct_new_desc(Resolver& r, const Instr& instr) {
  NewWithDescriptor n{};
  begin_new(r, n);
  n.layout = &n.heap->struct_layout(r.instance().types[instr.as<TypeIdx>().value]);
  n.fields = instr.op == Op::struct_new_desc ? n.layout->fields.size() : 0;
  n.base = r.pop_range(static_cast<u32>(n.fields) + 1);
  r.result(struct_new_desc, n);
}

void resolve_ref_get_desc(Resolver& r, const Instr&) {
  GetDescriptor n{};
  n.heap = r.store().heap.get();
  n.ref = r.pop();
  r.result(ref_get_desc, n);
}

void resolve_ref_cast_desc_eq(Resolver& r, const Instr& instr) {
  CastByDescriptor n{};
  n.heap = r.store().heap.get();
  n.null = instr.as<RefType>().null ? 1 : 0;
  n.descriptor = r.pop();
  n.ref = r.pop();
  r.result(ref_cast_desc_eq, n);
}

void resolve_br_on_cast_desc_eq(Resolver& r, const Instr& instr) {
  const auto& imm = *instr.as<std::shared_ptr<const BrOnCast>>();
  BranchByDescriptor n{};
  n.heap = r.store().heap.get();
  n.null = imm.to.null ? 1 : 0;
  n.descriptor = r.pop();
  r.settle(1);
  n.ref = r.temporary(r.height() - 1);
  n.target = r.target(imm.label);
  r.emit(instr.op == Op::br_on_cast_desc_eq ? br_on_cast_desc_eq<true> : br_on_cast_desc_eq<false>, n);
}

}  // namespace

void bind_descriptor(Bindings& b) {
  b[Op::struct_new_desc] = resolve_struct_new_desc;
  b[Op::struct_new_default_desc] = resolve_struct_new_desc;
  b[Op::ref_get_desc] = resolve_ref_get_desc;
  b[Op::ref_cast_desc_eq] = resolve_ref_cast_desc_eq;
  b[Op::ref_cast_desc_eq_null] = resolve_ref_cast_desc_eq;
  b[Op::br_on_cast_desc_eq] = resolve_br_on_cast_desc_eq;
  b[Op::br_on_cast_desc_eq_fail] = resolve_br_on_cast_desc_eq;
}

}  // namespace touchstone::wasm
