// A record with a field that stands for nothing.
// expect: a field of this record has a type that stands for no component type
#include "abi/host/component.hpp"

using namespace touchstone;

struct Odd {
  long double x;
};
TOUCHSTONE_RECORD(Odd, x)
void call(const host::Instance& i) { (void)i.typed_func<Odd()>("f"); }
