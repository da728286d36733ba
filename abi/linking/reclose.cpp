// Explainer.md "Type Checking": see reclose.hpp.
#include "abi/linking/reclose.hpp"

namespace touchstone::component::linking {

closed::ResourceType Reclose::resource(const closed::ResourceType& type) {
  if (type.id.value == 0) return {};
  const auto found = bound_.find(type.id);
  return {found != bound_.end() ? found->second : free_(type.id), 0};
}

/// What a type binds keeps its order of age.
std::vector<ResourceId> Reclose::bind(const std::vector<ResourceId>& bound) {
  std::vector<ResourceId> out;
  for (const ResourceId id : bound) {
    const auto [entry, is_new] = bound_.try_emplace(id);
    if (is_new) entry->second = {fresh_identity()};
    out.push_back(entry->second);
  }
  return out;
}

closed::ValType Reclose::operator()(const closed::ValType& type) {
  if (!type) return {};
  if (const auto found = made_.find(type.def.get()); found != made_.end()) return found->second;
  closed::DefValType copy;
  copy.kind = type->kind;
  copy.length = type->length;
  copy.resource = resource(type->resource);
  for (const closed::Part& part : type->parts) copy.parts.push_back({part.label, (*this)(part.type)});
  return made_.emplace(type.def.get(), types_.make(std::move(copy))).first->second;
}

closed::FuncTypePtr Reclose::operator()(const closed::FuncTypePtr& type) {
  closed::FuncType copy;
  copy.async_ = type->async_;
  for (const closed::Part& param : type->params) copy.params.push_back({param.label, (*this)(param.type)});
  copy.result = (*this)(type->result);
  return types_.make(std::move(copy));
}

closed::Externs Reclose::externs(const closed::Externs& externs) {
  std::vector<closed::Extern> list;
  for (const closed::Extern& e : externs.list) list.push_back({e.name, (*this)(e.type)});
  return Types::externs(std::move(list));
}

closed::InstanceTypePtr Reclose::operator()(const closed::InstanceTypePtr& type) {
  closed::InstanceType copy;
  copy.bound = bind(type->bound);
  copy.exports = externs(type->exports);
  return types_.make(std::move(copy));
}

closed::ComponentTypePtr Reclose::operator()(const closed::ComponentTypePtr& type) {
  closed::ComponentType copy;
  copy.imported = bind(type->imported);
  copy.defined = bind(type->defined);
  copy.imports = externs(type->imports);
  copy.exports = externs(type->exports);
  return types_.make(std::move(copy));
}

closed::DefType Reclose::operator()(const closed::DefType& type) {
  if (const auto* it = std::get_if<closed::ResourceType>(&type)) return resource(*it);
  if (const auto* it = std::get_if<closed::ValType>(&type)) return (*this)(*it);
  if (const auto* it = std::get_if<closed::FuncTypePtr>(&type)) return (*this)(*it);
  if (const auto* it = std::get_if<closed::ComponentTypePtr>(&type)) return (*this)(*it);
  return (*this)(std::get<closed::InstanceTypePtr>(type));
}

closed::ExternType Reclose::operator()(const closed::ExternType& type) {
  if (const auto* it = std::get_if<closed::ModuleTypePtr>(&type)) return *it;
  if (const auto* it = std::get_if<closed::FuncTypePtr>(&type)) return (*this)(*it);
  if (const auto* it = std::get_if<closed::ValueType>(&type)) return closed::ValueType{(*this)(it->type), it->id};
  if (const auto* it = std::get_if<closed::DefType>(&type)) return closed::ExternType((*this)(*it));
  if (const auto* it = std::get_if<closed::ComponentTypePtr>(&type)) return (*this)(*it);
  return (*this)(std::get<closed::InstanceTypePtr>(type));
}

}  // namespace touchstone::component::linking
