// WIT text of component types: every kind of item, `use`, and what WIT has no words for.
#include <gtest/gtest.h>

#include "abi/text/parse.hpp"
#include "abi/validation/components.hpp"
#include "tools/wit/print.hpp"

namespace touchstone::wit {
namespace {

/// The world of a component, all gates on.
std::string world(const std::string& text) {
  const component::Profile profile{*component::Gates::profile("all"), Features::standard()};
  const auto parsed = component::parse_quoted_component(text_source("test", text), profile);
  if (!parsed) return parsed.error().report(Wording::component);
  const auto valid = component::validate_component(*parsed, profile);
  return valid ? print_world(*(*valid)->type) : valid.error().report(Wording::component);
}

std::string in_world(const std::string& items) { return "package root:component;\n\nworld root {\n" + items + "}\n"; }

TEST(Wit, Functions) {
  EXPECT_EQ(world(R"((import "f" (func)) (import "g" (func async (param "a" u8) (param "use" string) (result f64)))
                     (import "h" (external-id "a \"b\"") (func $h (result (result (error string))))) (export "i" (func $h)))"),
            in_world(R"(  import f: func();
  import g: async func(a: u8, %use: string) -> f64;
  @external-id("a \"b\"")
  import h: func() -> result<_, string>;
  export i: func() -> result<_, string>;
)"));
}

TEST(Wit, ValueTypes) {
  EXPECT_EQ(
      world(R"((import "f" (func (param "a" (list u8)) (param "b" (list u8 4)) (param "c" (tuple u8 char))
                       (param "d" (option (result))) (param "e" (result u8)) (param "f" (result u8 (error bool)))
                       (param "g" (map string s64)) (param "h" (stream)) (param "i" (stream u8)) (param "j" (future))
                       (param "k" (future (list string))) (param "l" error-context))))"),
      in_world("  import f: func(a: list<u8>, b: list<u8, 4>, c: tuple<u8, char>, d: option<result>, e: result<u8>, "
               "f: result<u8, bool>, g: map<string, s64>, h: stream, i: stream<u8>, j: future, k: "
               "future<list<string>>, l: error-context);\n"));
}

TEST(Wit, TypesOfTheWorld) {
  EXPECT_EQ(world(R"((type $r' (record (field "a" u8) (field "record" string))) (import "r" (type $r (eq $r')))
                     (type $v' (variant (case "x") (case "y" $r))) (import "v" (type $v (eq $v')))
                     (type $e' (enum "x" "Y-z")) (import "e" (type $e (eq $e')))
                     (type $s' (flags "p" "q")) (import "s" (type $s (eq $s')))
                     (type $l' (list $v)) (import "l" (type $l (eq $l')))
                     (import "n" (type (eq $l))) (import "r2" (type (eq $r)))
                     (import "f" (func (param "a" $r) (param "b" $e) (param "c" $l))))"),
            in_world(R"(  record r {
    a: u8,
    %record: string,
  }
  variant v {
    x,
    y(r),
  }
  enum e {
    x,
    Y-z,
  }
  flags s {
    p,
    q,
  }
  type l = list<v>;
  type n = l;
  type r2 = r;
  import f: func(a: r, b: e, c: list<v>);
)"));
}

TEST(Wit, ResourcesHoldTheirFunctions) {
  EXPECT_EQ(world(R"((import "r" (type $r (sub resource))) (import "empty" (type (sub resource)))
                     (import "[method]r.m" (external-id "M") (func (param "self" (borrow $r)) (param "o" (own $r))))
                     (import "[constructor]r" (func (param "a" u8) (result (own $r))))
                     (import "[static]r.s" (func (param "b" (borrow $r)) (result (option (own $r))))))"),
            in_world(R"(  resource r {
    @external-id("M")
    m: func(o: r);
    constructor(a: u8);
    s: static func(b: borrow<r>) -> option<r>;
  }
  resource empty;
)"));
}

TEST(Wit, InterfacesStandInTheirPackages) {
  EXPECT_EQ(world(R"((import "a:b/c@1.0.0" (instance $c (export "r" (type $r (sub resource))) (type $e' (enum "x"))
                       (export "e" (type $e (eq $e'))) (export "f" (func (result $e)))))
                     (alias export $c "r" (type $r)) (alias export $c "e" (type $e))
                     (import "a:b/d@1.0.0" (instance $d (export "r" (type $r (eq $r))) (export "g" (type (eq $e)))
                       (export "h" (func (param "a" (own $r))))))
                     (import "x:y/z" (instance)) (import "named" (implements "x:y/z") (instance))
                     (import "inline" (instance (export "f" (func))))
                     (export "a:b/d@1.0.0" (instance $d)))"),
            in_world(R"(  import a:b/c@1.0.0;
  import a:b/d@1.0.0;
  import x:y/z;
  import named: x:y/z;
  import inline: interface {
    f: func();
  }
  export a:b/d@1.0.0;
)") + R"(
package a:b@1.0.0 {
  interface c {
    resource r;
    enum e {
      x,
    }
    f: func() -> e;
  }

  interface d {
    use a:b/c@1.0.0.{r, e as g};
    h: func(a: r);
  }
}

package x:y {
  interface z {
  }
}
)");
}

TEST(Wit, WhatHasNoWordsIsAComment) {
  EXPECT_EQ(world(R"((import "m" (core module)) (import "c" (component)) (import "v" (value u8))
                     (import "i" (instance (export "j" (instance)))))")
                .find("Error"),
            std::string::npos);
  EXPECT_EQ(world("(import \"m\" (core module)) (import \"c\" (component)) (import \"i\" (instance (export \"j\" "
                  "(instance))))"),
            in_world(R"(  // import m: core module
  // import c: component
  import i: interface {
    // j: instance
  }
)"));
}

}  // namespace
}  // namespace touchstone::wit
