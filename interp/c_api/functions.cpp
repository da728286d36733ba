// The C interface's functions: callbacks, and calls into the guest.
#include "interp/c_api/objects.hpp"
#include "interp/c_api/types.hpp"
#include "interp/c_api/vectors.hpp"
#include "interp/execution/stack_switching.hpp"

namespace touchstone::wasm::c_api {

namespace {

/// A callback, and the environment that it is called with.
struct Callback {
  wasm_func_callback_t plain = nullptr;
  wasm_func_callback_with_env_t with_env = nullptr;
  void* env = nullptr;
  void (*finalizer)(void*) = nullptr;

  Callback() = default;
  Callback(const Callback&) = delete;
  Callback& operator=(const Callback&) = delete;
  ~Callback() {
    if (finalizer != nullptr) finalizer(env);
  }
  wasm_trap_t* operator()(const wasm_val_vec_t* args, wasm_val_vec_t* results) const {
    return plain != nullptr ? plain(args, results) : with_env(env, args, results);
  }
};

Vector<wasm_val_vec_t> room_for(std::size_t values) {
  wasm_val_vec_t room;
  make_room(&room, values);
  if (room.size != values) throw Exhaustion(Resource::memory, ": the host refuses");
  return Vector<wasm_val_vec_t>(room);
}

/// What a host function does: arguments to C, the callback, results from C.
void call_back(const StorePtr& store, const Callback& callback, HostCall& host) {
  const FuncType& type = host.func.type->func();
  auto args = room_for(type.params.size());
  for (std::size_t i = 0; i < type.params.size(); ++i) args.get()->data[i] = to_c(store, type.params[i], host.args[i]);
  auto results = room_for(type.results.size());
  for (std::size_t i = 0; i < type.results.size(); ++i) results.get()->data[i] = to_c(store, type.results[i], Value{});

  const std::unique_ptr<wasm_trap_t> trap(callback(args.get(), results.get()));
  if (trap != nullptr) throw_trap(*store, *trap);
  for (std::size_t i = 0; i < type.results.size(); ++i) {
    std::string why;
    const auto value = from_c(*store, results.get()->data[i], type.results[i], why);
    if (!value) throw HostError("result " + std::to_string(i + 1) + " of a callback: " + why);
    host.results[i] = value->value();
  }
}

wasm_func_t* new_func(wasm_store_t* store, const wasm_functype_t* type, std::shared_ptr<Callback> callback) {
  return guarded<wasm_func_t*>(nullptr, [&]() -> wasm_func_t* {
    if (store == nullptr || type == nullptr) return nullptr;
    // The function belongs to the state, so it must not share in it.
    const std::weak_ptr<StoreState> state = store->state;
    const FuncAddr func = func_alloc(*store->state->store, type->def,
                                     [state, callback](HostCall& host) { call_back(state.lock(), *callback, host); });
    return new wasm_func_t(store->state, func);
  });
}

/// The arguments as values of the parameter types; nothing, and `why`, if they do not fit.
std::optional<std::vector<Val>> arguments(StoreState& store, const ResultType& params, const wasm_val_vec_t* args,
                                          std::string& why) {
  const std::size_t size = args == nullptr ? 0 : args->size;
  if (size != params.size()) {
    why = "expected " + std::to_string(params.size()) + " arguments, got " + std::to_string(size);
    return std::nullopt;
  }
  std::vector<Val> vals;
  vals.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    auto val = from_c(store, args->data[i], params[i], why);
    if (!val) {
      why = "argument " + std::to_string(i + 1) + ": " + why;
      return std::nullopt;
    }
    vals.push_back(*std::move(val));
  }
  return vals;
}

wasm_trap_t* call(const StorePtr& store, FuncAddr func, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  const FuncType& type = func->type->func();
  std::string why;
  const auto vals = arguments(*store, type.params, args, why);
  if (!vals) return new_trap(store, why);
  const std::size_t room = results == nullptr ? 0 : results->size;
  if (room != type.results.size()) {
    return new_trap(store, "there is room for " + std::to_string(room) + " results, and there will be " +
                               std::to_string(type.results.size()));
  }
  const Running running(store);
  const auto outcome = func_invoke(*store->store, func, *vals);
  if (!outcome) return new_trap(store, outcome);
  for (std::size_t i = 0; i < room; ++i) results->data[i] = to_c(store, type.results[i], (*outcome)[i].value());
  return nullptr;
}

}  // namespace

}  // namespace touchstone::wasm::c_api

using namespace touchstone::wasm;         // NOLINT: all below is C
using namespace touchstone::wasm::c_api;  // NOLINT

extern "C" {

wasm_func_t* wasm_func_new(wasm_store_t* store, const wasm_functype_t* type, wasm_func_callback_t callback) {
  return guarded<wasm_func_t*>(nullptr, [&]() -> wasm_func_t* {
    if (callback == nullptr) return nullptr;
    auto object = std::make_shared<Callback>();
    object->plain = callback;
    return new_func(store, type, std::move(object));
  });
}

wasm_func_t* wasm_func_new_with_env(wasm_store_t* store, const wasm_functype_t* type,
                                    wasm_func_callback_with_env_t callback, void* env, void (*finalizer)(void*)) {
  return guarded<wasm_func_t*>(nullptr, [&]() -> wasm_func_t* {
    if (callback == nullptr) return nullptr;
    auto object = std::make_shared<Callback>();
    object->with_env = callback;
    object->env = env;
    wasm_func_t* func = new_func(store, type, object);
    if (func != nullptr) object->finalizer = finalizer;  // else the environment stays the caller's
    return func;
  });
}

wasm_functype_t* wasm_func_type(const wasm_func_t* func) {
  return guarded<wasm_functype_t*>(nullptr, [&]() -> wasm_functype_t* {
    return func->store->store == nullptr ? nullptr : new wasm_functype_t(func->get()->type);
  });
}
size_t wasm_func_param_arity(const wasm_func_t* func) {
  return func->store->store == nullptr ? 0 : func->get()->type->func().params.size();
}
size_t wasm_func_result_arity(const wasm_func_t* func) {
  return func->store->store == nullptr ? 0 : func->get()->type->func().results.size();
}

wasm_trap_t* wasm_func_call(const wasm_func_t* func, const wasm_val_vec_t* args, wasm_val_vec_t* results) {
  const StorePtr store = func->store;  // the handle may be deleted by a callback
  try {
    if (store->store == nullptr) return new_trap(store, "the store is deleted");
    return call(store, func->get(), args, results);
  } catch (const touchstone::ForcedUnwind&) {
    throw;
  } catch (const std::exception& thrown) {
    return new_trap(store, thrown.what());
  } catch (...) {
    return new_trap(store, "a callback threw something that is no std::exception");
  }
}
}
