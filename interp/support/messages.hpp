// Phrases: every message that an official script expects, once.
//
// A phrase is matched as a prefix (core suites) or as a part (others), so details follow it. Where the component-model
// suite uses other words for the same fault in a core module, the second string has them. Grouped by chapter.
#pragma once

#include "interp/support/error.hpp"

namespace touchstone::phrase {

// Chapter 5, binary format.
inline constexpr Phrase unexpected_end{"unexpected end", "unexpected end-of-file"};
inline constexpr Phrase integer_representation_too_long{"integer representation too long"};
inline constexpr Phrase integer_too_large{"integer too large"};
inline constexpr Phrase malformed_utf8{"malformed UTF-8 encoding"};
inline constexpr Phrase length_out_of_bounds{"length out of bounds"};

// Chapter 6, text format.
inline constexpr Phrase unexpected_token{"unexpected token"};
inline constexpr Phrase unknown_operator{"unknown operator"};

// Chapter 3, validation.
inline constexpr Phrase type_mismatch{"type mismatch"};

}  // namespace touchstone::phrase
