// A view of guest memory is not passed to a guest.
// expect: a view of guest memory (host::WasmStr, host::WasmList) can't be lowered
#include "abi/host/component.hpp"

using namespace touchstone;

void call(const host::Instance& i) { (void)i.typed_func<void(host::WasmStr)>("f"); }
