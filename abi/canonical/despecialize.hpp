// CanonicalABI.md "Despecialization": the types that are short for records, variants and lists.
//
// definitions.py rewrites tuple, enum, option, result and map to record, variant and list before it looks at them. Closed
// types are never rewritten: here are the views that make each pair look alike. Fields of a record and types of a tuple
// are the `parts` of both; these are the cases of variants, and the elements of lists and maps.
#pragma once

#include <array>
#include <span>

#include "abi/canonical/layout.hpp"

namespace touchstone::component {

/// [despecialize] Whether a type is a variant, or short for one.
constexpr bool is_variant(closed::TypeKind kind) {
  return kind == closed::TypeKind::variant || kind == closed::TypeKind::enum_ || kind == closed::TypeKind::option ||
         kind == closed::TypeKind::result;
}

/// [despecialize] The type of case `index` of a variant; empty if the case has none. An option is `none`, then `some`.
inline const closed::ValType& case_type(const closed::DefValType& t, u32 index) {
  static const closed::ValType none;
  if (t.kind == closed::TypeKind::option) return index == 0 ? none : t.element();
  return t.parts[index].type;
}

/// [despecialize] The element type of a map: a tuple of key and value, of which there is no closed type.
struct MapEntry {
  std::span<const closed::Part> parts;
};
inline u32 alignment(const MapEntry& e, wasm::AddrType ptr_type) { return alignment_record(e.parts, ptr_type); }
inline u64 elem_size(const MapEntry& e, wasm::AddrType ptr_type) { return elem_size_record(e.parts, ptr_type); }
constexpr closed::TypeKind elem_kind(const MapEntry&) { return closed::TypeKind::tuple; }
inline closed::TypeKind elem_kind(const closed::ValType& t) { return t->kind; }

}  // namespace touchstone::component
