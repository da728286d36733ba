// Relaxed operations (4.3.6) on single lanes.
//
// Their results depend on the global parameters R, each an index into a list of alternatives and the same during one
// execution. Relaxed operators take that index as their last argument; 0 is the deterministic profile. An index beyond
// the list is taken modulo its length. NaNs that they make are canonical here; makes_nan says where another may be chosen.
#pragma once

#include <array>
#include <concepts>
#include <limits>
#include <type_traits>

#include "interp/execution/numerics/conversions.hpp"
#include "interp/execution/numerics/floats.hpp"
#include "interp/execution/numerics/ints.hpp"

namespace touchstone::wasm::numerics {

enum class Relaxed : u8 { fmadd, fmin, fmax, idot, iq15mulr, trunc_u, trunc_s, swizzle, laneselect };

// [$R_fmadd] [$R_fmin] [$R_fmax] [$R_idot] [$R_iq15mulr] [$R_trunc_u] [$R_trunc_s] [$R_swizzle] [$R_laneselect]
constexpr u32 alternatives(Relaxed parameter) {
  switch (parameter) {
  case Relaxed::fmin:
  case Relaxed::fmax:
  case Relaxed::trunc_u: return 4;
  default: return 2;
  }
}

// Whether a NaN that this alternative returns was made by an operator, so that its bits are open [#aux-nans]; the others
// of fmin and fmax are operands.
constexpr bool makes_nan(Relaxed parameter, u32 R) {
  return parameter == Relaxed::fmadd || R % alternatives(parameter) == 0;
}

// [$relaxed2]
template <class X>
constexpr X relaxed2(u32 R, std::type_identity_t<X> x1, std::type_identity_t<X> x2) {
  return std::array<X, 2>{x1, x2}[R % 2];
}

// [$relaxed4]
template <class X>
constexpr X relaxed4(u32 R, std::type_identity_t<X> x1, std::type_identity_t<X> x2, std::type_identity_t<X> x3,
                     std::type_identity_t<X> x4) {
  return std::array<X, 4>{x1, x2, x3, x4}[R % 4];
}

// [$frelaxed_madd_]
template <std::floating_point F>
F frelaxed_madd(F z1, F z2, F z3, u32 R) {
  return deterministic(R % 2 == 0 ? fadd(fmul(z1, z2), z3) : fma(z1, z2, z3));
}

// [$frelaxed_nmadd_]
template <std::floating_point F>
F frelaxed_nmadd(F z1, F z2, F z3, u32 R) {
  return frelaxed_madd(fneg(z1), z2, z3, R);
}

// Where the document writes NAN(n) for the payload n of an operand, the operand itself is returned, sign and all.
// [$frelaxed_min_]
template <std::floating_point F>
constexpr F frelaxed_min(F z1, F z2, u32 R) {
  const F z = deterministic(fmin(z1, z2));
  if (is_nan(z1)) return relaxed4<F>(R, z, z1, z2, z2);
  if (is_nan(z2)) return relaxed4<F>(R, z, z1, z2, z1);
  if (z1 == 0 && z2 == 0) return relaxed4<F>(R, z, z1, z2, z);
  return z;
}

// [$frelaxed_max_]
template <std::floating_point F>
constexpr F frelaxed_max(F z1, F z2, u32 R) {
  const F z = deterministic(fmax(z1, z2));
  if (is_nan(z1)) return relaxed4<F>(R, z, z1, z2, z2);
  if (is_nan(z2)) return relaxed4<F>(R, z, z1, z2, z1);
  if (z1 == 0 && z2 == 0) return relaxed4<F>(R, z, z1, z2, z);
  return z;
}

// [$irelaxed_q15mulr_]
template <std::unsigned_integral T>
constexpr T irelaxed_q15mulr_s(T i1, T i2, u32 R) {
  constexpr T least = T{1} << (width<T> - 1);
  if (i1 == least && i2 == least) return relaxed2<T>(R, least - 1, least);
  return iq15mulr_sat_s(i1, i2);
}

// `Choice:` the document leaves the second alternative out of range open, and SpecTec asks for four. These are the
// saturated result and what hardware is known to give: all ones, all ones but the last, the top bit alone.
// [$relaxed_trunc__]
template <std::unsigned_integral N, std::floating_point F>
constexpr N relaxed_trunc_u(F z, u32 R) {
  if (const Partial<N> i = trunc_u<N>(z); i.defined()) return i.value;
  constexpr N greatest = std::numeric_limits<N>::max();
  return relaxed4<N>(R, trunc_sat_u<N>(z), greatest, greatest - 1, greatest / 2 + 1);
}

// `Choice:` as above; the second alternative is the least integer.
// [$relaxed_trunc__]
template <std::unsigned_integral N, std::floating_point F>
constexpr N relaxed_trunc_s(F z, u32 R) {
  if (const Partial<N> i = trunc_s<N>(z); i.defined()) return i.value;
  return relaxed2<N>(R, trunc_sat_s<N>(z), N{1} << (width<N> - 1));
}

// [$irelaxed_laneselect_]
template <std::unsigned_integral T>
constexpr T irelaxed_laneselect(T i1, T i2, T i3, u32 R) {
  const T top_bit = ishr_u(i3, static_cast<T>(width<T> - 1));
  return ibitselect(i1, i2, relaxed2<T>(R, i3, ineg(top_bit)));
}

}  // namespace touchstone::wasm::numerics
