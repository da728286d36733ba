// 2.5 Modules: see modules.hpp.
#include "interp/syntax/modules.hpp"

#include <algorithm>

namespace touchstone::wasm {

bool Names::empty() const { return *this == Names{}; }

u32 Module::type_count() const {
  u32 count = 0;
  for (const RecType& rec : types) count += static_cast<u32>(rec.subtypes.size());
  return count;
}

u32 Module::import_count(ExternKind kind) const {
  return static_cast<u32>(std::count_if(imports.begin(), imports.end(),
                                        [kind](const Import& import) { return extern_kind(import.type) == kind; }));
}

const SubType* subtype_at(const Module& module, TypeIdx x) {
  u32 left = x.value;
  for (const RecType& rec : module.types) {
    if (left < rec.subtypes.size()) return &rec.subtypes[left];
    left -= static_cast<u32>(rec.subtypes.size());
  }
  return nullptr;
}

}  // namespace touchstone::wasm
