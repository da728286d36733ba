// Explainer.md "Type Checking": see resources.hpp.
#include "abi/validation/resources.hpp"

#include <algorithm>

namespace touchstone::component::validation {

using closed::ComponentTypePtr;
using closed::DefType;
using closed::Extern;
using closed::Externs;
using closed::FuncTypePtr;
using closed::InstanceTypePtr;
using closed::Part;
using closed::ValueType;

namespace {

/// What copying a label costs: its bytes count, since a long one can be had many times for one.
u64 cost(std::string_view label) { return 1 + label.size() / 16; }

}  // namespace

void Substitution::add(Identity from, Identity to) {
  if (from == 0 || from == to) return;
  map_.add(from, to);
  least_key_ = std::min(least_key_, from);
}

Identity Substitution::operator()(Identity id) {
  const Identity* found = map_.find(id);
  return found == nullptr ? id : *found;
}

closed::ResourceType Substitution::operator()(const closed::ResourceType& type) {
  return {(*this)(type.id), (*this)(type.name)};
}

closed::ValType Substitution::operator()(const closed::ValType& type) {
  if (!type) return type;
  const Identity name = (*this)(type.name);
  if (!touches(type->greatest)) return {type.def, name};
  if (const auto found = value_types_.find(type.def.get()); found != value_types_.end()) return {found->second, name};
  closed::DefValType copy;
  copy.kind = type->kind;
  copy.length = type->length;
  copy.resource = (*this)(type->resource);
  copy.parts.reserve(type->parts.size());
  u64 units = 1;
  for (const Part& part : type->parts) {
    copy.parts.push_back({part.label, (*this)(part.type)});
    units += cost(part.label);
  }
  types_.charge(units);
  closed::ValType made = types_.make(std::move(copy), name);
  value_types_.emplace(type.def.get(), made.def);
  return made;
}

FuncTypePtr Substitution::operator()(const FuncTypePtr& type) {
  if (!touches(type->greatest)) return type;
  if (const auto found = funcs_.find(type.get()); found != funcs_.end()) return found->second;
  closed::FuncType copy;
  copy.async_ = type->async_;
  u64 units = 1;
  for (const Part& param : type->params) {
    copy.params.push_back({param.label, (*this)(param.type)});
    units += cost(param.label);
  }
  copy.result = (*this)(type->result);
  types_.charge(units);
  return funcs_[type.get()] = types_.make(std::move(copy));
}

Externs Substitution::operator()(const Externs& externs) {
  types_.charge(2 + externs.list.size());  // the instance or component type around them, and its place
  Externs copy{{}, externs.by_name};
  copy.list.reserve(externs.list.size());
  for (const Extern& e : externs.list) copy.list.push_back({e.name, (*this)(e.type)});
  return copy;
}

/// What a type binds is renamed, so that it stays younger than what is free in it, and nothing is captured.
std::vector<ResourceId> Substitution::rename(const std::vector<ResourceId>& bound) {
  std::vector<ResourceId> renamed;
  for (const ResourceId id : bound) {
    if (!has(id.value)) add(id.value, fresh_identity());
    renamed.push_back((*this)(id));
  }
  std::sort(renamed.begin(), renamed.end());
  return renamed;
}

ComponentTypePtr Substitution::operator()(const ComponentTypePtr& type) {
  if (!touches(type->greatest)) return type;
  if (const auto found = components_.find(type.get()); found != components_.end()) return found->second;
  closed::ComponentType copy;
  copy.imported = rename(type->imported);
  copy.defined = rename(type->defined);
  copy.imports = (*this)(type->imports);
  copy.exports = (*this)(type->exports);
  return components_[type.get()] = types_.make(std::move(copy));
}

InstanceTypePtr Substitution::operator()(const InstanceTypePtr& type) {
  if (!touches(type->greatest)) return type;
  const bool shared = type.use_count() > 1;
  if (const auto found = instances_.find(type.get()); shared && found != instances_.end()) return found->second;
  closed::InstanceType copy;
  copy.bound = rename(type->bound);
  copy.exports = (*this)(type->exports);
  InstanceTypePtr made = types_.make(std::move(copy));
  if (shared) instances_.emplace(type.get(), made);
  return made;
}

DefType Substitution::operator()(const DefType& type) {
  return std::visit([this](const auto& t) -> DefType { return (*this)(t); }, type);
}

closed::ExternType Substitution::operator()(const closed::ExternType& type) {
  if (std::holds_alternative<closed::ModuleTypePtr>(type)) return type;
  if (const auto* value = std::get_if<ValueType>(&type)) return ValueType{(*this)(value->type), (*this)(value->id)};
  if (const auto* func = std::get_if<FuncTypePtr>(&type)) return (*this)(*func);
  if (const auto* deftype = std::get_if<DefType>(&type)) return (*this)(*deftype);
  if (const auto* component = std::get_if<ComponentTypePtr>(&type)) return (*this)(*component);
  return (*this)(std::get<InstanceTypePtr>(type));
}

namespace {

Identity name_of(const DefType& type) {
  if (const auto* resource = std::get_if<closed::ResourceType>(&type)) return resource->name;
  if (const auto* value = std::get_if<closed::ValType>(&type)) return value->name;
  return 0;
}

void bind_type(Substitution& map, const DefType& expected, const DefType& actual,
               const std::vector<ResourceId>& bound) {
  const auto* wanted = std::get_if<closed::ResourceType>(&expected);
  const auto* found = std::get_if<closed::ResourceType>(&actual);
  if (wanted != nullptr && found != nullptr && std::binary_search(bound.begin(), bound.end(), wanted->id)) {
    map.add(wanted->id.value, found->id.value);
  }
  if (expected.index() == actual.index()) map.add(name_of(expected), name_of(actual));
}

}  // namespace

void bind_identities(Substitution& map, const closed::ExternType& expected, const closed::ExternType& actual,
                     const std::vector<ResourceId>& bound) {
  if (expected.index() != actual.index()) return;
  if (const auto* type = std::get_if<DefType>(&expected)) {
    bind_type(map, *type, std::get<DefType>(actual), bound);
  } else if (const auto* value = std::get_if<ValueType>(&expected)) {
    map.add(value->id, std::get<ValueType>(actual).id);
  } else if (const auto* instance = std::get_if<InstanceTypePtr>(&expected)) {
    const Externs& given = std::get<InstanceTypePtr>(actual)->exports;
    for (const Extern& e : (*instance)->exports.list) {
      if (const closed::ExternType* found = given.find(e.name->name)) bind_identities(map, e.type, *found, bound);
    }
  }
}

namespace {

/// Fresh names for the type exports of an instance, those of instances in it included.
void rename_exports(Substitution& map, const Externs& exports) {
  for (const Extern& e : exports.list) {
    if (const auto* type = std::get_if<DefType>(&e.type)) {
      if (const Identity name = name_of(*type)) map.add(name, fresh_identity());
    } else if (const auto* instance = std::get_if<InstanceTypePtr>(&e.type)) {
      rename_exports(map, (*instance)->exports);
    }
  }
}

}  // namespace

InstanceTypePtr open(Types& types, const InstanceTypePtr& type) {
  if (type->greatest == 0) return type;
  Substitution map(types);
  types.charge(type->bound.size());
  for (const ResourceId id : type->bound) map.add(id.value, fresh_identity());
  rename_exports(map, type->exports);
  closed::InstanceType opened;
  opened.exports = map(type->exports);
  return types.make(std::move(opened));
}

closed::ExternType rename(const closed::ExternType& type) {
  if (const auto* deftype = std::get_if<DefType>(&type)) {
    if (const auto* resource = std::get_if<closed::ResourceType>(deftype)) {
      return DefType(closed::ResourceType{resource->id, fresh_identity()});
    }
    const auto* value = std::get_if<closed::ValType>(deftype);
    const bool named = value != nullptr && is_nameable((*value)->kind);
    return named ? DefType(closed::ValType{value->def, fresh_identity()}) : *deftype;
  }
  return type;
}

Instantiated instantiate(Types& types, const ComponentTypePtr& type, Substitution& imports) {
  if (type->greatest == 0) return {types.plain_instance(type), {}};
  Instantiated result;
  types.charge(type->defined.size());
  for (const ResourceId id : type->defined) {
    result.defined.push_back({fresh_identity()});
    imports.add(id.value, result.defined.back().value);
  }
  closed::InstanceType instance;
  instance.exports = imports(type->exports);
  result.type = types.make(std::move(instance));
  return result;
}

void introduced(const closed::ExternType& type, Identity since, std::vector<ResourceId>& out) {
  if (const auto* deftype = std::get_if<DefType>(&type)) {
    const auto* resource = std::get_if<closed::ResourceType>(deftype);
    if (resource != nullptr && resource->id.value >= since) out.push_back(resource->id);
  } else if (const auto* instance = std::get_if<InstanceTypePtr>(&type)) {
    if ((*instance)->greatest < since) return;
    for (const Extern& e : (*instance)->exports.list) introduced(e.type, since, out);
  }
}

}  // namespace touchstone::component::validation
