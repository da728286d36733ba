// A stride through all operands of 32 bits; all of them are in numerics_exhaustive_test.cpp.
#include "interp/tests/numerics_all.hpp"

namespace touchstone::wasm::numerics {
namespace {

constexpr u64 stride = 4'099;

TEST(NumericsStride, FloatRounding) { all::float_rounding(stride); }
TEST(NumericsStride, FloatRootsAndSigns) { all::float_roots_and_signs(stride); }
TEST(NumericsStride, FloatToInteger) { all::float_to_integer(stride); }
TEST(NumericsStride, Promotion) { all::promotion(stride); }
TEST(NumericsStride, IntegerToFloat) { all::integer_to_float(stride); }
TEST(NumericsStride, IntegerBits) { all::integer_bits(stride); }

}  // namespace
}  // namespace touchstone::wasm::numerics
