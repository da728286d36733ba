// CanonicalABI.md "Waitable State": see waitable.hpp.
#include "abi/runtime/waitable.hpp"

#include <algorithm>
#include <atomic>

#include "abi/runtime/store.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

Waitable::~Waitable() {
  if (wset != nullptr) std::erase(wset->elems, this);
}

/// [Waitable.set_pending_event]
void Waitable::set_pending_event(std::function<Event()> pending_event) {
  if (!has_pending_event()) {
    static std::atomic<u64> events = 0;  // only the order counts
    pending_since = ++events;
  }
  pending_event_ = std::move(pending_event);
}

/// [Waitable.wait_for_pending_event]
void Waitable::wait_for_pending_event() {
  assert_that(!in_waitable_set() && !has_sync_waiter, "two wait for one waitable");
  has_sync_waiter = true;
  current_thread().wait_until([this] { return has_pending_event(); });
  has_sync_waiter = false;
}

/// [Waitable.get_pending_event]
Event Waitable::get_pending_event() {
  const auto pending_event = std::exchange(pending_event_, nullptr);
  return pending_event();
}

/// [Waitable.join]
void Waitable::join(WaitableSet* set) {
  assert_that(!has_sync_waiter, "a waitable that is waited for joins a set");
  if (wset != nullptr) std::erase(wset->elems, this);
  wset = set;
  if (wset != nullptr) wset->elems.push_back(this);
}

/// [Waitable.drop]
void Waitable::drop() {
  assert_that(!has_pending_event() && !has_sync_waiter, "a waitable that is in use is dropped");
  join(nullptr);
}

WaitableSet::~WaitableSet() {
  for (Waitable* w : elems) w->wset = nullptr;
}

/// [WaitableSet.has_pending_event]
bool WaitableSet::has_pending_event() const {
  return std::any_of(elems.begin(), elems.end(), [](const Waitable* w) { return w->has_pending_event(); });
}

/// [WaitableSet.get_pending_event]
Event WaitableSet::get_pending_event() {
  std::vector<Waitable*> pending;
  std::copy_if(elems.begin(), elems.end(), std::back_inserter(pending),
               [](const Waitable* w) { return w->has_pending_event(); });
  assert_that(!pending.empty(), "no event of a waitable set is pending");
  std::sort(pending.begin(), pending.end(),
            [](const Waitable* a, const Waitable* b) { return a->pending_since < b->pending_since; });
  return pending[store_.chooser().choose(Choice::event, static_cast<u32>(pending.size()))]->get_pending_event();
}

/// [WaitableSet.wait_for_event_and]
Event WaitableSet::wait_for_event_and(const ReadyFunc& ready, bool cancellable) {
  ++num_waiting;
  const Cancelled cancelled =
      current_thread().wait_until([this, &ready] { return ready() && has_pending_event(); }, cancellable);
  const Event event = cancelled == Cancelled::TRUE ? Event{EventCode::TASK_CANCELLED, 0, 0} : get_pending_event();
  --num_waiting;
  return event;
}

/// [WaitableSet.wait_for_event]
Event WaitableSet::wait_for_event(bool cancellable) {
  return wait_for_event_and([] { return true; }, cancellable);
}

/// [WaitableSet.poll]
Event WaitableSet::poll(bool cancellable) {
  if (current_task().deliver_pending_cancel(cancellable)) return {EventCode::TASK_CANCELLED, 0, 0};
  if (!has_pending_event()) return {};
  return get_pending_event();
}

/// [WaitableSet.drop]
void WaitableSet::drop() {
  constexpr auto rule = "WaitableSet.drop";
  trap_if(!elems.empty(), Why::waitable_set_in_use, rule);
  trap_if(num_waiting > 0, Why::waitable_set_in_use, rule);
}

}  // namespace touchstone::component
