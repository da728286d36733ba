// What a function is called, as far as its type tells: see func_names.hpp.
#include "abi/linking/func_names.hpp"

#include <vector>

#include "abi/linking/items.hpp"

namespace touchstone::component {

namespace {

void collect(const closed::Externs& externs, const closed::FuncTypePtr& type, const std::string& prefix,
             std::vector<std::string>& names) {
  for (const closed::Extern& e : externs.list) {
    if (const auto* func = std::get_if<closed::FuncTypePtr>(&e.type); func != nullptr && *func == type) {
      names.push_back(prefix + e.name->name);
    } else if (const auto* instance = std::get_if<closed::InstanceTypePtr>(&e.type)) {
      collect((*instance)->exports, type, e.name->name + "#", names);
    }
  }
}

}  // namespace

std::string func_name(const ComponentInstance& inst, closed::Externs closed::ComponentType::* externs,
                      const closed::FuncTypePtr& type) {
  if (inst.environment == nullptr || inst.environment->component == nullptr) return {};
  std::vector<std::string> names;
  collect((*inst.environment->component->type).*externs, type, {}, names);
  return names.size() == 1 ? names.front() : std::string();
}

}  // namespace touchstone::component
