// CanonicalABI.md "Canonical Definitions": from a definition of a component to a function.
//
// The door for linking, which resolves the indices of a definition to operands and gets a component function for a lift, a
// core function for everything else. Core functions are host functions of the core store: modules import and export them,
// put them in tables and pass them on as any other, and a lift may take one as its callee.
#pragma once

#include "abi/runtime/store.hpp"
#include "abi/validation/components.hpp"

namespace touchstone::component {

/// What the indices in a canonical definition stand for; null where the definition has none.
struct CanonOperands {
  wasm::FuncAddr core_func = nullptr;  ///< lift: the callee
  FuncInstPtr func;                    ///< lower: the callee
  wasm::MemAddr memory = nullptr;      ///< the option; waitable-set.*: the immediate
  wasm::FuncAddr realloc = nullptr;
  wasm::FuncAddr post_return = nullptr;
  wasm::FuncAddr callback = nullptr;
  wasm::TableAddr table = nullptr;  ///< thread.new-indirect, thread.spawn-indirect
};

/// The options of a definition with what their indices stand for.
RuntimeOptionsPtr runtime_options(const CanonicalOptions& options, const CanonOperands& operands);

/// `canon lift`. `valid` and what it points to may go afterwards.
FuncInstPtr make_lifted_func(ComponentInstance& inst, const ValidCanon& valid, const CanonOperands& operands);

/// Any other definition. The resource types that it names must be in `inst.resource_types`.
wasm::FuncAddr make_core_func(ComponentInstance& inst, const Canon& canon, const ValidCanon& valid,
                              const CanonOperands& operands);

}  // namespace touchstone::component
