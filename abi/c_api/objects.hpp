// What stands behind the C interface for components.
//
// Each C type is the C++ object of abi/host with what C needs beside it: texts that are lent, the state of the store.
// Deleting a store ends it at once; what handles hold of it is dropped just before (`StoreState::handles`), since it may
// refer to what ends. Otherwise as interp/c_api.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "abi/c_api/touchstone_component.h"
#include "abi/host/engine.hpp"
#include "abi/host/values.hpp"
#include "interp/c_api/errors.hpp"
#include "interp/c_api/running.hpp"
#include "interp/c_api/vectors.hpp"
#include "interp/embedding/embedding.hpp"

namespace touchstone::component::c_api {

using wasm::c_api::copy_bytes;
using wasm::c_api::guarded;
using wasm::c_api::make_room;
using wasm::c_api::new_error;
using wasm::c_api::Running;
using wasm::c_api::take;
using wasm::c_api::view_of;

class Handle;

struct StoreState {
  explicit StoreState(StoreConfig settings) : store(std::make_unique<Store>(std::move(settings))) {}
  /// Ends the store; at the end of the outermost call, if one is running.
  void close();

  std::unique_ptr<Store> store;         ///< null: deleted
  std::unordered_set<Handle*> handles;  ///< all that there are
  u32 running = 0;                      ///< calls inside each other
  bool closing = false;
};
using StorePtr = std::shared_ptr<StoreState>;

/// What is good as long as a store.
class Handle {
 public:
  explicit Handle(StorePtr in) : store_(std::move(in)) { store_->handles.insert(this); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  virtual ~Handle() { store_->handles.erase(this); }
  /// Drops what it holds of the store.
  virtual void drop() = 0;
  const StorePtr& store() const { return store_; }

 private:
  StorePtr store_;
};

/// A callback, and the environment that it is called with.
template <class F>
struct Callback {
  F function = nullptr;
  void* env = nullptr;
  void (*finalizer)(void*) = nullptr;
  Callback(F f, void* e, void (*end)(void*)) : function(f), env(e), finalizer(end) {}
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;
  ~Callback() {
    if (finalizer != nullptr) finalizer(env);
  }
};

inline void delete_vector(touchstone_value_vec_t* v) { touchstone_value_vec_delete(v); }

/// Values for a callback, lent: an owned vector that deletes itself.
class Values {
 public:
  Values() = default;
  explicit Values(touchstone_value_vec_t taken) : is_(taken) {}
  explicit Values(std::span<const Val> values);
  Values(const Values&) = delete;
  Values& operator=(const Values&) = delete;
  ~Values() { touchstone_value_vec_delete(&is_); }
  const touchstone_value_vec_t* get() const { return &is_; }

 private:
  touchstone_value_vec_t is_{0, nullptr};
};

/// The values of a vector, which may be null; nothing if one of them is null.
std::optional<std::vector<Val>> vals_of(const touchstone_value_vec_t* values);
touchstone_value_t* new_value(Val value);
touchstone_type_t* new_type(const closed::ValType& type);

/// An error in the words of components, released to the caller.
template <class E>
touchstone_error_t* failed(const E& error) {
  return new_error(error, Wording::component).release();
}
inline touchstone_error_t* misused(std::string why) { return new_error(std::move(why)).release(); }

/// Runs `f` and turns what it throws into an error.
using wasm::c_api::as_error;

}  // namespace touchstone::component::c_api

struct touchstone_engine_t {
  touchstone::component::host::Engine engine;
};

struct touchstone_store_t {
  touchstone::component::c_api::StorePtr state;
};

struct touchstone_component_t {
  touchstone::component::host::Component component;
};

struct touchstone_type_t {
  touchstone::component::closed::ValType type;
  std::string text;
};

struct touchstone_value_t {
  touchstone::component::Val value;
};

struct touchstone_resource_t {
  touchstone::component::RuntimeResourceTypePtr type;
};

struct touchstone_items_t {
  struct Item {
    std::string name;
    touchstone_sort_t sort;
    std::string type;
    touchstone::component::closed::InstanceTypePtr inside;  ///< of an instance, by its type
    touchstone::component::InstanceItemPtr instance;        ///< of one that exists
  };
  std::vector<Item> items;
};

struct touchstone_linker_t {
  touchstone::component::host::Linker linker;
};

struct touchstone_instance_t final : touchstone::component::c_api::Handle {
  touchstone_instance_t(touchstone::component::c_api::StorePtr in, touchstone::component::host::Instance is)
      : Handle(std::move(in)), instance(std::move(is)) {}
  void drop() override { instance.reset(); }
  std::optional<touchstone::component::host::Instance> instance;  ///< nothing: the store is deleted
};

struct touchstone_func_t final : touchstone::component::c_api::Handle {
  touchstone_func_t(touchstone::component::c_api::StorePtr in, touchstone::component::host::Func is)
      : Handle(std::move(in)), func(std::move(is)), text(func->to_string()) {}
  void drop() override { func.reset(); }
  std::optional<touchstone::component::host::Func> func;  ///< nothing: the store is deleted
  std::string text;
};
