// Functions and resources of the host's by their C++ types: how they are linked, what they may throw, who owns what.
#include <stdexcept>

#include <gmock/gmock.h>

#include "abi/tests/typed_echo.hpp"

namespace touchstone::component::host {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

enum class Code { full, gone };
TOUCHSTONE_ENUM(Code, full, gone)

struct Point {
  u32 x = 0;
  u32 y = 0;
};
TOUCHSTONE_RECORD(Point, x, y)

class TypedHost : public testing::Test {
 protected:
  Store store;
  Linker linker;

  static Component parse(const std::string& text) {
    auto component = Component::parse(everything_on(), text);
    if (!component) throw std::runtime_error(component.error().report());
    return *component;
  }
  Outcome<Instance> link(const std::string& text) { return linker.instantiate(store, parse(text)); }
  Instance instantiate(const std::string& text) {
    auto instance = link(text);
    if (!instance) throw std::runtime_error(instance.message());
    return *instance;
  }
  std::string unlinkable(const std::string& text) {
    const auto instance = link(text);
    return instance.unlinkable() == nullptr ? "linked" : instance.unlinkable()->report(Wording::component);
  }
};

/// Hands `f` on.
std::string passes(const std::string& type) {
  return "(component (import \"f\" (func $f " + type +
         ")) (core func $l (canon lower (func $f))) (func (export \"f\") " + type + " (canon lift (core func $l))))";
}
constexpr const char* number = "(param \"x\" u32) (result u32)";

u32 thrice(u32 x) { return 3 * x; }

u32 thrice_or_throw(u32 x) {
  if (x > 9) throw std::length_error("ten or more");
  return 3 * x;
}

struct Counter {
  u32 calls = 0;
  u32 operator()(u32 x) { return x + ++calls; }
};

TEST_F(TypedHost, any_callable_is_a_function) {
  const auto call = [&] { return instantiate(passes(number)).typed_func<u32(u32)>("f")->call_and_finish(5).value(); };
  linker.define_func("f", thrice);
  EXPECT_EQ(call(), 15U);
  linker.define_func("f", Counter());
  EXPECT_EQ(call(), 6U);
  EXPECT_EQ(call(), 7U);  // one object, whoever imports it
  linker.define_func("f", std::function<u32(const u32&)>([](const u32& x) { return x; }));
  EXPECT_EQ(call(), 5U);
  linker.define_func("f", [](Store& at, u32 x) { return x + static_cast<u32>(at.instances().size() > 0 ? 100 : 0); });
  EXPECT_EQ(call(), 105U);
}

TEST_F(TypedHost, may_take_and_give_nothing) {
  u32 calls = 0;
  linker.define_func("f", [&] { ++calls; });
  EXPECT_TRUE(instantiate(passes("")).typed_func<void()>("f")->call_and_finish());
  EXPECT_TRUE(instantiate(passes("")).typed_func<std::tuple<>()>("f")->call_and_finish());
  EXPECT_EQ(calls, 2U);
}

TEST_F(TypedHost, a_type_that_differs_is_found_when_it_is_linked) {
  linker.define_func("f", [](u64 x) { return static_cast<u32>(x); });
  EXPECT_THAT(unlinkable(passes(number)),
              AllOf(HasSubstr("func `f`"), HasSubstr("parameter `x`: expected u32, found u64"),
                    HasSubstr("expected: func(x: u32) -> u32"), HasSubstr("found: func(u64) -> u32")));
  linker.define_func("f", [](std::vector<Point>) {});
  EXPECT_THAT(
      unlinkable("(component (type $p' (record (field \"x\" u32) (field \"y\" u64))) (import \"p\" (type $p (eq $p')))"
                 " (import \"f\" (func (param \"ps\" (list $p)))))"),
      HasSubstr("parameter `ps`: element: field `y`: expected u64, found u32"));
  linker.define_func("f", [](u32) {});
  EXPECT_THAT(unlinkable(passes(number)), HasSubstr("result: expected u32, found nothing"));
}

TEST_F(TypedHost, what_it_throws_ends_the_call_and_poisons) {
  linker.define_func("f", [](u32) -> u32 { throw std::runtime_error("disk full"); });
  auto instance = instantiate(passes(number));
  const auto f = instance.typed_func<u32(u32)>("f").value();
  const auto failed = f(1);
  ASSERT_NE(failed.host_error(), nullptr);
  EXPECT_THAT(failed.message(), HasSubstr("disk full"));
  ASSERT_NE(f(1).trap(), nullptr);
  EXPECT_EQ(f(1).trap()->id, "cannot_enter");
  linker.define_func("f", [](u32) -> u32 { throw wasm::Trap(wasm::TrapCode::integer_overflow); });
  EXPECT_NE(instantiate(passes(number)).typed_func<u32(u32)>("f")->call_and_finish(1).trap(), nullptr);
}

TEST_F(TypedHost, an_exception_of_a_chosen_type_is_the_error_of_a_result) {
  const std::string type = "(param \"x\" u32) (result (result u32 (error u8)))";
  const std::string text = "(component (import \"f\" (func $f " + type + R"())
    (core module $Memory (memory (export "mem") 1))
    (core instance $memory (instantiate $Memory))
    (core func $l (canon lower (func $f) (memory (core memory $memory "mem"))))
    (core module $M (import "" "f" (func $f (param i32 i32)))
      (func (export "f") (param i32) (result i32) (call $f (local.get 0) (i32.const 8)) (i32.const 8)))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $l))))))
    (func (export "f") )" + type +
                           R"( (canon lift (core func $m "f") (memory (core memory $memory "mem"))))))";
  linker.define_func("f",
                     catching<std::out_of_range>(
                         [](u32 x) {
                           if (x == 1) throw std::out_of_range("one");
                           if (x == 2) throw std::runtime_error("two");
                           return x;
                         },
                         [](const std::out_of_range& e) { return static_cast<u8>(std::string(e.what()).size()); }));
  const auto f = instantiate(text).typed_func<Expected<u32, u8>(u32)>("f").value();
  EXPECT_EQ(f(7).value(), 7U);
  EXPECT_EQ(f(1).value(), (Expected<u32, u8>(err(u8{3}))));
  EXPECT_NE(f(2).host_error(), nullptr);
  linker.define_func("f", catching<u8>([](Store&, u32) -> u32 { throw u8{9}; }));
  const auto thrower = instantiate(text).typed_func<Expected<u32, u8>(u32)>("f").value();
  EXPECT_EQ(thrower(1).value().error(), u8{9});
}

TEST_F(TypedHost, the_error_of_a_result_stays_one) {
  const auto limited = catching<std::length_error>(
      [](u32 x) -> Expected<u32, Code> {
        if (x == 0) return err(Code::gone);
        if (x > 9) throw std::length_error("ten or more");
        return x;
      },
      [](const std::length_error&) { return Code::full; });
  linker.define_func("f", catching<std::out_of_range>(limited, [](const std::out_of_range&) { return Code::full; }));
  const auto exported = [&](const std::string& result) {
    return instantiate(
        "(component (type $e' (enum \"full\" \"gone\")) (import \"e\" (type $e (eq $e')))"
        " (import \"f\" (func $f (param \"x\" u32) (result " +
        result + "))) (export \"f\" (func $f)))");
  };
  const auto f = exported("(result u32 (error $e))").typed_func<Expected<u32, Code>(u32)>("f");
  ASSERT_TRUE(f) << f.error().report();
  EXPECT_EQ((*f)(9).value().value(), 9U);
  EXPECT_EQ((*f)(0).value().error(), Code::gone);
  EXPECT_EQ((*f)(10).value().error(), Code::full);

  linker.define_func("f", catching<std::length_error>(thrice_or_throw, [](const std::length_error&) {}));
  const auto g = exported("(result u32)").typed_func<Expected<u32, void>(u32)>("f");
  EXPECT_EQ((*g)(1).value().value(), 3U);
  EXPECT_FALSE((*g)(10).value().has_value());
}

TEST_F(TypedHost, an_expected_is_made_of_what_its_value_is) {
  using Bytes = std::vector<u8>;
  static_assert(std::is_convertible_v<Bytes, Expected<Bytes, u32>>);
  static_assert(!std::is_convertible_v<int, Expected<Bytes, u32>>);  // of five zeros
  static_assert(std::is_constructible_v<Expected<Bytes, u32>, std::size_t>);
  static_assert(!std::is_convertible_v<u32*, Expected<std::unique_ptr<u32>, u32>>);
  static_assert(!std::is_constructible_v<Expected<bool, u32>, Expected<std::string, u32>>);
  static_assert(std::is_convertible_v<const char*, Expected<std::string, u32>>);
  using Inner = Expected<u32, Code>;
  static_assert(std::is_convertible_v<Inner, Expected<Inner, u32>>);
}

/// A record that counts its copies.
struct Copied {
  u32 x = 0;
  static inline int copies = 0;
  Copied() = default;
  Copied(const Copied& other) : x(other.x) { ++copies; }
  Copied& operator=(const Copied&) = delete;
};
TOUCHSTONE_RECORD(Copied, x)

TEST_F(TypedHost, a_result_by_reference_is_not_copied) {
  const Copied kept;
  linker.define_func("f", [&kept]() -> const Copied& { return kept; });
  const auto instance = instantiate(R"((component
    (type $r' (record (field "x" u32))) (import "r" (type $r (eq $r')))
    (import "f" (func $f (result $r)))
    (core func $l (canon lower (func $f)))
    (func (export "f") (result $r) (canon lift (core func $l)))))");
  EXPECT_TRUE(instance.func("f")->invoke({}));
  EXPECT_EQ(Copied::copies, 0);
}

struct Deleter {
  void operator()(const u64* pointee) const { delete pointee; }
};

TEST_F(TypedHost, integers_and_pointers_of_all_kinds_are_values) {
  linker.define_func("f", [](long long x) -> unsigned long long { return static_cast<unsigned long long>(-x); });
  const auto f =
      instantiate(passes("(param \"x\" s64) (result u64)")).typed_func<unsigned long long(long long)>("f").value();
  EXPECT_EQ(f(-5).value(), 5U);
  EXPECT_EQ(from_val<long long>(to_val(7LL)).value(), 7);

  linker.define_func("f", [](std::shared_ptr<const u64> x) -> std::unique_ptr<u64, Deleter> {
    return std::unique_ptr<u64, Deleter>(new u64(*x + 1));
  });
  const auto g = instantiate(passes("(param \"x\" u64) (result u64)"))
                     .typed_func<std::unique_ptr<const u64>(std::shared_ptr<const u64>)>("f");
  ASSERT_TRUE(g) << g.error().report();
  EXPECT_EQ(**(*g)(std::make_shared<const u64>(41)), 42U);
}

TEST_F(TypedHost, a_result_that_is_no_value_of_its_type_is_an_error_of_the_host) {
  linker.define_func("f", [](u32) { return static_cast<char32_t>(0xd800); });
  const auto f = instantiate(passes("(param \"x\" u32) (result char)")).typed_func<char32_t(u32)>("f").value();
  EXPECT_THAT(f(1).message(), HasSubstr("not a Unicode scalar value"));
}

TEST_F(TypedHost, an_argument_that_is_no_value_of_its_type_is_named) {
  linker.define_func("f", [](u32, char32_t, u32) {});
  const auto f = instantiate(passes("(param \"a\" u32) (param \"b\" char) (param \"c\" u32)"))
                     .typed_func<void(u32, char32_t, u32)>("f")
                     .value();
  EXPECT_THAT(f(1, static_cast<char32_t>(0xd800), 2).message(), HasSubstr("argument 1: not a Unicode scalar value"));
  EXPECT_TRUE(f(1, U'a', 2));
}

TEST_F(TypedHost, typed_and_dynamic_functions_meet) {
  linker.define_func("f", [](Point p) { return std::tuple<u32, u32>(p.y, p.x); });
  const std::string text =
      "(component (type $p' (record (field \"x\" u32) (field \"y\" u32))) (import \"p\" (type $p (eq $p')))"
      "(import \"f\" (func $f (param \"p\" $p) (result (tuple u32 u32)))) (export \"f\" (func $f)))";
  auto instance = instantiate(text);
  const Val point = to_val(Point{1, 2});
  EXPECT_THAT(instance.func("f")->invoke({point}).value(), ElementsAre(Val::tuple({2U, 1U})));
  // Both sides are the host's: no guest memory in between.
  const auto typed = instance.func("f")->typed<std::tuple<u32, u32>(Point)>().value();
  EXPECT_EQ(typed({3, 4}).value(), (std::tuple<u32, u32>(4, 3)));
  linker.define_func("f", [](std::span<const Val> args) {
    return std::vector<Val>{Val::tuple({args[0].as<Record>().fields[0].value, 9U})};
  });
  EXPECT_EQ((instantiate(text).typed_func<std::tuple<u32, u32>(Point)>("f")->call_and_finish({5, 6}).value()),
            (std::tuple<u32, u32>(5, 9)));
}

TEST_F(TypedHost, entering_an_instance_that_calls_the_host_traps) {
  std::optional<TypedFunc<u32(u32)>> f;
  std::string ended;
  linker.define_func("f", [&](u32 x) {
    const auto inner = (*f)(x);
    ended = inner.trap() != nullptr ? std::string(inner.trap()->id) : "returned";
    return x;
  });
  auto instance = instantiate(passes(number));
  f = instance.typed_func<u32(u32)>("f").value();
  EXPECT_EQ((*f)(1).value(), 1U);
  EXPECT_EQ(ended, "cannot_enter");
}

// ---- Async types

TEST_F(TypedHost, functions_of_async_types_are_called_until_they_are_resolved) {
  linker.define_func("f", [](u32 x) { return x + 1; });
  const auto instance = instantiate(R"((component
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core func $l (canon lower (func $f)))
    (func (export "f") async (param "x" u32) (result u32) (canon lift (core func $l)))))");
  const auto f = instance.typed_func<u32(u32)>("f").value();
  EXPECT_EQ(f(1).value(), 2U);
  auto handle = f.call(2).value();
  EXPECT_EQ(*handle, 3U);
  EXPECT_FALSE(handle.pending());  // there is no second step
}

// ---- Linking

TEST_F(TypedHost, an_error_of_linking_names_all_that_is_missing_and_what_nearly_matches) {
  linker.define_func("lgo", [](std::string) {});
  linker.instance("a:b/c@1.0.0").define_func("open", [] {});
  linker.instance("files").define_func("raed", [] {});
  const std::string report = unlinkable(R"((component
    (import "log" (func (param "text" string)))
    (import "a:b/c@1.1.0" (instance (export "open" (func))))
    (import "files" (instance (export "read" (func)) (export "write" (func))))
    (import "number" (func))))");
  EXPECT_THAT(report,
              AllOf(HasSubstr("missing: func `log`; there is `lgo`"),
                    HasSubstr("missing: instance `a:b/c@1.1.0`; there is `a:b/c@1.0.0`"),
                    HasSubstr("missing: func `read` of instance `files`; there is `raed`"),
                    HasSubstr("missing: func `write` of instance `files`"), HasSubstr("missing: func `number`")));
}

TEST_F(TypedHost, unknown_imports_are_defined_as_traps) {
  const auto component = parse(R"((component
    (import "files" (instance $files (export "file" (type (sub resource))) (export "open" (func (result u32)))))
    (import "known" (func $known (result u32)))
    (core func $open (canon lower (func $files "open")))
    (core func $k (canon lower (func $known)))
    (func (export "open") (result u32) (canon lift (core func $open)))
    (func (export "known") (result u32) (canon lift (core func $k)))))");
  linker.define_func("known", [] { return 1U; });
  EXPECT_FALSE(linker.instantiate(store, component));
  linker.define_unknown_imports_as_traps(component);
  const auto instance = linker.instantiate(store, component);
  ASSERT_TRUE(instance) << instance.message();
  EXPECT_EQ(instance->typed_func<u32()>("known")->call_and_finish().value(), 1U);
  const auto opened = instance->typed_func<u32()>("open")->call_and_finish();
  ASSERT_NE(opened.trap(), nullptr);
  EXPECT_EQ(opened.message(), "unknown import called: `open` of instance `files`");
  EXPECT_EQ(find_why(opened.trap()->id), &why_row(Why::unknown_import));
  EXPECT_EQ(opened.trap()->rule, "Explainer.md#import-and-export-definitions");
}

TEST_F(TypedHost, a_later_definition_shadows_an_earlier_one) {
  linker.define_func("f", [](u32) { return 1U; });
  const auto first = instantiate(passes(number));
  linker.define_func("f", [](u32) { return 2U; });
  EXPECT_EQ(first.typed_func<u32(u32)>("f")->call_and_finish(0).value(), 1U);
  EXPECT_EQ(instantiate(passes(number)).typed_func<u32(u32)>("f")->call_and_finish(0).value(), 2U);
  linker.instance("f");
  EXPECT_THAT(unlinkable(passes(number)), HasSubstr("expected func, found instance"));
}

// ---- Resources

struct File {
  explicit File(std::string of, std::vector<std::string>* when) : name(std::move(of)), destroyed(when) {}
  ~File() { destroyed->push_back(name); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  std::string name;
  std::vector<std::string>* destroyed;
};

/// Opens files, looks at them, drops them and gives them back.
constexpr const char* files = R"((component
  (import "file" (type $file (sub resource)))
  (import "open" (func $open (param "n" u32) (result (own $file))))
  (import "size" (func $size (param "f" (borrow $file)) (result u32)))
  (import "close" (func $close (param "f" (own $file))))
  (core func $open' (canon lower (func $open)))
  (core func $size' (canon lower (func $size)))
  (core func $close' (canon lower (func $close)))
  (core func $drop (canon resource.drop $file))
  (core module $M
    (import "" "open" (func $open (param i32) (result i32)))
    (import "" "size" (func $size (param i32) (result i32)))
    (import "" "close" (func $close (param i32)))
    (import "" "drop" (func $drop (param i32)))
    (func (export "open") (param i32) (result i32) (call $open (local.get 0)))
    (func (export "look") (param i32) (result i32) (local i32)
      (local.set 1 (call $size (local.get 0))) (call $drop (local.get 0)) (local.get 1))
    (func (export "take") (param i32) (result i32) (local i32)
      (local.set 1 (call $size (local.get 0))) (call $drop (local.get 0)) (local.get 1))
    (func (export "close") (param i32) (call $close (call $open (local.get 0))))
    (func (export "two") (call $open (i32.const 1)) (call $drop (call $open (i32.const 2))) (call $drop)))
  (core instance $m (instantiate $M (with "" (instance
    (export "open" (func $open')) (export "size" (func $size')) (export "close" (func $close'))
    (export "drop" (func $drop))))))
  (func (export "open") (param "n" u32) (result (own $file)) (canon lift (core func $m "open")))
  (func (export "look") (param "f" (borrow $file)) (result u32) (canon lift (core func $m "look")))
  (func (export "take") (param "f" (own $file)) (result u32) (canon lift (core func $m "take")))
  (func (export "close") (param "n" u32) (canon lift (core func $m "close")))
  (func (export "two") (canon lift (core func $m "two")))))";

class TypedResources : public TypedHost {
 protected:
  std::vector<std::string> destroyed;
  TypedResources() {
    linker.define_resource<File>("file");
    linker.define_func("open", [this](u32 n) { return HostOwn<File>::make("file" + std::to_string(n), &destroyed); });
    linker.define_func("size", [](HostBorrow<File> f) { return static_cast<u32>(f->name.size()); });
    linker.define_func("close", [this](HostOwn<File> f) { destroyed.push_back("closing " + f->name); });
  }
};

TEST_F(TypedResources, an_object_is_the_guests_until_it_gives_it_back) {
  const auto instance = instantiate(files);
  auto file = instance.typed_func<HostOwn<File>(u32)>("open")->call_and_finish(7).value();
  EXPECT_EQ(file->name, "file7");
  EXPECT_THAT(destroyed, ElementsAre());
  EXPECT_EQ(instance.typed_func<u32(HostBorrow<File>)>("look")->call_and_finish(file).value(), 5U);
  EXPECT_TRUE(file);
  EXPECT_EQ(instance.typed_func<u32(HostOwn<File>)>("take")->call_and_finish(file).value(), 5U);
  EXPECT_FALSE(file);  // given away, and dropped by the guest
  EXPECT_THAT(destroyed, ElementsAre("file7"));
  EXPECT_THAT(instance.typed_func<u32(HostOwn<File>)>("take")->call_and_finish(file).message(),
              HasSubstr("a resource that was given away"));
}

TEST_F(TypedResources, objects_are_destroyed_in_the_order_in_which_they_are_dropped) {
  const auto instance = instantiate(files);
  EXPECT_TRUE(instance.typed_func<void()>("two")->call_and_finish());
  EXPECT_THAT(destroyed, ElementsAre("file2", "file1"));
  destroyed.clear();
  EXPECT_TRUE(instance.typed_func<void(u32)>("close")->call_and_finish(3));
  EXPECT_THAT(destroyed, ElementsAre("closing file3", "file3"));
}

TEST_F(TypedResources, are_shown_to_an_observer_and_stay_whose_they_are) {
  struct Watch final : Observer {
    std::vector<std::string> seen;
    void lifted(const LiftLowerContext&, std::span<const closed::Part>, std::span<const Val> values) override {
      for (const Val& v : values) seen.push_back("lifted " + std::string(closed::kind_name(v.kind())));
    }
    void lowered(const LiftLowerContext&, std::span<const closed::Part>, std::span<const Val> values,
                 std::span<const wasm::Value>) override {
      for (const Val& v : values) seen.push_back("lowered " + std::string(closed::kind_name(v.kind())));
    }
  } watch;
  store.observer = &watch;
  const auto instance = instantiate(files);
  const auto file = instance.typed_func<HostOwn<File>(u32)>("open")->call_and_finish(7).value();
  EXPECT_EQ(file->name, "file7");
  EXPECT_EQ(instance.typed_func<u32(HostOwn<File>)>("take")->call_and_finish(file).value(), 5U);
  EXPECT_THAT(watch.seen, ElementsAre("lowered u32", "lifted u32", "lowered own", "lifted own", "lowered own",
                                      "lifted borrow", "lowered u32", "lifted u32"));
  store.observer = nullptr;
}

TEST_F(TypedResources, a_handle_of_another_type_of_objects_is_refused_when_it_is_looked_up) {
  struct Other {};
  const auto instance = instantiate(files);
  EXPECT_THAT(instance.typed_func<u32(HostBorrow<Other>)>("look").error().message(),
              HasSubstr("parameter `f`: expected a handle of the host's resource type"));
  linker.define_func("size", [](HostBorrow<Other>) { return 0U; });
  EXPECT_THAT(unlinkable(files), HasSubstr("expected a handle of another resource type, found one of the host's"));
}

TEST_F(TypedResources, of_a_guest_are_handles_of_any_type) {
  const auto instance = instantiate(R"((component
    (core module $M0 (global $n (mut i32) (i32.const 0))
      (func (export "dtor") (param i32) (global.set $n (local.get 0)))
      (func (export "dropped") (result i32) (global.get $n)))
    (core instance $m0 (instantiate $M0))
    (type $r (resource (rep i32) (dtor (func $m0 "dtor"))))
    (core func $new (canon resource.new $r))
    (core module $M (import "" "new" (func $new (param i32) (result i32)))
      (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
      (func (export "rep") (param i32) (result i32) (local.get 0)))
    (core instance $m (instantiate $M (with "" (instance (export "new" (func $new))))))
    (export $r' "r" (type $r))
    (func (export "make") (param "n" u32) (result (own $r')) (canon lift (core func $m "make")))
    (func (export "rep") (param "r" (borrow $r')) (result u32) (canon lift (core func $m "rep")))
    (func (export "dropped") (result u32) (canon lift (core func $m0 "dropped")))))");
  const Own made = instance.typed_func<Own(u32)>("make")->call_and_finish(42).value();
  EXPECT_EQ(made.type, instance.resource("r"));
  EXPECT_EQ(instance.typed_func<u32(Borrow)>("rep")->call_and_finish({made.type, made.rep}).value(), 42U);
  EXPECT_THAT(instance.typed_func<u32(Borrow)>("rep")->call_and_finish({nullptr, 1}).message(),
              HasSubstr("argument 0: the handle is of another resource type"));
  EXPECT_TRUE(drop_resource(made));
  EXPECT_EQ(instance.typed_func<u32()>("dropped")->call_and_finish().value(), 42U);
}

}  // namespace
}  // namespace touchstone::component::host
