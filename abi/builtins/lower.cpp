// CanonicalABI.md "canon lower": see lower.hpp.
//
// `on_start` and `on_resolve` are those of an object, Lowering, since the callee of a function whose type is async may hold
// it long after canon_lower returned. Strategy: else it lies in the frame.
// Deviation: (X21) a result for a caller that was poisoned meanwhile is dropped: its realloc must not run. The callee has
// no part in that and goes on.
#include "abi/builtins/lower.hpp"

#include <algorithm>
#include <array>

#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/values.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/runtime/recycled.hpp"
#include "abi/runtime/subtask.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

using wasm::Value;

/// One call, on the caller's side.
class Lowering final : public Call {
 public:
  Lowering(const FuncInst& callee, closed::FuncTypePtr type, RuntimeOptionsPtr options, ComponentInstance& inst,
           std::span<const Value> args)
      : ft_(std::move(type)),
        opts_(std::move(options)),
        caller_(inst),
        args_(args),
        flat_args_(args_),
        cx_{*opts_, inst, &subtask, callee.boundary},
        lifted_(cx_, opts_->async_ ? MAX_FLAT_ASYNC_PARAMS : MAX_FLAT_PARAMS, flat_args_, ft_->params) {}

  Subtask subtask;
  std::optional<u32> subtaski;

  /// [canon_lower.on_start]
  ValueSource& on_start() override {
    on_progress();
    assert_that(subtask.state == Subtask::State::STARTING, "a call starts twice");
    subtask.state = Subtask::State::STARTED;
    changed();
    return lifted_;
  }

  /// [canon_lower.on_resolve] In the source the result was lifted before; here that is part of lowering it. A caller whose
  /// callee traps there is told of no progress, so that comes after.
  void on_resolve(ValueSource* result) override {
    const bool starting = subtask.state == Subtask::State::STARTING;
    if (result == nullptr) {
      assert_that(subtask.cancellation_requested, "a call is cancelled that nobody cancelled");
      subtask.resolve(starting ? Subtask::State::CANCELLED_BEFORE_STARTED : Subtask::State::CANCELLED_BEFORE_RETURNED,
                      {});
    } else {
      assert_that(!starting, "a call returns before it starts");
      FlatValues flat_results;
      if (caller_.poisoned) {
        result->vals();
      } else {
        result->lower(cx_, opts_->async_ ? 0 : MAX_FLAT_RESULTS, result_parts(*ft_), flat_results, &flat_args_);
      }
      subtask.resolve(Subtask::State::RETURNED, flat_results);
    }
    on_progress();
    changed();
  }

 private:
  /// [canon_lower] maybe_on_progress, on_progress, subtask_event
  void on_progress() {
    if (!subtaski) return;
    subtask.set_pending_event([s = &subtask, i = *subtaski]() -> Event {
      if (s->resolved()) s->deliver_resolve();
      return {EventCode::SUBTASK, i, static_cast<u32>(s->state)};
    });
  }

  void changed() const {
    if (Observer* observer = cx_.inst.observer(); observer != nullptr) observer->subtask(subtask);
  }

  closed::FuncTypePtr ft_;
  RuntimeOptionsPtr opts_;
  const ComponentInstance& caller_;
  FlatValues args_;
  CoreValueIter flat_args_;
  LiftLowerContext cx_;
  LiftSource lifted_;
};

FlatValues one(u32 value) {
  FlatValues flat;
  flat.push_back(Value::of(value));
  return flat;
}

/// [canon_lower] From where the call is there.
FlatValues lower_call(Lowering& call, FuncInst& callee, const closed::FuncType& ft, const RuntimeOptions& opts,
                      Thread& thread) {
  ComponentInstance& inst = thread.task->inst;
  Subtask& subtask = call.subtask;
  OnCancel on_cancel = callee(call, &inst);
  if (!subtask.resolved()) subtask.on_cancel = std::move(on_cancel);
  assert_that(ft.async_ || subtask.state == Subtask::State::RETURNED,
              "a function whose type is not async has not returned");
  if (Observer* observer = inst.store.observer; observer != nullptr) {
    observer->lowered_call_left(inst, callee, subtask);
  }
  if (!opts.async_) {
    if (!subtask.resolved()) thread.wait_for({.what = WaitFor::What::result, .call = &subtask, .callee = &callee});
    subtask.deliver_resolve();
    return subtask.flat_results;
  }
  if (subtask.resolved()) {
    subtask.deliver_resolve();
    return one(static_cast<u32>(Subtask::State::RETURNED));
  }
  call.subtaski = inst.add(std::shared_ptr<Subtask>(call.keep(), &subtask));
  return one(static_cast<u32>(subtask.state) | *call.subtaski << 4);
}

}  // namespace

FlatValues canon_lower(FuncInst& callee, const closed::FuncTypePtr& ft, const RuntimeOptionsPtr& opts,
                       std::span<const Value> flat_args) {
  Thread& thread = current_thread();
  ComponentInstance& inst = thread.task->inst;
  trap_if(!inst.may_leave, Why::cannot_leave, "canon_lower", callee.boundary);
  if (Observer* observer = inst.store.observer; observer != nullptr) observer->lowered_call_entered(inst, callee);
  assert_that(flat_args.size() <= MAX_FLAT_PARAMS + 1, "a core function of more parameters than flattening makes");
  if (!ft->async_) {
    Lowering call(callee, ft, opts, inst, flat_args);
    return lower_call(call, callee, *ft, *opts, thread);
  }
  const auto call = make_recycled<Lowering>(callee, ft, opts, inst, flat_args);
  return lower_call(*call, callee, *ft, *opts, thread);
}

}  // namespace touchstone::component
