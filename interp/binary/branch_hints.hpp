// Appendix 7.7.2, the branch hint section: which `if` and `br_if` are likely taken.
//
// The section stands before the code and counts bytes of it; a module has its hints by instruction. Offsets are known once
// the code is decoded, and before it is encoded from the size of its instructions.
#pragma once

#include <map>
#include <string>

#include "interp/binary/reader.hpp"
#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

inline constexpr const char* branch_hint_section = "metadata.code.branch_hint";

/// Decodes the content of the section: by function, by the offset of the instruction in its code. Throws Malformed, which
/// does not make a module malformed.
std::map<u32, std::map<u32, bool>> decode_branch_hints(Reader& in);

/// The content of the section. Instructions are expected in their shortest form, as the encoder writes them.
std::string encode_branch_hints(const Module& m);

}  // namespace touchstone::wasm
