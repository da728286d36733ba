// Phrases: every message that an official script expects, once.
//
// A phrase is matched as a prefix (core suites) or as a part (others), so details follow it. Where the component-model
// suite uses other words for the same fault in a core module, the second string has them. Grouped by chapter.
#pragma once

#include "interp/support/error.hpp"

namespace touchstone::phrase {

// Chapter 5, binary format.
inline constexpr Phrase unexpected_end{"unexpected end of section or function", "unexpected end-of-file"};
inline constexpr Phrase integer_representation_too_long{"integer representation too long"};
inline constexpr Phrase integer_too_large{"integer too large"};
inline constexpr Phrase malformed_utf8{"malformed UTF-8 encoding"};
inline constexpr Phrase length_out_of_bounds{"length out of bounds", "unexpected end-of-file"};
inline constexpr Phrase magic_header_not_detected{"magic header not detected"};
inline constexpr Phrase unknown_binary_version{"unknown binary version"};
inline constexpr Phrase version_of_a_component{"unknown binary version", "expected a version header for a module"};
inline constexpr Phrase malformed_section_id{"malformed section id"};
inline constexpr Phrase unexpected_content{"unexpected content after last section", "section out of order"};
inline constexpr Phrase section_size_mismatch{"section size mismatch"};
inline constexpr Phrase section_too_short{"section size mismatch", "unexpected end-of-file"};
inline constexpr Phrase inconsistent_function_lengths{"function and code section have inconsistent lengths"};
inline constexpr Phrase inconsistent_data_lengths{"data count and data section have inconsistent lengths"};
inline constexpr Phrase data_count_required{"data count section required"};
inline constexpr Phrase zero_byte_expected{"zero byte expected"};
inline constexpr Phrase malformed_number_type{"malformed number type"};
inline constexpr Phrase malformed_heap_type{"malformed heap type"};
inline constexpr Phrase malformed_reference_type{"malformed reference type"};
inline constexpr Phrase malformed_storage_type{"malformed storage type"};
inline constexpr Phrase malformed_mutability{"malformed mutability"};
inline constexpr Phrase malformed_definition_type{"malformed definition type"};
inline constexpr Phrase malformed_limits_flags{"malformed limits flags"};
inline constexpr Phrase invalid_custom_page_size{"invalid custom page size"};
inline constexpr Phrase malformed_import_kind{"malformed import kind"};
inline constexpr Phrase malformed_export_kind{"malformed export kind"};
inline constexpr Phrase malformed_element_kind{"malformed element kind"};
inline constexpr Phrase malformed_elements_segment_kind{"malformed elements segment kind"};
inline constexpr Phrase malformed_data_segment_kind{"malformed data segment kind"};
inline constexpr Phrase too_many_locals{"too many locals"};
inline constexpr Phrase illegal_opcode{"illegal opcode"};
inline constexpr Phrase end_opcode_expected{"END opcode expected"};
inline constexpr Phrase malformed_memop_flags{"malformed memop flags"};
inline constexpr Phrase malformed_cast_flags{"malformed br_on_cast flags"};
inline constexpr Phrase malformed_catch_clause{"malformed catch clause"};
inline constexpr Phrase malformed_handler_clause{"malformed handler clause"};
inline constexpr Phrase malformed_name_section{"malformed name section"};
inline constexpr Phrase limit_exceeded{"implementation limit exceeded"};

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
inline constexpr Phrase custom_annotation{"@custom annotation"};
inline constexpr Phrase misplaced_annotation{"misplaced"};
inline constexpr Phrase name_annotation{"@name annotation"};
inline constexpr Phrase branch_hint_annotation{"@metadata.code.branch_hint annotation"};
inline constexpr Phrase producers_annotation{"@producers annotation"};
inline constexpr Phrase identifier_not_allowed{"identifier not allowed"};

// Chapter 3, validation.
inline constexpr Phrase type_mismatch{"type mismatch"};
inline constexpr Phrase feature_off{"feature not enabled"};
inline constexpr Phrase unknown_type{"unknown type"};
inline constexpr Phrase unknown_function{"unknown function"};
inline constexpr Phrase unknown_table{"unknown table"};
inline constexpr Phrase unknown_memory{"unknown memory"};
inline constexpr Phrase unknown_global{"unknown global"};
inline constexpr Phrase unknown_tag{"unknown tag"};
inline constexpr Phrase unknown_elem{"unknown elem segment"};
inline constexpr Phrase unknown_data{"unknown data segment"};
inline constexpr Phrase unknown_local{"unknown local"};
inline constexpr Phrase unknown_label{"unknown label"};
inline constexpr Phrase unknown_field{"unknown field"};
inline constexpr Phrase undeclared_function{"undeclared function reference"};
inline constexpr Phrase non_structure_type{"non-structure type"};
inline constexpr Phrase non_array_type{"non-array type"};
inline constexpr Phrase sub_type{"sub type"};
inline constexpr Phrase forward_super_type{"forward use of type"};
inline constexpr Phrase minimum_above_maximum{"size minimum must not be greater than maximum"};
inline constexpr Phrase memory_too_large{"memory size must be at most 65536 pages (4GiB)"};
inline constexpr Phrase memory64_too_large{"memory size must be at most 2^48 pages (256 TiB)"};
inline constexpr Phrase memory_bytes_too_large{"memory size must be at most"};
inline constexpr Phrase table_too_large{"table size must be at most 2^32-1"};
inline constexpr Phrase table64_too_large{"table size must be at most 2^64-1"};
inline constexpr Phrase shared_without_maximum{"shared memory must have maximum"};
inline constexpr Phrase invalid_page_size{"invalid custom page size"};
inline constexpr Phrase multiple_memories{"multiple memories"};
inline constexpr Phrase multiple_tables{"multiple tables"};
inline constexpr Phrase tag_result{"non-empty tag result type"};
inline constexpr Phrase invalid_result_arity{"invalid result arity"};
inline constexpr Phrase uninitialized_local{"uninitialized local"};
inline constexpr Phrase immutable_global{"immutable global"};
inline constexpr Phrase immutable_field{"immutable field"};
inline constexpr Phrase immutable_array{"immutable array"};
inline constexpr Phrase field_packed{"field is packed"};
inline constexpr Phrase field_unpacked{"field is unpacked"};
inline constexpr Phrase array_packed{"array is packed"};
inline constexpr Phrase array_unpacked{"array is unpacked"};
inline constexpr Phrase field_not_defaultable{"field type is not defaultable"};
inline constexpr Phrase array_not_defaultable{"array type is not defaultable"};
inline constexpr Phrase array_not_numeric{"array type is not numeric or vector"};
inline constexpr Phrase arrays_do_not_match{"array types do not match"};
inline constexpr Phrase alignment_too_large{"alignment must not be larger than natural"};
inline constexpr Phrase alignment_not_natural{"atomic alignment must be natural"};
inline constexpr Phrase offset_out_of_range{"offset out of range"};
inline constexpr Phrase invalid_lane_index{"invalid lane index"};
inline constexpr Phrase constant_required{"constant expression required"};
inline constexpr Phrase duplicate_export{"duplicate export name"};
inline constexpr Phrase start_function{"start function must not have parameters or results"};
inline constexpr Phrase body_not_closed{"unexpected end of expression"};
inline constexpr Phrase body_continues{"instruction after the end of the expression"};
inline constexpr Phrase misplaced_else{"else without if"};
inline constexpr Phrase over_limit{"implementation limit exceeded"};
inline constexpr Phrase invalid_rethrow_label{"invalid rethrow label"};
inline constexpr Phrase misplaced_catch{"catch without try"};
inline constexpr Phrase non_continuation_type{"non-continuation type"};
inline constexpr Phrase invalid_cast{"invalid cast"};
inline constexpr Phrase described_not_struct{"described type must be a struct"};
inline constexpr Phrase descriptor_not_struct{"descriptor type must be a struct"};
inline constexpr Phrase described_outside{"described type is outside rec group"};
inline constexpr Phrase descriptor_outside{"descriptor type is outside rec group"};
inline constexpr Phrase described_disagrees{"described type is not described by descriptor"};
inline constexpr Phrase descriptor_disagrees{"type is not described by its descriptor"};
inline constexpr Phrase forward_described{"forward use of described type"};
inline constexpr Phrase described_type{"described type"};
inline constexpr Phrase descriptor_type{"descriptor type"};
inline constexpr Phrase without_descriptor{"type without descriptor"};
inline constexpr Phrase needs_descriptor{"type with descriptor requires descriptor allocation"};
inline constexpr Phrase needs_no_descriptor{"type without descriptor requires non-descriptor allocation"};
inline constexpr Phrase no_descriptor{"type"};

// Binary.md, the binary format of components.
inline constexpr Phrase invalid_leading_byte{"invalid leading byte"};
inline constexpr Phrase invalid_boolean{"invalid boolean value"};
inline constexpr Phrase version_of_a_module{"expected a version header for a component"};

// Explainer.md, the text format of components.
inline constexpr Phrase outer_item{"outer item"};

}  // namespace touchstone::phrase
