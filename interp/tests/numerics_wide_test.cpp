// Wide arithmetic against the compiler's own 128-bit integers: edge values and random bits.
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "interp/execution/numerics/wide.hpp"

namespace touchstone::wasm::numerics {

namespace {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
using u128 = unsigned __int128;
using s128 = __int128;
#pragma GCC diagnostic pop

u128 whole(Halves x) { return u128{x.high} << 64 | x.low; }
Halves halves(u128 x) { return {static_cast<u64>(x), static_cast<u64>(x >> 64)}; }

std::vector<u64> values() {
  std::vector<u64> out = {0,       1,      2, 0xffff'ffff, 0x1'0000'0000, 0x7fff'ffff'ffff'ffff, 0x8000'0000'0000'0000,
                          ~u64{0}, ~u64{1}};
  std::mt19937_64 random(9);
  for (int i = 0; i < 40; ++i) out.push_back(random());
  return out;
}

}  // namespace

TEST(Wide, Products) {
  for (const u64 a : values()) {
    for (const u64 b : values()) {
      EXPECT_EQ(mul_wide_u(a, b), halves(u128{a} * b)) << a << " * " << b;
      const s128 product = s128{static_cast<s64>(a)} * static_cast<s64>(b);
      EXPECT_EQ(mul_wide_s(a, b), halves(static_cast<u128>(product))) << a << " * " << b;
    }
  }
}

TEST(Wide, SumsAndDifferences) {
  std::mt19937_64 random(10);
  for (const u64 low : values()) {
    for (const u64 high : values()) {
      const Halves a{low, high};
      const Halves b{random() & (random() % 2 == 0 ? ~u64{0} : u64{0}), random()};
      for (const Halves& c : {b, Halves{~low, ~high}, Halves{~low + 1, high}, a}) {
        EXPECT_EQ(add128(a, c), halves(whole(a) + whole(c)));
        EXPECT_EQ(sub128(a, c), halves(whole(a) - whole(c)));
      }
    }
  }
}

}  // namespace touchstone::wasm::numerics
