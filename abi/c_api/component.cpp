// The C interface's engine, store, component, and types of components.
#include "abi/binary/encode.hpp"
#include "abi/c_api/objects.hpp"
#include "abi/text/parse.hpp"
#include "interp/c_api/objects.hpp"
#include "interp/execution/chooser.hpp"

namespace touchstone::component::c_api {

void StoreState::close() {
  if (running > 0) {
    closing = true;
    return;
  }
  const std::unique_ptr<Store> ending = std::move(store);
  while (!handles.empty()) {
    Handle* handle = *handles.begin();
    handles.erase(handles.begin());
    handle->drop();
  }
}

touchstone_type_t* new_type(const closed::ValType& type) {
  return type ? new touchstone_type_t{type, type_text(type)} : nullptr;
}

namespace {

SourcePtr source_of(const wasm_byte_vec_t* bytes) {
  const std::string_view content = view_of(bytes);
  const bool binary = content.starts_with(std::string_view("\0asm", 4));
  return binary ? binary_source("<binary>", std::string(content)) : text_source("<text>", std::string(content));
}

touchstone_sort_t sort_of(Sort sort) {
  switch (sort) {
  case Sort::func: return TOUCHSTONE_SORT_FUNC;
  case Sort::value: return TOUCHSTONE_SORT_VALUE;
  case Sort::type: return TOUCHSTONE_SORT_TYPE;
  case Sort::component: return TOUCHSTONE_SORT_COMPONENT;
  case Sort::instance: return TOUCHSTONE_SORT_INSTANCE;
  default: return TOUCHSTONE_SORT_MODULE;
  }
}

touchstone_items_t* new_items(const std::vector<closed::Extern>& externs) {
  auto items = std::make_unique<touchstone_items_t>();
  for (const closed::Extern& each : externs) {
    const auto* inside = std::get_if<closed::InstanceTypePtr>(&each.type);
    items->items.push_back({each.name->name, sort_of(closed::extern_sort(each.type)), type_text(each.type),
                            inside == nullptr ? nullptr : *inside, nullptr});
  }
  return items.release();
}

std::string text_of(const Item& item) {
  if (const auto* func = std::get_if<FuncInstPtr>(&item)) return type_text(*(*func)->type);
  if (const auto* value = std::get_if<ValueItem>(&item); value != nullptr && value->type) return type_text(value->type);
  switch (item_sort(item)) {
  case Sort::core_module: return "core module";
  case Sort::value: return "value";
  case Sort::type: return std::get<TypeItem>(item).resource != nullptr ? "resource" : "type";
  case Sort::component: return "component";
  default: return "instance";
  }
}

touchstone_items_t* new_items(const InstanceItem& instance) {
  auto items = std::make_unique<touchstone_items_t>();
  for (const auto& each : instance.exports()) {
    const auto* inside = std::get_if<InstanceItemPtr>(&each.item);
    items->items.push_back(
        {each.name, sort_of(item_sort(each.item)), text_of(each.item), nullptr, inside == nullptr ? nullptr : *inside});
  }
  return items.release();
}

Result<Profile> profile_from(const char* list) {
  Profile profile;
  std::string core;
  std::string why;
  const auto gates = parse_gates(list, profile.gates, core, why);
  const auto features = gates ? parse_features(core, profile.features, why) : std::nullopt;
  if (!features) return Error(Phase::malformed, {}, "unknown profile", "", ": " + why);
  return Profile{*gates, *features};
}

}  // namespace

}  // namespace touchstone::component::c_api

using namespace touchstone::component;         // NOLINT: all below is C
using namespace touchstone::component::c_api;  // NOLINT

extern "C" {

// ---- Engine and store

touchstone_error_t* touchstone_engine_new(const char* profile, touchstone_engine_t** out) {
  *out = nullptr;
  return as_error([&]() -> touchstone_error_t* {
    const auto chosen = profile_from(profile == nullptr ? "" : profile);
    if (!chosen) return misused(chosen.error().message());
    *out = new touchstone_engine_t{host::Engine(*chosen)};
    return nullptr;
  });
}
void touchstone_engine_delete(touchstone_engine_t* engine) { delete engine; }

touchstone_store_t* touchstone_store_new(const touchstone_engine_t* engine, const wasm_config_t* config) {
  return guarded<touchstone_store_t*>(nullptr, [&]() -> touchstone_store_t* {
    if (engine == nullptr) return nullptr;
    StoreConfig settings;
    if (config != nullptr) {
      settings.core = config->settings.config;
      if (!config->settings.chooser.empty()) settings.chooser = touchstone::make_chooser(config->settings.chooser);
    }
    return new touchstone_store_t{std::make_shared<StoreState>(std::move(settings))};
  });
}
void touchstone_store_delete(touchstone_store_t* store) {
  if (store == nullptr) return;
  store->state->close();
  delete store;
}

// ---- Types

void touchstone_type_delete(touchstone_type_t* type) { delete type; }
touchstone_type_t* touchstone_type_copy(const touchstone_type_t* type) {
  return guarded<touchstone_type_t*>(nullptr, [&] { return type == nullptr ? nullptr : new touchstone_type_t(*type); });
}
touchstone_kind_t touchstone_type_kind(const touchstone_type_t* type) {
  return static_cast<touchstone_kind_t>(type->type->kind);
}
const char* touchstone_type_text(const touchstone_type_t* type) { return type->text.c_str(); }
size_t touchstone_type_size(const touchstone_type_t* type) { return type->type->parts.size(); }
const char* touchstone_type_label(const touchstone_type_t* type, size_t part) {
  return part < type->type->parts.size() ? type->type->parts[part].label.c_str() : "";
}
touchstone_type_t* touchstone_type_part(const touchstone_type_t* type, size_t part) {
  return guarded<touchstone_type_t*>(
      nullptr, [&] { return part < type->type->parts.size() ? new_type(type->type->parts[part].type) : nullptr; });
}
bool touchstone_type_length(const touchstone_type_t* type, uint32_t* out) {
  if (type->type->length) *out = *type->type->length;
  return type->type->length.has_value();
}

// ---- Components

touchstone_error_t* touchstone_component_new(const touchstone_engine_t* engine, const wasm_byte_vec_t* bytes,
                                             touchstone_component_t** out) {
  *out = nullptr;
  return as_error([&]() -> touchstone_error_t* {
    auto component = host::Component::load(engine->engine, source_of(bytes));
    if (!component) return failed(component.error());
    *out = new touchstone_component_t{*std::move(component)};
    return nullptr;
  });
}
void touchstone_component_delete(touchstone_component_t* component) { delete component; }
touchstone_component_t* touchstone_component_copy(const touchstone_component_t* component) {
  return guarded<touchstone_component_t*>(
      nullptr, [&] { return component == nullptr ? nullptr : new touchstone_component_t(*component); });
}
touchstone_items_t* touchstone_component_imports(const touchstone_component_t* component) {
  return guarded<touchstone_items_t*>(nullptr, [&] { return new_items(component->component.imports()); });
}
touchstone_items_t* touchstone_component_exports(const touchstone_component_t* component) {
  return guarded<touchstone_items_t*>(nullptr, [&] { return new_items(component->component.exports()); });
}

touchstone_error_t* touchstone_component_from_text(const touchstone_engine_t* engine, const wasm_byte_vec_t* text,
                                                   wasm_byte_vec_t* out) {
  wasm_byte_vec_new_empty(out);
  return as_error([&]() -> touchstone_error_t* {
    const auto source = touchstone::text_source("<text>", std::string(view_of(text)));
    const auto component = parse_component(source, engine->engine.profile());
    if (!component) return failed(component.error());
    copy_bytes(encode_component(*component), out);
    return nullptr;
  });
}

// ---- Lists of items

void touchstone_items_delete(touchstone_items_t* items) { delete items; }
size_t touchstone_items_size(const touchstone_items_t* items) { return items->items.size(); }
const char* touchstone_items_name(const touchstone_items_t* items, size_t i) {
  return i < items->items.size() ? items->items[i].name.c_str() : "";
}
touchstone_sort_t touchstone_items_sort(const touchstone_items_t* items, size_t i) {
  return i < items->items.size() ? items->items[i].sort : touchstone_sort_t{TOUCHSTONE_SORT_MODULE};
}
const char* touchstone_items_type(const touchstone_items_t* items, size_t i) {
  return i < items->items.size() ? items->items[i].type.c_str() : "";
}
touchstone_items_t* touchstone_items_inside(const touchstone_items_t* items, size_t i) {
  return guarded<touchstone_items_t*>(nullptr, [&]() -> touchstone_items_t* {
    if (i >= items->items.size()) return nullptr;
    const auto& item = items->items[i];
    if (item.inside != nullptr) return new_items(item.inside->exports.list);
    return item.instance == nullptr ? nullptr : new_items(*item.instance);
  });
}

touchstone_items_t* touchstone_instance_exports(const touchstone_instance_t* instance) {
  return guarded<touchstone_items_t*>(
      nullptr, [&] { return instance->instance ? new_items(*instance->instance->item()) : new touchstone_items_t; });
}
}
