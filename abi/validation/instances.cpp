// Binary.md "Instance Definitions": core instances and instances, by instantiation or as inline exports.
#include "abi/validation/names.hpp"
#include "abi/validation/resources.hpp"
#include "abi/validation/rules.hpp"
#include "abi/validation/subtyping.hpp"

namespace touchstone::component::validation {

namespace {

constexpr std::string_view rule = "Binary.md#instance-definitions";

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// A Mismatch becomes what the caller of the validator sees.
[[noreturn]] void fail_match(Region at, Phrase phrase, const std::string& what, const Mismatch& mismatch) {
  Invalid error(at, phrase, rule, " " + what + ": " + mismatch.message);
  add_path(error, mismatch.path.empty() ? what : what + " > " + mismatch.path);
  throw error;
}

/// Every import of the module finds its field, of a matching type, in the instance supplied for its module name.
void core_imports_match(const Scope& scope, const closed::ModuleType& module,
                        const std::unordered_map<std::string_view, const CoreInstance::Arg*>& args, Region at) {
  for (const closed::ModuleType::Import& import : module.imports) {
    const auto arg = args.find(import.module);
    if (arg == args.end()) {
      fail(at, phrase::missing_module_argument, rule,
           ": the module imports " + quoted(import.name) + " from " + quoted(import.module));
    }
    const auto& instance = scope.core_instances[arg->second->instance.value];
    const wasm::ExternType* found = instance->find(import.name);
    if (found == nullptr) {
      fail(arg->second->at, phrase::module_argument, rule,
           " " + quoted(import.module) + " does not export an item named " + quoted(import.name));
    }
    try {
      match_core_externtype(*found, import.type);
    } catch (const Mismatch& mismatch) {
      fail_match(arg->second->at, phrase::mismatch_for_import, "`" + import.module + "::" + import.name + "`",
                 mismatch);
    }
  }
}

/// core:instance, `(instantiate m arg*)`
ValidCoreInstance core_instantiate(Scope& scope, const CoreInstance::Instantiate& instantiate, Region at) {
  const closed::ModuleTypePtr module = lookup(scope.core_modules, instantiate.module.value, at, "module");
  std::unordered_map<std::string_view, const CoreInstance::Arg*> args;
  for (const CoreInstance::Arg& arg : instantiate.args) {
    lookup(scope.core_instances, arg.instance.value, arg.at, "core instance");
    if (!args.emplace(arg.name, &arg).second) {
      fail(arg.at, phrase::duplicate_module_argument, rule, " " + quoted(arg.name));
    }
  }
  scope.maker().charge(module->imports.size());
  core_imports_match(scope, *module, args, at);
  closed::CoreInstanceType type;
  type.module = module;
  return {std::make_shared<const closed::CoreInstanceType>(std::move(type))};
}

/// core:instance, `(export n sortidx)*`
ValidCoreInstance core_exports(Scope& scope, const CoreInstance::Exports& exports) {
  auto type = std::make_shared<closed::CoreInstanceType>();
  for (const CoreInstance::Export& e : exports.exports) {
    type->exports.push_back({e.name, core_extern_at(scope, e.what, e.at)});
  }
  for (u32 i = 0; i < type->exports.size(); ++i) {
    if (!type->by_name.emplace(type->exports[i].name, i).second) {
      fail(exports.exports[i].at, phrase::export_name, rule, " " + quoted(type->exports[i].name) + " already defined");
    }
  }
  return {std::move(type)};
}

}  // namespace

// [Binary.md#instance-definitions] core:instance
ValidCoreInstance core_instance_ok(Scope& scope, const CoreInstance& instance, Region at) {
  scope.maker().at = at;
  const auto* instantiate = std::get_if<CoreInstance::Instantiate>(&instance.is);
  ValidCoreInstance valid = instantiate != nullptr ? core_instantiate(scope, *instantiate, at)
                                                   : core_exports(scope, std::get<CoreInstance::Exports>(instance.is));
  scope.core_instances.push_back(valid.type);
  return valid;
}

namespace {

/// The arguments of an instantiation: each name once, by plain equality; what no import asks for is allowed.
std::unordered_map<std::string_view, closed::ExternType> arguments(Scope& scope,
                                                                   const Instance::Instantiate& instantiate) {
  std::unordered_map<std::string_view, closed::ExternType> args;
  for (const Instance::Arg& arg : instantiate.args) {
    if (arg.what.sort == Sort::value) require_gate(scope, Gate::values, arg.at, "a value argument");
    if (!args.emplace(arg.name, extern_at(scope, arg.what, arg.at)).second) {
      fail(arg.at, phrase::argument, rule,
           " " + quoted(arg.name) + " conflicts with previous argument " + quoted(arg.name));
    }
    if (arg.what.sort == Sort::value) consume(scope, arg.what.index, arg.at);
  }
  return args;
}

/// instance, `(instantiate c arg*)`: "the actual type supplied is immediately substituted for all uses of the import".
/// Strategy: all substitutions are found first, since the names of arguments tell them, and types are checked after.
ValidInstance instantiate_component(Scope& scope, const Instance::Instantiate& instantiate, Region at) {
  const closed::ComponentTypePtr component = lookup(scope.components, instantiate.component.value, at, "component");
  const auto args = arguments(scope, instantiate);
  const auto given = [&](const closed::Extern& import) -> const closed::ExternType& {
    const auto found = args.find(import.name->name);
    if (found == args.end()) fail(at, phrase::missing_import, rule, " " + quoted(import.name->name));
    return found->second;
  };
  Substitution map(scope.maker());
  for (const closed::Extern& import : component->imports.list) {
    bind_identities(map, import.type, given(import), component->imported);
  }
  for (const closed::Extern& import : component->imports.list) {
    try {
      match_externtype(scope.maker(), given(import), map(import.type));
    } catch (const Mismatch& mismatch) {
      fail_match(at, phrase::mismatch_for_import, quoted(import.name->name), mismatch);
    }
  }
  Instantiated made = validation::instantiate(scope.maker(), component, map);
  return {std::move(made.type), component, std::move(made.defined)};
}

/// instance, `(export n sortidx)*`. Types keep the names by which they were reached: only an import or export gives a name.
/// Choice: nor do the exports of resource types here serve annotated names, as the reference suite has it.
ValidInstance inline_exports(Scope& scope, const Instance::Exports& exports) {
  Side side;
  for (const Instance::Export& e : exports.exports) {
    if (e.what.sort == Sort::value) require_gate(scope, Gate::values, e.at, "a value export");
    const closed::ExternType type = extern_at(scope, e.what, e.at);
    if (e.what.sort == Sort::value) consume(scope, e.what.index, e.at);
    extern_name_ok(scope, side, Direction::export_, e.name, type, e.at);
    side.resources.clear();
    side.resource_labels.clear();
    side.list.push_back({std::make_shared<const ExternName>(e.name), type});
  }
  closed::InstanceType type;
  type.exports = Types::externs(std::move(side.list));
  return {scope.maker().make(std::move(type)), nullptr, {}};
}

}  // namespace

// [Binary.md#instance-definitions] instance
ValidInstance instance_ok(Scope& scope, const Instance& instance, Region at) {
  scope.maker().at = at;
  const auto* instantiate = std::get_if<Instance::Instantiate>(&instance.is);
  ValidInstance valid = instantiate != nullptr ? instantiate_component(scope, *instantiate, at)
                                               : inline_exports(scope, std::get<Instance::Exports>(instance.is));
  scope.instances.push_back(valid.type);
  return valid;
}

}  // namespace touchstone::component::validation
