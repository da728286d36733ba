// Component validation under other gates than the default ones: values and start, i64 representations and memories,
// canonical names, nested names, error contexts; and what a closed gate says.
#include <gtest/gtest.h>

#include "abi/text/parse.hpp"
#include "abi/validation/components.hpp"

namespace touchstone::component {
namespace {

Profile with(std::initializer_list<Gate> gates) {
  Profile profile;
  for (const Gate gate : gates) profile.gates.set(gate, true);
  return profile;
}

Profile without(Gate gate) {
  Profile profile;
  profile.gates.set(gate, false);
  return profile;
}

/// Empty if valid, else the message.
std::string verdict(const std::string& text, const Profile& profile) {
  const auto component = parse_component(text_source("test", text), profile);
  if (!component) return "malformed: " + component.error().message(Wording::component);
  const auto valid = validate_component(*component, profile);
  return valid ? "" : valid.error().message(Wording::component);
}

struct Case {
  Profile profile;
  const char* text;
  const char* message;  ///< a part of the message; empty: valid
};

class Gated : public testing::TestWithParam<Case> {};

TEST_P(Gated, Verdict) {
  const Case& c = GetParam();
  const std::string found = verdict(c.text, c.profile);
  if (*c.message == '\0') {
    EXPECT_EQ(found, "") << c.text;
  } else {
    EXPECT_NE(found.find(c.message), std::string::npos) << c.text << "\n  " << found;
  }
}

const Profile values = with({Gate::values});
const Profile memory64 = with({Gate::memory64});
const Profile canonical = with({Gate::canonical_names});
const Profile nested = with({Gate::nested_names});
const Profile errors = with({Gate::error_context});
const Profile shared = with({Gate::shared_everything});

/// Every value is consumed exactly once: exported, passed on, or given to a start function.
const Case of_values[] = {
    Case{values, R"((component (import "v" (value $v u32)) (export "w" (value $v))))", ""},
    Case{values, R"((component (import "v" (value $v u32))))", "value is not used: $v"},
    Case{values, R"((component (import "v" (value $v u32)) (export "w" (value $v)) (export "x" (value $v))))",
         "cannot use value more than once: $v"},
    Case{values, R"((component (value $v u8 1) (export "v" (value $v))))", ""},
    Case{values, R"((component (value u8 1)))", "value is not used"},
    Case{values, R"((component (value $v bool (binary "\02")) (export "v" (value $v))))", "must be 0 or 1"},
    Case{values, R"((component (value $v f32 (binary "\00\00\c0\7f")) (export "v" (value $v))))", ""},
    Case{values, R"((component (value $v f32 (binary "\01\00\c0\7f")) (export "v" (value $v))))", "canonical"},
    Case{values, R"((component (value $v char (binary "\ed\a0\80")) (export "v" (value $v))))", "not UTF-8"},
    Case{values, R"((component (value $v string (binary "\05ab")) (export "v" (value $v))))", "unexpected end"},
    Case{values, R"((component (value $v u8 (binary "\01\02")) (export "v" (value $v))))", "left over"},
    Case{values, R"((component (value $v (list u8) (binary "\ff\ff\ff\ff\0f")) (export "v" (value $v))))",
         "unexpected end in a list"},
    Case{values, R"((component (type $e (enum "a" "b")) (import "e" (type $f (eq $e)))
                          (value $v $f (binary "\02")) (export "v" (value $v))))",
         "case 2 of enum with 2 cases"},
    Case{values, R"((component (value $v (stream u8) (binary "\00")) (export "v" (value $v))))",
         "values of type `stream` cannot be written"},
    Case{values, R"((component (import "f" (func $f (param "x" u32) (result string))) (import "v" (value $v u32))
                          (start $f (value $v) (result (value $w))) (export "w" (value $w))))",
         ""},
    Case{values, R"((component (import "f" (func $f (param "x" u32))) (start $f)))", "requires 1 arguments"},
    Case{values, R"((component (import "f" (func $f (param "x" u32))) (import "v" (value $v string))
                          (start $f (value $v))))",
         "type mismatch in argument `x`"},
    Case{values, R"((component (import "f" (func $f)) (start $f (result (value)))))", "has 0 results, found 1"},
    Case{values, R"((component (import "v" (value $v u32)) (component $c (import "x" (value u32) )
                          (export "y" (value 0)))
                          (instance (instantiate $c (with "x" (value $v))))))",
         ""},
    Case{values, R"((component (import "v" (value $v u32)) (component $c (import "x" (value string))
                          (export "y" (value 0)))
                          (instance (instantiate $c (with "x" (value $v))))))",
         "expected primitive `string` found primitive `u32`"},
    Case{values, R"((component (import "r" (type $r (sub resource))) (import "v" (value $v (list (borrow $r))))
                          (export "w" (value $v))))",
         "exported value cannot contain a `borrow` type"},
    Case{Profile{}, R"((component (value $v u8 1) (export "v" (value $v))))", "requires the `values` feature"},
    Case{Profile{}, R"((component (import "f" (func $f)) (start $f)))", "requires the `values` feature"},
};
INSTANTIATE_TEST_SUITE_P(Values, Gated, testing::ValuesIn(of_values));

/// Addresses and representations of 64 bits.
const Case of_memory64[] = {
    Case{memory64, R"((component (type $r (resource (rep i64))) (core func $new (canon resource.new $r))
                            (core func $rep (canon resource.rep $r))
                            (core module $m (import "" "new" (func (param i64) (result i32)))
                              (import "" "rep" (func (param i32) (result i64))))
                            (core instance (instantiate $m (with "" (instance
                              (export "new" (func $new)) (export "rep" (func $rep))))))))",
         ""},
    Case{memory64,
         R"((component (core module $m (func (export "d") (param i64))) (core instance $i (instantiate $m))
                            (type (resource (rep i64) (dtor (core func $i "d"))))))",
         ""},
    Case{memory64,
         R"((component (core module $m (func (export "d") (param i32))) (core instance $i (instantiate $m))
                            (type (resource (rep i64) (dtor (core func $i "d"))))))",
         "wrong signature for a destructor"},
    Case{memory64, R"((component (core module $m (memory (export "m") i64 1)
                              (func (export "r") (param i64 i64 i64 i64) (result i64) unreachable)
                              (func (export "f") (param i64 i64) (result i64) unreachable))
                            (core instance $i (instantiate $m))
                            (func (param "s" string) (result string) (canon lift (core func $i "f")
                              (memory (core memory $i "m")) (realloc (core func $i "r"))))))",
         ""},
    Case{memory64, R"((component (core module $m (memory (export "m") i64 1)
                              (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable))
                            (core instance $i (instantiate $m)) (import "f" (func $f (result string)))
                            (core func (canon lower (func $f) (memory (core memory $i "m"))
                              (realloc (core func $i "r"))))))",
         "expected (func (param i64 i64 i64 i64) (result i64))"},
    Case{memory64, "(component (core func (canon context.get i64 0)) (core func (canon context.set i64 1)))", ""},
    Case{memory64, "(component (core func (canon context.get i64 0)) (core func (canon context.set i32 1)))",
         "must have the same type throughout a component"},
};
INSTANTIATE_TEST_SUITE_P(Memory64, Gated, testing::ValuesIn(of_memory64));

const Case of_names[] = {
    Case{canonical, R"((component (import "a:b/c@0.2" (versionsuffix ".6-rc.1") (instance))))", ""},
    Case{canonical, R"((component (import "a:b/c@1" (versionsuffix ".2.3") (instance))))", ""},
    Case{canonical, R"((component (import "a:b/c@1" (instance))))", ""},
    Case{canonical, R"((component (import "a:b/c@1" (versionsuffix ".2") (instance))))",
         "is not a valid semantic version"},
    Case{canonical, R"((component (import "a:b/c@1.2.3" (versionsuffix "") (instance))))",
         "must follow a canonical version"},
    Case{canonical, R"((component (import "a:b/c" (versionsuffix ".2.3") (instance))))",
         "must follow a canonical version"},
    Case{nested, R"((component (import "a:b:c/d/e@1.0.0" (func))))", ""},
    Case{Profile{}, R"((component (import "a:b/d/e" (func))))", "trailing characters"},
    Case{without(Gate::implements), R"((component (import "a" (implements "b:c/d") (instance))))",
         "the `implements` attribute requires the `implements` feature"},
};
INSTANTIATE_TEST_SUITE_P(Names, Gated, testing::ValuesIn(of_names));

const Case of_error_contexts[] = {
    Case{errors, R"((component (core module $m (memory (export "m") 1)
                            (func (export "r") (param i32 i32 i32 i32) (result i32) unreachable))
                          (core instance $i (instantiate $m))
                          (type (func (result (result (error error-context)))))
                          (core func (canon error-context.new (memory (core memory $i "m")) string-encoding=utf16))
                          (core func (canon error-context.debug-message (memory (core memory $i "m"))
                            (realloc (core func $i "r"))))
                          (core func (canon error-context.drop))))",
         ""},
    Case{errors, "(component (core func (canon error-context.new)))", "canonical option `memory` is required"},
    Case{errors, R"((component (core module $m (memory (export "m") 1)) (core instance $i (instantiate $m))
                          (core func (canon error-context.debug-message (memory (core memory $i "m"))))))",
         "canonical option `realloc` is required"},
    Case{errors, R"((component (core module $m (memory (export "m") 1)) (core instance $i (instantiate $m))
                          (core func (canon error-context.new (memory (core memory $i "m")) async))))",
         "canonical option `async` cannot be specified for `error-context.new`"},
    Case{shared, "(component (core type $f (func (param i32))) (core func (canon thread.spawn-ref $f)))", ""},
    Case{shared, "(component (core type $f (func)) (core func (canon thread.spawn-ref $f)))",
         "expected a core type (func (param i32))"},
};
INSTANTIATE_TEST_SUITE_P(ErrorContexts, Gated, testing::ValuesIn(of_error_contexts));

/// What the default profile has on, turned off.
const Case of_closed[] = {
    Case{without(Gate::async), "(component (type (func async)))", "requires the `async` feature"},
    Case{without(Gate::async), "(component (type (stream)))", "requires the `async` feature"},
    Case{without(Gate::async), "(component (core func (canon task.return)))",
         "the built-in `task.return` requires the `async` feature"},
    Case{without(Gate::map), "(component (type (map u8 u8)))", "requires the `map` feature"},
    Case{without(Gate::fixed_length_lists), "(component (type (list u8 2)))",
         "requires the `fixed-length-lists` feature"},
    Case{without(Gate::threading), "(component (core func (canon thread.index)))", "requires the `threading` feature"},
    Case{without(Gate::threading), "(component (core func (canon thread.yield)))", ""},
    Case{without(Gate::more_async_builtins), "(component (core func (canon subtask.cancel async)))",
         "`async` on `subtask.cancel` requires the `more-async-builtins` feature"},
    Case{without(Gate::more_async_builtins), "(component (core func (canon subtask.cancel)))", ""},
    Case{without(Gate::more_async_builtins), "(component (type $s (stream)) (core func (canon stream.read $s)))",
         "`stream.read` without `async` requires the `more-async-builtins` feature"},
    Case{without(Gate::async_stackful),
         R"((component (core module $m (func (export "f"))) (core instance $i (instantiate $m))
                  (func async (canon lift (core func $i "f") async))))",
         "requires the `async-stackful` feature"},
};
INSTANTIATE_TEST_SUITE_P(Closed, Gated, testing::ValuesIn(of_closed));

/// Each gate by the names that wasm-tools and the scripts of wasmtime give it; what is left is for core features.
TEST(GateNames, AreThoseOfOtherTools) {
  struct Spelling {
    std::string_view name;
    Gate gate;
    std::string_view rest = {};
  };
  const Spelling spellings[] = {
      {"values", Gate::values},
      {"cm-values", Gate::values},
      {"component_model_values", Gate::values},
      {"cm-async", Gate::async},
      {"cm-more-async-builtins", Gate::more_async_builtins},
      {"cm-async-stackful", Gate::async_stackful},
      {"cm-threading", Gate::threading},
      {"shared-everything", Gate::shared_everything},
      {"shared-everything-threads", Gate::shared_everything, "shared-everything-threads"},
      {"cm-fixed-length-lists", Gate::fixed_length_lists},
      {"cm-map", Gate::map},
      {"cm-implements", Gate::implements},
      {"cm-error-context", Gate::error_context},
      {"cm-nested-names", Gate::nested_names},
      {"cm-canon-names", Gate::canonical_names},
      {"canonical-names", Gate::canonical_names},
      {"cm64", Gate::memory64},
      {"component_model_memory64", Gate::memory64},
      {"memory64", Gate::mvp, "memory64"},
      {"simd", Gate::mvp, "simd"},
  };
  for (const Spelling& each : spellings) {
    std::string rest;
    std::string why;
    EXPECT_EQ(parse_gates(each.name, Gates(), rest, why), (Gates{Gate::mvp, each.gate})) << each.name;
    EXPECT_EQ(rest, each.rest) << each.name;
    if (each.gate == Gate::mvp) continue;
    const auto off = parse_gates("-" + std::string(each.name), *Gates::profile("all"), rest, why);
    ASSERT_TRUE(off) << why;
    EXPECT_FALSE(off->has(each.gate)) << each.name;
  }
}

}  // namespace
}  // namespace touchstone::component
