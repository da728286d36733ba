// CanonicalABI.md "Alignment" and "Element Size": see layout.hpp.
//
// Choice: (X15) in whole numbers, where definitions.py divides as floating point; a discriminant of 32 bits is for every
// number of cases above 2^16.
#include "abi/canonical/layout.hpp"

#include <algorithm>

namespace touchstone::component {

using closed::Layout;
using closed::Part;
using closed::TypeKind;
using wasm::AddrType;

/// [alignment_record]
u32 alignment_record(std::span<const Part> fields, AddrType ptr_type) {
  u32 a = 1;
  for (const Part& f : fields) a = std::max(a, alignment(f.type, ptr_type));
  return a;
}

/// [elem_size_record]
u64 elem_size_record(std::span<const Part> fields, AddrType ptr_type) {
  u64 s = 0;
  for (const Part& f : fields) {
    s = align_to(s, alignment(f.type, ptr_type));
    s += elem_size(f.type, ptr_type);
  }
  return align_to(s, alignment_record(fields, ptr_type));
}

u32 case_count(const closed::DefValType& t) {
  return t.kind == TypeKind::option ? 2 : static_cast<u32>(t.parts.size());
}

u32 discriminant_size(u32 cases) {
  if (cases <= 0x100) return 1;
  return cases <= 0x1'0000 ? 2 : 4;
}

/// [max_case_alignment]
u32 max_case_alignment(std::span<const Part> cases, AddrType ptr_type) {
  u32 a = 1;
  for (const Part& c : cases) {
    if (c.type) a = std::max(a, alignment(c.type, ptr_type));
  }
  return a;
}

u32 payload_offset(const closed::DefValType& t, AddrType ptr_type) {
  return static_cast<u32>(align_to(discriminant_size(case_count(t)), max_case_alignment(t.parts, ptr_type)));
}

u32 elem_size_flags(u32 labels) {
  if (labels <= 8) return 1;
  return labels <= 16 ? 2 : 4;
}

namespace {

Layout of_size(u32 bytes) { return {bytes, bytes, {}}; }

/// [alignment_list, elem_size_list]
Layout list_layout(const closed::DefValType& t, AddrType ptr_type) {
  if (!t.length) return {ptr_size(ptr_type), 2 * ptr_size(ptr_type), {}};
  return {alignment(t.element(), ptr_type), *t.length * elem_size(t.element(), ptr_type), {}};
}

/// [alignment_variant, elem_size_variant]
Layout variant_layout(const closed::DefValType& t, AddrType ptr_type) {
  u64 payload = 0;
  for (const Part& c : t.parts) {
    if (c.type) payload = std::max(payload, elem_size(c.type, ptr_type));
  }
  const u32 a = std::max(discriminant_size(case_count(t)), max_case_alignment(t.parts, ptr_type));
  return {a, align_to(payload_offset(t, ptr_type) + payload, a), {}};
}

}  // namespace

Layout layout_of(const closed::DefValType& t, AddrType ptr_type) {
  switch (t.kind) {
  case TypeKind::bool_:
  case TypeKind::s8:
  case TypeKind::u8: return of_size(1);
  case TypeKind::s16:
  case TypeKind::u16: return of_size(2);
  case TypeKind::s64:
  case TypeKind::u64:
  case TypeKind::f64: return of_size(8);
  case TypeKind::string:
  case TypeKind::map: return {ptr_size(ptr_type), 2 * ptr_size(ptr_type), {}};
  case TypeKind::list: return list_layout(t, ptr_type);
  case TypeKind::record:
  case TypeKind::tuple: return {alignment_record(t.parts, ptr_type), elem_size_record(t.parts, ptr_type), {}};
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: return variant_layout(t, ptr_type);
  case TypeKind::flags: return of_size(elem_size_flags(static_cast<u32>(t.parts.size())));
  default: return of_size(4);  // s32, u32, f32, char, error-context, own, borrow, stream, future
  }
}

closed::Block block_of(const closed::DefValType& t) {
  if (t.kind <= TypeKind::char_ || t.kind == TypeKind::flags || t.kind == TypeKind::enum_) {
    return {closed::Block::bit(t.kind), false};
  }
  const bool record = t.kind == TypeKind::record || t.kind == TypeKind::tuple;
  if (!record && !(t.kind == TypeKind::list && t.length)) return {};
  closed::Block block;
  u64 bytes = 0;
  for (const Part& part : t.parts) {
    if (!part.type->block) return {};
    block.kinds |= part.type->block.kinds;
    block.padded |= part.type->block.padded;
    bytes += elem_size(part.type, AddrType::i32);
  }
  block.padded |= record && bytes != elem_size_record(t.parts, AddrType::i32);
  return block;
}

}  // namespace touchstone::component
