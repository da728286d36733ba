// Printing: what definitions and types share. Internal to print*.cpp.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "abi/syntax/components.hpp"
#include "abi/text/print.hpp"

namespace touchstone::component {

/// The index spaces of a scope, as far as it is printed, and the identifiers in them.
class PrintScope {
 public:
  PrintScope() = default;
  explicit PrintScope(const ComponentNames& names);

  /// The identifier of the next index of a sort, or nothing.
  std::string next_id(Sort sort) const;
  /// ` (;3;)` for the next index of a sort, or nothing.
  std::string comment(Sort sort, const PrintOptions& options) const;
  /// Gives it away: from here on it is written as its identifier.
  void bind(Sort sort) { ++spaces_[static_cast<u32>(sort)].count; }
  /// `$f`, or the number.
  std::string use(Sort sort, u32 x) const;
  /// Whether a use is written as an identifier.
  bool has_id(Sort sort, u32 x) const;

  std::string name;             ///< identifier of the component, or empty
  bool is_module_type = false;  ///< where sorts are written without `core`

 private:
  struct Space {
    u32 count = 0;
    std::unordered_map<u32, std::string> ids;
  };
  const Space& space(Sort sort) const { return spaces_[static_cast<u32>(sort)]; }

  std::vector<Space> spaces_ = std::vector<Space>(sort_count);
};

class Printer {
 public:
  explicit Printer(const PrintOptions& how) : options(how) { scopes_.emplace_back(); }

  /// `(component ...)`; `id` and `comment` stand behind the word.
  void component(const Component& c, const std::string& id, const std::string& comment);
  /// deftype, on one line or, for component and instance types, on several.
  void deftype(const TypeDef& def);

  std::string take() { return std::move(out); }

 private:
  // Component Definitions (print.cpp)
  void definition(const Definition& d);
  void core_module(const wasm::Module& m);
  void core_instance(const CoreInstance& instance);
  void instance(const Instance& instance);
  template <class Arg>
  void with(const Arg& arg, const std::string& what);
  void canon(const Canon& c);
  std::string canon_immediates(const Canon& c) const;
  std::string canonopt(const CanonOpt& opt) const;
  void start(const Start& s);
  void import(const Import& i);
  void export_(const Export& e);
  void value(const ValueDef& v);
  void custom(const wasm::Custom& c);

  // Aliases and references (print.cpp)
  std::string alias(const Alias& a);
  std::string sortidx(SortIdx x) const;
  std::string core_sortidx(SortIdx x) const;  ///< without `core`
  std::string externname(const ExternName& name) const;

  // Types (print_types.cpp)
  void type(const TypeDef& def);
  std::string valtype(const ValType& t) const;
  /// As valtype, where an identifier would be taken for a binding.
  std::string distinct_valtype(const ValType& t) const;
  std::string optional(const std::optional<ValType>& t) const;
  std::string defvaltype(const DefValType& t) const;
  std::string functype(const FuncType& t) const;
  std::string resourcetype(const ResourceType& t) const;
  template <class D>
  void decls(std::string_view word, const std::vector<D>& list, PrintScope inner);
  void decl(const Decl& d);
  void decl(const ModuleDecl& d);
  std::string externtype(const ExternType& et, bool binds);
  void core_type(const CoreTypeDef& def, std::string_view prefix);
  std::string core_externtype(const wasm::ExternType& type) const;

  PrintScope& scope() { return scopes_.back(); }
  const PrintScope& scope() const { return scopes_.back(); }
  std::string use(Sort sort, u32 x) const { return scope().use(sort, x); }
  /// The next index of a sort, as a definition shows it: ` $f (;3;)`, each if there is one.
  std::string binding(Sort sort) const {
    const std::string id = scope().next_id(sort);
    return (id.empty() ? "" : " " + id) + scope().comment(sort, options);
  }
  std::string bind(Sort sort) {
    std::string text = binding(sort);
    scope().bind(sort);
    return text;
  }
  void line(std::string_view text = {}, std::optional<u32> at = {});
  /// Begins what stands one level deeper.
  void open(std::string_view text) {
    out += text;
    ++level_;
  }
  /// Ends it, with a parenthesis on a line of its own.
  void close() {
    --level_;
    line(")");
  }

  const PrintOptions& options;
  std::string out;
  std::vector<PrintScope> scopes_;
  u32 level_ = 0;
};

/// A value as a literal, where one says just these bytes; else `(binary ...)`.
std::string print_value(const ValueDef& value);

}  // namespace touchstone::component
