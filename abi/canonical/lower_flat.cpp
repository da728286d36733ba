// CanonicalABI.md "Flat Lowering": see lower_flat.hpp.
//
// Core values have no type in themselves (see lift_flat.hpp), so a payload needs no conversion to the joined types of its
// variant: an f32 is already the bits of an i32, and those already zero-extended to an i64.
#include "abi/canonical/lower_flat.hpp"

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/store.hpp"

namespace touchstone::component {

using closed::TypeKind;
using wasm::Value;

namespace {

/// [lower_flat_signed] Of 32 or 64 bits; unsigned types extend with zeros.
template <class T>
Value lower_flat_int(const Val& v) {
  if constexpr (sizeof(T) == 8) return Value::of(static_cast<u64>(v.as<T>()));
  return Value::of(static_cast<u32>(v.as<T>()));
}

Value ptr_value(const LiftLowerContext& cx, u64 x) {
  return cx.ptr_type() == wasm::AddrType::i32 ? Value::of(static_cast<u32>(x)) : Value::of(x);
}

void append(const LiftLowerContext& cx, const Range& range, FlatValues& flat) {
  flat.push_back(ptr_value(cx, range.begin));
  flat.push_back(ptr_value(cx, range.length));
}

/// [lower_flat_list]
void lower_flat_list(LiftLowerContext& cx, const List& v, const closed::DefValType& t, FlatValues& flat) {
  if (t.length) {
    assert_that(*t.length == v.size(), "a list of fixed length has another length");
    v.for_each([&](const Val& e) { lower_flat(cx, e, t.element(), flat); });
  } else if (t.kind == TypeKind::map) {
    append(cx, store_list_into_range(cx, v, MapEntry{t.parts}), flat);
  } else {
    append(cx, store_list_into_range(cx, v, t.element()), flat);
  }
}

/// [lower_flat_record] A record by label, a tuple by position.
void lower_flat_record(LiftLowerContext& cx, const Val& v, const closed::DefValType& t, FlatValues& flat) {
  if (const auto* tuple = v.get_if<Tuple>()) {
    assert_that(tuple->elements.size() == t.parts.size(), "a tuple has another number of elements");
    for (std::size_t i = 0; i < t.parts.size(); ++i) lower_flat(cx, tuple->elements[i], t.parts[i].type, flat);
    return;
  }
  const auto& record = v.as<Record>();
  for (std::size_t i = 0; i < t.parts.size(); ++i) {
    lower_flat(cx, field_value(record, t, i), t.parts[i].type, flat);
  }
}

/// [lower_flat_variant] Choice: (X25) what the case does not use are zeros of the joined types.
void lower_flat_variant(LiftLowerContext& cx, const Val& v, const closed::ValType& t, FlatValues& flat) {
  const MatchedCase c = match_case(v, *t);
  const closed::Flat& flat_types = flatten_type(t, cx.ptr_type());
  const u32 end = flat.size() + static_cast<u32>(flat_types.count);
  flat.push_back(Value::of(c.index));
  const closed::ValType& payload = case_type(*t, c.index);
  assert_that(static_cast<bool>(payload) == (c.value != nullptr), "a case has not the payload that its type says");
  if (payload) lower_flat(cx, *c.value, payload, flat);
  assert_that(flat.size() <= end, "a case has more core values than its variant");
  flat.resize(end);
}

}  // namespace

/// [lower_flat]
void lower_flat(LiftLowerContext& cx, const Val& v, const closed::ValType& t, FlatValues& flat) {
  switch (t->kind) {
  case TypeKind::bool_: return flat.push_back(lower_flat_int<bool>(v));
  case TypeKind::u8: return flat.push_back(lower_flat_int<u8>(v));
  case TypeKind::u16: return flat.push_back(lower_flat_int<u16>(v));
  case TypeKind::u32: return flat.push_back(lower_flat_int<u32>(v));
  case TypeKind::u64: return flat.push_back(lower_flat_int<u64>(v));
  case TypeKind::s8: return flat.push_back(lower_flat_int<s8>(v));
  case TypeKind::s16: return flat.push_back(lower_flat_int<s16>(v));
  case TypeKind::s32: return flat.push_back(lower_flat_int<s32>(v));
  case TypeKind::s64: return flat.push_back(lower_flat_int<s64>(v));
  case TypeKind::f32: return flat.push_back(Value::of(encode_float_as_i32(cx, v.as<float>())));
  case TypeKind::f64: return flat.push_back(Value::of(encode_float_as_i64(cx, v.as<double>())));
  case TypeKind::char_: return flat.push_back(Value::of(char_to_i32(v.as<char32_t>())));
  case TypeKind::string: return append(cx, store_string_into_range(cx, v.as<String>()), flat);  // [lower_flat_string]
  case TypeKind::list:
  case TypeKind::map: return lower_flat_list(cx, v.as<List>(), *t, flat);
  case TypeKind::record:
  case TypeKind::tuple: return lower_flat_record(cx, v, *t, flat);
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: return lower_flat_variant(cx, v, t, flat);
  // [lower_flat_flags]
  case TypeKind::flags: return flat.push_back(Value::of(pack_flags_into_int(v.as<Flags>(), t->parts)));
  case TypeKind::error_context:
  case TypeKind::own:
  case TypeKind::borrow:
  case TypeKind::stream:
  case TypeKind::future: return flat.push_back(Value::of(lower_handle(cx, v, *t)));
  }
  throw Crash("lowering to an unknown type");
}

}  // namespace touchstone::component
