// The state of one computation (4.2.17 to 4.2.19: stack, administrative instructions, configurations), and how it leaves a block.
//
// A frame of the specification is a range of value slots: parameters, locals, then operands at heights that validation
// knows. The arguments of a call lie where the callee's frame begins, so nothing is copied; results come back there.
// Labels and handlers are the nesting of `run` on the native stack. What the specification writes as a rule that moves
// `br`, `return`, `throw_ref` or TRAP outwards is a Signal returned from there (control.cpp).
// A Machine belongs to one fiber: slots, depth, exception in flight. Fuel is the store's and held by the one that runs.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "interp/execution/outcome.hpp"
#include "interp/execution/runtime.hpp"
#include "interp/execution/store.hpp"

namespace touchstone::wasm {

/// The slots of a frame: its first value. Slots are named by their distance from there in bytes.
using Slots = Value*;
using SlotNo = u32;
inline constexpr SlotNo slot_size = 16;

/// How a sequence of instructions ended. Values from 1 on are branches: to label n - 1, counted from where the Signal is.
enum class Signal : u32 {
  next = 0,                 ///< [Step_pure/label-vals] its values are in place
  tail_call = 0xffff'fffb,  ///< arguments are at the frame's start, Machine::tail_callee is the function
  return_,                  ///< results are at the frame's start
  throw_,                   ///< Machine::thrown is the exception
  trap,                     ///< Machine::failure says why: a trap, an exhaustion, an error of a host function
  end                       ///< the node `end`; never leaves `run`
};
constexpr Signal branch(u32 label) { return Signal{label + 1}; }
constexpr bool is_branch(Signal r) { return r != Signal::next && r < Signal::tail_call; }

/// What Signal::trap stands for.
using FailureHeld = std::variant<Trap, Exhaustion, HostError>;

/// Where the exception in flight was thrown, and which calls it left. Nodes, since what they mean is rarely asked for.
struct ThrowTrace {
  std::vector<TracePoint> before;  ///< of an exception that comes from elsewhere: a host function, another stack
  std::array<const Node*, longest_backtrace> nodes;
  u32 count = 0;

  void left(const Node& n) {
    if (count < nodes.size()) nodes[count++] = &n;
  }
};

struct Machine {
  /// For the native stack in use.
  explicit Machine(Store& s);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  // What every call touches.
  s64 fuel = 0;  ///< while this machine runs: what is left
  u32 depth_left = 0;
  const u8* native_limit = nullptr;  ///< of the native stack
  Slots slots_end = nullptr;

  Store& store;
  Slots slots = nullptr;
  Slots top = nullptr;                 ///< end of the slots in use, valid at host calls and allocations
  FuncInst* tail_callee = nullptr;     ///< with Signal::tail_call
  Object* thrown = nullptr;            ///< with Signal::throw_: an exception; a root
  ThrowTrace trace;                    ///< likewise
  std::optional<FailureHeld> failure;  ///< with Signal::trap
  PooledMemory memory;                 ///< of the slots
  Stack* stack = nullptr;              ///< the continuation that runs here, unless a host function called back
  Machine* const outer;                ///< of another store, further out on the native stack
  std::size_t place;                   ///< in Store::machines

  /// Throws an exception at `n`.
  Signal raise(Object* exn, const Node& n) {
    thrown = exn;
    trace.count = 0;
    trace.before.clear();
    trace.left(n);
    return Signal::throw_;
  }
  /// Lets one go on that comes from elsewhere.
  Signal raise(Object* exn, std::vector<TracePoint> from) {
    thrown = exn;
    trace.count = 0;
    trace.before = std::move(from);
    return Signal::throw_;
  }
};

/// Throws what Signal::throw_ or Signal::trap stands for, taken out of the machine.
[[noreturn]] void throw_signal(Machine& m, Signal r);

/// The Signal that stands for the C++ exception being handled; call it from a `catch` of a Failure, an Exception or a
/// std::exception.
Signal signal_of_current_exception(Machine& m);

/// The machine of the native stack in use, if guest code is active on it; else null.
Machine* current_machine(Store& store);

/// [Step_read/call_ref-func] Calls a function. Arguments lie at `s`, results come back there; the slots from `s` on are
/// the callee's. Runs on the current native stack, whose limit is `m.native_limit`.
Signal invoke_at(FuncInst& callee, const ModuleInst* caller, Slots s, Machine& m);

template <class Visit>
void Store::for_each_root(Visit&& visit) {
  for (const GlobalInst& gi : globals) {
    if (gi.type.type.is_ref()) visit(gi.value.as<Ref>());
  }
  for (const TableInst& ti : tables) {
    for (const Ref r : ti.refs) visit(r);
  }
  for (const ElemInst& ei : elems) {
    for (const Ref r : ei.refs) visit(r);
  }
  for (const Machine* m : machines) visit(Ref::to(m->thrown));
  for (const Root::Link* root = roots.next; root != &roots; root = root->next) visit(root->ref);
}

template <class Visit>
void Store::for_each_slot(Visit&& visit) {
  for (const Machine* m : machines) {
    for (const Value* slot = m->slots; slot < m->top; ++slot) visit(slot->low);
  }
}

}  // namespace touchstone::wasm
