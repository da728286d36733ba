// CanonicalABI.md "Storing": see store.hpp.
#include "abi/canonical/store.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "abi/canonical/fast_copy.hpp"
#include "abi/canonical/load.hpp"
#include "abi/canonical/variants.hpp"

namespace touchstone::component {

using closed::Part;
using closed::TypeKind;

/// [store_int]
void store_int(const LiftLowerContext& cx, u64 v, u64 ptr, u32 nbytes) {
  assert_that(!cx.out_of_bounds(ptr, nbytes), "store out of bounds");
  static_assert(std::endian::native == std::endian::little);
  std::memcpy(cx.memory().data() + ptr, &v, nbytes);
}

void store_bytes(const LiftLowerContext& cx, std::string_view bytes, u64 ptr) {
  assert_that(!cx.out_of_bounds(ptr, bytes.size()), "store out of bounds");
  if (!bytes.empty()) std::memcpy(cx.memory().data() + ptr, bytes.data(), bytes.size());
}

namespace {

/// The value as a T, sign-extended: store_int takes the low bytes.
template <class T>
u64 int_of(const Val& v) {
  return static_cast<u64>(v.as<T>());
}

/// [store_list]
void store_list(LiftLowerContext& cx, const List& v, u64 ptr, const closed::DefValType& t) {
  if (t.length) {
    assert_that(*t.length == v.size(), "a list of fixed length has another length");
    store_list_into_valid_range(cx, v, ptr, t.element());
    return;
  }
  const Range range = t.kind == TypeKind::map ? store_list_into_range(cx, v, MapEntry{t.parts})
                                              : store_list_into_range(cx, v, t.element());
  store_range(cx, range, ptr);
}

/// [store_list_into_range]
template <class Element>
Range store_into_range(LiftLowerContext& cx, const List& v, const Element& elem_type) {
  const u64 size = elem_size(elem_type, cx.ptr_type());
  const u64 ptr = allocate_list(cx, v.size(), size, alignment(elem_type, cx.ptr_type()));
  store_list_into_valid_range(cx, v, ptr, elem_type);
  return {ptr, v.size()};
}

/// [store_list_into_valid_range]
template <class Element>
void store_into_valid_range(LiftLowerContext& cx, const List& v, u64 ptr, const Element& elem_type) {
  const u64 size = elem_size(elem_type, cx.ptr_type());
  v.for_each([&](const Val& e) {
    store(cx, e, elem_type, ptr);
    ptr += size;
  });
}

/// [store_record] By label.
void store_fields(LiftLowerContext& cx, const Record& v, u64 ptr, const closed::DefValType& t) {
  FieldPlaces places(ptr, cx.ptr_type());
  for (std::size_t i = 0; i < t.parts.size(); ++i) {
    const closed::ValType& field = t.parts[i].type;
    store(cx, field_value(v, t, i), field, places.next(field));
  }
}

/// [store_variant]
void store_variant(LiftLowerContext& cx, const Val& v, u64 ptr, const closed::DefValType& t) {
  const MatchedCase c = match_case(v, t);
  const closed::ValType& payload = case_type(t, c.index);
  assert_that(static_cast<bool>(payload) == (c.value != nullptr), "a case has not the payload that its type says");
  store_variant(cx, c.index, ptr, t, [&](u64 at) {
    if (payload) store(cx, *c.value, payload, at);
  });
}

/// [store_flags]
void store_flags(const LiftLowerContext& cx, const Flags& v, u64 ptr, std::span<const Part> labels) {
  store_int(cx, pack_flags_into_int(v, labels), ptr, elem_size_flags(static_cast<u32>(labels.size())));
}

/// [random_nan_bits] Choice: of all NaNs these are offered, in this order; 0 is the deterministic profile's.
template <class Bits>
Bits random_nan_bits(LiftLowerContext& cx, Bits canonical) {
  constexpr Bits sign = Bits{1} << (sizeof(Bits) * 8 - 1);
  const Bits infinity = canonical & (canonical << 1 | sign) & ~sign;
  const std::array<Bits, 4> nans = {canonical, canonical | sign, static_cast<Bits>(~sign), infinity | sign | 1U};
  return nans[cx.inst.chooser().choose(Choice::nan_bits, static_cast<u32>(nans.size()))];
}

}  // namespace

/// [store]
void store(LiftLowerContext& cx, const Val& v, const closed::ValType& t, u64 ptr) {
  assert_that(!cx.unaligned(ptr, alignment(t, cx.ptr_type())), "store to an unaligned pointer");
  assert_that(!cx.out_of_bounds(ptr, elem_size(t, cx.ptr_type())), "store out of bounds");
  switch (t->kind) {
  case TypeKind::bool_: return store_int(cx, int_of<bool>(v), ptr, 1);
  case TypeKind::u8: return store_int(cx, int_of<u8>(v), ptr, 1);
  case TypeKind::u16: return store_int(cx, int_of<u16>(v), ptr, 2);
  case TypeKind::u32: return store_int(cx, int_of<u32>(v), ptr, 4);
  case TypeKind::u64: return store_int(cx, int_of<u64>(v), ptr, 8);
  case TypeKind::s8: return store_int(cx, int_of<s8>(v), ptr, 1);
  case TypeKind::s16: return store_int(cx, int_of<s16>(v), ptr, 2);
  case TypeKind::s32: return store_int(cx, int_of<s32>(v), ptr, 4);
  case TypeKind::s64: return store_int(cx, int_of<s64>(v), ptr, 8);
  case TypeKind::f32: return store_int(cx, encode_float_as_i32(cx, v.as<float>()), ptr, 4);
  case TypeKind::f64: return store_int(cx, encode_float_as_i64(cx, v.as<double>()), ptr, 8);
  case TypeKind::char_: return store_int(cx, char_to_i32(v.as<char32_t>()), ptr, 4);
  case TypeKind::string: return store_string(cx, v.as<String>(), ptr);
  case TypeKind::list:
  case TypeKind::map: return store_list(cx, v.as<List>(), ptr, *t);
  case TypeKind::record: return store_fields(cx, v.as<Record>(), ptr, *t);
  case TypeKind::tuple: return store_record(cx, v.as<Tuple>().elements, ptr, t->parts);
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: return store_variant(cx, v, ptr, *t);
  case TypeKind::flags: return store_flags(cx, v.as<Flags>(), ptr, t->parts);
  case TypeKind::error_context:
  case TypeKind::own:
  case TypeKind::borrow:
  case TypeKind::stream:
  case TypeKind::future: return store_int(cx, lower_handle(cx, v, *t), ptr, 4);
  }
  throw Crash("store of an unknown type");
}

void store(LiftLowerContext& cx, const Val& v, const MapEntry& t, u64 ptr) {
  store_record(cx, v.as<Tuple>().elements, ptr, t.parts);
}

/// [maybe_scramble_nan32]
u32 encode_float_as_i32(LiftLowerContext& cx, float f) {
  return f != f ? random_nan_bits(cx, CANONICAL_FLOAT32_NAN) : std::bit_cast<u32>(f);
}

/// [maybe_scramble_nan64]
u64 encode_float_as_i64(LiftLowerContext& cx, double f) {
  return f != f ? random_nan_bits(cx, CANONICAL_FLOAT64_NAN) : std::bit_cast<u64>(f);
}

/// [char_to_i32]
u32 char_to_i32(char32_t c) {
  const u32 i = c;
  assert_that(is_unicode_scalar_value(i), "a char is not a Unicode scalar value");
  return i;
}

void store_range(const LiftLowerContext& cx, const Range& range, u64 ptr) {
  store_int(cx, range.begin, ptr, cx.ptr_size());
  store_int(cx, range.length, ptr + cx.ptr_size(), cx.ptr_size());
}

/// [store_list_into_range]
u64 allocate_list(LiftLowerContext& cx, u64 length, u64 elem_size, u32 elem_alignment) {
  constexpr auto rule = "store_list_into_range";
  assert_that(length <= REALLOC_I32_MAX / elem_size, "a list is too long");
  const u64 byte_length = length * elem_size;
  const u64 ptr = cx.allocate(elem_alignment, byte_length);
  cx.trap_if_unaligned(ptr, elem_alignment, Why::realloc_unaligned, rule);
  cx.trap_if_out_of_bounds(ptr, byte_length, Why::realloc_list_out_of_bounds, rule);
  return ptr;
}

Range store_list_into_range(LiftLowerContext& cx, const List& v, const closed::ValType& elem_type) {
  return store_into_range(cx, v, elem_type);
}
Range store_list_into_range(LiftLowerContext& cx, const List& v, const MapEntry& elem_type) {
  return store_into_range(cx, v, elem_type);
}
void store_list_into_valid_range(LiftLowerContext& cx, const List& v, u64 ptr, const closed::ValType& elem_type) {
  if (copies_as_block(cx.inst, *elem_type) && store_block(cx, v, ptr, elem_type)) return;
  store_into_valid_range(cx, v, ptr, elem_type);
}
void store_list_into_valid_range(LiftLowerContext& cx, const List& v, u64 ptr, const MapEntry& elem_type) {
  store_into_valid_range(cx, v, ptr, elem_type);
}

/// [store_record]
void store_record(LiftLowerContext& cx, std::span<const Val> v, u64 ptr, std::span<const Part> fields) {
  assert_that(v.size() == fields.size(), "a tuple has another number of elements");
  FieldPlaces places(ptr, cx.ptr_type());
  for (std::size_t i = 0; i < fields.size(); ++i) store(cx, v[i], fields[i].type, places.next(fields[i].type));
}

const Val& field_value(const Record& v, const closed::DefValType& t, std::size_t i) {
  const std::string& label = t.parts[i].label;
  if (i < v.fields.size() && v.fields[i].label == label) return v.fields[i].value;
  const Val* value = v.find(label);
  assert_that(value != nullptr, "a record lacks a field");
  return *value;
}

/// [match_case]
MatchedCase match_case(const Val& v, const closed::DefValType& t) {
  const auto index_of = [&](const std::string& label) {
    const auto found = std::find_if(t.parts.begin(), t.parts.end(), [&](const Part& c) { return c.label == label; });
    assert_that(found != t.parts.end(), "a variant is of an unknown case");
    return static_cast<u32>(found - t.parts.begin());
  };
  switch (t.kind) {
  case TypeKind::option: {
    const Payload& some = v.as<Option>().some;
    return {some ? 1U : 0U, some.get()};
  }
  case TypeKind::result: {
    const auto& result = v.as<ResultVal>();
    return {result.ok ? 0U : 1U, result.payload.get()};
  }
  case TypeKind::enum_: return {index_of(v.as<Enum>().label), nullptr};
  default: {
    const auto& variant = v.as<Variant>();
    return {index_of(variant.label), variant.payload.get()};
  }
  }
}

/// [pack_flags_into_int]
u32 pack_flags_into_int(const Flags& v, std::span<const Part> labels) {
  u32 i = 0;
  u32 shift = 0;
  for (const Part& l : labels) {
    i |= (v.contains(l.label) ? 1U : 0U) << shift;
    ++shift;
  }
  return i;
}

u32 lower_handle(LiftLowerContext& cx, const Val& v, const closed::DefValType& t) {
  switch (t.kind) {
  case TypeKind::own: return cx.inst.lower_own(cx, v.as<Own>(), t);
  case TypeKind::borrow: return cx.inst.lower_borrow(cx, v.as<Borrow>(), t);
  case TypeKind::stream: return cx.inst.lower_stream(cx, v.as<Stream>(), t);
  case TypeKind::future: return cx.inst.lower_future(cx, v.as<Future>(), t);
  default: return cx.inst.lower_error_context(cx, v.as<std::shared_ptr<ErrorContext>>());
  }
}

}  // namespace touchstone::component
