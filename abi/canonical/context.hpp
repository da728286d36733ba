// CanonicalABI.md "Canonical ABI Options", "Lifting and Lowering Context": what a value needs to be lifted or lowered.
//
// definitions.py passes a context `cx` to every function: options (string encoding, memory, realloc), the component
// instance, and the task or subtask that borrowed handles belong to. Here the instance is an interface, which
// runtime/instance.hpp implements: this chapter knows how bytes become values, the run time what handles are.
//
// Types at run time. A type is what validation closed; the resource types in it are variables of the component, which
// each instance gives a run-time resource type of its own (`resource_type`). So a type means something only together with
// an instance, and all types that are lifted or lowered here are those of `cx.inst`.
//
// Who looks on (runtime/observer.hpp) is told at one place for each direction: values.cpp, and `reallocate` for its calls.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "abi/canonical/layout.hpp"
#include "abi/host/values.hpp"
#include "abi/runtime/why.hpp"
#include "interp/embedding/embedding.hpp"

namespace touchstone::component {

class BorrowScope;  // the common base of Task and Subtask in runtime/
class Observer;     // runtime/observer.hpp
struct LiftLowerContext;

/// [LiftOptions, LiftLowerOptions] The options of a canonical definition that concern values. `realloc` is called with
/// (old, old_byte_length, alignment, new_byte_length) and runs the guest's function as [LiftLowerContext.reallocate]
/// demands, in a task of its own.
struct LiftLowerOptions {
  using Realloc = std::function<u64(LiftLowerContext&, u64, u64, u64, u64)>;

  StringEncoding string_encoding = StringEncoding::utf8;
  wasm::MemInst* memory = nullptr;
  Realloc realloc;

  /// The address type of the memory; i32 without.
  wasm::AddrType ptr_type() const { return memory != nullptr ? memory->type.addr : wasm::AddrType::i32; }
};

/// What lifting and lowering ask a component instance: the functions of definitions.py that use its table of handles.
/// Traps are thrown. Types are despecialized, and of this instance.
class LiftLowerInstance {
 public:
  virtual ~LiftLowerInstance() = default;

  bool may_leave = true;
  bool fast_copy = true;  ///< the store's: lists and strings are copied as blocks (canonical/fast_copy.hpp)

  /// The store's.
  virtual Chooser& chooser() = 0;
  /// Who looks on; null for nobody.
  virtual Observer* observer() const { return nullptr; }
  /// The run-time resource type that a variable of this instance's component stands for.
  virtual std::shared_ptr<RuntimeResourceType> resource_type(ResourceId id) const = 0;

  virtual Own lift_own(LiftLowerContext& cx, u32 i, const closed::DefValType& t) = 0;        ///< [lift_own]
  virtual Borrow lift_borrow(LiftLowerContext& cx, u32 i, const closed::DefValType& t) = 0;  ///< [lift_borrow]
  virtual Stream lift_stream(LiftLowerContext& cx, u32 i, const closed::DefValType& t) = 0;  ///< [lift_stream]
  virtual Future lift_future(LiftLowerContext& cx, u32 i, const closed::DefValType& t) = 0;  ///< [lift_future]
  /// [lift_error_context]
  virtual std::shared_ptr<ErrorContext> lift_error_context(LiftLowerContext& cx, u32 i) = 0;

  // A borrowed handle is lowered to its representation if it is this instance that implements the resource. Handles are
  // i32, and so is that: see X14.
  virtual u32 lower_own(LiftLowerContext& cx, const Own& v, const closed::DefValType& t) = 0;        ///< [lower_own]
  virtual u32 lower_borrow(LiftLowerContext& cx, const Borrow& v, const closed::DefValType& t) = 0;  ///< [lower_borrow]
  virtual u32 lower_stream(LiftLowerContext& cx, const Stream& v, const closed::DefValType& t) = 0;  ///< [lower_stream]
  virtual u32 lower_future(LiftLowerContext& cx, const Future& v, const closed::DefValType& t) = 0;  ///< [lower_future]
  /// [lower_error_context]
  virtual u32 lower_error_context(LiftLowerContext& cx, const std::shared_ptr<ErrorContext>& v) = 0;
};

/// [LiftLowerContext]
struct LiftLowerContext {
  const LiftLowerOptions& opts;
  LiftLowerInstance& inst;
  BorrowScope* borrow_scope = nullptr;      ///< a Task where arguments are lowered, a Subtask where they are lifted
  Boundary boundary = Boundary::component;  ///< whether the other side is the host: traps are worded accordingly
  bool borrow = false;  ///< lists and strings that are lifted may refer to the memory: they are lowered at once

  wasm::AddrType ptr_type() const { return opts.ptr_type(); }
  u32 ptr_size() const { return component::ptr_size(ptr_type()); }
  /// The bytes of the memory now: realloc may grow it, so no size outlives a call of it.
  std::span<u8> memory() const { return opts.memory != nullptr ? opts.memory->span() : std::span<u8>(); }

  u64 reallocate(u64 old, u64 old_byte_length, u64 alignment, u64 new_byte_length);
  u64 allocate(u64 alignment, u64 byte_length);

  // The two conditions on every pointer, and the traps that they lead to. The second can't overflow.
  bool unaligned(u64 ptr, u64 alignment) const { return ptr != align_to(ptr, alignment); }
  bool out_of_bounds(u64 ptr, u64 byte_length) const {
    const u64 size = memory().size();
    return byte_length > size || ptr > size - byte_length;
  }
  void trap_if_unaligned(u64 ptr, u64 alignment, Why why, std::string_view rule) const;
  void trap_if_out_of_bounds(u64 ptr, u64 byte_length, Why why, std::string_view rule) const;
};

}  // namespace touchstone::component
