// Integer operators (4.3.2) against the document's formulas, computed in plain mathematics: 128-bit integers hold every
// intermediate value. All pairs of 8-bit integers are tried, and edge and random values of the wider types.
#include <random>
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "interp/execution/numerics/ints.hpp"

namespace touchstone::wasm::numerics {
namespace {

template <class T>
struct NumericsInts : testing::Test {
  static constexpr u32 bits = 8 * sizeof(T);
  static constexpr s128 power = s128{1} << bits;  // 2^N

  static s128 signed_value(T i) { return i < power / 2 ? s128{i} : s128{i} - power; }
  static T modulo(s128 i) { return static_cast<T>((i % power + power) % power); }
  static s128 clamp(s128 i, s128 least, s128 greatest) { return i < least ? least : i > greatest ? greatest : i; }
  static bool bit(T i, u32 k) { return (i / (u128{1} << k)) % 2 == 1; }

  static std::vector<T> values() {
    std::vector<T> list;
    if (bits == 8) {
      for (u32 i = 0; i < 256; i++) list.push_back(static_cast<T>(i));
      return list;
    }
    for (u32 k = 0; k < bits; k += k % 8 == 7 || k % 8 == 0 ? 1u : 3u) {
      for (int d = -1; d <= 1; d++) list.push_back(modulo((s128{1} << k) + d));
    }
    std::mt19937_64 random(1);
    for (int n = 0; n < 60; n++) list.push_back(static_cast<T>(random() >> (random() % 64)));
    for (u32 i = 0; i < 12; i++) list.push_back(static_cast<T>(i)), list.push_back(static_cast<T>(~i));
    return list;
  }
};

using Types = testing::Types<u8, u16, u32, u64>;
TYPED_TEST_SUITE(NumericsInts, Types);

TYPED_TEST(NumericsInts, ArithmeticIsModuloTwoToTheN) {
  using T = TypeParam;
  for (const T a : this->values()) {
    for (const T b : this->values()) {
      ASSERT_EQ(iadd<T>(a, b), this->modulo(s128{a} + s128{b}));
      ASSERT_EQ(isub<T>(a, b), this->modulo(s128{a} - s128{b}));
      ASSERT_EQ(imul<T>(a, b), static_cast<T>(u128{a} * u128{b}));
    }
    ASSERT_EQ(ineg<T>(a), this->modulo(-s128{a}));
    ASSERT_EQ(iabs<T>(a), this->modulo(this->signed_value(a) < 0 ? -this->signed_value(a) : this->signed_value(a)));
    ASSERT_EQ(s128{signed_(a)}, this->signed_value(a));
    ASSERT_EQ(inv_signed<T>(signed_(a)), a);
  }
}

TYPED_TEST(NumericsInts, DivisionTruncatesAndIsPartial) {
  using T = TypeParam;
  const auto zero = undefined<T>(TrapReason::integer_divide_by_zero);
  for (const T a : this->values()) {
    for (const T b : this->values()) {
      if (b == 0) {
        ASSERT_EQ(idiv_u<T>(a, b), zero);
        ASSERT_EQ(idiv_s<T>(a, b), zero);
        ASSERT_EQ(irem_u<T>(a, b), zero);
        ASSERT_EQ(irem_s<T>(a, b), zero);
        continue;
      }
      const s128 x = this->signed_value(a), y = this->signed_value(b);
      ASSERT_EQ(idiv_u<T>(a, b), defined(static_cast<T>(s128{a} / s128{b})));
      ASSERT_EQ(irem_u<T>(a, b), defined(static_cast<T>(s128{a} - s128{b} * (s128{a} / s128{b}))));
      if (x / y == this->power / 2) {
        ASSERT_EQ(idiv_s<T>(a, b), undefined<T>(TrapReason::integer_overflow));
      } else {
        ASSERT_EQ(idiv_s<T>(a, b), defined(this->modulo(x / y)));
      }
      ASSERT_EQ(irem_s<T>(a, b), defined(this->modulo(x - y * (x / y))));
    }
  }
}

TYPED_TEST(NumericsInts, Saturation) {
  using T = TypeParam;
  const s128 least = -this->power / 2, greatest = this->power / 2 - 1, all = this->power - 1;
  for (const T a : this->values()) {
    for (const T b : this->values()) {
      const s128 x = this->signed_value(a), y = this->signed_value(b);
      ASSERT_EQ(iadd_sat_u<T>(a, b), static_cast<T>(this->clamp(s128{a} + s128{b}, 0, all)));
      ASSERT_EQ(isub_sat_u<T>(a, b), static_cast<T>(this->clamp(s128{a} - s128{b}, 0, all)));
      ASSERT_EQ(iadd_sat_s<T>(a, b), this->modulo(this->clamp(x + y, least, greatest)));
      ASSERT_EQ(isub_sat_s<T>(a, b), this->modulo(this->clamp(x - y, least, greatest)));
      ASSERT_EQ(iavgr_u<T>(a, b), static_cast<T>((s128{a} + s128{b} + 1) / 2));
      ASSERT_EQ(imin_u<T>(a, b), a < b ? a : b);
      ASSERT_EQ(imax_u<T>(a, b), a > b ? a : b);
      ASSERT_EQ(imin_s<T>(a, b), x < y ? a : b);
      ASSERT_EQ(imax_s<T>(a, b), x > y ? a : b);
    }
  }
}

TYPED_TEST(NumericsInts, BitsOneByOne) {
  using T = TypeParam;
  constexpr u32 N = TestFixture::bits;
  for (const T a : this->values()) {
    u32 ones = 0, leading = N, trailing = N;
    for (u32 k = 0; k < N; k++) {
      const bool set = this->bit(a, k);
      ones += set;
      if (set) leading = N - 1 - k;
      if (set && trailing == N) trailing = k;
      ASSERT_EQ(this->bit(inot<T>(a), k), !set);
      ASSERT_EQ(this->bit(irev<T>(a), N - 1 - k), set);
    }
    ASSERT_EQ(ipopcnt<T>(a), ones);
    ASSERT_EQ(iclz<T>(a), leading);
    ASSERT_EQ(ictz<T>(a), trailing);
    for (const T b : this->values()) {
      const T c = static_cast<T>(a * u32{3} + b), selected = ibitselect<T>(a, b, c);
      for (u32 k = 0; k < N; k += 5) {
        const bool x = this->bit(a, k), y = this->bit(b, k);
        ASSERT_EQ(this->bit(iand<T>(a, b), k), x && y);
        ASSERT_EQ(this->bit(ior<T>(a, b), k), x || y);
        ASSERT_EQ(this->bit(ixor<T>(a, b), k), x != y);
        ASSERT_EQ(this->bit(iandnot<T>(a, b), k), x && !y);
        ASSERT_EQ(this->bit(selected, k), this->bit(c, k) ? x : y);
      }
    }
  }
}

TYPED_TEST(NumericsInts, ShiftsTakeTheDistanceModuloN) {
  using T = TypeParam;
  constexpr u32 N = TestFixture::bits;
  for (const T a : this->values()) {
    for (const T b : this->values()) {
      const u32 k = static_cast<u32>(b % N);
      const u128 left = u128{a} << k, doubled = (u128{a} << N | a);
      s128 right = this->signed_value(a);  // divided by 2 rounding down, k times
      for (u32 n = 0; n < k; n++) right = (right - (right % 2 != 0 && right < 0 ? 1 : 0)) / 2;
      ASSERT_EQ(ishl<T>(a, b), static_cast<T>(left % (u128{1} << N)));
      ASSERT_EQ(ishr_u<T>(a, b), static_cast<T>(u128{a} / (u128{1} << k)));
      ASSERT_EQ(ishr_s<T>(a, b), this->modulo(right));
      ASSERT_EQ(irotl<T>(a, b), static_cast<T>(doubled >> (N - k)));
      ASSERT_EQ(irotr<T>(a, b), static_cast<T>(doubled >> k));
    }
  }
}

TYPED_TEST(NumericsInts, Relations) {
  using T = TypeParam;
  for (const T a : this->values()) {
    ASSERT_EQ(ieqz<T>(a), a == 0 ? 1u : 0u);
    ASSERT_EQ(inez<T>(a), a == 0 ? 0u : 1u);
    for (const T b : this->values()) {
      const s128 x = this->signed_value(a), y = this->signed_value(b), u = a, v = b;
      ASSERT_EQ(ieq<T>(a, b), u == v ? 1u : 0u);
      ASSERT_EQ(ine<T>(a, b), u != v ? 1u : 0u);
      ASSERT_EQ(ilt_u<T>(a, b), u < v ? 1u : 0u);
      ASSERT_EQ(igt_u<T>(a, b), u > v ? 1u : 0u);
      ASSERT_EQ(ile_u<T>(a, b), u <= v ? 1u : 0u);
      ASSERT_EQ(ige_u<T>(a, b), u >= v ? 1u : 0u);
      ASSERT_EQ(ilt_s<T>(a, b), x < y ? 1u : 0u);
      ASSERT_EQ(igt_s<T>(a, b), x > y ? 1u : 0u);
      ASSERT_EQ(ile_s<T>(a, b), x <= y ? 1u : 0u);
      ASSERT_EQ(ige_s<T>(a, b), x >= y ? 1u : 0u);
    }
  }
}

TEST(NumericsIntsOfOneWidth, SignExtensionInPlace) {
  static_assert(iextend8_s<u32>(0x1234'5680) == 0xFFFF'FF80);
  static_assert(iextend8_s<u32>(0xFFFF'FF7F) == 0x7F);
  static_assert(iextend16_s<u32>(0x1234'8000) == 0xFFFF'8000);
  static_assert(iextend16_s<u64>(0x7FFF) == 0x7FFF);
  static_assert(iextend8_s<u64>(0x80) == 0xFFFF'FFFF'FFFF'FF80);
  static_assert(iextend32_s<u64>(0x7'8000'0000) == 0xFFFF'FFFF'8000'0000);
}

TEST(NumericsIntsOfOneWidth, Q15MultiplicationRoundsAndSaturatesOnlyAtTheCorner) {
  static_assert(iq15mulr_sat_s<u16>(0x8000, 0x8000) == 0x7FFF);
  static_assert(iq15mulr_sat_s<u16>(0x8000, 0x7FFF) == 0x8001);
  static_assert(iq15mulr_sat_s<u16>(1, 0x4000) == 1);       // 0.5 rounds up
  static_assert(iq15mulr_sat_s<u16>(0xFFFF, 0x4000) == 0);  // -0.5 too
  for (u32 a = 0; a < 0x10000; a += 251) {
    for (u32 b = 0; b < 0x10000; b += 257) {
      const s64 x = a < 0x8000 ? s64{a} : s64{a} - 0x10000, y = b < 0x8000 ? s64{b} : s64{b} - 0x10000;
      const double exact = (static_cast<double>(x * y) + 16384) / 32768;
      const s64 rounded =
          static_cast<s64>(exact) - (exact < 0 && static_cast<double>(static_cast<s64>(exact)) != exact);
      ASSERT_EQ(iq15mulr_sat_s(static_cast<u16>(a), static_cast<u16>(b)),
                static_cast<u16>(rounded > 0x7FFF ? 0x7FFF : rounded));
    }
  }
}

}  // namespace
}  // namespace touchstone::wasm::numerics
