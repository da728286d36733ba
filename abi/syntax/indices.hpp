// Explainer.md "Index Spaces": thirteen spaces, each with an index type of its own, and the sorts that name them.
#pragma once

#include <string_view>

#include "interp/syntax/indices.hpp"

namespace touchstone::component {

using touchstone::wasm::Index;

using CoreFuncIdx = Index<struct CoreFuncSpace>;
using CoreTableIdx = Index<struct CoreTableSpace>;
using CoreMemoryIdx = Index<struct CoreMemorySpace>;
using CoreGlobalIdx = Index<struct CoreGlobalSpace>;
using CoreTagIdx = Index<struct CoreTagSpace>;
using CoreTypeIdx = Index<struct CoreTypeSpace>;
using CoreModuleIdx = Index<struct CoreModuleSpace>;
using CoreInstanceIdx = Index<struct CoreInstanceSpace>;
using FuncIdx = Index<struct ComponentFuncSpace>;
using ValueIdx = Index<struct ComponentValueSpace>;
using TypeIdx = Index<struct ComponentTypeSpace>;
using ComponentIdx = Index<struct ComponentSpace>;
using InstanceIdx = Index<struct ComponentInstanceSpace>;

/// [Binary.md#instance-definitions] sort: the core sorts, then the component's own, in the order of their bytes.
enum class Sort : u8 {
  core_func,
  core_table,
  core_memory,
  core_global,
  core_tag,
  core_type,
  core_module,
  core_instance,
  func,
  value,
  type,
  component,
  instance
};
inline constexpr u32 sort_count = 13;
inline constexpr bool is_core(Sort sort) { return sort <= Sort::core_instance; }

/// The text format's words: `core func`, `core module`, `func`, `instance`, ...
std::string_view sort_name(Sort sort);

/// [Binary.md#instance-definitions] sortidx: an index in the space that its sort names.
struct SortIdx {
  Sort sort = Sort::func;
  u32 index = 0;
  friend bool operator==(const SortIdx&, const SortIdx&) = default;
};

}  // namespace touchstone::component
