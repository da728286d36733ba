// Records, variants, enums and flags of a program's own, in all positions: see typed_echo.hpp.
#include "abi/tests/typed_echo.hpp"

namespace shapes {

using namespace touchstone;

struct Point {
  s32 x = 0;
  s64 far_away = 0;
};
TOUCHSTONE_RECORD(Point, x, far_away)

enum class Color { red, deep_blue, default_ };
TOUCHSTONE_ENUM(Color, red, deep_blue, default_)

enum class Mode : u16 { read = 1, write = 2, execute = 0x100 };
TOUCHSTONE_FLAGS(Mode, read, write, execute)

struct Shape : std::variant<double, Point, std::monostate> {
  using variant::variant;
};
TOUCHSTONE_VARIANT(Shape, circle, square_at, nothing)

struct Picture {
  std::string title;
  std::vector<Shape> shapes;
  std::optional<Color> background;
  Mode mode = Mode::read;
};
TOUCHSTONE_RECORD(Picture, title, shapes, background, mode)

struct Renamed {
  u8 a = 0;
  u8 b = 0;
};
TOUCHSTONE_RECORD(Renamed, a, b)
TOUCHSTONE_NAMES(Renamed, "first-one", "second-one")

/// Described for something else, before we knew of it.
struct Known {
  u8 value = 0;
};
BOOST_DESCRIBE_STRUCT(Known, (), (value))

/// A variant without inherited constructors.
struct Bare : std::variant<u8, std::string> {};
TOUCHSTONE_VARIANT(Bare, small, words)

}  // namespace shapes

namespace touchstone::component::host {
namespace {

using shapes::Color;
using shapes::Mode;
using shapes::Picture;
using shapes::Point;
using shapes::Shape;

TEST(TypedRecords, pass) {
  expect_passes<Point>({{1, -2}});
  expect_passes<Picture>(
      {{},
       {"t", {Shape(1.5), Shape(Point{1, 2}), Shape(std::monostate())}, Color::deep_blue, Mode::read | Mode::execute}});
  EXPECT_EQ(type_name<Point>(), "record{x: s32, far-away: s64}");
}

TEST(TypedEnums, pass) {
  expect_passes<Color>({Color::red, Color::deep_blue, Color::default_});
  EXPECT_EQ(type_name<Color>(), "enum{red, deep-blue, default}");
  EXPECT_EQ(to_val(Color::deep_blue), Val::enum_("deep-blue"));
  const auto& t = *component_type<Color>();
  EXPECT_THROW(ComponentTypeOf<Color>::check(static_cast<Color>(9), t, nullptr), Difference);
}

TEST(TypedFlags, pass) {
  expect_passes<Mode>({Mode{}, Mode::read, Mode::write | Mode::execute});
  EXPECT_EQ(to_val(Mode::read | Mode::execute), Val::flags({"read", "execute"}));
  Mode mode = Mode::read;
  mode |= Mode::write;
  EXPECT_EQ(to_val(mode), Val::flags({"read", "write"}));
  mode &= ~Mode::read;
  EXPECT_EQ(mode, Mode::write);
  EXPECT_EQ(to_val(~mode), Val::flags({"read", "execute"}));
  EXPECT_THROW(ComponentTypeOf<Mode>::check(static_cast<Mode>(4), *component_type<Mode>(), nullptr), Difference);
  Heap heap(std::vector<u8>{0xff});
  auto cx = heap.cx();
  EXPECT_EQ(ComponentTypeOf<Mode>::load(LiftContext{cx}, 0, *component_type<Mode>()),
            Mode::read | Mode::write | Mode::execute);
}

TEST(TypedVariants, of_a_programs_own_pass) {
  expect_passes<Shape>({Shape(2.5), Shape(Point{3, 4}), Shape(std::monostate())});
  EXPECT_EQ(type_name<Shape>(), "variant{circle(f64), square-at(record{x: s32, far-away: s64}), nothing}");
  EXPECT_EQ(to_val(Shape(2.5)), Val::variant("circle", 2.5));
  expect_passes<shapes::Bare>({shapes::Bare{u8{1}}, shapes::Bare{std::string("x")}});
}

TEST(TypedNames, are_those_that_the_program_gives) {
  EXPECT_EQ(type_name<shapes::Renamed>(), "record{first-one: u8, second-one: u8}");
  expect_passes<shapes::Renamed>({{u8{1}, u8{2}}});
}

TEST(TypedRecords, that_are_described_already_need_no_line) { expect_passes<shapes::Known>({{u8{7}}}); }

TEST(TypedRecords, say_where_they_differ_from_a_components) {
  const auto types = [](const std::string& type) {
    const auto component = Component::parse(
        everything_on(), "(component (type $t' " + type +
                             ") (import \"t\" (type $t (eq $t'))) (import \"f\" (func (param \"x\" (list $t)))))");
    return std::get<closed::FuncTypePtr>(component.value().imports()[1].type)->params[0].type;
  };
  const auto difference = [&](const std::string& type) {
    return type_difference(component_type<std::vector<Point>>(), types(type), {}).value_or("none");
  };
  EXPECT_EQ(difference("(record (field \"x\" s32) (field \"far-away\" s64))"), "none");
  EXPECT_EQ(difference("(record (field \"x\" s32) (field \"far-away\" u64))"),
            "element: field `far-away`: expected s64, found u64");
  EXPECT_EQ(difference("(record (field \"x\" s32) (field \"near\" s64))"),
            "element: field 1: expected `far-away`, found `near`");
  EXPECT_EQ(difference("(record (field \"x\" s32))"),
            "element: expected record{x: s32, far-away: s64}, found record{x: s32}");
  EXPECT_EQ(type_difference(component_type<std::vector<Color>>(), types("(enum \"red\" \"blue\" \"default\")"), {}),
            "element: case 1: expected `deep-blue`, found `blue`");
}

}  // namespace
}  // namespace touchstone::component::host
