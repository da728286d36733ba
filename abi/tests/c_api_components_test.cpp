// The C interface for components: values and types, linking, calls, errors, and who owns what.
#include <cmath>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "abi/c_api/touchstone_component.h"

namespace touchstone::component {
namespace {

template <auto remove>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    remove(object);
  }
};
template <class T, auto remove>
using Owned = std::unique_ptr<T, Deleter<remove>>;

using EngineHandle = Owned<touchstone_engine_t, touchstone_engine_delete>;
using StoreHandle = Owned<touchstone_store_t, touchstone_store_delete>;
using ComponentHandle = Owned<touchstone_component_t, touchstone_component_delete>;
using LinkerHandle = Owned<touchstone_linker_t, touchstone_linker_delete>;
using InstanceHandle = Owned<touchstone_instance_t, touchstone_instance_delete>;
using FuncHandle = Owned<touchstone_func_t, touchstone_func_delete>;
using ValueHandle = Owned<touchstone_value_t, touchstone_value_delete>;
using TypeHandle = Owned<touchstone_type_t, touchstone_type_delete>;
using ItemsHandle = Owned<touchstone_items_t, touchstone_items_delete>;
using ResourceHandle = Owned<touchstone_resource_t, touchstone_resource_delete>;
using ErrorHandle = Owned<touchstone_error_t, touchstone_error_delete>;

std::string text_of(const touchstone_value_t* value) {
  if (value == nullptr) return "null";
  wasm_name_t text;
  touchstone_value_text(value, &text);
  std::string words(text.data, text.size);
  wasm_name_delete(&text);
  return words;
}

std::string words_of(const ErrorHandle& error) {
  if (error == nullptr) return "no error";
  return std::string(touchstone_error_kind_name(touchstone_error_kind(error.get()))) + ": " +
         touchstone_error_message(error.get());
}

touchstone_value_vec_t vector_of(std::vector<touchstone_value_t*> values) {
  touchstone_value_vec_t vector;
  touchstone_value_vec_new(&vector, values.size(), values.data());
  return vector;
}

struct Fixture {
  explicit Fixture(const char* profile = "all") {
    touchstone_engine_t* made = nullptr;
    EXPECT_EQ(touchstone_engine_new(profile, &made), nullptr);
    engine.reset(made);
    store.reset(touchstone_store_new(made, nullptr));
  }

  ErrorHandle read(std::string_view text, ComponentHandle& out) const {
    wasm_byte_vec_t bytes;
    wasm_byte_vec_new(&bytes, text.size(), text.data());
    touchstone_component_t* made = nullptr;
    ErrorHandle error(touchstone_component_new(engine.get(), &bytes, &made));
    wasm_byte_vec_delete(&bytes);
    out.reset(made);
    return error;
  }

  ComponentHandle component(std::string_view text) const {
    ComponentHandle out;
    const ErrorHandle error = read(text, out);
    EXPECT_EQ(error, nullptr) << touchstone_error_report(error.get());
    return out;
  }

  ErrorHandle link(std::string_view text, InstanceHandle& out) const {
    const ComponentHandle from = component(text);
    touchstone_instance_t* made = nullptr;
    ErrorHandle error(touchstone_linker_instantiate(linker.get(), store.get(), from.get(), &made));
    out.reset(made);
    return error;
  }

  InstanceHandle instance(std::string_view text) const {
    InstanceHandle out;
    const ErrorHandle error = link(text, out);
    EXPECT_EQ(error, nullptr) << touchstone_error_report(error.get());
    return out;
  }

  EngineHandle engine;
  StoreHandle store;
  LinkerHandle linker{touchstone_linker_new()};
};

FuncHandle func(const InstanceHandle& instance, const char* name) {
  FuncHandle found(touchstone_instance_func(instance.get(), name));
  EXPECT_NE(found, nullptr) << name;
  return found;
}

/// Calls in one step with values that are taken over; the result as text, or the error.
std::string called(const FuncHandle& func, std::vector<touchstone_value_t*> args) {
  touchstone_value_vec_t vector = vector_of(std::move(args));
  touchstone_value_t* result = nullptr;
  const ErrorHandle error(touchstone_func_invoke(func.get(), &vector, &result));
  touchstone_value_vec_delete(&vector);
  const ValueHandle owned(result);
  return error == nullptr ? text_of(result) : words_of(error);
}

std::string called(const FuncHandle& func, const char* args) {
  wasm_name_t result;
  const ErrorHandle error(touchstone_func_invoke_text(func.get(), args, &result));
  std::string words(result.data, result.size);
  wasm_name_delete(&result);
  return error == nullptr ? words : words_of(error);
}

// ---- Values

TEST(CApiValues, NumbersAreAskedByMeaning) {
  const ValueHandle small(touchstone_value_u8(200));
  const ValueHandle negative(touchstone_value_s64(-5));
  uint64_t u = 0;
  int64_t s = 0;
  EXPECT_EQ(touchstone_value_kind(small.get()), TOUCHSTONE_U8);
  EXPECT_TRUE(touchstone_value_get_unsigned(small.get(), &u));
  EXPECT_TRUE(touchstone_value_get_signed(small.get(), &s));
  EXPECT_EQ(u, 200U);
  EXPECT_EQ(s, 200);
  EXPECT_FALSE(touchstone_value_get_unsigned(negative.get(), &u)) << "does not fit";
  EXPECT_TRUE(touchstone_value_get_signed(negative.get(), &s));
  EXPECT_EQ(s, -5);
  const ValueHandle greatest(touchstone_value_u64(~uint64_t{0}));
  EXPECT_FALSE(touchstone_value_get_signed(greatest.get(), &s));
  bool b = false;
  EXPECT_FALSE(touchstone_value_get_bool(small.get(), &b));
  const ValueHandle truth(touchstone_value_bool(true));
  EXPECT_TRUE(touchstone_value_get_bool(truth.get(), &b));
  EXPECT_TRUE(b);
  EXPECT_FALSE(touchstone_value_get_unsigned(truth.get(), &u)) << "a bool is no integer";
  double d = 0;
  const ValueHandle half(touchstone_value_f64(0.5));
  EXPECT_TRUE(touchstone_value_get_f64(half.get(), &d));
  EXPECT_EQ(d, 0.5);
  float f = 0;
  EXPECT_FALSE(touchstone_value_get_f32(half.get(), &f));
  uint32_t c = 0;
  const ValueHandle euro(touchstone_value_char(0x20ac));
  EXPECT_TRUE(touchstone_value_get_char(euro.get(), &c));
  EXPECT_EQ(c, 0x20acU);
  EXPECT_FALSE(touchstone_value_get_unsigned(euro.get(), &u)) << "nor is a char";
}

TEST(CApiValues, WhatCannotBeIsNull) {
  EXPECT_EQ(touchstone_value_char(0xd800), nullptr);
  EXPECT_EQ(touchstone_value_char(0x110000), nullptr);
  EXPECT_EQ(touchstone_value_string("\xff", 1), nullptr);
  touchstone_value_vec_t with_null = vector_of({touchstone_value_u8(1), nullptr});
  EXPECT_EQ(touchstone_value_list(&with_null), nullptr);
  EXPECT_EQ(with_null.data, nullptr) << "taken over all the same";
  touchstone_value_vec_t one = vector_of({touchstone_value_u8(1)});
  EXPECT_EQ(touchstone_value_record(nullptr, &one), nullptr);
  EXPECT_EQ(touchstone_value_variant(nullptr, touchstone_value_u8(1)), nullptr);
  EXPECT_EQ(touchstone_value_enum(nullptr), nullptr);
  touchstone_value_delete(nullptr);
  EXPECT_EQ(touchstone_value_copy(nullptr), nullptr);
}

TEST(CApiValues, CompoundValuesAreTakenApart) {
  const char* const labels[] = {"name", "tags"};
  touchstone_value_vec_t tags = vector_of({touchstone_value_u16(1), touchstone_value_u16(2)});
  touchstone_value_vec_t fields =
      vector_of({touchstone_value_string("x\0y", 3), touchstone_value_option(touchstone_value_list(&tags))});
  const ValueHandle record(touchstone_value_record(labels, &fields));
  EXPECT_EQ(text_of(record.get()), "{name: \"x\\u{0}y\", tags: some([1, 2])}");
  EXPECT_EQ(touchstone_value_kind(record.get()), TOUCHSTONE_RECORD);
  EXPECT_EQ(touchstone_value_size(record.get()), 2U);
  EXPECT_STREQ(touchstone_value_label(record.get(), 1), "tags");
  EXPECT_STREQ(touchstone_value_label(record.get(), 2), "");
  const ValueHandle name(touchstone_value_field(record.get(), "name"));
  const char* text = nullptr;
  size_t size = 0;
  ASSERT_TRUE(touchstone_value_get_string(name.get(), &text, &size));
  EXPECT_EQ(std::string_view(text, size), std::string_view("x\0y", 3));
  EXPECT_EQ(touchstone_value_field(record.get(), "other"), nullptr);
  const ValueHandle option(touchstone_value_element(record.get(), 1));
  EXPECT_TRUE(touchstone_value_is_some(option.get()));
  const ValueHandle list(touchstone_value_payload(option.get()));
  EXPECT_EQ(touchstone_value_size(list.get()), 2U);
  const ValueHandle second(touchstone_value_element(list.get(), 1));
  EXPECT_EQ(text_of(second.get()), "2");
  EXPECT_EQ(touchstone_value_element(list.get(), 2), nullptr);

  const ValueHandle failed(touchstone_value_result(false, nullptr));
  EXPECT_FALSE(touchstone_value_is_ok(failed.get()));
  EXPECT_EQ(touchstone_value_payload(failed.get()), nullptr);
  EXPECT_EQ(text_of(failed.get()), "err");
  const ValueHandle chosen(touchstone_value_variant("some-case", touchstone_value_f32(1.5F)));
  EXPECT_STREQ(touchstone_value_label(chosen.get(), 0), "some-case");
  EXPECT_EQ(text_of(chosen.get()), "some-case(1.5)");
  const char* const set[] = {"b", "a"};
  const char* const same[] = {"a", "b"};
  const ValueHandle flags(touchstone_value_flags(2, set));
  EXPECT_TRUE(touchstone_value_equal(flags.get(), ValueHandle(touchstone_value_flags(2, same)).get()));
  const uint8_t bytes[] = {1, 2, 3};
  const ValueHandle packed(touchstone_value_bytes(bytes, 3));
  const uint8_t* lent = nullptr;
  ASSERT_TRUE(touchstone_value_get_bytes(packed.get(), &lent, &size));
  EXPECT_EQ(size, 3U);
  EXPECT_EQ(lent[2], 3);
  EXPECT_FALSE(touchstone_value_get_bytes(list.get(), &lent, &size));
  const ValueHandle nan(touchstone_value_f64(std::nan("1")));
  EXPECT_TRUE(touchstone_value_equal(nan.get(), ValueHandle(touchstone_value_f64(std::nan("2"))).get()));
}

// ---- Engines and components

TEST(CApiComponents, ProfilesAreChecked) {
  touchstone_engine_t* engine = nullptr;
  const ErrorHandle error(touchstone_engine_new("0.9", &engine));
  EXPECT_EQ(engine, nullptr);
  EXPECT_EQ(words_of(error).rfind("host error: ", 0), 0U) << words_of(error);
  EXPECT_NE(words_of(error).find("0.9"), std::string::npos) << words_of(error);

  constexpr const char* future = R"((component (import "f" (func (param "x" (future u8))))))";
  ComponentHandle component;
  EXPECT_NE(Fixture("0.2").read(future, component), nullptr);
  EXPECT_EQ(Fixture("0.2,async").read(future, component), nullptr);
}

TEST(CApiComponents, ErrorsSayWhyAndWhere) {
  const Fixture c;
  ComponentHandle component;
  const ErrorHandle invalid = c.read("(component\n  (export \"f\" (func 3)))", component);
  EXPECT_EQ(component, nullptr);
  EXPECT_EQ(touchstone_error_kind(invalid.get()), TOUCHSTONE_INVALID);
  EXPECT_STRNE(touchstone_error_rule(invalid.get()), "");
  touchstone_position_t at{};
  ASSERT_TRUE(touchstone_error_position(invalid.get(), &at));
  EXPECT_EQ(at.line, 2U);
  EXPECT_NE(std::string(touchstone_error_report(invalid.get())).find('^'), std::string::npos);
  const ErrorHandle malformed = c.read("(component (what))", component);
  EXPECT_EQ(touchstone_error_kind(malformed.get()), TOUCHSTONE_MALFORMED);
  const ErrorHandle cut = c.read(std::string_view("\0asm\x0d\0\1\0\1", 9), component);
  EXPECT_EQ(touchstone_error_kind(cut.get()), TOUCHSTONE_MALFORMED);
}

TEST(CApiComponents, ImportsAndExportsAreListed) {
  const Fixture c;
  const ComponentHandle component = c.component(R"(
    (component
      (import "f" (func $f (param "x" (list u8)) (result string)))
      (import "i" (instance (export "r" (type (sub resource))) (export "g" (func))))
      (import "m" (core module))
      (export "again" (func $f))))");
  const ItemsHandle imports(touchstone_component_imports(component.get()));
  ASSERT_EQ(touchstone_items_size(imports.get()), 3U);
  EXPECT_STREQ(touchstone_items_name(imports.get(), 0), "f");
  EXPECT_STREQ(touchstone_items_type(imports.get(), 0), "func(x: list<u8>) -> string");
  EXPECT_EQ(touchstone_items_sort(imports.get(), 1), TOUCHSTONE_SORT_INSTANCE);
  EXPECT_EQ(touchstone_items_sort(imports.get(), 2), TOUCHSTONE_SORT_MODULE);
  EXPECT_EQ(touchstone_items_inside(imports.get(), 0), nullptr);
  const ItemsHandle inside(touchstone_items_inside(imports.get(), 1));
  ASSERT_EQ(touchstone_items_size(inside.get()), 2U);
  EXPECT_EQ(touchstone_items_sort(inside.get(), 0), TOUCHSTONE_SORT_TYPE);
  EXPECT_STREQ(touchstone_items_name(inside.get(), 1), "g");
  EXPECT_STREQ(touchstone_items_name(inside.get(), 2), "");
  const ItemsHandle exports(touchstone_component_exports(component.get()));
  ASSERT_EQ(touchstone_items_size(exports.get()), 1U);
  EXPECT_EQ(touchstone_items_sort(exports.get(), 0), TOUCHSTONE_SORT_FUNC);
}

TEST(CApiComponents, TextBecomesBinary) {
  const Fixture c;
  wasm_byte_vec_t text;
  wasm_name_new_from_string(&text, R"((component (core module (func (export "f")))))");
  wasm_byte_vec_t binary;
  EXPECT_EQ(touchstone_component_from_text(c.engine.get(), &text, &binary), nullptr);
  ComponentHandle component;
  EXPECT_EQ(c.read({binary.data, binary.size}, component), nullptr);
  EXPECT_NE(component, nullptr);
  wasm_byte_vec_delete(&binary);
  wasm_byte_vec_delete(&text);
}

// ---- Calls

constexpr const char* arithmetic = R"(
  (component
    (core module $m
      (memory (export "memory") 1)
      (global $cleaned (export "cleaned") (mut i32) (i32.const 0))
      (func (export "div") (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
      (func (export "word") (result i32)
        (i32.store (i32.const 0) (i32.const 8)) (i32.store (i32.const 4) (i32.const 2))
        (i32.store16 (i32.const 8) (i32.const 0x6968)) (i32.const 0))
      (func (export "clean") (param i32)
        (global.set $cleaned (i32.add (global.get $cleaned) (i32.const 1))))
      (func (export "count") (result i32) (global.get $cleaned))
      (func (export "bad") (result i32) (i32.const 0x110000)))
    (core instance $i (instantiate $m))
    (func (export "div") (param "x" s32) (param "y" s32) (result s32) (canon lift (core func $i "div")))
    (func (export "word") (result string)
      (canon lift (core func $i "word") (memory $i "memory") (post-return (func $i "clean"))))
    (func (export "cleaned") (result u32) (canon lift (core func $i "count")))
    (func (export "bad") (result char) (canon lift (core func $i "bad")))
    (func (export "nothing") (param "x" s32) (param "y" s32) (result s32) (canon lift (core func $i "div")))))";

TEST(CApiCalls, WithValuesAndWithText) {
  const Fixture c;
  const InstanceHandle instance = c.instance(arithmetic);
  const FuncHandle div = func(instance, "div");
  EXPECT_STREQ(touchstone_func_text(div.get()), "func(x: s32, y: s32) -> s32");
  EXPECT_EQ(touchstone_func_param_count(div.get()), 2U);
  EXPECT_STREQ(touchstone_func_param_name(div.get(), 1), "y");
  EXPECT_STREQ(touchstone_func_param_name(div.get(), 2), "");
  EXPECT_EQ(touchstone_func_param_type(div.get(), 2), nullptr);
  const TypeHandle type(touchstone_func_result_type(div.get()));
  EXPECT_EQ(touchstone_type_kind(type.get()), TOUCHSTONE_S32);
  EXPECT_EQ(called(div, {touchstone_value_s32(-7), touchstone_value_s32(2)}), "-3");
  EXPECT_EQ(called(div, "(-7, 2)"), "-3");
  EXPECT_EQ(touchstone_instance_func(instance.get(), "none"), nullptr);
  EXPECT_EQ(touchstone_instance_instance(instance.get(), "div"), nullptr);
}

TEST(CApiCalls, ArgumentsMustFit) {
  const Fixture c;
  const InstanceHandle instance = c.instance(arithmetic);
  const FuncHandle div = func(instance, "div");
  EXPECT_EQ(called(div, {touchstone_value_s32(1)}).rfind("host error: host error: expected 2 arguments, got 1", 0), 0U)
      << called(div, {touchstone_value_s32(1)});
  const std::string wrong = called(div, {touchstone_value_s32(1), touchstone_value_u32(1)});
  EXPECT_NE(wrong.find("argument `y`"), std::string::npos) << wrong;
  EXPECT_EQ(called(div, {touchstone_value_s32(1), nullptr}), "host error: host error: an argument is null");
  EXPECT_EQ(called(div, "(1").rfind("malformed: ", 0), 0U) << called(div, "(1");
  EXPECT_EQ(called(div, "(1, \"x\")").rfind("malformed: ", 0), 0U);
  EXPECT_EQ(called(div, "(6, 3)"), "2") << "nothing was entered";
}

TEST(CApiCalls, TrapsHaveRuleAndSiteAndPoison) {
  const Fixture c;
  const InstanceHandle instance = c.instance(arithmetic);
  touchstone_value_t* result = nullptr;
  const ErrorHandle error(touchstone_func_invoke(func(instance, "bad").get(), nullptr, &result));
  EXPECT_EQ(result, nullptr);
  EXPECT_EQ(words_of(error), "trap: invalid `char` bit pattern: 0x110000");
  EXPECT_STREQ(touchstone_error_site(error.get()), "invalid_char");
  EXPECT_STRNE(touchstone_error_rule(error.get()), "");
  EXPECT_EQ(called(func(instance, "div"), "(1, 1)"),
            "trap: cannot enter component instance: an earlier trap left it entered for good");
  const InstanceHandle other = c.instance(arithmetic);
  EXPECT_EQ(called(func(other, "div"), "(1, 0)").rfind("trap: integer divide by zero", 0), 0U);
}

TEST(CApiCalls, TwoSteps) {
  const Fixture c;
  const InstanceHandle instance = c.instance(arithmetic);
  const FuncHandle word = func(instance, "word");
  const ErrorHandle early(touchstone_func_post_return(word.get()));
  EXPECT_EQ(touchstone_error_kind(early.get()), TOUCHSTONE_HOST_ERROR);
  touchstone_value_t* result = nullptr;
  ASSERT_EQ(touchstone_func_call(word.get(), nullptr, &result), nullptr);
  EXPECT_EQ(text_of(result), "\"hi\"");
  touchstone_value_delete(result);
  EXPECT_EQ(touchstone_func_post_return(word.get()), nullptr);
  EXPECT_EQ(called(func(instance, "cleaned"), "()"), "1");
  EXPECT_EQ(called(word, "()"), "\"hi\"");
  EXPECT_EQ(called(func(instance, "cleaned"), "()"), "2");
}

// ---- Callbacks

constexpr const char* calling = R"(
  (component
    (import "f" (func $f (param "x" u32) (result u32)))
    (core func $f (canon lower (func $f)))
    (core module $m
      (import "" "f" (func $f (param i32) (result i32)))
      (func (export "g") (param i32) (result i32) (i32.add (call $f (local.get 0)) (i32.const 1))))
    (core instance $i (instantiate $m (with "" (instance (export "f" (func $f))))))
    (func (export "g") (param "x" u32) (result u32) (canon lift (core func $i "g")))))";

using Body = std::function<touchstone_error_t*(const touchstone_value_vec_t*, touchstone_value_t**)>;

/// A callback that runs a function which its finalizer deletes.
void define(touchstone_linker_t* linker, const char* name, Body body) {
  touchstone_linker_define_func(
      linker, name,
      [](void* env, const touchstone_value_vec_t* args, touchstone_value_t** result) {
        return (*static_cast<Body*>(env))(args, result);
      },
      new Body(std::move(body)), [](void* env) { delete static_cast<Body*>(env); });
}

TEST(CApiLinkers, CallbacksGetValuesAndGiveThem) {
  const Fixture c;
  define(c.linker.get(), "f", [](const touchstone_value_vec_t* args, touchstone_value_t** result) {
    uint64_t x = 0;
    EXPECT_TRUE(touchstone_value_get_unsigned(args->data[0], &x));
    *result = touchstone_value_u32(static_cast<uint32_t>(x * 10));
    return static_cast<touchstone_error_t*>(nullptr);
  });
  EXPECT_EQ(called(func(c.instance(calling), "g"), "(4)"), "41");
}

TEST(CApiLinkers, CallbacksFail) {
  const auto outcome = [](Body body) {
    const Fixture c;
    define(c.linker.get(), "f", std::move(body));
    return called(func(c.instance(calling), "g"), "(4)");
  };
  EXPECT_EQ(outcome([](auto*, auto**) { return touchstone_error_new(TOUCHSTONE_TRAP, "no luck"); }), "trap: no luck");
  EXPECT_EQ(outcome([](auto*, touchstone_value_t** result) {
              *result = touchstone_value_u32(1);  // deleted all the same
              return touchstone_error_new(TOUCHSTONE_HOST_ERROR, "broken");
            }),
            "host error: host error: broken");
  EXPECT_EQ(outcome([](auto*, auto**) -> touchstone_error_t* { throw std::runtime_error("thrown"); }),
            "host error: host error: thrown");
  const std::string none = outcome([](auto*, auto**) { return static_cast<touchstone_error_t*>(nullptr); });
  EXPECT_EQ(none.rfind("host error: ", 0), 0U) << none;
  const std::string wrong = outcome([](auto*, touchstone_value_t** result) {
    *result = touchstone_value_string("1", 1);
    return static_cast<touchstone_error_t*>(nullptr);
  });
  EXPECT_NE(wrong.find("u32"), std::string::npos) << wrong;
}

TEST(CApiLinkers, WhatIsMissingIsNamed) {
  const Fixture c;
  InstanceHandle instance;
  const ErrorHandle error = c.link(calling, instance);
  EXPECT_EQ(instance, nullptr);
  EXPECT_EQ(touchstone_error_kind(error.get()), TOUCHSTONE_UNLINKABLE);
  EXPECT_NE(words_of(error).find("`f`"), std::string::npos) << words_of(error);
}

TEST(CApiLinkers, UnknownImportsAreDefinedAsTraps) {
  const Fixture c;
  constexpr const char* text = R"((component
    (import "files" (instance $files (export "file" (type (sub resource))) (export "open" (func (result u32)))))
    (import "known" (func $known (result u32)))
    (core func $open (canon lower (func $files "open")))
    (core func $k (canon lower (func $known)))
    (func (export "open") (result u32) (canon lift (core func $open)))
    (func (export "known") (result u32) (canon lift (core func $k)))))";
  define(c.linker.get(), "known", [](auto*, touchstone_value_t** result) {
    *result = touchstone_value_u32(1);
    return static_cast<touchstone_error_t*>(nullptr);
  });
  InstanceHandle instance;
  EXPECT_NE(c.link(text, instance), nullptr);
  touchstone_linker_define_unknown_imports_as_traps(c.linker.get(), c.component(text).get());
  instance = c.instance(text);
  EXPECT_EQ(called(func(instance, "known"), "()"), "1");
  EXPECT_EQ(touchstone_func_invoke_text(func(instance, "known").get(), "()", nullptr), nullptr);
  wasm_name_t result;
  const ErrorHandle error(touchstone_func_invoke_text(func(instance, "open").get(), "()", &result));
  EXPECT_EQ(words_of(error), "trap: unknown import called: `open` of instance `files`");
  EXPECT_STREQ(touchstone_error_site(error.get()), "unknown_import");
  EXPECT_STREQ(touchstone_error_rule(error.get()), "Explainer.md#import-and-export-definitions");
}

TEST(CApiLinkers, ModulesComponentsAndValuesAreNoTraps) {
  const Fixture c;
  for (const char* text : {R"((component (import "a" (core module))))", R"((component (import "a" (component))))",
                           R"((component (import "a" (value $v u8)) (export "b" (value $v))))"}) {
    touchstone_linker_define_unknown_imports_as_traps(c.linker.get(), c.component(text).get());
    InstanceHandle instance;
    EXPECT_NE(words_of(c.link(text, instance)).find("`a`"), std::string::npos) << text;
  }
}

TEST(CApiLinkers, EnvironmentsGoWithTheirLastUser) {
  int finalized = 0;
  const auto count = [](void* env) { ++*static_cast<int*>(env); };
  Fixture c;
  const touchstone_callback_t identity = [](void*, const touchstone_value_vec_t* args, touchstone_value_t** result) {
    *result = touchstone_value_copy(args->data[0]);
    return static_cast<touchstone_error_t*>(nullptr);
  };
  touchstone_linker_define_func(c.linker.get(), "f", identity, &finalized, count);
  touchstone_linker_define_func(c.linker.get(), "f", identity, &finalized, count);
  EXPECT_EQ(finalized, 1) << "the first was replaced";
  const InstanceHandle instance = c.instance(calling);
  c.linker.reset();
  EXPECT_EQ(called(func(instance, "g"), "(1)"), "2");
  EXPECT_EQ(finalized, 1) << "the instance may call it";
  c.store.reset();
  EXPECT_EQ(finalized, 2);
}

TEST(CApiLinkers, InstancesModulesAndComponentsAreSupplied) {
  const Fixture c;
  const InstanceHandle supplied = c.instance(arithmetic);
  touchstone_linker_define_instance(c.linker.get(), "math", supplied.get());
  const ComponentHandle inner =
      c.component(R"((component (core module $m (func (export "one") (result i32) (i32.const 1)))
    (core instance $i (instantiate $m)) (func (export "one") (result u8) (canon lift (core func $i "one")))))");
  touchstone_linker_define_component(c.linker.get(), "inner", inner.get());
  const InstanceHandle instance = c.instance(R"(
    (component
      (import "math" (instance $math (export "div" (func (param "x" s32) (param "y" s32) (result s32)))))
      (import "inner" (component $inner (export "one" (func (result u8)))))
      (instance $one (instantiate $inner))
      (core module $exported (func (export "f")))
      (export "div" (func $math "div"))
      (export "one" (instance $one))
      (export "inner" (component $inner))
      (export "module" (core module $exported))))");
  EXPECT_EQ(called(func(instance, "div"), "(9, 3)"), "3");
  const InstanceHandle one(touchstone_instance_instance(instance.get(), "one"));
  EXPECT_EQ(called(func(one, "one"), "()"), "1");
  const ComponentHandle component(touchstone_instance_component(instance.get(), "inner"));
  EXPECT_NE(component, nullptr);
  const ItemsHandle items(touchstone_instance_exports(instance.get()));
  ASSERT_EQ(touchstone_items_size(items.get()), 4U);
  EXPECT_STREQ(touchstone_items_type(items.get(), 0), "func(x: s32, y: s32) -> s32");
  const ItemsHandle inside(touchstone_items_inside(items.get(), 1));
  ASSERT_EQ(touchstone_items_size(inside.get()), 1U);

  const Owned<wasm_engine_t, wasm_engine_delete> core(wasm_engine_new());
  const Owned<wasm_store_t, wasm_store_delete> core_store(wasm_store_new(core.get()));
  const Owned<wasm_module_t, wasm_module_delete> module(
      touchstone_instance_module(instance.get(), "module", core_store.get()));
  ASSERT_NE(module, nullptr);
  touchstone_linker_define_module(c.linker.get(), "code", module.get());
  c.instance(R"((component (import "code" (core module (export "f" (func))))))");
}

// ---- Resources

constexpr const char* holding = R"(
  (component
    (import "r" (type $r (sub resource)))
    (core func $drop (canon resource.drop $r))
    (core module $m
      (import "" "drop" (func $drop (param i32)))
      (func (export "take") (param i32) (call $drop (local.get 0)))
      (func (export "pass") (param i32) (result i32) (local.get 0)))
    (core instance $i (instantiate $m (with "" (instance (export "drop" (func $drop))))))
    (func (export "take") (param "x" (own $r)) (canon lift (core func $i "take")))
    (func (export "pass") (param "x" (own $r)) (result (own $r)) (canon lift (core func $i "pass")))))";

TEST(CApiResources, OfTheHosts) {
  struct Env {
    std::vector<uint64_t> destroyed;
    bool finalized = false;
  } env;
  {
    const Fixture c;
    ResourceHandle type(
        touchstone_resource_new([](void* data, uint64_t rep) { static_cast<Env*>(data)->destroyed.push_back(rep); },
                                &env, [](void* data) { static_cast<Env*>(data)->finalized = true; }));
    touchstone_linker_define_resource(c.linker.get(), "r", type.get());
    const InstanceHandle instance = c.instance(holding);
    EXPECT_EQ(called(func(instance, "take"), {touchstone_value_own(type.get(), 7)}), "null");
    EXPECT_EQ(env.destroyed, std::vector<uint64_t>{7});

    touchstone_value_vec_t args = vector_of({touchstone_value_own(type.get(), 8)});
    touchstone_value_t* back = nullptr;
    ASSERT_EQ(touchstone_func_invoke(func(instance, "pass").get(), &args, &back), nullptr);
    touchstone_value_vec_delete(&args);
    const ValueHandle owned(back);
    uint64_t rep = 0;
    EXPECT_TRUE(touchstone_value_get_rep(back, &rep));
    EXPECT_EQ(rep, 8U);
    const ResourceHandle of(touchstone_value_resource(back));
    EXPECT_TRUE(touchstone_resource_same(of.get(), type.get()));
    EXPECT_EQ(touchstone_value_drop(back, c.store.get()), nullptr);
    EXPECT_EQ(env.destroyed.back(), 8U);
    EXPECT_NE(ErrorHandle(touchstone_value_drop(back, c.store.get())), nullptr) << "twice";
    EXPECT_FALSE(touchstone_value_take_rep(back, &rep));
    {
      const ValueHandle taken(touchstone_value_own(type.get(), 10));
      EXPECT_TRUE(touchstone_value_take_rep(taken.get(), &rep));
      EXPECT_EQ(rep, 10U);
      EXPECT_FALSE(touchstone_value_take_rep(taken.get(), &rep));
    }
    EXPECT_EQ(env.destroyed.size(), 2U) << "what was taken is the program's";

    const ResourceHandle other(touchstone_resource_new(nullptr, nullptr, nullptr));
    const std::string wrong = called(func(instance, "take"), {touchstone_value_own(other.get(), 9)});
    EXPECT_EQ(wrong.rfind("host error: ", 0), 0U) << wrong;
    const ValueHandle borrowed(touchstone_value_borrow(type.get(), 1));
    EXPECT_NE(ErrorHandle(touchstone_value_drop(borrowed.get(), c.store.get())), nullptr);
    type.reset();
    EXPECT_FALSE(env.finalized);
  }
  EXPECT_TRUE(env.finalized);
  EXPECT_EQ(env.destroyed.size(), 2U);
}

TEST(CApiResources, OfAGuests) {
  constexpr const char* implementing = R"(
    (component
      (type $r (resource (rep i32)))
      (export $out "r" (type $r))
      (core func $new (canon resource.new $r))
      (core module $m (import "" "new" (func $new (param i32) (result i32)))
        (func (export "make") (result i32) (call $new (i32.const 77))))
      (core instance $i (instantiate $m (with "" (instance (export "new" (func $new))))))
      (func (export "make") (result (own $out)) (canon lift (core func $i "make")))))";
  Fixture one;
  const Fixture two;
  const InstanceHandle instance = one.instance(implementing);
  touchstone_value_t* made = nullptr;
  ASSERT_EQ(touchstone_func_invoke(func(instance, "make").get(), nullptr, &made), nullptr);
  const ValueHandle owned(made);
  const ResourceHandle of(touchstone_value_resource(made));
  const ResourceHandle exported(touchstone_instance_resource(instance.get(), "r"));
  EXPECT_TRUE(touchstone_resource_same(of.get(), exported.get()));
  EXPECT_NE(ErrorHandle(touchstone_value_drop(made, two.store.get())), nullptr) << "another store";
  EXPECT_EQ(touchstone_value_drop(made, one.store.get()), nullptr);
  one.store.reset();
  uint64_t rep = 0;
  EXPECT_TRUE(touchstone_value_get_rep(made, &rep));
}

// ---- Types, text, lifetimes

TEST(CApiTypes, AreTakenApart) {
  const Fixture c;
  const InstanceHandle instance = c.instance(R"(
    (component
      (type $v (variant (case "nothing") (case "bytes" (list u8 4))))
      (export $o "v" (type $v))
      (core module $m (memory (export "m") 1) (func (export "f") (param i32 i32 i32 i32 i32)))
      (core instance $i (instantiate $m))
      (func (export "f") (param "v" $o) (canon lift (core func $i "f")))))");
  const FuncHandle f = func(instance, "f");
  EXPECT_EQ(touchstone_func_result_type(f.get()), nullptr);
  const TypeHandle variant(touchstone_func_param_type(f.get(), 0));
  EXPECT_EQ(touchstone_type_kind(variant.get()), TOUCHSTONE_VARIANT);
  ASSERT_EQ(touchstone_type_size(variant.get()), 2U);
  EXPECT_STREQ(touchstone_type_label(variant.get(), 0), "nothing");
  EXPECT_EQ(touchstone_type_part(variant.get(), 0), nullptr);
  const TypeHandle list(touchstone_type_part(variant.get(), 1));
  EXPECT_STREQ(touchstone_type_text(list.get()), "list<u8, 4>");
  uint32_t length = 0;
  EXPECT_TRUE(touchstone_type_length(list.get(), &length));
  EXPECT_EQ(length, 4U);
  EXPECT_FALSE(touchstone_type_length(variant.get(), &length));

  touchstone_value_t* value = nullptr;
  EXPECT_EQ(touchstone_value_from_text(variant.get(), "bytes([1, 2, 3, 4])", &value), nullptr);
  EXPECT_EQ(text_of(value), "bytes([1, 2, 3, 4])");
  touchstone_value_delete(value);
  const ErrorHandle error(touchstone_value_from_text(variant.get(), "other", &value));
  EXPECT_EQ(value, nullptr);
  EXPECT_EQ(touchstone_error_kind(error.get()), TOUCHSTONE_MALFORMED);
  touchstone_position_t at{};
  EXPECT_TRUE(touchstone_error_position(error.get(), &at));
}

TEST(CApiStores, HandlesOutliveTheirStoreButMeanNothing) {
  Fixture c;
  const InstanceHandle instance = c.instance(arithmetic);
  const FuncHandle div = func(instance, "div");
  const FuncHandle word = func(instance, "word");
  touchstone_value_t* result = nullptr;
  ASSERT_EQ(touchstone_func_call(word.get(), nullptr, &result), nullptr);
  touchstone_value_delete(result);
  c.store.reset();  // in the middle of a call of two steps
  EXPECT_EQ(called(div, "(1, 1)"), "host error: host error: the store is deleted");
  EXPECT_NE(ErrorHandle(touchstone_func_post_return(word.get())), nullptr);
  EXPECT_EQ(touchstone_instance_func(instance.get(), "div"), nullptr);
  EXPECT_EQ(touchstone_items_size(ItemsHandle(touchstone_instance_exports(instance.get())).get()), 0U);
  EXPECT_EQ(touchstone_func_param_count(div.get()), 0U);
  EXPECT_STREQ(touchstone_func_text(div.get()), "func(x: s32, y: s32) -> s32");
}

TEST(CApiStores, DeletedInsideOfACall) {
  Fixture c;
  bool inside = false;
  define(c.linker.get(), "f", [&](const touchstone_value_vec_t* args, touchstone_value_t** result) {
    c.store.reset();
    inside = true;
    *result = touchstone_value_copy(args->data[0]);
    return static_cast<touchstone_error_t*>(nullptr);
  });
  const InstanceHandle instance = c.instance(calling);
  const FuncHandle g = func(instance, "g");
  EXPECT_EQ(called(g, "(1)"), "2");
  EXPECT_TRUE(inside);
  EXPECT_EQ(called(g, "(1)"), "host error: host error: the store is deleted");
}

TEST(CApiStores, LimitsOfTheConfigurationHold) {
  const Fixture c;
  const Owned<wasm_config_t, wasm_config_delete> config(wasm_config_new());
  touchstone_config_set_fuel(config.get(), 1000);
  Fixture limited;
  limited.store.reset(touchstone_store_new(limited.engine.get(), config.get()));
  const InstanceHandle instance = limited.instance(R"(
    (component (core module $m (func (export "spin") (loop (br 0)))) (core instance $i (instantiate $m))
      (func (export "spin") (canon lift (core func $i "spin")))))");
  EXPECT_EQ(called(func(instance, "spin"), "()"), "exhaustion: fuel exhausted");
}

}  // namespace
}  // namespace touchstone::component
