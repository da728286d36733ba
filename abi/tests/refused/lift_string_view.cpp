// A std::string_view has nobody to own its characters.
// expect: a std::string_view, std::span or reference_wrapper can't be lifted
#include "abi/host/component.hpp"

using namespace touchstone;

using F = host::TypedFunc<std::string_view(u32)>;
F f(const host::Instance& i) { return i.typed_func<std::string_view(u32)>("f").value(); }
