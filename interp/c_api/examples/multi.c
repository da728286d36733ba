/* Several results, of guest and host functions. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"host\" \"divide\" (func $divide (param i64 i64) (result i64 i64)))"
    "  (func (export \"reverse\") (param i32 i64 f32 f64) (result f64 f32 i64 i32)"
    "    (local.get 3) (local.get 2) (local.get 1) (local.get 0))"
    "  (func (export \"both\") (param i64 i64) (result i64 i64) (call $divide (local.get 0) (local.get 1))))";

static wasm_trap_t* divide(const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  require(results->size == 2 && results->data[1].kind == WASM_I64, "the results have their kinds already");
  results->data[0].of.i64 = args->data[0].of.i64 / args->data[1].of.i64;
  results->data[1].of.i64 = args->data[0].of.i64 % args->data[1].of.i64;
  return NULL;
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);

  wasm_valtype_t* ps[] = {wasm_valtype_new_i64(), wasm_valtype_new_i64()};
  wasm_valtype_t* rs[] = {wasm_valtype_new_i64(), wasm_valtype_new_i64()};
  wasm_valtype_vec_t params;
  wasm_valtype_vec_t results_types;
  wasm_valtype_vec_new(&params, 2, ps);
  wasm_valtype_vec_new(&results_types, 2, rs);
  wasm_functype_t* type = wasm_functype_new(&params, &results_types);
  wasm_func_t* host = wasm_func_new(store, type, divide);
  wasm_functype_delete(type);
  wasm_extern_t* imports[] = {wasm_func_as_extern(host)};
  wasm_instance_t* instance = instantiate(store, module, 1, imports);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);

  wasm_val_t four[] = {WASM_I32_VAL(1), WASM_I64_VAL(2), WASM_F32_VAL(3), WASM_F64_VAL(4)};
  wasm_val_t reversed[4];
  const wasm_val_vec_t in = WASM_ARRAY_VEC(four);
  wasm_val_vec_t out = WASM_ARRAY_VEC(reversed);
  require(wasm_func_call(wasm_extern_as_func(exports.data[0]), &in, &out) == NULL, "no trap");
  printf("reversed: %g %g %lld %d\n", reversed[0].of.f64, (double)reversed[1].of.f32, (long long)reversed[2].of.i64,
         reversed[3].of.i32);
  require(reversed[0].kind == WASM_F64 && reversed[0].of.f64 == 4, "the last is first");
  require(reversed[3].kind == WASM_I32 && reversed[3].of.i32 == 1, "the first is last");

  wasm_val_t two[] = {WASM_I64_VAL(100), WASM_I64_VAL(7)};
  wasm_val_t quotient[2];
  const wasm_val_vec_t dividend = WASM_ARRAY_VEC(two);
  wasm_val_vec_t parts = WASM_ARRAY_VEC(quotient);
  require(wasm_func_call(wasm_extern_as_func(exports.data[1]), &dividend, &parts) == NULL, "no trap");
  printf("100 = 7 * %lld + %lld\n", (long long)quotient[0].of.i64, (long long)quotient[1].of.i64);
  require(quotient[0].of.i64 == 14 && quotient[1].of.i64 == 2, "both results of the host's function");

  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(host);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
