// Lifting a handle takes it, so a list of them is not read twice.
// expect: a view of a list with handles can't be read twice
#include "abi/host/component.hpp"

using namespace touchstone;

void call(const host::Instance& i) { (void)i.typed_func<host::WasmList<host::Own>()>("f"); }
