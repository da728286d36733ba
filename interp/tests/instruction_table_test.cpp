// The table of instructions (2.4, interp/syntax/instructions.def) against the specifications' own indexes of instructions.
//
// spec-tests/rules/instructions.tsv and atomics.tsv hold those indexes, extracted from the pinned documents. Each row there
// must be in the table and each row of the table there, with the same mnemonic, opcode, type and kind of immediates.
// Instructions of proposals that neither index covers (stack switching and the like) are only checked for clashes.
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "interp/syntax/instructions.hpp"

namespace touchstone::wasm {

namespace {

struct IndexRow {
  std::string text, type, immediates, operator_;
  u8 prefix = 0;
  u32 code = 0;
  std::string rest;  // bytes behind the opcode that are always the same

  friend std::ostream& operator<<(std::ostream& out, const IndexRow& row) { return out << row.text; }
};

std::vector<std::string> split(const std::string& line, char separator) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == separator) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

/// `FD 80 02`: a prefix, then a u32 in LEB128; or one byte.
void read_opcode(const std::string& bytes, IndexRow& row) {
  std::istringstream in(bytes);
  in >> std::hex;
  u32 byte = 0;
  in >> byte;
  if (byte < 0xFB) {
    row.code = byte;
  } else {
    row.prefix = static_cast<u8>(byte);
    for (u32 shift = 0; in >> byte; shift += 7) {
      row.code |= (byte & 0x7F) << shift;
      if (byte < 0x80) break;
    }
  }
  in >> row.rest;
}

std::vector<IndexRow> read_index() {
  const auto folder = std::filesystem::path(TOUCHSTONE_SOURCE_DIR) / "spec-tests/rules";
  std::vector<IndexRow> rows;
  for (const char* name : {"instructions.tsv", "atomics.tsv"}) {
    std::ifstream file(folder / name);
    EXPECT_TRUE(file) << folder / name;
    std::string line;
    std::getline(file, line);  // the names of the columns
    while (std::getline(file, line)) {
      const auto fields = split(line, '\t');
      EXPECT_EQ(fields.size(), 7U) << line;
      if (fields.size() != 7) continue;
      IndexRow row{.text = fields[0], .type = fields[2], .immediates = fields[3], .operator_ = fields[6], .rest = {}};
      read_opcode(fields[1], row);
      rows.push_back(row);
    }
  }
  return rows;
}

const std::vector<IndexRow>& index() {
  static const auto rows = read_index();
  return rows;
}

std::vector<Op> all_ops() {
  std::vector<Op> ops;
  for (u32 i = 0; i < op_count; ++i) ops.push_back(static_cast<Op>(i));
  return ops;
}

/// Rows of the index with those of the table. What is missing there is for HasEveryInstructionOfTheIndex to report.
std::vector<std::pair<const IndexRow*, const OpInfo*>> pairs() {
  std::vector<std::pair<const IndexRow*, const OpInfo*>> both;
  for (const IndexRow& row : index()) {
    if (const Op* op = op_with_code(row.prefix, row.code)) both.emplace_back(&row, &info(*op));
  }
  return both;
}

/// What 3.0 and the threads proposal contain; other proposals are in neither index.
bool is_indexed(const OpInfo& row) { return Features::standard().has(row.feature); }

/// Names for reference types that the index writes out in full.
std::string abbreviated(std::string type) {
  static const std::pair<std::string_view, std::string_view> names[] = {{"(ref null array)", "arrayref"}};
  for (const auto& [full, name] : names) {
    if (const auto at = type.find(full); at != std::string::npos) type.replace(at, full.size(), name);
  }
  return type;
}

/// A type that the opcode alone does not give: with variables, sequences, or references to types of the module.
bool is_dependent(const std::string& type) {
  if (type.empty()) return true;  // `else` and `end`
  for (const std::string& word : split(type, ' ')) {
    static constexpr std::string_view plain[] = {"i32",   "i64",      "f32",    "f64", "v128",
                                                 "eqref", "arrayref", "i31ref", "->"};
    bool found = false;
    for (const std::string_view name : plain) found = found || word == name;
    if (!found) return true;
  }
  return false;
}

}  // namespace

TEST(InstructionTable, IndexesAreWhole) {
  std::map<u8, u32> count;
  for (const IndexRow& row : index()) ++count[row.prefix];
  EXPECT_EQ(count[0], 194U);
  EXPECT_EQ(count[0xFB], 31U);
  EXPECT_EQ(count[0xFC], 18U);
  EXPECT_EQ(count[0xFD], 256U);
  EXPECT_EQ(count[0xFE], 67U);
}

TEST(InstructionTable, HasEveryInstructionOfTheIndex) {
  for (const IndexRow& row : index()) {
    const Op* op = op_with_code(row.prefix, row.code);
    EXPECT_NE(op, nullptr) << row;
    if (op != nullptr) {
      EXPECT_EQ(info(*op).text, row.text);
    }
    const Op* first = op_with_text(row.text);
    EXPECT_NE(first, nullptr) << row;
  }
}

TEST(InstructionTable, HasNothingElse) {
  std::map<std::pair<u8, u32>, std::string_view> in_index;
  for (const IndexRow& row : index()) in_index[{row.prefix, row.code}] = row.text;
  for (const Op op : all_ops()) {
    const OpInfo& row = info(op);
    const auto found = in_index.find({row.prefix, row.code});
    EXPECT_EQ(found != in_index.end(), is_indexed(row)) << row.text;
    if (found != in_index.end()) {
      EXPECT_EQ(row.text, found->second);
    }
  }
}

TEST(InstructionTable, OpcodesAreDistinct) {
  std::map<std::pair<u8, u32>, std::string_view> seen;
  for (const Op op : all_ops()) {
    const auto [other, inserted] = seen.emplace(std::pair{info(op).prefix, info(op).code}, info(op).text);
    EXPECT_TRUE(inserted) << info(op).text << " and " << other->second;
    EXPECT_EQ(*op_with_code(info(op).prefix, info(op).code), op) << info(op).text;
  }
}

TEST(InstructionTable, TypesAgree) {
  for (const auto& [index_row, table_row] : pairs()) {
    const IndexRow& row = *index_row;
    const OpInfo& ours = *table_row;
    const std::string type = abbreviated(row.type);
    if (ours.signature == "*") {
      EXPECT_TRUE(is_dependent(type)) << row << ": " << type;
    } else {
      EXPECT_EQ(ours.signature, type) << row;
    }
  }
}

TEST(InstructionTable, ImmediatesAgree) {
  for (const auto& [index_row, table_row] : pairs()) {
    const IndexRow& row = *index_row;
    const OpInfo& ours = *table_row;
    EXPECT_EQ(ours.immediates == ImmKind::none || ours.immediates == ImmKind::fence, row.immediates.empty()) << row;
    EXPECT_EQ(ours.immediates == ImmKind::fence, !row.rest.empty()) << row;
    const bool memarg = row.immediates.find("memarg") != std::string::npos;
    const bool lane = row.immediates.find("laneidx") != std::string::npos;
    EXPECT_EQ(ours.immediates == ImmKind::memarg_lane, memarg && lane) << row;
    EXPECT_EQ(ours.immediates == ImmKind::memarg, memarg && !lane) << row;
    EXPECT_EQ(ours.immediates == ImmKind::lane || ours.immediates == ImmKind::shuffle, lane && !memarg) << row;
  }
}

/// The bits that a mnemonic says it accesses: `load32x2_s` and `wait64` 64, `i32.load8_u` 8, `i64.store` 64.
static u32 bits_accessed(std::string_view text) {
  std::size_t at = std::string_view::npos;
  for (const std::string_view verb : {"load", "store", "rmw", "wait"}) {
    if (const auto found = text.find(verb); found != std::string_view::npos) at = found + verb.size();
  }
  if (at == std::string_view::npos) return 32;  // memory.atomic.notify
  std::istringstream in{std::string(text.substr(at))};
  u32 bits = 0;
  if (in >> bits) {
    u32 lanes = 0;
    return in.peek() == 'x' && in.ignore() && in >> lanes ? bits * lanes : bits;
  }
  std::istringstream type{std::string(text.substr(1))};
  type >> bits;
  return bits;
}

TEST(InstructionTable, AlignmentsAreThoseOfTheAccess) {
  for (const Op op : all_ops()) {
    const OpInfo& row = info(op);
    if (row.immediates == ImmKind::memarg || row.immediates == ImmKind::memarg_lane) {
      EXPECT_EQ(8U << row.align, bits_accessed(row.text)) << row.text;
      EXPECT_EQ(row.atomic, row.prefix == 0xFE) << row.text;
    } else {
      EXPECT_EQ(row.align, 0) << row.text;
      EXPECT_FALSE(row.atomic) << row.text;
    }
  }
}

TEST(InstructionTable, OperatorsOfNumericInstructionsAgree) {
  for (const auto& [index_row, table_row] : pairs()) {
    const IndexRow& row = *index_row;
    const OpInfo& ours = *table_row;
    if (row.operator_.empty() || row.prefix == 0xFD) continue;  // the index names vector operators by their kind only
    std::string name = row.operator_.substr(std::string_view("#op-").size());
    if (name == "iextendn") name = "iextend";
    EXPECT_TRUE(ours.operator_.starts_with(name)) << row << ": " << ours.operator_ << " for " << name;
  }
}

}  // namespace touchstone::wasm
