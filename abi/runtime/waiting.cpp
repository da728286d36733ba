// CanonicalABI.md "Embedding API", Store.waiting: see waiting.hpp.
#include "abi/runtime/waiting.hpp"

#include <algorithm>

#include "abi/runtime/instance.hpp"
#include "abi/runtime/subtask.hpp"
#include "abi/runtime/task.hpp"
#include "abi/runtime/thread.hpp"

namespace touchstone::component {

namespace {

constexpr u8 gates_of_queue = no_lock_holder | no_backpressure;
constexpr u8 not_in_sync_calls = 4;

bool open(const ComponentInstance& inst, u8 gates) {
  return ((gates & no_lock_holder) == 0 || inst.exclusive_thread() == nullptr) &&
         ((gates & no_backpressure) == 0 || inst.backpressure() == 0);
}

}  // namespace

bool WaitFor::holds(const ComponentInstance& inst, const ReadyFunc& function) const {
  if (!open(inst, gates)) return false;
  switch (what) {
  case What::turn:
  case What::entry: return true;
  case What::event: return set->has_pending_event();
  case What::waitable: return waitable->has_pending_event();
  case What::result: return call->resolved();
  case What::function: return function();
  }
  throw Crash("a thread waits for nothing");
}

void WaitingThreads::add(Thread& thread) {
  const WaitFor& wait = thread.wait_;
  thread.since_ = ++last_;
  thread.queue_ = static_cast<u8>(wait.gates | (thread.may_run_in_sync_call() ? 0 : not_in_sync_calls));
  all_.emplace_hint(all_.end(), thread.since_, &thread);
  switch (wait.what) {
  case WaitFor::What::turn:
  case WaitFor::What::entry: return enqueue(thread);
  case WaitFor::What::event:
    wait.set->waiters.emplace(std::pair(thread.queue_, thread.since_), &thread);
    if (wait.set->has_pending_event()) wake_first(*wait.set, thread.queue_);
    return;
  case WaitFor::What::waitable: wait.waitable->waiter = &thread; return event_changed(&thread);
  case WaitFor::What::result: wait.call->caller = &thread; return resolved(&thread);
  case WaitFor::What::function: polled_.emplace(thread.since_, &thread); return;
  }
}

void WaitingThreads::remove(Thread& thread) {
  const WaitFor& wait = thread.wait_;
  all_.erase(thread.since_);
  if (thread.queued_) dequeue(thread);
  switch (wait.what) {
  case WaitFor::What::turn:
  case WaitFor::What::entry: return;
  case WaitFor::What::event:
    wait.set->waiters.erase(std::pair(thread.queue_, thread.since_));
    if (wait.set->has_pending_event()) wake_first(*wait.set, thread.queue_);
    return;
  case WaitFor::What::waitable: wait.waitable->waiter = nullptr; return;
  case WaitFor::What::result: wait.call->caller = nullptr; return;
  case WaitFor::What::function: polled_.erase(thread.since_); return;
  }
}

void WaitingThreads::enqueue(Thread& thread) {
  ComponentInstance& inst = thread.task->inst;
  ThreadQueue& queue = inst.ready[thread.queue_];
  const bool is_first = queue.empty() || thread.since_ < queue.begin()->first;
  if (is_first && open(inst, thread.queue_ & gates_of_queue)) {
    if (!queue.empty()) heads_.erase(queue.begin()->first);
    heads_.emplace(thread.since_, &thread);
  }
  queue.emplace(thread.since_, &thread);
  thread.queued_ = true;
}

void WaitingThreads::dequeue(Thread& thread) {
  ComponentInstance& inst = thread.task->inst;
  ThreadQueue& queue = inst.ready[thread.queue_];
  const bool was_first = queue.begin()->second == &thread;
  queue.erase(thread.since_);
  thread.queued_ = false;
  if (was_first && open(inst, thread.queue_ & gates_of_queue)) {
    heads_.erase(thread.since_);
    if (!queue.empty()) heads_.insert(*queue.begin());
  }
}

void WaitingThreads::wake_first(const WaitableSet& set, u8 queue) {
  const auto first = set.waiters.lower_bound(std::pair(queue, u64{0}));
  if (first == set.waiters.end() || first->first.first != queue || first->second->queued_) return;
  enqueue(*first->second);
}

void WaitingThreads::events_changed(WaitableSet& set) {
  if (closed_) return;
  const bool pending = set.has_pending_event();
  for (auto at = set.waiters.begin(); at != set.waiters.end();
       at = set.waiters.upper_bound(std::pair(at->first.first, ~u64{0}))) {
    Thread& first = *at->second;
    if (first.queued_ == pending) continue;
    if (pending) {
      enqueue(first);
    } else {
      dequeue(first);
    }
  }
}

void WaitingThreads::event_changed(Thread* waiter) {
  if (closed_ || waiter == nullptr) return;
  const bool pending = waiter->wait_.waitable->has_pending_event();
  if (waiter->queued_ == pending) return;
  if (pending) {
    enqueue(*waiter);
  } else {
    dequeue(*waiter);
  }
}

void WaitingThreads::resolved(Thread* waiter) {
  if (!closed_ && waiter != nullptr && !waiter->queued_ && waiter->wait_.call->resolved()) enqueue(*waiter);
}

/// f(queue) for the queues of `inst` whose gates are open now and may change.
template <class F>
void WaitingThreads::each_open_queue(const ComponentInstance& inst, F&& f) const {
  if (closed_) return;
  for (u8 queue = 0; queue < inst.ready.size(); ++queue) {
    const u8 gates = queue & gates_of_queue;
    if (gates != no_gate && !inst.ready[queue].empty() && open(inst, gates)) f(inst.ready[queue]);
  }
}

void WaitingThreads::before_gates_change(const ComponentInstance& inst) {
  each_open_queue(inst, [&](const ThreadQueue& queue) { heads_.erase(queue.begin()->first); });
}

void WaitingThreads::after_gates_change(const ComponentInstance& inst) {
  each_open_queue(inst, [&](const ThreadQueue& queue) { heads_.insert(*queue.begin()); });
}

/// The first that waits for a function, is ready and waits longer than `before`; else `before`.
template <class F>
Thread* WaitingThreads::first_polled(Thread* before, F&& eligible) const {
  for (const auto& [since, thread] : polled_) {
    if (before != nullptr && since > before->since_) break;
    if (eligible(*thread) && thread->ready()) return thread;
  }
  return before;
}

Thread* WaitingThreads::first_for_host() const {
  const auto eligible = [](const Thread& t) { return t.task->inst.may_enter_from(nullptr); };
  const auto first =
      std::find_if(heads_.begin(), heads_.end(), [&](const auto& head) { return eligible(*head.second); });
  return first_polled(first != heads_.end() ? first->second : nullptr, eligible);
}

Thread* WaitingThreads::first_in_sync_call(const ComponentInstance& inst) const {
  Thread* first = nullptr;
  for (u8 queue = 0; queue < not_in_sync_calls; ++queue) {
    if (inst.ready[queue].empty() || !open(inst, queue)) continue;
    Thread* head = inst.ready[queue].begin()->second;
    if (first == nullptr || head->since_ < first->since_) first = head;
  }
  return first_polled(first, [&](const Thread& t) { return &t.task->inst == &inst && t.may_run_in_sync_call(); });
}

bool WaitingThreads::any_ready() const {
  const auto alive = [](const Thread& t) { return !t.task->inst.poisoned; };
  return std::any_of(heads_.begin(), heads_.end(), [&](const auto& head) { return alive(*head.second); }) ||
         first_polled(nullptr, alive) != nullptr;
}

}  // namespace touchstone::component
