// CanonicalABI.md "Flat Lowering": core values that stand for values.
#pragma once

#include <vector>

#include "abi/canonical/context.hpp"

namespace touchstone::component {

/// [lower_flat] Appends the core values that `v`, which is of type `t`, flattens to.
void lower_flat(LiftLowerContext& cx, const Val& v, const closed::ValType& t, std::vector<wasm::Value>& flat);

}  // namespace touchstone::component
