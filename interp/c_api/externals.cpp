// The C interface's globals, tables, memories, externs and instances.
#include <algorithm>
#include <limits>

#include "interp/c_api/objects.hpp"
#include "interp/c_api/types.hpp"
#include "interp/c_api/vectors.hpp"

namespace touchstone::wasm::c_api {

std::unique_ptr<wasm_extern_t> new_extern(const StorePtr& store, const ExternAddr& addr) {
  switch (static_cast<ExternKind>(addr.index())) {
  case ExternKind::func: return std::make_unique<wasm_func_t>(store, std::get<FuncAddr>(addr));
  case ExternKind::table: return std::make_unique<wasm_table_t>(store, std::get<TableAddr>(addr));
  case ExternKind::mem: return std::make_unique<wasm_memory_t>(store, std::get<MemAddr>(addr));
  case ExternKind::global: return std::make_unique<wasm_global_t>(store, std::get<GlobalAddr>(addr));
  case ExternKind::tag: break;
  }
  return std::make_unique<TagObject>(store, std::get<TagAddr>(addr));
}

namespace {

bool alive(const wasm_ref_t* handle) { return handle->store->store != nullptr; }
Store& store_of(const wasm_ref_t* handle) { return *handle->store->store; }

u32 bounded(u64 n) { return static_cast<u32>(std::min<u64>(n, std::numeric_limits<u32>::max())); }

// [Tabletype_ok] [Memtype_ok] The ranges of the limits.
u64 most_elements(const TableType& type) {
  return type.addr == AddrType::i32 ? std::numeric_limits<u32>::max() : std::numeric_limits<u64>::max();
}
u64 most_pages(const MemType& type) {
  const u32 bits = (type.addr == AddrType::i32 ? 32U : 64U) - type.page_size_log2;
  return bits >= 64 ? std::numeric_limits<u64>::max() : u64{1} << bits;
}

bool limits_ok(const Limits& limits, u64 range) {
  return limits.min <= range && (!limits.max || (limits.min <= *limits.max && *limits.max <= range));
}

}  // namespace

}  // namespace touchstone::wasm::c_api

using touchstone::u32;
using namespace touchstone::wasm;         // NOLINT: all below is C
using namespace touchstone::wasm::c_api;  // NOLINT

extern "C" {

// ---- Globals

wasm_global_t* wasm_global_new(wasm_store_t* store, const wasm_globaltype_t* type, const wasm_val_t* val) {
  return guarded<wasm_global_t*>(nullptr, [&]() -> wasm_global_t* {
    if (store == nullptr || type == nullptr || val == nullptr) return nullptr;
    std::string why;
    const auto value = from_c(*store->state, *val, type->is.type, why);
    if (!value) return nullptr;
    Store& s = *store->state->store;
    if (type->content.owner != nullptr) s.types.push_back(type->content.owner);
    return new wasm_global_t(store->state, global_alloc(s, type->is, *value));
  });
}
wasm_globaltype_t* wasm_global_type(const wasm_global_t* global) {
  return guarded<wasm_globaltype_t*>(
      nullptr, [&] { return alive(global) ? new wasm_globaltype_t(global->get()->type) : nullptr; });
}
void wasm_global_get(const wasm_global_t* global, wasm_val_t* out) {
  *out = WASM_INIT_VAL;
  guarded([&] {
    if (alive(global)) *out = to_c(global->store, global->get()->type.type, global->get()->value);
  });
}
void wasm_global_set(wasm_global_t* global, const wasm_val_t* val) {
  guarded([&] {
    if (!alive(global)) return;
    std::string why;
    const auto value = from_c(*global->store, *val, global->get()->type.type, why);
    if (value) static_cast<void>(global_write(store_of(global), global->get(), *value));
  });
}

// ---- Tables

wasm_table_t* wasm_table_new(wasm_store_t* store, const wasm_tabletype_t* type, wasm_ref_t* init) {
  return guarded<wasm_table_t*>(nullptr, [&]() -> wasm_table_t* {
    if (store == nullptr || type == nullptr || !limits_ok(type->is.limits, most_elements(type->is))) return nullptr;
    std::string why;
    const auto ref = ref_of(*store->state, init, type->is.elem, why);
    if (!ref) return nullptr;
    Store& s = *store->state->store;
    if (type->element.owner != nullptr) s.types.push_back(type->element.owner);
    auto table = table_alloc(s, type->is, *ref);
    return table ? new wasm_table_t(store->state, *table) : nullptr;
  });
}
wasm_tabletype_t* wasm_table_type(const wasm_table_t* table) {
  return guarded<wasm_tabletype_t*>(nullptr,
                                    [&] { return alive(table) ? new wasm_tabletype_t(table->get()->type) : nullptr; });
}
wasm_ref_t* wasm_table_get(const wasm_table_t* table, wasm_table_size_t index) {
  return guarded<wasm_ref_t*>(nullptr, [&]() -> wasm_ref_t* {
    if (!alive(table)) return nullptr;
    const auto found = table_read(store_of(table), table->get(), index);
    return found ? new_ref(table->store, found->ref()) : nullptr;
  });
}
bool wasm_table_set(wasm_table_t* table, wasm_table_size_t index, wasm_ref_t* ref) {
  return guarded(false, [&] {
    if (!alive(table)) return false;
    std::string why;
    const auto is = ref_of(*table->store, ref, table->get()->type.elem, why);
    return is && table_write(store_of(table), table->get(), index, *is);
  });
}
wasm_table_size_t wasm_table_size(const wasm_table_t* table) {
  return alive(table) ? bounded(table_size(store_of(table), table->get())) : 0;
}
bool wasm_table_grow(wasm_table_t* table, wasm_table_size_t delta, wasm_ref_t* init) {
  return guarded(false, [&] {
    if (!alive(table)) return false;
    std::string why;
    const auto is = ref_of(*table->store, init, table->get()->type.elem, why);
    return is && table_grow(store_of(table), table->get(), delta, *is);
  });
}

// ---- Memories

wasm_memory_t* wasm_memory_new(wasm_store_t* store, const wasm_memorytype_t* type) {
  return guarded<wasm_memory_t*>(nullptr, [&]() -> wasm_memory_t* {
    if (store == nullptr || type == nullptr || !limits_ok(type->is.limits, most_pages(type->is))) return nullptr;
    auto memory = mem_alloc(*store->state->store, type->is);
    return memory ? new wasm_memory_t(store->state, *memory) : nullptr;
  });
}
wasm_memorytype_t* wasm_memory_type(const wasm_memory_t* memory) {
  return guarded<wasm_memorytype_t*>(
      nullptr, [&] { return alive(memory) ? new wasm_memorytype_t(memory->get()->type) : nullptr; });
}
byte_t* wasm_memory_data(wasm_memory_t* memory) {
  if (!alive(memory)) return nullptr;
  return static_cast<byte_t*>(static_cast<void*>(memory->get()->base()));
}
size_t wasm_memory_data_size(const wasm_memory_t* memory) { return alive(memory) ? memory->get()->size() : 0; }
wasm_memory_pages_t wasm_memory_size(const wasm_memory_t* memory) {
  return alive(memory) ? bounded(memory->get()->pages()) : 0;
}
bool wasm_memory_grow(wasm_memory_t* memory, wasm_memory_pages_t delta) {
  return guarded(false, [&] { return alive(memory) && mem_grow(store_of(memory), memory->get(), delta); });
}

// ---- Externs

wasm_externkind_t wasm_extern_kind(const wasm_extern_t* e) {
  switch (static_cast<ExternKind>(e->addr.index())) {
  case ExternKind::func: return WASM_EXTERN_FUNC;
  case ExternKind::table: return WASM_EXTERN_TABLE;
  case ExternKind::mem: return WASM_EXTERN_MEMORY;
  case ExternKind::global: return WASM_EXTERN_GLOBAL;
  case ExternKind::tag: break;
  }
  return TOUCHSTONE_EXTERN_TAG;
}
wasm_externtype_t* wasm_extern_type(const wasm_extern_t* e) {
  return guarded<wasm_externtype_t*>(nullptr, [&]() -> wasm_externtype_t* {
    return alive(e) ? new_externtype(extern_type(e->addr)).release() : nullptr;
  });
}

// ---- Instances

wasm_instance_t* wasm_instance_new(wasm_store_t* store, const wasm_module_t* module, const wasm_extern_vec_t* imports,
                                   wasm_trap_t** trap) {
  if (trap != nullptr) *trap = nullptr;
  const auto fail = [&](wasm_trap_t* why) -> wasm_instance_t* {
    if (trap != nullptr) {
      *trap = why;
    } else {
      wasm_trap_delete(why);
    }
    return nullptr;
  };
  return guarded<wasm_instance_t*>(nullptr, [&]() -> wasm_instance_t* {
    if (store == nullptr || module == nullptr) return nullptr;
    const StorePtr state = store->state;
    const std::size_t wanted = module->object->module.module->imports.size();
    const std::size_t given = imports == nullptr ? 0 : imports->size;
    if (given != wanted) {
      return fail(new_trap(state, "expected " + std::to_string(wanted) + " imports, got " + std::to_string(given)));
    }
    std::vector<ExternAddr> addrs;
    for (std::size_t i = 0; i < given; ++i) {
      const wasm_extern_t* e = imports->data[i];
      if (e == nullptr || e->store != state) {
        return fail(new_trap(
            state, "import " + std::to_string(i + 1) + " is " + (e == nullptr ? "missing" : "of another store")));
      }
      addrs.push_back(e->addr);
    }
    const ValidModule valid = module->object->module;
    const Running running(state);
    const auto instance = module_instantiate(*state->store, valid, addrs);
    return instance ? new wasm_instance_t(state, *instance) : fail(new_trap(state, instance));
  });
}

void wasm_instance_exports(const wasm_instance_t* instance, wasm_extern_vec_t* out) {
  wasm_extern_vec_new_empty(out);
  guarded([&] {
    if (!alive(instance)) return;
    make_room(out, instance->instance->exports.size());
    for (std::size_t i = 0; i < out->size; ++i) {
      out->data[i] = new_extern(instance->store, instance->instance->exports[i].addr).release();
    }
  });
}
}
