// Calls that go on while the host does something else.
//
// CanonicalABI.md "Embedding API": a call is begun by Store.invoke and may come to its result in any later tick. `Func::start`
// begins one, and several may go on at once in one store: what they do concurrently is up to the tasks of the Component Model
// (backpressure, the lock of an instance). A function whose type is not async has returned when it was begun.
// Not in the source: a trap ends all calls that waited for what it poisoned (event_loop.hpp).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "abi/host/operation.hpp"

namespace touchstone::component::host {

/// The instance whose function it is; null for the host's.
const ComponentInstance* callee_of(const FuncInst& func);

/// Runs the store until a call of `func` that was begun is `resolved`. Throws what it is told that it ends in.
void wait_for_call(Store& store, const FuncInst& func, const ReadyFunc& resolved);

/// A call that was begun and comes to a T. What the callee keeps of it owns it, not the other way round.
template <class T>
class CallStateOf : public ResultState<T>, public WaitingCall {
 public:
  CallStateOf(Store& store, const FuncInst& func) : ResultState<T>(store), callee_(callee_of(func)) {}
  ~CallStateOf() override { CallStateOf::settled(); }

  void start(FuncInst& func, const std::shared_ptr<component::Call>& call) {
    const auto loop = this->loop();
    try {
      OnCancel on_cancel = loop->store.invoke(func, *call);
      if (this->done()) return;
      on_cancel_ = std::move(on_cancel);
      key_ = loop->add_call(std::static_pointer_cast<CallStateOf>(this->shared_from_this()));
    } catch (...) {
      failed();
    }
  }
  /// Nothing: it was cancelled.
  void resolve(std::optional<T> result) {
    if (result) return this->settle(*std::move(result));
    cancelled = true;
    this->settle(wasm::HostError("the call was cancelled"));
  }
  void cancel() override {
    const auto loop = this->loop();
    if (this->done() || loop == nullptr || on_cancel_ == nullptr) return;
    const auto self = this->shared_from_this();
    try {
      loop->store.cancel(std::exchange(on_cancel_, nullptr));
    } catch (...) {
      failed();
    }
  }
  const ComponentInstance* callee() const override { return callee_; }
  void failed() override { this->settle(failure_of_current_exception<T>()); }
  void abandon() override { this->settle(wasm::HostError("the store is gone")); }

  bool cancelled = false;

 private:
  void settled() override {
    on_cancel_ = nullptr;  // it may own what owns this
    const auto loop = this->loop();
    if (loop != nullptr && key_ != 0) loop->remove_call(key_);
  }

  const ComponentInstance* callee_;  // the function may go before its call ends
  OnCancel on_cancel_;
  u64 key_ = 0;
};
using CallState = CallStateOf<std::vector<Val>>;

/// A call that the host has begun: an operation that comes to its result, a list of length 0 or 1. `cancel` asks the callee to
/// give up [CanonicalABI.md#-canon-subtaskcancel], which may come to a result all the same; a call that is given up ends in a
/// HostError and `cancelled`.
class PendingCall : public Operation<std::vector<Val>> {
 public:
  explicit PendingCall(const std::shared_ptr<CallState>& state);
  bool cancelled() const;
  /// Asks for cancellation and gives up the interest in the result. (A Call that just goes lets the callee go on.)
  void drop();
};

/// Begins a call: Func::start.
PendingCall start_call(Store& store, const FuncInstPtr& func, std::vector<Val> args,
                       std::optional<std::string> mismatch);

}  // namespace touchstone::component::host
