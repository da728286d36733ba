// Calls that go on: see calls.hpp.
#include "abi/host/calls.hpp"

namespace touchstone::component::host {

const ComponentInstance* callee_of(const FuncInst& func) {
  const auto* lifted = dynamic_cast<const LiftedFunc*>(&func);
  return lifted == nullptr ? nullptr : &lifted->instance;
}

namespace {

/// A call that somebody waits for.
class WatchedCall final : public WaitingCall {
 public:
  explicit WatchedCall(const FuncInst& func) : callee_(callee_of(func)) {}
  const ComponentInstance* callee() const override { return callee_; }
  void failed() override { failure = std::current_exception(); }
  void abandon() override {}

  std::exception_ptr failure;

 private:
  const ComponentInstance* callee_;
};

}  // namespace

void wait_for_call(Store& store, const FuncInst& func, const ReadyFunc& resolved) {
  const auto call = std::make_shared<WatchedCall>(func);
  const auto loop = EventLoop::of(store);
  struct Registered {
    EventLoop& loop;
    u64 key;
    ~Registered() { loop.remove_call(key); }
  };
  const Registered registered{*loop, loop->add_call(call)};
  store.run_until([&] { return resolved() || call->failure != nullptr; });
  if (call->failure) std::rethrow_exception(call->failure);
}

PendingCall::PendingCall(const std::shared_ptr<CallState>& state) : Operation(state) {}

bool PendingCall::cancelled() const { return static_cast<const CallState&>(*state()).cancelled; }

void PendingCall::drop() {
  state()->on_done(nullptr);
  cancel();
}

PendingCall start_call(Store& store, const FuncInstPtr& func, std::vector<Val> args,
                       std::optional<std::string> mismatch) {
  const auto state = std::make_shared<CallState>(store, *func);
  if (mismatch) {
    state->settle(wasm::HostError(*std::move(mismatch)));
  } else {
    state->start(*func, std::make_shared<ValCall>(
                            [args = std::move(args)] { return args; },
                            [state](std::optional<std::vector<Val>> result) { state->resolve(std::move(result)); }));
  }
  return PendingCall(state);
}

}  // namespace touchstone::component::host
