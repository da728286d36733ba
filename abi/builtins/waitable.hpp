// CanonicalABI.md "canon waitable-set.new" to "canon waitable.join", "canon subtask.cancel", "canon subtask.drop".
#pragma once

#include "abi/runtime/func.hpp"

namespace touchstone::component {

inline constexpr u32 BLOCKED = 0xffff'ffff;

u32 canon_waitable_set_new();  ///< [canon_waitable_set_new]
u32 canon_waitable_set_wait(bool cancellable, const LiftLowerOptions& mem, u32 si,
                            u64 ptr);  ///< [canon_waitable_set_wait]
u32 canon_waitable_set_poll(bool cancellable, const LiftLowerOptions& mem, u32 si,
                            u64 ptr);          ///< [canon_waitable_set_poll]
void canon_waitable_set_drop(u32 i);           ///< [canon_waitable_set_drop]
void canon_waitable_join(u32 wi, u32 si);      ///< [canon_waitable_join]
u32 canon_subtask_cancel(bool async_, u32 i);  ///< [canon_subtask_cancel]
void canon_subtask_drop(u32 i);                ///< [canon_subtask_drop]

}  // namespace touchstone::component
