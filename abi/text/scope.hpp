// Scopes and references of the text format: index spaces, identifiers, and the sugar that a reference may be.
//
// Definitions refer only to what stands before them, so one pass suffices: a definition gets its index when it is
// emitted. A reference is read first (`Ref`) and resolved when the definition that holds it is emitted; resolving may
// emit aliases in front of that definition: of an export (`(func $i "a" "b")`), or of a definition of an enclosing scope
// (an identifier that is not bound here). Until then the index in the syntax tree is the number of its Ref.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "abi/syntax/components.hpp"
#include "interp/text/context.hpp"
#include "interp/text/lexer.hpp"

namespace touchstone::component {

/// [Explainer.md#index-spaces] A reference as written: an index or identifier, and names of exports to follow.
struct Ref {
  Sort sort = Sort::func;
  std::variant<u32, wasm::Id> base;
  std::vector<std::string> exports;
  Region at;
};

/// A type as literals of values see it: its definition, and the scope whose indices the definition speaks of.
struct SeenType {
  std::shared_ptr<const TypeDef> def;  ///< null: cannot be seen from here
  const class TextScope* scope = nullptr;
};

/// Where a core type is defined: aliases of enclosing scopes are followed.
struct CoreTypeHome {
  const class TextScope* scope = nullptr;
  u32 index = 0;
  friend bool operator==(const CoreTypeHome&, const CoreTypeHome&) = default;
};

/// Whether outer aliases may have this sort.
bool is_outer_alias_sort(Sort sort);

/// What collects the definitions of a scope: a component, a component type, an instance type or a module type.
class TextScope {
 public:
  enum class Kind : u8 { component, component_type, instance_type, module_type };

  TextScope(Kind which, TextScope* enclosing);

  Kind kind;
  TextScope* parent;
  u32 depth;  ///< number of enclosing scopes
  std::optional<std::string> name;
  std::vector<wasm::Space> spaces;  ///< by Sort

  std::vector<Definition> definitions;   ///< kind component
  std::vector<Decl> decls;               ///< kinds component_type and instance_type
  std::vector<ModuleDecl> module_decls;  ///< kind module_type
  std::vector<Definition> at_end;        ///< kind component: the exports written inside other definitions

  std::unordered_map<u32, SeenType> seen_types;  ///< by type index, those that can be seen
  SeenType seen_type(u32 x) const;
  void see_type(u32 x, SeenType type);

  std::unordered_map<u32, wasm::FuncType> core_functypes;  ///< by core type index, those defined here
  std::unordered_map<u32, CoreTypeHome> core_aliases;      ///< by core type index
  void see_core_types(const wasm::RecType& rec, u32 first);
  CoreTypeHome core_type_home(u32 x) const;
  /// A core function type whose indices are those of another scope, against one whose indices are ours.
  bool same_core_type(const TextScope& there, const wasm::FuncType& theirs, const wasm::FuncType& ours) const;

  wasm::Space& space(Sort sort) { return spaces[static_cast<u32>(sort)]; }

  /// What an identifier stands for in the innermost enclosing scope that binds it.
  std::optional<Alias::Outer> find_outer(Sort sort, const std::string& id) const;

  /// The definition that an identifier stands for: one bound here, or else one of an enclosing scope, for which an alias
  /// is added that binds nothing.
  u32 find_or_alias(Sort sort, const wasm::Id& id);

  /// The identifiers bound here, by sort.
  ComponentNames names() const;

  /// Adds an alias to the definitions and gives it an index.
  u32 add_alias(Alias alias, const std::optional<wasm::Id>& id);
};

/// Turns a reference into an index of `scope`, adding the aliases it needs.
u32 resolve(const Ref& ref, TextScope& scope);

/// The scope that an outer alias names by number or identifier, and how many steps outwards it is.
u32 outer_count(const wasm::Cursor& in, const std::variant<u32, wasm::Id>& which, const TextScope& scope, Region at);

/// Resolves every pending index of a definition, in the order of its syntax.
class Resolver {
 public:
  Resolver(const std::vector<Ref>& refs, TextScope& scope) : refs_(refs), scope_(scope) {}

  void operator()(Definition& d);
  void operator()(Decl& d);
  void operator()(TypeDef& def);
  void operator()(Canon& canon);
  void operator()(ExternType& et);
  void operator()(CoreInstance& instance);
  void operator()(Instance& instance);
  void operator()(Alias& alias);
  void operator()(ValType& t);

 private:
  template <class Space>
  void index(wasm::Index<Space>& x) {
    x.value = at(x.value);
  }
  void index(SortIdx& x) { x.index = at(x.index); }
  u32 at(u32 pending);
  void optional(std::optional<ValType>& t);
  void value_type(DefValType& t);
  void function(FuncType& t);
  void options(std::vector<CanonOpt>& opts);

  const std::vector<Ref>& refs_;
  TextScope& scope_;
};

/// Indices below this are resolved already; a pending one is this plus the number of its Ref.
inline constexpr u32 first_pending = 0x8000'0000;

}  // namespace touchstone::component
