// 2.4 Instructions: the enumeration Op, what the table says of each (`info`), immediates, and Instr.
//
// An expression is a flat sequence, as in the binary grammar (5.4.10): `block`, `loop`, `if`, `try_table` open a
// structured instruction, `else` and `end` delimit it, and a final `end` closes the expression.
// Strategy: the abstract syntax nests instruction sequences (2.4.2). A flat sequence says the same, is what both
// concrete formats and the validation algorithm (appendix 7.6) walk, and needs no recursion for any depth of nesting.
// Nested bodies exist where they matter: in the resolved tree that runs (execution/code.hpp).
#pragma once

#include <memory>
#include <string_view>
#include <variant>
#include <vector>

#include "interp/support/features.hpp"
#include "interp/support/source.hpp"
#include "interp/support/v128.hpp"
#include "interp/syntax/indices.hpp"
#include "interp/syntax/types.hpp"

namespace touchstone::wasm {

/// Every instruction, by its text with `.` as `_`; a C++ keyword gets a trailing `_`. Values are dense from 0.
enum class Op : u16 {
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) enumerator,
#include "interp/syntax/instructions.def"
};
inline constexpr u32 op_count = 0
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) +1
#include "interp/syntax/instructions.def"
    ;

/// The shapes of immediates: the column `immediates` of the table. Comments name the alternative of Imm that holds it.
enum class ImmKind : u8 {
  none,           // std::monostate
  block,          // BlockType
  label,          // LabelIdx
  label_table,    // BrTable
  func,           // FuncIdx
  type,           // TypeIdx
  table,          // TableIdx
  table_table,    // TableTable
  elem_table,     // ElemTable
  elem,           // ElemIdx
  data,           // DataIdx
  mem,            // MemIdx
  mem_mem,        // MemMem
  data_mem,       // DataMem
  local,          // LocalIdx
  global,         // GlobalIdx
  tag,            // TagIdx
  call_indirect,  // CallIndirect
  memarg,         // MemArg
  memarg_lane,    // MemArgLane
  lane,           // LaneIdx
  shuffle,        // V128: sixteen lane indices
  i32_const,      // u32
  i64_const,      // u64
  f32_const,      // F32Bits
  f64_const,      // F64Bits
  v128_const,     // V128
  select_types,   // SelectTypes
  heaptype,       // HeapType
  reftype,        // RefType
  br_on_cast,     // std::shared_ptr<const BrOnCast>
  try_table,      // std::shared_ptr<const TryTable>
  type_field,     // TypeField
  type_n,         // TypeN
  type_data,      // TypeData
  type_elem,      // TypeElem
  type_type,      // TypeType
  fence,          // std::monostate (a zero byte in the binary format)
  type_tag,       // TypeTag (switch)
  resume,         // std::shared_ptr<const Resume>
};

/// 2.3.8 blocktype: `[] -> [t?]` or a function type of the module.
struct BlockType {
  enum class Kind : u8 { none, value, type };
  Kind kind = Kind::none;
  ValType value;  ///< kind value
  TypeIdx type;   ///< kind type
  friend bool operator==(const BlockType&, const BlockType&) = default;
};

struct BrTable {
  std::vector<LabelIdx> labels;
  LabelIdx default_;
  friend bool operator==(const BrTable&, const BrTable&) = default;
};
struct TableTable {
  TableIdx dst, src;
  friend bool operator==(const TableTable&, const TableTable&) = default;
};
struct ElemTable {
  ElemIdx elem;
  TableIdx table;
  friend bool operator==(const ElemTable&, const ElemTable&) = default;
};
struct MemMem {
  MemIdx dst, src;
  friend bool operator==(const MemMem&, const MemMem&) = default;
};
struct DataMem {
  DataIdx data;
  MemIdx mem;
  friend bool operator==(const DataMem&, const DataMem&) = default;
};
struct CallIndirect {
  TableIdx table;
  TypeIdx type;
  friend bool operator==(const CallIndirect&, const CallIndirect&) = default;
};
/// 2.4.5 memarg, with the memory it refers to. `align` is the exponent; `offset` is in bytes.
struct MemArg {
  MemIdx mem;
  u32 align = 0;
  u64 offset = 0;
  friend bool operator==(const MemArg&, const MemArg&) = default;
};
struct MemArgLane {
  MemArg memarg;
  LaneIdx lane;
  friend bool operator==(const MemArgLane&, const MemArgLane&) = default;
};
struct F32Bits {
  u32 bits = 0;
  friend bool operator==(F32Bits, F32Bits) = default;
};
struct F64Bits {
  u64 bits = 0;
  friend bool operator==(F64Bits, F64Bits) = default;
};
struct SelectTypes {
  std::vector<ValType> types;
  friend bool operator==(const SelectTypes&, const SelectTypes&) = default;
};
struct BrOnCast {
  LabelIdx label;
  RefType from, to;
  friend bool operator==(const BrOnCast&, const BrOnCast&) = default;
};
/// 2.4.2 catch clause.
struct Catch {
  enum class Kind : u8 { catch_, catch_ref, catch_all, catch_all_ref };  // in the order of the binary format
  Kind kind = Kind::catch_;
  TagIdx tag;  ///< kinds catch_ and catch_ref
  LabelIdx label;
  Region at;
  friend bool operator==(const Catch& a, const Catch& b) {
    return a.kind == b.kind && a.tag == b.tag && a.label == b.label;
  }
};
struct TryTable {
  BlockType type;
  std::vector<Catch> catches;
  friend bool operator==(const TryTable&, const TryTable&) = default;
};
struct TypeField {
  TypeIdx type;
  FieldIdx field;
  friend bool operator==(const TypeField&, const TypeField&) = default;
};
struct TypeN {
  TypeIdx type;
  u32 n = 0;
  friend bool operator==(const TypeN&, const TypeN&) = default;
};
struct TypeData {
  TypeIdx type;
  DataIdx data;
  friend bool operator==(const TypeData&, const TypeData&) = default;
};
struct TypeElem {
  TypeIdx type;
  ElemIdx elem;
  friend bool operator==(const TypeElem&, const TypeElem&) = default;
};
struct TypeType {
  TypeIdx first, second;
  friend bool operator==(const TypeType&, const TypeType&) = default;
};
struct TypeTag {
  TypeIdx type;
  TagIdx tag;
  friend bool operator==(const TypeTag&, const TypeTag&) = default;
};
/// A handler clause of stack-switching's `resume`: `(on $tag $label)` or `(on $tag switch)`.
struct OnClause {
  TagIdx tag;
  bool switch_ = false;
  LabelIdx label;
  friend bool operator==(const OnClause&, const OnClause&) = default;
};
struct Resume {
  TypeIdx type;
  TagIdx tag;  ///< resume_throw only
  std::vector<OnClause> clauses;
  friend bool operator==(const Resume&, const Resume&) = default;
};

/// What follows the opcode. Which alternative an instruction has is `info(op).immediates`.
using Imm = std::variant<std::monostate, BlockType, LabelIdx, BrTable, FuncIdx, TypeIdx, TableIdx, TableTable,
                         ElemTable, ElemIdx, DataIdx, MemIdx, MemMem, DataMem, LocalIdx, GlobalIdx, TagIdx,
                         CallIndirect, MemArg, MemArgLane, LaneIdx, V128, u32, u64, F32Bits, F64Bits, SelectTypes,
                         HeapType, RefType, std::shared_ptr<const BrOnCast>, std::shared_ptr<const TryTable>, TypeField,
                         TypeN, TypeData, TypeElem, TypeType, TypeTag, std::shared_ptr<const Resume>>;

struct Instr {
  Op op;
  Region at;
  Imm imm;

  /// The immediate; the caller knows its shape from the table.
  template <class T>
  const T& as() const {
    return std::get<T>(imm);
  }
};

/// By structure; regions do not count.
bool operator==(const Instr& a, const Instr& b);

/// 2.4.10 expr: instructions with their final `end`.
using Expr = std::vector<Instr>;

/// What the table says of an instruction.
struct OpInfo {
  std::string_view text;  ///< mnemonic
  u8 prefix;              ///< 0, or the first byte of a two-part opcode
  u32 code;               ///< the opcode, or its second part (a u32 in the binary format)
  ImmKind immediates;
  u8 align;                    ///< natural alignment as an exponent, for memory accesses
  bool atomic;                 ///< alignment must be exactly natural, and accesses must be aligned
  std::string_view signature;  ///< "i32 i32 -> i32", or "*" where it depends on more than the opcode
  Feature feature;
  std::string_view operator_;  ///< the numeric function in the specification, or "none"
};

/// The row of an instruction.
const OpInfo& info(Op op);

/// The instruction with this opcode, if there is one.
const Op* op_with_code(u8 prefix, u32 code);

/// The instruction with this mnemonic; of `select` the plain one, of `ref.test` and `ref.cast` the non-null one.
const Op* op_with_text(std::string_view text);

/// Block, loop, if, try_table (and legacy try): instructions that an `end` closes, or (`try`) a `delegate`.
bool opens_block(Op op);
bool closes_block(Op op);

}  // namespace touchstone::wasm
