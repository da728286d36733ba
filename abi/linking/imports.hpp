// Explainer.md "Import and Export Definitions", at run time: what a host supplies for the imports of an outermost component.
//
// Inside a component validation has matched arguments with imports. What a host supplies is matched here, by the same
// subtyping, with run-time resource types in place of variables. A refusal is Unlinkable and shows what was expected
// beside what was found.
// Choice: the sources leave linking to the host. Names of parameters of a host's function are of no account; a function
// without a type has the one that its importer expects, and its results are checked at each call. A type with an `eq`
// bound need not be supplied, nor an instance all of whose exports need not be.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "abi/linking/instantiate.hpp"
#include "abi/runtime/store.hpp"

namespace touchstone::component {

/// A function of the host's: gets the arguments, returns the result as a list of length 0 or 1. What it throws ends the
/// call: a Trap or Exhaustion as such, another exception as a HostError.
using HostFunction = std::function<std::vector<Val>(std::span<const Val>)>;
/// One that may come to its result later: `on_resolve` is called once, before or after it has returned. What it returns is
/// asked to give up the call, and may be empty.
using AsyncHostFunction = std::function<OnCancel(std::vector<Val> args, OnResolve on_resolve)>;

/// Who calls a function of the host's: an instance, or null for the host itself.
struct HostFuncCaller {
  Store& store;
  ComponentInstance* instance;
};

/// What all functions of the host's become.
using HostCode = std::function<OnCancel(const HostFuncCaller& from, std::vector<Val> args, OnResolve on_resolve)>;

/// A function of the host's before it is linked.
struct HostFuncItem {
  HostCode code;
  closed::FuncTypePtr type;  ///< null: what its importer expects
  ResolveResource resource;  ///< what the resource types in `type` stand for; may be empty if there are none
  /// In place of `code`: makes the function for an importer, or throws a Mismatch with the type that it expects.
  std::function<FuncInstPtr(const closed::FuncTypePtr& expected, ComponentInstance& importer)> make = {};
};

/// A function of the host's with the type that an importer expects.
FuncInstPtr make_host_func(const closed::FuncTypePtr& type, const ComponentInstance& importer, HostCode code);

struct Supplied;
using SuppliedInstance = std::map<std::string, Supplied, std::less<>>;
using SuppliedInstancePtr = std::shared_ptr<SuppliedInstance>;

/// What a host supplies under a name.
struct Supplied {
  std::variant<Item, HostFuncItem, SuppliedInstancePtr> is;
  std::optional<std::weak_ptr<HostState>> store = std::nullopt;  ///< of an instance: links in that store only
};

/// What an import is given of what there is: finds it by name and matches types. Throws Unlinkable.
Item supply_import(const SuppliedInstance& supplies, const Import& import, const ValidImport& valid,
                   ComponentInstance& inst);

}  // namespace touchstone::component
