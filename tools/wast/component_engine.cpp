// Our own component engine, as a script sees it: see component_engine.hpp.
#include "tools/wast/component_engine.hpp"

#include <fmt/format.h>

#include "abi/binary/decode.hpp"
#include "abi/binary/encode.hpp"
#include "abi/host/engine.hpp"
#include "abi/validation/components.hpp"
#include "interp/text/values.hpp"
#include "tools/wast/component_values.hpp"
#include "tools/wast/failures.hpp"
#include "tools/wast/host_items.hpp"
#include "tools/wast/read.hpp"

namespace touchstone::wast {

namespace {

using component::Component;

struct ComponentDefinition : ReadDefinition {
  std::shared_ptr<const Component> component;
  std::shared_ptr<const component::ValidComponent> valid;
  bool encoded = false;  ///< whether encoding and decoding was tried
};

/// An instance, with its store and those that it borrows from.
struct ComponentInstance : Instance {
  std::shared_ptr<component::Store> store;
  std::vector<InstancePtr> lenders;
  std::optional<component::host::Instance> instance;
};

/// What a named instance lends: modules and resource types, as its exports call them.
component::SuppliedInstancePtr lent_by(const component::host::Instance& instance) {
  auto out = std::make_shared<component::SuppliedInstance>();
  for (const component::InstanceItem::Export& e : instance.exports()) {
    const auto* type = std::get_if<component::TypeItem>(&e.item);
    const bool resource = type != nullptr && type->resource != nullptr;
    if (resource || std::holds_alternative<component::CoreModuleItem>(e.item))
      out->emplace(e.name, component::Supplied{e.item});
  }
  return out;
}

class ComponentEngine final : public Engine {
 public:
  explicit ComponentEngine(const ComponentEngineOptions& options) : options_(options), profile_(options.profile) {}

  Attempt<DefinitionPtr> read(const SourcePtr& script, const Definition& definition, bool) override {
    auto component = read_component(script, definition, profile_);
    if (!component) return Failure::of(component.error());
    auto out = std::make_shared<ComponentDefinition>();
    out->component = std::make_shared<const Component>(*std::move(component));
    return DefinitionPtr(std::move(out));
  }

  Attempt<Done> validate(ReadDefinition& definition, bool) override {
    auto& read = static_cast<ComponentDefinition&>(definition);
    auto valid = component::validate_component(read.component, profile_);
    if (!valid) return Failure::of(valid.error());
    read.valid = *std::move(valid);
    return Done{};
  }

  std::vector<std::string> imports(const ReadDefinition& definition) override {
    std::vector<std::string> out;
    for (const auto& import : static_cast<const ComponentDefinition&>(definition).valid->type->imports.list)
      out.push_back(import.name->name);
    return out;
  }

  Attempt<InstancePtr> instantiate(ReadDefinition& definition, const Registry& registry) override {
    auto& read = static_cast<ComponentDefinition&>(definition);
    if (!read.encoded) {
      if (auto failure = differs_when_encoded(*read.component)) return *std::move(failure);
      read.encoded = true;
    }
    auto out = std::make_shared<ComponentInstance>();
    component::StoreConfig config;
    config.core = options_.core;  // with the chooser
    config.fast_copy = options_.fast_copy;
    config.reentrance = options_.reentrance;
    config.check_waiting = true;
    out->store = std::make_shared<component::Store>(config);
    component::host::Linker linker;
    if (options_.host_items && !read.valid->type->imports.list.empty()) host_items().define(linker, *out->store);
    for (const component::closed::Extern& import : read.valid->type->imports.list) {
      const auto named = registry.find(import.name->name);
      if (named == registry.end()) continue;
      const auto* lender = dynamic_cast<const ComponentInstance*>(named->second.get());
      if (lender == nullptr) continue;
      linker.define_supplied(named->first, lent_by(*lender->instance));
      out->lenders.push_back(named->second);
    }
    const auto instance = linker.instantiate(*out->store, component::host::Component(read.valid));
    if (!instance) return failure_of(instance);
    out->instance = *instance;
    return InstancePtr(std::move(out));
  }

  Attempt<std::vector<Value>> act(Instance& instance, const Action& action) override {
    const std::string name = wasm::print_string(action.name, true);
    if (action.kind == Action::Kind::get) return Failure::misuse("a component has no globals: " + name);
    auto func = static_cast<ComponentInstance&>(instance).instance->func(action.name);
    if (!func) return Failure::misuse("unknown export " + name);
    std::vector<component::Val> args;
    for (std::size_t i = 0; i < action.arguments.size(); ++i) {
      auto arg = component_val(action.arguments[i]);
      if (!arg)
        return Failure::misuse(fmt::format("argument {} is a core value: {}", i, to_string(action.arguments[i])));
      args.push_back(*std::move(arg));
    }
    if (const auto wrong = func->mismatch(args)) return Failure::misuse(*wrong);
    const auto outcome = func->invoke(args);
    if (!outcome) return failure_of(outcome);
    return results(*outcome, func->type());
  }

  Registry host() override { return {}; }
  u32 spawn(std::function<void()> body) override {
    body();
    return 0;
  }
  Attempt<Done> join(u32) override { return Done{}; }

 private:
  static Attempt<std::vector<Value>> results(const std::vector<component::Val>& values,
                                             const component::closed::FuncType& type) {
    std::vector<Value> out;
    for (const component::Val& value : values) {
      auto written = script_value(value, type.result);
      if (!written)
        return Failure::misuse("scripts have no form for a result of type " + component::type_text(type.result));
      out.emplace_back(*std::move(written));
    }
    return out;
  }

  std::optional<Failure> differs_when_encoded(const Component& component) const {
    const std::string bytes = component::encode_component(component);
    const auto again = component::decode_component(binary_source("encoded", bytes), profile_);
    if (!again) return Failure::of(again.error());
    if (*again == component) return std::nullopt;
    return Failure::of(Ending::crash, "encoding and decoding gave another component");
  }

  const HostItems& host_items() {
    if (!host_items_) host_items_ = std::make_unique<HostItems>();
    return *host_items_;
  }

  ComponentEngineOptions options_;
  component::Profile profile_;
  std::unique_ptr<HostItems> host_items_;
};

}  // namespace

EnginePtr make_component_engine(const ComponentEngineOptions& options) {
  return std::make_unique<ComponentEngine>(options);
}

}  // namespace touchstone::wast
