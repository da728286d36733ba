// Explainer.md, text format: from text to component syntax. The public door.
#pragma once

#include "abi/syntax/components.hpp"
#include "interp/support/result.hpp"
#include "interp/text/lexer.hpp"

namespace touchstone::component {

/// Whether a text begins like a component: `(component`.
bool is_component_text(const wasm::Cursor& in);

/// A word that the grammar of components or of core modules has somewhere: for cursors (wasm::Cursor::IsKeyword).
bool is_component_keyword(std::string_view word);

/// A whole text: `(component ...)`, or, if it begins with anything else, its definitions without that.
/// [Explainer.md#component-definitions]
Result<Component> parse_component(const SourcePtr& source, const Profile& profile);

/// What the strings of `component quote` contain: definitions, of which the first may be a component.
Result<Component> parse_quoted_component(const SourcePtr& source, const Profile& profile);

/// The fields of a component in the middle of a script: begins behind `(component $id?` and ends before the closing
/// parenthesis. Throws Malformed.
/// @param begin  the region of the component's first token, for Component::at.
Component parse_component_fields(wasm::Cursor& in, const Profile& profile, std::optional<wasm::Id> name, Region begin);

}  // namespace touchstone::component
