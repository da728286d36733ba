/* A module leaves one engine as bytes and runs in another. */
#include "example.h"

static const char* const text =
    "(module (func (export \"answer\") (result i32) (i32.mul (i32.const 6) (i32.const 7))))";

static void save(wasm_byte_vec_t* bytes) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);
  wasm_module_serialize(module, bytes);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
}

int main(void) {
  wasm_byte_vec_t bytes;
  save(&bytes);
  printf("%zu bytes\n", bytes.size);

  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  require(wasm_module_validate(store, &bytes), "the bytes are a valid module");
  wasm_module_t* module = wasm_module_deserialize(store, &bytes);
  require(module != NULL, "it is there again");

  wasm_byte_vec_t again;
  wasm_module_serialize(module, &again);
  require(again.size == bytes.size && memcmp(again.data, bytes.data, bytes.size) == 0, "the same bytes");
  wasm_byte_vec_delete(&again);

  wasm_instance_t* instance = instantiate(store, module, 0, NULL);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  const int32_t answer = call_i32(wasm_extern_as_func(exports.data[0]), 0, NULL);
  printf("the answer is %d\n", answer);
  require(answer == 42, "it runs");

  /* Bytes that are no module, and why. */
  bytes.size /= 2;
  require(wasm_module_deserialize(store, &bytes) == NULL, "half a module is none");
  wasm_module_t* half = NULL;
  touchstone_error_t* error = touchstone_module_new(store, &bytes, &half);
  require(half == NULL && touchstone_error_kind(error) == TOUCHSTONE_MALFORMED, "it is malformed");
  printf("%s", touchstone_error_report(error));
  touchstone_error_delete(error);

  wasm_byte_vec_delete(&bytes);
  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
