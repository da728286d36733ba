// CanonicalABI.md "Loading" and "Storing": strings, in three encodings.
//
// A string in memory is a pointer and a number of code units; in `latin1+utf16` the number has a tag, its greatest bit,
// if the code units are UTF-16. Loading checks length, alignment, bounds and encoding, in this order. Storing transcodes:
// nine pairs of encodings, each with its own sequence of realloc calls, which the guest can see: allocate for the best
// case, reallocate for the worst when a character does not fit, and give back what was not used.
//
// Choice: (X13) definitions.py hands on the tagged number and reads its tag with the tag bit of the *destination's*
// memory. Here a String says whether its code units were UTF-16, and how many; memories with addresses of different types
// understand each other.
#pragma once

#include "abi/canonical/context.hpp"

namespace touchstone::component {

inline constexpr u64 MAX_STRING_BYTE_LENGTH = (u64{1} << 28) - 1;

/// [utf16_tag]
constexpr u64 utf16_tag(wasm::AddrType ptr_type) { return u64{1} << (ptr_size(ptr_type) * 8 - 1); }

/// [load_string]
String load_string(const LiftLowerContext& cx, u64 ptr);
/// [load_string_from_range] Without `contents` it says only how many code units there are, of which encoding, and the traps
/// for what they contain are left to who reads them.
String load_string_from_range(const LiftLowerContext& cx, u64 ptr, u64 tagged_code_units, bool contents = true);

/// Where a string or list was stored: its pointer, and its length in elements or (tagged) code units.
struct Range {
  u64 begin = 0;
  u64 length = 0;
};

/// [store_string]
void store_string(LiftLowerContext& cx, const String& v, u64 ptr);
/// [store_string_into_range]
Range store_string_into_range(LiftLowerContext& cx, const String& v);

}  // namespace touchstone::component
