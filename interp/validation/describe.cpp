// Closed types in words: see describe.hpp.
#include "interp/validation/describe.hpp"

#include <algorithm>

namespace touchstone::wasm {

std::string describe_index(const NameMap* names, u32 index) {
  if (names != nullptr) {
    const auto found = names->find(index);
    if (found != names->end()) return "$" + found->second;
  }
  return std::to_string(index);
}

std::string out_of_bounds(u32 index, std::size_t count, std::string_view space) {
  return " " + std::to_string(index) + ": " + std::string(space) + " index out of bounds (" +
         (count == 1 ? "there is 1)" : "there are " + std::to_string(count) + ")");
}

std::string describe_type(const Context& context, const Names* names, const ValType& type) {
  if (type.kind == ValKind::bot) return "_";
  if (!type.is_ref()) return to_string(type);
  if (type.heap.kind == HeapKind::bot) return type.null ? "(ref null _)" : "(ref _)";
  if (type.heap.kind != HeapKind::def) return to_string(type);
  const auto found = std::find(context.types.begin(), context.types.end(), type.heap.def);
  if (found == context.types.end()) return to_string(type);
  const auto index = static_cast<u32>(found - context.types.begin());
  std::string word = describe_index(names == nullptr ? nullptr : &names->types, index);
  if (type.heap.exact) word = "(exact " + word + ")";
  return (type.null ? "(ref null " : "(ref ") + word + ")";
}

std::string describe_types(const Context& context, const Names* names, std::span<const ValType> types) {
  // An error in a function with a thousand results should still be read.
  constexpr std::size_t shown = 40;
  std::string out = "[";
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (i != 0) out += " ";
    if (i == shown) return out + "and " + std::to_string(types.size() - shown) + " more]";
    out += describe_type(context, names, types[i]);
  }
  return out + "]";
}

}  // namespace touchstone::wasm
