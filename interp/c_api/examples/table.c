/* Tables: a dispatcher that the host refills, with functions of the guest's and of its own. */
#include "example.h"

static const char* const text =
    "(module"
    "  (type $op (func (param i32) (result i32)))"
    "  (table (export \"ops\") 2 6 funcref)"
    "  (elem (i32.const 1) $double)"
    "  (func $double (export \"double\") (type $op) (i32.shl (local.get 0) (i32.const 1)))"
    "  (func $square (export \"square\") (type $op) (i32.mul (local.get 0) (local.get 0)))"
    "  (func (export \"apply\") (param $op i32) (param $x i32) (result i32)"
    "    (call_indirect (type $op) (local.get $x) (local.get $op))))";

static wasm_trap_t* negate(const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  results->data[0].of.i32 = -args->data[0].of.i32;
  return NULL;
}

static const wasm_func_t* apply;

static int32_t applied(int32_t op, int32_t x) {
  wasm_val_t args[] = {WASM_I32_VAL(op), WASM_I32_VAL(x)};
  const int32_t result = call_i32(apply, 2, args);
  printf("ops[%d](%d) = %d\n", op, x, result);
  return result;
}

static bool refused(int32_t op) {
  wasm_val_t args[] = {WASM_I32_VAL(op), WASM_I32_VAL(0)};
  return traps(apply, 2, args);
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);
  wasm_instance_t* instance = instantiate(store, module, 0, NULL);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  wasm_table_t* ops = wasm_extern_as_table(exports.data[0]);
  wasm_func_t* twice = wasm_extern_as_func(exports.data[1]);
  wasm_func_t* square = wasm_extern_as_func(exports.data[2]);
  apply = wasm_extern_as_func(exports.data[3]);

  require(wasm_table_size(ops) == 2 && wasm_table_get(ops, 0) == NULL, "two elements, the first null");
  wasm_ref_t* second = wasm_table_get(ops, 1);
  require(wasm_ref_same(second, wasm_func_as_ref(twice)), "the second is the function of the segment");
  wasm_ref_delete(second);
  require(applied(1, 21) == 42 && refused(0) && refused(2), "only the second can be called");

  require(wasm_table_set(ops, 0, wasm_func_as_ref(square)), "0 becomes square");
  require(wasm_table_set(ops, 1, NULL), "1 becomes null");
  require(!wasm_table_set(ops, 2, NULL), "2 is out of bounds");
  require(applied(0, 9) == 81 && refused(1), "the guest sees it");

  wasm_functype_t* type = wasm_functype_new_1_1(wasm_valtype_new_i32(), wasm_valtype_new_i32());
  wasm_func_t* host = wasm_func_new(store, type, negate);
  wasm_functype_delete(type);
  require(wasm_table_grow(ops, 2, wasm_func_as_ref(host)) && wasm_table_size(ops) == 4, "two of the host's more");
  wasm_func_delete(host);
  require(applied(2, 5) == -5 && applied(3, -8) == 8, "they can be called");
  require(!wasm_table_grow(ops, 3, NULL), "6 are the most");
  wasm_foreign_t* stone = wasm_foreign_new(store);
  require(!wasm_table_set(ops, 0, wasm_foreign_as_ref(stone)), "what is no function has no place here");
  wasm_foreign_delete(stone);

  /* One of the host's own. */
  const wasm_limits_t limits = {1, 2};
  wasm_tabletype_t* of_anything = wasm_tabletype_new(wasm_valtype_new_externref(), &limits);
  wasm_table_t* table = wasm_table_new(store, of_anything, wasm_instance_as_ref(instance));
  wasm_tabletype_delete(of_anything);
  wasm_ref_t* element = wasm_table_get(table, 0);
  require(wasm_ref_as_instance(element) != NULL, "what went in as an instance comes out as one");
  require(wasm_ref_same(element, wasm_instance_as_ref(instance)), "the same");
  wasm_ref_delete(element);
  wasm_table_delete(table);

  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
