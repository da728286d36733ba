// Dispatch: however long a body, running it takes no more native stack than running a short one (code.hpp).
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "interp/embedding/wasm.hpp"

namespace touchstone::wasm {
namespace {

// Where the native stack stands when `call $h` is reached behind `count` repetitions of `piece`.
const char* stack_behind(const std::string& piece, int count, bool fold) {
  Config config;
  config.fold = fold;
  Store s(config);
  const char* here = nullptr;
  const FuncAddr h =
      func_alloc(s, FuncType{}, [&here](HostCall&) { here = static_cast<const char*>(__builtin_frame_address(0)); });
  std::string text = R"((module (import "" "" (func $h)) (memory 1) (table $t 2 funcref)
    (global $g (mut i32) (i32.const 1)) (global $d (mut f64) (f64.const 1)) (global $l (mut i64) (i64.const 1))
    (func (export "f") (local $x i32) (local $y f64) (local $z i64) )";
  for (int i = 0; i < count; ++i) text += piece;
  text += "(call $h)))";
  auto parsed = module_parse(text);
  if (!parsed) throw std::runtime_error(parsed.error().report());
  auto valid = module_validate(*std::move(parsed));
  if (!valid) throw std::runtime_error(valid.error().report());
  const ExternAddr import = h;
  ModuleInst& mm = **module_instantiate(s, *valid, std::span(&import, 1));
  EXPECT_TRUE(func_invoke(s, instance_export_as<FuncAddr>(mm, "f")));
  return here;
}

class Dispatch : public testing::TestWithParam<const char*> {};

TEST_P(Dispatch, takes_no_stack) {
  constexpr std::ptrdiff_t tolerance = 1024;  // the compiler may use a register more
  for (const bool fold : {true, false}) {
    const auto difference = stack_behind(GetParam(), 1, fold) - stack_behind(GetParam(), 3000, fold);
    EXPECT_LT(std::abs(difference), tolerance) << GetParam() << (fold ? " folded" : " not folded");
  }
}

INSTANTIATE_TEST_SUITE_P(
    Instructions, Dispatch,
    testing::Values(
        "(local.set $x (i32.add (local.get $x) (i32.const 3)))",
        "(local.set $x (i32.div_u (local.get $x) (i32.const 3)))",
        "(local.set $y (f64.div (local.get $y) (f64.const 0)))", "(local.set $y (f64.nearest (local.get $y)))",
        "(local.set $x (i32.trunc_sat_f64_s (local.get $y)))", "(local.set $z (i64.trunc_f64_u (f64.const 3)))",
        "(local.set $x (i64.lt_s (local.get $z) (i64.const 3)))",
        "(local.set $x (select (local.get $x) (i32.const 1) (local.get $x)))",
        "(global.set $g (i32.popcnt (global.get $g)))", "(i32.store (i32.const 8) (i32.load8_s (local.get $x)))",
        "(memory.fill (i32.const 8) (i32.const 1) (i32.const 9))",
        "(memory.copy (i32.const 8) (i32.const 1) (i32.const 9))", "(local.set $x (memory.grow (i32.const 0)))",
        "(local.set $x (table.grow $t (ref.null func) (i32.const 0)))",
        "(table.set $t (i32.const 1) (table.get $t (i32.const 0)))",
        "(local.set $x (ref.is_null (table.get $t (i32.const 0))))", "(block (br_if 0 (i32.eqz (local.get $x))))",
        "(if (local.get $x) (then (nop)) (else (local.set $x (i32.const 1))))", "(loop (br_if 0 (i32.const 0)))",
        "(block $b (br_on_null $b (ref.null func)) (drop))",
        "(block $b (result i32) (br_if $b (i32.const 3) (local.get $x))) (local.set $x)"));

}  // namespace
}  // namespace touchstone::wasm
