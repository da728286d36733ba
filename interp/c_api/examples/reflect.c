/* Asking a module what it imports and exports, and an instance what its exports have become. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"env\" \"limit\" (global $limit i64))"
    "  (import \"env\" \"log\" (func (param i32 f64)))"
    "  (tag (export \"oops\") (param i32))"
    "  (memory (export \"memory\") 1 8)"
    "  (table (export \"table\") 3 funcref)"
    "  (global (export \"pi\") f32 (f32.const 3.14))"
    "  (func (export \"grow\") (param i32) (result i32 externref)"
    "    (memory.grow (local.get 0)) (ref.null extern))"
    "  (func (export \"lanes\") (param v128)))";

static void print_name(const wasm_name_t* name) { printf("\"%.*s\"", (int)name->size, name->data); }

static void print_text(const wasm_externtype_t* type) {
  wasm_name_t words;
  touchstone_externtype_text(type, &words);
  printf("%.*s\n", (int)words.size, words.data);
  wasm_name_delete(&words);
}

static void print_values(const wasm_valtype_vec_t* types) {
  static const char* const numbers[] = {"i32", "i64", "f32", "f64"};
  for (size_t i = 0; i < types->size; ++i) {
    const wasm_valkind_t kind = wasm_valtype_kind(types->data[i]);
    const char* other = kind == WASM_FUNCREF      ? "funcref"
                        : kind == WASM_EXTERNREF  ? "externref"
                        : kind == TOUCHSTONE_V128 ? "v128"
                                                  : "another reference";
    printf(" %s", wasm_valkind_is_num(kind) ? numbers[kind] : other);
  }
}

/* What can be asked of each kind of type. */
static void print_parts(const wasm_externtype_t* type) {
  const wasm_functype_t* func = wasm_externtype_as_functype_const(type);
  const wasm_globaltype_t* global = wasm_externtype_as_globaltype_const(type);
  const wasm_tabletype_t* table = wasm_externtype_as_tabletype_const(type);
  const wasm_memorytype_t* memory = wasm_externtype_as_memorytype_const(type);
  if (func != NULL) {
    printf("    takes");
    print_values(wasm_functype_params(func));
    printf(", gives");
    print_values(wasm_functype_results(func));
    printf("\n");
  }
  if (global != NULL) printf("    %s\n", wasm_globaltype_mutability(global) == WASM_VAR ? "variable" : "constant");
  if (table != NULL || memory != NULL) {
    const wasm_limits_t* limits = table != NULL ? wasm_tabletype_limits(table) : wasm_memorytype_limits(memory);
    printf("    at least %u", limits->min);
    if (limits->max != wasm_limits_max_default) printf(", at most %u", limits->max);
    printf("\n");
  }
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);

  wasm_importtype_vec_t imports;
  wasm_module_imports(module, &imports);
  require(imports.size == 2, "two imports");
  for (size_t i = 0; i < imports.size; ++i) {
    printf("import ");
    print_name(wasm_importtype_module(imports.data[i]));
    printf(" ");
    print_name(wasm_importtype_name(imports.data[i]));
    printf(": ");
    print_text(wasm_importtype_type(imports.data[i]));
    print_parts(wasm_importtype_type(imports.data[i]));
  }
  require(wasm_externtype_kind(wasm_importtype_type(imports.data[0])) == WASM_EXTERN_GLOBAL, "the first is a global");

  wasm_exporttype_vec_t exports;
  wasm_module_exports(module, &exports);
  require(exports.size == 6, "six exports");
  for (size_t i = 0; i < exports.size; ++i) {
    printf("export ");
    print_name(wasm_exporttype_name(exports.data[i]));
    printf(": ");
    print_text(wasm_exporttype_type(exports.data[i]));
    print_parts(wasm_exporttype_type(exports.data[i]));
  }
  require(wasm_externtype_kind(wasm_exporttype_type(exports.data[0])) == TOUCHSTONE_EXTERN_TAG, "the first is a tag");

  /* What was imported can be made from its type. */
  const wasm_globaltype_t* limit_type = wasm_externtype_as_globaltype_const(wasm_importtype_type(imports.data[0]));
  const wasm_val_t ten = WASM_I64_VAL(10);
  wasm_global_t* limit = wasm_global_new(store, limit_type, &ten);
  const wasm_functype_t* log_type = wasm_externtype_as_functype_const(wasm_importtype_type(imports.data[1]));
  require(wasm_functype_params(log_type)->size == 2, "two parameters");
  wasm_module_t* logger = module_from_text(store, "(module (func (export \"log\") (param i32 f64)))");
  wasm_instance_t* logging = instantiate(store, logger, 0, NULL);
  wasm_extern_vec_t log;
  wasm_instance_exports(logging, &log);
  wasm_extern_t* given[] = {wasm_global_as_extern(limit), log.data[0]};
  wasm_instance_t* instance = instantiate(store, module, 2, given);

  /* The type of a memory that exists begins at its size. */
  wasm_extern_vec_t things;
  wasm_instance_exports(instance, &things);
  require(things.size == exports.size, "the instance has what the module promises");
  require(wasm_memory_grow(wasm_extern_as_memory(things.data[1]), 2), "the memory grows");
  wasm_externtype_t* now = wasm_extern_type(things.data[1]);
  printf("the memory is now: ");
  print_text(now);
  require(wasm_memorytype_limits(wasm_externtype_as_memorytype(now))->min == 3, "three pages");
  wasm_externtype_delete(now);

  const wasm_func_t* grow = wasm_extern_as_func(things.data[4]);
  require(wasm_func_param_arity(grow) == 1 && wasm_func_result_arity(grow) == 2, "one parameter, two results");

  wasm_extern_vec_delete(&things);
  wasm_extern_vec_delete(&log);
  wasm_instance_delete(instance);
  wasm_instance_delete(logging);
  wasm_module_delete(logger);
  wasm_global_delete(limit);
  wasm_exporttype_vec_delete(&exports);
  wasm_importtype_vec_delete(&imports);
  wasm_module_delete(module);
  wasm_store_delete(store);
  wasm_engine_delete(engine);
  return 0;
}
