// 4.6.8 Memory instructions: size, grow, and those on ranges. Addresses of either type are read as u64: an i32 is
// zero-extended in its slot.
//
// The rules of the specification move one byte and go on with the rest, after they have checked the whole range; the
// order of bytes (memory.copy-le, memory.copy-gt) is that of memmove.
#include <cstring>

#include "interp/execution/memory.hpp"

namespace touchstone::wasm {

namespace {

struct OnMemory : Node {
  MemInst* memory;
  u64 a;  ///< a SlotNo
};
struct OnRange : Node {
  MemInst* memory;
  MemInst* source;  ///< memory.copy
  DataInst* data;   ///< memory.init
  SlotNo a, b, count;
  u32 unused;
};

/// Zeros in place of `count` bytes from `i` on.
[[gnu::noinline]] void discard(MemInst& mi, u64 i, u64 count) {
  constexpr u64 least = u64{64} << 10;  // below that, giving back costs more than it gains
  constexpr u64 page = u64{64} << 10;   // no system has larger ones
  const u64 first = (i + page - 1) / page * page;
  const u64 last = (i + count) / page * page;
  if (count < least || first >= last) {
    std::memset(mi.base() + i, 0, count);
    return;
  }
  std::memset(mi.base() + i, 0, first - i);
  mi.bytes.discard(first, last);
  std::memset(mi.base() + last, 0, i + count - last);
}

// [Step_read/memory.size]
Signal memory_size_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnMemory>(node);
  write(s, n.result, n.memory->pages());
  NEXT;
}

// [Step/memory.grow-succeed] [Step/memory.grow-fail]
Signal memory_grow(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnMemory>(node);
  const u64 pages = n.memory->pages();
  const u64 failed = n.memory->type.addr == AddrType::i32 ? 0xffff'ffff : ~u64{0};
  write(s, n.result, growmem(m.store, *n.memory, read<u64>(s, static_cast<SlotNo>(n.a))) ? pages : failed);
  NEXT;
}

// [Step_read/memory.fill-oob] [Step_read/memory.fill-zero] [Step_read/memory.fill-succ]
Signal memory_fill(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRange>(node);
  const u64 i = read<u64>(s, n.a);
  const u64 count = read<u64>(s, n.count);
  if (!in_bounds(i, count, n.memory->size())) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_memory_access, i, 0, count);
  std::memset(n.memory->base() + i, static_cast<u8>(read<u32>(s, n.b)), count);
  NEXT;
}

// [memory-control/memory.discard] [memory-control/memory.discard-oob] The range reads as zeros, and what memory the system has there is given back. The
// address is aligned down, the size up. Choice: to pages of the memory, since the proposal does not say which are meant.
Signal memory_discard(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRange>(node);
  const u64 i = read<u64>(s, n.a);
  const u64 count = read<u64>(s, n.count);
  if (!in_bounds(i, count, n.memory->size())) [[unlikely]]
    return trap(m, n, TrapCode::out_of_bounds_memory_access, i, 0, count);
  const u64 page = n.memory->page_size();
  discard(*n.memory, i & ~(page - 1), (count + page - 1) & ~(page - 1));
  NEXT;
}

// [Step_read/memory.copy-oob] [Step_read/memory.copy-zero] [Step_read/memory.copy-le] [Step_read/memory.copy-gt]
Signal memory_copy(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRange>(node);
  const u64 to = read<u64>(s, n.a);
  const u64 from = read<u64>(s, n.b);
  const u64 count = read<u64>(s, n.count);
  if (!in_bounds(to, count, n.memory->size()) || !in_bounds(from, count, n.source->size())) [[unlikely]] {
    return trap(m, n, TrapCode::out_of_bounds_memory_access, to, from, count);
  }
  std::memmove(n.memory->base() + to, n.source->base() + from, count);
  NEXT;
}

// [Step_read/memory.init-oob] [Step_read/memory.init-zero] [Step_read/memory.init-succ]
Signal memory_init_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRange>(node);
  if (!memory_init(*n.memory, read<u64>(s, n.a), *n.data, read<u64>(s, n.b), read<u64>(s, n.count))) [[unlikely]] {
    return trap(m, n, TrapCode::out_of_bounds_memory_access, read<u64>(s, n.a), read<u64>(s, n.b),
                read<u64>(s, n.count));
  }
  NEXT;
}

// [Step/data.drop]
Signal data_drop(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<OnRange>(node);
  n.data->bytes = {};
  NEXT;
}

/// The memory at an index, with a point before it where another thread may run.
MemInst* accessed(Resolver& r, MemIdx x) {
  MemInst* mi = r.instance().mems[x.value];
  before_access(r, *mi);
  return mi;
}

void resolve_memory_size(Resolver& r, const Instr& instr) {
  OnMemory n{};
  n.memory = accessed(r, instr.as<MemIdx>());
  r.result(memory_size_, n);
}

void resolve_memory_grow(Resolver& r, const Instr& instr) {
  OnMemory n{};
  n.memory = accessed(r, instr.as<MemIdx>());
  n.a = r.pop();
  r.result(memory_grow, n);
}

void pop_range_operands(Resolver& r, OnRange& n) {
  n.count = r.pop();
  n.b = r.pop();
  n.a = r.pop();
}

void resolve_memory_fill(Resolver& r, const Instr& instr) {
  OnRange n{};
  n.memory = accessed(r, instr.as<MemIdx>());
  pop_range_operands(r, n);
  r.emit(memory_fill, n);
}

void resolve_memory_discard(Resolver& r, const Instr& instr) {
  OnRange n{};
  n.memory = accessed(r, instr.as<MemIdx>());
  n.count = r.pop();
  n.a = r.pop();
  r.emit(memory_discard, n);
}

void resolve_memory_copy(Resolver& r, const Instr& instr) {
  OnRange n{};
  n.memory = accessed(r, instr.as<MemMem>().dst);
  n.source = accessed(r, instr.as<MemMem>().src);
  pop_range_operands(r, n);
  r.emit(memory_copy, n);
}

void resolve_memory_init(Resolver& r, const Instr& instr) {
  OnRange n{};
  n.memory = accessed(r, instr.as<DataMem>().mem);
  n.data = r.instance().datas[instr.as<DataMem>().data.value];
  pop_range_operands(r, n);
  r.emit(memory_init_, n);
}

void resolve_data_drop(Resolver& r, const Instr& instr) {
  OnRange n{};
  n.data = r.instance().datas[instr.as<DataIdx>().value];
  r.emit(data_drop, n);
}

}  // namespace

void bind_memory_bulk(Bindings& b) {
  b[Op::memory_size] = resolve_memory_size;
  b[Op::memory_grow] = resolve_memory_grow;
  b[Op::memory_fill] = resolve_memory_fill;
  b[Op::memory_copy] = resolve_memory_copy;
  b[Op::memory_init] = resolve_memory_init;
  b[Op::data_drop] = resolve_data_drop;
  b[Op::memory_discard] = resolve_memory_discard;
}

}  // namespace touchstone::wasm
