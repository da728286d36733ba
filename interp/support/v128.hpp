// 2.2.3 Vectors: 128 bits, read as lanes of any numeric type. Lane 0 holds the lowest bytes.
#pragma once

#include <array>
#include <bit>

#include "interp/support/integers.hpp"

namespace touchstone {

struct V128 {
  alignas(8) std::array<u8, 16> bytes{};

  /// The value as lanes of T (an integer or float of 1, 2, 4 or 8 bytes).
  template <class T>
  constexpr std::array<T, 16 / sizeof(T)> lanes() const {
    return std::bit_cast<std::array<T, 16 / sizeof(T)>>(bytes);
  }

  template <class T>
  static constexpr V128 from_lanes(const std::array<T, 16 / sizeof(T)>& lanes) {
    return V128{std::bit_cast<std::array<u8, 16>>(lanes)};
  }

  friend constexpr bool operator==(const V128&, const V128&) = default;
};

}  // namespace touchstone
