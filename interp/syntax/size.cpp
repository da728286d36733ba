// 5.4 Instructions, 5.5.13 Code section: sizes. See size.hpp. One overload for each alternative of Imm.
#include "interp/syntax/size.hpp"

namespace touchstone::wasm {

namespace {

/// [BuN]
constexpr u64 unsigned_size(u64 n) {
  u64 size = 1;
  for (; n >= 0x80; n >>= 7) ++size;
  return size;
}

/// [BsN]
constexpr u64 signed_size(s64 i) {
  u64 size = 1;
  for (; i < -64 || i > 63; i >>= 7) ++size;
  return size;
}

/// [Bheaptype]
u64 size_of(const HeapType& ht) {
  if (ht.kind != HeapKind::index) return 1;
  if (ht.exact) return 1 + (ht.index == 0x62 ? 2 : unsigned_size(ht.index));
  return signed_size(ht.index);
}

/// [Bvaltype]
u64 size_of(const ValType& t) {
  if (!t.is_ref()) return 1;
  return size_of(t.heap) + (!t.null || t.heap.kind == HeapKind::index ? 1 : 0);
}

struct ImmediateSize {
  Op op;

  u64 operator()(std::monostate) const { return info(op).immediates == ImmKind::fence ? 1 : 0; }
  u64 operator()(const BlockType& bt) const {
    if (bt.kind == BlockType::Kind::value) return size_of(bt.value);
    return bt.kind == BlockType::Kind::type ? signed_size(bt.type.value) : 1;
  }
  u64 operator()(const BrTable& table) const {
    u64 size = unsigned_size(table.labels.size()) + (*this)(table.default_);
    for (const LabelIdx l : table.labels) size += (*this)(l);
    return size;
  }
  template <class Space>
  u64 operator()(Index<Space> x) const {
    return unsigned_size(x.value);
  }
  u64 operator()(LaneIdx) const { return 1; }
  u64 operator()(const TableTable& x) const { return (*this)(x.dst) + (*this)(x.src); }
  u64 operator()(const ElemTable& x) const { return (*this)(x.elem) + (*this)(x.table); }
  u64 operator()(const MemMem& x) const { return (*this)(x.dst) + (*this)(x.src); }
  u64 operator()(const DataMem& x) const { return (*this)(x.data) + (*this)(x.mem); }
  u64 operator()(const CallIndirect& x) const { return (*this)(x.type) + (*this)(x.table); }
  u64 operator()(const MemArg& ao) const {
    const bool other = ao.mem.value != 0;
    return unsigned_size(ao.align | (other ? 0x40U : 0U)) + (other ? (*this)(ao.mem) : 0) + unsigned_size(ao.offset);
  }
  u64 operator()(const MemArgLane& x) const { return (*this)(x.memarg) + 1; }
  u64 operator()(const V128&) const { return 16; }
  u64 operator()(u32 i) const { return signed_size(static_cast<s32>(i)); }
  u64 operator()(u64 i) const { return signed_size(static_cast<s64>(i)); }
  u64 operator()(F32Bits) const { return 4; }
  u64 operator()(F64Bits) const { return 8; }
  u64 operator()(const SelectTypes& x) const {
    u64 size = unsigned_size(x.types.size());
    for (const ValType& t : x.types) size += size_of(t);
    return size;
  }
  u64 operator()(const HeapType& ht) const { return size_of(ht); }
  u64 operator()(const RefType& rt) const { return size_of(rt.heap); }
  u64 operator()(const std::shared_ptr<const BrOnCast>& cast) const {
    return 1 + (*this)(cast->label) + size_of(cast->from.heap) + size_of(cast->to.heap);
  }
  u64 operator()(const std::shared_ptr<const TryTable>& tt) const {
    u64 size = (*this)(tt->type) + unsigned_size(tt->catches.size());
    for (const Catch& c : tt->catches) {
      const bool tagged = c.kind == Catch::Kind::catch_ || c.kind == Catch::Kind::catch_ref;
      size += 1 + (tagged ? (*this)(c.tag) : 0) + (*this)(c.label);
    }
    return size;
  }
  u64 operator()(const TypeField& x) const { return (*this)(x.type) + (*this)(x.field); }
  u64 operator()(const TypeN& x) const { return (*this)(x.type) + unsigned_size(x.n); }
  u64 operator()(const TypeData& x) const { return (*this)(x.type) + (*this)(x.data); }
  u64 operator()(const TypeElem& x) const { return (*this)(x.type) + (*this)(x.elem); }
  u64 operator()(const TypeType& x) const { return (*this)(x.first) + (*this)(x.second); }
  u64 operator()(const TypeTag& x) const { return (*this)(x.type) + (*this)(x.tag); }
  u64 operator()(const std::shared_ptr<const Resume>& resume) const {
    u64 size = (*this)(resume->type) + unsigned_size(resume->clauses.size());
    if (op == Op::resume_throw) size += (*this)(resume->tag);
    for (const OnClause& clause : resume->clauses) {
      size += 1 + (*this)(clause.tag) + (clause.switch_ ? 0 : (*this)(clause.label));
    }
    return size;
  }
};

}  // namespace

u64 encoded_size(const Instr& instr) {
  const OpInfo& row = info(instr.op);
  const u64 opcode = row.prefix != 0 ? 1 + unsigned_size(row.code) : 1;
  return opcode + std::visit(ImmediateSize{instr.op}, instr.imm);
}

u64 encoded_size(const std::vector<Locals>& locals) {
  u64 runs = 0;
  u64 size = 0;
  const Locals* before = nullptr;
  u64 count = 0;
  const auto end_run = [&] {
    if (count == 0) return;
    ++runs;
    size += unsigned_size(count) + size_of(before->type);
  };
  for (const Locals& run : locals) {  // the encoder merges runs of one type
    if (run.count == 0) continue;
    if (before != nullptr && before->type == run.type && count + run.count <= ~u32{0}) {
      count += run.count;
      continue;
    }
    end_run();
    before = &run;
    count = run.count;
  }
  end_run();
  return size + unsigned_size(runs);
}

u64 encoded_size(const Func& func) {
  u64 size = encoded_size(func.locals);
  for (const Instr& instr : func.body) size += encoded_size(instr);
  return size;
}

}  // namespace touchstone::wasm
