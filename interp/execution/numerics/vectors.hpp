// Vector operations (4.3.5): operators on lanes, lifted to vectors.
//
// Almost every vector operator splits its operands into lanes, applies an operator on numbers to the lanes of each
// index and joins the results. `lanewise` is that; the functions below say with which operator and on which lanes, as
// SpecTec does, with its names without the trailing underscore. L, L1, L2 are lane types: the index iN or fN of the
// specification. The functions of single instructions, made from these, are in shapes.hpp.
//
// Lanes that are NaNs made by an operator are canonical here ([#aux-nans]; floats.hpp says which are concerned);
// choose_nans replaces them when a Chooser explores.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>

#include "interp/execution/numerics/conversions.hpp"
#include "interp/execution/numerics/floats.hpp"
#include "interp/execution/numerics/ints.hpp"
#include "interp/execution/numerics/relaxed.hpp"
#include "interp/support/v128.hpp"

namespace touchstone::wasm::numerics {

// Applies f to the lanes of type L of all v, index by index, and joins the results, lanes of type R. Operators come
// wrapped in a lambda, which compilers inline where they would call a function pointer.
template <class R, class L, class F, std::same_as<V128>... V>
constexpr V128 lanewise(F f, V... v) {
  static_assert(sizeof(R) == sizeof(L));
  Lanes<R> c{};
  const auto apply = [&](const auto&... c_n) {
    for (std::size_t k = 0; k < lane_count<R>; k++) c[k] = f(c_n[k]...);
  };
  apply(v.template lanes<L>()...);
  return V128::from_lanes(c);
}

// ---- Lanewise operators

// [$ivunop_]
template <class L, auto f>
constexpr V128 ivunop(V128 v1) {
  return lanewise<L, L>([](L c1) { return f(c1); }, v1);
}

// [$fvunop_]
template <class L, auto f>
constexpr V128 fvunop(V128 v1) {
  return lanewise<L, L>([](L c1) { return deterministic(f(c1)); }, v1);
}

// [$ivbinop_] [$ivbinopsx_]
template <class L, auto f>
constexpr V128 ivbinop(V128 v1, V128 v2) {
  return lanewise<L, L>([](L c1, L c2) { return f(c1, c2); }, v1, v2);
}

// [$fvbinop_]
template <class L, auto f>
constexpr V128 fvbinop(V128 v1, V128 v2) {
  return lanewise<L, L>([](L c1, L c2) { return deterministic(f(c1, c2)); }, v1, v2);
}

// fabs, fneg, fpmin and fpmax: the bits of a NaN are those of an operand.
// [$fvunop_]
template <class L, auto f>
constexpr V128 fvunop_on_bits(V128 v1) {
  return lanewise<L, L>([](L c1) { return f(c1); }, v1);
}

// [$fvbinop_]
template <class L, auto f>
constexpr V128 fvbinop_on_bits(V128 v1, V128 v2) {
  return lanewise<L, L>([](L c1, L c2) { return f(c1, c2); }, v1, v2);
}

// Relaxed operators: R is the index of the alternative.
// [$ivbinopsxnd_] [$fvbinop_]
template <class L, auto f>
constexpr V128 vbinop_relaxed(V128 v1, V128 v2, u32 R) {
  return lanewise<L, L>([R](L c1, L c2) { return f(c1, c2, R); }, v1, v2);
}

// [$ivternopnd_] [$fvternop_]
template <class L, auto f>
constexpr V128 vternop_relaxed(V128 v1, V128 v2, V128 v3, u32 R) {
  return lanewise<L, L>([R](L c1, L c2, L c3) { return f(c1, c2, c3, R); }, v1, v2, v3);
}

// True is a lane of all ones: extend_s from one bit.
// [$ivrelop_] [$ivrelopsx_]
template <class L, auto f>
constexpr V128 ivrelop(V128 v1, V128 v2) {
  return lanewise<L, L>([](L c1, L c2) { return ineg(static_cast<L>(f(c1, c2))); }, v1, v2);
}

// [$fvrelop_]
template <class L, auto f>
constexpr V128 fvrelop(V128 v1, V128 v2) {
  return lanewise<Bits<L>, L>([](L c1, L c2) { return ineg(Bits<L>{f(c1, c2)}); }, v1, v2);
}

// [$ivshiftop_] [$ivshiftopsx_]
template <class L, auto f>
constexpr V128 ivshiftop(V128 v1, u32 i) {
  return lanewise<L, L>([i](L c1) { return f(c1, static_cast<L>(i)); }, v1);
}

// ---- Tests and bit masks

// [Step_pure/vvtestop]: ANY_TRUE.
constexpr u32 any_true(V128 v) {
  u64 all = 0;
  for (const u64 c : v.lanes<u64>()) all |= c;
  return inez(all);
}

// [Step_pure/vtestop]: ALL_TRUE.
template <class L>
constexpr u32 all_true(V128 v) {
  u32 all = 1;
  for (const L c : v.lanes<L>()) all &= inez(c);
  return all;
}

// [$vbitmaskop_] [$ivbitmaskop_]
template <class L>
constexpr u32 ivbitmaskop(V128 v1) {
  const Lanes<L> c1 = v1.lanes<L>();
  u32 mask = 0;
  for (u32 k = 0; k < lane_count<L>; k++) mask |= ilt_s(c1[k], L{0}) << k;
  return mask;
}

// ---- Moving lanes

// [$iswizzle_lane_]
template <class L>
constexpr L iswizzle_lane(const Lanes<L>& c, L i) {
  return i < c.size() ? c[i] : L{0};
}

// [$irelaxed_swizzle_lane_]
template <class L>
constexpr L irelaxed_swizzle_lane(const Lanes<L>& c, L i, u32 R) {
  if (i < c.size()) return c[i];
  if (signed_(i) < 0) return 0;
  return relaxed2<L>(R, 0, c[i % c.size()]);
}

// [$vswizzlop_] [$ivswizzlop_]
template <class L>
constexpr V128 ivswizzlop(V128 v1, V128 v2) {
  const Lanes<L> c1 = v1.lanes<L>();
  return lanewise<L, L>([&c1](L c2) { return iswizzle_lane<L>(c1, c2); }, v2);
}

// [$vswizzlop_] [$ivswizzlop_]
template <class L>
constexpr V128 ivswizzlop_relaxed(V128 v1, V128 v2, u32 R) {
  const Lanes<L> c1 = v1.lanes<L>();
  return lanewise<L, L>([&c1, R](L c2) { return irelaxed_swizzle_lane<L>(c1, c2, R); }, v2);
}

// Validation has seen to it that every index is less than twice the number of lanes.
// [$vshufflop_] [$ivshufflop_]
template <class L>
constexpr V128 ivshufflop(V128 v1, V128 v2, const std::array<u8, lane_count<L>>& i) {
  const Lanes<L> c1 = v1.lanes<L>(), c2 = v2.lanes<L>();
  Lanes<L> c{};
  for (std::size_t k = 0; k < c.size(); k++) c[k] = i[k] < c.size() ? c1[i[k]] : c2[i[k] - c.size()];
  return V128::from_lanes(c);
}

// [Step_pure/vsplat]: N is the type on the stack, of which a packed lane takes the low bits [$lpacknum_].
template <class L, class N>
constexpr V128 vsplat(N c1) {
  Lanes<L> c{};
  c.fill(static_cast<L>(c1));
  return V128::from_lanes(c);
}

// [Step_pure/vextract_lane-num]
template <class L>
constexpr L vextract_lane(V128 v1, u8 i) {
  return v1.lanes<L>()[i];
}

// [Step_pure/vextract_lane-pack]
template <class L, auto extend>
constexpr u32 vextract_lane_extended(V128 v1, u8 i) {
  return extend(v1.lanes<L>()[i]);
}

// [Step_pure/vreplace_lane]
template <class L, class N>
constexpr V128 vreplace_lane(V128 v1, N c2, u8 i) {
  Lanes<L> c = v1.lanes<L>();
  c[i] = static_cast<L>(c2);
  return V128::from_lanes(c);
}

// ---- Changing the shape

enum class Half : u8 { low, high };

// The lanes of one half are converted where the result has fewer lanes; where it has more, the rest are zeroes.
// [$vcvtop__] [$lcvtop__] [$half] [$halfop] [$zeroop]
template <class L2, class L1, auto f, Half half = Half::low>
constexpr V128 vcvtop(V128 v1) {
  constexpr std::size_t h = half == Half::high ? lane_count<L2> : 0;
  constexpr std::size_t k = std::min(lane_count<L1>, lane_count<L2>);
  const Lanes<L1> c1 = v1.lanes<L1>();
  Lanes<L2> c{};
  for (std::size_t n = 0; n < k; n++) {
    c[n] = f(c1[h + n]);
    if constexpr (std::floating_point<L1> && std::floating_point<L2>) c[n] = deterministic(c[n]);
  }
  return V128::from_lanes(c);
}

// [$vcvtop__]: RELAXED_TRUNC.
template <class L2, class L1, auto f>
constexpr V128 vcvtop_relaxed(V128 v1, u32 R) {
  const Lanes<L1> c1 = v1.lanes<L1>();
  Lanes<L2> c{};
  for (std::size_t n = 0; n < lane_count<L1>; n++) c[n] = f(c1[n], R);
  return V128::from_lanes(c);
}

// [$vnarrowop__]
template <class L2, class L1, auto narrow>
constexpr V128 vnarrowop(V128 v1, V128 v2) {
  const Lanes<L1> c1 = v1.lanes<L1>(), c2 = v2.lanes<L1>();
  Lanes<L2> c{};
  for (std::size_t n = 0; n < c1.size(); n++) {
    c[n] = narrow(c1[n]);
    c[c1.size() + n] = narrow(c2[n]);
  }
  return V128::from_lanes(c);
}

// Two neighbouring lanes are extended and added.
// [$ivextunop__] [$ivadd_pairwise_]
template <class L2, class L1, auto extend>
constexpr V128 ivadd_pairwise(V128 v1) {
  const Lanes<L1> c1 = v1.lanes<L1>();
  Lanes<L2> c{};
  for (std::size_t n = 0; n < c.size(); n++) c[n] = iadd<L2>(extend(c1[2 * n]), extend(c1[2 * n + 1]));
  return V128::from_lanes(c);
}

// The lanes of one half are extended and multiplied.
// [$ivextbinop__] [$ivmul_]
template <class L2, class L1, auto extend, Half half>
constexpr V128 ivmul(V128 v1, V128 v2) {
  constexpr std::size_t h = half == Half::high ? lane_count<L2> : 0;
  const Lanes<L1> c1 = v1.lanes<L1>(), c2 = v2.lanes<L1>();
  Lanes<L2> c{};
  for (std::size_t n = 0; n < c.size(); n++) c[n] = imul<L2>(extend(c1[h + n]), extend(c2[h + n]));
  return V128::from_lanes(c);
}

// Lanes are extended and multiplied, and neighbouring products added: by iadd in ivdot, iadd_sat_s in ivdot_sat.
// [$ivextbinop__] [$ivdot_] [$ivdot_sat_]
template <class L2, class L1, auto extend_1, auto extend_2, auto add>
constexpr V128 ivdot(V128 v1, V128 v2) {
  const Lanes<L1> c1 = v1.lanes<L1>(), c2 = v2.lanes<L1>();
  const auto product = [&](std::size_t n) { return imul<L2>(extend_1(c1[n]), extend_2(c2[n])); };
  Lanes<L2> c{};
  for (std::size_t n = 0; n < c.size(); n++) c[n] = add(product(2 * n), product(2 * n + 1));
  return V128::from_lanes(c);
}

// [$vextbinop__]: RELAXED_DOT, where the second operand may be taken as unsigned.
constexpr V128 ivdot_relaxed(V128 v1, V128 v2, u32 R) {
  return relaxed2<V128>(R, ivdot<u16, u8, extend_s<u16, u8>, extend_s<u16, u8>, iadd_sat_s<u16>>(v1, v2),
                        ivdot<u16, u8, extend_s<u16, u8>, extend_u<u16, u8>, iadd_sat_s<u16>>(v1, v2));
}

// [$vextternop__]: RELAXED_DOT_ADD.
constexpr V128 ivdot_add_relaxed(V128 v1, V128 v2, V128 v3, u32 R) {
  const V128 sums = ivadd_pairwise<u32, u16, extend_s<u32, u16>>(ivdot_relaxed(v1, v2, R));
  return ivbinop<u32, iadd<u32>>(sums, v3);
}

// ---- NaN propagation

// Replaces each NaN among the lanes of type L of a result by an element of nans_N{z*}, where z* are the operands'
// lanes of type L1 with that index, and choose(Nans set) -> u32 gives the element's number. For the results of fvunop,
// fvbinop, promote_low and demote_zero.
// [#aux-nans]
template <class L, class L1 = L, class Choose, std::same_as<V128>... V>
constexpr V128 choose_nans(V128 result, Choose choose, V... operands) {
  Lanes<L> c = result.lanes<L>();
  for (std::size_t k = 0; k < std::min(lane_count<L>, lane_count<L1>); k++) {
    if (!is_nan(c[k])) continue;
    const Nans set = nans_of(operands.template lanes<L1>()[k]...);
    c[k] = nans<L>(set, choose(set));
  }
  return V128::from_lanes(c);
}

}  // namespace touchstone::wasm::numerics
