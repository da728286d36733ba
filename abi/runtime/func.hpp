// CanonicalABI.md "Tasks" and "Embedding API": what a component function is when it is called.
//
// A call is a conversation. The callee asks for the arguments when it starts (`on_start`) and hands over its result when it
// has one (`on_resolve`), which may be long after the call returned; it gives back a function that asks it to give up.
// Between two components those are the two halves of `canon lower` and `canon lift`; a host is on either side in the same
// way: what it imports into a component derives from FuncInst.
//
// In the source arguments and results are lists of values, lifted on one side and lowered on the other. Here they pass as
// ValueSource: who has them can give them as Vals or lower them into the other side's instance, and tells where they can
// be lifted from if it is a guest. So a host that knows its types in C++ lifts and lowers without Vals in between, and
// what passes between two guests can be copied at once. Values are taken (lifted, lowered) where the source does it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "abi/canonical/context.hpp"
#include "abi/canonical/values.hpp"

namespace touchstone::component {

class ComponentInstance;

/// Core values to be lifted: where, and as what.
struct Lifting {
  LiftLowerContext& cx;
  u32 max_flat;
  CoreValueIter& vi;
  std::span<const closed::Part> ts;
};

/// Arguments, or a result as a list of length 0 or 1, on their way from one side of a call to the other. One of the three
/// functions takes them, once.
class ValueSource {
 public:
  virtual ~ValueSource() = default;
  /// Takes them as Vals: [lift_flat_values], if a guest gives them.
  virtual std::vector<Val> vals() = 0;
  /// [lower_flat_values] Takes them into the instance of `cx`, whose types are `ts`.
  virtual void lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
                     CoreValueIter* out_param = nullptr) = 0;
  /// Where to lift them from; null if a host gives them. Who lifts from there takes them, and tells the observer.
  virtual Lifting* lifting() { return nullptr; }
};

/// Values of a host's, as Vals.
class ValSource final : public ValueSource {
 public:
  ValSource() = default;
  explicit ValSource(std::vector<Val> values) : values_(std::move(values)) {}
  std::vector<Val> vals() override { return std::move(values_); }
  void lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
             CoreValueIter* out_param) override;

 private:
  std::vector<Val> values_;
};

/// Values of a guest's, as the core values that stand for them.
class LiftSource final : public ValueSource {
 public:
  LiftSource(LiftLowerContext& cx, u32 max_flat, CoreValueIter& vi, std::span<const closed::Part> ts)
      : lifting_{cx, max_flat, vi, ts} {}
  std::vector<Val> vals() override;
  void lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
             CoreValueIter* out_param) override;
  Lifting* lifting() override { return &lifting_; }

 private:
  Lifting lifting_;
};

/// The caller's half of a call. Where the type of the function is async the callee may keep it (`keep`), so it must be made
/// by make_shared; else it is not used once the call has returned or thrown, and may lie in the caller's frame.
class Call : public std::enable_shared_from_this<Call> {
 public:
  Call() = default;
  virtual ~Call() = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /// [OnStart] The arguments; called at most once. They live as long as the call.
  virtual ValueSource& on_start() = 0;
  /// [OnResolve] Takes the result; null if the call was cancelled. Called at most once.
  virtual void on_resolve(ValueSource* result) = 0;

  /// Shares it, where it is not in a frame; else null.
  std::shared_ptr<Call> keep() { return weak_from_this().lock(); }
};

/// [OnStart] The arguments as Vals; called at most once.
using OnStart = std::function<std::vector<Val>()>;
/// [OnResolve] The result, a list of length 0 or 1; nothing if the call was cancelled. Called at most once.
using OnResolve = std::function<void(std::optional<std::vector<Val>>)>;

/// A call with Vals.
class ValCall final : public Call {
 public:
  ValCall(OnStart on_start, OnResolve on_resolve)
      : on_start_(std::move(on_start)), on_resolve_(std::move(on_resolve)) {}
  ValueSource& on_start() override;
  void on_resolve(ValueSource* result) override;

 private:
  OnStart on_start_;
  OnResolve on_resolve_;
  ValSource args_;
};

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
  virtual OnCancel operator()(Call& call, ComponentInstance* caller) = 0;

  const closed::FuncTypePtr type;
  const LiftLowerInstance* const
      inst;                 ///< what the resource types in `type` are variables of; may be null for a host's
  const Boundary boundary;  ///< host: a function of the host's
};
using FuncInstPtr = std::shared_ptr<FuncInst>;

/// [CoreFuncInst] A core function that a canonical definition calls. Throws what it ends in.
using CoreFuncInst = std::function<FlatValues(std::span<const wasm::Value>)>;

/// [CanonicalOptions] The options of a canonical definition with what their indices stand for. (The name of definitions.py
/// is that of validation's.)
struct RuntimeOptions : LiftLowerOptions {
  wasm::FuncAddr post_return = nullptr;
  bool async_ = false;
  wasm::FuncAddr callback = nullptr;
};
using RuntimeOptionsPtr = std::shared_ptr<const RuntimeOptions>;

}  // namespace touchstone::component
