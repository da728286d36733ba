// Numbers, characters and strings by their C++ types, in all positions: see typed_echo.hpp.
#include <limits>

#include "abi/tests/typed_echo.hpp"

namespace touchstone::component::host {
namespace {

template <class T>
class TypedIntegers : public testing::Test {};
using Integers = testing::Types<u8, s8, u16, s16, u32, s32, u64, s64>;
TYPED_TEST_SUITE(TypedIntegers, Integers);

TYPED_TEST(TypedIntegers, pass) {
  using Limits = std::numeric_limits<TypeParam>;
  expect_passes<TypeParam>({TypeParam{0}, Limits::min(), Limits::max(), TypeParam{42}});
}

TEST(TypedScalars, floats_pass_and_nans_are_canonical) {
  expect_passes<float>(
      {0.0F, -0.0F, 1.5F, std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()});
  expect_passes<double>(
      {0.0, -0.0, 1e300, std::numeric_limits<double>::denorm_min(), -std::numeric_limits<double>::quiet_NaN()});
  Heap heap(64);
  auto cx = heap.cx();
  store_int(cx, 0x7fa0'0001, 0, 4);
  EXPECT_EQ(std::bit_cast<u32>(ComponentTypeOf<float>::load(LiftContext{cx}, 0, *component_type<float>())),
            0x7fc0'0000U);
}

TEST(TypedScalars, bools_and_characters_pass) {
  expect_passes<bool>({false, true});
  expect_passes<char32_t>({U'a', U'\u00e9', U'\ud7ff', U'\U0010FFFF'});
}

TEST(TypedScalars, what_is_no_character_is_refused_on_both_sides) {
  Heap heap(64);
  auto cx = heap.cx();
  const auto& t = *component_type<char32_t>();
  for (const u32 wrong : {0xd800U, 0xdfffU, 0x11'0000U}) {
    EXPECT_THROW(ComponentTypeOf<char32_t>::check(static_cast<char32_t>(wrong), t, nullptr), Difference);
    store_int(cx, wrong, 0, 4);
    EXPECT_EQ(trap_of([&] { ComponentTypeOf<char32_t>::load(LiftContext{cx}, 0, t); }), "invalid_char");
  }
}

TEST(TypedStrings, pass_in_all_encodings) {
  expect_passes<std::string>({"", "plain", "h\u00e9llo", "\u4f60\u597d", "\U0001F600 end"});
  expect_passes<std::u16string>({u"", u"plain", u"h\u00e9llo", u"\u4f60\u597d", u"\U0001F600 end"});
}

TEST(TypedStrings, what_is_not_well_formed_is_refused_before_it_is_lowered) {
  const auto& t = *component_type<std::string>();
  EXPECT_THROW(ComponentTypeOf<std::string>::check("\xc3", t, nullptr), Difference);
  EXPECT_THROW(ComponentTypeOf<std::string_view>::check("\xed\xa0\x80", t, nullptr), Difference);
  EXPECT_THROW(ComponentTypeOf<std::u16string>::check(std::u16string(1, 0xd800), t, nullptr), Difference);
  EXPECT_THROW(ComponentTypeOf<std::u16string_view>::check(std::u16string(1, 0xdc00), t, nullptr), Difference);
}

TEST(TypedStrings, views_of_the_host_are_lowered_as_strings) {
  Heap heap(256);
  auto cx = heap.cx();
  heap.last_alloc = 64;
  ComponentTypeOf<std::string_view>::store(cx, "h\u00e9llo", *component_type<std::string_view>(), 0);
  EXPECT_EQ(load_string(cx, 0).text, "h\u00e9llo");
  ComponentTypeOf<std::u16string_view>::store(cx, u"h\u00e9llo", *component_type<std::u16string_view>(), 0);
  EXPECT_EQ(load_string(cx, 0).text, "h\u00e9llo");
}

TEST(TypedStrings, of_a_guest_that_are_wrong_trap) {
  Heap heap(std::vector<u8>{16, 0, 0, 0, 2, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0, 0xc3, 0x28});
  auto cx = heap.cx();
  const auto& t = *component_type<std::string>();
  EXPECT_EQ(trap_of([&] { ComponentTypeOf<std::string>::load(LiftContext{cx}, 0, t); }), "invalid_utf8");
  EXPECT_EQ(trap_of([&] { ComponentTypeOf<std::string>::load(LiftContext{cx}, 8, t); }), "string_out_of_bounds");
}

}  // namespace
}  // namespace touchstone::component::host
