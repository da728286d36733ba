// Explainer.md "Index Spaces": what the definitions of a component evaluate to when it is instantiated.
//
// An *item* is what an index of one of the six sorts that can be imported and exported stands for. Modules and components
// are values like the others: a component carries the environment that its outer aliases refer to. An instance is its
// exports, by name; nothing else of it can be reached from outside.
//
// Not in the sources: a type is kept together with the instance whose resource types it speaks of, and a value with its
// type. A component that was defined inside another is good for as long as the store in which that other lives.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "abi/runtime/func.hpp"
#include "abi/runtime/resource.hpp"
#include "abi/validation/components.hpp"

namespace touchstone::component {

struct Environment;
class InstanceItem;
using InstanceItemPtr = std::shared_ptr<const InstanceItem>;

/// A core module: what validation knows of it is all that instantiation needs.
using CoreModuleItem = ValidCoreModule;

/// A value (gated).
struct ValueItem {
  Val value;
  closed::ValType type;
  const LiftLowerInstance* inst = nullptr;  ///< what the resource types in `type` are variables of; may be null
};

/// A type. A resource type has a run-time resource type; any other is as validation closed it.
struct TypeItem {
  closed::DefType type;
  RuntimeResourceTypePtr resource;          ///< null for other types
  const LiftLowerInstance* inst = nullptr;  ///< what the resource types in `type` are variables of; may be null
};

/// A component, with the instance that it was defined in: "closures" of Explainer.md's outer aliases.
struct ComponentItem {
  std::shared_ptr<const ValidComponent> component;
  const Environment* outer = nullptr;  ///< null for an outermost component
};

/// In the order of closed::ExternType.
using Item = std::variant<CoreModuleItem, FuncInstPtr, ValueItem, TypeItem, ComponentItem, InstanceItemPtr>;

/// The sort of an item.
inline Sort item_sort(const Item& item) {
  constexpr Sort sorts[] = {Sort::core_module, Sort::func, Sort::value, Sort::type, Sort::component, Sort::instance};
  return sorts[item.index()];
}

/// An instance: its exports, in order and by name.
class InstanceItem {
 public:
  struct Export {
    std::string name;
    Item item;
  };

  void add(std::string name, Item item) {
    by_name_.emplace(name, exports_.size());
    exports_.push_back({std::move(name), std::move(item)});
  }
  const std::vector<Export>& exports() const { return exports_; }
  const Item* find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &exports_[found->second].item;
  }

 private:
  std::vector<Export> exports_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

/// What outer aliases of a component's own components refer to. It grows with the definitions of an instance, which keeps
/// it: an alias refers to something that was there before the component that contains it.
struct Environment {
  const Environment* outer = nullptr;
  std::shared_ptr<const ValidComponent> component;  ///< owns the core types of functions that are made
  std::vector<CoreModuleItem> core_modules;
  std::vector<ComponentItem> components;
  std::vector<TypeItem> types;

  /// The environment that `count` of an outer alias names; 0 is this one.
  const Environment& enclosing(u32 count) const {
    const Environment* found = this;
    for (; count > 0; --count) found = found->outer;
    return *found;
  }
};

}  // namespace touchstone::component
