// C++ values and Vals mean the same: what is typed on one side of a call may be Vals on the other, for each mapping; resources,
// streams and futures too. And what can't be converted is refused with words.
#include <functional>
#include <map>
#include <unordered_map>

#include <gmock/gmock.h>

#include "abi/tests/host_guests.hpp"
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

// ---- Resources

struct File {
  explicit File(u32 of) : size(of) {}
  u32 size;
};

/// Gives away what the host gives, takes and looks at files.
constexpr const char* files = R"((component
  (import "file" (type $file (sub resource)))
  (import "open" (func $open (param "n" u32) (result (own $file))))
  (import "size" (func $size (param "f" (borrow $file)) (result u32)))
  (core func $open' (canon lower (func $open)))
  (core func $size' (canon lower (func $size)))
  (core func $drop (canon resource.drop $file))
  (core module $M
    (import "" "open" (func $open (param i32) (result i32)))
    (import "" "size" (func $size (param i32) (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "open") (param i32) (result i32) (call $open (local.get 0)))
    (func (export "take") (param i32) (result i32) (local i32)
      (local.set 1 (call $size (local.get 0))) (call $drop (local.get 0)) (local.get 1)))
  (core instance $m (instantiate $M (with "" (instance
    (export "open" (func $open')) (export "size" (func $size')) (export "drop" (func $drop))))))
  (func (export "open") (param "n" u32) (result (own $file)) (canon lift (core func $m "open")))
  (func (export "look") (param "f" (borrow $file)) (result u32) (canon lift (core func $m "take")))
  (func (export "take") (param "f" (own $file)) (result u32) (canon lift (core func $m "take")))))";

class TypedValsOfResources : public testing::Test {
 protected:
  TypedValsOfResources() { linker.define_resource<File>("file"); }
  void typed_functions() {
    linker.define_func("open", [](u32 n) { return HostOwn<File>::make(n); });
    linker.define_func("size", [](HostBorrow<File> f) { return f->size; });
  }
  void functions_with_vals() {
    linker.define_func("open", [](std::span<const Val> args) {
      return std::vector<Val>{to_val(HostOwn<File>::make(args[0].as<u32>()))};
    });
    linker.define_func("size", [](std::span<const Val> args) {
      return std::vector<Val>{from_val<HostBorrow<File>>(args[0]).value()->size};
    });
  }
  Instance instantiate() { return touchstone::instantiate(store, linker, files); }
  Store store;
  Linker linker;
};

TEST_F(TypedValsOfResources, vals_are_passed_where_functions_of_the_host_are_typed) {
  typed_functions();
  const auto instance = instantiate();
  const auto opened = instance.func("open")->invoke({Val(5U)}).value();
  EXPECT_EQ(opened[0].as<Own>().type,
            instance.func("open")->resource_type(instance.func("open")->type().result->resource.id));
  const auto file = from_val<HostOwn<File>>(opened[0]).value();
  EXPECT_EQ(file->size, 5U);
  const auto looked = instance.func("look")->invoke({to_val(HostBorrow<File>(file))});
  ASSERT_TRUE(looked) << looked.message();
  EXPECT_EQ(looked->at(0), Val(5U));
  const auto taken = instance.func("take")->invoke({to_val(file)});
  ASSERT_TRUE(taken) << taken.message();
  EXPECT_EQ(taken->at(0), Val(5U));
  EXPECT_FALSE(file);
}

TEST_F(TypedValsOfResources, typed_values_are_passed_where_functions_of_the_host_have_vals) {
  functions_with_vals();
  const auto instance = instantiate();
  const auto file = instance.typed_func<HostOwn<File>(u32)>("open")->call_and_finish(6);
  ASSERT_TRUE(file) << file.message();
  EXPECT_EQ((*file)->size, 6U);
  EXPECT_EQ(instance.typed_func<u32(HostBorrow<File>)>("look")->call_and_finish(*file).value(), 6U);
  EXPECT_EQ(instance.typed_func<u32(HostOwn<File>)>("take")->call_and_finish(*file).value(), 6U);
  EXPECT_FALSE(*file);
}

TEST_F(TypedValsOfResources, a_linker_of_its_own_defines_the_same_resource) {
  typed_functions();
  const auto first = instantiate();
  Linker other;
  other.define_resource<File>("file").define_func("open", [](u32 n) { return HostOwn<File>::make(n); });
  other.define_func("size", [](HostBorrow<File> f) { return f->size + 100; });
  const auto second = touchstone::instantiate(store, other, files);
  const auto opened = first.func("open")->invoke({Val(5U)}).value();
  EXPECT_EQ(second.func("take")->invoke(opened).value()[0], Val(105U));
}

TEST_F(TypedValsOfResources, a_val_of_another_resource_is_refused) {
  typed_functions();
  const auto instance = instantiate();
  const HostOwn<Point> point = HostOwn<Point>::make();
  const auto looked = instance.func("look")->invoke({to_val(HostBorrow<Point>(point))});
  EXPECT_THAT(looked.message(), HasSubstr("another resource type"));
  EXPECT_THAT(from_val<HostBorrow<File>>(to_val(HostBorrow<Point>(point))).message(),
              HasSubstr("another resource type"));
  const Val dropped = to_val(HostOwn<Point>::make());
  EXPECT_TRUE(drop_resource(dropped.as<Own>()));
}

TEST_F(TypedValsOfResources, a_coroutine_gives_an_object) {
  linker.define_async_func("open", [](u32 n) -> Async<HostOwn<File>> { co_return HostOwn<File>::make(n); });
  const auto instance = touchstone::instantiate(store, linker, R"((component
    (import "file" (type $file (sub resource)))
    (import "open" (func $open async (param "n" u32) (result (own $file))))
    (export "open" (func $open))))",
                                                everything_on());
  const auto file = instance.typed_func<HostOwn<File>(u32)>("open")->call_and_finish(7);
  ASSERT_TRUE(file) << file.message();
  EXPECT_EQ((*file)->size, 7U);
}

// ---- Streams and futures

class TypedValsOfStreams : public testing::Test {
 protected:
  Store store;
  Linker linker;
};

TEST_F(TypedValsOfStreams, a_stream_is_a_val_and_back) {
  const Guest guest(store, linker, built_ins("u16"));
  auto [readable, writer] = make_stream<u16>(store);
  const Val val = to_val(readable);
  const auto back = from_val<StreamOf<u16>>(val);
  ASSERT_TRUE(back) << back.message();
  EXPECT_EQ(*back, readable);
  EXPECT_THAT(from_val<StreamOf<u8>>(val).message(), HasSubstr("element: expected u8, found u16"));
  EXPECT_THAT(from_val<FutureOf<u16>>(val).message(), HasSubstr("expected future, found stream"));
  const u32 h = guest.number("take", val);
  EXPECT_EQ(guest.number("read", h, 0U, 3U), blocked);
  EXPECT_EQ(writer.write({0x0201, 0x0403}).result()->count, 2U);
  const auto take = guest.instance().typed_func<u32(StreamOf<u16>)>("take").value();
  EXPECT_THAT(take(readable).message(), HasSubstr("argument 0: a stream that was handed over before"));
  EXPECT_THAT(take({make_stream(store, PrimValType::u8).readable.as<Stream>()}).message(),
              HasSubstr("argument 0: a stream of another element type"));
  Store other;
  EXPECT_THAT(take(make_stream<u16>(other).readable).message(), HasSubstr("argument 0: a stream of another store"));
  EXPECT_EQ(guest.number("take", to_val(make_stream<u16>(store).readable)) > 0, true);  // not poisoned
}

TEST_F(TypedValsOfStreams, a_future_is_a_val_and_back) {
  const Guest guest(store, linker, built_ins("string"));
  auto [readable, writer] = make_future<std::string>(store);
  const Val val = to_val(readable);
  EXPECT_EQ(from_val<FutureOf<std::string>>(val).value(), readable);
  EXPECT_THAT(from_val<FutureOf<u8>>(val).message(), HasSubstr("element: expected u8, found string"));
  const u32 h = guest.number("take-future", val);
  EXPECT_EQ(guest.number("read-future", h, 0U), blocked);
  EXPECT_TRUE(writer.write("abc").done());
}

/// A variant whose labels the C++ type does not have.
constexpr const char* labelled = R"((variant (case "small" u8) (case "none")))";
using Labelled = std::variant<u8, std::monostate>;

TEST_F(TypedValsOfStreams, elements_may_be_variants_without_labels) {
  const Guest guest(store, linker, [] {
    std::string text = built_ins("$v");
    text.insert(text.find('\n'), std::string("(type $v' ") + labelled + ") (export $v \"v\" (type $v'))");
    return text;
  }());
  const auto take = guest.instance().typed_func<u32(StreamOf<Labelled>)>("take").value();
  EXPECT_THAT(take(make_stream<Labelled>(store).readable).message(), HasSubstr("a stream of another element type"));
  auto made = make_stream<Labelled>(store, ElementType::of_param(take.func(), 0));
  const u32 h = take(made.readable).value();
  EXPECT_EQ(guest.number("read", h, 0U, 4U), blocked);
  EXPECT_EQ(made.writer.write({Labelled(u8{7}), Labelled(std::monostate())}).result()->count, 2U);
  EXPECT_EQ(guest.bytes(0, 3), (Bytes{0, 7, 1}));

  const auto give = guest.instance().typed_func<StreamOf<Labelled>(u32)>("give").value();
  const Ends ends(guest("new"));
  auto reader = StreamReaderOf<Labelled>::take(store, give(ends.readable).value()).value();
  const auto read = reader.read(4);
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 1U), packed(CopyResult::COMPLETED, 1));
  EXPECT_THAT(read.result()->elements, ElementsAre(Labelled(u8{1})));
  EXPECT_THROW(make_stream<u32>(store, ElementType::of_param(take.func(), 0)), wasm::HostError);
}

TEST_F(TypedValsOfStreams, elements_may_be_objects) {
  linker.define_resource<File>("file");
  const Guest guest(store, linker, [] {
    std::string text = built_ins("(own $file)");
    text.insert(text.find('\n'), "(import \"file\" (type $file (sub resource)))");
    return text;
  }());
  const auto take = guest.instance().typed_func<u32(StreamOf<HostOwn<File>>)>("take").value();
  const auto give = guest.instance().typed_func<StreamOf<HostOwn<File>>(u32)>("give").value();
  auto [readable, writer] = make_stream<HostOwn<File>>(store);
  const u32 h = take(readable).value();
  EXPECT_EQ(guest.number("read", h, 256U, 1U), blocked);
  std::vector<HostOwn<File>> gone;
  gone.push_back(HostOwn<File>::make(7U));
  const auto written = writer.write(std::span<const HostOwn<File>>(gone)).result();
  ASSERT_TRUE(written) << written.message();
  EXPECT_EQ(written->count, 1U);

  const Ends ends(guest("new"));
  auto reader = StreamReaderOf<HostOwn<File>>::take(store, give(ends.readable).value()).value();
  const auto read = reader.read(1);
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 1U), packed(CopyResult::COMPLETED, 1));
  const auto copied = read.result();
  ASSERT_TRUE(copied) << copied.message();
  EXPECT_EQ(copied->elements.at(0)->size, 7U);
}

}  // namespace
}  // namespace touchstone::component::host
