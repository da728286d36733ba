// CanonicalABI.md "canon resource.new", "resource.drop", "resource.rep".
#pragma once

#include "abi/runtime/resource.hpp"

namespace touchstone::component {

u32 canon_resource_new(const RuntimeResourceTypePtr& rt, u64 rep);  ///< [canon_resource_new]
void canon_resource_drop(const RuntimeResourceTypePtr& rt, u32 i);  ///< [canon_resource_drop]
u64 canon_resource_rep(const RuntimeResourceTypePtr& rt, u32 i);    ///< [canon_resource_rep]

/// Destroys a resource that `caller` owned (null: the host): calls the destructor as `canon_resource_drop` does.
void destroy_resource(const RuntimeResourceTypePtr& rt, u64 rep, ComponentInstance* caller);

}  // namespace touchstone::component
