// A type that nobody described.
// expect: this C++ type stands for no component type: describe it with TOUCHSTONE_RECORD
#include "abi/host/component.hpp"

using namespace touchstone;

struct Point {
  int x;
};
void call(const host::Instance& i) { (void)i.typed_func<Point()>("f"); }
