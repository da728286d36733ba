// Instructions with one operand of 32 bits, on all 2^32 of them or on a stride through them, against formulations that are
// independent and fast: integers for the parts of floats, doubles where they are exact, counting bit by bit.
#pragma once

#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "interp/execution/numerics/conversions.hpp"
#include "interp/execution/numerics/floats.hpp"
#include "interp/execution/numerics/ints.hpp"

namespace touchstone::wasm::numerics::all {

/// Calls `wrong(bits)`, which returns what is wrong with one, or null; the first ends the walk.
template <class F>
void check_all(u64 stride, F&& wrong) {
  for (u64 bits = 0; bits < u64{1} << 32; bits += stride) {
    const char* const what = wrong(static_cast<u32>(bits));
    ASSERT_EQ(what, nullptr) << what << " of 0x" << std::hex << bits;
  }
}

inline bool is_nan_bits(u32 bits) { return (bits & 0x7FFF'FFFF) > 0x7F80'0000; }

/// A float that is an integer, from its magnitude below 2^24 and its sign.
inline u32 integral_bits(u32 magnitude, bool negative) {
  if (magnitude == 0) return negative ? 0x8000'0000 : 0;
  const u32 top = 31 - static_cast<u32>(__builtin_clz(magnitude));
  return (negative ? 0x8000'0000 : 0) | (top + 127) << 23 | ((magnitude << (23 - top)) & 0x7F'FFFF);
}

/// The next greater magnitude if `up` says so, of the integer part of a float with a fraction.
enum class Towards : u8 { up, down, zero, nearest };
inline u32 rounded_bits(u32 bits, Towards towards) {
  const bool negative = bits >> 31 != 0;
  const u32 exponent = bits >> 23 & 0xFF;
  if (exponent >= 127 + 23) return bits;  // no fraction, or infinite
  const u32 significand = exponent == 0 ? bits & 0x7F'FFFF : (bits & 0x7F'FFFF) | 0x80'0000;
  const u32 shift = 127 + 23 - (exponent == 0 ? 1 : exponent);  // 1 and more
  const u64 scaled = u64{significand} << 8;                     // shifted out no further than can be told
  const u64 whole = shift > 40 ? 0 : scaled >> (shift + 8 > 63 ? 63 : shift + 8);
  const u64 half = shift > 40 ? ~u64{0} : u64{1} << (shift + 7);
  const u64 rest = shift > 40 ? scaled : scaled - (whole << (shift + 8));
  bool away = false;
  switch (towards) {
  case Towards::up: away = rest != 0 && !negative; break;
  case Towards::down: away = rest != 0 && negative; break;
  case Towards::zero: break;
  case Towards::nearest: away = rest > half || (rest == half && whole % 2 == 1); break;
  }
  return integral_bits(static_cast<u32>(whole + (away ? 1 : 0)), negative);
}

inline void float_rounding(u64 stride) {
  check_all(stride, [](u32 bits) -> const char* {
    const float z = inv_fbits<float>(bits);
    if (is_nan_bits(bits)) return is_nan(fceil(z)) && is_nan(fnearest(z)) && is_nan(fsqrt(z)) ? nullptr : "a NaN";
    if (fbits(fceil(z)) != rounded_bits(bits, Towards::up)) return "f32.ceil";
    if (fbits(ffloor(z)) != rounded_bits(bits, Towards::down)) return "f32.floor";
    if (fbits(ftrunc(z)) != rounded_bits(bits, Towards::zero)) return "f32.trunc";
    if (fbits(fnearest(z)) != rounded_bits(bits, Towards::nearest)) return "f32.nearest";
    return nullptr;
  });
}

/// A double has more than twice the digits of a float, and two: its root rounds to the float's own.
inline void float_roots_and_signs(u64 stride) {
  check_all(stride, [](u32 bits) -> const char* {
    const float z = inv_fbits<float>(bits);
    if (fbits(fneg(z)) != (bits ^ 0x8000'0000)) return "f32.neg";
    if (fbits(fabs(z)) != (bits & 0x7FFF'FFFF)) return "f32.abs";
    if (reinterpret<u32>(reinterpret<float>(bits)) != bits) return "f32.reinterpret_i32";
    if (is_nan_bits(bits)) return nullptr;
    const float root = fsqrt(z);
    if (z < 0) return is_nan(root) ? nullptr : "f32.sqrt";
    return fbits(root) == fbits(static_cast<float>(std::sqrt(double{z}))) ? nullptr : "f32.sqrt";
  });
}

/// The integer part of a float, cut off at 2^100.
inline s128 integer_part(u32 bits) {
  const int exponent = static_cast<int>(bits >> 23 & 0xFF) - 127;
  if (exponent < 0) return 0;
  const s128 significand = (bits & 0x7F'FFFF) | 0x80'0000;
  const s128 magnitude = exponent < 23    ? significand >> (23 - exponent)
                         : exponent < 100 ? significand << (exponent - 23)
                                          : s128{1} << 100;
  return bits >> 31 != 0 ? -magnitude : magnitude;
}

template <class T>
bool truncates(u32 bits, bool is_signed, Partial<T> trunc, T saturated) {
  if (is_nan_bits(bits)) return trunc == undefined<T>(TrapReason::invalid_conversion_to_integer) && saturated == 0;
  const s128 power = s128{1} << (8 * sizeof(T));
  const s128 least = is_signed ? -power / 2 : 0;
  const s128 greatest = (is_signed ? power / 2 : power) - 1;
  const s128 i = integer_part(bits);
  if (i < least || i > greatest) {
    return trunc == undefined<T>(TrapReason::integer_overflow) &&
           saturated == static_cast<T>(i < least ? least : greatest);
  }
  return trunc == defined(static_cast<T>(i)) && saturated == static_cast<T>(i);
}

inline void float_to_integer(u64 stride) {
  check_all(stride, [](u32 bits) -> const char* {
    const float z = inv_fbits<float>(bits);
    if (!truncates<u32>(bits, true, trunc_s<u32>(z), trunc_sat_s<u32>(z))) return "i32.trunc_f32_s";
    if (!truncates<u32>(bits, false, trunc_u<u32>(z), trunc_sat_u<u32>(z))) return "i32.trunc_f32_u";
    if (!truncates<u64>(bits, true, trunc_s<u64>(z), trunc_sat_s<u64>(z))) return "i64.trunc_f32_s";
    if (!truncates<u64>(bits, false, trunc_u<u64>(z), trunc_sat_u<u64>(z))) return "i64.trunc_f32_u";
    return nullptr;
  });
}

/// The bits of a double with the value of a float that is not NaN.
inline u64 promoted_bits(u32 bits) {
  const u64 sign = u64{bits >> 31} << 63;
  const u32 exponent = bits >> 23 & 0xFF;
  const u32 fraction = bits & 0x7F'FFFF;
  if (exponent == 0xFF) return sign | u64{0x7FF} << 52;
  if (exponent != 0) return sign | u64{exponent + 1023 - 127} << 52 | u64{fraction} << 29;
  if (fraction == 0) return sign;
  const u32 top = 31 - static_cast<u32>(__builtin_clz(fraction));
  return sign | u64{top + 1023 - 149} << 52 | ((u64{fraction} << (52 - top)) & ((u64{1} << 52) - 1));
}

inline void promotion(u64 stride) {
  check_all(stride, [](u32 bits) -> const char* {
    const float z = inv_fbits<float>(bits);
    if (is_nan_bits(bits)) return is_nan(promote(z)) ? nullptr : "f64.promote_f32";
    if (fbits(promote(z)) != promoted_bits(bits)) return "f64.promote_f32";
    return fbits(demote(promote(z))) == bits ? nullptr : "f32.demote_f64";
  });
}

/// The bits of the float nearest to an integer, ties to even.
inline u32 nearest_float_bits(u32 magnitude, bool negative) {
  if (magnitude < 1U << 24) return integral_bits(magnitude, negative);
  const u32 top = 31 - static_cast<u32>(__builtin_clz(magnitude));
  const u32 drop = top - 23;
  u32 significand = magnitude >> drop;
  const u32 rest = magnitude & ((1U << drop) - 1);
  const u32 half = 1U << (drop - 1);
  if (rest > half || (rest == half && significand % 2 == 1)) ++significand;
  // A carry out of the significand raises the exponent, and the fraction is zero then.
  return (negative ? 0x8000'0000 : 0) | (((top + 127) << 23) + (significand - 0x80'0000));
}

inline void integer_to_float(u64 stride) {
  check_all(stride, [](u32 i) -> const char* {
    const bool negative = i >> 31 != 0;
    if (fbits(convert_u<float>(i)) != nearest_float_bits(i, false)) return "f32.convert_i32_u";
    if (fbits(convert_s<float>(i)) != nearest_float_bits(negative ? 0 - i : i, negative)) return "f32.convert_i32_s";
    if (static_cast<u64>(convert_u<double>(i)) != i) return "f64.convert_i32_u";
    if (static_cast<s64>(convert_s<double>(i)) != s64{i} - (negative ? s64{1} << 32 : 0)) return "f64.convert_i32_s";
    return nullptr;
  });
}

/// For each 16 bits: how many are ones, how many zeros come before the first and behind the last.
struct Halves {
  u8 ones[1U << 16], leading[1U << 16], trailing[1U << 16];
  Halves() {
    for (u32 i = 0; i < 1U << 16; ++i) {
      ones[i] = leading[i] = trailing[i] = 0;
      for (u32 k = 0; k < 16; ++k) ones[i] = static_cast<u8>(ones[i] + (i >> k & 1));
      while (leading[i] < 16 && (i >> (15 - leading[i]) & 1) == 0) ++leading[i];
      while (trailing[i] < 16 && (i >> trailing[i] & 1) == 0) ++trailing[i];
    }
  }
};

inline void integer_bits(u64 stride) {
  static const Halves of;
  check_all(stride, [](u32 i) -> const char* {
    const u32 high = i >> 16;
    const u32 low = i & 0xFFFF;
    if (ipopcnt(i) != u32{of.ones[high]} + of.ones[low]) return "i32.popcnt";
    if (iclz(i) != (high != 0 ? u32{of.leading[high]} : 16U + of.leading[low])) return "i32.clz";
    if (ictz(i) != (low != 0 ? u32{of.trailing[low]} : 16U + of.trailing[high])) return "i32.ctz";
    if (iextend8_s(i) != (i & 0xFF) - ((i & 0x80) << 1)) return "i32.extend8_s";
    if (iextend16_s(i) != (i & 0xFFFF) - ((i & 0x8000) << 1)) return "i32.extend16_s";
    if (ieqz(i) != (i == 0 ? 1U : 0U)) return "i32.eqz";
    if (extend_u<u64>(i) != u64{i}) return "i64.extend_i32_u";
    if (extend_s<u64>(i) != u64{i} - (u64{i >> 31} << 32)) return "i64.extend_i32_s";
    return nullptr;
  });
}

}  // namespace touchstone::wasm::numerics::all
