// Lanes read from and written to the bytes of a vector by hand, and vectors to try operators on (numerics_*_test.cpp).
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <ostream>
#include <random>
#include <vector>

#include "interp/support/integers.hpp"
#include "interp/support/v128.hpp"

namespace touchstone {
inline void PrintTo(const V128& v, std::ostream* out) {
  for (const u8 byte : v.bytes) *out << static_cast<int>(byte) << ' ';
}
}  // namespace touchstone

namespace touchstone::wasm::numerics {

// ---- Lanes by hand: lane number k of N bits, little-endian

inline u64 lane(V128 v, u32 N, u32 k) {
  u64 c = 0;
  for (u32 n = 0; n < N / 8; n++) c |= u64{v.bytes[k * N / 8 + n]} << (8 * n);
  return c;
}

inline s64 signed_lane(V128 v, u32 N, u32 k) {
  const s128 c = lane(v, N, k), power = s128{1} << N;
  return static_cast<s64>(c < power / 2 ? c : c - power);
}

inline V128 vector_of(u32 N, const std::function<s128(u32)>& f) {
  V128 v{};
  for (u32 k = 0; k < 128 / N; k++) {
    const u128 c = static_cast<u128>(f(k));
    for (u32 n = 0; n < N / 8; n++) v.bytes[k * N / 8 + n] = static_cast<u8>(c >> (8 * n));
  }
  return v;
}

inline s128 clamp(s128 i, s128 least, s128 greatest) { return i < least ? least : i > greatest ? greatest : i; }
inline s128 clamp_s(s128 i, u32 N) { return clamp(i, -(s128{1} << (N - 1)), (s128{1} << (N - 1)) - 1); }
inline s128 clamp_u(s128 i, u32 N) { return clamp(i, 0, (s128{1} << N) - 1); }

inline const std::vector<V128>& vectors() {
  static const std::vector<V128> list = [] {
    std::mt19937_64 random(9);
    std::vector<V128> made;
    const std::array<u8, 10> edges = {0x00, 0xFF, 0x80, 0x7F, 0x01, 0xFE, 0x40, 0x81, 0x10, 0x0F};
    for (const u8 edge : edges) made.push_back(vector_of(8, [&](u32) { return edge; }));
    for (const u32 N : {16u, 32u, 64u}) {  // the least and the greatest integer, and neighbours
      for (int d = -1; d <= 1; d++)
        made.push_back(vector_of(N, [&](u32 k) { return (s128{1} << (N - 1)) + d * int(k); }));
    }
    for (int n = 0; n < 24; n++) made.push_back(vector_of(64, [&](u32) { return s128{random()}; }));
    for (int n = 0; n < 16; n++) made.push_back(vector_of(8, [&](u32) { return edges[random() % edges.size()]; }));
    return made;
  }();
  return list;
}

template <class F>
V128 floats(std::initializer_list<F> list) {
  Lanes<F> c{};
  std::copy(list.begin(), list.end(), c.begin());
  return V128::from_lanes(c);
}

}  // namespace touchstone::wasm::numerics
