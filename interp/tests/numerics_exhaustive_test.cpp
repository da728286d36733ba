// All operands of 32 bits (numerics_all.hpp). Label exhaustive: takes minutes.
#include "interp/tests/numerics_all.hpp"

namespace touchstone::wasm::numerics {
namespace {

constexpr u64 stride = 1;

TEST(NumericsAll, FloatRounding) { all::float_rounding(stride); }
TEST(NumericsAll, FloatRootsAndSigns) { all::float_roots_and_signs(stride); }
TEST(NumericsAll, FloatToInteger) { all::float_to_integer(stride); }
TEST(NumericsAll, Promotion) { all::promotion(stride); }
TEST(NumericsAll, IntegerToFloat) { all::integer_to_float(stride); }
TEST(NumericsAll, IntegerBits) { all::integer_bits(stride); }

}  // namespace
}  // namespace touchstone::wasm::numerics
