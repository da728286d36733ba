// The maker of closed types: computes what a type knows about itself, and finds its representative.
//
// Not in the sources. One maker serves a whole validation, nested components included, so that equal value types have
// one representative. It also enforces our limits: on the depth and size of a type (size as if written out, so that
// whoever walks a type does bounded work), and on all work that copies types: instantiation and substitution can double
// what they are given, again and again, at a few bytes a time.
#pragma once

#include <unordered_map>

#include "abi/validation/types.hpp"
#include "interp/support/error.hpp"

namespace touchstone::component {

class Types {
 public:
  Types();

  /// A type from its kind, parts, length and resource; the rest is computed. Throws Invalid over a limit, and for a type
  /// whose elements would have 2^28 bytes or more.
  closed::ValType make(closed::DefValType type, Identity name = 0);
  closed::ValType primitive(PrimValType pvt) const { return primitives_[static_cast<u32>(pvt)]; }
  closed::FuncTypePtr make(closed::FuncType type);
  closed::InstanceTypePtr make(closed::InstanceType type);
  closed::ComponentTypePtr make(closed::ComponentType type);

  /// Imports or exports from a list: adds the table by name.
  static closed::Externs externs(std::vector<closed::Extern> list);

  /// The type of every instance of a component type that has no resource types and names: made once.
  closed::InstanceTypePtr plain_instance(const closed::ComponentTypePtr& type);

  /// Pays for copying `units` of a type. Throws Invalid when the whole has become too much.
  void charge(u64 units);

  Region at;  ///< what errors point to: the definition that is being validated

 private:
  closed::DefValType facts(closed::DefValType type) const;
  void check(const closed::Facts& facts) const;

  std::unordered_multimap<std::size_t, std::shared_ptr<const closed::DefValType>> shapes_;
  std::vector<std::shared_ptr<const void>> made_;  // keeps addresses unique for the tables of others
  std::unordered_map<closed::ComponentTypePtr, closed::InstanceTypePtr> plain_instances_;
  std::array<closed::ValType, 14> primitives_;
  u64 charged_ = 0;
};

/// The oldest of what a type binds; the greatest number if it binds nothing.
Identity oldest(const std::vector<ResourceId>& bound);

/// Adds a part to what contains it. Throws nothing; sizes saturate.
void include(closed::Facts& whole, const closed::ValType& part);
void include(closed::Facts& whole, const closed::ExternType& part);

}  // namespace touchstone::component
