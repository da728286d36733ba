// Streams, futures and asynchronous calls by C++ types: what `streams.hpp`, `futures.hpp`, `calls.hpp` and `async.hpp` do with
// Vals.
//
//   auto [stream, writer] = host::make_stream<u32>(store);           // StreamOf<u32>, StreamWriterOf<u32>
//   auto sum = f.call_async(stream);                                 // TypedFunc<u64(host::StreamOf<u32>)>
//   co_await writer.write_all({1, 2, 3});
//   linker.define_async_func("twice", [](u32 x) -> host::Async<u32> { co_return 2 * x; });
//
// [CanonicalABI.md#stream-state] The elements are C++ values; the rules of copying are those of the ends that are inside.
// A stream is of the type that T stands for. What T does not say, the labels of a std::variant and which guest's resource an
// Own is, comes from a parameter: make_stream<T>(store, ElementType::of_param(f, 0)). Not in the sources.
#pragma once

#include <span>
#include <vector>

#include "abi/host/async.hpp"
#include "abi/host/futures.hpp"
#include "abi/host/streams.hpp"
#include "abi/host/typed/host_func.hpp"
#include "abi/host/typed/typed_func.hpp"

namespace touchstone::component::host {

/// The elements of streams and values of futures of T, which may be void.
template <class T>
ElementType element_type() {
  if constexpr (is_unit<T>) {
    return {};
  } else {
    return {component_type<T>(), &host_types()};
  }
}
/// HostError if `end`, of a stream or future, has not such elements; else it.
template <class T, class End>
End of_elements(End end) {
  try {
    require_elements(element_type<T>().type.type, end.element());
  } catch (const Difference& wrong) {
    throw wasm::HostError(wrong.text);
  }
  return end;
}

/// What a copy of T came to: as Copied.
template <class T>
struct CopiedOf {
  CopyResult how = CopyResult::COMPLETED;
  u64 count = 0;
  std::vector<T> elements;  ///< that were read

  bool dropped() const { return how == CopyResult::DROPPED; }
  bool cancelled() const { return how == CopyResult::CANCELLED; }
};

template <class T>
inline constexpr bool can_be_copied<CopiedOf<T>> = can_be_copied<T>;

/// An operation whose result is made of another's.
template <class T, class From>
class MappedState final : public ResultState<T> {
 public:
  using Map = std::function<T(const From&)>;
  MappedState(std::shared_ptr<ResultState<From>> from, Map map)
      : ResultState<T>(from->weak_loop()), from_(std::move(from)), map_(std::move(map)) {}
  bool done() const override { return from_->done(); }
  Outcome<T>& get() override {
    if (this->outcome) return *this->outcome;
    const Outcome<From>& from = from_->get();
    if (!from) return this->outcome.emplace(from.template failed<T>());
    return this->outcome.emplace(outcome_of([&] { return map_(*from); }));
  }
  void cancel() override { from_->cancel(); }
  void on_done(std::function<void()> f) override { from_->on_done(std::move(f)); }

 private:
  std::shared_ptr<ResultState<From>> from_;
  Map map_;
};

/// The elements of a list, which are of type `t`, as Ts.
template <class T>
std::vector<T> elements_of(const List& list, const closed::ValType& t) {
  std::vector<T> out;
  out.reserve(list.size());
  list.for_each([&](const Val& v) { out.push_back(ComponentTypeOf<T>::from_val(v, t.def.get())); });
  return out;
}
template <class T>
Operation<CopiedOf<T>> typed(const Operation<Copied>& copy, const closed::ValType& t) {
  return Operation<CopiedOf<T>>(std::make_shared<MappedState<CopiedOf<T>, Copied>>(
      copy.state(),
      [t](const Copied& copied) { return CopiedOf<T>{copied.how, copied.count, elements_of<T>(copied.elements, t)}; }));
}
/// The other way round. HostOwn is given away.
template <class T>
List list_of(std::span<const T> values, const closed::ValType& t) {
  List list;
  list.reserve(values.size(), t->kind);
  for (const T& v : values) list.push_back(ComponentTypeOf<T>::to_val(v, t.def.get()));
  return list;
}

// ---- Streams

/// The writable end of a stream of T. As StreamWriter, which `untyped` is. A HostOwn is given away; it is destroyed if it is
/// not read, as what a `write` leaves over is: use `write_all`.
template <class T>
class StreamWriterOf {
 public:
  explicit StreamWriterOf(StreamWriter end) : untyped(of_elements<T>(std::move(end))) {}
  Operation<Copied> write(std::span<const T> values) { return untyped.write(list_of(values, untyped.element().type)); }
  Operation<Copied> write_all(std::span<const T> values) {
    return untyped.write_all(list_of(values, untyped.element().type));
  }
  Operation<Copied> write(std::initializer_list<T> values) { return write(std::span(values.begin(), values.size())); }
  Operation<Copied> write_all(std::initializer_list<T> values) {
    return write_all(std::span(values.begin(), values.size()));
  }
  bool busy() const { return untyped.busy(); }
  void cancel() { untyped.cancel(); }
  bool reader_gone() const { return untyped.reader_gone(); }
  Done drop() { return untyped.drop(); }

  StreamWriter untyped;
};

/// Of a stream without elements, which are only counted.
template <class T>
  requires is_unit<T>
class StreamWriterOf<T> {
 public:
  explicit StreamWriterOf(StreamWriter end) : untyped(of_elements<T>(std::move(end))) {}
  Operation<Copied> write(u64 count) { return untyped.write(count); }
  Operation<Copied> write_all(u64 count) { return untyped.write_all(count); }
  bool busy() const { return untyped.busy(); }
  void cancel() { untyped.cancel(); }
  bool reader_gone() const { return untyped.reader_gone(); }
  Done drop() { return untyped.drop(); }

  StreamWriter untyped;
};

/// The readable end of a stream of T. As StreamReader, which `untyped` is. Of a stream without elements a read comes to a
/// Copied: how many there were.
template <class T>
class StreamReaderOf {
 public:
  explicit StreamReaderOf(StreamReader end) : untyped(of_elements<T>(std::move(end))) {}
  static Outcome<StreamReaderOf> take(Store& store, const StreamOf<T>& stream) {
    return outcome_of([&] { return StreamReaderOf(StreamReader::take(store, stream.stream).value()); });
  }
  auto read(u64 n) { return read_as(untyped.read(n)); }
  auto read_all(u64 n = ~u64{0}) { return read_as(untyped.read_all(n)); }
  bool busy() const { return untyped.busy(); }
  void cancel() { untyped.cancel(); }
  bool writer_gone() const { return untyped.writer_gone(); }
  Done drop() { return untyped.drop(); }
  Outcome<StreamOf<T>> release() {
    return outcome_of([&] { return StreamOf<T>{untyped.release().value().template as<Stream>()}; });
  }

  StreamReader untyped;

 private:
  auto read_as(const Operation<Copied>& copy) const {
    if constexpr (is_unit<T>) {
      return copy;
    } else {
      return typed<T>(copy, untyped.element().type);
    }
  }
};

template <class T>
struct NewStreamOf {
  StreamOf<T> readable;
  StreamWriterOf<T> writer;
};
/// `element` is a type that T stands for, else it throws a HostError.
template <class T>
NewStreamOf<T> make_stream(Store& store, const ElementType& element = element_type<T>()) {
  require_lower<std::conditional_t<is_unit<T>, u32, T>>();
  NewStream made = make_stream(store, element);
  return {StreamOf<T>{made.readable.template as<Stream>()}, StreamWriterOf<T>(std::move(made.writer))};
}

// ---- Futures

/// The writable end of a future of T. As FutureWriter, which `untyped` is.
template <class T>
class FutureWriterOf {
 public:
  explicit FutureWriterOf(FutureWriter end) : untyped(of_elements<T>(std::move(end))) {}
  Operation<Copied> write(const Held<T>& value)
    requires(!is_unit<T>)
  {
    return untyped.write(ComponentTypeOf<T>::to_val(value, untyped.element().type.def.get()));
  }
  Operation<Copied> write()
    requires is_unit<T>
  {
    return untyped.write();
  }
  bool busy() const { return untyped.busy(); }
  void cancel() { untyped.cancel(); }
  bool written() const { return untyped.written(); }
  Done drop() { return untyped.drop(); }

  FutureWriter untyped;
};

/// The readable end of a future of T. As FutureReader, which `untyped` is.
template <class T>
class FutureReaderOf {
 public:
  explicit FutureReaderOf(FutureReader end) : untyped(of_elements<T>(std::move(end))) {}
  static Outcome<FutureReaderOf> take(Store& store, const FutureOf<T>& future) {
    return outcome_of([&] { return FutureReaderOf(FutureReader::take(store, future.future).value()); });
  }
  /// HostError if it was cancelled.
  Operation<Held<T>> read() {
    const auto as_t = [t = untyped.element().type](const Copied& copied) -> Held<T> {
      if (copied.cancelled()) throw wasm::HostError("the read of a future was cancelled");
      if constexpr (is_unit<T>) {
        return {};
      } else {
        return ComponentTypeOf<T>::from_val(copied.elements[0], t.def.get());
      }
    };
    return Operation<Held<T>>(std::make_shared<MappedState<Held<T>, Copied>>(untyped.read().state(), as_t));
  }
  bool busy() const { return untyped.busy(); }
  void cancel() { untyped.cancel(); }
  Done drop() { return untyped.drop(); }

  FutureReader untyped;
};

template <class T>
struct NewFutureOf {
  FutureOf<T> readable;
  FutureWriterOf<T> writer;
};
/// As make_stream.
template <class T>
NewFutureOf<T> make_future(Store& store, const ElementType& element = element_type<T>()) {
  require_lower<std::conditional_t<is_unit<T>, u32, T>>();
  NewFuture made = make_future(store, element);
  return {FutureOf<T>{made.readable.template as<Future>()}, FutureWriterOf<T>(std::move(made.writer))};
}

// ---- Calls

/// A typed call that goes on by itself: it has its arguments. `Half` is what the callee keeps of it.
template <class R, class... Args>
class TypedCallState final : public CallStateOf<Held<R>> {
 public:
  TypedCallState(Store& store, FuncInstPtr func) : CallStateOf<Held<R>>(store, *func), func_(std::move(func)) {}

  static std::shared_ptr<TypedCallState> begin(Store& store, const FuncInstPtr& func, Args... args) {
    const auto state = std::make_shared<TypedCallState>(store, func);
    state->start(*func, std::make_shared<Half>(state, *func->type, std::move(args)...));
    return state;
  }

 private:
  class Half final : public Call {
   public:
    Half(std::shared_ptr<TypedCallState> state, const closed::FuncType& ft, Args... args)
        : state_(std::move(state)),
          args_(std::move(args)...),
          source_(std::apply([&](const Args&... each) { return TypedSource<Args...>(ft.params, each...); }, args_)),
          result_parts_(ft) {}
    ValueSource& on_start() override { return source_; }
    void on_resolve(ValueSource* source) override {
      if (source == nullptr) return state_->resolve(std::nullopt);
      if constexpr (is_unit<R>) {
        take_values<>(*source, result_parts_, nullptr);
        state_->resolve(std::monostate{});
      } else {
        state_->resolve(std::get<0>(take_values<R>(*source, result_parts_, nullptr)));
      }
    }

   private:
    std::shared_ptr<TypedCallState> state_;
    std::tuple<Args...> args_;
    TypedSource<Args...> source_;
    ResultParts result_parts_;
  };
  FuncInstPtr func_;
};

/// A call that did not begin.
template <class Result>
Operation<Result> refused_call(Store& store, const wasm::HostError& wrong) {
  const auto refused = std::make_shared<ResultState<Result>>(store);
  refused->settle(wrong);
  return Operation<Result>(refused);
}

template <class R, class... Args>
Operation<Held<R>> TypedFunc<R(Args...)>::call_async(std::remove_cvref_t<Args>... args) const {
  static_assert(!has_views<R>,
                "touchstone: call_async can't give a view of guest memory: the call has ended when the result is "
                "looked at; use call and post_return, or a result that owns its data");
  static_assert(
      (!refers_to_host_memory<std::remove_cvref_t<Args>> && ... && true),
      "touchstone: call_async keeps its arguments until the callee starts: pass a std::string or std::vector");
  if (const auto wrong = wrong_argument(args...)) return refused_call<Held<R>>(*store_, *wrong);
  return Operation<Held<R>>(TypedCallState<R, std::remove_cvref_t<Args>...>::begin(*store_, func_, std::move(args)...));
}
template <class R, class... Args>
Operation<Held<R>> TypedFunc<R(Args...)>::call_async(Store& store, std::remove_cvref_t<Args>... args) const {
  if (const auto wrong = other_store(store)) return refused_call<Held<R>>(*store_, *wrong);
  return call_async(std::move(args)...);
}

// ---- Functions of the host's

/// A typed coroutine as a function of the host's.
template <class F, bool takes_store>
struct TypedAsyncHostFuncOf {
  template <class Result, class... Args>
  struct Of;
  template <class R, class... Args>
  struct Of<Async<R>, Args...> {
    static_assert((require_lift<Args>(), ..., true));
    static_assert((!has_views<std::remove_cvref_t<Args>> && ... && true),
                  "touchstone: a coroutine can't have views of guest memory, which changes while it waits");
    static closed::FuncTypePtr func_type() {
      closed::FuncType ft = *function_type<R, std::remove_cvref_t<Args>...>();
      ft.async_ = true;
      return Types().make(std::move(ft));
    }
    static Async<std::vector<Val>> run(std::shared_ptr<F> f, Store* store, closed::FuncTypePtr ft,
                                       std::vector<Val> vals) {
      auto args = values_from<std::remove_cvref_t<Args>...>(vals, ft->params, nullptr);
      Async<R> coroutine = [&]<std::size_t... I>(std::index_sequence<I...>) {
        if constexpr (takes_store) {
          return (*f)(*store, static_cast<Args&&>(std::get<I>(args))...);
        } else {
          return (*f)(static_cast<Args&&>(std::get<I>(args))...);
        }
      }(std::index_sequence_for<Args...>());
      std::vector<Val> out;
      if constexpr (is_unit<R>) {
        co_await std::move(coroutine);
      } else {
        const R result = co_await std::move(coroutine);
        out.push_back(ComponentTypeOf<R>::to_val(result, ft->result.def.get()));
      }
      co_return out;
    }
  };
};
template <class F>
using TypedAsyncHostFunc =
    typename TypesOf<F>::template Into<TypedAsyncHostFuncOf<F, TypesOf<F>::takes_store>::template Of>;

template <class F>
  requires TypedCoroutine<F>
Linker& Linker::define_async_func(const std::string& name, F f) {
  HostFuncItem item;
  item.type = TypedAsyncHostFunc<F>::func_type();
  item.make = [f = std::make_shared<F>(std::move(f))](const closed::FuncTypePtr& expected,
                                                      ComponentInstance& importer) -> FuncInstPtr {
    require_type(*TypedAsyncHostFunc<F>::func_type(), *expected, importer);
    return make_host_func(expected, importer,
                          host_code(CoroutineFunction([f, store = &importer.store, expected](std::vector<Val> args) {
                            return TypedAsyncHostFunc<F>::run(f, store, expected, std::move(args));
                          })));
  };
  return define_host_func_item(name, std::move(item));
}

}  // namespace touchstone::component::host
