// WIT.md: the world that a component type describes, as WIT text.
//
// A component type says more than WIT can and less than the WIT it was made from: comments, gates and the package of the
// world are gone. The world is called `root:component/root`; interfaces stand in the packages that their names give. What
// WIT has no word for (modules, components, values, instances inside of instances) is a comment.
#pragma once

#include <string>

#include "abi/validation/types.hpp"

namespace touchstone::wit {

/// The world of a component type, and the interfaces that it names, as one document.
std::string print_world(const component::closed::ComponentType& type);

}  // namespace touchstone::wit
