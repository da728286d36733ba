// A call in one step does not give views: it has ended.
// expect: call_and_finish can't return a view of guest memory
#include "abi/host/component.hpp"

using namespace touchstone;

void call(const host::Instance& i) { (void)i.typed_func<std::vector<host::WasmStr>()>("f")->call_and_finish(); }
