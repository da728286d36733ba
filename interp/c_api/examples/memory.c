/* Memories: passing a string to a guest, reading what it wrote, growing, and one that two guests share. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"env\" \"memory\" (memory 1 3))"
    "  (func (export \"shout\") (param $at i32) (param $n i32)"
    "    (loop $next"
    "      (if (i32.eqz (local.get $n)) (then (return)))"
    "      (if (i32.lt_u (i32.sub (i32.load8_u (local.get $at)) (i32.const 97)) (i32.const 26))"
    "        (then (i32.store8 (local.get $at) (i32.sub (i32.load8_u (local.get $at)) (i32.const 32)))))"
    "      (local.set $at (i32.add (local.get $at) (i32.const 1)))"
    "      (local.set $n (i32.sub (local.get $n) (i32.const 1)))"
    "      (br $next)))"
    "  (func (export \"peek\") (param i32) (result i32) (i32.load8_u (local.get 0))))";

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);

  const wasm_limits_t limits = {1, 3};
  wasm_memorytype_t* type = wasm_memorytype_new(&limits);
  wasm_memory_t* memory = wasm_memory_new(store, type);
  wasm_memorytype_delete(type);
  wasm_extern_t* imports[] = {wasm_memory_as_extern(memory)};
  wasm_instance_t* one = instantiate(store, module, 1, imports);
  wasm_instance_t* other = instantiate(store, module, 1, imports);
  wasm_extern_vec_t exports;
  wasm_extern_vec_t others;
  wasm_instance_exports(one, &exports);
  wasm_instance_exports(other, &others);

  require(wasm_memory_size(memory) == 1 && wasm_memory_data_size(memory) == MEMORY_PAGE_SIZE, "one page");
  byte_t* bytes = wasm_memory_data(memory);
  const char words[] = "hello, memory";
  memcpy(bytes + 100, words, sizeof words);
  wasm_val_t range[] = {WASM_I32_VAL(100), WASM_I32_VAL(sizeof words - 1)};
  call(wasm_extern_as_func(exports.data[0]), 2, range);
  printf("the guest says: %s\n", bytes + 100);
  require(strcmp(bytes + 100, "HELLO, MEMORY") == 0, "in capitals");

  const wasm_func_t* peek = wasm_extern_as_func(others.data[1]);
  wasm_val_t first[] = {WASM_I32_VAL(100)};
  require(call_i32(peek, 1, first) == 'H', "the other guest sees it too");

  wasm_val_t beyond[] = {WASM_I32_VAL((int32_t)MEMORY_PAGE_SIZE)};
  require(traps(peek, 1, beyond), "behind the page there is nothing");
  require(wasm_memory_grow(memory, 1) && wasm_memory_size(memory) == 2, "a second page");
  require(call_i32(peek, 1, beyond) == 0, "of zeros");
  require(wasm_memory_data(memory) == bytes, "the bytes stay where they are");
  require(!wasm_memory_grow(memory, 2) && wasm_memory_grow(memory, 1) && !wasm_memory_grow(memory, 1), "3 is the most");

  wasm_extern_vec_delete(&others);
  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(other);
  wasm_instance_delete(one);
  require(wasm_memory_data(memory)[100] == 'H', "the memory outlives the handles of its instances");
  wasm_memory_delete(memory);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
