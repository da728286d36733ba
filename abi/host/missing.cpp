// What a linker lacks: see missing.hpp.
#include "abi/host/missing.hpp"

#include <algorithm>
#include <numeric>

#include "abi/host/engine.hpp"

namespace touchstone::component::host {

namespace {

/// How many letters must be changed, added or left out, or two neighbours exchanged.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before = std::exchange(last, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), last[j] + 1, row[j - 1] + 1});
      const bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (exchanged) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

/// `wasi:cli/stdout` of `wasi:cli/stdout@0.2.0`
std::string_view without_version(std::string_view name) { return name.substr(0, name.find('@')); }

bool nearly(std::string_view wanted, std::string_view found) {
  constexpr std::size_t longest = 200;  // names that are longer are hostile, not misspelt
  if (wanted.size() > longest || found.size() > longest) return false;
  if (without_version(wanted) == without_version(found)) return true;
  return edit_distance(wanted, found) <= std::max<std::size_t>(1, wanted.size() / 5);
}

std::string near_names(const SuppliedInstance& supplies, std::string_view wanted) {
  std::vector<std::string> names;
  for (const auto& [name, supplied] : supplies) names.push_back(name);
  return host::near_names(names, wanted);
}

/// The exports of an import that is an instance; null for another.
const closed::InstanceType* instance_type(const closed::ExternType& type) {
  const auto* instance = std::get_if<closed::InstanceTypePtr>(&type);
  return instance != nullptr ? instance->get() : nullptr;
}

/// Whether nothing need be supplied: a type that is known, or an instance of nothing else.
bool optional_import(const closed::ExternType& type) {
  if (const auto* def = std::get_if<closed::DefType>(&type)) return !std::holds_alternative<closed::ResourceType>(*def);
  const closed::InstanceType* instance = instance_type(type);
  return instance != nullptr && std::all_of(instance->exports.list.begin(), instance->exports.list.end(),
                                            [](const closed::Extern& e) { return optional_import(e.type); });
}

class Missing {
 public:
  std::vector<std::string> notes;

  void look(const SuppliedInstance& supplies, const closed::Externs& imports, const std::string& inside) {
    constexpr std::size_t most = 50;
    for (const closed::Extern& e : imports.list) {
      if (notes.size() >= most) return;
      const std::string& name = e.name->name;
      const auto found = supplies.find(name);
      if (found == supplies.end()) {
        if (!optional_import(e.type)) say(supplies, e, inside);
      } else if (const auto* tree = std::get_if<SuppliedInstancePtr>(&found->second.is)) {
        if (const auto* instance = instance_type(e.type))
          look(**tree, instance->exports, " of instance `" + name + "`");
      }
    }
  }

 private:
  void say(const SuppliedInstance& supplies, const closed::Extern& e, const std::string& inside) {
    std::string note = "missing: " + std::string(sort_name(extern_sort(e.type))) + " `" + e.name->name + "`" + inside;
    if (const std::string near = near_names(supplies, e.name->name); !near.empty()) note += "; there is " + near;
    notes.push_back(std::move(note));
  }
};

Supplied trapping(const std::string& name, const std::string& inside) {
  HostFuncItem item;
  item.code = [what = ": `" + name + "`" + inside](auto&&...) -> OnCancel {
    trap(Why::unknown_import, "Explainer.md#import-and-export-definitions", Boundary::host, what);
  };
  return {std::move(item)};
}

void define_missing(SuppliedInstance& supplies, const closed::Externs& imports, const std::string& inside) {
  for (const closed::Extern& e : imports.list) {
    const std::string& name = e.name->name;
    const auto found = supplies.find(name);
    if (const closed::InstanceType* instance = instance_type(e.type)) {
      if (found == supplies.end()) supplies[name].is = std::make_shared<SuppliedInstance>();
      if (const auto* tree = std::get_if<SuppliedInstancePtr>(&supplies[name].is)) {
        define_missing(**tree, instance->exports, " of instance `" + name + "`");
      }
    } else if (found != supplies.end()) {
      continue;
    } else if (std::holds_alternative<closed::FuncTypePtr>(e.type)) {
      supplies[name] = trapping(name, inside);
    } else if (const auto* def = std::get_if<closed::DefType>(&e.type)) {
      if (!std::holds_alternative<closed::ResourceType>(*def)) continue;
      supplies[name].is = Item(TypeItem{closed::DefType(closed::ResourceType()), make_resource(), nullptr});
    }
  }
}

}  // namespace

std::string near_names(std::span<const std::string> names, std::string_view wanted) {
  std::string all;
  for (const std::string& name : names) {
    if (nearly(wanted, name)) all += (all.empty() ? "`" : ", `") + name + "`";
  }
  return all;
}

std::vector<std::string> missing_imports(const SuppliedInstance& supplies, const closed::ComponentType& component) {
  Missing missing;
  missing.look(supplies, component.imports, "");
  return std::move(missing.notes);
}

void define_missing_as_traps(SuppliedInstance& supplies, const closed::ComponentType& component) {
  define_missing(supplies, component.imports, "");
}

}  // namespace touchstone::component::host
