// CanonicalABI.md "Waitable State": see waitable.hpp.
#include "abi/runtime/waitable.hpp"

#include <algorithm>
#include <atomic>

#include "abi/runtime/store.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

Waitable::~Waitable() {
  if (wset != nullptr) wset->remove(*this);
}

/// [Waitable.set_pending_event]
void Waitable::set_pending_event(std::function<Event()> pending_event) {
  const bool first = !has_pending_event();
  pending_event_ = std::move(pending_event);
  if (!first) return;
  static std::atomic<u64> events = 0;  // only the order counts
  pending_since_ = ++events;
  if (wset != nullptr) wset->pending_changed(*this);
  if (waiter != nullptr) waiter->store().waiting.event_changed(waiter);
}

/// [Waitable.wait_for_pending_event]
void Waitable::wait_for_pending_event() {
  assert_that(!in_waitable_set() && !has_sync_waiter, "two wait for one waitable");
  has_sync_waiter = true;
  current_thread().wait_for({.what = WaitFor::What::waitable, .waitable = this});
  has_sync_waiter = false;
}

/// [Waitable.get_pending_event]
Event Waitable::get_pending_event() {
  const auto pending_event = std::exchange(pending_event_, nullptr);
  if (wset != nullptr) wset->pending_changed(*this);
  if (waiter != nullptr) waiter->store().waiting.event_changed(waiter);
  return pending_event();
}

/// [Waitable.join]
void Waitable::join(WaitableSet* set) {
  assert_that(!has_sync_waiter, "a waitable that is waited for joins a set");
  if (wset != nullptr) wset->remove(*this);
  if (set != nullptr) set->add(*this);
}

/// [Waitable.drop]
void Waitable::drop() {
  assert_that(!has_pending_event() && !has_sync_waiter, "a waitable that is in use is dropped");
  join(nullptr);
}

WaitableSet::~WaitableSet() {
  for (Waitable* w : elems) w->wset = nullptr;
}

void WaitableSet::add(Waitable& w) {
  w.wset = this;
  w.place_ = elems.size();
  elems.push_back(&w);
  if (w.has_pending_event()) pending_changed(w);
}

void WaitableSet::remove(Waitable& w) {
  elems.back()->place_ = w.place_;
  std::swap(elems[w.place_], elems.back());
  elems.pop_back();
  w.wset = nullptr;
  if (pending_.erase(w.pending_since_) != 0 && pending_.empty()) store_.waiting.events_changed(*this);
}

void WaitableSet::pending_changed(Waitable& w) {
  const bool had = has_pending_event();
  if (w.has_pending_event()) {
    pending_.emplace(w.pending_since_, &w);
  } else {
    pending_.erase(w.pending_since_);
  }
  if (had != has_pending_event()) store_.waiting.events_changed(*this);
}

/// [WaitableSet.get_pending_event]
Event WaitableSet::get_pending_event() {
  assert_that(has_pending_event(), "no event of a waitable set is pending");
  const u32 chosen = store_.chooser().choose(Choice::event, static_cast<u32>(pending_.size()));
  return std::next(pending_.begin(), chosen)->second->get_pending_event();
}

/// [WaitableSet.wait_for_event_and]
Event WaitableSet::wait_for_event_and(u8 gates, bool cancellable) {
  ++num_waiting;
  const Cancelled cancelled =
      current_thread().wait_for({.what = WaitFor::What::event, .gates = gates, .set = this}, cancellable);
  const Event event = cancelled == Cancelled::TRUE ? Event{EventCode::TASK_CANCELLED, 0, 0} : get_pending_event();
  --num_waiting;
  return event;
}

/// [WaitableSet.wait_for_event]
Event WaitableSet::wait_for_event(bool cancellable) { return wait_for_event_and(no_gate, cancellable); }

/// [WaitableSet.poll]
Event WaitableSet::poll(bool cancellable) {
  if (current_task().deliver_pending_cancel(cancellable)) return {EventCode::TASK_CANCELLED, 0, 0};
  if (!has_pending_event()) return {};
  return get_pending_event();
}

/// [WaitableSet.drop]
void WaitableSet::drop() {
  constexpr auto rule = "WaitableSet.drop";
  trap_if(!elems.empty(), Why::waitable_set_not_empty, rule);
  trap_if(num_waiting > 0, Why::waitable_set_in_use, rule);
}

}  // namespace touchstone::component
