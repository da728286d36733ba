// A raw pointer may be null, or point to an array.
// expect: a raw pointer can't be lowered
#include "abi/host/component.hpp"

using namespace touchstone;

void call(const host::Instance& i) { (void)i.typed_func<void(const char*)>("f"); }
