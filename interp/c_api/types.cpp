// The C interface's types of types: value, function, global, table, memory, external, import and export types.
//
// What a constructor takes over it empties, so that deleting it again is harmless. Null parts give null.
#include "interp/c_api/types.hpp"

#include "interp/c_api/touchstone_wasm.h"

namespace touchstone::wasm::c_api {

RecGroupPtr owner_of(const ValType& type) {
  return type.is_ref() && type.heap.kind == HeapKind::def ? owner(*type.heap.def) : nullptr;
}

wasm_valkind_t kind_of(const ValType& type) {
  switch (type.kind) {
  case ValKind::i32: return WASM_I32;
  case ValKind::i64: return WASM_I64;
  case ValKind::f32: return WASM_F32;
  case ValKind::f64: return WASM_F64;
  case ValKind::v128: return TOUCHSTONE_V128;
  case ValKind::ref:
  case ValKind::bot: break;
  }
  switch (top_of(type.heap)) {
  case HeapKind::extern_: return WASM_EXTERNREF;
  case HeapKind::func: return WASM_FUNCREF;
  case HeapKind::exn: return TOUCHSTONE_EXNREF;
  case HeapKind::cont: return TOUCHSTONE_CONTREF;
  default: return TOUCHSTONE_ANYREF;
  }
}

wasm_limits_t limits_of(const Limits& limits) {
  const auto bounded = [](u64 n) {
    return n < wasm_limits_max_default ? static_cast<u32>(n) : wasm_limits_max_default;
  };
  return {bounded(limits.min), bounded(limits.max.value_or(wasm_limits_max_default))};
}

namespace {

/// The nullable type of a kind, and nothing for an unknown one.
std::optional<ValType> type_of(wasm_valkind_t kind) {
  switch (kind) {
  case WASM_I32: return ValKind::i32;
  case WASM_I64: return ValKind::i64;
  case WASM_F32: return ValKind::f32;
  case WASM_F64: return ValKind::f64;
  case WASM_EXTERNREF: return externref;
  case WASM_FUNCREF: return funcref;
  case TOUCHSTONE_V128: return ValKind::v128;
  case TOUCHSTONE_ANYREF: return RefType{true, HeapKind::any};
  case TOUCHSTONE_EXNREF: return RefType{true, HeapKind::exn};
  case TOUCHSTONE_CONTREF: return RefType{true, HeapKind::cont};
  default: return std::nullopt;
  }
}

Limits from_c(const wasm_limits_t& limits) {
  return {limits.min, limits.max == wasm_limits_max_default ? std::nullopt : std::optional<u64>(limits.max)};
}

wasm_valtype_vec_t to_c(const ResultType& types) {
  wasm_valtype_vec_t vector;
  make_room(&vector, types.size());
  for (std::size_t i = 0; i < vector.size; ++i) vector.data[i] = new wasm_valtype_t(types[i]);
  return vector;
}

std::optional<ResultType> from_c(const wasm_valtype_vec_t& vector) {
  ResultType types;
  for (std::size_t i = 0; i < vector.size; ++i) {
    if (vector.data[i] == nullptr) return std::nullopt;
    types.push_back(vector.data[i]->type);
  }
  return types;
}

template <class T>
T* copy_of(const T* type) {
  return guarded<T*>(nullptr, [&] { return type == nullptr ? nullptr : new T(*type); });
}

template <class T>
T* clone_of(const T* type) {
  return guarded<T*>(nullptr, [&] { return type == nullptr ? nullptr : static_cast<T*>(type->clone()); });
}

}  // namespace

wasm_externkind_t TagTypeObject::kind() const { return TOUCHSTONE_EXTERN_TAG; }

std::unique_ptr<wasm_externtype_t> new_externtype(const ExternType& type) {
  switch (extern_kind(type)) {
  case ExternKind::func: return std::make_unique<wasm_functype_t>(std::get<FuncUse>(type).type.def);
  case ExternKind::table: return std::make_unique<wasm_tabletype_t>(std::get<TableType>(type));
  case ExternKind::mem: return std::make_unique<wasm_memorytype_t>(std::get<MemType>(type));
  case ExternKind::global: return std::make_unique<wasm_globaltype_t>(std::get<GlobalType>(type));
  case ExternKind::tag: break;
  }
  return std::make_unique<TagTypeObject>(std::get<TagType>(type));
}

}  // namespace touchstone::wasm::c_api

using namespace touchstone::wasm;         // NOLINT: all below is C
using namespace touchstone::wasm::c_api;  // NOLINT

wasm_functype_t::wasm_functype_t(const DefType* of)
    : def(of),
      owner(touchstone::wasm::owner(*of)),
      params(to_c(of->func().params)),
      results(to_c(of->func().results)) {}

extern "C" {

// ---- Value types

wasm_valtype_t* wasm_valtype_new(wasm_valkind_t kind) {
  const auto type = type_of(kind);
  return guarded<wasm_valtype_t*>(nullptr, [&] { return type ? new wasm_valtype_t(*type) : nullptr; });
}
void wasm_valtype_delete(wasm_valtype_t* type) { delete type; }
wasm_valtype_t* wasm_valtype_copy(const wasm_valtype_t* type) { return copy_of(type); }
wasm_valkind_t wasm_valtype_kind(const wasm_valtype_t* type) { return kind_of(type->type); }

// ---- Function types

wasm_functype_t* wasm_functype_new(wasm_valtype_vec_t* params, wasm_valtype_vec_t* results) {
  const Vector<wasm_valtype_vec_t> ps(take(params));
  const Vector<wasm_valtype_vec_t> rs(take(results));
  return guarded<wasm_functype_t*>(nullptr, [&]() -> wasm_functype_t* {
    auto from = from_c(*ps.get());
    auto to = from_c(*rs.get());
    if (!from || !to) return nullptr;
    const RecGroupPtr group = intern_func_type({*std::move(from), *std::move(to)});
    return new wasm_functype_t(group->types.data());
  });
}
void wasm_functype_delete(wasm_functype_t* type) { delete type; }
wasm_functype_t* wasm_functype_copy(const wasm_functype_t* type) { return clone_of(type); }
const wasm_valtype_vec_t* wasm_functype_params(const wasm_functype_t* type) { return type->params.get(); }
const wasm_valtype_vec_t* wasm_functype_results(const wasm_functype_t* type) { return type->results.get(); }

// ---- Global types

wasm_globaltype_t* wasm_globaltype_new(wasm_valtype_t* content, wasm_mutability_t mutability) {
  const std::unique_ptr<wasm_valtype_t> taken(content);
  return guarded<wasm_globaltype_t*>(nullptr, [&] {
    return taken == nullptr ? nullptr : new wasm_globaltype_t(GlobalType{mutability == WASM_VAR, taken->type});
  });
}
void wasm_globaltype_delete(wasm_globaltype_t* type) { delete type; }
wasm_globaltype_t* wasm_globaltype_copy(const wasm_globaltype_t* type) { return clone_of(type); }
const wasm_valtype_t* wasm_globaltype_content(const wasm_globaltype_t* type) { return &type->content; }
wasm_mutability_t wasm_globaltype_mutability(const wasm_globaltype_t* type) {
  return type->is.mutable_ ? WASM_VAR : WASM_CONST;
}

// ---- Table types

wasm_tabletype_t* wasm_tabletype_new(wasm_valtype_t* element, const wasm_limits_t* limits) {
  const std::unique_ptr<wasm_valtype_t> taken(element);
  return guarded<wasm_tabletype_t*>(nullptr, [&]() -> wasm_tabletype_t* {
    if (taken == nullptr || limits == nullptr || !taken->type.is_ref()) return nullptr;
    return new wasm_tabletype_t(TableType{AddrType::i32, from_c(*limits), taken->type.ref()});
  });
}
void wasm_tabletype_delete(wasm_tabletype_t* type) { delete type; }
wasm_tabletype_t* wasm_tabletype_copy(const wasm_tabletype_t* type) { return clone_of(type); }
const wasm_valtype_t* wasm_tabletype_element(const wasm_tabletype_t* type) { return &type->element; }
const wasm_limits_t* wasm_tabletype_limits(const wasm_tabletype_t* type) { return &type->limits; }

// ---- Memory types

wasm_memorytype_t* wasm_memorytype_new(const wasm_limits_t* limits) {
  return guarded<wasm_memorytype_t*>(nullptr, [&]() -> wasm_memorytype_t* {
    if (limits == nullptr) return nullptr;
    MemType type;
    type.limits = from_c(*limits);
    return new wasm_memorytype_t(type);
  });
}
void wasm_memorytype_delete(wasm_memorytype_t* type) { delete type; }
wasm_memorytype_t* wasm_memorytype_copy(const wasm_memorytype_t* type) { return clone_of(type); }
const wasm_limits_t* wasm_memorytype_limits(const wasm_memorytype_t* type) { return &type->limits; }

// ---- External types

void wasm_externtype_delete(wasm_externtype_t* type) { delete type; }
wasm_externtype_t* wasm_externtype_copy(const wasm_externtype_t* type) { return clone_of(type); }
wasm_externkind_t wasm_externtype_kind(const wasm_externtype_t* type) { return type->kind(); }

#define EXTERN_TYPE(name)                                                                                              \
  wasm_externtype_t* wasm_##name##_as_externtype(wasm_##name##_t* type) { return type; }                               \
  const wasm_externtype_t* wasm_##name##_as_externtype_const(const wasm_##name##_t* type) { return type; }             \
  wasm_##name##_t* wasm_externtype_as_##name(wasm_externtype_t* type) { return dynamic_cast<wasm_##name##_t*>(type); } \
  const wasm_##name##_t* wasm_externtype_as_##name##_const(const wasm_externtype_t* type) {                            \
    return dynamic_cast<const wasm_##name##_t*>(type);                                                                 \
  }
#include "interp/c_api/externals.def"
#undef EXTERN_TYPE

// ---- Import and export types

wasm_importtype_t* wasm_importtype_new(wasm_name_t* module, wasm_name_t* name, wasm_externtype_t* type) {
  Vector<wasm_name_t> taken_module(take(module));
  Vector<wasm_name_t> taken_name(take(name));
  std::unique_ptr<wasm_externtype_t> taken(type);
  return guarded<wasm_importtype_t*>(nullptr, [&]() -> wasm_importtype_t* {
    if (taken == nullptr) return nullptr;
    return new wasm_importtype_t{std::move(taken_module), std::move(taken_name), std::move(taken)};
  });
}
void wasm_importtype_delete(wasm_importtype_t* type) { delete type; }
wasm_importtype_t* wasm_importtype_copy(const wasm_importtype_t* type) {
  if (type == nullptr) return nullptr;
  wasm_name_t module;
  wasm_name_t name;
  wasm_name_copy(&module, type->module.get());
  wasm_name_copy(&name, type->name.get());
  return wasm_importtype_new(&module, &name, clone_of(type->type.get()));
}
const wasm_name_t* wasm_importtype_module(const wasm_importtype_t* type) { return type->module.get(); }
const wasm_name_t* wasm_importtype_name(const wasm_importtype_t* type) { return type->name.get(); }
const wasm_externtype_t* wasm_importtype_type(const wasm_importtype_t* type) { return type->type.get(); }

wasm_exporttype_t* wasm_exporttype_new(wasm_name_t* name, wasm_externtype_t* type) {
  Vector<wasm_name_t> taken_name(take(name));
  std::unique_ptr<wasm_externtype_t> taken(type);
  return guarded<wasm_exporttype_t*>(nullptr, [&]() -> wasm_exporttype_t* {
    if (taken == nullptr) return nullptr;
    return new wasm_exporttype_t{std::move(taken_name), std::move(taken)};
  });
}
void wasm_exporttype_delete(wasm_exporttype_t* type) { delete type; }
wasm_exporttype_t* wasm_exporttype_copy(const wasm_exporttype_t* type) {
  if (type == nullptr) return nullptr;
  wasm_name_t name;
  wasm_name_copy(&name, type->name.get());
  return wasm_exporttype_new(&name, clone_of(type->type.get()));
}
const wasm_name_t* wasm_exporttype_name(const wasm_exporttype_t* type) { return type->name.get(); }
const wasm_externtype_t* wasm_exporttype_type(const wasm_exporttype_t* type) { return type->type.get(); }
}
