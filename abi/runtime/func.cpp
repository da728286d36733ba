// CanonicalABI.md "Tasks" and "Embedding API": see func.hpp.
#include "abi/runtime/func.hpp"

namespace touchstone::component {

void ValSource::lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
                      CoreValueIter* out_param) {
  flat = lower_flat_values(cx, max_flat, values_, ts, out_param);
  values_.clear();
}

std::vector<Val> LiftSource::vals() {
  return lift_flat_values(lifting_.cx, lifting_.max_flat, lifting_.vi, lifting_.ts);
}

void LiftSource::lower(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts, FlatValues& flat,
                       CoreValueIter* out_param) {
  flat = lower_flat_values(cx, max_flat, vals(), ts, out_param);
}

ValueSource& ValCall::on_start() {
  args_ = ValSource(std::exchange(on_start_, nullptr)());
  return args_;
}

void ValCall::on_resolve(ValueSource* result) {
  std::exchange(on_resolve_, nullptr)(result != nullptr ? std::optional(result->vals()) : std::nullopt);
}

}  // namespace touchstone::component
