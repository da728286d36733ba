// The table of bindings: which function resolves which instruction.
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

const Bindings& bindings() {
  static const Bindings table = [] {
    Bindings b;
    bind_parametric(b);
    bind_control(b);
    bind_call(b);
    bind_variable(b);
    bind_table(b);
    bind_memory(b);
    bind_memory_bulk(b);
    bind_reference(b);
    bind_aggregate(b);
    bind_exception(b);
    bind_legacy_exceptions(b);
    bind_continuation(b);
    bind_wide_arithmetic(b);
    bind_descriptor(b);
    bind_numeric(b);
    bind_numeric_binary(b);
    bind_numeric_relation(b);
    bind_vector(b);
    bind_atomic(b);
    return b;
  }();
  return table;
}

}  // namespace touchstone::wasm
