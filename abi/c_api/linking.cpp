// The C interface's linker, instances and functions of components.
#include "abi/c_api/objects.hpp"
#include "abi/host/wave.hpp"
#include "interp/c_api/objects.hpp"

namespace touchstone::component::c_api {

namespace {

using HostCallback = Callback<touchstone_callback_t>;

/// Throws what a callback returned into the component that called it.
[[noreturn]] void throw_error(const touchstone_error_t& error) {
  if (error.kind == TOUCHSTONE_TRAP) throw wasm::Trap("", "", "", error.message);
  throw wasm::HostError(error.message);
}

std::vector<Val> call_back(const HostCallback& callback, std::span<const Val> args) {
  const Values given(args);
  touchstone_value_t* result = nullptr;
  touchstone_error_t* error = callback.function(callback.env, given.get(), &result);
  const std::unique_ptr<touchstone_value_t> owned(result);
  if (error != nullptr) {
    const std::unique_ptr<touchstone_error_t, decltype(&touchstone_error_delete)> why(error, touchstone_error_delete);
    throw_error(*why);
  }
  std::vector<Val> results;
  if (owned != nullptr) results.push_back(owned->value);
  return results;
}

/// Hands out the result of a call.
template <class Calls>
touchstone_error_t* call(const touchstone_func_t& func, std::vector<Val> args, touchstone_value_t** result,
                         Calls&& calls) {
  host::Func callee = *func.func;  // the handle may be deleted by a callback
  const Running running(func.store());
  const auto outcome = calls(callee, args);
  if (!outcome) return failed(outcome);
  if (result != nullptr && !outcome->empty()) *result = new_value(outcome->front());
  return nullptr;
}

template <class Calls>
touchstone_error_t* call(const touchstone_func_t& func, const touchstone_value_vec_t* args, touchstone_value_t** result,
                         Calls&& calls) {
  if (result != nullptr) *result = nullptr;
  return as_error([&]() -> touchstone_error_t* {
    if (!func.func) return misused("the store is deleted");
    auto vals = vals_of(args);
    if (!vals) return misused("an argument is null");
    return call(func, *std::move(vals), result, calls);
  });
}

const auto in_one_step = [](host::Func& func, const std::vector<Val>& args) { return func.invoke(args); };
const auto first_step = [](host::Func& func, const std::vector<Val>& args) { return func.call(args); };

touchstone_instance_t* new_instance(const StorePtr& store, host::Instance instance) {
  return new touchstone_instance_t(store, std::move(instance));
}

/// f(instance, name), or null where there is no such instance any more.
template <class R, class F>
R* export_of(const touchstone_instance_t* instance, const char* name, F&& f) {
  return guarded<R*>(nullptr,
                     [&]() -> R* { return instance->instance && name != nullptr ? f(*instance->instance) : nullptr; });
}

}  // namespace

}  // namespace touchstone::component::c_api

using namespace touchstone::component;         // NOLINT: all below is C
using namespace touchstone::component::c_api;  // NOLINT

extern "C" {

touchstone_error_t* touchstone_error_new(touchstone_error_kind_t kind, const char* message) {
  return as_error([&] {
    auto error = new_error(message == nullptr || *message == '\0' ? std::string("no reason given") : message);
    error->kind = kind;
    if (message != nullptr && *message != '\0') error->message = message;
    error->report = std::string(touchstone_error_kind_name(kind)) + ": " + error->message + "\n";
    return error.release();
  });
}

// ---- Linker

touchstone_linker_t* touchstone_linker_new(void) {
  return guarded<touchstone_linker_t*>(nullptr, [] { return new touchstone_linker_t; });
}
void touchstone_linker_delete(touchstone_linker_t* linker) { delete linker; }
touchstone_linker_t* touchstone_linker_instance(touchstone_linker_t* linker, const char* name) {
  return guarded<touchstone_linker_t*>(nullptr, [&] { return new touchstone_linker_t{linker->linker.instance(name)}; });
}
void touchstone_linker_define_func(touchstone_linker_t* linker, const char* name, touchstone_callback_t callback,
                                   void* env, void (*finalizer)(void*)) {
  guarded([&] {
    const auto function = std::make_shared<HostCallback>(callback, env, finalizer);
    linker->linker.define_func(name, [function](std::span<const Val> args) { return call_back(*function, args); });
  });
}
void touchstone_linker_define_resource(touchstone_linker_t* linker, const char* name,
                                       const touchstone_resource_t* resource) {
  guarded([&] { linker->linker.define_resource(name, resource->type); });
}
void touchstone_linker_define_module(touchstone_linker_t* linker, const char* name, const wasm_module_t* module) {
  guarded([&] { linker->linker.define_module(name, module->object->module); });
}
void touchstone_linker_define_component(touchstone_linker_t* linker, const char* name,
                                        const touchstone_component_t* component) {
  guarded([&] { linker->linker.define_component(name, component->component); });
}
void touchstone_linker_define_value(touchstone_linker_t* linker, const char* name, const touchstone_value_t* value) {
  guarded([&] { linker->linker.define_value(name, value->value); });
}
void touchstone_linker_define_instance(touchstone_linker_t* linker, const char* name,
                                       const touchstone_instance_t* instance) {
  guarded([&] {
    if (instance->instance) linker->linker.define_instance(name, *instance->instance);
  });
}
void touchstone_linker_define_unknown_imports_as_traps(touchstone_linker_t* linker,
                                                       const touchstone_component_t* component) {
  guarded([&] { linker->linker.define_unknown_imports_as_traps(component->component); });
}

touchstone_error_t* touchstone_linker_instantiate(const touchstone_linker_t* linker, touchstone_store_t* store,
                                                  const touchstone_component_t* component,
                                                  touchstone_instance_t** out) {
  *out = nullptr;
  return as_error([&]() -> touchstone_error_t* {
    const StorePtr state = store->state;
    const host::Linker supplies = linker->linker;
    const host::Component from = component->component;
    const Running running(state);
    auto instance = supplies.instantiate(*state->store, from);
    if (!instance) return failed(instance);
    *out = new_instance(state, *std::move(instance));
    return nullptr;
  });
}

// ---- Instances

void touchstone_instance_delete(touchstone_instance_t* instance) { delete instance; }

touchstone_func_t* touchstone_instance_func(const touchstone_instance_t* instance, const char* name) {
  return export_of<touchstone_func_t>(instance, name, [&](const host::Instance& in) {
    auto found = in.func(name);
    return found ? new touchstone_func_t(instance->store(), *std::move(found)) : nullptr;
  });
}
touchstone_instance_t* touchstone_instance_instance(const touchstone_instance_t* instance, const char* name) {
  return export_of<touchstone_instance_t>(instance, name, [&](const host::Instance& in) {
    auto found = in.instance(name);
    return found ? new_instance(instance->store(), *std::move(found)) : nullptr;
  });
}
touchstone_component_t* touchstone_instance_component(const touchstone_instance_t* instance, const char* name) {
  return export_of<touchstone_component_t>(instance, name, [&](const host::Instance& in) {
    auto found = in.component(name);
    return found ? new touchstone_component_t{*std::move(found)} : nullptr;
  });
}
touchstone_resource_t* touchstone_instance_resource(const touchstone_instance_t* instance, const char* name) {
  return export_of<touchstone_resource_t>(instance, name, [&](const host::Instance& in) {
    auto found = in.resource(name);
    return found != nullptr ? new touchstone_resource_t{std::move(found)} : nullptr;
  });
}
touchstone_value_t* touchstone_instance_value(const touchstone_instance_t* instance, const char* name) {
  return export_of<touchstone_value_t>(instance, name, [&](const host::Instance& in) {
    auto found = in.value(name);
    return found ? new_value(*std::move(found)) : nullptr;
  });
}
wasm_module_t* touchstone_instance_module(const touchstone_instance_t* instance, const char* name,
                                          wasm_store_t* store) {
  return export_of<wasm_module_t>(instance, name, [&](const host::Instance& in) -> wasm_module_t* {
    const auto found = in.module(name);
    if (!found) return nullptr;
    const wasm_shared_module_t shared{*found};
    return wasm_module_obtain(store, &shared);
  });
}

// ---- Functions

void touchstone_func_delete(touchstone_func_t* func) { delete func; }
const char* touchstone_func_text(const touchstone_func_t* func) { return func->text.c_str(); }
size_t touchstone_func_param_count(const touchstone_func_t* func) {
  return func->func ? func->func->type().params.size() : 0;
}
const char* touchstone_func_param_name(const touchstone_func_t* func, size_t i) {
  return i < touchstone_func_param_count(func) ? func->func->type().params[i].label.c_str() : "";
}
touchstone_type_t* touchstone_func_param_type(const touchstone_func_t* func, size_t i) {
  return guarded<touchstone_type_t*>(nullptr, [&] {
    return i < touchstone_func_param_count(func) ? new_type(func->func->type().params[i].type) : nullptr;
  });
}
touchstone_type_t* touchstone_func_result_type(const touchstone_func_t* func) {
  return guarded<touchstone_type_t*>(nullptr,
                                     [&] { return func->func ? new_type(func->func->type().result) : nullptr; });
}

touchstone_error_t* touchstone_func_invoke(const touchstone_func_t* func, const touchstone_value_vec_t* args,
                                           touchstone_value_t** result) {
  return call(*func, args, result, in_one_step);
}
touchstone_error_t* touchstone_func_call(touchstone_func_t* func, const touchstone_value_vec_t* args,
                                         touchstone_value_t** result) {
  return call(*func, args, result, first_step);
}
touchstone_error_t* touchstone_func_post_return(touchstone_func_t* func) {
  return as_error([&]() -> touchstone_error_t* {
    if (!func->func) return misused("the store is deleted");
    host::Func callee = *func->func;
    const Running running(func->store());
    const auto done = callee.post_return();
    return done ? nullptr : failed(done);
  });
}
touchstone_error_t* touchstone_func_invoke_text(const touchstone_func_t* func, const char* args, wasm_name_t* result) {
  if (result != nullptr) wasm_name_new_empty(result);
  return as_error([&]() -> touchstone_error_t* {
    if (!func->func) return misused("the store is deleted");
    const auto written = parse_call("f" + std::string(args));
    if (!written) return failed(written.error());
    auto vals = parse_arguments(*written, func->func->type());
    if (!vals) return failed(vals.error());
    touchstone_value_t* value = nullptr;
    touchstone_error_t* error = call(*func, *std::move(vals), &value, in_one_step);
    if (value != nullptr && result != nullptr) touchstone_value_text(value, result);
    touchstone_value_delete(value);
    return error;
  });
}
}
