// Nor as a part of another value.
// expect: a part of it is a view of guest memory
#include "abi/host/component.hpp"

using namespace touchstone;

void call(const host::Instance& i) { (void)i.typed_func<void(std::optional<host::WasmStr>)>("f"); }
