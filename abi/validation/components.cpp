// Explainer.md "Component Definitions": definitions in order; see components.hpp.
#include "abi/validation/components.hpp"

#include "abi/validation/rules.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::component::validation {

namespace {

constexpr std::string_view definition_words[] = {
    "core module", "core instance", "core type", "component", "instance", "alias",         "type",
    "canon",       "start",         "import",    "export",    "value",    "custom section"};

/// One definition of a component.
struct DefinitionRules {
  Scope& scope;
  Region at;

  ValidDefinition operator()(const std::shared_ptr<const wasm::Module>& module) const;
  ValidDefinition operator()(const CoreInstance& instance) const { return core_instance_ok(scope, instance, at); }
  ValidDefinition operator()(const CoreTypeDef& def) const { return ValidCoreType{core_type_ok(scope, def)}; }
  ValidDefinition operator()(const std::shared_ptr<const Component>& component) const {
    auto valid = component_ok(scope.shared, component, &scope);
    scope.components.push_back(valid->type);
    return ValidNested{std::move(valid)};
  }
  ValidDefinition operator()(const Instance& instance) const { return instance_ok(scope, instance, at); }
  ValidDefinition operator()(const Alias& alias) const { return alias_ok(scope, alias); }
  ValidDefinition operator()(const std::shared_ptr<const TypeDef>& def) const {
    ValidType valid;
    valid.type = deftype_ok(scope, *def, &valid);
    scope.types.push_back(valid.type);
    return valid;
  }
  ValidDefinition operator()(const Canon& canon) const { return canon_ok(scope, canon, at); }
  ValidDefinition operator()(const Start& start) const { return start_ok(scope, start, at); }
  ValidDefinition operator()(const Import& import) const { return import_ok(scope, import.name, import.type, at); }
  ValidDefinition operator()(const Export& e) const { return export_ok(scope, e, at); }
  ValidDefinition operator()(const ValueDef& value) const { return value_ok(scope, value, at); }
  ValidDefinition operator()(const wasm::Custom&) const { return std::monostate{}; }
};

/// Two-level import names of a core module become one name of its type, so they must differ.
void import_names_ok(const wasm::Module& module) {
  std::unordered_map<std::string, std::unordered_set<std::string>> seen;
  for (const wasm::Import& import : module.imports) {
    if (!seen[import.module].insert(import.name).second) {
      fail(import.at, phrase::duplicate_import, "Binary.md#type-definitions",
           " `" + import.module + ":" + import.name + "`");
    }
  }
}

/// [Explainer.md#component-definitions] core module
ValidDefinition DefinitionRules::operator()(const std::shared_ptr<const wasm::Module>& module) const {
  scope.maker().at = at;
  auto context = wasm::validate_module(*module, scope.shared.profile.features);
  if (!context) {
    Error error = context.error();
    error.source = nullptr;  // the component's, which its door puts there
    throw error;
  }
  import_names_ok(*module);
  closed::ModuleTypePtr type = module_type(*module, *context);
  scope.core_modules.push_back(type);
  return ValidCoreModule{module, *context, std::move(type)};
}

/// "$name", or which of its kind a definition is.
std::string definition_words_of(const Definition& definition, std::size_t i) {
  return "definition " + std::to_string(i) + " (" + std::string(definition_words[definition.is.index()]) + ")";
}

}  // namespace

// [Explainer.md#component-definitions, Binary.md#component-definitions]
std::shared_ptr<const ValidComponent> component_ok(Validation& validation, std::shared_ptr<const Component> component,
                                                   Scope* parent) {
  validation.types.at = component->at;
  Scope scope(validation, Scope::Kind::component, parent, component->names);
  auto valid = std::make_shared<ValidComponent>();
  valid->definitions.reserve(component->definitions.size());
  for (std::size_t i = 0; i < component->definitions.size(); ++i) {
    const Definition& definition = component->definitions[i];
    inside([&] { valid->definitions.push_back(std::visit(DefinitionRules{scope, definition.at}, definition.is)); },
           [&] { return definition_words_of(definition, i); });
  }
  values_consumed(scope);
  validation.types.at = component->at;
  valid->type = componenttype_of(scope);
  valid->component = std::move(component);
  auto& groups = *validation.groups;
  groups.insert(groups.end(), scope.core.groups.begin(), scope.core.groups.end());
  valid->groups = validation.groups;
  return valid;
}

}  // namespace touchstone::component::validation

namespace touchstone::component {

std::string_view encoding_name(StringEncoding encoding) {
  constexpr std::string_view names[] = {"utf8", "utf16", "latin1+utf16"};
  return names[static_cast<u32>(encoding)];
}

Result<std::shared_ptr<const ValidComponent>> validate_component(std::shared_ptr<const Component> component,
                                                                 const Profile& profile) {
  const SourcePtr source = component->source;
  return door(source, [&] {
    validation::Validation shared(profile);
    return validation::component_ok(shared, std::move(component), nullptr);
  });
}

Result<std::shared_ptr<const ValidComponent>> validate_component(const Component& component, const Profile& profile) {
  return validate_component(std::make_shared<const Component>(component), profile);
}

}  // namespace touchstone::component
