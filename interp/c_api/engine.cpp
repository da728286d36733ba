// The C interface's configuration, engine and store.
#include <new>

#include "interp/c_api/objects.hpp"
#include "interp/c_api/vectors.hpp"
#include "interp/execution/chooser.hpp"

using touchstone::wasm::c_api::guarded;
using touchstone::wasm::c_api::Settings;
using touchstone::wasm::c_api::StoreState;

struct wasm_engine_t {
  Settings settings;
};

namespace touchstone::wasm::c_api {

namespace {

Config with_chooser(Config config, Chooser* chooser) {
  config.chooser = chooser;
  return config;
}

}  // namespace

StoreState::StoreState(const Settings& settings)
    : features(settings.features),
      chooser(settings.chooser.empty() ? nullptr : make_chooser(settings.chooser)),
      store(store_init(with_chooser(settings.config, chooser.get()))) {}

StoreState::~StoreState() = default;

// Finalizers are the host's code: they see a store that is gone, and may delete handles of it.
void StoreState::close() {
  if (running > 0) {
    closing = true;
    return;
  }
  const std::unique_ptr<Store> ending = std::move(store);
  const auto infos = std::move(host_infos);
  const auto refs = std::move(host_refs);
  const auto pinned = std::move(with_host_info);
  const auto trap = std::move(in_flight);
  host_ref_of.clear();
}

}  // namespace touchstone::wasm::c_api

extern "C" {

// ---- Configuration

wasm_config_t* wasm_config_new(void) { return new (std::nothrow) wasm_config_t; }
void wasm_config_delete(wasm_config_t* config) { delete config; }

bool touchstone_config_set_features(wasm_config_t* config, const char* list) {
  return guarded(false, [&] {
    std::string why;
    const auto features = touchstone::parse_features(list, config->settings.features, why);
    if (features) config->settings.features = *features;
    return features.has_value();
  });
}
void touchstone_config_set_fuel(wasm_config_t* config, uint64_t fuel) { config->settings.config.fuel = fuel; }
void touchstone_config_set_call_depth(wasm_config_t* config, uint32_t calls) {
  config->settings.config.call_depth = calls;
}
void touchstone_config_set_memory_bytes(wasm_config_t* config, uint64_t bytes) {
  config->settings.config.memory_bytes = bytes;
}
void touchstone_config_set_table_elements(wasm_config_t* config, uint64_t elements) {
  config->settings.config.table_elements = elements;
}
void touchstone_config_set_heap_bytes(wasm_config_t* config, uint64_t bytes) {
  config->settings.config.heap_bytes = bytes;
}
bool touchstone_config_set_chooser(wasm_config_t* config, const char* specification) {
  return guarded(false, [&] {
    touchstone::make_chooser(specification);
    config->settings.chooser = specification;
    return true;
  });
}

// ---- Engine

wasm_engine_t* wasm_engine_new(void) { return new (std::nothrow) wasm_engine_t; }
wasm_engine_t* wasm_engine_new_with_config(wasm_config_t* config) {
  const std::unique_ptr<wasm_config_t> taken(config);
  return guarded<wasm_engine_t*>(
      nullptr, [&] { return taken == nullptr ? new wasm_engine_t : new wasm_engine_t{std::move(taken->settings)}; });
}
void wasm_engine_delete(wasm_engine_t* engine) { delete engine; }

// ---- Store

wasm_store_t* wasm_store_new(wasm_engine_t* engine) {
  return guarded<wasm_store_t*>(nullptr, [&]() -> wasm_store_t* {
    if (engine == nullptr) return nullptr;
    return new wasm_store_t{std::make_shared<StoreState>(engine->settings)};
  });
}
void wasm_store_delete(wasm_store_t* store) {
  if (store == nullptr) return;
  store->state->close();
  delete store;
}
}
