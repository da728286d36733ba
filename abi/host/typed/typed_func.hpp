// TypedFunc<R(Args...)>: a component function whose type is known when a program is compiled.
//
//   auto add = instance.typed_func<u32(u32, u32)>("add").value();     // compared once with the component's type
//   u32 sum = add.call_and_finish(1, 2).value();                      // or call_and_finish(store, 1, 2)
//   auto name = instance.typed_func<host::WasmStr()>("name").value().call();   // the result refers to guest memory
//   use(name->to_string());  name.post_return().value();
//
// [CanonicalABI.md#canon-lift] `call` leaves the instance entered, so that what the result refers to stays; it gives a
// CallHandle that holds the result, and `post_return` ends the call. A handle that goes without it ends the call all the
// same, and the mistake is told to StoreConfig::warn. An async function has no second step: `call` runs until it is resolved.
#pragma once

#include <concepts>
#include <exception>
#include <optional>

#include "abi/host/engine.hpp"
#include "abi/host/typed/mappings.hpp"
#include "abi/host/typed/passing.hpp"

namespace touchstone::component::host {

/// The caller's half of a typed call, as far as types do not matter.
class TypedCallBase : public Call {
 public:
  bool resolved = false;
  bool given_up = false;  ///< who called is gone, and the arguments with him
};

/// Runs a call until it is resolved: to the end, or if `two_step` is given and there are two steps, to the first.
Done run_typed_call(Store& store, FuncInst& func, TypedCallBase& call, std::unique_ptr<TwoStepCall>* two_step);
/// Ends a call in two steps.
Done finish_typed_call(TwoStepCall& call);

/// What is held of R between the two steps: nothing for void.
template <class R>
using Held = std::conditional_t<is_unit<R>, std::monostate, R>;

/// The call: arguments by reference, the result once it is there.
template <class R, class... Args>
class TypedCall final : public TypedCallBase {
 public:
  TypedCall(const closed::FuncType& ft, std::shared_ptr<CallScope> scope, const Args&... args)
      : scope_(std::move(scope)), result_parts_(ft), args_(ft.params, args...) {}

  ValueSource& on_start() override {
    if (given_up) throw wasm::HostError("a call starts that the host has given up");
    return args_;
  }
  void on_resolve(ValueSource* source) override {
    if (given_up) return;
    resolved = true;
    if (source == nullptr) return;
    if constexpr (is_unit<R>) {
      take_values<>(*source, result_parts_, nullptr);
      result.emplace();
    } else {
      if (scope_ != nullptr && source->lifting() != nullptr) scope_->cx = &source->lifting()->cx;
      result.emplace(std::get<0>(take_values<R>(*source, result_parts_, scope_ != nullptr ? &scope_ : nullptr)));
    }
  }

  std::optional<Held<R>> result;  ///< none if it was cancelled

 private:
  std::shared_ptr<CallScope> scope_;
  ResultParts result_parts_;
  TypedSource<Args...> args_;
};

/// The result of a call in two steps. `post_return` ends the call; views are good until then.
template <class R>
class [[nodiscard]] CallHandle {
 public:
  CallHandle(Store& store, FuncInstPtr func, std::string name, Held<R> result, std::unique_ptr<TwoStepCall> two_step,
             std::shared_ptr<CallScope> scope)
      : loop_(EventLoop::of(store)),
        func_(std::move(func)),
        name_(std::move(name)),
        result_(std::move(result)),
        two_step_(std::move(two_step)),
        scope_(std::move(scope)) {}
  CallHandle(CallHandle&&) noexcept = default;
  CallHandle& operator=(CallHandle&& other) noexcept {
    if (this == &other) return *this;
    forget();
    loop_ = std::move(other.loop_);
    func_ = std::move(other.func_);
    name_ = std::move(other.name_);
    result_ = std::move(other.result_);
    two_step_ = std::move(other.two_step_);
    scope_ = std::move(other.scope_);
    return *this;
  }
  ~CallHandle() { forget(); }

  /// The result.
  const Held<R>& value() const { return result_; }
  const Held<R>& operator*() const { return result_; }
  const Held<R>* operator->() const { return &result_; }
  /// The result, moved out. Views stay tied to the call.
  Held<R> take() { return std::move(result_); }

  /// Whether the call is still to be ended.
  bool pending() const { return two_step_ != nullptr && !loop_.expired() && two_step_->pending(); }
  /// Ends the call: runs the post-return function if there is one. HostError if it has ended, or the store is gone. A call of
  /// an async function has no second step: then it does nothing.
  Done post_return() {
    const bool read_in_place = scope_ != nullptr && scope_->cx != nullptr;
    close();
    if (two_step_ == nullptr) {
      const bool no_second_step = read_in_place || (func_ != nullptr && func_->type->async_);
      return no_second_step ? Done(std::monostate()) : wasm::HostError("post_return of a call that has ended");
    }
    const std::unique_ptr<TwoStepCall> call = std::exchange(two_step_, nullptr);
    if (loop_.expired()) return wasm::HostError("the store is gone");
    return call->pending() ? finish_typed_call(*call) : Done(std::monostate());
  }

 private:
  void close() {
    if (scope_ != nullptr) scope_->close();
  }
  void forget() noexcept {
    close();
    if (pending()) forgotten_post_return(loop_.lock()->store, *two_step_, name_);
    two_step_.reset();
  }

  std::weak_ptr<EventLoop> loop_;
  FuncInstPtr func_;
  std::string name_;
  Held<R> result_;
  std::unique_ptr<TwoStepCall> two_step_;
  std::shared_ptr<CallScope> scope_;
};

template <class Signature>
class TypedFunc;

/// Copies are of one function. Good as long as the store, which a call may name in front of the arguments: a HostError if the
/// function is of another.
template <class R, class... Args>
class TypedFunc<R(Args...)> {
  static_assert((require_lower<Args>(), ..., true));
  static_assert((is_unit<R> ? true : (require_lift<std::conditional_t<is_unit<R>, u32, R>>(), true)));

 public:
  using Result = Held<R>;

  /// Compares the types. Unlinkable with the path to the difference.
  static touchstone::Result<TypedFunc> of(Store& store, FuncInstPtr func, std::string name = "") {
    const auto wrong =
        type_difference(*function_type<R, std::remove_cvref_t<Args>...>(), *func->type,
                        [&](ResourceId id) { return func->inst != nullptr ? func->inst->resource_type(id) : nullptr; });
    if (has_views<R> && func->type->async_ && func->boundary == Boundary::component) {
      return Unlinkable(
          Region(), Phrase("function"), "CanonicalABI.md#canon-lift",
          " `" + name +
              "` is async: its result can't be a view of guest memory, for the call has ended "
              "when the result is there; ask for a result that owns its data, as a std::string or std::vector");
    }
    if (wrong) {
      Unlinkable error(Region(), Phrase("function"), "Explainer.md#type-checking",
                       " `" + name + "` is not of the type asked for: " + *wrong);
      error.notes.push_back("expected: " + type_text(*function_type<R, std::remove_cvref_t<Args>...>()));
      error.notes.push_back("found: " + type_text(*func->type));
      return error;
    }
    return TypedFunc(store, std::move(func), std::move(name));
  }

  /// Calls it; `post_return` of the handle must follow. HostError if an argument is none of its type, before anything runs.
  Outcome<CallHandle<R>> call(const std::remove_cvref_t<Args>&... args) const {
    std::shared_ptr<CallScope> scope;
    if constexpr (has_views<R>) {
      scope = std::make_shared<CallScope>();
      scope->store = EventLoop::of(*store_);
      scope->may_outlive_store = true;
    }
    std::unique_ptr<TwoStepCall> two_step;
    auto result = run(scope, &two_step, args...);
    if (!result) return result.template failed<CallHandle<R>>();
    if (two_step == nullptr && scope != nullptr && scope->host == nullptr) scope->close();
    return CallHandle<R>(*store_, func_, name_, *std::move(result), std::move(two_step), std::move(scope));
  }

  Outcome<CallHandle<R>> call(Store& store, const std::remove_cvref_t<Args>&... args) const {
    if (auto wrong = other_store(store)) return *std::move(wrong);
    return call(args...);
  }

  /// Both steps in one, for a result that owns its data.
  Outcome<Held<R>> call_and_finish(const std::remove_cvref_t<Args>&... args) const {
    static_assert(
        !has_views<R>,
        "touchstone: call_and_finish can't return a view of guest memory: the call has ended, and the memory is "
        "the guest's again; use call and post_return, or a result that owns its data");
    return run(nullptr, nullptr, args...);
  }
  Outcome<Held<R>> call_and_finish(Store& store, const std::remove_cvref_t<Args>&... args) const {
    if (auto wrong = other_store(store)) return *std::move(wrong);
    return call_and_finish(args...);
  }
  /// Begins a call that goes on by itself, and returns when it blocks or is done. (async_values.hpp)
  Operation<Held<R>> call_async(std::remove_cvref_t<Args>... args) const;
  Operation<Held<R>> call_async(Store& store, std::remove_cvref_t<Args>... args) const;
  Outcome<Held<R>> operator()(const std::remove_cvref_t<Args>&... args) const { return call_and_finish(args...); }

  /// The same function with Vals.
  Func func() const { return Func(*store_, func_); }

 private:
  TypedFunc(Store& store, FuncInstPtr func, std::string name)
      : store_(&store), func_(std::move(func)), name_(std::move(name)) {}

  std::optional<wasm::HostError> other_store(const Store& store) const {
    if (&store == store_) return std::nullopt;
    return wasm::HostError("`" + name_ + "` is called with a store that it is not of");
  }
  /// Why an argument is none of its parameter's type.
  std::optional<wasm::HostError> wrong_argument(const std::remove_cvref_t<Args>&... args) const {
    const std::vector<closed::Part>& params = func_->type->params;
    try {
      [[maybe_unused]] std::size_t i = 0;
      ((check_value(args, params[i].type, func_->inst, [&] { return "argument " + std::to_string(i); }), ++i), ...);
      return std::nullopt;
    } catch (const wasm::HostError& wrong) {
      return wrong;
    }
  }
  Outcome<Held<R>> run(std::shared_ptr<CallScope> scope, std::unique_ptr<TwoStepCall>* two_step,
                       const std::remove_cvref_t<Args>&... args) const {
    using TheCall = TypedCall<R, std::remove_cvref_t<Args>...>;
    const closed::FuncType& ft = *func_->type;
    if (auto wrong = wrong_argument(args...)) return *std::move(wrong);
    if (!ft.async_) {
      TheCall call(ft, std::move(scope), args...);
      return finish(call, two_step);
    }
    const auto call = std::make_shared<TheCall>(ft, std::move(scope), args...);
    struct GiveUp {
      TheCall& call;
      ~GiveUp() { call.given_up = !call.resolved; }
    } guard{*call};
    return finish(*call, two_step);
  }
  template <class TheCall>
  Outcome<Held<R>> finish(TheCall& call, std::unique_ptr<TwoStepCall>* two_step) const {
    const Done done = run_typed_call(*store_, *func_, call, two_step);
    if (!done) return done.template failed<Held<R>>();
    if (!call.result.has_value()) return wasm::HostError("the call was cancelled");
    return *std::move(call.result);
  }

  Store* store_;
  FuncInstPtr func_;
  std::string name_;
};

template <class Signature>
touchstone::Result<TypedFunc<Signature>> Instance::typed_func(std::string_view name) const {
  const std::optional<Func> found = func(name);
  if (!found) {
    return not_exported(name);
  }
  return TypedFunc<Signature>::of(*store_, found->inst(), std::string(name));
}

template <class Signature>
touchstone::Result<TypedFunc<Signature>> Func::typed() const {
  return TypedFunc<Signature>::of(*store_, func_);
}

}  // namespace touchstone::component::host
