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
inline constexpr Phrase illegal_character{"illegal character"};
inline constexpr Phrase misplaced_control_character{"misplaced control character"};
inline constexpr Phrase misplaced_unicode_character{"misplaced unicode character"};
inline constexpr Phrase unclosed_string{"unclosed string literal"};
inline constexpr Phrase illegal_control_character_in_string{"illegal control character in string literal"};
inline constexpr Phrase illegal_escape{"illegal escape", "invalid string escape"};
inline constexpr Phrase unclosed_comment{"unclosed comment"};
inline constexpr Phrase unclosed_annotation{"unclosed annotation"};
inline constexpr Phrase empty_annotation_id{"empty annotation id"};
inline constexpr Phrase empty_identifier{"empty identifier"};
inline constexpr Phrase constant_out_of_range{"constant out of range"};
inline constexpr Phrase i8_constant_out_of_range{"i8 constant out of range"};
inline constexpr Phrase i32_constant_out_of_range{"i32 constant out of range"};
inline constexpr Phrase i64_constant_out_of_range{"i64 constant out of range"};
inline constexpr Phrase wrong_number_of_lane_literals{"wrong number of lane literals"};
inline constexpr Phrase invalid_lane_length{"invalid lane length"};
inline constexpr Phrase alignment_not_power_of_two{"alignment must be a power of two"};
inline constexpr Phrase mismatching_label{"mismatching label"};
inline constexpr Phrase inline_function_type{"inline function type"};
inline constexpr Phrase non_function_type{"non-function type"};
inline constexpr Phrase import_after{"import after"};
inline constexpr Phrase multiple_start_sections{"multiple start sections"};
inline constexpr Phrase malformed_address_type{"malformed address type"};
inline constexpr Phrase duplicate{"duplicate"};
inline constexpr Phrase unknown{"unknown"};
inline constexpr Phrase nesting_too_deep{"nesting too deep"};

// Chapter 3, validation.
inline constexpr Phrase type_mismatch{"type mismatch"};

}  // namespace touchstone::phrase
