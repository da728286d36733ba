// The tuned path of "Loading" and "Storing": see fast_copy.hpp.
#include "abi/canonical/fast_copy.hpp"

#include <algorithm>
#include <cstring>

#include "abi/canonical/load.hpp"
#include "abi/canonical/lower_flat.hpp"
#include "abi/canonical/store.hpp"

namespace touchstone::component {

using closed::Block;
using Type = closed::DefValType;
using closed::Part;
using closed::TypeKind;

namespace {

constexpr u32 floats = Block::bit(TypeKind::f32) | Block::bit(TypeKind::f64);
constexpr u32 checked = Block::bit(TypeKind::char_) | Block::bit(TypeKind::enum_);
constexpr u32 changed = floats | Block::bit(TypeKind::bool_) | Block::bit(TypeKind::flags);

/// So many bytes are copied, then looked at while they are in the cache.
constexpr u64 chunk = u64{16} << 10;

u64 size_of(const Type& t) { return t.layout(wasm::AddrType::i32).elem_size; }
u64 alignment_of(const Type& t) { return t.layout(wasm::AddrType::i32).alignment; }

template <class T>
T read(const u8* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// f(part, offset) for each part of a record or tuple, and each element of a list of fixed length.
template <class F>
void for_each_part(const Type& t, F&& f) {
  if (t.kind == TypeKind::list) {
    const u64 size = size_of(*t.element());
    for (u64 i = 0; i < *t.length; ++i) f(*t.element(), i * size);
    return;
  }
  u64 offset = 0;
  for (const Part& part : t.parts) {
    offset = align_to(offset, alignment_of(*part.type));
    f(*part.type, offset);
    offset += size_of(*part.type);
  }
}

// ---- Checking

bool is_char(u32 c) { return c < 0xD800 || (c >= 0xE000 && c < 0x11'0000); }

void check_chars(const LiftLowerContext& cx, const u8* at, u64 n) {
  constexpr u64 group = 16;
  for (u64 i = 0; i < n;) {
    const u64 end = std::min(n, i + group);
    bool good = true;
    for (u64 j = i; j < end; ++j) good &= is_char(read<u32>(at + 4 * j));
    for (; !good && i < end; ++i) convert_i32_to_char(cx, read<u32>(at + 4 * i));
    i = end;
  }
}

void check_one(const LiftLowerContext& cx, const u8* at, const Type& t) {
  if ((t.block.kinds & checked) == 0) return;
  if (t.kind == TypeKind::char_) {
    convert_i32_to_char(cx, read<u32>(at));
  } else if (t.kind == TypeKind::enum_) {
    u32 case_index = 0;
    std::memcpy(&case_index, at, size_of(t));
    check_discriminant(cx, case_index, t, "load_variant");
  } else {
    for_each_part(t, [&](const Type& part, u64 offset) { check_one(cx, at + offset, part); });
  }
}

// ---- Putting into the form that storing gives

/// [convert_int_to_bool] In place, eight at a time.
void canonicalize_bools(u8* at, u64 n) {
  for (; n >= 8; n -= 8, at += 8) {
    if ((read<u64>(at) & ~u64{0x0101'0101'0101'0101}) == 0) [[likely]]
      continue;
    for (u64 i = 0; i < 8; ++i) at[i] = at[i] != 0 ? 1 : 0;
  }
  for (u64 i = 0; i < n; ++i) at[i] = at[i] != 0 ? 1 : 0;
}

/// [unpack_flags_from_int, pack_flags_into_int]
void canonicalize_flags(u8* at, const Type& t) {
  u32 i = 0;
  std::memcpy(&i, at, size_of(t));
  if (t.parts.size() < 32) i &= (u32{1} << t.parts.size()) - 1;
  std::memcpy(at, &i, size_of(t));
}

void canonicalize_one(u8* at, const Type& t) {
  if ((t.block.kinds & changed) == 0) return;
  switch (t.kind) {
  case TypeKind::bool_: return canonicalize_bools(at, 1);
  case TypeKind::f32: return canonicalize_float<float>(at);
  case TypeKind::f64: return canonicalize_float<double>(at);
  case TypeKind::flags: return canonicalize_flags(at, t);
  default: for_each_part(t, [&](const Type& part, u64 offset) { canonicalize_one(at + offset, part); });
  }
}

void canonicalize_block(u8* at, u64 n, const Type& t) {
  const u64 size = size_of(t);
  if (t.block.kinds == Block::bit(TypeKind::bool_)) return canonicalize_bools(at, n * size);
  for (u64 i = 0; i < n; ++i) canonicalize_one(at + i * size, t);
}

/// Part by part, around the padding.
void copy_parts(u8* to, const u8* from, const Type& t) {
  if (!t.block.padded) {
    std::memcpy(to, from, size_of(t));
    return canonicalize_one(to, t);
  }
  for_each_part(t, [&](const Type& part, u64 offset) { copy_parts(to + offset, from + offset, part); });
}

/// Whether such a copy is of all bytes as they are.
bool copies_verbatim(const Type& t) { return !t.block.padded && (t.block.kinds & changed) == 0; }

bool are_floats(const Type& t, TypeKind kind) { return !t.block.padded && t.block.kinds == Block::bit(kind); }

/// So many elements are about a chunk.
u64 chunk_of(const Type& t) { return std::max(u64{1}, chunk / size_of(t)); }

/// Whether the Chooser is asked for each NaN among such elements.
bool may_have_any_nan(const Type& t, const LiftLowerContext& to) {
  return (t.block.kinds & floats) != 0 && to.inst.chooser().open(Choice::nan_bits);
}

/// Whether the bytes of one are those of the other. Types of different components have different representatives.
bool same_form(const closed::ValType& a, const closed::ValType& b) {
  return a->shape == b->shape || closed::equal(a, b, [](ResourceId, ResourceId) { return false; });
}

}  // namespace

void check_block(const LiftLowerContext& cx, const u8* from, u64 n, const Type& t) {
  if ((t.block.kinds & checked) == 0) return;
  const u64 size = size_of(t);
  if (t.block.kinds == Block::bit(TypeKind::char_) && !t.block.padded) return check_chars(cx, from, n * size / 4);
  for (u64 i = 0; i < n; ++i) check_one(cx, from + i * size, t);
}

void copy_block(u8* to, const u8* from, u64 n, const Type& t) {
  if (n == 0) return;
  const u64 size = size_of(t);
  if (t.block.padded) {
    for (u64 i = 0; i < n; ++i) copy_parts(to + i * size, from + i * size, t);
    return;
  }
  if (copies_verbatim(t)) {
    std::memcpy(to, from, n * size);
    return;
  }
  if (are_floats(t, TypeKind::f32)) return copy_floats<float>(to, from, n * size);
  if (are_floats(t, TypeKind::f64)) return copy_floats<double>(to, from, n * size);
  const u64 step = chunk_of(t);
  for (u64 i = 0; i < n; i += step) {
    const u64 now = std::min(step, n - i);
    std::memcpy(to + i * size, from + i * size, now * size);
    canonicalize_block(to + i * size, now, t);
  }
}

std::vector<u8> copy_of_block(const u8* from, u64 n, const Type& t) {
  const u64 size = size_of(t);
  if (are_floats(t, TypeKind::f32)) return vector_of_floats<float, u8>(from, n * size);
  if (are_floats(t, TypeKind::f64)) return vector_of_floats<double, u8>(from, n * size);
  if (copies_verbatim(t)) return {from, from + n * size};
  std::vector<u8> to;
  to.reserve(n * size);
  for (u64 i = 0; i < n;) {
    const u64 now = std::min(chunk_of(t), n - i);
    if (t.block.padded) {
      to.resize(to.size() + now * size);
      copy_block(to.data() + i * size, from + i * size, now, t);
    } else {
      to.insert(to.end(), from + i * size, from + (i + now) * size);
      canonicalize_block(to.data() + i * size, now, t);
    }
    i += now;
  }
  return to;
}

/// [load_list_from_valid_range]
List load_block(const LiftLowerContext& cx, u64 ptr, u64 length, const closed::ValType& elem_type) {
  const u64 bytes = length * size_of(*elem_type);
  assert_that(!cx.out_of_bounds(ptr, bytes), "load out of bounds");
  if (length == 0) return {};
  const std::span<const u8> from = cx.memory().subspan(ptr, bytes);
  check_block(cx, from.data(), length, *elem_type);
  return cx.borrow ? List::borrow_block(elem_type, from) : List::of_block(elem_type, from);
}

/// [store_list_into_valid_range]
bool store_block(LiftLowerContext& cx, const List& v, u64 ptr, const closed::ValType& elem_type) {
  if (v.empty()) return true;
  if (may_have_any_nan(*elem_type, cx)) return false;
  const std::optional<TypeKind> packed = v.packed();
  const closed::ValType* block = v.block();
  if (packed ? *packed != elem_type->kind : block == nullptr || !same_form(*block, elem_type)) return false;
  assert_that(!cx.out_of_bounds(ptr, v.bytes().size()), "store out of bounds");
  copy_block(cx.memory().data() + ptr, v.bytes().data(), v.size(), *elem_type);
  return true;
}

// ---- From guest to guest

namespace {

/// [lift_flat] The value as [lower_flat] will have it, but for NaNs.
wasm::Value lift_number(const LiftLowerContext& cx, CoreValueIter& vi, TypeKind kind) {
  using wasm::Value;
  switch (kind) {
  case TypeKind::bool_: return Value::of(vi.next_i32() != 0 ? 1U : 0U);
  case TypeKind::s8: return Value::of(static_cast<u32>(static_cast<s8>(vi.next_i32())));
  case TypeKind::u8: return Value::of(u32{static_cast<u8>(vi.next_i32())});
  case TypeKind::s16: return Value::of(static_cast<u32>(static_cast<s16>(vi.next_i32())));
  case TypeKind::u16: return Value::of(u32{static_cast<u16>(vi.next_i32())});
  case TypeKind::s64:
  case TypeKind::u64: return Value::of(vi.next_i64());
  case TypeKind::f32: return Value::of(vi.next(wasm::ValKind::f32).as<u32>());
  case TypeKind::f64: return Value::of(vi.next(wasm::ValKind::f64).as<u64>());
  case TypeKind::char_: return Value::of(u32{convert_i32_to_char(cx, vi.next_i32())});
  default: return Value::of(vi.next_i32());
  }
}

bool is_number(const Type& t) { return t.kind <= TypeKind::char_; }

bool same_elements(const closed::ValType& a, const closed::ValType& b) {
  return is_number(*a) ? a->kind == b->kind : same_form(a, b);
}

bool passes(const Passing& p) {
  if (p.ts.size() > p.max_flat) return false;
  u64 count = 0;
  for (std::size_t i = 0; i < p.ts.size(); ++i) {
    const Type& t = *p.ts[i].type;
    const bool list = t.kind == TypeKind::list && !t.length && p.from.borrow && t.element()->block;
    if (!is_number(t) && !(list && same_elements(t.element(), p.to_ts[i].type->element()))) return false;
    if (list && may_have_any_nan(*t.element(), p.to)) return false;
    count += list ? 2 : 1;
  }
  return count <= p.max_flat;
}

/// [lift_flat_list, load_list_from_range] Where it is; what its elements may trap for has been looked at.
Range lift_list(LiftLowerContext& cx, CoreValueIter& vi, const Type& t) {
  const Range range = next_range(vi, cx.ptr_type());
  check_list_range(cx, range.begin, range.length, size_of(t), static_cast<u32>(alignment_of(t)));
  check_block(cx, cx.memory().data() + range.begin, range.length, t);
  return range;
}

/// [lower_flat_list, store_list_into_range]
void lower_list(LiftLowerContext& cx, const u8* from, u64 length, const Type& t, FlatValues& flat) {
  const u64 ptr = allocate_list(cx, length, size_of(t), static_cast<u32>(alignment_of(t)));
  copy_block(cx.memory().data() + ptr, from, length, t);
  append_range(cx, {ptr, length}, flat);
}

/// [lower_flat] Of a number that was lifted.
wasm::Value lower_number(LiftLowerContext& cx, wasm::Value v, TypeKind kind) {
  if (kind == TypeKind::f32) return wasm::Value::of(encode_float_as_i32(cx, decode_i32_as_float(v.as<u32>())));
  if (kind == TypeKind::f64) return wasm::Value::of(encode_float_as_i64(cx, decode_i64_as_float(v.as<u64>())));
  return v;
}

}  // namespace

bool pass_flat(const Passing& p, FlatValues& flat) {
  if (!passes(p)) return false;
  FlatValues lifted;
  for (const Part& t : p.ts) {
    if (is_number(*t.type)) {
      lifted.push_back(lift_number(p.from, p.vi, t.type->kind));
    } else {
      const Range range = lift_list(p.from, p.vi, *t.type->element());
      lifted.push_back(wasm::Value::of(range.begin));
      lifted.push_back(wasm::Value::of(range.length));
    }
  }
  u32 i = 0;
  for (const Part& t : p.ts) {
    if (is_number(*t.type)) {
      flat.push_back(lower_number(p.to, lifted[i++], t.type->kind));
    } else {
      const u8* from = p.from.memory().data() + lifted[i].as<u64>();
      lower_list(p.to, from, lifted[i + 1].as<u64>(), *t.type->element(), flat);
      i += 2;
    }
  }
  return true;
}

// ---- Strings

u64 ascii_prefix(std::string_view bytes) {
  const auto* const at = reinterpret_cast<const u8*>(bytes.data());
  u64 i = 0;
  for (; i + 32 <= bytes.size(); i += 32) {
    const u64 all = read<u64>(at + i) | read<u64>(at + i + 8) | read<u64>(at + i + 16) | read<u64>(at + i + 24);
    if ((all & 0x8080'8080'8080'8080) != 0) break;
  }
  while (i < bytes.size() && at[i] < 0x80) ++i;
  return i;
}

u64 ascii_prefix_utf16(std::string_view bytes) {
  const auto* const at = reinterpret_cast<const u8*>(bytes.data());
  const u64 units = bytes.size() / 2;
  u64 i = 0;
  for (; i + 4 <= units; i += 4) {
    if ((read<u64>(at + 2 * i) & 0xff80'ff80'ff80'ff80) != 0) break;
  }
  while (i < units && read<u16>(at + 2 * i) < 0x80) ++i;
  return i;
}

}  // namespace touchstone::component
