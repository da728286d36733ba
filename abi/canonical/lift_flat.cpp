// CanonicalABI.md "Flat Lifting": see lift_flat.hpp.
#include "abi/canonical/lift_flat.hpp"

#include "abi/canonical/load.hpp"
#include "abi/canonical/strings.hpp"
#include "abi/canonical/variants.hpp"

namespace touchstone::component {

using closed::Part;
using closed::TypeKind;
using wasm::ValKind;
using wasm::Value;

/// [CoreValueIter.next]
Value CoreValueIter::next(ValKind /*want*/) {
  assert_that(i_ < values_.size(), "core values are missing");
  return values_[i_++];
}

namespace {

/// [wrap_i64_to_i32]
u32 wrap_i64_to_i32(u64 i) { return static_cast<u32>(i); }

}  // namespace

/// [lift_flat_variant.CoerceValueIter.next]
Value CoerceValueIter::next(ValKind want) {
  const ValKind have = pop();
  const Value x = vi_.next(have);
  if (have == want) return x;
  if (have == ValKind::i64 && want != ValKind::f64) return Value::of(wrap_i64_to_i32(x.as<u64>()));
  assert_that(have == ValKind::i64 || (have == ValKind::i32 && want == ValKind::f32), "a joined type does not fit");
  return x;
}

ValKind CoerceValueIter::pop() {
  assert_that(!flat_types_.empty(), "a case has more core values than its variant");
  const ValKind have = flat_types_.front();
  flat_types_ = flat_types_.subspan(1);
  return have;
}

namespace {

/// [lift_flat_string]
Val lift_flat_string(LiftLowerContext& cx, CoreValueIter& vi) {
  const Range range = next_range(vi, cx.ptr_type());
  return load_string_from_range(cx, range.begin, range.length);
}

/// [lift_flat_list]
Val lift_flat_list(LiftLowerContext& cx, CoreValueIter& vi, const closed::DefValType& t) {
  if (t.length) {
    List a;
    for (u32 i = 0; i < *t.length; ++i) a.push_back(lift_flat(cx, vi, t.element()));
    return a;
  }
  const u64 ptr = vi.next_ptr(cx.ptr_type());
  const u64 length = vi.next_ptr(cx.ptr_type());
  if (t.kind == TypeKind::map) return load_list_from_range(cx, ptr, length, MapEntry{t.parts});
  return load_list_from_range(cx, ptr, length, t.element());
}

/// [lift_flat_record]
std::vector<Val> lift_flat_record(LiftLowerContext& cx, CoreValueIter& vi, std::span<const Part> fields) {
  std::vector<Val> record;
  record.reserve(fields.size());
  for (const Part& f : fields) record.push_back(lift_flat(cx, vi, f.type));
  return record;
}

/// [lift_flat_variant]
Val lift_flat_variant(LiftLowerContext& cx, CoreValueIter& vi, const closed::DefValType& t) {
  return lift_flat_variant(cx, vi, t, [&](u32 case_index, CoreValueIter& values) {
    const closed::ValType& payload = case_type(t, case_index);
    Payload v;
    if (payload) v = lift_flat(cx, values, payload);
    return make_case(t, case_index, std::move(v));
  });
}

/// [lift_flat_flags]
Val lift_flat_flags(CoreValueIter& vi, std::span<const Part> labels) {
  return unpack_flags_from_int(vi.next_i32(), labels);
}

}  // namespace

/// [lift_flat]
Val lift_flat(LiftLowerContext& cx, CoreValueIter& vi, const closed::ValType& t) {
  switch (t->kind) {
  case TypeKind::bool_: return convert_int_to_bool(vi.next_i32());
  case TypeKind::u8: return lift_flat_int<u8>(vi);
  case TypeKind::u16: return lift_flat_int<u16>(vi);
  case TypeKind::u32: return lift_flat_int<u32>(vi);
  case TypeKind::u64: return lift_flat_int<u64>(vi);
  case TypeKind::s8: return lift_flat_int<s8>(vi);
  case TypeKind::s16: return lift_flat_int<s16>(vi);
  case TypeKind::s32: return lift_flat_int<s32>(vi);
  case TypeKind::s64: return lift_flat_int<s64>(vi);
  case TypeKind::f32: return decode_i32_as_float(vi.next(ValKind::f32).as<u32>());  // [canonicalize_nan32]
  case TypeKind::f64: return decode_i64_as_float(vi.next(ValKind::f64).as<u64>());  // [canonicalize_nan64]
  case TypeKind::char_: return convert_i32_to_char(cx, vi.next_i32());
  case TypeKind::string: return lift_flat_string(cx, vi);
  case TypeKind::list:
  case TypeKind::map: return lift_flat_list(cx, vi, *t);
  case TypeKind::record:
  case TypeKind::tuple: return make_record(*t, lift_flat_record(cx, vi, t->parts));
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: return lift_flat_variant(cx, vi, *t);
  case TypeKind::flags: return lift_flat_flags(vi, t->parts);
  case TypeKind::error_context:
  case TypeKind::own:
  case TypeKind::borrow:
  case TypeKind::stream:
  case TypeKind::future: return lift_handle(cx, vi.next_i32(), *t);
  }
  throw Crash("lift of an unknown type");
}

}  // namespace touchstone::component
