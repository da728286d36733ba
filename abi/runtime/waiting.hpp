// CanonicalABI.md "Embedding API", Store.waiting: the threads that wait, in order of their waiting, and which are ready.
//
// In definitions.py a wait is a function that is asked again and again whether it holds. Here a wait says what it is for:
// that lets a report of a deadlock say it too, and lets those that make it true tell.
// Strategy: a thread whose wait holds is in a queue of its instance, and the first of each queue in one of the store, so
// that to find who is to run takes no longer for many that wait. What belongs to the instance and changes for all of its
// threads at once, its lock and its backpressure, are gates: they are part of what names the queue, and open or close it as
// a whole. Of the threads that wait for one set the first of each queue stands for the others. Waits for a function are asked as in the source.
#pragma once

#include <array>
#include <functional>
#include <map>

#include "interp/support/integers.hpp"

namespace touchstone::component {

class ComponentInstance;
class FuncInst;
class Subtask;
class Thread;
class Waitable;
class WaitableSet;

/// What a `ready_func` is.
using ReadyFunc = std::function<bool()>;

/// What must hold of the instance besides.
enum InstanceGate : u8 { no_gate = 0, no_lock_holder = 1, no_backpressure = 2 };

/// What a thread waits for.
struct WaitFor {
  enum class What : u8 {
    turn,      ///< nothing but the gates: to let others run, or to be run later
    entry,     ///< nothing but the gates: a task that has not started
    event,     ///< a pending event of a set
    waitable,  ///< a pending event of one waitable
    result,    ///< the end of a call
    function   ///< whatever it asks
  };
  What what = What::turn;
  u8 gates = no_gate;
  WaitableSet* set = nullptr;        ///< what: event
  Waitable* waitable = nullptr;      ///< what: waitable
  Subtask* call = nullptr;           ///< what: result
  const FuncInst* callee = nullptr;  ///< what: result

  bool holds(const ComponentInstance& inst, const ReadyFunc& function) const;
};

/// Threads by since when they wait.
using ThreadQueue = std::map<u64, Thread*>;

/// Of an instance: the threads whose waits hold but for the gates; a queue for each set of gates, first for threads that may
/// run while a call to the instance waits whose type is not async, then for the others.
using ReadyQueues = std::array<ThreadQueue, 8>;
/// Of a set: those that wait for it, by the queue in which they are ready.
using SetWaiters = std::map<std::pair<u8, u64>, Thread*>;

/// [Store.waiting]
class WaitingThreads {
 public:
  bool empty() const { return all_.empty(); }
  std::size_t size() const { return all_.size(); }
  /// f(thread) for all that wait, those that wait longest first.
  template <class F>
  void for_each(F&& f) const {
    for (const auto& [since, thread] : all_) f(*thread);
  }

  void add(Thread& thread);
  void remove(Thread& thread);
  /// Those that wait longest of the threads that are ready; null if none is.
  Thread* first_for_host() const;                                   ///< of instances that the host may enter
  Thread* first_in_sync_call(const ComponentInstance& inst) const;  ///< of `inst`, that may run then
  bool any_ready() const;                                           ///< but for poisoned instances

  // What has changed:
  void events_changed(WaitableSet& set);                    ///< whether an event of it is pending
  void event_changed(Thread* waiter);                       ///< whether that is which it waits for
  void resolved(Thread* waiter);                            ///< the call whose end it waits for
  void before_gates_change(const ComponentInstance& inst);  ///< its lock or backpressure
  void after_gates_change(const ComponentInstance& inst);

  /// Nothing is run any more.
  void close() { closed_ = true; }

 private:
  void enqueue(Thread& thread);
  void dequeue(Thread& thread);
  void wake_first(const WaitableSet& set, u8 queue);
  template <class F>
  void each_open_queue(const ComponentInstance& inst, F&& f) const;
  template <class F>
  Thread* first_polled(Thread* before, F&& eligible) const;

  ThreadQueue all_;
  ThreadQueue heads_;   // the first of each queue of an instance whose gates are open
  ThreadQueue polled_;  // those that wait for a function
  u64 last_ = 0;
  bool closed_ = false;
};

}  // namespace touchstone::component
