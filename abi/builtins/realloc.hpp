// CanonicalABI.md "Lifting and Lowering Context", `reallocate`: the call of a guest's `realloc`.
//
// canonical/context.cpp has the rest of that function: that the instance must not leave meanwhile.
#pragma once

#include "abi/runtime/store.hpp"

namespace touchstone::component {

/// [LiftLowerContext.reallocate] A call of `realloc`, in a task of its own; `ptr_type` is the address type of the memory.
LiftLowerOptions::Realloc make_realloc(wasm::FuncAddr realloc, wasm::AddrType ptr_type);

}  // namespace touchstone::component
