// CanonicalABI.md "Table State": see table.hpp.
#include "abi/runtime/table.hpp"

namespace touchstone::component {

/// [Table.get] What a handle is, where a trap names it.
std::string_view handle_kind_name(HandleKind kind) {
  switch (kind) {
  case HandleKind::resource: return "guest-defined resource";
  case HandleKind::subtask: return "subtask";
  case HandleKind::readable_stream_end: return "readable end of a stream";
  case HandleKind::writable_stream_end: return "writable end of a stream";
  case HandleKind::readable_future_end: return "readable end of a future";
  case HandleKind::writable_future_end: return "writable end of a future";
  case HandleKind::waitable_set: return "waitable set";
  case HandleKind::error_context: return "error context";
  }
  return "";
}

}  // namespace touchstone::component
