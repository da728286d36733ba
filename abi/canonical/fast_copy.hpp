// The tuned path of "Loading" and "Storing": lists and strings as blocks of bytes.
//
// Strategy: a list whose elements are numbers, characters, flags and cases of enums side by side (closed::Block) has one
// form in all memories. Instead of making a value of each element and storing it again, its bytes are checked, copied, and
// put into the form that storing would give them: NaNs are canonical, bools 0 or 1, flags without a label clear. All else
// is as on the plain path: the same traps, calls of realloc and events of an observer, in the same order. So a list is
// checked when it is lifted, before anything is lowered.
//  - Guest to host: the bytes go into a List, and elements are made when somebody asks for them.
//  - Host to guest: the bytes of a packed List are copied.
//  - Guest to guest: the List or String refers to the caller's memory (LiftLowerContext::borrow), and the bytes are copied
//    from memory to memory. That is done where nothing can run in between that sees the memory: LiftSource (runtime/func).
//    Where all values are numbers and such lists, as most are, no values are made (pass_flat).
// Choice: padding. A plain store leaves it as it is, and so does a copy; what is copied to a host has zeros there.
// Where the Chooser may take any NaN each is asked for, so lists with floats take the plain path.
#pragma once

#include "abi/canonical/context.hpp"
#include "abi/canonical/copy_floats.hpp"
#include "abi/canonical/flat_values.hpp"
#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/strings.hpp"

namespace touchstone::component {

/// Whether lists of such elements are copied as blocks in that instance.
inline bool copies_as_block(const LiftLowerInstance& inst, const closed::DefValType& t) {
  return inst.fast_copy && t.block;
}

/// [load_list_from_valid_range] Of a type that is copied as a block.
List load_block(const LiftLowerContext& cx, u64 ptr, u64 length, const closed::ValType& elem_type);
/// [store_list_into_valid_range] False, and nothing is stored, if the list does not have the bytes of such elements.
bool store_block(LiftLowerContext& cx, const List& v, u64 ptr, const closed::ValType& elem_type);

/// Traps if one of `n` elements at `from` is not one of `t`, as `load` would.
void check_block(const LiftLowerContext& cx, const u8* from, u64 n, const closed::DefValType& t);
/// Copies `n` elements that were checked; bytes between their parts stay as they are. The ranges do not overlap.
void copy_block(u8* to, const u8* from, u64 n, const closed::DefValType& t);
/// Such a copy, with zeros between the parts. No byte is written twice where there is nothing between them.
std::vector<u8> copy_of_block(const u8* from, u64 n, const closed::DefValType& t);

/// Values on their way from one guest to another, as core values on both sides: `ts` are their types in the instance of
/// `from`, `to_ts` in that of `to`.
struct Passing {
  LiftLowerContext& from;
  CoreValueIter& vi;
  std::span<const closed::Part> ts;
  LiftLowerContext& to;
  std::span<const closed::Part> to_ts;
  u32 max_flat;  ///< of the side that has fewer
};

/// [lift_flat_values, lower_flat_values] From core values to core values, if all are numbers, bools, characters and, where
/// `from` may borrow, lists that are copied as blocks, and if both sides have them flat. Else false, and nothing is taken.
bool pass_flat(const Passing& passing, FlatValues& flat);

/// How many bytes from the beginning on are ASCII.
u64 ascii_prefix(std::string_view bytes);
/// How many 16-bit code units from the beginning on are.
u64 ascii_prefix_utf16(std::string_view bytes);

}  // namespace touchstone::component
