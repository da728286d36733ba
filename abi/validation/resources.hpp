// Explainer.md "Type Checking": resource types are generative, and instantiation substitutes them.
//
// A substitution replaces identities: resource types by resource types, and with them the names by which the types were
// reached (visibility). What contains none of its keys is shared, not copied; what is copied is paid for (Types::charge).
#pragma once

#include <unordered_map>

#include "abi/validation/factory.hpp"
#include "abi/validation/identity_map.hpp"

namespace touchstone::component::validation {

class Substitution {
 public:
  explicit Substitution(Types& maker) : types_(maker) {}

  /// Only before the first type is substituted. The first of two entries for one key counts.
  void add(Identity from, Identity to);
  bool has(Identity from) const { return map_.find(from) != nullptr; }

  Identity operator()(Identity id);
  ResourceId operator()(ResourceId id) { return {(*this)(id.value)}; }
  closed::ResourceType operator()(const closed::ResourceType& type);
  closed::ValType operator()(const closed::ValType& type);
  closed::FuncTypePtr operator()(const closed::FuncTypePtr& type);
  closed::ComponentTypePtr operator()(const closed::ComponentTypePtr& type);
  closed::InstanceTypePtr operator()(const closed::InstanceTypePtr& type);
  closed::DefType operator()(const closed::DefType& type);
  closed::ExternType operator()(const closed::ExternType& type);
  closed::Externs operator()(const closed::Externs& externs);

 private:
  bool touches(Identity greatest) const { return greatest != 0 && greatest >= least_key_ && !map_.empty(); }
  std::vector<ResourceId> rename(const std::vector<ResourceId>& bound);

  Types& types_;
  IdentityMap map_;
  Identity least_key_ = ~Identity{0};
  // By the address of what was substituted, which the caller keeps alive for as long as the substitution. What has one
  // owner only is met once and not remembered.
  std::unordered_map<const void*, std::shared_ptr<const closed::DefValType>> value_types_;
  std::unordered_map<const void*, closed::FuncTypePtr> funcs_;
  std::unordered_map<const void*, closed::ComponentTypePtr> components_;
  std::unordered_map<const void*, closed::InstanceTypePtr> instances_;
};

/// Maps what `expected` introduces to what `actual` has in its place: resource types among `bound` (in order of
/// age), names and values of the type exports. What is missing or of another sort is left to subtyping to report.
void bind_identities(Substitution& map, const closed::ExternType& expected, const closed::ExternType& actual,
                     const std::vector<ResourceId>& bound);

/// The type of a new instance of instance type `type`: fresh resource types for those it binds, fresh names for its type
/// exports. [Explainer.md#type-checking] "each subtype-bound type import/export introduces a fresh abstract type"
closed::InstanceTypePtr open(Types& types, const closed::InstanceTypePtr& type);

/// A type under a fresh name: what an export without ascription, or an `eq` bound, introduces. Anything else stays as it
/// is. Choice: so an instance that is exported names the types that were put into it, as the reference suite wants it,
/// although an export of a type itself does not.
closed::ExternType rename(const closed::ExternType& type);

/// The type of a new instance of a component type under the bindings of its imports, and the fresh resource types that
/// stand for those it defines: "each component instantiation generates fresh resource types".
struct Instantiated {
  closed::InstanceTypePtr type;
  std::vector<ResourceId> defined;
};
Instantiated instantiate(Types& types, const closed::ComponentTypePtr& type, Substitution& imports);

/// The resource types that `type` introduces by its type exports: those not older than `since`.
void introduced(const closed::ExternType& type, Identity since, std::vector<ResourceId>& out);

}  // namespace touchstone::component::validation
