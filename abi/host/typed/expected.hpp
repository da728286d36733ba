// Expected<T, E>: the C++ type that stands for `result<T, E>`: a value or an error, either of which may be void.
//
// It has the shape of std::expected, which g++ 12 lacks.
#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "interp/support/error.hpp"

namespace touchstone::component::host {

/// An error on its way into an Expected: `return err(Code::full);`
template <class E>
struct Unexpected {
  E error;
};
template <class E>
Unexpected<std::decay_t<E>> err(E&& error) {
  return {std::forward<E>(error)};
}
inline Unexpected<std::monostate> err() { return {}; }

template <class T, class E>
class Expected;
template <class T>
inline constexpr bool is_expected = false;
template <class T, class E>
inline constexpr bool is_expected<Expected<T, E>> = true;

template <class T, class E>
class [[nodiscard]] Expected {
 public:
  using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;
  using Error = std::conditional_t<std::is_void_v<E>, std::monostate, E>;

  Expected()
    requires std::is_default_constructible_v<Value>
      : held_(std::in_place_index<0>) {}
  /// From what a value can be made of; not from another Expected, whose meaning would be its `bool`.
  template <class U = Value>
    requires std::is_constructible_v<Value, U&&> && (!std::is_same_v<std::remove_cvref_t<U>, Expected>) &&
             (!is_expected<std::remove_cvref_t<U>> || is_expected<Value>)
  explicit(!std::is_convertible_v<U&&, Value>) Expected(U&& value)
      : held_(std::in_place_index<0>, std::forward<U>(value)) {}  // NOLINT: a value is a result
  template <class G>
    requires std::is_constructible_v<Error, G&&>
  Expected(Unexpected<G> error) : held_(std::in_place_index<1>, std::move(error.error)) {}  // NOLINT: likewise
  template <std::size_t I, class U>
  Expected(std::in_place_index_t<I> which, U&& what) : held_(which, std::forward<U>(what)) {}

  bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  /// The value; Crash if it is an error.
  const Value& value() const& { return require<0>(held_); }
  Value& value() & { return require<0>(held_); }
  Value&& value() && { return std::move(require<0>(held_)); }
  const Value& operator*() const& { return value(); }
  Value& operator*() & { return value(); }
  Value&& operator*() && { return std::move(*this).value(); }
  const Value* operator->() const { return &value(); }
  Value* operator->() { return &value(); }
  /// The error; Crash if it is a value.
  const Error& error() const& { return require<1>(held_); }
  Error&& error() && { return std::move(require<1>(held_)); }

  const std::variant<Value, Error>& held() const { return held_; }
  friend bool operator==(const Expected&, const Expected&) = default;

 private:
  template <std::size_t I, class V>
  static auto& require(V& held) {
    if (held.index() != I) throw Crash(I == 0 ? "Expected::value() of an error" : "Expected::error() of a value");
    return *std::get_if<I>(&held);
  }
  std::variant<Value, Error> held_;
};

}  // namespace touchstone::component::host
