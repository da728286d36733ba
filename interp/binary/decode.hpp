// 5.5.17 Modules, decoding: the public door, and the way in for modules that are nested in components.
#pragma once

#include "interp/binary/reader.hpp"
#include "interp/support/features.hpp"
#include "interp/support/limits.hpp"
#include "interp/support/result.hpp"
#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

/// Decodes a whole binary. [Bmodule]
Result<Module> decode_module(const SourcePtr& source, Features features,
                             const ImplementationLimits& limits = implementation_limits);

/// Decodes a module that takes all of what `in` has left; throws Malformed. `Module::source` stays empty: the caller
/// knows it.
Module decode_module(Reader& in, Features features, const ImplementationLimits& limits = implementation_limits);

/// Decodes the content of a name section (what follows its name); throws Malformed, which the caller may ignore: errors
/// in a custom section do not make a module malformed. [#binary-namesec]
Names decode_names(Reader& in);

}  // namespace touchstone::wasm
