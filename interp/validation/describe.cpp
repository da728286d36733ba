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

namespace {

/// The map that an index is looked up in.
const NameMap* names_of(FuncIdx, const Names& names, u32) { return &names.funcs; }
const NameMap* names_of(TypeIdx, const Names& names, u32) { return &names.types; }
const NameMap* names_of(TableIdx, const Names& names, u32) { return &names.tables; }
const NameMap* names_of(MemIdx, const Names& names, u32) { return &names.mems; }
const NameMap* names_of(GlobalIdx, const Names& names, u32) { return &names.globals; }
const NameMap* names_of(TagIdx, const Names& names, u32) { return &names.tags; }
const NameMap* names_of(ElemIdx, const Names& names, u32) { return &names.elems; }
const NameMap* names_of(DataIdx, const Names& names, u32) { return &names.datas; }
const NameMap* names_of(LabelIdx, const Names&, u32) { return nullptr; }
const NameMap* names_of(LocalIdx, const Names& names, u32 func) {
  const auto found = names.locals.find(func);
  return found == names.locals.end() ? nullptr : &found->second;
}

}  // namespace

std::string describe_instr(const Instr& instr, const Names* names, u32 func) {
  std::string out(info(instr.op).text);
  std::visit(
      [&](const auto& imm) {
        if constexpr (requires { names_of(imm, *names, func); }) {
          out += " " + describe_index(names == nullptr ? nullptr : names_of(imm, *names, func), imm.value);
        }
      },
      instr.imm);
  return out;
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
