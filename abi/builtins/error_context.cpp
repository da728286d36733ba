// CanonicalABI.md "canon error-context.new" to "canon error-context.drop": see error_context.hpp.
//
// Choice: whether a message is kept is asked of the Chooser; the transformation that the host may apply is none.
// Choice: (X11) a pointer for the message that is not aligned or out of bounds traps.
#include "abi/builtins/error_context.hpp"

#include "abi/canonical/store.hpp"
#include "abi/canonical/strings.hpp"
#include "abi/runtime/error_context.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view expected = "error context";

}  // namespace

/// [canon_error_context_new]
u32 canon_error_context_new(const LiftLowerOptions& opts, u64 ptr, u64 tagged_code_units) {
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, "canon_error_context_new");
  String s;
  if (inst.chooser().choose(Choice::debug_message, 2) == 1) {
    const LiftLowerContext cx{opts, inst};
    s = load_string_from_range(cx, ptr, tagged_code_units);
  }
  return inst.add(std::make_shared<ErrorContext>(std::move(s)));
}

/// [canon_error_context_debug_message]
void canon_error_context_debug_message(const LiftLowerOptions& opts, u32 i, u64 ptr) {
  constexpr auto rule = "canon_error_context_debug_message";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto errctx = inst.get<ErrorContext>(i, rule, expected);
  LiftLowerContext cx{opts, inst};
  cx.trap_if_unaligned(ptr, cx.ptr_size(), Why::unaligned_pointer, rule);
  cx.trap_if_out_of_bounds(ptr, u64{cx.ptr_size()} * 2, Why::pointer_out_of_bounds, rule);
  store_string(cx, errctx->debug_message, ptr);
}

/// [canon_error_context_drop]
void canon_error_context_drop(u32 i) {
  constexpr auto rule = "canon_error_context_drop";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  inst.remove<ErrorContext>(i, rule, expected);
}

}  // namespace touchstone::component
