// Explainer.md "External Visibility of Types": see visibility.hpp.
//
// Records, variants, flags, enums and resource types are reached by a type index, whose name (types.hpp) must be one that
// an import or export introduced; so must those in types without a name, such as lists. An import's names serve imports
// and exports, an export's exports only. Component types are checked as their declarators are; an instance type is when
// something of that type is imported or exported.
#include "abi/validation/visibility.hpp"

#include <algorithm>

#include "abi/validation/resources.hpp"

namespace touchstone::component::validation {

using closed::DefType;
using closed::Extern;
using closed::InstanceTypePtr;
using closed::Part;

namespace {

constexpr std::string_view rule = "Explainer.md#external-visibility-of-types";

/// All resource types in a type, and those that types in it bind.
struct ResourceWalk {
  Types& types;
  std::unordered_set<Identity> used;
  std::unordered_set<Identity> bound;
  std::unordered_set<const void*> seen;

  void operator()(const closed::ValType& type) {
    if (!type || type->least_resource == 0 || !seen.insert(type.def.get()).second) return;
    types.charge(1);
    if (type->resource.id.value != 0) used.insert(type->resource.id.value);
    for (const Part& part : type->parts) (*this)(part.type);
  }
  void operator()(const closed::ResourceType& type) { used.insert(type.id.value); }
  void operator()(const closed::FuncTypePtr& type) {
    if (type->least_resource == 0 || !seen.insert(type.get()).second) return;
    types.charge(1);
    for (const Part& param : type->params) (*this)(param.type);
    (*this)(type->result);
  }
  void operator()(const InstanceTypePtr& type) {
    if (type->greatest == 0 || !seen.insert(type.get()).second) return;
    bind(type->bound);
    externs(type->exports);
  }
  void operator()(const closed::ComponentTypePtr& type) {
    if (type->greatest == 0 || !seen.insert(type.get()).second) return;
    bind(type->imported);
    bind(type->defined);
    externs(type->imports);
    externs(type->exports);
  }
  void operator()(const closed::ModuleTypePtr&) {}
  void operator()(const closed::ValueType& type) { (*this)(type.type); }
  void operator()(const DefType& type) { std::visit(*this, type); }

  void externs(const closed::Externs& list) {
    types.charge(list.list.size());
    for (const Extern& e : list.list) std::visit(*this, e.type);
  }
  void bind(const std::vector<ResourceId>& ids) {
    for (const ResourceId id : ids) bound.insert(id.value);
  }
};

}  // namespace

std::unordered_set<Identity> free_resources(Types& types, const closed::ComponentTypePtr& type) {
  if (type->least_resource == 0) return {};
  ResourceWalk walk{types, {}, {}, {}};
  walk(type);
  std::erase_if(walk.used, [&walk](Identity id) { return walk.bound.contains(id); });
  return walk.used;
}

namespace {

class Visibility {
 public:
  Visibility(Scope& where, Direction which, Identity first)
      : scope_(where),
        side_(which == Direction::import_ ? where.imports : where.exports),
        direction_(which),
        since_(first) {}

  /// Checks what is imported or exported and registers the names it introduces. Throws Hidden.
  void attach(const closed::ExternType& type);

  /// What has no name, in words.
  struct Hidden {
    std::string what;
  };

 private:
  void value(const closed::ValType& type);
  void constituents(const closed::DefValType& type);
  void func(const closed::FuncTypePtr& type);
  void attach_type(const DefType& type);
  void deftype(const DefType& type);
  void instance_type(const InstanceTypePtr& type);
  void component(const closed::ComponentTypePtr& type);
  void resource_introduced(const closed::ResourceType& type) const;
  void add_name(Identity name);
  void add_resource(const closed::ResourceType& type);
  bool named(Identity name) const { return side_.visible.contains(name) || inner_.contains(name); }
  [[noreturn]] void hidden(std::string_view what, Identity name) const;

  Scope& scope_;
  Side& side_;
  Direction direction_;
  Identity since_;
  IdentitySet inner_;  // names that an instance type gives to its own exports
};

void Visibility::hidden(std::string_view what, Identity name) const {
  const auto& types = scope_.types;
  const auto found = std::find_if(types.begin(), types.end(), [name](const DefType& type) {
    const auto* resource = std::get_if<closed::ResourceType>(&type);
    const auto* value = std::get_if<closed::ValType>(&type);
    return (resource != nullptr && resource->name == name) || (value != nullptr && value->name == name);
  });
  std::string words(what);
  if (found != types.end()) {
    words += " `" + scope_.describe(Sort::type, static_cast<u32>(found - types.begin())) + "`";
  }
  throw Hidden{"it refers to the " + words + ", which no preceding " +
               (direction_ == Direction::import_ ? "import" : "import or export") + " gives a name"};
}

/// A use of a type: nameable types need a name, others are looked into.
void Visibility::value(const closed::ValType& type) {
  if (!type) return;
  if (is_nameable(type->kind)) {
    if (!named(type.name)) hidden(kind_name(type->kind), type.name);
    return;
  }
  constituents(*type);
}

void Visibility::constituents(const closed::DefValType& type) {
  if (type.greatest == 0) return;
  const bool cached = inner_.empty() && !is_nameable(type.kind);
  if (cached && side_.known_visible.contains(&type)) return;
  if (type.resource.id.value != 0 && !named(type.resource.name)) hidden("resource", type.resource.name);
  for (const Part& part : type.parts) value(part.type);
  if (cached) side_.known_visible.insert(&type);
}

void Visibility::func(const closed::FuncTypePtr& type) {
  if (type->greatest == 0 || (inner_.empty() && side_.known_visible.contains(type.get()))) return;
  for (const Part& param : type->params) value(param.type);
  value(type->result);
  if (inner_.empty()) side_.known_visible.insert(type.get());
}

void Visibility::add_name(Identity name) {
  if (name == 0) return;
  side_.visible.insert(name);
  if (direction_ == Direction::import_) scope_.exports.visible.insert(name);
}

void Visibility::add_resource(const closed::ResourceType& type) {
  add_name(type.name);
  side_.visible_resources.insert(type.id.value);
  if (direction_ == Direction::import_) scope_.exports.visible_resources.insert(type.id.value);
}

/// "imported types cannot transitively refer to the external names of exported types", nor to local ones. A resource type
/// of an enclosing scope is for that scope to check.
void Visibility::resource_introduced(const closed::ResourceType& type) const {
  const Identity id = type.id.value;
  const bool local = id >= scope_.since && id < since_;
  if (direction_ == Direction::import_ && local && !side_.visible_resources.contains(id)) {
    throw Hidden{"it equals a resource type that is not imported"};
  }
}

/// Component types are closed but for resource types of enclosing scopes.
void Visibility::component(const closed::ComponentTypePtr& type) {
  for (const Identity id : free_resources(scope_.maker(), type)) {
    if (id >= scope_.since && !side_.visible_resources.contains(id)) hidden("resource", 0);
  }
}

/// A type by itself: what it consists of is visible.
void Visibility::deftype(const DefType& type) {
  if (const auto* value_type = std::get_if<closed::ValType>(&type)) {
    constituents(**value_type);
  } else if (const auto* func_type = std::get_if<closed::FuncTypePtr>(&type)) {
    func(*func_type);
  } else if (const auto* component_type = std::get_if<closed::ComponentTypePtr>(&type)) {
    component(*component_type);
  } else if (const auto* instance = std::get_if<InstanceTypePtr>(&type)) {
    instance_type(*instance);
  } else {
    resource_introduced(std::get<closed::ResourceType>(type));
  }
}

/// Choice: an instance type that is imported or exported as a type may use the names that it itself introduces, as one
/// that an instance is imported with may.
void Visibility::instance_type(const InstanceTypePtr& type) {
  if (type->greatest == 0) return;
  scope_.maker().charge(type->exports.list.size());
  for (const Extern& e : type->exports.list) {
    if (const auto* exported = std::get_if<DefType>(&e.type)) {
      const auto* resource = std::get_if<closed::ResourceType>(exported);
      if (resource == nullptr || resource->id.value < oldest(type->bound)) deftype(*exported);
      if (resource != nullptr) inner_.insert(resource->name);
      if (const auto* value_type = std::get_if<closed::ValType>(exported)) inner_.insert(value_type->name);
    } else if (const auto* instance = std::get_if<InstanceTypePtr>(&e.type)) {
      instance_type(*instance);
    } else if (const auto* func_type = std::get_if<closed::FuncTypePtr>(&e.type)) {
      func(*func_type);
    } else if (const auto* value_type = std::get_if<closed::ValueType>(&e.type)) {
      value(value_type->type);
    } else if (const auto* component_type = std::get_if<closed::ComponentTypePtr>(&e.type)) {
      component(*component_type);
    }
  }
}

void Visibility::attach_type(const DefType& type) {
  deftype(type);
  inner_ = {};
  if (const auto* resource = std::get_if<closed::ResourceType>(&type)) add_resource(*resource);
  if (const auto* value_type = std::get_if<closed::ValType>(&type)) add_name(value_type->name);
}

void Visibility::attach(const closed::ExternType& type) {
  if (const auto* deftype = std::get_if<DefType>(&type)) {
    attach_type(*deftype);
  } else if (const auto* instance = std::get_if<InstanceTypePtr>(&type)) {
    if ((*instance)->greatest == 0) return;
    scope_.maker().charge((*instance)->exports.list.size());
    for (const Extern& e : (*instance)->exports.list) attach(e.type);
  } else if (const auto* func_type = std::get_if<closed::FuncTypePtr>(&type)) {
    func(*func_type);
  } else if (const auto* value_type = std::get_if<closed::ValueType>(&type)) {
    value(value_type->type);
  } else if (const auto* component_type = std::get_if<closed::ComponentTypePtr>(&type)) {
    component(*component_type);
  }
}

}  // namespace

// [Explainer.md#external-visibility-of-types, Binary.md#import-and-export-definitions]
void visible_ok(Scope& scope, Direction direction, const std::string& name, const closed::ExternType& type,
                Identity since, Region at) {
  if (scope.kind == Scope::Kind::instance_type) return;
  try {
    Visibility(scope, direction, since).attach(type);
  } catch (const Visibility::Hidden& hidden) {
    fail(at, phrase::not_valid_to_be_used[type.index()], rule,
         " " + std::string(direction_name(direction)) + " `" + name + "`: " + hidden.what);
  }
}

}  // namespace touchstone::component::validation
