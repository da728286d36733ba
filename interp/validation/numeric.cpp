// 3.4.10 Numeric instructions, 3.4.11 Vector instructions: all typed by their row of the table, and the lane immediates
// checked besides.
#include "interp/support/messages.hpp"
#include "interp/validation/instruction_types.hpp"
#include "interp/validation/rules.hpp"

namespace touchstone::wasm {

/// The way of most instructions: what is there is just what is required, so kinds are compared and nothing else done.
void InstrRules::apply(V& v, Op op, ValKind address) {
  const InstrType& type = instrtype(op);
  const auto kind = [address](InstrType::Type t) { return t.address ? address : t.kind; };
  const std::size_t n = type.param_count;
  const std::size_t size = v.operands_.size();
  bool holds = size - v.frames_.back().height >= n;
  for (std::size_t i = 0; holds && i < n; ++i) holds = v.operands_[size - n + i].kind == kind(type.params[i]);
  if (holds) {
    v.operands_.resize(size - n);
  } else {
    std::array<ValType, 4> params;
    for (std::size_t i = 0; i < n; ++i) params[i] = kind(type.params[i]);
    v.pop(TypeSpan(params).first(n));
  }
  for (std::size_t i = 0; i < type.result_count; ++i) v.push(kind(type.results[i]));
}

// [Instr_ok/const, Instr_ok/unop, Instr_ok/binop, Instr_ok/testop, Instr_ok/relop, Instr_ok/cvtop]
// [Instr_ok/vconst, Instr_ok/vvunop, Instr_ok/vvbinop, Instr_ok/vvternop, Instr_ok/vvtestop, Instr_ok/vunop]
// [Instr_ok/vbinop, Instr_ok/vternop, Instr_ok/vtestop, Instr_ok/vrelop, Instr_ok/vshiftop, Instr_ok/vbitmask]
// [Instr_ok/vswizzlop, Instr_ok/vsplat, Instr_ok/vextunop, Instr_ok/vextbinop, Instr_ok/vextternop]
// [Instr_ok/vnarrow, Instr_ok/vcvtop, Instr_ok/wideop, Instr_ok/extwideop]
void InstrRules::numeric(V& v, const Instr& instr) { apply(v, instr.op, ValKind::i32); }

/// The number of lanes of a shape: 16 for `i8x16.splat`.
static u32 dimension(std::string_view text) {
  u32 lanes = 0;
  for (const char c : text.substr(text.find('x') + 1)) {
    if (c < '0' || c > '9') break;
    lanes = lanes * 10 + static_cast<u32>(c - '0');
  }
  return lanes;
}

// [Instr_ok/vextract_lane, Instr_ok/vreplace_lane]
void InstrRules::lane(V& v, const Instr& instr) {
  const u32 i = instr.as<LaneIdx>().value;
  const u32 lanes = dimension(info(instr.op).text);
  if (i >= lanes) {
    v.fail(phrase::invalid_lane_index, " " + std::to_string(i) + ": there are " + std::to_string(lanes) + v.at_instr());
  }
  apply(v, instr.op, ValKind::i32);
}

// [Instr_ok/vshuffle]
void InstrRules::shuffle(V& v, const Instr& instr) {
  for (const u8 i : instr.as<V128>().bytes) {
    if (i < 32) continue;
    v.fail(phrase::invalid_lane_index, " " + std::to_string(u32{i}) + ": there are 32" + v.at_instr());
  }
  apply(v, instr.op, ValKind::i32);
}

}  // namespace touchstone::wasm
