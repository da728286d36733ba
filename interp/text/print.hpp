// 6.6 Modules: from syntax to text.
//
// The text is a plain one, one line for each instruction, or a folded one; either parses back to the same module up to
// regions. Names (Module::names) are written as identifiers, in quotes where they need them. A name that an identifier
// cannot say (an empty one, the second of two equal ones, one for an index that does not exist) is left out.
#pragma once

#include <string>

#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

struct PrintOptions {
  bool folded = false;         ///< instructions as S-expressions
  bool index_comments = true;  ///< `(;3;)` behind each definition
  u32 indent = 2;              ///< spaces for each level; deep levels share one column
};

/// `(module ...)` with a final newline.
std::string print_module(const Module& module, const PrintOptions& options = {});

}  // namespace touchstone::wasm
