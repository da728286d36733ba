// A store that is deleted while it runs guest code, from a callback: it ends when the outermost call is over.
#pragma once

#include <memory>
#include <utility>

namespace touchstone::wasm::c_api {

/// While it lives the store runs guest code. State counts the calls inside each other (`running`), and is told when the
/// last is over, if it was to end meanwhile (`closing`, `close()`).
template <class State>
class Running {
 public:
  explicit Running(std::shared_ptr<State> store) : store_(std::move(store)) { ++store_->running; }
  ~Running() {
    if (--store_->running == 0 && store_->closing) store_->close();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  std::shared_ptr<State> store_;
};

}  // namespace touchstone::wasm::c_api
