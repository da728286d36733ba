// Appendix 7.1 Embedding: what an embedder relies on, through the public header alone.
#include <cmath>
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/embedding/wasm.hpp"

namespace touchstone::wasm {
namespace {

ValidModule load(std::string_view text) {
  auto module = module_parse(text);
  if (!module) throw std::runtime_error(module.error().report());
  auto valid = module_validate(*std::move(module));
  if (!valid) throw std::runtime_error(valid.error().report());
  return *std::move(valid);
}

ModuleInst& instance(Store& s, std::string_view text, std::vector<ExternAddr> imports = {}) {
  return **module_instantiate(s, load(text), imports);
}

Outcome<std::vector<Val>> call(Store& s, const ModuleInst& mm, std::string_view name, std::vector<Val> args = {}) {
  return func_invoke(s, instance_export_as<FuncAddr>(mm, name), args);
}

TEST(Embedding, loads_text_or_binary_and_says_what_is_wrong) {
  EXPECT_FALSE(module_parse("(module (func (nonsense)))").has_value());
  const std::vector<u8> bytes = {0, 'a', 's', 'm', 1, 0, 0, 0};
  EXPECT_TRUE(module_decode(bytes).has_value());
  EXPECT_FALSE(module_decode(std::span(bytes).first(5)).has_value());
  auto ill_typed = module_parse("(module (func (result i32) (i64.const 1)))");
  ASSERT_TRUE(ill_typed.has_value());
  const auto valid = module_validate(*std::move(ill_typed));
  ASSERT_FALSE(valid.has_value());
  EXPECT_EQ(valid.error().phase, Phase::invalid);
}

TEST(Embedding, calls_an_export_with_typed_values) {
  Store s;
  ModuleInst& mm = instance(s, R"((module (func (export "f") (param i32 f64) (result f64 i32)
                                     (local.get 1) (local.get 0))))");
  const auto results = call(s, mm, "f", {7, 2.5});
  ASSERT_TRUE(results);
  ASSERT_EQ(results->size(), 2U);
  EXPECT_EQ((*results)[0].as<double>(), 2.5);
  EXPECT_EQ((*results)[1].as<u32>(), 7U);
}

TEST(Embedding, arguments_that_do_not_fit_are_an_error_of_the_host) {
  Store s;
  ModuleInst& mm = instance(s, R"((module (func (export "f") (param i32))))");
  EXPECT_NE(call(s, mm, "f").host_error(), nullptr);
  EXPECT_NE(call(s, mm, "f", {u64{1}}).host_error(), nullptr);
  EXPECT_THAT(call(s, mm, "f", {u64{1}}).message(), testing::HasSubstr("expected i32, got i64"));
}

TEST(Embedding, a_host_function_is_called_with_its_arguments) {
  Store s;
  const FuncAddr add = func_wrap<u32(u32, u32)>(s, [](u32 x, u32 y) { return x + y; });
  ModuleInst& mm = instance(s, R"((module (import "h" "add" (func $add (param i32 i32) (result i32)))
                                    (func (export "f") (result i32) (call $add (i32.const 3) (i32.const 4)))))",
                            {add});
  EXPECT_EQ(call(s, mm, "f")->at(0).as<u32>(), 7U);
}

TEST(Embedding, a_host_function_sees_who_calls_and_may_call_back) {
  Store s;
  const FuncAddr twice = func_alloc(s, FuncType{{ValKind::i32}, {ValKind::i32}}, [](HostCall& host) {
    const auto inner = instance_export_as<FuncAddr>(*host.caller, "inner");
    const auto once = func_invoke(host.store, inner, {Val(host.args[0].as<u32>())});
    host.results[0] = func_invoke(host.store, inner, {once->at(0)})->at(0).value();
  });
  ModuleInst& mm = instance(s, R"((module (import "h" "twice" (func $twice (param i32) (result i32)))
      (func (export "inner") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 3)))
      (func (export "f") (param i32) (result i32) (i32.add (i32.const 1) (call $twice (local.get 0))))))",
                            {twice});
  EXPECT_EQ(call(s, mm, "f", {5})->at(0).as<u32>(), 46U);
}

TEST(Embedding, what_a_host_function_throws_comes_out_as_what_it_is) {
  Store s;
  const auto outcome_of = [&s](HostFunc code) {
    ModuleInst& mm = instance(s, R"((module (import "h" "f" (func $f)) (func (export "f") (call $f))))",
                              {func_alloc(s, FuncType{}, std::move(code))});
    return call(s, mm, "f");
  };
  const auto trapped = outcome_of([](HostCall&) { throw Trap("Why::test", "no luck", "rule"); });
  ASSERT_NE(trapped.trap(), nullptr);
  EXPECT_EQ(trapped.trap()->id, "Why::test");
  EXPECT_EQ(trapped.trap()->backtrace.size(), 1U);
  EXPECT_NE(outcome_of([](HostCall&) { throw Exhaustion(Resource::heap); }).exhaustion(), nullptr);
  EXPECT_THAT(outcome_of([](HostCall&) { throw std::runtime_error("boom"); }).message(), testing::HasSubstr("boom"));
  EXPECT_NE(outcome_of([](HostCall&) { throw 42; }).host_error(), nullptr);
}

TEST(Embedding, exceptions_are_made_read_and_thrown) {
  Store s;
  const TagAddr tag = tag_alloc(s, FuncType{{ValKind::i32}, {}});
  const FuncAddr thrower = func_alloc(s, FuncType{}, [tag](HostCall& host) {
    const std::vector<Val> args = {9};
    throw Exception(Root(host.store, exn_alloc(host.store, tag, args)->ref()));
  });
  ModuleInst& mm = instance(s, R"((module (import "h" "t" (tag $t (param i32))) (import "h" "f" (func $f))
      (func (export "caught") (result i32) (block $h (result i32) (try_table (catch $t $h) (call $f)) (i32.const -1)))
      (func (export "uncaught") (throw $t (i32.const 5)))))",
                            {tag, thrower});
  EXPECT_EQ(call(s, mm, "caught")->at(0).as<u32>(), 9U);
  const auto uncaught = call(s, mm, "uncaught");
  ASSERT_NE(uncaught.exception(), nullptr);
  const Ref exn = uncaught.exception()->exn.ref();
  EXPECT_EQ(exn_tag(s, exn), tag);
  EXPECT_EQ(exn_read(s, exn).at(0).as<u32>(), 5U);
}

TEST(Embedding, imports_are_found_by_name_or_refused) {
  Store s;
  const ValidModule module = load(R"((module (import "a" "g" (global i32)) (export "g" (global 0))))");
  EXPECT_EQ(module_imports(module).at(0).name, "g");
  EXPECT_EQ(module_exports(module).at(0).name, "g");
  const auto none = module_instantiate(s, module, Lookup([](const ImportType&) { return std::nullopt; }));
  ASSERT_NE(none.unlinkable(), nullptr);
  EXPECT_THAT(none.message(), testing::StartsWith("unknown import"));
  const GlobalAddr wrong = global_alloc(s, {false, ValKind::i64}, u64{1});
  const auto mismatched = module_instantiate(s, module, Lookup([&](const ImportType&) { return wrong; }));
  EXPECT_THAT(mismatched.message(), testing::StartsWith("incompatible import type"));
  const GlobalAddr right = global_alloc(s, {false, ValKind::i32}, u32{8});
  const auto mm = module_instantiate(s, module, Lookup([&](const ImportType&) { return right; }));
  ASSERT_TRUE(mm);
  EXPECT_EQ(instance_export_as<GlobalAddr>(**mm, "g"), right);
  EXPECT_EQ(instance_export_as<FuncAddr>(**mm, "g"), nullptr);
}

TEST(Embedding, memories_are_read_written_and_grown) {
  Store s;
  const MemAddr mem = *mem_alloc(s, {AddrType::i32, {1, 2}, false, 16, false});
  EXPECT_EQ(mem_size(s, mem), 1U);
  EXPECT_TRUE(mem_write(s, mem, 65535, 7));
  EXPECT_FALSE(mem_write(s, mem, 65536, 7));
  EXPECT_EQ(mem_read(s, mem, 65535), u8{7});
  const u8* base = mem_bytes(s, mem).data();
  EXPECT_TRUE(mem_grow(s, mem, 1));
  EXPECT_FALSE(mem_grow(s, mem, 1));
  EXPECT_EQ(mem_bytes(s, mem).data(), base);
  EXPECT_EQ(mem_type(s, mem).limits.min, 2U);
}

TEST(Embedding, a_memory_larger_than_the_embedder_allows_is_exhaustion) {
  Config config;
  config.memory_bytes = 1 << 20;
  Store s(config);
  EXPECT_NE(mem_alloc(s, {AddrType::i32, {17, {}}, false, 16, false}).exhaustion(), nullptr);
  EXPECT_NE(mem_alloc(s, {AddrType::i64, {u64{1} << 48, {}}, false, 16, false}).exhaustion(), nullptr);
  const MemAddr mem = *mem_alloc(s, {AddrType::i32, {1, {}}, false, 16, false});
  EXPECT_TRUE(mem_grow(s, mem, 15));
  EXPECT_FALSE(mem_grow(s, mem, 1));
}

TEST(Embedding, tables_hold_references_of_their_type_only) {
  Store s;
  const TableAddr table = *table_alloc(s, {AddrType::i32, {2, 3}, funcref}, Ref::null());
  const FuncAddr f = func_wrap<void()>(s, [] {});
  EXPECT_TRUE(table_write(s, table, 1, Ref::to(f)));
  EXPECT_FALSE(table_write(s, table, 2, Ref::to(f)));
  EXPECT_EQ(table_read(s, table, 1)->ref().func(), f);
  EXPECT_TRUE(table_grow(s, table, 1, Ref::null()));
  EXPECT_FALSE(table_grow(s, table, 1, Ref::null()));
  EXPECT_EQ(table_size(s, table), 3U);
}

TEST(Embedding, globals_keep_their_type_and_mutability) {
  Store s;
  const GlobalAddr variable = global_alloc(s, {true, ValKind::f32}, 1.0F);
  const GlobalAddr constant = global_alloc(s, {false, ValKind::f32}, 1.0F);
  EXPECT_TRUE(global_write(s, variable, 2.0F));
  EXPECT_FALSE(global_write(s, variable, 2.0));
  EXPECT_FALSE(global_write(s, constant, 2.0F));
  EXPECT_EQ(global_read(s, variable).as<float>(), 2.0F);
}

TEST(Embedding, values_have_defaults_and_types) {
  EXPECT_EQ(val_default(ValKind::i64)->as<u64>(), 0U);
  EXPECT_TRUE(val_default(externref)->ref().is_null());
  EXPECT_FALSE(val_default(RefType{false, HeapKind::func}).has_value());
  Store s;
  const Val host(s, Ref::host(5).externalized(), externref);
  EXPECT_TRUE(val_ok(host, externref));
  EXPECT_FALSE(val_ok(host, funcref));
  EXPECT_FALSE(val_ok(Val::null(externref), funcref));
  EXPECT_EQ(host.ref().internalized().host_value(), 5U);
}

TEST(Embedding, a_val_keeps_an_object_alive_over_collections) {
  Config config;
  config.heap_bytes = u64{16} << 20;
  Store s(config);
  ModuleInst& mm = instance(s, R"((module (type $a (array (mut i32)))
      (func (export "make") (param i32) (result (ref $a)) (array.new $a (local.get 0) (i32.const 3)))
      (func (export "get") (param (ref $a)) (result i32) (array.get $a (local.get 0) (i32.const 2)))
      (func (export "churn") (param i32)
        (loop $l (drop (array.new_default $a (i32.const 1000)))
          (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))))");
  const Val kept = call(s, mm, "make", {42})->at(0);
  ASSERT_TRUE(call(s, mm, "churn", {20000}));
  EXPECT_EQ(call(s, mm, "get", {kept})->at(0).as<u32>(), 42U);
}

TEST(Embedding, a_root_may_outlive_its_store) {
  Root root;
  {
    Store s;
    const TagAddr tag = tag_alloc(s, FuncType{});
    root = Root(s, exn_alloc(s, tag, {})->ref());
    EXPECT_FALSE(root.ref().is_null());
  }
  EXPECT_TRUE(root.ref().is_null());
}

}  // namespace
}  // namespace touchstone::wasm
