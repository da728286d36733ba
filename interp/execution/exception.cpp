// 4.6.4 Exceptions: throw, throw_ref, try_table.
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

void bind_exception(Bindings&) {}

}  // namespace touchstone::wasm
