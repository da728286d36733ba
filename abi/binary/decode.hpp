// Binary.md "Component Definitions", decoding: the public door.
#pragma once

#include <string_view>

#include "abi/syntax/components.hpp"
#include "interp/binary/reader.hpp"
#include "interp/support/result.hpp"

namespace touchstone::component {

/// Whether `bytes` begin like a component: the magic of all Wasm binaries and layer 1.
bool is_component(std::string_view bytes);

/// Decodes a whole binary. Gates are validation's business, so that what is off is refused by name; of `profile` only
/// the core features count here, for the modules inside. [Binary.md#component-definitions]
Result<Component> decode_component(const SourcePtr& source, const Profile& profile);

/// Decodes a component that takes all of what `in` has left; throws Malformed. `Component::source` stays empty: the
/// caller knows it.
Component decode_component(Reader& in, const Profile& profile);

}  // namespace touchstone::component
