// CanonicalABI.md "canon context.get" to "canon task.cancel": built-ins that concern the current task.
#pragma once

#include <span>

#include "abi/runtime/func.hpp"

namespace touchstone::component {

u64 canon_context_get(u32 i);          ///< [canon_context_get]
void canon_context_set(u32 i, u64 v);  ///< [canon_context_set]
void canon_backpressure_inc();         ///< [canon_backpressure_inc]
void canon_backpressure_dec();         ///< [canon_backpressure_dec]
/// [canon_task_return] An empty `result_type` is none.
void canon_task_return(const closed::ValType& result_type, const LiftLowerOptions& opts,
                       std::span<const wasm::Value> flat_args);
void canon_task_cancel();  ///< [canon_task_cancel]

}  // namespace touchstone::component
