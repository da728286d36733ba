// CanonicalABI.md "canon waitable-set.new" to "canon waitable.join", "canon subtask.cancel", "canon subtask.drop": see
// waitable.hpp.
//
// Choice: (X11) where an event is to be stored is checked after the wait: a pointer that is not a multiple of 4, or has
// less than 8 bytes behind it, traps.
// Choice: a call that is cancelled and waited for may have an event pending that tells that it has started. It is not
// delivered any more; definitions.py would take it for the end of the call and break its own assertion.
#include "abi/builtins/waitable.hpp"

#include "abi/canonical/store.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/subtask.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view set_name = "waitable set";

/// [unpack_event]
u32 unpack_event(const LiftLowerOptions& mem, ComponentInstance& inst, u64 ptr, const Event& e) {
  constexpr auto rule = "unpack_event";
  const LiftLowerContext cx{mem, inst};
  cx.trap_if_unaligned(ptr, 4, Why::unaligned_pointer, rule);
  cx.trap_if_out_of_bounds(ptr, 8, Why::event_pointer, rule);
  store_int(cx, e.index, ptr, 4);
  store_int(cx, e.payload, ptr + 4, 4);
  if (inst.store.observer != nullptr) inst.store.observer->event(inst, e);
  return static_cast<u32>(e.code);
}

}  // namespace

/// [canon_waitable_set_new]
u32 canon_waitable_set_new() {
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, "canon_waitable_set_new");
  return inst.add(std::make_shared<WaitableSet>(inst.store));
}

/// [canon_waitable_set_wait]
u32 canon_waitable_set_wait(bool cancellable, const LiftLowerOptions& mem, u32 si, u64 ptr) {
  constexpr auto rule = "canon_waitable_set_wait";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto wset = inst.get<WaitableSet>(si, rule, set_name);
  const Event event = wset->wait_for_event(cancellable);
  return unpack_event(mem, inst, ptr, event);
}

/// [canon_waitable_set_poll]
u32 canon_waitable_set_poll(bool cancellable, const LiftLowerOptions& mem, u32 si, u64 ptr) {
  constexpr auto rule = "canon_waitable_set_poll";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto wset = inst.get<WaitableSet>(si, rule, set_name);
  const Event event = wset->poll(cancellable);
  return unpack_event(mem, inst, ptr, event);
}

/// [canon_waitable_set_drop]
void canon_waitable_set_drop(u32 i) {
  constexpr auto rule = "canon_waitable_set_drop";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  inst.remove<WaitableSet>(i, rule, set_name)->drop();
}

/// [canon_waitable_join]
void canon_waitable_join(u32 wi, u32 si) {
  constexpr auto rule = "canon_waitable_join";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto w = inst.get<Waitable>(wi, rule, "waitable");
  trap_if(w->has_sync_waiter, Why::waitable_waited_for, rule);
  if (si == 0) return w->join(nullptr);
  w->join(inst.get<WaitableSet>(si, rule, set_name).get());
}

/// [canon_subtask_cancel]
u32 canon_subtask_cancel(bool async_, u32 i) {
  constexpr auto rule = "canon_subtask_cancel";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto subtask = get_to_wait_for<Subtask>(inst, async_, i, rule, handle_kind_name(HandleKind::subtask));
  trap_if(subtask->resolve_delivered(), Why::subtask_resolved, rule);
  trap_if(subtask->cancellation_requested, Why::subtask_cancelled_twice, rule);
  trap_if(subtask->in_waitable_set() && !async_, Why::waitable_in_set, rule);
  if (subtask->resolved()) {
    assert_that(subtask->has_pending_event(), "a call has resolved and no event tells so");
  } else {
    subtask->cancellation_requested = true;
    const OnCancel on_cancel = std::exchange(subtask->on_cancel, nullptr);
    if (on_cancel) on_cancel(&inst);  // a function of the host's may have none
    if (!subtask->resolved()) {
      if (async_) return BLOCKED;
      if (subtask->has_pending_event()) subtask->get_pending_event();
      subtask->wait_for_pending_event();
    }
  }
  const Event event = subtask->get_pending_event();
  assert_that(event.code == EventCode::SUBTASK && event.index == i, "the event of a call is another's");
  assert_that(subtask->resolve_delivered(), "the end of a call was not told");
  return static_cast<u32>(subtask->state);
}

/// [canon_subtask_drop]
void canon_subtask_drop(u32 i) {
  constexpr auto rule = "canon_subtask_drop";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  inst.remove<Subtask>(i, rule, handle_kind_name(HandleKind::subtask))->drop();
}

}  // namespace touchstone::component
