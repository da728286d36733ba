// CanonicalABI.md "Storing": values into linear memory.
//
// `store` and the functions below it have the names of definitions.py. The value is of the type: validation, or the host
// API for what a host function returns, has seen to it. The pointer was checked. What may still trap is realloc, what it
// returns, and the table of handles.
#pragma once

#include <span>
#include <string_view>

#include "abi/canonical/context.hpp"
#include "abi/canonical/despecialize.hpp"
#include "abi/canonical/strings.hpp"

namespace touchstone::component {

/// [store]
void store(LiftLowerContext& cx, const Val& v, const closed::ValType& t, u64 ptr);
/// A tuple of key and value.
void store(LiftLowerContext& cx, const Val& v, const MapEntry& t, u64 ptr);

/// [store_int] The low bytes of `v`.
void store_int(const LiftLowerContext& cx, u64 v, u64 ptr, u32 nbytes);
void store_bytes(const LiftLowerContext& cx, std::string_view bytes, u64 ptr);

// A NaN becomes any NaN: the Chooser takes one of four. Strategy: definitions.py chooses again where a float becomes an
// integer in a variant; here once.
u32 encode_float_as_i32(LiftLowerContext& cx, float f);   ///< [encode_float_as_i32, maybe_scramble_nan32]
u64 encode_float_as_i64(LiftLowerContext& cx, double f);  ///< [encode_float_as_i64, maybe_scramble_nan64]

/// [char_to_i32]
u32 char_to_i32(char32_t c);

// [store_list_into_range, store_list_into_valid_range]
Range store_list_into_range(LiftLowerContext& cx, const List& v, const closed::ValType& elem_type);
Range store_list_into_range(LiftLowerContext& cx, const List& v, const MapEntry& elem_type);
void store_list_into_valid_range(LiftLowerContext& cx, const List& v, u64 ptr, const closed::ValType& elem_type);
void store_list_into_valid_range(LiftLowerContext& cx, const List& v, u64 ptr, const MapEntry& elem_type);

/// [store_list_into_range] Where a list goes that realloc has given room for.
u64 allocate_list(LiftLowerContext& cx, u64 length, u64 elem_size, u32 elem_alignment);
/// The pointer and length of a list, map or string into memory.
void store_range(const LiftLowerContext& cx, const Range& range, u64 ptr);

/// [store_record] The types of a tuple, or parameters in memory.
void store_record(LiftLowerContext& cx, std::span<const Val> v, u64 ptr, std::span<const closed::Part> fields);

/// The value of field `i` of a record. A host may give the fields in any order.
const Val& field_value(const Record& v, const closed::DefValType& t, std::size_t i);

/// [match_case] Which case of a variant, and its payload or null.
struct MatchedCase {
  u32 index = 0;
  const Val* value = nullptr;
};
MatchedCase match_case(const Val& v, const closed::DefValType& t);

/// [pack_flags_into_int]
u32 pack_flags_into_int(const Flags& v, std::span<const closed::Part> labels);

/// Values that are one i32: a handle, or the readable end of a stream or future, or an error context.
u32 lower_handle(LiftLowerContext& cx, const Val& v, const closed::DefValType& t);

}  // namespace touchstone::component
