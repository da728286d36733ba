// Explainer.md "Type Definitions": to text. See print.hpp.
#include "abi/text/printer.hpp"
#include "interp/text/values.hpp"

namespace touchstone::component {

using wasm::print_string;

std::string Printer::valtype(const ValType& t) const {
  if (const auto* pvt = std::get_if<PrimValType>(&t.is)) return std::string(prim_name(*pvt));
  return use(Sort::type, std::get<TypeIdx>(t.is).value);
}

std::string Printer::distinct_valtype(const ValType& t) const {
  const auto* x = std::get_if<TypeIdx>(&t.is);
  const bool is_id = x != nullptr && scope().has_id(Sort::type, x->value);
  return is_id ? "(type " + valtype(t) + ")" : valtype(t);
}

/// With a space in front, or nothing.
std::string Printer::optional(const std::optional<ValType>& t) const { return t ? " " + valtype(*t) : std::string(); }

/// [Explainer.md#type-definitions] defvaltype
std::string Printer::defvaltype(const DefValType& t) const {
  struct Visitor {
    const Printer& by;
    static std::string labels(std::string text, const std::vector<std::string>& list) {
      for (const std::string& label : list) text += " " + print_string(label, true);
      return text + ")";
    }
    std::string operator()(PrimValType pvt) const { return std::string(prim_name(pvt)); }
    std::string operator()(const RecordType& record) const {
      std::string text = "(record";
      for (const LabelValType& field : record.fields) {
        text += " (field " + print_string(field.label, true) + " " + by.valtype(field.type) + ")";
      }
      return text + ")";
    }
    std::string operator()(const VariantType& variant) const {
      std::string text = "(variant";
      for (const Case& c : variant.cases) {
        text += " (case " + print_string(c.label, true) + by.optional(c.type) + ")";
      }
      return text + ")";
    }
    std::string operator()(const ListType& list) const {
      const std::string length = list.length ? " " + std::to_string(*list.length) : std::string();
      return "(list " + by.valtype(list.element) + length + ")";
    }
    std::string operator()(const TupleType& tuple) const {
      std::string text = "(tuple";
      for (const ValType& each : tuple.types) text += " " + by.valtype(each);
      return text + ")";
    }
    std::string operator()(const FlagsType& flags) const { return labels("(flags", flags.labels); }
    std::string operator()(const EnumType& cases) const { return labels("(enum", cases.labels); }
    std::string operator()(const OptionType& option) const { return "(option " + by.valtype(option.type) + ")"; }
    std::string operator()(const ResultType& result) const {
      const std::string error = result.error ? " (error " + by.valtype(*result.error) + ")" : std::string();
      return "(result" + by.optional(result.ok) + error + ")";
    }
    std::string operator()(const OwnType& own) const { return "(own " + by.use(Sort::type, own.resource.value) + ")"; }
    std::string operator()(const BorrowType& borrow) const {
      return "(borrow " + by.use(Sort::type, borrow.resource.value) + ")";
    }
    std::string operator()(const StreamType& stream) const { return "(stream" + by.optional(stream.element) + ")"; }
    std::string operator()(const FutureType& future) const { return "(future" + by.optional(future.element) + ")"; }
    std::string operator()(const MapType& map) const {
      return "(map " + by.valtype(map.key) + " " + by.valtype(map.value) + ")";
    }
  };
  return std::visit(Visitor{*this}, t);
}

/// [Explainer.md#type-definitions] functype
std::string Printer::functype(const FuncType& t) const {
  std::string text = t.async_ ? "(func async" : "(func";
  for (const LabelValType& param : t.params) {
    text += " (param " + print_string(param.label, true) + " " + valtype(param.type) + ")";
  }
  if (t.result) text += " (result " + valtype(*t.result) + ")";
  return text + ")";
}

/// [Explainer.md#type-definitions] resourcetype
std::string Printer::resourcetype(const ResourceType& t) const {
  std::string text = "(resource (rep " + wasm::to_string(t.rep) + ")";
  if (t.dtor) text += " (dtor " + use(Sort::core_func, t.dtor->value) + ")";
  return text + ")";
}

/// [Explainer.md#type-definitions] deftype
void Printer::deftype(const TypeDef& def) {
  if (const auto* value = std::get_if<DefValType>(&def.is)) {
    out += defvaltype(*value);
  } else if (const auto* func = std::get_if<FuncType>(&def.is)) {
    out += functype(*func);
  } else if (const auto* resource = std::get_if<ResourceType>(&def.is)) {
    out += resourcetype(*resource);
  } else if (const auto* component = std::get_if<ComponentType>(&def.is)) {
    decls("component", component->decls, PrintScope(component->names));
  } else {
    const auto& instance = std::get<InstanceType>(def.is);
    decls("instance", instance.decls, PrintScope(instance.names));
  }
}

/// `(word declaration*)`, one declaration a line.
template <class D>
void Printer::decls(std::string_view word, const std::vector<D>& list, PrintScope inner) {
  out += "(" + std::string(word);
  scopes_.push_back(std::move(inner));
  ++level_;
  for (const D& each : list) {
    line();
    decl(each);
  }
  scopes_.pop_back();
  --level_;
  if (!list.empty()) line();
  out += ')';
}

/// [Explainer.md#type-definitions] componentdecl, instancedecl
void Printer::decl(const Decl& d) {
  struct Visitor {
    Printer& to;
    void operator()(const CoreTypeDef& def) const { to.core_type(def, "core "); }
    void operator()(const std::shared_ptr<const TypeDef>& def) const { to.type(*def); }
    void operator()(const Alias& a) const { to.out += to.alias(a); }
    void operator()(const ImportDecl& i) const {
      to.out += "(import " + to.externname(i.name) + " " + to.externtype(i.type, true) + ")";
    }
    void operator()(const ExportDecl& e) const {
      to.out += "(export " + to.externname(e.name) + " " + to.externtype(e.type, true) + ")";
    }
  };
  std::visit(Visitor{*this}, d);
}

/// [Explainer.md#type-definitions] type
void Printer::type(const TypeDef& def) {
  out += "(type" + binding(Sort::type) + " ";
  deftype(def);
  scope().bind(Sort::type);
  out += ')';
}

/// [Explainer.md#type-definitions] externtype
std::string Printer::externtype(const ExternType& et, bool binds) {
  const Sort sort = extern_sort(et);
  struct Visitor {
    const Printer& by;
    std::string typeuse(Sort space, u32 x) const { return "(type " + by.use(space, x) + ")"; }
    std::string operator()(const CoreModuleExtern& m) const { return typeuse(Sort::core_type, m.type.value); }
    std::string operator()(const FuncExtern& f) const { return typeuse(Sort::type, f.type.value); }
    std::string operator()(const ValueExtern& v) const {
      if (const auto* eq = std::get_if<ValueIdx>(&v.bound.is)) return "(eq " + by.use(Sort::value, eq->value) + ")";
      return by.distinct_valtype(std::get<ValType>(v.bound.is));
    }
    std::string operator()(const TypeExtern& t) const {
      return t.bound.eq ? "(eq " + by.use(Sort::type, t.bound.eq->value) + ")" : "(sub resource)";
    }
    std::string operator()(const ComponentExtern& c) const { return typeuse(Sort::type, c.type.value); }
    std::string operator()(const InstanceExtern& i) const { return typeuse(Sort::type, i.type.value); }
  };
  const std::string body = std::visit(Visitor{*this}, et);
  return "(" + std::string(sort_name(sort)) + (binds ? bind(sort) : std::string()) + " " + body + ")";
}

/// [Explainer.md#type-definitions] core:type. The core language's types use indices as numbers.
void Printer::core_type(const CoreTypeDef& def, std::string_view prefix) {
  out += "(" + std::string(prefix);
  if (const auto* module = std::get_if<std::shared_ptr<const ModuleType>>(&def.is)) {
    PrintScope inner((*module)->names);
    inner.is_module_type = true;
    out += "type" + binding(Sort::core_type) + " ";
    decls("module", (*module)->decls, std::move(inner));
    scope().bind(Sort::core_type);
    out += ')';
    return;
  }
  const auto& rec = std::get<wasm::RecType>(def.is);
  if (!rec.explicit_ && rec.subtypes.size() == 1) {
    out += "type" + bind(Sort::core_type) + " " + wasm::to_string(rec.subtypes[0]) + ")";
    return;
  }
  open("rec");
  for (const wasm::SubType& sub : rec.subtypes) {
    line("(type");
    out += bind(Sort::core_type) + " " + wasm::to_string(sub) + ")";
  }
  close();
}

/// [Explainer.md#type-definitions] core:moduledecl
void Printer::decl(const ModuleDecl& d) {
  if (const auto* import = std::get_if<ModuleImportDecl>(&d)) {
    out += "(import " + print_string(import->module, true) + " " + print_string(import->name, true) + " " +
           core_externtype(import->type) + ")";
  } else if (const auto* def = std::get_if<CoreTypeDef>(&d)) {
    core_type(*def, "");
  } else if (const auto* outer = std::get_if<Alias>(&d)) {
    out += alias(*outer);
  } else {
    const auto& e = std::get<ModuleExportDecl>(d);
    out += "(export " + print_string(e.name, true) + " " + core_externtype(e.type) + ")";
  }
}

std::string Printer::core_externtype(const wasm::ExternType& type) const {
  const auto typed = [this](std::string_view word, const wasm::TypeUse& x) {
    return "(" + std::string(word) + " (type " + use(Sort::core_type, x.index) + "))";
  };
  if (const auto* func = std::get_if<wasm::FuncUse>(&type)) return typed("func", func->type);
  if (const auto* tag = std::get_if<wasm::TagType>(&type)) return typed("tag", tag->type);
  return wasm::to_string(type);
}

}  // namespace touchstone::component
