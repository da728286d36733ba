// 2.4 Instructions: the table as data, and look-ups by opcode and by mnemonic.
#include "interp/syntax/instructions.hpp"

#include <array>
#include <unordered_map>

namespace touchstone::wasm {

namespace {

constexpr std::array<OpInfo, op_count> table = {{
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) \
  OpInfo{text, prefix, code, ImmKind::immediates, 0, false, signature, Feature::feature, #operator_},
#define LOAD(enumerator, text, prefix, code, align, signature, feature) \
  OpInfo{text, prefix, code, ImmKind::memarg, align, false, signature, Feature::feature, "none"},
#define STORE LOAD
#define LOAD_LANE(enumerator, text, prefix, code, align, signature, feature) \
  OpInfo{text, prefix, code, ImmKind::memarg_lane, align, false, signature, Feature::feature, "none"},
#define STORE_LANE LOAD_LANE
#define ATOMIC(enumerator, text, prefix, code, align, signature, feature) \
  OpInfo{text, prefix, code, ImmKind::memarg, align, true, signature, Feature::feature, "none"},
#include "interp/syntax/instructions.def"
}};

constexpr auto all_ops = [] {
  std::array<Op, op_count> ops{};
  for (u32 i = 0; i < op_count; ++i) ops[i] = static_cast<Op>(i);
  return ops;
}();

}  // namespace

const OpInfo& info(Op op) { return table[static_cast<u32>(op)]; }

const Op* op_with_code(u8 prefix, u32 code) {
  static const auto by_code = [] {
    std::unordered_map<u64, const Op*> map;
    for (const Op& op : all_ops) map.emplace(u64{info(op).prefix} << 32 | info(op).code, &op);
    return map;
  }();
  const auto found = by_code.find(u64{prefix} << 32 | code);
  return found == by_code.end() ? nullptr : found->second;
}

const Op* op_with_text(std::string_view text) {
  static const auto by_text = [] {
    std::unordered_map<std::string_view, const Op*> map;
    for (const Op& op : all_ops) map.emplace(info(op).text, &op);  // the first row of a mnemonic stays
    return map;
  }();
  const auto found = by_text.find(text);
  return found == by_text.end() ? nullptr : found->second;
}

bool opens_block(Op op) {
  return op == Op::block || op == Op::loop || op == Op::if_ || op == Op::try_table || op == Op::try_;
}

bool closes_block(Op op) { return op == Op::end || op == Op::delegate; }

bool operator==(const Instr& a, const Instr& b) {
  if (a.op != b.op || a.imm.index() != b.imm.index()) return false;
  return std::visit(
      [&b]<class T>(const T& x) {
        const T& y = std::get<T>(b.imm);
        if constexpr (requires {
                        *x == *y;
                        x.use_count();
                      }) {
          return *x == *y;
        } else {
          return x == y;
        }
      },
      a.imm);
}

}  // namespace touchstone::wasm
