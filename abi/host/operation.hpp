// Something that the host has begun and that may end later: a call, a copy of a stream or future, a coroutine, or what the
// embedder itself completes.
//
// An Operation is a handle; copies are of one operation, and dropping them all drops the interest in it, not the operation.
// Whoever wants the result asks for it when `done`, waits (which runs the store), names a callback, or awaits it in a
// coroutine (async.hpp). Callbacks and coroutines run between two ticks. Nothing here is in the sources.
#pragma once

#include <concepts>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "abi/host/event_loop.hpp"

namespace touchstone::component::host {

/// What all operations have in common, whatever they come to.
class OperationState : public std::enable_shared_from_this<OperationState> {
 public:
  explicit OperationState(Store& store) : loop_(EventLoop::of(store)) {}
  explicit OperationState(std::weak_ptr<EventLoop> loop) : loop_(std::move(loop)) {}
  virtual ~OperationState() = default;
  OperationState(const OperationState&) = delete;
  OperationState& operator=(const OperationState&) = delete;

  /// Whether there is a result, or what prevented it.
  virtual bool done() const = 0;
  /// Asks for it to be given up.
  virtual void cancel() {}
  /// Calls `f` between two ticks once it is done. In place of an earlier one; empty: nobody.
  virtual void on_done(std::function<void()> f);
  /// Runs the store until it is done.
  void wait();

  /// Null if the store is gone.
  std::shared_ptr<EventLoop> loop() const { return loop_.lock(); }
  const std::weak_ptr<EventLoop>& weak_loop() const { return loop_; }

 protected:
  /// It is done from now on.
  void notify();

 private:
  std::weak_ptr<EventLoop> loop_;
  std::function<void()> on_done_;
  bool posted_ = false;
};

/// One that comes to a T.
template <class T>
class ResultState : public OperationState {
 public:
  using OperationState::OperationState;

  bool done() const override { return outcome.has_value(); }
  /// The result of one that is done.
  virtual Outcome<T>& get() { return *outcome; }
  /// Unless it is done already.
  void settle(Outcome<T> with) {
    if (outcome) return;
    outcome.emplace(std::move(with));
    settled();
    notify();
  }

 protected:
  virtual void settled() {}
  std::optional<Outcome<T>> outcome;
};

/// Whether values of T can be copied. (std::vector says so of any.)
template <class T>
inline constexpr bool can_be_copied = std::is_copy_constructible_v<T>;
template <class T>
inline constexpr bool can_be_copied<std::vector<T>> = can_be_copied<T>;

/// A result, for who asks: a copy, or itself if it can't be copied.
template <class T>
Outcome<T> handed_out(Outcome<T>& result) {
  if constexpr (can_be_copied<T>) {
    return result;
  } else {
    return std::move(result);
  }
}

/// A result that can't be copied, as of an object that has one owner, is handed out once.
template <class T>
class Operation {
 public:
  using Value = T;
  explicit Operation(std::shared_ptr<ResultState<T>> state) : state_(std::move(state)) {}

  bool done() const { return state_->done(); }
  /// HostError if it is not done.
  Outcome<T> result() const {
    if (!done()) return wasm::HostError("the result of an operation that is not done");
    return handed_out(state_->get());
  }
  /// Runs the store until it is done. A Trap ("deadlock") if it waits for what only the embedder can do: it may be waited
  /// for again then. A failure that no call of the host's is told of ends the waiting too. HostError in a host function or
  /// coroutine: they must not block the store.
  Outcome<T> wait() const {
    try {
      state_->wait();
      return handed_out(state_->get());
    } catch (...) {
      return failure_of_current_exception<T>();
    }
  }
  /// Asks for it to be given up. What it comes to then, and when, is told by what made it.
  void cancel() const { state_->cancel(); }
  /// Calls `f` between two ticks once it is done, also if it is already. The last one named counts.
  void on_done(std::function<void()> f) const { state_->on_done(std::move(f)); }

  const std::shared_ptr<ResultState<T>>& state() const { return state_; }

 private:
  std::shared_ptr<ResultState<T>> state_;
};

/// Runs the store until all of them are done, or as `Operation::wait` says what prevented it.
template <class T>
Done wait_all(std::span<const Operation<T>> operations) {
  return done_of([&] {
    for (const Operation<T>& each : operations) each.state()->wait();
  });
}
template <class... T>
Done wait_all(const Operation<T>&... operations) {
  return done_of([&] { (operations.state()->wait(), ...); });
}

/// Done when what is ready now has run.
Operation<std::monostate> next_turn(Store& store);

/// Something that the embedder comes to, such as the answer of a server: whoever has the Promise owes the result to those who
/// have its Operation. Dropping it without a result ends the operation in a HostError.
template <class T>
class Promise {
 public:
  explicit Promise(Store& store) : state_(std::make_shared<ResultState<T>>(store)) {}
  ~Promise() { drop(); }
  Promise(Promise&& other) noexcept = default;
  Promise& operator=(Promise&& other) noexcept {
    if (this != &other) {
      drop();
      state_ = std::move(other.state_);
    }
    return *this;
  }

  Operation<T> operation() const { return Operation<T>(state_); }
  /// Whether a result is still owed.
  bool open() const { return state_ != nullptr && !state_->done(); }
  /// Comes to its result; has no effect if it has already.
  void resolve(T result) { state_->settle(std::move(result)); }
  /// Ends it in something else than a value.
  void fail(wasm::HostError why) { state_->settle(std::move(why)); }

 private:
  void drop() {
    if (state_ != nullptr) state_->settle(wasm::HostError("a promise was dropped without a result"));
  }
  std::shared_ptr<ResultState<T>> state_;
};

}  // namespace touchstone::component::host
