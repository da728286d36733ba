// Vector operators on integer lanes (4.3.5) against formulas on single lanes, read from and written to the bytes by hand:
// which lanes an operator combines, where its results go, and how it takes their signs. The lanes hold edge values and
// random ones. All vector instructions of the table are in vectors.def.
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "interp/execution/numerics/shapes.hpp"
#include "interp/tests/numerics_lanes.hpp"

namespace touchstone::wasm::numerics {
namespace {

using Unary = V128 (*)(V128);
using Binary = V128 (*)(V128, V128);

void lanes_u(const char* name, u32 N, Binary f, s128 (*expected)(s128, s128)) {
  for (const V128 a : vectors()) {
    for (const V128 b : vectors()) {
      ASSERT_EQ(f(a, b), vector_of(N, [&](u32 k) { return expected(lane(a, N, k), lane(b, N, k)); })) << name;
    }
  }
}

void lanes_s(const char* name, u32 N, Binary f, s128 (*expected)(s128, s128)) {
  for (const V128 a : vectors()) {
    for (const V128 b : vectors()) {
      ASSERT_EQ(f(a, b), vector_of(N, [&](u32 k) { return expected(signed_lane(a, N, k), signed_lane(b, N, k)); }))
          << name;
    }
  }
}

void lanes_s(const char* name, u32 N, Unary f, s128 (*expected)(s128)) {
  for (const V128 a : vectors()) {
    ASSERT_EQ(f(a), vector_of(N, [&](u32 k) { return expected(signed_lane(a, N, k)); })) << name;
  }
}

// ---- The list of instructions

TEST(NumericsVectors, EveryVectorInstructionHasItsFunction) {
  std::map<std::string, std::string> listed, expected;  // enumerator to function
#define VECTOR(enumerator, function) listed[#enumerator] = #function;
#define VECTOR_LOAD(enumerator, function) VECTOR(enumerator, function)
#define VECTOR_LOAD_LANE(enumerator, function) VECTOR(enumerator, function)
#define VECTOR_STORE_LANE(enumerator, function) VECTOR(enumerator, function)
#include "interp/execution/numerics/vectors.def"
  struct Row {
    const char *enumerator, *text, *feature;
  };
  static const Row rows[] = {
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operation) {#enumerator, text, #feature},
#include "interp/syntax/instructions.def"
  };
  const std::set<std::string> keywords = {"v128.not", "v128.and", "v128.or", "v128.xor"};
  for (const Row& row : rows) {
    std::string text = row.text;
    const std::string feature = row.feature;
    if (feature != "simd" && feature != "relaxed_simd") continue;
    if (keywords.contains(text)) text += '_';
    expected[row.enumerator] = text.replace(text.find('.'), 1, "::");
  }
  for (const char* plain : {"v128_load", "v128_store", "v128_const"}) EXPECT_EQ(expected.erase(plain), 1u);
  EXPECT_EQ(listed, expected);
  EXPECT_EQ(expected.size(), 253u);
}

// ---- Integer lanes

TEST(NumericsVectors, IntegerArithmetic) {
  const auto add = [](s128 a, s128 b) { return a + b; };
  const auto sub = [](s128 a, s128 b) { return a - b; };
  const auto mul = [](s128 a, s128 b) { return a * b; };
  lanes_s("i8x16.add", 8, i8x16::add, add);
  lanes_s("i16x8.add", 16, i16x8::add, add);
  lanes_s("i32x4.add", 32, i32x4::add, add);
  lanes_s("i64x2.add", 64, i64x2::add, add);
  lanes_s("i8x16.sub", 8, i8x16::sub, sub);
  lanes_s("i16x8.sub", 16, i16x8::sub, sub);
  lanes_s("i32x4.sub", 32, i32x4::sub, sub);
  lanes_s("i64x2.sub", 64, i64x2::sub, sub);
  lanes_s("i16x8.mul", 16, i16x8::mul, mul);
  lanes_s("i32x4.mul", 32, i32x4::mul, mul);
  lanes_s("i64x2.mul", 64, i64x2::mul, mul);
  const auto neg = [](s128 a) { return -a; };
  const auto abs = [](s128 a) { return a < 0 ? -a : a; };
  lanes_s("i8x16.neg", 8, i8x16::neg, neg);
  lanes_s("i16x8.neg", 16, i16x8::neg, neg);
  lanes_s("i32x4.neg", 32, i32x4::neg, neg);
  lanes_s("i64x2.neg", 64, i64x2::neg, neg);
  lanes_s("i8x16.abs", 8, i8x16::abs, abs);
  lanes_s("i16x8.abs", 16, i16x8::abs, abs);
  lanes_s("i32x4.abs", 32, i32x4::abs, abs);
  lanes_s("i64x2.abs", 64, i64x2::abs, abs);
  lanes_s("i8x16.popcnt", 8, i8x16::popcnt, [](s128 a) {
    s128 ones = 0;
    for (int k = 0; k < 8; k++) ones += a >> k & 1;
    return ones;
  });
}

TEST(NumericsVectors, IntegerSaturationAndAverages) {
  lanes_s("i8x16.add_sat_s", 8, i8x16::add_sat_s, [](s128 a, s128 b) { return clamp_s(a + b, 8); });
  lanes_u("i8x16.add_sat_u", 8, i8x16::add_sat_u, [](s128 a, s128 b) { return clamp_u(a + b, 8); });
  lanes_s("i8x16.sub_sat_s", 8, i8x16::sub_sat_s, [](s128 a, s128 b) { return clamp_s(a - b, 8); });
  lanes_u("i8x16.sub_sat_u", 8, i8x16::sub_sat_u, [](s128 a, s128 b) { return clamp_u(a - b, 8); });
  lanes_s("i16x8.add_sat_s", 16, i16x8::add_sat_s, [](s128 a, s128 b) { return clamp_s(a + b, 16); });
  lanes_u("i16x8.add_sat_u", 16, i16x8::add_sat_u, [](s128 a, s128 b) { return clamp_u(a + b, 16); });
  lanes_s("i16x8.sub_sat_s", 16, i16x8::sub_sat_s, [](s128 a, s128 b) { return clamp_s(a - b, 16); });
  lanes_u("i16x8.sub_sat_u", 16, i16x8::sub_sat_u, [](s128 a, s128 b) { return clamp_u(a - b, 16); });
  lanes_u("i8x16.avgr_u", 8, i8x16::avgr_u, [](s128 a, s128 b) { return (a + b + 1) / 2; });
  lanes_u("i16x8.avgr_u", 16, i16x8::avgr_u, [](s128 a, s128 b) { return (a + b + 1) / 2; });
  const auto q15 = [](s128 a, s128 b) {
    return clamp_s((a * b + 0x4000 + (s128{1} << 60)) / 0x8000 - (1ll << 45), 16);
  };
  lanes_s("i16x8.q15mulr_sat_s", 16, i16x8::q15mulr_sat_s, q15);
  const auto min = [](s128 a, s128 b) { return a < b ? a : b; };
  const auto max = [](s128 a, s128 b) { return a < b ? b : a; };
  lanes_s("i8x16.min_s", 8, i8x16::min_s, min);
  lanes_u("i8x16.min_u", 8, i8x16::min_u, min);
  lanes_s("i8x16.max_s", 8, i8x16::max_s, max);
  lanes_u("i8x16.max_u", 8, i8x16::max_u, max);
  lanes_s("i16x8.min_s", 16, i16x8::min_s, min);
  lanes_u("i16x8.min_u", 16, i16x8::min_u, min);
  lanes_s("i16x8.max_s", 16, i16x8::max_s, max);
  lanes_u("i16x8.max_u", 16, i16x8::max_u, max);
  lanes_s("i32x4.min_s", 32, i32x4::min_s, min);
  lanes_u("i32x4.min_u", 32, i32x4::min_u, min);
  lanes_s("i32x4.max_s", 32, i32x4::max_s, max);
  lanes_u("i32x4.max_u", 32, i32x4::max_u, max);
}

TEST(NumericsVectors, IntegerRelationsFillTheLane) {
  const auto eq = [](s128 a, s128 b) { return -s128{a == b}; };
  const auto ne = [](s128 a, s128 b) { return -s128{a != b}; };
  const auto lt = [](s128 a, s128 b) { return -s128{a < b}; };
  const auto gt = [](s128 a, s128 b) { return -s128{a > b}; };
  const auto le = [](s128 a, s128 b) { return -s128{a <= b}; };
  const auto ge = [](s128 a, s128 b) { return -s128{a >= b}; };
  lanes_u("i8x16.eq", 8, i8x16::eq, eq);
  lanes_u("i8x16.ne", 8, i8x16::ne, ne);
  lanes_s("i8x16.lt_s", 8, i8x16::lt_s, lt);
  lanes_u("i8x16.lt_u", 8, i8x16::lt_u, lt);
  lanes_s("i8x16.gt_s", 8, i8x16::gt_s, gt);
  lanes_u("i8x16.gt_u", 8, i8x16::gt_u, gt);
  lanes_s("i8x16.le_s", 8, i8x16::le_s, le);
  lanes_u("i8x16.le_u", 8, i8x16::le_u, le);
  lanes_s("i8x16.ge_s", 8, i8x16::ge_s, ge);
  lanes_u("i8x16.ge_u", 8, i8x16::ge_u, ge);
  lanes_u("i16x8.eq", 16, i16x8::eq, eq);
  lanes_u("i16x8.ne", 16, i16x8::ne, ne);
  lanes_s("i16x8.lt_s", 16, i16x8::lt_s, lt);
  lanes_u("i16x8.lt_u", 16, i16x8::lt_u, lt);
  lanes_s("i16x8.gt_s", 16, i16x8::gt_s, gt);
  lanes_u("i16x8.gt_u", 16, i16x8::gt_u, gt);
  lanes_s("i16x8.le_s", 16, i16x8::le_s, le);
  lanes_u("i16x8.le_u", 16, i16x8::le_u, le);
  lanes_s("i16x8.ge_s", 16, i16x8::ge_s, ge);
  lanes_u("i16x8.ge_u", 16, i16x8::ge_u, ge);
  lanes_u("i32x4.eq", 32, i32x4::eq, eq);
  lanes_u("i32x4.ne", 32, i32x4::ne, ne);
  lanes_s("i32x4.lt_s", 32, i32x4::lt_s, lt);
  lanes_u("i32x4.lt_u", 32, i32x4::lt_u, lt);
  lanes_s("i32x4.gt_s", 32, i32x4::gt_s, gt);
  lanes_u("i32x4.gt_u", 32, i32x4::gt_u, gt);
  lanes_s("i32x4.le_s", 32, i32x4::le_s, le);
  lanes_u("i32x4.le_u", 32, i32x4::le_u, le);
  lanes_s("i32x4.ge_s", 32, i32x4::ge_s, ge);
  lanes_u("i32x4.ge_u", 32, i32x4::ge_u, ge);
  lanes_u("i64x2.eq", 64, i64x2::eq, eq);
  lanes_u("i64x2.ne", 64, i64x2::ne, ne);
  lanes_s("i64x2.lt_s", 64, i64x2::lt_s, lt);
  lanes_s("i64x2.gt_s", 64, i64x2::gt_s, gt);
  lanes_s("i64x2.le_s", 64, i64x2::le_s, le);
  lanes_s("i64x2.ge_s", 64, i64x2::ge_s, ge);
}

TEST(NumericsVectors, ShiftsTakeTheDistanceModuloTheLane) {
  struct Shift {
    u32 N;
    V128 (*shl)(V128, u32);
    V128 (*shr_s)(V128, u32);
    V128 (*shr_u)(V128, u32);
  };
  for (const Shift shift :
       {Shift{8, i8x16::shl, i8x16::shr_s, i8x16::shr_u}, Shift{16, i16x8::shl, i16x8::shr_s, i16x8::shr_u},
        Shift{32, i32x4::shl, i32x4::shr_s, i32x4::shr_u}, Shift{64, i64x2::shl, i64x2::shr_s, i64x2::shr_u}}) {
    const u32 N = shift.N;
    for (const u32 i : {0u, 1u, 7u, 8u, 15u, 16u, 31u, 32u, 33u, 63u, 64u, 0x1'0003u, 0xFFFF'FFFFu}) {
      const u32 k = i % N;
      for (const V128 a : vectors()) {
        ASSERT_EQ(shift.shl(a, i), vector_of(N, [&](u32 n) { return s128{lane(a, N, n)} << k; }));
        ASSERT_EQ(shift.shr_u(a, i), vector_of(N, [&](u32 n) { return s128{lane(a, N, n)} >> k; }));
        ASSERT_EQ(shift.shr_s(a, i), vector_of(N, [&](u32 n) { return s128{signed_lane(a, N, n)} >> k; }));
      }
    }
  }
}

TEST(NumericsVectors, BitsOfTheWholeVector) {
  for (const V128 a : vectors()) {
    ASSERT_EQ(v128::not_(a), vector_of(8, [&](u32 k) { return ~s128{a.bytes[k]}; }));
    ASSERT_EQ(v128::any_true(a), a == V128{} ? 0u : 1u);
    for (const V128 b : vectors()) {
      ASSERT_EQ(v128::and_(a, b), vector_of(8, [&](u32 k) { return a.bytes[k] & b.bytes[k]; }));
      ASSERT_EQ(v128::or_(a, b), vector_of(8, [&](u32 k) { return a.bytes[k] | b.bytes[k]; }));
      ASSERT_EQ(v128::xor_(a, b), vector_of(8, [&](u32 k) { return a.bytes[k] ^ b.bytes[k]; }));
      ASSERT_EQ(v128::andnot(a, b), vector_of(8, [&](u32 k) { return a.bytes[k] & ~b.bytes[k]; }));
      const V128 mask = vectors()[17];
      ASSERT_EQ(v128::bitselect(a, b, mask),
                vector_of(8, [&](u32 k) { return (a.bytes[k] & mask.bytes[k]) | (b.bytes[k] & ~mask.bytes[k]); }));
    }
  }
}

TEST(NumericsVectors, TestsAndBitMasks) {
  struct Tests {
    u32 N;
    u32 (*all_true)(V128);
    u32 (*bitmask)(V128);
  };
  for (const Tests tests : {Tests{8, i8x16::all_true, i8x16::bitmask}, Tests{16, i16x8::all_true, i16x8::bitmask},
                            Tests{32, i32x4::all_true, i32x4::bitmask}, Tests{64, i64x2::all_true, i64x2::bitmask}}) {
    for (const V128 a : vectors()) {
      u32 all = 1, mask = 0;
      for (u32 k = 0; k < 128 / tests.N; k++) {
        if (lane(a, tests.N, k) == 0) all = 0;
        if (signed_lane(a, tests.N, k) < 0) mask += u32{1} << k;
      }
      ASSERT_EQ(tests.all_true(a), all);
      ASSERT_EQ(tests.bitmask(a), mask);
    }
  }
}

// ---- Moving lanes

const V128 counting = vector_of(8, [](u32 k) { return 0x80 + k; });  // 80 81 82 ... 8F

TEST(NumericsVectors, SplatExtractReplace) {
  ASSERT_EQ(i8x16::splat(0x1234'5678), vector_of(8, [](u32) { return 0x78; }));
  ASSERT_EQ(i16x8::splat(0x1234'5678), vector_of(16, [](u32) { return 0x5678; }));
  ASSERT_EQ(i32x4::splat(0x8000'0001), vector_of(32, [](u32) { return 0x8000'0001; }));
  ASSERT_EQ(i64x2::splat(0x8000'0000'0000'0001), vector_of(64, [](u32) { return s128{0x8000'0000'0000'0001}; }));
  ASSERT_EQ(f32x4::splat(-1.5f), vector_of(32, [](u32) { return 0xBFC0'0000; }));
  ASSERT_EQ(f64x2::splat(-1.5), vector_of(64, [](u32) { return s128{0xBFF8'0000'0000'0000}; }));
  ASSERT_EQ(i8x16::extract_lane_s(counting, 15), 0xFFFF'FF8F);
  ASSERT_EQ(i8x16::extract_lane_u(counting, 15), 0x8Fu);
  ASSERT_EQ(i16x8::extract_lane_s(counting, 1), 0xFFFF'8382);
  ASSERT_EQ(i16x8::extract_lane_u(counting, 1), 0x8382u);
  ASSERT_EQ(i32x4::extract_lane(counting, 3), 0x8F8E'8D8C);
  ASSERT_EQ(i64x2::extract_lane(counting, 1), 0x8F8E'8D8C'8B8A'8988);
  ASSERT_EQ(f32x4::extract_lane(f32x4::replace_lane(counting, 2.5f, 2), 2), 2.5f);
  ASSERT_EQ(f64x2::extract_lane(f64x2::replace_lane(counting, 2.5, 0), 0), 2.5);
  ASSERT_EQ(i8x16::replace_lane(counting, 0x101, 3), vector_of(8, [](u32 k) { return k == 3 ? 1 : 0x80 + k; }));
  ASSERT_EQ(i16x8::replace_lane(counting, 0x1'0203, 7).bytes[14], 3);
  ASSERT_EQ(i16x8::replace_lane(counting, 0x1'0203, 7).bytes[15], 2);
  ASSERT_EQ(i32x4::replace_lane(counting, 7, 1).bytes[4], 7);
  ASSERT_EQ(i64x2::replace_lane(counting, 7, 1).bytes[8], 7);
}

TEST(NumericsVectors, ShuffleAndSwizzle) {
  const V128 other = vector_of(8, [](u32 k) { return 0x40 + k; });
  const std::array<u8, 16> i = {0, 31, 16, 15, 1, 1, 17, 30, 2, 3, 4, 5, 20, 21, 22, 23};
  ASSERT_EQ(i8x16::shuffle(counting, other, i),
            vector_of(8, [&](u32 k) { return i[k] < 16 ? 0x80 + i[k] : 0x40 + i[k] - 16; }));
  const V128 j = {{0, 15, 16, 17, 127, 128, 129, 255, 3, 2, 1, 31, 32, 33, 143, 14}};
  const auto swizzled = [&](u32 k) { return j.bytes[k] < 16 ? 0x80 + j.bytes[k] : 0; };
  ASSERT_EQ(i8x16::swizzle(counting, j), vector_of(8, swizzled));
  ASSERT_EQ(i8x16::relaxed_swizzle(counting, j, 0), vector_of(8, swizzled));
  ASSERT_EQ(i8x16::relaxed_swizzle(counting, j, 1),
            vector_of(8, [&](u32 k) { return j.bytes[k] < 128 ? 0x80 + j.bytes[k] % 16 : 0; }));
}

TEST(NumericsVectors, ValuesFromMemory) {
  const u64 bytes = 0x87'06'85'04'83'02'81'00;
  ASSERT_EQ(v128::load8x8_s(bytes), vector_of(16, [](u32 k) { return k % 2 == 1 ? 0xFF80 + k : k; }));
  ASSERT_EQ(v128::load8x8_u(bytes), vector_of(16, [](u32 k) { return k % 2 == 1 ? 0x80 + k : k; }));
  ASSERT_EQ(v128::load16x4_s(bytes), vector_of(32, [](u32 k) { return 0xFFFF'8100 + k * 0x202; }));
  ASSERT_EQ(v128::load16x4_u(bytes), vector_of(32, [](u32 k) { return 0x8100 + k * 0x202; }));
  ASSERT_EQ(v128::load32x2_s(bytes),
            vector_of(64, [](u32 k) { return s128{0xFFFF'FFFF'8302'8100} + k * 0x0404'0404; }));
  ASSERT_EQ(v128::load32x2_u(bytes), vector_of(64, [](u32 k) { return s128{0x8302'8100} + k * 0x0404'0404; }));
  ASSERT_EQ(v128::load32_zero(0x8000'0001), vector_of(32, [](u32 k) { return k == 0 ? 0x8000'0001 : 0; }));
  ASSERT_EQ(v128::load64_zero(7), vector_of(64, [](u32 k) { return k == 0 ? 7 : 0; }));
  ASSERT_EQ(v128::load8_splat(0x81), i8x16::splat(0x81));
  ASSERT_EQ(v128::load16_splat(0x8182), i16x8::splat(0x8182));
  ASSERT_EQ(v128::load32_splat(0x8182'8384), i32x4::splat(0x8182'8384));
  ASSERT_EQ(v128::load64_splat(0x8182'8384'8586'8788), i64x2::splat(0x8182'8384'8586'8788));
  ASSERT_EQ(v128::load8_lane(counting, 5, 15).bytes[15], 5);
  ASSERT_EQ(v128::load16_lane(counting, 5, 7).bytes[14], 5);
  ASSERT_EQ(v128::load32_lane(counting, 5, 3).bytes[12], 5);
  ASSERT_EQ(v128::load64_lane(counting, 5, 1).bytes[8], 5);
  ASSERT_EQ(v128::store8_lane(counting, 15), 0x8F);
  ASSERT_EQ(v128::store16_lane(counting, 7), 0x8F8E);
  ASSERT_EQ(v128::store32_lane(counting, 0), 0x8382'8180);
  ASSERT_EQ(v128::store64_lane(counting, 0), 0x8786'8584'8382'8180);
}

// ---- Changing the shape

// The operators that widen from N/2 to N bits, of one sign: `lane_of` reads a lane of the operands with that sign.
struct Widening {
  u32 N;
  s64 (*lane_of)(V128, u32, u32);
  Unary extend_low, extend_high;
  Binary extmul_low, extmul_high;
  Unary extadd_pairwise;
};

s64 unsigned_lane(V128 v, u32 N, u32 k) { return static_cast<s64>(lane(v, N, k)); }

TEST(NumericsVectors, Widening) {
  const std::vector<Widening> all = {
      {16, signed_lane, i16x8::extend_low_i8x16_s, i16x8::extend_high_i8x16_s, i16x8::extmul_low_i8x16_s,
       i16x8::extmul_high_i8x16_s, i16x8::extadd_pairwise_i8x16_s},
      {16, unsigned_lane, i16x8::extend_low_i8x16_u, i16x8::extend_high_i8x16_u, i16x8::extmul_low_i8x16_u,
       i16x8::extmul_high_i8x16_u, i16x8::extadd_pairwise_i8x16_u},
      {32, signed_lane, i32x4::extend_low_i16x8_s, i32x4::extend_high_i16x8_s, i32x4::extmul_low_i16x8_s,
       i32x4::extmul_high_i16x8_s, i32x4::extadd_pairwise_i16x8_s},
      {32, unsigned_lane, i32x4::extend_low_i16x8_u, i32x4::extend_high_i16x8_u, i32x4::extmul_low_i16x8_u,
       i32x4::extmul_high_i16x8_u, i32x4::extadd_pairwise_i16x8_u},
      {64, signed_lane, i64x2::extend_low_i32x4_s, i64x2::extend_high_i32x4_s, i64x2::extmul_low_i32x4_s,
       i64x2::extmul_high_i32x4_s, nullptr},
      {64, unsigned_lane, i64x2::extend_low_i32x4_u, i64x2::extend_high_i32x4_u, i64x2::extmul_low_i32x4_u,
       i64x2::extmul_high_i32x4_u, nullptr},
  };
  for (const Widening& w : all) {
    const u32 N = w.N, M = 128 / N;
    for (const V128 a : vectors()) {
      const auto read = [&](V128 v, u32 k) { return s128{w.lane_of(v, N / 2, k)}; };
      ASSERT_EQ(w.extend_low(a), vector_of(N, [&](u32 k) { return read(a, k); }));
      ASSERT_EQ(w.extend_high(a), vector_of(N, [&](u32 k) { return read(a, k + M); }));
      if (w.extadd_pairwise != nullptr) {
        ASSERT_EQ(w.extadd_pairwise(a), vector_of(N, [&](u32 k) { return read(a, 2 * k) + read(a, 2 * k + 1); }));
      }
      for (const V128 b : vectors()) {
        ASSERT_EQ(w.extmul_low(a, b), vector_of(N, [&](u32 k) { return read(a, k) * read(b, k); }));
        ASSERT_EQ(w.extmul_high(a, b), vector_of(N, [&](u32 k) { return read(a, k + M) * read(b, k + M); }));
      }
    }
  }
}

TEST(NumericsVectors, Narrowing) {
  for (const V128 a : vectors()) {
    for (const V128 b : vectors()) {
      const auto read = [&](u32 N, u32 k) { return s128{signed_lane(k < 128 / N ? a : b, N, k % (128 / N))}; };
      ASSERT_EQ(i8x16::narrow_i16x8_s(a, b), vector_of(8, [&](u32 k) { return clamp_s(read(16, k), 8); }));
      ASSERT_EQ(i8x16::narrow_i16x8_u(a, b), vector_of(8, [&](u32 k) { return clamp_u(read(16, k), 8); }));
      ASSERT_EQ(i16x8::narrow_i32x4_s(a, b), vector_of(16, [&](u32 k) { return clamp_s(read(32, k), 16); }));
      ASSERT_EQ(i16x8::narrow_i32x4_u(a, b), vector_of(16, [&](u32 k) { return clamp_u(read(32, k), 16); }));
    }
  }
}

TEST(NumericsVectors, DotProducts) {
  for (const V128 a : vectors()) {
    for (const V128 b : vectors()) {
      ASSERT_EQ(i32x4::dot_i16x8_s(a, b), vector_of(32, [&](u32 k) {
                  return s128{signed_lane(a, 16, 2 * k)} * signed_lane(b, 16, 2 * k) +
                         s128{signed_lane(a, 16, 2 * k + 1)} * signed_lane(b, 16, 2 * k + 1);
                }));
      for (u32 R = 0; R < alternatives(Relaxed::idot); R++) {
        const auto second = R == 0 ? signed_lane : unsigned_lane;
        const auto pair = [&](u32 k) {
          return clamp_s(s128{signed_lane(a, 8, 2 * k)} * second(b, 8, 2 * k) +
                             s128{signed_lane(a, 8, 2 * k + 1)} * second(b, 8, 2 * k + 1),
                         16);
        };
        ASSERT_EQ(i16x8::relaxed_dot_i8x16_i7x16_s(a, b, R), vector_of(16, pair));
        const V128 c = vectors()[18];
        ASSERT_EQ(i32x4::relaxed_dot_i8x16_i7x16_add_s(a, b, c, R),
                  vector_of(32, [&](u32 k) { return pair(2 * k) + pair(2 * k + 1) + signed_lane(c, 32, k); }));
      }
    }
  }
}

}  // namespace
}  // namespace touchstone::wasm::numerics
