// Lists, tuples, options, results, variants and maps by their C++ types, in all positions: see typed_echo.hpp.
#include <map>
#include <unordered_map>

#include "abi/tests/typed_echo.hpp"

namespace touchstone::component::host {
namespace {

TEST(TypedLists, pass) {
  expect_passes<std::vector<u8>>({{}, {1, 2, 255}});
  expect_passes<std::vector<bool>>({{}, {true, false, true}});
  expect_passes<std::vector<std::vector<std::string>>>({{}, {{"a", "b"}, {}, {"\u00e9"}}});
}

TEST(TypedLists, arrays_are_lists_of_fixed_length) {
  expect_passes<std::array<u16, 3>>({{1, 2, 3}});
  expect_passes<std::array<std::string, 2>>({{"a", "b"}});
  EXPECT_FALSE((from_val<std::array<u8, 2>>(Val::list({u8{1}}))));
}

TEST(TypedLists, a_span_is_lowered_as_one_block) {
  Heap heap(1024);
  auto cx = heap.cx();
  heap.last_alloc = 64;
  const std::vector<u32> numbers{1, 2, 3};
  const auto& t = *component_type<std::span<const u32>>();
  ComponentTypeOf<std::span<const u32>>::store(cx, numbers, t, 0);
  EXPECT_EQ(heap.calls.size(), 1U);
  EXPECT_EQ(ComponentTypeOf<std::vector<u32>>::load(LiftContext{cx}, 0, t), numbers);
}

TEST(TypedLists, of_a_guest_that_are_wrong_trap) {
  Heap heap(64);
  auto cx = heap.cx();
  const auto load = [&](u32 ptr, u32 length) {
    store_int(cx, ptr, 0, 4);
    store_int(cx, length, 4, 4);
    return trap_of(
        [&] { ComponentTypeOf<std::vector<u32>>::load(LiftContext{cx}, 0, *component_type<std::vector<u32>>()); });
  };
  EXPECT_EQ(load(8, 3), "");
  EXPECT_EQ(load(6, 1), "list_unaligned");
  EXPECT_EQ(load(60, 2), "list_out_of_bounds");
  EXPECT_EQ(load(0, 0xffff'ffff), "list_too_long");
}

TEST(TypedTuples, pass) {
  expect_passes<std::tuple<u8, u64, bool>>({{u8{1}, 2, true}});
  expect_passes<std::pair<std::string, float>>({{"a", 1.5F}});
  expect_passes<std::tuple<std::tuple<u8>, std::pair<u8, u32>>>({{{u8{1}}, {u8{2}, 3U}}});
}

TEST(TypedTuples, wider_than_sixteen_core_values_pass) {
  using Wide = std::tuple<std::array<u32, 20>, std::string>;
  Wide wide;
  for (u32 i = 0; i < 20; ++i) std::get<0>(wide)[i] = i;
  std::get<1>(wide) = "end";
  expect_passes<Wide>({wide});
}

TEST(TypedOptions, pass) {
  expect_passes<std::optional<u32>>({std::nullopt, 7U});
  expect_passes<std::optional<std::optional<std::string>>>({std::nullopt, std::optional<std::string>(), "text"});
}

TEST(TypedResults, pass) {
  expect_passes<Expected<u32, std::string>>({3U, err("full")});
  expect_passes<Expected<void, u8>>({{}, err(u8{4})});
  expect_passes<Expected<std::string, void>>({"x", err()});
  expect_passes<Expected<void, void>>({{}, err()});
}

TEST(TypedVariants, pass_by_position_and_join_core_types) {
  using V = std::variant<std::monostate, float, u64, std::string, std::pair<double, u8>>;
  expect_passes<V>({V(), V(1.5F), V(~u64{0}), V("text"), V(std::pair<double, u8>{2.5, u8{1}})});
}

TEST(TypedVariants, a_discriminant_out_of_range_traps) {
  using V = std::variant<u8, u8>;
  Heap heap(std::vector<u8>{2, 0});
  auto cx = heap.cx();
  EXPECT_EQ(trap_of([&] { ComponentTypeOf<V>::load(LiftContext{cx}, 0, *component_type<V>()); }),
            "invalid_discriminant");
  const std::array<wasm::Value, 2> flat{wasm::Value::of(9U), wasm::Value::of(0U)};
  CoreValueIter vi(flat);
  EXPECT_EQ(trap_of([&] {
              ComponentTypeOf<std::optional<u8>>::lift(LiftContext{cx}, vi, *component_type<std::optional<u8>>());
            }),
            "invalid_discriminant");
}

TEST(TypedMaps, pass) {
  expect_passes<std::map<std::string, u32>>({{}, {{"a", 1}, {"b", 2}}});
  expect_passes<std::map<u8, std::vector<u64>>>({{{u8{1}, {2, 3}}}});
  const std::unordered_map<u32, std::string> unordered{{1, "a"}};
  EXPECT_EQ(to_val(unordered), Val::map({{1U, "a"}}));
  EXPECT_EQ((from_val<std::unordered_map<u32, std::string>>(Val::map({{1U, "a"}})).value()), unordered);
}

TEST(TypedPointers, are_lowered_in_place_and_made_when_lifted) {
  Heap heap(256);
  auto cx = heap.cx();
  heap.last_alloc = 64;
  const auto& t = *component_type<std::unique_ptr<std::string>>();
  ComponentTypeOf<std::unique_ptr<std::string>>::store(cx, std::make_unique<std::string>("one"), t, 0);
  EXPECT_EQ(*ComponentTypeOf<std::unique_ptr<std::string>>::load(LiftContext{cx}, 0, t), "one");
  const std::string referred = "two";
  ComponentTypeOf<std::reference_wrapper<const std::string>>::store(cx, std::cref(referred), t, 0);
  EXPECT_EQ(*ComponentTypeOf<std::shared_ptr<std::string>>::load(LiftContext{cx}, 0, t), "two");
  EXPECT_THROW(ComponentTypeOf<std::shared_ptr<std::string>>::check(nullptr, t, nullptr), Difference);
}

TEST(TypedConversions, say_where_a_val_differs) {
  const auto wrong = from_val<std::vector<std::tuple<u8, std::string>>>(
      Val::list({Val::tuple({u8{1}, "a"}), Val::tuple({u8{1}, u8{2}})}));
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.message().find("element 1: element 1: expected string, found u8"), std::string::npos)
      << wrong.message();
  EXPECT_EQ((type_name<std::map<std::string, std::optional<std::array<u8, 3>>>>()), "map<string, option<list<u8, 3>>>");
}

}  // namespace
}  // namespace touchstone::component::host
