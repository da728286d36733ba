// definitions.py "Type": types at run time, as `e.shared.t != t` compares them.
//
// In definitions.py a type holds run-time resource types; here it is what validation closed, and its resource types are
// variables that the instance gives a meaning (context.hpp). A RuntimeType is both together. Two are equal if they have
// the same structure and the same run-time resource types, whichever components and instances they come from.
#pragma once

#include "abi/canonical/context.hpp"

namespace touchstone::component {

struct RuntimeType {
  closed::ValType type;  ///< empty: none, such as the element of a stream without
  const LiftLowerInstance* inst = nullptr;  ///< null: there are no resource types in it

  friend bool operator==(const RuntimeType& a, const RuntimeType& b) {
    return closed::equal(a.type, b.type, [&](ResourceId x, ResourceId y) {
      return a.inst != nullptr && b.inst != nullptr && a.inst->resource_type(x) == b.inst->resource_type(y);
    });
  }
};

}  // namespace touchstone::component
