// Conversions (4.3.4) against integer arithmetic: truncation at both ends of each integer type, saturation, rounding of
// integers and of doubles, and what becomes of NaNs.
#include <type_traits>
#include <vector>

#include <gtest/gtest.h>

#include "interp/execution/numerics/conversions.hpp"
#include "interp/tests/numerics_reference.hpp"

namespace touchstone::wasm::numerics {
namespace {

template <class F>
std::vector<F> values() {
  std::vector<F> list = reference::edges<F>();
  for (const F z : reference::random_bits<F>(20'000, 6)) list.push_back(z);
  for (int power = 0; power < 70; power++) {  // many that truncate into range
    for (const F z : reference::random_near_one<F>(50, 7)) list.push_back(std::ldexp(power % 2 ? z : -z, power));
  }
  return list;
}

template <class T, class F>
void check_truncation(F z, bool is_signed, Partial<T> trunc, T trunc_sat) {
  const s128 power = s128{1} << (8 * sizeof(T));
  const s128 least = is_signed ? -power / 2 : 0, greatest = (is_signed ? power / 2 : power) - 1;
  if (is_nan(z)) {
    ASSERT_EQ(trunc, undefined<T>(TrapReason::invalid_conversion_to_integer));
    ASSERT_EQ(trunc_sat, 0u);
    return;
  }
  const bool beyond = reference::is_infinite(z) || reference::split(z).whole > u128{1} << 100;
  const s128 magnitude = beyond ? s128{1} << 100 : static_cast<s128>(reference::split(z).whole);
  const s128 i = reference::is_negative(z) ? -magnitude : magnitude;
  if (i < least || i > greatest) {
    ASSERT_EQ(trunc, undefined<T>(TrapReason::integer_overflow)) << std::hexfloat << z;
    ASSERT_EQ(trunc_sat, static_cast<T>(i < least ? least : greatest)) << std::hexfloat << z;
  } else {
    ASSERT_EQ(trunc, defined(static_cast<T>((i + power) % power))) << std::hexfloat << z;
    ASSERT_EQ(trunc_sat, trunc.value) << std::hexfloat << z;
  }
}

template <class T, class F>
void check_truncations() {
  for (const F z : values<F>()) {
    check_truncation<T, F>(z, false, trunc_u<T>(z), trunc_sat_u<T>(z));
    check_truncation<T, F>(z, true, trunc_s<T>(z), trunc_sat_s<T>(z));
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(NumericsConversions, TruncationF32ToI32) { check_truncations<u32, float>(); }
TEST(NumericsConversions, TruncationF64ToI32) { check_truncations<u32, double>(); }
TEST(NumericsConversions, TruncationF32ToI64) { check_truncations<u64, float>(); }
TEST(NumericsConversions, TruncationF64ToI64) { check_truncations<u64, double>(); }

TEST(NumericsConversions, TruncationAtTheVeryBounds) {
  static_assert(trunc_s<u32>(-2147483648.9999995).value == 0x8000'0000);
  static_assert(trunc_s<u32>(-2147483649.0).why == TrapReason::integer_overflow);
  static_assert(trunc_s<u32>(2147483647.9999998).value == 0x7FFF'FFFF);
  static_assert(trunc_s<u32>(2147483648.0f).why == TrapReason::integer_overflow);
  static_assert(trunc_s<u32>(-2147483648.0f).value == 0x8000'0000);
  static_assert(trunc_s<u32>(-2147483904.0f).why == TrapReason::integer_overflow);
  static_assert(trunc_u<u32>(-0.99999999).value == 0);
  static_assert(trunc_u<u32>(-1.0f).why == TrapReason::integer_overflow);
  static_assert(trunc_u<u64>(18446744073709549568.0).value == 0xFFFF'FFFF'FFFF'F800);
  static_assert(trunc_u<u64>(18446744073709551616.0).why == TrapReason::integer_overflow);
  static_assert(trunc_s<u64>(-9223372036854775808.0f).value == 0x8000'0000'0000'0000);
}

template <class M>
std::vector<M> integers() {
  std::vector<M> list;
  for (u32 k = 0; k < 8 * sizeof(M); k++) {
    for (u32 j = 0; j <= k; j++) {  // two bits and their neighbours: ties, and just beside them
      for (M d = 0; d < 3; d++) list.push_back(static_cast<M>((M{1} << k) + (M{1} << j) + d - 1));
    }
  }
  std::mt19937_64 random(8);
  for (int n = 0; n < 2'000; n++) list.push_back(static_cast<M>(random() >> (random() % 64)));
  return list;
}

template <class F, class M>
void check_conversion() {
  for (const M i : integers<M>()) {
    const bool negative = i >> (8 * sizeof(M) - 1) != 0;
    const u128 magnitude = negative ? (u128{1} << (8 * sizeof(M))) - i : u128{i};
    ASSERT_EQ(convert_u<F>(i), reference::rounded<F>(false, i, 0)) << i;
    ASSERT_EQ(convert_s<F>(i), reference::rounded<F>(negative, magnitude, 0)) << i;
  }
  ASSERT_EQ(fbits(convert_s<F>(M{0})), 0u);
}

TEST(NumericsConversions, IntegersRoundToFloats) {
  check_conversion<float, u32>();
  check_conversion<float, u64>();
  check_conversion<double, u32>();
  check_conversion<double, u64>();
  static_assert(convert_u<float>(u64{0x8000'0080'0000'0001}) == 0x1.000002p63f);  // through a double: 0x1p63f
}

TEST(NumericsConversions, DemotionRounds) {
  std::vector<double> list = values<double>();
  for (const float z : values<float>()) {  // ties between floats, and beside them
    if (is_nan(z) || reference::is_infinite(z)) continue;
    const double middle = (double{z} + double{std::nextafter(z, 0.0f)}) / 2;
    for (const double near : {middle, std::nextafter(middle, 1e300), std::nextafter(middle, -1e300)})
      list.push_back(near);
  }
  list.push_back(0x1.fffffefffffffp127);
  list.push_back(0x1.ffffffp127);
  for (const double z : list) {
    if (is_nan(z)) {
      ASSERT_TRUE(is_arithmetic_nan(demote(z)));
      ASSERT_TRUE(is_canonical_nan(demote(z)) || !is_canonical_nan(z));
    } else if (reference::is_infinite(z)) {
      ASSERT_EQ(double{demote(z)}, z);
    } else {
      const reference::Number n = reference::taken_apart(z);
      ASSERT_EQ(fbits(demote(z)), fbits(reference::rounded<float>(n.negative, n.significand, n.exponent))) << z;
    }
  }
}

TEST(NumericsConversions, PromotionIsExact) {
  for (const float z : values<float>()) {
    if (is_nan(z)) {
      ASSERT_TRUE(is_arithmetic_nan(promote(z)));
      ASSERT_TRUE(is_canonical_nan(promote(z)) || !is_canonical_nan(z));
    } else if (reference::is_infinite(z)) {
      ASSERT_EQ(promote(z), double{z});
    } else {
      const reference::Number n = reference::taken_apart(z);
      ASSERT_EQ(fbits(promote(z)), fbits(reference::rounded<double>(n.negative, n.significand, n.exponent)));
      ASSERT_EQ(fbits(demote(promote(z))), fbits(z));
    }
  }
}

TEST(NumericsConversions, IntegersToIntegers) {
  static_assert(wrap<u32>(u64{0xFFFF'FFFF'8000'0001}) == 0x8000'0001);
  static_assert(extend_u<u64>(u32{0x8000'0001}) == 0x8000'0001);
  static_assert(extend_s<u64>(u32{0x8000'0001}) == 0xFFFF'FFFF'8000'0001);
  static_assert(extend_s<u32>(u8{0x7F}) == 0x7F);
  for (u32 i = 0; i < 0x10000; i++) {
    const int j = i < 0x8000 ? static_cast<int>(i) : static_cast<int>(i) - 0x10000;
    ASSERT_EQ(narrow_u<u8>(static_cast<u16>(i)), j < 0 ? 0 : j > 255 ? 255 : j);
    ASSERT_EQ(signed_(narrow_s<u8>(static_cast<u16>(i))), j < -128 ? -128 : j > 127 ? 127 : j);
  }
  static_assert(narrow_u<u16>(u32{0x8000'0000}) == 0 && narrow_u<u16>(u32{0x7FFF'FFFF}) == 0xFFFF);
  static_assert(narrow_s<u16>(u32{0x8000'0000}) == 0x8000 && narrow_s<u16>(u32{0x8000}) == 0x7FFF);
}

TEST(NumericsConversions, ReinterpretKeepsSignallingNaNs) {
  for (const u32 bits : {0x7F80'0001u, 0xFFA0'0000u, 0x8000'0000u}) {
    ASSERT_EQ(reinterpret<u32>(reinterpret<float>(bits)), bits);
  }
  ASSERT_EQ(reinterpret<u64>(reinterpret<double>(u64{0x7FF0'0000'0000'0001})), 0x7FF0'0000'0000'0001u);
}

}  // namespace
}  // namespace touchstone::wasm::numerics
