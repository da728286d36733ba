// Stack switching: the three primitives under the Component Model's threads, and under threads of shared memory.
// (CanonicalABI.md#stack-switching: cont_new, resume, block.) The only file that knows fibers.
//
// A continuation is a computation that has not started, or has stopped in `block`. `resume` runs it until it blocks or
// finishes, on a stack of its own; `block` hands control back to whoever resumed. What passes over a switch is a Message,
// Cancelled one way and Thread* the other in the source.
//
// Not in the source: continuations may be dropped. A suspended one is then unwound by ForcedUnwind, thrown from `block`,
// so that destructors on its stack run. Code that a continuation runs must let it pass: no `noexcept` around a `block`,
// no `catch (...)` that does not rethrow. Any other exception comes out of `resume`.
// Also not in the source: all guest code and all deep recursion run on stacks of known size (`run_on_main_stack`), whose
// limit `current_stack` tells. Each OS thread has fibers of its own; a continuation stays on the thread that made it.
#pragma once

#include <concepts>
#include <cstring>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "interp/support/integers.hpp"

namespace touchstone {

/// What passes over a switch: any trivially copyable value of at most eight bytes. Zero if nothing was passed.
class Message {
 public:
  Message() = default;
  template <class T>
    requires(std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(u64) && !std::same_as<T, Message>)
  Message(T value) {  // NOLINT: a message is its value
    std::memcpy(&bits_, &value, sizeof value);
  }

  /// The value, which must have been a T.
  template <class T>
    requires(std::is_trivially_copyable_v<T> && sizeof(T) <= sizeof(u64))
  T as() const {
    T value;
    std::memcpy(&value, &bits_, sizeof value);
    return value;
  }

 private:
  u64 bits_ = 0;
};

/// Thrown from `block` in a continuation that is being dropped. Never caught but to be rethrown.
struct ForcedUnwind {};

/// Sizes of native stacks, reserved and touched lazily. Sanitized builds take four times as much.
inline constexpr u64 fiber_stack_size = u64{16} << 20;
inline constexpr u64 main_stack_size = u64{64} << 20;

/// How far the stack in use reaches. It grows from `top` down; beyond `limit` there is room only for the C++ library.
struct NativeStack {
  const u8* limit;
  const u8* top;
};

/// The stack in use. Outside `run_on_main_stack` and continuations nothing fits: the limit is the highest address.
NativeStack current_stack();

/// Whether we are in `run_on_main_stack` or in a continuation.
bool on_known_stack();

/// What the one who runs code on the stack in use keeps with it; null at first.
void*& kept_with_current_stack();

struct Fiber;
struct Resumed;

/// A computation that can be resumed, or nothing. Dropping it unwinds it.
class Continuation {
 public:
  Continuation() = default;
  explicit Continuation(Fiber* fiber) : fiber_(fiber) {}
  Continuation(Continuation&& other) noexcept : fiber_(std::exchange(other.fiber_, nullptr)) {}
  Continuation& operator=(Continuation&& other) noexcept {
    Continuation dropped(std::exchange(fiber_, std::exchange(other.fiber_, nullptr)));
    return *this;
  }
  ~Continuation() {
    if (fiber_ != nullptr) drop();
  }

  explicit operator bool() const { return fiber_ != nullptr; }

 private:
  friend Resumed resume(Continuation cont, Message block_result, Message current);
  void drop() noexcept;
  Fiber* fiber_ = nullptr;
};

/// What `resume` returns: the continuation, empty if it has finished, and what it blocked with or returned.
struct Resumed {
  Continuation cont;
  Message block_arg;
};

/// [resume] Runs `cont` until it blocks or finishes. `current` is what `current_thread` tells there meanwhile.
Resumed resume(Continuation cont, Message block_result, Message current = {});

/// [block] Hands `block_arg` to whoever resumed us; returns what we are resumed with.
Message block(Message block_arg = {});

/// [current_thread] What the continuation we run in was resumed with; zero on a main stack.
Message current_thread();

namespace stack_switching {

/// What a fiber runs.
struct Body {
  virtual ~Body() = default;
  virtual Message run(Message block_result) = 0;
};

template <class F>
struct BodyOf final : Body {
  explicit BodyOf(F&& code) : f(std::move(code)) {}
  Message run(Message block_result) override {
    if constexpr (std::is_void_v<std::invoke_result_t<F&, Message>>) {
      f(block_result);
      return {};
    } else {
      return f(block_result);
    }
  }
  F f;
};

Continuation cont_new(std::unique_ptr<Body> body, u64 stack_size);

/// Runs `call(object)` on the main stack.
void run_on_main_stack(void (*call)(void*), void* object);

}  // namespace stack_switching

/// [cont_new] A continuation that will call `f` with the first `block_result`. `f` may be movable only; it is destroyed
/// on the continuation's stack when it has run. Throws std::bad_alloc if the host has no stack to give.
template <class F>
  requires std::invocable<F&, Message>
Continuation cont_new(F f, u64 stack_size = fiber_stack_size) {
  return stack_switching::cont_new(std::make_unique<stack_switching::BodyOf<F>>(std::move(f)), stack_size);
}

/// Calls `f` on this thread's main stack, or right here when we are on a stack of known size already.
template <std::invocable F>
std::invoke_result_t<F&> run_on_main_stack(F&& f) {
  using R = std::invoke_result_t<F&>;
  if (on_known_stack()) return f();
  if constexpr (std::is_void_v<R>) {
    stack_switching::run_on_main_stack([](void* object) { (*static_cast<std::remove_reference_t<F>*>(object))(); }, &f);
  } else if constexpr (std::is_reference_v<R>) {
    return *run_on_main_stack([&] { return &f(); });
  } else {
    std::optional<R> result;
    auto store = [&] { result.emplace(f()); };
    run_on_main_stack(store);
    return std::move(*result);
  }
}

}  // namespace touchstone
