/* Components in C, in the style of wasm.h: `#include <touchstone_component.h>`.
 *
 * A component is read and validated under an engine, linked with what a linker supplies for its imports, and instantiated
 * in a store; its functions are called with values, or with text (WAVE). README.md has an example.
 *
 * Ownership. As in wasm.h: `own` before a parameter: the callee takes it over, whatever it returns. `own` before a result,
 * or an `out` parameter: the caller must delete it. All else is lent: a parameter for the time of the call, a result as
 * long as what it was asked of. Deleting null does nothing. Strings are UTF-8; those that are lent are ended by a zero.
 * Errors. What can fail returns an owned error, or null if all is well; then, and only then, `out` is set (else it is null).
 * Lifetime. Instances, functions and values that hold handles or streams are good as long as their store. Deleting a
 * store ends it at once; inside of a callback, when the outermost call is over. Handles that are left can only be deleted.
 * Components, linkers, types and all other values may outlive it.
 * Threads. Engines and components may be used by several threads at once; a store, and all that was made in it, by one
 * thread at a time; a linker by one thread at a time. Values are never changed, and may be read by several threads.
 */
#ifndef TOUCHSTONE_COMPONENT_H
#define TOUCHSTONE_COMPONENT_H

#include "interp/c_api/touchstone_wasm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define own /* marks what changes hands */

/* A type whose objects are owned one by one. A copy means the same thing. */
#define TOUCHSTONE_DECLARE_OWN(name)                          \
  typedef struct touchstone_##name##_t touchstone_##name##_t; \
  WASM_API_EXTERN void touchstone_##name##_delete(own touchstone_##name##_t*);
#define TOUCHSTONE_DECLARE_COPY(name) \
  TOUCHSTONE_DECLARE_OWN(name)        \
  WASM_API_EXTERN own touchstone_##name##_t* touchstone_##name##_copy(const touchstone_##name##_t*);

/* ---- Engine and store ---- */

TOUCHSTONE_DECLARE_OWN(engine)
/* `profile` is a list as of `touchstone validate --features`: a profile (`0.2`, `0.3`, `suite`, `all`), gates of the
 * Component Model and features of the core language, each with or without a `-` before it. Null: `suite`. */
WASM_API_EXTERN own touchstone_error_t* touchstone_engine_new(const char* profile, own touchstone_engine_t** out);

TOUCHSTONE_DECLARE_OWN(store)
/* `config`, which may be null, is lent: its limits and its chooser count, its features do not. */
WASM_API_EXTERN own touchstone_store_t* touchstone_store_new(const touchstone_engine_t*, const wasm_config_t* config);

/* ---- Types ---- */

/* The constructors of types, and of the values of such types; a value of a map is a list of pairs. */
typedef uint8_t touchstone_kind_t;
enum touchstone_kind_enum {
  TOUCHSTONE_BOOL,
  TOUCHSTONE_S8,
  TOUCHSTONE_U8,
  TOUCHSTONE_S16,
  TOUCHSTONE_U16,
  TOUCHSTONE_S32,
  TOUCHSTONE_U32,
  TOUCHSTONE_S64,
  TOUCHSTONE_U64,
  TOUCHSTONE_F32,
  TOUCHSTONE_F64,
  TOUCHSTONE_CHAR,
  TOUCHSTONE_STRING,
  TOUCHSTONE_ERROR_CONTEXT,
  TOUCHSTONE_RECORD,
  TOUCHSTONE_VARIANT,
  TOUCHSTONE_LIST,
  TOUCHSTONE_TUPLE,
  TOUCHSTONE_FLAGS,
  TOUCHSTONE_ENUM,
  TOUCHSTONE_OPTION,
  TOUCHSTONE_RESULT,
  TOUCHSTONE_OWN,
  TOUCHSTONE_BORROW,
  TOUCHSTONE_STREAM,
  TOUCHSTONE_FUTURE,
  TOUCHSTONE_MAP
};

TOUCHSTONE_DECLARE_COPY(type)
WASM_API_EXTERN touchstone_kind_t touchstone_type_kind(const touchstone_type_t*);
/* As WIT writes it: `list<u8>`; a long one is cut off. */
WASM_API_EXTERN const char* touchstone_type_text(const touchstone_type_t*);
/* The parts: fields of a record, cases of a variant, enum or flags, elements of a tuple; one of an option, list, stream or
 * future; `ok` and `error` of a result; key and value of a map. */
WASM_API_EXTERN size_t touchstone_type_size(const touchstone_type_t*);
/* "" where parts have no labels, and beyond the last. */
WASM_API_EXTERN const char* touchstone_type_label(const touchstone_type_t*, size_t part);
/* Null for a part without a type, and beyond the last. */
WASM_API_EXTERN own touchstone_type_t* touchstone_type_part(const touchstone_type_t*, size_t part);
/* False if it is no list of fixed length. */
WASM_API_EXTERN bool touchstone_type_length(const touchstone_type_t*, uint32_t* out);

/* ---- Components ---- */

/* What can be imported and exported. */
typedef uint8_t touchstone_sort_t;
enum touchstone_sort_enum {
  TOUCHSTONE_SORT_MODULE,
  TOUCHSTONE_SORT_FUNC,
  TOUCHSTONE_SORT_VALUE,
  TOUCHSTONE_SORT_TYPE,
  TOUCHSTONE_SORT_COMPONENT,
  TOUCHSTONE_SORT_INSTANCE
};

/* A list of names with types. Beyond its end names and types are "". */
TOUCHSTONE_DECLARE_OWN(items)
WASM_API_EXTERN size_t touchstone_items_size(const touchstone_items_t*);
WASM_API_EXTERN const char* touchstone_items_name(const touchstone_items_t*, size_t);
WASM_API_EXTERN touchstone_sort_t touchstone_items_sort(const touchstone_items_t*, size_t);
/* In words: `func(x: u32) -> string`. */
WASM_API_EXTERN const char* touchstone_items_type(const touchstone_items_t*, size_t);
/* The exports of an item that is an instance; null for another. */
WASM_API_EXTERN own touchstone_items_t* touchstone_items_inside(const touchstone_items_t*, size_t);

TOUCHSTONE_DECLARE_COPY(component)
/* Reads and validates text or binary, which are told apart by content. */
WASM_API_EXTERN own touchstone_error_t* touchstone_component_new(const touchstone_engine_t*, const wasm_byte_vec_t*,
                                                                 own touchstone_component_t** out);
WASM_API_EXTERN own touchstone_items_t* touchstone_component_imports(const touchstone_component_t*);
WASM_API_EXTERN own touchstone_items_t* touchstone_component_exports(const touchstone_component_t*);
/* The binary of a component, or module, in the text format. Nothing is validated. */
WASM_API_EXTERN own touchstone_error_t* touchstone_component_from_text(const touchstone_engine_t*,
                                                                       const wasm_byte_vec_t* text,
                                                                       own wasm_byte_vec_t* out);

/* ---- Values ---- */

TOUCHSTONE_DECLARE_COPY(value)

/* As the vectors of wasm.h: owned with their elements, emptied when they are passed on. */
typedef struct touchstone_value_vec_t {
  size_t size;
  touchstone_value_t** data;
} touchstone_value_vec_t;
WASM_API_EXTERN void touchstone_value_vec_new_empty(own touchstone_value_vec_t* out);
WASM_API_EXTERN void touchstone_value_vec_new_uninitialized(own touchstone_value_vec_t* out, size_t);
WASM_API_EXTERN void touchstone_value_vec_new(own touchstone_value_vec_t* out, size_t, own touchstone_value_t* const[]);
WASM_API_EXTERN void touchstone_value_vec_copy(own touchstone_value_vec_t* out, const touchstone_value_vec_t*);
WASM_API_EXTERN void touchstone_value_vec_delete(own touchstone_value_vec_t*);

/* Resource types: of the host's, or an instance's. `destroy`, which may be null, gets the representation of each handle
 * whose owner drops it; `finalizer`, which may be null, gets `env` when the type is used no more. */
TOUCHSTONE_DECLARE_COPY(resource)
WASM_API_EXTERN own touchstone_resource_t* touchstone_resource_new(void (*destroy)(void* env, uint64_t rep), void* env,
                                                                   void (*finalizer)(void*));
WASM_API_EXTERN bool touchstone_resource_same(const touchstone_resource_t*, const touchstone_resource_t*);

/* Making values. Null, with all that was given deleted, if there can be no such value: a char that is no Unicode scalar
 * value, a string that is not UTF-8, an element or label that is null. A value has no type of its own: it is compared with
 * one when it is passed. */
WASM_API_EXTERN own touchstone_value_t* touchstone_value_bool(bool);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_s8(int8_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_u8(uint8_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_s16(int16_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_u16(uint16_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_s32(int32_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_u32(uint32_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_s64(int64_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_u64(uint64_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_f32(float);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_f64(double);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_char(uint32_t scalar);
/* `text` need not be ended by a zero. */
WASM_API_EXTERN own touchstone_value_t* touchstone_value_string(const char* text, size_t size);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_list(own touchstone_value_vec_t* elements);
/* A `list<u8>`. */
WASM_API_EXTERN own touchstone_value_t* touchstone_value_bytes(const uint8_t*, size_t size);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_tuple(own touchstone_value_vec_t* elements);
/* As many labels as values. */
WASM_API_EXTERN own touchstone_value_t* touchstone_value_record(const char* const labels[],
                                                                own touchstone_value_vec_t* values);
/* A payload that is null is none, here and below. */
WASM_API_EXTERN own touchstone_value_t* touchstone_value_variant(const char* label, own touchstone_value_t* payload);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_enum(const char* label);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_flags(size_t, const char* const labels[]);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_option(own touchstone_value_t* some);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_result(bool is_ok, own touchstone_value_t* payload);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_own(const touchstone_resource_t*, uint64_t rep);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_borrow(const touchstone_resource_t*, uint64_t rep);

/* Asking values. */
WASM_API_EXTERN touchstone_kind_t touchstone_value_kind(const touchstone_value_t*);
/* Equality by meaning: all NaNs are equal, 0 and -0 are not. */
WASM_API_EXTERN bool touchstone_value_equal(const touchstone_value_t*, const touchstone_value_t*);
/* False if it is no such value, or, for an integer of any type, does not fit. */
WASM_API_EXTERN bool touchstone_value_get_bool(const touchstone_value_t*, bool* out);
WASM_API_EXTERN bool touchstone_value_get_signed(const touchstone_value_t*, int64_t* out);
WASM_API_EXTERN bool touchstone_value_get_unsigned(const touchstone_value_t*, uint64_t* out);
WASM_API_EXTERN bool touchstone_value_get_f32(const touchstone_value_t*, float* out);
WASM_API_EXTERN bool touchstone_value_get_f64(const touchstone_value_t*, double* out);
WASM_API_EXTERN bool touchstone_value_get_char(const touchstone_value_t*, uint32_t* out);
/* The text is lent; it may hold zeros. */
WASM_API_EXTERN bool touchstone_value_get_string(const touchstone_value_t*, const char** text, size_t* size);
/* Of a list of u8 that is not empty; lent. */
WASM_API_EXTERN bool touchstone_value_get_bytes(const touchstone_value_t*, const uint8_t** bytes, size_t* size);
/* Elements of a list or tuple, fields of a record, labels of flags that are set; of others 0. */
WASM_API_EXTERN size_t touchstone_value_size(const touchstone_value_t*);
/* An element or field; null beyond the last. */
WASM_API_EXTERN own touchstone_value_t* touchstone_value_element(const touchstone_value_t*, size_t);
WASM_API_EXTERN own touchstone_value_t* touchstone_value_field(const touchstone_value_t*, const char* label);
/* The label of a field or of a flag that is set, and, at 0, of a variant or enum; "" if there is none. */
WASM_API_EXTERN const char* touchstone_value_label(const touchstone_value_t*, size_t);
/* What a variant, option or result carries; null if nothing. */
WASM_API_EXTERN own touchstone_value_t* touchstone_value_payload(const touchstone_value_t*);
/* Whether it is an option with a value, or a result that is ok. */
WASM_API_EXTERN bool touchstone_value_is_some(const touchstone_value_t*);
WASM_API_EXTERN bool touchstone_value_is_ok(const touchstone_value_t*);
/* Of an own or borrow handle: the representation, and its resource type. */
WASM_API_EXTERN bool touchstone_value_get_rep(const touchstone_value_t*, uint64_t* out);
WASM_API_EXTERN own touchstone_resource_t* touchstone_value_resource(const touchstone_value_t*);
/* Of an own handle: the representation, which is the caller's to destroy from then on; false if it is none, or was passed on,
 * dropped or taken before. Copies of a value are of one resource. A resource of the host's that nobody has taken is destroyed
 * with the last of them. */
WASM_API_EXTERN bool touchstone_value_take_rep(const touchstone_value_t*, uint64_t* out);
/* Drops an owned resource that the host was given: its destructor runs. The value remains, and can't be passed on. */
WASM_API_EXTERN own touchstone_error_t* touchstone_value_drop(const touchstone_value_t*, touchstone_store_t*);

/* WAVE: `{name: "x", tags: [1, 2]}`. Reading needs the type; printing does not. */
WASM_API_EXTERN own touchstone_error_t* touchstone_value_from_text(const touchstone_type_t*, const char* text,
                                                                   own touchstone_value_t** out);
WASM_API_EXTERN void touchstone_value_text(const touchstone_value_t*, own wasm_name_t* out);

/* ---- Linker ---- */

/* An error of a callback's own: TOUCHSTONE_TRAP is a trap, any other kind a host error. */
WASM_API_EXTERN own touchstone_error_t* touchstone_error_new(touchstone_error_kind_t, const char* message);

/* A callback gets its arguments lent. It gives its result, which is null when it is called, away; null remains if the
 * function has none. It returns null, or an error, which ends the call. */
typedef own touchstone_error_t* (*touchstone_callback_t)(void* env, const touchstone_value_vec_t* args,
                                                         own touchstone_value_t** result);

TOUCHSTONE_DECLARE_OWN(instance)

/* What a host supplies for imports, by name. A definition takes the place of an earlier one of the same name. What is
 * lent here may be deleted afterwards, but not its store. */
TOUCHSTONE_DECLARE_OWN(linker)
WASM_API_EXTERN own touchstone_linker_t* touchstone_linker_new(void);
/* The instance of this name inside, in which more can be defined. */
WASM_API_EXTERN own touchstone_linker_t* touchstone_linker_instance(touchstone_linker_t*, const char* name);
/* The function has the type that its importer expects; results are checked at each call. `finalizer`, which may be null,
 * gets `env` when linker and stores use the function no more. */
WASM_API_EXTERN void touchstone_linker_define_func(touchstone_linker_t*, const char* name, touchstone_callback_t,
                                                   void* env, void (*finalizer)(void*));
WASM_API_EXTERN void touchstone_linker_define_resource(touchstone_linker_t*, const char* name,
                                                       const touchstone_resource_t*);
WASM_API_EXTERN void touchstone_linker_define_module(touchstone_linker_t*, const char* name, const wasm_module_t*);
WASM_API_EXTERN void touchstone_linker_define_component(touchstone_linker_t*, const char* name,
                                                        const touchstone_component_t*);
/* (gated) */
WASM_API_EXTERN void touchstone_linker_define_value(touchstone_linker_t*, const char* name, const touchstone_value_t*);
WASM_API_EXTERN void touchstone_linker_define_instance(touchstone_linker_t*, const char* name,
                                                       const touchstone_instance_t*);
/* Defines what the component imports and is not defined here: functions that trap when they are called, with the site
 * `unknown_import`, resources, and instances of these. Modules, components and values stay missing. */
WASM_API_EXTERN void touchstone_linker_define_unknown_imports_as_traps(touchstone_linker_t*,
                                                                       const touchstone_component_t*);
WASM_API_EXTERN own touchstone_error_t* touchstone_linker_instantiate(const touchstone_linker_t*, touchstone_store_t*,
                                                                      const touchstone_component_t*,
                                                                      own touchstone_instance_t** out);

/* ---- Instances and functions ---- */

TOUCHSTONE_DECLARE_OWN(func)

WASM_API_EXTERN own touchstone_items_t* touchstone_instance_exports(const touchstone_instance_t*);
/* Exports by name; null if there is none of that name and sort. */
WASM_API_EXTERN own touchstone_func_t* touchstone_instance_func(const touchstone_instance_t*, const char* name);
WASM_API_EXTERN own touchstone_instance_t* touchstone_instance_instance(const touchstone_instance_t*, const char* name);
WASM_API_EXTERN own touchstone_component_t* touchstone_instance_component(const touchstone_instance_t*,
                                                                          const char* name);
WASM_API_EXTERN own touchstone_resource_t* touchstone_instance_resource(const touchstone_instance_t*, const char* name);
WASM_API_EXTERN own touchstone_value_t* touchstone_instance_value(const touchstone_instance_t*, const char* name);
/* A module, for a core store. */
WASM_API_EXTERN own wasm_module_t* touchstone_instance_module(const touchstone_instance_t*, const char* name,
                                                              wasm_store_t*);

/* `func(x: u32) -> string`; lent. */
WASM_API_EXTERN const char* touchstone_func_text(const touchstone_func_t*);
WASM_API_EXTERN size_t touchstone_func_param_count(const touchstone_func_t*);
/* "" and null beyond the last. */
WASM_API_EXTERN const char* touchstone_func_param_name(const touchstone_func_t*, size_t);
WASM_API_EXTERN own touchstone_type_t* touchstone_func_param_type(const touchstone_func_t*, size_t);
/* Null if it has no result. */
WASM_API_EXTERN own touchstone_type_t* touchstone_func_result_type(const touchstone_func_t*);

/* Calls in one step. `result` is set to null if the function has none; the parameter may be null itself. */
WASM_API_EXTERN own touchstone_error_t* touchstone_func_invoke(const touchstone_func_t*,
                                                               const touchstone_value_vec_t* args,
                                                               own touchstone_value_t** result);
/* Calls in two steps: after `call` the instance stays entered until `post_return`, which must follow unless there was an
 * error, on the same handle. */
WASM_API_EXTERN own touchstone_error_t* touchstone_func_call(touchstone_func_t*, const touchstone_value_vec_t* args,
                                                             own touchstone_value_t** result);
WASM_API_EXTERN own touchstone_error_t* touchstone_func_post_return(touchstone_func_t*);
/* Calls with arguments as WAVE text, `(1, "x")`; the result, which may be null, is text too, empty if there is
 * none. */
WASM_API_EXTERN own touchstone_error_t* touchstone_func_invoke_text(const touchstone_func_t*, const char* args,
                                                                    own wasm_name_t* result);

#undef own
#undef TOUCHSTONE_DECLARE_OWN
#undef TOUCHSTONE_DECLARE_COPY

#ifdef __cplusplus
}
#endif

#endif
