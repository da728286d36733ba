// What the tests of the C interface share: owners of its objects, and the way from text to an instance.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "interp/c_api/touchstone_wasm.h"
#include "interp/c_api/wasm.h"

namespace touchstone::wasm::c_api_test {

template <auto remove>
struct Deleter {
  template <class T>
  void operator()(T* object) const {
    remove(object);
  }
};
template <class T, auto remove>
using Owned = std::unique_ptr<T, Deleter<remove>>;

using Engine = Owned<wasm_engine_t, wasm_engine_delete>;
using StoreHandle = Owned<wasm_store_t, wasm_store_delete>;
using ModuleHandle = Owned<wasm_module_t, wasm_module_delete>;
using InstanceHandle = Owned<wasm_instance_t, wasm_instance_delete>;
using FuncHandle = Owned<wasm_func_t, wasm_func_delete>;
using TrapHandle = Owned<wasm_trap_t, wasm_trap_delete>;
using RefHandle = Owned<wasm_ref_t, wasm_ref_delete>;
using ErrorHandle = Owned<touchstone_error_t, touchstone_error_delete>;
using FuncTypeHandle = Owned<wasm_functype_t, wasm_functype_delete>;

inline wasm_val_t i32(int32_t x) { return WASM_I32_VAL(x); }
inline wasm_val_t i64(int64_t x) { return WASM_I64_VAL(x); }
inline wasm_val_t reference(wasm_ref_t* ref) { return WASM_REF_VAL(ref); }

inline std::string text_and_delete(wasm_byte_vec_t* bytes) {
  std::string text(bytes->data, bytes->size);
  wasm_byte_vec_delete(bytes);
  return text;
}

inline std::string message_of(const wasm_trap_t* trap) {
  if (trap == nullptr) return "no trap";
  wasm_message_t message;
  wasm_trap_message(trap, &message);
  EXPECT_EQ(message.data[message.size - 1], '\0');
  std::string words(message.data);
  wasm_byte_vec_delete(&message);
  return words;
}

inline wasm_byte_vec_t bytes_of(std::string_view content) {
  wasm_byte_vec_t bytes;
  wasm_byte_vec_new(&bytes, content.size(), content.data());
  return bytes;
}

/// An engine, a store, and what a test makes in it.
struct Fixture {
  explicit Fixture(wasm_config_t* config = nullptr)
      : engine(config == nullptr ? wasm_engine_new() : wasm_engine_new_with_config(config)),
        store(wasm_store_new(engine.get())) {}

  ModuleHandle module(std::string_view text) {
    wasm_byte_vec_t bytes = bytes_of(text);
    wasm_module_t* made = nullptr;
    const ErrorHandle error(touchstone_module_new(store.get(), &bytes, &made));
    wasm_byte_vec_delete(&bytes);
    EXPECT_EQ(error, nullptr) << touchstone_error_report(error.get());
    return ModuleHandle(made);
  }

  InstanceHandle instance(std::string_view text, std::vector<wasm_extern_t*> imports = {}) {
    const ModuleHandle from = module(text);
    const wasm_extern_vec_t vector{imports.size(), imports.data()};
    wasm_trap_t* trap = nullptr;
    InstanceHandle made(wasm_instance_new(store.get(), from.get(), &vector, &trap));
    EXPECT_EQ(trap, nullptr) << message_of(trap);
    wasm_trap_delete(trap);
    return made;
  }

  /// A callback from numbers and references to one i32, or to nothing.
  FuncHandle func(std::initializer_list<wasm_valkind_t> params, std::initializer_list<wasm_valkind_t> results,
                  wasm_func_callback_with_env_t callback, void* env, void (*finalizer)(void*) = nullptr) {
    const auto types = [](std::initializer_list<wasm_valkind_t> kinds) {
      wasm_valtype_vec_t vector;
      wasm_valtype_vec_new_uninitialized(&vector, kinds.size());
      std::size_t i = 0;
      for (const wasm_valkind_t kind : kinds) vector.data[i++] = wasm_valtype_new(kind);
      return vector;
    };
    wasm_valtype_vec_t ps = types(params);
    wasm_valtype_vec_t rs = types(results);
    const FuncTypeHandle type(wasm_functype_new(&ps, &rs));
    return FuncHandle(wasm_func_new_with_env(store.get(), type.get(), callback, env, finalizer));
  }

  TrapHandle trap(const std::string& words) {
    wasm_message_t message = bytes_of(words);
    TrapHandle made(wasm_trap_new(store.get(), &message));
    wasm_byte_vec_delete(&message);
    return made;
  }

  Engine engine;
  StoreHandle store;
};

/// The exports of an instance.
struct Exports {
  explicit Exports(const InstanceHandle& instance) { wasm_instance_exports(instance.get(), &is); }
  Exports(const Exports&) = delete;
  Exports& operator=(const Exports&) = delete;
  ~Exports() { wasm_extern_vec_delete(&is); }
  wasm_extern_t* operator[](std::size_t i) const { return is.data[i]; }
  wasm_func_t* func(std::size_t i) const { return wasm_extern_as_func(is.data[i]); }
  wasm_extern_vec_t is;
};

/// Calls; the result, if there is one, goes to `result`.
inline TrapHandle call(const wasm_func_t* func, std::vector<wasm_val_t> args = {}, wasm_val_t* result = nullptr) {
  wasm_val_t ignored = WASM_INIT_VAL;
  const wasm_val_vec_t in{args.size(), args.data()};
  wasm_val_vec_t out{wasm_func_result_arity(func), result == nullptr ? &ignored : result};
  return TrapHandle(wasm_func_call(func, &in, &out));
}

}  // namespace touchstone::wasm::c_api_test
