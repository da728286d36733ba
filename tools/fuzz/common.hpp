// What the fuzz targets have in common: sources of bytes, and the way to say that a property does not hold.
//
// A target takes any bytes. Refusing them is fine; a crash, a report of a sanitizer, a hang, or a property that does
// not hold (`require`) is a finding.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "interp/support/source.hpp"

namespace touchstone::fuzz {

inline std::string bytes_of(const u8* data, std::size_t size) { return {reinterpret_cast<const char*>(data), size}; }

/// Ends the program, as a finding, if a property does not hold.
inline void require(bool holds, const char* property, const std::string& story = {}) {
  if (holds) return;
  std::fprintf(stderr, "property violated: %s\n%s\n", property, story.c_str());
  std::abort();
}

}  // namespace touchstone::fuzz
