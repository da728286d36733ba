/* The least there is for components: list what one wants, supply it, call it with values and with text. */
#include "example.h"

static const char* const text =
    "(component\n"
    "  (import \"host\" (instance $host (export \"name\" (func (result string)))))\n"
    "  (core module $libc\n"
    "    (memory (export \"memory\") 1)\n"
    "    (global $free (mut i32) (i32.const 1024))\n"
    "    (func (export \"realloc\") (param i32 i32 i32 i32) (result i32)\n"
    "      (global.get $free)\n"
    "      (global.set $free (i32.add (global.get $free) (local.get 3)))))\n"
    "  (core instance $libc (instantiate $libc))\n"
    "  (core func $name (canon lower (func $host \"name\")\n"
    "    (memory $libc \"memory\") (realloc (func $libc \"realloc\"))))\n"
    "  (core module $main\n"
    "    (import \"libc\" \"memory\" (memory 1))\n"
    "    (import \"host\" \"name\" (func $name (param i32)))\n"
    "    (data (i32.const 16) \"Hello, \")\n"
    /* greet: the greeting at 16, the name of the host behind it, and as many exclamation marks as asked for */
    "    (func (export \"greet\") (param $marks i32) (result i32) (local $end i32)\n"
    "      (call $name (i32.const 0))\n"
    "      (memory.copy (i32.const 23) (i32.load (i32.const 0)) (i32.load (i32.const 4)))\n"
    "      (local.set $end (i32.add (i32.const 23) (i32.load (i32.const 4))))\n"
    "      (memory.fill (local.get $end) (i32.const 33) (local.get $marks))\n"
    "      (i32.store (i32.const 0) (i32.const 16))\n"
    "      (i32.store (i32.const 4)\n"
    "        (i32.sub (i32.add (local.get $end) (local.get $marks)) (i32.const 16)))\n"
    "      (i32.const 0)))\n"
    "  (core instance $main (instantiate $main\n"
    "    (with \"libc\" (instance $libc))\n"
    "    (with \"host\" (instance (export \"name\" (func $name))))))\n"
    "  (func (export \"greet\") (param \"marks\" u8) (result string)\n"
    "    (canon lift (core func $main \"greet\") (memory $libc \"memory\"))))";

static touchstone_error_t* name(void* env, const touchstone_value_vec_t* args, touchstone_value_t** result) {
  const char* who = env;
  require(args->size == 0, "no arguments");
  *result = touchstone_value_string(who, strlen(who));
  return NULL;
}

static void print_items(const char* what, touchstone_items_t* items) {
  for (size_t i = 0; i < touchstone_items_size(items); ++i) {
    printf("%s %s: %s\n", what, touchstone_items_name(items, i), touchstone_items_type(items, i));
    touchstone_items_t* inside = touchstone_items_inside(items, i);
    if (inside != NULL) print_items("  with", inside);
  }
  touchstone_items_delete(items);
}

int main(void) {
  touchstone_engine_t* engine = NULL;
  succeed(touchstone_engine_new(NULL, &engine));
  touchstone_component_t* component = component_from_text(engine, text);
  print_items("import", touchstone_component_imports(component));
  print_items("export", touchstone_component_exports(component));

  touchstone_store_t* store = touchstone_store_new(engine, NULL);
  touchstone_linker_t* linker = touchstone_linker_new();
  touchstone_instance_t* instance = NULL;

  /* Without what it wants, the component says what that is. */
  touchstone_error_t* error = touchstone_linker_instantiate(linker, store, component, &instance);
  require(error != NULL && touchstone_error_kind(error) == TOUCHSTONE_UNLINKABLE, "an import is missing");
  printf("%s: %s\n", touchstone_error_kind_name(touchstone_error_kind(error)), touchstone_error_message(error));
  touchstone_error_delete(error);

  touchstone_linker_t* host = touchstone_linker_instance(linker, "host");
  char who[] = "component";
  touchstone_linker_define_func(host, "name", name, who, NULL);
  touchstone_linker_delete(host);
  succeed(touchstone_linker_instantiate(linker, store, component, &instance));
  touchstone_func_t* greet = touchstone_instance_func(instance, "greet");
  require(greet != NULL, "there is an export `greet`");

  /* With values. */
  touchstone_value_t* marks[] = {touchstone_value_u8(3)};
  touchstone_value_vec_t args;
  touchstone_value_vec_new(&args, 1, marks);
  touchstone_value_t* greeting = NULL;
  succeed(touchstone_func_invoke(greet, &args, &greeting));
  touchstone_value_vec_delete(&args);
  const char* characters = NULL;
  size_t size = 0;
  require(touchstone_value_get_string(greeting, &characters, &size), "the result is a string");
  printf("%s\n", characters);
  require(strcmp(characters, "Hello, component!!!") == 0, "the guest greets");
  touchstone_value_delete(greeting);

  /* With text. */
  wasm_name_t result;
  succeed(touchstone_func_invoke_text(greet, "(1)", &result));
  printf("%.*s\n", (int)result.size, result.data);
  wasm_name_delete(&result);

  touchstone_func_delete(greet);
  touchstone_instance_delete(instance);
  touchstone_linker_delete(linker);
  touchstone_store_delete(store);
  touchstone_component_delete(component);
  touchstone_engine_delete(engine);
  return 0;
}
