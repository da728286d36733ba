// CanonicalABI.md "canon thread.index" to "canon thread.available-parallelism": see thread.hpp.
#include "abi/builtins/thread.hpp"

#include "abi/builtins/lift.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

/// The running thread, whose instance must be free to leave.
Thread& leaving_thread(std::string_view rule) {
  Thread& thread = current_thread();
  trap_if(!thread.task->inst.may_leave, Why::cannot_leave, rule);
  return thread;
}

/// Thread `i` of the same instance, which must be suspended.
std::shared_ptr<Thread> suspended_thread(const Thread& thread, u32 i, std::string_view rule) {
  auto other = thread.task->inst.threads.get(i);
  trap_if(!other->suspended(), Why::thread_not_suspended, rule);
  return other;
}

}  // namespace

/// [canon_thread_index]
u32 canon_thread_index() {
  const Thread& thread = leaving_thread("canon_thread_index");
  assert_that(thread.index.has_value(), "the current thread has no index");
  return *thread.index;
}

/// [canon_thread_new_indirect]
u32 canon_thread_new_indirect(const wasm::DefType* ft, wasm::TableAddr ftbl, u64 fi, wasm::Value c) {
  constexpr auto rule = "canon_thread_new_indirect";
  Task& task = *leaving_thread(rule).task;
  trap_if(fi >= ftbl->refs.size() || ftbl->refs[fi].is_null(), Why::thread_start_uninitialized, rule);
  const wasm::FuncAddr f = ftbl->refs[fi].func();
  trap_if(!(f->type->func() == ft->func()), Why::thread_start_type, rule);
  // [canon_thread_new_indirect.thread_func] It knows its thread when it runs: that is the current one.
  const auto new_thread =
      Thread::make(task.shared_from_this(), [callee = task.inst.store.core_func(f), c, held = &task] {
        call_and_trap_on_throw(callee, std::span(&c, 1));
        held->unregister_thread(current_thread());
      });
  task.register_thread(*new_thread);
  return *new_thread->index;
}

/// [canon_thread_resume_later]
void canon_thread_resume_later(u32 i) {
  constexpr auto rule = "canon_thread_resume_later";
  suspended_thread(leaving_thread(rule), i, rule)->resume_later();
}

/// [canon_thread_suspend]
u32 canon_thread_suspend(bool cancellable) {
  return static_cast<u32>(leaving_thread("canon_thread_suspend").suspend(cancellable));
}

/// [canon_thread_yield]
u32 canon_thread_yield(bool cancellable) {
  return static_cast<u32>(leaving_thread("canon_thread_yield").yield_(cancellable));
}

/// [canon_thread_suspend_then_resume]
u32 canon_thread_suspend_then_resume(bool cancellable, u32 i) {
  constexpr auto rule = "canon_thread_suspend_then_resume";
  Thread& thread = leaving_thread(rule);
  return static_cast<u32>(thread.suspend_then_resume(cancellable, *suspended_thread(thread, i, rule)));
}

/// [canon_thread_yield_then_resume]
u32 canon_thread_yield_then_resume(bool cancellable, u32 i) {
  constexpr auto rule = "canon_thread_yield_then_resume";
  Thread& thread = leaving_thread(rule);
  return static_cast<u32>(thread.yield_then_resume(cancellable, *suspended_thread(thread, i, rule)));
}

/// [canon_thread_suspend_then_promote]
u32 canon_thread_suspend_then_promote(bool cancellable, u32 i) {
  Thread& thread = leaving_thread("canon_thread_suspend_then_promote");
  const auto other = thread.task->inst.threads.get(i);
  return static_cast<u32>(thread.suspend_then_promote(cancellable, *other));
}

/// [canon_thread_yield_then_promote]
u32 canon_thread_yield_then_promote(bool cancellable, u32 i) {
  Thread& thread = leaving_thread("canon_thread_yield_then_promote");
  const auto other = thread.task->inst.threads.get(i);
  return static_cast<u32>(thread.yield_then_promote(cancellable, *other));
}

/// [CanonicalABI.md#-canon-threadspawn-ref]
u32 canon_thread_spawn_ref() {
  leaving_thread("canon_thread_spawn_ref");
  return 0;
}

/// [CanonicalABI.md#-canon-threadspawn-indirect]
u32 canon_thread_spawn_indirect() {
  leaving_thread("canon_thread_spawn_indirect");
  return 0;
}

/// [CanonicalABI.md#-canon-threadavailable-parallelism]
u32 canon_thread_available_parallelism() { return 1; }

}  // namespace touchstone::component
