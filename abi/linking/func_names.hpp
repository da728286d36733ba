// What a function is called, as far as its type tells: for messages and traces.
//
// Not in the sources. A function knows its type but not the names under which components export and import it; where one
// export or import alone has this very type, its name is meant.
#pragma once

#include <string>

#include "abi/runtime/instance.hpp"
#include "abi/validation/types.hpp"

namespace touchstone::component {

/// The name among the exports or imports (`externs`) of the component that `inst` is of, `instance#name` in an instance;
/// empty if none, or more than one, has this very type.
std::string func_name(const ComponentInstance& inst, closed::Externs closed::ComponentType::* externs,
                      const closed::FuncTypePtr& type);

}  // namespace touchstone::component
