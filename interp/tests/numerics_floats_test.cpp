// Floating-point operators (4.3.3) against arithmetic in integers (numerics_reference.hpp), bit for bit but for NaNs,
// which operators make with any bits; what replaces those must be an element of nans_N{z*}.
#include <cfenv>
#include <vector>

#include <gtest/gtest.h>

#include "interp/execution/numerics/floats.hpp"
#include "interp/tests/numerics_reference.hpp"

namespace touchstone::wasm::numerics {
namespace {

template <class F, class... Z>
testing::AssertionResult agrees(F actual, reference::Result<F> expected, Z... z) {
  if (!expected) {
    if (is_nan(actual)) return testing::AssertionSuccess();
  } else if (fbits(actual) == fbits(*expected)) {
    return testing::AssertionSuccess();
  }
  auto failure = testing::AssertionFailure() << "got " << actual << ", expected ";
  failure << expected.value_or(canonical_nan<F>()) << " for" << std::hex;
  ((failure << " " << z << " (0x" << fbits(z) << ")"), ...);
  return failure;
}

template <class F>
struct NumericsFloats : testing::Test {
  static std::vector<F> values() {
    std::vector<F> list = reference::edges<F>();
    for (const F z : reference::random_bits<F>(80, 2)) list.push_back(z);
    for (const F z : reference::random_near_one<F>(80, 3)) list.push_back(z);
    return list;
  }
};

using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(NumericsFloats, Types);

TYPED_TEST(NumericsFloats, Arithmetic) {
  using F = TypeParam;
  ASSERT_EQ(std::fegetround(), FE_TONEAREST);
  const std::vector<F> values = this->values();
  for (const F a : values) {
    ASSERT_TRUE(agrees<F>(fsqrt(a), reference::sqrt(a), a));
    for (const F b : values) {
      ASSERT_TRUE(agrees<F>(fadd(a, b), reference::add(a, b), a, b));
      ASSERT_TRUE(agrees<F>(fsub(a, b), reference::sub(a, b), a, b));
      ASSERT_TRUE(agrees<F>(fmul(a, b), reference::mul(a, b), a, b));
      ASSERT_TRUE(agrees<F>(fdiv(a, b), reference::div(a, b), a, b));
      ASSERT_TRUE(agrees<F>(fmin(a, b), reference::min(a, b), a, b));
      ASSERT_TRUE(agrees<F>(fmax(a, b), reference::max(a, b), a, b));
    }
  }
}

TYPED_TEST(NumericsFloats, RoundingToIntegralValues) {
  using F = TypeParam;
  std::vector<F> values = this->values();
  for (int quarter = -40; quarter <= 40; quarter++) values.push_back(static_cast<F>(quarter) / 4);
  for (const F z : reference::random_bits<F>(20'000, 4)) values.push_back(z);
  for (const F z : values) {
    ASSERT_TRUE(agrees<F>(fceil(z), reference::ceil(z), z));
    ASSERT_TRUE(agrees<F>(ffloor(z), reference::floor(z), z));
    ASSERT_TRUE(agrees<F>(ftrunc(z), reference::trunc(z), z));
    ASSERT_TRUE(agrees<F>(fnearest(z), reference::nearest(z), z));
  }
}

TYPED_TEST(NumericsFloats, SignsAreBitsAlsoOfNaNs) {
  using F = TypeParam;
  for (const F a : this->values()) {
    const Bits<F> magnitude = fbits(a) % sign_bit<F>, sign = fbits(a) - magnitude;
    ASSERT_EQ(fbits(fabs(a)), magnitude);
    ASSERT_EQ(fbits(fneg(a)), magnitude + (sign == 0 ? sign_bit<F> : 0));
    for (const F b : this->values()) {
      ASSERT_EQ(fbits(fcopysign(a, b)), magnitude + (fbits(b) - fbits(b) % sign_bit<F>));
    }
  }
}

// Numbers that are not NaN are ordered as the integers made from their bits, but for the two zeroes.
TYPED_TEST(NumericsFloats, RelationsFollowTheOrderOfBits) {
  using F = TypeParam;
  const auto rank = [](F z) {
    const s128 magnitude = fbits(fabs(z));
    return reference::is_negative(z) ? -magnitude : magnitude;
  };
  for (const F a : this->values()) {
    for (const F b : this->values()) {
      const bool ordered = !is_nan(a) && !is_nan(b);
      ASSERT_EQ(feq(a, b), ordered && rank(a) == rank(b) ? 1u : 0u);
      ASSERT_EQ(fne(a, b), ordered && rank(a) == rank(b) ? 0u : 1u);
      ASSERT_EQ(flt(a, b), ordered && rank(a) < rank(b) ? 1u : 0u);
      ASSERT_EQ(fgt(a, b), ordered && rank(a) > rank(b) ? 1u : 0u);
      ASSERT_EQ(fle(a, b), ordered && rank(a) <= rank(b) ? 1u : 0u);
      ASSERT_EQ(fge(a, b), ordered && rank(a) >= rank(b) ? 1u : 0u);
      ASSERT_EQ(fbits(fpmin(a, b)), fbits(ordered && rank(b) < rank(a) ? b : a));
      ASSERT_EQ(fbits(fpmax(a, b)), fbits(ordered && rank(a) < rank(b) ? b : a));
    }
  }
}

TYPED_TEST(NumericsFloats, NaNsToChooseFrom) {
  using F = TypeParam;
  const Bits<F> infinity = fbits(std::numeric_limits<F>::infinity());
  const F canonical = canonical_nan<F>(), quiet = inv_fbits<F>(infinity | canon<F> | 1);
  volatile Bits<F> one = 1;  // the compiler may quiet a constant
  const F signalling = inv_fbits<F>(infinity | one);
  ASSERT_EQ(fbits(canonical), infinity + canon<F>);
  ASSERT_TRUE(is_canonical_nan(fneg(canonical)));
  ASSERT_FALSE(is_canonical_nan(quiet));
  ASSERT_TRUE(is_arithmetic_nan(quiet));
  ASSERT_FALSE(is_arithmetic_nan(signalling));
  ASSERT_FALSE(is_arithmetic_nan(inv_fbits<F>(infinity)));
  ASSERT_EQ(nans_of(), Nans::canonical);
  ASSERT_EQ(nans_of(F{1}, fneg(canonical)), Nans::canonical);
  ASSERT_EQ(nans_of(canonical, quiet), Nans::arithmetic);
  ASSERT_EQ(nans_of(signalling, F{1}), Nans::arithmetic);
  for (const Nans set : {Nans::canonical, Nans::arithmetic}) {
    ASSERT_EQ(fbits(nans<F>(set, 0)), fbits(canonical));
    for (u32 n = 0; n < nans_count(set); n++) {
      ASSERT_TRUE(set == Nans::canonical ? is_canonical_nan(nans<F>(set, n)) : is_arithmetic_nan(nans<F>(set, n)));
      for (u32 k = 0; k < n; k++) ASSERT_NE(fbits(nans<F>(set, n)), fbits(nans<F>(set, k)));
    }
  }
  ASSERT_EQ(fbits(deterministic(fneg(signalling))), fbits(canonical));
  ASSERT_EQ(fbits(deterministic(F{-0.0})), sign_bit<F>);
}

// A stride through all 2^32 floats.
TEST(NumericsF32, UnaryOperatorsOverTheWholeRange) {
  for (u64 bits = 0; bits < u64{1} << 32; bits += 65'537) {
    const float z = inv_fbits<float>(static_cast<u32>(bits));
    ASSERT_TRUE(agrees<float>(fsqrt(z), reference::sqrt(z), z));
    ASSERT_TRUE(agrees<float>(fceil(z), reference::ceil(z), z));
    ASSERT_TRUE(agrees<float>(ffloor(z), reference::floor(z), z));
    ASSERT_TRUE(agrees<float>(ftrunc(z), reference::trunc(z), z));
    ASSERT_TRUE(agrees<float>(fnearest(z), reference::nearest(z), z));
  }
}

// A double has more than twice the digits of a float, so it rounds to the same float as the exact result.
TEST(NumericsF32, ArithmeticThroughDoubles) {
  const std::vector<float> values = reference::random_bits<float>(2'000, 5);
  for (std::size_t n = 0; n + 1 < values.size(); n++) {
    const float a = values[n], b = values[n + 1];
    if (is_nan(a) || is_nan(b)) continue;
    ASSERT_EQ(fbits(fadd(a, b)), fbits(static_cast<float>(double{a} + double{b})));
    ASSERT_EQ(fbits(fmul(a, b)), fbits(static_cast<float>(double{a} * double{b})));
    ASSERT_EQ(fbits(fdiv(a, b)), fbits(static_cast<float>(double{a} / double{b})));
  }
}

}  // namespace
}  // namespace touchstone::wasm::numerics
