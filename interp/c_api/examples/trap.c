/* Traps: of the guest's, of the host's on their way through the guest, and what can be asked of them. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"host\" \"fail\" (func $fail (result i32)))"
    "  (func (export \"host\") (result i32) (call $fail))"
    "  (func $deep (param i32) (result i32) (i32.div_u (i32.const 1) (local.get 0)))"
    "  (func (export \"guest\") (result i32) (call $deep (i32.const 0))))";

static wasm_trap_t* fail(void* env, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  (void)args;
  (void)results;
  wasm_message_t message;
  wasm_name_new_from_string_nt(&message, "the host gives up");
  wasm_trap_t* trap = wasm_trap_new(env, &message);
  wasm_byte_vec_delete(&message);
  return trap;
}

static void print_frame(const wasm_frame_t* frame) {
  printf("  in function %u, at byte %zu of it and %zu of the module\n", wasm_frame_func_index(frame),
         wasm_frame_func_offset(frame), wasm_frame_module_offset(frame));
}

/* Calls, expects a trap whose message begins with these words, and prints where it happened. */
static void expect(const wasm_func_t* func, const char* words, size_t frames, uint32_t innermost) {
  wasm_val_t result = WASM_INIT_VAL;
  const wasm_val_vec_t in = WASM_EMPTY_VEC;
  wasm_val_vec_t out = {1, &result};
  wasm_trap_t* trap = wasm_func_call(func, &in, &out);
  require(trap != NULL, "the call traps");

  wasm_message_t message;
  wasm_trap_message(trap, &message);
  printf("trap: %s\n", message.data);
  require(strncmp(message.data, words, strlen(words)) == 0, words);
  wasm_byte_vec_delete(&message);

  wasm_frame_t* origin = wasm_trap_origin(trap);
  require(origin != NULL && wasm_frame_func_index(origin) == innermost, "the innermost function of the guest");
  wasm_frame_delete(origin);

  wasm_frame_vec_t trace;
  wasm_trap_trace(trap, &trace);
  require(trace.size == frames, "as many frames as functions of the guest were active");
  for (size_t i = 0; i < trace.size; ++i) print_frame(trace.data[i]);
  wasm_frame_vec_delete(&trace);
  wasm_trap_delete(trap);
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);

  wasm_functype_t* type = wasm_functype_new_0_1(wasm_valtype_new_i32());
  wasm_func_t* host = wasm_func_new_with_env(store, type, fail, store, NULL);
  wasm_functype_delete(type);
  wasm_extern_t* imports[] = {wasm_func_as_extern(host)};
  wasm_instance_t* instance = instantiate(store, module, 1, imports);

  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  expect(wasm_extern_as_func(exports.data[0]), "the host gives up", 1, 1);
  expect(wasm_extern_as_func(exports.data[1]), "integer divide by zero", 2, 2);

  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(host);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
