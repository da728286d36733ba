// 6.3 Values: literals at the edges of their ranges, and floats rounded once.
#include <bit>
#include <random>

#include <gtest/gtest.h>

#include "interp/text/values.hpp"

namespace touchstone::wasm {
namespace {

TEST(Integers, UnsignedRange) {
  EXPECT_EQ(parse_uN("255", 8), 255U);
  EXPECT_EQ(parse_uN("0x1_00", 8), std::nullopt);
  EXPECT_EQ(parse_uN("4294967295", 32), 0xFFFF'FFFFU);
  EXPECT_EQ(parse_uN("4294967296", 32), std::nullopt);
  EXPECT_EQ(parse_uN("18_446_744_073_709_551_615", 64), ~u64{0});
  EXPECT_EQ(parse_uN("18446744073709551616", 64), std::nullopt);
  EXPECT_EQ(parse_uN("00000000000000000000000000000000000001", 8), 1U);
}

TEST(Integers, SignedOrUnsigned) {
  EXPECT_EQ(parse_iN("-0x8000_0000", 32), 0x8000'0000U);
  EXPECT_EQ(parse_iN("-2147483649", 32), std::nullopt);
  EXPECT_EQ(parse_iN("4294967295", 32), 0xFFFF'FFFFU);
  EXPECT_EQ(parse_iN("+2147483647", 32), 0x7FFF'FFFFU);
  EXPECT_EQ(parse_iN("+2147483648", 32), std::nullopt);
  EXPECT_EQ(parse_iN("-1", 8), 0xFFU);
  EXPECT_EQ(parse_iN("-9223372036854775808", 64), u64{1} << 63U);
  EXPECT_EQ(parse_iN("-9223372036854775809", 64), std::nullopt);
  EXPECT_EQ(parse_iN("-0", 64), 0U);
}

TEST(Numbers, NothingButALiteralIsOne) {
  for (const char* text : {"",         "-",   "+",    "foo", "1x",   " 1",   "1 ",      "_1",     "1_",
                           "1__0",     "0x",  "0x_1", ".5",  "1e",   "1e+",  "1.0e2.0", "0x1p",   "--1",
                           "+-1",      "NaN", "Inf",  "INF", "nan5", "nan:", "nan:1",   "nan:0x", "nan:canonical",
                           "infinity", "1,5", "0X1",  "1f",  "0x1.g"}) {
    EXPECT_EQ(parse_f32(text), std::nullopt) << text;
    EXPECT_EQ(parse_f64(text), std::nullopt) << text;
    EXPECT_EQ(parse_iN(text, 32), std::nullopt) << text;
    EXPECT_EQ(parse_uN(text, 64), std::nullopt) << text;
  }
  for (const char* text : {"1.", "1e5", "0x1p3", "1_0.0_1E-1_0", "0xA.8P+1"}) {
    EXPECT_NE(parse_f64(text), std::nullopt) << text;
    EXPECT_EQ(parse_iN(text, 64), std::nullopt) << text;
  }
  EXPECT_EQ(parse_f64("1_0.0_5"), std::bit_cast<u64>(10.05));
  EXPECT_EQ(parse_f64("-0x1_0.8p-1"), std::bit_cast<u64>(-8.25));
  EXPECT_EQ(parse_f32("+1_000"), std::bit_cast<u32>(1000.F));
  EXPECT_EQ(parse_uN("+1", 32), std::nullopt);
}

TEST(Floats, SpecialValues) {
  EXPECT_EQ(parse_f32("inf"), 0x7F80'0000U);
  EXPECT_EQ(parse_f32("-inf"), 0xFF80'0000U);
  EXPECT_EQ(parse_f32("nan"), 0x7FC0'0000U);
  EXPECT_EQ(parse_f32("-nan:0x20_0000"), 0xFFA0'0000U);
  EXPECT_EQ(parse_f32("nan:0x7f_ffff"), 0x7FFF'FFFFU);
  EXPECT_EQ(parse_f32("nan:0x0"), std::nullopt);
  EXPECT_EQ(parse_f32("nan:0x80_0000"), std::nullopt);
  EXPECT_EQ(parse_f64("nan"), 0x7FF8'0000'0000'0000U);
  EXPECT_EQ(parse_f64("nan:0xf_ffff_ffff_ffff"), 0x7FFF'FFFF'FFFF'FFFFU);
  EXPECT_EQ(parse_f64("nan:0x10_0000_0000_0000"), std::nullopt);
  EXPECT_EQ(parse_f32("-0"), 0x8000'0000U);
  EXPECT_EQ(parse_f32("-0x0.0p99999999999999999999"), 0x8000'0000U);
}

TEST(Floats, OverflowIsRefusedWhereRoundingReachesInfinity) {
  EXPECT_EQ(parse_f32("0x1.fffffep127"), 0x7F7F'FFFFU);
  EXPECT_EQ(parse_f32("0x1.fffffefffffffffffffp127"), 0x7F7F'FFFFU);
  EXPECT_EQ(parse_f32("0x1.ffffffp127"), std::nullopt);
  EXPECT_EQ(parse_f32("340282356779733661637539395458142568447"), 0x7F7F'FFFFU);
  EXPECT_EQ(parse_f32("340282356779733661637539395458142568448"), std::nullopt);
  EXPECT_EQ(parse_f64("0x1.fffffffffffff7ffffffffp1023"), 0x7FEF'FFFF'FFFF'FFFFU);
  EXPECT_EQ(parse_f64("0x1.fffffffffffff8p1023"), std::nullopt);
  EXPECT_EQ(parse_f64("1e99999999999999999999999"), std::nullopt);
}

TEST(Floats, UnderflowIsRounded) {
  EXPECT_EQ(parse_f32("0x1p-149"), 1U);
  EXPECT_EQ(parse_f32("0x1p-150"), 0U);  // a tie, to even
  EXPECT_EQ(parse_f32("0x1.0000000000000000000000000001p-150"), 1U);
  EXPECT_EQ(parse_f32("-0x1p-99999"), 0x8000'0000U);
  EXPECT_EQ(parse_f32("0x1.8p-149"), 2U);
  EXPECT_EQ(parse_f64("0x1p-1074"), 1U);
  EXPECT_EQ(parse_f64("0x1p-1075"), 0U);
  EXPECT_EQ(parse_f64("0x1.00000000000000000000000000000000001p-1075"), 1U);
  EXPECT_EQ(parse_f64("4.9406564584124654e-324"), 1U);
  EXPECT_EQ(parse_f64("1e-99999999999999999999999"), 0U);
}

TEST(Floats, RoundedOnceToTheirWidth) {
  // Rounding to f64 first would make a tie of it, and then the even neighbour below.
  EXPECT_EQ(parse_f32("0x1.00000100000000001p0"), 0x3F80'0001U);
  EXPECT_EQ(parse_f32("1.00000005960464477539062500000000000000000000000000000001"), 0x3F80'0001U);
  EXPECT_EQ(parse_f32("1.000000059604644775390625"), 0x3F80'0000U);
  EXPECT_EQ(parse_f32("0x0.00000100000000000000000000000000000000p25"), 0x4000'0000U);
  EXPECT_EQ(parse_f64("0x1.00000000000008p0"), 0x3FF0'0000'0000'0000U);
  EXPECT_EQ(parse_f64("0x1.000000000000080001p0"), 0x3FF0'0000'0000'0001U);
  EXPECT_EQ(parse_f64("9007199254740993"), 0x4340'0000'0000'0000U);
}

TEST(Floats, PrintReadsBackBitForBit) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200'000; ++i) {
    const u64 bits = random();
    const auto half = static_cast<u32>(bits);
    ASSERT_EQ(parse_f32(print_f32(half)), half) << print_f32(half);
    ASSERT_EQ(parse_f64(print_f64(bits)), bits) << print_f64(bits);
    const u64 subnormal = bits >> 12U >> (bits % 52);
    ASSERT_EQ(parse_f64(print_f64(subnormal)), subnormal);
    ASSERT_NE(number_kind(print_f64(bits)), NumberKind::none);
  }
}

TEST(Floats, PrintsWhatPeopleWrite) {
  EXPECT_EQ(print_f64(std::bit_cast<u64>(0.1)), "0.1");
  EXPECT_EQ(print_f64(std::bit_cast<u64>(-0.0)), "-0");
  EXPECT_EQ(print_f32(0x7FC0'0000U), "nan");
  EXPECT_EQ(print_f32(0xFF80'0001U), "-nan:0x1");
  EXPECT_EQ(print_f32(0xFF80'0000U), "-inf");
}

TEST(Strings, PrintEscapesWhatIsNotSeen) {
  EXPECT_EQ(print_string(std::string_view("a\"\\\0\x7f\xff", 6), false), R"("a\"\\\00\7f\ff")");
  EXPECT_EQ(print_string("\xE2\x98\xBA\xE2\x80\xAE", true), "\"\xE2\x98\xBA\\u{202e}\"");
  EXPECT_EQ(print_string("\xE2\x98", true), R"("\e2\98")");
  EXPECT_EQ(print_id("a.b"), "$a.b");
  EXPECT_EQ(print_id("a b"), "$\"a b\"");
}

}  // namespace
}  // namespace touchstone::wasm
