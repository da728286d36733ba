// CanonicalABI.md "Alignment" and "Element Size": where the parts of a value lie in linear memory.
//
// The functions have the names they have in definitions.py. `alignment` and `elem_size` of a closed type were computed
// once, when validation made the type (`layout_of`), from those of its parts: here they are looked up. Arithmetic is in
// integers (definitions.py divides in floating point). `ptr_type` is the address type of the memory.
#pragma once

#include <span>

#include "abi/validation/types.hpp"

namespace touchstone::component {

/// [MemInst.ptr_size]
constexpr u32 ptr_size(wasm::AddrType ptr_type) { return ptr_type == wasm::AddrType::i32 ? 4 : 8; }

/// [align_to] `alignment` is a power of two.
constexpr u64 align_to(u64 ptr, u64 alignment) { return (ptr + alignment - 1) & ~(alignment - 1); }

/// [alignment]
inline u32 alignment(const closed::ValType& t, wasm::AddrType ptr_type) { return t->layout(ptr_type).alignment; }

/// [elem_size]
inline u64 elem_size(const closed::ValType& t, wasm::AddrType ptr_type) { return t->layout(ptr_type).elem_size; }

// Records: fields, the types of a tuple, the key and value of a map's pairs.
u32 alignment_record(std::span<const closed::Part> fields, wasm::AddrType ptr_type);
u64 elem_size_record(std::span<const closed::Part> fields, wasm::AddrType ptr_type);

/// Where the fields of a record are, one after the other. [load_record, store_record]
class FieldPlaces {
 public:
  FieldPlaces(u64 record, wasm::AddrType ptr_type) : ptr_(record), ptr_type_(ptr_type) {}
  /// The place of the next one, which is of type `field`.
  u64 next(const closed::ValType& field) {
    const u64 place = align_to(ptr_, alignment(field, ptr_type_));
    ptr_ = place + elem_size(field, ptr_type_);
    return place;
  }

 private:
  u64 ptr_;
  wasm::AddrType ptr_type_;
};

// Variants, and what is short for one: enum, option, result.
/// The number of cases: an option has two, of which its one part is the second.
u32 case_count(const closed::DefValType& t);
/// [discriminant_type] The bytes of the unsigned integer that tells `cases` cases apart; it is aligned to as many.
u32 discriminant_size(u32 cases);
u32 max_case_alignment(std::span<const closed::Part> cases, wasm::AddrType ptr_type);
/// The offset of the payload behind the discriminant.
u32 payload_offset(const closed::DefValType& t, wasm::AddrType ptr_type);

/// [alignment_flags, elem_size_flags] They are the same.
u32 elem_size_flags(u32 labels);

/// Alignment and size of a type whose parts have theirs. Not of the flattening: see flatten.hpp.
closed::Layout layout_of(const closed::DefValType& t, wasm::AddrType ptr_type);

/// Whether and how values are a block, of a type whose parts have theirs. Without pointers the layout is the same for both
/// types of addresses.
closed::Block block_of(const closed::DefValType& t);

}  // namespace touchstone::component
