// C++20 coroutines over a store: `co_await` of calls, copies and promises, and host functions that are coroutines.
//
//   host::Async<u64> count(host::StreamReader reader) {
//     u64 n = 0;
//     while (!reader.writer_gone()) n += (co_await reader.read(4096)).value().count;
//     co_return n;
//   }
//   const auto n = host::run(store, count(std::move(reader)));   // Outcome<u64>
//
// An Async<T> is a coroutine that has not begun. Whoever awaits it owns it and runs it until it first waits; `spawn` gives it
// to the store, `run` runs the store until it is done. `co_await` of an Operation is its Outcome; of an Async its value, and
// what it throws passes on. A coroutine goes on between two ticks, never inside of a guest; only its beginning, up to the
// first wait, runs where it is called.
// Lifetime: a coroutine that the store has (spawned, or a host function) goes with the store, and is destroyed where it
// waits. What it refers to by reference must live that long; parameters by value are its own. The captures of a lambda that
// is a coroutine are not its own, so keep the lambda (define_async_func does) or pass what it needs as parameters.
// Not in the sources.
#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "abi/host/completion.hpp"
#include "abi/host/operation.hpp"

namespace touchstone::component::host {

template <class T = void>
class Async;

namespace async {

/// What awaits a coroutine goes on when that ends.
struct FinalAwaiter {
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    const std::coroutine_handle<> next = ended.promise().continuation;
    return next ? next : std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

struct PromiseBase {
  std::suspend_always initial_suspend() const noexcept { return {}; }
  FinalAwaiter final_suspend() const noexcept { return {}; }
  std::coroutine_handle<> continuation;
};

template <class T>
struct PromiseOf : PromiseBase {
  Async<T> get_return_object();
  void unhandled_exception() { result.template emplace<2>(std::current_exception()); }
  template <class U>
  void return_value(U&& value) {
    result.template emplace<1>(std::forward<U>(value));
  }
  T take() {
    if (auto* thrown = std::get_if<2>(&result)) std::rethrow_exception(*thrown);
    return std::move(std::get<1>(result));
  }
  std::variant<std::monostate, T, std::exception_ptr> result;
};

template <>
struct PromiseOf<void> : PromiseBase {
  Async<void> get_return_object();
  void unhandled_exception() { thrown = std::current_exception(); }
  void return_void() const noexcept {}
  void take() const {
    if (thrown) std::rethrow_exception(thrown);
  }
  std::exception_ptr thrown;
};

/// Waits for an operation. If the coroutine is destroyed meanwhile, nobody is called.
template <class T>
class OperationAwaiter {
 public:
  explicit OperationAwaiter(std::shared_ptr<ResultState<T>> state) : state_(std::move(state)) {}
  ~OperationAwaiter() {
    if (waiting_) state_->on_done(nullptr);
  }
  OperationAwaiter(const OperationAwaiter&) = delete;
  OperationAwaiter& operator=(const OperationAwaiter&) = delete;

  bool await_ready() const { return state_->done(); }
  void await_suspend(std::coroutine_handle<> waiting) {
    waiting_ = true;
    state_->on_done([this, waiting] {
      waiting_ = false;
      if (const auto loop = state_->loop()) loop->resume(waiting);
    });
  }
  Outcome<T> await_resume() { return handed_out(state_->get()); }

 private:
  std::shared_ptr<ResultState<T>> state_;
  bool waiting_ = false;
};

/// The outermost frame of a coroutine that the store has: it owns the others, and goes when they have ended.
struct Root {
  struct promise_type {
    Root get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    [[noreturn]] void unhandled_exception() const noexcept { std::terminate(); }  // it catches all
    ~promise_type() {
      if (loop != nullptr) loop->remove_coroutine(key);
    }
    EventLoop* loop = nullptr;
    u64 key = 0;
  };
  std::coroutine_handle<promise_type> coroutine;
};

/// Gives a coroutine to the store and runs it until it first waits; its key, to destroy it by.
u64 begin(EventLoop& loop, Root root);

}  // namespace async

/// A coroutine that comes to a T. Movable; destroying it destroys the coroutine.
template <class T>
class [[nodiscard]] Async {
 public:
  using promise_type = async::PromiseOf<T>;
  using Handle = std::coroutine_handle<promise_type>;

  explicit Async(Handle coroutine) : coroutine_(coroutine) {}
  ~Async() {
    if (coroutine_) coroutine_.destroy();
  }
  Async(Async&& other) noexcept : coroutine_(std::exchange(other.coroutine_, nullptr)) {}
  Async& operator=(Async&& other) noexcept {
    std::swap(coroutine_, other.coroutine_);
    return *this;
  }

  /// Runs it; the value, or what it threw.
  auto operator co_await() && {
    struct Awaiter {
      Handle coroutine;
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiting) const noexcept {
        coroutine.promise().continuation = awaiting;
        return coroutine;
      }
      T await_resume() const { return coroutine.promise().take(); }
    };
    return Awaiter{coroutine_};
  }

 private:
  Handle coroutine_;
};

template <class T>
Async<T> async::PromiseOf<T>::get_return_object() {
  return Async<T>(std::coroutine_handle<PromiseOf<T>>::from_promise(*this));
}
inline Async<void> async::PromiseOf<void>::get_return_object() {
  return Async<void>(std::coroutine_handle<PromiseOf<void>>::from_promise(*this));
}

/// `co_await operation`: its Outcome, at once if it is done.
template <class T>
async::OperationAwaiter<T> operator co_await(const Operation<T>& operation) {
  return async::OperationAwaiter<T>(operation.state());
}
/// `co_await promise`, for who does not own it.
template <class T>
async::OperationAwaiter<T> operator co_await(const Promise<T>& promise) {
  return async::OperationAwaiter<T>(promise.operation().state());
}

namespace async {

/// What an Async<T> comes to as an operation: Async<void> to a monostate.
template <class T>
using Result = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

/// A spawned coroutine. Cancelling destroys it where it waits.
template <class T>
class SpawnedState final : public ResultState<Result<T>> {
 public:
  using ResultState<Result<T>>::ResultState;
  void cancel() override {
    const auto loop = this->loop();
    if (this->done() || loop == nullptr) return;
    loop->outside_of_coroutines([self = this->shared_from_this(), this] {
      const auto held = this->loop();
      if (this->done() || held == nullptr) return;
      held->destroy_coroutine(key);
      this->settle(wasm::HostError("the coroutine was cancelled"));
    });
  }
  u64 key = 0;
};

template <class T>
Root drive(Async<T> coroutine, std::shared_ptr<SpawnedState<T>> state) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(coroutine);
      state->settle(std::monostate{});
    } else {
      state->settle(co_await std::move(coroutine));
    }
  } catch (...) {
    state->settle(failure_of_host_code<Result<T>>());
  }
}

}  // namespace async

/// Gives a coroutine to the store, runs it until it first waits, and lets it go on whenever the store runs. Cancelling the
/// operation destroys the coroutine where it waits; dropping it lets the coroutine go on.
template <class T>
Operation<async::Result<T>> spawn(Store& store, Async<T> coroutine) {
  const auto state = std::make_shared<async::SpawnedState<T>>(store);
  state->key = async::begin(*state->loop(), async::drive(std::move(coroutine), state));
  return Operation<async::Result<T>>(state);
}

/// Runs a coroutine, and the store until it is done. If that fails (a deadlock), the coroutine is destroyed.
template <class T>
Outcome<async::Result<T>> run(Store& store, Async<T> coroutine) {
  const auto spawned = spawn(store, std::move(coroutine));
  auto outcome = spawned.wait();
  if (!spawned.done()) spawned.cancel();
  return outcome;
}

/// A host function that is a coroutine. When its caller asks for cancellation it is destroyed where it
/// waits, and the caller is told. What it throws after it has waited ends the call as Completion::fail does.
using CoroutineFunction = std::function<Async<std::vector<Val>>(std::vector<Val> args)>;

/// As the linker takes it.
HostCode host_code(CoroutineFunction f);

}  // namespace touchstone::component::host
