// Explainer.md "Component Definitions": the public door of component validation, and what it hands on.
//
// A ValidComponent stands beside the syntax: one entry for each definition, in order, with what run time needs to know
// and cannot see in the syntax. Resource types in it are ResourceIds: variables of the component. An instance keeps a
// table from them to its run-time resource types and fills it as definitions are evaluated:
//
//   a resource definition                         ValidType::defines  a new run-time resource type
//   an import, instantiation or ascribed export   `resources`         those in what it evaluates to: each_resource
//   an alias or export without ascription         nothing             its type speaks of variables that are known
//
// So a component is validated once however often it is instantiated, and a nested one likewise: `ValidNested`.
#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "abi/syntax/components.hpp"
#include "abi/syntax/gates.hpp"
#include "abi/validation/types.hpp"
#include "interp/support/result.hpp"

namespace touchstone::component {

struct ValidComponent;

/// core module.
struct ValidCoreModule {
  std::shared_ptr<const wasm::Module> module;
  std::shared_ptr<const wasm::Context> context;  ///< for instantiation
  closed::ModuleTypePtr type;
};

/// core instance: of a module, or of inline exports.
struct ValidCoreInstance {
  closed::CoreInstanceTypePtr type;
};

/// core type.
struct ValidCoreType {
  closed::ModuleTypePtr module;  ///< null for types of the core language
};

/// component, nested.
struct ValidNested {
  std::shared_ptr<const ValidComponent> component;
};

/// instance: of a component, or of inline exports.
struct ValidInstance {
  closed::InstanceTypePtr type;
  closed::ComponentTypePtr component;  ///< null for inline exports
  std::vector<ResourceId> resources;   ///< that it introduces: find them with each_resource(type, instance, ...)
};

/// alias, whatever its sort; core sorts other than modules have no extern type.
struct ValidAlias {
  std::optional<closed::ExternType> type;
};

/// type.
struct ValidType {
  closed::DefType type;
  std::optional<ResourceId> defines;       ///< a resource definition
  wasm::ValType rep = wasm::ValKind::i32;  ///< of what is defined
  std::optional<CoreFuncIdx> dtor;
};

enum class StringEncoding : u8 { utf8, utf16, latin1_utf16 };
std::string_view encoding_name(StringEncoding encoding);

/// [CanonicalABI.md#canonopt-validation] The options of a canonical definition, each at most once.
struct CanonicalOptions {
  StringEncoding string_encoding = StringEncoding::utf8;
  std::optional<CoreMemoryIdx> memory;
  std::optional<CoreFuncIdx> realloc;
  std::optional<CoreFuncIdx> post_return;
  std::optional<CoreFuncIdx> callback;
  bool async_ = false;
  wasm::AddrType ptr_type = wasm::AddrType::i32;  ///< the address type of the memory; i32 without
};

/// A canonical definition.
struct ValidCanon {
  CanonOp op = CanonOp::lift;
  CanonicalOptions options;
  closed::FuncTypePtr func;             ///< lift: the type given; lower: the callee's
  closed::ValType type;                 ///< stream.*, future.*: that type; task.return: the result, may be empty
  std::optional<ResourceId> resource;   ///< resource.*
  const wasm::DefType* core = nullptr;  ///< lift: the callee's type; else the type of the core function made
  /// thread.new-indirect, thread.spawn-*: the type of the function that a thread runs.
  const wasm::DefType* thread_func = nullptr;
  wasm::AddrType ptr_type = wasm::AddrType::i32;  ///< waitable-set.*: of the memory; thread.*-indirect: of the table
};

/// start (gated).
struct ValidStart {
  closed::FuncTypePtr func;
};

struct ValidImport {
  closed::ExternType type;
  std::vector<ResourceId> resources;  ///< that it introduces, to be found in the argument
};

struct ValidExport {
  closed::ExternType type;            ///< as seen from outside: ascribed, or inferred
  std::vector<ResourceId> resources;  ///< that the ascribed type introduces, to be found in what is exported
};

/// value (gated). Its bytes were read and fit the type.
struct ValidValue {
  closed::ValType type;
};

using ValidDefinition = std::variant<std::monostate, ValidCoreModule, ValidCoreInstance, ValidCoreType, ValidNested,
                                     ValidInstance, ValidAlias, ValidType, ValidCanon, ValidStart, ValidImport,
                                     ValidExport, ValidValue>;  // monostate: a custom section

struct ValidComponent {
  std::shared_ptr<const Component> component;  ///< the syntax
  closed::ComponentTypePtr type;
  std::vector<ValidDefinition> definitions;  ///< one for each of the component's, in order
  /// Owners of the core types that definitions point to; shared with nested components.
  std::shared_ptr<const std::vector<wasm::RecGroupPtr>> groups;
};

/// Validates a component and all that it contains. Gates that are off are refused by name.
Result<std::shared_ptr<const ValidComponent>> validate_component(std::shared_ptr<const Component> component,
                                                                 const Profile& profile);
/// The same for a component that the result shall not share: it keeps a copy.
Result<std::shared_ptr<const ValidComponent>> validate_component(const Component& component, const Profile& profile);

}  // namespace touchstone::component
