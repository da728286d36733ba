/* References to things of the host's: through functions, globals, tables and callbacks of a guest, and back. */
#include "example.h"

static const char* const text =
    "(module"
    "  (import \"host\" \"visit\" (func $visit (param externref) (result externref)))"
    "  (global (export \"held\") (mut externref) (ref.null extern))"
    "  (table (export \"shelf\") 4 externref)"
    "  (func (export \"hold\") (param externref) (global.set 0 (local.get 0)))"
    "  (func (export \"put\") (param i32 externref) (table.set 0 (local.get 0) (local.get 1)))"
    "  (func (export \"take\") (param i32) (result externref) (table.get 0 (local.get 0)))"
    "  (func (export \"visit\") (param externref) (result externref) (call $visit (local.get 0)))"
    "  (func (export \"wrap\") (param i32) (result externref)"
    "    (extern.convert_any (ref.i31 (local.get 0)))))";

typedef struct book_t {
  const char* title;
  int visits;
} book_t;

static int finalized = 0;
static void count_finalized(void* book) {
  (void)book;
  ++finalized;
}

static wasm_trap_t* visit(const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  const wasm_ref_t* ref = args->data[0].of.ref;
  if (ref != NULL) {
    book_t* book = wasm_ref_get_host_info(ref);
    ++book->visits;
    printf("a visit to \"%s\"\n", book->title);
  }
  wasm_val_copy(&results->data[0], &args->data[0]);
  return NULL;
}

static wasm_ref_t* new_book(wasm_store_t* store, book_t* book) {
  wasm_foreign_t* foreign = wasm_foreign_new(store);
  wasm_foreign_set_host_info_with_finalizer(foreign, book, count_finalized);
  return wasm_foreign_as_ref(foreign);
}

/* Whether the reference that a call returned, and that is deleted here, is this one. */
static bool returns(wasm_val_t result, const wasm_ref_t* expected) {
  const bool same = wasm_ref_same(result.of.ref, expected);
  wasm_val_delete(&result);
  return same;
}

int main(void) {
  wasm_engine_t* engine = wasm_engine_new();
  wasm_store_t* store = wasm_store_new(engine);
  wasm_module_t* module = module_from_text(store, text);
  wasm_functype_t* type = wasm_functype_new_1_1(wasm_valtype_new_externref(), wasm_valtype_new_externref());
  wasm_func_t* host = wasm_func_new(store, type, visit);
  wasm_functype_delete(type);
  wasm_extern_t* imports[] = {wasm_func_as_extern(host)};
  wasm_instance_t* instance = instantiate(store, module, 1, imports);
  wasm_extern_vec_t exports;
  wasm_instance_exports(instance, &exports);
  wasm_global_t* held = wasm_extern_as_global(exports.data[0]);
  wasm_table_t* shelf = wasm_extern_as_table(exports.data[1]);
  const wasm_func_t* hold = wasm_extern_as_func(exports.data[2]);
  const wasm_func_t* put = wasm_extern_as_func(exports.data[3]);
  const wasm_func_t* take = wasm_extern_as_func(exports.data[4]);
  const wasm_func_t* through = wasm_extern_as_func(exports.data[5]);
  const wasm_func_t* wrap = wasm_extern_as_func(exports.data[6]);

  book_t first = {"First", 0};
  book_t second = {"Second", 0};
  wasm_ref_t* one = new_book(store, &first);
  wasm_ref_t* two = new_book(store, &second);
  require(!wasm_ref_same(one, two), "two books");

  /* Arguments are lent: the handles stay ours. */
  wasm_val_t args[] = {WASM_REF_VAL(one)};
  call(hold, 1, args);
  wasm_val_t value;
  wasm_global_get(held, &value);
  require(returns(value, one), "the global holds it");

  wasm_val_t place[] = {WASM_I32_VAL(2), WASM_REF_VAL(two)};
  call(put, 2, place);
  require(returns(call(take, 1, place), two), "the table holds it");
  require(wasm_table_set(shelf, 3, one), "the host may put it there too");
  wasm_val_t at_three[] = {WASM_I32_VAL(3)};
  require(returns(call(take, 1, at_three), one), "and the guest takes it");

  require(returns(call(through, 1, args), one) && first.visits == 1, "through the guest and the callback");
  wasm_val_t nothing[] = {WASM_REF_VAL(NULL)};
  require(returns(call(through, 1, nothing), NULL), "null is null");

  /* What the guest has wrapped can be held by the host, and is equal to itself. */
  wasm_val_t number[] = {WASM_I32_VAL(7)};
  wasm_val_t wrapped = call(wrap, 1, number);
  require(wrapped.of.ref != NULL && wasm_ref_as_foreign(wrapped.of.ref) == NULL, "none of the host's");
  wasm_val_t place_it[] = {WASM_I32_VAL(0), wrapped};
  call(put, 2, place_it);
  require(returns(call(take, 1, place_it), wrapped.of.ref), "but it can be passed like any other");
  wasm_val_delete(&wrapped);

  wasm_ref_delete(one);
  wasm_ref_delete(two);
  require(finalized == 0, "the guest still holds both");
  wasm_extern_vec_delete(&exports);
  wasm_instance_delete(instance);
  wasm_func_delete(host);
  wasm_module_delete(module);
  wasm_store_delete(store);
  require(finalized == 2, "the store has let them go");
  wasm_engine_delete(engine);
  return 0;
}
