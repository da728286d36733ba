// CanonicalABI.md "Threads": the threads of component-level tasks, over stack switching.
//
// A thread runs on a fiber of its own from its making to its end, but for a StandIn (below). It is running (there is no
// continuation of it), suspended, or waiting for a function to become true. `resume` runs it, and those it switches to,
// until one of them blocks.
// Choice: (X6) a wait whose condition holds goes on without suspending, a yield always suspends; the Chooser may turn
// either (chooser.hpp, `block`). definitions.py lets it be either, or under its deterministic profile always suspends.
// Not in the source: the store keeps each thread alive until it ends, and unwinds those that have not when it goes.
// Strategy: fibers of threads that have ended run the next ones.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "abi/runtime/waitable.hpp"
#include "interp/execution/stack_switching.hpp"

namespace touchstone::component {

class ComponentInstance;
class Store;
class Task;

/// [Cancelled]
enum class Cancelled : u8 { FALSE = 0, TRUE = 1 };

/// Why a thread waits: what happens if the condition holds already.
enum class Wait : u8 { condition, yield };

/// [Thread]
class Thread : public std::enable_shared_from_this<Thread> {
 public:
  /// [Thread.__init__] Suspended at first; runs `thread_func` when it is resumed. Exhaustion if there is no fiber to be had.
  static std::shared_ptr<Thread> make(std::shared_ptr<Task> task, std::function<void()> thread_func);
  class Key {
    Key() = default;
    friend class Thread;
    friend class StandIn;
  };
  Thread(Key, std::shared_ptr<Task> owner);  ///< for `make`
  ~Thread();
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;

  const std::shared_ptr<Task> task;
  bool cancellable = false;
  std::optional<u32> index;  ///< in the instance's table, while it is registered
  std::array<u64, 2> storage{};

  bool running() const { return !cont_; }
  bool suspended() const { return !running() && !waits_; }
  bool waiting() const { return !running() && waits_; }
  bool ready() const { return waiting() && holds(wait_); }
  bool yielding() const { return waiting() && why_ == Wait::yield; }  ///< waits to let others run, for nothing else

  const WaitFor& waits_for() const { return wait_; }  ///< if it is waiting
  bool may_run_in_sync_call() const;  ///< (X2) while a call to its instance waits whose type is not async

  void resume_later();                                  ///< [Thread.resume_later]
  void resume(Cancelled cancelled = Cancelled::FALSE);  ///< [Thread.resume]

  // The running thread only:
  Cancelled suspend(bool cancellable);  ///< [Thread.suspend]
  Cancelled wait_for(const WaitFor& what, bool cancellable = false,
                     Wait why = Wait::condition);                                               ///< [Thread.wait_until]
  Cancelled wait_until(ReadyFunc ready, bool cancellable = false, Wait why = Wait::condition);  ///< [Thread.wait_until]
  Cancelled yield_(bool cancellable);                                                           ///< [Thread.yield_]
  Cancelled suspend_then_resume(bool cancellable, Thread& other);   ///< [Thread.suspend_then_resume]
  Cancelled yield_then_resume(bool cancellable, Thread& other);     ///< [Thread.yield_then_resume]
  Cancelled suspend_then_promote(bool cancellable, Thread& other);  ///< [Thread.suspend_then_promote]
  Cancelled yield_then_promote(bool cancellable, Thread& other);    ///< [Thread.yield_then_promote]

  /// [Thread.block_internal] Suspends until it is resumed.
  Cancelled block_internal(bool cancellable);
  /// Strategy: suspends when its function returns, which it must do at once; when it is resumed it runs `rest`. As if it
  /// blocked here, but nothing has to be kept on its stack.
  void suspend_at_end(std::function<void()> rest);

  Store& store() const;

 private:
  friend class Store;
  friend class StandIn;
  friend Thread* current_thread_or_null();
  friend class WaitingThreads;
  bool holds(const WaitFor& what) const;
  void start_waiting_internal(const WaitFor& what, Wait why);     // [Thread.start_waiting_internal]
  void stop_waiting_internal(Cancelled cancelled);                // [Thread.stop_waiting_internal]
  Cancelled switch_to_internal(bool cancellable, Thread* other);  // [Thread.switch_to_internal]

  /// The body of a fiber: it runs the function of one thread after another.
  struct Fiber {
    std::function<void()> thread_func;
    bool ended = false;  // the function has returned
  };
  friend struct IdleFiber;

  Continuation cont_;
  Fiber* fiber_ = nullptr;  // what cont_ runs
  Thread* stand_in_ = nullptr;
  std::size_t place_ = 0;  // among the store's threads
  WaitFor wait_;
  ReadyFunc ready_func_;  // of a wait for a function
  u64 since_ = 0;         // orders those that wait
  u8 queue_ = 0;          // in which it is when it is ready, of its instance's
  bool queued_ = false;   // whether it is, as far as is known: of those that wait for one set only the first
  bool waits_ = false;
  Wait why_ = Wait::condition;
};

/// Strategy: a thread that cannot block needs no fiber. While the StandIn lives it is the current thread, on the fiber of
/// the one that was.
class StandIn {
 public:
  explicit StandIn(std::shared_ptr<Task> task);
  ~StandIn();
  StandIn(const StandIn&) = delete;
  StandIn& operator=(const StandIn&) = delete;

 private:
  Thread thread_;
  Thread& base_;
};

/// A fiber whose thread has ended, for the next one.
struct IdleFiber {
  Continuation cont;
  Thread::Fiber* fiber = nullptr;
};

/// [current_thread] Null where no component's code runs.
Thread* current_thread_or_null();
Thread& current_thread();
Task& current_task();                   ///< [current_task]
ComponentInstance& current_instance();  ///< [current_instance]

}  // namespace touchstone::component
