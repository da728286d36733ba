// Nor can a part of a value be a view of the host's.
// expect: a part of it refers to memory that nobody would own
#include "abi/host/component.hpp"

using namespace touchstone;

void define(host::Linker& linker) {
  linker.define_func("f", [](std::vector<std::string_view>) {});
}
