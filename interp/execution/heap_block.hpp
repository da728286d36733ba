// One block of the heap (heap.hpp): a head with a map of its objects, then cells of one size, or one large object.
#pragma once

#include <bit>

#include "interp/execution/heap.hpp"

namespace touchstone::wasm {

inline constexpr u64 block_size = u64{64} << 10;
inline constexpr u64 granule_size = 16;

struct HeapBlock {
  using Bits = std::array<u64, block_size / granule_size / 64>;  // a bit for each 16 bytes

  u64 cell = 0;             ///< bytes of a cell, or of the large object
  u32 cells = 0;            ///< how many there are
  u32 blocks = 1;           ///< how many it takes
  bool clean = false;       ///< bytes that were never allocated are zero
  bool overflowed = false;  ///< it has marked objects that were not traced, see Marking
  HeapBlock* next = nullptr;
  Bits allocated{};  ///< where objects begin
  Bits marked{};

  u8* cell_at(u64 i);
  static HeapBlock& of(const void* object) {
    return *std::bit_cast<HeapBlock*>(std::bit_cast<u64>(object) & ~(block_size - 1));
  }
  static u64 bit_of(const void* object) { return std::bit_cast<u64>(object) % block_size / granule_size; }
  static bool test(const Bits& bits, u64 i) { return (bits[i / 64] >> i % 64 & 1) != 0; }
  static void set(Bits& bits, u64 i) { bits[i / 64] |= u64{1} << i % 64; }
  static void clear(Bits& bits, u64 i) { bits[i / 64] &= ~(u64{1} << i % 64); }
  u64 count_allocated() const {
    u64 n = 0;
    for (const u64 word : allocated) n += static_cast<u64>(std::popcount(word));
    return n;
  }
  /// Calls `visit(Object*)` for each marked object.
  template <class Visit>
  void for_each_marked(Visit&& visit) {
    u8* start = static_cast<u8*>(static_cast<void*>(this));
    for (u64 word = 0; word < marked.size(); ++word) {
      for (u64 rest = marked[word]; rest != 0; rest &= rest - 1) {
        const u64 bit = word * 64 + static_cast<u64>(std::countr_zero(rest));
        visit(static_cast<Object*>(static_cast<void*>(start + bit * granule_size)));
      }
    }
  }
};

inline constexpr u64 block_head = sizeof(HeapBlock);
static_assert(block_head % granule_size == 0);
inline constexpr u64 block_room = block_size - block_head;

inline u8* HeapBlock::cell_at(u64 i) { return static_cast<u8*>(static_cast<void*>(this)) + block_head + i * cell; }

}  // namespace touchstone::wasm
