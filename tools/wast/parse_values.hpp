// Values and patterns in scripts: readers for use by the parser of directives. Grammar: values.hpp.
#pragma once

#include "interp/text/lexer.hpp"
#include "tools/wast/values.hpp"

namespace touchstone::wast {

/// An argument, in parentheses. Throws Malformed.
Value parse_value(wasm::Cursor& in);

/// A result, in parentheses. Throws Malformed.
Pattern parse_pattern(wasm::Cursor& in);

}  // namespace touchstone::wast
