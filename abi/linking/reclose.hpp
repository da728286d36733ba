// Explainer.md "Type Checking": types of different validations, brought together so that they can be compared.
//
// Closed types of one validation are equal if their representatives are the same object, and their resource types are
// variables of one component. At run time a host supplies things whose types come from elsewhere. Here such a type is
// made again by one maker, and each run-time resource type has one identity there: then subtyping is validation's.
#pragma once

#include <functional>
#include <unordered_map>

#include "abi/validation/factory.hpp"

namespace touchstone::component::linking {

class Reclose {
 public:
  /// `free` gives the new identity of a resource type that the types do not bind themselves.
  Reclose(Types& maker, std::function<ResourceId(ResourceId)> free) : types_(maker), free_(std::move(free)) {}

  closed::ValType operator()(const closed::ValType& type);
  closed::FuncTypePtr operator()(const closed::FuncTypePtr& type);
  closed::InstanceTypePtr operator()(const closed::InstanceTypePtr& type);
  closed::ComponentTypePtr operator()(const closed::ComponentTypePtr& type);
  closed::DefType operator()(const closed::DefType& type);
  closed::ExternType operator()(const closed::ExternType& type);

 private:
  closed::ResourceType resource(const closed::ResourceType& type);
  std::vector<ResourceId> bind(const std::vector<ResourceId>& bound);
  closed::Externs externs(const closed::Externs& externs);

  Types& types_;
  std::function<ResourceId(ResourceId)> free_;
  std::unordered_map<ResourceId, ResourceId> bound_;
  std::unordered_map<const closed::DefValType*, closed::ValType> made_;
};

}  // namespace touchstone::component::linking
