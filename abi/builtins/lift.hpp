// CanonicalABI.md "canon lift": a core function becomes a component function.
#pragma once

#include "abi/runtime/store.hpp"

namespace touchstone::component {

class Task;

/// [CallbackCode]
enum class CallbackCode : u32 { EXIT = 0, YIELD = 1, WAIT = 2, MAX = 2 };

struct CallbackResult {
  CallbackCode code;
  u32 waitable_set;
};
/// [unpack_callback_result]
CallbackResult unpack_callback_result(u32 packed);

/// [canon_lift] Begins a call; returns when the callee blocks or is done. One whose type is not async has its result then.
OnCancel canon_lift(const CoreFuncInst& callee, closed::FuncTypePtr ft, RuntimeOptionsPtr opts, ComponentInstance& inst,
                    Call& call, const ComponentInstance* caller = nullptr, const LiftCall& how = {});

/// [call_and_trap_on_throw]
FlatValues call_and_trap_on_throw(const CoreFuncInst& callee, std::span<const wasm::Value> args);

}  // namespace touchstone::component
