// The host's side of components, with types at run time: Engine, Component, Linker, Instance, Func.
//
// CanonicalABI.md "Embedding API" says how a host calls and keeps a store going; Explainer.md "Component Definitions" what
// instantiation is. The rest has no source: it has the shape of the APIs of other engines. What is refused before anything
// runs is a Result (Malformed, Invalid), what runs an Outcome (Trap, Exhaustion, HostError, Unlinkable). Nothing here is
// safe to use from two threads at once, but Engine and Component may be shared.
// Deviation: a call may have two steps. After `call` the instance stays entered, so that the memory which the result came
// from is as the callee left it; `post_return` ends the call.
#pragma once

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "abi/host/async.hpp"
#include "abi/host/calls.hpp"
#include "abi/host/completion.hpp"
#include "abi/linking/imports.hpp"
#include "abi/linking/items.hpp"
#include "abi/linking/type_text.hpp"
#include "abi/runtime/store.hpp"
#include "abi/syntax/gates.hpp"
#include "interp/embedding/embedding.hpp"
#include "interp/support/result.hpp"

namespace touchstone::component::host {

using component::AsyncHostFunction;
using component::HostFunction;
using component::OnCancel;
using component::OnResolve;
using component::Profile;
using component::RuntimeResourceTypePtr;
using component::Store;
using component::StoreConfig;
using component::type_text;
using component::Val;
using wasm::Done;
using wasm::Outcome;

/// What components are read and checked under: gates of the Component Model, features of the core language.
/// [Explainer.md#gated-features]
class Engine {
 public:
  explicit Engine(Profile on = {}) : profile_(on) {}
  const Profile& profile() const { return profile_; }

 private:
  Profile profile_;
};

/// A component that has been validated. Copies share it. One that an instance exports is good as long as the store.
class Component {
 public:
  /// From the text format. `name` is what errors call the source. Malformed or Invalid.
  static Result<Component> parse(const Engine& engine, std::string_view text, std::string name = "<text>");
  /// From the binary format, likewise.
  static Result<Component> decode(const Engine& engine, std::span<const u8> bytes, std::string name = "<binary>");
  /// From text or binary, told apart by content.
  static Result<Component> load(const Engine& engine, const SourcePtr& source);
  /// One that was validated elsewhere.
  explicit Component(std::shared_ptr<const ValidComponent> valid)
      : Component(ComponentItem{std::move(valid), nullptr}) {}
  explicit Component(ComponentItem item) : item_(std::move(item)) {}

  /// Names and types of what it imports and exports, in order; they live as long as the component.
  const std::vector<closed::Extern>& imports() const { return item_.component->type->imports.list; }
  const std::vector<closed::Extern>& exports() const { return item_.component->type->exports.list; }

  const ComponentItem& item() const { return item_; }

 private:
  ComponentItem item_;
};

template <class Signature>
class TypedFunc;  // typed/typed_func.hpp

/// A component function that the host can call. Copies share the state of a call in two steps. Good as long as the store.
class Func {
 public:
  Func(Store& store, FuncInstPtr func);

  /// Its type; resource types in it are variables of the component that defines it.
  const closed::FuncType& type() const { return *func_->type; }
  /// What a resource type in `type()` stands for.
  RuntimeResourceTypePtr resource_type(ResourceId id) const { return func_->inst->resource_type(id); }
  /// As `closed::FuncType` in words: `func(x: u32) -> string`.
  std::string to_string() const { return type_text(type()); }

  /// Calls it, and returns the result as a list of length 0 or 1. `post_return` must follow, unless the outcome is a
  /// failure or the function is async; until then the instance cannot be entered. Arguments that do not fit the parameters
  /// are a HostError; a call that waits for what never comes is a Trap ("deadlock").
  /// The last copy that goes without post_return ends the call itself and tells StoreConfig::warn.
  Outcome<std::vector<Val>> call(std::span<const Val> args);
  /// [CanonicalABI.md#canon-lift] Ends the call: runs the post-return function if there is one.
  Done post_return();
  /// Both steps in one.
  Outcome<std::vector<Val>> invoke(std::span<const Val> args);

  Outcome<std::vector<Val>> call(std::initializer_list<Val> args) { return call(std::span(args.begin(), args.size())); }
  Outcome<std::vector<Val>> invoke(std::initializer_list<Val> args) {
    return invoke(std::span(args.begin(), args.size()));
  }

  /// Begins a call and returns when it blocks or is done: see calls.hpp. Several may go on at once.
  PendingCall start(std::span<const Val> args);
  PendingCall start(std::initializer_list<Val> args);
  /// The same with the arguments one by one, to be awaited: `co_await f.call_async(1U, "x")`. (g++ 12 takes no list there.)
  template <class... Args>
    requires(std::convertible_to<Args, Val> && ...)
  PendingCall call_async(Args&&... args) {
    std::vector<Val> list;
    (list.emplace_back(std::forward<Args>(args)), ...);
    return start(list);
  }

  /// Why arguments do not fit the parameters; nothing if they do.
  std::optional<std::string> mismatch(std::span<const Val> args) const;

  /// The same function by its C++ type, R(Args...); Unlinkable if it is of another. (typed/typed_func.hpp)
  template <class Signature>
  touchstone::Result<TypedFunc<Signature>> typed() const;

  const FuncInstPtr& inst() const { return func_; }

 private:
  std::vector<Val> run_to_result(std::span<const Val> args, bool two_steps);

  struct FirstStep;
  Store* store_;
  FuncInstPtr func_;
  std::shared_ptr<FirstStep> first_step_;
};

/// Ends a call in two steps that was forgotten, and tells StoreConfig::warn.
void forgotten_post_return(Store& store, TwoStepCall& call, const std::string& func) noexcept;

/// An instance, by its exports. Good as long as the store. Everything is null or nothing where there is no such export.
class Instance {
 public:
  Instance(Store& store, InstanceItemPtr item) : store_(&store), item_(std::move(item)) {}

  std::optional<Func> func(std::string_view name) const;
  /// A function by its C++ type, R(Args...): Unlinkable if there is none or it is of another type. (typed/typed_func.hpp)
  template <class Signature>
  touchstone::Result<TypedFunc<Signature>> typed_func(std::string_view name) const;
  std::optional<Instance> instance(std::string_view name) const;
  std::optional<wasm::ValidModule> module(std::string_view name) const;
  std::optional<Component> component(std::string_view name) const;
  std::optional<Val> value(std::string_view name) const;
  RuntimeResourceTypePtr resource(std::string_view name) const;
  /// Any export; null if there is none.
  const Item* find(std::string_view name) const { return item_->find(std::string(name)); }
  Store& store() const { return *store_; }

  /// Names and items, in order.
  const std::vector<InstanceItem::Export>& exports() const { return item_->exports(); }
  const InstanceItemPtr& item() const { return item_; }

 private:
  /// Why there is no function of this name, with names that nearly match it.
  Unlinkable not_exported(std::string_view name) const;

  Store* store_;
  InstanceItemPtr item_;
};

/// A callable for `define_async_func` that is none with Vals.
template <class F>
concept TypedCoroutine = !std::convertible_to<F, AsyncHostFunction> && !std::convertible_to<F, CompletionFunction> &&
                         !std::convertible_to<F, CoroutineFunction>;

/// What a host supplies for imports, by name. Copies share the names; each `instantiate` sees what is defined then, and may
/// be repeated. Shadowing: a definition takes the place of an earlier one of the same name, whatever sort that was;
/// `instance(name)` adds to an instance that is put together here, and takes the place of anything else.
class Linker {
 public:
  Linker() : names_(std::make_shared<SuppliedInstance>()) {}

  /// The instance of this name, in which more can be defined: `linker.instance("wasi:cli/stdout@0.2.0").define_func(...)`.
  Linker instance(const std::string& name);

  /// A function that has its result when it returns. Without `type` it has the type that its importer expects; with one,
  /// `resource` says what the resource types in it stand for.
  Linker& define_func(const std::string& name, HostFunction f, closed::FuncTypePtr type = nullptr,
                      ResolveResource resource = {});
  /// Any callable whose parameters can be lifted and whose result can be lowered: its type is matched when it is linked.
  /// (typed/host_func.hpp)
  template <class F>
    requires(!std::convertible_to<F, HostFunction>)
  Linker& define_func(const std::string& name, F f);
  /// A function of an async type, which may have its result later: see AsyncHostFunction and Store::later.
  Linker& define_async_func(const std::string& name, AsyncHostFunction f, closed::FuncTypePtr type = nullptr,
                            ResolveResource resource = {});
  /// The same, for a function that keeps a Completion of the call: see completion.hpp.
  Linker& define_async_func(const std::string& name, CompletionFunction f, closed::FuncTypePtr type = nullptr,
                            ResolveResource resource = {});
  /// The same, for a function that is a coroutine: see async.hpp.
  Linker& define_async_func(const std::string& name, CoroutineFunction f, closed::FuncTypePtr type = nullptr,
                            ResolveResource resource = {});
  /// A coroutine whose parameters can be lifted and whose result can be lowered. (typed/async_values.hpp)
  template <class F>
    requires TypedCoroutine<F>
  Linker& define_async_func(const std::string& name, F f);
  Linker& define_resource(const std::string& name, RuntimeResourceTypePtr type);
  /// A resource of the host's whose objects are of type T. (typed/resources.hpp)
  template <class T>
  Linker& define_resource(const std::string& name);
  Linker& define_module(const std::string& name, const wasm::ValidModule& module);
  Linker& define_component(const std::string& name, const Component& component);
  /// (gated) A value; its type is checked against the importer's.
  Linker& define_value(const std::string& name, Val value);
  /// An instance of the store that is instantiated in, with all its exports; else nothing links to it: Unlinkable.
  Linker& define_instance(const std::string& name, const Instance& instance);
  /// What an instance of the same store exports.
  Linker& define_item(const std::string& name, Item item);
  /// An instance that is put together elsewhere.
  Linker& define_supplied(const std::string& name, SuppliedInstancePtr instance);

  /// Defines what `component` imports and is not defined here: functions that trap when they are called (`unknown_import`),
  /// resources, and instances of these. Modules, components and values stay missing.
  Linker& define_unknown_imports_as_traps(const Component& component);

  /// [Explainer.md#component-definitions] Instantiates a component with what is defined here. Unlinkable if an import is
  /// missing or does not match: its notes name all that are missing, and what nearly matches them. Else what running core
  /// modules and start functions ended in.
  Outcome<Instance> instantiate(Store& store, const Component& component) const;

 private:
  explicit Linker(SuppliedInstancePtr names) : names_(std::move(names)) {}
  Linker& define_host_func_item(const std::string& name, HostFuncItem item);
  SuppliedInstancePtr names_;
};

/// A resource of the host's: `destroy` gets the representation of each that its owner drops, and of what is left owned when a
/// store or the last copy of an Own goes. It must be callable as long as these.
RuntimeResourceTypePtr make_resource(std::function<void(u64 rep)> destroy = {});

/// [CanonicalABI.md#canon-resourcedrop] Drops a resource that the host owns: its destructor runs. HostError if it was given
/// away before.
Done drop_resource(const Own& own);

}  // namespace touchstone::component::host
