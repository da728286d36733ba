// Vector instructions under a Chooser: relaxed alternatives and NaN bits of lanes, each of which can be had; and vectors
// that pass between host and guest.
#include <set>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "interp/embedding/wasm.hpp"
#include "interp/execution/chooser.hpp"

namespace touchstone::wasm {
namespace {

std::string text_of(V128 v) {
  static constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const u32 lane : v.lanes<u32>()) {
    if (!text.empty()) text += ' ';
    for (u32 shift = 32; shift > 0; shift -= 4) text += digits[(lane >> (shift - 4)) & 15];
  }
  return text;
}

const ModuleInst* instance_of(Store& s, const std::string& fields, std::span<const ExternAddr> imports = {}) {
  auto module = module_parse("(module " + fields + ")");
  EXPECT_TRUE(module) << fields;
  auto valid = module_validate(*std::move(module));
  EXPECT_TRUE(valid) << fields;
  const auto mm = module_instantiate(s, *valid, imports);
  EXPECT_TRUE(mm) << mm.message();
  return *mm;
}

V128 call(Store& s, const ModuleInst& mm) {
  const auto results = func_invoke(s, instance_export_as<FuncAddr>(mm, "f"));
  EXPECT_TRUE(results) << results.message();
  return results->at(0).as<V128>();
}

std::string func(const std::string& expression) { return "(func (export \"f\") (result v128) " + expression + ")"; }

// All results of an expression when choices of these kinds are explored.
std::set<std::string> explore(const std::string& expression, Choices kinds, bool fold = true) {
  std::set<std::string> found;
  ExhaustiveChooser chooser(kinds);
  do {
    Config config;
    config.chooser = &chooser;
    config.fold = fold;
    Store s(config);
    found.insert(text_of(call(s, *instance_of(s, func(expression)))));
  } while (chooser.next());
  EXPECT_TRUE(chooser.complete());
  return found;
}

void expect(const std::string& expression, Choices kinds, const std::set<std::string>& wanted) {
  EXPECT_EQ(explore(expression, kinds), wanted) << expression;
  EXPECT_EQ(explore(expression, kinds, false), wanted) << "not folded: " << expression;
}

constexpr Choices relaxed{Choice::relaxed_simd};
constexpr Choices nans{Choice::nan_bits};

TEST(VectorChoices, every_relaxed_alternative_can_be_had) {
  expect("(i8x16.relaxed_swizzle (v128.const i32x4 0x03020101 0 0 0) (v128.const i32x4 0x80101100 0 0 0))", relaxed,
         {"00000001 01010101 01010101 01010101", "00010101 01010101 01010101 01010101"});
  expect("(i16x8.relaxed_q15mulr_s (v128.const i32x4 0x8000 0 0 0) (v128.const i32x4 0x8000 0 0 0))", relaxed,
         {"00007fff 00000000 00000000 00000000", "00008000 00000000 00000000 00000000"});
  expect("(i16x8.relaxed_dot_i8x16_i7x16_s (v128.const i32x4 1 0 0 0) (v128.const i32x4 0x80 0 0 0))", relaxed,
         {"0000ff80 00000000 00000000 00000000", "00000080 00000000 00000000 00000000"});
  expect(
      "(i32x4.relaxed_dot_i8x16_i7x16_add_s (v128.const i32x4 1 0 0 0) (v128.const i32x4 0x80 0 0 0)"
      " (v128.const i32x4 1 2 3 4))",
      relaxed, {"ffffff81 00000002 00000003 00000004", "00000081 00000002 00000003 00000004"});
  expect("(i32x4.relaxed_trunc_f32x4_s (v128.const f32x4 nan -5.5 3e9 -3e9))", relaxed,
         {"00000000 fffffffb 7fffffff 80000000", "80000000 fffffffb 80000000 80000000"});
  EXPECT_EQ(explore("(i32x4.relaxed_trunc_f64x2_u_zero (v128.const f64x2 -1 1))", relaxed).size(), 4U);
  expect(
      "(i16x8.relaxed_laneselect (v128.const i32x4 -1 0 0 0) (v128.const i32x4 0 0 0 0) (v128.const i32x4 0xff 0 0 0))",
      relaxed, {"000000ff 00000000 00000000 00000000", "00000000 00000000 00000000 00000000"});
  expect(
      "(f32x4.relaxed_madd (f32x4.splat (f32.const 0x1.000004p+0)) (f32x4.splat (f32.const 0x1.0002p+0))"
      " (f32x4.splat (f32.const -0x1.000204p+0)))",
      relaxed, {"00000000 00000000 00000000 00000000", "2d000000 2d000000 2d000000 2d000000"});
  // -0 and 0: the least, the first, the second.
  expect("(f32x4.relaxed_min (v128.const f32x4 0 -0 1 1) (v128.const f32x4 -0 0 2 nan))", relaxed,
         {"80000000 80000000 3f800000 7fc00000", "00000000 80000000 3f800000 3f800000",
          "80000000 00000000 3f800000 7fc00000", "80000000 80000000 3f800000 3f800000"});
}

TEST(VectorChoices, relaxed_parameters_stay_the_same_in_a_store) {
  // Two instructions with one parameter, in two instances.
  const std::string laneselect = func(
      "(i8x16.relaxed_laneselect (v128.const i32x4 -1 -1 -1 -1) (v128.const i32x4 0 0 0 0) (v128.const i32x4 1 1 1 "
      "1))");
  const std::string wide = func(
      "(i64x2.relaxed_laneselect (v128.const i32x4 -1 -1 -1 -1) (v128.const i32x4 0 0 0 0) (v128.const i32x4 1 1 1 "
      "1))");
  std::set<std::string> first;
  ExhaustiveChooser chooser(relaxed);
  do {
    Config config;
    config.chooser = &chooser;
    Store s(config);
    const ModuleInst* a = instance_of(s, laneselect);
    const ModuleInst* b = instance_of(s, wide);
    const std::string x = text_of(call(s, *a));
    EXPECT_EQ(text_of(call(s, *b)), x);
    EXPECT_EQ(text_of(call(s, *a)), x);
    first.insert(x);
  } while (chooser.next());
  EXPECT_EQ(chooser.runs(), 2U);
  EXPECT_EQ(first,
            (std::set<std::string>{"00000001 00000001 00000001 00000001", "00000000 00000000 00000000 00000000"}));
}

TEST(VectorChoices, nan_lanes) {
  // A NaN of no NaN is canonical, of either sign; one of a signalling NaN is any arithmetic one, of which four are offered.
  expect("(f32x4.add (v128.const f32x4 inf 1 2 3) (v128.const f32x4 -inf 1 2 3))", nans,
         {"7fc00000 40000000 40800000 40c00000", "ffc00000 40000000 40800000 40c00000"});
  const std::set<std::string> arithmetic = {
      "7fc00000 00000000 00000000 00000000", "ffc00000 00000000 00000000 00000000",
      "7fffffff 00000000 00000000 00000000", "ffc00001 00000000 00000000 00000000"};
  expect("(f32x4.sqrt (v128.const f32x4 nan:0x1 0 0 0))", nans, arithmetic);
  expect("(f32x4.demote_f64x2_zero (v128.const f64x2 nan:0x1 0))", nans, arithmetic);
  expect("(f64x2.promote_low_f32x4 (v128.const f32x4 nan 0 nan nan))", nans,
         {"00000000 7ff80000 00000000 00000000", "00000000 fff80000 00000000 00000000"});
  EXPECT_EQ(explore("(f64x2.mul (v128.const f64x2 nan:0x1 nan) (v128.const f64x2 1 1))", nans).size(), 8U);
  // These pass on the bits of an operand.
  expect("(f32x4.pmin (v128.const f32x4 nan:0x1 1 1 1) (v128.const f32x4 2 2 2 2))", nans,
         {"7f800001 3f800000 3f800000 3f800000"});
  expect("(f32x4.neg (v128.const f32x4 nan:0x1 1 1 1))", nans, {"ff800001 bf800000 bf800000 bf800000"});
}

TEST(VectorChoices, nan_lanes_of_relaxed_operators) {
  constexpr Choices both = relaxed | nans;
  expect("(f32x4.relaxed_nmadd (v128.const f32x4 inf 1 1 1) (v128.const f32x4 0 1 1 1) (v128.const f32x4 1 1 1 1))",
         both, {"7fc00000 00000000 00000000 00000000", "ffc00000 00000000 00000000 00000000"});
  // An operand that is returned as it is, or what fmin makes of it.
  expect("(f32x4.relaxed_min (v128.const f32x4 nan:0x1 0 0 0) (v128.const f32x4 1 1 1 1))", both,
         {"7fc00000 00000000 00000000 00000000", "ffc00000 00000000 00000000 00000000",
          "7fffffff 00000000 00000000 00000000", "ffc00001 00000000 00000000 00000000",
          "7f800001 00000000 00000000 00000000", "3f800000 00000000 00000000 00000000"});
}

TEST(Vectors, pass_between_host_and_guest) {
  for (const bool fold : {true, false}) {
    Config config;
    config.fold = fold;
    Store s(config);
    const ValType v128(ValKind::v128);
    FuncType type;
    type.params = {ValType(ValKind::i32), v128, v128};
    type.results = {v128, ValType(ValKind::i64), v128};
    const FuncAddr host = func_alloc(s, type, [](HostCall& host_call) {
      host_call.results[0] = host_call.args[2];
      host_call.results[1] = Value::of(u64{host_call.args[0].as<u32>()});
      host_call.results[2] = host_call.args[1];
    });
    const std::vector<ExternAddr> imports = {host};
    const ModuleInst* mm = instance_of(s,
                                       R"((import "host" "f" (func $f (param i32 v128 v128) (result v128 i64 v128)))
           (func (export "f") (param v128 v128) (result v128 i64 v128)
             (call $f (i32.const 7) (local.get 0) (i64x2.neg (local.get 1)))))",
                                       imports);
    const V128 x = V128::from_lanes(Lanes<u64>{1, 2});
    const V128 y = V128::from_lanes(Lanes<u64>{3, 4});
    const auto results = func_invoke(s, instance_export_as<FuncAddr>(*mm, "f"), {x, y});
    ASSERT_TRUE(results) << results.message();
    EXPECT_EQ(results->at(0).as<V128>(), (V128::from_lanes(Lanes<u64>{0 - u64{3}, 0 - u64{4}})));
    EXPECT_EQ(results->at(1).as<u64>(), 7U);
    EXPECT_EQ(results->at(2).as<V128>(), x);
  }
}

}  // namespace
}  // namespace touchstone::wasm
