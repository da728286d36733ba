// CanonicalABI.md "canon lower": a component function becomes a core function.
#pragma once

#include "abi/runtime/store.hpp"

namespace touchstone::component {

/// [canon_lower] Calls `callee` for the current instance, whose component sees it with type `ft`.
FlatValues canon_lower(FuncInst& callee, const closed::FuncTypePtr& ft, const RuntimeOptionsPtr& opts,
                       std::span<const wasm::Value> flat_args);

}  // namespace touchstone::component
