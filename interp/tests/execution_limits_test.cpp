// Limits: each ends in a defined outcome, whatever the guest does, and leaves the store usable.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/embedding/wasm.hpp"

namespace touchstone::wasm {
namespace {

ModuleInst& instance(Store& s, std::string_view text, std::vector<ExternAddr> imports = {}) {
  auto valid = module_validate(*module_parse(text));
  return **module_instantiate(s, *valid, imports);
}

Outcome<std::vector<Val>> call(Store& s, const ModuleInst& mm, std::string_view name, std::vector<Val> args = {}) {
  return func_invoke(s, instance_export_as<FuncAddr>(mm, name), args);
}

constexpr std::string_view recursion = R"((module
  (func $down (export "down") (param i32) (result i32)
    (if (result i32) (local.get 0)
      (then (i32.add (i32.const 1) (call $down (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 0))))
  (func $forever (export "forever") (call $forever))
  (func $tail (export "tail") (param i32) (result i32)
    (if (i32.eqz (local.get 0)) (then (return (i32.const 7))))
    (return_call $tail (i32.sub (local.get 0) (i32.const 1))))
  (func (export "spin") (loop $l (br $l)))))";

TEST(Limits, call_depth_is_exact) {
  Config config;
  config.call_depth = 100;
  Store s(config);
  ModuleInst& mm = instance(s, recursion);
  EXPECT_EQ(call(s, mm, "down", {99})->at(0).as<u32>(), 99U);
  EXPECT_THAT(call(s, mm, "down", {100}).message(), testing::StartsWith("call stack exhausted"));
  EXPECT_TRUE(call(s, mm, "down", {99})) << "depth is balanced after an exhaustion";
}

TEST(Limits, calls_without_end_are_exhaustion) {
  Store s;
  ModuleInst& mm = instance(s, recursion);
  for (int i = 0; i < 3; ++i) {
    const auto outcome = call(s, mm, "forever");
    ASSERT_NE(outcome.exhaustion(), nullptr);
    EXPECT_EQ(outcome.exhaustion()->resource, Resource::call_stack);
    EXPECT_EQ(outcome.exhaustion()->backtrace.size(), longest_backtrace);
  }
  EXPECT_EQ(call(s, mm, "down", {19'999})->at(0).as<u32>(), 19'999U) << "the default depth is 20,000";
}

TEST(Limits, tail_calls_take_no_stack) {
  Store s;
  ModuleInst& mm = instance(s, recursion);
  EXPECT_EQ(call(s, mm, "tail", {1'000'000})->at(0).as<u32>(), 7U);
}

TEST(Limits, slots_are_counted) {
  Config config;
  config.slots = 1000;
  Store s(config);
  ModuleInst& mm = instance(s, recursion);
  EXPECT_TRUE(call(s, mm, "down", {10}));
  EXPECT_NE(call(s, mm, "down", {1000}).exhaustion(), nullptr);
}

TEST(Limits, a_frame_larger_than_all_slots_is_exhaustion) {
  Config config;
  config.slots = 1000;
  Store s(config);
  std::string text = "(module (func (export \"f\") (local";
  for (int i = 0; i < 2000; ++i) text += " i64";
  ModuleInst& mm = instance(s, text + ")))");
  EXPECT_NE(call(s, mm, "f").exhaustion(), nullptr);
}

TEST(Limits, fuel_stops_loops_and_calls) {
  Config config;
  config.fuel = 1000;
  Store s(config);
  ModuleInst& mm = instance(s, recursion);
  EXPECT_TRUE(call(s, mm, "down", {9}));
  EXPECT_EQ(s.fuel, 990);
  const auto outcome = call(s, mm, "spin");
  ASSERT_NE(outcome.exhaustion(), nullptr);
  EXPECT_EQ(outcome.exhaustion()->resource, Resource::fuel);
  s.fuel = 1000;
  EXPECT_EQ(call(s, mm, "tail", {5000}).exhaustion()->resource, Resource::fuel);
}

TEST(Limits, fuel_is_shared_with_calls_from_host_functions) {
  Config config;
  config.fuel = 100;
  Store s(config);
  const FuncAddr again = func_alloc(s, FuncType{}, [](HostCall& host) {
    func_invoke(host.store, instance_export_as<FuncAddr>(*host.caller, "f"), {}).value();
  });
  ModuleInst& mm =
      instance(s, R"((module (import "h" "again" (func $again)) (func (export "f") (call $again))))", {again});
  EXPECT_EQ(call(s, mm, "f").exhaustion()->resource, Resource::fuel);
}

TEST(Limits, recursion_through_the_host_is_exhaustion) {
  Store s;
  const FuncAddr again = func_alloc(s, FuncType{}, [](HostCall& host) {
    func_invoke(host.store, instance_export_as<FuncAddr>(*host.caller, "f"), {}).value();
  });
  ModuleInst& mm =
      instance(s, R"((module (import "h" "again" (func $again)) (func (export "f") (call $again))))", {again});
  EXPECT_EQ(call(s, mm, "f").exhaustion()->resource, Resource::call_stack);
}

TEST(Limits, deep_nesting_of_blocks_runs_or_is_refused) {
  constexpr int depth = 19'000;
  std::string text = "(module (func (export \"f\") (param i32) (result i32)";
  for (int i = 0; i < depth; ++i) text += " block";
  text += " (br_if " + std::to_string(depth - 1) + " (local.get 0))";
  for (int i = 0; i < depth; ++i) text += " end";
  text += " (i32.const 3)))";
  Store s;
  ModuleInst& mm = instance(s, text);
  EXPECT_EQ(call(s, mm, "f", {1})->at(0).as<u32>(), 3U);
  EXPECT_EQ(call(s, mm, "f", {0})->at(0).as<u32>(), 3U);
}

TEST(Limits, deep_calls_of_nested_blocks_end_well) {
  std::string text = "(module (func $f (export \"f\")";
  for (int i = 0; i < 300; ++i) text += " block";
  text += " (call $f)";
  for (int i = 0; i < 300; ++i) text += " end";
  Store s;
  ModuleInst& mm = instance(s, text + "))");
  EXPECT_EQ(call(s, mm, "f").exhaustion()->resource, Resource::call_stack);
}

TEST(Limits, tables_and_memories_of_a_store_share_what_there_is) {
  Config config;
  config.limit_space(u64{3} << 16);
  Store s(config);
  ModuleInst& mm = instance(s, R"((module (memory 1) (memory 1) (table 8192 funcref) (table 8192 funcref)
    (func (export "grow") (param i32) (result i32) (memory.grow 1 (local.get 0)))
    (func (export "grow_table") (param i32) (result i32) (table.grow 1 (ref.null func) (local.get 0)))))");
  EXPECT_EQ(call(s, mm, "grow", {2})->at(0).as<u32>(), 0xffff'ffffU);
  EXPECT_EQ(call(s, mm, "grow", {1})->at(0).as<u32>(), 1U);
  EXPECT_EQ(call(s, mm, "grow_table", {8193})->at(0).as<u32>(), 0xffff'ffffU);
  EXPECT_EQ(call(s, mm, "grow_table", {8192})->at(0).as<u32>(), 8192U);
  auto memory = module_validate(*module_parse("(module (memory 1))"));
  EXPECT_EQ(module_instantiate(s, *memory).exhaustion()->resource, Resource::memory);
  auto table = module_validate(*module_parse("(module (table 1 funcref))"));
  EXPECT_EQ(module_instantiate(s, *table).exhaustion()->resource, Resource::table);
}

TEST(Limits, tables_grow_to_the_policy) {
  Config config;
  config.table_elements = 10;
  Store s(config);
  ModuleInst& mm = instance(s, R"((module (table 1 funcref)
    (func (export "grow") (param i32) (result i32) (table.grow 0 (ref.null func) (local.get 0)))))");
  EXPECT_EQ(call(s, mm, "grow", {9})->at(0).as<u32>(), 1U);
  EXPECT_EQ(call(s, mm, "grow", {1})->at(0).as<u32>(), 0xffff'ffffU);
  auto large = module_validate(*module_parse("(module (table 11 funcref))"));
  EXPECT_NE(module_instantiate(s, *large).exhaustion(), nullptr);
}

}  // namespace
}  // namespace touchstone::wasm
