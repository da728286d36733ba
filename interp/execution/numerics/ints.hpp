// Integer operations (4.3.2), and the auxiliaries for signs, truth and saturation (4.3, 4.3.2).
//
// An iN is an unsigned integer type T of N bits, 8 and 16 for the lanes of vectors; the index N of the specification
// is the template argument, and the index sx becomes a suffix: $idiv_(32, S, i_1, i_2) is idiv_s<u32>(i_1, i_2).
// A signed interpretation exists within a function only. Names need their namespace in a file that sees <cmath>.
//
// Not from the specification: sums and products of small types are formed in the type Wide<T>, so that neither the
// promotion of u16 to int nor a signed overflow can make them undefined in C++.
#pragma once

#include <bit>
#include <concepts>
#include <limits>
#include <type_traits>

#include "interp/execution/numerics/partial.hpp"
#include "interp/support/integers.hpp"

namespace touchstone::wasm::numerics {

template <class T>
inline constexpr u32 width = std::numeric_limits<T>::digits;

// Holds the sum or difference of two T under either interpretation, and the product of two signed ones.
template <std::unsigned_integral T>
using Wide = std::conditional_t<sizeof(T) <= 2, s32, std::conditional_t<sizeof(T) == 4, s64, s128>>;

// [$signed_]
template <std::unsigned_integral T>
constexpr std::make_signed_t<T> signed_(T i) {
  return static_cast<std::make_signed_t<T>>(i);
}

// [$inv_signed_]
template <std::unsigned_integral T>
constexpr T inv_signed(std::make_signed_t<T> i) {
  return static_cast<T>(i);
}

// [$bool]
constexpr u32 bool_(bool condition) { return condition ? 1 : 0; }

// [$sat_u_]
template <std::unsigned_integral T>
constexpr T sat_u(Wide<T> i) {
  constexpr Wide<T> greatest = std::numeric_limits<T>::max();
  return static_cast<T>(i < 0 ? 0 : i > greatest ? greatest : i);
}

// [$sat_s_]
template <std::unsigned_integral T>
constexpr std::make_signed_t<T> sat_s(Wide<T> i) {
  using S = std::make_signed_t<T>;
  constexpr Wide<T> least = std::numeric_limits<S>::min();
  constexpr Wide<T> greatest = std::numeric_limits<S>::max();
  return static_cast<S>(i < least ? least : i > greatest ? greatest : i);
}

// ---- Arithmetic

// [$iadd_]
template <std::unsigned_integral T>
constexpr T iadd(T i1, T i2) {
  return static_cast<T>(i1 + i2);
}

// [$isub_]
template <std::unsigned_integral T>
constexpr T isub(T i1, T i2) {
  return static_cast<T>(i1 - i2);
}

// [$imul_]
template <std::unsigned_integral T>
constexpr T imul(T i1, T i2) {
  using U = std::common_type_t<T, unsigned>;  // two u16 would be multiplied as int, and overflow
  return static_cast<T>(U{i1} * U{i2});
}

// [$idiv_]
template <std::unsigned_integral T>
constexpr Partial<T> idiv_u(T i1, T i2) {
  if (i2 == 0) return undefined<T>(TrapReason::integer_divide_by_zero);
  return defined(static_cast<T>(i1 / i2));
}

// [$idiv_]
template <std::unsigned_integral T>
constexpr Partial<T> idiv_s(T i1, T i2) {
  constexpr auto least = std::numeric_limits<std::make_signed_t<T>>::min();
  if (i2 == 0) return undefined<T>(TrapReason::integer_divide_by_zero);
  if (signed_(i1) == least && signed_(i2) == -1) return undefined<T>(TrapReason::integer_overflow);
  return defined(static_cast<T>(signed_(i1) / signed_(i2)));
}

// [$irem_]
template <std::unsigned_integral T>
constexpr Partial<T> irem_u(T i1, T i2) {
  if (i2 == 0) return undefined<T>(TrapReason::integer_divide_by_zero);
  return defined(static_cast<T>(i1 % i2));
}

// [$irem_]
template <std::unsigned_integral T>
constexpr Partial<T> irem_s(T i1, T i2) {
  if (i2 == 0) return undefined<T>(TrapReason::integer_divide_by_zero);
  if (signed_(i2) == -1) return defined(T{0});  // the least integer % -1 is undefined in C++
  return defined(static_cast<T>(signed_(i1) % signed_(i2)));
}

// [$ineg_]
template <std::unsigned_integral T>
constexpr T ineg(T i) {
  return static_cast<T>(0 - i);
}

// [$iabs_]
template <std::unsigned_integral T>
constexpr T iabs(T i) {
  return signed_(i) >= 0 ? i : ineg(i);
}

// [$imin_]
template <std::unsigned_integral T>
constexpr T imin_u(T i1, T i2) {
  return i1 <= i2 ? i1 : i2;
}

// [$imin_]
template <std::unsigned_integral T>
constexpr T imin_s(T i1, T i2) {
  return signed_(i1) <= signed_(i2) ? i1 : i2;
}

// [$imax_]
template <std::unsigned_integral T>
constexpr T imax_u(T i1, T i2) {
  return i1 >= i2 ? i1 : i2;
}

// [$imax_]
template <std::unsigned_integral T>
constexpr T imax_s(T i1, T i2) {
  return signed_(i1) >= signed_(i2) ? i1 : i2;
}

// [$iadd_sat_]
template <std::unsigned_integral T>
constexpr T iadd_sat_u(T i1, T i2) {
  return sat_u<T>(Wide<T>{i1} + Wide<T>{i2});
}

// [$iadd_sat_]
template <std::unsigned_integral T>
constexpr T iadd_sat_s(T i1, T i2) {
  return inv_signed<T>(sat_s<T>(Wide<T>{signed_(i1)} + Wide<T>{signed_(i2)}));
}

// [$isub_sat_]
template <std::unsigned_integral T>
constexpr T isub_sat_u(T i1, T i2) {
  return sat_u<T>(Wide<T>{i1} - Wide<T>{i2});
}

// [$isub_sat_]
template <std::unsigned_integral T>
constexpr T isub_sat_s(T i1, T i2) {
  return inv_signed<T>(sat_s<T>(Wide<T>{signed_(i1)} - Wide<T>{signed_(i2)}));
}

// [$iavgr_]
template <std::unsigned_integral T>
constexpr T iavgr_u(T i1, T i2) {
  return static_cast<T>((Wide<T>{i1} + Wide<T>{i2} + 1) / 2);
}

// [$iq15mulr_sat_]
template <std::unsigned_integral T>
constexpr T iq15mulr_sat_s(T i1, T i2) {
  const Wide<T> product = Wide<T>{signed_(i1)} * Wide<T>{signed_(i2)};
  return inv_signed<T>(sat_s<T>((product + (1 << 14)) >> 15));
}

// ---- Bits

// [$inot_]
template <std::unsigned_integral T>
constexpr T inot(T i) {
  return static_cast<T>(~i);
}

// [$irev_]
template <std::unsigned_integral T>
constexpr T irev(T i) {
  T reversed = 0;
  for (u32 k = 0; k < width<T>; k++) reversed = static_cast<T>(reversed << 1 | (i >> k & 1));
  return reversed;
}

// [$iand_]
template <std::unsigned_integral T>
constexpr T iand(T i1, T i2) {
  return static_cast<T>(i1 & i2);
}

// [$iandnot_]
template <std::unsigned_integral T>
constexpr T iandnot(T i1, T i2) {
  return iand(i1, inot(i2));
}

// [$ior_]
template <std::unsigned_integral T>
constexpr T ior(T i1, T i2) {
  return static_cast<T>(i1 | i2);
}

// [$ixor_]
template <std::unsigned_integral T>
constexpr T ixor(T i1, T i2) {
  return static_cast<T>(i1 ^ i2);
}

// [$ibitselect_]
template <std::unsigned_integral T>
constexpr T ibitselect(T i1, T i2, T i3) {
  return ior(iand(i1, i3), iandnot(i2, i3));
}

// The distance is an iN too, as for scalars. The lanes of a vector are shifted by a u32, which may be wrapped to N bits
// first: N divides 2^N.
// [$ishl_]
template <std::unsigned_integral T>
constexpr T ishl(T i1, T i2) {
  return static_cast<T>(i1 << (i2 % width<T>));
}

// [$ishr_]
template <std::unsigned_integral T>
constexpr T ishr_u(T i1, T i2) {
  return static_cast<T>(i1 >> (i2 % width<T>));
}

// [$ishr_]
template <std::unsigned_integral T>
constexpr T ishr_s(T i1, T i2) {
  return static_cast<T>(signed_(i1) >> (i2 % width<T>));
}

// [$irotl_]
template <std::unsigned_integral T>
constexpr T irotl(T i1, T i2) {
  return std::rotl(i1, static_cast<int>(i2 % width<T>));
}

// [$irotr_]
template <std::unsigned_integral T>
constexpr T irotr(T i1, T i2) {
  return std::rotr(i1, static_cast<int>(i2 % width<T>));
}

// [$iclz_]
template <std::unsigned_integral T>
constexpr T iclz(T i) {
  return static_cast<T>(std::countl_zero(i));
}

// [$ictz_]
template <std::unsigned_integral T>
constexpr T ictz(T i) {
  return static_cast<T>(std::countr_zero(i));
}

// [$ipopcnt_]
template <std::unsigned_integral T>
constexpr T ipopcnt(T i) {
  return static_cast<T>(std::popcount(i));
}

// [$iextend_]: the low bits of i, those of an M, taken as a signed integer.
template <std::unsigned_integral M, std::unsigned_integral T>
constexpr T iextend_s(T i) {
  return static_cast<T>(signed_(static_cast<M>(i)));
}

// [$iextend_]
template <std::unsigned_integral T>
constexpr T iextend8_s(T i) {
  return iextend_s<u8>(i);
}

// [$iextend_]
template <std::unsigned_integral T>
constexpr T iextend16_s(T i) {
  return iextend_s<u16>(i);
}

// [$iextend_]
template <std::unsigned_integral T>
constexpr T iextend32_s(T i) {
  return iextend_s<u32>(i);
}

// ---- Tests and relations

// [$ieqz_]
template <std::unsigned_integral T>
constexpr u32 ieqz(T i) {
  return bool_(i == 0);
}

// [$inez_]
template <std::unsigned_integral T>
constexpr u32 inez(T i) {
  return bool_(i != 0);
}

// [$ieq_]
template <std::unsigned_integral T>
constexpr u32 ieq(T i1, T i2) {
  return bool_(i1 == i2);
}

// [$ine_]
template <std::unsigned_integral T>
constexpr u32 ine(T i1, T i2) {
  return bool_(i1 != i2);
}

// [$ilt_]
template <std::unsigned_integral T>
constexpr u32 ilt_u(T i1, T i2) {
  return bool_(i1 < i2);
}

// [$ilt_]
template <std::unsigned_integral T>
constexpr u32 ilt_s(T i1, T i2) {
  return bool_(signed_(i1) < signed_(i2));
}

// [$igt_]
template <std::unsigned_integral T>
constexpr u32 igt_u(T i1, T i2) {
  return bool_(i1 > i2);
}

// [$igt_]
template <std::unsigned_integral T>
constexpr u32 igt_s(T i1, T i2) {
  return bool_(signed_(i1) > signed_(i2));
}

// [$ile_]
template <std::unsigned_integral T>
constexpr u32 ile_u(T i1, T i2) {
  return bool_(i1 <= i2);
}

// [$ile_]
template <std::unsigned_integral T>
constexpr u32 ile_s(T i1, T i2) {
  return bool_(signed_(i1) <= signed_(i2));
}

// [$ige_]
template <std::unsigned_integral T>
constexpr u32 ige_u(T i1, T i2) {
  return bool_(i1 >= i2);
}

// [$ige_]
template <std::unsigned_integral T>
constexpr u32 ige_s(T i1, T i2) {
  return bool_(signed_(i1) >= signed_(i2));
}

}  // namespace touchstone::wasm::numerics
