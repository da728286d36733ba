// 6.6 Modules: the parser of a module's fields. Internal to identifiers.cpp, modules.cpp and segments.cpp.
//
// Identifiers may be used before they are bound, and type uses may imply types behind all declared ones, so a module is
// read in three passes over its tokens: bind the identifiers of all fields; read the types; read everything else. The
// specification says the same with one identifier context for the whole module, [Tmodule/plain].
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "interp/support/features.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/text/annotations.hpp"
#include "interp/text/context.hpp"
#include "interp/text/instructions.hpp"
#include "interp/text/lexer.hpp"
#include "interp/text/types.hpp"

namespace touchstone::wasm {

/// A kind of definition that can be imported: its keyword in fields, and the word for messages.
struct ExternWord {
  std::string_view keyword;
  std::string_view word;
};
inline constexpr std::array<ExternWord, 5> extern_words = {
    {{"func", "function"}, {"table", "table"}, {"memory", "memory"}, {"global", "global"}, {"tag", "tag"}}};

class ModuleParser {
 public:
  ModuleParser(Cursor& in, Features on)
      : in_(in), on_(on), type_(in, on, ids_.types), annotations_(on), instr_(in, on, ids_, types_, annotations_) {
    type_.use(annotations_);
  }

  /// The fields up to the closing parenthesis.
  Module run(std::optional<Id> name, Region begin);

 private:
  // First pass: identifiers.
  void bind_fields();
  void bind_field();
  void bind_type();
  void bind_items();
  void bind_extern(ExternKind kind);
  std::optional<ExternKind> extern_keyword() const;
  void skip_inline_exports();
  bool inline_segment(ExternKind kind);
  Space& space(ExternKind kind);

  // Second pass: types.
  void read_types();
  SubType type_definition();

  // Third pass: the rest.
  void field();
  void func();
  void func_body(u32 x, const TypeUseText& use, TypeIdx type, Region begin);
  void table();
  void memory();
  void global();
  void tag();
  void data();
  void elem();
  void start();
  void import();
  void import_items(Import import, Region begin);
  ExternType import_type(Region begin, bool with_id);
  FuncUse functype(u32 x);
  void enter_name(ExternKind kind, u32 x);
  NameMap& names_of(ExternKind kind);
  void export_();

  u32 enter_definition(ExternKind kind);
  bool inline_import(Import& import);
  void begin_import(Region at);
  void end_import(Import import, Region begin);
  ExternType externtype(ExternKind kind, u32 x);
  TagType tagtype();
  TypeIdx named_typeuse(u32 x);
  void bind_params(Space& locals, const TypeUseText& use, TypeIdx type);
  Expr offset();
  bool at_bare_index() const;
  std::vector<Expr> elemexprs();
  std::vector<Expr> elemidxs();
  void elemlist(Elem& out);
  void active_data(u32 memory, AddrType addr, Region begin);
  void active_elem(u32 table, AddrType addr, const RefType& type, Region begin);
  void keep_names();

  Cursor& in_;
  Features on_;
  Module module_;
  IdentifierContext ids_;
  TypeDefs types_;
  TypeParser type_;
  ModuleAnnotations annotations_;
  InstrParser instr_;
  std::vector<u32> type_fields_;  // where the second pass begins
  std::array<u32, 5> next_{};     // the next index of each extern kind, in the third pass
  u32 next_type_ = 0;             // likewise of the types, in the second
  std::optional<ExternKind> last_definition_;
  u64 repeated_names_ = 0;  // bytes of module names that compact imports have repeated
};

}  // namespace touchstone::wasm
