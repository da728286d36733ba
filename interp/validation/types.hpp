// 3.2 Types: when they are well-formed, and how they are closed under a context.
//
// The functions `..._ok` throw Invalid, with the region given. `close` replaces the type indices of a well-formed type
// by the defined types that they name, as the specification does wherever a type leaves its module ($clos_valtype
// and its kin); we do so at once, so all that a context holds is closed.
#pragma once

#include <span>

#include "interp/support/error.hpp"
#include "interp/validation/context.hpp"

namespace touchstone::wasm {

// 3.2.1 to 3.2.7 Value types, result types, type uses.
void heaptype_ok(const Context& context, const HeapType& ht, Region at);
void reftype_ok(const Context& context, const RefType& rt, Region at);
void valtype_ok(const Context& context, const ValType& t, Region at);
void resulttype_ok(const Context& context, std::span<const ValType> ts, Region at);

/// [Expand_use/typeidx] The defined type that a type index names. Throws Invalid "unknown type".
const DefType* type_at(const Context& context, TypeIdx x, Region at, std::string_view rule);

/// [Expand_use] The function type that a type use names. Throws Invalid if there is none, or it is none.
const FuncType& expand_func(const Context& context, const TypeUse& use, Region at, std::string_view rule);

// 3.2.10 to 3.2.11 Type definitions.
/// [Type_ok, Rectype_ok] Checks a group, interns it, and appends its types to C.TYPES.
void rectype_ok(Context& context, const RecType& rt);

// 3.2.12 to 3.2.17 External types.
void limits_ok(const Limits& limits, u64 range, Phrase too_large, Region at);
void tagtype_ok(const Context& context, const TagType& tt, Region at);
void globaltype_ok(const Context& context, const GlobalType& gt, Region at);
void memtype_ok(const Context& context, const MemType& mt, Region at);
void tabletype_ok(const Context& context, const TableType& tt, Region at);
void externtype_ok(const Context& context, const ExternType& xt, Region at);

// Closing. The types are well-formed under the context.
HeapType close(const Context& context, const HeapType& ht);
RefType close(const Context& context, const RefType& rt);
ValType close(const Context& context, const ValType& t);
TableType close(const Context& context, const TableType& tt);
GlobalType close(const Context& context, const GlobalType& gt);
TagType close(const Context& context, const TagType& tt);
ExternType close(const Context& context, const ExternType& xt);

/// [Defaultable] A value of the type exists without an initialiser: zero, or null.
inline bool defaultable(const ValType& t) { return !t.is_ref() || t.null; }

/// [$unpack] The value type that a field is read and written as.
inline ValType unpack(const StorageType& zt) {
  return zt.packed == StorageType::Packed::no ? zt.type : ValType(ValKind::i32);
}

/// [$diffrt] What is left of `a` when values of `b` are taken away.
inline RefType diff(const RefType& a, const RefType& b) { return {a.null && !b.null, a.heap}; }

/// The value type of addresses.
inline ValType address(AddrType at) { return at == AddrType::i32 ? ValKind::i32 : ValKind::i64; }

/// [$minat]
inline AddrType min_address(AddrType a, AddrType b) { return a == AddrType::i32 ? a : b; }

/// The feature must be on: throws Invalid that names it otherwise.
void require_feature(const Context& context, Feature feature, Region at, std::string_view rule, std::string_view what);

}  // namespace touchstone::wasm
