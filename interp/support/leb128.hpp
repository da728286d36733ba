// 5.2.2 Integers: LEB128, as strict as the grammar.
//
// An integer of N bits takes at most ceil(N/7) bytes, and the bits of the last byte beyond N must be zeros (unsigned)
// or copies of the sign (signed). Longer and larger encodings are told apart, because the official scripts do. Shorter
// is not required: trailing zero groups are well-formed.
#pragma once

#include <string>
#include <string_view>

#include "interp/support/integers.hpp"

namespace touchstone::leb128 {

enum class Fault : u8 { none, unexpected_end, too_long, too_large };

/// [BuN] Reads an unsigned integer of N bits and moves `at` behind it; after a fault `at` is where the fault is.
template <u32 N>
constexpr Fault read_u(std::string_view bytes, std::size_t& at, u64& n) {
  static_assert(N >= 1 && N <= 64);
  n = 0;
  for (u32 shift = 0;; shift += 7) {
    if (shift >= N) return Fault::too_long;
    if (at >= bytes.size()) return Fault::unexpected_end;
    const u32 byte = static_cast<unsigned char>(bytes[at]);
    const u32 group = byte & 0x7F;
    const u32 bits = N - shift;
    if (bits < 7 && group >> bits != 0) return Fault::too_large;
    n |= u64{group} << shift;
    ++at;
    if (byte < 0x80) return Fault::none;
  }
}

/// [BsN] Reads a signed integer of N bits, likewise.
template <u32 N>
constexpr Fault read_s(std::string_view bytes, std::size_t& at, s64& i) {
  static_assert(N >= 1 && N <= 64);
  u64 n = 0;
  for (u32 shift = 0;; shift += 7) {
    if (shift >= N) return Fault::too_long;
    if (at >= bytes.size()) return Fault::unexpected_end;
    const u32 byte = static_cast<unsigned char>(bytes[at]);
    const u32 group = byte & 0x7F;
    const u32 bits = N - shift;
    if (bits < 7) {
      const u32 sign_bits = (0x7FU << (bits - 1)) & 0x7F;
      if ((group & sign_bits) != 0 && (group & sign_bits) != sign_bits) return Fault::too_large;
    }
    n |= u64{group} << shift;
    ++at;
    if (byte < 0x80) {
      if ((byte & 0x40) != 0 && shift + 7 < 64) n |= ~u64{0} << (shift + 7);
      i = static_cast<s64>(n);
      return Fault::none;
    }
  }
}

/// Appends the shortest encoding of `n`.
inline void append_u(std::string& to, u64 n) {
  while (n >= 0x80) {
    to += static_cast<char>((n & 0x7F) | 0x80);
    n >>= 7;
  }
  to += static_cast<char>(n);
}

/// Appends the shortest encoding of `i`.
inline void append_s(std::string& to, s64 i) {
  while (i < -0x40 || i >= 0x40) {
    to += static_cast<char>((i & 0x7F) | 0x80);
    i >>= 7;
  }
  to += static_cast<char>(i & 0x7F);
}

}  // namespace touchstone::leb128
