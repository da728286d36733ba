/* The least there is: a module, a function of the host's that it imports, a call. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"host\" \"greet\" (func $greet))"
    "  (func (export \"run\") (call $greet)))";

static int greetings = 0;

static wasm_trap_t* greet(const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  (void)args;
  (void)results;
  puts("Hello from the host, says the guest.");
  ++greetings;
  return NULL;
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);

  wasm_functype_t* type = wasm_functype_new_0_0();
  wasm_func_t* host = wasm_func_new(store, type, greet);
  wasm_functype_delete(type);

  wasm_extern_t* imports[] = {wasm_func_as_extern(host)};
  wasm_instance_t* instance = instantiate(store, module, 1, imports);

  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  call(wasm_extern_as_func(exports.data[0]), 0, NULL);
  require(greetings == 1, "the guest has called the host");

  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(host);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
