// CanonicalABI.md "Embedding API": see store.hpp.
#include "abi/runtime/store.hpp"

#include <fmt/format.h>

#include "abi/builtins/lift.hpp"
#include "abi/builtins/lower.hpp"
#include "abi/runtime/deadlock.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/runtime/task.hpp"
#include "abi/validation/factory.hpp"
#include "interp/embedding/invoke.hpp"

namespace touchstone::component {

namespace {

wasm::Config core_config(const StoreConfig& config) {
  wasm::Config core = config.core;
  if (config.chooser != nullptr) core.chooser = config.chooser.get();
  return core;
}

/// (X1) Traps. No rule of the source says so.
[[noreturn]] void refuse_reentrance(const ComponentInstance& caller, const ComponentInstance& callee,
                                    Boundary boundary) {
  const bool inwards = caller.in_self_and_ancestors_of(&callee);
  trap(Why::cannot_enter, "", boundary,
       fmt::format(
           ": instance {} calls instance {}, which is {} it: refused by the policy `reentrance=trap` (decision X1); "
           "`reentrance=donut` allows it, as CanonicalABI.md does",
           caller.index.value, callee.index.value, inwards ? "inside" : "around"));
}

}  // namespace

Store::Store(StoreConfig settings)
    : config(std::move(settings)), observer(config.observer), core_(wasm::store_init(core_config(config))) {}

/// Threads that have not ended are unwound while all that they refer to is still there.
Store::~Store() {
  observer = nullptr;
  waiting.close();
  host_state.reset();
  std::exchange(later, {}).clear();
  while (!threads_.empty()) {
    const std::shared_ptr<Thread> thread = std::move(threads_.back());
    threads_.pop_back();
    const Continuation dropped = std::exchange(thread->cont_, Continuation());
  }
}

ComponentInstance& Store::add_instance(ComponentInstance* parent) {
  const RuntimeComponentInstanceIndex index{static_cast<u32>(instances_.size())};
  return instances_.emplace_back(*this, parent, index);
}

void Store::count_definitions(u64 n) {
  definitions_ += n;
  if (definitions_ > config.definitions) throw wasm::Exhaustion(wasm::Resource::definitions);
}

void Store::add_thread(std::shared_ptr<Thread> thread) {
  if (threads_.size() >= config.fibers) throw wasm::Exhaustion(wasm::Resource::fibers);
  thread->place_ = threads_.size();
  threads_.push_back(std::move(thread));
}

IdleFiber Store::take_fiber() {
  IdleFiber fiber;
  if (idle_fibers_.empty()) return fiber;
  fiber = std::move(idle_fibers_.back());
  idle_fibers_.pop_back();
  return fiber;
}

void Store::keep_fiber(IdleFiber fiber) {
  constexpr std::size_t enough = 16;
  if (idle_fibers_.size() < enough) idle_fibers_.push_back(std::move(fiber));
}

std::shared_ptr<Thread> Store::thread_ended(const Thread& thread) {
  threads_.back()->place_ = thread.place_;
  std::swap(threads_[thread.place_], threads_.back());
  std::shared_ptr<Thread> ended = std::move(threads_.back());
  threads_.pop_back();
  return ended;
}

Store::Nesting::Nesting(Store& store) : store_(store) {
  if (store.nesting_ >= store.config.nesting) throw wasm::Exhaustion(wasm::Resource::nesting);
  ++store.nesting_;
}

void Store::tell_host_state() {
  if (nesting_depth == 1 && host_state != nullptr && host_state->failed()) told_ = std::current_exception();
}

template <class F>
void Store::outermost(F&& f) {
  struct Depth {
    u32& depth;
    ~Depth() { --depth; }
  };
  ++nesting_depth;
  const Depth depth{nesting_depth};
  try {
    f();
  } catch (const wasm::Trap& trap) {
    if (observer != nullptr && nesting_depth == 1) observer->trapped(trap);
    tell_host_state();
    throw;
  } catch (const wasm::Exhaustion& exhaustion) {
    if (observer != nullptr && nesting_depth == 1) observer->failed("exhaustion", exhaustion);
    tell_host_state();
    throw;
  } catch (const wasm::HostError& error) {
    if (observer != nullptr && nesting_depth == 1) observer->failed("host-error", error);
    tell_host_state();
    throw;
  } catch (const Crash&) {
    throw;
  } catch (...) {
    tell_host_state();
    throw;
  }
}

// ---- Functions

void TwoStepCall::park(const FlatValues& flat_results, void (*rest)(Task& task, const FlatValues& flat_results)) {
  Thread& thread = current_thread();
  thread_ = thread.store().shared(thread);
  flat_results_ = flat_results;
  thread.suspend_at_end([this, rest] { rest(current_task(), flat_results_); });
}

LiftedFunc::LiftedFunc(CoreFuncInst core_func, closed::FuncTypePtr ft, RuntimeOptionsPtr options,
                       ComponentInstance& its_instance, Reentrance policy)
    : FuncInst(std::move(ft), &its_instance, Boundary::component),
      callee(std::move(core_func)),
      opts(std::move(options)),
      instance(its_instance),
      reentrance_(policy) {}

OnCancel LiftedFunc::operator()(Call& call, ComponentInstance* caller) { return (*this)(call, caller, LiftCall()); }

/// [Store.lift]
OnCancel LiftedFunc::operator()(Call& call, ComponentInstance* caller, LiftCall how) {
  constexpr auto rule = "Store.lift";
  assert_that(caller == nullptr || caller == &current_instance(), "a call by an instance that does not run");
  how.boundary = caller == nullptr ? Boundary::host : Boundary::component;
  if (!instance.reentrance_allowed(caller, reentrance_)) [[unlikely]]
    refuse_reentrance(*caller, instance, how.boundary);
  if (!instance.may_enter_from(caller)) [[unlikely]]
    trap(Why::cannot_enter, rule, how.boundary, instance.why_not_entered(caller));
  const Store::Nesting level(instance.store);
  Entered entered(instance, caller);
  OnCancel on_cancel = canon_lift(callee, type, opts, instance, call, caller, how);
  if (how.two_step != nullptr && how.two_step->pending()) {
    instance.needs_post_return = true;
    entered.stay();
  } else {
    entered.leave();
  }
  return on_cancel;
}

FuncInstPtr Store::lift(CoreFuncInst f, closed::FuncTypePtr ft, RuntimeOptionsPtr opts, ComponentInstance& inst) {
  return std::make_shared<LiftedFunc>(std::move(f), std::move(ft), std::move(opts), inst, config.reentrance);
}

/// [Store.lower]
CoreFuncInst Store::lower(FuncInstPtr f, closed::FuncTypePtr ft, RuntimeOptionsPtr opts, ComponentInstance& inst) {
  return [f = std::move(f), ft = std::move(ft), opts = std::move(opts), &inst](std::span<const wasm::Value> args) {
    assert_that(&inst == &current_instance(), "a lowered function is called in another instance");
    // A realloc may run while its instance is not entered, and must not leave.
    assert_that(!inst.may_enter || !inst.may_leave, "a lowered function is called in an instance that is not entered");
    return canon_lower(*f, ft, opts, args);
  };
}

CoreFuncInst Store::core_func(wasm::FuncAddr f) {
  return [core = core_.get(), f](std::span<const wasm::Value> args) {
    FlatValues results;
    wasm::invoke_into(*core, *f, args, results.make(static_cast<u32>(f->type->func().results.size())));
    return results;
  };
}

// ---- The host

/// [Store.invoke]
OnCancel Store::invoke(FuncInst& f, Call& call) {
  OnCancel on_cancel;
  outermost([&] { on_cancel = f(call, nullptr); });
  return on_cancel;
}

OnCancel Store::invoke(FuncInst& f, OnStart on_start, OnResolve on_resolve) {
  return invoke(f, *std::make_shared<ValCall>(std::move(on_start), std::move(on_resolve)));
}

void Store::invoke_start(FuncInst& f, Call& call, const ReadyFunc& resolved) {
  outermost([&] {
    if (auto* lifted = dynamic_cast<LiftedFunc*>(&f); lifted != nullptr) {
      (*lifted)(call, nullptr, {.sync = true});
    } else {
      f(call, nullptr);
      trap_if(!resolved(), Why::cannot_block, "Concurrency.md#interaction-with-the-start-function");
    }
  });
}

std::unique_ptr<TwoStepCall> Store::invoke_in_two_steps(FuncInst& f, Call& call) {
  auto* lifted = dynamic_cast<LiftedFunc*>(&f);
  assert_that(lifted != nullptr && !f.type->async_, "a call in two steps of a function that has no second step");
  std::unique_ptr<TwoStepCall> two_step(new TwoStepCall());
  outermost([&] { (*lifted)(call, nullptr, {.two_step = two_step.get()}); });
  return two_step;
}

TwoStepCall::~TwoStepCall() = default;

void TwoStepCall::post_return() {
  assert_that(pending(), "post_return of a call that has ended");
  const std::shared_ptr<Thread> thread = std::exchange(thread_, nullptr);
  ComponentInstance& inst = thread->task->inst;
  inst.needs_post_return = false;
  inst.store.end_two_step(*thread);
}

void Store::end_two_step(Thread& thread) {
  ComponentInstance& inst = thread.task->inst;
  outermost([&] {
    try {
      thread.resume();
    } catch (...) {
      inst.poison(nullptr);
      throw;
    }
    inst.leave_to(nullptr);
  });
}

template <class Eligible>
std::vector<Thread*> Store::poll(Eligible&& eligible) const {
  std::vector<Thread*> candidates;
  waiting.for_each([&](Thread& thread) {
    if (eligible(thread) && thread.ready()) candidates.push_back(&thread);
  });
  return candidates;
}

/// `first` is what waiting.hpp finds; where another may be chosen, all are asked.
template <class Eligible>
Thread* Store::choose_ready(Thread* first, Eligible&& eligible) {
  if (!config.check_waiting && (first == nullptr || !chooser().open(Choice::thread))) return first;
  const std::vector<Thread*> candidates = poll(eligible);
  assert_that(first == (candidates.empty() ? nullptr : candidates.front()), "a thread is ready and nobody told");
  if (candidates.empty()) return nullptr;
  return candidates[chooser().choose(Choice::thread, static_cast<u32>(candidates.size()))];
}

Thread* Store::choose_in_sync_call(const ComponentInstance& inst) {
  return choose_ready(waiting.first_in_sync_call(inst),
                      [&](const Thread& t) { return &t.task->inst == &inst && t.may_run_in_sync_call(); });
}

/// [Store.tick]
bool Store::tick() {
  assert_that(nesting_depth == 0, "a tick while a component runs");
  Thread* thread =
      choose_ready(waiting.first_for_host(), [](const Thread& t) { return t.task->inst.may_enter_from(nullptr); });
  if (thread == nullptr) return false;
  ComponentInstance& inst = thread->task->inst;
  outermost([&] {
    Entered entered(inst, nullptr);
    thread->resume();
    entered.leave();
  });
  return true;
}

void Store::cancel(const OnCancel& on_cancel) {
  outermost([&] { on_cancel(nullptr); });
}

bool Store::step() {
  if (nesting_depth != 0) throw wasm::HostError("a host function waits for a call while a component runs");
  if (host_state != nullptr && host_state->must_not_wait()) {
    throw wasm::HostError("a coroutine waits for a call without co_await");
  }
  try {
    if (tick()) return true;
    if (later.empty()) return false;
    const std::function<void()> next = std::move(later.front());
    later.pop_front();
    next();
  } catch (const Crash&) {
    throw;
  } catch (...) {
    if (std::exchange(told_, nullptr) != std::current_exception()) throw;
  }
  return true;
}

void Store::run_until(const ReadyFunc& done) {
  while (!done()) {
    if (!step()) {
      outermost([&] { trap(Why::deadlock, "Store.tick", Boundary::host, describe_waits(*this)); });
    }
  }
}

void Store::run_in_task(ComponentInstance& inst, std::function<void()> body) {
  static const closed::FuncTypePtr ft = Types().make(closed::FuncType{});
  static const auto opts = std::make_shared<const RuntimeOptions>();
  const CoreFuncInst f = [body = std::move(body)](std::span<const wasm::Value>) {
    body();
    return FlatValues();
  };
  LiftedFunc start(f, ft, opts, inst, config.reentrance);
  invoke(start, [] { return std::vector<Val>(); }, [](const std::optional<std::vector<Val>>&) {});
}

}  // namespace touchstone::component
