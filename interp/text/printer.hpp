// Printing: what modules, types and instructions share. Internal to print_*.cpp.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "interp/support/error.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/text/print.hpp"

namespace touchstone::wasm {

/// The names of one index space: identifiers, and annotations for those that no identifier can say.
class Ids {
 public:
  Ids() = default;
  /// Empty names and repeated ones are annotations; those of indices from `count` on are left out.
  Ids(const NameMap& names, u32 count);

  /// `$f`, or the number.
  std::string use(u32 x) const;
  /// ` $f`, ` (@name "f")` or nothing.
  std::string binding(u32 x) const;
  bool has(u32 x) const { return printed_.contains(x) || annotated_.contains(x); }

 private:
  std::unordered_map<u32, std::string> printed_;
  std::unordered_map<u32, std::string> annotated_;
};

/// A module and the identifiers of its index spaces.
struct PrintContext {
  PrintContext(const Module& printed, const PrintOptions& how);

  std::string heaptype(const HeapType& ht) const;
  std::string reftype(const RefType& rt) const;
  std::string valtype(const ValType& t) const;
  std::string storagetype(const StorageType& zt) const;
  std::string fieldtype(const FieldType& ft) const;
  std::string functype(const FuncType& ft) const;  ///< ` (param ...) (result ...)`, or nothing
  std::string limits(AddrType addr, const Limits& limits) const;
  std::string memtype(const MemType& mt) const;
  std::string tabletype(const TableType& tt) const;
  std::string globaltype(const GlobalType& gt) const;
  std::string typeuse(const TypeUse& use) const;  ///< `(type x)`

  /// ` (;3;)`, or nothing if not wanted.
  std::string comment(u32 x) const;

  /// The function type with this index, or null.
  const FuncType* functype_at(u32 x) const;
  /// The function type that continuation type `x` is made of.
  const FuncType* functype_of_cont(u32 x) const;
  const FuncType* type_of_func(u32 x) const;
  const FuncType* type_of_tag(u32 x) const;

  const Module& module;
  const PrintOptions& options;
  std::vector<const SubType*> subtypes;
  std::vector<u32> func_types, tag_types;  ///< type indices, imports first
  Ids types, funcs, tables, mems, globals, elems, datas, tags;
  std::vector<Ids> fields;  ///< by type
};

/// The body of a function without its final `end`, each instruction on a line of its own at `level` or deeper.
void print_body(std::string& out, const PrintContext& context, const Expr& body, const Ids& locals,
                const NameMap& labels, const BranchHints& hints, const FuncType* type, u32 level);

/// A constant expression without its final `end`, folded, on one line.
/// @param wrapper  `offset` or `item`, left out where one folded instruction says the same; or none.
void print_expr(std::string& out, const PrintContext& context, const Expr& expr, std::string_view wrapper);

}  // namespace touchstone::wasm
