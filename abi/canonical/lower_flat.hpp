// CanonicalABI.md "Flat Lowering": core values that stand for values.
#pragma once

#include "abi/canonical/context.hpp"
#include "abi/canonical/flat_values.hpp"

namespace touchstone::component {

/// [lower_flat] Appends the core values that `v`, which is of type `t`, flattens to.
void lower_flat(LiftLowerContext& cx, const Val& v, const closed::ValType& t, FlatValues& flat);

}  // namespace touchstone::component
