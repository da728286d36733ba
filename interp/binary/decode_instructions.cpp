// 5.4 Instructions, decoding.
//
// Opcodes and the shape of immediates come from the table (syntax/instructions.def); what is here is one case for each
// shape. An expression is decoded in one loop, with the open structured instructions on a stack of its own, so depth of
// nesting costs no native stack. `Limit:` it has a bound all the same, since what comes after decoding recurses.
// An opcode whose feature is off is as illegal as one that does not exist, and the error says which feature it needs.
#include <algorithm>
#include <array>

#include "interp/binary/decoder.hpp"

namespace touchstone::wasm {

namespace {

std::string hex(u32 n) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  do {
    out.insert(out.begin(), digits[n & 15]);
    n >>= 4;
  } while (n != 0);
  return out.size() % 2 == 0 ? out : "0" + out;
}

/// The opcodes of one prefix (0 for those of a single byte), as an array.
class Opcodes {
 public:
  explicit Opcodes(u8 prefix) {
    for (u32 code = 0; code < rows_.size(); ++code) rows_[code] = op_with_code(prefix, code);
  }
  const Op* at(u32 code) const { return code < rows_.size() ? rows_[code] : nullptr; }

 private:
  std::array<const Op*, 512> rows_{};
};

/// The opcodes behind a prefix byte; null if it is none.
const Opcodes* opcodes_behind(u8 prefix) {
  static const std::array<Opcodes, 4> prefixed = {Opcodes(0xFB), Opcodes(0xFC), Opcodes(0xFD), Opcodes(0xFE)};
  return prefix >= 0xFB && prefix <= 0xFE ? &prefixed[prefix - 0xFBU] : nullptr;
}

const Op* op_of_byte(u8 code) {
  static const Opcodes single(0);
  return single.at(code);
}

}  // namespace

/// The opcode of [Binstr].
Op Decoder::opcode() {
  const u32 begin = in.position();
  const u8 first = in.byte();
  const Opcodes* const behind = opcodes_behind(first);
  const Op* const op = behind != nullptr ? behind->at(in.read_u32()) : op_of_byte(first);
  const auto shown = [&] {
    std::string out;
    for (const char c : in.bytes_since(begin)) out += " " + hex(static_cast<u8>(c));
    return out;
  };
  if (op == nullptr) Reader::fail(in.since(begin), phrase::illegal_opcode, "Binstr", shown());
  const OpInfo& row = info(*op);
  if (!on(row.feature)) {
    Reader::fail(in.since(begin), phrase::illegal_opcode, "Binstr",
                 shown() + ": `" + std::string(row.text) + "` needs `" + std::string(feature_name(row.feature)) + "`");
  }
  return *op;
}

/// [Bexpr]
Expr Decoder::expr(u32 expected) {
  Expr body;
  body.reserve(std::min(expected, in.remaining()));
  std::vector<Op> open;
  for (;;) {
    body.push_back(instr());
    const Instr& last = body.back();
    if (last.op == Op::end) {
      if (open.empty()) return body;
      open.pop_back();
    } else if (last.op == Op::catch_ || last.op == Op::catch_all) {
      if (open.empty() || (open.back() != Op::try_ && open.back() != Op::catch_)) {
        Reader::fail(last.at, phrase::end_opcode_expected, "Binstr/block", ": this handler belongs to no `try`");
      }
      open.back() = last.op;
    } else if (last.op == Op::delegate) {
      if (open.empty() || open.back() != Op::try_) {
        Reader::fail(last.at, phrase::end_opcode_expected, "Binstr/block", ": this `delegate` belongs to no `try`");
      }
      open.pop_back();
    } else if (last.op == Op::else_) {
      if (open.empty() || open.back() != Op::if_) {
        Reader::fail(last.at, phrase::end_opcode_expected, "Binstr/block", ": this `else` belongs to no `if`");
      }
      open.back() = Op::else_;
    } else if (opens_block(last.op)) {
      if (open.size() >= limits.nesting) Reader::fail(last.at, phrase::nesting_too_deep, "#impl-syntax");
      open.push_back(last.op);
    }
  }
}

/// [Binstr]
Instr Decoder::instr() {
  const u32 begin = in.position();
  const Op op = opcode();
  const ImmKind kind = info(op).immediates;
  Imm imm = kind == ImmKind::none ? Imm() : immediate(kind, op);
  Instr read{op, in.since(begin), std::move(imm)};
  if (in.watch() != nullptr) [[unlikely]]
    in.watch()->instruction(read);
  return read;
}

/// [Bblocktype]
BlockType Decoder::blocktype() {
  BlockType bt;
  const auto first = in.peek();
  if (first == 0x40) {
    in.byte();
  } else if (first && (*first < 0x40 || *first >= 0x80)) {
    const u32 begin = in.position();
    const s64 x = in.read_s33();
    if (x < 0) Reader::fail(in.since(begin), phrase::integer_representation_too_long, "Bblocktype");
    if (!on(Feature::multi_value)) {
      Reader::fail(in.since(begin), phrase::malformed_reference_type, "Bblocktype",
                   ": a type index needs `multi-value`");
    }
    bt.kind = BlockType::Kind::type;
    bt.type = TypeIdx(static_cast<u32>(x));
  } else {
    bt.kind = BlockType::Kind::value;
    bt.value = valtype();
  }
  return bt;
}

/// [Bmemarg]
MemArg Decoder::memarg() {
  const u32 begin = in.position();
  const u32 flags = in.read_u32();
  if (flags >= (on(Feature::multi_memory) ? 0x80U : 0x40U)) {
    Reader::fail(in.since(begin), phrase::malformed_memop_flags, "Bmemarg",
                 if_off(flags < 0x80 ? Feature::multi_memory : Feature::mvp));
  }
  MemArg ao;
  ao.align = flags & 0x3F;
  if ((flags & 0x40) != 0) ao.mem = in.index<MemIdx>();
  ao.offset = on(Feature::memory64) ? in.read_u64() : in.read_u32();
  return ao;
}

/// An index where older releases have a zero byte: that of a memory or table of which there was but one.
u32 Decoder::zero_or_index(Feature feature) {
  if (on(feature)) return in.read_u32();
  zero("Binstr", feature);
  return 0;
}

Imm Decoder::immediate(ImmKind kind, Op op) {
  switch (kind) {
  case ImmKind::none: return {};
  case ImmKind::local: return in.index<LocalIdx>();
  case ImmKind::global: return in.index<GlobalIdx>();
  case ImmKind::memarg: return memarg();
  case ImmKind::i32_const: return static_cast<u32>(in.read_s32());
  case ImmKind::i64_const: return static_cast<u64>(in.read_s64());
  case ImmKind::f32_const: return F32Bits{in.read_f32()};
  case ImmKind::f64_const: return F64Bits{in.read_f64()};
  case ImmKind::v128_const:
  case ImmKind::shuffle: return in.read_v128();
  case ImmKind::lane: return LaneIdx(in.byte());
  case ImmKind::memarg_lane: {
    const MemArg ao = memarg();
    return MemArgLane{ao, LaneIdx(in.byte())};
  }
  case ImmKind::mem: return MemIdx(zero_or_index(Feature::multi_memory));
  case ImmKind::mem_mem: {
    const MemIdx dst(zero_or_index(Feature::multi_memory));
    return MemMem{dst, MemIdx(zero_or_index(Feature::multi_memory))};
  }
  case ImmKind::table: return in.index<TableIdx>();
  case ImmKind::table_table: {
    const TableIdx dst(zero_or_index(Feature::reference_types));
    return TableTable{dst, TableIdx(zero_or_index(Feature::reference_types))};
  }
  case ImmKind::elem: return in.index<ElemIdx>();
  case ImmKind::elem_table: {
    const ElemIdx y = in.index<ElemIdx>();
    return ElemTable{y, TableIdx(zero_or_index(Feature::reference_types))};
  }
  case ImmKind::data: return dataidx();
  case ImmKind::data_mem: {
    const DataIdx y = dataidx();
    return DataMem{y, MemIdx(zero_or_index(Feature::multi_memory))};
  }
  case ImmKind::heaptype: return heaptype();
  case ImmKind::reftype:
    return RefType{op == Op::ref_test_null || op == Op::ref_cast_null || op == Op::ref_cast_desc_eq_null, heaptype()};
  case ImmKind::select_types: return SelectTypes{in.list([this] { return valtype(); })};
  case ImmKind::fence: zero("#binary-atomic-fence"); return {};
  case ImmKind::block:
  case ImmKind::label:
  case ImmKind::label_table:
  case ImmKind::func:
  case ImmKind::tag:
  case ImmKind::call_indirect:
  case ImmKind::br_on_cast:
  case ImmKind::try_table:
  case ImmKind::type_tag:
  case ImmKind::resume: return control_immediate(kind, op);
  case ImmKind::type:
  case ImmKind::type_field:
  case ImmKind::type_n:
  case ImmKind::type_data:
  case ImmKind::type_elem:
  case ImmKind::type_type: return aggregate_immediate(kind);
  }
  throw Crash("an instruction without a shape of immediates");
}

/// Immediates of [Binstr/control].
Imm Decoder::control_immediate(ImmKind kind, Op op) {
  switch (kind) {
  case ImmKind::block: return blocktype();
  case ImmKind::label: return in.index<LabelIdx>();
  case ImmKind::label_table: {
    std::vector<LabelIdx> labels = in.list([this] { return in.index<LabelIdx>(); });
    return BrTable{std::move(labels), in.index<LabelIdx>()};
  }
  case ImmKind::func: return in.index<FuncIdx>();
  case ImmKind::tag: return in.index<TagIdx>();
  case ImmKind::call_indirect: {
    const TypeIdx y = in.index<TypeIdx>();
    return CallIndirect{TableIdx(zero_or_index(Feature::reference_types)), y};
  }
  case ImmKind::try_table: {
    auto tt = std::make_shared<TryTable>();
    tt->type = blocktype();
    tt->catches = in.list([this] { return catch_(); });
    return std::shared_ptr<const TryTable>(std::move(tt));
  }
  case ImmKind::br_on_cast: return cast_immediate();
  case ImmKind::type_tag: {
    const TypeIdx x = in.index<TypeIdx>();
    return TypeTag{x, in.index<TagIdx>()};
  }
  default: return resume_immediate(op);
  }
}

/// [Bcastop], label and two heap types.
Imm Decoder::cast_immediate() {
  const u32 begin = in.position();
  const u8 flags = in.byte();
  if (flags > 3) Reader::fail(in.since(begin), phrase::malformed_cast_flags, "Bcastop");
  auto cast = std::make_shared<BrOnCast>();
  cast->label = in.index<LabelIdx>();
  cast->from = {(flags & 1) != 0, heaptype()};
  cast->to = {(flags & 2) != 0, heaptype()};
  return std::shared_ptr<const BrOnCast>(std::move(cast));
}

/// [Bcatch]
Catch Decoder::catch_() {
  const u32 begin = in.position();
  const u8 kind = in.byte();
  if (kind > 3) Reader::fail(in.since(begin), phrase::malformed_catch_clause, "Bcatch");
  Catch c;
  c.kind = static_cast<Catch::Kind>(kind);
  if (kind < 2) c.tag = in.index<TagIdx>();
  c.label = in.index<LabelIdx>();
  c.at = in.since(begin);
  return c;
}

/// `resume`, `resume_throw` (with a tag), `resume_throw_ref` of stack-switching: a type and its handler clauses.
Imm Decoder::resume_immediate(Op op) {
  auto resume = std::make_shared<Resume>();
  resume->type = in.index<TypeIdx>();
  if (op == Op::resume_throw) resume->tag = in.index<TagIdx>();
  resume->clauses = in.list([this] {
    const u32 begin = in.position();
    const u8 kind = in.byte();
    if (kind > 1) Reader::fail(in.since(begin), phrase::malformed_handler_clause, "Binstr");
    OnClause clause;
    clause.tag = in.index<TagIdx>();
    clause.switch_ = kind == 1;
    if (kind == 0) clause.label = in.index<LabelIdx>();
    return clause;
  });
  return std::shared_ptr<const Resume>(std::move(resume));
}

/// Immediates of [Binstr/struct, Binstr/array].
Imm Decoder::aggregate_immediate(ImmKind kind) {
  const TypeIdx x = in.index<TypeIdx>();
  switch (kind) {
  case ImmKind::type_field: return TypeField{x, in.index<FieldIdx>()};
  case ImmKind::type_n: return TypeN{x, in.read_u32()};
  case ImmKind::type_data: return TypeData{x, dataidx()};
  case ImmKind::type_elem: return TypeElem{x, in.index<ElemIdx>()};
  case ImmKind::type_type: return TypeType{x, in.index<TypeIdx>()};
  default: return x;
  }
}

/// [Bdataidx, $dataidx_funcs], remembering the first: it needs a data count section (5.5.17).
DataIdx Decoder::dataidx() {
  const u32 begin = in.position();
  const DataIdx y = in.index<DataIdx>();
  if (!data_index_) data_index_ = in.since(begin);
  return y;
}

}  // namespace touchstone::wasm
