// CanonicalABI.md "Lifting and Lowering Values": the parameters or results of a call.
//
// Up to `max_flat` core values they are passed as such. More than that go through memory, as one tuple: whoever lowers
// allocates it with realloc, or, where an out-parameter is given, is told where to put it.
#pragma once

#include <span>
#include <vector>

#include "abi/canonical/context.hpp"
#include "abi/canonical/flat_values.hpp"
#include "abi/canonical/lift_flat.hpp"

namespace touchstone::component {

/// [lift_flat_values] `ts` are the parameters of a function, or its result as a list of length 0 or 1.
std::vector<Val> lift_flat_values(LiftLowerContext& cx, u32 max_flat, CoreValueIter& vi,
                                  std::span<const closed::Part> ts);

/// [lower_flat_values] The core values. With an `out_param` whose next value is a pointer, values that are too many are
/// stored there, and none are returned.
FlatValues lower_flat_values(LiftLowerContext& cx, u32 max_flat, std::span<const Val> vs,
                             std::span<const closed::Part> ts, CoreValueIter* out_param = nullptr);

// The two halves of each for who has values that are not Vals: where they are if they are too many to be flat, and null if
// they are not (then `vi` is at the first, or `flat` takes them). Who lifts or lowers so tells the observer himself.

/// [lift_flat_values] The pointer to the tuple that they are.
std::optional<u64> lift_spilled(LiftLowerContext& cx, u32 max_flat, CoreValueIter& vi,
                                std::span<const closed::Part> ts);
/// [lower_flat_values] The pointer to where the tuple that they are goes, allocated unless there is an `out_param`; then it
/// is appended to `flat`.
std::optional<u64> lower_spilled(LiftLowerContext& cx, u32 max_flat, std::span<const closed::Part> ts,
                                 CoreValueIter* out_param, FlatValues& flat);

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
