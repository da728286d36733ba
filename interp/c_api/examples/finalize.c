/* Finalizers: each runs once, at the latest when the store is deleted, in whatever order handles go. */
#include "example.h"

enum { rounds = 1000 };

static int live = 0;
static void released(void* data) {
  require(data == &live, "the finalizer gets what was set");
  --live;
}

static void attach(wasm_instance_t* instance) {
  wasm_instance_set_host_info_with_finalizer(instance, &live, released);
  ++live;
}

static wasm_trap_t* nothing(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  (void)env;
  (void)args;
  (void)results;
  return NULL;
}

/* An environment that holds a handle of the store whose end ends it. */
static void delete_handle(void* env) {
  wasm_memory_delete(env);
  --live;
}

static void fill(wasm_store_t* store) {
  wasm_module_t* module = module_from_text(store, "(module (memory (export \"memory\") 1) (func (export \"f\")))");
  for (int i = 0; i < rounds; ++i) {
    wasm_instance_t* instance = instantiate(store, module, 0, NULL);
    attach(instance);
    wasm_extern_vec_t exports;
    wasm_instance_exports(instance, &exports);
    wasm_instance_delete(instance);
    if (i == 0) {
      wasm_functype_t* type = wasm_functype_new_0_0();
      wasm_memory_t* memory = wasm_memory_copy(wasm_extern_as_memory(exports.data[0]));
      wasm_func_t* func = wasm_func_new_with_env(store, type, nothing, memory, delete_handle);
      ++live;
      wasm_func_delete(func);
      wasm_functype_delete(type);
    }
    wasm_extern_vec_delete(&exports);
  }
  wasm_module_delete(module);
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* one = wasm_store_new(engine);
  wasm_store_t* two = wasm_store_new(engine);
  fill(one);
  fill(two);
  printf("%d finalizers are waiting\n", live);
  require(live == 2 * (rounds + 1), "all that was attached is attached");
  wasm_store_delete(one);
  printf("%d after the first store\n", live);
  require(live == rounds + 1, "those of the first store have run");

  /* Other host info takes the place of what was there, whose finalizer runs. */
  wasm_foreign_t* foreign = wasm_foreign_new(two);
  ++live;
  wasm_foreign_set_host_info_with_finalizer(foreign, &live, released);
  wasm_foreign_set_host_info(foreign, engine);
  require(live == rounds + 1 && wasm_foreign_get_host_info(foreign) == engine, "replaced");

  wasm_store_delete(two);
  printf("%d after the second\n", live);
  require(live == 0, "every finalizer has run");
  wasm_foreign_delete(foreign); /* late, but harmless */
  wasm_engine_delete(engine);
  return 0;
}
