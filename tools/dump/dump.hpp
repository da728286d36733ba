// A binary, byte by byte, with what each means: chapter 5 and Binary.md as they apply to one file.
//
// The decoders tell what they read (interp/binary/watch.hpp); here it is laid out in lines of an offset, bytes and words.
// So a byte is shown as the decoder took it, and a malformed file is shown up to its fault.
#pragma once

#include <optional>
#include <ostream>

#include "abi/syntax/components.hpp"
#include "interp/support/error.hpp"

namespace touchstone::dump {

struct Options {
  bool full = false;  ///< all bytes of what is long; else its beginning and end
};

/// Lists a module or component.
/// @return the error that ends the listing, if the binary is malformed
std::optional<Error> dump(std::ostream& out, const SourcePtr& binary, const component::Profile& profile,
                          const Options& options = {});

}  // namespace touchstone::dump
