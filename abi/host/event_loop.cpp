// What a store does for its host: see event_loop.hpp.
#include "abi/host/event_loop.hpp"

#include <utility>
#include <vector>

#include "abi/runtime/task.hpp"

namespace touchstone::component::host {

namespace {

/// Whether a trap has made sure that no thread of `inst` runs again.
bool lost(const ComponentInstance* inst) {
  for (; inst != nullptr; inst = inst->parent) {
    if (inst->poisoned) return true;
  }
  return false;
}

}  // namespace

std::shared_ptr<EventLoop> EventLoop::of(Store& store) {
  if (store.host_state == nullptr) store.host_state = std::make_shared<EventLoop>(store);
  return std::static_pointer_cast<EventLoop>(store.host_state);
}

EventLoop::~EventLoop() {
  for (const auto& [key, weak] : std::exchange(calls_, {})) {
    if (const auto call = weak.lock()) call->abandon();
  }
  while (!coroutines_.empty()) destroy_coroutine(coroutines_.begin()->first);
}

u64 EventLoop::add_call(const std::shared_ptr<WaitingCall>& call) {
  calls_.emplace(++keys_, call);
  return keys_;
}

u64 EventLoop::add_coroutine(std::coroutine_handle<> coroutine) {
  coroutines_.emplace(++keys_, coroutine);
  return keys_;
}

void EventLoop::destroy_coroutine(u64 key) {
  const auto found = coroutines_.find(key);
  if (found == coroutines_.end()) return;
  const std::coroutine_handle<> coroutine = found->second;
  coroutines_.erase(found);
  coroutine.destroy();
}

void EventLoop::resume(std::coroutine_handle<> coroutine) {
  struct Running {
    u32& depth;
    ~Running() { --depth; }
  };
  ++running_coroutines_;
  const Running running{running_coroutines_};
  coroutine.resume();
}

void EventLoop::outside_of_coroutines(std::function<void()> f) {
  if (running_coroutines_ == 0) return f();
  post([this, f = std::move(f)]() mutable { outside_of_coroutines(std::move(f)); });
}

/// A call that is told removes itself.
bool EventLoop::failed() {
  std::vector<std::shared_ptr<WaitingCall>> concerned;
  for (const auto& [key, weak] : calls_) {
    if (auto call = weak.lock(); call != nullptr && lost(call->callee())) concerned.push_back(std::move(call));
  }
  for (const auto& call : concerned) call->failed();
  return !concerned.empty();
}

Work work(const Store& store) {
  Work left;
  left.ready = !store.later.empty() || store.waiting.first_for_host() != nullptr;
  left.threads = store.waiting.size();
  if (const auto* loop = static_cast<const EventLoop*>(store.host_state.get())) {
    left.calls = loop->calls();
    left.coroutines = loop->coroutines();
  }
  return left;
}

Outcome<bool> step(Store& store) {
  return outcome_of([&] { return store.step(); });
}

Done run_until_idle(Store& store) {
  return done_of([&] {
    while (store.step()) {
    }
  });
}

}  // namespace touchstone::component::host
