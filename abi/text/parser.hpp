// Explainer.md, text format: a method for each production, named as there.
//
// Methods are defined by chapter: components, instances, aliases, imports and exports in components.cpp, types in
// types.cpp, core types in core_types.cpp, canonical definitions in canon.cpp, value literals in values.cpp. Sugar is
// expanded on the way: what an abbreviation stands for is emitted in front of the definition that uses it.
#pragma once

#include <unordered_set>

#include "abi/text/parse.hpp"
#include "abi/text/scope.hpp"
#include "interp/text/types.hpp"

namespace touchstone::component {

class Parser {
 public:
  Parser(wasm::Cursor& cursor, const Profile& on) : in(cursor), profile(on) {}

  /// The fields of a component, up to the closing parenthesis or the end.
  Component component(std::optional<wasm::Id> id, Region begin, TextScope* parent);

 private:
  using Id = wasm::Id;
  using TokenKind = wasm::TokenKind;

  // Component Definitions (components.cpp)
  void customs();
  void field();
  void core_field(Region begin);
  void core_module(Region begin);
  void core_instance(Region begin);
  void nested_component(Region begin);
  void instance(Region begin);
  void func(Region begin);
  void type_field(Region begin);
  void value_field(Region begin);
  void start(Region begin);
  void import(Region begin);
  void export_(Region begin);
  std::shared_ptr<const wasm::Module> module_binary(std::optional<Id> id, Region begin);

  // Alias Definitions (aliases.cpp)
  void alias(Region begin);
  struct OuterTarget {
    u32 count = 0;
    std::variant<u32, Id> index;
  };
  OuterTarget outer();
  Alias::Outer outer_index(const OuterTarget& target, Sort sort) const;
  Alias export_target();
  void emit_alias(Alias alias, const std::optional<Id>& id, Region begin);
  bool at_inverted_alias() const;
  /// `(sort $id? (alias ...))`, behind the identifier.
  void inverted_alias(Sort sort, const std::optional<Id>& id, Region begin);
  Sort sort_word();
  Sort core_sort_word();

  // Instance Definitions (instances.cpp)
  CoreInstance::Arg core_instantiatearg();
  std::vector<CoreInstance::Export> core_inlineexports();
  Instance::Arg instantiatearg();
  std::vector<Instance::Export> inlineexports();
  u32 emit_instance(Instance::Exports exports, Region begin);

  // Index Spaces: references (aliases.cpp)
  /// `idx`, `(sort idx name*)`, with `core` in front of core sorts where `core_prefix`; pending.
  u32 reference(Sort sort, bool core_prefix);
  u32 sortidx_body(Sort sort, Region begin);
  SortIdx externidx();
  SortIdx core_externidx();
  u32 pend(Ref ref);
  std::variant<u32, Id> number_or_id();

  // Import and Export Definitions (components.cpp)
  ExternName externname();
  void attributes(ExternName& name);
  /// `(import "x")`: sugar inside a definition.
  std::optional<ExternName> inline_import();
  /// `(export "x")*`: sugar inside a definition.
  std::vector<ExternName> inline_exports();
  bool at_inline(std::string_view word) const;
  void defer_exports(std::vector<ExternName> names, Sort sort, u32 index, Region at);
  void emit_import(ExternName name, ExternType type, Sort sort, const std::optional<Id>& id, Region begin);

  // Type Definitions (types.cpp)
  std::shared_ptr<TypeDef> deftype();
  std::optional<PrimValType> primvaltype();
  DefValType defvaltype(std::string_view word);
  std::optional<ValType> optional_valtype();
  ValType valtype();
  std::vector<std::string> labels();
  FuncType functype();
  ResourceType resourcetype();
  ComponentType componenttype();
  InstanceType instancetype();
  void declarators(TextScope::Kind kind, std::vector<Decl>& decls, ComponentNames& names);
  void declarator(bool imports);
  u32 emit_type(std::shared_ptr<TypeDef> def, const std::optional<Id>& id);
  /// `(type idx)`: a type use and nothing else.
  bool at_typeuse() const;
  u32 typeuse();
  /// The type of a function: a type use, or a type that is emitted.
  u32 func_typeuse();
  ExternType externtype_body(Sort sort);
  std::pair<ExternType, Sort> bound_externtype(std::optional<Id>& id);
  TypeBound typebound();
  ValueBound valuebound();

  // Core types (core_types.cpp)
  void core_type(Region begin);
  void core_rec(Region begin);
  std::shared_ptr<const ModuleType> moduletype();
  void moduledecl();
  u32 core_moduletype_use();
  wasm::ExternType core_externtype();
  u32 core_typeuse();
  void check_core_typeuse(const wasm::TypeUseText& use) const;
  /// Aliases the core types of enclosing scopes that the rest of the form at the cursor names, and lets their
  /// identifiers stand for the aliases until the form is read.
  /// @param own  identifiers that the form itself is about to bind.
  void adopt_outer_core_types(const std::unordered_set<std::string>& own);
  wasm::SubType core_subtype();
  void append_core_type(CoreTypeDef def);

  // Canonical Definitions (canon.cpp)
  void canon(Region begin);
  Canon canon_body(CanonOp op);
  CanonOp canon_word();
  std::vector<CanonOpt> canonopts();
  bool canonopt(std::vector<CanonOpt>& out);
  u32 canonopt_index(Sort sort);
  void core_func(Region begin);

  // Value Definitions (values.cpp)
  std::string literal(const ValType& type);

  /// Resolves a definition's references and appends it to the scope.
  template <class D>
  void emit(D definition, Region at) {
    Definition d{std::move(definition), at};
    Resolver(refs_, *scope_)(d);
    scope_->definitions.push_back(std::move(d));
  }
  void emit_decl(Decl decl);
  u32 bind(Sort sort, const std::optional<Id>& id) { return scope_->space(sort).bind(id); }
  Region since(Region begin) const { return in.since(begin); }

  class Nested;  ///< one level of nesting, bounded

  wasm::Cursor& in;
  const Profile& profile;
  TextScope* scope_ = nullptr;
  std::vector<Ref> refs_;
  std::unordered_map<const void*, std::unordered_map<std::string_view, u32>> label_indices_;  ///< of types in literals
  u32 depth_ = 0;          ///< of components and types that have a scope, as in the binary format
  u32 valtype_depth_ = 0;  ///< of value types inside each other
};

/// Counts a level of nesting while it lives; throws Malformed when there are too many.
class Parser::Nested {
 public:
  Nested(const Parser& parser, u32& depth);
  ~Nested() { --depth_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  u32& depth_;
};

}  // namespace touchstone::component
