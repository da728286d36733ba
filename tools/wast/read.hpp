// From a definition in a script to a module or component: the three ways to write one.
#pragma once

#include "abi/syntax/components.hpp"
#include "interp/support/features.hpp"
#include "interp/support/result.hpp"
#include "interp/syntax/modules.hpp"
#include "tools/wast/script.hpp"

namespace touchstone::wast {

/// Parses or decodes a core module. `script` is what the definition's regions refer to.
Result<wasm::Module> read_module(const SourcePtr& script, const Definition& definition, Features features);

/// Likewise a component.
Result<component::Component> read_component(const SourcePtr& script, const Definition& definition,
                                            const component::Profile& profile);

}  // namespace touchstone::wast
