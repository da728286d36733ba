// Binary.md "Type Definitions", decoding.
//
// The byte 0x50 begins a core module type here; a core subtype that is not final takes 0x00 in front of its own 0x50.
#include "abi/binary/decoder.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view rule = "Binary.md#type-definitions";

}  // namespace

/// core:type
CoreTypeDef Decoder::core_type() {
  const u32 begin = in.position();
  CoreTypeDef def;
  if (in.peek() == 0x50) {
    in.byte();
    enter({begin, in.end()});
    ++depth;
    def.is = moduletype();
    --depth;
  } else if (in.peek() == 0x00) {
    in.byte();
    const u32 sub_at = in.position();
    if (in.peek() != 0x50) invalid_leading_byte({sub_at, sub_at + 1}, in.byte(), "type definition", rule);
    wasm::RecType rec;
    rec.explicit_ = false;
    rec.subtypes.push_back(core.subtype());
    rec.at = in.since(begin);
    def.is = std::move(rec);
  } else {
    def.is = core.rectype();
  }
  def.at = in.since(begin);
  return def;
}

/// core:moduletype
std::shared_ptr<const ModuleType> Decoder::moduletype() {
  auto type = std::make_shared<ModuleType>();
  const u32 n = in.count();
  for (u32 i = 0; i < n; ++i) within([&] { type->decls.push_back(moduledecl()); }, "module type declaration", i);
  return type;
}

/// core:moduledecl
ModuleDecl Decoder::moduledecl() {
  const u32 begin = in.position();
  switch (const u8 byte = in.byte()) {
  case 0x00: {
    ModuleImportDecl import;
    import.module = in.name();
    import.name = in.name();
    import.type = core.externtype();
    import.at = in.since(begin);
    return import;
  }
  case 0x01: return core_type();
  case 0x02: return core_alias();
  case 0x03: {
    ModuleExportDecl e;
    e.name = in.name();
    e.type = core.externtype();
    e.at = in.since(begin);
    return e;
  }
  default: invalid_leading_byte(in.since(begin), byte, "type definition", rule);
  }
}

/// core:alias
Alias Decoder::core_alias() {
  const u32 begin = in.position();
  if (const u8 sort = in.byte(); sort != 0x10) invalid_leading_byte(in.since(begin), sort, "outer alias kind", rule);
  const u32 target_at = in.position();
  if (const u8 target = in.byte(); target != 0x01) {
    invalid_leading_byte(in.since(target_at), target, "outer alias target", rule);
  }
  Alias alias;
  alias.sort = Sort::core_type;
  const u32 count = in.read_u32();
  alias.target = Alias::Outer{count, in.read_u32()};
  alias.at = in.since(begin);
  return alias;
}

/// primvaltype
std::optional<PrimValType> Decoder::primvaltype(u8 code) const {
  if (code == 0x64) return PrimValType::error_context;
  if (code >= 0x73 && code <= 0x7F) return static_cast<PrimValType>(0x7F - code);
  return std::nullopt;
}

/// valtype: indices are not negative, primitive types are one byte in the negative half of s33.
ValType Decoder::valtype() {
  const u32 begin = in.position();
  ValType type;
  if (const auto pvt = primvaltype(in.peek().value_or(u8{0}))) {
    in.byte();
    type.is = *pvt;
  } else {
    const u8 first = in.peek().value_or(u8{0});
    const s64 x = in.read_s33();
    if (x < 0) invalid_leading_byte(in.since(begin), first, "component value type", rule);
    type.is = TypeIdx(static_cast<u32>(x));
  }
  type.at = in.since(begin);
  return type;
}

/// `<valtype>?`
std::optional<ValType> Decoder::optional_valtype() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte == 0x00) return std::nullopt;
  if (byte != 0x01) invalid_leading_byte(in.since(begin), byte, "optional component value type", rule);
  return valtype();
}

/// vec(labellit)
std::vector<std::string> Decoder::labels() {
  return list([this] { return in.name(); });
}

/// defvaltype
DefValType Decoder::defvaltype(u8 code, u32 begin) {
  const auto labelvaltype = [this] {
    const u32 from = in.position();
    LabelValType lt;
    lt.label = in.name();
    lt.type = valtype();
    lt.at = in.since(from);
    return lt;
  };
  const auto case_ = [this] {
    const u32 from = in.position();
    Case c;
    c.label = in.name();
    c.type = optional_valtype();
    const u32 zero_at = in.position();
    if (const u8 zero = in.byte(); zero != 0) invalid_leading_byte(in.since(zero_at), zero, "zero byte required", rule);
    c.at = in.since(from);
    return c;
  };
  if (const auto pvt = primvaltype(code)) return *pvt;
  switch (code) {
  case 0x72: return RecordType{list(labelvaltype)};
  case 0x71: return VariantType{list(case_)};
  case 0x70: return ListType{valtype(), std::nullopt};
  case 0x6F: return TupleType{list([this] { return valtype(); })};
  case 0x6E: return FlagsType{labels()};
  case 0x6D: return EnumType{labels()};
  case 0x6B: return OptionType{valtype()};
  case 0x6A: {
    auto ok = optional_valtype();
    return ResultType{std::move(ok), optional_valtype()};
  }
  case 0x69: return OwnType{in.index<TypeIdx>()};
  case 0x68: return BorrowType{in.index<TypeIdx>()};
  case 0x67: {
    ValType element = valtype();
    return ListType{std::move(element), in.read_u32()};
  }
  case 0x66: return StreamType{optional_valtype()};
  case 0x65: return FutureType{optional_valtype()};
  case 0x63: {
    ValType key = valtype();
    return MapType{std::move(key), valtype()};
  }
  default: invalid_leading_byte(in.since(begin), code, "component defined type", rule);
  }
}

/// resultlist
std::optional<ValType> Decoder::resultlist() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte == 0x00) return valtype();
  if (byte != 0x01) invalid_leading_byte(in.since(begin), byte, "component function results", rule);
  const u32 zero_at = in.position();
  if (const u8 zero = in.byte(); zero != 0) invalid_leading_byte(in.since(zero_at), zero, "number of results", rule);
  return std::nullopt;
}

/// functype, behind its first byte
FuncType Decoder::functype(bool async_) {
  FuncType type;
  type.async_ = async_;
  type.params = list([this] {
    const u32 from = in.position();
    LabelValType lt;
    lt.label = in.name();
    lt.type = valtype();
    lt.at = in.since(from);
    return lt;
  });
  type.result = resultlist();
  return type;
}

/// resourcetype, behind its first byte
ResourceType Decoder::resourcetype() {
  ResourceType type;
  type.rep = core.valtype();
  const u32 begin = in.position();
  const u8 dtor = in.byte();
  if (dtor > 0x01) invalid_leading_byte(in.since(begin), dtor, "optional destructor", rule);
  if (dtor == 0x01) type.dtor = in.index<CoreFuncIdx>();
  return type;
}

/// [Binary.md#type-definitions] type
std::shared_ptr<const TypeDef> Decoder::type() {
  const u32 begin = in.position();
  auto def = std::make_shared<TypeDef>();
  switch (const u8 code = in.byte()) {
  case 0x3F: def->is = resourcetype(); break;
  case 0x40: def->is = functype(false); break;
  case 0x43: def->is = functype(true); break;
  case 0x41:
  case 0x42: {
    enter({begin, in.end()});
    ++depth;
    auto ds = decls(code == 0x41);
    --depth;
    if (code == 0x41) {
      def->is = ComponentType{std::move(ds), {}};
    } else {
      def->is = InstanceType{std::move(ds), {}};
    }
    break;
  }
  default: def->is = defvaltype(code, begin);
  }
  def->at = in.since(begin);
  return def;
}

/// vec(componentdecl), vec(instancedecl)
std::vector<Decl> Decoder::decls(bool imports) {
  std::vector<Decl> out;
  const u32 n = in.count();
  for (u32 i = 0; i < n; ++i) within([&] { out.push_back(decl(imports)); }, "declaration", i);
  return out;
}

/// componentdecl, instancedecl
Decl Decoder::decl(bool imports) {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  switch (byte) {
  case 0x00: return core_type();
  case 0x01: return type();
  case 0x02: return alias();
  case 0x03: {
    if (!imports) break;
    ImportDecl import;
    import.name = nameattributes();
    import.type = externtype();
    import.at = in.since(begin);
    return import;
  }
  case 0x04: {
    ExportDecl e;
    e.name = nameattributes();
    e.type = externtype();
    e.at = in.since(begin);
    return e;
  }
  default: break;
  }
  invalid_leading_byte(in.since(begin), byte, "component or instance type declaration", rule);
}

/// typebound
TypeBound Decoder::typebound() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte == 0x00) return {in.index<TypeIdx>()};
  if (byte != 0x01) invalid_leading_byte(in.since(begin), byte, "type bound", rule);
  return {};
}

/// valuebound
ValueBound Decoder::valuebound() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte == 0x00) return {in.index<ValueIdx>()};
  if (byte != 0x01) invalid_leading_byte(in.since(begin), byte, "value bound", rule);
  return {valtype()};
}

/// [Binary.md#type-definitions] externtype
ExternType Decoder::externtype() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  switch (byte) {
  case 0x00: {
    const u32 sort_at = in.position();
    if (const u8 sort = in.byte(); sort != 0x11) {
      invalid_leading_byte(in.since(sort_at), sort, "component external kind", rule);
    }
    return CoreModuleExtern{in.index<CoreTypeIdx>()};
  }
  case 0x01: return FuncExtern{in.index<TypeIdx>()};
  case 0x02: return ValueExtern{valuebound()};
  case 0x03: return TypeExtern{typebound()};
  case 0x04: return ComponentExtern{in.index<TypeIdx>()};
  case 0x05: return InstanceExtern{in.index<TypeIdx>()};
  default: invalid_leading_byte(in.since(begin), byte, "component external kind", rule);
  }
}

}  // namespace touchstone::component
