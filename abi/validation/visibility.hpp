// Explainer.md "External Visibility of Types": which types imports and exports may refer to.
#pragma once

#include "abi/validation/names.hpp"

namespace touchstone::component::validation {

/// An import or export of `type` refers to types with external names only, and gives names to those it introduces.
/// @param since  what is not older is introduced by this import or export itself
void visible_ok(Scope& scope, Direction direction, const std::string& name, const closed::ExternType& type,
                Identity since, Region at);

/// The resource types that are free in a component type.
std::unordered_set<Identity> free_resources(Types& types, const closed::ComponentTypePtr& type);

}  // namespace touchstone::component::validation
