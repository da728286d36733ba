// What the others refuse, done as their messages say: this compiles.
// expect: (nothing)
#include "abi/host/component.hpp"

using namespace touchstone;

struct Point {
  s32 x = 0;
};
TOUCHSTONE_RECORD(Point, x)

void use(host::Linker& linker, const host::Instance& i) {
  linker.define_func("f", [](host::WasmStr text, std::vector<std::string>) { return text.to_string(); });
  (void)i.typed_func<std::string(std::string_view, std::span<const u8>, const Point&)>("f")->call_and_finish("", {},
                                                                                                             {});
  const auto handle = i.typed_func<host::WasmList<host::WasmStr>()>("f")->call();
}
