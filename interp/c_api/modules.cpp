// The C interface's modules, and the text format.
#include "interp/binary/encode.hpp"
#include "interp/c_api/objects.hpp"
#include "interp/c_api/types.hpp"
#include "interp/c_api/vectors.hpp"

namespace touchstone::wasm::c_api {

namespace {

SourcePtr source_of(const wasm_byte_vec_t* bytes) {
  const std::string_view content = view_of(bytes);
  const bool binary = content.starts_with(std::string_view("\0asm", 4));
  return binary ? binary_source("<binary>", std::string(content)) : text_source("<text>", std::string(content));
}

Result<ValidModule> binary_module(const StoreState& store, const wasm_byte_vec_t* bytes) {
  return module_load(binary_source("<binary>", std::string(view_of(bytes))), store.features);
}

wasm_module_t* new_module(const StorePtr& store, ValidModule module) {
  auto object = std::make_shared<ModuleObject>();
  object->module = std::move(module);
  return new wasm_module_t(store, std::move(object));
}

Vector<wasm_name_t> name_of(std::string_view name) {
  wasm_name_t bytes;
  copy_bytes(name, &bytes);
  return Vector<wasm_name_t>(bytes);
}

}  // namespace

}  // namespace touchstone::wasm::c_api

using namespace touchstone::wasm;         // NOLINT: all below is C
using namespace touchstone::wasm::c_api;  // NOLINT

extern "C" {

wasm_module_t* wasm_module_new(wasm_store_t* store, const wasm_byte_vec_t* binary) {
  return guarded<wasm_module_t*>(nullptr, [&]() -> wasm_module_t* {
    if (store == nullptr) return nullptr;
    auto module = binary_module(*store->state, binary);
    return module ? new_module(store->state, *std::move(module)) : nullptr;
  });
}

bool wasm_module_validate(wasm_store_t* store, const wasm_byte_vec_t* binary) {
  return guarded(false, [&] { return store != nullptr && binary_module(*store->state, binary).has_value(); });
}

void wasm_module_imports(const wasm_module_t* module, wasm_importtype_vec_t* out) {
  wasm_importtype_vec_new_empty(out);
  guarded([&] {
    const auto imports = module_imports(module->object->module);
    make_room(out, imports.size());
    for (std::size_t i = 0; i < out->size; ++i) {
      out->data[i] =
          new wasm_importtype_t{name_of(imports[i].module), name_of(imports[i].name), new_externtype(imports[i].type)};
    }
  });
}

void wasm_module_exports(const wasm_module_t* module, wasm_exporttype_vec_t* out) {
  wasm_exporttype_vec_new_empty(out);
  guarded([&] {
    const auto exports = module_exports(module->object->module);
    make_room(out, exports.size());
    for (std::size_t i = 0; i < out->size; ++i) {
      out->data[i] = new wasm_exporttype_t{name_of(exports[i].name), new_externtype(exports[i].type)};
    }
  });
}

void wasm_module_serialize(const wasm_module_t* module, wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  guarded([&] {
    const Module& is = *module->object->module.module;
    if (is.source != nullptr && is.source->kind() == touchstone::Source::Kind::binary) {
      copy_bytes(is.source->content(), out);
    } else {
      copy_bytes(encode_module(is), out);
    }
  });
}

wasm_module_t* wasm_module_deserialize(wasm_store_t* store, const wasm_byte_vec_t* bytes) {
  return wasm_module_new(store, bytes);
}

wasm_shared_module_t* wasm_module_share(const wasm_module_t* module) {
  return guarded<wasm_shared_module_t*>(nullptr, [&] { return new wasm_shared_module_t{module->object->module}; });
}
wasm_module_t* wasm_module_obtain(wasm_store_t* store, const wasm_shared_module_t* shared) {
  return guarded<wasm_module_t*>(nullptr, [&]() -> wasm_module_t* {
    return store == nullptr || shared == nullptr ? nullptr : new_module(store->state, shared->module);
  });
}
void wasm_shared_module_delete(wasm_shared_module_t* shared) { delete shared; }

touchstone_error_t* touchstone_wasm_from_text(const wasm_byte_vec_t* text, wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  return as_error([&]() -> touchstone_error_t* {
    const auto module = module_parse(view_of(text), touchstone::Features::all());
    if (!module) return new_error(module.error()).release();
    copy_bytes(encode_module(*module), out);
    return nullptr;
  });
}

touchstone_error_t* touchstone_module_new(wasm_store_t* store, const wasm_byte_vec_t* bytes, wasm_module_t** out) {
  *out = nullptr;
  return as_error([&]() -> touchstone_error_t* {
    if (store == nullptr) return new_error("no store").release();
    auto module = module_load(source_of(bytes), store->state->features);
    if (!module) return new_error(module.error()).release();
    *out = new_module(store->state, *std::move(module));
    return nullptr;
  });
}

void touchstone_valtype_text(const wasm_valtype_t* type, wasm_name_t* out) {
  wasm_name_new_empty(out);
  guarded([&] { copy_bytes(to_string(type->type), out); });
}
void touchstone_externtype_text(const wasm_externtype_t* type, wasm_name_t* out) {
  wasm_name_new_empty(out);
  guarded([&] { copy_bytes(to_string(type->type()), out); });
}
}
