// Component text: what is refused, with which words and where; hostile texts end in an error too.
#include "abi/tests/components.hpp"

namespace touchstone::component {
namespace {

TEST(ComponentTextErrors, Positions) {
  EXPECT_EQ(refusal("(component\n  (type u9))"), "malformed: unknown operator u9, expected a type @2:9");
  EXPECT_EQ(refusal("(component $top (import \"a\" (func)) func)"),
            "malformed: unexpected token 'func', expected ')' @1:37");
  EXPECT_EQ(refusal("(component $top (frob))"),
            "malformed: unknown operator frob, expected a definition of a component @1:18");
  EXPECT_EQ(refusal("(component $top"), "malformed: unexpected token the end, expected ')' @1:16");
  EXPECT_EQ(refusal("(component $top))"), "malformed: unexpected token ')', expected the end @1:17");
  EXPECT_EQ(refusal("(component $top) (component)"), "malformed: unexpected token '(', expected the end @1:18");
}

TEST(ComponentTextErrors, Identifiers) {
  EXPECT_EQ(refusal("(type $t u8) (type $t u8)"), "malformed: duplicate type $t @1:20");
  EXPECT_EQ(refusal("(type (list $t)) (type $t u8)"), "malformed: unknown type $t @1:13");
  EXPECT_EQ(refusal("(component $top (alias outer $x 0 (type)))"), "malformed: unknown enclosing scope $x @1:30");
  EXPECT_EQ(refusal("(component $c (alias outer $c $t (type)))"), "malformed: unknown type $t @1:31");
  EXPECT_EQ(refusal("(import \"x\" (func $x)) (component (export \"x\" (func $x)))"),
            "malformed: outer item `x` is not a module, type, or component @1:53");
  expect_same("(type $a u8) (core type $a (func)) (component $a) (core module $a)",
              "(type u8) (core type (func)) (component) (core module)");
}

TEST(ComponentTextErrors, AttributesOnceEach) {
  EXPECT_EQ(refusal("(import \"a\" (implements \"b:c/d\") (implements \"b:c/d\") (instance))"),
            "malformed: unexpected token 'implements', expected a sort @1:35");
  EXPECT_EQ(refusal("(import \"a\" (external-id \"x\") (external-id \"y\") (func))"),
            "malformed: unexpected token 'external-id', expected a sort @1:32");
  EXPECT_EQ(refusal("(import \"a\" (implements \"\\zz\") (instance))").substr(0, 29), "malformed: invalid string esc");
}

TEST(ComponentTextErrors, Sorts) {
  EXPECT_EQ(refusal("(import \"f\" (core func))"),
            "malformed: unexpected token core func: only core modules of the core sorts have an external type @1:19");
  EXPECT_EQ(refusal("(core memory 1)"), "malformed: unexpected token '1', expected (alias core export ...) @1:14");
  EXPECT_EQ(refusal("(core func (canon lift 0))"),
            "malformed: unexpected token '0', expected a canonical definition of a core function @1:24");
  EXPECT_EQ(refusal("(canon frob (core func))"),
            "malformed: unknown operator: no canonical definition is called `frob` @1:8");
  EXPECT_EQ(refusal("(canon lift (core func 0) (component))"),
            "malformed: unexpected token: `lift` makes a func @1:37");
  EXPECT_EQ(refusal("(type (instance (import \"a\" (func))))"),
            "malformed: unexpected token '(', expected a declaration of a type @1:17");
}

TEST(ComponentTextErrors, OuterAliasesOfOtherSorts) {
  EXPECT_EQ(refusal("(component (alias outer 1 0 (func)))").substr(0, 32), "malformed: unexpected token func");
  EXPECT_EQ(refusal("(instance (alias outer 0 0))").substr(0, 36), "malformed: unexpected token instance");
  EXPECT_EQ(refusal("(component (core module (alias outer 1 0)) (alias outer 1 0 (core type)))"), "accepted");
}

TEST(ComponentTextErrors, CoreTypeUsesWithBoth) {
  EXPECT_EQ(
      refusal("(core type (module (type (func)) (import \"a\" \"b\" (func (type 0) (param i32)))))").substr(0, 31),
      "malformed: inline function type");
}

TEST(ComponentTextErrors, ModulesInsideKeepTheirPositions) {
  EXPECT_EQ(refusal("(component\n (core module\n  (func (i32.frob))))").substr(0, 36),
            "malformed: unknown operator i32.frob");
  EXPECT_EQ(refusal("(component $top (core module binary \"\\00asm\\02\\00\\00\\00\"))").substr(0, 33),
            "malformed: unknown binary version");
}

std::string repeated(const std::string& text, u32 n) {
  std::string out;
  for (u32 i = 0; i < n; ++i) out += text;
  return out;
}

TEST(ComponentTextErrors, HostileNesting) {
  for (const std::string open :
       {"(component ", "(type (component ", "(type (instance ", "(type (list ",
        "(import \"a\" (instance (export \"a\" ", "(value (option ", "(type (record (field \"a\" ",
        "(import \"f\" (func (param \"p\" (list ", "(", "(core type ", "(core module ", "(instance (export \"a\" ",
        "(alias ", "(type (component (import \"a\" (component ", "(func (alias ",
        "(core instance (instantiate (module "}) {
    const std::string message = refusal(repeated(open, 100'000));
    EXPECT_EQ(message.substr(0, 10), "malformed:") << open << ": " << message;
  }
  const std::string deep = repeated("(component ", 99) + repeated(")", 99);
  EXPECT_EQ(refusal(deep), "accepted");
  EXPECT_NE(refusal(repeated("(component ", 101) + repeated(")", 101)).find("nesting too deep"), std::string::npos);
}

TEST(ComponentTextErrors, HostileLengthCostsNoMoreThanItsBytes) {
  std::string text = "(type $t0 u8)";
  for (u32 i = 1; i < 20'000; ++i)
    text += "(export $t" + std::to_string(i) + " \"a\" (type " + std::to_string(i - 1) + "))";
  EXPECT_EQ(refusal(text + "(value $v $t19999 7)"), "accepted");
  std::string ids = "(core rec ";
  for (u32 i = 0; i < 20'000; ++i) ids += "(type $a" + std::to_string(i) + " (array (ref $a0)))";
  EXPECT_EQ(refusal(ids + ")"), "accepted");
}

}  // namespace
}  // namespace touchstone::component
