// CanonicalABI.md "Lifting and Lowering Context", `reallocate`: see realloc.hpp.
#include "abi/builtins/realloc.hpp"

#include "abi/builtins/lift.hpp"
#include "abi/runtime/recycled.hpp"
#include "abi/runtime/task.hpp"
#include "abi/validation/factory.hpp"

namespace touchstone::component {

namespace {

using wasm::Value;

/// The type of realloc: `func(ptr, ptr, ptr, ptr) -> ptr`.
closed::FuncTypePtr realloc_type(PrimValType ptr) {
  Types types;
  closed::FuncType ft;
  for (const char* name : {"old", "old-byte-length", "alignment", "new-byte-length"}) {
    ft.params.push_back({name, types.primitive(ptr)});
  }
  ft.result = types.primitive(ptr);
  return types.make(std::move(ft));
}

/// [LiftLowerContext.reallocate] Its call. Strategy: realloc runs in a task of its own, as [LiftLowerContext.reallocate] demands, but needs no thread to be made:
/// since its instance must not leave meanwhile, whatever blocks traps. Outside of components there is no thread to stand
/// in for, and it is called as the source does.
u64 call_realloc(wasm::FuncAddr realloc, bool wide, ComponentInstance& inst, u64 old, u64 old_byte_length,
                 u64 alignment, u64 new_byte_length) {
  static const closed::FuncTypePtr types[] = {realloc_type(PrimValType::u32), realloc_type(PrimValType::u64)};
  static const auto opts = std::make_shared<const RuntimeOptions>();
  const closed::FuncTypePtr& ft = types[wide ? 1 : 0];
  const CoreFuncInst callee = inst.store.core_func(realloc);
  if (current_thread_or_null() != nullptr) {
    const StandIn thread(make_recycled<Task>(ft, opts, inst, nullptr));
    const Value args[] = {Value::of(old), Value::of(old_byte_length), Value::of(alignment), Value::of(new_byte_length)};
    return call_and_trap_on_throw(callee, args).at(0).as<u64>();
  }
  const auto val = [wide](u64 x) { return wide ? Val(x) : Val(static_cast<u32>(x)); };
  std::optional<u64> ptr;
  ValCall call(
      [&]() -> std::vector<Val> { return {val(old), val(old_byte_length), val(alignment), val(new_byte_length)}; },
      [&](const std::optional<std::vector<Val>>& result) {
        ptr = wide ? result->at(0).as<u64>() : result->at(0).as<u32>();
      });
  canon_lift(callee, ft, opts, inst, call);
  assert_that(ptr.has_value(), "realloc has not returned");
  return *ptr;
}

}  // namespace

/// An instance whose realloc traps may not have been entered then: it is poisoned all the same.
LiftLowerOptions::Realloc make_realloc(wasm::FuncAddr realloc, wasm::AddrType ptr_type) {
  const bool wide = ptr_type == wasm::AddrType::i64;
  return [realloc, wide](LiftLowerContext& cx, u64 old, u64 old_byte_length, u64 alignment, u64 new_byte_length) {
    auto& inst = static_cast<ComponentInstance&>(cx.inst);
    try {
      return call_realloc(realloc, wide, inst, old, old_byte_length, alignment, new_byte_length);
    } catch (...) {
      inst.poison_alone();
      throw;
    }
  };
}

}  // namespace touchstone::component
