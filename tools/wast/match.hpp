// Whether results are what `assert_return` expects.
//
// Numbers compare by their bits, NaN patterns by class (4.3.3): canonical is a payload of its most significant bit
// alone, arithmetic one with that bit set; signs are free. References compare by kind, host references by their number
// too. `(ref.null ht)` takes a null of ht's hierarchy.
#pragma once

#include <vector>

#include "tools/wast/values.hpp"

namespace touchstone::wast {

bool matches(const Value& value, const Pattern& pattern);
bool matches(const std::vector<Value>& values, const std::vector<Pattern>& patterns);

}  // namespace touchstone::wast
