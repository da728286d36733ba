// What a linker lacks of a component's imports: for errors, and to define the rest as traps.
//
// Not in the sources. Instantiation ends with the first import that does not match; who mends that wants to know of the
// others too, and whether what is missing is there under a name that is almost the same, or in another version.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "abi/linking/imports.hpp"

namespace touchstone::component::host {

/// Notes for an error of linking: each import for which there is nothing, and the names that nearly match it.
std::vector<std::string> missing_imports(const SuppliedInstance& supplies, const closed::ComponentType& component);

/// Those of `names` that nearly match the one wanted: "`a`, `b`".
std::string near_names(std::span<const std::string> names, std::string_view wanted);

/// Defines in `supplies` what `component` imports and nobody has defined: functions that trap when they are called, and
/// resources; instances of these are added or filled up. Modules, components and values stay missing.
void define_missing_as_traps(SuppliedInstance& supplies, const closed::ComponentType& component);

}  // namespace touchstone::component::host
