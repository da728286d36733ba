// CanonicalABI.md "Tasks" and "Embedding API": see func.hpp.
#include "abi/runtime/func.hpp"

#include <algorithm>

#include "abi/canonical/fast_copy.hpp"

namespace touchstone::component {

/// [lower_flat_values]
void ValSource::lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
                      CoreValueIter* out_param) {
  flat = lower_flat_values(cx, max_flat, values_, ts, out_param);
  values_.clear();
}

/// [lift_flat_values]
std::vector<Val> LiftSource::vals() {
  return lift_flat_values(lifting_.cx, lifting_.max_flat, lifting_.vi, lifting_.ts);
}

namespace {

/// Strategy: whether lists may be copied from memory to memory. Lowering calls realloc in between, which sees no memory but
/// those of its own instance.
bool may_borrow(const LiftLowerContext& from, const LiftLowerContext& to) {
  const wasm::MemInst* memory = from.opts.memory;
  return memory != nullptr && !memory->type.shared && &from.inst != &to.inst && memory != to.opts.memory;
}

}  // namespace

void LiftSource::lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
                       CoreValueIter* out_param) {
  // An observer looks at values when they were lifted.
  const bool fast = lifting_.cx.inst.fast_copy && cx.inst.fast_copy && cx.inst.observer() == nullptr &&
                    lifting_.cx.inst.observer() == nullptr;
  lifting_.cx.borrow = fast && may_borrow(lifting_.cx, cx);
  const Passing passing{lifting_.cx, lifting_.vi, lifting_.ts, cx, ts, std::min(lifting_.max_flat, max_flat)};
  const bool passed = fast && pass_flat(passing, flat);
  std::vector<Val> values;
  if (!passed) values = vals();
  lifting_.cx.borrow = false;
  if (!passed) flat = lower_flat_values(cx, max_flat, values, ts, out_param);
}

ValueSource& ValCall::on_start() {
  args_ = ValSource(std::exchange(on_start_, nullptr)());
  return args_;
}

void ValCall::on_resolve(ValueSource* result) {
  std::exchange(on_resolve_, nullptr)(result != nullptr ? std::optional(result->vals()) : std::nullopt);
}

}  // namespace touchstone::component
