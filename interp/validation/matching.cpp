// 3.3 Matching: see matching.hpp.
//
// The rules for heap types are transitive and name intermediate types; here the hierarchy is written down closed under
// transitivity: each abstract type has a top, a bottom, and between them only `eq` with `i31`, `struct` and `array`.
// Types are closed before they are matched, so that none is a position in its own group: [Heaptype_sub/rec-*] has no
// counterpart, nor have the rules by which a closed type is well-formed, [Subtype_ok2], [Rectype_ok2/*], [Deftype_ok]:
// groups are checked once, when they are declared (type_definitions.cpp).
#include "interp/validation/matching.hpp"

#include <algorithm>

#include "interp/support/error.hpp"

namespace touchstone::wasm {

HeapKind abstract_of(const DefType& dt) {
  if (dt.is_func()) return HeapKind::func;
  if (dt.is_struct()) return HeapKind::struct_;
  return dt.is_array() ? HeapKind::array : HeapKind::cont;
}

HeapKind top_of(const HeapType& ht) {
  switch (ht.kind) {
  case HeapKind::any:
  case HeapKind::eq:
  case HeapKind::i31:
  case HeapKind::struct_:
  case HeapKind::array:
  case HeapKind::none: return HeapKind::any;
  case HeapKind::func:
  case HeapKind::nofunc: return HeapKind::func;
  case HeapKind::exn:
  case HeapKind::noexn: return HeapKind::exn;
  case HeapKind::extern_:
  case HeapKind::noextern: return HeapKind::extern_;
  case HeapKind::cont:
  case HeapKind::nocont: return HeapKind::cont;
  case HeapKind::bot: return HeapKind::bot;
  case HeapKind::def: return top_of(abstract_of(*ht.def));
  case HeapKind::index:
  case HeapKind::rec: break;
  }
  throw Crash("top_of: the type is not closed");
}

HeapKind bottom_of(const HeapType& ht) {
  switch (top_of(ht)) {
  case HeapKind::any: return HeapKind::none;
  case HeapKind::func: return HeapKind::nofunc;
  case HeapKind::exn: return HeapKind::noexn;
  case HeapKind::extern_: return HeapKind::noextern;
  case HeapKind::cont: return HeapKind::nocont;
  default: return HeapKind::bot;
  }
}

namespace {

// [Heaptype_sub/def, Heaptype_sub/struct, Heaptype_sub/array, Heaptype_sub/func] Below `(exact x)` of custom-descriptors
// is itself alone.
bool match_defined(const HeapType& sub, const HeapType& super) {
  if (super.kind == HeapKind::def) {
    if (super.exact) return sub.exact && sub.def == super.def;
    return match_deftype(sub.def, super.def);
  }
  return match_heaptype(abstract_of(*sub.def), super);
}

}  // namespace

// [Heaptype_sub/refl, Heaptype_sub/trans, Heaptype_sub/eq-any, Heaptype_sub/i31-eq, Heaptype_sub/struct-eq]
// [Heaptype_sub/array-eq, Heaptype_sub/none, Heaptype_sub/nofunc, Heaptype_sub/noexn, Heaptype_sub/noextern]
// [Heaptype_sub/bot]
bool match_heaptype(const HeapType& sub, const HeapType& super) {
  switch (sub.kind) {
  case HeapKind::bot: return true;
  case HeapKind::def: return match_defined(sub, super);
  case HeapKind::none:
  case HeapKind::nofunc:
  case HeapKind::noexn:
  case HeapKind::noextern:
  case HeapKind::nocont: return super.kind != HeapKind::bot && top_of(sub) == top_of(super);
  case HeapKind::eq: return super.kind == HeapKind::eq || super.kind == HeapKind::any;
  case HeapKind::i31:
  case HeapKind::struct_:
  case HeapKind::array: return super.kind == sub.kind || super.kind == HeapKind::eq || super.kind == HeapKind::any;
  default: return sub == super;
  }
}

// [Reftype_sub/nonnull, Reftype_sub/null]
bool match_reftype(const RefType& sub, const RefType& super) {
  return (!sub.null || super.null) && match_heaptype(sub.heap, super.heap);
}

// [Resulttype_sub]
bool match_resulttype(std::span<const ValType> sub, std::span<const ValType> super) {
  return std::equal(sub.begin(), sub.end(), super.begin(), super.end(), match_valtype);
}

// [Storagetype_sub/val, Storagetype_sub/pack, Packtype_sub]
bool match_storagetype(const StorageType& sub, const StorageType& super) {
  if (sub.packed != super.packed) return false;
  return sub.packed != StorageType::Packed::no || match_valtype(sub.type, super.type);
}

// [Fieldtype_sub/const, Fieldtype_sub/var]
bool match_fieldtype(const FieldType& sub, const FieldType& super) {
  if (sub.mutable_ != super.mutable_ || !match_storagetype(sub.storage, super.storage)) return false;
  return !sub.mutable_ || match_storagetype(super.storage, sub.storage);
}

// [Comptype_sub/func]
bool match_functype(const FuncType& sub, const FuncType& super) {
  return match_resulttype(super.params, sub.params) && match_resulttype(sub.results, super.results);
}

// [Comptype_sub/struct, Comptype_sub/array]
bool match_comptype(const CompType& sub, const CompType& super) {
  if (sub.index() != super.index()) return false;
  if (const auto* func = std::get_if<FuncType>(&sub)) return match_functype(*func, std::get<FuncType>(super));
  if (const auto* array = std::get_if<ArrayType>(&sub)) {
    return match_fieldtype(array->field, std::get<ArrayType>(super).field);
  }
  if (const auto* cont = std::get_if<ContType>(&sub)) {
    return match_heaptype(cont->func, std::get<ContType>(super).func);
  }
  const auto& fields = std::get<StructType>(sub).fields;
  const auto& wanted = std::get<StructType>(super).fields;
  return fields.size() >= wanted.size() &&
         std::equal(wanted.begin(), wanted.end(), fields.begin(),
                    [](const FieldType& theirs, const FieldType& ours) { return match_fieldtype(ours, theirs); });
}

// [Limits_sub/max, Limits_sub/eps]
bool match_limits(const Limits& sub, const Limits& super) {
  return sub.min >= super.min && (!super.max || (sub.max && *sub.max <= *super.max));
}

// [Tagtype_sub] Matching both ways is equality.
bool match_tagtype(const TagType& sub, const TagType& super) { return sub.type.def == super.type.def; }

// [Globaltype_sub/const, Globaltype_sub/var]
bool match_globaltype(const GlobalType& sub, const GlobalType& super) {
  if (sub.mutable_ != super.mutable_ || !match_valtype(sub.type, super.type)) return false;
  return !sub.mutable_ || match_valtype(super.type, sub.type);
}

// [Memtype_sub] The flag `shared` (threads) and the page size (custom-page-sizes) must be equal.
bool match_memtype(const MemType& sub, const MemType& super) {
  return sub.addr == super.addr && sub.shared == super.shared && sub.page_size_log2 == super.page_size_log2 &&
         match_limits(sub.limits, super.limits);
}

// [Tabletype_sub]
bool match_tabletype(const TableType& sub, const TableType& super) {
  return sub.addr == super.addr && match_limits(sub.limits, super.limits) && match_reftype(sub.elem, super.elem) &&
         match_reftype(super.elem, sub.elem);
}

// [Externtype_sub/func, Externtype_sub/table, Externtype_sub/mem, Externtype_sub/global, Externtype_sub/tag]
bool match_externtype(const ExternType& sub, const ExternType& super) {
  if (sub.index() != super.index()) return false;
  if (const auto* func = std::get_if<FuncUse>(&sub)) {
    const FuncUse& wanted = std::get<FuncUse>(super);
    if (wanted.exact) return func->exact && func->type.def == wanted.type.def;
    return match_deftype(func->type.def, wanted.type.def);
  }
  if (const auto* table = std::get_if<TableType>(&sub)) return match_tabletype(*table, std::get<TableType>(super));
  if (const auto* mem = std::get_if<MemType>(&sub)) return match_memtype(*mem, std::get<MemType>(super));
  if (const auto* global = std::get_if<GlobalType>(&sub)) return match_globaltype(*global, std::get<GlobalType>(super));
  return match_tagtype(std::get<TagType>(sub), std::get<TagType>(super));
}

}  // namespace touchstone::wasm
