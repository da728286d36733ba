// Printing: how many operands an instruction takes and how many results it leaves, to fold it. Internal.
//
// Folding is mere syntax: whatever is put in parentheses reads back as the same sequence. So the numbers only decide what
// looks right, and where types are missing or wrong (the printer reads modules that were not validated) any will do.
#pragma once

#include <vector>

#include "interp/text/printer.hpp"

namespace touchstone::wasm {

struct Arity {
  u32 in = 0;
  u32 out = 0;
};

/// @param labels  how many values a branch to each open label takes, innermost last; the first is the function's own.
Arity arity(const PrintContext& context, const Instr& instr, const std::vector<u32>& labels);

/// Parameters and results of a block.
Arity block_arity(const PrintContext& context, const BlockType& type);

/// The block type of an instruction that opens a block.
const BlockType& block_type(const Instr& instr);

}  // namespace touchstone::wasm
