// Between C++ values and Vals: everything that has a C++ type can be done with values that say by themselves what they are.
#pragma once

#include "abi/host/outcome_of.hpp"
#include "abi/host/typed/component_type.hpp"
#include "abi/linking/type_text.hpp"

namespace touchstone::component::host {

/// The value as a Val. Views are read; a HostOwn is given away.
template <ComponentType T>
Val to_val(const T& value) {
  return ComponentTypeOf<T>::to_val(value, component_type<T>().def.get());
}

/// A Val as a T: a HostError that says where it differs if it is something else.
template <ComponentType T>
Outcome<T> from_val(const Val& value) {
  static_assert(!has_views<T>,
                "touchstone: a view of guest memory can't be made from a Val, which is in no guest memory");
  return outcome_of([&] { return ComponentTypeOf<T>::from_val(value, component_type<T>().def.get()); });
}

/// The component type that T stands for, in words: `list<tuple<u32, string>>`.
template <ComponentType T>
std::string type_name() {
  return type_text(component_type<T>());
}

}  // namespace touchstone::component::host
