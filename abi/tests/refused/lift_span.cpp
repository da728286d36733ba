// A function of the host's can't take a span: nobody owns the elements.
// expect: a std::string_view, std::span or reference_wrapper can't be lifted
#include "abi/host/component.hpp"

using namespace touchstone;

void define(host::Linker& linker) {
  linker.define_func("f", [](std::span<const u8>) {});
}
