/* What the examples share: a check that ends the program, and the way from text to an instance.
 *
 * Each example is a program of its own that prints what it does, and ends with status 0 if all went as it says.
 */
#ifndef TOUCHSTONE_EXAMPLE_H
#define TOUCHSTONE_EXAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <touchstone_wasm.h>
#include <wasm.h>

static inline void require(bool holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "not as expected: %s\n", what);
  exit(1);
}

/* Prints why there is a trap, and deletes it. */
static inline void print_trap(wasm_trap_t* trap) {
  wasm_message_t message;
  wasm_trap_message(trap, &message);
  printf("trap: %s\n", message.data);
  wasm_byte_vec_delete(&message);
  wasm_trap_delete(trap);
}

/* The binary of a module that is written as text. */
static inline void binary_from_text(const char* text, wasm_byte_vec_t* out) {
  wasm_byte_vec_t bytes;
  wasm_name_new_from_string(&bytes, text);
  touchstone_error_t* error = touchstone_wasm_from_text(&bytes, out);
  if (error != NULL) fputs(touchstone_error_report(error), stderr);
  require(error == NULL, "the text is a module");
  wasm_byte_vec_delete(&bytes);
}

static inline wasm_module_t* module_from_text(wasm_store_t* store, const char* text) {
  wasm_byte_vec_t binary;
  binary_from_text(text, &binary);
  wasm_module_t* module = wasm_module_new(store, &binary);
  require(module != NULL, "the module is valid");
  wasm_byte_vec_delete(&binary);
  return module;
}

static inline wasm_instance_t* instantiate(wasm_store_t* store, const wasm_module_t* module, size_t count,
                                           wasm_extern_t* imports[]) {
  const wasm_extern_vec_t vector = {count, imports};
  wasm_trap_t* trap = NULL;
  wasm_instance_t* instance = wasm_instance_new(store, module, &vector, &trap);
  if (trap != NULL) print_trap(trap);
  require(instance != NULL, "the module can be instantiated");
  return instance;
}

/* Calls a function that returns nothing or one number or reference, and does not trap. */
static inline wasm_val_t call(const wasm_func_t* func, size_t count, wasm_val_t args[]) {
  wasm_val_t result = WASM_INIT_VAL;
  const wasm_val_vec_t in = {count, args};
  wasm_val_vec_t out = {wasm_func_result_arity(func), &result};
  wasm_trap_t* trap = wasm_func_call(func, &in, &out);
  if (trap != NULL) print_trap(trap);
  require(trap == NULL, "the call returns");
  return result;
}

/* The same for a call that traps; true if it did. */
static inline bool traps(const wasm_func_t* func, size_t count, wasm_val_t args[]) {
  wasm_val_t result = WASM_INIT_VAL;
  const wasm_val_vec_t in = {count, args};
  wasm_val_vec_t out = {wasm_func_result_arity(func), &result};
  wasm_trap_t* trap = wasm_func_call(func, &in, &out);
  if (trap == NULL) return false;
  print_trap(trap);
  return true;
}

static inline int32_t call_i32(const wasm_func_t* func, size_t count, wasm_val_t args[]) {
  return call(func, count, args).of.i32;
}

#endif
