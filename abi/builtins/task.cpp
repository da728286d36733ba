// CanonicalABI.md "canon context.get" to "canon task.cancel": see task.hpp.
//
// Choice: (X4) task.return may go without the memory option of the lift; another memory traps.
#include "abi/builtins/task.hpp"

#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/runtime_types.hpp"
#include "abi/canonical/values.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

/// [LiftOptions.equal] But for X4.
bool equal_options(const LiftLowerOptions& of_return, const LiftLowerOptions& of_lift) {
  if (of_return.string_encoding != of_lift.string_encoding) return false;
  return of_return.memory == nullptr || of_return.memory == of_lift.memory;
}

}  // namespace

/// [canon_context_get] For a value of type i32, what was set has no more bits.
u64 canon_context_get(u32 i) { return current_thread().storage.at(i); }

/// [canon_context_set]
void canon_context_set(u32 i, u64 v) { current_thread().storage.at(i) = v; }

/// [canon_backpressure_inc]
void canon_backpressure_inc() {
  ComponentInstance& inst = current_instance();
  inst.set_backpressure(inst.backpressure() + 1);
  trap_if(inst.backpressure() == 1U << 16, Why::backpressure_overflow, "canon_backpressure_inc");
}

/// [canon_backpressure_dec]
void canon_backpressure_dec() {
  ComponentInstance& inst = current_instance();
  trap_if(inst.backpressure() == 0, Why::backpressure_underflow, "canon_backpressure_dec");
  inst.set_backpressure(inst.backpressure() - 1);
}

/// [canon_task_return]
void canon_task_return(const closed::ValType& result_type, const LiftLowerOptions& opts,
                       std::span<const wasm::Value> flat_args) {
  constexpr auto rule = "canon_task_return";
  Task& task = current_task();
  trap_if(!task.inst.may_leave, Why::cannot_leave, rule);
  trap_if(!task.opts->async_, Why::task_return_not_async, rule);
  trap_if(!(RuntimeType{result_type, &task.inst} == RuntimeType{task.ft->result, &task.inst}),
          Why::task_return_mismatch, rule);
  trap_if(!equal_options(opts, *task.opts), Why::task_return_mismatch, rule);
  LiftLowerContext cx{opts, task.inst, &task, task.boundary};
  CoreValueIter vi(flat_args);
  const ResultParts ts(*task.ft);
  LiftSource result(cx, MAX_FLAT_PARAMS, vi, ts);
  task.return_(result);
}

/// [canon_task_cancel]
void canon_task_cancel() {
  constexpr auto rule = "canon_task_cancel";
  Task& task = current_task();
  trap_if(!task.inst.may_leave, Why::cannot_leave, rule);
  trap_if(!task.opts->async_, Why::task_cancel_not_async, rule);
  task.cancel();
}

}  // namespace touchstone::component
