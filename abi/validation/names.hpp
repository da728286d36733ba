// Explainer.md "Import and Export Definitions", "Name Uniqueness": the rules that names obey.
#pragma once

#include "abi/validation/context.hpp"

namespace touchstone::component::validation {

/// Which labels: how a message begins, and what it calls an earlier one.
struct LabelKind {
  Phrase phrase;
  std::string_view previous;
};
inline constexpr LabelKind record_fields{phrase::record_field_name, "field name"};
inline constexpr LabelKind variant_cases{phrase::variant_case_name, "case name"};
inline constexpr LabelKind flag_labels{phrase::flag_name, "flag name"};
inline constexpr LabelKind enum_tags{phrase::enum_tag_name, "tag name"};
inline constexpr LabelKind parameters{phrase::parameter_name, "parameter name"};

/// The labels of one type: each is a `label`, and strongly unique.
class Labels {
 public:
  explicit Labels(LabelKind which) : kind_(which) {}
  void add(const std::string& label, Region at);

 private:
  LabelKind kind_;
  std::unordered_map<std::string, std::string> seen_;
};

enum class Direction : u8 { import_, export_ };
std::string_view direction_name(Direction direction);

/// The name and attributes of an import or export of a type, in a scope or in the inline exports of an instance: `side`
/// has what came before and takes the name up.
void extern_name_ok(const Scope& scope, Side& side, Direction direction, const ExternName& name,
                    const closed::ExternType& type, Region at);

}  // namespace touchstone::component::validation
