// CanonicalABI.md "Lifting and Lowering Values": see values.hpp.
#include "abi/canonical/values.hpp"

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/load.hpp"
#include "abi/canonical/lower_flat.hpp"
#include "abi/canonical/store.hpp"
#include "abi/runtime/observer.hpp"

namespace touchstone::component {

using closed::Part;
using wasm::Value;

namespace {

/// How many core values the types flatten to, side by side.
u64 flat_count(std::span<const Part> ts, wasm::AddrType ptr_type) {
  u64 count = 0;
  for (const Part& t : ts) count += flatten_type(t.type, ptr_type).count;
  return count;
}

/// [lift_flat_values]
std::vector<Val> lift(LiftLowerContext& cx, u32 max_flat, CoreValueIter& vi, std::span<const Part> ts) {
  if (const auto ptr = lift_spilled(cx, max_flat, vi, ts)) return load_record(cx, *ptr, ts);
  std::vector<Val> vs;
  vs.reserve(ts.size());
  for (const Part& t : ts) vs.push_back(lift_flat(cx, vi, t.type));
  return vs;
}

/// [lower_flat_values]
void lower(LiftLowerContext& cx, u32 max_flat, std::span<const Val> vs, std::span<const Part> ts,
           CoreValueIter* out_param, FlatValues& flat_vals) {
  assert_that(vs.size() == ts.size(), "values and types differ in number");
  if (const auto ptr = lower_spilled(cx, max_flat, ts, out_param, flat_vals)) return store_record(cx, vs, *ptr, ts);
  for (std::size_t i = 0; i < vs.size(); ++i) lower_flat(cx, vs[i], ts[i].type, flat_vals);
}

}  // namespace

std::optional<u64> lift_spilled(LiftLowerContext& cx, u32 max_flat, CoreValueIter& vi, std::span<const Part> ts) {
  constexpr auto rule = "lift_flat_values";
  if (flat_count(ts, cx.ptr_type()) <= max_flat) return std::nullopt;
  const u64 ptr = vi.next_ptr(cx.ptr_type());
  cx.trap_if_unaligned(ptr, alignment_record(ts, cx.ptr_type()), Why::unaligned_pointer, rule);
  cx.trap_if_out_of_bounds(ptr, elem_size_record(ts, cx.ptr_type()), Why::pointer_out_of_bounds, rule);
  return ptr;
}

std::optional<u64> lower_spilled(LiftLowerContext& cx, u32 max_flat, std::span<const Part> ts, CoreValueIter* out_param,
                                 FlatValues& flat) {
  constexpr auto rule = "lower_flat_values";
  if (flat_count(ts, cx.ptr_type()) <= max_flat) return std::nullopt;
  const u64 tuple_alignment = alignment_record(ts, cx.ptr_type());
  const u64 tuple_size = elem_size_record(ts, cx.ptr_type());
  const bool allocated = out_param == nullptr;
  const u64 ptr = allocated ? cx.allocate(tuple_alignment, tuple_size) : out_param->next_ptr(cx.ptr_type());
  if (allocated) {
    flat.push_back(cx.ptr_type() == wasm::AddrType::i32 ? Value::of(static_cast<u32>(ptr)) : Value::of(ptr));
  }
  cx.trap_if_unaligned(ptr, tuple_alignment, allocated ? Why::realloc_unaligned : Why::unaligned_pointer, rule);
  cx.trap_if_out_of_bounds(ptr, tuple_size, allocated ? Why::realloc_out_of_bounds : Why::pointer_out_of_bounds, rule);
  return ptr;
}

std::vector<Val> lift_flat_values(LiftLowerContext& cx, u32 max_flat, CoreValueIter& vi, std::span<const Part> ts) {
  std::vector<Val> vs = lift(cx, max_flat, vi, ts);
  if (Observer* observer = cx.inst.observer(); observer != nullptr) observer->lifted(cx, ts, vs);
  return vs;
}

FlatValues lower_flat_values(LiftLowerContext& cx, u32 max_flat, std::span<const Val> vs, std::span<const Part> ts,
                             CoreValueIter* out_param) {
  FlatValues flat_vals;
  lower(cx, max_flat, vs, ts, out_param, flat_vals);
  if (Observer* observer = cx.inst.observer(); observer != nullptr) observer->lowered(cx, ts, vs, flat_vals);
  return flat_vals;
}

}  // namespace touchstone::component
