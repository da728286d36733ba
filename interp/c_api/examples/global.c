/* Globals: made by the host, shared with a guest, read and written by both. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"env\" \"scale\" (global $scale f64))"
    "  (import \"env\" \"count\" (global $count (mut i32)))"
    "  (global (export \"total\") (mut f64) (f64.const 0))"
    "  (func (export \"add\") (param $x f64)"
    "    (global.set $count (i32.add (global.get $count) (i32.const 1)))"
    "    (global.set 2 (f64.add (global.get 2) (f64.mul (global.get $scale) (local.get $x))))))";

static wasm_global_t* new_global(wasm_store_t* store, wasm_mutability_t mutability, wasm_valkind_t kind,
                                 wasm_val_t value) {
  wasm_globaltype_t* type = wasm_globaltype_new(wasm_valtype_new(kind), mutability);
  wasm_global_t* global = wasm_global_new(store, type, &value);
  wasm_globaltype_delete(type);
  return global;
}

static wasm_val_t get(const wasm_global_t* global) {
  wasm_val_t value;
  wasm_global_get(global, &value);
  return value;
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);

  const wasm_val_t half = WASM_F64_VAL(0.5);
  const wasm_val_t zero = WASM_I32_VAL(0);
  wasm_global_t* scale = new_global(store, WASM_CONST, WASM_F64, half);
  wasm_global_t* count = new_global(store, WASM_VAR, WASM_I32, zero);
  require(new_global(store, WASM_VAR, WASM_I64, half) == NULL, "an f64 is no i64");

  wasm_extern_t* imports[] = {wasm_global_as_extern(scale), wasm_global_as_extern(count)};
  wasm_instance_t* instance = instantiate(store, module, 2, imports);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  wasm_global_t* total = wasm_extern_as_global(exports.data[0]);
  const wasm_func_t* add = wasm_extern_as_func(exports.data[1]);

  wasm_val_t seven[] = {WASM_F64_VAL(7)};
  call(add, 1, seven);
  printf("after adding 7: total %g, count %d\n", get(total).of.f64, get(count).of.i32);
  require(get(total).of.f64 == 3.5 && get(count).of.i32 == 1, "the guest has written both");

  const wasm_val_t hundred = WASM_F64_VAL(100);
  wasm_global_set(total, &hundred);
  call(add, 1, seven);
  printf("after setting 100 and adding 7: total %g, count %d\n", get(total).of.f64, get(count).of.i32);
  require(get(total).of.f64 == 103.5 && get(count).of.i32 == 2, "the guest has read what the host wrote");

  wasm_global_set(scale, &hundred);
  require(get(scale).of.f64 == 0.5, "a constant stays as it is");

  wasm_global_t* copy = wasm_global_copy(total);
  require(wasm_global_same(copy, total) && !wasm_global_same(copy, scale), "copies are of the same global");
  wasm_global_delete(copy);

  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_global_delete(count);
  wasm_global_delete(scale);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
