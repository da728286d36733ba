// Binary.md "Type Definitions": value types, function types and resource types.
#include "abi/validation/names.hpp"
#include "abi/validation/rules.hpp"

namespace touchstone::component::validation {

using closed::DefType;
using closed::Part;
using closed::TypeKind;

namespace {

constexpr std::string_view rule = "Binary.md#type-definitions";

[[noreturn]] void wrong_index(const Scope& scope, TypeIdx x, std::string_view what, Region at) {
  std::string detail = " " + std::to_string(x.value) + " is not " + std::string(what) + ": it is a " +
                       std::string(describe(scope.types[x.value]));
  const std::string name = scope.describe(Sort::type, x.value);
  if (name.front() == '$') detail += " (" + name + ")";
  fail(at, phrase::type_index, rule, std::move(detail));
}

/// One value type that is being closed.
struct DefValTypeRules {
  Scope& scope;
  Region at;

  closed::ValType operator()(const PrimValType& pvt) const;
  closed::ValType operator()(const RecordType& type) const;
  closed::ValType operator()(const VariantType& type) const;
  closed::ValType operator()(const ListType& type) const;
  closed::ValType operator()(const TupleType& type) const;
  closed::ValType operator()(const FlagsType& type) const;
  closed::ValType operator()(const EnumType& type) const;
  closed::ValType operator()(const OptionType& type) const;
  closed::ValType operator()(const ResultType& type) const;
  closed::ValType operator()(const OwnType& type) const { return handle(TypeKind::own, type.resource); }
  closed::ValType operator()(const BorrowType& type) const { return handle(TypeKind::borrow, type.resource); }
  closed::ValType operator()(const StreamType& type) const;
  closed::ValType operator()(const FutureType& type) const;
  closed::ValType operator()(const MapType& type) const;

 private:
  closed::ValType made(TypeKind kind, std::vector<Part> parts, std::optional<u32> length = std::nullopt) const;
  closed::ValType optional(const std::optional<ValType>& type) const {
    return type ? valtype_ok(scope, *type) : closed::ValType{};
  }
  closed::ValType handle(TypeKind kind, TypeIdx resource) const;
  closed::ValType asynchronous(TypeKind kind, const std::optional<ValType>& element) const;
  std::vector<Part> labelled(const std::vector<std::string>& labels, LabelKind kind) const;
};

closed::ValType DefValTypeRules::made(TypeKind kind, std::vector<Part> parts, std::optional<u32> length) const {
  closed::DefValType type;
  type.kind = kind;
  type.parts = std::move(parts);
  type.length = length;
  return scope.maker().make(std::move(type), is_nameable(kind) ? fresh_identity() : 0);
}

/// [Explainer.md#fundamental-value-types]
closed::ValType DefValTypeRules::operator()(const PrimValType& pvt) const { return valtype_ok(scope, {pvt, at}); }

/// "(record (field lt)*) (if |lt*| > 0)"
closed::ValType DefValTypeRules::operator()(const RecordType& type) const {
  if (type.fields.empty()) fail(at, phrase::no_fields, rule);
  Labels labels(record_fields);
  std::vector<Part> parts;
  for (const LabelValType& field : type.fields) {
    labels.add(field.label, field.at);
    parts.push_back({field.label, valtype_ok(scope, field.type)});
  }
  return made(TypeKind::record, std::move(parts));
}

/// "(variant case+) (if |case*| > 0)"
closed::ValType DefValTypeRules::operator()(const VariantType& type) const {
  if (type.cases.empty()) fail(at, phrase::no_cases, rule);
  Labels labels(variant_cases);
  std::vector<Part> parts;
  for (const Case& c : type.cases) {
    labels.add(c.label, c.at);
    parts.push_back({c.label, optional(c.type)});
  }
  return made(TypeKind::variant, std::move(parts));
}

/// "(list t len) (if len > 0)"
closed::ValType DefValTypeRules::operator()(const ListType& type) const {
  if (type.length) {
    require_gate(scope, Gate::fixed_length_lists, at, "a list type with a length");
    if (*type.length == 0) fail(at, phrase::empty_list, rule, ": found length 0");
  }
  return made(TypeKind::list, {{"", valtype_ok(scope, type.element)}}, type.length);
}

/// "(tuple t+) (if |t*| > 0)"
closed::ValType DefValTypeRules::operator()(const TupleType& type) const {
  if (type.types.empty()) fail(at, phrase::no_types, rule);
  std::vector<Part> parts;
  for (const ValType& t : type.types) parts.push_back({"", valtype_ok(scope, t)});
  return made(TypeKind::tuple, std::move(parts));
}

std::vector<Part> DefValTypeRules::labelled(const std::vector<std::string>& list, LabelKind kind) const {
  Labels labels(kind);
  std::vector<Part> parts;
  for (const std::string& label : list) {
    labels.add(label, at);
    parts.push_back({label, {}});
  }
  return parts;
}

/// "(flags l+) (if 0 < |l*| <= 32)"
closed::ValType DefValTypeRules::operator()(const FlagsType& type) const {
  if (type.labels.empty()) fail(at, phrase::no_flags, rule);
  if (type.labels.size() > 32) {
    fail(at, phrase::too_many_flags, rule, ": found " + std::to_string(type.labels.size()));
  }
  return made(TypeKind::flags, labelled(type.labels, flag_labels));
}

/// "(enum l+) (if |l*| > 0)"
closed::ValType DefValTypeRules::operator()(const EnumType& type) const {
  if (type.labels.empty()) fail(at, phrase::no_enum_cases, rule);
  return made(TypeKind::enum_, labelled(type.labels, enum_tags));
}

closed::ValType DefValTypeRules::operator()(const OptionType& type) const {
  return made(TypeKind::option, {{"some", valtype_ok(scope, type.type)}});
}

closed::ValType DefValTypeRules::operator()(const ResultType& type) const {
  closed::ValType ok = optional(type.ok);
  return made(TypeKind::result, {{"ok", std::move(ok)}, {"error", optional(type.error)}});
}

/// [Explainer.md#handle-types] "Validation of own and borrow requires the typeidx to refer to a resource type."
closed::ValType DefValTypeRules::handle(TypeKind kind, TypeIdx x) const {
  const DefType& type = lookup(scope.types, x.value, at, "type");
  const auto* resource = std::get_if<closed::ResourceType>(&type);
  if (resource == nullptr) wrong_index(scope, x, "a resource type", at);
  closed::DefValType handle_type;
  handle_type.kind = kind;
  handle_type.resource = *resource;
  return scope.maker().make(std::move(handle_type));
}

/// [Explainer.md#asynchronous-value-types] "Validation of stream and future rejects element types that transitively
/// contain a borrow."
closed::ValType DefValTypeRules::asynchronous(TypeKind kind, const std::optional<ValType>& element) const {
  const std::string name(kind_name(kind));
  require_gate(scope, Gate::async, at, "the type `" + name + "`");
  closed::ValType t = optional(element);
  if (t && t->contains_borrow) fail(at, phrase::element_borrow, rule, ": in `" + name + "`");
  return made(kind, {{"", std::move(t)}});
}

/// "Validation of stream rejects (stream char)."
closed::ValType DefValTypeRules::operator()(const StreamType& type) const {
  closed::ValType stream = asynchronous(TypeKind::stream, type.element);
  if (stream->element() && stream->element()->kind == TypeKind::char_) fail(at, phrase::stream_char, rule);
  return stream;
}

closed::ValType DefValTypeRules::operator()(const FutureType& type) const {
  return asynchronous(TypeKind::future, type.element);
}

/// "(map k v) (if k is in <keytype>)". Choice: (X23) a type index that names a key type will do.
closed::ValType DefValTypeRules::operator()(const MapType& type) const {
  require_gate(scope, Gate::map, at, "the type `map`");
  closed::ValType key = valtype_ok(scope, type.key);
  const bool is_key = is_primitive(key->kind) && key->kind != TypeKind::f32 && key->kind != TypeKind::f64 &&
                      key->kind != TypeKind::error_context;
  if (!is_key) {
    fail(type.key.at, phrase::map_key, rule,
         ": expected `bool`, an integer, `char` or `string`, found `" + to_string(key) + "`");
  }
  return made(TypeKind::map, {{"", std::move(key)}, {"", valtype_ok(scope, type.value)}});
}

/// [Explainer.md#definition-types] functype: "rejects any transitive use of borrow in a result type"
closed::FuncTypePtr functype_ok(Scope& scope, const FuncType& type, Region at) {
  if (type.async_) require_gate(scope, Gate::async, at, "the effect `async` of a function type");
  closed::FuncType func;
  func.async_ = type.async_;
  Labels labels(parameters);
  for (const LabelValType& param : type.params) {
    labels.add(param.label, param.at);
    func.params.push_back({param.label, valtype_ok(scope, param.type)});
  }
  if (type.result) {
    func.result = valtype_ok(scope, *type.result);
    if (func.result->contains_borrow) fail(type.result->at, phrase::result_borrow, rule);
  }
  return scope.maker().make(std::move(func));
}

/// [Explainer.md#definition-types] resourcetype: "must have type ($T) -> ()"
closed::ResourceType resourcetype_ok(Scope& scope, const ResourceType& type, Region at, ValidType* defined) {
  if (scope.kind != Scope::Kind::component) fail(at, phrase::resource_in_type, rule);
  const bool i64 = type.rep == wasm::ValKind::i64;
  if (i64) require_gate(scope, Gate::memory64, at, "a resource represented by `i64`");
  if (!i64 && type.rep != wasm::ValKind::i32) {
    fail(at, phrase::resource_rep, "Explainer.md#definition-types", " `i32`, found `" + to_string(type.rep) + "`");
  }
  if (type.dtor) {
    const wasm::DefType* dtor = lookup(scope.core_funcs, type.dtor->value, at, "function");
    const wasm::FuncType expected{{type.rep}, {}};
    if (dtor->func() != expected) {
      fail(at, phrase::destructor, rule, ": expected " + to_string(expected) + ", found " + to_string(dtor->func()));
    }
  }
  const closed::ResourceType resource{{fresh_identity()}, fresh_identity()};
  scope.local_resources.emplace(resource.id.value, type.rep);
  if (defined != nullptr) {
    defined->defines = resource.id;
    defined->rep = type.rep;
    defined->dtor = type.dtor;
  }
  return resource;
}

}  // namespace

// [Binary.md#type-definitions] "Validation of valtype requires the typeidx to refer to a defvaltype."
closed::ValType valtype_ok(const Scope& scope, const ValType& type) {
  if (const auto* pvt = std::get_if<PrimValType>(&type.is)) {
    if (*pvt == PrimValType::error_context) {
      require_gate(scope, Gate::error_context, type.at, "the type `error-context`");
    }
    return scope.maker().primitive(*pvt);
  }
  const TypeIdx x = std::get<TypeIdx>(type.is);
  const auto* value = std::get_if<closed::ValType>(&lookup(scope.types, x.value, type.at, "type"));
  if (value == nullptr) wrong_index(scope, x, "a defined type", type.at);
  return *value;
}

// [Binary.md#type-definitions]
DefType deftype_ok(Scope& scope, const TypeDef& def, ValidType* resource) {
  scope.maker().at = def.at;
  if (const auto* value = std::get_if<DefValType>(&def.is)) {
    return std::visit(DefValTypeRules{scope, def.at}, *value);
  }
  if (const auto* func = std::get_if<FuncType>(&def.is)) return functype_ok(scope, *func, def.at);
  if (const auto* component = std::get_if<ComponentType>(&def.is)) return componenttype_ok(scope, *component);
  if (const auto* instance = std::get_if<InstanceType>(&def.is)) return instancetype_ok(scope, *instance);
  return resourcetype_ok(scope, std::get<ResourceType>(def.is), def.at, resource);
}

}  // namespace touchstone::component::validation
