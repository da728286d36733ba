// Explainer.md "Component Definitions": instantiation.
//
// Definitions are evaluated in order, each adding to an index space what it stands for. So modules are instantiated, start
// functions run and components are instantiated in the order in which they are written; what ends one of them ends the whole.
#pragma once

#include <functional>
#include <optional>

#include "abi/linking/items.hpp"
#include "abi/runtime/store.hpp"

namespace touchstone::component {

/// What an import is given. Its type is an import's of the component; `inst` is the instance that is being made, in whose
/// `resource_types` the resource types of earlier imports stand, and where those that this import introduces are to go.
using Supply = std::function<Item(const Import& import, const ValidImport& valid, ComponentInstance& inst)>;

/// Instantiates a component in a store. Throws what that ends in: Trap, Exhaustion, HostError; and what `supply` throws.
InstanceItemPtr instantiate_component(Store& store, const ComponentItem& component, ComponentInstance* parent,
                                      const Supply& supply);

}  // namespace touchstone::component
