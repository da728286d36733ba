// 4.6.6 Variable instructions, as far as the resolver itself uses them: copies and constants.
#pragma once

#include "interp/execution/code.hpp"

namespace touchstone::wasm {

struct Copy : Node {
  u64 from;  ///< a SlotNo
};
struct Const : Node {
  u64 value;
};
struct Moved : Node {
  Move move;
};

/// [Step_read/local.get] [Step/local.set] [Step_pure/local.tee] Numbers and references.
Signal copy_value(const Node& node, Slots s, Machine& m, u8* mem);
/// The same for any value.
Signal copy_wide(const Node& node, Slots s, Machine& m, u8* mem);
/// A constant that is not folded into the node that takes it.
Signal const_value(const Node& node, Slots s, Machine& m, u8* mem);
/// The results of a function, where they are not written in place.
Signal copy_values(const Node& node, Slots s, Machine& m, u8* mem);

}  // namespace touchstone::wasm
