// Operations of the host's: see operation.hpp.
#include "abi/host/operation.hpp"

namespace touchstone::component::host {

void OperationState::on_done(std::function<void()> f) {
  on_done_ = std::move(f);
  if (on_done_ != nullptr && done()) notify();
}

void OperationState::notify() {
  const auto held = loop();
  if (on_done_ == nullptr || posted_ || held == nullptr) return;
  posted_ = true;
  held->post([self = shared_from_this()] {
    self->posted_ = false;
    if (const auto f = std::exchange(self->on_done_, nullptr)) f();
  });
}

void OperationState::wait() {
  const auto held = loop();
  if (done()) return;
  if (held == nullptr) throw wasm::HostError("the store is gone");
  held->store.run_until([this] { return done(); });
}

Operation<std::monostate> next_turn(Store& store) {
  const auto state = std::make_shared<ResultState<std::monostate>>(store);
  state->loop()->post([state] { state->settle(std::monostate{}); });
  return Operation<std::monostate>(state);
}

}  // namespace touchstone::component::host
