// What the host must be: a 64-bit little-endian Linux or macOS on x86-64 or aarch64.
//
// Not in the specification. The store keeps numbers as the host does, so bytes of memory are read and written by
// copying (4.3.1, little-endian storage), and floating-point rules are the host's own, rounded once per operation
// (4.3.3). A host for which that does not hold is refused here, at compile time.
#pragma once

#include <bit>
#include <cfloat>
#include <limits>

namespace touchstone {

#if !defined(__linux__) && !defined(__APPLE__)
#error "Touchstone runs on Linux and macOS."
#endif
#if !defined(__x86_64__) && !defined(__aarch64__)
#error "Touchstone runs on x86-64 and aarch64."
#endif

static_assert(std::endian::native == std::endian::little, "memory is read and written as the host stores it");
static_assert(sizeof(void*) == 8, "memories reserve more address space than 32 bits offer");
static_assert(std::numeric_limits<float>::is_iec559 && std::numeric_limits<double>::is_iec559, "IEEE 754 numbers");
static_assert(FLT_EVAL_METHOD == 0, "each operation rounds to its own type, once");
#ifdef __FAST_MATH__
#error "Touchstone needs the floating-point rules of IEEE 754: build without -ffast-math."
#endif

}  // namespace touchstone
