/* Threads: an engine and a module shared by all, a store for each. */
#include <pthread.h>

#include "example.h"

enum { thread_count = 4, calls = 1000 };

static const char* const text =
    "(module"
    "  (import \"host\" \"seen\" (func $seen (param i32)))"
    "  (func (export \"sum\") (param $n i32) (result i32) (local $sum i32)"
    "    (loop $next"
    "      (local.set $sum (i32.add (local.get $sum) (local.get $n)))"
    "      (local.set $n (i32.sub (local.get $n) (i32.const 1)))"
    "      (br_if $next (local.get $n)))"
    "    (call $seen (local.get $sum))"
    "    (local.get $sum)))";

typedef struct worker_t {
  wasm_engine_t* engine;
  const wasm_shared_module_t* module;
  int32_t seen;
  int32_t sum;
} worker_t;

static wasm_trap_t* seen(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  worker_t* worker = env;
  (void)results;
  worker->seen += args->data[0].of.i32;
  return NULL;
}

static void* work(void* data) {
  worker_t* worker = data;
  wasm_store_t* store = wasm_store_new(worker->engine);
  wasm_module_t* module = wasm_module_obtain(store, worker->module);
  wasm_functype_t* type = wasm_functype_new_1_0(wasm_valtype_new_i32());
  wasm_func_t* host = wasm_func_new_with_env(store, type, seen, worker, NULL);
  wasm_functype_delete(type);
  wasm_extern_t* imports[] = {wasm_func_as_extern(host)};
  wasm_instance_t* instance = instantiate(store, module, 1, imports);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  for (int32_t i = 0; i < calls; ++i) {
    wasm_val_t args[] = {WASM_I32_VAL(100)};
    worker->sum += call_i32(wasm_extern_as_func(exports.data[0]), 1, args);
  }
  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(host);
  wasm_module_delete(module);
  wasm_store_delete(store);
  return NULL;
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);
  wasm_shared_module_t* shared = wasm_module_share(module);
  wasm_module_delete(module);
  wasm_store_delete(store);

  pthread_t threads[thread_count];
  worker_t workers[thread_count];
  for (int i = 0; i < thread_count; ++i) {
    workers[i] = (worker_t){engine, shared, 0, 0};
    require(pthread_create(&threads[i], NULL, work, &workers[i]) == 0, "a thread starts");
  }
  for (int i = 0; i < thread_count; ++i) {
    pthread_join(threads[i], NULL);
    printf("thread %d: %d\n", i, workers[i].sum);
    require(workers[i].sum == calls * 5050 && workers[i].seen == workers[i].sum, "each has done all its work");
  }
  wasm_shared_module_delete(shared);
  wasm_engine_delete(engine);
  return 0;
}
