// Appendix 7.3, implementation limitations: counts and sizes of a module, see support/limits.hpp.
//
// Checked before anything else of a module, whichever format it came in, so that no door lets more through than another.
// What bounds a type, a body's operands or the locals of a function is checked where these are validated.
#include "interp/support/messages.hpp"
#include "interp/syntax/size.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::wasm {

namespace {

void at_most(u64 most, u64 count, Region at, std::string_view what) {
  if (count <= most) return;
  throw Invalid(at, phrase::over_limit, "#impl-syntax",
                ": " + std::to_string(count) + " " + std::string(what) + ", at most " + std::to_string(most));
}

/// The same for a list that follows `before` imported ones; the place is that of the first entry beyond.
template <class T>
void at_most(u64 most, const std::vector<T>& entries, std::string_view what, u64 before = 0) {
  const u64 count = before + entries.size();
  if (count <= most) return;
  at_most(most, count, entries.empty() ? Region{} : entries[most > before ? most - before : 0].at, what);
}

/// Bytes of the code: those it came in, or would take.
u64 body_size(const Module& module, const Func& func) {
  const bool binary = module.source != nullptr && module.source->kind() == Source::Kind::binary;
  return binary && func.at.end > func.at.begin ? func.at.end - func.at.begin : encoded_size(func);
}

}  // namespace

void limits_ok(const ImplementationLimits& limits, const Module& module) {
  at_most(limits.rec_groups, module.types, "recursive groups");
  u64 types = 0;
  for (const RecType& rec : module.types) {
    at_most(limits.rec_group_size, rec.subtypes.size(), rec.at, "types in one group");
    types += rec.subtypes.size();
    at_most(limits.types, types, rec.at, "types");
  }
  at_most(limits.imports, module.imports, "imports");
  at_most(limits.funcs, module.funcs, "functions");
  at_most(limits.tables, module.tables, "tables", module.import_count(ExternKind::table));
  at_most(limits.mems, module.mems, "memories", module.import_count(ExternKind::mem));
  at_most(limits.globals, module.globals, "globals");
  at_most(limits.tags, module.tags, "tags");
  at_most(limits.exports, module.exports, "exports");
  at_most(limits.elems, module.elems, "element segments");
  at_most(limits.datas, module.datas, "data segments");
  for (const Elem& elem : module.elems) {
    at_most(limits.elem_size, elem.init.size(), elem.at, "references in an element segment");
  }
  for (const Func& func : module.funcs) {
    at_most(limits.body_size, body_size(module, func), func.at, "bytes of code");
  }
}

}  // namespace touchstone::wasm
