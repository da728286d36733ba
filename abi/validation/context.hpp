// Explainer.md "Index Spaces": the scopes that definitions and declarators are validated in.
//
// A scope is a component, a component type or an instance type ([Binary.md#alias-definitions] counts them alike); each
// has thirteen index spaces, which hold closed types. One Validation is shared by all scopes of a component and of those
// nested in it.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "abi/syntax/components.hpp"
#include "abi/syntax/gates.hpp"
#include "abi/validation/factory.hpp"
#include "abi/validation/identity_map.hpp"
#include "abi/validation/messages.hpp"
#include "interp/support/error.hpp"

namespace touchstone::component::validation {

/// What all scopes share.
struct Validation {
  explicit Validation(const Profile& on) : profile(on) {}

  const Profile& profile;
  Types types;
  /// Owners of core types made here: one list for a component and all that are nested in it.
  std::shared_ptr<std::vector<wasm::RecGroupPtr>> groups = std::make_shared<std::vector<wasm::RecGroupPtr>>();

  /// The type of a core function that a canonical definition makes.
  const wasm::DefType* core_func(wasm::FuncType type);
};

/// What names a scope has seen on one side, imports or exports.
struct Side {
  std::vector<closed::Extern> list;
  std::unordered_map<std::string, std::string> names;   ///< by uniqueness key: the name as written
  std::unordered_map<Identity, std::string> resources;  ///< by name of the type: the label of a resource type
  std::unordered_set<std::string> resource_labels;
  /// [Explainer.md#external-visibility-of-types] The names that types of this side may refer to, and those types which
  /// are known to refer to no others.
  IdentitySet visible;
  IdentitySet visible_resources;
  std::unordered_set<const void*> known_visible;
};

/// [Explainer.md#-value-definitions] A value and whether it was consumed.
struct Value {
  closed::ValueType type;
  bool used = false;
  Region at;
};

struct Scope {
  enum class Kind : u8 { component, component_type, instance_type };

  Scope(Validation& validation, Kind which, Scope* outer, const ComponentNames& text_names);

  Validation& shared;
  Kind kind;
  Scope* parent;  ///< null for the outermost component
  u32 depth;
  const ComponentNames& names;  ///< for messages
  Identity since;               ///< what the scope introduces is not older

  std::vector<const wasm::DefType*> core_funcs;
  std::vector<wasm::TableType> core_tables;
  std::vector<wasm::MemType> core_memories;
  std::vector<wasm::GlobalType> core_globals;
  std::vector<wasm::TagType> core_tags;
  wasm::Context core;                                  ///< its types are the core type space: null for module types
  std::vector<closed::ModuleTypePtr> core_type_space;  ///< beside it: null for types of the core language
  std::vector<closed::ModuleTypePtr> core_modules;
  std::vector<closed::CoreInstanceTypePtr> core_instances;
  std::vector<closed::FuncTypePtr> funcs;
  std::vector<Value> values;
  std::vector<closed::DefType> types;
  std::vector<closed::ComponentTypePtr> components;
  std::vector<closed::InstanceTypePtr> instances;

  Side imports;
  Side exports;
  std::unordered_map<Identity, wasm::ValType> local_resources;  ///< defined in this component: their representation
  std::optional<wasm::ValType> context_type;  ///< [CanonicalABI.md#-canon-contextget] the same throughout a component

  Types& maker() const { return shared.types; }
  bool has(Gate gate) const { return shared.profile.gates.has(gate); }

  /// Adds a closed definition to the index space of its sort.
  void push(const closed::ExternType& type, Region at);

  /// `$name`, or the index where there is none.
  std::string describe(Sort sort, u32 index) const;
};

[[noreturn]] void fail(Region at, Phrase phrase, std::string_view rule, std::string detail = {});

/// [Explainer.md#gated-features] Refuses `what` unless the gate is open.
void require_gate(const Scope& scope, Gate gate, Region at, std::string_view what);

/// "unknown SPACE 5: SPACE index out of bounds (there are 3)"
[[noreturn]] void out_of_bounds(Region at, std::string_view space, u32 index, std::size_t count);

/// [Binary.md#instance-definitions] "The indices in sortidx are validated according to their sort's index spaces."
template <class Space>
auto& lookup(Space& space, u32 index, Region at, std::string_view words) {
  if (index >= space.size()) out_of_bounds(at, words, index, space.size());
  return space[index];
}

/// The component-level definition that a sort and index name, as an extern type. Core sorts other than modules have none
/// and are refused; a value is not consumed.
closed::ExternType extern_at(const Scope& scope, const SortIdx& what, Region at);

/// The core definition that a sort and index name.
wasm::ExternType core_extern_at(const Scope& scope, const SortIdx& what, Region at);

/// [Binary.md#-start-definitions] A value is consumed exactly once.
void consume(Scope& scope, u32 value, Region at);

/// Puts `where` in front of an error's path.
void add_path(Error& error, const std::string& where);

/// Runs `f`; an Error that leaves it gets `where()` put in front of its path.
template <class F, class Where>
decltype(auto) inside(F&& f, Where&& where) {
  try {
    return std::forward<F>(f)();
  } catch (Error& error) {
    add_path(error, where());
    throw;
  }
}

}  // namespace touchstone::component::validation
