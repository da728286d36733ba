// CanonicalABI.md "Loading", "Storing", "Flat Lifting" and "Flat Lowering": variants, whatever their payloads are made into.
//
// The four rules for variants, with what is done to the payload as a parameter: for Vals (load.cpp and the others) and for
// the C++ types of a host (host/typed). Enums, options and results are variants here.
#pragma once

#include <span>

#include "abi/canonical/despecialize.hpp"
#include "abi/canonical/flat_values.hpp"
#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/load.hpp"
#include "abi/canonical/store.hpp"

namespace touchstone::component {

/// [lift_flat_variant.CoerceValueIter] The payload of a variant, which comes in the joined types of all cases.
class CoerceValueIter final : public CoreValueIter {
 public:
  CoerceValueIter(CoreValueIter& vi, std::span<const wasm::ValKind> flat_types)
      : CoreValueIter({}), vi_(vi), flat_types_(flat_types) {}

  wasm::Value next(wasm::ValKind want) override;
  /// What the case does not use.
  void skip_rest() {
    while (!flat_types_.empty()) vi_.next(pop());
  }

 private:
  wasm::ValKind pop();

  CoreValueIter& vi_;
  std::span<const wasm::ValKind> flat_types_;
};

/// [lift_flat_variant] lift_case(index of the case, its core values)
template <class F>
auto lift_flat_variant(const LiftLowerContext& cx, CoreValueIter& vi, const closed::DefValType& t, F&& lift_case) {
  const closed::Flat& flat = t.layout(cx.ptr_type()).flat;
  assert_that(flat.count <= closed::Flat::kept && flat.types[0] == wasm::ValKind::i32, "a variant is not flat");
  const u32 case_index = vi.next_i32();
  check_discriminant(cx, case_index, t, "lift_flat_variant");
  CoerceValueIter coerce(vi, std::span<const wasm::ValKind>(flat.types).subspan(1, flat.count - 1));
  auto v = lift_case(case_index, coerce);
  coerce.skip_rest();
  return v;
}

/// [load_variant] load_case(index of the case, where its payload is)
template <class F>
auto load_variant(const LiftLowerContext& cx, u64 ptr, const closed::DefValType& t, F&& load_case) {
  const auto case_index = static_cast<u32>(load_int(cx, ptr, discriminant_size(case_count(t))));
  check_discriminant(cx, case_index, t, "load_variant");
  return load_case(case_index, ptr + payload_offset(t, cx.ptr_type()));
}

/// [lower_flat_variant] lower_payload() appends to `flat`. Choice: (X25) what the case does not use are zeros of the joined
/// types.
template <class F>
void lower_flat_variant(const LiftLowerContext& cx, u32 case_index, const closed::DefValType& t, FlatValues& flat,
                        F&& lower_payload) {
  const auto end = static_cast<u32>(flat.size() + t.layout(cx.ptr_type()).flat.count);
  flat.push_back(wasm::Value::of(case_index));
  lower_payload();
  assert_that(flat.size() <= end, "a case has more core values than its variant");
  flat.resize(end);
}

/// [store_variant] store_payload(where the payload goes)
template <class F>
void store_variant(const LiftLowerContext& cx, u32 case_index, u64 ptr, const closed::DefValType& t,
                   F&& store_payload) {
  store_int(cx, case_index, ptr, discriminant_size(case_count(t)));
  store_payload(ptr + payload_offset(t, cx.ptr_type()));
}

}  // namespace touchstone::component
