// 5.5.17 Modules, encoding.
//
// Of all encodings of a module ours is the one with shortest integers, no empty sections, and the shortest form of each
// element segment. Decoding it gives the same module back (but for regions), and encoding that gives the same bytes.
#pragma once

#include <string>

#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

/// The binary of a module: its custom sections where `Custom::after` says, its names (if any) in a name section at the
/// end.
std::string encode_module(const Module& module);

/// The content of a name section, without the section's own name. [#binary-namesec]
std::string encode_names(const Names& names);

}  // namespace touchstone::wasm
