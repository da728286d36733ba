// Binary.md, encoding.
//
// Consecutive definitions of one kind share a section, as other tools write them. Names, if there are any, go into a
// component name section at the end. Decoding what was encoded gives the same component back (but for regions).
#pragma once

#include <string>

#include "abi/syntax/components.hpp"

namespace touchstone::component {

/// The binary of a component. [Binary.md#component-definitions]
std::string encode_component(const Component& component);

}  // namespace touchstone::component
