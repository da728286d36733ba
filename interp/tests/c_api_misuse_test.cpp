// The C interface for modules: what a program can do wrong, and who owns what.
#include "interp/tests/c_api.hpp"

namespace touchstone::wasm::c_api_test {
namespace {

TEST(CApiVectors, DeletingNothingOrTwiceDoesNothing) {
  wasm_byte_vec_delete(nullptr);
  wasm_valtype_delete(nullptr);
  wasm_store_delete(nullptr);
  wasm_trap_delete(nullptr);
  touchstone_error_delete(nullptr);
  wasm_byte_vec_t bytes = bytes_of("abc");
  wasm_byte_vec_delete(&bytes);
  EXPECT_EQ(bytes.size, 0U);
  EXPECT_EQ(bytes.data, nullptr);
  wasm_byte_vec_delete(&bytes);
}

TEST(CApiVectors, WhatIsPassedOnIsEmptied) {
  wasm_valtype_t* types[] = {wasm_valtype_new_i32()};
  wasm_valtype_vec_t params;
  wasm_valtype_vec_t results;
  wasm_valtype_vec_new(&params, 1, types);
  wasm_valtype_vec_new_empty(&results);
  const FuncTypeHandle type(wasm_functype_new(&params, &results));
  EXPECT_EQ(params.data, nullptr);
  wasm_valtype_vec_delete(&params);
  ASSERT_EQ(wasm_functype_params(type.get())->size, 1U);
  EXPECT_EQ(wasm_valtype_kind(wasm_functype_params(type.get())->data[0]), WASM_I32);
}

TEST(CApiVectors, CopiesAreDeep) {
  wasm_valtype_t* types[] = {wasm_valtype_new_f32(), wasm_valtype_new_funcref()};
  wasm_valtype_vec_t from;
  wasm_valtype_vec_t to;
  wasm_valtype_vec_new(&from, 2, types);
  wasm_valtype_vec_copy(&to, &from);
  wasm_valtype_vec_delete(&from);
  EXPECT_EQ(wasm_valtype_kind(to.data[0]), WASM_F32);
  EXPECT_EQ(wasm_valtype_kind(to.data[1]), WASM_FUNCREF);
  wasm_valtype_vec_delete(&to);
}

TEST(CApiVectors, WhatCannotBeHadIsEmpty) {
  wasm_val_vec_t vals;
  wasm_val_vec_new_uninitialized(&vals, ~std::size_t{0} / 2);
  EXPECT_EQ(vals.size, 0U);
  EXPECT_EQ(vals.data, nullptr);
}

TEST(CApiTypes, WrongPartsGiveNull) {
  EXPECT_EQ(wasm_valtype_new(77), nullptr);
  wasm_valtype_t* types[] = {nullptr};
  wasm_valtype_vec_t params;
  wasm_valtype_vec_t results;
  wasm_valtype_vec_new(&params, 1, types);
  wasm_valtype_vec_new_empty(&results);
  EXPECT_EQ(wasm_functype_new(&params, &results), nullptr);
  const wasm_limits_t limits{1, 2};
  EXPECT_EQ(wasm_tabletype_new(wasm_valtype_new_i32(), &limits), nullptr) << "an i32 is no reference";
  EXPECT_EQ(wasm_tabletype_new(wasm_valtype_new_funcref(), nullptr), nullptr);
  EXPECT_EQ(wasm_globaltype_new(nullptr, WASM_VAR), nullptr);
  EXPECT_EQ(wasm_memorytype_new(nullptr), nullptr);
}

TEST(CApiTypes, ExternTypesAreCastToTheirKindOnly) {
  wasm_externtype_t* type = wasm_functype_as_externtype(wasm_functype_new_1_0(wasm_valtype_new_i64()));
  EXPECT_EQ(wasm_externtype_kind(type), WASM_EXTERN_FUNC);
  EXPECT_NE(wasm_externtype_as_functype(type), nullptr);
  EXPECT_EQ(wasm_externtype_as_globaltype(type), nullptr);
  EXPECT_EQ(wasm_externtype_as_memorytype_const(type), nullptr);
  wasm_name_t module = bytes_of("env");
  wasm_name_t name = bytes_of("f");
  wasm_importtype_t* import = wasm_importtype_new(&module, &name, type);
  wasm_importtype_t* copy = wasm_importtype_copy(import);
  wasm_importtype_delete(import);
  EXPECT_EQ(std::string_view(wasm_importtype_module(copy)->data, wasm_importtype_module(copy)->size), "env");
  wasm_name_t words;
  touchstone_externtype_text(wasm_importtype_type(copy), &words);
  EXPECT_EQ(text_and_delete(&words), "(func (param i64))");
  wasm_importtype_delete(copy);
}

constexpr const char* adding = R"(
  (module
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "nothing"))))";

TEST(CApiCalls, ArgumentsMustFit) {
  Fixture c;
  const InstanceHandle instance = c.instance(adding);
  const Exports exports(instance);
  wasm_val_t sum = WASM_INIT_VAL;
  EXPECT_EQ(call(exports.func(0), {i32(2), i32(40)}, &sum), nullptr);
  EXPECT_EQ(sum.kind, WASM_I32);
  EXPECT_EQ(sum.of.i32, 42);

  const TrapHandle few = call(exports.func(0), {i32(1)});
  EXPECT_EQ(message_of(few.get()), "host error: expected 2 arguments, got 1");
  EXPECT_EQ(touchstone_trap_kind(few.get()), TOUCHSTONE_HOST_ERROR);
  const TrapHandle other = call(exports.func(0), {i32(1), i64(2)});
  EXPECT_EQ(message_of(other.get()), "host error: argument 2: expected i32, got i64");
  const TrapHandle ref = call(exports.func(0), {i32(1), reference(nullptr)});
  EXPECT_EQ(message_of(ref.get()), "host error: argument 2: expected i32, got a reference");
}

TEST(CApiCalls, ThereMustBeRoomForResults) {
  Fixture c;
  const InstanceHandle instance = c.instance(adding);
  const Exports exports(instance);
  wasm_val_t args[] = {i32(1), i32(2)};
  const wasm_val_vec_t in = WASM_ARRAY_VEC(args);
  const TrapHandle trap(wasm_func_call(exports.func(0), &in, nullptr));
  EXPECT_EQ(message_of(trap.get()), "host error: there is room for 0 results, and there will be 1");
  EXPECT_EQ(wasm_func_call(exports.func(1), nullptr, nullptr), nullptr) << "no vector is an empty one";
}

TEST(CApiStores, HandlesOutliveInstancesAndModules) {
  Fixture c;
  FuncHandle add;
  {
    const InstanceHandle instance = c.instance(adding);
    const Exports exports(instance);
    add.reset(wasm_func_copy(exports.func(0)));
    EXPECT_TRUE(wasm_func_same(add.get(), exports.func(0)));
    EXPECT_FALSE(wasm_func_same(add.get(), exports.func(1)));
  }
  wasm_val_t sum = WASM_INIT_VAL;
  EXPECT_EQ(call(add.get(), {i32(1), i32(2)}, &sum), nullptr);
  EXPECT_EQ(sum.of.i32, 3);
}

TEST(CApiStores, HandlesOutliveTheirStoreButMeanNothing) {
  Fixture c;
  const InstanceHandle instance = c.instance(R"(
    (module (memory (export "m") 1) (table (export "t") 1 funcref) (global (export "g") i32 (i32.const 1))
      (func (export "f") (result i32) (i32.const 1))))");
  const Exports exports(instance);
  const TrapHandle trap = c.trap("words");
  c.store.reset();

  EXPECT_EQ(wasm_memory_data(wasm_extern_as_memory(exports[0])), nullptr);
  EXPECT_EQ(wasm_memory_data_size(wasm_extern_as_memory(exports[0])), 0U);
  EXPECT_FALSE(wasm_memory_grow(wasm_extern_as_memory(exports[0]), 1));
  EXPECT_EQ(wasm_memory_type(wasm_extern_as_memory(exports[0])), nullptr);
  EXPECT_EQ(wasm_table_get(wasm_extern_as_table(exports[1]), 0), nullptr);
  EXPECT_FALSE(wasm_table_set(wasm_extern_as_table(exports[1]), 0, nullptr));
  wasm_val_t value = i32(7);
  wasm_global_set(wasm_extern_as_global(exports[2]), &value);
  wasm_global_get(wasm_extern_as_global(exports[2]), &value);
  EXPECT_EQ(value.of.ref, nullptr);
  EXPECT_EQ(wasm_extern_type(exports[3]), nullptr);
  EXPECT_EQ(wasm_func_param_arity(exports.func(3)), 0U);
  EXPECT_EQ(message_of(call(exports.func(3)).get()), "host error: the store is deleted");
  wasm_extern_vec_t none;
  wasm_instance_exports(instance.get(), &none);
  EXPECT_EQ(none.size, 0U);
  EXPECT_EQ(message_of(trap.get()), "words") << "what was said remains";
  bool finalized = false;
  wasm_instance_set_host_info_with_finalizer(instance.get(), &finalized,
                                             [](void* data) { *static_cast<bool*>(data) = true; });
  EXPECT_TRUE(finalized) << "host info of what is gone goes at once";
}

TEST(CApiStores, ThingsOfAnotherStoreAreRefused) {
  Fixture one;
  Fixture two;
  const InstanceHandle here = one.instance(R"((module (table (export "t") 1 funcref)))");
  const InstanceHandle there = two.instance(adding);
  const Exports table(here);
  const Exports func(there);
  EXPECT_FALSE(wasm_table_set(wasm_extern_as_table(table[0]), 0, wasm_func_as_ref(func.func(0))));
  const ModuleHandle module = one.module(R"((module (import "" "f" (func))))");
  wasm_extern_t* imports[] = {func[1]};
  const wasm_extern_vec_t vector = WASM_ARRAY_VEC(imports);
  wasm_trap_t* trap = nullptr;
  EXPECT_EQ(wasm_instance_new(one.store.get(), module.get(), &vector, &trap), nullptr);
  EXPECT_EQ(message_of(TrapHandle(trap).get()), "host error: import 1 is of another store");
}

TEST(CApiInstances, ImportsMustFit) {
  Fixture c;
  const ModuleHandle module = c.module(R"((module (import "a" "f" (func (param i32)))))");
  const InstanceHandle other = c.instance(adding);
  const Exports exports(other);
  const auto refused = [&](std::vector<wasm_extern_t*> imports) {
    const wasm_extern_vec_t vector{imports.size(), imports.data()};
    wasm_trap_t* trap = nullptr;
    EXPECT_EQ(wasm_instance_new(c.store.get(), module.get(), &vector, &trap), nullptr);
    EXPECT_EQ(wasm_instance_new(c.store.get(), module.get(), &vector, nullptr), nullptr);
    return TrapHandle(trap);
  };
  EXPECT_EQ(message_of(refused({}).get()), "host error: expected 1 imports, got 0");
  EXPECT_EQ(message_of(refused({nullptr}).get()), "host error: import 1 is missing");
  const TrapHandle trap = refused({exports[0]});
  EXPECT_EQ(touchstone_trap_kind(trap.get()), TOUCHSTONE_UNLINKABLE);
  const ErrorHandle error(touchstone_trap_error(trap.get()));
  EXPECT_EQ(std::string(touchstone_error_message(error.get())).rfind("incompatible import type", 0), 0U);
  EXPECT_STRNE(touchstone_error_rule(error.get()), "");
}

TEST(CApiModules, ErrorsSayWhyAndWhere) {
  Fixture c;
  wasm_byte_vec_t text = bytes_of("(module\n  (func (result i32)\n    (i64.const 1)))");
  wasm_module_t* module = nullptr;
  const ErrorHandle invalid(touchstone_module_new(c.store.get(), &text, &module));
  wasm_byte_vec_delete(&text);
  ASSERT_NE(invalid, nullptr);
  EXPECT_EQ(module, nullptr);
  EXPECT_EQ(touchstone_error_kind(invalid.get()), TOUCHSTONE_INVALID);
  EXPECT_STREQ(touchstone_error_kind_name(TOUCHSTONE_INVALID), "invalid");
  EXPECT_STREQ(touchstone_error_rule(invalid.get()), "Expr_ok");
  touchstone_position_t at{};
  ASSERT_TRUE(touchstone_error_position(invalid.get(), &at));
  EXPECT_STREQ(at.source, "<text>");
  EXPECT_EQ(at.line, 3U);

  wasm_byte_vec_t bytes = bytes_of(std::string_view("\0asm\1\0\0\0\7", 9));
  EXPECT_FALSE(wasm_module_validate(c.store.get(), &bytes));
  EXPECT_EQ(wasm_module_new(c.store.get(), &bytes), nullptr);
  const ErrorHandle malformed(touchstone_module_new(c.store.get(), &bytes, &module));
  EXPECT_EQ(touchstone_error_kind(malformed.get()), TOUCHSTONE_MALFORMED);
  ASSERT_TRUE(touchstone_error_position(malformed.get(), &at));
  EXPECT_EQ(at.line, 0U);
  wasm_byte_vec_delete(&bytes);

  wasm_byte_vec_t wrong = bytes_of("(module (fun))");
  wasm_byte_vec_t out;
  const ErrorHandle unread(touchstone_wasm_from_text(&wrong, &out));
  EXPECT_EQ(touchstone_error_kind(unread.get()), TOUCHSTONE_MALFORMED);
  EXPECT_EQ(out.size, 0U);
  wasm_byte_vec_delete(&wrong);
  EXPECT_EQ(wasm_module_new(c.store.get(), nullptr), nullptr);
}

TEST(CApiModules, TextIsNoBinary) {
  Fixture c;
  wasm_byte_vec_t text = bytes_of("(module)");
  EXPECT_EQ(wasm_module_new(c.store.get(), &text), nullptr);
  wasm_byte_vec_delete(&text);
}

TEST(CApiModules, SharedModulesAreOneObject) {
  Fixture one;
  Fixture two;
  ModuleHandle module = one.module(adding);
  const Owned<wasm_shared_module_t, wasm_shared_module_delete> shared(wasm_module_share(module.get()));
  module.reset();
  one.store.reset();
  module.reset(wasm_module_obtain(two.store.get(), shared.get()));
  wasm_exporttype_vec_t exports;
  wasm_module_exports(module.get(), &exports);
  EXPECT_EQ(exports.size, 2U);
  wasm_exporttype_vec_delete(&exports);
}

TEST(CApiMemories, Limits) {
  Fixture c;
  const auto made = [&](uint32_t min, uint32_t max) {
    const wasm_limits_t limits{min, max};
    const Owned<wasm_memorytype_t, wasm_memorytype_delete> type(wasm_memorytype_new(&limits));
    return Owned<wasm_memory_t, wasm_memory_delete>(wasm_memory_new(c.store.get(), type.get()));
  };
  EXPECT_EQ(made(2, 1), nullptr);
  EXPECT_EQ(made(65537, wasm_limits_max_default), nullptr);
  EXPECT_EQ(made(0, 65537), nullptr);
  const auto memory = made(1, wasm_limits_max_default);
  ASSERT_NE(memory, nullptr);
  EXPECT_EQ(wasm_memory_size(memory.get()), 1U);
  EXPECT_FALSE(wasm_memory_grow(memory.get(), 0xffff'ffff));
  EXPECT_EQ(wasm_memory_data_size(memory.get()), MEMORY_PAGE_SIZE);
}

TEST(CApiMemories, TypesOfModulesMayHave64BitAddresses) {
  Fixture c;
  const ModuleHandle module = c.module(
      R"((module (import "" "m" (memory i64 1 0x1000000000)) (import "" "t" (table i64 1 0x100000000 funcref))))");
  wasm_importtype_vec_t imports;
  wasm_module_imports(module.get(), &imports);
  const wasm_memorytype_t* memory_type = wasm_externtype_as_memorytype_const(wasm_importtype_type(imports.data[0]));
  EXPECT_EQ(wasm_memorytype_limits(memory_type)->max, wasm_limits_max_default);
  const Owned<wasm_memory_t, wasm_memory_delete> memory(wasm_memory_new(c.store.get(), memory_type));
  const Owned<wasm_table_t, wasm_table_delete> table(wasm_table_new(
      c.store.get(), wasm_externtype_as_tabletype_const(wasm_importtype_type(imports.data[1])), nullptr));
  wasm_importtype_vec_delete(&imports);
  ASSERT_NE(memory, nullptr);
  ASSERT_NE(table, nullptr);
  wasm_extern_t* externs[] = {wasm_memory_as_extern(memory.get()), wasm_table_as_extern(table.get())};
  const wasm_extern_vec_t vector = WASM_ARRAY_VEC(externs);
  EXPECT_NE(InstanceHandle(wasm_instance_new(c.store.get(), module.get(), &vector, nullptr)), nullptr);
}

TEST(CApiTables, BoundsAndTypes) {
  Fixture c;
  const wasm_limits_t limits{2, 3};
  const Owned<wasm_tabletype_t, wasm_tabletype_delete> type(wasm_tabletype_new(wasm_valtype_new_funcref(), &limits));
  const Owned<wasm_table_t, wasm_table_delete> table(wasm_table_new(c.store.get(), type.get(), nullptr));
  const Owned<wasm_foreign_t, wasm_foreign_delete> foreign(wasm_foreign_new(c.store.get()));
  EXPECT_EQ(wasm_table_new(c.store.get(), type.get(), wasm_foreign_as_ref(foreign.get())), nullptr);
  EXPECT_FALSE(wasm_table_set(table.get(), 2, nullptr));
  EXPECT_EQ(wasm_table_get(table.get(), 0xffff'ffff), nullptr);
  EXPECT_FALSE(wasm_table_grow(table.get(), 1, wasm_foreign_as_ref(foreign.get())));
  EXPECT_FALSE(wasm_table_grow(table.get(), 2, nullptr));
  EXPECT_TRUE(wasm_table_grow(table.get(), 1, nullptr));
  EXPECT_EQ(wasm_table_size(table.get()), 3U);
}

TEST(CApiGlobals, SettingWhatDoesNotFitDoesNothing) {
  Fixture c;
  const Owned<wasm_globaltype_t, wasm_globaltype_delete> type(wasm_globaltype_new(wasm_valtype_new_i32(), WASM_VAR));
  wasm_val_t value = i32(5);
  const Owned<wasm_global_t, wasm_global_delete> global(wasm_global_new(c.store.get(), type.get(), &value));
  value = i64(6);
  EXPECT_EQ(wasm_global_new(c.store.get(), type.get(), &value), nullptr);
  wasm_global_set(global.get(), &value);
  wasm_global_get(global.get(), &value);
  EXPECT_EQ(value.kind, WASM_I32);
  EXPECT_EQ(value.of.i32, 5);
}

TEST(CApiConfig, SettingsHold) {
  wasm_config_t* config = wasm_config_new();
  EXPECT_FALSE(touchstone_config_set_features(config, "no-such-feature"));
  EXPECT_TRUE(touchstone_config_set_features(config, "-simd"));
  EXPECT_FALSE(touchstone_config_set_chooser(config, "at-will"));
  EXPECT_TRUE(touchstone_config_set_chooser(config, "random:1:all"));
  touchstone_config_set_fuel(config, 1000);
  Fixture c(config);
  wasm_byte_vec_t text = bytes_of("(module (func (param v128)))");
  wasm_module_t* module = nullptr;
  const ErrorHandle error(touchstone_module_new(c.store.get(), &text, &module));
  wasm_byte_vec_delete(&text);
  EXPECT_NE(error, nullptr) << "vectors are off";
  const InstanceHandle instance = c.instance(R"((module (func (export "spin") (loop (br 0)))))");
  const Exports exports(instance);
  const TrapHandle trap = call(exports.func(0));
  EXPECT_EQ(message_of(trap.get()), "fuel exhausted");
  EXPECT_EQ(touchstone_trap_kind(trap.get()), TOUCHSTONE_EXHAUSTION);
}

}  // namespace
}  // namespace touchstone::wasm::c_api_test
