// From a definition in a script to a module: the three ways to write one.
#pragma once

#include "interp/support/features.hpp"
#include "interp/support/result.hpp"
#include "interp/syntax/modules.hpp"
#include "tools/wast/script.hpp"

namespace touchstone::wast {

/// Parses or decodes a core module. `script` is what the definition's regions refer to.
Result<wasm::Module> read_module(const SourcePtr& script, const Definition& definition, Features features);

}  // namespace touchstone::wast
