// Views of guest memory: WasmStr and WasmList<T>, strings and lists that are read where they are.
//
// Lifting a view copies nothing: [CanonicalABI.md#loading] load_string_from_range and load_list_from_range check length,
// alignment and bounds; what the memory contains is checked when it is read, with the same traps. A part of a view is lifted
// again each time: a list of strings is a WasmList<WasmStr>, of which an element is a view.
//
// A view belongs to a call: of a component's function until post_return, of a host's function until that returns. Used
// later it throws a HostError, in every build. Where a host's function gives the value, and no guest is in between, it is
// copied once into memory that the call owns, and read there (host_instance.hpp). What `as_le_span` and `as_utf8` give is bare memory that nobody watches: not
// to be kept, nor used after anything has run in the guest.
#pragma once

#include <compare>
#include <cstddef>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "abi/host/outcome_of.hpp"
#include "abi/host/typed/lists.hpp"
#include "abi/host/typed/strings.hpp"

namespace touchstone::component::host {

/// The call that a view belongs to.
class ViewOfCall {
 public:
  ViewOfCall() = default;
  explicit ViewOfCall(const LiftContext& cx);
  /// Whether the call goes on, so that the view may be used.
  bool open() const { return scope_ != nullptr && scope_->open(); }

 protected:
  /// Where the view was lifted; HostError if the call is over.
  LiftLowerContext& cx() const;
  LiftContext lift_context() const { return {cx(), &scope_}; }

 private:
  std::shared_ptr<CallScope> scope_;
};

/// A string in guest memory, in the guest's encoding.
class WasmStr : public ViewOfCall {
 public:
  WasmStr() = default;
  /// Traps if the string is not in bounds.
  WasmStr(const LiftContext& cx, const Range& range);

  u64 code_units() const { return code_units_; }  ///< in the guest's encoding
  /// A copy in UTF-8, or UTF-16. Throws a Trap if it is not well-formed.
  std::string to_string() const;
  std::u16string to_u16string() const { return to_utf16(to_string()); }
  /// The same, with the trap in the outcome.
  Outcome<std::string> try_to_string() const {
    return outcome_of([this] { return to_string(); });
  }
  /// The characters in place, if the guest's encoding is UTF-8. Throws a Trap if they are not well-formed.
  std::optional<std::string_view> as_utf8() const;

 private:
  Range range_;
  u64 code_units_ = 0;
};

template <>
inline constexpr bool refers_to_guest_memory<WasmStr> = true;

template <>
struct ComponentTypeOf<WasmStr> {
  static constexpr bool has_views = true;
  static closed::ValType type(Types& types) { return types.primitive(PrimValType::string); }
  static WasmStr lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType&) {
    return {cx, next_range(vi, cx.ptr_type())};
  }
  static WasmStr load(const LiftContext& cx, u64 ptr, const closed::DefValType&) {
    return {cx, load_range(cx.cx, ptr)};
  }
  static Val to_val(const WasmStr& v, const closed::DefValType*) { return Val(v.to_string()); }
};

/// A list in guest memory.
template <class T>
class WasmList : public ViewOfCall {
  static_assert(Lift<T>, "touchstone: the elements of a view can't be lifted");
  static_assert(
      !has_handles<T>,
      "touchstone: a view of a list with handles can't be read twice: lifting an element takes its handle; lift "
      "a std::vector");

 public:
  using value_type = T;

  WasmList() = default;
  /// Traps if the list is not aligned and in bounds. `elem_type` lives as long as the call.
  WasmList(const LiftContext& cx, const Range& range, const closed::ValType& elem_type)
      : ViewOfCall(cx), range_(range), elem_type_(&elem_type) {
    check_list_range(cx.cx, range.begin, range.length, elem_size(elem_type, cx.ptr_type()),
                     alignment(elem_type, cx.ptr_type()));
  }

  u64 size() const { return range_.length; }
  bool empty() const { return size() == 0; }
  /// Element `i`, lifted now. HostError if there is none; throws a Trap if it is no value of its type.
  T operator[](u64 i) const {
    const LiftContext context = lift_context();
    if (i >= size()) {
      throw wasm::HostError("element " + std::to_string(i) + " of a list of " + std::to_string(size()));
    }
    return ComponentTypeOf<T>::load(context, range_.begin + i * elem_size(*elem_type_, context.ptr_type()),
                                    **elem_type_);
  }
  /// A copy. Elements that are views stay such.
  std::vector<T> to_vector() const {
    const LiftContext context = lift_context();
    return load_elements<T>(context, range_, *elem_type_);
  }
  /// The elements in place, little-endian as all machines that this runs on. For integers.
  std::span<const T> as_le_span() const {
    static_assert(BlockElement<T>, "touchstone: as_le_span is for integers: other elements are checked one by one");
    return {reinterpret_cast<const T*>(cx().memory().data() + range_.begin), range_.length};
  }

  class Iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using iterator_category = std::input_iterator_tag;
    Iterator() = default;
    Iterator(WasmList list, u64 i) : list_(std::move(list)), i_(i) {}
    T operator*() const { return list_[i_]; }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    Iterator operator++(int) { return Iterator(list_, i_++); }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.i_ == b.i_; }

   private:
    WasmList list_;  // which may be gone: `f(x)[0].begin()`
    u64 i_ = 0;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  Range range_;
  const closed::ValType* elem_type_ = nullptr;
};

template <class T>
inline constexpr bool refers_to_guest_memory<WasmList<T>> = true;

template <class T>
struct ComponentTypeOf<WasmList<T>> {
  static constexpr bool has_views = true;
  static closed::ValType type(Types& types) { return ComponentTypeOf<std::vector<T>>::type(types); }
  static WasmList<T> lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t) {
    return {cx, next_range(vi, cx.ptr_type()), t.element()};
  }
  static WasmList<T> load(const LiftContext& cx, u64 ptr, const closed::DefValType& t) {
    return {cx, load_range(cx.cx, ptr), t.element()};
  }
  static Val to_val(const WasmList<T>& v, const closed::DefValType* t) { return list_to_val<T>(v, t); }
};

}  // namespace touchstone::component::host
