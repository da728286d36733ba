// CanonicalABI.md "Lifting and Lowering Values": the parameters or results of a call.
//
// Up to `max_flat` core values they are passed as such. More than that go through memory, as one tuple: whoever lowers
// allocates it with realloc, or, where an out-parameter is given, is told where to put it.
#pragma once

#include <span>
#include <vector>

#include "abi/canonical/context.hpp"
#include "abi/canonical/lift_flat.hpp"

namespace touchstone::component {

/// [lift_flat_values] `ts` are the parameters of a function, or its result as a list of length 0 or 1.
std::vector<Val> lift_flat_values(LiftLowerContext& cx, u32 max_flat, CoreValueIter& vi,
                                  std::span<const closed::Part> ts);

/// [lower_flat_values] The core values. With an `out_param` whose next value is a pointer, values that are too many are
/// stored there, and none are returned.
std::vector<wasm::Value> lower_flat_values(LiftLowerContext& cx, u32 max_flat, std::span<const Val> vs,
                                           std::span<const closed::Part> ts, CoreValueIter* out_param = nullptr);

/// The result of a function as `ts` above.
class ResultParts {
 public:
  explicit ResultParts(const closed::FuncType& ft) : part_{"", ft.result} {}
  operator std::span<const closed::Part>() const { return {&part_, part_.type ? std::size_t{1} : 0}; }  // NOLINT

 private:
  closed::Part part_;
};
inline ResultParts result_parts(const closed::FuncType& ft) { return ResultParts(ft); }

}  // namespace touchstone::component
