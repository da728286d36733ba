// Binary.md "Type Definitions", decoding.
//
// The byte 0x50 begins a core module type here; a core subtype that is not final takes 0x00 in front of its own 0x50.
#include "abi/binary/decoder.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view rule = "Binary.md#type-definitions";

/// The type constructors of defvaltype, from 0x63 up.
constexpr std::string_view defvaltype_words[] = {"map",    "",      "future", "stream", "list of fixed length",
                                                 "borrow", "own",   "result", "option", "",
                                                 "enum",   "flags", "tuple",  "list",   "variant",
                                                 "record"};
constexpr bool is_defvaltype(u8 code) {
  return code >= 0x63 && code <= 0x72 && !defvaltype_words[code - 0x63U].empty();
}

}  // namespace

/// core:type
CoreTypeDef Decoder::core_type() {
  const u32 begin = in.position();
  CoreTypeDef def;
  if (in.peek() == 0x50) {
    in.byte();
    in.tell(begin, "module");
    enter({begin, in.end()});
    ++depth;
    def.is = scope(in, [this] { return moduletype(); }, "module type");
    --depth;
  } else if (in.peek() == 0x00) {
    in.byte();
    in.tell(begin, "core type that begins with 0x50");
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
  for (u32 i = 0; i < n; ++i) part(in, [&] { type->decls.push_back(moduledecl()); }, "module type declaration", i);
  return type;
}

/// core:moduledecl
ModuleDecl Decoder::moduledecl() {
  const u32 begin = in.position();
  switch (const u8 byte = in.byte()) {
  case 0x00: {
    in.tell(begin, "import");
    ModuleImportDecl import;
    import.module = in.name();
    import.name = in.name();
    import.type = core.externtype();
    import.at = in.since(begin);
    return import;
  }
  case 0x01: {
    in.tell(begin, "type");
    CoreTypeDef def = core_type();
    tell_defines(Sort::core_type);
    return def;
  }
  case 0x02: {
    in.tell(begin, "alias");
    Alias alias = core_alias();
    tell_defines(Sort::core_type);
    return alias;
  }
  case 0x03: {
    in.tell(begin, "export");
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
  in.tell(begin, "type");
  const u32 target_at = in.position();
  if (const u8 target = in.byte(); target != 0x01) {
    invalid_leading_byte(in.since(target_at), target, "outer alias target", rule);
  }
  in.tell(target_at, "outer");
  Alias alias;
  alias.sort = Sort::core_type;
  alias.target = outer(Sort::core_type);
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
    in.tell(begin, prim_name(*pvt));
  } else {
    const u8 first = in.peek().value_or(u8{0});
    const s64 x = in.read_s33();
    if (x < 0) invalid_leading_byte(in.since(begin), first, "component value type", rule);
    const TypeIdx index(static_cast<u32>(x));
    type.is = index;
    in.tell_index(begin, index_space(index), index.value);
  }
  type.at = in.since(begin);
  return type;
}

/// `<valtype>?`
std::optional<ValType> Decoder::optional_valtype() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x01) invalid_leading_byte(in.since(begin), byte, "optional component value type", rule);
  in.tell(begin, byte == 0x00 ? "no type" : "a type");
  if (byte == 0x00) return std::nullopt;
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
    in.tell(zero_at, "zero byte");
    c.at = in.since(from);
    return c;
  };
  const auto pvt = primvaltype(code);
  if (pvt || is_defvaltype(code)) in.tell(begin, pvt ? prim_name(*pvt) : defvaltype_words[code - 0x63U]);
  if (pvt) return *pvt;
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
    const u32 length_at = in.position();
    const u32 length = in.read_u32();
    in.tell(length_at, [&] { return "elements: " + std::to_string(length); });
    return ListType{std::move(element), length};
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
  if (byte > 0x01) invalid_leading_byte(in.since(begin), byte, "component function results", rule);
  in.tell(begin, byte == 0x00 ? "a result" : "no result");
  if (byte == 0x00) return valtype();
  const u32 zero_at = in.position();
  if (const u8 zero = in.byte(); zero != 0) invalid_leading_byte(in.since(zero_at), zero, "number of results", rule);
  in.tell(zero_at, "zero byte");
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
  in.tell(begin, dtor == 0x01 ? "a destructor" : "no destructor");
  if (dtor == 0x01) type.dtor = in.index<CoreFuncIdx>();
  return type;
}

/// [Binary.md#type-definitions] type
std::shared_ptr<const TypeDef> Decoder::type() {
  const u32 begin = in.position();
  auto def = std::make_shared<TypeDef>();
  switch (const u8 code = in.byte()) {
  case 0x3F:
    in.tell(begin, "resource");
    def->is = resourcetype();
    break;
  case 0x40:
  case 0x43:
    in.tell(begin, code == 0x40 ? "func" : "async func");
    def->is = functype(code == 0x43);
    break;
  case 0x41:
  case 0x42: {
    enter({begin, in.end()});
    ++depth;
    in.tell(begin, code == 0x41 ? "component" : "instance");
    auto ds = scope(in, [&] { return decls(code == 0x41); }, code == 0x41 ? "component type" : "instance type");
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
  for (u32 i = 0; i < n; ++i) part(in, [&] { out.push_back(decl(imports)); }, "declaration", i);
  return out;
}

/// componentdecl, instancedecl
Decl Decoder::decl(bool imports) {
  constexpr std::string_view words[] = {"core type", "type", "alias", "import", "export"};
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x04 || (byte == 0x03 && !imports)) {
    invalid_leading_byte(in.since(begin), byte, "component or instance type declaration", rule);
  }
  in.tell(begin, words[byte]);
  const auto defined = [this](auto declared, Sort sort) {
    tell_defines(sort);
    return declared;
  };
  const auto named = [&](auto declared) {
    declared.name = nameattributes();
    declared.type = externtype();
    declared.at = in.since(begin);
    tell_defines(extern_sort(declared.type));
    return declared;
  };
  switch (byte) {
  case 0x00: return defined(core_type(), Sort::core_type);
  case 0x01: return defined(type(), Sort::type);
  case 0x02: {
    Alias declared = alias();
    const Sort sort = declared.sort;
    return defined(std::move(declared), sort);
  }
  case 0x03: return named(ImportDecl());
  default: return named(ExportDecl());
  }
}

/// typebound
TypeBound Decoder::typebound() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x01) invalid_leading_byte(in.since(begin), byte, "type bound", rule);
  in.tell(begin, byte == 0x00 ? "eq" : "sub resource");
  if (byte == 0x00) return {in.index<TypeIdx>()};
  return {};
}

/// valuebound
ValueBound Decoder::valuebound() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  if (byte > 0x01) invalid_leading_byte(in.since(begin), byte, "value bound", rule);
  in.tell(begin, byte == 0x00 ? "eq" : "of type");
  if (byte == 0x00) return {in.index<ValueIdx>()};
  return {valtype()};
}

/// [Binary.md#type-definitions] externtype
ExternType Decoder::externtype() {
  const u32 begin = in.position();
  const u8 byte = in.byte();
  constexpr std::string_view words[] = {"core module", "func", "value", "type", "component", "instance"};
  if (byte <= 0x05) in.tell(begin, words[byte]);
  switch (byte) {
  case 0x00: {
    const u32 sort_at = in.position();
    if (const u8 sort = in.byte(); sort != 0x11) {
      invalid_leading_byte(in.since(sort_at), sort, "component external kind", rule);
    }
    in.tell(begin, words[byte]);
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

void Decoder::tell_defines(Sort sort) const {
  if (in.watch() != nullptr) in.watch()->defines(index_space(sort));
}

void Decoder::tell_defines(const Definition& definition) const {
  if (in.watch() == nullptr) return;
  struct Visitor {
    const Decoder& to;
    void operator()(const std::shared_ptr<const wasm::Module>&) const { to.tell_defines(Sort::core_module); }
    void operator()(const CoreInstance&) const { to.tell_defines(Sort::core_instance); }
    void operator()(const CoreTypeDef& def) const {
      const auto* rec = std::get_if<wasm::RecType>(&def.is);
      for (std::size_t i = 0; i < (rec == nullptr ? 1 : rec->subtypes.size()); ++i) to.tell_defines(Sort::core_type);
    }
    void operator()(const std::shared_ptr<const Component>&) const { to.tell_defines(Sort::component); }
    void operator()(const Instance&) const { to.tell_defines(Sort::instance); }
    void operator()(const Alias& alias) const { to.tell_defines(alias.sort); }
    void operator()(const std::shared_ptr<const TypeDef>&) const { to.tell_defines(Sort::type); }
    void operator()(const Canon& canon) const {
      to.tell_defines(canon.op == CanonOp::lift ? Sort::func : Sort::core_func);
    }
    void operator()(const Start& start) const {
      for (u32 i = 0; i < std::min(start.results, 16U); ++i) to.tell_defines(Sort::value);  // no more are valid
    }
    void operator()(const Import& import) const { to.tell_defines(extern_sort(import.type)); }
    void operator()(const Export& e) const { to.tell_defines(e.what.sort); }
    void operator()(const ValueDef&) const { to.tell_defines(Sort::value); }
    void operator()(const wasm::Custom&) const {}
  };
  std::visit(Visitor{*this}, definition.is);
}

}  // namespace touchstone::component
