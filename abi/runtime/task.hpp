// CanonicalABI.md "Tasks": a call of a lifted function, on the callee's side.
//
// Choice: (X6) a task that finds others waiting to enter waits behind them; that is a wait that always suspends.
// Deviation: (X3) before a task waits for the lock of its instance, it lets the holder of the lock run if that is ready
// and does not merely yield. An engine that suspends every caller would have run it by then, and the reference suite
// (async/sync-streams.wast) expects so.
// Choice: (X12) a thread that is running is no candidate for the delivery of a cancellation.
#pragma once

#include <memory>
#include <vector>

#include "abi/runtime/instance.hpp"
#include "abi/runtime/recycled.hpp"
#include "abi/runtime/thread.hpp"

namespace touchstone::component {

class TwoStepCall;  // store.hpp

/// [Task]
class Task final : public BorrowScope, public std::enable_shared_from_this<Task> {
 public:
  /// [Task.State]
  enum class State : u8 { INITIAL = 1, STARTED, PENDING_CANCEL, CANCEL_DELIVERED, RESOLVED };

  /// `call` is null for what takes no arguments and gives no result.
  Task(closed::FuncTypePtr type, RuntimeOptionsPtr options, ComponentInstance& instance, Call* call);

  const closed::FuncTypePtr ft;
  const RuntimeOptionsPtr opts;
  ComponentInstance& inst;
  u32 num_borrows = 0;
  Thread* implicit_thread = nullptr;  ///< null when it has ended: another thread may come to lie at its address
  std::vector<Thread*, Recycled<Thread*>> threads;
  Boundary boundary = Boundary::component;  ///< host: it is the host that called
  CoreFuncInst callee;                      ///< of a task that `canon lift` made
  TwoStepCall* two_step = nullptr;          ///< of a call in two steps, until it is delivered

  State state() const { return state_; }
  /// Not in the source, for the words of a trap (X26): whether its threads may block, which they may not without result if
  /// its type is not async, unless another thread can run then.
  bool may_block() const;
  bool needs_exclusive() const;                          ///< [Task.needs_exclusive]
  bool enter_implicit_thread();                          ///< [Task.enter_implicit_thread]
  void register_thread(Thread& thread);                  ///< [Task.register_thread]
  void exit_implicit_thread();                           ///< [Task.exit_implicit_thread]
  void unregister_thread(Thread& thread);                ///< [Task.unregister_thread]
  void request_cancellation(ComponentInstance* caller);  ///< [Task.request_cancellation]
  bool deliver_pending_cancel(bool cancellable);         ///< [Task.deliver_pending_cancel]
  ValueSource& start();                                  ///< [Task.start]
  void return_(ValueSource& result);                     ///< [Task.return_]
  void cancel();                                         ///< [Task.cancel]

  Task* as_task() override { return this; }

 private:
  bool has_backpressure() const;
  void let_lock_holder_run();
  void resolve(ValueSource* result);
  void become(State state);

  Call* call_;  // until it is resolved
  std::shared_ptr<Call> kept_;
  State state_ = State::INITIAL;
};

}  // namespace touchstone::component
