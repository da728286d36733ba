// Choices of the evaluator: NaN bits, and memory.grow and table.grow that may fail (chooser.hpp).
#include <set>

#include <gtest/gtest.h>

#include "interp/embedding/wasm.hpp"

namespace touchstone::wasm {
namespace {

constexpr std::string_view text = R"((module (memory 1) (table $t 1 funcref)
  (func (export "nan") (result i32) (i32.reinterpret_f32 (f32.div (f32.const 0) (f32.const 0))))
  (func (export "sqrt") (param f64) (result i64) (i64.reinterpret_f64 (f64.sqrt (local.get 0))))
  (func (export "neg") (result i32) (i32.reinterpret_f32 (f32.neg (f32.const nan:0x123))))
  (func (export "grow") (result i32) (memory.grow (i32.const 1)))
  (func (export "grow_table") (result i32) (table.grow $t (ref.null func) (i32.const 1)))))";

ModuleInst& instance(Store& s) { return **module_instantiate(s, *module_validate(*module_parse(text))); }

u64 call(Store& s, const ModuleInst& mm, std::string_view name, std::vector<Val> args = {}) {
  return func_invoke(s, instance_export_as<FuncAddr>(mm, name), args)->at(0).value().low;
}

// All results of `name` in a fresh instance each time.
std::set<u64> all(std::string_view name, Choices kinds, const std::vector<Val>& args = {}) {
  ExhaustiveChooser chooser(kinds);
  std::set<u64> results;
  do {
    Config config;
    config.chooser = &chooser;
    Store s(config);
    results.insert(call(s, instance(s), name, args));
  } while (chooser.next());
  return results;
}

TEST(ChoicesOfTheEvaluator, nan_bits_are_canonical_by_default) {
  Store s;
  ModuleInst& mm = instance(s);
  EXPECT_EQ(call(s, mm, "nan"), 0x7fc0'0000U);
  EXPECT_EQ(call(s, mm, "sqrt", {-1.0}), 0x7ff8'0000'0000'0000U);
}

TEST(ChoicesOfTheEvaluator, all_nans_are_found) {
  EXPECT_EQ(all("nan", {Choice::nan_bits}), (std::set<u64>{0x7fc0'0000, 0xffc0'0000}));
  const double arithmetic = std::bit_cast<double>(0x7ff8'0000'0000'0123);
  EXPECT_EQ(all("sqrt", {Choice::nan_bits}, {arithmetic}).size(), 4U);
}

TEST(ChoicesOfTheEvaluator, what_only_passes_bits_on_has_no_choice) {
  EXPECT_EQ(all("neg", {Choice::nan_bits}), (std::set<u64>{0xff80'0123}));
}

TEST(ChoicesOfTheEvaluator, growing_may_fail) {
  EXPECT_EQ(all("grow", {Choice::grow}), (std::set<u64>{1, 0xffff'ffff}));
  EXPECT_EQ(all("grow_table", {Choice::grow}), (std::set<u64>{1, 0xffff'ffff}));
  EXPECT_EQ(all("grow", {Choice::nan_bits}), (std::set<u64>{1}));
}

}  // namespace
}  // namespace touchstone::wasm
