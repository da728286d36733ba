// 4.6.7 Table instructions. Addresses of either type are read as u64: an i32 is zero-extended in its slot.
//
// The rules of the specification move one element and go on with the rest, after they have checked the whole range; the
// order of elements (table.copy-le, table.copy-gt) is that of memmove.
#include <algorithm>
#include <cstring>

#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

namespace {

struct OnTable : Node {
  TableInst* table;
  TableInst* source;  ///< table.copy
  ElemInst* elem;     ///< table.init, elem.drop
  SlotNo a, b, count;
  u32 unused;
};

// [Step_read/table.get-oob] [Step_read/table.get-val]
Signal table_get(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  const u64 i = read<u64>(s, n.a);
  if (i >= n.table->refs.size()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_table_access, i);
  write(s, n.result, n.table->refs[i]);
  NEXT;
}

// [Step/table.set-oob] [Step/table.set-val]
Signal table_set(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  const u64 i = read<u64>(s, n.a);
  if (i >= n.table->refs.size()) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_table_access, i);
  n.table->refs[i] = read<Ref>(s, n.b);
  NEXT;
}

// [Step_read/table.size]
Signal table_size(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  write(s, n.result, u64{n.table->refs.size()});
  NEXT;
}

// [Step/table.grow-succeed] [Step/table.grow-fail]
Signal table_grow(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  const u64 size = n.table->refs.size();
  const u64 failed = n.table->type.addr == AddrType::i32 ? 0xffff'ffff : ~u64{0};
  write(s, n.result, growtable(m.store, *n.table, read<u64>(s, n.b), read<Ref>(s, n.a)) ? size : failed);
  NEXT;
}

// [Step_read/table.fill-oob] [Step_read/table.fill-zero] [Step_read/table.fill-succ]
Signal table_fill(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  const u64 i = read<u64>(s, n.a);
  const u64 count = read<u64>(s, n.count);
  if (!in_bounds(i, count, n.table->refs.size())) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_table_access, i, 0, count);
  std::fill_n(n.table->refs.data() + i, count, read<Ref>(s, n.b));
  NEXT;
}

// [Step_read/table.copy-oob] [Step_read/table.copy-zero] [Step_read/table.copy-le] [Step_read/table.copy-gt]
Signal table_copy(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  const u64 to = read<u64>(s, n.a);
  const u64 from = read<u64>(s, n.b);
  const u64 count = read<u64>(s, n.count);
  if (!in_bounds(to, count, n.table->refs.size()) || !in_bounds(from, count, n.source->refs.size())) [[unlikely]] {
    return trap(m, n, TrapCode::out_of_bounds_table_access, to, from, count);
  }
  if (count > 0) std::memmove(n.table->refs.data() + to, n.source->refs.data() + from, count * sizeof(Ref));
  NEXT;
}

// [Step_read/table.init-oob] [Step_read/table.init-zero] [Step_read/table.init-succ]
Signal table_init_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  if (!table_init(*n.table, read<u64>(s, n.a), *n.elem, read<u64>(s, n.b), read<u64>(s, n.count))) [[unlikely]] {
    return trap(m, n, TrapCode::out_of_bounds_table_access, read<u64>(s, n.a), read<u64>(s, n.b),
                read<u64>(s, n.count));
  }
  NEXT;
}

// [Step/elem.drop]
Signal elem_drop(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnTable>(node);
  n.elem->refs.clear();
  NEXT;
}

void resolve_table_get(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.table = r.instance().tables[instr.as<TableIdx>().value];
  n.a = r.pop();
  r.result(table_get, n);
}

void resolve_table_set(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.table = r.instance().tables[instr.as<TableIdx>().value];
  n.b = r.pop();
  n.a = r.pop();
  r.emit(table_set, n);
}

void resolve_table_size(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.table = r.instance().tables[instr.as<TableIdx>().value];
  r.result(table_size, n);
}

void resolve_table_grow(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.table = r.instance().tables[instr.as<TableIdx>().value];
  n.b = r.pop();
  n.a = r.pop();
  r.result(table_grow, n);
}

void pop_range_operands(Resolver& r, OnTable& n) {
  n.count = r.pop();
  n.b = r.pop();
  n.a = r.pop();
}

void resolve_table_fill(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.table = r.instance().tables[instr.as<TableIdx>().value];
  pop_range_operands(r, n);
  r.emit(table_fill, n);
}

void resolve_table_copy(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.table = r.instance().tables[instr.as<TableTable>().dst.value];
  n.source = r.instance().tables[instr.as<TableTable>().src.value];
  pop_range_operands(r, n);
  r.emit(table_copy, n);
}

void resolve_table_init(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.table = r.instance().tables[instr.as<ElemTable>().table.value];
  n.elem = r.instance().elems[instr.as<ElemTable>().elem.value];
  pop_range_operands(r, n);
  r.emit(table_init_, n);
}

void resolve_elem_drop(Resolver& r, const Instr& instr) {
  OnTable n{};
  n.elem = r.instance().elems[instr.as<ElemIdx>().value];
  r.emit(elem_drop, n);
}

}  // namespace

void bind_table(Bindings& b) {
  b[Op::table_get] = resolve_table_get;
  b[Op::table_set] = resolve_table_set;
  b[Op::table_size] = resolve_table_size;
  b[Op::table_grow] = resolve_table_grow;
  b[Op::table_fill] = resolve_table_fill;
  b[Op::table_copy] = resolve_table_copy;
  b[Op::table_init] = resolve_table_init;
  b[Op::elem_drop] = resolve_elem_drop;
}

}  // namespace touchstone::wasm
