// A Val is in no guest memory.
// expect: a view of guest memory can't be made from a Val
#include "abi/host/component.hpp"

using namespace touchstone;

void convert(const host::Val& val) { (void)host::from_val<host::WasmStr>(val); }
