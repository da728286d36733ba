// CanonicalABI.md "Loading": values out of linear memory.
//
// `load` and the functions below it have the names and the traps of definitions.py. A pointer that is passed to them was
// checked: aligned and in bounds for the type. What a guest may get wrong is found where it is read: pointers and lengths
// of strings and lists, discriminants, characters, handles.
#pragma once

#include <bit>
#include <span>

#include "abi/canonical/context.hpp"
#include "abi/canonical/despecialize.hpp"
#include "abi/canonical/strings.hpp"

namespace touchstone::component {

/// [load]
Val load(LiftLowerContext& cx, u64 ptr, const closed::ValType& t);
/// A tuple of key and value.
Val load(LiftLowerContext& cx, u64 ptr, const MapEntry& t);

/// [load_int] Zero-extended.
u64 load_int(const LiftLowerContext& cx, u64 ptr, u32 nbytes);

inline bool convert_int_to_bool(u64 i) { return i != 0; }  ///< [convert_int_to_bool]

inline constexpr u32 CANONICAL_FLOAT32_NAN = 0x7fc0'0000;
inline constexpr u64 CANONICAL_FLOAT64_NAN = 0x7ff8'0000'0000'0000;

/// [decode_i32_as_float, canonicalize_nan32]
constexpr float decode_i32_as_float(u32 i) {
  const bool nan = (i & 0x7fff'ffff) > 0x7f80'0000;
  return std::bit_cast<float>(nan ? CANONICAL_FLOAT32_NAN : i);
}
/// [decode_i64_as_float, canonicalize_nan64]
constexpr double decode_i64_as_float(u64 i) {
  const bool nan = (i & ~(u64{1} << 63)) > 0x7ff0'0000'0000'0000;
  return std::bit_cast<double>(nan ? CANONICAL_FLOAT64_NAN : i);
}

constexpr bool is_unicode_scalar_value(u32 i) { return i < 0xD800 || (i >= 0xE000 && i < 0x11'0000); }

/// [convert_i32_to_char]
char32_t convert_i32_to_char(const LiftLowerContext& cx, u32 i);

// Not less than what a list or string may take in the memory that it comes from; what realloc is asked for when it is
// lowered fits an i32, since that is at most three times as much.
inline constexpr u64 REALLOC_I32_MAX = 0xffff'ffff;
inline constexpr u64 MAX_LIST_BYTE_LENGTH = (u64{1} << 28) - 1;

// [load_list_from_range, load_list_from_valid_range] The second trusts the range; elements are still checked.
List load_list_from_range(LiftLowerContext& cx, u64 ptr, u64 length, const closed::ValType& elem_type);
List load_list_from_range(LiftLowerContext& cx, u64 ptr, u64 length, const MapEntry& elem_type);
List load_list_from_valid_range(LiftLowerContext& cx, u64 ptr, u64 length, const closed::ValType& elem_type);
List load_list_from_valid_range(LiftLowerContext& cx, u64 ptr, u64 length, const MapEntry& elem_type);

/// [load_list_from_range] The traps that a list in memory may lead to, before its elements are looked at.
void check_list_range(const LiftLowerContext& cx, u64 ptr, u64 length, u64 elem_size, u32 elem_alignment);
/// The pointer and length of a list, map or string in memory.
Range load_range(const LiftLowerContext& cx, u64 ptr);

/// [load_record] The fields, types of a tuple or parameters in memory, in order.
std::vector<Val> load_record(LiftLowerContext& cx, u64 ptr, std::span<const closed::Part> fields);

/// [unpack_flags_from_int] Bits without a label are ignored.
Flags unpack_flags_from_int(u32 i, std::span<const closed::Part> labels);

// What lifting from memory and from core values share: values of a type from their parts.
Val make_record(const closed::DefValType& t, std::vector<Val> values);
Val make_case(const closed::DefValType& t, u32 case_index, Payload payload);
/// Values that are one i32: a handle, or the readable end of a stream or future, or an error context.
Val lift_handle(LiftLowerContext& cx, u32 i, const closed::DefValType& t);
/// Traps unless the variant has that case.
void check_discriminant(const LiftLowerContext& cx, u32 case_index, const closed::DefValType& t, const char* rule);

}  // namespace touchstone::component
