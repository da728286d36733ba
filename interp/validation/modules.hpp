// 3.5 Modules: every definition is valid, and the module has a type.
#pragma once

#include <memory>

#include "interp/support/features.hpp"
#include "interp/support/result.hpp"
#include "interp/validation/context.hpp"
#include "interp/validation/instructions.hpp"

namespace touchstone::wasm {

/// [Module_ok] Validates a module under a set of features.
/// @return the context that its definitions were checked under: closed types of everything; or the Error (Invalid).
Result<std::shared_ptr<const Context>> validate_module(const Module& module, Features features,
                                                       const ImplementationLimits& limits = implementation_limits);

/// [#impl-syntax] Counts and sizes of a module are within the limits. Throws Invalid.
void limits_ok(const ImplementationLimits& limits, const Module& module);

/// [Local_ok] Parameters and locals of a function, closed. Throws Invalid.
LocalTypes local_types(const Context& context, const FuncType& type, const Func& func);

/// [Func_ok] A validator at the start of a function's body. Throws Invalid if the type is no function or a local is not
/// well-formed.
InstructionValidator func_validator(const Context& context, const Func& func);

/// [Expr_ok_const] A validator at the start of a constant expression of a closed type.
InstructionValidator const_validator(const Context& context, const ValType& type);

}  // namespace touchstone::wasm
