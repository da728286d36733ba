/* Callbacks with arguments, results and an environment, called through the guest. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"host\" \"print\" (func $print (param i32) (result i32)))"
    "  (import \"host\" \"next\" (func $next (result i32)))"
    "  (func (export \"run\") (param $x i32) (param $y i32) (result i32)"
    "    (i32.add (call $print (i32.add (local.get $x) (local.get $y))) (call $next))))";

static wasm_trap_t* print(const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  printf("the guest says %d\n", args->data[0].of.i32);
  wasm_val_copy(&results->data[0], &args->data[0]);
  return NULL;
}

/* `env` is whatever was given with the function: here, a counter. */
static wasm_trap_t* next(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  int32_t* counter = env;
  (void)args;
  results->data[0].of.i32 = ++*counter;
  return NULL;
}

static int32_t counter = 41;
static bool finalized = false;

static void finalize(void* env) {
  require(env == &counter, "the finalizer gets the environment");
  finalized = true;
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);

  wasm_functype_t* print_type = wasm_functype_new_1_1(wasm_valtype_new_i32(), wasm_valtype_new_i32());
  wasm_functype_t* next_type = wasm_functype_new_0_1(wasm_valtype_new_i32());
  wasm_func_t* print_func = wasm_func_new(store, print_type, print);
  wasm_func_t* next_func = wasm_func_new_with_env(store, next_type, next, &counter, finalize);
  wasm_functype_delete(print_type);
  wasm_functype_delete(next_type);

  wasm_extern_t* imports[] = {wasm_func_as_extern(print_func), wasm_func_as_extern(next_func)};
  wasm_instance_t* instance = instantiate(store, module, 2, imports);
  wasm_func_delete(print_func);
  wasm_func_delete(next_func);
  wasm_module_delete(module);

  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  wasm_instance_delete(instance);
  wasm_val_t args[] = {WASM_I32_VAL(3), WASM_I32_VAL(4)};
  const int32_t sum = call_i32(wasm_extern_as_func(exports.data[0]), 2, args);
  printf("and returns %d\n", sum);
  require(sum == 7 + 42, "print returns its argument, next counts");

  wasm_extern_vec_delete(&exports);
  require(!finalized, "the guest may still call the function");
  wasm_store_delete(store);
  require(finalized, "the environment goes with the store");
  wasm_engine_delete(engine);
  return 0;
}
