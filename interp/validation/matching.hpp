// 3.3 Matching: subtyping of types and of the types of definitions, over closed types.
//
// A closed type holds abstract heap types and defined types (HeapKind::def) only, so no context is needed. Equal
// defined types are one object (syntax/types.hpp) and each knows the chain of its declared supertypes, so matching two
// of them takes constant time: execution uses these functions for casts, indirect calls and linking.
#pragma once

#include <span>

#include "interp/syntax/types.hpp"

namespace touchstone::wasm {

// 3.3.1 to 3.3.6 Value types.
bool match_heaptype(const HeapType& sub, const HeapType& super);
bool match_reftype(const RefType& sub, const RefType& super);
inline bool match_valtype(const ValType& sub, const ValType& super) {
  // [Valtype_sub/num, Valtype_sub/vec, Valtype_sub/bot, Valtype_sub/ref, Numtype_sub, Vectype_sub]
  if (sub.kind == ValKind::bot) return true;
  if (sub.kind != super.kind) return false;
  return !sub.is_ref() || ((!sub.null || super.null) && match_heaptype(sub.heap, super.heap));
}
bool match_resulttype(std::span<const ValType> sub, std::span<const ValType> super);

// 3.3.8 to 3.3.10 Type definitions.
bool match_storagetype(const StorageType& sub, const StorageType& super);
bool match_fieldtype(const FieldType& sub, const FieldType& super);
bool match_functype(const FuncType& sub, const FuncType& super);
bool match_comptype(const CompType& sub, const CompType& super);

/// [Deftype_sub/refl, Deftype_sub/super] In constant time: `super` stands at its own depth in `sub`'s chain.
inline bool match_deftype(const DefType* sub, const DefType* super) {
  if (sub == super) return true;
  const std::size_t depth = super->supertypes.size();
  return depth < sub->supertypes.size() && sub->supertypes[depth - 1] == super;
}

// 3.3.11 to 3.3.16 External types.
bool match_limits(const Limits& sub, const Limits& super);
bool match_tagtype(const TagType& sub, const TagType& super);
bool match_globaltype(const GlobalType& sub, const GlobalType& super);
bool match_memtype(const MemType& sub, const MemType& super);
bool match_tabletype(const TableType& sub, const TableType& super);
bool match_externtype(const ExternType& sub, const ExternType& super);

/// The abstract type that a defined type is a subtype of: `func`, `struct`, `array` or `cont`.
HeapKind abstract_of(const DefType& dt);

/// The greatest and the least heap type of the hierarchy that a closed heap type belongs to.
HeapKind top_of(const HeapType& ht);
HeapKind bottom_of(const HeapType& ht);

}  // namespace touchstone::wasm
