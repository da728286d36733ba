// Closed types in words for error messages: as the module that is being validated knows them, by identifier or index.
// Not in the specification.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "interp/validation/context.hpp"

namespace touchstone::wasm {

/// `[i32 (ref null $point)]`. An unknown type is `_`.
/// @param names  may be null
std::string describe_types(const Context& context, const Names* names, std::span<const ValType> types);
std::string describe_type(const Context& context, const Names* names, const ValType& type);

/// ` 5: type index out of bounds (there are 3)`: the detail of an `unknown ...` error.
std::string out_of_bounds(u32 index, std::size_t count, std::string_view space);

/// The mnemonic, with the index if that is all there is in the way of immediates: `call $f`.
std::string describe_instr(const Instr& instr, const Names* names, u32 func);

/// `$name`, or the index where there is none.
std::string describe_index(const NameMap* names, u32 index);

}  // namespace touchstone::wasm
