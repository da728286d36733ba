// Functions of the host's by their C++ types: any callable whose parameters can be lifted and whose result can be lowered.
//
//   linker.define_func("add", [](u32 a, u32 b) { return a + b; });
//   linker.define_func("log", [](host::Store& store, host::WasmStr text) { ... });   // read in place
//   linker.define_func("open", host::catching<IoError>([](std::string name) { return File(name).size(); },
//                                                      [](const IoError& e) { return e.code(); }));
//
// Its type is compared with the importer's when that is instantiated. A first parameter `Store&` is the store of the
// caller. What it throws ends the call: a Trap or Exhaustion as such, another exception as a HostError, and what poisons as
// the rules say; unless `catching` makes it the `error` of a result. Views are good until the callable returns.
#pragma once

#include <functional>

#include "abi/host/engine.hpp"
#include "abi/host/typed/mappings.hpp"
#include "abi/host/typed/passing.hpp"

namespace touchstone::component::host {

/// A callable's signature, without a first parameter Store&.
template <class Function>
struct CallableTypes;
template <class R, class... Args>
struct CallableTypes<std::function<R(Args...)>> {
  using Result = R;
  static constexpr bool takes_store = false;
  template <template <class, class...> class To>
  using Into = To<R, Args...>;
};
template <class R, class... Args>
struct CallableTypes<std::function<R(Store&, Args...)>> {
  using Result = R;
  static constexpr bool takes_store = true;
  template <template <class, class...> class To>
  using Into = To<R, Args...>;
};
/// Of any callable that has one signature: a function, a lambda that is no template, an object.
template <class F>
using TypesOf = CallableTypes<decltype(std::function(std::declval<std::decay_t<F>>()))>;

template <class R>
inline constexpr bool is_coroutine = false;
template <class T>
inline constexpr bool is_coroutine<Async<T>> = true;

/// A typed function of the host's that is linked.
template <class F, bool takes_store>
struct TypedHostFuncOf {
  template <class R, class... Args>
  class Inst final : public FuncInst {
    static_assert((require_lift<Args>(), ..., true));
    static_assert(is_unit<R> || (require_lower<std::conditional_t<is_unit<R>, u32, std::remove_cvref_t<R>>>(), true));

   public:
    Inst(closed::FuncTypePtr ft, ComponentInstance& importer, std::shared_ptr<F> f)
        : FuncInst(std::move(ft), &importer, Boundary::host),
          store_(importer.store),
          result_parts_(*type),
          f_(std::move(f)) {}

    /// The type of the callable.
    static closed::FuncTypePtr func_type() {
      return function_type<std::remove_cvref_t<R>, std::remove_cvref_t<Args>...>();
    }

    OnCancel operator()(Call& call, ComponentInstance*) override {
      std::shared_ptr<CallScope> scope;
      ValueSource& source = call.on_start();
      if constexpr ((has_views<std::remove_cvref_t<Args>> || ... || false)) {
        scope = std::make_shared<CallScope>();
        if (Lifting* lifting = source.lifting(); lifting != nullptr) scope->cx = &lifting->cx;
      }
      const CloseScope closing{scope.get()};
      auto args = take_values<std::remove_cvref_t<Args>...>(source, type->params, scope != nullptr ? &scope : nullptr);
      if constexpr (is_unit<R>) {
        apply(args);
        closing.close();
        TypedSource<> none{std::span<const closed::Part>()};
        call.on_resolve(&none);
      } else {
        const std::remove_cvref_t<R>& result = apply(args);  // what is returned by reference is not copied
        closing.close();
        check_value(result, type->result, inst,
                    [&] { return "result of a host function of type " + type_text(*type); });
        TypedSource<std::remove_cvref_t<R>> of_result(result_parts_, result);
        call.on_resolve(&of_result);
      }
      return [](ComponentInstance*) {};
    }

   private:
    struct CloseScope {
      CallScope* scope;
      void close() const {
        if (scope != nullptr) scope->close();
      }
      ~CloseScope() { close(); }
    };
    decltype(auto) apply(std::tuple<std::remove_cvref_t<Args>...>& args) {
      return [&]<std::size_t... I>(std::index_sequence<I...>) -> decltype(auto) {
        if constexpr (takes_store) {
          return (*f_)(store_, static_cast<Args&&>(std::get<I>(args))...);
        } else {
          return (*f_)(static_cast<Args&&>(std::get<I>(args))...);
        }
      }(std::index_sequence_for<Args...>());
    }

    Store& store_;
    ResultParts result_parts_;
    std::shared_ptr<F> f_;
  };
};

template <class F>
using TypedHostFunc = typename TypesOf<F>::template Into<TypedHostFuncOf<F, TypesOf<F>::takes_store>::template Inst>;

/// Throws a Mismatch if `found`, a callable's type, is not what an importer expects.
void require_type(const closed::FuncType& found, const closed::FuncType& expected, const ComponentInstance& importer);

/// Links a typed function: made for each importer, all with one callable.
template <class F>
HostFuncItem typed_host_func(F f) {
  HostFuncItem item;
  item.type = TypedHostFunc<F>::func_type();
  item.make = [f = std::make_shared<F>(std::move(f))](const closed::FuncTypePtr& expected,
                                                      ComponentInstance& importer) -> FuncInstPtr {
    require_type(*TypedHostFunc<F>::func_type(), *expected, importer);
    return std::make_shared<TypedHostFunc<F>>(expected, importer, f);
  };
  return item;
}

template <class F>
  requires(!std::convertible_to<F, HostFunction>)
Linker& Linker::define_func(const std::string& name, F f) {
  return define_host_func_item(name, typed_host_func<F>(std::move(f)));
}

template <class T>
Linker& Linker::define_resource(const std::string& name) {
  return define_resource(name, resource_of<T>());
}

/// R with an error: `Expected<R, E>`, or R itself if it is one. Of a coroutine: the same of what it comes to.
template <class R, class E>
struct OrError {
  using Type = Expected<R, E>;
};
template <class T, class E>
struct OrError<Expected<T, E>, E> {
  using Type = Expected<T, E>;
};
template <class R, class E>
struct OrError<Async<R>, E> {
  using Type = Async<typename OrError<R, E>::Type>;
};

/// What `catching` makes: a callable with the parameters of `f` and a result that may be an error.
template <class X, class F, class ToError, bool takes_store>
struct CatchingOf {
  using E = std::decay_t<std::invoke_result_t<ToError&, const X&>>;
  template <class R>
  using Result = typename OrError<R, E>::Type;

  template <class R, class... Args>
  class Plain {
   public:
    Plain(F f, ToError to_error) : f_(std::move(f)), to_error_(std::move(to_error)) {}
    Result<R> operator()(Args... args) {
      return caught<R>([&]() -> R { return f_(static_cast<Args&&>(args)...); }, to_error_);
    }

   private:
    F f_;
    ToError to_error_;
  };
  template <class R, class... Args>
  class WithStore {
   public:
    WithStore(F f, ToError to_error) : f_(std::move(f)), to_error_(std::move(to_error)) {}
    Result<R> operator()(Store& store, Args... args) {
      return caught<R>([&]() -> R { return f_(store, static_cast<Args&&>(args)...); }, to_error_);
    }

   private:
    F f_;
    ToError to_error_;
  };

 private:
  static auto error_of(ToError& to_error, const X& thrown) {
    if constexpr (std::is_void_v<E>) {
      to_error(thrown);
      return err();
    } else {
      return err(to_error(thrown));
    }
  }
  template <class R, class Body>
    requires(!is_coroutine<R>)
  static Result<R> caught(Body&& body, ToError& to_error) {
    try {
      if constexpr (std::is_void_v<R>) {
        body();
        return {};
      } else {
        return body();
      }
    } catch (const X& thrown) {
      return error_of(to_error, thrown);
    }
  }
  template <class R, class Body>
    requires is_coroutine<R>
  static Result<R> caught(Body&& body, ToError& to_error) {
    return awaited(body(), to_error);
  }
  /// The callable that has `to_error` lives as long as the coroutine.
  template <class R>
  static Result<Async<R>> awaited(Async<R> coroutine, ToError& to_error) {
    try {
      if constexpr (std::is_void_v<R>) {
        co_await std::move(coroutine);
        co_return typename OrError<R, E>::Type();
      } else {
        co_return co_await std::move(coroutine);
      }
    } catch (const X& thrown) {
      co_return error_of(to_error, thrown);
    }
  }
};

/// `f` where an exception of type X becomes the error of a result: what `to_error` makes of it, which may be void. A result of
/// `f` that may be that error already stays as it is; a coroutine has its result later.
template <class X, class F, class ToError>
auto catching(F f, ToError to_error) {
  using Catching = CatchingOf<X, F, ToError, TypesOf<F>::takes_store>;
  if constexpr (TypesOf<F>::takes_store) {
    return typename TypesOf<F>::template Into<Catching::template WithStore>(std::move(f), std::move(to_error));
  } else {
    return typename TypesOf<F>::template Into<Catching::template Plain>(std::move(f), std::move(to_error));
  }
}
/// The exception itself is the error.
template <class X, class F>
auto catching(F f) {
  return catching<X>(std::move(f), [](const X& thrown) { return thrown; });
}

}  // namespace touchstone::component::host
