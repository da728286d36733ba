// Explainer.md "Index Spaces": see context.hpp.
#include "abi/validation/context.hpp"

#include "interp/validation/describe.hpp"

namespace touchstone::component::validation {

const wasm::DefType* Validation::core_func(wasm::FuncType type) {
  groups->push_back(wasm::intern_func_type(std::move(type)));
  return groups->back()->types.data();
}

Scope::Scope(Validation& validation, Kind which, Scope* outer, const ComponentNames& text_names)
    : shared(validation),
      kind(which),
      parent(outer),
      depth(outer == nullptr ? 1 : outer->depth + 1),
      names(text_names),
      since(fresh_identity()) {
  core.features = validation.profile.features;
  if (depth > closed::depth_limit) {
    fail(validation.types.at, phrase::nesting_too_deep, "Binary.md#component-definitions",
         ": components and types nest more than " + std::to_string(closed::depth_limit) + " deep");
  }
}

void Scope::push(const closed::ExternType& type, Region at) {
  if (const auto* module = std::get_if<closed::ModuleTypePtr>(&type)) {
    core_modules.push_back(*module);
  } else if (const auto* func = std::get_if<closed::FuncTypePtr>(&type)) {
    funcs.push_back(*func);
  } else if (const auto* value = std::get_if<closed::ValueType>(&type)) {
    values.push_back({*value, false, at});
  } else if (const auto* deftype = std::get_if<closed::DefType>(&type)) {
    types.push_back(*deftype);
  } else if (const auto* component = std::get_if<closed::ComponentTypePtr>(&type)) {
    components.push_back(*component);
  } else {
    instances.push_back(std::get<closed::InstanceTypePtr>(type));
  }
}

std::string Scope::describe(Sort sort, u32 index) const {
  const auto& map = names.of(sort);
  const auto found = map.find(index);
  return found == map.end() ? std::to_string(index) : "$" + found->second;
}

void fail(Region at, Phrase phrase, std::string_view rule, std::string detail) {
  throw Invalid(at, phrase, rule, std::move(detail));
}

void require_gate(const Scope& scope, Gate gate, Region at, std::string_view what) {
  if (scope.has(gate)) return;
  Invalid error(at, phrase::feature_off, "Explainer.md#gated-features",
                ": " + std::string(what) + " requires the `" + std::string(gate_name(gate)) + "` feature");
  error.notes.push_back("turn it on with --features=" + std::string(gate_name(gate)));
  throw error;
}

void out_of_bounds(Region at, std::string_view space, u32 index, std::size_t count) {
  fail(at, phrase::unknown, "Binary.md#instance-definitions",
       " " + std::string(space) + wasm::out_of_bounds(index, count, space));
}

closed::ExternType extern_at(const Scope& scope, const SortIdx& what, Region at) {
  const u32 x = what.index;
  switch (what.sort) {
  case Sort::core_module: return lookup(scope.core_modules, x, at, "module");
  case Sort::func: return lookup(scope.funcs, x, at, "function");
  case Sort::value: return lookup(scope.values, x, at, "value").type;
  case Sort::type: return lookup(scope.types, x, at, "type");
  case Sort::component: return lookup(scope.components, x, at, "component");
  case Sort::instance: return lookup(scope.instances, x, at, "instance");
  default:
    // [Binary.md#import-and-export-definitions] "disallows core sorts other than core module"
    fail(at, phrase::sort_not_allowed, "Binary.md#import-and-export-definitions",
         ": a " + std::string(sort_name(what.sort)) + " has no component-level type; only core modules do");
  }
}

wasm::ExternType core_extern_at(const Scope& scope, const SortIdx& what, Region at) {
  const u32 x = what.index;
  switch (what.sort) {
  case Sort::core_func: return wasm::FuncUse{wasm::TypeUse(lookup(scope.core_funcs, x, at, "function"))};
  case Sort::core_table: return lookup(scope.core_tables, x, at, "table");
  case Sort::core_memory: return lookup(scope.core_memories, x, at, "memory");
  case Sort::core_global: return lookup(scope.core_globals, x, at, "global");
  case Sort::core_tag: return lookup(scope.core_tags, x, at, "tag");
  default:
    fail(at, phrase::sort_not_allowed, "Binary.md#instance-definitions",
         ": a core instance cannot export a " + std::string(sort_name(what.sort)));
  }
}

// [Binary.md#-start-definitions]
void consume(Scope& scope, u32 value, Region at) {
  Value& used = lookup(scope.values, value, at, "value");
  if (used.used) {
    fail(at, phrase::value_used_twice, "Binary.md#-start-definitions", ": " + scope.describe(Sort::value, value));
  }
  used.used = true;
}

void add_path(Error& error, const std::string& where) {
  error.path = error.path.empty() ? where : where + " > " + error.path;
}

}  // namespace touchstone::component::validation
