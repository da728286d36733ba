/* A program outside the tree, in C: a module with an import, a call, a trap, and a component called with text.
 *
 * It sees nothing but what is installed. Exit status 0 if all went as it should; each step prints what it did.
 */
#include <stdio.h>
#include <touchstone_component.h>
#include <wasm.h>

static const char* const text =
    "(module"
    "  (import \"host\" \"log\" (func $log (param i32)))"
    "  (func (export \"divide\") (param i32 i32) (result i32)"
    "    (call $log (local.get 0))"
    "    (i32.div_s (local.get 0) (local.get 1))))";

static const char* const component_text =
    "(component"
    "  (core module $M (func (export \"divide\") (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1))))"
    "  (core instance $m (instantiate $M))"
    "  (func (export \"divide\") (param \"x\" u32) (param \"y\" u32) (result u32)"
    "    (canon lift (core func $m \"divide\"))))";

static int fail(const char* why) {
  fprintf(stderr, "c_consumer: %s\n", why);
  return 1;
}

static wasm_trap_t* log_number(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  int32_t* logged = env;
  (void)results;
  *logged = args->data[0].of.i32;
  return NULL;
}

static int modules(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_byte_vec_t source;
  wasm_byte_vec_t binary;
  wasm_name_new_from_string(&source, text);
  if (touchstone_wasm_from_text(&source, &binary) != NULL) return fail("the text cannot be read");
  wasm_module_t* module = wasm_module_new(store, &binary);
  if (module == NULL) return fail("the module is refused");
  wasm_byte_vec_delete(&source);
  wasm_byte_vec_delete(&binary);

  int32_t logged = 0;
  wasm_functype_t* type = wasm_functype_new_1_0(wasm_valtype_new_i32());
  wasm_func_t* log = wasm_func_new_with_env(store, type, log_number, &logged, NULL);
  wasm_functype_delete(type);
  wasm_extern_t* externs[] = {wasm_func_as_extern(log)};
  wasm_extern_vec_t imports = WASM_ARRAY_VEC(externs);
  wasm_instance_t* instance = wasm_instance_new(store, module, &imports, NULL);
  if (instance == NULL) return fail("the module cannot be instantiated");
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  const wasm_func_t* divide = wasm_extern_as_func(exports.data[0]);

  wasm_val_t numbers[] = {WASM_I32_VAL(42), WASM_I32_VAL(5)};
  wasm_val_t quotients[] = {WASM_INIT_VAL};
  wasm_val_vec_t args = WASM_ARRAY_VEC(numbers);
  wasm_val_vec_t results = WASM_ARRAY_VEC(quotients);
  if (wasm_func_call(divide, &args, &results) != NULL) return fail("42 / 5 traps");
  if (quotients[0].of.i32 != 8) return fail("42 / 5 is not 8");
  if (logged != 42) return fail("the import was not called");
  printf("divide(42, 5) = %d, and the host saw %d\n", quotients[0].of.i32, logged);

  numbers[1].of.i32 = 0;
  wasm_trap_t* trap = wasm_func_call(divide, &args, &results);
  if (trap == NULL) return fail("42 / 0 does not trap");
  wasm_message_t message;
  wasm_trap_message(trap, &message);
  printf("divide(42, 0) traps: %s\n", message.data);
  wasm_byte_vec_delete(&message);
  wasm_trap_delete(trap);

  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(log);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}

static int components(void) {
  touchstone_engine_t* engine = NULL;
  touchstone_component_t* component = NULL;
  touchstone_instance_t* instance = NULL;
  if (touchstone_engine_new("0.2", &engine) != NULL) return fail("there is no engine");
  wasm_byte_vec_t source;
  wasm_name_new_from_string(&source, component_text);
  if (touchstone_component_new(engine, &source, &component) != NULL) return fail("the component is refused");
  wasm_byte_vec_delete(&source);
  touchstone_store_t* store = touchstone_store_new(engine, NULL);
  touchstone_linker_t* linker = touchstone_linker_new();
  if (touchstone_linker_instantiate(linker, store, component, &instance) != NULL) return fail("no instance");
  touchstone_func_t* divide = touchstone_instance_func(instance, "divide");
  wasm_name_t result;
  if (touchstone_func_invoke_text(divide, "(42, 5)", &result) != NULL) return fail("42 / 5 traps");
  printf("%s: %.*s\n", touchstone_func_text(divide), (int)result.size, result.data);
  if (result.size != 1 || result.data[0] != '8') return fail("42 / 5 is not 8");
  wasm_name_delete(&result);
  touchstone_func_delete(divide);
  touchstone_instance_delete(instance);
  touchstone_linker_delete(linker);
  touchstone_store_delete(store);
  touchstone_component_delete(component);
  touchstone_engine_delete(engine);
  return 0;
}

int main(void) { return modules() != 0 ? 1 : components(); }
