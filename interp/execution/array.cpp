// 4.6.9 Reference instructions: arrays, one element at a time, and their making. Runs of elements are in array_bulk.cpp.
//
// Rules that the specification reduces to `array.new_fixed` of n values make the array at once (Strategy), so that n is
// limited by the heap alone.
#include <algorithm>

#include "interp/execution/aggregate.hpp"

namespace touchstone::wasm {

namespace {

struct ArrayNew : New {
  const ArrayLayout* layout;
  SlotNo length;  ///< array.new_fixed: the number itself
  SlotNo value;   ///< array.new
};
struct ArrayNewSegment : New {
  const ArrayLayout* layout;
  const DataInst* data;
  const ElemInst* elem;
  SlotNo offset;
  SlotNo length;
};
struct ElementGet : Node {
  u64 array;  ///< a SlotNo
  Operand index;
};
struct ElementSet : Node {
  SlotNo array;
  SlotNo index;
  Operand value;
};
struct Length : Node {
  u64 array;  ///< a SlotNo
};

// ---- New arrays

// [Step_pure/array.new]
Signal array_new(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayNew>(node);
  publish(n, s, m);
  const u32 length = read<u32>(s, n.length);
  ArrayInst* ai = n.heap->add_arrayinst(*n.layout, length);
  if (ai == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  fill_elements(ai->elements(), n.layout->element, slot(s, n.value), length);
  write(s, n.result, Ref::to(ai));
  NEXT;
}

// [Step_read/array.new_default]: the default of every type is zeros, and so is a new object.
Signal array_new_default(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayNew>(node);
  publish(n, s, m);
  ArrayInst* ai = n.heap->add_arrayinst(*n.layout, read<u32>(s, n.length));
  if (ai == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  write(s, n.result, Ref::to(ai));
  NEXT;
}

// [Step/array.new_fixed]
Signal array_new_fixed(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayNew>(node);
  publish(n, s, m);
  ArrayInst* ai = n.heap->add_arrayinst(*n.layout, n.length);
  if (ai == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  const u32 log2 = storage_log2(n.layout->element);
  for (u32 i = 0; i < n.length; ++i) {
    packfield(ai->elements() + (u64{i} << log2), n.layout->element, slots_at(s, n.base)[i]);
  }
  write(s, n.result, Ref::to(ai));
  NEXT;
}

// [Step_read/array.new_data-oob] [Step_read/array.new_data-num]
Signal array_new_data(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayNewSegment>(node);
  const u64 i = read<u32>(s, n.offset);
  const u32 length = read<u32>(s, n.length);
  const u64 bytes = u64{length} << storage_log2(n.layout->element);
  if (i + bytes > n.data->bytes.size()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_memory_access, i, length, storage_log2(n.layout->element));
  publish(n, s, m);
  ArrayInst* ai = n.heap->add_arrayinst(*n.layout, length);
  if (ai == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  if (bytes > 0) std::memcpy(ai->elements(), n.data->bytes.data() + i, bytes);
  write(s, n.result, Ref::to(ai));
  NEXT;
}

// [Step_read/array.new_elem-oob] [Step_read/array.new_elem-alloc]
Signal array_new_elem(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayNewSegment>(node);
  const u64 i = read<u32>(s, n.offset);
  const u32 length = read<u32>(s, n.length);
  if (i + length > n.elem->refs.size()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_table_access, i, length);
  publish(n, s, m);
  ArrayInst* ai = n.heap->add_arrayinst(*n.layout, length);
  if (ai == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  if (length > 0) std::memcpy(ai->elements(), n.elem->refs.data() + i, u64{length} * sizeof(Ref));
  write(s, n.result, Ref::to(ai));
  NEXT;
}

// ---- Elements

// [Step_read/array.get-null] [Step_read/array.get-oob] [Step_read/array.get-array]
template <class Stored, Kind index>
Signal array_get(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ElementGet>(node);
  const Ref ref = read<Ref>(s, static_cast<SlotNo>(n.array));
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_array_reference);
  const auto* ai = static_cast<const ArrayInst*>(ref.object());
  const u32 i = get<u32, index>(n.index, s);
  if (i >= ai->length()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_array_access, ai->length(), i);
  write(s, n.result, load_field<Stored>(ai->elements() + u64{i} * sizeof(Stored)));
  NEXT;
}

// [Step/array.set-null] [Step/array.set-oob] [Step/array.set-array]
template <class Stored, Kind value>
Signal array_set(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ElementSet>(node);
  const Ref ref = read<Ref>(s, n.array);
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_array_reference);
  auto* ai = static_cast<ArrayInst*>(ref.object());
  const u32 i = read<u32>(s, n.index);
  if (i >= ai->length()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_array_access, ai->length(), i);
  store_field<Stored>(ai->elements() + u64{i} * sizeof(Stored), get<Unpacked<Stored>, value>(n.value, s));
  NEXT;
}

// [Step_read/array.len-null] [Step_read/array.len-array]
Signal array_len(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Length>(node);
  const Ref ref = read<Ref>(s, static_cast<SlotNo>(n.array));
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_array_reference);
  write(s, n.result, static_cast<const ArrayInst*>(ref.object())->length());
  NEXT;
}

// ---- Resolution

const ArrayLayout& layout(Resolver& r, TypeIdx x) { return r.store().heap->array_layout(r.instance().types[x.value]); }

void resolve_array_new(Resolver& r, const Instr& instr) {
  ArrayNew n{};
  begin_new(r, n);
  n.layout = &layout(r, instr.as<TypeIdx>());
  n.length = r.pop();
  if (instr.op == Op::array_new) n.value = r.pop();
  r.result(instr.op == Op::array_new ? array_new : array_new_default, n);
}

void resolve_array_new_fixed(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeN>();
  ArrayNew n{};
  begin_new(r, n);
  n.layout = &layout(r, imm.type);
  n.length = imm.n;
  n.base = r.pop_range(imm.n);
  r.result(array_new_fixed, n);
}

void resolve_array_new_data(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeData>();
  ArrayNewSegment n{};
  begin_new(r, n);
  n.layout = &layout(r, imm.type);
  n.data = r.instance().datas[imm.data.value];
  n.length = r.pop();
  n.offset = r.pop();
  r.result(array_new_data, n);
}

void resolve_array_new_elem(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeElem>();
  ArrayNewSegment n{};
  begin_new(r, n);
  n.layout = &layout(r, imm.type);
  n.elem = r.instance().elems[imm.elem.value];
  n.length = r.pop();
  n.offset = r.pop();
  r.result(array_new_elem, n);
}

void resolve_array_get(Resolver& r, const Instr& instr) {
  ElementGet n{};
  const Located index = r.pop_located();
  n.index = index.at;
  n.array = r.pop();
  r.result(with_stored(layout(r, instr.as<TypeIdx>()).element, instr.op == Op::array_get_s,
                       [&index]<class T>(T) -> Rule {
                         return index.kind == Kind::slot ? array_get<T, Kind::slot> : array_get<T, Kind::constant>;
                       }),
           n);
}

void resolve_array_set(Resolver& r, const Instr& instr) {
  ElementSet n{};
  const Located value = r.pop_located();
  n.value = value.at;
  n.index = r.pop();
  n.array = r.pop();
  r.emit(with_stored(layout(r, instr.as<TypeIdx>()).element, false,
                     [&value]<class T>(T) -> Rule {
                       return value.kind == Kind::slot ? array_set<T, Kind::slot> : array_set<T, Kind::constant>;
                     }),
         n);
}

void resolve_array_len(Resolver& r, const Instr&) {
  Length n{};
  n.array = r.pop();
  r.result(array_len, n);
}

}  // namespace

void fill_elements(u8* at, Storage element, const Value& value, u64 count) {
  with_stored(element, false, [&]<class Stored>(Stored) {
    const auto x = static_cast<Stored>(value.as<Unpacked<Stored>>());
    for (u64 i = 0; i < count; ++i) std::memcpy(at + i * sizeof x, &x, sizeof x);
  });
}

void bind_array(Bindings& b) {
  b[Op::array_new] = resolve_array_new;
  b[Op::array_new_default] = resolve_array_new;
  b[Op::array_new_fixed] = resolve_array_new_fixed;
  b[Op::array_new_data] = resolve_array_new_data;
  b[Op::array_new_elem] = resolve_array_new_elem;
  b[Op::array_get] = resolve_array_get;
  b[Op::array_get_s] = resolve_array_get;
  b[Op::array_get_u] = resolve_array_get;
  b[Op::array_set] = resolve_array_set;
  b[Op::array_len] = resolve_array_len;
}

}  // namespace touchstone::wasm
