// CanonicalABI.md "canon error-context.new" to "canon error-context.drop". (gated)
#pragma once

#include "abi/runtime/func.hpp"

namespace touchstone::component {

u32 canon_error_context_new(const LiftLowerOptions& opts, u64 ptr,
                            u64 tagged_code_units);  ///< [canon_error_context_new]
void canon_error_context_debug_message(const LiftLowerOptions& opts, u32 i,
                                       u64 ptr);  ///< [canon_error_context_debug_message]
void canon_error_context_drop(u32 i);             ///< [canon_error_context_drop]

}  // namespace touchstone::component
