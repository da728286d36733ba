// 4.2.14 Structure, array and exception instances, in a collected heap that does not move them.
#pragma once

#include "interp/execution/store.hpp"

namespace touchstone::wasm {

class Heap {
 public:
  explicit Heap(Store& store) : store_(store) {}
  Store& store() { return store_; }

 private:
  Store& store_;
};

}  // namespace touchstone::wasm
