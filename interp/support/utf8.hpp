// 2.2.5 Names: UTF-8.
//
// Not in the specification: how text that comes from a file is shown to a person.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/support/integers.hpp"

namespace touchstone {

/// Well-formed UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF. [$utf8]
bool is_utf8(std::string_view bytes);

/// Decodes the scalar value that begins at `at` and moves `at` behind it; no value (and `at` kept) if ill-formed
/// or at the end.
std::optional<char32_t> decode_utf8(std::string_view bytes, std::size_t& at);

/// Appends the encoding of a scalar value.
void append_utf8(std::string& to, char32_t scalar);

/// Characters that a reader does not see, that a terminal may take for a command, or that turn the direction of text.
bool is_invisible(char32_t scalar);

/// `\u{202e}`
std::string escaped(char32_t scalar);

/// Text from a file as a person may see it: what is invisible or no UTF-8 is written as the text format escapes it.
/// @param kept  control characters that stay: "\n" for several lines
std::string printable(std::string_view text, std::string_view kept = {});

}  // namespace touchstone
