// Explainer.md "Alias Definitions", "Type Definitions", "Canonical Definitions", "Start Definitions", "Value Definitions",
// "Import and Export Definitions".
#include "abi/linking/evaluation.hpp"

namespace touchstone::component::linking {

// [Explainer.md#alias-definitions]
void Evaluation::alias(const Alias& alias, const ValidAlias&) {
  if (const auto* target = std::get_if<Alias::Export>(&alias.target)) {
    push(*instances_[target->instance.value]->find(target->name));
  } else if (const auto* core = std::get_if<Alias::CoreExport>(&alias.target)) {
    push_core(alias.sort, core_instances_[core->instance.value]->at(core->name));
  } else {
    const auto& outer = std::get<Alias::Outer>(alias.target);
    const Environment& found = environment_.enclosing(outer.count);
    if (alias.sort == Sort::core_module) push(found.core_modules[outer.index]);
    if (alias.sort == Sort::component) push(found.components[outer.index]);
    if (alias.sort == Sort::type) push(found.types[outer.index]);
    // Core types are types only: validation has resolved all that refers to them.
  }
}

// [Explainer.md#type-definitions] "each time a component is instantiated, fresh resource types are generated"
void Evaluation::type(const ValidType& valid) {
  TypeItem made{valid.type, nullptr, &inst_};
  if (valid.defines) {
    wasm::FuncAddr dtor = valid.dtor ? core_funcs_[valid.dtor->value] : nullptr;
    made.resource = std::make_shared<RuntimeResourceType>(inst_, dtor, valid.rep.kind);
    inst_.resource_types.emplace(*valid.defines, made.resource);
  } else if (const auto* resource = std::get_if<closed::ResourceType>(&valid.type)) {
    made.resource = inst_.resource_type(resource->id);
  }
  push(std::move(made));
}

CanonOperands Evaluation::operands(const Canon& canon, const ValidCanon& valid) const {
  CanonOperands out;
  const auto func = [&](const std::optional<CoreFuncIdx>& index) {
    return index ? core_funcs_[index->value] : nullptr;
  };
  if (valid.op == CanonOp::lift) out.core_func = core_funcs_[canon.core_func.value];
  if (valid.op == CanonOp::lower) out.func = funcs_[canon.func.value];
  if (valid.options.memory) out.memory = core_memories_[valid.options.memory->value];
  out.realloc = func(valid.options.realloc);
  out.post_return = func(valid.options.post_return);
  out.callback = func(valid.options.callback);
  const CanonImm immediates = info(valid.op).immediates;
  if (immediates == CanonImm::memory_cancel) out.memory = core_memories_[canon.memory.value];
  if (immediates == CanonImm::type_table || immediates == CanonImm::shared_type_table) {
    out.table = core_tables_[canon.core_table.value];
  }
  return out;
}

// [Explainer.md#canonical-definitions]
void Evaluation::canon(const Canon& canon, const ValidCanon& valid) {
  const CanonOperands with = operands(canon, valid);
  if (valid.op == CanonOp::lift) {
    funcs_.push_back(make_lifted_func(inst_, valid, with));
  } else {
    core_funcs_.push_back(make_core_func(inst_, canon, valid, with));
  }
}

// [Explainer.md#-start-definitions] The host calls, since nobody else does.
void Evaluation::start(const Start& start, const ValidStart& valid) {
  std::vector<Val> args;
  for (const ValueIdx arg : start.args) args.push_back(std::move(values_[arg.value].value));
  std::optional<std::vector<Val>> result;
  const auto call = std::make_shared<ValCall>(
      [&] { return std::move(args); }, [&](std::optional<std::vector<Val>> resolved) { result = std::move(resolved); });
  store_.invoke_start(*funcs_[start.func.value], *call, [&] { return result.has_value(); });
  for (Val& value : *result) values_.push_back({std::move(value), valid.func->result, &inst_});
}

// [Explainer.md#import-and-export-definitions] import
void Evaluation::import_(const Import& import, const ValidImport& valid) {
  const Item given = as_type(store_, supply_(import, valid, inst_), valid.type);
  if (!valid.resources.empty()) bind_resources(valid.type, given);
  push(given);
}

// [Explainer.md#import-and-export-definitions] export. It has an index of its own; where a type is ascribed, with resource
// types of its own that stand for what they are ascribed to.
void Evaluation::export_(const Export& e, const ValidExport& valid) {
  Item exported = item(e.what);
  if (e.type) exported = as_type(store_, exported, valid.type);
  if (!valid.resources.empty()) bind_resources(valid.type, exported);
  exports_->add(e.name.name, exported);
  push(std::move(exported));
}

// [Explainer.md#-value-definitions]
void Evaluation::value(const ValueDef& value, const ValidValue& valid) {
  values_.push_back({decode_value(value.bytes, valid.type), valid.type, &inst_});
}

namespace {

bool same_exports(Store& store, const InstanceItem& instance, const closed::InstanceType& type) {
  store.count_definitions(type.exports.list.size());
  if (instance.exports().size() != type.exports.list.size()) return false;
  for (const closed::Extern& e : type.exports.list) {
    const auto* inner = std::get_if<closed::InstanceTypePtr>(&e.type);
    if (inner != nullptr && !same_exports(store, *std::get<InstanceItemPtr>(*instance.find(e.name->name)), **inner))
      return false;
  }
  return true;
}

}  // namespace

// [Explainer.md#type-checking] Subtyping lets an instance export more than its type says.
Item as_type(Store& store, const Item& item, const closed::ExternType& type) {
  const auto* wanted = std::get_if<closed::InstanceTypePtr>(&type);
  if (wanted == nullptr) return item;
  const auto& instance = std::get<InstanceItemPtr>(item);
  if (same_exports(store, *instance, **wanted)) return item;
  auto narrowed = std::make_shared<InstanceItem>();
  for (const closed::Extern& e : (*wanted)->exports.list) {
    narrowed->add(e.name->name, as_type(store, *instance->find(e.name->name), e.type));
  }
  return InstanceItemPtr(std::move(narrowed));
}

}  // namespace touchstone::component::linking
