// Result: what a public door of a front-end phase returns, a value or an Error.
//
// Inside a phase errors are thrown; `door` turns them into a Result and attaches the source they refer to.
#pragma once

#include <optional>
#include <utility>
#include <variant>

#include "interp/support/error.hpp"

namespace touchstone {

/// Either a T or the Error that prevented it.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: returning a value is the point
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: likewise an error

  explicit operator bool() const { return held_.index() == 0; }
  bool has_value() const { return held_.index() == 0; }

  /// The value; Crash if there is none.
  T& value() & {
    require();
    return *std::get_if<0>(&held_);
  }
  const T& value() const& {
    require();
    return *std::get_if<0>(&held_);
  }
  T&& value() && {
    require();
    return std::move(*std::get_if<0>(&held_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// The error; Crash if there is a value.
  const Error& error() const {
    if (has_value()) throw Crash("Result::error() of a value");
    return *std::get_if<1>(&held_);
  }

 private:
  void require() const {
    if (!has_value()) throw Crash("Result::value() of an error: " + std::get_if<1>(&held_)->text);
  }

  std::variant<T, Error> held_;
};

/// Runs `phase` and returns its value, or the Error it threw with `source` attached.
template <class F>
auto door(const SourcePtr& source, F&& phase) -> Result<decltype(phase())> {
  try {
    return std::forward<F>(phase)();
  } catch (Error& error) {
    if (!error.source) error.source = source;
    return Error(std::move(error));
  }
}

}  // namespace touchstone
