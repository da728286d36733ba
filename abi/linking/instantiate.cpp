// Explainer.md "Component Definitions": see instantiate.hpp.
#include "abi/linking/instantiate.hpp"

#include "abi/linking/evaluation.hpp"

namespace touchstone::component {

InstanceItemPtr instantiate_component(Store& store, const ComponentItem& component, ComponentInstance* parent,
                                      const Supply& supply) {
  const Store::Nesting level(store);
  store.count_definitions(linking::instance_weight);
  return linking::Evaluation(store.add_instance(parent), component, supply).run();
}

}  // namespace touchstone::component

namespace touchstone::component::linking {

namespace {

Environment& new_environment(ComponentInstance& inst, const ComponentItem& component) {
  auto environment = std::make_shared<Environment>();
  environment->outer = component.outer;
  environment->component = component.component;
  inst.environment = environment;
  return *environment;
}

}  // namespace

Evaluation::Evaluation(ComponentInstance& instance, const ComponentItem& component, const Supply& supply)
    : store_(instance.store),
      inst_(instance),
      component_(*component.component),
      supply_(supply),
      environment_(new_environment(instance, component)) {}

// [Explainer.md#component-definitions]
InstanceItemPtr Evaluation::run() {
  store_.count_definitions(component_.definitions.size());
  for (std::size_t i = 0; i < component_.definitions.size(); ++i) define(i);
  return std::move(exports_);
}

void Evaluation::define(std::size_t i) {
  const auto& syntax = component_.component->definitions[i].is;
  std::visit(
      [&]<class V>(const V& valid) {
        if constexpr (std::is_same_v<V, ValidCoreModule>) core_module(valid);
        if constexpr (std::is_same_v<V, ValidCoreInstance>) core_instance(std::get<CoreInstance>(syntax));
        if constexpr (std::is_same_v<V, ValidNested>) {
          environment_.components.push_back({valid.component, &environment_});
        }
        if constexpr (std::is_same_v<V, ValidInstance>) instance(std::get<Instance>(syntax), valid);
        if constexpr (std::is_same_v<V, ValidAlias>) alias(std::get<Alias>(syntax), valid);
        if constexpr (std::is_same_v<V, ValidType>) type(valid);
        if constexpr (std::is_same_v<V, ValidCanon>) canon(std::get<Canon>(syntax), valid);
        if constexpr (std::is_same_v<V, ValidStart>) start(std::get<Start>(syntax), valid);
        if constexpr (std::is_same_v<V, ValidImport>) import_(std::get<Import>(syntax), valid);
        if constexpr (std::is_same_v<V, ValidExport>) export_(std::get<Export>(syntax), valid);
        if constexpr (std::is_same_v<V, ValidValue>) value(std::get<ValueDef>(syntax), valid);
      },
      component_.definitions[i]);
}

// ---- Index spaces

Item Evaluation::item(const SortIdx& what) {
  switch (what.sort) {
  case Sort::core_module: return environment_.core_modules[what.index];
  case Sort::func: return funcs_[what.index];
  case Sort::value: return std::move(values_[what.index]);  // validation: a value is used once
  case Sort::type: return environment_.types[what.index];
  case Sort::component: return environment_.components[what.index];
  case Sort::instance: return instances_[what.index];
  default: throw Crash("a definition of this sort is no item");
  }
}

void Evaluation::push(Item item) {
  std::visit(
      [&]<class I>(I& it) {
        if constexpr (std::is_same_v<I, CoreModuleItem>) environment_.core_modules.push_back(std::move(it));
        if constexpr (std::is_same_v<I, FuncInstPtr>) funcs_.push_back(std::move(it));
        if constexpr (std::is_same_v<I, ValueItem>) values_.push_back(std::move(it));
        if constexpr (std::is_same_v<I, TypeItem>) environment_.types.push_back(std::move(it));
        if constexpr (std::is_same_v<I, ComponentItem>) environment_.components.push_back(std::move(it));
        if constexpr (std::is_same_v<I, InstanceItemPtr>) instances_.push_back(std::move(it));
      },
      item);
}

wasm::ExternAddr Evaluation::core_item(const SortIdx& what) const {
  switch (what.sort) {
  case Sort::core_func: return core_funcs_[what.index];
  case Sort::core_table: return core_tables_[what.index];
  case Sort::core_memory: return core_memories_[what.index];
  case Sort::core_global: return core_globals_[what.index];
  case Sort::core_tag: return core_tags_[what.index];
  default: throw Crash("a definition of this sort is no export of a core instance");
  }
}

void Evaluation::push_core(Sort sort, const wasm::ExternAddr& addr) {
  switch (sort) {
  case Sort::core_func: return core_funcs_.push_back(std::get<wasm::FuncAddr>(addr));
  case Sort::core_table: return core_tables_.push_back(std::get<wasm::TableAddr>(addr));
  case Sort::core_memory: return core_memories_.push_back(std::get<wasm::MemAddr>(addr));
  case Sort::core_global: return core_globals_.push_back(std::get<wasm::GlobalAddr>(addr));
  case Sort::core_tag: return core_tags_.push_back(std::get<wasm::TagAddr>(addr));
  default: throw Crash("a core instance exports no definition of this sort");
  }
}

void Evaluation::bind_resources(const closed::ExternType& type, const Item& item) {
  const auto child = [](const Item& thing, const std::string& name) -> const Item& {
    return *std::get<InstanceItemPtr>(thing)->find(name);
  };
  closed::each_resource(type, item, child, [&](ResourceId id, const Item& thing) {
    inst_.resource_types.emplace(id, std::get<TypeItem>(thing).resource);
  });
}

}  // namespace touchstone::component::linking
