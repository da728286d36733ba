// How many bytes code takes in the binary format (5.4, 5.5.13), without writing it.
//
// Limits on the size of a body hold for text too, and validation must not know the encoder. A test holds the two
// together.
#pragma once

#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

/// The size of an instruction in its shortest encoding.
u64 encoded_size(const Instr& instr);

/// The size of a list of locals, merged into the fewest runs.
u64 encoded_size(const std::vector<Locals>& locals);

/// The size of a function's locals and body, as the encoder would write them, without the size in front.
u64 encoded_size(const Func& func);

}  // namespace touchstone::wasm
