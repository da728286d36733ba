// Threads that share memories (threads proposal: agents, 4.2 of its document), on fibers under the Chooser.
//
// The specification has threads run at once and lists which values a read may see. Here one runs at a time, so that every
// execution is sequentially consistent (`Limit:` weaker ones are not shown). Control passes to another thread where one
// waits, joins or ends; when the Chooser explores accesses, before each access to a shared memory too.
// Who calls without being one of these threads (the embedder, a thread of a component) takes part all the same: while it
// waits it runs the others on top of its own stack.
// Time is virtual: it passes when no thread can go on, and then leaps to the earliest deadline. If there is none either,
// nobody can wake whoever waits, which is a trap.
// Not in the specification: scheduling (`Choice:` first come, first served), deadlocks.
#pragma once

#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "interp/execution/stack_switching.hpp"
#include "interp/execution/store.hpp"

namespace touchstone::wasm {

class Threads {
 public:
  explicit Threads(Store& store) : store_(store) {}
  /// Unwinds those that have not ended.
  ~Threads();
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  /// A thread that is ready to run `body`; returns its number.
  u32 spawn(std::function<void()> body);
  /// Runs others until that thread has ended; throws what it threw. Throws a Trap if it never can.
  void join(u32 thread);

  /// [#exec-memory.atomic.waitn] Suspends until notified (true), or for `timeout` nanoseconds (false); a negative one
  /// never ends. Throws a Trap if nobody is left to notify.
  bool wait(const MemInst& mi, u64 address, s64 timeout);
  /// [#exec-memory.atomic.notify] Wakes at most `count` of those that wait there, the longest first; says how many.
  u32 notify(const MemInst& mi, u64 address, u32 count);

  /// Before an access to shared memory: another thread may run first, if the Chooser says so.
  void before_access();

 private:
  struct Thread {
    u32 number = 0;  // 0: none of ours
    Continuation cont;
    const u8* stack = nullptr;  // the top of its native stack, once it has run
    std::exception_ptr error;   // what it ended with
    bool ended = false;
    // While it waits:
    const MemInst* memory = nullptr;
    u64 address = 0;
    std::optional<u64> deadline;
    bool timed_out = false;
    u32 joins = 0;  // the thread whose end it waits for
  };
  class Waits;

  Thread& current(Thread& outsider);
  std::vector<Thread*> runnable(const Thread& self) const;
  void suspend(Thread& self);
  void run_others(Thread& self);
  Thread* next(Thread& self);
  bool pass_time();
  void make_ready(Thread& thread);
  void run(Thread& thread);
  [[noreturn]] void deadlock() const;
  std::string where(const Thread& thread) const;

  Store& store_;
  std::deque<Thread> threads_;      // number n at n - 1
  std::vector<Thread*> ready_;      // the longest first
  std::vector<Thread*> waiting_;    // likewise: in `wait` or `join`
  std::vector<Thread*> outsiders_;  // who runs others, the innermost last
  Thread* running_ = nullptr;       // the one of ours that was resumed last
  Thread* preferred_ = nullptr;     // has been chosen to run next
  u64 now_ = 0;                     // nanoseconds
};

/// The threads of a store.
Threads& threads(Store& store);

}  // namespace touchstone::wasm
