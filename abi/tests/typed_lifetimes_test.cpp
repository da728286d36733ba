// Who owns what, and what is left when a store goes: owned resources in Vals and in guests, calls in two steps, views.
#include <optional>

#include <gmock/gmock.h>

#include "abi/tests/instantiate.hpp"
#include "abi/tests/typed_echo.hpp"

namespace touchstone::component::host {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// An object that is counted.
struct Thing {
  explicit Thing(u32 is) : number(is) { ++alive; }
  ~Thing() { --alive; }
  Thing(const Thing&) = delete;
  Thing& operator=(const Thing&) = delete;
  u32 number;
  static inline int alive = 0;
};

/// Keeps, gives back, drops and looks at things; and one whose realloc traps when the thing is its already.
constexpr const char* things = R"((component
  (import "thing" (type $thing (sub resource)))
  (import "number" (func $number (param "t" (borrow $thing)) (result u32)))
  (core func $number' (canon lower (func $number)))
  (core func $drop (canon resource.drop $thing))
  (core module $Memory
    (memory (export "mem") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) unreachable))
  (core instance $memory (instantiate $Memory))
  (core module $M
    (import "" "number" (func $number (param i32) (result i32)))
    (import "" "drop" (func $drop (param i32)))
    (import "" "mem" (memory 1))
    (data (i32.const 16) "\20\00\00\00\03\00\00\00")
    (data (i32.const 32) "abc")
    (global $kept (mut i32) (i32.const 0))
    (func (export "keep") (param i32) (global.set $kept (local.get 0)))
    (func (export "give") (result i32) (global.get $kept))
    (func (export "eat") (param i32) (call $drop (local.get 0)))
    (func (export "both") (param i32 i32))
    (func (export "named") (param i32 i32 i32))
    (func (export "text") (result i32) (i32.const 16))
    (func (export "look") (param i32) (result i32) (local i32)
      (local.set 1 (call $number (local.get 0))) (call $drop (local.get 0)) (local.get 1)))
  (core instance $m (instantiate $M (with "" (instance
    (export "number" (func $number')) (export "drop" (func $drop)) (export "mem" (memory $memory "mem"))))))
  (func (export "keep") (param "t" (own $thing)) (canon lift (core func $m "keep")))
  (func (export "give") (result (own $thing)) (canon lift (core func $m "give")))
  (func (export "eat") (param "t" (own $thing)) (canon lift (core func $m "eat")))
  (func (export "both") (param "a" (own $thing)) (param "b" (own $thing)) (canon lift (core func $m "both")))
  (func (export "named") (param "t" (own $thing)) (param "name" string)
    (canon lift (core func $m "named") (memory $memory "mem") (realloc (func $memory "realloc"))))
  (func (export "look") (param "t" (borrow $thing)) (result u32) (canon lift (core func $m "look")))
  (func (export "text") (result string) (canon lift (core func $m "text") (memory $memory "mem")))))";

class Lifetimes : public testing::Test {
 protected:
  Lifetimes() {
    Thing::alive = 0;
    linker.define_resource<Thing>("thing");
    linker.define_func("number", [](HostBorrow<Thing> t) { return t->number; });
    StoreConfig config;
    config.warn = [this](std::string_view words) { warnings.emplace_back(words); };
    store = std::make_unique<Store>(std::move(config));
  }
  Instance instantiate(const std::string& text = things) {
    return touchstone::instantiate(*store, linker, text, everything_on());
  }
  std::vector<std::string> warnings;
  std::unique_ptr<Store> store;
  Linker linker;
};

constexpr const char* gone = "a resource that was given away";

// ---- Owned resources

TEST_F(Lifetimes, an_owned_resource_in_a_val_is_taken_once) {
  const Val val = to_val(HostOwn<Thing>::make(3U));
  const Val copy = val;
  const auto first = from_val<HostOwn<Thing>>(val);
  ASSERT_TRUE(first) << first.message();
  EXPECT_EQ((*first)->number, 3U);
  EXPECT_THAT(from_val<HostOwn<Thing>>(copy).message(), HasSubstr(gone));
  EXPECT_THAT(drop_resource(val.as<Own>()).message(), HasSubstr(gone));
  EXPECT_EQ(Thing::alive, 1);
}

TEST_F(Lifetimes, an_owned_resource_in_a_val_is_passed_once) {
  const auto instance = instantiate();
  const Val val = to_val(HostOwn<Thing>::make(3U));
  EXPECT_TRUE(instance.func("keep")->invoke({val}));
  EXPECT_THAT(instance.func("keep")->invoke({val}).message(), HasSubstr(gone));
  const auto back = instance.func("give")->invoke({});
  ASSERT_TRUE(back) << back.message();
  EXPECT_TRUE(instance.func("eat")->invoke(*back));
  EXPECT_EQ(Thing::alive, 0);
  EXPECT_THAT(instance.func("eat")->invoke(*back).message(), HasSubstr(gone));  // and nothing was entered
  EXPECT_TRUE(instance.func("text")->invoke({}));
  const Val twice = to_val(HostOwn<Thing>::make(4U));
  EXPECT_THAT(instance.func("both")->invoke({twice, twice}).message(), HasSubstr(gone));
  store.reset();
  EXPECT_EQ(Thing::alive, 0);
}

TEST_F(Lifetimes, one_object_is_not_two_arguments) {
  const auto both = instantiate().typed_func<void(HostOwn<Thing>, HostOwn<Thing>)>("both").value();
  const auto thing = HostOwn<Thing>::make(1U);
  EXPECT_THAT(both(thing, thing).message(), HasSubstr(gone));
  store.reset();
  EXPECT_EQ(Thing::alive, 0);
}

TEST_F(Lifetimes, what_nobody_took_is_destroyed_with_the_last_val) {
  {
    const Val val = to_val(HostOwn<Thing>::make(3U));
    {
      const Val copy = val;
    }
    EXPECT_EQ(Thing::alive, 1);
    EXPECT_THAT(from_val<u32>(val).message(), HasSubstr("found own"));
  }
  EXPECT_EQ(Thing::alive, 0);
  const auto instance = instantiate();
  EXPECT_TRUE(instance.func("keep")->invoke({to_val(HostOwn<Thing>::make(4U))}));
  EXPECT_TRUE(instance.func("give")->invoke({}));
  EXPECT_EQ(Thing::alive, 0);
  const auto half = from_val<std::tuple<HostOwn<Thing>, u32>>(Val::tuple({to_val(HostOwn<Thing>::make(5U)), Val("x")}));
  EXPECT_FALSE(half);
  EXPECT_EQ(Thing::alive, 0);
}

TEST_F(Lifetimes, a_resource_of_a_guest_is_used_once) {
  const auto instance = touchstone::instantiate(*store, linker, R"((component
    (core module $Count
      (global $n (mut i32) (i32.const 0))
      (func (export "destroy") (param i32) (global.set $n (i32.add (global.get $n) (i32.const 1))))
      (func (export "count") (result i32) (global.get $n)))
    (core instance $count (instantiate $Count))
    (type $r (resource (rep i32) (dtor (core func $count "destroy"))))
    (export $out "r" (type $r))
    (core func $new (canon resource.new $r))
    (core func $drop (canon resource.drop $r))
    (func (export "make") (param "rep" u32) (result (own $out)) (canon lift (core func $new)))
    (func (export "eat") (param "r" (own $out)) (canon lift (core func $drop)))
    (func (export "count") (result u32) (canon lift (core func $count "count")))))");
  const Own own = instance.typed_func<Own(u32)>("make")->call_and_finish(42).value();
  const auto eat = instance.typed_func<void(Own)>("eat").value();
  const Own copy = own;
  EXPECT_TRUE(eat(own));
  EXPECT_THAT(eat(copy).message(), HasSubstr(gone));
  EXPECT_THAT(instance.func("eat")->invoke({Val(copy)}).message(), HasSubstr(gone));
  EXPECT_THAT(drop_resource(copy).message(), HasSubstr(gone));
  EXPECT_EQ(instance.typed_func<u32()>("count")->call_and_finish().value(), 1U);
}

TEST_F(Lifetimes, an_emptied_owner_is_not_lent) {
  const auto instance = instantiate();
  const auto look = instance.typed_func<u32(HostBorrow<Thing>)>("look").value();
  const auto thing = HostOwn<Thing>::make(7U);
  EXPECT_EQ(look(thing).value(), 7U);
  EXPECT_TRUE(instance.typed_func<void(HostOwn<Thing>)>("eat")->call_and_finish(thing));
  EXPECT_THAT(look(thing).message(), AllOf(HasSubstr("argument 0"), HasSubstr(gone)));
  EXPECT_THROW(to_val(HostBorrow<Thing>(thing)), wasm::HostError);
  EXPECT_EQ(look(HostOwn<Thing>::make(8U)).value(), 8U);  // nothing was entered
}

// ---- The end of a store

TEST_F(Lifetimes, objects_that_a_guest_holds_go_with_the_store) {
  const auto instance = instantiate();
  EXPECT_TRUE(instance.typed_func<void(HostOwn<Thing>)>("keep")->call_and_finish(HostOwn<Thing>::make(1U)));
  EXPECT_EQ(Thing::alive, 1);
  const auto named = instance.typed_func<void(HostOwn<Thing>, std::string)>("named").value();
  EXPECT_NE(named(HostOwn<Thing>::make(2U), "abc").trap(), nullptr);  // in realloc, when the guest has the object
  store.reset();
  EXPECT_EQ(Thing::alive, 0);
}

TEST_F(Lifetimes, objects_that_nobody_read_from_a_stream_go_with_it) {
  {
    auto [readable, writer] = make_stream<HostOwn<Thing>>(*store);
    auto reader = StreamReaderOf<HostOwn<Thing>>::take(*store, readable).value();
    std::vector<HostOwn<Thing>> things_written;
    things_written.push_back(HostOwn<Thing>::make(1U));
    things_written.push_back(HostOwn<Thing>::make(2U));
    const auto written = writer.write(std::span<const HostOwn<Thing>>(things_written));
    const auto read = reader.read(1).wait();
    ASSERT_TRUE(read) << read.message();
    EXPECT_EQ(read->elements.at(0)->number, 1U);
    EXPECT_EQ(Thing::alive, 2);
  }
  EXPECT_EQ(Thing::alive, 0);
}

TEST_F(Lifetimes, a_call_in_two_steps_ends_with_the_store) {
  const auto instance = instantiate();
  auto handle = instance.typed_func<WasmStr()>("text")->call().value();
  const WasmStr view = *handle;
  auto func = instantiate().func("text").value();
  ASSERT_TRUE(func.call({}));
  EXPECT_TRUE(handle.pending());
  EXPECT_EQ(view.to_string(), "abc");
  store.reset();
  EXPECT_FALSE(handle.pending());
  EXPECT_FALSE(view.open());
  EXPECT_THROW(view.to_string(), wasm::HostError);
  EXPECT_THAT(handle.post_return().message(), HasSubstr("the store is gone"));
  EXPECT_THAT(func.post_return().message(), HasSubstr("the store is gone"));
  EXPECT_THAT(warnings, ElementsAre());
}

TEST_F(Lifetimes, a_call_whose_handle_goes_after_the_store_is_over) {
  std::optional<CallHandle<std::string>> handle;
  handle.emplace(instantiate().typed_func<std::string()>("text")->call().value());
  store.reset();
  handle.reset();
  EXPECT_THAT(warnings, ElementsAre());
}

// ---- Calls in two steps

TEST_F(Lifetimes, a_function_that_goes_without_post_return_ends_its_call) {
  const auto instance = instantiate();
  {
    auto func = instance.func("text").value();
    const host::Func copy = func;
    ASSERT_TRUE(func.call({}));
    const auto meanwhile = instance.func("text")->invoke({});
    EXPECT_EQ(meanwhile.message(), "cannot enter component instance: post_return of an earlier call is due");
  }
  EXPECT_THAT(warnings, ElementsAre(HasSubstr("went without post_return")));
  EXPECT_TRUE(instance.func("text")->invoke({}));
}

TEST_F(Lifetimes, why_an_instance_is_not_entered_is_told) {
  std::optional<Instance> instance;
  std::string inside;
  linker.define_func("number", [&](HostBorrow<Thing>) {
    inside = instance->func("text")->invoke({}).message();
    return 0U;
  });
  instance = instantiate();
  EXPECT_TRUE(instance->typed_func<u32(HostBorrow<Thing>)>("look")->call_and_finish(HostOwn<Thing>::make(1U)));
  EXPECT_EQ(inside, "cannot enter component instance: a call of it has not ended");
  const auto named = instance->typed_func<void(HostOwn<Thing>, std::string)>("named").value();
  EXPECT_NE(named(HostOwn<Thing>::make(2U), "abc").trap(), nullptr);
  EXPECT_EQ(instance->func("text")->invoke({}).message(),
            "cannot enter component instance: an earlier trap left it entered for good");
}

constexpr const char* async_text = R"((component
  (core module $Memory (memory (export "mem") 1) (data (i32.const 32) "abc"))
  (core instance $memory (instantiate $Memory))
  (core func $return (canon task.return (result string) (memory $memory "mem")))
  (core module $M (import "" "return" (func $return (param i32 i32)))
    (func (export "text") (call $return (i32.const 32) (i32.const 3))))
  (core instance $m (instantiate $M (with "" (instance (export "return" (func $return))))))
  (func (export "text") async (result string) (canon lift (core func $m "text") (memory $memory "mem") async))))";

TEST_F(Lifetimes, a_call_of_an_async_function_has_one_step) {
  const auto instance = instantiate(async_text);
  EXPECT_THAT(instance.typed_func<WasmStr()>("text").error().message(),
              HasSubstr("is async: its result can't be a view"));
  auto handle = instance.typed_func<std::string()>("text")->call().value();
  EXPECT_EQ(*handle, "abc");
  EXPECT_FALSE(handle.pending());
  EXPECT_TRUE(handle.post_return());
  EXPECT_TRUE(handle.post_return());
}

// ---- Lookups and links

TEST_F(Lifetimes, a_name_that_is_not_exported_is_shown_with_those_that_are) {
  const auto instance = instantiate();
  EXPECT_THAT(instance.typed_func<void()>("kepe").error().report(Wording::component),
              AllOf(HasSubstr("`kepe` is not exported"), HasSubstr("similar: `keep`")));
}

TEST_F(Lifetimes, an_instance_links_in_its_own_store_only) {
  constexpr const char* importer = R"((component
    (import "i" (instance $i (export "text" (func (result string)))))
    (export "text" (func $i "text"))))";
  auto other = std::make_unique<Store>();
  const auto of_other = touchstone::instantiate(*other, linker, things, everything_on());
  linker.define_instance("i", instantiate());
  EXPECT_TRUE(instantiate(importer).func("text")->invoke({}));
  linker.define_instance("i", of_other);
  const auto component = parse_component(importer);
  EXPECT_THAT(linker.instantiate(*store, component).message(), HasSubstr("an instance of another store"));
  other.reset();
  EXPECT_THAT(linker.instantiate(*store, component).message(), HasSubstr("an instance of a store that is gone"));
  linker.instance("i").define_func("text", [] { return std::string("mine"); });
  EXPECT_EQ(instantiate(importer).typed_func<std::string()>("text")->call_and_finish().value(), "mine");
}

}  // namespace
}  // namespace touchstone::component::host
