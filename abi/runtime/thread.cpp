// CanonicalABI.md "Threads": see thread.hpp.
#include "abi/runtime/thread.hpp"

#include <algorithm>
#include <new>

#include "abi/runtime/observer.hpp"
#include "abi/runtime/recycled.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

void observe(const Thread& thread, ThreadEvent event) {
  if (Observer* observer = thread.store().observer; observer != nullptr) observer->thread(thread, event);
}

}  // namespace

Thread* current_thread_or_null() {
  auto* thread = touchstone::current_thread().as<Thread*>();
  return thread != nullptr && thread->stand_in_ != nullptr ? thread->stand_in_ : thread;
}

Thread& current_thread() {
  Thread* thread = current_thread_or_null();
  assert_that(thread != nullptr, "no component runs");
  return *thread;
}

/// [current_task]
Task& current_task() { return *current_thread().task; }

/// [current_instance]
ComponentInstance& current_instance() { return current_task().inst; }

Thread::Thread(Key, std::shared_ptr<Task> owner) : task(std::move(owner)) {}
Thread::~Thread() = default;

StandIn::StandIn(std::shared_ptr<Task> task)
    : thread_(Thread::Key(), std::move(task)), base_(*touchstone::current_thread().as<Thread*>()) {
  assert_that(base_.stand_in_ == nullptr, "a thread that cannot block is stood in for");
  base_.stand_in_ = &thread_;
}

StandIn::~StandIn() { base_.stand_in_ = nullptr; }

Store& Thread::store() const { return task->inst.store; }

namespace {

/// What runs on a fiber. The function goes before the fiber rests: it may hold the last reference to something.
void run_thread_funcs(std::function<void()>& thread_func, bool& ended, Message cancelled) {
  for (;;) {
    assert_that(cancelled.as<Cancelled>() == Cancelled::FALSE, "a thread begins cancelled");
    std::exchange(thread_func, nullptr)();
    ended = thread_func == nullptr;
    cancelled = touchstone::block();
  }
}

}  // namespace

/// [Thread.__init__]
std::shared_ptr<Thread> Thread::make(std::shared_ptr<Task> task, std::function<void()> thread_func) {
  const auto thread = make_recycled<Thread>(Key(), std::move(task));
  Store& store = thread->store();
  store.add_thread(thread);
  IdleFiber idle = store.take_fiber();
  if (!idle.cont) {
    try {
      auto fiber = std::make_unique<Fiber>();
      idle.fiber = fiber.get();
      idle.cont = cont_new([fiber = std::move(fiber)](Message cancelled) {
        run_thread_funcs(fiber->thread_func, fiber->ended, cancelled);
      });
    } catch (const std::bad_alloc&) {
      store.thread_ended(*thread);
      throw wasm::Exhaustion(wasm::Resource::fibers);
    }
  }
  idle.fiber->thread_func = std::move(thread_func);
  idle.fiber->ended = false;
  thread->cont_ = std::move(idle.cont);
  thread->fiber_ = idle.fiber;
  assert_that(thread->suspended(), "a new thread is suspended");
  observe(*thread, ThreadEvent::created);
  return thread;
}

bool Thread::may_run_in_sync_call() const {
  return index && !(task->ft->async_ && task->needs_exclusive() && task->implicit_thread == this);
}

bool Thread::holds(const WaitFor& what) const { return what.holds(task->inst, ready_func_); }

/// [Thread.start_waiting_internal]
void Thread::start_waiting_internal(const WaitFor& what, Wait why) {
  assert_that(!waits_, "a thread waits twice");
  wait_ = what;
  why_ = why;
  waits_ = true;
  store().waiting.add(*this);
}

/// [Thread.stop_waiting_internal]
void Thread::stop_waiting_internal(Cancelled cancelled) {
  assert_that(waiting() && (cancelled == Cancelled::TRUE || this->ready()), "a thread is woken that is not ready");
  waits_ = false;
  ready_func_ = nullptr;
  store().waiting.remove(*this);
}

/// [Thread.resume_later]
void Thread::resume_later() {
  assert_that(suspended(), "a thread that is not suspended is resumed later");
  start_waiting_internal({}, Wait::condition);
}

/// [Thread.resume]
void Thread::resume(Cancelled cancelled) {
  assert_that(!running() && (cancellable || cancelled == Cancelled::FALSE), "a thread is resumed that cannot be");
  if (waiting()) stop_waiting_internal(cancelled);
  for (Thread* thread = this; thread != nullptr;) {
    observe(*thread, ThreadEvent::resumed);
    Thread* switch_to = nullptr;
    try {
      Resumed stopped = touchstone::resume(std::exchange(thread->cont_, Continuation()), cancelled, thread);
      switch_to = stopped.block_arg.as<Thread*>();
      if (thread->fiber_->ended) {
        thread->store().keep_fiber({std::move(stopped.cont), thread->fiber_});
      } else {
        thread->cont_ = std::move(stopped.cont);
      }
    } catch (...) {
      const std::shared_ptr<Thread> ended = thread->store().thread_ended(*thread);
      throw;
    }
    if (thread->running()) {
      observe(*thread, ThreadEvent::ended);
      const std::shared_ptr<Thread> ended = thread->store().thread_ended(*thread);
    }
    thread = switch_to;
    cancelled = Cancelled::FALSE;
  }
}

/// [Thread.block_internal]
Cancelled Thread::block_internal(bool can_be_cancelled) { return switch_to_internal(can_be_cancelled, nullptr); }

void Thread::suspend_at_end(std::function<void()> rest) {
  assert_that(running(), "a thread that does not run suspends");
  fiber_->thread_func = std::move(rest);
  cancellable = false;
  observe(*this, ThreadEvent::suspended);
}

/// [Thread.switch_to_internal]
Cancelled Thread::switch_to_internal(bool can_be_cancelled, Thread* other) {
  cancellable = can_be_cancelled;
  observe(*this, !waits_ ? ThreadEvent::suspended : why_ == Wait::yield ? ThreadEvent::yields : ThreadEvent::waits);
  const auto cancelled = touchstone::block(other).as<Cancelled>();
  assert_that(running() && (can_be_cancelled || cancelled == Cancelled::FALSE),
              "a thread is cancelled that must not be");
  return cancelled;
}

/// [Thread.suspend]
Cancelled Thread::suspend(bool can_be_cancelled) {
  assert_that(running(), "a thread that does not run suspends");
  if (task->deliver_pending_cancel(can_be_cancelled)) return Cancelled::TRUE;
  return block_internal(can_be_cancelled);
}

/// [Thread.wait_until]
Cancelled Thread::wait_for(const WaitFor& what, bool can_be_cancelled, Wait why) {
  assert_that(running(), "a thread that does not run waits");
  if (task->deliver_pending_cancel(can_be_cancelled)) return Cancelled::TRUE;
  if (holds(what)) {
    const bool first = store().chooser().choose(Choice::block, 2) == 0;
    if (first == (why == Wait::condition)) return Cancelled::FALSE;
  }
  start_waiting_internal(what, why);
  return block_internal(can_be_cancelled);
}

/// [Thread.wait_until]
Cancelled Thread::wait_until(ReadyFunc ready_func, bool can_be_cancelled, Wait why) {
  ready_func_ = std::move(ready_func);
  const Cancelled cancelled = wait_for({.what = WaitFor::What::function}, can_be_cancelled, why);
  ready_func_ = nullptr;
  return cancelled;
}

/// [Thread.yield_]
Cancelled Thread::yield_(bool can_be_cancelled) { return wait_for({}, can_be_cancelled, Wait::yield); }

/// [Thread.suspend_then_resume]
Cancelled Thread::suspend_then_resume(bool can_be_cancelled, Thread& other) {
  assert_that(running() && other.suspended(), "a switch to a thread that is not suspended");
  if (task->deliver_pending_cancel(can_be_cancelled)) return Cancelled::TRUE;
  return switch_to_internal(can_be_cancelled, &other);
}

/// [Thread.yield_then_resume]
Cancelled Thread::yield_then_resume(bool can_be_cancelled, Thread& other) {
  assert_that(running() && other.suspended(), "a switch to a thread that is not suspended");
  if (task->deliver_pending_cancel(can_be_cancelled)) return Cancelled::TRUE;
  start_waiting_internal({}, Wait::yield);
  return switch_to_internal(can_be_cancelled, &other);
}

/// [Thread.suspend_then_promote]
Cancelled Thread::suspend_then_promote(bool can_be_cancelled, Thread& other) {
  assert_that(running(), "a thread that does not run suspends");
  if (task->deliver_pending_cancel(can_be_cancelled)) return Cancelled::TRUE;
  if (!other.ready()) return suspend(can_be_cancelled);
  other.stop_waiting_internal(Cancelled::FALSE);
  return suspend_then_resume(can_be_cancelled, other);
}

/// [Thread.yield_then_promote]
Cancelled Thread::yield_then_promote(bool can_be_cancelled, Thread& other) {
  assert_that(running(), "a thread that does not run yields");
  if (task->deliver_pending_cancel(can_be_cancelled)) return Cancelled::TRUE;
  if (!other.ready()) return yield_(can_be_cancelled);
  other.stop_waiting_internal(Cancelled::FALSE);
  return yield_then_resume(can_be_cancelled, other);
}

}  // namespace touchstone::component
