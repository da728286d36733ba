// The 128-bit vectors of the specification (2.2.4 Vectors; 4.3.1 Representations).
//
// A V128 is its sixteen bytes in little-endian order, as in memory; every reading of it as lanes is a view. Lanes are
// unsigned integers, float or double. It is trivially copyable, so it may lie in a value slot or a union. Only
// little-endian hosts are supported, where the bytes of a lane are the bytes of the C++ object.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <type_traits>

#include "interp/support/integers.hpp"

namespace touchstone {

static_assert(std::endian::native == std::endian::little);

// How many lanes of type L a vector has: M in the shape LxM.
template <class L>
inline constexpr std::size_t lane_count = 16 / sizeof(L);

template <class L>
using Lanes = std::array<L, lane_count<L>>;

struct V128 {
  alignas(16) std::array<u8, 16> bytes;

  // [$lanes_]
  template <class L>
  constexpr Lanes<L> lanes() const {
    return std::bit_cast<Lanes<L>>(bytes);
  }

  // [$inv_lanes_]
  template <class L, std::size_t M>
    requires(M == lane_count<L>)
  static constexpr V128 from_lanes(const std::array<L, M>& c) {
    return {std::bit_cast<std::array<u8, 16>>(c)};
  }

  friend constexpr bool operator==(const V128&, const V128&) = default;
};

static_assert(sizeof(V128) == 16 && std::is_trivially_copyable_v<V128> && std::is_trivial_v<V128>);

}  // namespace touchstone
