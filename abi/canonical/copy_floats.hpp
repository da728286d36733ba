// CanonicalABI.md "Loading", "Storing": floats as blocks of bytes, of which each NaN becomes the canonical one.
//
// Strategy: canonicalize_nan32 and canonicalize_nan64 for many floats at once. Blocks that fit the first-level cache are
// looked through for NaNs as integers, several floats in a vector, while they are copied; so what has none, which is nearly
// all, takes as long as a plain copy. Only a block that has some is gone through again, float by float. Where a
// std::vector is filled, which must not be written twice, each block is looked at first and then copied.
//
// Float is float or double; `bytes` is a multiple of its size.
#pragma once

#include <algorithm>
#include <cstring>
#include <vector>

#include "abi/canonical/load.hpp"

namespace touchstone::component {

/// [canonicalize_nan32, canonicalize_nan64] The float at `at`.
template <class Float>
void canonicalize_float(u8* at) {
  Float f;
  std::memcpy(&f, at, sizeof f);
  if (f == f) return;
  if constexpr (sizeof f == 4) {
    std::memcpy(at, &CANONICAL_FLOAT32_NAN, sizeof f);
  } else {
    std::memcpy(at, &CANONICAL_FLOAT64_NAN, sizeof f);
  }
}
/// [canonicalize_nan32, canonicalize_nan64] Copies floats. The ranges do not overlap.
template <class Float>
void copy_floats(u8* to, const u8* from, u64 bytes);
/// [canonicalize_nan32, canonicalize_nan64] In place.
template <class Float>
void canonicalize_floats(u8* at, u64 bytes);
/// Whether one of them is a NaN.
template <class Float>
bool has_nan(const u8* from, u64 bytes);

extern template void copy_floats<float>(u8* to, const u8* from, u64 bytes);
extern template void copy_floats<double>(u8* to, const u8* from, u64 bytes);
extern template void canonicalize_floats<float>(u8* at, u64 bytes);
extern template void canonicalize_floats<double>(u8* at, u64 bytes);
extern template bool has_nan<float>(const u8* from, u64 bytes);
extern template bool has_nan<double>(const u8* from, u64 bytes);

/// A copy in a vector of T, which is u8 or made of nothing but Floats.
template <class Float, class T>
std::vector<T> vector_of_floats(const u8* from, u64 bytes) {
  constexpr u64 block = std::max((u64{16} << 10) / sizeof(T), u64{1}) * sizeof(T);
  std::vector<T> to;
  to.reserve(bytes / sizeof(T));
  for (u64 at = 0; at < bytes; at += block) {
    const u64 now = std::min(block, bytes - at);
    const bool nans = has_nan<Float>(from + at, now);
    const auto* first = reinterpret_cast<const T*>(from + at);
    to.insert(to.end(), first, first + now / sizeof(T));
    if (nans) canonicalize_floats<Float>(reinterpret_cast<u8*>(to.data()) + at, now);
  }
  return to;
}

}  // namespace touchstone::component
