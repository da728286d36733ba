// Flags are bits: enumerators that count 0, 1, 2 are none.
// expect: each enumerator of TOUCHSTONE_FLAGS is a bit of its own
#include "abi/host/component.hpp"

using namespace touchstone;

enum class Mode { read, write, execute };
TOUCHSTONE_FLAGS(Mode, read, write, execute)
void call(const host::Instance& i) { (void)i.typed_func<Mode()>("f"); }
