/* An oracle: two components that should do the same are called with the same arguments, made from the types alone, until
 * they differ. The second is a division written by hand that forgets one case. */
#include "example.h"

/* `divide` gives quotient and remainder, or none if there is none. */
#define COMPONENT(body)                                                                  \
  "(component"                                                                           \
  "  (type $parts (record (field \"quotient\" s32) (field \"remainder\" s32)))"          \
  "  (export $out \"parts\" (type $parts))"                                              \
  "  (core module $m (memory (export \"memory\") 1)"                                     \
  "    (func (export \"divide\") (param $x i32) (param $y i32) (result i32) " body       \
  "      (i32.store8 (i32.const 0) (i32.const 1)) (i32.const 0)))"                       \
  "  (core instance $i (instantiate $m))"                                                \
  "  (func (export \"divide\") (param \"x\" s8) (param \"y\" s8) (result (option $out))" \
  "    (canon lift (core func $i \"divide\") (memory $i \"memory\"))))"

static const char* const reference = COMPONENT(
    "(i32.store8 (i32.const 0) (i32.const 0))"
    "(if (i32.eqz (local.get $y)) (then (return (i32.const 0))))"
    "(i32.store (i32.const 4) (i32.div_s (local.get $x) (local.get $y)))"
    "(i32.store (i32.const 8) (i32.rem_s (local.get $x) (local.get $y)))");

/* Subtracts as often as it can: right for x >= 0 and y > 0, and where it sees a sign it hopes for the best. */
static const char* const candidate = COMPONENT(
    "(local $q i32)"
    "(i32.store8 (i32.const 0) (i32.const 0))"
    "(if (i32.eqz (local.get $y)) (then (return (i32.const 0))))"
    "(if (i32.or (i32.lt_s (local.get $x) (i32.const 0)) (i32.lt_s (local.get $y) (i32.const 0)))"
    "  (then"
    "    (local.set $q (i32.div_s (local.get $x) (local.get $y)))"
    "    (local.set $x (i32.and (local.get $x) (i32.const 127))))"
    "  (else"
    "    (loop $next"
    "      (if (i32.ge_s (local.get $x) (local.get $y)) (then"
    "        (local.set $q (i32.add (local.get $q) (i32.const 1)))"
    "        (local.set $x (i32.sub (local.get $x) (local.get $y)))"
    "        (br $next))))))"
    "(i32.store (i32.const 4) (local.get $q))"
    "(i32.store (i32.const 8) (local.get $x))");

typedef struct subject_t {
  touchstone_store_t* store;
  touchstone_instance_t* instance;
  touchstone_func_t* func;
} subject_t;

static subject_t subject_from_text(const touchstone_engine_t* engine, const char* text) {
  subject_t subject = {touchstone_store_new(engine, NULL), NULL, NULL};
  touchstone_component_t* component = component_from_text(engine, text);
  touchstone_linker_t* linker = touchstone_linker_new();
  succeed(touchstone_linker_instantiate(linker, subject.store, component, &subject.instance));
  touchstone_linker_delete(linker);
  touchstone_component_delete(component);
  subject.func = touchstone_instance_func(subject.instance, "divide");
  require(subject.func != NULL, "there is an export `divide`");
  return subject;
}

static void subject_delete(subject_t* subject) {
  touchstone_func_delete(subject->func);
  touchstone_instance_delete(subject->instance);
  touchstone_store_delete(subject->store);
}

/* A small generator: what it makes is the same on every machine. */
static uint32_t state = 1;
static uint32_t next_number(void) {
  state = state * 1664525u + 1013904223u;
  return state >> 16;
}

/* A value of a type. Only the kinds that the function needs are made here; more are as simple. */
static touchstone_value_t* any_value(const touchstone_type_t* type) {
  require(touchstone_type_kind(type) == TOUCHSTONE_S8, "the parameters are s8");
  return touchstone_value_s8((int8_t)((int)(next_number() & 255) - 128));
}

static void any_arguments(const touchstone_func_t* func, touchstone_value_vec_t* out) {
  touchstone_value_vec_new_uninitialized(out, touchstone_func_param_count(func));
  for (size_t i = 0; i < out->size; ++i) {
    touchstone_type_t* type = touchstone_func_param_type(func, i);
    out->data[i] = any_value(type);
    touchstone_type_delete(type);
  }
}

/* Whether both do the same: the same result, or an error of the same kind. */
static bool agree(const subject_t* one, const subject_t* other, const touchstone_value_vec_t* args) {
  touchstone_value_t* expected = NULL;
  touchstone_value_t* found = NULL;
  touchstone_error_t* expected_error = touchstone_func_invoke(one->func, args, &expected);
  touchstone_error_t* found_error = touchstone_func_invoke(other->func, args, &found);
  bool same = (expected_error == NULL) == (found_error == NULL);
  if (same && expected_error != NULL) {
    same = touchstone_error_kind(expected_error) == touchstone_error_kind(found_error);
  } else if (same) {
    same = touchstone_value_equal(expected, found);
  }
  if (!same && expected != NULL && found != NULL) {
    printf("they differ: divide(");
    for (size_t i = 0; i < args->size; ++i) {
      if (i > 0) printf(", ");
      print_value(args->data[i]);
    }
    printf(") is ");
    print_value(expected);
    printf(", not ");
    print_value(found);
    printf("\n");
  }
  touchstone_value_delete(expected);
  touchstone_value_delete(found);
  touchstone_error_delete(expected_error);
  touchstone_error_delete(found_error);
  return same;
}

int main(void) {
  touchstone_engine_t* engine = NULL;
  succeed(touchstone_engine_new("0.2", &engine));
  subject_t one = subject_from_text(engine, reference);
  subject_t same = subject_from_text(engine, reference);
  subject_t other = subject_from_text(engine, candidate);
  printf("%s\n", touchstone_func_text(one.func));

  bool found = false;
  int calls = 0;
  for (; calls < 10000 && !found; ++calls) {
    touchstone_value_vec_t args;
    any_arguments(one.func, &args);
    require(agree(&one, &same, &args), "a component agrees with itself");
    found = !agree(&one, &other, &args);
    touchstone_value_vec_delete(&args);
  }
  printf("after %d calls\n", calls);
  require(found, "the oracle finds the case that was forgotten");

  subject_delete(&other);
  subject_delete(&same);
  subject_delete(&one);
  touchstone_engine_delete(engine);
  return 0;
}
