// CanonicalABI.md "Flat Lowering": see lower_flat.hpp.
//
// Core values have no type in themselves (see lift_flat.hpp), so a payload needs no conversion to the joined types of its
// variant: an f32 is already the bits of an i32, and those already zero-extended to an i64.
// Choice: (X25) slots that a case does not use are zeros of the slot's type.
#include "abi/canonical/lower_flat.hpp"

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/store.hpp"
#include "abi/canonical/variants.hpp"

namespace touchstone::component {

using closed::TypeKind;
using wasm::Value;

namespace {

/// [lower_flat_list]
void lower_flat_list(LiftLowerContext& cx, const List& v, const closed::DefValType& t, FlatValues& flat) {
  if (t.length) {
    assert_that(*t.length == v.size(), "a list of fixed length has another length");
    v.for_each([&](const Val& e) { lower_flat(cx, e, t.element(), flat); });
  } else if (t.kind == TypeKind::map) {
    append_range(cx, store_list_into_range(cx, v, MapEntry{t.parts}), flat);
  } else {
    append_range(cx, store_list_into_range(cx, v, t.element()), flat);
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

/// [lower_flat_variant]
void lower_flat_variant(LiftLowerContext& cx, const Val& v, const closed::DefValType& t, FlatValues& flat) {
  const MatchedCase c = match_case(v, t);
  const closed::ValType& payload = case_type(t, c.index);
  assert_that(static_cast<bool>(payload) == (c.value != nullptr), "a case has not the payload that its type says");
  lower_flat_variant(cx, c.index, t, flat, [&] {
    if (payload) lower_flat(cx, *c.value, payload, flat);
  });
}

}  // namespace

/// [lower_flat]
void lower_flat(LiftLowerContext& cx, const Val& v, const closed::ValType& t, FlatValues& flat) {
  switch (t->kind) {
  case TypeKind::bool_: return flat.push_back(lower_flat_int(v.as<bool>()));
  case TypeKind::u8: return flat.push_back(lower_flat_int(v.as<u8>()));
  case TypeKind::u16: return flat.push_back(lower_flat_int(v.as<u16>()));
  case TypeKind::u32: return flat.push_back(lower_flat_int(v.as<u32>()));
  case TypeKind::u64: return flat.push_back(lower_flat_int(v.as<u64>()));
  case TypeKind::s8: return flat.push_back(lower_flat_int(v.as<s8>()));
  case TypeKind::s16: return flat.push_back(lower_flat_int(v.as<s16>()));
  case TypeKind::s32: return flat.push_back(lower_flat_int(v.as<s32>()));
  case TypeKind::s64: return flat.push_back(lower_flat_int(v.as<s64>()));
  case TypeKind::f32: return flat.push_back(Value::of(encode_float_as_i32(cx, v.as<float>())));
  case TypeKind::f64: return flat.push_back(Value::of(encode_float_as_i64(cx, v.as<double>())));
  case TypeKind::char_: return flat.push_back(Value::of(char_to_i32(v.as<char32_t>())));
  case TypeKind::string:
    return append_range(cx, store_string_into_range(cx, v.as<String>()), flat);  // [lower_flat_string]
  case TypeKind::list:
  case TypeKind::map: return lower_flat_list(cx, v.as<List>(), *t, flat);
  case TypeKind::record:
  case TypeKind::tuple: return lower_flat_record(cx, v, *t, flat);
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: return lower_flat_variant(cx, v, *t, flat);
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
