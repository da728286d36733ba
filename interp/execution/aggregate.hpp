// 4.6.9 Reference instructions on structures and arrays, as far as their files share them: fields, nodes, bindings.
#pragma once

#include <cstring>

#include "interp/execution/heap.hpp"
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

/// The value that a field with C++ type Stored reads as. Signed types are extended with their sign.
template <class Stored>
using Unpacked = std::conditional_t<std::is_same_v<Stored, V128> || std::is_same_v<Stored, u64>, Stored, u32>;

/// [$unpackfield_] s8 and s16 are packed fields read with their sign.
template <class Stored>
inline Unpacked<Stored> load_field(const u8* at) {
  Stored x;
  std::memcpy(&x, at, sizeof x);
  return static_cast<Unpacked<Stored>>(x);
}

/// [$packfield_]
template <class Stored>
inline void store_field(u8* at, Unpacked<Stored> x) {
  const auto packed = static_cast<Stored>(x);
  std::memcpy(at, &packed, sizeof packed);
}

/// Calls `f` with a value of the C++ type that a field is read or written as, and returns what it returns.
template <class F>
auto with_stored(Storage storage, bool sign, F&& f) {
  switch (storage) {
  case Storage::i8: return sign ? f(s8{}) : f(u8{});
  case Storage::i16: return sign ? f(s16{}) : f(u16{});
  case Storage::i32: return f(u32{});
  case Storage::v128: return f(V128{});
  case Storage::i64:
  case Storage::ref: break;
  }
  return f(u64{});
}

/// Stores a value in `count` elements.
[[gnu::noinline]] void fill_elements(u8* at, Storage element, const Value& value, u64 count);

/// The head of the nodes that allocate.
struct New : Node {
  Heap* heap;
  SlotNo live;  ///< end of the slots in use
  SlotNo base;  ///< the first operand
};

/// Makes the slots in use known to the collector.
inline void publish(const New& n, Slots s, Machine& m) { m.top = slots_at(s, n.live); }

/// Fills in the head of a node, before its operands are popped.
inline void begin_new(Resolver& r, New& n) {
  n.heap = r.store().heap.get();
  n.live = r.live_end();
}

// The files of bind_aggregate.
void bind_array(Bindings& b);
void bind_array_bulk(Bindings& b);
void bind_cast(Bindings& b);

}  // namespace touchstone::wasm
