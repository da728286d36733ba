// 5.2.2 Integers: the edges of LEB128 for each width that the format uses, against the grammar's own arithmetic.
#include "interp/support/leb128.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace touchstone::leb128 {
namespace {

std::string bytes(std::initializer_list<int> list) {
  std::string out;
  for (const int b : list) out += static_cast<char>(b);
  return out;
}

template <u32 N>
Fault fault_u(const std::string& encoded) {
  std::size_t at = 0;
  u64 n = 0;
  return read_u<N>(encoded, at, n);
}

template <u32 N>
Fault fault_s(const std::string& encoded) {
  std::size_t at = 0;
  s64 i = 0;
  return read_s<N>(encoded, at, i);
}

template <u32 N>
void expect_u(u64 n) {
  std::string encoded;
  append_u(encoded, n);
  std::size_t at = 0;
  u64 back = 0;
  EXPECT_EQ(read_u<N>(encoded, at, back), Fault::none) << n;
  EXPECT_EQ(back, n);
  EXPECT_EQ(at, encoded.size());

  // Groups of zeros behind are well-formed up to the greatest length.
  while (encoded.size() < (N + 6) / 7) {
    encoded.back() = static_cast<char>(static_cast<unsigned char>(encoded.back()) | 0x80);
    encoded += '\0';
    at = 0;
    EXPECT_EQ(read_u<N>(encoded, at, back), Fault::none) << n;
    EXPECT_EQ(back, n);
  }
  encoded.back() = static_cast<char>(static_cast<unsigned char>(encoded.back()) | 0x80);
  encoded += '\0';
  EXPECT_EQ(fault_u<N>(encoded), Fault::too_long) << n;
}

template <u32 N>
void expect_s(s64 i) {
  std::string encoded;
  append_s(encoded, i);
  std::size_t at = 0;
  s64 back = 0;
  EXPECT_EQ(read_s<N>(encoded, at, back), Fault::none) << i;
  EXPECT_EQ(back, i);
  EXPECT_EQ(at, encoded.size());

  // Groups that repeat the sign are well-formed up to the greatest length.
  const char sign = i < 0 ? 0x7F : 0x00;
  while (encoded.size() < (N + 6) / 7) {
    encoded.back() = static_cast<char>(static_cast<unsigned char>(encoded.back()) | 0x80);
    encoded += sign;
    at = 0;
    EXPECT_EQ(read_s<N>(encoded, at, back), Fault::none) << i;
    EXPECT_EQ(back, i);
  }
  encoded.back() = static_cast<char>(static_cast<unsigned char>(encoded.back()) | 0x80);
  encoded += sign;
  EXPECT_EQ(fault_s<N>(encoded), Fault::too_long) << i;
}

TEST(Leb128, UnsignedValuesAroundEveryPowerOfTwo) {
  for (u32 k = 0; k < 64; ++k) {
    for (const u64 n : {(u64{1} << k) - 1, u64{1} << k, (u64{1} << k) + 1}) {
      if (k < 32 && n <= 0xFFFFFFFF) expect_u<32>(n);
      expect_u<64>(n);
    }
  }
  expect_u<32>(0xFFFFFFFF);
  expect_u<64>(~u64{0});
  expect_u<1>(1);
}

TEST(Leb128, SignedValuesAroundEveryPowerOfTwo) {
  for (u32 k = 0; k < 63; ++k) {
    for (const s64 m : {(s64{1} << k) - 1, s64{1} << k}) {
      for (const s64 i : {m, -m, -m - 1}) {
        if (k < 31 || (k == 31 && i < (s64{1} << 31) && i >= -(s64{1} << 31))) expect_s<32>(i);
        if (k < 32) expect_s<33>(i);
        expect_s<64>(i);
      }
    }
  }
  expect_s<64>(INT64_MIN);
  expect_s<64>(INT64_MAX);
}

TEST(Leb128, ShortestForms) {
  const auto u = [](u64 n) {
    std::string out;
    append_u(out, n);
    return out;
  };
  const auto s = [](s64 i) {
    std::string out;
    append_s(out, i);
    return out;
  };
  EXPECT_EQ(u(0), bytes({0}));
  EXPECT_EQ(u(127), bytes({0x7F}));
  EXPECT_EQ(u(128), bytes({0x80, 0x01}));
  EXPECT_EQ(u(624485), bytes({0xE5, 0x8E, 0x26}));
  EXPECT_EQ(s(63), bytes({0x3F}));
  EXPECT_EQ(s(64), bytes({0xC0, 0x00}));
  EXPECT_EQ(s(-64), bytes({0x40}));
  EXPECT_EQ(s(-65), bytes({0xBF, 0x7F}));
  EXPECT_EQ(s(-123456), bytes({0xC0, 0xBB, 0x78}));
}

TEST(Leb128, UnusedBitsOfTheLastByte) {
  EXPECT_EQ(fault_u<32>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x0F})), Fault::none);
  EXPECT_EQ(fault_u<32>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x1F})), Fault::too_large);
  EXPECT_EQ(fault_u<64>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01})), Fault::none);
  EXPECT_EQ(fault_u<64>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x02})), Fault::too_large);
  EXPECT_EQ(fault_u<1>(bytes({2})), Fault::too_large);
  // Signed: all bits beyond the sign are equal to it.
  EXPECT_EQ(fault_s<32>(bytes({0x80, 0x80, 0x80, 0x80, 0x78})), Fault::none);
  EXPECT_EQ(fault_s<32>(bytes({0x80, 0x80, 0x80, 0x80, 0x70})), Fault::too_large);
  EXPECT_EQ(fault_s<32>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x07})), Fault::none);
  EXPECT_EQ(fault_s<32>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x0F})), Fault::too_large);
  EXPECT_EQ(fault_s<33>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x0F})), Fault::none);
  EXPECT_EQ(fault_s<33>(bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x1F})), Fault::too_large);
  EXPECT_EQ(fault_s<7>(bytes({0x40})), Fault::none);
  EXPECT_EQ(fault_s<7>(bytes({0xC0, 0x7F})), Fault::too_long);
}

TEST(Leb128, EndOfInput) {
  EXPECT_EQ(fault_u<32>(""), Fault::unexpected_end);
  EXPECT_EQ(fault_u<32>(bytes({0x80, 0x80})), Fault::unexpected_end);
  EXPECT_EQ(fault_s<64>(bytes({0xFF})), Fault::unexpected_end);
}

}  // namespace
}  // namespace touchstone::leb128
