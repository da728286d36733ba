// 4.6.9 Reference instructions: runs of array elements: fill, copy, init.
//
// The specification copies one element at a time, in the direction that is right for overlapping runs; here a run is
// copied at once (Strategy), which no one can see, since bounds are checked first and nothing runs in between.
#include "interp/execution/aggregate.hpp"

namespace touchstone::wasm {

namespace {

struct ArrayFill : Node {
  SlotNo array, i, value, n;
  u64 element;  ///< a Storage
};
struct ArrayCopy : Node {
  SlotNo to, i, from, j, n;
  u32 log2;  ///< of the size of an element
};
struct ArrayInit : Node {
  SlotNo array, i, j, n;
  const DataInst* data;
  const ElemInst* elem;
  u64 log2;
};

// The array in a slot; null if there is none.
inline ArrayInst* array_at(Slots s, SlotNo at) { return static_cast<ArrayInst*>(read<Ref>(s, at).object()); }

// [Step_read/array.fill-null] [Step_read/array.fill-oob] [Step_read/array.fill-zero] [Step_read/array.fill-succ]
Signal array_fill(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayFill>(node);
  ArrayInst* ai = array_at(s, n.array);
  if (ai == nullptr) [[unlikely]]
    return trap(m, n, TrapCode::null_array_reference);
  const u64 i = read<u32>(s, n.i);
  const u64 count = read<u32>(s, n.n);
  if (i + count > ai->length()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_array_access, ai->length(), i, count);
  const auto element = static_cast<Storage>(n.element);
  fill_elements(ai->elements() + (i << storage_log2(element)), element, slot(s, n.value), count);
  NEXT;
}

// [Step_read/array.copy-null1] [Step_read/array.copy-null2] [Step_read/array.copy-oob1] [Step_read/array.copy-oob2]
// [Step_read/array.copy-zero] [Step_read/array.copy-le] [Step_read/array.copy-gt]
Signal array_copy(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayCopy>(node);
  ArrayInst* to = array_at(s, n.to);
  const ArrayInst* from = array_at(s, n.from);
  if (to == nullptr || from == nullptr) [[unlikely]]
    return trap(m, n, {TrapCode::null_array_reference, to != nullptr});
  const u64 i = read<u32>(s, n.i);
  const u64 j = read<u32>(s, n.j);
  const u64 count = read<u32>(s, n.n);
  if (i + count > to->length()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_array_access, to->length(), i, count);
  if (j + count > from->length()) [[unlikely]]
    return trap(m, n, {TrapCode::out_of_bounds_array_access, true}, from->length(), j, count);
  std::memmove(to->elements() + (i << n.log2), from->elements() + (j << n.log2), count << n.log2);
  NEXT;
}

// [Step_read/array.init_data-null] [Step_read/array.init_data-oob1] [Step_read/array.init_data-oob2]
// [Step_read/array.init_data-zero] [Step_read/array.init_data-num]
Signal array_init_data(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayInit>(node);
  ArrayInst* ai = array_at(s, n.array);
  if (ai == nullptr) [[unlikely]]
    return trap(m, n, TrapCode::null_array_reference);
  const u64 i = read<u32>(s, n.i);
  const u64 j = read<u32>(s, n.j);
  const u64 count = read<u32>(s, n.n);
  if (i + count > ai->length()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_array_access, ai->length(), i, count);
  if (j + (count << n.log2) > n.data->bytes.size()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_memory_access, j, count, n.log2);
  if (count > 0) std::memcpy(ai->elements() + (i << n.log2), n.data->bytes.data() + j, count << n.log2);
  NEXT;
}

// [Step_read/array.init_elem-null] [Step_read/array.init_elem-oob1] [Step_read/array.init_elem-oob2]
// [Step_read/array.init_elem-zero] [Step_read/array.init_elem-succ]
Signal array_init_elem(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ArrayInit>(node);
  ArrayInst* ai = array_at(s, n.array);
  if (ai == nullptr) [[unlikely]]
    return trap(m, n, TrapCode::null_array_reference);
  const u64 i = read<u32>(s, n.i);
  const u64 j = read<u32>(s, n.j);
  const u64 count = read<u32>(s, n.n);
  if (i + count > ai->length()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_array_access, ai->length(), i, count);
  if (j + count > n.elem->refs.size()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_table_access, j, count);
  if (count > 0) std::memcpy(ai->elements() + i * sizeof(Ref), n.elem->refs.data() + j, count * sizeof(Ref));
  NEXT;
}

// ---- Resolution

Storage element(Resolver& r, TypeIdx x) { return r.store().heap->array_layout(r.instance().types[x.value]).element; }

void resolve_array_fill(Resolver& r, const Instr& instr) {
  ArrayFill n{};
  n.element = static_cast<u64>(element(r, instr.as<TypeIdx>()));
  n.n = r.pop();
  n.value = r.pop();
  n.i = r.pop();
  n.array = r.pop();
  r.emit(array_fill, n);
}

void resolve_array_copy(Resolver& r, const Instr& instr) {
  ArrayCopy n{};
  n.log2 = storage_log2(element(r, instr.as<TypeType>().first));
  n.n = r.pop();
  n.j = r.pop();
  n.from = r.pop();
  n.i = r.pop();
  n.to = r.pop();
  r.emit(array_copy, n);
}

void resolve_array_init(Resolver& r, ArrayInit n, TypeIdx type, Rule rule) {
  n.log2 = storage_log2(element(r, type));
  n.n = r.pop();
  n.j = r.pop();
  n.i = r.pop();
  n.array = r.pop();
  r.emit(rule, n);
}

void resolve_array_init_data(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeData>();
  ArrayInit n{};
  n.data = r.instance().datas[imm.data.value];
  resolve_array_init(r, n, imm.type, array_init_data);
}

void resolve_array_init_elem(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeElem>();
  ArrayInit n{};
  n.elem = r.instance().elems[imm.elem.value];
  resolve_array_init(r, n, imm.type, array_init_elem);
}

}  // namespace

void bind_array_bulk(Bindings& b) {
  b[Op::array_fill] = resolve_array_fill;
  b[Op::array_copy] = resolve_array_copy;
  b[Op::array_init_data] = resolve_array_init_data;
  b[Op::array_init_elem] = resolve_array_init_elem;
}

}  // namespace touchstone::wasm
