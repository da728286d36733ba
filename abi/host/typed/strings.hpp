// Mappings of strings: std::string and its view in UTF-8, std::u16string and its view in UTF-16.
//
// [CanonicalABI.md#loading, CanonicalABI.md#storing] Which encoding the guest has is invisible here; which one the host has decides how
// realloc is called, as for two guests. Text that is not well-formed is no string: found before anything is lowered. What is
// lowered is copied once, from where it is into the guest's memory, if that has the same encoding.
#pragma once

#include <string>
#include <string_view>

#include "abi/host/typed/component_type.hpp"

namespace touchstone::component::host {

template <>
inline constexpr bool refers_to_host_memory<std::string_view> = true;
template <>
inline constexpr bool refers_to_host_memory<std::u16string_view> = true;

/// Well-formed UTF-8 as a String. Difference if it is not, or too long.
void check_text(std::string_view utf8);
void check_text(std::u16string_view utf16);
/// Text that was checked, as lowering takes it: it is not copied, and must live as long.
String lowered_text(std::string_view utf8);
String lowered_text(std::u16string_view utf16);
/// A copy, as a value; what it is has not been checked.
String text_value(std::string_view utf8);
String text_value(std::u16string_view utf16);
/// Well-formed UTF-8 as UTF-16.
std::u16string to_utf16(std::string_view utf8);

/// What all four have in common; Text is what is lowered.
template <class T>
struct StringMapping {
  static closed::ValType type(Types& types) { return types.primitive(PrimValType::string); }
  static void check(const T& v, const closed::DefValType&, const LiftLowerInstance*) { check_text(v); }
  /// [lower_flat_string]
  static void lower(LiftLowerContext& cx, const T& v, const closed::DefValType&, FlatValues& flat) {
    append_range(cx, store_string_into_range(cx, lowered_text(v)), flat);
  }
  static void store(LiftLowerContext& cx, const T& v, const closed::DefValType&, u64 ptr) {
    store_string(cx, lowered_text(v), ptr);
  }
  static Val to_val(const T& v, const closed::DefValType*) { return text_value(v); }
};

/// The two that own their characters; `own` makes one of well-formed UTF-8.
template <class T>
struct OwnedStringMapping : StringMapping<T> {
  /// [lift_flat_string]
  static T lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType&) {
    const Range range = next_range(vi, cx.ptr_type());
    return own(load_string_from_range(cx.cx, range.begin, range.length));
  }
  static T load(const LiftContext& cx, u64 ptr, const closed::DefValType&) { return own(load_string(cx.cx, ptr)); }
  static T from_val(const Val& v, const closed::DefValType*) {
    const String& s = expect<String>(v, closed::TypeKind::string);
    check_text(s.text);
    return own(s);
  }

 private:
  static T own(String s) {
    if constexpr (std::is_same_v<T, std::string>) {
      return std::move(s.text);
    } else {
      return to_utf16(s.text);
    }
  }
};

template <>
struct ComponentTypeOf<std::string> : OwnedStringMapping<std::string> {};
template <>
struct ComponentTypeOf<std::u16string> : OwnedStringMapping<std::u16string> {};
template <>
struct ComponentTypeOf<std::string_view> : StringMapping<std::string_view> {};
template <>
struct ComponentTypeOf<std::u16string_view> : StringMapping<std::u16string_view> {};

}  // namespace touchstone::component::host
