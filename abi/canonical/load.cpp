// CanonicalABI.md "Loading": see load.hpp.
#include "abi/canonical/load.hpp"

#include <bit>
#include <cstring>

#include <fmt/format.h>

#include "abi/canonical/fast_copy.hpp"
#include "abi/canonical/strings.hpp"
#include "abi/canonical/variants.hpp"

namespace touchstone::component {

using closed::Part;
using closed::TypeKind;

/// [load_int]
u64 load_int(const LiftLowerContext& cx, u64 ptr, u32 nbytes) {
  assert_that(!cx.out_of_bounds(ptr, nbytes), "load out of bounds");
  static_assert(std::endian::native == std::endian::little);
  u64 i = 0;
  std::memcpy(&i, cx.memory().data() + ptr, nbytes);
  return i;
}

namespace {

template <class T>
T load_as(const LiftLowerContext& cx, u64 ptr) {
  return static_cast<T>(load_int(cx, ptr, sizeof(T)));
}

/// [load_list]
Val load_list(LiftLowerContext& cx, u64 ptr, const closed::DefValType& t) {
  if (t.length) return load_list_from_valid_range(cx, ptr, *t.length, t.element());
  const Range range = load_range(cx, ptr);
  if (t.kind == TypeKind::map) return load_list_from_range(cx, range.begin, range.length, MapEntry{t.parts});
  return load_list_from_range(cx, range.begin, range.length, t.element());
}

/// [load_variant]
Val load_variant(LiftLowerContext& cx, u64 ptr, const closed::DefValType& t) {
  return load_variant(cx, ptr, t, [&](u32 case_index, u64 at) {
    const closed::ValType& payload = case_type(t, case_index);
    return make_case(t, case_index, payload ? Payload(load(cx, at, payload)) : Payload());
  });
}

/// [load_flags]
Val load_flags(const LiftLowerContext& cx, u64 ptr, std::span<const Part> labels) {
  const u64 i = load_int(cx, ptr, elem_size_flags(static_cast<u32>(labels.size())));
  return unpack_flags_from_int(static_cast<u32>(i), labels);
}

/// [load_list_from_range]
template <class Element>
List load_from_range(LiftLowerContext& cx, u64 ptr, u64 length, const Element& elem_type) {
  check_list_range(cx, ptr, length, elem_size(elem_type, cx.ptr_type()), alignment(elem_type, cx.ptr_type()));
  return load_list_from_valid_range(cx, ptr, length, elem_type);
}

/// [load_list_from_valid_range]
template <class Element>
List load_from_valid_range(LiftLowerContext& cx, u64 ptr, u64 length, const Element& elem_type) {
  const u64 size = elem_size(elem_type, cx.ptr_type());
  List a;
  a.reserve(length, elem_kind(elem_type));
  for (u64 i = 0; i < length; ++i) a.push_back(load(cx, ptr + i * size, elem_type));
  return a;
}

}  // namespace

/// [load]
Val load(LiftLowerContext& cx, u64 ptr, const closed::ValType& t) {
  assert_that(!cx.unaligned(ptr, alignment(t, cx.ptr_type())), "load from an unaligned pointer");
  assert_that(!cx.out_of_bounds(ptr, elem_size(t, cx.ptr_type())), "load out of bounds");
  switch (t->kind) {
  case TypeKind::bool_: return convert_int_to_bool(load_int(cx, ptr, 1));
  case TypeKind::u8: return load_as<u8>(cx, ptr);
  case TypeKind::u16: return load_as<u16>(cx, ptr);
  case TypeKind::u32: return load_as<u32>(cx, ptr);
  case TypeKind::u64: return load_as<u64>(cx, ptr);
  case TypeKind::s8: return load_as<s8>(cx, ptr);
  case TypeKind::s16: return load_as<s16>(cx, ptr);
  case TypeKind::s32: return load_as<s32>(cx, ptr);
  case TypeKind::s64: return load_as<s64>(cx, ptr);
  case TypeKind::f32: return decode_i32_as_float(load_as<u32>(cx, ptr));
  case TypeKind::f64: return decode_i64_as_float(load_as<u64>(cx, ptr));
  case TypeKind::char_: return convert_i32_to_char(cx, load_as<u32>(cx, ptr));
  case TypeKind::string: return load_string(cx, ptr);
  case TypeKind::list:
  case TypeKind::map: return load_list(cx, ptr, *t);
  case TypeKind::record:
  case TypeKind::tuple: return make_record(*t, load_record(cx, ptr, t->parts));
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: return load_variant(cx, ptr, *t);
  case TypeKind::flags: return load_flags(cx, ptr, t->parts);
  case TypeKind::error_context:
  case TypeKind::own:
  case TypeKind::borrow:
  case TypeKind::stream:
  case TypeKind::future: return lift_handle(cx, load_as<u32>(cx, ptr), *t);
  }
  throw Crash("load of an unknown type");
}

Val load(LiftLowerContext& cx, u64 ptr, const MapEntry& t) { return Tuple{load_record(cx, ptr, t.parts)}; }

/// [convert_i32_to_char]
char32_t convert_i32_to_char(const LiftLowerContext& cx, u32 i) {
  if (!is_unicode_scalar_value(i))
    trap(Why::invalid_char, "convert_i32_to_char", cx.boundary, fmt::format(": {:#x}", i));
  return i;
}

Range load_range(const LiftLowerContext& cx, u64 ptr) {
  return {load_int(cx, ptr, cx.ptr_size()), load_int(cx, ptr + cx.ptr_size(), cx.ptr_size())};
}

/// [load_list_from_range] What overflows is too long.
void check_list_range(const LiftLowerContext& cx, u64 ptr, u64 length, u64 elem_size, u32 elem_alignment) {
  constexpr auto rule = "load_list_from_range";
  if (length > MAX_LIST_BYTE_LENGTH / elem_size) {
    trap(Why::list_too_long, rule, cx.boundary, fmt::format(": {} elements of {} bytes", length, elem_size));
  }
  cx.trap_if_unaligned(ptr, elem_alignment, Why::list_unaligned, rule);
  cx.trap_if_out_of_bounds(ptr, length * elem_size, Why::list_out_of_bounds, rule);
}

List load_list_from_range(LiftLowerContext& cx, u64 ptr, u64 length, const closed::ValType& elem_type) {
  return load_from_range(cx, ptr, length, elem_type);
}
List load_list_from_range(LiftLowerContext& cx, u64 ptr, u64 length, const MapEntry& elem_type) {
  return load_from_range(cx, ptr, length, elem_type);
}
List load_list_from_valid_range(LiftLowerContext& cx, u64 ptr, u64 length, const closed::ValType& elem_type) {
  if (copies_as_block(cx.inst, *elem_type)) return load_block(cx, ptr, length, elem_type);
  return load_from_valid_range(cx, ptr, length, elem_type);
}
List load_list_from_valid_range(LiftLowerContext& cx, u64 ptr, u64 length, const MapEntry& elem_type) {
  return load_from_valid_range(cx, ptr, length, elem_type);
}

/// [load_record]
std::vector<Val> load_record(LiftLowerContext& cx, u64 ptr, std::span<const Part> fields) {
  std::vector<Val> record;
  record.reserve(fields.size());
  FieldPlaces places(ptr, cx.ptr_type());
  for (const Part& field : fields) record.push_back(load(cx, places.next(field.type), field.type));
  return record;
}

/// [unpack_flags_from_int]
Flags unpack_flags_from_int(u32 i, std::span<const Part> labels) {
  Flags record;
  for (const Part& l : labels) {
    if ((i & 1) != 0) record.labels.push_back(l.label);
    i >>= 1;
  }
  return record;
}

Val make_record(const closed::DefValType& t, std::vector<Val> values) {
  if (t.kind == TypeKind::tuple) return Tuple{std::move(values)};
  Record record;
  record.fields.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    record.fields.push_back({t.parts[i].label, std::move(values[i])});
  }
  return record;
}

Val make_case(const closed::DefValType& t, u32 case_index, Payload payload) {
  switch (t.kind) {
  case TypeKind::option: return Option{std::move(payload)};
  case TypeKind::result: return ResultVal{case_index == 0, std::move(payload)};
  case TypeKind::enum_: return Enum{t.parts[case_index].label};
  default: return Variant{t.parts[case_index].label, std::move(payload)};
  }
}

Val lift_handle(LiftLowerContext& cx, u32 i, const closed::DefValType& t) {
  switch (t.kind) {
  case TypeKind::own: return cx.inst.lift_own(cx, i, t);
  case TypeKind::borrow: return cx.inst.lift_borrow(cx, i, t);
  case TypeKind::stream: return cx.inst.lift_stream(cx, i, t);
  case TypeKind::future: return cx.inst.lift_future(cx, i, t);
  default: return cx.inst.lift_error_context(cx, i);
  }
}

void check_discriminant(const LiftLowerContext& cx, u32 case_index, const closed::DefValType& t, const char* rule) {
  if (case_index < case_count(t)) return;
  trap(Why::invalid_discriminant, rule, cx.boundary,
       fmt::format(": discriminant {} out of range [0..{})", case_index, case_count(t)));
}

}  // namespace touchstone::component
