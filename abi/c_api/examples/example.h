/* What the examples share: checks that end the program, and the way from text to a component.
 *
 * Each example is a program of its own that prints what it does, and ends with status 0 if all went as it says.
 */
#ifndef TOUCHSTONE_EXAMPLE_H
#define TOUCHSTONE_EXAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <touchstone_component.h>

static inline void require(bool holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "not as expected: %s\n", what);
  exit(1);
}

/* Ends the program, and says why, if there is an error. */
static inline void succeed(touchstone_error_t* error) {
  if (error == NULL) return;
  fputs(touchstone_error_report(error), stderr);
  exit(1);
}

static inline touchstone_component_t* component_from_text(const touchstone_engine_t* engine, const char* text) {
  wasm_byte_vec_t bytes;
  wasm_name_new_from_string(&bytes, text);
  touchstone_component_t* component = NULL;
  succeed(touchstone_component_new(engine, &bytes, &component));
  wasm_byte_vec_delete(&bytes);
  return component;
}

/* Prints a value as text. */
static inline void print_value(const touchstone_value_t* value) {
  wasm_name_t text;
  touchstone_value_text(value, &text);
  printf("%.*s", (int)text.size, text.data);
  wasm_name_delete(&text);
}

#endif
