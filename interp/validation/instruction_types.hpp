// The column `signature` of the instruction table, read at compile time.
//
// A signature of number, vector and address types is all there is to say of an instruction's type, so one function
// types them all (numeric.cpp, and memory.cpp where addresses occur). Rows with `*` or with reference types have rules
// of their own. Not in the specification, which has a rule for each shape of operator.
#pragma once

#include <array>
#include <string_view>

#include "interp/syntax/instructions.hpp"

namespace touchstone::wasm {

/// 3.1.4 instrtype, as far as a row tells it.
struct InstrType {
  /// A type, and whether it stands for `addr`, which reads as i32 here.
  struct Type {
    ValKind kind = ValKind::i32;
    bool address = false;
  };
  bool simple = false;  ///< number, vector and address types alone
  u8 param_count = 0;
  u8 result_count = 0;
  std::array<Type, 4> params{};
  std::array<Type, 2> results{};
};

/// Parses "i32 i32 -> i32"; not simple if it holds anything else.
constexpr InstrType parse_instrtype(std::string_view text) {
  struct Word {
    std::string_view text;
    InstrType::Type type;
  };
  constexpr Word words[] = {{"i32", {ValKind::i32, false}},   {"i64", {ValKind::i64, false}},
                            {"f32", {ValKind::f32, false}},   {"f64", {ValKind::f64, false}},
                            {"v128", {ValKind::v128, false}}, {"addr", {ValKind::i32, true}}};
  InstrType out;
  bool after_arrow = false;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view token = text.substr(0, space);
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    if (token == "->") {
      after_arrow = true;
      continue;
    }
    const Word* found = nullptr;
    for (const Word& word : words) {
      if (word.text == token) found = &word;
    }
    if (found == nullptr) return InstrType{};
    if (after_arrow) {
      out.results.at(out.result_count++) = found->type;
    } else {
      out.params.at(out.param_count++) = found->type;
    }
  }
  out.simple = after_arrow;
  return out;
}

namespace instrtypes {
inline constexpr std::array<InstrType, op_count> table = {{
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) parse_instrtype(signature),
#include "interp/syntax/instructions.def"
}};
}  // namespace instrtypes

/// The row's signature.
constexpr const InstrType& instrtype(Op op) { return instrtypes::table[static_cast<u32>(op)]; }

}  // namespace touchstone::wasm
