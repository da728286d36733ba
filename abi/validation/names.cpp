// Explainer.md "Import and Export Definitions", "Name Uniqueness": see names.hpp.
#include "abi/validation/names.hpp"

namespace touchstone::component::validation {

using closed::DefType;
using closed::FuncTypePtr;
using closed::TypeKind;

namespace {

constexpr std::string_view import_rule = "Binary.md#import-and-export-definitions";
constexpr std::string_view unique_rule = "Explainer.md#name-uniqueness";

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

}  // namespace

// [Explainer.md#import-and-export-definitions, Explainer.md#name-uniqueness]
void Labels::add(const std::string& label, Region at) {
  if (label.empty()) fail(at, kind_.phrase, "Binary.md#type-definitions", " cannot be empty");
  if (!is_label(label)) {
    fail(at, kind_.phrase, "Explainer.md#import-and-export-definitions", " " + quoted(label) + " is not in kebab case");
  }
  const auto [previous, fresh] = seen_.emplace(uniqueness_key(label), label);
  if (!fresh) {
    fail(at, kind_.phrase, unique_rule,
         " " + quoted(label) + " conflicts with previous " + std::string(kind_.previous) + " " +
             quoted(previous->second));
  }
}

std::string_view direction_name(Direction direction) { return direction == Direction::import_ ? "import" : "export"; }

namespace {

/// One name, with what its rules need.
struct NameCheck {
  const Scope& scope;
  Side& side;
  Direction direction;
  const ExternName& name;
  const closed::ExternType& type;
  Region at;

  Phrase head() const { return direction == Direction::import_ ? phrase::import_name : phrase::export_name; }

  ParsedName parse(std::string_view text) const;
  void attributes(const ParsedName& parsed) const;
  std::variant<ParsedName, std::string> parse_gated(std::string_view text) const;
  void implements(const ParsedName& parsed) const;
  void versionsuffix(const ParsedName& parsed) const;
  void unique() const;
  void annotation(const ParsedName& parsed) const;
  void constructor(const closed::FuncType& func, const std::string& label) const;
  void method(const closed::FuncType& func, const std::string& label) const;
  void names_resource(const closed::ResourceType& resource, const std::string& label) const;
  [[noreturn]] void bad_annotation(const std::string& why) const;
};

/// Where a gate is all that is missing, what is wrong says so.
std::variant<ParsedName, std::string> NameCheck::parse_gated(std::string_view text) const {
  const NameGates open{scope.has(Gate::nested_names), scope.has(Gate::canonical_names)};
  auto parsed = parse_extern_name(text, open);
  auto* const why = std::get_if<std::string>(&parsed);
  if (why == nullptr) return parsed;
  const auto would_do = [&](Gate gate, NameGates gates) {
    if (!scope.has(gate) && std::holds_alternative<ParsedName>(parse_extern_name(text, gates))) {
      *why += ": such a name requires the `" + std::string(gate_name(gate)) + "` feature";
    }
  };
  would_do(Gate::nested_names, {true, open.canonical});
  would_do(Gate::canonical_names, {open.nested, true});
  return parsed;
}

/// [Explainer.md#import-and-export-definitions] externname
ParsedName NameCheck::parse(std::string_view text) const {
  auto parsed = parse_gated(text);
  if (const auto* why = std::get_if<std::string>(&parsed)) {
    fail(at, head(), "Explainer.md#import-and-export-definitions",
         " " + quoted(text) + " is not a valid extern name: " + *why);
  }
  return std::get<ParsedName>(std::move(parsed));
}

/// [Binary.md#import-and-export-definitions] attributes; external-id may be any name.
void NameCheck::attributes(const ParsedName& parsed) const {
  if (name.implements) implements(parsed);
  if (name.versionsuffix) versionsuffix(parsed);
  if (name.external_id) require_gate(scope, Gate::implements, at, "the `external-id` attribute");
}

/// "implements-annotated imports or exports are instance-typed and have a plainname name"
void NameCheck::implements(const ParsedName& parsed) const {
  require_gate(scope, Gate::implements, at, "the `implements` attribute");
  const std::string& value = *name.implements;
  const auto interface = parse_gated(value);
  const std::string what = " " + quoted(name.name) + ": the value of `implements`, " + quoted(value) + ",";
  if (const auto* why = std::get_if<std::string>(&interface)) {
    fail(at, head(), import_rule, what + " is not a valid name: " + *why);
  }
  if (std::get<ParsedName>(interface).kind != ParsedName::Kind::interface) {
    fail(at, head(), import_rule, what + " must be an interface name");
  }
  if (!std::holds_alternative<closed::InstanceTypePtr>(type)) {
    fail(at, phrase::only_instances, import_rule,
         ": " + quoted(name.name) + " is a " + std::string(sort_name(closed::extern_sort(type))));
  }
  if (parsed.kind == ParsedName::Kind::interface) {
    fail(at, phrase::name_head, import_rule, " " + quoted(name.name) + " is not valid with `implements`");
  }
}

/// [Explainer.md#-canonical-interface-name] versionsuffix
void NameCheck::versionsuffix(const ParsedName& parsed) const {
  require_gate(scope, Gate::canonical_names, at, "the `versionsuffix` attribute");
  if (!parsed.version || !is_canonversion(*parsed.version)) {
    fail(at, head(), import_rule,
         " " + quoted(name.name) + ": a version suffix must follow a canonical version, such as `@1` or `@0.2`");
  }
  const std::string whole = *parsed.version + *name.versionsuffix;
  if (!is_semver(whole)) {
    fail(at, head(), import_rule,
         " " + quoted(name.name) + ": with its version suffix the version is " + quoted(whole) +
             ", which is not a valid semantic version");
  }
}

/// [Explainer.md#name-uniqueness]
void NameCheck::unique() const {
  const auto [previous, fresh] = side.names.emplace(uniqueness_key(name.name), name.name);
  if (!fresh) {
    fail(at, head(), unique_rule,
         " " + quoted(name.name) + " conflicts with previous name " + quoted(previous->second));
  }
}

void NameCheck::bad_annotation(const std::string& why) const {
  fail(at, phrase::annotated, import_rule, " " + quoted(name.name) + ": " + why);
}

void NameCheck::names_resource(const closed::ResourceType& resource, const std::string& label) const {
  const auto found = side.resources.find(resource.name);
  if (found == side.resources.end()) bad_annotation("resource used in function does not have a name in this context");
  if (found->second != label) {
    bad_annotation("function does not match expected resource name " + quoted(found->second) + ": the name speaks of " +
                   quoted(label));
  }
}

/// [Binary.md#import-and-export-definitions] "(own $R) or (result (own $R) E?) where $R is a resource type labeled r"
void NameCheck::constructor(const closed::FuncType& func, const std::string& label) const {
  if (!func.result) bad_annotation("function should return one value");
  closed::ValType result = func.result;
  if (result->kind == TypeKind::result && result->parts[0].type) result = result->parts[0].type;
  if (result->kind != TypeKind::own) {
    bad_annotation("function should return `(own $T)` or `(result (own $T))`, found " + to_string(func.result));
  }
  names_resource(result->resource, label);
}

/// "the first parameter of the function to be (param "self" (borrow $R)), where $R is the resource labeled r"
void NameCheck::method(const closed::FuncType& func, const std::string& label) const {
  if (func.params.empty()) bad_annotation("function should have at least one argument");
  const closed::Part& self = func.params.front();
  if (self.label != "self") {
    bad_annotation("function should have a first argument called `self`, found " + quoted(self.label));
  }
  if (self.type->kind != TypeKind::borrow) {
    bad_annotation("function should take a first argument of `(borrow $T)`, found " + to_string(self.type));
  }
  names_resource(self.type->resource, label);
}

/// "[constructor], [method] and [static] annotated plainnames only occur on func imports or exports"
void NameCheck::annotation(const ParsedName& parsed) const {
  if (parsed.kind == ParsedName::Kind::label || parsed.kind == ParsedName::Kind::interface) return;
  const auto* func = std::get_if<FuncTypePtr>(&type);
  if (func == nullptr) {
    bad_annotation("the " + std::string(sort_name(closed::extern_sort(type))) + " is not a func");
  }
  if (parsed.kind == ParsedName::Kind::constructor) {
    constructor(**func, parsed.resource);
  } else if (parsed.kind == ParsedName::Kind::method) {
    method(**func, parsed.resource);
  } else if (!side.resource_labels.contains(parsed.resource)) {
    bad_annotation("static resource name is not known in this context: no resource " + quoted(parsed.resource) +
                   " precedes");
  }
}

}  // namespace

void extern_name_ok(const Scope& scope, Side& side, Direction direction, const ExternName& name,
                    const closed::ExternType& type, Region at) {
  const NameCheck check{scope, side, direction, name, type, at};
  const ParsedName parsed = check.parse(name.name);
  check.attributes(parsed);
  check.unique();
  check.annotation(parsed);
  const auto* deftype = std::get_if<DefType>(&type);
  const auto* resource = deftype == nullptr ? nullptr : std::get_if<closed::ResourceType>(deftype);
  if (resource != nullptr && parsed.kind == ParsedName::Kind::label) {
    side.resources.emplace(resource->name, parsed.label);
    side.resource_labels.insert(parsed.label);
  }
}

}  // namespace touchstone::component::validation
