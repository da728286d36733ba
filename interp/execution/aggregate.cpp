// 4.6.9 Reference instructions: structures, i31, external conversions. Arrays are in array.cpp, casts in cast.cpp.
//
// A rule that takes a field knows its offset and how it is stored. `struct.new` finds its operands side by side.
#include "interp/execution/aggregate.hpp"

namespace touchstone::wasm {

namespace {

struct StructNew : New {
  const StructLayout* layout;
};
struct FieldGet : Node {
  SlotNo object;
  u32 offset;
};
struct FieldSet : Node {
  SlotNo object;
  u32 offset;
  Operand value;
};
struct OnRef : Node {
  u64 ref;  ///< a SlotNo
};

// ---- Structures

// [Step/struct.new]
Signal struct_new(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<StructNew>(node);
  publish(n, s, m);
  StructInst* si = n.heap->add_structinst(*n.layout);
  if (si == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  const Value* value = slots_at(s, n.base);
  for (const StructLayout::Field& field : n.layout->fields)
    packfield(si->fields() + field.offset, field.storage, *value++);
  write(s, n.result, Ref::to(si));
  NEXT;
}

// [Step_read/struct.new_default]: the default of every type is zeros, and so is a new object.
Signal struct_new_default(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<StructNew>(node);
  publish(n, s, m);
  StructInst* si = n.heap->add_structinst(*n.layout);
  if (si == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  write(s, n.result, Ref::to(si));
  NEXT;
}

inline u8* fields_of(Ref ref) { return static_cast<StructInst*>(ref.object())->fields(); }

// [Step_read/struct.get-null] [Step_read/struct.get-struct]
template <class Stored>
Signal struct_get(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<FieldGet>(node);
  const Ref ref = read<Ref>(s, n.object);
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_structure_reference);
  write(s, n.result, load_field<Stored>(fields_of(ref) + n.offset));
  NEXT;
}

// [Step/struct.set-null] [Step/struct.set-struct]
template <class Stored, Kind value>
Signal struct_set(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<FieldSet>(node);
  const Ref ref = read<Ref>(s, n.object);
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_structure_reference);
  store_field<Stored>(fields_of(ref) + n.offset, get<Unpacked<Stored>, value>(n.value, s));
  NEXT;
}

// ---- Scalar references

// [Step_pure/ref.i31]
Signal ref_i31(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRef>(node);
  write(s, n.result, Ref::i31(read<u32>(s, static_cast<SlotNo>(n.ref))));
  NEXT;
}

// [Step_pure/i31.get-null] [Step_pure/i31.get-num]
template <bool sign>
Signal i31_get(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRef>(node);
  const Ref ref = read<Ref>(s, static_cast<SlotNo>(n.ref));
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_i31_reference);
  const u32 i = ref.i31_value();
  write(s, n.result, sign ? static_cast<u32>(static_cast<s32>(i << 1) >> 1) : i);
  NEXT;
}

// ---- External references

// [Step_pure/extern.convert_any-null] [Step_pure/extern.convert_any-addr]
Signal extern_convert_any(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRef>(node);
  write(s, n.result, read<Ref>(s, static_cast<SlotNo>(n.ref)).externalized());
  NEXT;
}

// [Step_pure/any.convert_extern-null] [Step_pure/any.convert_extern-addr]
Signal any_convert_extern(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRef>(node);
  write(s, n.result, read<Ref>(s, static_cast<SlotNo>(n.ref)).internalized());
  NEXT;
}

// ---- Resolution

const StructLayout& layout(Resolver& r, TypeIdx x) {
  return r.store().heap->struct_layout(r.instance().types[x.value]);
}

void resolve_struct_new(Resolver& r, const Instr& instr) {
  StructNew n{};
  begin_new(r, n);
  n.layout = &layout(r, instr.as<TypeIdx>());
  const bool fields = instr.op == Op::struct_new;
  n.base = r.pop_range(fields ? static_cast<u32>(n.layout->fields.size()) : 0);
  r.result(fields ? struct_new : struct_new_default, n);
}

void resolve_struct_get(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeField>();
  const StructLayout::Field& field = layout(r, imm.type).fields[imm.field.value];
  FieldGet n{};
  n.object = r.pop();
  n.offset = field.offset;
  r.result(with_stored(field.storage, instr.op == Op::struct_get_s, []<class T>(T) -> Rule { return struct_get<T>; }),
           n);
}

void resolve_struct_set(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeField>();
  const StructLayout::Field& field = layout(r, imm.type).fields[imm.field.value];
  FieldSet n{};
  const Located value = r.pop_located();
  n.value = value.at;
  n.object = r.pop();
  n.offset = field.offset;
  r.emit(with_stored(field.storage, false,
                     [&value]<class T>(T) -> Rule {
                       return value.kind == Kind::slot ? struct_set<T, Kind::slot> : struct_set<T, Kind::constant>;
                     }),
         n);
}

template <Rule rule>
void resolve_on_ref(Resolver& r, const Instr&) {
  OnRef n{};
  n.ref = r.pop();
  r.result(rule, n);
}

}  // namespace

void bind_aggregate(Bindings& b) {
  b[Op::struct_new] = resolve_struct_new;
  b[Op::struct_new_default] = resolve_struct_new;
  b[Op::struct_get] = resolve_struct_get;
  b[Op::struct_get_s] = resolve_struct_get;
  b[Op::struct_get_u] = resolve_struct_get;
  b[Op::struct_set] = resolve_struct_set;
  b[Op::ref_i31] = resolve_on_ref<ref_i31>;
  b[Op::i31_get_s] = resolve_on_ref<i31_get<true>>;
  b[Op::i31_get_u] = resolve_on_ref<i31_get<false>>;
  b[Op::extern_convert_any] = resolve_on_ref<extern_convert_any>;
  b[Op::any_convert_extern] = resolve_on_ref<any_convert_extern>;
  bind_array(b);
  bind_array_bulk(b);
  bind_cast(b);
}

}  // namespace touchstone::wasm
