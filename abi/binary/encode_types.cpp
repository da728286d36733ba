// Binary.md "Type Definitions", encoding.
#include "abi/binary/encoder.hpp"

namespace touchstone::component {

/// core:type
void Encoder::core_type(const CoreTypeDef& def) {
  if (const auto* rec = std::get_if<wasm::RecType>(&def.is)) {
    const bool non_final_alone = !rec->explicit_ && rec->subtypes.size() == 1 && !rec->subtypes[0].final;
    if (non_final_alone) out.byte(0x00);
    return core.rectype(*rec);
  }
  out.byte(0x50);
  out.list(std::get<std::shared_ptr<const ModuleType>>(def.is)->decls, [this](const ModuleDecl& d) { moduledecl(d); });
}

/// core:moduledecl
void Encoder::moduledecl(const ModuleDecl& d) {
  out.byte(static_cast<u32>(d.index()));
  if (const auto* import = std::get_if<ModuleImportDecl>(&d)) {
    out.name(import->module);
    out.name(import->name);
    core.externtype(import->type);
  } else if (const auto* def = std::get_if<CoreTypeDef>(&d)) {
    core_type(*def);
  } else if (const auto* a = std::get_if<Alias>(&d)) {
    const auto& outer = std::get<Alias::Outer>(a->target);
    out.byte(0x10);
    out.byte(0x01);
    out.write_u32(outer.count);
    out.write_u32(outer.index);
  } else {
    const auto& e = std::get<ModuleExportDecl>(d);
    out.name(e.name);
    core.externtype(e.type);
  }
}

/// valtype
void Encoder::valtype(const ValType& t) {
  if (const auto* pvt = std::get_if<PrimValType>(&t.is)) {
    out.byte(*pvt == PrimValType::error_context ? 0x64U : 0x7FU - static_cast<u32>(*pvt));
  } else {
    out.write_s33(std::get<TypeIdx>(t.is).value);
  }
}

/// `<valtype>?`
void Encoder::optional_valtype(const std::optional<ValType>& t) {
  out.byte(t ? 1 : 0);
  if (t) valtype(*t);
}

void Encoder::labels(const std::vector<std::string>& ls) {
  out.list(ls, [this](const std::string& label) { out.name(label); });
}

/// defvaltype
void Encoder::defvaltype(const DefValType& t) {
  struct Visitor {
    Encoder& to;
    void operator()(PrimValType pvt) const { to.valtype({pvt, {}}); }
    void operator()(const RecordType& record) const {
      to.out.byte(0x72);
      to.out.list(record.fields, [this](const LabelValType& lt) {
        to.out.name(lt.label);
        to.valtype(lt.type);
      });
    }
    void operator()(const VariantType& variant) const {
      to.out.byte(0x71);
      to.out.list(variant.cases, [this](const Case& c) {
        to.out.name(c.label);
        to.optional_valtype(c.type);
        to.out.byte(0x00);
      });
    }
    void operator()(const ListType& list) const {
      to.out.byte(list.length ? 0x67 : 0x70);
      to.valtype(list.element);
      if (list.length) to.out.write_u32(*list.length);
    }
    void operator()(const TupleType& tuple) const {
      to.out.byte(0x6F);
      to.out.list(tuple.types, [this](const ValType& each) { to.valtype(each); });
    }
    void operator()(const FlagsType& flags) const {
      to.out.byte(0x6E);
      to.labels(flags.labels);
    }
    void operator()(const EnumType& enum_) const {
      to.out.byte(0x6D);
      to.labels(enum_.labels);
    }
    void operator()(const OptionType& option) const {
      to.out.byte(0x6B);
      to.valtype(option.type);
    }
    void operator()(const ResultType& result) const {
      to.out.byte(0x6A);
      to.optional_valtype(result.ok);
      to.optional_valtype(result.error);
    }
    void operator()(const OwnType& own) const {
      to.out.byte(0x69);
      to.out.index(own.resource);
    }
    void operator()(const BorrowType& borrow) const {
      to.out.byte(0x68);
      to.out.index(borrow.resource);
    }
    void operator()(const StreamType& stream) const {
      to.out.byte(0x66);
      to.optional_valtype(stream.element);
    }
    void operator()(const FutureType& future) const {
      to.out.byte(0x65);
      to.optional_valtype(future.element);
    }
    void operator()(const MapType& map) const {
      to.out.byte(0x63);
      to.valtype(map.key);
      to.valtype(map.value);
    }
  };
  std::visit(Visitor{*this}, t);
}

/// resultlist
void Encoder::resultlist(const std::optional<ValType>& t) {
  if (t) {
    out.byte(0x00);
    valtype(*t);
  } else {
    out.byte(0x01);
    out.byte(0x00);
  }
}

/// functype
void Encoder::functype(const FuncType& t) {
  out.byte(t.async_ ? 0x43 : 0x40);
  out.list(t.params, [this](const LabelValType& lt) {
    out.name(lt.label);
    valtype(lt.type);
  });
  resultlist(t.result);
}

/// resourcetype
void Encoder::resourcetype(const ResourceType& t) {
  out.byte(0x3F);
  core.valtype(t.rep);
  out.byte(t.dtor ? 1 : 0);
  if (t.dtor) out.index(*t.dtor);
}

/// vec(componentdecl), vec(instancedecl)
void Encoder::decls(u8 code, const std::vector<Decl>& ds) {
  out.byte(code);
  out.list(ds, [this](const Decl& d) {
    out.byte(static_cast<u32>(d.index()));
    if (const auto* def = std::get_if<CoreTypeDef>(&d)) {
      core_type(*def);
    } else if (const auto* t = std::get_if<std::shared_ptr<const TypeDef>>(&d)) {
      type(**t);
    } else if (const auto* a = std::get_if<Alias>(&d)) {
      alias(*a);
    } else if (const auto* import = std::get_if<ImportDecl>(&d)) {
      nameattributes(import->name);
      externtype(import->type);
    } else {
      const auto& e = std::get<ExportDecl>(d);
      nameattributes(e.name);
      externtype(e.type);
    }
  });
}

/// [Binary.md#type-definitions] type
void Encoder::type(const TypeDef& def) {
  struct Visitor {
    Encoder& to;
    void operator()(const DefValType& t) const { to.defvaltype(t); }
    void operator()(const FuncType& t) const { to.functype(t); }
    void operator()(const ComponentType& t) const { to.decls(0x41, t.decls); }
    void operator()(const InstanceType& t) const { to.decls(0x42, t.decls); }
    void operator()(const ResourceType& t) const { to.resourcetype(t); }
  };
  std::visit(Visitor{*this}, def.is);
}

/// [Binary.md#type-definitions] externtype
void Encoder::externtype(const ExternType& et) {
  out.byte(static_cast<u32>(et.index()));
  if (const auto* module = std::get_if<CoreModuleExtern>(&et)) {
    out.byte(0x11);
    out.index(module->type);
  } else if (const auto* func = std::get_if<FuncExtern>(&et)) {
    out.index(func->type);
  } else if (const auto* value = std::get_if<ValueExtern>(&et)) {
    if (const auto* eq = std::get_if<ValueIdx>(&value->bound.is)) {
      out.byte(0x00);
      out.index(*eq);
    } else {
      out.byte(0x01);
      valtype(std::get<ValType>(value->bound.is));
    }
  } else if (const auto* type_bound = std::get_if<TypeExtern>(&et)) {
    out.byte(type_bound->bound.eq ? 0x00 : 0x01);
    if (type_bound->bound.eq) out.index(*type_bound->bound.eq);
  } else if (const auto* component_type = std::get_if<ComponentExtern>(&et)) {
    out.index(component_type->type);
  } else {
    out.index(std::get<InstanceExtern>(et).type);
  }
}

}  // namespace touchstone::component
