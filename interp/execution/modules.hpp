// 4.7 Modules: instantiation and invocation.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "interp/execution/outcome.hpp"
#include "interp/execution/store.hpp"
#include "interp/validation/context.hpp"

namespace touchstone::wasm {

/// [$instantiate] Instantiates a valid module. Unlinkable if `imports` does not match the module's imports, in order;
/// else what evaluating initialisers, copying segments or the start function ended in. The instance belongs to the store
/// even if that fails: its functions may be in the tables of others.
Outcome<ModuleInst*> instantiate(Store& s, std::shared_ptr<const Module> module, std::shared_ptr<const Context> context,
                                 std::span<const ExternAddr> imports);

/// [$invoke] Calls a function with values of its parameter types.
Outcome<std::vector<Value>> invoke(Store& s, FuncInst& fi, std::span<const Value> args);

/// [Externaddr_ok] The type of a thing that can be imported: limits are what there is now.
ExternType extern_type(const ExternAddr& addr);

}  // namespace touchstone::wasm
