// Nor is a combination of flags one more flag.
// expect: each enumerator of TOUCHSTONE_FLAGS is a bit of its own
#include "abi/host/component.hpp"

using namespace touchstone;

enum class Mode { read = 1, write = 2, both = 3 };
TOUCHSTONE_FLAGS(Mode, read, write, both)
void call(const host::Instance& i) { (void)i.typed_func<Mode()>("f"); }
