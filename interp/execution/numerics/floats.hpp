// Floating-point operations (4.3.3).
//
// An fN is a C++ float or double, in the IEEE format and with round-to-nearest, ties to even; nothing here rounds by
// hand. Operators whose result depends on the sign or payload of a NaN (fabs, fneg, fcopysign) work on bits.
//
// NaN bits. An operator that makes a NaN may return any element of nans_N{z*} ([#aux-nans]): a canonical NaN of either
// sign, or, once an operand is a NaN that is not canonical, any arithmetic NaN. Operators here return a NaN of whatever
// bits machine, compiler and library made, lawful or not. So whoever applies one and can see its result must write
//     F z = fadd(z1, z2);  if (is_nan(z)) [[unlikely]] z = <element>;
// where the element is canonical_nan<F>() by default (the deterministic profile's, and always lawful), or
// nans<F>(nans_of(z1, z2), choice) when a Chooser explores. `Choice:` of the many arithmetic NaNs four are offered.
// This does not concern fabs, fneg, fcopysign, fpmin and fpmax, which pass on bits of an operand.
//
// Keep floats as bits except around an operator: g++ quiets a signalling NaN in a constant that it folds.
#pragma once

#include <array>
#include <bit>
#include <cfloat>
#include <cmath>
#include <concepts>
#include <limits>
#include <type_traits>

#include "interp/execution/numerics/ints.hpp"
#include "interp/support/integers.hpp"

namespace touchstone::wasm::numerics {

static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559 && FLT_EVAL_METHOD == 0);

// ---- Representation

// The integer type as wide as F.
template <std::floating_point F>
using Bits = std::conditional_t<sizeof(F) == 4, u32, u64>;

// [$fbits_]
template <std::floating_point F>
constexpr Bits<F> fbits(F z) {
  return std::bit_cast<Bits<F>>(z);
}

// [$inv_fbits_]
template <std::floating_point F>
constexpr F inv_fbits(Bits<F> bits) {
  return std::bit_cast<F>(bits);
}

template <std::floating_point F>
inline constexpr Bits<F> sign_bit = Bits<F>{1} << (width<Bits<F>> - 1);

// canon_N (2.2.3): the payload whose most significant bit alone is set.
template <std::floating_point F>
inline constexpr Bits<F> canon = Bits<F>{1} << (std::numeric_limits<F>::digits - 2);

// ---- NaN propagation

template <std::floating_point F>
constexpr bool is_nan(F z) {
  return z != z;  // NOLINT(misc-redundant-expression): only a NaN is not equal to itself
}

// The bits of +nan(canon_N).
template <std::floating_point F>
inline constexpr Bits<F> canonical_nan_bits = fbits(std::numeric_limits<F>::infinity()) | canon<F>;

template <std::floating_point F>
constexpr F canonical_nan() {
  return inv_fbits<F>(canonical_nan_bits<F>);
}

template <std::floating_point F>
constexpr bool is_canonical_nan(F z) {
  return (fbits(z) & ~sign_bit<F>) == canonical_nan_bits<F>;
}

template <std::floating_point F>
constexpr bool is_arithmetic_nan(F z) {
  return (fbits(z) & canonical_nan_bits<F>) == canonical_nan_bits<F>;
}

// Which NaNs an operator may return.
enum class Nans : u8 { canonical, arithmetic };

template <std::floating_point... F>
constexpr Nans nans_of(F... z) {
  return ((is_nan(z) && !is_canonical_nan(z)) || ...) ? Nans::arithmetic : Nans::canonical;
}

constexpr u32 nans_count(Nans set) { return set == Nans::canonical ? 2 : 4; }

// [#aux-nans]: element number `choice` of the set; number 0 is the deterministic one.
template <std::floating_point F>
constexpr F nans(Nans set, u32 choice) {
  constexpr Bits<F> least = canonical_nan_bits<F>, greatest = ~sign_bit<F>;
  constexpr std::array<Bits<F>, 4> elements = {least, least | sign_bit<F>, greatest, (least + 1) | sign_bit<F>};
  return inv_fbits<F>(elements[choice % nans_count(set)]);
}

// Any element of nans_N{} or nans_N{z*} in place of a NaN, the deterministic one.
template <std::floating_point F>
constexpr F deterministic(F z) {
  return is_nan(z) ? canonical_nan<F>() : z;
}

// ---- Arithmetic

// [$fadd_]
template <std::floating_point F>
constexpr F fadd(F z1, F z2) {
  return z1 + z2;
}

// [$fsub_]
template <std::floating_point F>
constexpr F fsub(F z1, F z2) {
  return z1 - z2;
}

// [$fmul_]
template <std::floating_point F>
constexpr F fmul(F z1, F z2) {
  return z1 * z2;
}

// [$fdiv_]
template <std::floating_point F>
constexpr F fdiv(F z1, F z2) {
  return z1 / z2;  // division by zero is defined by IEEE 754, to which is_iec559 holds the compiler
}

// [#op-fma], used by relaxed operators only.
template <std::floating_point F>
F fma(F z1, F z2, F z3) {
  return std::fma(z1, z2, z3);
}

// [$fsqrt_]
template <std::floating_point F>
F fsqrt(F z) {
  return std::sqrt(z);
}

// Equal operands differ in bits only when they are zeroes of opposite signs: then one negative sign decides.
// [$fmin_]
template <std::floating_point F>
constexpr F fmin(F z1, F z2) {
  if (z1 < z2) return z1;
  if (z2 < z1) return z2;
  if (z1 == z2) return inv_fbits<F>(fbits(z1) | fbits(z2));
  return z1 + z2;  // a NaN
}

// As fmin; one positive sign decides.
// [$fmax_]
template <std::floating_point F>
constexpr F fmax(F z1, F z2) {
  if (z1 > z2) return z1;
  if (z2 > z1) return z2;
  if (z1 == z2) return inv_fbits<F>(fbits(z1) & fbits(z2));
  return z1 + z2;  // a NaN
}

// [$fpmin_]
template <std::floating_point F>
constexpr F fpmin(F z1, F z2) {
  return z2 < z1 ? z2 : z1;
}

// [$fpmax_]
template <std::floating_point F>
constexpr F fpmax(F z1, F z2) {
  return z1 < z2 ? z2 : z1;
}

// ---- Signs

// [$fabs_]
template <std::floating_point F>
constexpr F fabs(F z) {
  return inv_fbits<F>(fbits(z) & ~sign_bit<F>);
}

// [$fneg_]
template <std::floating_point F>
constexpr F fneg(F z) {
  return inv_fbits<F>(fbits(z) ^ sign_bit<F>);
}

// [$fcopysign_]
template <std::floating_point F>
constexpr F fcopysign(F z1, F z2) {
  return inv_fbits<F>((fbits(z1) & ~sign_bit<F>) | (fbits(z2) & sign_bit<F>));
}

// ---- Rounding to integral values

// [$fceil_]
template <std::floating_point F>
F fceil(F z) {
  return std::ceil(z);
}

// [$ffloor_]
template <std::floating_point F>
F ffloor(F z) {
  return std::floor(z);
}

// [$ftrunc_]
template <std::floating_point F>
F ftrunc(F z) {
  return std::trunc(z);
}

// [$fnearest_]: nearbyint follows the rounding mode, which is to nearest, ties to even.
template <std::floating_point F>
F fnearest(F z) {
  return std::nearbyint(z);
}

// ---- Relations

// [$feq_]
template <std::floating_point F>
constexpr u32 feq(F z1, F z2) {
  return bool_(z1 == z2);
}

// [$fne_]
template <std::floating_point F>
constexpr u32 fne(F z1, F z2) {
  return bool_(z1 != z2);
}

// [$flt_]
template <std::floating_point F>
constexpr u32 flt(F z1, F z2) {
  return bool_(z1 < z2);
}

// [$fgt_]
template <std::floating_point F>
constexpr u32 fgt(F z1, F z2) {
  return bool_(z1 > z2);
}

// [$fle_]
template <std::floating_point F>
constexpr u32 fle(F z1, F z2) {
  return bool_(z1 <= z2);
}

// [$fge_]
template <std::floating_point F>
constexpr u32 fge(F z1, F z2) {
  return bool_(z1 >= z2);
}

}  // namespace touchstone::wasm::numerics
