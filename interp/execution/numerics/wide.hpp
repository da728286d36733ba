// Wide arithmetic (wide-arithmetic): integers of 128 bits, as two halves of 64.
//
// Written with carries and half products, not with a 128-bit type, so that the tests can compare with one.
#pragma once

#include "interp/support/integers.hpp"

namespace touchstone::wasm::numerics {

/// `low + 2^64 * high`: [$iconcat_, $isplit_].
struct Halves {
  u64 low = 0;
  u64 high = 0;
  friend bool operator==(const Halves&, const Halves&) = default;
};

/// [$wideop_] a + b modulo 2^128.
constexpr Halves add128(Halves a, Halves b) {
  const u64 low = a.low + b.low;
  const u64 carry = low < a.low ? 1 : 0;
  return {low, a.high + b.high + carry};
}

/// [$wideop_] a - b modulo 2^128.
constexpr Halves sub128(Halves a, Halves b) {
  const u64 borrow = a.low < b.low ? 1 : 0;
  return {a.low - b.low, a.high - b.high - borrow};
}

/// The product of unsigned numbers, by halves of 32 bits.
constexpr Halves mul_wide_u(u64 a, u64 b) {
  constexpr u64 mask = 0xffff'ffff;
  const u64 a0 = a & mask, a1 = a >> 32;
  const u64 b0 = b & mask, b1 = b >> 32;
  const u64 middle = a1 * b0 + (a0 * b0 >> 32);  // at most 2^64 - 2^32
  const u64 middle2 = a0 * b1 + (middle & mask);
  return {a * b, a1 * b1 + (middle >> 32) + (middle2 >> 32)};
}

/// The product of signed numbers: a negative one is 2^64 too large as an unsigned one.
constexpr Halves mul_wide_s(u64 a, u64 b) {
  Halves c = mul_wide_u(a, b);
  if (static_cast<s64>(a) < 0) c.high -= b;
  if (static_cast<s64>(b) < 0) c.high -= a;
  return c;
}

}  // namespace touchstone::wasm::numerics
