// 6.4 Types: from text. Reads with any index space of types, so that components can use it for their core types.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "interp/support/features.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/text/context.hpp"
#include "interp/text/lexer.hpp"

namespace touchstone::wasm {

/// An abstract heap type: its word, and the word of the nullable reference to it.
struct HeapWord {
  std::string_view heap, ref;
  HeapKind kind;
  Feature feature;
};
std::span<const HeapWord> heap_words();

/// A parameter of a function type, with the identifier and the annotation it may have.
struct Param {
  std::optional<Id> id;
  std::optional<Name> name;
  ValType type;
};

class ModuleAnnotations;

/// A type use as written: `(type x)?` and then parameters and results.
struct TypeUseText {
  std::optional<TypeIdx> index;
  std::vector<Param> params;
  ResultType results;
  Region at;  ///< of the index, or of the parameters and results without one

  bool has_inline_type() const { return !params.empty() || !results.empty(); }
  FuncType functype() const;
};

/// The productions of 6.4, one function each.
class TypeParser {
 public:
  TypeParser(Cursor& in, Features on, const Space& types) : in_(in), on_(on), types_(types) {}

  /// Takes the names that annotations give to parameters and fields.
  void use(ModuleAnnotations& annotations) { annotations_ = &annotations; }

  bool at_reftype() const;
  HeapType heaptype();
  RefType reftype();
  /// A reference type in the place where 1.0 knew `funcref` only.
  RefType table_reftype();
  ValType valtype();
  StorageType storagetype();
  FieldType fieldtype();
  /// @param fields  where field identifiers are bound; may be null.
  SubType subtype(Space* fields);
  FuncType functype();
  TypeUseText typeuse(bool with_ids);

  AddrType addrtype();
  Limits limits();
  MemType memtype();
  void page_size(MemType& out);
  TableType tabletype();
  GlobalType globaltype();

 private:
  void params(std::vector<Param>& out, bool with_ids);
  void results(ResultType& out);
  CompType comptype(Space* fields);
  void descriptor_clauses(SubType& out);
  StructType structtype(Space* fields);
  std::optional<Name> name_annotation();

  Cursor& in_;
  Features on_;
  const Space& types_;
  ModuleAnnotations* annotations_ = nullptr;
};

/// The types of a module in the making: those it declares, and those its type uses imply, which come behind.
class TypeDefs {
 public:
  void define(RecType rec);
  u32 count() const { return static_cast<u32>(where_.size()); }
  /// The function type with this index; null if there is none or it is another type.
  const FuncType* functype(u32 x) const;

  /// The type index that a type use stands for, checked against its parameters and results. [Ttypeuse_]
  TypeIdx resolve(const TypeUseText& use);

  /// The first type that is just this function type; made if there is none. [Ttypeuse_/abbrev]
  TypeIdx implied(FuncType ft, Region at);

  std::vector<RecType> take() { return std::move(recs_); }

 private:
  void remember(const FuncType& ft, u32 x);

  std::vector<RecType> recs_;
  std::vector<std::pair<u32, u32>> where_;          // by type index: group, position
  std::unordered_map<std::string, u32> functypes_;  // by functype_key, the first of each
};

}  // namespace touchstone::wasm
