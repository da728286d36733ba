// Our own component engine, as a script sees it.
//
// Definitions are components with what validation learnt of them; instances are instances. Each outermost instance has a
// store of its own, so a trap in one does not touch another. A named instance lends later components its modules and
// resource types under its name; what else a script may import is in host_items.hpp. An assertion of `(component ...)`
// checks besides that encoding and decoding give the same component.
#pragma once

#include "abi/runtime/store.hpp"
#include "abi/syntax/gates.hpp"
#include "interp/embedding/embedding.hpp"
#include "tools/wast/engine.hpp"

namespace touchstone::wast {

struct ComponentEngineOptions {
  component::Profile profile;
  wasm::Config core;       ///< of each store
  bool host_items = true;  ///< whether scripts may import what host_items.hpp lists
  bool fast_copy = true;   ///< component::StoreConfig
  component::Reentrance reentrance = component::Reentrance::trap;
};

EnginePtr make_component_engine(const ComponentEngineOptions& options);
inline EnginePtr make_component_engine(const component::Profile& profile) {
  return make_component_engine(ComponentEngineOptions{profile, {}});
}

}  // namespace touchstone::wast
