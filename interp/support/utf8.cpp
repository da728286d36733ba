// 2.2.5 Names: UTF-8. See utf8.hpp.
#include "interp/support/utf8.hpp"

#include <array>
#include <charconv>

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

bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

std::string escaped(char32_t scalar) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<u32>(scalar), 16).ptr;
  return "\\u{" + std::string(digits.data(), end) + "}";
}

std::string printable(std::string_view text, std::string_view kept) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const auto scalar = decode_utf8(text, at);
    if (!scalar || (*scalar < 0x80 && is_invisible(*scalar))) {
      const u32 byte = byte_at(text, begin);
      at = begin + 1;
      if (scalar && kept.find(text[begin]) != std::string_view::npos) {
        out += text[begin];
      } else {
        out += {'\\', digits[byte >> 4U], digits[byte & 15U]};
      }
    } else if (is_invisible(*scalar)) {
      out += escaped(*scalar);
    } else {
      out += text.substr(begin, at - begin);
    }
  }
  return out;
}

}  // namespace touchstone
