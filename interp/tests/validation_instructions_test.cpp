// 3.4 Instructions: what the validator knows between two instructions, and its bounds. That it accepts and refuses what
// it should is the business of the scripts.
#include <limits>

#include <gtest/gtest.h>

#include "interp/validation/instructions.hpp"
#include "interp/validation/rules.hpp"
#include "interp/validation/types.hpp"

namespace touchstone::wasm {
namespace {

Instr instr(Op op, Imm imm = {}) { return {op, {}, std::move(imm)}; }
Instr block(Op op) { return instr(op, BlockType{}); }

Context context() {
  Context c;
  c.features = Features::all();
  return c;
}

void add_type(Context& c, CompType comp) {
  RecType rt;
  rt.subtypes.resize(1);
  rt.subtypes[0].comp = std::move(comp);
  rectype_ok(c, rt);
}

struct Body {
  explicit Body(const Context& c, LocalTypes locals = {}, ResultType results = {})
      : validator(c, ExprKind::body, std::move(locals), 0, std::move(results)) {}
  void steps(std::initializer_list<Instr> instrs) {
    for (const Instr& i : instrs) validator.step(i);
  }
  std::string refused(const Instr& i) {
    try {
      validator.step(i);
    } catch (const Invalid& error) {
      return error.message() + " [" + std::string(error.rule) + "]";
    }
    return "accepted";
  }
  InstructionValidator validator;
};

TEST(InstructionValidator, KnowsOperandsAndFrames) {
  const Context c = context();
  Body body(c, {}, {ValKind::i32});
  body.steps({instr(Op::i32_const, u32{1}), block(Op::loop), instr(Op::i64_const, u64{2})});
  EXPECT_EQ(body.validator.operands(), (ResultType{ValKind::i32, ValKind::i64}));
  ASSERT_EQ(body.validator.frames().size(), 2U);
  EXPECT_EQ(body.validator.frames().back().height, 1U);
  EXPECT_EQ(body.validator.label(LabelIdx(0)).op, Op::loop);
  EXPECT_EQ(body.validator.label(LabelIdx(1)).label_types().size(), 1U);
  body.steps({instr(Op::drop), instr(Op::br, LabelIdx(0))});
  EXPECT_TRUE(body.validator.unreachable());
  body.steps({instr(Op::end)});
  EXPECT_FALSE(body.validator.unreachable());
  body.steps({instr(Op::end)});
  EXPECT_TRUE(body.validator.frames().empty());
  EXPECT_NO_THROW(body.validator.finish({}));
}

TEST(InstructionValidator, BlocksWithOneResultKeepIt) {
  const Context c = context();
  Body body(c);
  const ValType externref_t = externref;
  body.steps({instr(Op::block, BlockType{BlockType::Kind::value, externref_t, {}})});
  for (int i = 0; i < 100; ++i) body.steps({block(Op::block)});
  for (int i = 0; i < 100; ++i) body.steps({instr(Op::end)});
  EXPECT_EQ(body.validator.frames()[1].end_types()[0], externref_t);
  body.steps({instr(Op::ref_null, HeapType(HeapKind::noextern)), instr(Op::end)});
  EXPECT_EQ(body.validator.operands(), ResultType{externref_t});
}

TEST(InstructionValidator, SaysWhatWasRequiredAndFound) {
  const Context c = context();
  Body body(c);
  body.steps({instr(Op::i64_const, u64{0}), instr(Op::i32_const, u32{0}), instr(Op::f32_const, F32Bits{})});
  EXPECT_EQ(body.refused(instr(Op::i32_add)),
            "type mismatch: instruction requires [i32 i32] but stack has [i32 f32], at `i32.add` [Instr_ok/binop]");
  EXPECT_EQ(body.refused(instr(Op::end)),
            "type mismatch: block requires [] but stack has [i64 i32 f32], at `end` [Expr_ok]");
}

TEST(InstructionValidator, TheStackIsPolymorphicWhereCodeIsUnreachable) {
  const Context c = context();
  Body body(c);
  body.steps({instr(Op::unreachable), instr(Op::select)});
  EXPECT_EQ(body.validator.operands(), ResultType{ValKind::bot});
  body.steps({instr(Op::i32_const, u32{0}), instr(Op::i32_add)});
  EXPECT_EQ(body.validator.operands(), ResultType{ValKind::i32});
  EXPECT_EQ(body.refused(instr(Op::i64_add)),
            "type mismatch: instruction requires [i64 i64] but stack has [... i32], at `i64.add` [Instr_ok/binop]");
}

TEST(InstructionValidator, NonDefaultableLocalsAreSetBlockwise) {
  const Context c = context();
  LocalTypes locals;
  locals.append(70, ValKind::i32);
  locals.append(2, RefType{false, HeapKind::i31});
  locals.append(1, ValKind::i64);
  Body body(c, locals);
  const LocalIdx x(71);
  body.steps(
      {instr(Op::local_get, LocalIdx(69)), instr(Op::drop), instr(Op::local_get, LocalIdx(72)), instr(Op::drop)});
  EXPECT_NE(body.refused(instr(Op::local_get, x)), "accepted");
  body.steps({block(Op::block), instr(Op::i32_const, u32{0}), instr(Op::ref_i31), instr(Op::local_set, x),
              instr(Op::local_get, x), instr(Op::drop), instr(Op::end)});
  EXPECT_NE(body.refused(instr(Op::local_get, x)), "accepted");
  EXPECT_NE(body.refused(instr(Op::local_get, LocalIdx(73))), "accepted");
}

TEST(InstructionValidator, ManyLocalsAreRuns) {
  LocalTypes locals;
  locals.append(3, ValKind::i32);
  locals.append(std::numeric_limits<u32>::max() - 10, ValKind::f32);
  locals.append(2, ValKind::i64);
  EXPECT_EQ(locals[2], ValType(ValKind::i32));
  EXPECT_EQ(locals[3], ValType(ValKind::f32));
  EXPECT_EQ(locals[locals.size() - 3], ValType(ValKind::f32));
  EXPECT_EQ(locals[locals.size() - 2], ValType(ValKind::i64));
  EXPECT_EQ(locals.runs().size(), 3U);
}

TEST(InstructionValidator, AMillionNestedBlocksAreNoMatter) {
  const Context c = context();
  Body body(c);
  for (int i = 0; i < 1'000'000; ++i) body.validator.step(block(Op::block));
  for (int i = 0; i <= 1'000'000; ++i) body.validator.step(instr(Op::end));
  EXPECT_NO_THROW(body.validator.finish({}));
}

TEST(InstructionValidator, TheOperandStackIsBounded) {
  Context c = context();
  add_type(c, FuncType{{}, ResultType(1'000, ValKind::i32)});
  c.funcs = {c.types[0]};
  Body body(c);
  std::string answer = "accepted";
  for (int i = 0; i < 2'000 && answer == "accepted"; ++i) answer = body.refused(instr(Op::call, FuncIdx(0)));
  EXPECT_EQ(answer.substr(0, 29), "implementation limit exceeded");
}

TEST(InstructionValidator, AFixedArrayOfMaximalLengthAllocatesNothing) {
  Context c = context();
  add_type(c, ArrayType{{false, {StorageType::Packed::no, ValKind::i32}}});
  Body body(c);
  body.steps({instr(Op::unreachable)});
  EXPECT_EQ(body.refused(instr(Op::array_new_fixed, TypeN{TypeIdx(0), ~u32{0}})).substr(0, 29),
            "implementation limit exceeded");
}

TEST(InstructionValidator, AnInstructionWhoseFeatureIsOffIsRefusedByName) {
  Context c = context();
  c.features.set(Feature::simd, false);
  Body body(c);
  EXPECT_EQ(body.refused(instr(Op::v128_const, V128{})),
            "feature not enabled: v128.const needs `simd` [Instr_ok/vconst]");
}

TEST(InstructionValidator, NothingFollowsTheEnd) {
  const Context c = context();
  Body body(c);
  EXPECT_THROW(body.validator.finish({}), Invalid);
  body.steps({instr(Op::end)});
  EXPECT_NE(body.refused(instr(Op::nop)), "accepted");
}

TEST(Rules, NumericInstructionsHaveTheRuleOfTheirShape) {
  const std::pair<Op, std::string_view> expected[] = {
      {Op::i32_const, "Instr_ok/const"},
      {Op::i64_eqz, "Instr_ok/testop"},
      {Op::f64_le, "Instr_ok/relop"},
      {Op::i32_lt_u, "Instr_ok/relop"},
      {Op::i32_clz, "Instr_ok/unop"},
      {Op::i64_extend32_s, "Instr_ok/unop"},
      {Op::f32_copysign, "Instr_ok/binop"},
      {Op::i32_wrap_i64, "Instr_ok/cvtop"},
      {Op::f64_reinterpret_i64, "Instr_ok/cvtop"},
      {Op::v128_not, "Instr_ok/vvunop"},
      {Op::v128_andnot, "Instr_ok/vvbinop"},
      {Op::v128_bitselect, "Instr_ok/vvternop"},
      {Op::v128_any_true, "Instr_ok/vvtestop"},
      {Op::i8x16_popcnt, "Instr_ok/vunop"},
      {Op::i16x8_q15mulr_sat_s, "Instr_ok/vbinop"},
      {Op::f32x4_relaxed_madd, "Instr_ok/vternop"},
      {Op::i64x2_all_true, "Instr_ok/vtestop"},
      {Op::i16x8_ge_u, "Instr_ok/vrelop"},
      {Op::i32x4_shr_s, "Instr_ok/vshiftop"},
      {Op::i8x16_bitmask, "Instr_ok/vbitmask"},
      {Op::i8x16_relaxed_swizzle, "Instr_ok/vswizzlop"},
      {Op::i8x16_shuffle, "Instr_ok/vshuffle"},
      {Op::f64x2_splat, "Instr_ok/vsplat"},
      {Op::i8x16_extract_lane_u, "Instr_ok/vextract_lane"},
      {Op::f32x4_replace_lane, "Instr_ok/vreplace_lane"},
      {Op::i16x8_extadd_pairwise_i8x16_s, "Instr_ok/vextunop"},
      {Op::i32x4_dot_i16x8_s, "Instr_ok/vextbinop"},
      {Op::i64x2_extmul_low_i32x4_s, "Instr_ok/vextbinop"},
      {Op::i32x4_relaxed_dot_i8x16_i7x16_add_s, "Instr_ok/vextternop"},
      {Op::i8x16_narrow_i16x8_s, "Instr_ok/vnarrow"},
      {Op::i64x2_extend_low_i32x4_s, "Instr_ok/vcvtop"},
      {Op::f32x4_demote_f64x2_zero, "Instr_ok/vcvtop"},
      {Op::i32x4_relaxed_trunc_f32x4_s, "Instr_ok/vcvtop"},
      {Op::f64x2_ceil, "Instr_ok/vunop"},
      {Op::f32x4_trunc, "Instr_ok/vunop"},
      {Op::i64_load32_u, "Instr_ok/load-pack"},
      {Op::f32_load, "Instr_ok/load-val"},
      {Op::i32_store8, "Instr_ok/store-pack"},
      {Op::i64_store, "Instr_ok/store-val"},
      {Op::v128_load, "Instr_ok/vload-val"},
      {Op::v128_load8x8_s, "Instr_ok/vload-pack"},
      {Op::v128_load16_splat, "Instr_ok/vload-splat"},
      {Op::v128_load64_zero, "Instr_ok/vload-zero"},
      {Op::v128_store, "Instr_ok/vstore"},
      {Op::v128_load8_lane, "Instr_ok/vload_lane"},
      {Op::v128_store64_lane, "Instr_ok/vstore_lane"},
  };
  for (const auto& [op, rule] : expected) EXPECT_EQ(binding(op).id, rule) << info(op).text;
}

}  // namespace
}  // namespace touchstone::wasm
