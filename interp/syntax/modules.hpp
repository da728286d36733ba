// 2.5 Modules: what decoder and parser produce, and what validator, printer, encoder and instantiation read.
//
// Order inside a module is the order of the index spaces, with imports first. Names (the identifiers of the text
// format, the name section of the binary format, 7.7.1 of the appendix) stand beside, in `Names`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interp/support/source.hpp"
#include "interp/syntax/indices.hpp"
#include "interp/syntax/instructions.hpp"
#include "interp/syntax/types.hpp"

namespace touchstone::wasm {

/// 2.2.5 name: well-formed UTF-8.
using Name = std::string;

/// A run of equal locals, as the binary format groups them.
struct Locals {
  u32 count = 0;
  ValType type;
  Region at;
  friend bool operator==(const Locals& a, const Locals& b) { return a.count == b.count && a.type == b.type; }
};

/// 2.5.7 func. The body ends with `end`.
struct Func {
  TypeIdx type;
  std::vector<Locals> locals;
  Expr body;
  Region at;
};

/// 2.5.6 table, with its initialiser (absent: null references).
struct Table {
  TableType type;
  std::optional<Expr> init;
  Region at;
};

/// 2.5.5 mem.
struct Mem {
  MemType type;
  Region at;
};

/// 2.5.4 global.
struct Global {
  GlobalType type;
  Expr init;
  Region at;
};

/// 2.5.3 tag.
struct Tag {
  TagType type;
  Region at;
};

/// 2.5.9 elem.
struct Elem {
  enum class Mode : u8 { passive, active, declarative };
  RefType type;
  std::vector<Expr> init;
  Mode mode = Mode::passive;
  TableIdx table;  ///< mode active
  Expr offset;     ///< mode active
  Region at;
};

/// 2.5.8 data.
struct Data {
  enum class Mode : u8 { passive, active };
  std::string init;
  Mode mode = Mode::passive;
  MemIdx mem;   ///< mode active
  Expr offset;  ///< mode active
  Region at;
};

/// 2.5.10 start.
struct Start {
  FuncIdx func;
  Region at;
};

/// 2.5.12 export.
struct Export {
  Name name;
  ExternKind kind = ExternKind::func;
  u32 index = 0;  ///< in the index space of its kind
  Region at;
};

/// 2.5.11 import.
struct Import {
  Name module;
  Name name;
  ExternType type;
  Region at;
};

/// 5.5.3 custom section: content uninterpreted. The name section is kept in `Names` instead.
struct Custom {
  Name name;
  std::string content;
  u8 after = 0;  ///< id of the last non-custom section before it; 0 at the start
  Region at;
};

using NameMap = std::map<u32, Name>;
using IndirectNameMap = std::map<u32, NameMap>;

/// The name section (appendix 7.7.1), and where the text format's identifiers go.
struct Names {
  std::optional<Name> module;
  NameMap funcs, types, tables, mems, globals, elems, datas, tags;
  IndirectNameMap locals, labels, fields;  ///< by function; by function; by type

  bool empty() const;
  friend bool operator==(const Names&, const Names&) = default;
};

/// The branches of a function that are likely (true) or not, by the index of the instruction (appendix 7.7.2).
using BranchHints = std::map<u32, bool>;

/// 2.5 module.
struct Module {
  std::vector<RecType> types;
  std::vector<Import> imports;
  std::vector<Func> funcs;
  std::vector<Table> tables;
  std::vector<Mem> mems;
  std::vector<Global> globals;
  std::vector<Tag> tags;
  std::vector<Export> exports;
  std::optional<Start> start;
  std::vector<Elem> elems;
  std::vector<Data> datas;
  std::optional<u32> data_count;  ///< binary format: the data count section was there; text: set when code names data
  std::vector<Custom> customs;
  Names names;
  std::map<u32, BranchHints> branch_hints;  ///< by function
  SourcePtr source;                         ///< what the regions refer to
  Region at;

  /// The number of subtypes in all groups: the length of the type index space.
  u32 type_count() const;

  /// Number of imports of a kind: where the module's own definitions begin in that index space.
  u32 import_count(ExternKind kind) const;
};

/// The subtype with this type index, or null: syntactic, so its type uses are `index`.
const SubType* subtype_at(const Module& module, TypeIdx x);

}  // namespace touchstone::wasm
