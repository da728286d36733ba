// Floating-point arithmetic in integers only, to check the numerics against (numerics_*_test.cpp).
//
// A finite number is taken apart into an integer significand and an exponent; an operator computes its exact result, or
// enough bits of it with the lowest set if any beyond are (a sticky bit); `rounded` is the document's ieee_N: to
// nearest, ties to even, with subnormals and overflow to infinity. Slow and plain. Clauses for NaNs, infinities and
// zeroes are those of the document.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "interp/execution/numerics/floats.hpp"

namespace touchstone::wasm::numerics::reference {

// (-1)^negative * significand * 2^exponent; the significand of a number other than zero has exactly `digits` bits.
struct Number {
  bool negative;
  u128 significand;
  int exponent;
};

inline int bit_length(u128 i) {
  int length = 0;
  for (; i != 0; i >>= 1) length++;
  return length;
}

template <class F>
bool is_negative(F z) {
  return (fbits(z) & sign_bit<F>) != 0;
}

template <class F>
Number taken_apart(F z) {
  constexpr int digits = std::numeric_limits<F>::digits, least = std::numeric_limits<F>::min_exponent - digits;
  const Bits<F> fraction = fbits(z) & (canon<F> * 2 - 1), biased = (fbits(z) & ~sign_bit<F>) >> (digits - 1);
  Number number = {is_negative(z), fraction, least};
  if (biased != 0) number = {is_negative(z), fraction | canon<F> * 2, least + static_cast<int>(biased) - 1};
  while (number.significand != 0 && bit_length(number.significand) < digits) {
    number.significand <<= 1;
    number.exponent--;
  }
  return number;
}

template <class F>
F rounded(bool negative, u128 significand, int exponent) {
  constexpr int digits = std::numeric_limits<F>::digits, least = std::numeric_limits<F>::min_exponent - digits;
  const int drop = std::max(bit_length(significand) - digits, least - exponent);
  if (drop > 127) significand = 0;
  if (drop > 0 && drop <= 127) {
    const u128 rest = significand & ((u128{1} << drop) - 1), half = u128{1} << (drop - 1);
    significand >>= drop;
    if (rest > half || (rest == half && significand % 2 == 1)) significand++;
    exponent += drop;
  }
  const F magnitude = std::ldexp(static_cast<F>(static_cast<u64>(significand)), exponent);  // exact, or too large
  return fcopysign(magnitude, negative ? F{-1} : F{1});
}

// No value: an element of nans_N.
template <class F>
using Result = std::optional<F>;

template <class F>
constexpr F infinity = std::numeric_limits<F>::infinity();

template <class F>
bool is_infinite(F z) {
  return fabs(z) == infinity<F>;
}

template <class F>
F with_sign(bool negative, F magnitude) {
  return fcopysign(magnitude, negative ? F{-1} : F{1});
}

template <class F>
Result<F> add(F z1, F z2) {
  if (is_nan(z1) || is_nan(z2)) return {};
  if (is_infinite(z1) && is_infinite(z2) && is_negative(z1) != is_negative(z2)) return {};
  if (is_infinite(z1)) return z1;
  if (is_infinite(z2)) return z2;
  Number a = taken_apart(z1), b = taken_apart(z2);
  if (a.significand == 0 && b.significand == 0) return with_sign<F>(a.negative && b.negative, 0);
  if (a.significand == 0) return z2;
  if (b.significand == 0) return z1;
  if (a.exponent < b.exponent) std::swap(a, b);
  const int far = 70, apart = a.exponent - b.exponent;
  if (apart <= far) {
    a.significand <<= apart;
    a.exponent = b.exponent;
  } else {
    a.significand <<= far;
    a.exponent -= far;
    b.significand = apart - far > 100 ? 1 : (b.significand >> (apart - far)) | 1;
  }
  if (a.negative == b.negative) return rounded<F>(a.negative, a.significand + b.significand, a.exponent);
  if (a.significand == b.significand) return F{0};
  if (a.significand > b.significand) return rounded<F>(a.negative, a.significand - b.significand, a.exponent);
  return rounded<F>(b.negative, b.significand - a.significand, a.exponent);
}

template <class F>
Result<F> sub(F z1, F z2) {
  return add(z1, fneg(z2));
}

template <class F>
Result<F> mul(F z1, F z2) {
  const bool negative = is_negative(z1) != is_negative(z2);
  if (is_nan(z1) || is_nan(z2)) return {};
  if ((is_infinite(z1) && z2 == 0) || (z1 == 0 && is_infinite(z2))) return {};
  if (is_infinite(z1) || is_infinite(z2)) return with_sign(negative, infinity<F>);
  const Number a = taken_apart(z1), b = taken_apart(z2);
  return rounded<F>(negative, a.significand * b.significand, a.exponent + b.exponent);
}

template <class F>
Result<F> div(F z1, F z2) {
  const bool negative = is_negative(z1) != is_negative(z2);
  if (is_nan(z1) || is_nan(z2)) return {};
  if (is_infinite(z1) && is_infinite(z2)) return {};
  if (z1 == 0 && z2 == 0) return {};
  if (is_infinite(z1) || z2 == 0) return with_sign(negative, infinity<F>);
  if (is_infinite(z2) || z1 == 0) return with_sign(negative, F{0});
  const Number a = taken_apart(z1), b = taken_apart(z2);
  const u128 dividend = a.significand << 70;
  const u128 quotient = dividend / b.significand | (dividend % b.significand != 0 ? 1 : 0);
  return rounded<F>(negative, quotient, a.exponent - 70 - b.exponent);
}

template <class F>
Result<F> sqrt(F z) {
  if (is_nan(z)) return {};
  if (z == 0) return z;
  if (is_negative(z)) return {};
  if (is_infinite(z)) return z;
  Number a = taken_apart(z);
  const int shift = 70 + (a.exponent % 2 != 0 ? 1 : 0);
  const u128 square = a.significand << shift;
  u128 root = 0;
  for (u128 bit = u128{1} << 62; bit != 0; bit >>= 1) {
    if ((root | bit) * (root | bit) <= square) root |= bit;
  }
  // One more bit, below the root's own, is sticky: a set lowest bit of the root itself may be exact.
  return rounded<F>(false, root << 1 | (root * root != square ? 1 : 0), (a.exponent - shift) / 2 - 1);
}

template <class F>
Result<F> min(F z1, F z2) {
  if (is_nan(z1) || is_nan(z2)) return {};
  if (z1 == 0 && z2 == 0) return is_negative(z1) ? z1 : z2;
  return z1 <= z2 ? z1 : z2;
}

template <class F>
Result<F> max(F z1, F z2) {
  if (is_nan(z1) || is_nan(z2)) return {};
  if (z1 == 0 && z2 == 0) return is_negative(z1) ? z2 : z1;
  return z1 >= z2 ? z1 : z2;
}

// The integral values about a number, as magnitudes.
struct Integral {
  u128 whole;     // truncated
  int remainder;  // of the magnitude beyond: 0 none, 1 less than half, 2 half, 3 more than half
};

template <class F>
Integral split(F z) {
  const Number a = taken_apart(z);
  if (a.significand == 0) return {0, 0};
  if (a.exponent >= 0) return {a.exponent < 74 ? a.significand << a.exponent : ~u128{0}, 0};
  if (a.exponent < -100) return {0, 1};
  const u128 one = u128{1} << -a.exponent, rest = a.significand % one;
  return {a.significand / one, rest == 0 ? 0 : rest < one / 2 ? 1 : rest == one / 2 ? 2 : 3};
}

// Integers below 2^digits are exact, and a number with a fraction truncates to one of them.
template <class F, class Up>
Result<F> integral(F z, Up away_from_zero) {
  if (is_nan(z)) return {};
  if (is_infinite(z)) return z;
  const Integral i = split(z);
  if (i.remainder == 0) return z;
  return with_sign(is_negative(z), static_cast<F>(static_cast<u64>(i.whole + (away_from_zero(i) ? 1 : 0))));
}

template <class F>
Result<F> ceil(F z) {
  return integral(z, [&](const Integral&) { return !is_negative(z); });
}

template <class F>
Result<F> floor(F z) {
  return integral(z, [&](const Integral&) { return is_negative(z); });
}

template <class F>
Result<F> trunc(F z) {
  return integral(z, [](const Integral&) { return false; });
}

template <class F>
Result<F> nearest(F z) {
  return integral(z, [](const Integral& i) { return i.remainder == 3 || (i.remainder == 2 && i.whole % 2 == 1); });
}

// ---- Values to try

// Numbers at the edges of formats and integer types, NaNs of all kinds, and their neighbours and negations.
template <class F>
std::vector<F> edges() {
  using limits = std::numeric_limits<F>;
  std::vector<F> list = {0, limits::denorm_min(), limits::min(), 1, F(0.5), F(1.5), F(2.5), 3, F(0.1), limits::max()};
  for (const int power : {7, 8, 15, 16, 22, 23, 24, 31, 32, 51, 52, 53, 62, 63, 64, -1, -24, -25, -53, -126, -149}) {
    list.push_back(std::ldexp(F{1}, power));
  }
  const std::vector<F> centres = list;
  for (const F centre : centres) {
    list.push_back(std::nextafter(centre, infinity<F>));
    list.push_back(std::nextafter(centre, F{0}));
    list.push_back(centre + F(0.5));
    list.push_back(centre - F(0.5));
  }
  list.push_back(infinity<F>);
  for (const Bits<F> payload : {canon<F>, canon<F> + 1, canon<F> * 2 - 1, Bits<F>{1}, canon<F> - 1}) {
    list.push_back(inv_fbits<F>(fbits(infinity<F>) | payload));
  }
  for (std::size_t n = list.size(); n-- > 0;) list.push_back(fneg(list[n]));
  return list;
}

template <class F>
std::vector<F> random_bits(std::size_t count, u64 seed) {
  std::mt19937_64 random(seed);
  std::vector<F> list;
  while (list.size() < count) list.push_back(inv_fbits<F>(static_cast<Bits<F>>(random())));
  return list;
}

// Pairs whose exponents are close, so that sums cancel and quotients are near ties.
template <class F>
std::vector<F> random_near_one(std::size_t count, u64 seed) {
  std::mt19937_64 random(seed);
  std::vector<F> list;
  while (list.size() < count) {
    const F significand = static_cast<F>(random() >> (64 - std::numeric_limits<F>::digits + random() % 8));
    list.push_back(std::ldexp(significand, static_cast<int>(random() % 9) - std::numeric_limits<F>::digits));
  }
  return list;
}

}  // namespace touchstone::wasm::numerics::reference
