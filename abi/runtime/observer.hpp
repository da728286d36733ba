// Looking on: what a trace, an explanation, a debugger or a coverage of rules is told while components run.
//
// One pointer in the store; without an observer each place costs one branch, and nothing per instruction. Every function
// does nothing by default. What is passed lives for the call only. An observer must not change what it sees or call into
// the store.
#pragma once

#include <span>

#include "abi/canonical/context.hpp"
#include "abi/runtime/stream.hpp"
#include "abi/runtime/subtask.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

/// What a thread does from now on.
enum class ThreadEvent : u8 { created, resumed, suspended, waits, yields, ended };

/// What happens to a handle. One that was lent is given back when the end of the call is delivered.
enum class HandleEvent : u8 { added, removed, lent };

class Observer {
 public:
  virtual ~Observer() = default;

  // Calls. `caller` is null for the host. A call is left when control comes back to the caller: the task may go on later.
  virtual void call_entered(const ComponentInstance* /*caller*/, const Task& /*task*/) {}
  virtual void call_left(const ComponentInstance* /*caller*/, const Task& /*task*/) {}
  virtual void lowered_call_entered(const ComponentInstance& /*caller*/, const FuncInst& /*callee*/) {}
  virtual void lowered_call_left(const ComponentInstance& /*caller*/, const FuncInst& /*callee*/,
                                 const Subtask& /*subtask*/) {}

  // Values, on the side of the instance in the context; `flat` are the core values, or the pointer in their place.
  virtual void lifted(const LiftLowerContext& /*cx*/, std::span<const closed::Part> /*types*/,
                      std::span<const Val> /*values*/) {}
  virtual void lowered(const LiftLowerContext& /*cx*/, std::span<const closed::Part> /*types*/,
                       std::span<const Val> /*values*/, std::span<const wasm::Value> /*flat*/) {}
  virtual void reallocated(const LiftLowerContext& /*cx*/, u64 /*old*/, u64 /*old_byte_length*/, u64 /*alignment*/,
                           u64 /*new_byte_length*/, u64 /*ptr*/) {}

  virtual void handle(const ComponentInstance& /*inst*/, HandleEvent /*event*/, u32 /*i*/, const TableElement& /*e*/) {}
  virtual void task(const Task& /*task*/) {}           ///< its state changed
  virtual void subtask(const Subtask& /*subtask*/) {}  ///< its state changed
  virtual void thread(const Thread& /*thread*/, ThreadEvent /*event*/) {}
  virtual void event(const ComponentInstance& /*inst*/, const Event& /*event*/) {}  ///< delivered to the guest
  virtual void copied(const ComponentInstance* /*from*/, const ComponentInstance* /*to*/, u64 /*elements*/) {}
  virtual void built_in(const ComponentInstance& /*inst*/, CanonOp /*op*/, std::span<const wasm::Value> /*args*/,
                        std::span<const wasm::Value> /*results*/) {}

  // It has reached the host; a deadlock is a trap. `how` is `exhaustion` or `host-error`.
  virtual void trapped(const wasm::Trap& /*trap*/) {}
  virtual void failed(std::string_view /*how*/, const wasm::Failure& /*failure*/) {}
};

}  // namespace touchstone::component
