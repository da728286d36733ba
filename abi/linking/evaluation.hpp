// Explainer.md "Index Spaces": an instance while its definitions are evaluated.
//
// One array for each index space. Of what they hold the instance keeps only what outer aliases may refer to (Environment)
// and what its resource types stand for; the rest lives in what refers to it.
#pragma once

#include "abi/builtins/canon.hpp"
#include "abi/linking/instantiate.hpp"

namespace touchstone::component::linking {

/// How many definitions an instance counts as, for the store's limit.
inline constexpr u64 instance_weight = 100;

/// A core instance: its exports by name.
using CoreExports = std::unordered_map<std::string_view, wasm::ExternAddr>;
using CoreExportsPtr = std::shared_ptr<const CoreExports>;

/// Evaluates the definitions of one component, in order.
class Evaluation {
 public:
  Evaluation(ComponentInstance& instance, const ComponentItem& component, const Supply& supply);

  /// All definitions. @return what the component exports
  InstanceItemPtr run();

 private:
  // Definitions, by the sections of Explainer.md; each has a file.
  void core_module(const ValidCoreModule& valid) { environment_.core_modules.push_back(valid); }
  void core_instance(const CoreInstance& instance);
  void instance(const Instance& instance, const ValidInstance& valid);
  void alias(const Alias& alias, const ValidAlias& valid);
  void type(const ValidType& valid);
  void canon(const Canon& canon, const ValidCanon& valid);
  void start(const Start& start, const ValidStart& valid);
  void import_(const Import& import, const ValidImport& valid);
  void export_(const Export& e, const ValidExport& valid);
  void value(const ValueDef& value, const ValidValue& valid);

  void define(std::size_t i);
  CoreExportsPtr instantiate_module(const CoreInstance::Instantiate& instantiate);
  CoreExportsPtr inline_core_exports(const CoreInstance::Exports& exports) const;
  wasm::ExternAddr core_item(const SortIdx& what) const;
  void push_core(Sort sort, const wasm::ExternAddr& addr);
  /// What a sort and an index stand for.
  Item item(const SortIdx& what);
  /// Adds to the index space of its sort.
  void push(Item item);
  /// Gives the resource types that `type` introduces the meaning that they have in `item`.
  void bind_resources(const closed::ExternType& type, const Item& item);
  CanonOperands operands(const Canon& canon, const ValidCanon& valid) const;

  Store& store_;
  ComponentInstance& inst_;
  const ValidComponent& component_;
  const Supply& supply_;
  Environment& environment_;  // the index spaces of core modules, components and types

  std::vector<wasm::FuncAddr> core_funcs_;
  std::vector<wasm::TableAddr> core_tables_;
  std::vector<wasm::MemAddr> core_memories_;
  std::vector<wasm::GlobalAddr> core_globals_;
  std::vector<wasm::TagAddr> core_tags_;
  std::vector<CoreExportsPtr> core_instances_;
  std::vector<FuncInstPtr> funcs_;
  std::vector<ValueItem> values_;
  std::vector<InstanceItemPtr> instances_;

  std::shared_ptr<InstanceItem> exports_ = std::make_shared<InstanceItem>();
};

/// An item as its user sees it who gave it this type: an instance with the exports of the type only.
Item as_type(Store& store, const Item& item, const closed::ExternType& type);

/// [Binary.md#-value-definitions] The value that `bytes` encode, which validation has read.
Val decode_value(std::string_view bytes, const closed::ValType& type);

}  // namespace touchstone::component::linking
