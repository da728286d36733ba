// The version of this build, for `touchstone --version` and for programs that embed it. Not in the specification.
#pragma once

#include <string_view>

namespace touchstone {

/// For example "0.1.0": the one that the project's CMakeLists.txt gives.
std::string_view version();

}  // namespace touchstone
