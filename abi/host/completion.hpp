// Host functions that come to their result later: a Completion is what they keep of a call until then.
//
// CanonicalABI.md "Embedding API": a function of the host's resolves a call when it likes, and is told when its caller asks for
// cancellation. Deviation: a Completion that is dropped, or that fails, would leave its caller waiting for what never comes, so
// the instance of the caller is poisoned as if the host function had thrown; calls that waited for it end in that failure.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <vector>

#include "abi/host/event_loop.hpp"
#include "abi/linking/imports.hpp"

namespace touchstone::component::host {

/// What a host function keeps of a call until it has the result. May be kept anywhere, and used between two ticks or in a
/// host function. Whoever drops it while it is open fails it.
class Completion {
 public:
  Completion(const HostFuncCaller& from, OnResolve on_resolve);
  ~Completion();
  Completion(Completion&& other) noexcept = default;
  Completion& operator=(Completion&& other) noexcept;

  /// Whether a result is still owed.
  bool open() const;
  /// Hands over the result. HostError if it does not fit the function's type (the completion is still open then) or was not
  /// owed any more; a Trap if the caller's realloc traps.
  Done resolve(std::vector<Val> result);
  Done resolve(Val result);
  Done resolve() { return resolve(std::vector<Val>()); }
  /// Ends the call as a host function that throws does.
  void fail(wasm::HostError why);
  void fail(std::exception_ptr why);

  /// Whether the caller has asked for the call to be given up. A host function may come to a result all the same.
  bool cancel_requested() const;
  /// Calls `f` when the caller asks, in the middle of its asking; at once if it has already.
  void on_cancel(std::function<void()> f);
  /// Gives up: the caller is told that the call was cancelled. HostError if it has not asked.
  Done cancel();

  struct State;
  std::shared_ptr<EventLoop> loop() const;  ///< null if the store is gone
  const std::shared_ptr<State>& state() const { return state_; }

 private:
  std::shared_ptr<State> state_;
};

/// A host function that comes to its result by a Completion. What it throws ends the call as usual.
using CompletionFunction = std::function<void(std::vector<Val> args, Completion completion)>;

/// As the linker takes it.
HostCode host_code(CompletionFunction f);

}  // namespace touchstone::component::host
