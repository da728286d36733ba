// From a definition in a script to a module.
//
// Fields in place are parsed where they stand; a quoted text and bytes become sources of their own, named after the line.
#include "tools/wast/read.hpp"

#include <fmt/format.h>

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

}  // namespace touchstone::wast
