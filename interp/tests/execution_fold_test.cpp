// Folding: the same results with and without, where operands are moved, swapped, kept or overwritten.
//
// Each module exports `f` with i32 parameters; the arguments run over a few values, and both forms must agree with what
// is written here.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "interp/embedding/wasm.hpp"

namespace touchstone::wasm {
namespace {

// The i32 results of `(func (export "f") ...)`, or the message of what it ended in.
std::string run(std::string_view fields, std::vector<u32> args, bool fold) {
  Config config;
  config.fold = fold;
  config.fuel = 100'000;
  Store s(config);
  auto module = module_parse("(module " + std::string(fields) + ")");
  if (!module) return module.error().report();
  auto valid = module_validate(*std::move(module));
  if (!valid) return valid.error().report();
  const auto mm = module_instantiate(s, *valid);
  if (!mm) return mm.message();
  const std::vector<Val> vals(args.begin(), args.end());
  const auto results = func_invoke(s, instance_export_as<FuncAddr>(**mm, "f"), vals);
  if (!results) return results.message();
  std::string text;
  for (const Val& val : *results) text += (text.empty() ? "" : " ") + std::to_string(static_cast<s32>(val.as<u32>()));
  return text;
}

void expect(std::string_view fields, const std::vector<u32>& args, std::string_view wanted) {
  EXPECT_EQ(run(fields, args, true), wanted) << "folded: " << fields;
  EXPECT_EQ(run(fields, args, false), wanted) << "not folded: " << fields;
}

TEST(Fold, an_operand_keeps_the_value_that_a_local_had) {
  expect(R"((func (export "f") (param i32) (result i32)
    local.get 0 (local.set 0 (i32.const 5)) local.get 0 i32.sub))",
         {12}, "7");
  expect(R"((func (export "f") (param i32) (result i32)
    local.get 0 (local.tee 0 (i32.add (local.get 0) (i32.const 1))) local.get 0 i32.mul i32.add))",
         {3}, "19");
}

TEST(Fold, locals_are_swapped_through_the_stack) {
  expect(R"((func (export "f") (param i32 i32) (result i32 i32)
    local.get 0 local.get 1 local.set 0 local.set 1 local.get 0 local.get 1))",
         {1, 2}, "2 1");
}

TEST(Fold, results_of_a_function_may_swap_its_parameters) {
  expect(R"((func (export "f") (param i32 i32) (result i32 i32) local.get 1 local.get 0))", {1, 2}, "2 1");
  expect(R"((func (export "f") (param i32 i32 i32) (result i32 i32 i32)
    local.get 1 local.get 2 local.get 0))",
         {1, 2, 3}, "2 3 1");
  expect(R"((func (export "f") (param i32 i32) (result i32 i32) (return (local.get 1) (local.get 0))))", {1, 2}, "2 1");
}

TEST(Fold, a_producer_may_read_the_local_it_writes) {
  expect(R"((func (export "f") (param i32) (result i32)
    (local.set 0 (i32.sub (i32.const 10) (local.get 0))) (local.get 0)))",
         {3}, "7");
}

TEST(Fold, a_block_keeps_operands_below_it) {
  expect(R"((func (export "f") (param i32) (result i32)
    local.get 0
    (block (local.set 0 (i32.const 9)))
    local.get 0
    i32.sub))",
         {20}, "11");
  expect(R"((func (export "f") (param i32) (result i32)
    local.get 0
    (if (local.get 0) (then (local.set 0 (i32.const 9))))
    local.get 0
    i32.sub))",
         {20}, "11");
}

TEST(Fold, parameters_of_a_loop_are_carried_back) {
  // Fibonacci numbers on the operand stack.
  expect(R"((func (export "f") (param $n i32) (result i32) (local $a i32) (local $b i32)
    i32.const 0 i32.const 1
    (loop $l (param i32 i32) (result i32 i32)
      local.set $b local.set $a
      local.get $b
      (i32.add (local.get $a) (local.get $b))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    drop))",
         {10}, "55");
}

TEST(Fold, a_branch_carries_values_past_others) {
  expect(R"((func (export "f") (param i32) (result i32)
    (block $b (result i32)
      i32.const 100 i32.const 200
      (br_if $b (i32.add (local.get 0) (i32.const 1)) (local.get 0))
      drop drop)))",
         {0}, "100");
  expect(R"((func (export "f") (param i32) (result i32)
    (block $b (result i32)
      i32.const 100 i32.const 200
      (br_if $b (i32.add (local.get 0) (i32.const 1)) (local.get 0))
      drop drop)))",
         {7}, "8");
  expect(R"((func (export "f") (param i32) (result i32 i32)
    (block $b (result i32 i32)
      i32.const 9
      (br $b (local.get 0) (i32.const 4)))))",
         {7}, "7 4");
}

TEST(Fold, a_comparison_with_its_branch_is_taken_or_not) {
  constexpr std::string_view text = R"((func (export "f") (param i32 i32) (result i32)
    (block $b (br_if $b (i32.lt_s (local.get 0) (local.get 1))) (return (i32.const 1)))
    (if (result i32) (i32.eqz (i32.lt_u (local.get 0) (local.get 1))) (then (i32.const 2)) (else (i32.const 3)))))";
  expect(text, {5, 4}, "1");
  expect(text, {4, 5}, "3");
  expect(text, {0xffff'ffff, 5}, "2");
}

TEST(Fold, not_of_a_comparison_of_floats_is_not_the_inverse_comparison) {
  constexpr std::string_view text = R"((func (export "f") (result i32)
    (block $b (br_if $b (i32.eqz (f64.lt (f64.const nan) (f64.const 1)))) (return (i32.const 1)))
    (i32.const 2)))";
  expect(text, {}, "2");
}

TEST(Fold, a_comparison_that_is_used_twice_is_kept) {
  expect(R"((func (export "f") (param i32) (result i32) (local $c i32)
    (if (result i32) (local.tee $c (i32.gt_s (local.get 0) (i32.const 3)))
      (then (local.get $c)) (else (i32.sub (local.get $c) (i32.const 1))))))",
         {9}, "1");
  expect(R"((func (export "f") (param i32) (result i32) (local $c i32)
    (if (result i32) (local.tee $c (i32.gt_s (local.get 0) (i32.const 3)))
      (then (local.get $c)) (else (i32.sub (local.get $c) (i32.const 1))))))",
         {2}, "-1");
}

TEST(Fold, constants_on_both_sides) {
  expect(R"((func (export "f") (result i32) (i32.sub (i32.const 3) (i32.const 10))))", {}, "-7");
  expect(R"((func (export "f") (result i32) (i32.div_s (i32.const 3) (i32.const 0))))", {},
         "integer divide by zero: i32.div_s of 3 by 0");
  expect(R"((func (export "f") (result i32) (select (i32.const 3) (i32.const 4) (i32.const 0))))", {}, "4");
  expect(
      R"((func (export "f") (result i32) (if (result i32) (i32.const 1) (then (i32.const 6)) (else (i32.const 7)))))",
      {}, "6");
}

TEST(Fold, br_table_moves_for_each_label) {
  constexpr std::string_view text = R"((func (export "f") (param i32) (result i32)
    (block $out (result i32)
      i32.const 50
      (block $in (result i32)
        (br_table $in $out (i32.add (local.get 0) (i32.const 7)) (local.get 0)))
      i32.add)))";
  expect(text, {0}, "57");
  expect(text, {1}, "8");
  expect(text, {100}, "107");
}

TEST(Fold, code_that_is_not_reached_needs_no_operands) {
  expect(R"((func (export "f") (result i32)
    (block $b (result i32)
      (br $b (i32.const 1))
      drop i32.add drop (block (return (i32.const 5)))
      (if (then (nop)) (else (i32.const 3) (drop)))
      (loop (br 0)))))",
         {}, "1");
  expect(R"((func (export "f") (result i32) (if (i32.const 1) (then (return (i32.const 4))) (else (unreachable)))
    (unreachable)))",
         {}, "4");
}

TEST(Fold, deep_stacks_of_locals) {
  std::string text = "(func (export \"f\") (param i32) (result i32) ";
  for (int i = 0; i < 200; ++i) text += "local.get 0 ";
  text += "(local.set 0 (i32.const 0)) ";
  for (int i = 0; i < 199; ++i) text += "i32.add ";
  expect(text + ")", {2}, "400");
}

TEST(Fold, tail_calls_move_their_arguments_over_the_parameters) {
  expect(R"((func $g (param i32 i32 i32) (result i32)
      (i32.add (i32.mul (local.get 0) (i32.const 100)) (i32.add (i32.mul (local.get 1) (i32.const 10)) (local.get 2))))
    (func (export "f") (param i32 i32) (result i32)
      (return_call $g (local.get 1) (local.get 0) (i32.const 9))))",
         {1, 2}, "219");
}

TEST(Fold, a_constant_global_is_read_once_it_has_its_value) {
  expect(R"((global $a i32 (i32.const 5)) (global $b i32 (i32.add (global.get $a) (i32.const 2)))
    (func (export "f") (result i32) (i32.mul (global.get $a) (global.get $b))))",
         {}, "35");
}

}  // namespace
}  // namespace touchstone::wasm
