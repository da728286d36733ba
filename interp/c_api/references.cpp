// The C interface's handles: what all kinds have in common, and the casts between them.
#include "interp/c_api/objects.hpp"
#include "interp/c_api/vectors.hpp"

using touchstone::wasm::c_api::ForeignObject;
using touchstone::wasm::c_api::guarded;
using touchstone::wasm::c_api::HostInfo;
using touchstone::wasm::c_api::VectorObject;

HostInfo* wasm_ref_t::host_info(bool make) const {
  if (store == nullptr || store->store == nullptr) return nullptr;
  auto& infos = store->host_infos;
  const auto found = infos.find(identity());
  if (found != infos.end()) return &found->second;
  return make ? &infos[identity()] : nullptr;
}

HostInfo* touchstone::wasm::c_api::GuestObject::host_info(bool make) const {
  HostInfo* found = wasm_ref_t::host_info(false);
  if (found != nullptr || !make || store->store == nullptr) return found;
  // An object that is collected would leave its host info to another one at the same address.
  store->with_host_info.push_back(root);
  return wasm_ref_t::host_info(true);
}

namespace {

template <class T>
T* copy_of(const T* handle) {
  return guarded<T*>(nullptr, [&] { return handle == nullptr ? nullptr : static_cast<T*>(handle->clone()); });
}

bool same(const wasm_ref_t* a, const wasm_ref_t* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a->identity() == b->identity() && a->store == b->store;
}

void* host_info_of(const wasm_ref_t* handle) {
  const HostInfo* info = handle->host_info(false);
  return info == nullptr ? nullptr : info->data;
}

void set_host_info(wasm_ref_t* handle, void* data, void (*finalizer)(void*)) {
  guarded([&] {
    if (HostInfo* info = handle->host_info(true)) {
      info->set(data, finalizer);
    } else if (finalizer != nullptr) {  // the thing is gone: so is its host info, at once
      finalizer(data);
    }
  });
}

}  // namespace

extern "C" {

void wasm_ref_delete(wasm_ref_t* ref) { delete ref; }
wasm_ref_t* wasm_ref_copy(const wasm_ref_t* ref) { return copy_of(ref); }
bool wasm_ref_same(const wasm_ref_t* a, const wasm_ref_t* b) { return same(a, b); }
void* wasm_ref_get_host_info(const wasm_ref_t* ref) { return host_info_of(ref); }
void wasm_ref_set_host_info(wasm_ref_t* ref, void* data) { set_host_info(ref, data, nullptr); }
void wasm_ref_set_host_info_with_finalizer(wasm_ref_t* ref, void* data, void (*finalizer)(void*)) {
  set_host_info(ref, data, finalizer);
}

#define REFERENCE(name)                                                                                            \
  void wasm_##name##_delete(wasm_##name##_t* handle) { delete handle; }                                            \
  wasm_##name##_t* wasm_##name##_copy(const wasm_##name##_t* handle) { return copy_of(handle); }                   \
  bool wasm_##name##_same(const wasm_##name##_t* a, const wasm_##name##_t* b) { return same(a, b); }               \
  void* wasm_##name##_get_host_info(const wasm_##name##_t* handle) { return host_info_of(handle); }                \
  void wasm_##name##_set_host_info(wasm_##name##_t* handle, void* data) { set_host_info(handle, data, nullptr); }  \
  void wasm_##name##_set_host_info_with_finalizer(wasm_##name##_t* handle, void* data, void (*finalizer)(void*)) { \
    set_host_info(handle, data, finalizer);                                                                        \
  }                                                                                                                \
  wasm_ref_t* wasm_##name##_as_ref(wasm_##name##_t* handle) { return handle; }                                     \
  const wasm_ref_t* wasm_##name##_as_ref_const(const wasm_##name##_t* handle) { return handle; }                   \
  wasm_##name##_t* wasm_ref_as_##name(wasm_ref_t* ref) { return dynamic_cast<wasm_##name##_t*>(ref); }             \
  const wasm_##name##_t* wasm_ref_as_##name##_const(const wasm_ref_t* ref) {                                       \
    return dynamic_cast<const wasm_##name##_t*>(ref);                                                              \
  }
#include "interp/c_api/references.def"
#undef REFERENCE

#define EXTERNAL(name)                                                                                   \
  wasm_extern_t* wasm_##name##_as_extern(wasm_##name##_t* handle) { return handle; }                     \
  const wasm_extern_t* wasm_##name##_as_extern_const(const wasm_##name##_t* handle) { return handle; }   \
  wasm_##name##_t* wasm_extern_as_##name(wasm_extern_t* e) { return dynamic_cast<wasm_##name##_t*>(e); } \
  const wasm_##name##_t* wasm_extern_as_##name##_const(const wasm_extern_t* e) {                         \
    return dynamic_cast<const wasm_##name##_t*>(e);                                                      \
  }
#include "interp/c_api/externals.def"
#undef EXTERNAL

// ---- Foreign objects

wasm_foreign_t* wasm_foreign_new(wasm_store_t* store) {
  return guarded<wasm_foreign_t*>(nullptr, [&]() -> wasm_foreign_t* {
    if (store == nullptr) return nullptr;
    return new wasm_foreign_t(store->state, std::make_shared<ForeignObject>());
  });
}

// ---- Vectors

wasm_ref_t* touchstone_v128_new(const uint8_t bytes[16]) {
  return guarded<wasm_ref_t*>(nullptr, [&] {
    touchstone::V128 value;
    std::memcpy(&value, bytes, sizeof value);
    return new VectorObject(value);
  });
}
bool touchstone_v128_bytes(const wasm_ref_t* ref, uint8_t out[16]) {
  const auto* vector = dynamic_cast<const VectorObject*>(ref);
  if (vector != nullptr) std::memcpy(out, vector->value.get(), sizeof *vector->value);
  return vector != nullptr;
}
}
