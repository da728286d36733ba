// 6.5 Instructions: immediates, by the kinds that the instruction table names. See instructions.hpp.
#include <algorithm>
#include <array>
#include <bit>

#include "interp/support/messages.hpp"
#include "interp/text/instructions.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

namespace {

/// A shape of vector constants: [Tplaininstr_/vec-const].
struct Shape {
  std::string_view word;
  u32 lanes;
  bool is_float;
};
constexpr std::array<Shape, 6> shapes = {{{"i8x16", 16, false},
                                          {"i16x8", 8, false},
                                          {"i32x4", 4, false},
                                          {"i64x2", 2, false},
                                          {"f32x4", 4, true},
                                          {"f64x2", 2, true}}};

bool is_number(TokenKind kind) {
  return kind == TokenKind::nat || kind == TokenKind::int_ || kind == TokenKind::float_;
}

/// The bits of one lane; no value if the literal does not fit.
std::optional<u64> lane_bits(std::string_view literal, TokenKind kind, u32 bits, bool is_float) {
  if (is_float && bits == 32) return parse_f32(literal);
  if (is_float) return parse_f64(literal);
  return kind == TokenKind::float_ ? std::nullopt : parse_iN(literal, bits);
}

}  // namespace

/// What follows the mnemonic of a plain instruction. Where immediates tell two instructions of one mnemonic apart, `op`
/// becomes the right one. [Tplaininstr_/*]
Imm InstrParser::immediates(Op& op) {
  const Reading reading(in_, "Tplaininstr_");
  const ImmKind kind = info(op).immediates;
  switch (kind) {
  case ImmKind::none:
  case ImmKind::fence: return op == Op::select && in_.at_form("result") ? select_types(op) : Imm();
  case ImmKind::block: return blocktype();
  case ImmKind::try_table: return try_table();
  case ImmKind::label: return label();
  case ImmKind::label_table: return br_table();
  case ImmKind::func:
  case ImmKind::type:
  case ImmKind::table:
  case ImmKind::table_table:
  case ImmKind::elem_table:
  case ImmKind::elem:
  case ImmKind::data:
  case ImmKind::mem:
  case ImmKind::mem_mem:
  case ImmKind::data_mem:
  case ImmKind::local:
  case ImmKind::global:
  case ImmKind::tag:
  case ImmKind::call_indirect: return index_immediates(kind);
  case ImmKind::memarg: return memarg(op, MemIdx(optional_index(ids_.mems, Feature::multi_memory)));
  case ImmKind::memarg_lane: return memarg_lane(op);
  case ImmKind::lane: return lane();
  case ImmKind::shuffle: return shuffle();
  case ImmKind::i32_const:
  case ImmKind::i64_const:
  case ImmKind::f32_const:
  case ImmKind::f64_const: return number(kind);
  case ImmKind::v128_const: return v128_const();
  case ImmKind::select_types: return select_types(op);
  case ImmKind::heaptype: return type_.heaptype();
  case ImmKind::reftype:
  case ImmKind::br_on_cast:
  case ImmKind::type_field:
  case ImmKind::type_n:
  case ImmKind::type_data:
  case ImmKind::type_elem:
  case ImmKind::type_type: break;
  case ImmKind::type_tag: {
    const TypeIdx type(parse_index(in_, ids_.types));
    return TypeTag{type, TagIdx(parse_index(in_, ids_.tags))};
  }
  case ImmKind::resume: return resume(op);
  }
  if (kind != ImmKind::reftype) return aggregate_immediates(kind);
  const RefType rt = type_.reftype();
  if (rt.null && op == Op::ref_test) op = Op::ref_test_null;
  if (rt.null && op == Op::ref_cast) op = Op::ref_cast_null;
  if (rt.null && op == Op::ref_cast_desc_eq) op = Op::ref_cast_desc_eq_null;
  return rt;
}

/// An index that may be left out for 0. Writing it belongs to `feature`.
u32 InstrParser::optional_index(const Space& ids, Feature feature) {
  if (!at_index(in_)) return 0;
  require(on_, feature, in_, in_.peek());
  return parse_index(in_, ids);
}

/// Immediates made of indices. [Tplaininstr_/func-plain] [Tplaininstr_/func-abbrev] [Tplaininstr_/local]
/// [Tplaininstr_/global] [Tplaininstr_/table-plain] [Tplaininstr_/table-abbrev] [Tplaininstr_/memory-plain]
/// [Tplaininstr_/memory-abbrev] [Tplaininstr_/elem] [Tplaininstr_/data] [Tplaininstr_/exn]
Imm InstrParser::index_immediates(ImmKind kind) {
  switch (kind) {
  case ImmKind::func: return FuncIdx(parse_index(in_, ids_.funcs));
  case ImmKind::type: return TypeIdx(parse_index(in_, ids_.types));
  case ImmKind::elem: return ElemIdx(parse_index(in_, ids_.elems));
  case ImmKind::data: names_data_ = true; return DataIdx(parse_index(in_, ids_.datas));
  case ImmKind::local: return LocalIdx(parse_index(in_, *locals_));
  case ImmKind::global: return GlobalIdx(parse_index(in_, ids_.globals));
  case ImmKind::tag: return TagIdx(parse_index(in_, ids_.tags));
  case ImmKind::table: return TableIdx(optional_index(ids_.tables, Feature::reference_types));
  case ImmKind::mem: return MemIdx(optional_index(ids_.mems, Feature::multi_memory));
  case ImmKind::table_table: {
    if (!at_index(in_)) return TableTable{};
    const TableIdx dst(optional_index(ids_.tables, Feature::reference_types));
    return TableTable{dst, TableIdx(parse_index(in_, ids_.tables))};
  }
  case ImmKind::mem_mem: {
    if (!at_index(in_)) return MemMem{};
    const MemIdx dst(optional_index(ids_.mems, Feature::multi_memory));
    return MemMem{dst, MemIdx(parse_index(in_, ids_.mems))};
  }
  case ImmKind::elem_table: {
    const bool two = at_index(in_) && (in_.at(TokenKind::nat, 1) || in_.at(TokenKind::id, 1));
    const TableIdx table(two ? optional_index(ids_.tables, Feature::reference_types) : 0);
    return ElemTable{ElemIdx(parse_index(in_, ids_.elems)), table};
  }
  case ImmKind::data_mem: {
    names_data_ = true;
    const bool two = at_index(in_) && (in_.at(TokenKind::nat, 1) || in_.at(TokenKind::id, 1));
    const MemIdx mem(two ? optional_index(ids_.mems, Feature::multi_memory) : 0);
    return DataMem{DataIdx(parse_index(in_, ids_.datas)), mem};
  }
  case ImmKind::call_indirect: {
    const TableIdx table(optional_index(ids_.tables, Feature::reference_types));
    return CallIndirect{table, types_.resolve(type_.typeuse(false))};
  }
  default: throw Crash("these immediates are no indices");
  }
}

/// [Tplaininstr_/struct] [Tplaininstr_/array] [Tplaininstr_/br]
Imm InstrParser::aggregate_immediates(ImmKind kind) {
  if (kind == ImmKind::br_on_cast) {
    auto out = std::make_shared<BrOnCast>();
    out->label = label();
    out->from = type_.reftype();
    out->to = type_.reftype();
    return std::shared_ptr<const BrOnCast>(std::move(out));
  }
  if (kind == ImmKind::type_field) return type_field();
  const TypeIdx type(parse_index(in_, ids_.types));
  switch (kind) {
  case ImmKind::type_n: return TypeN{type, parse_u32(in_)};
  case ImmKind::type_data: names_data_ = true; return TypeData{type, DataIdx(parse_index(in_, ids_.datas))};
  case ImmKind::type_elem: return TypeElem{type, ElemIdx(parse_index(in_, ids_.elems))};
  case ImmKind::type_type: return TypeType{type, TypeIdx(parse_index(in_, ids_.types))};
  default: throw Crash("these immediates do not begin with a type");
  }
}

// [Tlabelidx_]
LabelIdx InstrParser::label() {
  if (in_.at(TokenKind::nat)) return LabelIdx(parse_u32(in_));
  if (!in_.at(TokenKind::id)) in_.unexpected("a label");
  const Id id = *in_.accept_id();
  const auto positions = label_positions_.find(id.name);
  if (positions == label_positions_.end() || positions->second.empty()) {
    refuse_id(phrase::unknown, "label", id.name, id.at, "Tlabelidx_");
  }
  return LabelIdx(static_cast<u32>(labels_.size()) - 1 - positions->second.back());
}

// [Tplaininstr_/br]
BrTable InstrParser::br_table() {
  const Reading reading(in_, "Tplaininstr_/br");
  BrTable out;
  do out.labels.push_back(label());
  while (at_index(in_));
  out.default_ = out.labels.back();
  out.labels.pop_back();
  return out;
}

/// `select` with types is an instruction of its own. [Tplaininstr_/parametric]
Imm InstrParser::select_types(Op& op) {
  const Reading reading(in_, "Tplaininstr_/parametric");
  require(on_, info(Op::select_t).feature, in_, in_.peek(1));
  op = Op::select_t;
  SelectTypes out;
  while (in_.accept_form("result")) {
    while (!in_.at(TokenKind::rpar)) out.types.push_back(type_.valtype());
    in_.expect_rpar();
  }
  return out;
}

// [Tfieldidx__]
TypeField InstrParser::type_field() {
  const Reading reading(in_, "Tfieldidx__");
  const TypeIdx type(parse_index(in_, ids_.types));
  if (type.value < ids_.fields.size()) return {type, FieldIdx(parse_index(in_, ids_.fields[type.value]))};
  return {type, FieldIdx(parse_index(in_, Space("field")))};
}

/// `key=number`, one token. [Toffset, Talign_]
std::optional<u64> InstrParser::assigned(std::string_view key) {
  if (!in_.at(TokenKind::keyword)) return std::nullopt;
  std::string_view word = in_.text(in_.peek());
  if (!word.starts_with(key)) return std::nullopt;
  word.remove_prefix(key.size());
  if (number_kind(word) != NumberKind::nat) in_.unexpected(std::string(key) + " and a number");
  const auto value = parse_uN(word, 64);
  if (!value) throw Malformed(in_.peek().at, phrase::i64_constant_out_of_range, "TuN");
  in_.next();
  return value;
}

/// The exponent of an alignment. [Talign_]
u32 InstrParser::align(u32 natural) {
  const Region at = in_.peek().at;
  const auto bytes = assigned("align=");
  if (!bytes) return natural;
  if (!std::has_single_bit(*bytes)) throw Malformed(at, phrase::alignment_not_power_of_two, "Talign_");
  return static_cast<u32>(std::countr_zero(*bytes));
}

// [Tmemarg_]
MemArg InstrParser::memarg(Op op, MemIdx mem) {
  const Reading reading(in_, "Tmemarg_");
  MemArg out;
  out.mem = mem;
  out.offset = assigned("offset=").value_or(0);
  out.align = align(info(op).align);
  return out;
}

/// The first number is the memory if another number follows, else the lane.
MemArgLane InstrParser::memarg_lane(Op op) {
  const bool only_lane = in_.at(TokenKind::nat) && !in_.at(TokenKind::nat, 1) && !in_.at(TokenKind::keyword, 1);
  const bool lane_then_plain = in_.at(TokenKind::nat) && in_.at(TokenKind::keyword, 1) &&
                               !in_.text(in_.peek(1)).starts_with("offset=") &&
                               !in_.text(in_.peek(1)).starts_with("align=");
  const MemIdx mem(only_lane || lane_then_plain ? 0 : optional_index(ids_.mems, Feature::multi_memory));
  const MemArg arg = memarg(op, mem);
  return {arg, lane()};
}

// [Tlaneidx]
LaneIdx InstrParser::lane() {
  const Reading reading(in_, "Tlaneidx");
  const Token token = in_.expect(TokenKind::nat, "a lane index");
  const auto value = parse_uN(in_.text(token), 8);
  if (!value) throw Malformed(token.at, phrase::i8_constant_out_of_range, "Tu8");
  return LaneIdx(static_cast<u32>(*value));
}

/// Sixteen lane indices. [Tplaininstr_/vec-shuffle]
V128 InstrParser::shuffle() {
  const Reading reading(in_, "Tplaininstr_/vec-shuffle");
  const Region begin = in_.peek().at;
  std::vector<Token> literals;
  while (is_number(in_.peek().kind)) literals.push_back(in_.next());
  if (literals.size() != 16) {
    if (in_.at_unknown()) in_.unexpected("a lane index");
    throw Malformed(begin, phrase::invalid_lane_length, "Tplaininstr_/vec-shuffle");
  }
  V128 out;
  for (u32 i = 0; i < 16; ++i) {
    const auto value = literals[i].kind == TokenKind::nat ? parse_uN(in_.text(literals[i]), 8) : std::nullopt;
    if (!value) throw Malformed(literals[i].at, phrase::i8_constant_out_of_range, "Tu8");
    out.bytes[i] = static_cast<u8>(*value);
  }
  return out;
}

// [Tplaininstr_/vec-const]
V128 InstrParser::v128_const() {
  const Reading reading(in_, "Tplaininstr_/vec-const");
  const auto shape =
      std::find_if(shapes.begin(), shapes.end(), [this](const Shape& s) { return in_.at_keyword(s.word); });
  if (shape == shapes.end()) in_.unexpected("the shape of a vector");
  const Region begin = in_.next().at;
  std::vector<Token> literals;
  while (is_number(in_.peek().kind)) literals.push_back(in_.next());
  if (literals.size() != shape->lanes) {
    if (in_.at_unknown()) in_.unexpected("a number");
    throw Malformed(begin, phrase::wrong_number_of_lane_literals, "Tplaininstr_/vec-const",
                    " " + std::to_string(literals.size()) + ", expected " + std::to_string(shape->lanes));
  }
  V128 out;
  const u32 bytes = 16 / shape->lanes;
  for (u32 lane = 0; lane < shape->lanes; ++lane) {
    const Token& token = literals[lane];
    const auto value = lane_bits(in_.text(token), token.kind, 8 * bytes, shape->is_float);
    if (!value) throw Malformed(token.at, phrase::constant_out_of_range, shape->is_float ? "TfN" : "TiN");
    for (u32 i = 0; i < bytes; ++i) out.bytes[lane * bytes + i] = static_cast<u8>(*value >> 8 * i);
  }
  return out;
}

// [Tplaininstr_/num-const]
Imm InstrParser::number(ImmKind kind) {
  const Reading reading(in_, "Tplaininstr_/num-const");
  if (!is_number(in_.peek().kind)) in_.unexpected("a number");
  const Token token = in_.next();
  const bool is_float = kind == ImmKind::f32_const || kind == ImmKind::f64_const;
  const u32 bits = kind == ImmKind::i32_const || kind == ImmKind::f32_const ? 32 : 64;
  const auto value = lane_bits(in_.text(token), token.kind, bits, is_float);
  if (!value) throw Malformed(token.at, phrase::constant_out_of_range, is_float ? "TfN" : "TiN");
  switch (kind) {
  case ImmKind::i32_const: return static_cast<u32>(*value);
  case ImmKind::i64_const: return *value;
  case ImmKind::f32_const: return F32Bits{static_cast<u32>(*value)};
  default: return F64Bits{*value};
  }
}

/// Stack switching: type, for resume_throw a tag, and clauses `(on tag label)` or `(on tag switch)`.
std::shared_ptr<const Resume> InstrParser::resume(Op op) {
  auto out = std::make_shared<Resume>();
  out->type = TypeIdx(parse_index(in_, ids_.types));
  if (op == Op::resume_throw) out->tag = TagIdx(parse_index(in_, ids_.tags));
  while (in_.accept_form("on")) {
    OnClause clause;
    clause.tag = TagIdx(parse_index(in_, ids_.tags));
    clause.switch_ = in_.accept_keyword("switch");
    if (!clause.switch_) clause.label = label();
    in_.expect_rpar();
    out->clauses.push_back(clause);
  }
  return out;
}

}  // namespace touchstone::wasm
