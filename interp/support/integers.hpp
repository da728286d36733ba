// Short names for the fixed-width integers (2.2.1 Bytes, 2.2.2 Integers).
//
// The specification writes u32, s64, and so on; so do we. A signed interpretation is spelled `signed_`
// (4.3.1) and happens in the numerics alone: everywhere else integers are unsigned, as in the store.
#pragma once

#include <cstddef>
#include <cstdint>

namespace touchstone {

using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;
using u64 = std::uint64_t;
using s8 = std::int8_t;
using s16 = std::int16_t;
using s32 = std::int32_t;
using s64 = std::int64_t;
__extension__ using u128 = unsigned __int128;
__extension__ using s128 = __int128;

}  // namespace touchstone
