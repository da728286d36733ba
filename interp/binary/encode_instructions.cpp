// 5.4 Instructions, encoding: opcode from the table, immediates by their type.
#include "interp/binary/encoder.hpp"
#include "interp/support/error.hpp"

namespace touchstone::wasm {

namespace {

/// One overload for each alternative of Imm, in the order of fields in the binary format.
struct Immediates {
  Encoder& to;
  ImmKind kind;
  Writer& out;

  void operator()(std::monostate) const {
    if (kind == ImmKind::fence) out.byte(0);
  }
  void operator()(const BlockType& bt) const { to.blocktype(bt); }
  void operator()(const BrTable& bt) const {
    out.list(bt.labels, [this](LabelIdx l) { out.index(l); });
    out.index(bt.default_);
  }
  template <class Space>
  void operator()(Index<Space> x) const {
    out.index(x);
  }
  void operator()(LaneIdx l) const { out.byte(l.value); }
  void operator()(const TableTable& x) const { both(x.dst, x.src); }
  void operator()(const ElemTable& x) const { both(x.elem, x.table); }
  void operator()(const MemMem& x) const { both(x.dst, x.src); }
  void operator()(const DataMem& x) const { both(x.data, x.mem); }
  void operator()(const CallIndirect& x) const { both(x.type, x.table); }
  void operator()(const MemArg& ao) const { to.memarg(ao); }
  void operator()(const MemArgLane& x) const {
    to.memarg(x.memarg);
    out.byte(x.lane.value);
  }
  void operator()(const V128& v) const { out.write_v128(v); }
  void operator()(u32 i) const { out.write_s32(static_cast<s32>(i)); }
  void operator()(u64 i) const { out.write_s64(static_cast<s64>(i)); }
  void operator()(F32Bits p) const { out.write_f32(p.bits); }
  void operator()(F64Bits p) const { out.write_f64(p.bits); }
  void operator()(const SelectTypes& x) const { to.resulttype(x.types); }
  void operator()(const HeapType& ht) const { to.heaptype(ht); }
  void operator()(const RefType& rt) const { to.heaptype(rt.heap); }  // the opcode says whether it is nullable
  void operator()(const std::shared_ptr<const BrOnCast>& cast) const {
    out.byte((cast->from.null ? 1U : 0U) | (cast->to.null ? 2U : 0U));
    out.index(cast->label);
    to.heaptype(cast->from.heap);
    to.heaptype(cast->to.heap);
  }
  void operator()(const std::shared_ptr<const TryTable>& tt) const {
    to.blocktype(tt->type);
    out.list(tt->catches, [this](const Catch& c) {
      out.byte(static_cast<u32>(c.kind));
      if (c.kind == Catch::Kind::catch_ || c.kind == Catch::Kind::catch_ref) out.index(c.tag);
      out.index(c.label);
    });
  }
  void operator()(const TypeField& x) const { both(x.type, x.field); }
  void operator()(const TypeN& x) const {
    out.index(x.type);
    out.write_u32(x.n);
  }
  void operator()(const TypeData& x) const { both(x.type, x.data); }
  void operator()(const TypeElem& x) const { both(x.type, x.elem); }
  void operator()(const TypeType& x) const { both(x.first, x.second); }
  void operator()(const TypeTag& x) const { both(x.type, x.tag); }
  void operator()(const std::shared_ptr<const Resume>& resume) const {
    out.index(resume->type);
    if (with_tag) out.index(resume->tag);
    out.list(resume->clauses, [this](const OnClause& clause) {
      out.byte(clause.switch_ ? 1 : 0);
      out.index(clause.tag);
      if (!clause.switch_) out.index(clause.label);
    });
  }

  template <class A, class B>
  void both(A a, B b) const {
    out.index(a);
    out.index(b);
  }

  bool with_tag = false;  ///< `resume_throw`
};

}  // namespace

/// [Bexpr]
void Encoder::expr(const Expr& e) {
  for (const Instr& in : e) instr(in);
}

/// [Binstr]
void Encoder::instr(const Instr& in) {
  const OpInfo& row = info(in.op);
  if (row.prefix != 0) {
    out.byte(row.prefix);
    out.write_u32(row.code);
  } else {
    out.byte(row.code);
  }
  std::visit(Immediates{*this, row.immediates, out, in.op == Op::resume_throw}, in.imm);
}

/// [Bblocktype]
void Encoder::blocktype(const BlockType& bt) {
  switch (bt.kind) {
  case BlockType::Kind::none: return out.byte(0x40);
  case BlockType::Kind::value: return valtype(bt.value);
  case BlockType::Kind::type: return out.write_s33(bt.type.value);
  }
}

/// [Bmemarg]
void Encoder::memarg(const MemArg& ao) {
  out.write_u32(ao.align | (ao.mem.value != 0 ? 0x40U : 0U));
  if (ao.mem.value != 0) out.index(ao.mem);
  out.write_u64(ao.offset);
}

}  // namespace touchstone::wasm
