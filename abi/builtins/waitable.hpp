// CanonicalABI.md "canon waitable-set.new" to "canon waitable.join", "canon subtask.cancel", "canon subtask.drop".
#pragma once

#include "abi/runtime/task.hpp"

namespace touchstone::component {

inline constexpr u32 BLOCKED = 0xffff'ffff;

/// What a built-in is to use at once or, without `async_`, to wait for.
/// Deviation: (X26) if there is no E at `i` and the task must not block, the latter is why it traps: the reference suite
/// (async/trap-if-block-and-sync.wast) expects so.
template <class E>
std::shared_ptr<E> get_to_wait_for(ComponentInstance& inst, bool async_, u32 i, std::string_view rule,
                                   std::string_view expected) {
  if (!async_ && !inst.holds<E>(i)) {
    const Task& task = current_task();
    trap_if(!task.may_block(), Why::cannot_block, rule, task.boundary);
  }
  return inst.get<E>(i, rule, expected);
}

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
