// Conversions (4.3.4) between numbers.
//
// The target type comes first: $trunc__(64, 32, S, z) is trunc_s<u32>(z) for a double z. Integers are unsigned types,
// as everywhere. A float is cast to an integer only after its truncation is known to be in range: for any other the
// C++ cast is undefined. Casts to floats round to nearest, ties to even.
//
// promote and demote make NaNs and leave them as the machine made them; see floats.hpp.
#pragma once

#include <bit>
#include <concepts>
#include <limits>
#include <type_traits>

#include "interp/execution/numerics/floats.hpp"
#include "interp/execution/numerics/ints.hpp"
#include "interp/execution/numerics/partial.hpp"

namespace touchstone::wasm::numerics {

// ---- Integers to integers

// [$wrap__]
template <std::unsigned_integral N, std::unsigned_integral M>
constexpr N wrap(M i) {
  return static_cast<N>(i);
}

// [$extend__]
template <std::unsigned_integral N, std::unsigned_integral M>
constexpr N extend_u(M i) {
  return N{i};
}

// [$extend__]
template <std::unsigned_integral N, std::unsigned_integral M>
constexpr N extend_s(M i) {
  return static_cast<N>(signed_(i));
}

// [$narrow__]
template <std::unsigned_integral N, std::unsigned_integral M>
constexpr N narrow_u(M i) {
  return sat_u<N>(Wide<N>{signed_(i)});
}

// [$narrow__]
template <std::unsigned_integral N, std::unsigned_integral M>
constexpr N narrow_s(M i) {
  return inv_signed<N>(sat_s<N>(Wide<N>{signed_(i)}));
}

// ---- Floats to integers

// Does z lie above the integers of type I (which may be signed), z >= 2^n? That power is exact in any format.
template <class I, std::floating_point F>
constexpr bool above(F z) {
  constexpr F greatest_half = F(I{1} << (std::numeric_limits<I>::digits - 1));
  return z >= 2 * greatest_half;
}

// Does z lie below them even when truncated, z <= least - 1? Where least - 1 is not exact in F, it lies between two
// neighbours of which the greater is least itself.
template <class I, std::floating_point F>
constexpr bool below(F z) {
  constexpr F least = F(std::numeric_limits<I>::min());
  if constexpr (std::numeric_limits<I>::digits < std::numeric_limits<F>::digits || least == 0) {
    return z <= least - 1;
  } else {
    return z < least;
  }
}

template <class I, std::floating_point F>
constexpr Partial<std::make_unsigned_t<I>> trunc_to(F z) {
  using T = std::make_unsigned_t<I>;
  if (is_nan(z)) return undefined<T>(TrapReason::invalid_conversion_to_integer);
  if (below<I>(z) || above<I>(z)) return undefined<T>(TrapReason::integer_overflow);
  return defined(static_cast<T>(static_cast<I>(z)));
}

template <class I, std::floating_point F>
constexpr std::make_unsigned_t<I> trunc_sat_to(F z) {
  using T = std::make_unsigned_t<I>;
  if (is_nan(z)) return 0;
  if (below<I>(z)) return static_cast<T>(std::numeric_limits<I>::min());
  if (above<I>(z)) return static_cast<T>(std::numeric_limits<I>::max());
  return static_cast<T>(static_cast<I>(z));
}

// [$trunc__]
template <std::unsigned_integral N, std::floating_point F>
constexpr Partial<N> trunc_u(F z) {
  return trunc_to<N>(z);
}

// [$trunc__]
template <std::unsigned_integral N, std::floating_point F>
constexpr Partial<N> trunc_s(F z) {
  return trunc_to<std::make_signed_t<N>>(z);
}

// [$trunc_sat__]
template <std::unsigned_integral N, std::floating_point F>
constexpr N trunc_sat_u(F z) {
  return trunc_sat_to<N>(z);
}

// [$trunc_sat__]
template <std::unsigned_integral N, std::floating_point F>
constexpr N trunc_sat_s(F z) {
  return trunc_sat_to<std::make_signed_t<N>>(z);
}

// ---- Integers to floats

// [$convert__]
template <std::floating_point F, std::unsigned_integral M>
constexpr F convert_u(M i) {
  return static_cast<F>(i);
}

// [$convert__]
template <std::floating_point F, std::unsigned_integral M>
constexpr F convert_s(M i) {
  return static_cast<F>(signed_(i));
}

// ---- Floats to floats, and bits

// [$promote__]
constexpr double promote(float z) { return double{z}; }

// [$demote__]: IEEE 754 rounds values out of range to infinity.
constexpr float demote(double z) { return static_cast<float>(z); }

// [$reinterpret__]
template <class To, class From>
  requires(sizeof(To) == sizeof(From))
constexpr To reinterpret(From c) {
  return std::bit_cast<To>(c);
}

}  // namespace touchstone::wasm::numerics
