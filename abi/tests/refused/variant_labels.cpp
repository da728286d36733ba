// A variant has as many cases as its std::variant has alternatives.
// expect: TOUCHSTONE_VARIANT names another number of cases than its std::variant has alternatives
#include "abi/host/component.hpp"

using namespace touchstone;

struct Shape : std::variant<double, u32, std::monostate> {
  using variant::variant;
};
TOUCHSTONE_VARIANT(Shape, circle, square)
void call(const host::Instance& i) { (void)i.typed_func<Shape()>("f"); }
