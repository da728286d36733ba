// CanonicalABI.md "Flat Lifting": values out of core values.
//
// Only what flattens to few values comes this way (values.cpp), so the core types of a variant are all known
// (closed::Flat). A core value is 64 bits without type: that an f32 travels in an i32, or either in an i64, changes no
// bits, but an i64 that shall be an i32 or f32 loses its upper half.
#pragma once

#include <span>

#include "abi/canonical/context.hpp"
#include "abi/canonical/flatten.hpp"
#include "abi/canonical/strings.hpp"

namespace touchstone::component {

/// [CoreValueIter] Core values, one after the other.
class CoreValueIter {
 public:
  explicit CoreValueIter(std::span<const wasm::Value> values) : values_(values) {}
  virtual ~CoreValueIter() = default;

  /// The next one, which is of type `want`.
  virtual wasm::Value next(wasm::ValKind want);
  bool done() const { return i_ == values_.size(); }

  u32 next_i32() { return next(wasm::ValKind::i32).as<u32>(); }
  u64 next_i64() { return next(wasm::ValKind::i64).as<u64>(); }
  u64 next_ptr(wasm::AddrType ptr_type) { return ptr_type == wasm::AddrType::i32 ? next_i32() : next_i64(); }

 private:
  std::span<const wasm::Value> values_;
  std::size_t i_ = 0;
};

/// [lift_flat_unsigned, lift_flat_signed] The low bits; a conversion to a signed type is modulo.
template <class T>
T lift_flat_int(CoreValueIter& vi) {
  if constexpr (sizeof(T) == 8) return static_cast<T>(vi.next_i64());
  return static_cast<T>(vi.next_i32());
}

/// The two core values of a string, list or map.
inline Range next_range(CoreValueIter& vi, wasm::AddrType ptr_type) {
  const u64 begin = vi.next_ptr(ptr_type);
  return {begin, vi.next_ptr(ptr_type)};
}

/// [lift_flat]
Val lift_flat(LiftLowerContext& cx, CoreValueIter& vi, const closed::ValType& t);

}  // namespace touchstone::component
