// The rules of component validation, one function for each production of Binary.md. All throw Invalid; all that add to an
// index space do so when they are done.
#pragma once

#include "abi/validation/components.hpp"
#include "abi/validation/context.hpp"

namespace touchstone::component::validation {

// Type definitions: type_definitions.cpp.
closed::ValType valtype_ok(const Scope& scope, const ValType& type);
closed::DefType deftype_ok(Scope& scope, const TypeDef& def, ValidType* resource);

// Core type definitions: core_types.cpp.
closed::ModuleTypePtr core_type_ok(Scope& scope, const CoreTypeDef& def);
closed::ModuleTypePtr module_type(const wasm::Module& module, const std::shared_ptr<const wasm::Context>& context);

// Component and instance types, externtype: declarators.cpp.
closed::ComponentTypePtr componenttype_ok(Scope& scope, const ComponentType& type);
closed::InstanceTypePtr instancetype_ok(Scope& scope, const InstanceType& type);
closed::ExternType externtype_ok(Scope& scope, const ExternType& type, Region at);

/// The type of a scope whose definitions or declarators are complete.
closed::ComponentTypePtr componenttype_of(const Scope& scope);

// Imports and exports: imports_exports.cpp.
ValidImport import_ok(Scope& scope, const ExternName& name, const ExternType& type, Region at);
void exportdecl_ok(Scope& scope, const ExternName& name, const ExternType& type, Region at);
ValidExport export_ok(Scope& scope, const Export& e, Region at);

// Aliases: aliases.cpp.
ValidAlias alias_ok(Scope& scope, const Alias& alias);
/// In a component or instance type.
void alias_declarator_ok(Scope& scope, const Alias& alias);
/// In a core module type, whose own types are `context`.
void core_alias_ok(const Scope& scope, wasm::Context& context, const Alias& alias);

// Instances: instances.cpp.
ValidCoreInstance core_instance_ok(Scope& scope, const CoreInstance& instance, Region at);
ValidInstance instance_ok(Scope& scope, const Instance& instance, Region at);

// Canonical definitions: canon.cpp.
ValidCanon canon_ok(Scope& scope, const Canon& canon, Region at);

// Start and values, gated: values.cpp.
ValidStart start_ok(Scope& scope, const Start& start, Region at);
ValidValue value_ok(Scope& scope, const ValueDef& value, Region at);
/// At the end of a component: all values were consumed.
void values_consumed(const Scope& scope);

// Components: components.cpp.
std::shared_ptr<const ValidComponent> component_ok(Validation& validation, std::shared_ptr<const Component> component,
                                                   Scope* parent);

}  // namespace touchstone::component::validation
