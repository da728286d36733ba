// Explainer.md "Type Checking": see subtyping.hpp.
#include "abi/validation/subtyping.hpp"

#include "interp/validation/matching.hpp"

namespace touchstone::component::validation {

using closed::ComponentTypePtr;
using closed::DefType;
using closed::Extern;
using closed::FuncTypePtr;
using closed::InstanceTypePtr;
using closed::ModuleTypePtr;
using closed::Part;
using closed::TypeKind;
using closed::ValueType;

namespace {

std::string quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

[[noreturn]] void mismatch(std::string message) { throw Mismatch{std::move(message), {}}; }

/// A part, with its context in the words of the reference suite and the step of the path.
void match_part(const closed::ValType& found, const closed::ValType& expected, const std::string& context,
                const std::string& step) {
  in_context([&] { match_valtype(found, expected); }, [&] { return "type mismatch " + context; }, [&] { return step; });
}

std::string count(std::size_t found, std::size_t expected, std::string_view what) {
  return "expected " + std::to_string(expected) + " " + std::string(what) + ", found " + std::to_string(found);
}

void explain_record(const closed::DefValType& found, const closed::DefValType& expected) {
  if (found.parts.size() != expected.parts.size()) mismatch(count(found.parts.size(), expected.parts.size(), "fields"));
  for (std::size_t i = 0; i < found.parts.size(); ++i) {
    const Part& f = found.parts[i];
    const Part& e = expected.parts[i];
    if (f.label != e.label) mismatch("expected field name " + quoted(e.label) + ", found " + quoted(f.label));
    match_part(f.type, e.type, "in record field " + quoted(e.label), "field " + quoted(e.label));
  }
}

void explain_variant(const closed::DefValType& found, const closed::DefValType& expected) {
  if (found.parts.size() != expected.parts.size()) mismatch(count(found.parts.size(), expected.parts.size(), "cases"));
  for (std::size_t i = 0; i < found.parts.size(); ++i) {
    const Part& f = found.parts[i];
    const Part& e = expected.parts[i];
    if (f.label != e.label) mismatch("expected case named " + quoted(e.label) + ", found " + quoted(f.label));
    if (e.type && !f.type) mismatch("expected case " + quoted(e.label) + " to have a type, found none");
    if (!e.type && f.type) {
      mismatch("expected case " + quoted(e.label) + " to have no type, found " + to_string(f.type));
    }
    if (e.type) match_part(f.type, e.type, "in variant case " + quoted(e.label), "case " + quoted(e.label));
  }
}

void explain_tuple(const closed::DefValType& found, const closed::DefValType& expected) {
  if (found.parts.size() != expected.parts.size()) mismatch(count(found.parts.size(), expected.parts.size(), "types"));
  for (std::size_t i = 0; i < found.parts.size(); ++i) {
    const std::string position = std::to_string(i);
    match_part(found.parts[i].type, expected.parts[i].type, "in tuple field " + position, "field " + position);
  }
}

/// Labels that differ, the first of them.
void explain_labels(const closed::DefValType& found, const closed::DefValType& expected, std::string_view what) {
  std::string message = "mismatch in " + std::string(what) + " elements";
  for (std::size_t i = 0; i < std::max(found.parts.size(), expected.parts.size()); ++i) {
    const std::string e = i < expected.parts.size() ? quoted(expected.parts[i].label) : "no more";
    const std::string f = i < found.parts.size() ? quoted(found.parts[i].label) : "no more";
    if (e != f) mismatch(message + ": expected " + e + ", found " + f);
  }
  mismatch(message);
}

void explain_result(const closed::DefValType& found, const closed::DefValType& expected) {
  constexpr std::string_view short_names[] = {"ok", "err"};
  constexpr std::string_view labels[] = {"ok", "error"};
  for (std::size_t i = 0; i < 2; ++i) {
    const closed::ValType& f = found.parts[i].type;
    const closed::ValType& e = expected.parts[i].type;
    const std::string name(short_names[i]);
    if (e && !f) mismatch("expected " + name + " type, but found none");
    if (!e && f) mismatch("expected " + name + " type to not be present, found " + to_string(f));
    if (e) match_part(f, e, "in " + name + " variant", std::string(labels[i]));
  }
}

/// list, option, stream, future: one part, which a stream or future need not have.
void explain_element(const closed::DefValType& found, const closed::DefValType& expected) {
  const std::string name(kind_name(expected.kind));
  const auto length = [](const closed::DefValType& t) {
    return t.length ? "a list of " + std::to_string(*t.length) + " elements" : std::string("a list of any length");
  };
  if (found.length != expected.length) mismatch("expected " + length(expected) + ", found " + length(found));
  const closed::ValType& f = found.element();
  const closed::ValType& e = expected.element();
  if (e && !f) mismatch("expected " + name + " to have an element type, found none");
  if (!e && f) mismatch("expected " + name + " to have no element type, found " + to_string(f));
  if (e) match_part(f, e, "in " + name + (expected.kind == TypeKind::option ? "" : " element"), "element");
}

void explain_map(const closed::DefValType& found, const closed::DefValType& expected) {
  match_part(found.parts[0].type, expected.parts[0].type, "in map key", "key");
  match_part(found.parts[1].type, expected.parts[1].type, "in map value", "value");
}

}  // namespace

// [Explainer.md#type-checking] Equality is one comparison; the rest finds out where two types differ.
void match_valtype(const closed::ValType& found, const closed::ValType& expected) {
  if (found == expected) return;
  const closed::DefValType& f = *found;
  const closed::DefValType& e = *expected;
  if (f.kind != e.kind) {
    if (is_primitive(f.kind) && is_primitive(e.kind)) {
      mismatch("expected primitive " + quoted(kind_name(e.kind)) + " found primitive " + quoted(kind_name(f.kind)));
    }
    mismatch("expected " + to_string(expected) + ", found " + to_string(found));
  }
  switch (e.kind) {
  case TypeKind::record: explain_record(f, e); break;
  case TypeKind::variant: explain_variant(f, e); break;
  case TypeKind::tuple: explain_tuple(f, e); break;
  case TypeKind::flags: explain_labels(f, e, "flags"); break;
  case TypeKind::enum_: explain_labels(f, e, "enum"); break;
  case TypeKind::result: explain_result(f, e); break;
  case TypeKind::map: explain_map(f, e); break;
  case TypeKind::own:
  case TypeKind::borrow: mismatch("resource types are not the same");
  default: explain_element(f, e); break;
  }
  mismatch("types differ");
}

// [Explainer.md#type-checking] Function types are equal, names of parameters and the effect included.
void match_functype(Types& types, const FuncTypePtr& found, const FuncTypePtr& expected) {
  if (found == expected) return;
  types.charge(1 + expected->params.size());
  if (found->async_ != expected->async_) {
    mismatch(expected->async_ ? "expected an async function, found a synchronous one"
                              : "expected a synchronous function, found an async one");
  }
  if (found->params.size() != expected->params.size()) {
    mismatch(count(found->params.size(), expected->params.size(), "parameters"));
  }
  for (std::size_t i = 0; i < found->params.size(); ++i) {
    const Part& f = found->params[i];
    const Part& e = expected->params[i];
    if (f.label != e.label) mismatch("expected parameter named " + quoted(e.label) + ", found " + quoted(f.label));
    if (f.type == e.type) continue;
    match_part(f.type, e.type, "in function parameter " + quoted(e.label), "param " + quoted(e.label));
  }
  if (expected->result && !found->result) {
    mismatch("expected a result, found none: expected " + to_string(expected->result));
  }
  if (!expected->result && found->result) {
    mismatch("expected a result, found none: the function supplied returns " + to_string(found->result) +
             ", and no result is expected");
  }
  if (expected->result) match_part(found->result, expected->result, "with result type", "result");
}

std::string_view core_kind_name(const wasm::ExternType& type) {
  constexpr std::string_view names[] = {"func", "table", "memory", "global", "tag"};
  return names[type.index()];
}

namespace {

void match_core_table(const wasm::TableType& found, const wasm::TableType& expected) {
  if (found.elem != expected.elem) {
    mismatch("expected table element type " + to_string(expected.elem) + ", found " + to_string(found.elem));
  }
  if (found.addr != expected.addr) mismatch("mismatch in index type used for tables");
  mismatch("mismatch in table limits: expected " + to_string(expected.limits) + ", found " + to_string(found.limits));
}

void match_core_memory(const wasm::MemType& found, const wasm::MemType& expected) {
  if (found.shared != expected.shared) {
    mismatch(std::string("mismatch in the shared flag for memories: expected ") +
             (expected.shared ? "a shared memory" : "one that is not shared"));
  }
  if (found.addr != expected.addr) mismatch("mismatch in index type used for memories");
  if (found.page_size_log2 != expected.page_size_log2) mismatch("mismatch in page size of memories");
  mismatch("mismatch in memory limits: expected " + to_string(expected.limits) + ", found " + to_string(found.limits));
}

void match_core_global(const wasm::GlobalType& found, const wasm::GlobalType& expected) {
  if (found.mutable_ != expected.mutable_) {
    mismatch(std::string("expected ") + (expected.mutable_ ? "a mutable" : "an immutable") + " global, found " +
             (found.mutable_ ? "a mutable" : "an immutable") + " one");
  }
  mismatch("expected global type " + to_string(expected.type) + ", found " + to_string(found.type));
}

std::string function_words(const wasm::TypeUse& use) {
  return use.kind == wasm::HeapKind::def ? to_string(use.def->sub.comp) : to_string(use);
}

}  // namespace

// [Externtype_sub/*]
void match_core_externtype(const wasm::ExternType& found, const wasm::ExternType& expected) {
  if (found.index() != expected.index()) {
    mismatch("expected " + std::string(core_kind_name(expected)) + ", found " + std::string(core_kind_name(found)));
  }
  if (wasm::match_externtype(found, expected)) return;
  if (const auto* func = std::get_if<wasm::FuncUse>(&expected)) {
    mismatch("expected: " + function_words(func->type) +
             ", found: " + function_words(std::get<wasm::FuncUse>(found).type));
  }
  if (const auto* table = std::get_if<wasm::TableType>(&expected)) {
    match_core_table(std::get<wasm::TableType>(found), *table);
  }
  if (const auto* memory = std::get_if<wasm::MemType>(&expected)) {
    match_core_memory(std::get<wasm::MemType>(found), *memory);
  }
  if (const auto* global = std::get_if<wasm::GlobalType>(&expected)) {
    match_core_global(std::get<wasm::GlobalType>(found), *global);
  }
  mismatch("expected tag: " + function_words(std::get<wasm::TagType>(expected).type) +
           ", found tag: " + function_words(std::get<wasm::TagType>(found).type));
}

// [Explainer.md#type-checking] Imports are matched the other way round.
void match_moduletype(Types& types, const ModuleTypePtr& found, const ModuleTypePtr& expected) {
  if (found == expected) return;
  types.charge(found->imports.size() + expected->exports.size());
  for (const closed::ModuleType::Import& import : found->imports) {
    const std::string name = "`" + import.module + "::" + import.name + "`";
    const wasm::ExternType* given = expected->find_import(import.module, import.name);
    if (given == nullptr) mismatch("missing expected import " + name);
    in_context([&] { match_core_externtype(*given, import.type); }, [&] { return "type mismatch in import " + name; },
               [&] { return "import " + name; });
  }
  for (const closed::ModuleType::Export& wanted : expected->exports) {
    const wasm::ExternType* given = found->find_export(wanted.name);
    if (given == nullptr) mismatch("missing expected export " + quoted(wanted.name));
    in_context([&] { match_core_externtype(*given, wanted.type); },
               [&] { return "type mismatch in export " + quoted(wanted.name); },
               [&] { return "export " + quoted(wanted.name); });
  }
}

// [Explainer.md#type-checking]
void match_instancetype(Types& types, const InstanceTypePtr& found, const InstanceTypePtr& expected) {
  if (found == expected) return;
  types.charge(1 + expected->exports.list.size());
  for (const Extern& wanted : expected->exports.list) {
    const std::string& name = wanted.name->name;
    const closed::ExternType* given = found->exports.find(name);
    if (given == nullptr) mismatch("missing expected export " + quoted(name));
    in_context([&] { match_externtype(types, *given, wanted.type); },
               [&] { return "type mismatch in instance export " + quoted(name); },
               [&] { return "export " + quoted(name); });
  }
}

// [Explainer.md#type-checking] `found` is given what `expected` imports, so what it then exports must do for what
// `expected` exports, whose abstract types stand for what `found` has in their place.
void match_componenttype(Types& types, const ComponentTypePtr& found, const ComponentTypePtr& expected) {
  if (found == expected) return;
  types.charge(1 + found->imports.list.size() + expected->exports.list.size());
  Substitution given(types);
  for (const Extern& import : found->imports.list) {
    const closed::ExternType* supplied = expected->imports.find(import.name->name);
    if (supplied == nullptr) mismatch("missing expected import " + quoted(import.name->name));
    bind_identities(given, import.type, *supplied, found->imported);
  }
  for (const Extern& import : found->imports.list) {
    const std::string& name = import.name->name;
    in_context([&] { match_externtype(types, *expected->imports.find(name), given(import.type)); },
               [&] { return "type mismatch in import " + quoted(name); }, [&] { return "import " + quoted(name); });
  }
  const InstanceTypePtr instance = instantiate(types, found, given).type;
  Substitution defined(types);
  for (const Extern& wanted : expected->exports.list) {
    const closed::ExternType* supplied = instance->exports.find(wanted.name->name);
    if (supplied == nullptr) mismatch("missing expected export " + quoted(wanted.name->name));
    bind_identities(defined, wanted.type, *supplied, expected->defined);
  }
  for (const Extern& wanted : expected->exports.list) {
    const std::string& name = wanted.name->name;
    in_context([&] { match_externtype(types, *instance->exports.find(name), defined(wanted.type)); },
               [&] { return "type mismatch in export " + quoted(name); }, [&] { return "export " + quoted(name); });
  }
}

namespace {

/// Instance types that are types: each is a subtype of the other, abstract types standing for each other.
void match_bound_instancetype(Types& types, const InstanceTypePtr& found, const InstanceTypePtr& expected) {
  if (found == expected) return;
  const InstanceTypePtr instance = open(types, found);
  Substitution map(types);
  bind_identities(map, closed::ExternType(expected), closed::ExternType(instance), expected->bound);
  closed::InstanceType wanted;
  wanted.exports = map(expected->exports);
  match_instancetype(types, instance, types.make(std::move(wanted)));
}

}  // namespace

// [Explainer.md#type-checking] "the imported type is structurally equivalent to the type referenced in the bound"
void match_deftype(Types& types, const DefType& found, const DefType& expected) {
  if (found.index() != expected.index()) {
    mismatch("expected " + std::string(describe(expected)) + ", found " + std::string(describe(found)));
  }
  if (const auto* resource = std::get_if<closed::ResourceType>(&expected)) {
    if (resource->id != std::get<closed::ResourceType>(found).id) mismatch("resource types are not the same");
  } else if (const auto* value = std::get_if<closed::ValType>(&expected)) {
    const closed::ValType& f = std::get<closed::ValType>(found);
    if (is_primitive((*value)->kind) && !is_primitive(f->kind)) {
      mismatch("expected primitive, found " + to_string(f) + ": the primitive is " + quoted(to_string(*value)));
    }
    match_valtype(f, *value);
  } else if (const auto* func = std::get_if<FuncTypePtr>(&expected)) {
    match_functype(types, std::get<FuncTypePtr>(found), *func);
  } else if (const auto* component = std::get_if<ComponentTypePtr>(&expected)) {
    match_componenttype(types, std::get<ComponentTypePtr>(found), *component);
    match_componenttype(types, *component, std::get<ComponentTypePtr>(found));
  } else {
    const auto& instance = std::get<InstanceTypePtr>(expected);
    match_bound_instancetype(types, std::get<InstanceTypePtr>(found), instance);
    match_bound_instancetype(types, instance, std::get<InstanceTypePtr>(found));
  }
}

namespace {

/// [Explainer.md#-value-definitions] A value of a type, or the very value that an `eq` bound names.
void match_value(const ValueType& found, const ValueType& expected) {
  match_valtype(found.type, expected.type);
  if (found.id != expected.id) mismatch("values are not the same");
}

}  // namespace

// [Explainer.md#type-checking]
void match_externtype(Types& types, const closed::ExternType& found, const closed::ExternType& expected) {
  if (found.index() != expected.index()) {
    mismatch("expected " + std::string(sort_name(closed::extern_sort(expected))) + ", found " +
             std::string(sort_name(closed::extern_sort(found))));
  }
  if (const auto* module = std::get_if<ModuleTypePtr>(&expected)) {
    match_moduletype(types, std::get<ModuleTypePtr>(found), *module);
  } else if (const auto* func = std::get_if<FuncTypePtr>(&expected)) {
    match_functype(types, std::get<FuncTypePtr>(found), *func);
  } else if (const auto* value = std::get_if<ValueType>(&expected)) {
    match_value(std::get<ValueType>(found), *value);
  } else if (const auto* deftype = std::get_if<DefType>(&expected)) {
    match_deftype(types, std::get<DefType>(found), *deftype);
  } else if (const auto* component = std::get_if<ComponentTypePtr>(&expected)) {
    match_componenttype(types, std::get<ComponentTypePtr>(found), *component);
  } else {
    match_instancetype(types, std::get<InstanceTypePtr>(found), std::get<InstanceTypePtr>(expected));
  }
}

}  // namespace touchstone::component::validation
