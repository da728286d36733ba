// Our own component engine, as a script sees it: see component_engine.hpp.
#include "tools/wast/component_engine.hpp"

#include <fmt/format.h>

#include "abi/binary/decode.hpp"
#include "abi/binary/encode.hpp"
#include "abi/text/parse.hpp"
#include "abi/validation/components.hpp"

namespace touchstone::wast {

namespace {

using component::Component;

struct ComponentDefinition : ReadDefinition {
  std::shared_ptr<const Component> component;
  std::shared_ptr<const component::ValidComponent> valid;
};

/// A component that was checked and not instantiated.
struct CheckedComponent : Instance {
  CheckedComponent() { instantiated = false; }
};

std::string name_of(const SourcePtr& script, const Definition& definition, std::string_view form) {
  return fmt::format("{}:{}({})", script->name(), script->position(definition.at.begin).line, form);
}

Component parse_in_place(const SourcePtr& script, const Definition& definition, const component::Profile& profile) {
  wasm::Cursor in = *definition.text;
  std::optional<wasm::Id> id;
  if (definition.name) id = wasm::Id{*definition.name, definition.at};
  Component out = component::parse_component_fields(in, profile, std::move(id), definition.at);
  if (!in.at(wasm::TokenKind::rpar)) in.unexpected("a definition of a component");
  out.source = script;
  return out;
}

class ComponentEngine final : public Engine {
 public:
  explicit ComponentEngine(const component::Profile& profile) : profile_(profile) {}

  Attempt<DefinitionPtr> read(const SourcePtr& script, const Definition& definition, bool) override {
    auto component = read_component(script, definition);
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

  Attempt<InstancePtr> instantiate(ReadDefinition& definition, const Registry&) override {
    const auto& read = static_cast<ComponentDefinition&>(definition);
    const std::string bytes = component::encode_component(*read.component);
    const auto again = component::decode_component(binary_source("encoded", bytes), profile_);
    if (!again) return Failure::of(again.error());
    if (!(*again == *read.component))
      return Failure{Ending::crash, "encoding and decoding gave another component", {}, {}, {}};
    return InstancePtr(std::make_shared<CheckedComponent>());
  }

  Attempt<std::vector<Value>> act(Instance&, const Action&) override {
    return Failure::misuse("the component was checked, not instantiated");
  }

  Registry host() override { return {}; }
  u32 spawn(std::function<void()> body) override {
    body();
    return 0;
  }
  void join(u32) override {}

 private:
  Result<Component> read_component(const SourcePtr& script, const Definition& definition) const {
    switch (definition.form) {
    case Definition::Form::text: return door(script, [&] { return parse_in_place(script, definition, profile_); });
    case Definition::Form::binary:
      return component::decode_component(binary_source(name_of(script, definition, "binary"), definition.content),
                                         profile_);
    case Definition::Form::quote:
      return component::parse_component(text_source(name_of(script, definition, "quote"), definition.content),
                                        profile_);
    case Definition::Form::inline_fields: return component::parse_component(script, profile_);
    }
    throw Crash("unknown form of a definition");
  }

  component::Profile profile_;
};

}  // namespace

EnginePtr make_component_engine(const component::Profile& profile) {
  return std::make_unique<ComponentEngine>(profile);
}

}  // namespace touchstone::wast
