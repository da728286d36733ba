// Records: structs, enums, flags and variants of C++ as those of a component, and results read in place.
#include <cstdio>
#include <string>
#include <variant>
#include <vector>

#include <touchstone/component.hpp>

using namespace touchstone;

struct Point {
  s32 x = 0;
  s32 y = 0;
};
TOUCHSTONE_RECORD(Point, x, y)

enum class Color { red, deep_blue };
TOUCHSTONE_ENUM(Color, red, deep_blue)

struct Shape : std::variant<double, std::vector<Point>, std::monostate> {
  using variant::variant;
};
TOUCHSTONE_VARIANT(Shape, circle, path, nothing)

// `mirror` gives a point back with its coordinates exchanged; `paint` says how many points a shape has, or fails.
constexpr const char* plotter = R"((component
  (type $point' (record (field "x" s32) (field "y" s32)))
  (export $point "point" (type $point'))
  (type $color' (enum "red" "deep-blue"))
  (export $color "color" (type $color'))
  (type $shape' (variant (case "circle" f64) (case "path" (list $point)) (case "nothing")))
  (export $shape "shape" (type $shape'))
  (core module $M
    (memory (export "mem") 1)
    (global $top (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (global.get $top)
      (global.set $top (i32.and (i32.add (global.get $top) (i32.add (local.get 3) (i32.const 7))) (i32.const -8))))
    (func (export "mirror") (param i32 i32) (result i32)
      (i32.store (i32.const 8) (local.get 1)) (i32.store (i32.const 12) (local.get 0)) (i32.const 8))
    (func (export "paint") (param $case i32) (param $ptr i64) (param $length i32) (param $color i32) (result i32)
      (i32.store8 (i32.const 16) (local.get $color))  ;; red is ok, deep-blue is not to be had
      (if (local.get $color)
        (then (i32.store8 (i32.const 20) (local.get $color)))
        (else (i32.store (i32.const 20) (select (local.get $length) (i32.const 0) (i32.eq (local.get $case) (i32.const 1))))))
      (i32.const 16)))
  (core instance $m (instantiate $M))
  (func (export "mirror") (param "p" $point) (result $point) (canon lift (core func $m "mirror") (memory $m "mem")))
  (func (export "paint") (param "s" $shape) (param "c" $color) (result (result u32 (error $color)))
    (canon lift (core func $m "paint") (memory $m "mem") (realloc (func $m "realloc"))))))";

int main() {
  host::Engine engine;
  host::Store store;
  const auto instance = host::Linker().instantiate(store, host::Component::parse(engine, plotter).value()).value();

  const auto mirror = instance.typed_func<Point(Point)>("mirror").value();
  const Point p = mirror.call_and_finish({3, 4}).value();
  std::printf("(3, 4) mirrored is (%d, %d)\n", p.x, p.y);

  const auto paint = instance.typed_func<host::Expected<u32, Color>(Shape, Color)>("paint").value();
  const auto painted = paint(std::vector<Point>{{0, 0}, {1, 1}, {2, 0}}, Color::red).value();
  const auto refused = paint(1.5, Color::deep_blue).value();
  std::printf("painted %u points; blue is %s\n", *painted, refused ? "there" : "out of stock");

  // What does not fit is found when the function is looked up, with the way to the difference.
  const auto wrong = instance.typed_func<Point(std::pair<s32, s32>)>("mirror");
  std::printf("%s\n", wrong.error().message().c_str());
  return p.x == 4 && p.y == 3 && *painted == 3 && refused.error() == Color::deep_blue && !wrong ? 0 : 1;
}
