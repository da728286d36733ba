// CanonicalABI.md "Table State": the tables by which a guest names what it holds, of handles and of threads.
//
// An index is given out again in last-in-first-out order once it is free; guests can see that, and scripts rely on it.
// Index 0 is never used. An element of a table of handles is one of several things, which have a base class, a kind for
// what definitions.py asks with `isinstance`, and words by which a trap names it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "abi/runtime/why.hpp"

namespace touchstone::component {

/// What an element of a table of handles is.
enum class HandleKind : u8 {
  resource,
  subtask,
  readable_stream_end,
  writable_stream_end,
  readable_future_end,
  writable_future_end,
  waitable_set,
  error_context
};

/// `resource`, `subtask`, `stream`, ... as traps name them.
std::string_view handle_kind_name(HandleKind kind);

/// An element of a table of handles.
class TableElement {
 public:
  virtual ~TableElement() = default;
  TableElement(const TableElement&) = delete;
  TableElement& operator=(const TableElement&) = delete;

  const HandleKind kind;

 protected:
  explicit TableElement(HandleKind which) : kind(which) {}
};

/// [Table] E is a pointer; a free index holds none.
template <class E>
class Table {
 public:
  static constexpr u32 MAX_LENGTH = (1U << 28) - 1;

  /// `unknown` is said of an index that nothing is at.
  explicit Table(Why unknown) : unknown_(unknown) {}

  /// [Table.get]
  const E& get(u32 i) const {
    if (i >= array_.size() || array_[i] == nullptr) [[unlikely]]
      trap(unknown_, "Table.get", Boundary::component, " " + std::to_string(i));
    return array_[i];
  }

  /// The element at `i`; null if there is none.
  const E* find(u32 i) const { return i < array_.size() && array_[i] != nullptr ? &array_[i] : nullptr; }

  /// [Table.add]
  u32 add(E e) {
    if (!free_.empty()) {
      const u32 i = free_.back();
      free_.pop_back();
      assert_that(array_[i] == nullptr, "a free index of a table is in use");
      array_[i] = std::move(e);
      return i;
    }
    trap_if(array_.size() > MAX_LENGTH, Why::table_full, "Table.add");
    array_.push_back(std::move(e));
    return static_cast<u32>(array_.size() - 1);
  }

  /// [Table.remove]
  E remove(u32 i) {
    get(i);
    E e = std::exchange(array_[i], nullptr);
    free_.push_back(i);
    return e;
  }

  /// f(index, element) in the order of indices.
  template <class F>
  void for_each(F&& f) const {
    for (u32 i = 1; i < array_.size(); ++i) {
      if (array_[i] != nullptr) f(i, array_[i]);
    }
  }

  u32 size() const { return static_cast<u32>(array_.size() - 1 - free_.size()); }  ///< elements in use

 private:
  std::vector<E> array_ = std::vector<E>(1);
  std::vector<u32> free_;
  Why unknown_;
};

}  // namespace touchstone::component
