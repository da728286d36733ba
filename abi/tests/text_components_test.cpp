// Component text: each abbreviation stands for what the Explainer says, and indices are given in the order of the text.
#include "abi/tests/components.hpp"

namespace touchstone::component {
namespace {

TEST(ComponentText, FieldsMayStandWithoutTheirParentheses) {
  expect_same("(type u8) (import \"a\" (func))", "(component $top (type u8) (import \"a\" (func)))");
  expect_same("", "(component $top)");
}

TEST(ComponentText, ReferencesWithTheirSort) {
  expect_same("(component $c) (instance (instantiate (component $c)))", "(component) (instance (instantiate 0))");
  expect_same("(core module $m) (core instance (instantiate (core module $m)))",
              "(core module) (core instance (instantiate 0))");
  expect_same("(core module $m) (core instance (instantiate (module $m)))",
              "(core module) (core instance (instantiate 0))");
  expect_same("(type $t u8) (type (list (type $t)))", "(type u8) (type (list 0))");
}

TEST(ComponentText, InlineAliasesFollowTheirNames) {
  expect_same("(import \"i\" (instance $i)) (export \"f\" (func $i \"a\" \"b\" \"c\"))",
              R"((import "i" (instance)) (alias export 0 "a" (instance)) (alias export 1 "b" (instance))
                 (alias export 2 "c" (func)) (export "f" (func 0)))");
  expect_same("(core instance $i) (core instance (export \"t\" (table $i \"t\")))",
              "(core instance) (alias core export 0 \"t\" (core table)) (core instance (export \"t\" (table 0)))");
  expect_same("(import \"i\" (instance $i)) (import \"f\" (func (param \"p\" (type $i \"t\"))))",
              R"((import "i" (instance)) (alias export 0 "t" (type $t)) (type (func (param "p" $t)))
                 (import "f" (func (type 2))))");
}

TEST(ComponentText, InlineAliasesOfEverySort) {
  for (const std::string sort : {"func", "type", "component", "instance", "core module", "value"}) {
    expect_same("(import \"i\" (instance $i)) (export \"x\" (" + sort + " $i \"a\"))",
                "(import \"i\" (instance)) (alias export 0 \"a\" (" + sort + " $a)) (export \"x\" (" + sort + " $a))");
  }
  for (const std::string sort : {"func", "table", "memory", "global", "tag"}) {
    expect_same("(core instance $i) (core instance (export \"x\" (" + sort + " $i \"a\")))",
                "(core instance) (alias core export 0 \"a\" (core " + sort + " $a)) (core instance (export \"x\" (" +
                    sort + " $a)))");
  }
}

TEST(ComponentText, InvertedAliases) {
  expect_same("(import \"i\" (instance $i)) (func $f (alias export $i \"f\"))",
              "(import \"i\" (instance $i)) (alias export $i \"f\" (func $f))");
  expect_same("(import \"i\" (instance $i)) (component (alias export $i \"c\"))",
              "(import \"i\" (instance $i)) (alias export $i \"c\" (component))");
  expect_same("(import \"i\" (instance $i)) (core module (alias export $i \"m\"))",
              "(import \"i\" (instance $i)) (alias export $i \"m\" (core module))");
  for (const std::string sort : {"func", "table", "memory", "global", "tag"}) {
    expect_same("(core instance $i) (core " + sort + " (alias core export $i \"x\"))",
                "(core instance $i) (alias core export $i \"x\" (core " + sort + "))");
  }
  expect_same("(component $c (type $t u8) (component (type (alias outer $c $t))))",
              "(component (type $t u8) (component (alias outer 1 0 (type))))");
  expect_same("(type $t u8) (type (alias outer 0 $t))", "(type u8) (alias outer 0 0 (type))");
}

TEST(ComponentText, AnAliasInsideOfAComponentIsNotInverted) {
  const Component c = parsed("(component $top (type $t u8) (component (alias outer $top $t (type))))");
  ASSERT_EQ(c.definitions.size(), 2U);
  const auto& inner = std::get<std::shared_ptr<const Component>>(c.definitions[1].is);
  EXPECT_EQ(inner->definitions.size(), 1U);
}

TEST(ComponentText, OuterIdentifiersMakeAliases) {
  expect_same("(component $c) (component (instance (instantiate $c)))",
              "(component) (component (alias outer 1 0 (component)) (instance (instantiate 0)))");
  expect_same("(core module $m) (component (component (core instance (instantiate $m))))",
              R"((core module) (component (component (alias outer 2 0 (core module))
                 (core instance (instantiate 0)))))");
  expect_same("(type $t u8) (type (instance (export \"f\" (func (param \"p\" $t) (result $t)))))",
              R"((type u8) (type (instance (alias outer 1 0 (type)) (alias outer 1 0 (type))
                 (type (func (param "p" 0) (result 1))) (export "f" (func (type 2))))))");
}

TEST(ComponentText, AnOuterIdentifierMayBeBoundHereLater) {
  expect_same("(type $t u8) (component (type (list $t)) (type $t u16) (type (list $t)))",
              "(type u8) (component (alias outer 1 0 (type)) (type (list 0)) (type u16) (type (list 2)))");
}

TEST(ComponentText, OuterCoreTypes) {
  const std::string plain =
      "(core type (func)) (core type (module (alias outer 1 0 (type)) (import \"a\" \"b\" (func (type 0)))))";
  expect_same("(core type $f (func)) (core type (module (import \"a\" \"b\" (func (type $f)))))", plain);
  expect_same(
      "(core type $f (func)) (core type (module (alias outer 1 $f (type $g)) "
      "(import \"a\" \"b\" (func (type $g)))))",
      plain);
  expect_same("(core type $f (func)) (component (core type $f (func (param (ref null $f)))))",
              "(core type (func)) (component (core type (func (param (ref null 0)))))");
  expect_same(
      "(core type $s (struct)) (component (core rec (type $a (struct (field $s (ref null $b)) "
      "(field (ref $s)))) (type $b (struct))))",
      R"((core type (struct)) (component (alias outer 1 0 (core type))
                 (core rec (type (struct (field (ref null 2)) (field (ref 0)))) (type (struct)))))");
}

TEST(ComponentText, InlineImportsOfEverySort) {
  expect_same("(func $f (import \"x\") (param \"p\" u8))", "(import \"x\" (func $f (param \"p\" u8)))");
  expect_same("(func (import \"x\") async)", "(import \"x\" (func async))");
  expect_same("(type $t (import \"x\") (sub resource))", "(import \"x\" (type (sub resource)))");
  expect_same("(instance (import \"x\") (export \"f\" (func)))", "(import \"x\" (instance (export \"f\" (func))))");
  expect_same("(type $t (instance)) (instance (import \"x\") (type $t))",
              "(type (instance)) (import \"x\" (instance (type 0)))");
  expect_same("(component (import \"x\") (import \"f\" (func)) (export \"g\" (func)))",
              "(import \"x\" (component (import \"f\" (func)) (export \"g\" (func))))");
  expect_same("(core module (import \"x\") (import \"\" \"f\" (func)))",
              "(import \"x\" (core module (import \"\" \"f\" (func))))");
  expect_same("(value (import \"x\") string)", "(import \"x\" (value string))");
  expect_same("(func (import \"x\" (implements \"a:b/c\") (external-id \"y\")))",
              "(import \"x\" (external-id \"y\") (implements \"a:b/c\") (func))");
}

TEST(ComponentText, InlineExportsStandAtTheEnd) {
  expect_same("(type (export \"a\") u8) (core module (export \"b\") (export \"c\")) (type u16)",
              R"((type u8) (core module) (type u16) (export "a" (type 0)) (export "b" (core module 0))
                 (export "c" (core module 0)))");
  expect_same("(instance (export \"a\") (export \"b\" (external-id \"z\")) (import \"x\"))",
              "(import \"x\" (instance)) (export \"a\" (instance 0)) (export \"b\" (external-id \"z\") (instance 0))");
  expect_same("(component (export \"a\") (type u8))", "(component (type u8)) (export \"a\" (component 0))");
  expect_same("(value (export \"a\") bool true)", "(value bool (binary \"\\01\")) (export \"a\" (value 0))");
  expect_same("(import \"i\" (instance $i)) (func (export \"a\") (alias export $i \"f\"))",
              "(import \"i\" (instance $i)) (alias export $i \"f\" (func)) (export \"a\" (func 0))");
}

TEST(ComponentText, CanonicalDefinitionsInverted) {
  const std::string lift =
      "(core instance $i) (alias core export $i \"f\" (core func $f)) "
      "(alias core export $i \"m\" (core memory $m)) ";
  expect_same(lift + "(func (param \"p\" string) (canon lift (core func $f) (memory $m) string-encoding=utf16))",
              lift +
                  "(type (func (param \"p\" string))) (canon lift (core func 0) (memory 0) string-encoding=utf16 "
                  "(func (type 0)))");
  expect_same(lift + "(canon lift $f (func (param \"p\" string)))",
              lift + "(type (func (param \"p\" string))) (canon lift (core func 0) (func (type 0)))");
  expect_same("(import \"f\" (func $f)) (core func $g (canon lower (func $f)))",
              "(import \"f\" (func $f)) (canon lower (func 0) (core func))");
  expect_same("(type $r (resource (rep i32))) (core func $g (canon resource.drop $r))",
              "(type (resource (rep i32))) (canon resource.drop 0 (core func))");
}

TEST(ComponentText, OptionsReferToCoreDefinitions) {
  const std::string head = "(import \"f\" (func $f)) (core instance $i) ";
  const std::string plain =
      head + "(alias core export 0 \"m\" (core memory)) (canon lower (func 0) (memory 0) (core func))";
  expect_same(head + "(canon lower (func $f) (memory (core memory $i \"m\")) (core func))", plain);
  expect_same(head + "(canon lower (func $f) (memory (memory $i \"m\")) (core func))", plain);
  expect_same(head + "(canon lower (func $f) (memory $i \"m\") (core func))", plain);
  expect_same("(core instance $i) (type (resource (rep i32) (dtor (core func $i \"d\"))))",
              "(core instance) (alias core export 0 \"d\" (core func)) (type (resource (rep i32) (dtor 0)))");
  expect_same("(core instance $i) (type (resource (rep i32) (dtor (func $i \"d\"))))",
              "(core instance) (alias core export 0 \"d\" (core func)) (type (resource (rep i32) (dtor 0)))");
}

TEST(ComponentText, InlineInstances) {
  expect_same(
      "(core module $m) (core instance $i) (core instance (instantiate $m (with \"a\" (instance $i)) "
      "(with \"b\" (instance (export \"f\" (func $i \"f\"))))))",
      R"((core module) (core instance) (alias core export 0 "f" (core func))
                 (core instance (export "f" (func 0)))
                 (core instance (instantiate 0 (with "a" (instance 0)) (with "b" (instance 1)))))");
  expect_same(
      "(component $c) (import \"f\" (func $f)) (instance (instantiate $c (with \"a\" (func $f)) "
      "(with \"b\" (instance (export \"g\" (func $f)) (export \"h\" (external-id \"x\") (func $f))))))",
      R"((component) (import "f" (func)) (instance (export "g" (func 0)) (export "h" (external-id "x") (func 0)))
                 (instance (instantiate 0 (with "a" (func 0)) (with "b" (instance 0)))))");
}

TEST(ComponentText, InlineTypesComeInFront) {
  expect_same("(type (record (field \"a\" (list (option u8)))))",
              "(type (option u8)) (type (list 0)) (type (record (field \"a\" 1)))");
  expect_same("(import \"f\" (func (param \"a\" (list u8)) (result (result u8 (error string)))))",
              "(type (list u8)) (type (result u8 (error string))) (type (func (param \"a\" 0) (result 1))) "
              "(import \"f\" (func (type 2)))");
  expect_same("(type (list (list u8)))", "(type (list u8)) (type (list 0))");
  expect_same("(import \"m\" (core module (export \"f\" (func)) (export \"g\" (func))))",
              R"((core type (module (type (func)) (export "f" (func (type 0))) (type (func))
                   (export "g" (func (type 1))))) (import "m" (core module (type 0))))");
  expect_same("(canon task.return (result (list u8)) (core func))",
              "(type (list u8)) (canon task.return (result 0) (core func))");
  expect_same("(type u8) (type u8) (import \"a\" (value (list 1)))",
              "(type u8) (type u8) (type (list 1)) "
              "(import \"a\" (value 2))");
}

TEST(ComponentText, TypesComeBeforeTheAliasesOfTheSameDefinition) {
  expect_same("(core instance $i) (func (param \"a\" (list u8)) (canon lift (core func $i \"f\") (memory $i \"m\")))",
              R"((core instance) (type (list u8)) (type (func (param "a" 0))) (alias core export 0 "f" (core func))
                 (alias core export 0 "m" (core memory)) (canon lift (core func 0) (memory 0) (func (type 1))))");
}

TEST(ComponentText, EveryValueType) {
  for (const std::string type : {"bool",
                                 "s8",
                                 "u8",
                                 "s16",
                                 "u16",
                                 "s32",
                                 "u32",
                                 "s64",
                                 "u64",
                                 "f32",
                                 "f64",
                                 "char",
                                 "string",
                                 "error-context",
                                 "(record (field \"a\" bool) (field \"b-c\" u8))",
                                 "(variant (case \"a\") (case \"b\" u8))",
                                 "(list u8)",
                                 "(list u8 4)",
                                 "(tuple u8 string)",
                                 "(flags \"a\" \"b\")",
                                 "(enum \"a\" \"b\")",
                                 "(option u8)",
                                 "(result)",
                                 "(result u8)",
                                 "(result (error u8))",
                                 "(result u8 (error string))",
                                 "(stream)",
                                 "(stream u8)",
                                 "(future)",
                                 "(future u8)",
                                 "(map string u8)",
                                 "(own $r)",
                                 "(borrow $r)"}) {
    expect_round_trip("(type $r (resource (rep i32))) (type $t " + type + ") (import \"f\" (func (param \"p\" $t)))");
  }
  expect_same("(type float32) (type float64)", "(type f32) (type f64)");
}

TEST(ComponentText, EveryOtherType) {
  expect_round_trip("(type (resource (rep i64)))");
  expect_round_trip("(type (func)) (type (func async (param \"a\" u8) (param \"b\" u8) (result u8)))");
  expect_round_trip(R"((component $top (core type $ct (func)) (type $t u8)
    (type (component (core type (module)) (core rec (type (struct)) (type (array (mut i32)))) (type (func))
      (import "i" (instance $i (export "t" (type (sub resource))))) (alias export $i "t" (type $t2))
      (alias outer $top $t (type)) (alias outer $top $ct (core type)) (export "r" (type (eq $t2)))
      (export "v" (value u8)) (import "w" (value $w $t)) (export "x" (value (eq $w)))
      (import "m" (core module (import "a" "b" (table 0 1 funcref)) (export "c" (memory i64 1 2 shared))
        (export "g" (global (mut (ref null extern)))) (export "t" (tag (param i32)))))
      (export "c" (component (import "d" (func)))) (export "e" (func async (result (list $t2))))))))");
}

TEST(ComponentText, CoreTypes) {
  expect_round_trip(R"((core type $f (func (param i32 f64) (result (ref null 0)))) (core type (sub (func)))
    (core type (sub final 1 (func))) (core rec (type $a (struct (field (ref 4))))
    (type (sub (array (mut i8))))) (core rec (type (func))) (core rec))");
}

TEST(ComponentText, EveryCanonicalDefinition) {
  const std::string head = R"((import "f" (func $f)) (core instance $i) (type $r (resource (rep i32)))
    (alias core export $i "m" (core memory $m)) (alias core export $i "t" (core table $t)) (core type $ft (func))
    (alias core export $i "g" (core func $g)) (type $s (stream u8)) (type $u (future u8)) (type $ty (func)) )";
  for (const std::string canon :
       {"lift (core func $g) (func $l (type $ty))",
        "lift $g (memory $m) (realloc $g) (post-return $g) async (callback $g) string-encoding=utf8 (func (type $ty))",
        "lower (func $f) (core func $l)",
        "lower $f (memory $m) async string-encoding=latin1+utf16 (core func)",
        "resource.new $r (core func)",
        "resource.drop (type $r) (core func)",
        "resource.rep $r (core func)",
        "context.get i32 0 (core func)",
        "context.set i64 1 (core func)",
        "backpressure.inc (core func)",
        "backpressure.dec (core func)",
        "task.return (core func)",
        "task.return (result $r) (memory $m) (core func)",
        "task.cancel (core func)",
        "waitable-set.new (core func)",
        "waitable-set.wait (memory $m) (core func)",
        "waitable-set.wait cancellable (memory $m) (core func)",
        "waitable-set.poll cancellable (memory $i \"m2\") (core func)",
        "waitable-set.drop (core func)",
        "waitable.join (core func)",
        "subtask.cancel (core func)",
        "subtask.cancel async (core func)",
        "subtask.drop (core func)",
        "stream.new $s (core func)",
        "stream.read $s (memory $m) async (core func)",
        "stream.write $s (core func)",
        "stream.cancel-read $s async (core func)",
        "stream.cancel-write $s (core func)",
        "stream.drop-readable $s (core func)",
        "stream.drop-writable $s (core func)",
        "future.new $u (core func)",
        "future.read $u (memory $m) (core func)",
        "future.write $u async (core func)",
        "future.cancel-read $u (core func)",
        "future.cancel-write $u async (core func)",
        "future.drop-readable $u (core func)",
        "future.drop-writable $u (core func)",
        "thread.index (core func)",
        "thread.new-indirect $ft $t (core func)",
        "thread.new-indirect (core type $ft) (core table $t) (core func)",
        "thread.resume-later (core func)",
        "thread.suspend (core func)",
        "thread.yield cancellable (core func)",
        "thread.suspend-then-resume (core func)",
        "thread.yield-then-resume cancellable (core func)",
        "thread.suspend-then-promote (core func)",
        "thread.yield-then-promote (core func)",
        "error-context.new (memory $m) string-encoding=utf8 (core func)",
        "error-context.debug-message (core func)",
        "error-context.drop (core func)",
        "thread.spawn-ref $ft (core func)",
        "thread.spawn-ref shared $ft (core func)",
        "thread.spawn-indirect shared $ft (core table $t) (core func)",
        "thread.available-parallelism shared (core func)"}) {
    expect_round_trip(head + "(canon " + canon + ")");
  }
}

TEST(ComponentText, AttributesAndExports) {
  expect_round_trip(
      R"((import "a" (implements "a:b/c@1.0.0") (versionsuffix ".2") (external-id "\u{1f600}\00") (func $f))
    (export $e "b" (external-id "") (func $f) (func)) (instance (export "c" (implements "a:b/c") (func $e)))
    (import "d" (component (import "e" (external-id "x") (func)) (export "f" (implements "g:h/i") (instance)))))");
}

TEST(ComponentText, StartAndValues) {
  expect_round_trip(R"((import "v" (value $v string)) (import "f" (func $f (param "a" string) (result u8)))
    (start $f (value $v) (result (value $r))) (export "r" (value $r)) (import "w" (value (eq $v))))");
}

TEST(ComponentText, NestedBinaryModule) {
  expect_same("(core module $m binary \"\\00asm\" \"\\01\\00\\00\\00\") (core instance (instantiate $m))",
              "(core module $m) (core instance (instantiate $m))");
}

TEST(ComponentText, CustomSectionsStandBetweenDefinitions) {
  const Component c = parsed("(@custom \"a\" \"x\" \"y\") (type u8) (component (@custom \"b\")) (@custom \"c\" \"\")");
  ASSERT_EQ(c.definitions.size(), 4U);
  const auto* first = std::get_if<wasm::Custom>(&c.definitions[0].is);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(first->name, "a");
  EXPECT_EQ(first->content, "xy");
  EXPECT_TRUE(std::holds_alternative<wasm::Custom>(c.definitions[3].is));
  expect_round_trip("(@custom \"a\" \"x\") (type u8) (component (@custom \"b\")) (@custom \"c\" \"\\ff\\00\")");
}

TEST(ComponentText, AnnotationsOfNamesAndProducersAreNoCustomSections) {
  const auto c =
      parsed("(component $top (@name \"b\") (core module $m (@unnamed)) (@producers (language \"C\" \"11\")))");
  ASSERT_EQ(c.definitions.size(), 2U);
  EXPECT_EQ(c.names.component, "b");
  EXPECT_EQ(c.names.of(Sort::core_module).at(0), "m");
  EXPECT_EQ(std::get<std::shared_ptr<const wasm::Module>>(c.definitions[0].is)->names.module, std::nullopt);
  EXPECT_EQ(std::get<wasm::Custom>(c.definitions[1].is).content, std::string("\1\10language\1\1C\00211"));
  EXPECT_EQ(refusal("(component (@name \"a\") (@unnamed))"), "malformed: @name annotation: multiple module @1:24");
  EXPECT_EQ(refusal("(component (@unnamed 1))"), "malformed: @name annotation: @unnamed has no content @1:22");
  EXPECT_EQ(refusal("(core module (func (@unnamed)))"), "malformed: misplaced @unnamed annotation @1:20");
}

TEST(ComponentText, NamesAreKeptBySort) {
  const Component c = parsed(
      "(component $top (core module $m) (core instance $i (instantiate $m)) (type $t u8) "
      "(type $u u8) (component $d) (component (type (list $t))))");
  EXPECT_EQ(c.names.component, "top");
  EXPECT_EQ(c.names.of(Sort::core_module).at(0), "m");
  EXPECT_EQ(c.names.of(Sort::core_instance).at(0), "i");
  EXPECT_EQ(c.names.of(Sort::type).at(1), "u");
  const auto& anonymous = std::get<std::shared_ptr<const Component>>(c.definitions.back().is);
  EXPECT_TRUE(anonymous->names.empty()) << "an alias that a use has made has no name";
}

}  // namespace
}  // namespace touchstone::component
