// CanonicalABI.md "Embedding API": a store of components, and how a host calls into it and keeps it going.
//
// `invoke` begins a call, `tick` lets one thread that is ready run until it blocks; between two ticks nothing runs. Over a
// core store, which it owns. Threads that wait are in order of their waiting; the first that is ready is the default.
// Deviation: (X21) threads of a poisoned instance are never run again, but for the end of a task that is cancelled before it
// started; definitions.py asserts that there are none.
// Not in the source: settings and limits, instantiation in an implicit task (X20), and calls of the host's in two steps:
// a task may park between delivering its result and running post-return, with its instance still entered.
#pragma once

#include <deque>
#include <exception>
#include <memory>
#include <optional>
#include <vector>

#include "abi/runtime/func.hpp"
#include "abi/runtime/instance.hpp"
#include "abi/runtime/recycled.hpp"
#include "abi/runtime/thread.hpp"

namespace touchstone::component {

class Observer;

/// (X1) What happens when a call goes from an instance to one around it, or the other way.
enum class Reentrance : u8 { trap, donut };

struct StoreConfig {
  wasm::Config core;                 ///< its chooser is replaced by `chooser`, if that is given
  std::shared_ptr<Chooser> chooser;  ///< null: the deterministic one
  Reentrance reentrance = Reentrance::trap;
  Observer* observer = nullptr;  ///< must outlive the store
  /// Told of mistakes of the host's that no function can return; null: a line on standard error.
  std::function<void(std::string_view)> warn;
  bool fast_copy = true;  ///< lists and strings are copied as blocks; else value by value, for the same results
  // Limit: beyond these a call ends in Exhaustion.
  u32 fibers = 100'000;          ///< threads that exist at once
  u32 nesting = 1'000;           ///< calls between components inside each other
  u64 definitions = 10'000'000;  ///< that instantiation evaluates; an instance counts as a hundred
  bool check_waiting = false;    ///< asks each waiting thread whether it is ready, as the source does, and compares
};

/// What the embedding API keeps with a store (host/event_loop.hpp): it goes before anything else of the store does.
class HostState {
 public:
  HostState() = default;
  virtual ~HostState() = default;
  HostState(const HostState&) = delete;
  HostState& operator=(const HostState&) = delete;

  /// A thread or a function of the host's has ended in the exception being handled, which may have poisoned instances.
  /// Whether calls of the host's waited for these, and have been told: then it has reached those it concerns.
  virtual bool failed() = 0;
  /// Whether the store must not be run until something holds: the code that asks is itself run by it.
  virtual bool must_not_wait() const = 0;
};

/// A call of the host's that has delivered its result and not yet ended.
class TwoStepCall {
 public:
  ~TwoStepCall();
  TwoStepCall(const TwoStepCall&) = delete;
  TwoStepCall& operator=(const TwoStepCall&) = delete;

  /// Whether post_return is still to be called: until then the instance cannot be entered.
  bool pending() const { return thread_ != nullptr; }
  /// Ends the call: runs the post-return function if there is one. Once only. Throws a trap of it.
  void post_return();

  // For canon_lift.
  /// Where the result is lifted: what refers to the memory there stays good until the call ends.
  LiftLowerContext& lift_in(const LiftLowerContext& cx) { return cx_.emplace(cx); }
  /// Parks the current thread until post_return, which runs `rest` of its task. The thread must return at once.
  void park(const FlatValues& flat_results, void (*rest)(Task& task, const FlatValues& flat_results));

  static void* operator new(std::size_t size) { return take_recycled(size); }
  static void operator delete(void* at, std::size_t size) noexcept { give_recycled(at, size); }

 private:
  friend class Store;
  TwoStepCall() = default;
  std::shared_ptr<Thread> thread_;
  std::optional<LiftLowerContext> cx_;
  FlatValues flat_results_;
};

/// How a lifted function is called, beyond what definitions.py passes.
struct LiftCall {
  Boundary boundary = Boundary::component;
  TwoStepCall* two_step = nullptr;
  bool sync = false;  ///< must not block before it returns, also if its type is async
};

/// [Store.lift] A function that `canon lift` makes.
class LiftedFunc final : public FuncInst {
 public:
  LiftedFunc(CoreFuncInst core_func, closed::FuncTypePtr ft, RuntimeOptionsPtr options, ComponentInstance& instance,
             Reentrance policy);
  OnCancel operator()(Call& call, ComponentInstance* caller) override;
  OnCancel operator()(Call& call, ComponentInstance* caller, LiftCall how);

  const CoreFuncInst callee;
  const RuntimeOptionsPtr opts;
  ComponentInstance& instance;

 private:
  Reentrance reentrance_;
};

/// [Store]
class Store {
 public:
  explicit Store(StoreConfig settings = {});
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  const StoreConfig config;
  Observer* observer;
  WaitingThreads waiting;  ///< [Store.waiting]
  u32 nesting_depth = 0;   ///< [Store.nesting_depth]
  /// What the host does between two ticks when no thread is ready: how a function of the host's comes to its result later.
  std::deque<std::function<void()>> later;
  std::shared_ptr<HostState> host_state;  ///< null until the embedding API needs it

  wasm::Store& core() { return *core_; }
  Chooser& chooser() { return core_->chooser; }

  /// A new instance inside `parent`, null for one of the host's.
  ComponentInstance& add_instance(ComponentInstance* parent);
  /// Counts definitions that instantiation evaluates; Exhaustion if they are too many. A few bytes that instantiate twice
  /// what instantiates twice, and so on, ask for more instances than there can be.
  void count_definitions(u64 n);
  const std::deque<ComponentInstance>& instances() const { return instances_; }

  /// [Store.invoke] Calls `f` for the host. Throws what it ends in before it blocks, as all below do.
  OnCancel invoke(FuncInst& f, Call& call);
  OnCancel invoke(FuncInst& f, OnStart on_start, OnResolve on_resolve);
  /// The same in two steps; `f` has a type that is not async and is no function of the host's.
  std::unique_ptr<TwoStepCall> invoke_in_two_steps(FuncInst& f, Call& call);
  /// [Concurrency.md#interaction-with-the-start-function] Calls a start function of a component: it must not block before
  /// it is `resolved`, but may afterwards, if its type is async.
  void invoke_start(FuncInst& f, Call& call, const ReadyFunc& resolved);
  /// [Store.lift]
  FuncInstPtr lift(CoreFuncInst f, closed::FuncTypePtr ft, RuntimeOptionsPtr opts, ComponentInstance& inst);
  /// [Store.lower] `ft` is the type of `f` in the component of `inst`.
  CoreFuncInst lower(FuncInstPtr f, closed::FuncTypePtr ft, RuntimeOptionsPtr opts, ComponentInstance& inst);
  /// [Store.tick] Whether there was a thread to run.
  bool tick();

  /// Asks for the cancellation of a call that `invoke` began. A host may ask when it is too late.
  void cancel(const OnCancel& on_cancel);
  /// A tick, or if no thread is ready one thing that the host has to do `later`; whether there was one. What calls of the
  /// host's have been told of is not thrown. HostError inside of a call, for what was called by a component must not wait.
  bool step();

  /// Steps until `done` holds. Traps if it does not, no thread is ready and the host has nothing to do: a deadlock.
  void run_until(const ReadyFunc& done);

  /// Runs `body` in an implicit task of `inst` with the type `func()`: instantiation of core modules, whose start functions
  /// may call built-ins and lowered functions.
  void run_in_task(ComponentInstance& inst, std::function<void()> body);

  /// A core function as canonical definitions call it. Core exceptions come out as wasm::Exception.
  CoreFuncInst core_func(wasm::FuncAddr f);

  // For threads and calls:
  void add_thread(std::shared_ptr<Thread> thread);  ///< keeps it alive until it ends; Exhaustion if there are too many
  std::shared_ptr<Thread> thread_ended(const Thread& thread);  ///< no longer
  std::shared_ptr<Thread> shared(const Thread& thread) const { return threads_[thread.place_]; }
  IdleFiber take_fiber();            ///< without continuation if none is idle
  void keep_fiber(IdleFiber fiber);  ///< or drop it, if there are enough
  /// The thread to run of those of `inst` that are ready, while a call to it waits whose type is not async; null: none.
  Thread* choose_in_sync_call(const ComponentInstance& inst);
  /// A level of calls inside each other; Exhaustion if there are too many.
  class Nesting {
   public:
    explicit Nesting(Store& store);
    ~Nesting() { --store_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    Store& store_;
  };

 private:
  friend class TwoStepCall;
  template <class F>
  void outermost(F&& f);  // a level of nesting_depth, and the observer told of a trap
  void tell_host_state();
  void end_two_step(Thread& thread);
  template <class Eligible>
  std::vector<Thread*> poll(Eligible&& eligible) const;  // all that are ready
  template <class Eligible>
  Thread* choose_ready(Thread* first, Eligible&& eligible);

  std::unique_ptr<wasm::Store> core_;
  std::deque<ComponentInstance> instances_;
  std::vector<std::shared_ptr<Thread>> threads_;  // all that have not ended, each at its place_
  std::vector<IdleFiber> idle_fibers_;
  u32 nesting_ = 0;
  u64 definitions_ = 0;
  std::exception_ptr told_;  // the last failure that host_state has told calls of
};

/// Marks `inst`, and those around it as far as they are not around `caller`, as entered; leaves them when told so, and
/// poisons them if it is destroyed before: a trap passes.
class Entered {
 public:
  Entered(ComponentInstance& inst, const ComponentInstance* caller) : inst_(&inst), caller_(caller) {
    inst.enter_from(caller);
  }
  ~Entered() {
    if (inst_ != nullptr) inst_->poison(caller_);
  }
  Entered(const Entered&) = delete;
  Entered& operator=(const Entered&) = delete;

  void leave() { std::exchange(inst_, nullptr)->leave_to(caller_); }
  void stay() { inst_ = nullptr; }  ///< entered and not poisoned: a call in two steps

 private:
  ComponentInstance* inst_;
  const ComponentInstance* caller_;
};

}  // namespace touchstone::component
