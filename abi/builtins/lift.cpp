// CanonicalABI.md "canon lift": see lift.hpp.
//
// `thread_func` of the source is run_thread here, with a function for each of the three ways in which a core function may be
// lifted: synchronously, with a callback, and stackful.
// Deviation: (X2) while a call waits whose type is not async, no implicit thread of a task that needs the lock of the
// instance is run, whether it holds the lock or not.
// Choice: (X8) such a call that cannot go on traps with "deadlock" if a thread is ready that must not run, and with
// "cannot block" if none is.
#include "abi/builtins/lift.hpp"

#include <algorithm>

#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/values.hpp"
#include "abi/runtime/deadlock.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

/// [canon_lift] "if not opts.async_", from where the result is delivered.
void finish_sync(Task& task, const FlatValues& flat_results) {
  if (task.opts->post_return != nullptr) {
    assert_that(task.inst.may_leave, "post-return while the instance must not leave");
    task.inst.may_leave = false;
    call_and_trap_on_throw(task.inst.store.core_func(task.opts->post_return), flat_results);
    task.inst.may_leave = true;
  }
  task.exit_implicit_thread();
}

/// [canon_lift] "if not opts.async_"
void run_sync(Task& task, LiftLowerContext& cx, std::span<const wasm::Value> flat_args) {
  const FlatValues flat_results = call_and_trap_on_throw(task.callee, flat_args);
  CoreValueIter vi(flat_results);
  const ResultParts ts(*task.ft);
  LiftSource result(cx, MAX_FLAT_RESULTS, vi, ts);
  task.return_(result);
  if (task.two_step != nullptr) return task.two_step->park(flat_results, finish_sync);
  finish_sync(task, flat_results);
}

/// [canon_lift] The event with which the callback is called, once it may be.
Event next_event(ComponentInstance& inst, const CallbackResult& result) {
  switch (result.code) {
  case CallbackCode::YIELD: {
    const Cancelled cancelled = current_thread().wait_for({.gates = no_lock_holder}, true, Wait::yield);
    return {cancelled == Cancelled::TRUE ? EventCode::TASK_CANCELLED : EventCode::NONE, 0, 0};
  }
  case CallbackCode::WAIT: {
    const auto wset =
        inst.get<WaitableSet>(result.waitable_set, "canon_lift", handle_kind_name(HandleKind::waitable_set));
    return wset->wait_for_event_and(no_lock_holder, true);
  }
  default: trap(Why::unsupported_callback_code, "canon_lift");
  }
}

/// [canon_lift] The loop around the callback.
void run_callback(Task& task, std::span<const wasm::Value> flat_args) {
  ComponentInstance& inst = task.inst;
  const CoreFuncInst callback = inst.store.core_func(task.opts->callback);
  CallbackResult result = unpack_callback_result(call_and_trap_on_throw(task.callee, flat_args).at(0).as<u32>());
  while (result.code != CallbackCode::EXIT) {
    assert_that(task.needs_exclusive() && inst.exclusive_thread() == task.implicit_thread,
                "a task with a callback does not hold the lock");
    inst.set_exclusive_thread(nullptr);
    const Event event = next_event(inst, result);
    assert_that(inst.exclusive_thread() == nullptr, "two tasks hold the lock of an instance");
    inst.set_exclusive_thread(task.implicit_thread);
    if (inst.store.observer != nullptr) inst.store.observer->event(inst, event);
    const std::array<wasm::Value, 3> args{wasm::Value::of(u32{static_cast<u8>(event.code)}),
                                          wasm::Value::of(event.index), wasm::Value::of(event.payload)};
    result = unpack_callback_result(call_and_trap_on_throw(callback, args).at(0).as<u32>());
  }
  task.exit_implicit_thread();
}

/// [canon_lift.thread_func]
void run_thread(Task& task) {
  if (!task.enter_implicit_thread()) return;
  LiftLowerContext own{*task.opts, task.inst, &task, task.boundary};
  LiftLowerContext& cx = task.two_step != nullptr ? task.two_step->lift_in(own) : own;
  FlatValues flat_args;
  task.start().lower(cx, MAX_FLAT_PARAMS, task.ft->params, flat_args);
  if (!task.opts->async_) return run_sync(task, cx, flat_args);
  if (task.opts->callback != nullptr) return run_callback(task, flat_args);
  call_and_trap_on_throw(task.callee, flat_args);
  task.exit_implicit_thread();
}

/// [canon_lift] "if not ft.async_"; and so do start functions.
void run_until_resolved(const Task& task) {
  Store& store = task.inst.store;
  while (task.state() != Task::State::RESOLVED) {
    if (Thread* thread = store.choose_in_sync_call(task.inst); thread != nullptr) {
      thread->resume();
      continue;
    }
    trap(store.waiting.any_ready() ? Why::deadlock : Why::cannot_block, "canon_lift", task.boundary,
         describe_waits(store));
  }
}

}  // namespace

OnCancel canon_lift(const CoreFuncInst& callee, closed::FuncTypePtr ft, RuntimeOptionsPtr opts, ComponentInstance& inst,
                    Call& call, const ComponentInstance* caller, const LiftCall& how) {
  const auto task = make_recycled<Task>(std::move(ft), std::move(opts), inst, &call);
  task->boundary = how.boundary;
  task->callee = callee;
  task->two_step = how.two_step;
  const auto thread = Thread::make(task, [task = task.get()] { run_thread(*task); });
  Observer* observer = inst.store.observer;
  if (observer != nullptr) observer->call_entered(caller, *task);
  thread->resume();
  if (!task->ft->async_ || how.sync) run_until_resolved(*task);
  if (observer != nullptr) observer->call_left(caller, *task);
  if (task->state() == Task::State::RESOLVED) return [](ComponentInstance*) {};
  return [weak = std::weak_ptr<Task>(task)](ComponentInstance* who) {
    if (const auto held = weak.lock()) held->request_cancellation(who);
  };
}

/// [unpack_callback_result]
CallbackResult unpack_callback_result(u32 packed) {
  const auto code = static_cast<CallbackCode>(packed & 0xf);
  trap_if(code > CallbackCode::MAX, Why::unsupported_callback_code, "unpack_callback_result");
  return {code, packed >> 4};
}

/// [call_and_trap_on_throw]
FlatValues call_and_trap_on_throw(const CoreFuncInst& callee, std::span<const wasm::Value> args) {
  try {
    return callee(args);
  } catch (const wasm::Exception&) {
    trap(Why::uncaught_exception, "call_and_trap_on_throw");
  }
}

}  // namespace touchstone::component
