// Only integers are the same bytes in the guest and here.
// expect: as_le_span is for integers
#include "abi/host/component.hpp"

using namespace touchstone;

void read(const host::WasmList<double>& list) { (void)list.as_le_span(); }
