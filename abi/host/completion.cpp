// Host functions that come to their result later: see completion.hpp.
#include "abi/host/completion.hpp"

#include <optional>
#include <utility>

namespace touchstone::component::host {

struct Completion::State {
  State(const HostFuncCaller& from, OnResolve resolve)
      : loop(EventLoop::of(from.store)), caller(from.instance), on_resolve(std::move(resolve)) {}

  std::weak_ptr<EventLoop> loop;
  ComponentInstance* caller;  // null: the host; good while the loop is there
  OnResolve on_resolve;       // empty: it has ended
  std::function<void()> on_cancel;
  bool cancel_requested = false;
  bool starting = false;  // the host function has not returned: what it fails with is thrown then
  std::exception_ptr failure;

  Done end(std::optional<std::vector<Val>> result) {
    const auto held = loop.lock();
    if (held == nullptr) return wasm::HostError("the store is gone");
    if (on_resolve == nullptr) return wasm::HostError("a call of a host function has its result already");
    const OnResolve resolve = std::exchange(on_resolve, nullptr);
    on_cancel = nullptr;
    try {
      resolve(std::move(result));
      return std::monostate{};
    } catch (const wasm::HostError& wrong) {
      on_resolve = resolve;
      return wrong;
    } catch (...) {
      if (caller != nullptr) caller->poison_from_outside();
      held->failed();
      return failure_of_current_exception<std::monostate>();
    }
  }

  void fail(const std::exception_ptr& with) {
    const auto held = loop.lock();
    if (held == nullptr || on_resolve == nullptr) return;
    on_resolve = nullptr;
    on_cancel = nullptr;
    if (starting) {
      failure = with;
      return;
    }
    if (caller != nullptr) caller->poison_from_outside();
    const std::exception_ptr why = thrown_by_host(with);
    try {
      std::rethrow_exception(why);
    } catch (...) {
      if (!held->failed()) held->post([why] { std::rethrow_exception(why); });
    }
  }

  /// As what comes out of a function of the host's that a guest calls: what is no failure of ours is a HostError.
  static std::exception_ptr thrown_by_host(const std::exception_ptr& why) {
    try {
      std::rethrow_exception(why);
    } catch (const wasm::Exception&) {
      return why;
    } catch (...) {
      const auto failed = failure_of_host_code<std::monostate>();
      const wasm::HostError* wrong = failed.host_error();
      return wrong != nullptr ? std::make_exception_ptr(*wrong) : why;
    }
  }
};

Completion::Completion(const HostFuncCaller& from, OnResolve on_resolve)
    : state_(std::make_shared<State>(from, std::move(on_resolve))) {}

Completion::~Completion() {
  if (state_ != nullptr) fail(wasm::HostError("a host function dropped a call without a result"));
}

Completion& Completion::operator=(Completion&& other) noexcept {
  std::swap(state_, other.state_);
  return *this;
}

bool Completion::open() const { return state_ != nullptr && state_->on_resolve != nullptr; }

Done Completion::resolve(std::vector<Val> result) {
  if (state_ == nullptr) return wasm::HostError("a completion that was moved elsewhere");
  return state_->end(std::move(result));
}

Done Completion::resolve(Val result) {
  std::vector<Val> list;
  list.push_back(std::move(result));
  return resolve(std::move(list));
}

void Completion::fail(wasm::HostError why) { fail(std::make_exception_ptr(std::move(why))); }
void Completion::fail(std::exception_ptr why) { state_->fail(why); }

std::shared_ptr<EventLoop> Completion::loop() const { return state_->loop.lock(); }

bool Completion::cancel_requested() const { return state_->cancel_requested; }

void Completion::on_cancel(std::function<void()> f) {
  if (state_->cancel_requested) return f();
  state_->on_cancel = std::move(f);
}

Done Completion::cancel() {
  if (!state_->cancel_requested) return wasm::HostError("a call is given up that nobody asked to give up");
  return state_->end(std::nullopt);
}

HostCode host_code(CompletionFunction f) {
  return [f = std::move(f)](const HostFuncCaller& from, std::vector<Val> args, OnResolve on_resolve) -> OnCancel {
    Completion completion(from, std::move(on_resolve));
    const auto state = completion.state();
    state->starting = true;
    f(std::move(args), std::move(completion));
    state->starting = false;
    if (state->failure) std::rethrow_exception(state->failure);
    return [weak = std::weak_ptr<Completion::State>(state)](ComponentInstance*) {
      const auto held = weak.lock();
      if (held == nullptr) return;
      held->cancel_requested = true;
      if (const auto on_cancel = std::exchange(held->on_cancel, nullptr)) on_cancel();
    };
  };
}

}  // namespace touchstone::component::host
