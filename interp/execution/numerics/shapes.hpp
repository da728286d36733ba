// The vector instructions (4.6.11), one callable for each: i8x16.add_sat_s is i8x16::add_sat_s.
//
// This is the dispatch of operators that SpecTec calls $vunop_, $vbinop_ and so on ([$vbinop_]): a line says by which
// lift from vectors.hpp and with which operator on lanes an instruction works. A C++ keyword gets a trailing `_`.
// Operands come in the order of the stack, immediates behind them, and the index of a relaxed alternative last:
//     V128 add(V128, V128)   V128 shl(V128, u32)   V128 splat(u32)   u32 extract_lane_s(V128, u8 lane)
//     V128 replace_lane(V128, u32, u8 lane)   V128 shuffle(V128, V128, const std::array<u8, 16>&)
//     V128 relaxed_min(V128, V128, u32 R)     u32 bitmask(V128)
// Those that load take the value that was read from memory in place of the address: V128 load8x8_s(u64),
// V128 load16_splat(u16), V128 load32_lane(V128, u32, u8 lane); those that store a lane return it.
//
// vectors.def lists all names, with what else a caller must know.
#pragma once

#include "interp/execution/numerics/relaxed.hpp"
#include "interp/execution/numerics/vectors.hpp"
#include "interp/support/v128.hpp"

namespace touchstone::wasm::numerics {

namespace v128 {

// [$vvunop_] [$vvbinop_]
inline constexpr auto not_ = ivunop<u64, inot<u64>>;
inline constexpr auto and_ = ivbinop<u64, iand<u64>>;
inline constexpr auto andnot = ivbinop<u64, iandnot<u64>>;
inline constexpr auto or_ = ivbinop<u64, ior<u64>>;
inline constexpr auto xor_ = ivbinop<u64, ixor<u64>>;

// [$vvternop_]
constexpr V128 bitselect(V128 v1, V128 v2, V128 v3) {
  return lanewise<u64, u64>([](u64 c1, u64 c2, u64 c3) { return ibitselect(c1, c2, c3); }, v1, v2, v3);
}

inline constexpr auto any_true = numerics::any_true;

// Half a vector was read, and its lanes are extended.
template <class L2, class L1, auto extend>
constexpr V128 load_extended(u64 bytes) {
  return vcvtop<L2, L1, extend>(V128::from_lanes(Lanes<u64>{bytes, 0}));
}
inline constexpr auto load8x8_s = load_extended<u16, u8, extend_s<u16, u8>>;
inline constexpr auto load8x8_u = load_extended<u16, u8, extend_u<u16, u8>>;
inline constexpr auto load16x4_s = load_extended<u32, u16, extend_s<u32, u16>>;
inline constexpr auto load16x4_u = load_extended<u32, u16, extend_u<u32, u16>>;
inline constexpr auto load32x2_s = load_extended<u64, u32, extend_s<u64, u32>>;
inline constexpr auto load32x2_u = load_extended<u64, u32, extend_u<u64, u32>>;

// One lane was read, and the rest are zeroes.
template <class L>
constexpr V128 load_zero(L c) {
  return V128::from_lanes(Lanes<L>{c});
}
inline constexpr auto load32_zero = load_zero<u32>;
inline constexpr auto load64_zero = load_zero<u64>;

// One lane was read, or is to be written.
inline constexpr auto load8_splat = vsplat<u8, u8>;
inline constexpr auto load16_splat = vsplat<u16, u16>;
inline constexpr auto load32_splat = vsplat<u32, u32>;
inline constexpr auto load64_splat = vsplat<u64, u64>;
inline constexpr auto load8_lane = vreplace_lane<u8, u8>;
inline constexpr auto load16_lane = vreplace_lane<u16, u16>;
inline constexpr auto load32_lane = vreplace_lane<u32, u32>;
inline constexpr auto load64_lane = vreplace_lane<u64, u64>;
inline constexpr auto store8_lane = vextract_lane<u8>;
inline constexpr auto store16_lane = vextract_lane<u16>;
inline constexpr auto store32_lane = vextract_lane<u32>;
inline constexpr auto store64_lane = vextract_lane<u64>;

}  // namespace v128

namespace i8x16 {

inline constexpr auto splat = vsplat<u8, u32>;
inline constexpr auto extract_lane_s = vextract_lane_extended<u8, extend_s<u32, u8>>;
inline constexpr auto extract_lane_u = vextract_lane_extended<u8, extend_u<u32, u8>>;
inline constexpr auto replace_lane = vreplace_lane<u8, u32>;
inline constexpr auto all_true = numerics::all_true<u8>;
inline constexpr auto bitmask = ivbitmaskop<u8>;
inline constexpr auto shuffle = ivshufflop<u8>;
inline constexpr auto swizzle = ivswizzlop<u8>;
inline constexpr auto relaxed_swizzle = ivswizzlop_relaxed<u8>;

// [$vunop_]
inline constexpr auto abs = ivunop<u8, iabs<u8>>;
inline constexpr auto neg = ivunop<u8, ineg<u8>>;
inline constexpr auto popcnt = ivunop<u8, ipopcnt<u8>>;

// [$vbinop_]
inline constexpr auto add = ivbinop<u8, iadd<u8>>;
inline constexpr auto sub = ivbinop<u8, isub<u8>>;
inline constexpr auto add_sat_s = ivbinop<u8, iadd_sat_s<u8>>;
inline constexpr auto add_sat_u = ivbinop<u8, iadd_sat_u<u8>>;
inline constexpr auto sub_sat_s = ivbinop<u8, isub_sat_s<u8>>;
inline constexpr auto sub_sat_u = ivbinop<u8, isub_sat_u<u8>>;
inline constexpr auto min_s = ivbinop<u8, imin_s<u8>>;
inline constexpr auto min_u = ivbinop<u8, imin_u<u8>>;
inline constexpr auto max_s = ivbinop<u8, imax_s<u8>>;
inline constexpr auto max_u = ivbinop<u8, imax_u<u8>>;
inline constexpr auto avgr_u = ivbinop<u8, iavgr_u<u8>>;

// [$vternop_]
inline constexpr auto relaxed_laneselect = vternop_relaxed<u8, irelaxed_laneselect<u8>>;

// [$vrelop_]
inline constexpr auto eq = ivrelop<u8, ieq<u8>>;
inline constexpr auto ne = ivrelop<u8, ine<u8>>;
inline constexpr auto lt_s = ivrelop<u8, ilt_s<u8>>;
inline constexpr auto lt_u = ivrelop<u8, ilt_u<u8>>;
inline constexpr auto gt_s = ivrelop<u8, igt_s<u8>>;
inline constexpr auto gt_u = ivrelop<u8, igt_u<u8>>;
inline constexpr auto le_s = ivrelop<u8, ile_s<u8>>;
inline constexpr auto le_u = ivrelop<u8, ile_u<u8>>;
inline constexpr auto ge_s = ivrelop<u8, ige_s<u8>>;
inline constexpr auto ge_u = ivrelop<u8, ige_u<u8>>;

// [$vshiftop_]
inline constexpr auto shl = ivshiftop<u8, ishl<u8>>;
inline constexpr auto shr_s = ivshiftop<u8, ishr_s<u8>>;
inline constexpr auto shr_u = ivshiftop<u8, ishr_u<u8>>;

// [$vnarrowop__]
inline constexpr auto narrow_i16x8_s = vnarrowop<u8, u16, numerics::narrow_s<u8, u16>>;
inline constexpr auto narrow_i16x8_u = vnarrowop<u8, u16, numerics::narrow_u<u8, u16>>;

}  // namespace i8x16

namespace i16x8 {

inline constexpr auto splat = vsplat<u16, u32>;
inline constexpr auto extract_lane_s = vextract_lane_extended<u16, extend_s<u32, u16>>;
inline constexpr auto extract_lane_u = vextract_lane_extended<u16, extend_u<u32, u16>>;
inline constexpr auto replace_lane = vreplace_lane<u16, u32>;
inline constexpr auto all_true = numerics::all_true<u16>;
inline constexpr auto bitmask = ivbitmaskop<u16>;

// [$vunop_]
inline constexpr auto abs = ivunop<u16, iabs<u16>>;
inline constexpr auto neg = ivunop<u16, ineg<u16>>;

// [$vbinop_]
inline constexpr auto add = ivbinop<u16, iadd<u16>>;
inline constexpr auto sub = ivbinop<u16, isub<u16>>;
inline constexpr auto mul = ivbinop<u16, imul<u16>>;
inline constexpr auto add_sat_s = ivbinop<u16, iadd_sat_s<u16>>;
inline constexpr auto add_sat_u = ivbinop<u16, iadd_sat_u<u16>>;
inline constexpr auto sub_sat_s = ivbinop<u16, isub_sat_s<u16>>;
inline constexpr auto sub_sat_u = ivbinop<u16, isub_sat_u<u16>>;
inline constexpr auto min_s = ivbinop<u16, imin_s<u16>>;
inline constexpr auto min_u = ivbinop<u16, imin_u<u16>>;
inline constexpr auto max_s = ivbinop<u16, imax_s<u16>>;
inline constexpr auto max_u = ivbinop<u16, imax_u<u16>>;
inline constexpr auto avgr_u = ivbinop<u16, iavgr_u<u16>>;
inline constexpr auto q15mulr_sat_s = ivbinop<u16, iq15mulr_sat_s<u16>>;
inline constexpr auto relaxed_q15mulr_s = vbinop_relaxed<u16, irelaxed_q15mulr_s<u16>>;

// [$vternop_]
inline constexpr auto relaxed_laneselect = vternop_relaxed<u16, irelaxed_laneselect<u16>>;

// [$vrelop_]
inline constexpr auto eq = ivrelop<u16, ieq<u16>>;
inline constexpr auto ne = ivrelop<u16, ine<u16>>;
inline constexpr auto lt_s = ivrelop<u16, ilt_s<u16>>;
inline constexpr auto lt_u = ivrelop<u16, ilt_u<u16>>;
inline constexpr auto gt_s = ivrelop<u16, igt_s<u16>>;
inline constexpr auto gt_u = ivrelop<u16, igt_u<u16>>;
inline constexpr auto le_s = ivrelop<u16, ile_s<u16>>;
inline constexpr auto le_u = ivrelop<u16, ile_u<u16>>;
inline constexpr auto ge_s = ivrelop<u16, ige_s<u16>>;
inline constexpr auto ge_u = ivrelop<u16, ige_u<u16>>;

// [$vshiftop_]
inline constexpr auto shl = ivshiftop<u16, ishl<u16>>;
inline constexpr auto shr_s = ivshiftop<u16, ishr_s<u16>>;
inline constexpr auto shr_u = ivshiftop<u16, ishr_u<u16>>;

// [$vnarrowop__]
inline constexpr auto narrow_i32x4_s = vnarrowop<u16, u32, numerics::narrow_s<u16, u32>>;
inline constexpr auto narrow_i32x4_u = vnarrowop<u16, u32, numerics::narrow_u<u16, u32>>;

// [$vcvtop__]
inline constexpr auto extend_low_i8x16_s = vcvtop<u16, u8, extend_s<u16, u8>, Half::low>;
inline constexpr auto extend_low_i8x16_u = vcvtop<u16, u8, extend_u<u16, u8>, Half::low>;
inline constexpr auto extend_high_i8x16_s = vcvtop<u16, u8, extend_s<u16, u8>, Half::high>;
inline constexpr auto extend_high_i8x16_u = vcvtop<u16, u8, extend_u<u16, u8>, Half::high>;

// [$vextunop__] [$vextbinop__]
inline constexpr auto extadd_pairwise_i8x16_s = ivadd_pairwise<u16, u8, extend_s<u16, u8>>;
inline constexpr auto extadd_pairwise_i8x16_u = ivadd_pairwise<u16, u8, extend_u<u16, u8>>;
inline constexpr auto extmul_low_i8x16_s = ivmul<u16, u8, extend_s<u16, u8>, Half::low>;
inline constexpr auto extmul_low_i8x16_u = ivmul<u16, u8, extend_u<u16, u8>, Half::low>;
inline constexpr auto extmul_high_i8x16_s = ivmul<u16, u8, extend_s<u16, u8>, Half::high>;
inline constexpr auto extmul_high_i8x16_u = ivmul<u16, u8, extend_u<u16, u8>, Half::high>;
inline constexpr auto relaxed_dot_i8x16_i7x16_s = ivdot_relaxed;

}  // namespace i16x8

namespace i32x4 {

inline constexpr auto splat = vsplat<u32, u32>;
inline constexpr auto extract_lane = vextract_lane<u32>;
inline constexpr auto replace_lane = vreplace_lane<u32, u32>;
inline constexpr auto all_true = numerics::all_true<u32>;
inline constexpr auto bitmask = ivbitmaskop<u32>;

// [$vunop_]
inline constexpr auto abs = ivunop<u32, iabs<u32>>;
inline constexpr auto neg = ivunop<u32, ineg<u32>>;

// [$vbinop_]
inline constexpr auto add = ivbinop<u32, iadd<u32>>;
inline constexpr auto sub = ivbinop<u32, isub<u32>>;
inline constexpr auto mul = ivbinop<u32, imul<u32>>;
inline constexpr auto min_s = ivbinop<u32, imin_s<u32>>;
inline constexpr auto min_u = ivbinop<u32, imin_u<u32>>;
inline constexpr auto max_s = ivbinop<u32, imax_s<u32>>;
inline constexpr auto max_u = ivbinop<u32, imax_u<u32>>;

// [$vternop_]
inline constexpr auto relaxed_laneselect = vternop_relaxed<u32, irelaxed_laneselect<u32>>;

// [$vrelop_]
inline constexpr auto eq = ivrelop<u32, ieq<u32>>;
inline constexpr auto ne = ivrelop<u32, ine<u32>>;
inline constexpr auto lt_s = ivrelop<u32, ilt_s<u32>>;
inline constexpr auto lt_u = ivrelop<u32, ilt_u<u32>>;
inline constexpr auto gt_s = ivrelop<u32, igt_s<u32>>;
inline constexpr auto gt_u = ivrelop<u32, igt_u<u32>>;
inline constexpr auto le_s = ivrelop<u32, ile_s<u32>>;
inline constexpr auto le_u = ivrelop<u32, ile_u<u32>>;
inline constexpr auto ge_s = ivrelop<u32, ige_s<u32>>;
inline constexpr auto ge_u = ivrelop<u32, ige_u<u32>>;

// [$vshiftop_]
inline constexpr auto shl = ivshiftop<u32, ishl<u32>>;
inline constexpr auto shr_s = ivshiftop<u32, ishr_s<u32>>;
inline constexpr auto shr_u = ivshiftop<u32, ishr_u<u32>>;

// [$vcvtop__]
inline constexpr auto extend_low_i16x8_s = vcvtop<u32, u16, extend_s<u32, u16>, Half::low>;
inline constexpr auto extend_low_i16x8_u = vcvtop<u32, u16, extend_u<u32, u16>, Half::low>;
inline constexpr auto extend_high_i16x8_s = vcvtop<u32, u16, extend_s<u32, u16>, Half::high>;
inline constexpr auto extend_high_i16x8_u = vcvtop<u32, u16, extend_u<u32, u16>, Half::high>;
inline constexpr auto trunc_sat_f32x4_s = vcvtop<u32, float, trunc_sat_s<u32, float>>;
inline constexpr auto trunc_sat_f32x4_u = vcvtop<u32, float, trunc_sat_u<u32, float>>;
inline constexpr auto trunc_sat_f64x2_s_zero = vcvtop<u32, double, trunc_sat_s<u32, double>>;
inline constexpr auto trunc_sat_f64x2_u_zero = vcvtop<u32, double, trunc_sat_u<u32, double>>;
inline constexpr auto relaxed_trunc_f32x4_s = vcvtop_relaxed<u32, float, relaxed_trunc_s<u32, float>>;
inline constexpr auto relaxed_trunc_f32x4_u = vcvtop_relaxed<u32, float, relaxed_trunc_u<u32, float>>;
inline constexpr auto relaxed_trunc_f64x2_s_zero = vcvtop_relaxed<u32, double, relaxed_trunc_s<u32, double>>;
inline constexpr auto relaxed_trunc_f64x2_u_zero = vcvtop_relaxed<u32, double, relaxed_trunc_u<u32, double>>;

// [$vextunop__] [$vextbinop__] [$vextternop__]
inline constexpr auto extadd_pairwise_i16x8_s = ivadd_pairwise<u32, u16, extend_s<u32, u16>>;
inline constexpr auto extadd_pairwise_i16x8_u = ivadd_pairwise<u32, u16, extend_u<u32, u16>>;
inline constexpr auto extmul_low_i16x8_s = ivmul<u32, u16, extend_s<u32, u16>, Half::low>;
inline constexpr auto extmul_low_i16x8_u = ivmul<u32, u16, extend_u<u32, u16>, Half::low>;
inline constexpr auto extmul_high_i16x8_s = ivmul<u32, u16, extend_s<u32, u16>, Half::high>;
inline constexpr auto extmul_high_i16x8_u = ivmul<u32, u16, extend_u<u32, u16>, Half::high>;
inline constexpr auto dot_i16x8_s = ivdot<u32, u16, extend_s<u32, u16>, extend_s<u32, u16>, iadd<u32>>;
inline constexpr auto relaxed_dot_i8x16_i7x16_add_s = ivdot_add_relaxed;

}  // namespace i32x4

namespace i64x2 {

inline constexpr auto splat = vsplat<u64, u64>;
inline constexpr auto extract_lane = vextract_lane<u64>;
inline constexpr auto replace_lane = vreplace_lane<u64, u64>;
inline constexpr auto all_true = numerics::all_true<u64>;
inline constexpr auto bitmask = ivbitmaskop<u64>;

// [$vunop_]
inline constexpr auto abs = ivunop<u64, iabs<u64>>;
inline constexpr auto neg = ivunop<u64, ineg<u64>>;

// [$vbinop_]
inline constexpr auto add = ivbinop<u64, iadd<u64>>;
inline constexpr auto sub = ivbinop<u64, isub<u64>>;
inline constexpr auto mul = ivbinop<u64, imul<u64>>;

// [$vternop_]
inline constexpr auto relaxed_laneselect = vternop_relaxed<u64, irelaxed_laneselect<u64>>;

// [$vrelop_]
inline constexpr auto eq = ivrelop<u64, ieq<u64>>;
inline constexpr auto ne = ivrelop<u64, ine<u64>>;
inline constexpr auto lt_s = ivrelop<u64, ilt_s<u64>>;
inline constexpr auto gt_s = ivrelop<u64, igt_s<u64>>;
inline constexpr auto le_s = ivrelop<u64, ile_s<u64>>;
inline constexpr auto ge_s = ivrelop<u64, ige_s<u64>>;

// [$vshiftop_]
inline constexpr auto shl = ivshiftop<u64, ishl<u64>>;
inline constexpr auto shr_s = ivshiftop<u64, ishr_s<u64>>;
inline constexpr auto shr_u = ivshiftop<u64, ishr_u<u64>>;

// [$vcvtop__]
inline constexpr auto extend_low_i32x4_s = vcvtop<u64, u32, extend_s<u64, u32>, Half::low>;
inline constexpr auto extend_low_i32x4_u = vcvtop<u64, u32, extend_u<u64, u32>, Half::low>;
inline constexpr auto extend_high_i32x4_s = vcvtop<u64, u32, extend_s<u64, u32>, Half::high>;
inline constexpr auto extend_high_i32x4_u = vcvtop<u64, u32, extend_u<u64, u32>, Half::high>;

// [$vextunop__] [$vextbinop__]
inline constexpr auto extmul_low_i32x4_s = ivmul<u64, u32, extend_s<u64, u32>, Half::low>;
inline constexpr auto extmul_low_i32x4_u = ivmul<u64, u32, extend_u<u64, u32>, Half::low>;
inline constexpr auto extmul_high_i32x4_s = ivmul<u64, u32, extend_s<u64, u32>, Half::high>;
inline constexpr auto extmul_high_i32x4_u = ivmul<u64, u32, extend_u<u64, u32>, Half::high>;

}  // namespace i64x2

namespace f32x4 {

inline constexpr auto splat = vsplat<float, float>;
inline constexpr auto extract_lane = vextract_lane<float>;
inline constexpr auto replace_lane = vreplace_lane<float, float>;

// [$vunop_]
inline constexpr auto abs = fvunop_on_bits<float, fabs<float>>;
inline constexpr auto neg = fvunop_on_bits<float, fneg<float>>;
inline constexpr auto sqrt = fvunop<float, fsqrt<float>>;
inline constexpr auto ceil = fvunop<float, fceil<float>>;
inline constexpr auto floor = fvunop<float, ffloor<float>>;
inline constexpr auto trunc = fvunop<float, ftrunc<float>>;
inline constexpr auto nearest = fvunop<float, fnearest<float>>;

// [$vbinop_]
inline constexpr auto add = fvbinop<float, fadd<float>>;
inline constexpr auto sub = fvbinop<float, fsub<float>>;
inline constexpr auto mul = fvbinop<float, fmul<float>>;
inline constexpr auto div = fvbinop<float, fdiv<float>>;
inline constexpr auto min = fvbinop<float, fmin<float>>;
inline constexpr auto max = fvbinop<float, fmax<float>>;
inline constexpr auto pmin = fvbinop_on_bits<float, fpmin<float>>;
inline constexpr auto pmax = fvbinop_on_bits<float, fpmax<float>>;
inline constexpr auto relaxed_min = vbinop_relaxed<float, frelaxed_min<float>>;
inline constexpr auto relaxed_max = vbinop_relaxed<float, frelaxed_max<float>>;

// [$vternop_]
inline constexpr auto relaxed_madd = vternop_relaxed<float, frelaxed_madd<float>>;
inline constexpr auto relaxed_nmadd = vternop_relaxed<float, frelaxed_nmadd<float>>;

// [$vrelop_]
inline constexpr auto eq = fvrelop<float, feq<float>>;
inline constexpr auto ne = fvrelop<float, fne<float>>;
inline constexpr auto lt = fvrelop<float, flt<float>>;
inline constexpr auto gt = fvrelop<float, fgt<float>>;
inline constexpr auto le = fvrelop<float, fle<float>>;
inline constexpr auto ge = fvrelop<float, fge<float>>;

// [$vcvtop__]
inline constexpr auto convert_i32x4_s = vcvtop<float, u32, convert_s<float, u32>>;
inline constexpr auto convert_i32x4_u = vcvtop<float, u32, convert_u<float, u32>>;
inline constexpr auto demote_f64x2_zero = vcvtop<float, double, demote>;

}  // namespace f32x4

namespace f64x2 {

inline constexpr auto splat = vsplat<double, double>;
inline constexpr auto extract_lane = vextract_lane<double>;
inline constexpr auto replace_lane = vreplace_lane<double, double>;

// [$vunop_]
inline constexpr auto abs = fvunop_on_bits<double, fabs<double>>;
inline constexpr auto neg = fvunop_on_bits<double, fneg<double>>;
inline constexpr auto sqrt = fvunop<double, fsqrt<double>>;
inline constexpr auto ceil = fvunop<double, fceil<double>>;
inline constexpr auto floor = fvunop<double, ffloor<double>>;
inline constexpr auto trunc = fvunop<double, ftrunc<double>>;
inline constexpr auto nearest = fvunop<double, fnearest<double>>;

// [$vbinop_]
inline constexpr auto add = fvbinop<double, fadd<double>>;
inline constexpr auto sub = fvbinop<double, fsub<double>>;
inline constexpr auto mul = fvbinop<double, fmul<double>>;
inline constexpr auto div = fvbinop<double, fdiv<double>>;
inline constexpr auto min = fvbinop<double, fmin<double>>;
inline constexpr auto max = fvbinop<double, fmax<double>>;
inline constexpr auto pmin = fvbinop_on_bits<double, fpmin<double>>;
inline constexpr auto pmax = fvbinop_on_bits<double, fpmax<double>>;
inline constexpr auto relaxed_min = vbinop_relaxed<double, frelaxed_min<double>>;
inline constexpr auto relaxed_max = vbinop_relaxed<double, frelaxed_max<double>>;

// [$vternop_]
inline constexpr auto relaxed_madd = vternop_relaxed<double, frelaxed_madd<double>>;
inline constexpr auto relaxed_nmadd = vternop_relaxed<double, frelaxed_nmadd<double>>;

// [$vrelop_]
inline constexpr auto eq = fvrelop<double, feq<double>>;
inline constexpr auto ne = fvrelop<double, fne<double>>;
inline constexpr auto lt = fvrelop<double, flt<double>>;
inline constexpr auto gt = fvrelop<double, fgt<double>>;
inline constexpr auto le = fvrelop<double, fle<double>>;
inline constexpr auto ge = fvrelop<double, fge<double>>;

// [$vcvtop__]
inline constexpr auto convert_low_i32x4_s = vcvtop<double, u32, convert_s<double, u32>>;
inline constexpr auto convert_low_i32x4_u = vcvtop<double, u32, convert_u<double, u32>>;
inline constexpr auto promote_low_f32x4 = vcvtop<double, float, promote>;

}  // namespace f64x2

}  // namespace touchstone::wasm::numerics
