// 4.6.7 Aggregate instructions: structures, arrays, i31, casts.
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

void bind_aggregate(Bindings&) {}

}  // namespace touchstone::wasm
