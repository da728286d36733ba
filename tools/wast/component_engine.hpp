// Our own component engine, as a script sees it.
//
// Definitions are components with what validation learnt of them. A plain `(component ...)` is parsed or decoded,
// validated, encoded, and decoded again, which has to give the same component.
#pragma once

#include "abi/syntax/gates.hpp"
#include "tools/wast/engine.hpp"

namespace touchstone::wast {

EnginePtr make_component_engine(const component::Profile& profile);

}  // namespace touchstone::wast
