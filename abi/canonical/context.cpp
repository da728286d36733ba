// CanonicalABI.md "Lifting and Lowering Context": see context.hpp.
#include "abi/canonical/context.hpp"

#include <fmt/format.h>

#include "abi/runtime/observer.hpp"

namespace touchstone::component {

/// [LiftLowerContext.reallocate] A trap leaves may_leave clear, as all traps do: the instance is never entered again.
u64 LiftLowerContext::reallocate(u64 old, u64 old_byte_length, u64 alignment, u64 new_byte_length) {
  assert_that(inst.may_leave, "realloc is called in a call of realloc or post-return");
  assert_that(opts.realloc != nullptr, "lowering needs realloc");
  inst.may_leave = false;
  const u64 ptr = opts.realloc(*this, old, old_byte_length, alignment, new_byte_length);
  inst.may_leave = true;
  if (Observer* observer = inst.observer(); observer != nullptr) {
    observer->reallocated(*this, old, old_byte_length, alignment, new_byte_length, ptr);
  }
  return ptr;
}

/// [LiftLowerContext.allocate]
u64 LiftLowerContext::allocate(u64 alignment, u64 byte_length) { return reallocate(0, 0, alignment, byte_length); }

void LiftLowerContext::trap_if_unaligned(u64 ptr, u64 alignment, Why why, std::string_view rule) const {
  if (!unaligned(ptr, alignment)) return;
  trap(why, rule, boundary, fmt::format(": {:#x} is not a multiple of {}", ptr, alignment));
}

void LiftLowerContext::trap_if_out_of_bounds(u64 ptr, u64 byte_length, Why why, std::string_view rule) const {
  if (!out_of_bounds(ptr, byte_length)) return;
  trap(why, rule, boundary,
       fmt::format(": {} bytes at {:#x} in a memory of {:#x} bytes", byte_length, ptr, memory().size()));
}

}  // namespace touchstone::component
