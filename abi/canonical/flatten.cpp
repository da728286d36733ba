// CanonicalABI.md "Flattening": see flatten.hpp.
#include "abi/canonical/flatten.hpp"

#include <algorithm>

#include "abi/canonical/layout.hpp"

namespace touchstone::component {

using closed::Flat;
using closed::Part;
using closed::TypeKind;
using wasm::AddrType;
using wasm::ValKind;

namespace {

constexpr u64 many = u64{1} << 40U;  // saturation: far above every limit, and no sum of such overflows

ValKind ptr_kind(AddrType ptr_type) { return ptr_type == AddrType::i32 ? ValKind::i32 : ValKind::i64; }

Flat one(ValKind kind) {
  Flat flat;
  flat.count = 1;
  flat.types[0] = kind;
  return flat;
}

void append(Flat& to, const Flat& more) {
  const u64 room = to.count < Flat::kept ? Flat::kept - to.count : 0;
  const u64 taken = std::min({room, more.count, u64{Flat::kept}});
  std::copy_n(more.types.begin(), taken,
              to.types.begin() + static_cast<std::ptrdiff_t>(to.count < Flat::kept ? to.count : 0));
  to.count = std::min(many, to.count + more.count);
}

/// [flatten_list]
Flat flatten_list(const closed::DefValType& t, AddrType ptr_type) {
  Flat flat;
  if (!t.length) {
    append(flat, one(ptr_kind(ptr_type)));
    append(flat, one(ptr_kind(ptr_type)));
    return flat;
  }
  const Flat& element = flatten_type(t.element(), ptr_type);
  for (u64 i = 0; i < *t.length && flat.count < Flat::kept; ++i) append(flat, element);
  flat.count = std::min(many, element.count * *t.length);
  return flat;
}

/// [flatten_variant]
Flat flatten_variant(const closed::DefValType& t, AddrType ptr_type) {
  Flat payload;
  for (const Part& c : t.parts) {
    if (!c.type) continue;
    const Flat& flat = flatten_type(c.type, ptr_type);
    for (u64 i = 0; i < std::min(flat.count, u64{Flat::kept}); ++i) {
      payload.types[i] = i < payload.count ? join(payload.types[i], flat.types[i]) : flat.types[i];
    }
    payload.count = std::max(payload.count, flat.count);
  }
  Flat out = one(ValKind::i32);
  append(out, payload);
  return out;
}

template <class T>
Flat side_by_side(std::span<const T> ts, AddrType ptr_type) {
  Flat flat;
  for (const T& t : ts) {
    if constexpr (std::is_same_v<T, Part>) {
      append(flat, flatten_type(t.type, ptr_type));
    } else {
      append(flat, flatten_type(t, ptr_type));
    }
  }
  return flat;
}

wasm::ResultType core_types(const Flat& flat) {
  return {flat.types.begin(), flat.types.begin() + static_cast<std::ptrdiff_t>(flat.count)};
}

}  // namespace

ValKind join(ValKind a, ValKind b) {
  if (a == b) return a;
  const bool narrow = (a == ValKind::i32 && b == ValKind::f32) || (a == ValKind::f32 && b == ValKind::i32);
  return narrow ? ValKind::i32 : ValKind::i64;
}

Flat flatten_types(std::span<const closed::ValType> ts, AddrType ptr_type) { return side_by_side(ts, ptr_type); }
Flat flatten_types(std::span<const Part> ts, AddrType ptr_type) { return side_by_side(ts, ptr_type); }

Flat flat_of(const closed::DefValType& t, AddrType ptr_type) {
  switch (t.kind) {
  case TypeKind::s64:
  case TypeKind::u64: return one(ValKind::i64);
  case TypeKind::f32: return one(ValKind::f32);
  case TypeKind::f64: return one(ValKind::f64);
  case TypeKind::string:
  case TypeKind::map:
  case TypeKind::list: return flatten_list(t, ptr_type);
  case TypeKind::record:
  case TypeKind::tuple: return flatten_types(std::span<const Part>(t.parts), ptr_type);  // [flatten_record]
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: return flatten_variant(t, ptr_type);
  default: return one(ValKind::i32);
  }
}

wasm::FuncType flatten_functype(const FlattenOptions& opts, const closed::FuncType& ft, FlattenContext context) {
  const ValKind ptr = ptr_kind(opts.ptr_type);
  Flat params = ft.flat_params[static_cast<u32>(opts.ptr_type)];
  Flat results;
  if (ft.result) results = flatten_type(ft.result, opts.ptr_type);
  const bool lower = context == FlattenContext::lower;
  if (params.count > (opts.async_ && lower ? MAX_FLAT_ASYNC_PARAMS : MAX_FLAT_PARAMS)) params = one(ptr);
  wasm::FuncType flat{core_types(params), {}};
  if (!opts.async_) {
    if (results.count <= MAX_FLAT_RESULTS) {
      flat.results = core_types(results);
    } else if (lower) {
      flat.params.emplace_back(ptr);
    } else {
      flat.results = {ptr};
    }
  } else if (!lower) {
    if (opts.callback) flat.results = {ValKind::i32};
  } else {
    if (results.count > 0) flat.params.emplace_back(ptr);
    flat.results = {ValKind::i32};
  }
  return flat;
}

}  // namespace touchstone::component
