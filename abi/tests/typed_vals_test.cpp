// C++ values and Vals mean the same: what is typed on one side of a call may be Vals on the other, for each mapping. And what
// can't be converted is refused with words. (Resources, streams and futures: typed_objects_test.cpp)
#include <functional>
#include <map>
#include <unordered_map>

#include <gmock/gmock.h>

#include "abi/tests/instantiate.hpp"
#include "abi/tests/typed_echo.hpp"

namespace mapped {

using namespace touchstone;

struct Point {
  s32 x = 0;
  s32 far_away = 0;
};
TOUCHSTONE_RECORD(Point, x, far_away)
enum class Color { red, deep_blue };
TOUCHSTONE_ENUM(Color, red, deep_blue)
enum class Mode : u8 { read = 1, write = 4 };
TOUCHSTONE_FLAGS(Mode, read, write)
struct Shape : std::variant<double, Point, std::monostate> {
  using variant::variant;
};
TOUCHSTONE_VARIANT(Shape, circle, square_at, nothing)

}  // namespace mapped

namespace touchstone::component::host {
namespace {

using namespace mapped;

using testing::ElementsAre;
using testing::HasSubstr;

/// A component whose functions `f` and `g` are the host's, and its function `f`.
class Echo {
 public:
  explicit Echo(const closed::ValType& t)
      : component_(parse_component(echo_component(t, "utf8", "i32"), everything_on())) {}
  Linker linker;
  Instance instance() {
    linker.define_unknown_imports_as_traps(component_);
    return linker.instantiate(store_, component_).value();
  }

 private:
  Component component_;
  Store store_;
};

/// What passes from typed to dynamic, and from dynamic to typed, is what was passed.
template <class T>
void expect_agree(const std::vector<T>& samples) {
  Echo of_vals(component_type<T>());
  std::vector<Val> seen;
  of_vals.linker.define_func("f", [&seen](std::span<const Val> args) {
    seen.emplace_back(args[0]);
    return std::vector<Val>(args.begin(), args.end());
  });
  const auto typed = of_vals.instance().typed_func<T(const T&)>("f").value();
  Echo of_types(component_type<T>());
  of_types.linker.define_func("f", [](const T& v) { return v; });
  Func dynamic = of_types.instance().func("f").value();
  const closed::ValType& t = dynamic.type().result;
  for (const T& v : samples) {
    const Val val = to_val(v, t);
    seen.clear();
    const auto back = typed.call_and_finish(v);
    ASSERT_TRUE(back) << type_name<T>() << ": " << back.message();
    EXPECT_THAT(seen, ElementsAre(val)) << type_name<T>();
    EXPECT_EQ(to_val(*back, t), val) << type_name<T>();

    const auto vals = dynamic.invoke({val});
    ASSERT_TRUE(vals) << type_name<T>() << ": " << vals.message();
    EXPECT_EQ(vals->at(0), val) << type_name<T>();
    const auto converted = from_val<T>(vals->at(0), t);
    ASSERT_TRUE(converted) << type_name<T>() << ": " << converted.message();
    EXPECT_EQ(to_val(*converted, t), val) << type_name<T>();
  }
}

TEST(TypedVals, of_numbers_and_strings) {
  expect_agree<bool>({true, false});
  expect_agree<u8>({200});
  expect_agree<s8>({-100});
  expect_agree<u16>({0xFFFF});
  expect_agree<s16>({-0x8000});
  expect_agree<u32>({0xFFFF'FFFF});
  expect_agree<s32>({-1});
  expect_agree<u64>({~u64{0}});
  expect_agree<s64>({-2});
  expect_agree<float>({1.5F, -0.0F, std::numeric_limits<float>::quiet_NaN()});
  expect_agree<double>({0.1, -0.0, std::numeric_limits<double>::quiet_NaN()});
  expect_agree<char32_t>({U'x', U'\U0001F600'});
  expect_agree<std::string>({"", "h\u00e9llo \U0001F600"});
  expect_agree<std::u16string>({u"", u"h\u00e9llo \U0001F600"});
}

TEST(TypedVals, of_lists_and_maps) {
  expect_agree<std::vector<u16>>({{}, {1, 2, 3}});
  expect_agree<std::vector<bool>>({{true, false}});
  expect_agree<std::vector<std::string>>({{"a", ""}});
  expect_agree<std::array<u32, 3>>({{1, 2, 3}});
  expect_agree<std::map<std::string, u32>>({{}, {{"a", 1}, {"b", 2}}});
  expect_agree<std::unordered_map<u32, std::string>>({{{1, "a"}}});
}

TEST(TypedVals, of_types_without_names) {
  expect_agree<std::optional<u32>>({std::nullopt, 7});
  expect_agree<std::optional<std::optional<bool>>>({std::nullopt, std::optional<bool>(), true});
  expect_agree<Expected<u32, std::string>>({7U, err(std::string("no"))});
  expect_agree<Expected<void, u8>>({{}, err(u8{1})});
  expect_agree<Expected<std::tuple<>, void>>({{}, err()});
  expect_agree<std::tuple<u8, std::string>>({{u8{1}, "x"}});
  expect_agree<std::pair<char32_t, bool>>({{U'x', true}});
  using Unnamed = std::variant<std::monostate, u32, std::string, std::tuple<>>;
  expect_agree<Unnamed>({Unnamed(), 7U, "x", std::tuple<>()});
  expect_agree<std::vector<Unnamed>>({{7U, "x"}});
}

TEST(TypedVals, of_derived_types_and_pointers) {
  expect_agree<Point>({{1, -2}});
  expect_agree<Color>({Color::red, Color::deep_blue});
  expect_agree<Mode>({Mode{}, Mode::write, Mode::read | Mode::write});
  expect_agree<Shape>({Shape(1.5), Shape(Point{1, 2}), Shape(std::monostate())});
  expect_agree<std::shared_ptr<Point>>({std::make_shared<Point>(Point{3, 4})});
}

/// A function of the host's with Vals gets what is passed by reference.
template <class T, class Result>
Val received(const T& v) {
  Echo echo(component_type<T>());
  Val seen;
  echo.linker.define_func("f", [&seen](std::span<const Val> args) {
    seen = args[0];
    return std::vector<Val>(args.begin(), args.end());
  });
  EXPECT_TRUE((echo.instance().typed_func<Result(const T&)>("f")->call_and_finish(v)));
  return seen;
}

TEST(TypedVals, of_what_refers_to_values) {
  const std::string text = "h\u00e9llo";
  const std::vector<u32> numbers{1, 2};
  EXPECT_EQ((received<std::string_view, std::string>(text)), to_val(text));
  EXPECT_EQ((received<std::u16string_view, std::string>(u"h\u00e9llo")), to_val(text));
  EXPECT_EQ((received<std::span<const u32>, std::vector<u32>>(numbers)), to_val(numbers));
  EXPECT_EQ((received<std::reference_wrapper<const std::string>, std::string>(text)), to_val(text));
  EXPECT_EQ((received<std::unique_ptr<std::string>, std::unique_ptr<std::string>>(std::make_unique<std::string>(text))),
            to_val(text));
  EXPECT_EQ(**from_val<std::unique_ptr<std::string>>(to_val(text)), text);
}

TEST(TypedVals, what_can_not_be_is_refused_with_words) {
  const auto words = [](auto&& f) -> std::string {
    try {
      f();
      return "nothing";
    } catch (const wasm::HostError& wrong) {
      return wrong.message(Wording::component);
    }
  };
  EXPECT_THAT(words([] { to_val(std::unique_ptr<u32>()); }), HasSubstr("a null pointer"));
  EXPECT_THAT(words([] { to_val(HostOwn<Point>()); }), HasSubstr("a resource that was given away"));
  EXPECT_THAT(words([] { to_val(std::u16string(1, char16_t{0xD800})); }), HasSubstr("not well-formed UTF-16"));
  EXPECT_THAT(words([] { to_val(7U, component_type<u64>()); }), HasSubstr("expected u32, found u64"));
  EXPECT_THAT(from_val<u32>(Val(7U), component_type<u64>()).message(), HasSubstr("expected u32, found u64"));
  EXPECT_THAT(from_val<std::string>(Val("\xff")).message(), HasSubstr("not well-formed UTF-8"));
  EXPECT_THAT(from_val<std::u16string>(Val("\xff")).message(), HasSubstr("not well-formed UTF-8"));
  EXPECT_THAT(from_val<char32_t>(Val(char32_t{0xD800})).message(), HasSubstr("not a Unicode scalar value"));
  EXPECT_THAT(from_val<u32>(Val(u8{7})).message(), HasSubstr("expected u32, found u8"));
  EXPECT_THAT((from_val<std::array<u8, 2>>(Val::list({Val(u8{1})}))).message(), HasSubstr("expected 2 elements"));
  EXPECT_THAT(from_val<StreamOf<u8>>(Val(Stream())).message(), HasSubstr("an empty stream"));
}

}  // namespace
}  // namespace touchstone::component::host
