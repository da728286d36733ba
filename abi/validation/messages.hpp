// Phrases of component validation: the words that the reference suite expects, once. Details follow a phrase; most
// phrases here are how a sentence begins.
#pragma once

#include "interp/support/messages.hpp"

namespace touchstone::component::phrase {

using namespace ::touchstone::phrase;

// Index spaces and aliases.
inline constexpr Phrase type_index{"type index"};
inline constexpr Phrase core_type_index{"core type index"};
inline constexpr Phrase instance_lacks{"instance"};
inline constexpr Phrase core_instance_lacks{"core instance"};
inline constexpr Phrase export_{"export"};
inline constexpr Phrase outer_alias_count{"invalid outer alias count of"};
inline constexpr Phrase outer_alias_resources{"cannot alias outer type which transitively refers to resources"};
inline constexpr Phrase declarator_alias{
    "aliases in component and instance types may only refer to types or instances"};

// Types.
inline constexpr Phrase effective_type_size{"effective type size exceeds the limit"};
inline constexpr Phrase type_size{"type size"};
inline constexpr Phrase no_fields{"record type must have at least one field"};
inline constexpr Phrase no_cases{"variant type must have at least one case"};
inline constexpr Phrase no_types{"tuple type must have at least one type"};
inline constexpr Phrase no_flags{"flags must have at least one entry"};
inline constexpr Phrase no_enum_cases{"enum type must have at least one variant"};
inline constexpr Phrase too_many_flags{"cannot have more than 32 flags"};
inline constexpr Phrase empty_list{"fixed-length list must have at least one element"};
inline constexpr Phrase map_key{"invalid map key type"};
inline constexpr Phrase stream_char{"`stream<char>` is not valid at this time"};
inline constexpr Phrase element_borrow{"element type cannot contain a `borrow` type"};
inline constexpr Phrase result_borrow{"function result cannot contain a `borrow` type"};
inline constexpr Phrase value_borrow{"exported value cannot contain a `borrow` type"};
inline constexpr Phrase resource_in_type{"resources can only be defined within a concrete component"};
inline constexpr Phrase resource_rep{"resources can only be represented by"};
inline constexpr Phrase destructor{"wrong signature for a destructor"};

// Names.
inline constexpr Phrase record_field_name{"record field name"};
inline constexpr Phrase variant_case_name{"variant case name"};
inline constexpr Phrase flag_name{"flag name"};
inline constexpr Phrase enum_tag_name{"enum tag name"};
inline constexpr Phrase parameter_name{"function parameter name"};
inline constexpr Phrase import_name{"import name"};
inline constexpr Phrase export_name{"export name"};
inline constexpr Phrase name_head{"name"};
inline constexpr Phrase duplicate_import{"duplicate import name"};
inline constexpr Phrase only_instances{"only instances can have an `implements`"};
inline constexpr Phrase annotated{"invalid annotated name"};

// Visibility.
inline constexpr Phrase not_valid_to_be_used[] = {
    "module not valid to be used as", "func not valid to be used as",      "value not valid to be used as",
    "type not valid to be used as",   "component not valid to be used as", "instance not valid to be used as"};
inline constexpr Phrase not_exportable{"cannot be imported or exported"};
inline constexpr Phrase ascription{"ascribed type of export is not compatible with item's type"};

// Instantiation.
inline constexpr Phrase missing_import{"missing import named"};
inline constexpr Phrase missing_module_argument{"missing module instantiation argument"};
inline constexpr Phrase module_argument{"module instantiation argument"};
inline constexpr Phrase duplicate_module_argument{"duplicate module instantiation argument named"};
inline constexpr Phrase argument{"instantiation argument"};
inline constexpr Phrase mismatch_for_import{"type mismatch for import"};
inline constexpr Phrase unknown_module{"unknown module"};
inline constexpr Phrase unknown_component{"unknown component"};
inline constexpr Phrase unknown_instance{"unknown instance"};
inline constexpr Phrase unknown_value{"unknown value"};
inline constexpr Phrase unknown_core_instance{"unknown core instance"};
inline constexpr Phrase sort_not_allowed{"invalid sort"};

// Canonical definitions.
inline constexpr Phrase canonical_option{"canonical option"};
inline constexpr Phrase canonical_encoding{"canonical encoding option"};
inline constexpr Phrase lowered_parameters{"lowered parameter types"};
inline constexpr Phrase lowered_results{"lowered result types"};
inline constexpr Phrase async_needs_async{"the `async` canonical option requires an async function type"};
inline constexpr Phrase built_in{"canonical built-in"};
inline constexpr Phrase memory_type{"canonical option `memory`"};
inline constexpr Phrase context_type{"`context.get` and `context.set`"};

// Values and start.
inline constexpr Phrase value_used_twice{"cannot use value more than once"};
inline constexpr Phrase value_unused{"value is not used"};
inline constexpr Phrase value_encoding{"value does not match its type"};
inline constexpr Phrase start_arguments{"component start function"};

}  // namespace touchstone::component::phrase
