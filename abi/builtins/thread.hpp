// CanonicalABI.md "canon thread.index" to "canon thread.available-parallelism": the built-ins of threads.
//
// Choice: thread.spawn-* (gated) give 0 and thread.available-parallelism 1, as the deterministic profile has it: there is
// one thread of the host's.
#pragma once

#include "abi/runtime/func.hpp"

namespace touchstone::component {

u32 canon_thread_index();  ///< [canon_thread_index]
/// [canon_thread_new_indirect] A thread that will call element `fi` of the table, of type `ft`, with `c`.
u32 canon_thread_new_indirect(const wasm::DefType* ft, wasm::TableAddr ftbl, u64 fi, wasm::Value c);
void canon_thread_resume_later(u32 i);                           ///< [canon_thread_resume_later]
u32 canon_thread_suspend(bool cancellable);                      ///< [canon_thread_suspend]
u32 canon_thread_yield(bool cancellable);                        ///< [canon_thread_yield]
u32 canon_thread_suspend_then_resume(bool cancellable, u32 i);   ///< [canon_thread_suspend_then_resume]
u32 canon_thread_yield_then_resume(bool cancellable, u32 i);     ///< [canon_thread_yield_then_resume]
u32 canon_thread_suspend_then_promote(bool cancellable, u32 i);  ///< [canon_thread_suspend_then_promote]
u32 canon_thread_yield_then_promote(bool cancellable, u32 i);    ///< [canon_thread_yield_then_promote]
u32 canon_thread_spawn_ref();                                    ///< [CanonicalABI.md#-canon-threadspawn-ref]
u32 canon_thread_spawn_indirect();                               ///< [CanonicalABI.md#-canon-threadspawn-indirect]
u32 canon_thread_available_parallelism();  ///< [CanonicalABI.md#-canon-threadavailable-parallelism]

}  // namespace touchstone::component
