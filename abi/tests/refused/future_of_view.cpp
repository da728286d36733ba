// A future that the host makes has a value that can be lowered.
// expect: a view of guest memory (host::WasmStr, host::WasmList) can't be lowered
#include "abi/host/component.hpp"

using namespace touchstone;

void make(host::Store& store) { (void)host::make_future<host::WasmStr>(store); }
