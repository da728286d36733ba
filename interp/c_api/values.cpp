// The C interface's values: how a wasm_val_t becomes a value of a given type, and the reverse.
//
// Numbers must have the type's own kind. References may come under any kind of reference: what they are decides.
#include "interp/c_api/objects.hpp"
#include "interp/c_api/types.hpp"
#include "interp/c_api/vectors.hpp"

namespace touchstone::wasm::c_api {

namespace {

std::string kind_name(wasm_valkind_t kind) {
  switch (kind) {
  case WASM_I32: return "i32";
  case WASM_I64: return "i64";
  case WASM_F32: return "f32";
  case WASM_F64: return "f64";
  default: return wasm_valkind_is_ref(kind) ? "a reference" : "kind " + std::to_string(kind);
  }
}

/// The place of a handle of the host's in host_refs. One place for each thing, so that references to it are equal.
u64 host_ref(StoreState& store, const wasm_ref_t& handle) {
  const auto known = store.host_ref_of.find(handle.identity());
  if (known != store.host_ref_of.end()) return known->second;
  store.host_refs.emplace_back(handle.clone());
  store.host_ref_of.emplace(handle.identity(), store.host_refs.size() - 1);
  return store.host_refs.size() - 1;
}

}  // namespace

std::optional<Ref> ref_of(StoreState& store, const wasm_ref_t* handle, const RefType& type, std::string& why) {
  const auto refuse = [&](const std::string& found) {
    why = "expected " + to_string(type) + ", got " + found;
    return std::nullopt;
  };
  if (handle == nullptr) {
    if (!type.null) return refuse("null");
    return Ref::null();
  }
  if (handle->store.get() != &store) return refuse("something of another store");
  Ref ref;
  const HeapKind top = top_of(type.heap);
  const auto* func = dynamic_cast<const wasm_func_t*>(handle);
  const auto* object = dynamic_cast<const GuestObject*>(handle);
  if (top == HeapKind::func && func != nullptr) {
    ref = Ref::to(func->get());
  } else if (object != nullptr) {
    // One thing is an externref and an anyref, as the type asks.
    const bool internal = object->ref.kind() != RefKind::exn && object->ref.kind() != RefKind::cont;
    ref = top == HeapKind::extern_ && internal ? object->ref.externalized() : object->ref;
  } else if (top == HeapKind::extern_) {
    ref = Ref::host(host_ref(store, *handle)).externalized();
  } else if (top == HeapKind::any) {
    ref = Ref::host(host_ref(store, *handle));
  } else {
    return refuse("a reference of another kind");
  }
  const RefType found = ref_type(ref);
  if (top_of(found.heap) != top || !ref_ok(ref, type)) return refuse(to_string(found));
  return ref;
}

std::optional<Val> from_c(StoreState& store, const wasm_val_t& val, const ValType& type, std::string& why) {
  if (type.is_ref()) {
    if (!wasm_valkind_is_ref(val.kind)) {
      why = "expected " + to_string(type) + ", got " + kind_name(val.kind);
      return std::nullopt;
    }
    const auto ref = ref_of(store, val.of.ref, type.ref(), why);
    if (!ref) return std::nullopt;
    return ref->is_null() ? Val::null(type.ref()) : Val(*store.store, *ref, ref_type(*ref));
  }
  if (type.is_vec()) {
    const auto* vector = wasm_valkind_is_ref(val.kind) ? dynamic_cast<const VectorObject*>(val.of.ref) : nullptr;
    if (vector != nullptr) return Val(*vector->value);
  } else if (kind_of(type) == val.kind) {
    switch (val.kind) {
    case WASM_I32: return Val(val.of.i32);
    case WASM_I64: return Val(val.of.i64);
    case WASM_F32: return Val(std::bit_cast<float>(val.of.i32));  // as bits: a NaN keeps its own
    default: return Val(std::bit_cast<double>(val.of.i64));
    }
  }
  why = "expected " + to_string(type) + ", got " + kind_name(val.kind);
  return std::nullopt;
}

wasm_ref_t* new_ref(const StorePtr& store, Ref ref) {
  if (ref.is_null()) return nullptr;
  const Ref inner = ref.internalized();
  if (inner.is_host()) {
    const u64 place = inner.host_value();
    return place < store->host_refs.size() ? store->host_refs[place]->clone() : nullptr;
  }
  if (inner.kind() == RefKind::func) return new wasm_func_t(store, inner.func());
  return new GuestObject(store, inner);
}

wasm_val_t to_c(const StorePtr& store, const ValType& type, const Value& value) {
  wasm_val_t val;
  val.kind = kind_of(type);
  val.of.i64 = 0;
  switch (val.kind) {
  case WASM_I32:
  case WASM_F32: {
    const u32 bits = value.as<u32>();
    std::memcpy(&val.of, &bits, sizeof bits);
    break;
  }
  case WASM_I64:
  case WASM_F64: std::memcpy(&val.of, &value.low, sizeof value.low); break;
  case TOUCHSTONE_V128: val.of.ref = new VectorObject(value.as<V128>()); break;
  default: val.of.ref = new_ref(store, value.as<Ref>()); break;
  }
  return val;
}

}  // namespace touchstone::wasm::c_api

extern "C" {

void wasm_val_delete(wasm_val_t* val) {
  if (val == nullptr || !wasm_valkind_is_ref(val->kind)) return;
  wasm_ref_delete(std::exchange(val->of.ref, nullptr));
}

void wasm_val_copy(wasm_val_t* out, const wasm_val_t* val) {
  const wasm_val_t from = *val;
  *out = from;
  if (wasm_valkind_is_ref(from.kind)) out->of.ref = wasm_ref_copy(from.of.ref);
}
}
