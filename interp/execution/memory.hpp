// 4.6.8 Memory instructions: how an access finds its bytes. Used by numbers, vectors and atomics alike.
//
// Three forms of access. The one that nearly all code has, memory 0 with 32-bit addresses, needs no look at the instance:
// byte 0 is in a register and the size stands before it.
#pragma once

#include <cstring>

#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

enum class Access : u8 {
  near32,  ///< memory 0, 32-bit addresses
  near64,  ///< memory 0, 64-bit addresses
  far      ///< any memory: through its instance
};

/// The head of the nodes that access memory; `a` is the address.
struct MemoryNode : Node {
  Operand a;
  u64 offset;
  MemInst* memory;
};

/// Byte 0 of the memory that the node accesses.
template <Access access>
inline u8* memory_base(const MemoryNode& n, u8* mem) {
  if constexpr (access == Access::far)
    return n.memory->base();
  else
    return mem;
}

/// Whether `n` bytes at `i + offset` lie in a memory of `size` bytes. The one bounds check of loads and stores.
template <Access access>
constexpr bool accessible(u64 i, u64 offset, u64 n, u64 size) {
  if constexpr (access == Access::near32) {
    return i + offset + n <= size;  // neither has more than 32 bits
  } else {
    return n <= size && i <= size - n && offset <= size - n - i;
  }
}

/// The address operand. An i32 is zero-extended in its slot.
template <Access access, Kind a>
inline u64 address(const MemoryNode& n, Slots s) {
  if constexpr (access == Access::near32)
    return get<u32, a>(n.a, s);
  else
    return get<u64, a>(n.a, s);
}

/// Where the bytes are, or null if they are out of bounds.
template <Access access, Kind a>
inline u8* locate(const MemoryNode& n, u64 size, Slots s, u8* mem) {
  u8* base = memory_base<access>(n, mem);
  const u64 i = address<access, a>(n, s);
  if (!accessible<access>(i, n.offset, size, memory_size(base))) [[unlikely]]
    return nullptr;
  return base + i + n.offset;
}

/// A trap of an access. It reads the address anew, so that the way that does not trap keeps nothing for it.
template <Access access, Kind a>
[[gnu::cold, gnu::noinline]] Signal trap_access(const MemoryNode& n, Slots s, Machine& m,
                                                TrapCode why = TrapCode::out_of_bounds_memory_access) {
  return trap(m, n, why, address<access, a>(n, s));
}

template <class M>
inline M read_bytes(const u8* at) {
  M x;
  std::memcpy(&x, at, sizeof x);
  return x;
}
template <class M>
inline void write_bytes(u8* at, M x) {
  std::memcpy(at, &x, sizeof x);
}

/// Before an access to a memory: where the Chooser may let another thread run, if it explores accesses (atomic.cpp).
void before_access(Resolver& r, const MemInst& mi);

/// Fills in the head of a node; says which form of access it has. The address is popped by the caller.
Access access_of(Resolver& r, const MemArg& memarg, MemoryNode& n);

}  // namespace touchstone::wasm
