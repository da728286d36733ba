// 6.6 Modules: from text to syntax. The public door of the text format.
#pragma once

#include "interp/support/features.hpp"
#include "interp/support/result.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/text/lexer.hpp"

namespace touchstone::wasm {

/// A whole text: `(module ...)`, or its fields without the parentheses; also what `module quote` contains. [Tmodule]
Result<Module> parse_module(const SourcePtr& source, Features on);

/// The fields of a module in the middle of a script or a component: begins behind `(module $id?` and ends before the
/// closing parenthesis. Throws Malformed. [Tmodule/plain]
/// @param begin  the region of the module's first token, for Module::at.
Module parse_module_fields(Cursor& in, Features on, std::optional<Id> name, Region begin);

}  // namespace touchstone::wasm
