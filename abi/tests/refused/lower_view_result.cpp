// Nor is it returned to one.
// expect: a view of guest memory (host::WasmStr, host::WasmList) can't be lowered
#include "abi/host/component.hpp"

using namespace touchstone;

void define(host::Linker& linker) {
  linker.define_func("f", [](host::WasmList<u8> bytes) { return bytes; });
}
