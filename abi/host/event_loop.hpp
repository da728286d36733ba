// What a store does for its host between two ticks, and what of it is still under way.
//
// CanonicalABI.md "Embedding API" leaves it to the host when to call `tick`. Here the host either waits for an operation
// (operation.hpp), which runs the store until that is done, or drives the store itself: `step` does one thing, and
// `run_until_idle` all there is. Nothing of the host's runs inside of a guest but host functions: callbacks and coroutines
// wait in Store::later for their turn, threads that are ready first.
// Not in the sources: which calls of the host's a trap concerns. A call whose instance can never be entered again will not
// come to its result, so it ends in the trap that poisoned the instance.
#pragma once

#include <coroutine>
#include <functional>
#include <map>
#include <memory>

#include "abi/host/outcome_of.hpp"
#include "abi/runtime/store.hpp"

namespace touchstone::component::host {

/// A call of the host's that has not come to its result.
class WaitingCall {
 public:
  virtual ~WaitingCall() = default;
  virtual const ComponentInstance* callee() const = 0;
  /// It never will, for the exception being handled.
  virtual void failed() = 0;
  /// It never will, for the store goes.
  virtual void abandon() = 0;
};

/// The host's part of a store. One for each, made when it is needed.
class EventLoop final : public HostState {
 public:
  static std::shared_ptr<EventLoop> of(Store& store);
  explicit EventLoop(Store& owner) : store(owner) {}
  ~EventLoop() override;

  Store& store;

  /// Runs `f` between two ticks.
  void post(std::function<void()> f) { store.later.push_back(std::move(f)); }

  // Calls are told of failures from being added until they are removed. Each has the key that adding it gave.
  u64 add_call(const std::shared_ptr<WaitingCall>& call);
  void remove_call(u64 key) { calls_.erase(key); }
  std::size_t calls() const { return calls_.size(); }

  // Coroutines that nobody awaits (async.hpp) belong to the loop, until they end and are removed.
  u64 add_coroutine(std::coroutine_handle<> coroutine);
  void remove_coroutine(u64 key) { coroutines_.erase(key); }
  void destroy_coroutine(u64 key);  ///< if it has not ended
  std::size_t coroutines() const { return coroutines_.size(); }
  void resume(std::coroutine_handle<> coroutine);
  /// Calls `f` at once, or if a coroutine runs between two ticks.
  void outside_of_coroutines(std::function<void()> f);

  // [HostState]
  bool failed() override;
  bool must_not_wait() const override { return running_coroutines_ > 0; }

 private:
  std::map<u64, std::weak_ptr<WaitingCall>> calls_;
  std::map<u64, std::coroutine_handle<>> coroutines_;
  u64 keys_ = 0;
  u32 running_coroutines_ = 0;
};

/// What of a store's work is not over.
struct Work {
  bool ready = false;          ///< something could be done at once: a step does it
  std::size_t calls = 0;       ///< of the host's, without a result
  std::size_t coroutines = 0;  ///< of the host's that nobody awaits: host functions, and what was spawned
  std::size_t threads = 0;     ///< of guests that wait
  bool idle() const { return !ready; }
};
Work work(const Store& store);

/// Does one thing, if there is any: runs a thread that is ready until it blocks, else a callback or coroutine of the host's.
/// Whether there was one; a failure that no call of the host's is told of.
Outcome<bool> step(Store& store);

/// Steps until there is nothing to do: what is left waits for the host. Ends early with a failure that no call is told of.
Done run_until_idle(Store& store);

}  // namespace touchstone::component::host
