// Explainer.md "Import and Export Definitions" and "Name Uniqueness": names of imports and exports, and labels.
//
// `ExternName` is what is written; `parse_extern_name` says what it means or why it is none. Attributes take no part in
// uniqueness or matching.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "interp/support/integers.hpp"

namespace touchstone::component {

/// [Binary.md#import-and-export-definitions] nameattributes. Names compare as strings; attributes compare too, since
/// this is the syntax (type checking ignores them).
struct ExternName {
  std::string name;
  std::optional<std::string> implements;
  std::optional<std::string> versionsuffix;
  std::optional<std::string> external_id;
  friend bool operator==(const ExternName&, const ExternName&) = default;
};

/// A name taken apart. [Explainer.md#import-and-export-definitions]
struct ParsedName {
  enum class Kind : u8 { label, constructor, method, static_, interface };
  Kind kind = Kind::label;
  std::string resource;                 ///< kinds constructor, method, static_: the label of the resource
  std::string label;                    ///< kinds label, method, static_
  std::vector<std::string> namespaces;  ///< kind interface: one, or several with nested names
  std::vector<std::string> packages;    ///< likewise
  std::vector<std::string> projection;  ///< kind interface: the interface, and nested projections
  std::optional<std::string> version;   ///< kind interface: after `@`
};

/// Which gated forms are on.
struct NameGates {
  bool nested = false;     ///< nested namespaces and packages
  bool canonical = false;  ///< canonical interface names: `canonversion` with a versionsuffix
};

/// Takes `name` apart.
/// @return the parts, or what is wrong, in words that follow "`name` is not a valid extern name" or the like.
std::variant<ParsedName, std::string> parse_extern_name(std::string_view name, NameGates gates);

/// label: fragments of one case, separated by single dashes, the first beginning with a letter.
bool is_label(std::string_view label);

/// words of namespaces and packages: a label in lower case.
bool is_words(std::string_view words);

/// Whether `version` is a semantic version (semver.org 2.0).
bool is_semver(std::string_view version);

/// canonversion: the part of a version that decides compatibility.
bool is_canonversion(std::string_view version);

/// The key under which a name must be unique in its scope ("strongly-unique"): two names conflict when their keys are
/// equal. Both `[method]a.a` and `a` conflict, as the rule's steps demand.
std::string uniqueness_key(std::string_view name);

}  // namespace touchstone::component
