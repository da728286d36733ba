// The version of this build. It comes from the project's CMakeLists.txt, so that it is written once. This file is
// also the one that is always compiled, and so where the host is checked.
#include "interp/support/version.hpp"

#include "interp/support/platform.hpp"

namespace touchstone {

std::string_view version() { return TOUCHSTONE_VERSION; }

}  // namespace touchstone
