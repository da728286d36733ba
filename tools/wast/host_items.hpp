// What scripts of other engines import into components without defining it: the instance `host` and its kin.
//
// The set is that of the runner of wasmtime's suites: functions that return a number, resources whose drops are counted, a
// core module, functions that return later or never.
#pragma once

#include <memory>

#include "abi/host/engine.hpp"

namespace touchstone::wast {

/// The state of the host items of one script: how often resources were dropped.
class HostItems {
 public:
  HostItems();
  ~HostItems();

  /// Defines all of them for components of `store`.
  void define(component::host::Linker& linker, component::Store& store) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::wast
