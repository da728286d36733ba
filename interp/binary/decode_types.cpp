// 5.3 Types, decoding.
//
// Types are told apart by one byte that is read as a signed 7-bit integer, so a byte with its highest bit set is an
// integer that is too long. What is no type of the kind wanted is reported as the last alternative of the grammar.
// Forms of proposals beyond 3.0: exact heap types, `describes` and `descriptor` (custom-descriptors), continuation
// types (stack-switching), shared memories (threads), page sizes (custom-page-sizes).
#include "interp/binary/decoder.hpp"

namespace touchstone::wasm {

namespace {

struct AbsHeapType {
  s32 code;
  HeapKind kind;
  Feature feature;
};

/// [Babsheaptype], and the two of stack-switching.
constexpr AbsHeapType absheaptypes[] = {
    {-0x0B, HeapKind::nocont, Feature::stack_switching},
    {-0x0C, HeapKind::noexn, Feature::exceptions},
    {-0x0D, HeapKind::nofunc, Feature::gc},
    {-0x0E, HeapKind::noextern, Feature::gc},
    {-0x0F, HeapKind::none, Feature::gc},
    {-0x10, HeapKind::func, Feature::mvp},
    {-0x11, HeapKind::extern_, Feature::reference_types},
    {-0x12, HeapKind::any, Feature::gc},
    {-0x13, HeapKind::eq, Feature::gc},
    {-0x14, HeapKind::i31, Feature::gc},
    {-0x15, HeapKind::struct_, Feature::gc},
    {-0x16, HeapKind::array, Feature::gc},
    {-0x17, HeapKind::exn, Feature::exceptions},
    {-0x18, HeapKind::cont, Feature::stack_switching},
};

/// The feature of an abstract heap type, or of a reference type that is written out; `mvp` where the code is no such type.
Feature feature_of_type(s64 code) {
  if (code == -0x1C || code == -0x1D) return Feature::function_references;
  for (const AbsHeapType& row : absheaptypes) {
    if (row.code == code) return row.feature;
  }
  return Feature::mvp;
}

/// The same for the first byte of a definition.
Feature feature_of_definition(s32 code) {
  switch (code) {
  case -0x21:
  case -0x22:                      // struct, array
  case -0x30:                      // sub
  case -0x31:                      // sub final
  case -0x32: return Feature::gc;  // rec
  case -0x23: return Feature::stack_switching;
  case -0x33:
  case -0x34: return Feature::custom_descriptors;
  default: return Feature::mvp;
  }
}

}  // namespace

std::string Decoder::if_off(Feature feature) const {
  return on(feature) ? std::string() : ": `" + std::string(feature_name(feature)) + "` is off";
}

void Decoder::limit(u64 n, u64 most, Region at, std::string_view what) const {
  if (n <= most) return;
  Reader::fail(at, phrase::limit_exceeded, "#impl-syntax",
               ": " + std::to_string(n) + " " + std::string(what) + ", at most " + std::to_string(most));
}

/// A zero byte that `rule` asks for, or what stands for one before `feature`.
void Decoder::zero(std::string_view rule, Feature feature) {
  const u32 begin = in.position();
  if (in.byte() != 0) Reader::fail(in.since(begin), phrase::zero_byte_expected, rule, if_off(feature));
  in.tell(begin, "zero byte");
}

std::optional<HeapKind> Decoder::absheaptype(s32 code) const {
  for (const AbsHeapType& row : absheaptypes) {
    if (row.code == code && on(row.feature)) return row.kind;
  }
  return std::nullopt;
}

template <class T>
T Decoder::told(u32 begin, T type) const {
  in.tell(begin, [&] { return to_string(type); });
  return type;
}

/// [Bheaptype]
HeapType Decoder::heaptype() {
  const u32 begin = in.position();
  const s64 code = in.read_s33();
  if (code >= 0) {
    if (!on(Feature::function_references)) {
      Reader::fail(in.since(begin), phrase::malformed_heap_type, "Bheaptype", if_off(Feature::function_references));
    }
    const TypeIdx x(static_cast<u32>(code));
    in.tell_index(begin, index_space(x), x.value);
    return HeapType(x);
  }
  if (in.position() - begin > 1) {
    Reader::fail(in.since(begin), phrase::integer_representation_too_long, "Babsheaptype");
  }
  if (const auto kind = absheaptype(static_cast<s32>(code))) return told(begin, HeapType(*kind));
  if (code == -0x1E && on(Feature::custom_descriptors)) {
    // A u32, so that abstract types have no exact form. Choice: the script wants the prefix twice refused, so the index 98
    // is written in two bytes.
    if (in.peek() == 0x62) Reader::fail(in.since(begin), phrase::malformed_heap_type, "Bheaptype");
    HeapType exact(in.index<TypeIdx>());
    exact.exact = true;
    return told(begin, exact);
  }
  Reader::fail(in.since(begin), phrase::malformed_heap_type, "Bheaptype",
               if_off(code == -0x1E ? Feature::custom_descriptors : feature_of_type(code)));
}

/// [Breftype]
RefType Decoder::reftype() {
  const u32 begin = in.position();
  const s32 code = in.read_s7();
  if (const auto kind = absheaptype(code)) return told(begin, RefType{true, *kind});
  if ((code == -0x1C || code == -0x1D) && on(Feature::function_references)) {
    return told(begin, RefType{code == -0x1D, heaptype()});
  }
  Reader::fail(in.since(begin), phrase::malformed_reference_type, "Breftype",
               if_off(code == -0x05 ? Feature::simd : feature_of_type(code)));
}

/// [Bvaltype, Bnumtype, Bvectype]
ValType Decoder::valtype() {
  const u32 begin = in.position();
  const auto one_byte = [&](ValKind kind) {
    in.byte();
    return told(begin, ValType(kind));
  };
  switch (in.peek().value_or(0)) {
  case 0x7F: return one_byte(ValKind::i32);
  case 0x7E: return one_byte(ValKind::i64);
  case 0x7D: return one_byte(ValKind::f32);
  case 0x7C: return one_byte(ValKind::f64);
  case 0x7B:
    if (on(Feature::simd)) return one_byte(ValKind::v128);
    break;
  default: break;
  }
  return reftype();
}

/// [Bresulttype]
ResultType Decoder::resulttype() {
  const u32 begin = in.position();
  return told(begin, ResultType(in.list([this] { return valtype(); })));
}

/// [Bmut]
bool Decoder::mut() {
  const u32 begin = in.position();
  const u8 flag = in.byte();
  if (flag > 1) Reader::fail(in.since(begin), phrase::malformed_mutability, "Bmut");
  in.tell(begin, flag == 1 ? "mutable" : "immutable");
  return flag == 1;
}

/// [Bstoragetype, Bpacktype]
StorageType Decoder::storagetype() {
  const u32 begin = in.position();
  const auto first = in.peek();
  if (first == 0x78 || first == 0x77) {
    in.byte();
    return told(begin, StorageType{first == 0x78 ? StorageType::Packed::i8 : StorageType::Packed::i16, {}});
  }
  try {
    return {StorageType::Packed::no, valtype()};
  } catch (Malformed& error) {
    if (error.phrase.core == phrase::malformed_reference_type.core ||
        error.phrase.core == phrase::malformed_heap_type.core) {
      Reader::fail(error.at, phrase::malformed_storage_type, "Bstoragetype");
    }
    throw;
  }
}

/// [Bfieldtype]
FieldType Decoder::fieldtype() {
  FieldType ft;
  ft.storage = storagetype();
  ft.mutable_ = mut();
  return ft;
}

TypeUse Decoder::typeuse() { return TypeUse(in.index<TypeIdx>()); }

/// [Bcomptype], and continuation types.
CompType Decoder::comptype() {
  const u32 begin = in.position();
  const s32 code = in.read_s7();
  if (code == -0x20) {
    in.tell(begin, "func");
    FuncType ft;
    const u32 params_at = in.position();
    ft.params = resulttype();
    in.tell(params_at, [&] { return "parameters " + to_string(ft.params); });
    const u32 results_at = in.position();
    ft.results = resulttype();
    in.tell(results_at, [&] { return "results " + to_string(ft.results); });
    return ft;
  }
  if (code == -0x21 && on(Feature::gc)) {
    in.tell(begin, "struct");
    return StructType{in.list([this] { return fieldtype(); })};
  }
  if (code == -0x22 && on(Feature::gc)) {
    in.tell(begin, "array");
    return ArrayType{fieldtype()};
  }
  if (code == -0x23 && on(Feature::stack_switching)) {
    in.tell(begin, "cont");
    const HeapType ht = heaptype();
    if (ht.kind != HeapKind::index) Reader::fail(in.since(begin), phrase::malformed_definition_type, "Bcomptype");
    return ContType{ht};
  }
  Reader::fail(in.since(begin), phrase::malformed_definition_type, "Bcomptype", if_off(feature_of_definition(code)));
}

/// [Bsubtype]
SubType Decoder::subtype() {
  const u32 begin = in.position();
  SubType st;
  if (const auto first = in.peek(); on(Feature::gc) && (first == 0x50 || first == 0x4F)) {
    in.byte();
    st.final = first == 0x4F;
    in.tell(begin, st.final ? "sub final, supertypes" : "sub, supertypes");
    st.supers = in.list([this] { return typeuse(); });
  }
  if (on(Feature::custom_descriptors)) {
    const u32 describes_at = in.position();
    if (in.peek() == 0x4C) {
      in.byte();
      in.tell(describes_at, "describes");
      st.describes = typeuse();
    }
    const u32 descriptor_at = in.position();
    if (in.peek() == 0x4D) {
      in.byte();
      in.tell(descriptor_at, "descriptor");
      st.descriptor = typeuse();
    }
  }
  st.comp = comptype();
  st.at = in.since(begin);
  return st;
}

/// [Brectype]
RecType Decoder::rectype() {
  const u32 begin = in.position();
  RecType qt;
  qt.explicit_ = on(Feature::gc) && in.peek() == 0x4E;
  if (qt.explicit_) {
    in.byte();
    in.tell(begin, "rec");
    qt.subtypes = in.list([this] { return subtype(); });
  } else {
    qt.subtypes.push_back(subtype());
  }
  qt.at = in.since(begin);
  return qt;
}

/// What the flags and numbers of [Blimits] say.
struct Decoder::LimitsType {
  AddrType addr = AddrType::i32;
  Limits limits;
  bool shared = false;
  std::optional<u32> page_size_log2;
};

/// [Blimits], with the flags of threads (2) and custom-page-sizes (8) where `allowed` has them: for memories.
Decoder::LimitsType Decoder::limits_type(u8 allowed) {
  const u32 begin = in.position();
  const u8 flags = in.byte();
  constexpr std::pair<u32, Feature> features_of_flags[] = {
      {2, Feature::threads}, {4, Feature::memory64}, {8, Feature::custom_page_sizes}};
  if ((flags & ~u32{allowed}) != 0) Reader::fail(in.since(begin), phrase::malformed_limits_flags, "Blimits");
  for (const auto& [flag, feature] : features_of_flags) {
    if ((flags & flag) != 0 && !on(feature)) {
      Reader::fail(in.since(begin), phrase::malformed_limits_flags, "Blimits", if_off(feature));
    }
  }
  in.tell(begin, [&] {
    return std::string("limits: ") + ((flags & 4) != 0 ? "i64" : "i32") + " addresses, minimum" +
           ((flags & 1) != 0 ? ", maximum" : "") + ((flags & 8) != 0 ? ", page size" : "") +
           ((flags & 2) != 0 ? ", shared" : "");
  });
  const auto number = [this](std::string_view what) {
    const u32 number_at = in.position();
    const u64 n = on(Feature::memory64) ? in.read_u64() : u64{in.read_u32()};
    in.tell(number_at, [&] { return std::string(what) + " " + std::to_string(n); });
    return n;
  };
  LimitsType lt;
  lt.addr = (flags & 4) != 0 ? AddrType::i64 : AddrType::i32;
  lt.shared = (flags & 2) != 0;
  lt.limits.min = number("minimum");
  if ((flags & 1) != 0) lt.limits.max = number("maximum");
  if ((flags & 8) != 0) {
    const u32 size_begin = in.position();
    lt.page_size_log2 = in.read_u32();
    if (*lt.page_size_log2 >= 64) Reader::fail(in.since(size_begin), phrase::invalid_custom_page_size, "Bmemtype");
    in.tell(size_begin, [&] { return "page size: 2 to the " + std::to_string(*lt.page_size_log2); });
  }
  return lt;
}

/// [Btagtype]
TagType Decoder::tagtype() {
  zero("Btagtype");
  return {typeuse()};
}

/// [Bglobaltype]
GlobalType Decoder::globaltype() {
  GlobalType gt;
  gt.type = valtype();
  gt.mutable_ = mut();
  return gt;
}

/// [Bmemtype] Page sizes: [custom-page-sizes/Overview.md#binary-encoding].
MemType Decoder::memtype() {
  const LimitsType lt = limits_type(1 | 2 | 4 | 8);
  MemType mt;
  mt.addr = lt.addr;
  mt.limits = lt.limits;
  mt.shared = lt.shared;
  if (lt.page_size_log2) {
    mt.page_size_log2 = static_cast<u8>(*lt.page_size_log2);
    mt.page_size_explicit = true;
  }
  return mt;
}

/// [Btabletype]
TableType Decoder::tabletype() {
  TableType tt;
  tt.elem = reftype();
  const LimitsType lt = limits_type(1 | 4);
  tt.addr = lt.addr;
  tt.limits = lt.limits;
  return tt;
}

/// [Bexterntype], and exact functions of custom-descriptors.
ExternType Decoder::externtype() {
  const u32 begin = in.position();
  Feature feature = Feature::mvp;
  switch (in.byte()) {
  case 0x00: in.tell(begin, "func"); return FuncUse{typeuse(), false};
  case 0x01: in.tell(begin, "table"); return tabletype();
  case 0x02: in.tell(begin, "memory"); return memtype();
  case 0x03: in.tell(begin, "global"); return globaltype();
  case 0x04:
    feature = Feature::exceptions;
    if (!on(feature)) break;
    in.tell(begin, "tag");
    return tagtype();
  case 0x20:
    feature = Feature::custom_descriptors;
    if (!on(feature)) break;
    in.tell(begin, "exact func");
    return FuncUse{typeuse(), true};
  default: break;
  }
  Reader::fail(in.since(begin), phrase::malformed_import_kind, "Bexterntype", if_off(feature));
}

}  // namespace touchstone::wasm
