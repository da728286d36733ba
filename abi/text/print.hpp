// Explainer.md, text format: from component syntax to text.
//
// One definition after the other, as they stand: no sugar but indices as identifiers where the component has names. The
// text parses back to an equal component, and to the same bytes. A name that an identifier cannot say (an empty one, the
// second of two equal ones, one for an index that does not exist) is left out. Where a module or component calls itself
// otherwise than the component around it does, `(@name "...")` behind the identifier says so, `(@unnamed)` if not at all.
#pragma once

#include <string>

#include "abi/syntax/components.hpp"
#include "interp/text/print.hpp"

namespace touchstone::component {

using wasm::PrintOptions;

/// `(component ...)` with a final newline.
std::string print_component(const Component& component, const PrintOptions& options = {});

/// A definition of a type, with indices as numbers: `(record (field "x" u32))`. For messages.
std::string print_type(const TypeDef& type);

}  // namespace touchstone::component
