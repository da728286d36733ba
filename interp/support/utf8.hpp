// 2.2.5 Names: UTF-8.
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

}  // namespace touchstone
