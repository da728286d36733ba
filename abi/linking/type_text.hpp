// Types as text: for messages and for whoever asks a host's function what it takes.
//
// Not in the sources; the words are WIT's: `func(x: u32, name: string) -> list<u8>`. A long type is cut off.
#pragma once

#include <string>

#include "abi/validation/types.hpp"

namespace touchstone::component {

/// At most about this many characters, then `...`.
inline constexpr std::size_t longest_type_text = 1000;

std::string type_text(const closed::ValType& type);
std::string type_text(const closed::FuncType& type);
std::string type_text(const closed::ExternType& type);

}  // namespace touchstone::component
