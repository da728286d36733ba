// 5.3 Types, encoding. Abstract reference types that are nullable take their one-byte form.
#include "interp/binary/encoder.hpp"
#include "interp/support/error.hpp"

namespace touchstone::wasm {

namespace {

/// [Babsheaptype]
u32 absheaptype(HeapKind kind) {
  switch (kind) {
  case HeapKind::cont: return 0x68;
  case HeapKind::exn: return 0x69;
  case HeapKind::array: return 0x6A;
  case HeapKind::struct_: return 0x6B;
  case HeapKind::i31: return 0x6C;
  case HeapKind::eq: return 0x6D;
  case HeapKind::any: return 0x6E;
  case HeapKind::extern_: return 0x6F;
  case HeapKind::func: return 0x70;
  case HeapKind::none: return 0x71;
  case HeapKind::noextern: return 0x72;
  case HeapKind::nofunc: return 0x73;
  case HeapKind::noexn: return 0x74;
  case HeapKind::nocont: return 0x75;
  case HeapKind::bot:
  case HeapKind::index:
  case HeapKind::rec:
  case HeapKind::def: break;
  }
  throw Crash("a heap type that has no binary form");
}

}  // namespace

/// [Bheaptype]
void Encoder::heaptype(const HeapType& ht) {
  if (ht.kind != HeapKind::index) return out.byte(absheaptype(ht.kind));
  if (ht.exact) {
    out.byte(0x62);
    if (ht.index != 0x62) return out.write_u32(ht.index);
    out.byte(0xE2);  // not in one byte: see Decoder::heaptype
    return out.byte(0);
  }
  out.write_s33(ht.index);
}

/// [Breftype]
void Encoder::reftype(const RefType& rt) {
  if (!rt.null || rt.heap.kind == HeapKind::index) out.byte(rt.null ? 0x63 : 0x64);
  heaptype(rt.heap);
}

/// [Bvaltype]
void Encoder::valtype(const ValType& t) {
  switch (t.kind) {
  case ValKind::i32: return out.byte(0x7F);
  case ValKind::i64: return out.byte(0x7E);
  case ValKind::f32: return out.byte(0x7D);
  case ValKind::f64: return out.byte(0x7C);
  case ValKind::v128: return out.byte(0x7B);
  case ValKind::ref: return reftype(t.ref());
  case ValKind::bot: break;
  }
  throw Crash("a value type that has no binary form");
}

/// [Bresulttype]
void Encoder::resulttype(const ResultType& ts) {
  out.list(ts, [this](const ValType& t) { valtype(t); });
}

/// [Bmut]
void Encoder::mut(bool mutable_) { out.byte(mutable_ ? 1 : 0); }

/// [Bstoragetype]
void Encoder::storagetype(const StorageType& zt) {
  switch (zt.packed) {
  case StorageType::Packed::no: return valtype(zt.type);
  case StorageType::Packed::i8: return out.byte(0x78);
  case StorageType::Packed::i16: return out.byte(0x77);
  }
}

/// [Bfieldtype]
void Encoder::fieldtype(const FieldType& ft) {
  storagetype(ft.storage);
  mut(ft.mutable_);
}

/// [Bcomptype]
void Encoder::comptype(const CompType& ct) {
  if (const auto* ft = std::get_if<FuncType>(&ct)) {
    out.byte(0x60);
    resulttype(ft->params);
    resulttype(ft->results);
  } else if (const auto* st = std::get_if<StructType>(&ct)) {
    out.byte(0x5F);
    out.list(st->fields, [this](const FieldType& field) { fieldtype(field); });
  } else if (const auto* at = std::get_if<ArrayType>(&ct)) {
    out.byte(0x5E);
    fieldtype(at->field);
  } else {
    out.byte(0x5D);
    heaptype(std::get<ContType>(ct).func);
  }
}

/// [Bsubtype] A final type without supertypes is written as its composite type alone.
void Encoder::subtype(const SubType& st) {
  if (!st.final || !st.supers.empty()) {
    out.byte(st.final ? 0x4F : 0x50);
    out.list(st.supers, [this](const TypeUse& use) { out.write_u32(use.index); });
  }
  if (st.describes) {
    out.byte(0x4C);
    out.write_u32(st.describes->index);
  }
  if (st.descriptor) {
    out.byte(0x4D);
    out.write_u32(st.descriptor->index);
  }
  comptype(st.comp);
}

/// [Brectype]
void Encoder::rectype(const RecType& qt) {
  if (!qt.explicit_ && qt.subtypes.size() == 1) return subtype(qt.subtypes[0]);
  out.byte(0x4E);
  out.list(qt.subtypes, [this](const SubType& st) { subtype(st); });
}

/// [Blimits]
void Encoder::limits(const Limits& lim, u32 flags) {
  out.byte(flags | (lim.max ? 1U : 0U));
  out.write_u64(lim.min);
  if (lim.max) out.write_u64(*lim.max);
}

/// [Btagtype]
void Encoder::tagtype(const TagType& jt) {
  out.byte(0);
  out.write_u32(jt.type.index);
}

/// [Bglobaltype]
void Encoder::globaltype(const GlobalType& gt) {
  valtype(gt.type);
  mut(gt.mutable_);
}

/// [Bmemtype]
void Encoder::memtype(const MemType& mt) {
  const u32 addr = mt.addr == AddrType::i64 ? 4 : 0;
  limits(mt.limits, addr | (mt.shared ? 2U : 0U) | (mt.page_size_explicit ? 8U : 0U));
  if (mt.page_size_explicit) out.write_u32(mt.page_size_log2);
}

/// [Btabletype]
void Encoder::tabletype(const TableType& tt) {
  reftype(tt.elem);
  limits(tt.limits, tt.addr == AddrType::i64 ? 4 : 0);
}

/// [Bexterntype]
void Encoder::externtype(const ExternType& xt) {
  const auto* func = std::get_if<FuncUse>(&xt);
  out.byte(func && func->exact ? 0x20 : static_cast<u32>(extern_kind(xt)));
  if (func) return out.write_u32(func->type.index);
  if (const auto* table = std::get_if<TableType>(&xt)) return tabletype(*table);
  if (const auto* mem = std::get_if<MemType>(&xt)) return memtype(*mem);
  if (const auto* global = std::get_if<GlobalType>(&xt)) return globaltype(*global);
  tagtype(std::get<TagType>(xt));
}

}  // namespace touchstone::wasm
