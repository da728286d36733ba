// Binary.md "Alias Definitions": aliases of exports, of core exports, and of definitions of enclosing scopes.
#include "abi/validation/rules.hpp"
#include "abi/validation/subtyping.hpp"
#include "abi/validation/visibility.hpp"

namespace touchstone::component::validation {

using closed::DefType;

namespace {

constexpr std::string_view rule = "Binary.md#alias-definitions";

/// The word for a sort in "is not a ...".
std::string_view short_name(Sort sort) {
  if (sort == Sort::core_module) return "module";
  std::string_view name = sort_name(sort);
  if (is_core(sort)) name.remove_prefix(std::string_view("core ").size());
  return name;
}

std::string article(std::string_view noun) { return (noun == "instance" ? "an " : "a ") + std::string(noun); }

/// "validated to refer to a instance ... that exports n with the specified sort"
ValidAlias export_alias(Scope& scope, Sort sort, const Alias::Export& target, Region at) {
  if (sort == Sort::value) require_gate(scope, Gate::values, at, "an alias of a value");
  const closed::InstanceTypePtr& instance = lookup(scope.instances, target.instance.value, at, "instance");
  const closed::ExternType* found = instance->exports.find(target.name);
  const std::string index = std::to_string(target.instance.value);
  if (found == nullptr) {
    fail(at, phrase::instance_lacks, rule, " " + index + " has no export named `" + target.name + "`");
  }
  const Sort actual = closed::extern_sort(*found);
  if (actual != sort) {
    fail(at, phrase::export_, rule,
         " `" + target.name + "` for instance " + index + " is not " + article(short_name(sort)) + ": it is " +
             article(short_name(actual)));
  }
  const closed::ExternType type = *found;  // the index space may move
  scope.push(type, at);
  return {type};
}

void push_core(Scope& scope, const wasm::ExternType& type) {
  if (const auto* func = std::get_if<wasm::FuncUse>(&type)) {
    scope.core_funcs.push_back(func->type.def);
    scope.shared.groups->push_back(wasm::owner(*func->type.def));
  } else if (const auto* table = std::get_if<wasm::TableType>(&type)) {
    scope.core_tables.push_back(*table);
  } else if (const auto* memory = std::get_if<wasm::MemType>(&type)) {
    scope.core_memories.push_back(*memory);
  } else if (const auto* global = std::get_if<wasm::GlobalType>(&type)) {
    scope.core_globals.push_back(*global);
  } else {
    scope.core_tags.push_back(std::get<wasm::TagType>(type));
  }
}

ValidAlias core_export_alias(Scope& scope, Sort sort, const Alias::CoreExport& target, Region at) {
  const auto& instance = lookup(scope.core_instances, target.instance.value, at, "core instance");
  const wasm::ExternType* found = instance->find(target.name);
  const std::string index = std::to_string(target.instance.value);
  if (found == nullptr) {
    fail(at, phrase::core_instance_lacks, rule, " " + index + " has no export named `" + target.name + "`");
  }
  if (sort > Sort::core_tag || static_cast<std::size_t>(sort) != found->index()) {
    fail(at, phrase::export_, rule,
         " `" + target.name + "` for core instance " + index + " is not " + article(short_name(sort)) + ": it is " +
             article(core_kind_name(*found)));
  }
  push_core(scope, *found);
  return {};
}

struct Outer {
  const Scope& scope;
  bool crosses_component;  ///< leaves a component, as opposed to a type
};

/// "ct is validated to be less than or equal to the number of enclosing scopes"
Outer enclosing(const Scope& scope, const Alias::Outer& target, Region at) {
  const Scope* found = &scope;
  bool crosses = false;
  for (u32 i = 0; i < target.count; ++i) {
    crosses |= found->kind == Scope::Kind::component;
    found = found->parent;
    if (found == nullptr) {
      fail(at, phrase::outer_alias_count, rule,
           " " + std::to_string(target.count) + ": there are " + std::to_string(scope.depth - 1) + " enclosing scopes");
    }
  }
  return {*found, crosses};
}

bool refers_to_resources(const DefType& type) {
  if (const auto* value = std::get_if<closed::ValType>(&type)) return (*value)->least_resource != 0;
  if (const auto* func = std::get_if<closed::FuncTypePtr>(&type)) return (*func)->least_resource != 0;
  if (const auto* component = std::get_if<closed::ComponentTypePtr>(&type)) return (*component)->least_resource != 0;
  if (const auto* instance = std::get_if<closed::InstanceTypePtr>(&type)) return (*instance)->least_resource != 0;
  return true;
}

/// "the target type may not transitively refer to a resource type" when a component boundary is crossed. Choice: resource
/// types that a component or instance type itself binds do not count; and components, which an import may have given a
/// type that refers to resource types of this component, are held to the same.
void no_resources(const Outer& outer, bool refers, std::string_view what, Region at) {
  if (!outer.crosses_component || !refers) return;
  fail(at, phrase::outer_alias_resources, rule,
       " not defined in the current component: the " + std::string(what) + " belongs to an enclosing component");
}

ValidAlias outer_alias(Scope& scope, Sort sort, const Alias::Outer& target, Region at) {
  const Outer outer = enclosing(scope, target, at);
  switch (sort) {
  case Sort::core_module: {
    const closed::ModuleTypePtr type = lookup(outer.scope.core_modules, target.index, at, "module");
    scope.core_modules.push_back(type);
    return {closed::ExternType(type)};
  }
  case Sort::core_type: {
    const closed::ModuleTypePtr type = lookup(outer.scope.core_type_space, target.index, at, "type");
    const wasm::DefType* def = outer.scope.core.types[target.index];
    scope.core_type_space.push_back(type);
    scope.core.types.push_back(def);
    if (def != nullptr) scope.core.groups.push_back(wasm::owner(*def));
    return {};
  }
  case Sort::component: {
    const closed::ComponentTypePtr type = lookup(outer.scope.components, target.index, at, "component");
    no_resources(outer, type->least_resource != 0, "component", at);
    scope.components.push_back(type);
    return {closed::ExternType(type)};
  }
  case Sort::type: {
    const DefType type = lookup(outer.scope.types, target.index, at, "type");
    no_resources(outer, refers_to_resources(type), "type", at);
    scope.types.push_back(type);
    return {closed::ExternType(type)};
  }
  default: fail(at, phrase::sort_not_allowed, rule, ": an outer alias cannot name a " + std::string(sort_name(sort)));
  }
}

}  // namespace

// [Binary.md#alias-definitions]
ValidAlias alias_ok(Scope& scope, const Alias& alias) {
  scope.maker().at = alias.at;
  if (const auto* target = std::get_if<Alias::Export>(&alias.target)) {
    return export_alias(scope, alias.sort, *target, alias.at);
  }
  if (const auto* target = std::get_if<Alias::CoreExport>(&alias.target)) {
    return core_export_alias(scope, alias.sort, *target, alias.at);
  }
  return outer_alias(scope, alias.sort, std::get<Alias::Outer>(alias.target), alias.at);
}

// [Explainer.md#declarators] "alias export declarators may only alias the instance and type sorts", "alias outer
// declarators may only alias the core type and type sorts"
void alias_declarator_ok(Scope& scope, const Alias& alias) {
  const bool outer = std::holds_alternative<Alias::Outer>(alias.target);
  const bool exported = std::holds_alternative<Alias::Export>(alias.target);
  const bool allowed = alias.sort == Sort::type || (outer && alias.sort == Sort::core_type) ||
                       (exported && alias.sort == Sort::instance);
  if (!allowed) {
    fail(alias.at, phrase::declarator_alias, "Explainer.md#declarators",
         ": found a " + std::string(sort_name(alias.sort)));
  }
  alias_ok(scope, alias);
}

// [Binary.md#type-definitions] core:alias: "outer aliases of core:moduletype definitions" are rejected. The module type
// itself is the scope that count 0 names.
void core_alias_ok(const Scope& scope, wasm::Context& context, const Alias& alias) {
  const auto& target = std::get<Alias::Outer>(alias.target);
  if (target.count == 0) {
    context.types.push_back(lookup(context.types, target.index, alias.at, "type"));
    return;
  }
  const Scope& outer = enclosing(scope, {target.count - 1, target.index}, alias.at).scope;
  const wasm::DefType* def = lookup(outer.core.types, target.index, alias.at, "type");
  if (def == nullptr) {
    fail(alias.at, phrase::core_type_index, "Binary.md#type-definitions",
         " " + std::to_string(target.index) + " is a module type, which a module type cannot alias");
  }
  context.types.push_back(def);
  context.groups.push_back(wasm::owner(*def));
}

}  // namespace touchstone::component::validation
