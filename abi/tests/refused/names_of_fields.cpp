// Names that are given are as many as the fields.
// expect: TOUCHSTONE_NAMES gives another number of names than the type has fields or cases
#include "abi/host/component.hpp"

using namespace touchstone;

struct Point {
  s32 x = 0;
  s32 y = 0;
};
TOUCHSTONE_RECORD(Point, x, y)
TOUCHSTONE_NAMES(Point, "pos-x")
void call(const host::Instance& i) { (void)i.typed_func<Point()>("f"); }
