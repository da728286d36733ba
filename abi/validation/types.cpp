// Explainer.md "Type Checking": closed types; see types.hpp and factory.hpp.
//
// Choice: (X10) `contains` of definitions.py knows no flags and no error contexts; they contain nothing.
#include "abi/validation/types.hpp"

#include <algorithm>
#include <atomic>
#include <set>

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/layout.hpp"
#include "abi/validation/factory.hpp"
#include "abi/validation/messages.hpp"

namespace touchstone::component {

using closed::DefType;
using closed::Facts;
using closed::Part;
using closed::TypeKind;

Identity fresh_identity() {
  static std::atomic<Identity> last{0};
  return ++last;
}

namespace {

u32 saturating(u64 size) { return static_cast<u32>(std::min<u64>(size, ~u32{0})); }

void widen(Facts& whole, u32 depth, u32 size, Identity greatest, Identity least_resource) {
  whole.depth = std::max(whole.depth, depth + 1);
  whole.size = saturating(u64{whole.size} + size);
  whole.greatest = std::max(whole.greatest, greatest);
  if (least_resource != 0 && (whole.least_resource == 0 || least_resource < whole.least_resource)) {
    whole.least_resource = least_resource;
  }
}

std::size_t mix(std::size_t seed, std::size_t value) {
  return seed ^ (value + 0x9E37'79B9'7F4A'7C15U + (seed << 6U) + (seed >> 2U));
}

std::size_t hash_shape(const closed::DefValType& t) {
  std::size_t h = mix(static_cast<std::size_t>(t.kind), t.length.value_or(0));
  h = mix(h, t.resource.id.value);
  for (const Part& part : t.parts) {
    h = mix(h, std::hash<std::string>{}(part.label));
    h = mix(h, part.type ? std::hash<const void*>{}(part.type->shape) : 0);
  }
  return h;
}

/// Equality one level deep: parts by their representatives.
bool same_shape(const closed::DefValType& a, const closed::DefValType& b) {
  return a.kind == b.kind && a.length == b.length && a.resource.id == b.resource.id &&
         std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                    [](const Part& x, const Part& y) { return x.label == y.label && x.type == y.type; });
}

}  // namespace

void include(Facts& whole, const closed::ValType& part) {
  if (!part) return;
  widen(whole, part->depth, part->size, std::max(part->greatest, part.name), part->least_resource);
}

namespace {

void include(Facts& whole, const Facts& part) {
  widen(whole, part.depth, part.size, part.greatest, part.least_resource);
}

void include(Facts& whole, const DefType& part) {
  if (const auto* resource = std::get_if<closed::ResourceType>(&part)) {
    widen(whole, 1, 1, std::max(resource->id.value, resource->name), resource->id.value);
  } else if (const auto* value = std::get_if<closed::ValType>(&part)) {
    component::include(whole, *value);
  } else if (const auto* func = std::get_if<closed::FuncTypePtr>(&part)) {
    include(whole, **func);
  } else if (const auto* component = std::get_if<closed::ComponentTypePtr>(&part)) {
    include(whole, **component);
  } else {
    include(whole, *std::get<closed::InstanceTypePtr>(part));
  }
}

/// Resource types that a binder binds are not free in it. They are younger than those that are free.
void bind(Facts& whole, Identity oldest_bound) {
  if (whole.least_resource >= oldest_bound) whole.least_resource = 0;
}

}  // namespace

void include(Facts& whole, const closed::ExternType& part) {
  if (const auto* module = std::get_if<closed::ModuleTypePtr>(&part)) {
    widen(whole, 1, saturating(1 + (*module)->imports.size() + (*module)->exports.size()), 0, 0);
  } else if (const auto* func = std::get_if<closed::FuncTypePtr>(&part)) {
    include(whole, static_cast<const Facts&>(**func));
  } else if (const auto* value = std::get_if<closed::ValueType>(&part)) {
    include(whole, value->type);
    whole.greatest = std::max(whole.greatest, value->id);
  } else if (const auto* type = std::get_if<DefType>(&part)) {
    include(whole, *type);
  } else if (const auto* component = std::get_if<closed::ComponentTypePtr>(&part)) {
    include(whole, static_cast<const Facts&>(**component));
  } else {
    include(whole, static_cast<const Facts&>(*std::get<closed::InstanceTypePtr>(part)));
  }
}

Identity oldest(const std::vector<ResourceId>& bound) {
  return bound.empty() ? ~Identity{0} : std::min_element(bound.begin(), bound.end())->value;
}

Types::Types() {
  for (u32 i = 0; i < primitives_.size(); ++i) {
    closed::DefValType type;
    type.kind = static_cast<TypeKind>(i);
    primitives_[i] = make(std::move(type));
  }
}

void Types::charge(u64 units) {
  charged_ += units;
  if (charged_ > closed::size_limit) {
    throw Invalid(at, phrase::effective_type_size, "Explainer.md#type-checking",
                  " of " + std::to_string(closed::size_limit) + " by substitution");
  }
}

void Types::check(const Facts& facts) const {
  if (facts.depth > closed::depth_limit) {
    throw Invalid(at, phrase::nesting_too_deep, "Binary.md#type-definitions",
                  ": types nest more than " + std::to_string(closed::depth_limit) + " deep");
  }
  if (facts.size > closed::size_limit) {
    throw Invalid(at, phrase::effective_type_size, "Binary.md#type-definitions",
                  " of " + std::to_string(closed::size_limit) + ": found " + std::to_string(facts.size));
  }
}

closed::DefValType Types::facts(closed::DefValType t) const {
  Facts whole;
  if (t.resource.id.value != 0) {
    widen(whole, 0, 0, std::max(t.resource.id.value, t.resource.name), t.resource.id.value);
  }
  const bool async_value = t.kind == TypeKind::stream || t.kind == TypeKind::future;
  t.contains_borrow = t.kind == TypeKind::borrow;
  t.contains_async_value = async_value;
  t.contains_pointer = t.kind == TypeKind::string || t.kind == TypeKind::map || (t.kind == TypeKind::list && !t.length);
  for (const Part& part : t.parts) {
    include(whole, part.type);
    if (!part.type) continue;
    t.contains_borrow |= part.type->contains_borrow;
    t.contains_async_value |= part.type->contains_async_value;
    t.contains_pointer |= !async_value && part.type->contains_pointer;
  }
  whole.size = saturating(u64{whole.size} + (is_nameable(t.kind) ? t.parts.size() : 0));
  check(whole);
  t.depth = whole.depth;
  t.size = whole.size;
  t.greatest = whole.greatest;
  t.least_resource = whole.least_resource;
  for (const auto ptr_type : {wasm::AddrType::i32, wasm::AddrType::i64}) {
    closed::Layout& layout = t.layouts[static_cast<u32>(ptr_type)];
    layout = layout_of(t, ptr_type);
    layout.flat = flat_of(t, ptr_type);
  }
  t.block = block_of(t);
  return t;
}

closed::ValType Types::make(closed::DefValType type, Identity name) {
  constexpr u64 most = u64{1} << 28U;
  auto made = std::make_shared<closed::DefValType>(facts(std::move(type)));
  if (const u64 size = made->layout(wasm::AddrType::i64).elem_size; size >= most) {
    throw Invalid(at, phrase::type_size, "Binary.md#type-definitions",
                  " exceeds maximum byte size: a value of this type takes " + std::to_string(size) +
                      " bytes in a memory with i64 addresses, and at most " + std::to_string(most - 1) +
                      " are allowed");
  }
  const std::size_t h = hash_shape(*made);
  const auto [begin, end] = shapes_.equal_range(h);
  const auto found = std::find_if(begin, end, [&](const auto& entry) { return same_shape(*entry.second, *made); });
  if (found != end) {
    made->shape = found->second.get();
    made->kept = found->second;
    made_.push_back(made);
  } else {
    made->shape = made.get();
    shapes_.emplace(h, made);
  }
  return {std::move(made), name};
}

closed::FuncTypePtr Types::make(closed::FuncType type) {
  static_cast<Facts&>(type) = {};
  for (const Part& param : type.params) {
    include(type, param.type);
    type.params_contain_pointer |= param.type->contains_pointer;
  }
  include(type, type.result);
  check(type);
  for (const auto ptr_type : {wasm::AddrType::i32, wasm::AddrType::i64}) {
    type.flat_params[static_cast<u32>(ptr_type)] = flatten_types(std::span<const Part>(type.params), ptr_type);
  }
  auto made = std::make_shared<const closed::FuncType>(std::move(type));
  made_.push_back(made);
  return made;
}

closed::InstanceTypePtr Types::make(closed::InstanceType type) {
  static_cast<Facts&>(type) = {};
  for (const closed::Extern& e : type.exports.list) include(type, e.type);
  bind(type, oldest(type.bound));
  check(type);
  return std::make_shared<const closed::InstanceType>(std::move(type));
}

closed::ComponentTypePtr Types::make(closed::ComponentType type) {
  static_cast<Facts&>(type) = {};
  for (const closed::Extern& i : type.imports.list) include(type, i.type);
  for (const closed::Extern& e : type.exports.list) include(type, e.type);
  bind(type, std::min(oldest(type.imported), oldest(type.defined)));
  check(type);
  return std::make_shared<const closed::ComponentType>(std::move(type));
}

closed::InstanceTypePtr Types::plain_instance(const closed::ComponentTypePtr& type) {
  closed::InstanceTypePtr& instance = plain_instances_[type];
  if (!instance) {
    closed::InstanceType made;
    made.exports = type->exports;
    instance = make(std::move(made));
  }
  return instance;
}

closed::Externs Types::externs(std::vector<closed::Extern> list) {
  auto table = std::make_shared<std::unordered_map<std::string_view, u32>>();
  table->reserve(list.size());
  for (u32 i = 0; i < list.size(); ++i) table->emplace(list[i].name->name, i);
  return {std::move(list), std::move(table)};
}

}  // namespace touchstone::component

namespace touchstone::component::closed {

namespace {

constexpr std::array<std::string_view, 27> kind_names = {
    "bool",  "s8",   "u8",     "s16",    "u16",           "s32",    "u32",     "s64",    "u64",
    "f32",   "f64",  "char",   "string", "error-context", "record", "variant", "list",   "tuple",
    "flags", "enum", "option", "result", "own",           "borrow", "stream",  "future", "map"};

}  // namespace

std::string_view kind_name(TypeKind kind) { return kind_names[static_cast<u32>(kind)]; }

// [Explainer.md#type-checking]
bool operator==(const ValType& a, const ValType& b) {
  return a.def == b.def || (a.def && b.def && a.def->shape == b.def->shape);
}

std::vector<ValType> FuncType::param_types() const {
  std::vector<ValType> types;
  types.reserve(params.size());
  for (const Part& param : params) types.push_back(param.type);
  return types;
}

std::vector<ValType> FuncType::result_type() const {
  return result ? std::vector<ValType>{result} : std::vector<ValType>{};
}

Sort extern_sort(const ExternType& et) {
  constexpr Sort sorts[] = {Sort::core_module, Sort::func, Sort::value, Sort::type, Sort::component, Sort::instance};
  return sorts[et.index()];
}

const ExternType* Externs::find(std::string_view name) const {
  const auto found = by_name->find(name);
  return found == by_name->end() ? nullptr : &list[found->second].type;
}

void ModuleType::index() {
  for (u32 i = 0; i < imports.size(); ++i) {
    import_by_name.emplace(std::pair<std::string_view, std::string_view>(imports[i].module, imports[i].name), i);
  }
  for (u32 i = 0; i < exports.size(); ++i) export_by_name.emplace(exports[i].name, i);
}

const wasm::ExternType* ModuleType::find_import(std::string_view module, std::string_view name) const {
  const auto found = import_by_name.find({module, name});
  return found == import_by_name.end() ? nullptr : &imports[found->second].type;
}

const wasm::ExternType* ModuleType::find_export(std::string_view name) const {
  const auto found = export_by_name.find(name);
  return found == export_by_name.end() ? nullptr : &exports[found->second].type;
}

const wasm::ExternType* CoreInstanceType::find(std::string_view name) const {
  if (module) return module->find_export(name);
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : &exports[found->second].type;
}

namespace {

struct Pair {
  const DefValType* a;
  const DefValType* b;
  friend auto operator<=>(const Pair&, const Pair&) = default;
};

bool equal(const ValType& a, const ValType& b, const std::function<bool(ResourceId, ResourceId)>& same,
           std::set<Pair>& known) {
  if (!a || !b) return !a && !b;
  // Without resource types inside, one representative is enough; with them, the environments may differ.
  if (a->shape == b->shape && a->least_resource == 0) return true;
  if (a->kind != b->kind || a->length != b->length || a->parts.size() != b->parts.size()) return false;
  if ((a->resource.id.value != 0) && !same(a->resource.id, b->resource.id)) return false;
  if (!known.insert({a->shape, b->shape}).second) return true;
  for (std::size_t i = 0; i < a->parts.size(); ++i) {
    if (a->parts[i].label != b->parts[i].label || !equal(a->parts[i].type, b->parts[i].type, same, known)) return false;
  }
  return true;
}

}  // namespace

bool equal(const ValType& a, const ValType& b, const std::function<bool(ResourceId, ResourceId)>& same) {
  std::set<Pair> known;
  return equal(a, b, same, known);
}

std::string to_string(const ValType& type) { return type ? std::string(kind_name(type->kind)) : "none"; }

std::string_view describe(const DefType& type) {
  constexpr std::string_view words[] = {"resource", "defined type", "func", "component", "instance"};
  return words[type.index()];
}

}  // namespace touchstone::component::closed
