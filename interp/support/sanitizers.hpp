// What AddressSanitizer and LeakSanitizer must be told about memory of our own; nothing in other builds.
//
// Not in the specification. Memory that we map ourselves is unknown to the sanitizers: shadow left behind at the base of
// a stack is cleared before the memory serves again, and what a suspended stack points to is not a leak. Sanitized
// frames are larger, so stacks are scaled by `sanitizer_stack_factor`: a limit means the same in all builds.
#pragma once

#include "interp/support/integers.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define TOUCHSTONE_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TOUCHSTONE_ASAN 1
#endif
#endif

#ifdef TOUCHSTONE_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/lsan_interface.h>
#endif

namespace touchstone {

#ifdef TOUCHSTONE_ASAN

inline constexpr u64 sanitizer_stack_factor = 4;

/// Takes time and memory for its whole size: only for where frames may have been left without returning.
inline void unpoison(void* data, u64 size) { __asan_unpoison_memory_region(data, size); }
inline void add_leak_root(const void* data, u64 size) { __lsan_register_root_region(data, size); }
inline void remove_leak_root(const void* data, u64 size) { __lsan_unregister_root_region(data, size); }

#else

inline constexpr u64 sanitizer_stack_factor = 1;

inline void unpoison(void*, u64) {}
inline void add_leak_root(const void*, u64) {}
inline void remove_leak_root(const void*, u64) {}

#endif

}  // namespace touchstone
