// 3.2 Types: well-formedness of value types and of the types of definitions, and closing. See types.hpp.
//
// Each construct also has its feature here: a type that needs a feature which is off is refused.
#include "interp/validation/types.hpp"

#include "interp/support/messages.hpp"
#include "interp/validation/describe.hpp"

namespace touchstone::wasm {

namespace {

/// The feature that brought an abstract heap type.
Feature feature_of(HeapKind kind) {
  switch (kind) {
  case HeapKind::func:
  case HeapKind::extern_: return Feature::reference_types;
  case HeapKind::exn:
  case HeapKind::noexn: return Feature::exceptions;
  case HeapKind::cont:
  case HeapKind::nocont: return Feature::stack_switching;
  case HeapKind::index:
  case HeapKind::def: return Feature::function_references;
  default: return Feature::gc;
  }
}

}  // namespace

void require_feature(const Context& context, Feature feature, Region at, std::string_view rule, std::string_view what) {
  if (context.features.has(feature)) return;
  throw Invalid(at, phrase::feature_off, rule,
                ": " + std::string(what) + " needs `" + std::string(feature_name(feature)) + "`");
}

// [Typeuse_ok/typeidx, Expand_use/typeidx]
const DefType* type_at(const Context& context, TypeIdx x, Region at, std::string_view rule) {
  if (x.value < context.types.size()) return context.types[x.value];
  throw Invalid(at, phrase::unknown_type, rule, out_of_bounds(x.value, context.types.size(), "type"));
}

// [Expand, Expand_use/deftype, Expand_use/typeidx]
const FuncType& expand_func(const Context& context, const TypeUse& use, Region at, std::string_view rule) {
  const DefType* dt = use.kind == HeapKind::def ? use.def : type_at(context, TypeIdx(use.index), at, rule);
  if (dt->is_func()) return dt->func();
  throw Invalid(at, phrase::non_function_type, rule,
                use.kind == HeapKind::def ? ": " + to_string(use) : " " + std::to_string(use.index));
}

// 3.2.1 to 3.2.7 Value types

// [Heaptype_ok/abs, Heaptype_ok/typeuse, Heaptype_ok/bot, Typeuse_ok/typeidx, Typeuse_ok/deftype]
void heaptype_ok(const Context& context, const HeapType& ht, Region at) {
  if (ht.kind == HeapKind::index) type_at(context, TypeIdx(ht.index), at, "Typeuse_ok/typeidx");
  const Feature feature = feature_of(ht.kind);
  if (!context.features.has(feature)) require_feature(context, feature, at, "Heaptype_ok/abs", to_string(ht));
  if (ht.exact) require_feature(context, Feature::custom_descriptors, at, "Heaptype_ok/typeuse", "an exact type");
}

// [Reftype_ok]
void reftype_ok(const Context& context, const RefType& rt, Region at) {
  heaptype_ok(context, rt.heap, at);
  if (!rt.null) require_feature(context, Feature::function_references, at, "Reftype_ok", "a non-null reference type");
}

// [Valtype_ok/num, Valtype_ok/vec, Valtype_ok/ref, Valtype_ok/bot, Numtype_ok, Vectype_ok]
void valtype_ok(const Context& context, const ValType& t, Region at) {
  if (t.is_ref()) {
    reftype_ok(context, t.ref(), at);
  } else if (t.is_vec()) {
    require_feature(context, Feature::simd, at, "Vectype_ok", "v128");
  }
}

// [Resulttype_ok]
void resulttype_ok(const Context& context, std::span<const ValType> ts, Region at) {
  for (const ValType& t : ts) valtype_ok(context, t, at);
}

// 3.2.12 to 3.2.17 External types

// [Limits_ok]
void limits_ok(const Limits& limits, u64 range, Phrase too_large, Region at) {
  if (limits.min > range || (limits.max && *limits.max > range)) {
    throw Invalid(at, too_large, "Limits_ok", ": found " + to_string(limits));
  }
  if (limits.max && limits.min > *limits.max) {
    throw Invalid(at, phrase::minimum_above_maximum, "Limits_ok", ": found " + to_string(limits));
  }
}

// [Tagtype_ok]
void tagtype_ok(const Context& context, const TagType& tt, Region at) {
  const FuncType& ft = expand_func(context, tt.type, at, "Tagtype_ok");
  require_feature(context, Feature::exceptions, at, "Tagtype_ok", "a tag");
  if (!ft.results.empty() && !context.features.has(Feature::stack_switching)) {
    throw Invalid(at, phrase::tag_result, "Tagtype_ok",
                  ": found " + to_string(ft.results) + ", which needs `stack-switching`");
  }
}

// [Globaltype_ok]
void globaltype_ok(const Context& context, const GlobalType& gt, Region at) { valtype_ok(context, gt.type, at); }

// [Memtype_ok] Page sizes: [custom-page-sizes/Overview.md#validation].
void memtype_ok(const Context& context, const MemType& mt, Region at) {
  if (mt.page_size_log2 != 16 || mt.page_size_explicit) {
    require_feature(context, Feature::custom_page_sizes, at, "Memtype_ok", "a page size");
  }
  if (mt.page_size_log2 != 16 && mt.page_size_log2 != 0) {
    throw Invalid(at, phrase::invalid_page_size, "Memtype_ok",
                  ": 2^" + std::to_string(u32{mt.page_size_log2}) + " is neither 1 nor 65536");
  }
  const bool bytes = mt.page_size_log2 == 0;
  if (mt.addr == AddrType::i32) {
    limits_ok(mt.limits, bytes ? 0xFFFF'FFFFU : 0x1'0000U,
              bytes ? phrase::memory_bytes_too_large : phrase::memory_too_large, at);
  } else {
    require_feature(context, Feature::memory64, at, "Memtype_ok", "a memory with i64 addresses");
    limits_ok(mt.limits, bytes ? ~u64{0} : u64{1} << 48U, phrase::memory64_too_large, at);
  }
  if (mt.shared) {
    require_feature(context, Feature::threads, at, "Memtype_ok", "a shared memory");
    if (!mt.limits.max) throw Invalid(at, phrase::shared_without_maximum, "Memtype_ok");
  }
}

// [Tabletype_ok]
void tabletype_ok(const Context& context, const TableType& tt, Region at) {
  if (tt.elem != funcref) reftype_ok(context, tt.elem, at);  // 1.0 has tables of functions, but no such type elsewhere
  if (tt.addr == AddrType::i32) {
    limits_ok(tt.limits, 0xFFFF'FFFFU, phrase::table_too_large, at);
  } else {
    require_feature(context, Feature::memory64, at, "Tabletype_ok", "a table with i64 addresses");
    limits_ok(tt.limits, ~u64{0}, phrase::table64_too_large, at);
  }
}

// [Externtype_ok/tag, Externtype_ok/global, Externtype_ok/mem, Externtype_ok/table, Externtype_ok/func]
void externtype_ok(const Context& context, const ExternType& xt, Region at) {
  if (const auto* func = std::get_if<FuncUse>(&xt)) {
    expand_func(context, func->type, at, "Externtype_ok/func");
    if (func->exact) require_feature(context, Feature::custom_descriptors, at, "Externtype_ok/func", "an exact type");
  } else if (const auto* table = std::get_if<TableType>(&xt)) {
    tabletype_ok(context, *table, at);
  } else if (const auto* mem = std::get_if<MemType>(&xt)) {
    memtype_ok(context, *mem, at);
  } else if (const auto* global = std::get_if<GlobalType>(&xt)) {
    globaltype_ok(context, *global, at);
  } else {
    tagtype_ok(context, std::get<TagType>(xt), at);
  }
}

// Closing

// [Heaptype_sub/typeidx-l, Heaptype_sub/typeidx-r] A type index matches as what it names: after this, there is none.
HeapType close(const Context& context, const HeapType& ht) {
  if (ht.kind != HeapKind::index) return ht;
  HeapType closed(context.types.at(ht.index));
  closed.exact = ht.exact;
  return closed;
}

RefType close(const Context& context, const RefType& rt) { return {rt.null, close(context, rt.heap)}; }

// [$clos_valtype]
ValType close(const Context& context, const ValType& t) { return t.is_ref() ? ValType(close(context, t.ref())) : t; }

TableType close(const Context& context, const TableType& tt) {
  TableType closed = tt;
  closed.elem = close(context, tt.elem);
  return closed;
}

GlobalType close(const Context& context, const GlobalType& gt) { return {gt.mutable_, close(context, gt.type)}; }

// [$clos_tagtype]
TagType close(const Context& context, const TagType& tt) { return {close(context, tt.type)}; }

// [$clos_externtype]
ExternType close(const Context& context, const ExternType& xt) {
  if (const auto* func = std::get_if<FuncUse>(&xt)) return FuncUse{close(context, func->type), func->exact};
  if (const auto* table = std::get_if<TableType>(&xt)) return close(context, *table);
  if (const auto* global = std::get_if<GlobalType>(&xt)) return close(context, *global);
  if (const auto* tag = std::get_if<TagType>(&xt)) return close(context, *tag);
  return xt;
}

}  // namespace touchstone::wasm
