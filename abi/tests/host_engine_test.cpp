// The dynamic host API through its public header alone: reading, linking, calling in one step and two, host functions and
// resources, what a trap leaves behind.
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abi/host/component.hpp"
#include "abi/tests/instantiate.hpp"

namespace touchstone {

namespace {

using host::Val;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;
using Vals = std::vector<Val>;

class HostEngine : public testing::Test {
 protected:
  host::Engine engine;
  host::Store store;
  host::Linker linker;

  host::Component parse(const std::string& text) const { return parse_component(text, engine); }
  host::Instance instantiate(const std::string& text) { return touchstone::instantiate(store, linker, text, engine); }
  std::string unlinkable(const std::string& text) {
    const auto instance = linker.instantiate(store, parse(text));
    return instance.unlinkable() == nullptr ? "linked" : instance.unlinkable()->report(Wording::component);
  }
  static Vals call(const host::Instance& instance, std::string_view name, const Vals& args = {}) {
    const auto result = instance.func(name).value().invoke(args);
    if (!result) throw std::runtime_error(result.message());
    return *result;
  }
};

/// A memory with a realloc that never frees, and shrinks in place.
constexpr const char* memory = R"(
  (core module $Memory
    (memory (export "mem") 1)
    (global $top (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (if (local.get 0) (then (return (local.get 0))))
      (global.set $top (i32.and (i32.add (global.get $top) (i32.const 15)) (i32.const -16)))
      (global.get $top)
      (global.set $top (i32.add (global.get $top) (local.get 3)))))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "mem" (core memory $mem))
  (alias core export $memory "realloc" (core func $realloc)))";

constexpr const char* counter = R"((component
  (core module $M
    (global $n (mut i32) (i32.const 0))
    (global $done (mut i32) (i32.const 0))
    (func (export "next") (result i32)
      (global.set $n (i32.add (global.get $n) (i32.const 1)))
      (global.get $n))
    (func (export "after") (param i32) (global.set $done (local.get 0)))
    (func (export "done") (result i32) (global.get $done))
    (func (export "fail") unreachable))
  (core instance $m (instantiate $M))
  (func (export "next") (result u32) (canon lift (core func $m "next") (post-return (core func $m "after"))))
  (func (export "done") (result u32) (canon lift (core func $m "done")))
  (func (export "fail") (canon lift (core func $m "fail")))))";

// ---- Reading

TEST_F(HostEngine, reads_text_and_binary_and_says_what_is_wrong) {
  EXPECT_EQ(host::Component::parse(engine, "(component (nonsense))").error().phase, Phase::malformed);
  EXPECT_EQ(host::Component::parse(engine, "(component (export \"f\" (func 0)))").error().phase, Phase::invalid);
  const std::vector<u8> bytes = {0, 'a', 's', 'm', 0x0d, 0, 1, 0};
  EXPECT_TRUE(host::Component::decode(engine, bytes).has_value());
  EXPECT_FALSE(host::Component::decode(engine, std::span(bytes).first(5)).has_value());
  const host::Engine without(host::Profile{component::Gates{component::Gate::mvp}, Features::standard()});
  EXPECT_FALSE(host::Component::parse(without, "(component (type (map string u32)))").has_value());
  EXPECT_TRUE(host::Component::parse(engine, "(component (type (map string u32)))").has_value());
}

TEST_F(HostEngine, tells_the_types_of_imports_and_exports) {
  const auto component = parse(R"((component
    (import "log" (func $log (param "level" u8) (param "text" string)))
    (import "a:b/c" (instance (export "t" (type (sub resource)))))
    (export "again" (func $log))))");
  ASSERT_EQ(component.imports().size(), 2U);
  EXPECT_EQ(component.imports()[0].name->name, "log");
  EXPECT_EQ(host::type_text(component.imports()[0].type), "func(level: u8, text: string)");
  EXPECT_EQ(host::type_text(component.imports()[1].type), "instance { t: resource }");
  ASSERT_EQ(component.exports().size(), 1U);
  EXPECT_EQ(component.exports()[0].name->name, "again");
}

// ---- Calling

TEST_F(HostEngine, calls_an_export_with_values) {
  linker.define_func("echo", [](std::span<const Val> args) { return Vals(args.begin(), args.end()); });
  const auto echo = [&](const std::string& type, const Val& value) {
    const auto instance =
        instantiate("(component (import \"echo\" (func $e (param \"x\" " + type + ") (result " + type +
                    "))) (core func $l (canon lower (func $e)))" + "(func (export \"f\") (param \"x\" " + type +
                    ") (result " + type + ") (canon lift (core func $l))))");
    return call(instance, "f", {value}).at(0);
  };
  EXPECT_EQ(echo("bool", true), Val(true));
  EXPECT_EQ(echo("s8", s8{-1}), Val(s8{-1}));
  EXPECT_EQ(echo("u64", ~u64{0}), Val(~u64{0}));
  EXPECT_EQ(echo("f64", -0.0), Val(-0.0));
  EXPECT_EQ(echo("char", U'\U0001F600'), Val(U'\U0001F600'));
  EXPECT_EQ(echo("(tuple u16)", Val::tuple({u16{9}})), Val::tuple({u16{9}}));
}

TEST_F(HostEngine, passes_strings_and_lists_through_memory) {
  std::vector<std::string> seen;
  linker.define_func("join", [&](std::span<const Val> args) {
    std::string out;
    args[0].as<component::List>().for_each([&](const Val& s) { out += s.as<component::String>().text; });
    seen.push_back(out);
    return Vals{Val(out)};
  });
  const auto instance = instantiate(std::string("(component ") + memory + R"(
    (import "join" (func $join (param "xs" (list string)) (result string)))
    (core func $lowered (canon lower (func $join) (memory $mem) (realloc $realloc) string-encoding=utf16))
    (core module $M
      (import "" "join" (func $join (param i32 i32 i32)))
      (func (export "join") (param i32 i32) (result i32)
        (call $join (local.get 0) (local.get 1) (i32.const 16))
        (i32.const 16)))
    (core instance $m (instantiate $M (with "" (instance (export "join" (func $lowered))))))
    (func (export "join") (param "xs" (list string)) (result string)
      (canon lift (core func $m "join") (memory $mem) (realloc $realloc) string-encoding=utf16))))");
  EXPECT_THAT(call(instance, "join", {Val::list({"ab", "\u00e9", "\U0001F600"})}),
              ElementsAre(Val("ab\u00e9\U0001F600")));
  EXPECT_THAT(seen, ElementsAre("ab\u00e9\U0001F600"));
}

TEST_F(HostEngine, arguments_that_do_not_fit_are_an_error_of_the_host) {
  const auto instance = instantiate(R"((component
    (core module $M (func (export "f") (param i32)))
    (core instance $m (instantiate $M))
    (func (export "f") (param "x" u8) (canon lift (core func $m "f")))))");
  auto f = instance.func("f").value();
  EXPECT_EQ(f.to_string(), "func(x: u8)");
  ASSERT_NE(f.invoke({}).host_error(), nullptr);
  EXPECT_THAT(f.invoke({}).message(), HasSubstr("expected 1 arguments, got 0"));
  EXPECT_THAT(f.invoke({Val("text")}).message(), HasSubstr("argument `x`: expected u8, found string"));
  EXPECT_TRUE(f.invoke({Val(u8{1})}));  // nothing was entered
  EXPECT_FALSE(instance.func("g").has_value());
}

TEST_F(HostEngine, a_call_in_two_steps_keeps_the_instance_entered_between_them) {
  const auto instance = instantiate(counter);
  auto next = instance.func("next").value();
  const auto first = next.call({});
  ASSERT_TRUE(first);
  EXPECT_THAT(*first, ElementsAre(Val(1U)));
  const auto meanwhile = instance.func("done")->invoke({});
  ASSERT_NE(meanwhile.trap(), nullptr);
  EXPECT_EQ(meanwhile.message(), "cannot enter component instance: post_return of an earlier call is due");
  ASSERT_TRUE(next.post_return());
  EXPECT_NE(next.post_return().host_error(), nullptr);  // once only
  EXPECT_THAT(call(instance, "done"), ElementsAre(Val(1U)));
  EXPECT_THAT(call(instance, "next"), ElementsAre(Val(2U)));
  EXPECT_THAT(call(instance, "done"), ElementsAre(Val(2U)));  // one step runs post-return too
}

TEST_F(HostEngine, a_function_without_post_return_has_two_steps_as_well) {
  const auto instance = instantiate(counter);
  auto done = instance.func("done").value();
  ASSERT_TRUE(done.call({}));
  EXPECT_NE(instance.func("next")->invoke({}).trap(), nullptr);
  ASSERT_TRUE(done.post_return());
  EXPECT_THAT(call(instance, "next"), ElementsAre(Val(1U)));
}

// ---- Host functions

constexpr const char* calls_host = R"((component
  (import "f" (func $f (param "x" u32) (result u32)))
  (core func $l (canon lower (func $f)))
  (func (export "f") (param "x" u32) (result u32) (canon lift (core func $l)))))";

TEST_F(HostEngine, what_a_host_function_throws_ends_the_call) {
  linker.define_func("f", [](std::span<const Val>) -> Vals { throw std::runtime_error("disk full"); });
  const auto result = instantiate(calls_host).func("f")->invoke({Val(1U)});
  ASSERT_NE(result.host_error(), nullptr);
  EXPECT_THAT(result.message(), HasSubstr("disk full"));
  EXPECT_THROW(std::rethrow_exception(result.host_error()->cause), std::runtime_error);

  linker.define_func("f", [](std::span<const Val>) -> Vals { throw wasm::Trap(wasm::TrapCode::integer_overflow); });
  EXPECT_NE(instantiate(calls_host).func("f")->invoke({Val(1U)}).trap(), nullptr);
}

TEST_F(HostEngine, results_of_host_functions_are_checked) {
  linker.define_func("f", [](std::span<const Val>) { return Vals{Val("not a number")}; });
  const auto wrong = instantiate(calls_host).func("f")->invoke({Val(1U)});
  ASSERT_NE(wrong.host_error(), nullptr);
  EXPECT_THAT(wrong.message(), HasSubstr("expected u32, found string"));
  linker.define_func("f", [](std::span<const Val>) { return Vals{}; });
  EXPECT_THAT(instantiate(calls_host).func("f")->invoke({Val(1U)}).message(), HasSubstr("expected 1 results, got 0"));
}

TEST_F(HostEngine, a_host_function_may_come_to_its_result_later) {
  linker.define_async_func("f", [this](const Vals& args, const host::OnResolve& on_resolve) {
    store.later.emplace_back([x = args[0].as<u32>(), on_resolve] { on_resolve(Vals{Val(x + 1)}); });
    return host::OnCancel();
  });
  const auto instance = instantiate(R"((component
    (import "f" (func $f async (param "x" u32) (result u32)))
    (core func $l (canon lower (func $f)))
    (func (export "f") async (param "x" u32) (result u32) (canon lift (core func $l)))))");
  EXPECT_THAT(call(instance, "f", {Val(1U)}), ElementsAre(Val(2U)));
  EXPECT_THAT(call(instance, "f", {Val(7U)}), ElementsAre(Val(8U)));
}

TEST_F(HostEngine, a_call_that_waits_for_ever_is_a_deadlock) {
  linker.define_async_func("f", [](const Vals&, const host::OnResolve&) { return host::OnCancel(); });
  const auto instance = instantiate(R"((component
    (import "f" (func $f async))
    (core func $l (canon lower (func $f)))
    (func (export "f") async (canon lift (core func $l)))))");
  EXPECT_THAT(instance.func("f")->invoke({}).message(), HasSubstr("deadlock"));
}

// ---- Linking

TEST_F(HostEngine, a_link_error_shows_what_was_expected_beside_what_was_found) {
  EXPECT_THAT(unlinkable(calls_host), testing::AllOf(HasSubstr("func `f`"), HasSubstr("was not found in the linker"),
                                                     HasSubstr("expected: func(x: u32) -> u32")));
  const auto other = parse("(component (import \"g\" (func (param \"y\" string) (result u32))))");
  const auto type = std::get<component::closed::FuncTypePtr>(other.imports()[0].type);
  linker.define_func("f", [](std::span<const Val>) { return Vals{Val(1U)}; }, type);
  EXPECT_THAT(unlinkable(calls_host),
              testing::AllOf(HasSubstr("expected primitive `u32` found primitive `string`"),
                             HasSubstr("expected: func(x: u32) -> u32"), HasSubstr("found: func(y: string) -> u32")));
}

TEST_F(HostEngine, instances_and_modules_are_supplied_by_name) {
  linker.instance("a:b/c").define_func("two", [](std::span<const Val>) { return Vals{Val(2U)}; });
  linker.define_module("m", wasm::module_load(text_source("m", R"((module (func (export "f") (result i32) (i32.const 3))
                                                                    (func (export "more"))))"))
                                .value());
  const auto instance = instantiate(R"((component
    (import "a:b/c" (instance $c (export "two" (func (result u32)))))
    (import "m" (core module $M (export "f" (func (result i32)))))
    (core instance $m (instantiate $M))
    (export "two" (func $c "two"))
    (func (export "three") (result u32) (canon lift (core func $m "f")))
    (export "n" (core module $M))))");
  EXPECT_THAT(call(instance, "two"), ElementsAre(Val(2U)));
  EXPECT_THAT(call(instance, "three"), ElementsAre(Val(3U)));
  EXPECT_TRUE(instance.module("n").has_value());
  EXPECT_THAT(unlinkable("(component (import \"m\" (core module (export \"g\" (func)))))"),
              HasSubstr("missing expected export `g`"));
}

TEST_F(HostEngine, a_component_is_supplied_for_a_component) {
  linker.define_component("k", parse(R"((component
    (core module $M (func (export "f") (result i32) (i32.const 5)))
    (core instance $m (instantiate $M))
    (type $r (resource (rep i32)))
    (export "r" (type $r))
    (func (export "five") (result u32) (canon lift (core func $m "f")))))"));
  const char* importer = R"((component
    (import "k" (component $K (export "r" (type (sub resource))) (export "five" (func (result u32)))))
    (instance $a (instantiate $K))
    (export "five" (func $a "five"))))";
  EXPECT_THAT(call(instantiate(importer), "five"), ElementsAre(Val(5U)));
  EXPECT_THAT(unlinkable("(component (import \"k\" (component (export \"five\" (func (result s64))))))"),
              HasSubstr("type mismatch in export `five`"));
  EXPECT_THAT(unlinkable("(component (import \"k\" (component (export \"six\" (func)))))"),
              HasSubstr("missing expected export `six`"));
}

TEST_F(HostEngine, an_instance_is_supplied_with_its_exports) {
  const auto lender = instantiate(counter);
  linker.define_instance("counter", lender);
  const auto user = instantiate(R"((component
    (import "counter" (instance $c (export "next" (func (result u32)))))
    (export "c" (instance $c))
    (export "next" (func $c "next"))))");
  EXPECT_THAT(call(lender, "next"), ElementsAre(Val(1U)));
  EXPECT_THAT(call(user, "next"), ElementsAre(Val(2U)));
  // What the type does not say is not seen.
  EXPECT_EQ(user.instance("c")->exports().size(), 1U);
  EXPECT_THAT(unlinkable("(component (import \"counter\" (instance (export \"next\" (func)))))"),
              HasSubstr("type mismatch in instance export `next`"));
}

TEST_F(HostEngine, values_are_supplied_and_exported) {
  engine = host::Engine(host::Profile{*component::Gates::profile("all"), Features::standard()});
  linker.define_value("v", Val::list({u8{1}, u8{2}}));
  const auto instance = instantiate(R"((component
    (import "v" (value $v (list u8)))
    (value $w string "text")
    (export "v2" (value $v))
    (export "w" (value $w))))");
  EXPECT_EQ(instance.value("v2"), Val::list({u8{1}, u8{2}}));
  EXPECT_EQ(instance.value("w"), Val("text"));
  EXPECT_THAT(unlinkable(R"((component (import "v" (value $v string)) (export "v2" (value $v))))"),
              HasSubstr("expected string"));
}

// ---- Resources

TEST_F(HostEngine, resources_of_the_host_are_destroyed_when_their_owner_drops_them) {
  std::vector<u64> destroyed;
  const auto file = host::make_resource([&](u64 rep) { destroyed.push_back(rep); });
  auto files = linker.instance("files");
  files.define_resource("file", file);
  files.define_func("open",
                    [&](std::span<const Val> args) { return Vals{Val(component::Own{file, args[0].as<u32>()})}; });
  const auto instance = instantiate(R"((component
    (import "files" (instance $files
      (export "file" (type $file (sub resource)))
      (export "open" (func (param "n" u32) (result (own $file))))))
    (alias export $files "file" (type $file))
    (core func $open (canon lower (func $files "open")))
    (core func $drop (canon resource.drop $file))
    (core module $M
      (import "" "open" (func $open (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (func (export "open") (param i32) (result i32) (call $open (local.get 0)))
      (func (export "open-and-drop") (param i32) (call $drop (call $open (local.get 0)))))
    (core instance $m (instantiate $M (with "" (instance (export "open" (func $open)) (export "drop" (func $drop))))))
    (func (export "open") (param "n" u32) (result (own $file)) (canon lift (core func $m "open")))
    (func (export "open-and-drop") (param "n" u32) (canon lift (core func $m "open-and-drop")))))");
  call(instance, "open-and-drop", {Val(7U)});
  EXPECT_THAT(destroyed, ElementsAre(7U));
  const Vals result = call(instance, "open", {Val(8U)});
  const auto& own = result.at(0).as<component::Own>();
  EXPECT_EQ(own.type, file);
  EXPECT_EQ(own.rep, 8U);
  ASSERT_TRUE(host::drop_resource(own));
  EXPECT_THAT(destroyed, ElementsAre(7U, 8U));
}

TEST_F(HostEngine, each_instance_has_resource_types_of_its_own) {
  const char* text = R"((component
    (type $r (resource (rep i32)))
    (export $out "r" (type $r))
    (core func $new (canon resource.new $r))
    (core module $M (func (export "f") (param i32)))
    (core instance $m (instantiate $M))
    (func (export "make") (param "rep" u32) (result (own $out)) (canon lift (core func $new)))
    (func (export "use") (param "r" (borrow $out)) (canon lift (core func $m "f")))))";
  const auto a = instantiate(text);
  const auto b = instantiate(text);
  EXPECT_NE(a.resource("r"), b.resource("r"));
  const auto own = call(a, "make", {Val(5U)}).at(0).as<component::Own>();
  EXPECT_EQ(own.type, a.resource("r"));
  const Val borrow(component::Borrow{own.type, own.rep});
  EXPECT_TRUE(a.func("use")->invoke({borrow}));
  EXPECT_NE(b.func("use")->invoke({borrow}).host_error(), nullptr);
}

// ---- Traps

/// host -> $A -> $B -> host
constexpr const char* nested = R"((component
  (import "f" (func $f (param "x" u32) (result u32)))
  (component $B
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $l (canon lower (func $f)))
    (core module $M
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (if (i32.eq (local.get 0) (i32.const 2)) (then unreachable))
        (call $f (local.get 0))))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $l))))))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (component $A
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $l (canon lower (func $f)))
    (core module $M
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "f") (param i32) (result i32)
        (if (i32.eq (local.get 0) (i32.const 1)) (then unreachable))
        (call $f (local.get 0))))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $l))))))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $m "f"))))
  (instance $b (instantiate $B (with "f" (func $f))))
  (instance $a (instantiate $A (with "f" (func $b "f"))))
  (export "f" (func $a "f"))
  (export "b" (func $b "f"))))";

TEST_F(HostEngine, a_trap_at_any_level_poisons_all_that_were_entered) {
  linker.define_func("f", [](std::span<const Val> args) {
    if (args[0] == Val(3U)) throw wasm::Trap(wasm::TrapCode::unreachable);
    return Vals{args[0]};
  });
  for (const u32 level : {1U, 2U, 3U}) {
    const auto instance = instantiate(nested);
    const auto other = instantiate(counter);
    EXPECT_THAT(call(instance, "f", {Val(9U)}), ElementsAre(Val(9U)));
    EXPECT_EQ(instance.func("f")->invoke({Val(level)}).message(), "unreachable");
    EXPECT_THAT(instance.func("f")->invoke({Val(9U)}).message(), StartsWith("cannot enter component instance"))
        << level;
    // $B lies in the same component, which was entered with $A.
    EXPECT_THAT(instance.func("b")->invoke({Val(9U)}).message(), StartsWith("cannot enter component instance"))
        << level;
    EXPECT_THAT(call(other, "next"), ElementsAre(Val(1U)));
  }
}

TEST_F(HostEngine, a_host_function_cannot_enter_the_instance_that_called_it) {
  std::optional<host::Func> again;
  std::string inside;
  linker.define_func("f", [&](std::span<const Val> args) {
    inside = again->invoke({args[0]}).message();
    return Vals{args[0]};
  });
  const auto instance = instantiate(calls_host);
  again = instance.func("f");
  EXPECT_THAT(call(instance, "f", {Val(4U)}), ElementsAre(Val(4U)));
  EXPECT_EQ(inside, "cannot enter component instance: a call of it has not ended");
}

TEST_F(HostEngine, a_host_function_can_call_another_instance_but_not_wait_for_it) {
  const auto other = instantiate(counter);
  linker.define_async_func("never", [](const Vals&, const host::OnResolve&) { return host::OnCancel(); });
  const auto blocks = instantiate(R"((component
    (import "never" (func $f async))
    (core func $l (canon lower (func $f)))
    (func (export "f") async (canon lift (core func $l)))))");
  linker.define_func("f", [&](std::span<const Val> args) {
    return args[0] == Val(1U) ? other.func("next")->invoke({}).value() : blocks.func("f")->invoke({}).value();
  });
  const auto instance = instantiate(calls_host);
  EXPECT_THAT(call(instance, "f", {Val(1U)}), ElementsAre(Val(1U)));
  const auto waits = instance.func("f")->invoke({Val(2U)});
  ASSERT_NE(waits.host_error(), nullptr);
  EXPECT_THAT(waits.message(), HasSubstr("waits for a call while a component runs"));
}

TEST_F(HostEngine, a_core_exception_that_leaves_a_component_is_a_trap) {
  const auto instance = instantiate(R"((component
    (core module $M (tag $e) (func (export "f") (throw $e)))
    (core instance $m (instantiate $M))
    (func (export "f") (canon lift (core func $m "f")))))");
  const auto result = instance.func("f")->invoke({});
  ASSERT_NE(result.trap(), nullptr);
  EXPECT_THAT(result.message(), HasSubstr("uncaught exception"));
}

TEST_F(HostEngine, instantiation_ends_in_what_its_start_function_ends_in) {
  const auto component = parse(R"((component
    (core module $M (func $f unreachable) (start $f))
    (core instance $m (instantiate $M))))");
  EXPECT_NE(linker.instantiate(store, component).trap(), nullptr);
  EXPECT_THAT(call(instantiate(counter), "next"), ElementsAre(Val(1U)));
}

/// A chain of `links` components, each of which instantiates the one before it `times` times.
std::string chain(u32 links, u32 times) {
  std::string out = "(component (component $c0)";
  for (u32 i = 1; i <= links; ++i) {
    out += "(component $c" + std::to_string(i) + " (alias outer 1 $c" + std::to_string(i - 1) + " (component $c))";
    for (u32 k = 0; k < times; ++k) out += "(instance (instantiate $c))";
    out += ")";
  }
  return out + "(instance (instantiate $c" + std::to_string(links) + ")))";
}

TEST_F(HostEngine, a_few_bytes_cannot_ask_for_more_instances_than_there_is_room_for) {
  EXPECT_TRUE(linker.instantiate(store, parse(chain(10, 2))));
  const auto doubled = linker.instantiate(store, parse(chain(60, 2)));
  ASSERT_NE(doubled.exhaustion(), nullptr);
  EXPECT_EQ(doubled.message(), "too many definitions");
  EXPECT_LT(store.instances().size(), 200'000U);
  host::Store another;
  const auto deep = linker.instantiate(another, parse(chain(5'000, 1)));
  ASSERT_NE(deep.exhaustion(), nullptr);
  EXPECT_EQ(deep.message(), "nesting too deep");
}

}  // namespace

}  // namespace touchstone
