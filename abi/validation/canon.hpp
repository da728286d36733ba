// CanonicalABI.md "canonopt Validation": the options of canonical definitions, each definition with its own demands.
#pragma once

#include "abi/validation/components.hpp"
#include "abi/validation/context.hpp"

namespace touchstone::component::validation {

CanonicalOptions lift_options_ok(const Scope& scope, const Canon& canon, const closed::FuncType& ft, Region at);
CanonicalOptions lower_options_ok(const Scope& scope, const Canon& canon, const closed::FuncType& ft, Region at);
/// @param result  may be empty
CanonicalOptions task_return_options_ok(const Scope& scope, const Canon& canon, const closed::ValType& result,
                                        Region at);
/// Of stream.read and its kin. @param element  may be empty
CanonicalOptions copy_options_ok(const Scope& scope, const Canon& canon, const closed::ValType& element, bool read,
                                 Region at);
CanonicalOptions error_context_options_ok(const Scope& scope, const Canon& canon, bool needs_realloc, Region at);

/// post-return takes what the core function returned.
void post_return_ok(const Scope& scope, const CanonicalOptions& options, const wasm::FuncType& flat, Region at);

/// A memory that canonical definitions may use; returns its address type.
wasm::AddrType memory_ok(const Scope& scope, CoreMemoryIdx memory, Region at);

}  // namespace touchstone::component::validation
