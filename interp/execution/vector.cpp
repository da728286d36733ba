// 4.6.9 Vector instructions.
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

void bind_vector(Bindings&) {}

}  // namespace touchstone::wasm
