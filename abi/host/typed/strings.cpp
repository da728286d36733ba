// Mappings of strings: see strings.hpp.
#include "abi/host/typed/strings.hpp"

#include "interp/support/utf8.hpp"

namespace touchstone::component::host {

namespace {

void check_size(u64 bytes) {
  if (bytes > MAX_STRING_BYTE_LENGTH) throw Difference("a string of " + std::to_string(bytes) + " bytes is too long");
}

/// f(c) for each character; false if the text is not well-formed.
template <class F>
bool for_each_char(std::u16string_view text, F&& f) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (c >= 0xD800 && c < 0xE000) {
      const bool paired = c < 0xDC00 && i + 1 < text.size() && text[i + 1] >= 0xDC00 && text[i + 1] < 0xE000;
      if (!paired) return false;
      c = 0x1'0000 + ((c - 0xD800) << 10) + (char32_t{text[++i]} - 0xDC00);
    }
    f(c);
  }
  return true;
}

}  // namespace

void check_text(std::string_view utf8) {
  check_size(utf8.size());
  if (!is_utf8(utf8)) throw Difference("not well-formed UTF-8");
}

void check_text(std::u16string_view utf16) {
  check_size(2 * utf16.size());
  if (!for_each_char(utf16, [](char32_t) {})) throw Difference("not well-formed UTF-16");
}

String lowered_text(std::string_view utf8) {
  String s;
  s.code_units = utf8.size();
  s.borrowed = utf8;
  return s;
}

String lowered_text(std::u16string_view utf16) {
  String s;
  s.encoding = StringEncoding::utf16;
  s.code_units = utf16.size();
  s.borrowed = {reinterpret_cast<const char*>(utf16.data()), 2 * utf16.size()};
  return s;
}

String text_value(std::string_view utf8) { return {std::string(utf8)}; }

String text_value(std::u16string_view utf16) {
  String s;
  s.text.reserve(utf16.size());
  s.encoding = StringEncoding::utf16;
  s.code_units = utf16.size();
  if (!for_each_char(utf16, [&](char32_t c) { append_utf8(s.text, c); })) {
    throw Difference("not well-formed UTF-16");
  }
  return s;
}

std::u16string to_utf16(std::string_view utf8) {
  std::u16string text;
  text.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const auto c = decode_utf8(utf8, at);
    assert_that(c.has_value(), "a string is not well-formed UTF-8");
    if (*c < 0x1'0000) {
      text += static_cast<char16_t>(*c);
    } else {
      text += static_cast<char16_t>(0xD800 + ((*c - 0x1'0000) >> 10));
      text += static_cast<char16_t>(0xDC00 + ((*c - 0x1'0000) & 0x3ff));
    }
  }
  return text;
}

}  // namespace touchstone::component::host
