// CanonicalABI.md "Flattening": the core values that stand for the parameters or the result of a call.
//
// There are never more than the parameters of a core function that a canonical definition makes or calls, and one pointer
// beside them for where the result goes; so they lie in the frame of whoever makes the call. Not in the source, where they
// are lists.
#pragma once

#include <span>

#include "abi/canonical/flatten.hpp"
#include "interp/embedding/embedding.hpp"
#include "interp/support/error.hpp"

namespace touchstone::component {

class FlatValues {
 public:
  static constexpr u32 most = MAX_FLAT_PARAMS + 1;

  FlatValues() {}  // NOLINT: the values beyond size() are not written
  FlatValues(const FlatValues& other) { assign(other); }
  FlatValues& operator=(const FlatValues& other) {
    assign(other);
    return *this;
  }
  explicit FlatValues(std::span<const wasm::Value> values) { assign(values); }

  u32 size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const wasm::Value& operator[](u32 i) const { return values_[i]; }
  /// The value at `i`, which must be there.
  const wasm::Value& at(u32 i) const {
    if (i >= size_) throw Crash("a core value is missing");
    return values_[i];
  }
  void push_back(const wasm::Value& value) {
    if (size_ == most) throw Crash("more core values than flattening makes");
    values_[size_++] = value;
  }
  /// Zeros up to `size`, or fewer values.
  void resize(u32 size) {
    while (size_ < size) push_back(wasm::Value{});
    size_ = size;
  }
  /// Room for `size` values, to be written.
  std::span<wasm::Value> make(u32 size) {
    if (size > most) throw Crash("more core values than flattening makes");
    size_ = size;
    return {values_, size};
  }
  const wasm::Value* data() const { return values_; }
  const wasm::Value* begin() const { return values_; }
  const wasm::Value* end() const { return values_ + size_; }

 private:
  void assign(std::span<const wasm::Value> values) {
    const std::span<wasm::Value> to = make(static_cast<u32>(values.size()));
    for (u32 i = 0; i < size_; ++i) to[i] = values[i];
  }
  u32 size_ = 0;
  union {
    wasm::Value values_[most];  // a union is not written before it is used
  };
};

}  // namespace touchstone::component
