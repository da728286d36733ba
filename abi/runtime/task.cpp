// CanonicalABI.md "Tasks": see task.hpp.
#include "abi/runtime/task.hpp"

#include <algorithm>

#include "abi/runtime/observer.hpp"
#include "abi/runtime/store.hpp"

namespace touchstone::component {

Task::Task(closed::FuncTypePtr type, RuntimeOptionsPtr options, ComponentInstance& instance, Call* call)
    : ft(std::move(type)),
      opts(std::move(options)),
      inst(instance),
      call_(call),
      kept_(call != nullptr && ft->async_ ? call->keep() : nullptr) {}

/// [Task.needs_exclusive]
bool Task::needs_exclusive() const {
  assert_that(ft->async_, "a task that is not async needs no lock");
  return !opts->async_ || opts->callback != nullptr;
}

bool Task::may_block() const {
  if (ft->async_ || state_ == State::RESOLVED) return true;
  return inst.store.waiting.first_in_sync_call(inst) != nullptr;
}

bool Task::has_backpressure() const {
  return inst.backpressure() > 0 || (needs_exclusive() && inst.exclusive_thread() != nullptr);
}

void Task::let_lock_holder_run() {
  if (!needs_exclusive() || inst.backpressure() > 0 || inst.num_waiting_to_enter > 0) return;
  Thread* holder = inst.exclusive_thread();
  if (holder != nullptr && holder->ready() && !holder->yielding()) holder->resume();
}

/// [Task.enter_implicit_thread]
bool Task::enter_implicit_thread() {
  assert_that(state_ == State::INITIAL, "a task starts twice");
  implicit_thread = &current_thread();
  if (ft->async_) {
    let_lock_holder_run();
    if (has_backpressure() || inst.num_waiting_to_enter > 0) {
      const u8 gates = needs_exclusive() ? no_backpressure | no_lock_holder : no_backpressure;
      ++inst.num_waiting_to_enter;
      const Cancelled cancelled =
          implicit_thread->wait_for({.what = WaitFor::What::entry, .gates = gates}, true, Wait::yield);
      --inst.num_waiting_to_enter;
      if (cancelled == Cancelled::TRUE) {
        cancel();
        return false;
      }
    }
    if (needs_exclusive()) {
      assert_that(inst.exclusive_thread() == nullptr, "two tasks hold the lock of an instance");
      inst.set_exclusive_thread(implicit_thread);
    }
  }
  register_thread(*implicit_thread);
  return true;
}

/// [Task.register_thread]
void Task::register_thread(Thread& thread) {
  assert_that(thread.task.get() == this && !thread.index, "a thread is registered twice");
  threads.push_back(&thread);
  thread.index = inst.threads.add(inst.store.shared(thread));
}

/// [Task.exit_implicit_thread]
void Task::exit_implicit_thread() {
  assert_that(&current_thread() == implicit_thread, "a thread ends that does not run");
  unregister_thread(*implicit_thread);
  if (ft->async_ && needs_exclusive()) {
    assert_that(inst.exclusive_thread() == implicit_thread, "a task gives back a lock that it does not hold");
    inst.set_exclusive_thread(nullptr);
  }
  implicit_thread = nullptr;
}

/// [Task.unregister_thread]
void Task::unregister_thread(Thread& thread) {
  assert_that(thread.task.get() == this && thread.index, "a thread ends that is not registered");
  std::erase(threads, &thread);
  if (threads.empty()) {
    trap_if(state_ != State::RESOLVED, Why::no_result, "Task.unregister_thread", boundary);
    assert_that(num_borrows == 0, "a task that is resolved has borrows");
  }
  inst.threads.remove(*thread.index);
  thread.index.reset();
}

/// [Task.request_cancellation] A host may ask when it is too late.
void Task::request_cancellation(ComponentInstance* caller) {
  if (state_ == State::INITIAL) {
    become(State::CANCEL_DELIVERED);
    implicit_thread->resume(Cancelled::TRUE);
    return;
  }
  if (state_ != State::STARTED) return;
  std::vector<Thread*> candidates;
  const bool lock_elsewhere =
      needs_exclusive() && inst.exclusive_thread() != nullptr && inst.exclusive_thread() != implicit_thread;
  for (Thread* t : threads) {
    if (t->cancellable && !t->running() && !(lock_elsewhere && t == implicit_thread)) candidates.push_back(t);
  }
  if (candidates.empty() || !inst.may_enter_from(caller)) return become(State::PENDING_CANCEL);
  become(State::CANCEL_DELIVERED);
  Entered entered(inst, caller);
  candidates[inst.chooser().choose(Choice::cancel, static_cast<u32>(candidates.size()))]->resume(Cancelled::TRUE);
  entered.leave();
}

/// [Task.deliver_pending_cancel]
bool Task::deliver_pending_cancel(bool cancellable) {
  if (!cancellable || state_ != State::PENDING_CANCEL) return false;
  become(State::CANCEL_DELIVERED);
  return true;
}

/// [Task.start]
ValueSource& Task::start() {
  assert_that(state_ == State::INITIAL, "a task starts twice");
  become(State::STARTED);
  return call_->on_start();
}

/// [Task.return_] The result is lifted by who takes it, but what its lifting may trap for comes first.
void Task::return_(ValueSource& result) {
  constexpr auto rule = "Task.return_";
  if (state_ == State::RESOLVED || num_borrows > 0) result.vals();
  trap_if(state_ == State::RESOLVED, Why::task_resolved, rule);
  trap_if(num_borrows > 0, Why::borrows_remain, rule);
  resolve(&result);
}

/// [Task.cancel]
void Task::cancel() {
  constexpr auto rule = "Task.cancel";
  trap_if(state_ == State::RESOLVED, Why::task_resolved, rule);
  trap_if(state_ != State::CANCEL_DELIVERED, Why::task_not_cancelled, rule);
  trap_if(num_borrows > 0, Why::borrows_remain, rule);
  resolve(nullptr);
}

void Task::resolve(ValueSource* result) {
  const std::shared_ptr<Call> kept = std::exchange(kept_, nullptr);
  std::exchange(call_, nullptr)->on_resolve(result);
  become(State::RESOLVED);
}

void Task::become(State state) {
  state_ = state;
  if (inst.store.observer != nullptr) inst.store.observer->task(*this);
}

}  // namespace touchstone::component
