// Explainer.md "Import and Export Definitions", at run time: see imports.hpp.
#include "abi/linking/imports.hpp"

#include <algorithm>

#include "abi/linking/reclose.hpp"
#include "abi/linking/type_text.hpp"
#include "abi/validation/messages.hpp"
#include "abi/validation/subtyping.hpp"

namespace touchstone::component {

namespace {

using linking::Reclose;
using validation::in_context;
using validation::Mismatch;

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

/// A function of the host's that is linked: its type is its importer's.
class HostFuncInst final : public FuncInst {
 public:
  HostFuncInst(closed::FuncTypePtr ft, const ComponentInstance& importer, HostCode code)
      : FuncInst(std::move(ft), &importer, Boundary::host), importer_(importer), code_(std::move(code)) {}

  OnCancel operator()(Call& call, ComponentInstance* caller) override {
    const auto resolving = std::make_shared<Resolving>(&call, type->async_ ? call.keep() : nullptr);
    OnCancel on_cancel = code_({importer_.store, caller}, call.on_start().vals(),
                               [ft = type, importer = &importer_, resolving](std::optional<std::vector<Val>> result) {
                                 if (resolving->call == nullptr)
                                   throw wasm::HostError("a host function gives a result to a call that is over");
                                 if (result) check(*ft, *importer, *result);
                                 const std::shared_ptr<Call> kept = std::move(resolving->kept);
                                 Call& resolved = *std::exchange(resolving->call, nullptr);
                                 if (!result) return resolved.on_resolve(nullptr);
                                 ValSource source(*std::move(result));
                                 resolved.on_resolve(&source);
                               });
    if (!type->async_ && std::exchange(resolving->call, nullptr) != nullptr) {
      throw wasm::HostError("a function whose type is not async has not returned");
    }
    if (!on_cancel) on_cancel = [](ComponentInstance*) {};
    return on_cancel;
  }

 private:
  /// The call until it is resolved or, if its type is not async, over.
  struct Resolving {
    Resolving(Call* of, std::shared_ptr<Call> shared) : call(of), kept(std::move(shared)) {}
    Call* call;
    std::shared_ptr<Call> kept;
  };

  static void check(const closed::FuncType& ft, const ComponentInstance& importer, const std::vector<Val>& result) {
    const std::size_t wanted = ft.result ? 1 : 0;
    std::optional<std::string> wrong;
    if (result.size() != wanted) {
      wrong = "expected " + std::to_string(wanted) + " results, got " + std::to_string(result.size());
    } else if (wanted == 1) {
      wrong =
          mismatch(result[0], ft.result, [&](ResourceId id) { return importer.resource_type(id); }, &importer.store);
    }
    if (wrong) throw wasm::HostError("result of a host function of type " + type_text(ft) + ": " + *wrong);
  }

  const ComponentInstance& importer_;
  HostCode code_;
};

/// Matches one import.
class Linking {
 public:
  explicit Linking(ComponentInstance& importer) : inst_(importer) {}

  /// `supplied` is null if there is nothing under the name. Throws Mismatch.
  Item match(const Supplied* supplied, const closed::ExternType& expected);

  // Of the innermost things that did not match, in words; empty if nothing was found.
  std::string expected_text;
  std::string found_text;

 private:
  /// Keeps the words if `match` throws.
  template <class Found, class Match>
  void beside(const Found& found, const closed::ExternType& wanted, Match&& match) {
    try {
      match();
    } catch (const Mismatch&) {
      expected_text = type_text(wanted);
      found_text = type_text(found);
      throw;
    }
  }
  Item match_instance(const Supplied& supplied, const closed::InstanceTypePtr& expected);
  Item match_host_func(const HostFuncItem& func, const closed::FuncTypePtr& expected);
  Item match_type(const TypeItem& found, const closed::DefType& expected);
  Item match_item(const Item& item, const closed::ExternType& expected);
  Item nothing(const closed::ExternType& expected);

  /// One identity for each run-time resource type.
  ResourceId identity(const RuntimeResourceTypePtr& rt) {
    ResourceId& id = identities_[rt.get()];
    if (id.value == 0) id = {fresh_identity()};
    return id;
  }
  Reclose reclose(const LiftLowerInstance* inst) {
    return {types_, [this, inst](ResourceId id) { return identity(inst->resource_type(id)); }};
  }
  Reclose expected() { return reclose(&inst_); }

  ComponentInstance& inst_;
  Types types_;
  std::unordered_map<const RuntimeResourceType*, ResourceId> identities_;
};

[[noreturn]] void other_sort(std::string_view found, const closed::ExternType& expected) {
  throw Mismatch{"expected " + std::string(sort_name(extern_sort(expected))) + ", found " + std::string(found), {}};
}

/// What may be left out: a type that is known, and an instance of nothing else.
Item Linking::nothing(const closed::ExternType& expected) {
  inst_.store.count_definitions(1);
  if (const auto* def = std::get_if<closed::DefType>(&expected)) {
    const auto* resource = std::get_if<closed::ResourceType>(def);
    const bool known = resource == nullptr || inst_.resource_types.contains(resource->id);
    if (known) return TypeItem{*def, resource == nullptr ? nullptr : inst_.resource_type(resource->id), &inst_};
  }
  if (const auto* instance = std::get_if<closed::InstanceTypePtr>(&expected)) {
    auto made = std::make_shared<InstanceItem>();
    for (const closed::Extern& e : (*instance)->exports.list) {
      in_context([&] { made->add(e.name->name, nothing(e.type)); },
                 [&] { return "instance export " + quoted(e.name->name); },
                 [&] { return "export " + quoted(e.name->name); });
    }
    return InstanceItemPtr(std::move(made));
  }
  throw Mismatch{"a matching implementation was not found in the linker", {}};
}

Item Linking::match(const Supplied* supplied, const closed::ExternType& expected) {
  inst_.store.count_definitions(1);
  if (supplied == nullptr) return nothing(expected);
  if (supplied->store) {
    const auto owner = supplied->store->lock();
    if (owner == nullptr) throw Mismatch{"it is an instance of a store that is gone", {}};
    if (owner != inst_.store.host_state) throw Mismatch{"it is an instance of another store", {}};
  }
  if (const auto* func = std::get_if<HostFuncItem>(&supplied->is)) {
    const auto* wanted = std::get_if<closed::FuncTypePtr>(&expected);
    if (wanted == nullptr) other_sort("func", expected);
    return match_host_func(*func, *wanted);
  }
  if (const auto* wanted = std::get_if<closed::InstanceTypePtr>(&expected)) return match_instance(*supplied, *wanted);
  const auto* item = std::get_if<Item>(&supplied->is);
  if (item == nullptr) other_sort("instance", expected);
  if (static_cast<std::size_t>(item->index()) != expected.index()) other_sort(sort_name(item_sort(*item)), expected);
  return match_item(*item, expected);
}

/// [Explainer.md#type-checking] Exports are matched in order, for types come before what speaks of them.
Item Linking::match_instance(const Supplied& supplied, const closed::InstanceTypePtr& expected) {
  const auto* tree = std::get_if<SuppliedInstancePtr>(&supplied.is);
  const auto* item = std::get_if<Item>(&supplied.is);
  const auto* instance = item != nullptr ? std::get_if<InstanceItemPtr>(item) : nullptr;
  if (tree == nullptr && instance == nullptr) other_sort(sort_name(item_sort(*item)), expected);
  auto made = std::make_shared<InstanceItem>();
  for (const closed::Extern& e : expected->exports.list) {
    const std::string& name = e.name->name;
    in_context(
        [&] {
          if (tree != nullptr) {
            const auto found = (*tree)->find(name);
            made->add(name, match(found == (*tree)->end() ? nullptr : &found->second, e.type));
          } else if (const Item* found = (*instance)->find(name)) {
            const Supplied child{*found};
            made->add(name, match(&child, e.type));
          } else {
            made->add(name, match(nullptr, e.type));
          }
        },
        [&] { return "type mismatch in instance export " + quoted(name); }, [&] { return "export " + quoted(name); });
  }
  return InstanceItemPtr(std::move(made));
}

Item Linking::match_host_func(const HostFuncItem& func, const closed::FuncTypePtr& expected_type) {
  if (func.make) {
    FuncInstPtr made;
    beside(*func.type, expected_type, [&] { made = func.make(expected_type, inst_); });
    return made;
  }
  if (func.type) {
    closed::FuncType found = *Reclose(types_, [&](ResourceId id) { return identity(func.resource(id)); })(func.type);
    const closed::FuncTypePtr wanted = expected()(expected_type);
    const std::size_t both = std::min(found.params.size(), wanted->params.size());
    for (std::size_t i = 0; i < both; ++i) found.params[i].label = wanted->params[i].label;
    beside(*func.type, expected_type,
           [&] { validation::match_functype(types_, types_.make(std::move(found)), wanted); });
  }
  return FuncInstPtr(std::make_shared<HostFuncInst>(expected_type, inst_, func.code));
}

/// A type import with a `sub` bound is met by any resource type; from there on it stands for that.
Item Linking::match_type(const TypeItem& found, const closed::DefType& expected_type) {
  const auto* wanted = std::get_if<closed::ResourceType>(&expected_type);
  if (wanted == nullptr) {
    validation::match_deftype(types_, reclose(found.inst)(found.type), expected()(expected_type));
    return found;
  }
  if (!found.resource) throw Mismatch{"expected resource, found " + std::string(describe(found.type)), {}};
  const auto [entry, is_new] = inst_.resource_types.try_emplace(wanted->id, found.resource);
  if (!is_new && entry->second != found.resource) throw Mismatch{"resource types are not the same", {}};
  return found;
}

Item Linking::match_item(const Item& item, const closed::ExternType& expected_type) {
  if (const auto* module = std::get_if<CoreModuleItem>(&item)) {
    const closed::ExternType found(module->type);
    beside(found, expected_type,
           [&] { validation::match_moduletype(types_, module->type, std::get<closed::ModuleTypePtr>(expected_type)); });
  } else if (const auto* func = std::get_if<FuncInstPtr>(&item)) {
    const auto& wanted = std::get<closed::FuncTypePtr>(expected_type);
    beside(*(*func)->type, expected_type,
           [&] { validation::match_functype(types_, reclose((*func)->inst)((*func)->type), expected()(wanted)); });
  } else if (const auto* value = std::get_if<ValueItem>(&item)) {
    const auto& wanted = std::get<closed::ValueType>(expected_type);
    if (value->type) validation::match_valtype(reclose(value->inst)(value->type), expected()(wanted.type));
    const auto wrong = mismatch(value->value, wanted.type, [this](ResourceId id) { return inst_.resource_type(id); });
    if (wrong) throw Mismatch{*wrong, {}};
  } else if (const auto* type = std::get_if<TypeItem>(&item)) {
    return match_type(*type, std::get<closed::DefType>(expected_type));
  } else {
    const auto& component = std::get<ComponentItem>(item);
    Reclose reclose_found(types_, [](ResourceId id) { return id; });
    const closed::ExternType found(component.component->type);
    beside(found, expected_type, [&] {
      validation::match_componenttype(types_, reclose_found(component.component->type),
                                      expected()(std::get<closed::ComponentTypePtr>(expected_type)));
    });
  }
  return item;
}

Region region_of(const Import& import, const Component& component) {
  for (const Definition& definition : component.definitions) {
    if (std::get_if<Import>(&definition.is) == &import) return definition.at;
  }
  return component.at;
}

}  // namespace

FuncInstPtr make_host_func(const closed::FuncTypePtr& type, const ComponentInstance& importer, HostCode code) {
  return std::make_shared<HostFuncInst>(type, importer, std::move(code));
}

Item supply_import(const SuppliedInstance& supplies, const Import& import, const ValidImport& valid,
                   ComponentInstance& inst) {
  const auto found = supplies.find(import.name.name);
  const Supplied* supplied = found == supplies.end() ? nullptr : &found->second;
  Linking linking(inst);
  try {
    return linking.match(supplied, valid.type);
  } catch (const Mismatch& mismatch) {
    const std::string sort(sort_name(extern_sort(valid.type)));
    const Component& component = *inst.environment->component->component;
    Unlinkable error(region_of(import, component), Phrase("component imports"),
                     "Explainer.md#import-and-export-definitions",
                     " " + sort + " " + quoted(import.name.name) + ", but " + mismatch.message);
    error.path = mismatch.path;
    error.source = component.source;
    if (linking.expected_text.empty()) linking.expected_text = type_text(valid.type);
    error.notes.push_back("expected: " + linking.expected_text);
    if (!linking.found_text.empty()) error.notes.push_back("found: " + linking.found_text);
    throw error;
  }
}

}  // namespace touchstone::component
