// 6.4 to 6.6: what the official scripts do not reach: names, order of implied types, features, depth, errors' places.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/support/limits.hpp"
#include "interp/text/parse.hpp"

namespace touchstone::wasm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::StartsWith;

Module parsed(const std::string& text, Features on = Features::standard()) {
  auto result = parse_module(text_source("test.wat", text), on);
  if (!result) throw result.error();
  return std::move(result).value();
}

Error refused(const std::string& text, Features on = Features::standard()) {
  const auto result = parse_module(text_source("test.wat", text), on);
  return result ? Error(Phase::malformed, {}, "accepted", "") : result.error();
}

std::vector<Op> ops(const Expr& expr) {
  std::vector<Op> out;
  for (const Instr& instr : expr) out.push_back(instr.op);
  return out;
}

std::string times(std::size_t n, std::string_view text) {
  std::string out;
  for (; n > 0; --n) out += text;
  return out;
}

TEST(Modules, WithAndWithoutParentheses) {
  EXPECT_EQ(parsed("(module $m (func))").names.module, "m");
  EXPECT_EQ(parsed("(func) (func)").funcs.size(), 2U);
  EXPECT_TRUE(parsed("").funcs.empty());
  EXPECT_THAT(refused("(module) (module)").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(module").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(func (nop)").message(), StartsWith("unexpected token"));
}

TEST(Modules, IdentifiersBecomeNames) {
  const Module m = parsed(R"((type $s (struct (field $x i32) (field i32) (field $y i32)))
    (import "a" "b" (func $imported (param $p i32)))
    (func $f (param i32) (param $q i32) (local i64 i64) (local $l i32)
      block block $inner end end (if $c (block $d (result i32) i32.const 1) (then)))
    (memory $m (data "x")) (data $d "y") (table $t funcref (elem $f)) (elem $e func))");
  EXPECT_THAT(m.names.funcs, ElementsAre(Pair(0, "imported"), Pair(1, "f")));
  EXPECT_THAT(m.names.locals.at(0), ElementsAre(Pair(0, "p")));
  EXPECT_THAT(m.names.locals.at(1), ElementsAre(Pair(1, "q"), Pair(4, "l")));
  EXPECT_THAT(m.names.labels.at(1), ElementsAre(Pair(1, "inner"), Pair(2, "d"), Pair(3, "c")));
  EXPECT_THAT(m.names.fields.at(0), ElementsAre(Pair(0, "x"), Pair(2, "y")));
  EXPECT_THAT(m.names.datas, ElementsAre(Pair(1, "d")));  // the memory's own segment comes first
  EXPECT_THAT(m.names.elems, ElementsAre(Pair(1, "e")));
}

TEST(Modules, ImpliedTypesComeBehindDeclaredOnes) {
  const Module m = parsed(R"((func (param f32) (block (param i32) (result i32) unreachable) drop)
    (func (result i64) i64.const 0)
    (type (func (param f32)))
    (type (sub (func (result i64)))))");
  ASSERT_EQ(m.type_count(), 4U);
  EXPECT_EQ(m.funcs[0].type, TypeIdx(0));
  EXPECT_EQ(std::get<FuncType>(subtype_at(m, TypeIdx(2))->comp).params.size(), 1U);  // the block's
  EXPECT_EQ(m.funcs[1].type, TypeIdx(3));  // the declared one is open, so it is another type
}

TEST(Modules, DataCountWhenCodeNamesSegments) {
  EXPECT_EQ(parsed("(memory 1) (data \"\") (func)").data_count, std::nullopt);
  EXPECT_EQ(parsed("(memory 1) (data \"\") (func (data.drop 0))").data_count, 1U);
}

TEST(Instructions, FoldedOperandsComeFirst) {
  const Module m = parsed("(func (result i32) (i32.add (i32.const 1) (block (result i32) nop (i32.const 2))))");
  EXPECT_THAT(ops(m.funcs[0].body),
              ElementsAre(Op::i32_const, Op::block, Op::nop, Op::i32_const, Op::end, Op::i32_add, Op::end));
  const Module n = parsed("(func (if (i32.const 1) (then nop) (else)))");
  EXPECT_THAT(ops(n.funcs[0].body), ElementsAre(Op::i32_const, Op::if_, Op::nop, Op::else_, Op::end, Op::end));
}

TEST(Instructions, ImmediatesChooseAmongEqualMnemonics) {
  const Module m = parsed(R"((func ref.test anyref ref.test (ref any) ref.cast (ref null any) ref.cast (ref i31)
    select select (result i32) select (result)))");
  EXPECT_THAT(ops(m.funcs[0].body), ElementsAre(Op::ref_test_null, Op::ref_test, Op::ref_cast_null, Op::ref_cast,
                                                Op::select, Op::select_t, Op::select_t, Op::end));
}

TEST(Instructions, LaneOrMemory) {
  const Module m = parsed(R"((memory $m 1) (func v128.load8_lane 3 v128.load8_lane 0 5 v128.load8_lane $m 6
    v128.load8_lane 0 offset=4 7 v128.load16_lane align=1 1 (v128.load8_lane 2)))");
  std::vector<u32> lanes;
  for (const Instr& instr : m.funcs[0].body) {
    if (instr.op != Op::end) lanes.push_back(instr.as<MemArgLane>().lane.value);
  }
  EXPECT_THAT(lanes, ElementsAre(3, 5, 6, 7, 1, 2));
}

TEST(Instructions, LabelsShadowAndEndsRepeatThem) {
  const Module m = parsed("(func block $a block $a br $a end $a br $a end)");
  EXPECT_EQ(m.funcs[0].body[2].as<LabelIdx>(), LabelIdx(0));
  EXPECT_EQ(m.funcs[0].body[4].as<LabelIdx>(), LabelIdx(0));
  EXPECT_THAT(refused("(func block $a end $b)").message(), StartsWith("mismatching label"));
  EXPECT_THAT(refused("(func (block $a) br $a)").message(), StartsWith("unknown label $a"));
  // The condition of a folded `if` is outside of its label.
  EXPECT_THAT(refused("(func (if $a (br_if $a (i32.const 1)) (then)))").message(), StartsWith("unknown label"));
}

TEST(Instructions, FoldedFormTakesFoldedOperandsOnly) {
  EXPECT_THAT(refused("(func (drop i32.const 0))").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(func (if (then) (then)))").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(func (if (i32.const 1)))").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(func (block nop end))").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(func (end))").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(func if else else end)").message(), StartsWith("unexpected token"));
  EXPECT_THAT(refused("(func block (nop) )").message(), StartsWith("unexpected token"));
}

TEST(Instructions, DepthIsLimitedForBlocksAlone) {
  EXPECT_THAT(refused("(func " + times(100'000, "block ") + times(100'000, "end ") + ")").message(),
              StartsWith("nesting too deep"));
  EXPECT_THAT(refused("(func " + times(100'000, "(block ") + times(100'000, ")") + ")").message(),
              StartsWith("nesting too deep"));
  EXPECT_THAT(refused("(func " + times(100'000, "(if (then ")).message(), StartsWith("nesting too deep"));
  EXPECT_EQ(parsed("(func " + times(20'000, "(block ") + times(20'000, ")") + ")").funcs[0].body.size(), 40'001U);
  const std::string chain = "(func " + times(100'000, "(i32.eqz ") + "(i32.const 0)" + times(100'000, ")") + " drop)";
  EXPECT_EQ(parsed(chain).funcs[0].body.size(), 100'003U);
  EXPECT_THAT(refused(times(100'000, "(rec (type ")).message(), StartsWith("unexpected token"));
}

TEST(Features, ErrorsNameWhatIsOff) {
  const Features mvp = Features::wasm1();
  EXPECT_EQ(refused("(func (param v128))", mvp).message(), "unknown operator v128: feature simd is off");
  EXPECT_THAT(refused("(func (i32.extend8_s (i32.const 0)))", mvp).message(), HasSubstr("sign-extension is off"));
  EXPECT_THAT(refused("(func (block (param i32)))", mvp).message(), HasSubstr("multi-value is off"));
  EXPECT_THAT(refused("(memory i64 1)", mvp).message(), HasSubstr("memory64 is off"));
  EXPECT_THAT(refused("(memory 1 1 shared)", Features::wasm3()).message(), HasSubstr("threads is off"));
  EXPECT_THAT(refused("(memory 1) (func (i32.load 0 (i32.const 0)))", mvp).message(), HasSubstr("multi-memory is off"));
  EXPECT_THAT(refused("(type (struct))", mvp).message(), HasSubstr("gc is off"));
  EXPECT_EQ(parsed("(table 1 funcref) (memory 1) (func) (elem 0 (i32.const 0) 0) (data 0 (i32.const 0) \"\")", mvp)
                .elems.size(),
            1U);
}

TEST(Errors, PointAtTheText) {
  const std::string report = refused("(module\n  (func (result i32)\n    i32.konst 1))").report();
  EXPECT_THAT(report, StartsWith("test.wat:3:5: malformed: unknown operator i32.konst"));
  EXPECT_THAT(report, HasSubstr("\n 3 |     i32.konst 1))\n   |     ^^^^^^^^^\n"));
  EXPECT_THAT(refused("(func $f) (func $f)").report(), HasSubstr("test.wat:1:17: malformed: duplicate function $f"));
}

TEST(Errors, NameTheProductionThatWasRead) {
  const std::pair<std::string_view, std::string_view> faults[] = {
      {"(module (func (if (i32.const 0))))", "Tfoldedinstr_/block"},
      {"(module (import \"a\" (func)))", "Timport_"},
      {"(module (memory))", "Tlimits"},
      {"(module (elem))", "Treftype_"},
      {"(module (export \"e\" func))", "Texport_"},
      {"(module (nop))", "Tdecl_"},
      {"(module (global (mut) (i32.const 0)))", "Tvaltype_"},
      {"(module (func (local $x)))", "Tvaltype_"},
      {"(module (func (result i32) (param i32)))", "Ttypeuse_"},
      {"(module (func block))", "Tblockinstr_/plain"},
      {"(module (func i32.const))", "Tplaininstr_/num-const"},
      {"(module (func br_table))", "Tplaininstr_/br"},
      {"(module (func i32.load align=2 offset=4))", "Tinstr_"},
      {"(module (type $t func))", "Tcomptype_"},
      {"(module (func) func)", "Tmodule"},
      {"(module (func frobnicate))", "Ttoken"},
      {"(module (func (nop [)))", "Ttoken"},
      {"(module (tag (param $x i32) (param $x i32)))", "Idctxt_ok"},
  };
  for (const auto& [text, rule] : faults) EXPECT_EQ(refused(std::string(text)).rule, rule) << text;
  const std::string blocks = times(implementation_limits.nesting + 1, "(block ");
  EXPECT_EQ(refused("(func " + blocks).rule, "#impl-syntax");
}

TEST(Annotations, CustomSections) {
  const Module m =
      parsed(R"((@custom "a" "1" "2") (type (func)) (@custom "b" (before type)) (@custom "c" (after func) "3"))");
  ASSERT_EQ(m.customs.size(), 3U);
  EXPECT_EQ(m.customs[0].name, "b");
  EXPECT_EQ(m.customs[0].after, 0);
  EXPECT_EQ(m.customs[1].name, "c");
  EXPECT_EQ(m.customs[1].after, 3);
  EXPECT_EQ(m.customs[2].content, "12");
  EXPECT_EQ(refused("(func (@custom \"a\"))").message(), "misplaced @custom annotation");
  EXPECT_EQ(refused("(@custom)").message(), "@custom annotation: missing section name");
  EXPECT_TRUE(parsed("(@custom)", Features::wasm2()).customs.empty());
}

}  // namespace
}  // namespace touchstone::wasm
