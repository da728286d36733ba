/* What Touchstone adds to the common C interface: `#include <touchstone_wasm.h>`.
 *
 * Errors that say why and where, settings of a store, the text format, and the types that came after that interface was
 * drawn up: 128-bit vectors, further references, tags. Ownership, lifetime and threads are as wasm.h says.
 */
#ifndef TOUCHSTONE_WASM_H
#define TOUCHSTONE_WASM_H

#include "interp/c_api/wasm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define own /* marks what changes hands */

/* ---- Errors ---- */

/* Which way a module, or a computation, failed. */
typedef uint8_t touchstone_error_kind_t;
enum touchstone_error_kind_enum {
  TOUCHSTONE_MALFORMED,  /* bytes or text that are no module or component, or a value that cannot be read */
  TOUCHSTONE_INVALID,    /* a validation rule is violated */
  TOUCHSTONE_UNLINKABLE, /* imports are missing or do not match */
  TOUCHSTONE_TRAP,       /* also one that a callback returned */
  TOUCHSTONE_EXCEPTION,  /* an exception that nobody caught */
  TOUCHSTONE_EXHAUSTION, /* a limit was met: call depth, fuel, memory, ... */
  TOUCHSTONE_HOST_ERROR  /* a fault of the host's: arguments that do not fit, a callback that failed, misuse */
};

/* A place in a source. Lines and columns are counted from 1; in a binary they are 0. */
typedef struct touchstone_position_t {
  const char* source; /* its name, lent by the error */
  uint32_t begin;     /* in bytes */
  uint32_t end;
  uint32_t line;
  uint32_t column;
} touchstone_position_t;

/* All strings are lent by the error, are ended by a zero, and are empty where there is nothing to say. */
typedef struct touchstone_error_t touchstone_error_t;
WASM_API_EXTERN void touchstone_error_delete(own touchstone_error_t*);
WASM_API_EXTERN touchstone_error_kind_t touchstone_error_kind(const touchstone_error_t*);
/* "malformed", "trap", ... */
WASM_API_EXTERN const char* touchstone_error_kind_name(touchstone_error_kind_t);
WASM_API_EXTERN const char* touchstone_error_message(const touchstone_error_t*);
/* The rule of the specification that was violated, as the specification names it. */
WASM_API_EXTERN const char* touchstone_error_rule(const touchstone_error_t*);
/* Of a trap between components: the name of the check that failed. */
WASM_API_EXTERN const char* touchstone_error_site(const touchstone_error_t*);
/* The whole story in several lines, for people. */
WASM_API_EXTERN const char* touchstone_error_report(const touchstone_error_t*);
/* False if the error has no place. */
WASM_API_EXTERN bool touchstone_error_position(const touchstone_error_t*, touchstone_position_t* out);

/* The same of a trap, or of what a function of wasm.h gives as one: there the kind may be any. */
WASM_API_EXTERN touchstone_error_kind_t touchstone_trap_kind(const wasm_trap_t*);
WASM_API_EXTERN own touchstone_error_t* touchstone_trap_error(const wasm_trap_t*);

/* ---- Settings of the stores of an engine ---- */

/* A list as of `touchstone validate --features`: names with or without a `-` before them, `wasm1`, `wasm2`, `wasm3`, `all`.
 * False, and nothing changed, if a word is unknown. Without it: 3.0 with threads. */
WASM_API_EXTERN bool touchstone_config_set_features(wasm_config_t*, const char* list);
/* Calls and rounds of loops that a store may do. Without it there is no limit. */
WASM_API_EXTERN void touchstone_config_set_fuel(wasm_config_t*, uint64_t fuel);
/* Calls inside each other; at first 20,000. */
WASM_API_EXTERN void touchstone_config_set_call_depth(wasm_config_t*, uint32_t calls);
/* The largest memory in bytes, the largest table in elements, and all that the collected heap may keep, in bytes. */
WASM_API_EXTERN void touchstone_config_set_memory_bytes(wasm_config_t*, uint64_t bytes);
WASM_API_EXTERN void touchstone_config_set_table_elements(wasm_config_t*, uint64_t elements);
WASM_API_EXTERN void touchstone_config_set_heap_bytes(wasm_config_t*, uint64_t bytes);
/* How each store chooses what the specification leaves open (bits of NaNs, relaxed instructions): a specification as of
 * `touchstone run --chooser`, for example "random:1:all". False, and nothing changed, if it cannot be read. Without it
 * every choice is the first. */
WASM_API_EXTERN bool touchstone_config_set_chooser(wasm_config_t*, const char* specification);

/* ---- Modules ---- */

/* The binary of a module in the text format, or null and why there is none. Nothing is validated. `text` need not be ended
 * by a zero, which its size must not count. */
WASM_API_EXTERN own touchstone_error_t* touchstone_wasm_from_text(const wasm_byte_vec_t* text,
                                                                  own wasm_byte_vec_t* out);
/* As wasm_module_new, from binary or text, with the reason: null if all is well. */
WASM_API_EXTERN own touchstone_error_t* touchstone_module_new(wasm_store_t*, const wasm_byte_vec_t*,
                                                              own wasm_module_t** out);

/* ---- Types ---- */

/* Further kinds of values, all of them references in C: that of a vector is a box around its bytes. A kind stands for its
 * whole hierarchy: a function type's parameter `(ref null $t)` of a structure type has the kind TOUCHSTONE_ANYREF. */
enum touchstone_valkind_enum { TOUCHSTONE_V128 = 192, TOUCHSTONE_ANYREF, TOUCHSTONE_EXNREF, TOUCHSTONE_CONTREF };
/* A further kind of externs, which can be passed on and printed. */
enum touchstone_externkind_enum { TOUCHSTONE_EXTERN_TAG = 4 };

/* The text format's words for a type, not ended by a zero. */
WASM_API_EXTERN void touchstone_valtype_text(const wasm_valtype_t*, own wasm_name_t* out);
WASM_API_EXTERN void touchstone_externtype_text(const wasm_externtype_t*, own wasm_name_t* out);

/* A vector, lowest byte first. It belongs to no store. */
WASM_API_EXTERN own wasm_ref_t* touchstone_v128_new(const uint8_t bytes[16]);
/* False if the reference is not a vector. */
WASM_API_EXTERN bool touchstone_v128_bytes(const wasm_ref_t*, uint8_t out[16]);

#undef own

#ifdef __cplusplus
}
#endif

#endif
