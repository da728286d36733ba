// Why an instruction trapped, in words: the instruction, its operands, and the size of what they reach beyond.
//
// Not in the specification, which says TRAP and no more. All of it happens after the trap: a rule passes the operands that
// matter to `trap`, and what they mean is worked out here from the instruction itself and its module.
#pragma once

#include <string>
#include <string_view>

#include "interp/execution/code.hpp"
#include "interp/execution/heap.hpp"

namespace touchstone::wasm {

/// What trapped, and the operands that `trap` was given with it.
struct Trapped {
  const ModuleInst& module;
  const FuncInst* func;  ///< null: none that is known
  const Instr& instr;
  TrapSite site;
  u64 a, b, c;
};

/// The detail behind the phrase: `: i32.load at address 65534 + offset 4, 4 bytes; memory 0 is 65536 bytes`.
std::string explain(const Trapped& t);

/// The rule that ended in TRAP, without brackets; of proposals without named rules, the one that validates the instruction.
std::string_view trap_rule(Op op, TrapSite site);

/// The trap of an active segment that does not fit, at instantiation. [$rundata_] [$runelem_]
Trap data_trap(const ModuleInst& module, u32 x, u64 offset);
Trap elem_trap(const ModuleInst& module, u32 x, u64 offset);

/// The detail of an exception that nobody caught: `: tag $e (i32 7)`. The tag is named as the first module of `from`
/// that has it names it.
std::string explain(const ExnInst& exn, const std::vector<TracePoint>& from);

}  // namespace touchstone::wasm
