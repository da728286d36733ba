// CanonicalABI.md "Flat Lowering": core values that stand for values.
#pragma once

#include "abi/canonical/context.hpp"
#include "abi/canonical/flat_values.hpp"
#include "abi/canonical/strings.hpp"

namespace touchstone::component {

/// [lower_flat_signed] Of 32 or 64 bits; unsigned types extend with zeros.
template <class T>
wasm::Value lower_flat_int(T v) {
  if constexpr (sizeof(T) == 8) return wasm::Value::of(static_cast<u64>(v));
  return wasm::Value::of(static_cast<u32>(v));
}

/// Appends the two core values of a string, list or map.
inline void append_range(const LiftLowerContext& cx, const Range& range, FlatValues& flat) {
  for (const u64 x : {range.begin, range.length}) {
    flat.push_back(cx.ptr_type() == wasm::AddrType::i32 ? wasm::Value::of(static_cast<u32>(x)) : wasm::Value::of(x));
  }
}

/// [lower_flat] Appends the core values that `v`, which is of type `t`, flattens to.
void lower_flat(LiftLowerContext& cx, const Val& v, const closed::ValType& t, FlatValues& flat);

}  // namespace touchstone::component
