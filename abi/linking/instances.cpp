// Explainer.md "Instance Definitions": core instances and instances, by instantiation or as inline exports.
//
// Choice: (X20) a module with a start function is instantiated in an implicit task of its instance, as Concurrency.md asks;
// Strategy: one without is instantiated as it stands, for nothing that it runs could tell.
#include "abi/linking/evaluation.hpp"

namespace touchstone::component::linking {

// [Explainer.md#instance-definitions] core:instance
void Evaluation::core_instance(const CoreInstance& instance) {
  const auto* instantiate = std::get_if<CoreInstance::Instantiate>(&instance.is);
  core_instances_.push_back(instantiate != nullptr ? instantiate_module(*instantiate)
                                                   : inline_core_exports(std::get<CoreInstance::Exports>(instance.is)));
}

/// core:instance, `(instantiate m arg*)`: imports are found by their two names. Validation has matched their types.
CoreExportsPtr Evaluation::instantiate_module(const CoreInstance::Instantiate& instantiate) {
  const CoreModuleItem& module = environment_.core_modules[instantiate.module.value];
  store_.count_definitions(instance_weight);
  std::unordered_map<std::string_view, const CoreExports*> args;
  for (const CoreInstance::Arg& arg : instantiate.args) {
    args.emplace(arg.name, core_instances_[arg.instance.value].get());
  }
  std::vector<wasm::ExternAddr> imports;
  imports.reserve(module.module->imports.size());
  for (const wasm::Import& import : module.module->imports) {
    imports.push_back(args.at(import.module)->at(import.name));
  }
  const wasm::ValidModule valid{module.module, module.context};
  const wasm::ModuleInst* made = nullptr;
  const auto body = [&] { made = wasm::module_instantiate(store_.core(), valid, imports).value(); };
  if (module.module->start) {
    store_.run_in_task(inst_, body);
  } else {
    body();
  }
  auto exports = std::make_shared<CoreExports>();
  for (const wasm::ExportInst& e : made->exports) exports->emplace(e.name, e.addr);
  return exports;
}

/// core:instance, `(export n sortidx)*`
CoreExportsPtr Evaluation::inline_core_exports(const CoreInstance::Exports& exports) const {
  auto made = std::make_shared<CoreExports>();
  for (const CoreInstance::Export& e : exports.exports) made->emplace(e.name, core_item(e.what));
  return made;
}

// [Explainer.md#instance-definitions] instance
void Evaluation::instance(const Instance& instance, const ValidInstance& valid) {
  if (const auto* exports = std::get_if<Instance::Exports>(&instance.is)) {
    auto made = std::make_shared<InstanceItem>();
    for (const Instance::Export& e : exports->exports) made->add(e.name.name, item(e.what));
    instances_.push_back(std::move(made));
    return;
  }
  const auto& instantiate = std::get<Instance::Instantiate>(instance.is);
  std::unordered_map<std::string_view, Item> args;
  for (const Instance::Arg& arg : instantiate.args) args.emplace(arg.name, item(arg.what));
  const Supply supply = [&](const Import& import, const ValidImport&, ComponentInstance&) {
    return args.at(import.name.name);
  };
  instances_.push_back(
      instantiate_component(store_, environment_.components[instantiate.component.value], &inst_, supply));
  if (!valid.resources.empty()) bind_resources(valid.type, instances_.back());
}

}  // namespace touchstone::component::linking
