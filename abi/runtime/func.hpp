// CanonicalABI.md "Tasks" and "Embedding API": what a component function is when it is called.
//
// A call is a conversation. The callee asks for the arguments when it starts (`on_start`) and hands over its result when it
// has one (`on_resolve`), which may be long after the call returned; it gives back a function that asks it to give up.
// Between two components those are the two halves of `canon lower` and `canon lift`; a host is on either side in the same
// way: what it imports into a component derives from FuncInst.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "abi/canonical/context.hpp"

namespace touchstone::component {

class ComponentInstance;

/// [OnStart] The arguments; called at most once.
using OnStart = std::function<std::vector<Val>()>;
/// [OnResolve] The result, a list of length 0 or 1; nothing if the call was cancelled. Called at most once.
using OnResolve = std::function<void(std::optional<std::vector<Val>>)>;
/// [OnCancel] Asks for cancellation, once at most; `caller` is the instance that asks, null for the host.
using OnCancel = std::function<void(ComponentInstance* caller)>;

/// [FuncInst] A component function.
class FuncInst {
 public:
  FuncInst(closed::FuncTypePtr ft, const LiftLowerInstance* typed_in, Boundary callee)
      : type(std::move(ft)), inst(typed_in), boundary(callee) {}
  virtual ~FuncInst() = default;
  FuncInst(const FuncInst&) = delete;
  FuncInst& operator=(const FuncInst&) = delete;

  /// `caller` is the instance whose code calls, null if the host does. Returns when the callee blocks or is done.
  virtual OnCancel operator()(OnStart on_start, OnResolve on_resolve, ComponentInstance* caller) = 0;

  const closed::FuncTypePtr type;
  const LiftLowerInstance* const
      inst;                 ///< what the resource types in `type` are variables of; may be null for a host's
  const Boundary boundary;  ///< host: a function of the host's
};
using FuncInstPtr = std::shared_ptr<FuncInst>;

/// [CoreFuncInst] A core function that a canonical definition calls. Throws what it ends in.
using CoreFuncInst = std::function<std::vector<wasm::Value>(std::span<const wasm::Value>)>;

/// [CanonicalOptions] The options of a canonical definition with what their indices stand for. (The name of definitions.py
/// is that of validation's.)
struct RuntimeOptions : LiftLowerOptions {
  wasm::FuncAddr post_return = nullptr;
  bool async_ = false;
  wasm::FuncAddr callback = nullptr;
};
using RuntimeOptionsPtr = std::shared_ptr<const RuntimeOptions>;

}  // namespace touchstone::component
