// CanonicalABI.md "canon error-context.new": an error as a value, with words for people. (gated)
#pragma once

#include "abi/host/values.hpp"
#include "abi/runtime/table.hpp"

namespace touchstone::component {

/// [ErrorContext] Immutable; components and host share it.
class ErrorContext final : public TableElement {
 public:
  static constexpr bool is(HandleKind kind) { return kind == HandleKind::error_context; }

  explicit ErrorContext(String message) : TableElement(HandleKind::error_context), debug_message(std::move(message)) {}

  const String debug_message;
};

}  // namespace touchstone::component
