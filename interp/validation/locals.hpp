// C.LOCALS of 3.1.6: the types of a function's locals, parameters first, then the declared runs.
//
// Strategy: a run of equal locals stays one entry however long it is, since a declaration of six bytes may stand for
// 50,000 locals; the first few dozen are spread out besides, so that the common look-up is one indexing. Whether a
// local is set, the other half of a local type, is the validator's (instructions.hpp).
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "interp/syntax/types.hpp"

namespace touchstone::wasm {

class LocalTypes {
 public:
  LocalTypes() = default;

  /// Appends `count` locals of a closed type.
  void append(u32 count, const ValType& type) {
    if (count == 0) return;
    for (u32 i = 0; i < count && first_.size() < spread; ++i) first_.push_back(type);
    size_ += count;
    runs_.push_back({size_, type});
  }

  /// Their number.
  u32 size() const { return size_; }

  /// The type of local `x`, which is below size().
  const ValType& operator[](u32 x) const {
    if (x < first_.size()) return first_[x];
    return std::upper_bound(runs_.begin(), runs_.end(), x, [](u32 at, const Run& run) { return at < run.end; })->type;
  }

  /// A run of equal locals ends before index `end` and begins where the one before it ends.
  struct Run {
    u32 end;
    ValType type;
  };
  std::span<const Run> runs() const { return runs_; }

 private:
  static constexpr u32 spread = 64;

  std::vector<ValType> first_;
  std::vector<Run> runs_;
  u32 size_ = 0;
};

}  // namespace touchstone::wasm
