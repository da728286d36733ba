// The C interface's objects: the store, and handles of what is in it.
//
// A handle (wasm_ref_t and its subclasses) says which thing it means and shares the state of the store. The thing itself
// is an instance of the core store, which lives as long as that does, or an object of ours (module, trap, foreign) that
// its handles share. Handles of one thing are told by its identity; host info is kept by identity.
// Deleting a store ends it at once, whatever handles are left: `StoreState::store` is null then, and every function treats
// its handle as one of nothing. So a finalizer, or an environment of a callback, may hold handles of the same store.
// Strategy: an externref of the host is `ref.extern (ref.host i)`, with i the place of a handle in `host_refs`. Guests are
// not asked whether they still hold it: it stays there until the store is deleted.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "interp/c_api/errors.hpp"
#include "interp/c_api/running.hpp"
#include "interp/c_api/touchstone_wasm.h"
#include "interp/embedding/embedding.hpp"

namespace touchstone::wasm::c_api {

/// What the host has attached to a thing.
struct HostInfo {
  HostInfo() = default;
  HostInfo(const HostInfo&) = delete;
  HostInfo& operator=(const HostInfo&) = delete;
  ~HostInfo() { set(nullptr, nullptr); }
  void set(void* info, void (*finalize)(void*)) {
    void* old = std::exchange(data, info);
    if (auto* f = std::exchange(finalizer, finalize)) f(old);
  }

  void* data = nullptr;
  void (*finalizer)(void*) = nullptr;
};

struct ModuleObject {
  ValidModule module;
  HostInfo info;
};

struct FrameObject {
  const ModuleInst* instance;
  u32 func;  ///< TracePoint::no_func: not in a function
  std::size_t func_offset;
  std::size_t module_offset;
};

/// A trap, in the C interface's wide sense: how a computation failed.
struct TrapObject {
  TrapObject(Done how, std::string words) : failed(std::move(how)), message(std::move(words)) {}
  Done failed;  ///< holds no value
  std::string message;
  std::vector<FrameObject> frames;
  HostInfo info;
};

struct ForeignObject {
  HostInfo info;
};

/// What an engine makes stores with.
struct Settings {
  Features features = Features::standard();
  Config config;
  std::string chooser;  ///< empty: the deterministic one
};

struct StoreState {
  explicit StoreState(const Settings& settings);
  StoreState(const StoreState&) = delete;
  StoreState& operator=(const StoreState&) = delete;
  ~StoreState();

  /// Ends the store and runs finalizers; at the end of the outermost call, if one is running.
  void close();

  const Features features;
  std::unique_ptr<Chooser> chooser;
  std::unique_ptr<Store> store;  ///< null: deleted
  std::unordered_map<const void*, HostInfo> host_infos;
  std::vector<std::unique_ptr<wasm_ref_t>> host_refs;
  std::unordered_map<const void*, u64> host_ref_of;  ///< by identity: the place in host_refs
  std::vector<Root> with_host_info;                  ///< objects of the heap that must keep their identity
  std::shared_ptr<TrapObject> in_flight;             ///< what a callback returned, on its way to who called the guest
  u32 running = 0;                                   ///< calls inside each other
  bool closing = false;
};
using StorePtr = std::shared_ptr<StoreState>;

/// The id that a Trap has if it is StoreState::in_flight.
inline constexpr std::string_view callback_trap = "wasm_trap_new";

}  // namespace touchstone::wasm::c_api

struct wasm_config_t {
  touchstone::wasm::c_api::Settings settings;
};

struct wasm_store_t {
  touchstone::wasm::c_api::StorePtr state;
};

/// A handle.
struct wasm_ref_t {
  explicit wasm_ref_t(touchstone::wasm::c_api::StorePtr in) : store(std::move(in)) {}
  wasm_ref_t(const wasm_ref_t&) = default;
  wasm_ref_t& operator=(const wasm_ref_t&) = delete;
  virtual ~wasm_ref_t() = default;
  virtual wasm_ref_t* clone() const = 0;
  /// The address of what it means, or bits that are no address.
  virtual const void* identity() const = 0;
  /// Null if there is none and none is to be made.
  virtual touchstone::wasm::c_api::HostInfo* host_info(bool make) const;

  touchstone::wasm::c_api::StorePtr store;  ///< null: of no store
};

struct wasm_foreign_t final : wasm_ref_t {
  wasm_foreign_t(touchstone::wasm::c_api::StorePtr in, std::shared_ptr<touchstone::wasm::c_api::ForeignObject> is)
      : wasm_ref_t(std::move(in)), object(std::move(is)) {}
  wasm_ref_t* clone() const override { return new wasm_foreign_t(*this); }
  const void* identity() const override { return object.get(); }
  touchstone::wasm::c_api::HostInfo* host_info(bool) const override { return &object->info; }
  std::shared_ptr<touchstone::wasm::c_api::ForeignObject> object;
};

struct wasm_trap_t final : wasm_ref_t {
  wasm_trap_t(touchstone::wasm::c_api::StorePtr in, std::shared_ptr<touchstone::wasm::c_api::TrapObject> is)
      : wasm_ref_t(std::move(in)), object(std::move(is)) {}
  wasm_ref_t* clone() const override { return new wasm_trap_t(*this); }
  const void* identity() const override { return object.get(); }
  touchstone::wasm::c_api::HostInfo* host_info(bool) const override { return &object->info; }
  std::shared_ptr<touchstone::wasm::c_api::TrapObject> object;
};

struct wasm_module_t final : wasm_ref_t {
  wasm_module_t(touchstone::wasm::c_api::StorePtr in, std::shared_ptr<touchstone::wasm::c_api::ModuleObject> is)
      : wasm_ref_t(std::move(in)), object(std::move(is)) {}
  wasm_ref_t* clone() const override { return new wasm_module_t(*this); }
  const void* identity() const override { return object.get(); }
  touchstone::wasm::c_api::HostInfo* host_info(bool) const override { return &object->info; }
  std::shared_ptr<touchstone::wasm::c_api::ModuleObject> object;
};

struct wasm_shared_module_t {
  touchstone::wasm::ValidModule module;
};

struct wasm_instance_t final : wasm_ref_t {
  wasm_instance_t(touchstone::wasm::c_api::StorePtr in, const touchstone::wasm::ModuleInst* is)
      : wasm_ref_t(std::move(in)), instance(is) {}
  wasm_ref_t* clone() const override { return new wasm_instance_t(*this); }
  const void* identity() const override { return instance; }
  const touchstone::wasm::ModuleInst* instance;
};

struct wasm_extern_t : wasm_ref_t {
  wasm_extern_t(touchstone::wasm::c_api::StorePtr in, touchstone::wasm::ExternAddr is)
      : wasm_ref_t(std::move(in)), addr(is) {}
  const void* identity() const override {
    return std::visit([](const auto* a) -> const void* { return a; }, addr);
  }
  touchstone::wasm::ExternAddr addr;
};

namespace touchstone::wasm::c_api {

/// A handle of one of the five kinds of things that can be exported; `Self` is the C structure.
template <class Self, class Addr>
struct Extern : wasm_extern_t {
  Extern(StorePtr in, Addr is) : wasm_extern_t(std::move(in), is) {}
  wasm_ref_t* clone() const override { return new Self(static_cast<const Self&>(*this)); }
  Addr get() const { return std::get<Addr>(addr); }
};

}  // namespace touchstone::wasm::c_api

struct wasm_func_t final : touchstone::wasm::c_api::Extern<wasm_func_t, touchstone::wasm::FuncAddr> {
  using Extern::Extern;
};
struct wasm_global_t final : touchstone::wasm::c_api::Extern<wasm_global_t, touchstone::wasm::GlobalAddr> {
  using Extern::Extern;
};
struct wasm_table_t final : touchstone::wasm::c_api::Extern<wasm_table_t, touchstone::wasm::TableAddr> {
  using Extern::Extern;
};
struct wasm_memory_t final : touchstone::wasm::c_api::Extern<wasm_memory_t, touchstone::wasm::MemAddr> {
  using Extern::Extern;
};

namespace touchstone::wasm::c_api {

struct TagObject final : Extern<TagObject, TagAddr> {
  using Extern::Extern;
};

/// A reference that is none of the host's and no function: a structure, array, i31, exception or continuation.
struct GuestObject final : wasm_ref_t {
  GuestObject(StorePtr in, Ref is) : wasm_ref_t(std::move(in)), ref(is) {
    if (is.is_object()) root = Root(*store->store, is);
  }
  wasm_ref_t* clone() const override { return new GuestObject(*this); }
  const void* identity() const override { return std::bit_cast<const void*>(ref.bits()); }
  HostInfo* host_info(bool make) const override;
  Ref ref;
  Root root;
};

/// The box around a vector.
struct VectorObject final : wasm_ref_t {
  explicit VectorObject(V128 is) : wasm_ref_t(nullptr), value(std::make_shared<const V128>(is)) {}
  wasm_ref_t* clone() const override { return new VectorObject(*this); }
  const void* identity() const override { return value.get(); }
  HostInfo* host_info(bool) const override { return nullptr; }
  std::shared_ptr<const V128> value;
};

/// A handle of an instance of the store.
std::unique_ptr<wasm_extern_t> new_extern(const StorePtr& store, const ExternAddr& addr);

// Values (values.cpp).

/// The reference that a handle, which may be null, is in the hierarchy of `type`; nothing, and `why`, if it is none of it.
std::optional<Ref> ref_of(StoreState& store, const wasm_ref_t* handle, const RefType& type, std::string& why);
/// A value of exactly that type; nothing, and `why`, if it does not fit.
std::optional<Val> from_c(StoreState& store, const wasm_val_t& val, const ValType& type, std::string& why);
/// A value for the caller, who owns it.
wasm_val_t to_c(const StorePtr& store, const ValType& type, const Value& value);
/// A handle for the caller; null for the null reference.
wasm_ref_t* new_ref(const StorePtr& store, Ref ref);

// Traps (traps.cpp).

/// What a computation ended in, for the caller, who owns it. If it is what a callback returned it is that again, with the
/// frames of its callers.
template <class T>
wasm_trap_t* new_trap(const StorePtr& store, const Outcome<T>& outcome);
wasm_trap_t* new_trap(const StorePtr& store, const Done& failed);
template <class T>
wasm_trap_t* new_trap(const StorePtr& store, const Outcome<T>& outcome) {
  return new_trap(store, outcome.template failed<std::monostate>());
}
/// A fault of the host's.
wasm_trap_t* new_trap(const StorePtr& store, std::string misuse);

/// Throws what a callback returned into the guest code that called it. Of a trap of another store only the words pass.
[[noreturn]] void throw_trap(StoreState& store, const wasm_trap_t& trap);

}  // namespace touchstone::wasm::c_api
