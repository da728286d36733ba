// 2.2.5 Names: UTF-8. See utf8.hpp.
#include "interp/support/utf8.hpp"

namespace touchstone {

namespace {

constexpr u32 byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

/// Length of the sequence that `lead` begins, or 0.
constexpr u32 sequence_length(u32 lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead < 0xE0) return 2;
  if (lead >= 0xE0 && lead < 0xF0) return 3;
  if (lead >= 0xF0 && lead < 0xF5) return 4;
  return 0;
}

}  // namespace

std::optional<char32_t> decode_utf8(std::string_view bytes, std::size_t& at) {
  if (at >= bytes.size()) return std::nullopt;
  const u32 lead = byte_at(bytes, at);
  const u32 length = sequence_length(lead);
  if (length == 0 || bytes.size() - at < length) return std::nullopt;
  if (length == 1) {
    ++at;
    return static_cast<char32_t>(lead);
  }
  u32 scalar = lead & (0x7FU >> length);
  for (u32 i = 1; i < length; ++i) {
    const u32 next = byte_at(bytes, at + i);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    scalar = scalar << 6 | (next & 0x3FU);
  }
  constexpr u32 smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (scalar < smallest[length] || scalar > 0x10FFFF || (scalar >= 0xD800 && scalar < 0xE000)) return std::nullopt;
  at += length;
  return static_cast<char32_t>(scalar);
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    if (!decode_utf8(bytes, at)) return false;
  }
  return true;
}

void append_utf8(std::string& to, char32_t scalar) {
  const u32 c = scalar;
  if (c < 0x80) {
    to += static_cast<char>(c);
  } else if (c < 0x800) {
    to += static_cast<char>(0xC0 | c >> 6);
    to += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    to += static_cast<char>(0xE0 | c >> 12);
    to += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    to += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    to += static_cast<char>(0xF0 | c >> 18);
    to += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    to += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    to += static_cast<char>(0x80 | (c & 0x3F));
  }
}

}  // namespace touchstone
