// Limits of chapter 3 that are ours: those of the JavaScript API's implementation limits which bound what validation,
// and whatever reads its results, may have to spend on a few bytes. Not in the core specification, which allows them
// (appendix A.2 [#impl]). Counts that each cost bytes are the front ends' business.
#pragma once

#include "interp/support/integers.hpp"

namespace touchstone::wasm::limits {

// Limit: each of these.
inline constexpr u32 subtype_depth = 63;      ///< supertypes above a type
inline constexpr u32 function_params = 1000;  ///< also of blocks and tags
inline constexpr u32 function_results = 1000;
inline constexpr u32 struct_fields = 10'000;
inline constexpr u32 function_locals = 50'000;     ///< with parameters
inline constexpr u32 array_fixed_length = 10'000;  ///< operands of array.new_fixed
inline constexpr u32 operands = 1'048'576;         ///< on the operand stack at once: more slots than a stack has

}  // namespace touchstone::wasm::limits
