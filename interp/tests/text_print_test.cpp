// 6.4 to 6.6, printing: what it looks like, and that it reads back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/text/parse.hpp"
#include "interp/text/print.hpp"

namespace touchstone::wasm {
namespace {

using testing::HasSubstr;
using testing::Not;

Module parsed(const std::string& text) {
  auto result = parse_module(text_source("test.wat", text), Features::all());
  if (!result) throw result.error();
  return std::move(result).value();
}

/// The text printed, after it was read and printed again with the same outcome.
std::string printed(const Module& module, bool folded = false) {
  PrintOptions options;
  options.folded = folded;
  const std::string text = print_module(module, options);
  const Module again = parsed(text);
  EXPECT_EQ(print_module(again, options), text);
  EXPECT_EQ(again.names, module.names);
  for (std::size_t i = 0; i < module.funcs.size(); ++i) EXPECT_EQ(again.funcs[i].body, module.funcs[i].body);
  return text;
}

std::string times(std::size_t n, std::string_view text) {
  std::string out;
  for (; n > 0; --n) out += text;
  return out;
}

constexpr const char* sample = R"((module $m
  (func $f (param $x i32) (result i32) (local f64 f64)
    (if (result i32) (i32.eqz (local.get $x)) (then (i32.const 1))
      (else (i32.mul (local.get $x) (call $f (i32.sub (local.get $x) (i32.const 1)))))))))";

TEST(Print, Plain) {
  EXPECT_EQ(printed(parsed(sample)), R"((module $m
  (type (;0;) (func (param i32) (result i32)))
  (func $f (;0;) (type 0) (param $x i32) (result i32)
    (local f64 f64)
    local.get $x
    i32.eqz
    if (result i32)
      i32.const 1
    else
      local.get $x
      local.get $x
      i32.const 1
      i32.sub
      call $f
      i32.mul
    end
  )
)
)");
}

TEST(Print, Folded) {
  EXPECT_EQ(printed(parsed(sample), true), R"((module $m
  (type (;0;) (func (param i32) (result i32)))
  (func $f (;0;) (type 0) (param $x i32) (result i32)
    (local f64 f64)
    (if (result i32)
      (i32.eqz (local.get $x))
      (then
        (i32.const 1))
      (else
        (i32.mul (local.get $x) (call $f (i32.sub (local.get $x) (i32.const 1))))))
  )
)
)");
}

TEST(Print, FoldsOnlyWhatLeavesOperands) {
  const std::string text = printed(parsed("(func (param i32) local.get 0 nop drop call 0)"), true);
  EXPECT_THAT(text, HasSubstr("(local.get 0)\n    (nop)\n    (drop)\n    (call 0)"));
}

TEST(Print, NamesThatNoIdentifierCanSay) {
  Module m = parsed("(func) (func) (func) (func (local i32))");
  m.names.funcs = {{0, "same"}, {1, "same"}, {2, ""}, {9, "nobody"}};
  m.names.locals[3] = {{0, "a b"}, {1, "outside"}};
  const std::string text = print_module(m);
  EXPECT_THAT(text, HasSubstr("(func $same (;0;)"));
  EXPECT_THAT(text, HasSubstr("(func (@name \"same\") (;1;)"));
  EXPECT_THAT(text, HasSubstr("(func (@name \"\") (;2;)"));
  EXPECT_THAT(text, HasSubstr("(local $\"a b\" i32)"));
  EXPECT_THAT(text, Not(HasSubstr("nobody")));
  EXPECT_EQ(parsed(text).names.funcs, (NameMap{{0, "same"}, {1, "same"}, {2, ""}}));
}

TEST(Print, ShadowedLabelsByNumber) {
  const std::string text = printed(parsed("(func block $a block $a br 0 br 1 end end)"));
  EXPECT_THAT(text, HasSubstr("br $a\n        br 1"));
}

TEST(Print, SegmentsAndInitialisers) {
  const std::string text =
      printed(parsed(R"((table $t 1 funcref (ref.null func)) (memory 1) (memory $n 1) (global $g i32 (i32.const 1))
    (func $f) (elem (i32.const 0) $f $f) (elem (table $t) (offset (global.get $g) (i32.const 1) i32.add) funcref (ref.func $f) (item ref.null func))
    (elem declare func $f) (data (memory $n) (i32.const 0) "\00\ffa") (data "p") (@custom "c" (after data) "\01"))"));
  EXPECT_THAT(text, HasSubstr("(elem (;0;) (i32.const 0) func $f $f)"));
  EXPECT_THAT(text,
              HasSubstr("(elem (;1;) (i32.add (global.get $g) (i32.const 1)) funcref (ref.func $f) (ref.null func))"));
  EXPECT_THAT(text, HasSubstr("(elem (;2;) declare func $f)"));
  EXPECT_THAT(text, HasSubstr("(data (;0;) (memory $n) (i32.const 0) \"\\00\\ffa\")"));
  EXPECT_THAT(text, HasSubstr("(@custom \"c\" (after data) \"\\01\")"));
}

TEST(Print, DepthCostsNoStackAndLittleText) {
  const Module blocks = parsed("(func " + times(20'000, "block ") + times(20'000, "end ") + ")");
  const Module chain = parsed("(func (i32.const 0) " + times(200'000, "i32.eqz ") + "drop)");
  for (const bool folded : {false, true}) {
    EXPECT_LT(printed(blocks, folded).size(), 4'000'000U);
    EXPECT_LT(printed(chain, folded).size(), 20'000'000U);
  }
}

}  // namespace
}  // namespace touchstone::wasm
