// Scopes and references of the text format: see scope.hpp.
#include "abi/text/scope.hpp"

#include <algorithm>

#include "interp/support/messages.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view rule = "Explainer.md#alias-definitions";

u32 resolve_base(Sort sort, const Ref& ref, TextScope& scope) {
  if (const auto* number = std::get_if<u32>(&ref.base)) return *number;
  return scope.find_or_alias(sort, std::get<wasm::Id>(ref.base));
}

}  // namespace

/// [Explainer.md#alias-definitions] outeraliassort
bool is_outer_alias_sort(Sort sort) {
  return sort == Sort::core_module || sort == Sort::core_type || sort == Sort::component || sort == Sort::type;
}

TextScope::TextScope(Kind which, TextScope* enclosing)
    : kind(which), parent(enclosing), depth(enclosing == nullptr ? 0 : enclosing->depth + 1) {
  spaces.reserve(sort_count);
  for (u32 s = 0; s < sort_count; ++s) spaces.emplace_back(sort_name(static_cast<Sort>(s)));
}

ComponentNames TextScope::names() const {
  ComponentNames out;
  out.component = name;
  for (u32 s = 0; s < sort_count; ++s) out.sorts[s] = spaces[s].names();
  return out;
}

std::optional<Alias::Outer> TextScope::find_outer(Sort sort, const std::string& id) const {
  u32 count = 1;
  for (const TextScope* outer = parent; outer != nullptr; outer = outer->parent, ++count) {
    if (const auto found = outer->spaces[static_cast<u32>(sort)].find(id)) return Alias::Outer{count, *found};
  }
  return std::nullopt;
}

/// [Explainer.md#alias-definitions] Choice: each use of an outer identifier makes an alias of its own.
u32 TextScope::find_or_alias(Sort sort, const wasm::Id& id) {
  if (const auto here = space(sort).find(id.name)) return *here;
  const auto outer = find_outer(sort, id.name);
  if (!outer) wasm::refuse_id(phrase::unknown, sort_name(sort), id.name, id.at, "Explainer.md#index-spaces");
  if (!is_outer_alias_sort(sort)) {
    throw Malformed(id.at, phrase::outer_item, rule, " `" + id.name + "` is not a module, type, or component");
  }
  return add_alias({sort, *outer, id.at}, std::nullopt);
}

SeenType TextScope::seen_type(u32 x) const {
  const auto found = seen_types.find(x);
  return found == seen_types.end() ? SeenType{} : found->second;
}

void TextScope::see_type(u32 x, SeenType type) {
  if (type.def != nullptr) seen_types.emplace(x, std::move(type));
}

void TextScope::see_core_types(const wasm::RecType& rec, u32 first) {
  for (u32 i = 0; i < rec.subtypes.size(); ++i) {
    if (const auto* ft = std::get_if<wasm::FuncType>(&rec.subtypes[i].comp)) core_functypes.emplace(first + i, *ft);
  }
}

CoreTypeHome TextScope::core_type_home(u32 x) const {
  const auto found = core_aliases.find(x);
  return found == core_aliases.end() ? CoreTypeHome{this, x} : found->second;
}

bool TextScope::same_core_type(const TextScope& there, const wasm::FuncType& theirs, const wasm::FuncType& ours) const {
  const auto same = [&](wasm::ValType a, const wasm::ValType& b) {
    const bool defined = a.is_ref() && b.is_ref() && !a.heap.is_abstract() && !b.heap.is_abstract();
    if (defined && there.core_type_home(a.heap.index) != core_type_home(b.heap.index)) return false;
    if (defined) a.heap.index = b.heap.index;
    return a == b;
  };
  return std::ranges::equal(theirs.params, ours.params, same) && std::ranges::equal(theirs.results, ours.results, same);
}

u32 TextScope::add_alias(Alias alias, const std::optional<wasm::Id>& id) {
  const Sort sort = alias.sort;
  const Region at = alias.at;
  const auto* outer = std::get_if<Alias::Outer>(&alias.target);
  if (outer != nullptr) {
    const TextScope* target = this;
    for (u32 i = 0; i < outer->count && target != nullptr; ++i) target = target->parent;
    const u32 x = space(sort).count();
    if (sort == Sort::type && target != nullptr) see_type(x, target->seen_type(outer->index));
    if (sort == Sort::core_type && target != nullptr) core_aliases.emplace(x, target->core_type_home(outer->index));
  }
  switch (kind) {
  case Kind::component: definitions.push_back({std::move(alias), at}); break;
  case Kind::component_type:
  case Kind::instance_type: decls.emplace_back(std::move(alias)); break;
  case Kind::module_type: module_decls.emplace_back(std::move(alias)); break;
  }
  return space(sort).bind(id);
}

/// [Explainer.md#alias-definitions] An inline alias follows its names from export to export.
u32 resolve(const Ref& ref, TextScope& scope) {
  if (ref.exports.empty()) return resolve_base(ref.sort, ref, scope);
  const bool core_export = is_core(ref.sort) && ref.sort != Sort::core_module;
  u32 instance = resolve_base(core_export ? Sort::core_instance : Sort::instance, ref, scope);
  for (std::size_t i = 0; i < ref.exports.size(); ++i) {
    const bool last = i + 1 == ref.exports.size();
    Alias alias;
    alias.sort = last ? ref.sort : core_export ? Sort::core_instance : Sort::instance;
    if (core_export) {
      alias.target = Alias::CoreExport{CoreInstanceIdx(instance), ref.exports[i]};
    } else {
      alias.target = Alias::Export{InstanceIdx(instance), ref.exports[i]};
    }
    alias.at = ref.at;
    instance = scope.add_alias(std::move(alias), std::nullopt);
  }
  return instance;
}

u32 outer_count(const wasm::Cursor& in, const std::variant<u32, wasm::Id>& which, const TextScope& scope, Region at) {
  if (const auto* number = std::get_if<u32>(&which)) return *number;
  const std::string& name = std::get<wasm::Id>(which).name;
  u32 count = 0;
  for (const TextScope* outer = &scope; outer != nullptr; outer = outer->parent, ++count) {
    if (outer->name == name) return count;
  }
  throw Malformed(at, phrase::unknown, rule, " enclosing scope " + std::string(in.text(at)));
}

u32 Resolver::at(u32 pending) {
  return pending < first_pending ? pending : resolve(refs_[pending - first_pending], scope_);
}

void Resolver::operator()(ValType& t) {
  if (auto* x = std::get_if<TypeIdx>(&t.is)) index(*x);
}

void Resolver::optional(std::optional<ValType>& t) {
  if (t) (*this)(*t);
}

void Resolver::value_type(DefValType& t) {
  struct Visitor {
    Resolver& r;
    void operator()(PrimValType&) const {}
    void operator()(RecordType& record) const {
      for (LabelValType& field : record.fields) r(field.type);
    }
    void operator()(VariantType& variant) const {
      for (Case& c : variant.cases) r.optional(c.type);
    }
    void operator()(ListType& list) const { r(list.element); }
    void operator()(TupleType& tuple) const {
      for (ValType& each : tuple.types) r(each);
    }
    void operator()(FlagsType&) const {}
    void operator()(EnumType&) const {}
    void operator()(OptionType& option) const { r(option.type); }
    void operator()(ResultType& result) const {
      r.optional(result.ok);
      r.optional(result.error);
    }
    void operator()(OwnType& own) const { r.index(own.resource); }
    void operator()(BorrowType& borrow) const { r.index(borrow.resource); }
    void operator()(StreamType& stream) const { r.optional(stream.element); }
    void operator()(FutureType& future) const { r.optional(future.element); }
    void operator()(MapType& map) const {
      r(map.key);
      r(map.value);
    }
  };
  std::visit(Visitor{*this}, t);
}

void Resolver::function(FuncType& t) {
  for (LabelValType& param : t.params) (*this)(param.type);
  optional(t.result);
}

void Resolver::operator()(TypeDef& def) {
  if (auto* value = std::get_if<DefValType>(&def.is)) {
    value_type(*value);
  } else if (auto* func = std::get_if<FuncType>(&def.is)) {
    function(*func);
  } else if (auto* resource = std::get_if<ResourceType>(&def.is)) {
    if (resource->dtor) index(*resource->dtor);
  }  // component and instance types were resolved in their own scopes
}

void Resolver::operator()(ExternType& et) {
  if (auto* module = std::get_if<CoreModuleExtern>(&et)) {
    index(module->type);
  } else if (auto* func = std::get_if<FuncExtern>(&et)) {
    index(func->type);
  } else if (auto* value = std::get_if<ValueExtern>(&et)) {
    if (auto* eq = std::get_if<ValueIdx>(&value->bound.is)) {
      index(*eq);
    } else {
      (*this)(std::get<ValType>(value->bound.is));
    }
  } else if (auto* type = std::get_if<TypeExtern>(&et)) {
    if (type->bound.eq) index(*type->bound.eq);
  } else if (auto* component = std::get_if<ComponentExtern>(&et)) {
    index(component->type);
  } else {
    index(std::get<InstanceExtern>(et).type);
  }
}

void Resolver::operator()(CoreInstance& instance) {
  if (auto* instantiate = std::get_if<CoreInstance::Instantiate>(&instance.is)) {
    index(instantiate->module);
    for (CoreInstance::Arg& arg : instantiate->args) index(arg.instance);
  } else {
    for (CoreInstance::Export& e : std::get<CoreInstance::Exports>(instance.is).exports) index(e.what);
  }
}

void Resolver::operator()(Instance& instance) {
  if (auto* instantiate = std::get_if<Instance::Instantiate>(&instance.is)) {
    index(instantiate->component);
    for (Instance::Arg& arg : instantiate->args) index(arg.what);
  } else {
    for (Instance::Export& e : std::get<Instance::Exports>(instance.is).exports) index(e.what);
  }
}

void Resolver::operator()(Alias& alias) {
  if (auto* e = std::get_if<Alias::Export>(&alias.target)) index(e->instance);
  if (auto* e = std::get_if<Alias::CoreExport>(&alias.target)) index(e->instance);
}

void Resolver::options(std::vector<CanonOpt>& opts) {
  for (CanonOpt& opt : opts) opt.index = at(opt.index);
}

void Resolver::operator()(Canon& canon) {
  switch (info(canon.op).immediates) {
  case CanonImm::lift:
    index(canon.type);
    index(canon.core_func);
    break;
  case CanonImm::lower: index(canon.func); break;
  case CanonImm::resource:
  case CanonImm::type:
  case CanonImm::type_options:
  case CanonImm::type_async: index(canon.type); break;
  case CanonImm::result_options: optional(canon.result); break;
  case CanonImm::memory_cancel: index(canon.memory); break;
  case CanonImm::type_table:
  case CanonImm::shared_type_table:
    index(canon.core_type);
    index(canon.core_table);
    break;
  case CanonImm::shared_type: index(canon.core_type); break;
  default: break;
  }
  options(canon.options);
}

void Resolver::operator()(Definition& d) {
  struct Visitor {
    Resolver& r;
    void operator()(std::shared_ptr<const wasm::Module>&) const {}
    void operator()(CoreInstance& i) const { r(i); }
    void operator()(CoreTypeDef&) const {}  // core types are resolved as they are read
    void operator()(std::shared_ptr<const Component>&) const {}
    void operator()(Instance& i) const { r(i); }
    void operator()(Alias& a) const { r(a); }
    void operator()(std::shared_ptr<const TypeDef>& def) const {
      auto resolved = std::make_shared<TypeDef>(*def);
      r(*resolved);
      def = std::move(resolved);
    }
    void operator()(Canon& c) const { r(c); }
    void operator()(Start& s) const {
      r.index(s.func);
      for (ValueIdx& arg : s.args) r.index(arg);
    }
    void operator()(Import& i) const { r(i.type); }
    void operator()(Export& e) const {
      r.index(e.what);
      if (e.type) r(*e.type);
    }
    void operator()(ValueDef& v) const { r(v.type); }
    void operator()(wasm::Custom&) const {}
  };
  std::visit(Visitor{*this}, d.is);
}

void Resolver::operator()(Decl& d) {
  if (auto* def = std::get_if<std::shared_ptr<const TypeDef>>(&d)) {
    auto resolved = std::make_shared<TypeDef>(**def);
    (*this)(*resolved);
    *def = std::move(resolved);
  } else if (auto* alias = std::get_if<Alias>(&d)) {
    (*this)(*alias);
  } else if (auto* import = std::get_if<ImportDecl>(&d)) {
    (*this)(import->type);
  } else if (auto* e = std::get_if<ExportDecl>(&d)) {
    (*this)(e->type);
  }
}

}  // namespace touchstone::component
