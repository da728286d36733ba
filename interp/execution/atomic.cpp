// Atomic memory instructions of the threads proposal.
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

void bind_atomic(Bindings&) {}

}  // namespace touchstone::wasm
