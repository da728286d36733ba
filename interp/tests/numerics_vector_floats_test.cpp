// Vector operators on floating-point lanes (4.3.5), and what is left to choose: the bits of NaNs and the alternatives of
// relaxed operators (4.3.6). The operators on scalars have tests of their own; here it is lanes and shapes.
#include <array>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "interp/execution/numerics/shapes.hpp"
#include "interp/tests/numerics_lanes.hpp"

namespace touchstone::wasm::numerics {
namespace {

// ---- Floating-point lanes

TEST(NumericsVectorFloats, FloatArithmeticIsThatOfScalars) {
  for (const V128 a : vectors()) {
    for (const V128 b : vectors()) {
      const auto binary = [&](V128 result, float (*f)(float, float)) {
        for (u32 k = 0; k < 4; k++) {
          const float x = a.lanes<float>()[k], y = b.lanes<float>()[k], z = f(x, y);
          ASSERT_EQ(lane(result, 32, k), is_nan(z) ? 0x7FC0'0000 : fbits(z)) << x << " " << y;
        }
      };
      binary(f32x4::add(a, b), [](float x, float y) { return x + y; });
      binary(f32x4::sub(a, b), [](float x, float y) { return x - y; });
      binary(f32x4::mul(a, b), [](float x, float y) { return x * y; });
      binary(f32x4::div(a, b), [](float x, float y) { return x / y; });
      binary(f32x4::min(a, b), fmin<float>);
      binary(f32x4::max(a, b), fmax<float>);
      const auto relation = [&](V128 result, bool (*f)(double, double)) {
        for (u32 k = 0; k < 2; k++) {
          ASSERT_EQ(signed_lane(result, 64, k), -s64{f(a.lanes<double>()[k], b.lanes<double>()[k])});
        }
      };
      relation(f64x2::eq(a, b), [](double x, double y) { return x == y; });
      relation(f64x2::ne(a, b), [](double x, double y) { return x != y; });
      relation(f64x2::lt(a, b), [](double x, double y) { return x < y; });
      relation(f64x2::gt(a, b), [](double x, double y) { return x > y; });
      relation(f64x2::le(a, b), [](double x, double y) { return x <= y; });
      relation(f64x2::ge(a, b), [](double x, double y) { return x >= y; });
    }
  }
}

TEST(NumericsVectorFloats, FloatLanes) {
  const V128 a = floats<float>({1.5f, -2.5f, 16.0f, -0.0f}), b = floats<float>({2.0f, -3.0f, 0.5f, 0.0f});
  EXPECT_EQ(f32x4::abs(a), floats<float>({1.5f, 2.5f, 16.0f, 0.0f}));
  EXPECT_EQ(f32x4::neg(a), floats<float>({-1.5f, 2.5f, -16.0f, 0.0f}));
  EXPECT_EQ(f32x4::sqrt(f32x4::abs(a)), floats<float>({std::sqrt(1.5f), std::sqrt(2.5f), 4.0f, 0.0f}));
  EXPECT_EQ(f32x4::ceil(a), floats<float>({2.0f, -2.0f, 16.0f, -0.0f}));
  EXPECT_EQ(f32x4::floor(a), floats<float>({1.0f, -3.0f, 16.0f, -0.0f}));
  EXPECT_EQ(f32x4::trunc(a), floats<float>({1.0f, -2.0f, 16.0f, -0.0f}));
  EXPECT_EQ(f32x4::nearest(a), floats<float>({2.0f, -2.0f, 16.0f, -0.0f}));
  EXPECT_EQ(f32x4::min(a, b), floats<float>({1.5f, -3.0f, 0.5f, -0.0f}));
  EXPECT_EQ(f32x4::max(a, b), floats<float>({2.0f, -2.5f, 16.0f, 0.0f}));
  EXPECT_EQ(f32x4::pmin(a, b), floats<float>({1.5f, -3.0f, 0.5f, -0.0f}));
  EXPECT_EQ(f32x4::pmax(b, a), floats<float>({2.0f, -2.5f, 16.0f, 0.0f}));
  EXPECT_EQ(f32x4::eq(a, b), vector_of(32, [](u32 k) { return k == 3 ? -1 : 0; }));
  EXPECT_EQ(f32x4::lt(a, b), vector_of(32, [](u32 k) { return k == 0 ? -1 : 0; }));
  EXPECT_EQ(f32x4::ge(a, b), vector_of(32, [](u32 k) { return k == 0 ? 0 : -1; }));
  const V128 c = floats<double>({-2.5, 9.0}), d = floats<double>({0.5, 2.0});
  EXPECT_EQ(f64x2::add(c, d), floats<double>({-2.0, 11.0}));
  EXPECT_EQ(f64x2::sub(c, d), floats<double>({-3.0, 7.0}));
  EXPECT_EQ(f64x2::mul(c, d), floats<double>({-1.25, 18.0}));
  EXPECT_EQ(f64x2::div(c, d), floats<double>({-5.0, 4.5}));
  EXPECT_EQ(f64x2::sqrt(f64x2::abs(c)), floats<double>({std::sqrt(2.5), 3.0}));
  EXPECT_EQ(f64x2::nearest(c), floats<double>({-2.0, 9.0}));
  EXPECT_EQ(f64x2::ceil(f64x2::neg(c)), floats<double>({3.0, -9.0}));
  EXPECT_EQ(f64x2::floor(c), floats<double>({-3.0, 9.0}));
  EXPECT_EQ(f64x2::trunc(c), floats<double>({-2.0, 9.0}));
  EXPECT_EQ(f64x2::min(c, d), floats<double>({-2.5, 2.0}));
  EXPECT_EQ(f64x2::max(c, d), floats<double>({0.5, 9.0}));
  EXPECT_EQ(f64x2::pmin(c, d), floats<double>({-2.5, 2.0}));
  EXPECT_EQ(f64x2::pmax(c, d), floats<double>({0.5, 9.0}));
}

TEST(NumericsVectorFloats, Conversions) {
  const V128 i = V128::from_lanes(std::array<u32, 4>{1, 0xFFFF'FFFF, 0x8000'0000, 16'777'217});
  EXPECT_EQ(f32x4::convert_i32x4_s(i), floats<float>({1.0f, -1.0f, -0x1p31f, 16'777'216.0f}));
  EXPECT_EQ(f32x4::convert_i32x4_u(i), floats<float>({1.0f, 0x1p32f, 0x1p31f, 16'777'216.0f}));
  EXPECT_EQ(f64x2::convert_low_i32x4_s(i), floats<double>({1.0, -1.0}));
  EXPECT_EQ(f64x2::convert_low_i32x4_u(i), floats<double>({1.0, 4'294'967'295.0}));
  const V128 z = floats<float>({-1.5f, 3e9f, std::nanf(""), 7.0f});
  using Integers = std::array<u32, 4>;
  EXPECT_EQ(i32x4::trunc_sat_f32x4_s(z).lanes<u32>(), (Integers{0xFFFF'FFFF, 0x7FFF'FFFF, 0, 7}));
  EXPECT_EQ(i32x4::trunc_sat_f32x4_u(z).lanes<u32>(), (Integers{0, 3'000'000'000, 0, 7}));
  const V128 y = floats<double>({-1.5, 3e9});
  EXPECT_EQ(i32x4::trunc_sat_f64x2_s_zero(y).lanes<u32>(), (Integers{0xFFFF'FFFF, 0x7FFF'FFFF, 0, 0}));
  EXPECT_EQ(i32x4::trunc_sat_f64x2_u_zero(y).lanes<u32>(), (Integers{0, 3'000'000'000, 0, 0}));
  EXPECT_EQ(f32x4::demote_f64x2_zero(floats<double>({0.1, 1e300})), floats<float>({0.1f, HUGE_VALF, 0.0f, 0.0f}));
  EXPECT_EQ(f64x2::promote_low_f32x4(z), floats<double>({-1.5, 3e9}));
  const V128 nans = vector_of(32, [](u32 k) { return k == 0 ? 0xFFC0'0001 : 0x7F80'0001; });
  EXPECT_EQ(f64x2::promote_low_f32x4(nans), floats<double>({canonical_nan<double>(), canonical_nan<double>()}));
}

// ---- Choices

TEST(NumericsVectorFloats, NaNLanesCanBeChosen) {
  const V128 quiet = vector_of(32, [](u32 k) { return k == 1 ? 0x7FC0'0001 : 0; });
  const V128 zero = V128{};
  const V128 result = f32x4::div(quiet, zero);
  EXPECT_EQ(result, floats<float>({canonical_nan<float>(), canonical_nan<float>(), canonical_nan<float>(),
                                   canonical_nan<float>()}));
  std::vector<Nans> asked;
  const auto last = [&](Nans set) {
    asked.push_back(set);
    return nans_count(set) - 1;
  };
  const V128 chosen = choose_nans<float>(result, last, quiet, zero);
  EXPECT_EQ(asked, (std::vector<Nans>{Nans::canonical, Nans::arithmetic, Nans::canonical, Nans::canonical}));
  EXPECT_EQ(chosen, vector_of(32, [](u32 k) { return k == 1 ? 0xFFC0'0001 : 0xFFC0'0000; }));
  asked.clear();
  choose_nans<float, double>(f32x4::demote_f64x2_zero(f64x2::splat(std::nan(""))), last, f64x2::splat(std::nan("")));
  EXPECT_EQ(asked, (std::vector<Nans>{Nans::canonical, Nans::canonical}));
  EXPECT_EQ(f32x4::neg(quiet), vector_of(32, [](u32 k) { return k == 1 ? 0xFFC0'0001 : 0x8000'0000; }));
  EXPECT_EQ(f32x4::pmin(quiet, zero), quiet);
}

TEST(NumericsVectorFloats, RelaxedMinimumAndMaximum) {
  const float nan = std::nanf("1");
  const V128 a = floats<float>({nan, 1.0f, -0.0f, 0.0f}), b = floats<float>({2.0f, nan, 0.0f, -0.0f});
  const float made = canonical_nan<float>();
  const V128 mins[] = {floats<float>({made, made, -0.0f, -0.0f}), a, b, floats<float>({2.0f, 1.0f, -0.0f, -0.0f})};
  const V128 maxs[] = {floats<float>({made, made, 0.0f, 0.0f}), a, b, floats<float>({2.0f, 1.0f, 0.0f, 0.0f})};
  ASSERT_EQ(alternatives(Relaxed::fmin), 4u);
  for (u32 R = 0; R < 4; R++) {
    EXPECT_EQ(f32x4::relaxed_min(a, b, R), mins[R]) << R;
    EXPECT_EQ(f32x4::relaxed_max(a, b, R), maxs[R]) << R;
    EXPECT_EQ(f64x2::relaxed_min(floats<double>({3, 4}), floats<double>({4, 3}), R), f64x2::splat(3)) << R;
    EXPECT_EQ(f64x2::relaxed_max(floats<double>({3, 4}), floats<double>({4, 3}), R), f64x2::splat(4)) << R;
  }
}

TEST(NumericsVectorFloats, RelaxedMultiplyAndAdd) {
  const float x = 1 + 0x1p-12f;
  const V128 v = f32x4::splat(x), minus = f32x4::splat(-(1 + 0x1p-11f)), plus = f32x4::splat(1 + 0x1p-11f);
  EXPECT_EQ(f32x4::relaxed_madd(v, v, minus, 0), f32x4::splat(0));
  EXPECT_EQ(f32x4::relaxed_madd(v, v, minus, 1), f32x4::splat(0x1p-24f));
  EXPECT_EQ(f32x4::relaxed_nmadd(v, v, plus, 0), f32x4::splat(0));
  EXPECT_EQ(f32x4::relaxed_nmadd(v, v, plus, 1), f32x4::splat(-0x1p-24f));
  const double y = 1 + 0x1p-27;
  const V128 w = f64x2::splat(y), rest = f64x2::splat(-(1 + 0x1p-26));
  EXPECT_EQ(f64x2::relaxed_madd(w, w, rest, 0), f64x2::splat(0));
  EXPECT_EQ(f64x2::relaxed_madd(w, w, rest, 1), f64x2::splat(0x1p-54));
  EXPECT_EQ(f64x2::relaxed_nmadd(w, w, f64x2::neg(rest), 1), f64x2::splat(-0x1p-54));
}

TEST(NumericsVectorFloats, RelaxedTruncation) {
  using Integers = std::array<u32, 4>;
  const V128 z = floats<float>({-1.0f, 5e9f, std::nanf(""), 3e9f});
  EXPECT_EQ(i32x4::relaxed_trunc_f32x4_s(z, 0), i32x4::trunc_sat_f32x4_s(z));
  EXPECT_EQ(i32x4::relaxed_trunc_f32x4_u(z, 0), i32x4::trunc_sat_f32x4_u(z));
  EXPECT_EQ(i32x4::relaxed_trunc_f32x4_s(z, 1).lanes<u32>(),
            (Integers{0xFFFF'FFFF, 0x8000'0000, 0x8000'0000, 0x8000'0000}));
  const u32 others[] = {0, 0xFFFF'FFFF, 0xFFFF'FFFE, 0x8000'0000};
  for (u32 R = 1; R < alternatives(Relaxed::trunc_u); R++) {
    const u32 other = others[R];
    EXPECT_EQ(i32x4::relaxed_trunc_f32x4_u(z, R).lanes<u32>(), (Integers{other, other, other, 3'000'000'000}));
    EXPECT_EQ(i32x4::relaxed_trunc_f64x2_u_zero(floats<double>({-0.5, -1}), R).lanes<u32>(),
              (Integers{0, other, 0, 0}));
  }
  EXPECT_EQ(i32x4::relaxed_trunc_f64x2_s_zero(floats<double>({7, 1e10}), 1).lanes<u32>(),
            (Integers{7, 0x8000'0000, 0, 0}));
}

TEST(NumericsVectorFloats, RelaxedSelectionAndQ15) {
  const V128 a = i64x2::splat(0x1111'1111'1111'1111), b = i64x2::splat(0x2222'2222'2222'2222);
  const V128 mask = i64x2::splat(0x80FF'0FF0'7F00'8001);
  EXPECT_EQ(i8x16::relaxed_laneselect(a, b, mask, 0), v128::bitselect(a, b, mask));
  EXPECT_EQ(i16x8::relaxed_laneselect(a, b, mask, 0), v128::bitselect(a, b, mask));
  EXPECT_EQ(i32x4::relaxed_laneselect(a, b, mask, 0), v128::bitselect(a, b, mask));
  EXPECT_EQ(i64x2::relaxed_laneselect(a, b, mask, 0), v128::bitselect(a, b, mask));
  EXPECT_EQ(i8x16::relaxed_laneselect(a, b, mask, 1), i64x2::splat(0x1111'2211'2222'1122));
  EXPECT_EQ(i16x8::relaxed_laneselect(a, b, mask, 1), i64x2::splat(0x1111'2222'2222'1111));
  EXPECT_EQ(i32x4::relaxed_laneselect(a, b, mask, 1), i64x2::splat(0x1111'1111'2222'2222));
  EXPECT_EQ(i64x2::relaxed_laneselect(a, b, mask, 1), a);
  const V128 least = i16x8::splat(0x8000), one = i16x8::splat(0x7FFF);
  EXPECT_EQ(i16x8::relaxed_q15mulr_s(least, least, 0), i16x8::splat(0x7FFF));
  EXPECT_EQ(i16x8::relaxed_q15mulr_s(least, least, 1), least);
  EXPECT_EQ(i16x8::relaxed_q15mulr_s(least, one, 1), i16x8::splat(0x8001));
}

}  // namespace
}  // namespace touchstone::wasm::numerics
