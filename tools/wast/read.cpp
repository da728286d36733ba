// From a definition in a script to a module or component.
//
// Fields in place are parsed where they stand; a quoted text and bytes become sources of their own, named after the line.
#include "tools/wast/read.hpp"

#include <fmt/format.h>

#include "abi/binary/decode.hpp"
#include "abi/text/parse.hpp"
#include "interp/binary/decode.hpp"
#include "interp/text/parse.hpp"

namespace touchstone::wast {

namespace {

std::string name_of(const SourcePtr& script, const Definition& definition, std::string_view form) {
  return fmt::format("{}:{}({})", script->name(), script->position(definition.at.begin).line, form);
}

wasm::Module parse_in_place(const SourcePtr& script, const Definition& definition, Features features) {
  wasm::Cursor in = *definition.text;
  const wasm::Reading reading(in, "Tmodule");
  std::optional<wasm::Id> id;
  if (definition.name) id = wasm::Id{*definition.name, definition.at};
  wasm::Module module = wasm::parse_module_fields(in, features, std::move(id), definition.at);
  if (!in.at(wasm::TokenKind::rpar)) in.unexpected("a module field");
  module.source = script;
  return module;
}

component::Component parse_in_place(const SourcePtr& script, const Definition& definition,
                                    const component::Profile& profile) {
  wasm::Cursor in = *definition.text;
  const wasm::Reading reading(in, "Explainer.md#component-definitions");
  std::optional<wasm::Id> id;
  if (definition.name) id = wasm::Id{*definition.name, definition.at};
  component::Component out = component::parse_component_fields(in, profile, std::move(id), definition.at);
  if (!in.at(wasm::TokenKind::rpar)) in.unexpected("a definition of a component");
  out.source = script;
  return out;
}

}  // namespace

Result<wasm::Module> read_module(const SourcePtr& script, const Definition& definition, Features features) {
  switch (definition.form) {
  case Definition::Form::text: return door(script, [&] { return parse_in_place(script, definition, features); });
  case Definition::Form::binary:
    return wasm::decode_module(binary_source(name_of(script, definition, "binary"), definition.content), features);
  case Definition::Form::quote:
    return wasm::parse_module(text_source(name_of(script, definition, "quote"), definition.content), features);
  case Definition::Form::inline_fields:
    return script->kind() == Source::Kind::binary ? wasm::decode_module(script, features)
                                                  : wasm::parse_module(script, features);
  }
  throw Crash("unknown form of a definition");
}

Result<component::Component> read_component(const SourcePtr& script, const Definition& definition,
                                            const component::Profile& profile) {
  switch (definition.form) {
  case Definition::Form::text: return door(script, [&] { return parse_in_place(script, definition, profile); });
  case Definition::Form::binary:
    return component::decode_component(binary_source(name_of(script, definition, "binary"), definition.content),
                                       profile);
  case Definition::Form::quote:
    return component::parse_quoted_component(text_source(name_of(script, definition, "quote"), definition.content),
                                             profile);
  case Definition::Form::inline_fields:
    return script->kind() == Source::Kind::binary ? component::decode_component(script, profile)
                                                  : component::parse_component(script, profile);
  }
  throw Crash("unknown form of a definition");
}

}  // namespace touchstone::wast
