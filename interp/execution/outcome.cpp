// The words for traps and exhaustions.
#include "interp/execution/outcome.hpp"

namespace touchstone::wasm {

Phrase trap_phrase(TrapCode code) {
  switch (code) {
  case TrapCode::unreachable: return Phrase("unreachable", "wasm `unreachable` instruction executed");
  case TrapCode::integer_divide_by_zero: return "integer divide by zero";
  case TrapCode::integer_overflow: return "integer overflow";
  case TrapCode::invalid_conversion_to_integer: return "invalid conversion to integer";
  case TrapCode::out_of_bounds_memory_access: return "out of bounds memory access";
  case TrapCode::out_of_bounds_table_access: return "out of bounds table access";
  case TrapCode::out_of_bounds_array_access: return "out of bounds array access";
  case TrapCode::undefined_element: return "undefined element";
  case TrapCode::uninitialized_element: return "uninitialized element";
  case TrapCode::indirect_call_type_mismatch: return "indirect call type mismatch";
  case TrapCode::null_reference: return "null reference";
  case TrapCode::null_function_reference: return "null function reference";
  case TrapCode::null_exception_reference: return "null exception reference";
  case TrapCode::null_structure_reference: return "null structure reference";
  case TrapCode::null_array_reference: return "null array reference";
  case TrapCode::null_i31_reference: return "null i31 reference";
  case TrapCode::cast_failure: return "cast failure";
  case TrapCode::unaligned_atomic: return "unaligned atomic";
  case TrapCode::expected_shared_memory: return "expected shared memory";
  case TrapCode::array_too_large: return "array too large";
  case TrapCode::null_descriptor_reference: return "null descriptor reference";
  case TrapCode::descriptor_cast_failure: return "descriptor cast failure";
  case TrapCode::null_continuation_reference: return "null continuation reference";
  case TrapCode::continuation_consumed: return "continuation already consumed";
  case TrapCode::unhandled_tag: return "unhandled tag";
  case TrapCode::other: break;
  }
  return "trap";
}

namespace {

Phrase resource_phrase(Resource which) {
  switch (which) {
  case Resource::call_stack: return "call stack exhausted";
  case Resource::fuel: return "fuel exhausted";
  case Resource::memory: return "memory exhausted";
  case Resource::table: return "table space exhausted";
  case Resource::heap: return "heap exhausted";
  case Resource::fibers: return "fibers exhausted";
  case Resource::nesting: return "nesting too deep";
  case Resource::definitions: return "too many definitions";
  }
  return "exhausted";
}

}  // namespace

std::string Failure::message(Wording wording) const {
  return std::string(wording == Wording::core ? phrase.core : phrase.component) + detail;
}

const char* Failure::what() const noexcept {
  text_ = message();
  return text_.c_str();
}

Exhaustion::Exhaustion(Resource which, std::string more)
    : Failure(resource_phrase(which), std::move(more)), resource(which) {}

}  // namespace touchstone::wasm
