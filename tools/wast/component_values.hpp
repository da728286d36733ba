// Values of scripts and values of components, each as the other.
//
// A top-level `(f32.const ...)` is read as a core value and means the component's float. A map is written as itself or as the
// list of its pairs. Scripts have no form for handles, streams, futures and error contexts.
#pragma once

#include "abi/host/values.hpp"
#include "tools/wast/values.hpp"

namespace touchstone::wast {

/// The component value that a script's argument means; nothing if it means none.
std::optional<component::Val> component_val(const Value& value);

/// A result as a script would write it; nothing if scripts have no form for it. `type` tells maps from lists.
std::optional<ComponentValue> script_value(const component::Val& value, const component::closed::ValType& type);

}  // namespace touchstone::wast
