// CanonicalABI.md "Loading", "Storing": floats as blocks. See copy_floats.hpp.
//
// A float is a NaN if what follows its sign, taken as an integer, is greater than that of infinity. So a number can be added
// to it that carries into the sign for NaNs and for nothing else, and no further: a word may have two floats in it.
#include "abi/canonical/copy_floats.hpp"

namespace touchstone::component {

namespace {

/// Of 64 bits, in which there are one or two floats.
struct Bits {
  u64 magnitude;  // all but the signs
  u64 beyond;     // what the magnitude of the least NaN lacks to reach the sign
};
constexpr Bits bits_of(float) { return {0x7fff'ffff'7fff'ffff, 0x007f'ffff'007f'ffff}; }
constexpr Bits bits_of(double) { return {0x7fff'ffff'ffff'ffff, 0x000f'ffff'ffff'ffff}; }

// Vectors of words, by an extension that g++ and clang share.
typedef u64 Words16 __attribute__((vector_size(16)));
typedef u64 Words32 __attribute__((vector_size(32)));

/// What is looked through at once, in bytes: four of the longer vectors.
constexpr u64 stride = 128;

/// Whether there is a NaN in `bytes`, a multiple of `stride`. Copies them, too, if asked.
template <class Float, class Words, bool copies>
[[gnu::always_inline]] inline bool look_by(u8* to, const u8* from, u64 bytes) {
  constexpr Bits bits = bits_of(Float{});
  constexpr u64 width = sizeof(Words);
  Words beyond{};
  for (u64 i = 0; i < bytes; i += 4 * width) {
    Words a, b, c, d;
    std::memcpy(&a, from + i, width);
    std::memcpy(&b, from + i + width, width);
    std::memcpy(&c, from + i + 2 * width, width);
    std::memcpy(&d, from + i + 3 * width, width);
    if constexpr (copies) {
      std::memcpy(to + i, &a, width);
      std::memcpy(to + i + width, &b, width);
      std::memcpy(to + i + 2 * width, &c, width);
      std::memcpy(to + i + 3 * width, &d, width);
    }
    beyond |= ((a & bits.magnitude) + bits.beyond) | ((b & bits.magnitude) + bits.beyond) |
              ((c & bits.magnitude) + bits.beyond) | ((d & bits.magnitude) + bits.beyond);
  }
  u64 any = 0;
  for (u64 i = 0; i < width / sizeof(u64); ++i) any |= beyond[i];
  return (any & ~bits.magnitude) != 0;
}

#if defined(__x86_64__)

template <class Float, bool copies>
[[gnu::target("avx2")]] bool look_by_avx2(u8* to, const u8* from, u64 bytes) {
  return look_by<Float, Words32, copies>(to, from, bytes);
}
template <class Float, bool copies>
bool look(u8* to, const u8* from, u64 bytes) {
  static const bool avx2 = __builtin_cpu_supports("avx2") != 0;
  return avx2 ? look_by_avx2<Float, copies>(to, from, bytes) : look_by<Float, Words16, copies>(to, from, bytes);
}

#else

template <class Float, bool copies>
bool look(u8* to, const u8* from, u64 bytes) {
  return look_by<Float, Words16, copies>(to, from, bytes);
}

#endif

/// In place, one by one.
template <class Float>
void canonicalize_each(u8* at, u64 bytes) {
  for (u64 i = 0; i < bytes; i += sizeof(Float)) canonicalize_float<Float>(at + i);
}

/// f(offset, length) for blocks of whole strides that fit the first-level cache; returns where the rest begins.
template <class F>
u64 each_block(u64 bytes, F&& f) {
  constexpr u64 block = u64{4} << 10;
  const u64 strides = bytes / stride * stride;
  for (u64 at = 0; at < strides; at += block) f(at, std::min(block, strides - at));
  return strides;
}

}  // namespace

template <class Float>
void copy_floats(u8* to, const u8* from, u64 bytes) {
  const u64 rest = each_block(bytes, [&](u64 at, u64 now) {
    if (look<Float, true>(to + at, from + at, now)) canonicalize_each<Float>(to + at, now);
  });
  if (rest == bytes) return;
  std::memcpy(to + rest, from + rest, bytes - rest);
  canonicalize_each<Float>(to + rest, bytes - rest);
}

template <class Float>
void canonicalize_floats(u8* at, u64 bytes) {
  const u64 rest = each_block(bytes, [&](u64 i, u64 now) {
    if (look<Float, false>(nullptr, at + i, now)) canonicalize_each<Float>(at + i, now);
  });
  canonicalize_each<Float>(at + rest, bytes - rest);
}

template <class Float>
bool has_nan(const u8* from, u64 bytes) {
  const u64 rest = bytes / stride * stride;
  bool nan = look<Float, false>(nullptr, from, rest);
  for (u64 i = rest; i < bytes; i += sizeof(Float)) {
    Float f;
    std::memcpy(&f, from + i, sizeof f);
    nan |= f != f;
  }
  return nan;
}

template void copy_floats<float>(u8* to, const u8* from, u64 bytes);
template void copy_floats<double>(u8* to, const u8* from, u64 bytes);
template void canonicalize_floats<float>(u8* at, u64 bytes);
template void canonicalize_floats<double>(u8* at, u64 bytes);
template bool has_nan<float>(const u8* from, u64 bytes);
template bool has_nan<double>(const u8* from, u64 bytes);

}  // namespace touchstone::component
