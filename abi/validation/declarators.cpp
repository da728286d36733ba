// Binary.md "Type Definitions": component types, instance types, and the extern types of imports and exports.
//
// A component or instance type is a scope whose declarators are validated like definitions, but under more restrictions:
// [Explainer.md#declarators].
#include <algorithm>

#include "abi/validation/resources.hpp"
#include "abi/validation/rules.hpp"

namespace touchstone::component::validation {

using closed::DefType;

namespace {

constexpr std::string_view rule = "Binary.md#type-definitions";

/// componentdecl, instancedecl
struct Declarator {
  Scope& scope;

  void operator()(const CoreTypeDef& def) const { core_type_ok(scope, def); }
  void operator()(const std::shared_ptr<const TypeDef>& def) const {
    scope.types.push_back(deftype_ok(scope, *def, nullptr));
  }
  void operator()(const Alias& alias) const { alias_declarator_ok(scope, alias); }
  void operator()(const ImportDecl& decl) const { import_ok(scope, decl.name, decl.type, decl.at); }
  void operator()(const ExportDecl& decl) const { exportdecl_ok(scope, decl.name, decl.type, decl.at); }
};

void declarators_ok(Scope& scope, const std::vector<Decl>& decls) {
  for (std::size_t i = 0; i < decls.size(); ++i) {
    inside([&] { std::visit(Declarator{scope}, decls[i]); }, [i] { return "declaration " + std::to_string(i); });
  }
}

/// The resource types that a side of a scope introduces, each once, in order of age.
std::vector<ResourceId> resources_of(const Scope& scope, const Side& side) {
  std::vector<ResourceId> ids;
  for (const closed::Extern& e : side.list) introduced(e.type, scope.since, ids);
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

}  // namespace

closed::ComponentTypePtr componenttype_of(const Scope& scope) {
  closed::ComponentType type;
  type.imported = resources_of(scope, scope.imports);
  type.defined = resources_of(scope, scope.exports);
  std::erase_if(type.defined, [&imported = type.imported](ResourceId id) {
    return std::binary_search(imported.begin(), imported.end(), id);
  });
  type.imports = Types::externs(scope.imports.list);
  type.exports = Types::externs(scope.exports.list);
  return scope.maker().make(std::move(type));
}

// [Binary.md#type-definitions] "each component and instance type is validated with an initially-empty type index space"
closed::ComponentTypePtr componenttype_ok(Scope& scope, const ComponentType& type) {
  const Region at = scope.maker().at;
  Scope inner(scope.shared, Scope::Kind::component_type, &scope, type.names);
  declarators_ok(inner, type.decls);
  scope.maker().at = at;
  return componenttype_of(inner);
}

closed::InstanceTypePtr instancetype_ok(Scope& scope, const InstanceType& type) {
  const Region at = scope.maker().at;
  Scope inner(scope.shared, Scope::Kind::instance_type, &scope, type.names);
  declarators_ok(inner, type.decls);
  scope.maker().at = at;
  closed::InstanceType made;
  made.bound = resources_of(inner, inner.exports);
  made.exports = Types::externs(inner.exports.list);
  return scope.maker().make(std::move(made));
}

namespace {

/// One extern type that is being closed.
struct ExternRules {
  Scope& scope;
  Region at;

  /// "Validation of externtype requires the various typeidx type constructors to match the preceding sort."
  template <class T>
  const T& type_of(TypeIdx x, std::string_view what) const {
    const DefType& type = lookup(scope.types, x.value, at, "type");
    const auto* found = std::get_if<T>(&type);
    if (found == nullptr) {
      fail(at, phrase::type_index, rule,
           " " + std::to_string(x.value) + " is not " + std::string(what) + ": it is a " + std::string(describe(type)));
    }
    return *found;
  }

  closed::ExternType operator()(const CoreModuleExtern& module) const {
    const closed::ModuleTypePtr& type = lookup(scope.core_type_space, module.type.value, at, "type");
    if (!type) {
      fail(at, phrase::core_type_index, rule, " " + std::to_string(module.type.value) + " is not a module type");
    }
    return type;
  }
  closed::ExternType operator()(const FuncExtern& func) const {
    return type_of<closed::FuncTypePtr>(func.type, "a function type");
  }
  closed::ExternType operator()(const ValueExtern& value) const {
    require_gate(scope, Gate::values, at, "a value import or export");
    if (const auto* t = std::get_if<ValType>(&value.bound.is)) {
      return closed::ValueType{valtype_ok(scope, *t), fresh_identity()};
    }
    return lookup(scope.values, std::get<ValueIdx>(value.bound.is).value, at, "value").type;
  }
  /// [Explainer.md#type-checking] `(eq i)` is type i under a new name, `(sub resource)` a fresh resource type.
  closed::ExternType operator()(const TypeExtern& type) const {
    if (!type.bound.eq) return DefType(closed::ResourceType{{fresh_identity()}, fresh_identity()});
    return rename(closed::ExternType(lookup(scope.types, type.bound.eq->value, at, "type")));
  }
  closed::ExternType operator()(const ComponentExtern& component) const {
    return type_of<closed::ComponentTypePtr>(component.type, "a component type");
  }
  closed::ExternType operator()(const InstanceExtern& instance) const {
    return open(scope.maker(), type_of<closed::InstanceTypePtr>(instance.type, "an instance type"));
  }
};

}  // namespace

// [Binary.md#type-definitions] externtype
closed::ExternType externtype_ok(Scope& scope, const ExternType& type, Region at) {
  scope.maker().at = at;
  return std::visit(ExternRules{scope, at}, type);
}

}  // namespace touchstone::component::validation
