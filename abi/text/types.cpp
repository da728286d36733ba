// Explainer.md "Type Definitions": value, function, resource, component and instance types.
//
// A type that stands where an index is meant is emitted as a definition of its own in front; the inner ones first.
#include "abi/text/parser.hpp"
#include "interp/support/messages.hpp"

namespace touchstone::component {

namespace {

constexpr u32 nesting_limit = 100;  // Limit: of components and types, and of value types inside each other

}  // namespace

Parser::Nested::Nested(const Parser& parser, u32& depth) : depth_(depth) {
  if (depth >= nesting_limit) {
    throw Malformed(parser.in.peek().at, phrase::nesting_too_deep, "Explainer.md#type-definitions",
                    ": more than " + std::to_string(nesting_limit) + " levels");
  }
  ++depth;
}

/// The primitive types; `float32` and `float64` are older names.
std::optional<PrimValType> Parser::primvaltype() {
  for (u32 i = 0; i <= static_cast<u32>(PrimValType::error_context); ++i) {
    const auto pvt = static_cast<PrimValType>(i);
    if (in.accept_keyword(prim_name(pvt))) return pvt;
  }
  if (in.accept_keyword("float32")) return PrimValType::f32;
  if (in.accept_keyword("float64")) return PrimValType::f64;
  return std::nullopt;
}

u32 Parser::emit_type(std::shared_ptr<TypeDef> def, const std::optional<Id>& id) {
  const Region at = def->at;
  if (scope_->kind != TextScope::Kind::component) {
    emit_decl(std::shared_ptr<const TypeDef>(std::move(def)));
    return bind(Sort::type, id);
  }
  emit(std::shared_ptr<const TypeDef>(std::move(def)), at);
  const u32 x = bind(Sort::type, id);
  scope_->see_type(x, {std::get<std::shared_ptr<const TypeDef>>(scope_->definitions.back().is), scope_});
  return x;
}

void Parser::emit_decl(Decl decl) {
  Resolver resolver(refs_, *scope_);
  resolver(decl);
  scope_->decls.push_back(std::move(decl));
}

/// valtype: a primitive, an index, or another type, which gets an index.
ValType Parser::valtype() {
  const wasm::Reading reading(in, "Explainer.md#type-definitions");
  const Region begin = in.peek().at;
  const Nested nested(*this, valtype_depth_);
  ValType type;
  if (const auto pvt = primvaltype()) {
    type.is = *pvt;
  } else if (!in.at(TokenKind::lpar) || in.at_form("type")) {
    type.is = TypeIdx(reference(Sort::type, false));
  } else {
    auto def = std::make_shared<TypeDef>();
    in.expect(TokenKind::lpar, "a value type");
    const auto word = in.expect(TokenKind::keyword, "a value type");
    def->is = defvaltype(in.text(word));
    in.expect_rpar();
    def->at = since(begin);
    type.is = TypeIdx(emit_type(std::move(def), std::nullopt));
  }
  type.at = since(begin);
  return type;
}

std::optional<ValType> Parser::optional_valtype() {
  if (in.at(TokenKind::rpar)) return std::nullopt;
  return valtype();
}

/// labellit+
std::vector<std::string> Parser::labels() {
  std::vector<std::string> out;
  while (in.at(TokenKind::string)) out.push_back(in.expect_name());
  return out;
}

/// [Explainer.md#type-definitions] defvaltype, behind `(word`, up to the closing parenthesis.
DefValType Parser::defvaltype(std::string_view word) {
  const auto entry = [this](std::string_view keyword) {
    const Region begin = in.peek().at;
    in.expect_form(keyword);
    if (keyword == "case") in.accept_id();
    return begin;
  };
  if (word == "record") {
    RecordType record;
    while (in.at(TokenKind::lpar)) {
      const Region begin = entry("field");
      std::string label = in.expect_name();
      ValType type = valtype();
      in.expect_rpar();
      record.fields.push_back({std::move(label), std::move(type), since(begin)});
    }
    return record;
  }
  if (word == "variant") {
    VariantType variant;
    while (in.at(TokenKind::lpar)) {
      const Region begin = entry("case");
      std::string label = in.expect_name();
      auto type = optional_valtype();
      in.expect_rpar();
      variant.cases.push_back({std::move(label), std::move(type), since(begin)});
    }
    return variant;
  }
  if (word == "list") {
    ListType list{valtype(), std::nullopt};
    if (in.at(TokenKind::nat)) list.length = wasm::parse_u32(in);
    return list;
  }
  if (word == "tuple") {
    TupleType tuple;
    while (!in.at(TokenKind::rpar)) tuple.types.push_back(valtype());
    return tuple;
  }
  if (word == "flags") return FlagsType{labels()};
  if (word == "enum") return EnumType{labels()};
  if (word == "option") return OptionType{valtype()};
  if (word == "result") {
    ResultType result;
    if (!in.at(TokenKind::rpar) && !in.at_form("error")) result.ok = valtype();
    if (in.accept_form("error")) {
      result.error = valtype();
      in.expect_rpar();
    }
    return result;
  }
  if (word == "map") {
    ValType key = valtype();
    return MapType{std::move(key), valtype()};
  }
  if (word == "own") return OwnType{TypeIdx(reference(Sort::type, false))};
  if (word == "borrow") return BorrowType{TypeIdx(reference(Sort::type, false))};
  if (word == "stream") return StreamType{optional_valtype()};
  if (word == "future") return FutureType{optional_valtype()};
  throw Malformed(in.previous(), phrase::unexpected_token, "Explainer.md#type-definitions",
                  " " + std::string(word) + ", expected a value type");
}

/// [Explainer.md#type-definitions] functype, behind `(func` and its identifier.
FuncType Parser::functype() {
  FuncType type;
  type.async_ = in.accept_keyword("async");
  while (in.at_form("param")) {
    const Region begin = in.peek().at;
    in.expect_form("param");
    std::string label = in.expect_name();
    ValType param = valtype();
    in.expect_rpar();
    type.params.push_back({std::move(label), std::move(param), since(begin)});
  }
  if (in.accept_form("result")) {
    type.result = valtype();
    in.expect_rpar();
  }
  return type;
}

/// resourcetype, behind `(resource`.
ResourceType Parser::resourcetype() {
  ResourceType type;
  in.expect_form("rep");
  type.rep = wasm::TypeParser(in, profile.features, scope_->space(Sort::core_type)).valtype();
  in.expect_rpar();
  if (in.accept_form("dtor")) {
    type.dtor = CoreFuncIdx(reference(Sort::core_func, true));
    in.expect_rpar();
  }
  return type;
}

/// deftype, up to its own closing parenthesis.
std::shared_ptr<TypeDef> Parser::deftype() {
  const wasm::Reading reading(in, "Explainer.md#type-definitions");
  const Region begin = in.peek().at;
  auto def = std::make_shared<TypeDef>();
  if (const auto pvt = primvaltype()) {
    def->is = DefValType(*pvt);
  } else {
    in.expect(TokenKind::lpar, "a type");
    const auto word = in.expect(TokenKind::keyword, "a type");
    const std::string_view text = in.text(word);
    if (text == "func") {
      def->is = functype();
    } else if (text == "component") {
      def->is = componenttype();
    } else if (text == "instance") {
      def->is = instancetype();
    } else if (text == "resource") {
      def->is = resourcetype();
    } else {
      def->is = defvaltype(text);
    }
    in.expect_rpar();
  }
  def->at = since(begin);
  return def;
}

/// Declarators of a component or instance type, in a scope of their own.
void Parser::declarators(TextScope::Kind kind, std::vector<Decl>& decls, ComponentNames& names) {
  const Nested nested(*this, depth_);
  TextScope inner(kind, scope_);
  scope_ = &inner;
  while (in.at(TokenKind::lpar)) declarator(kind == TextScope::Kind::component_type);
  scope_ = inner.parent;
  decls = std::move(inner.decls);
  names = inner.names();
}

/// componenttype, behind `(component`.
ComponentType Parser::componenttype() {
  ComponentType type;
  declarators(TextScope::Kind::component_type, type.decls, type.names);
  return type;
}

/// instancetype, behind `(instance`.
InstanceType Parser::instancetype() {
  InstanceType type;
  declarators(TextScope::Kind::instance_type, type.decls, type.names);
  return type;
}

/// [Explainer.md#type-definitions] componentdecl, instancedecl
void Parser::declarator(bool imports) {
  const Region begin = in.peek().at;
  if (in.accept_form("core")) {
    if (in.accept_keyword("rec")) return core_rec(begin);
    in.expect_keyword("type");
    return core_type(begin);
  }
  if (in.accept_form("type")) return type_field(begin);
  if (in.accept_form("alias")) return alias(begin);
  const bool import = imports && in.at_form("import");
  if (!import && !in.at_form("export")) in.unexpected("a declaration of a type");
  in.next();
  in.next();
  ExternName name = externname();
  std::optional<Id> id;
  auto [type, sort] = bound_externtype(id);
  in.expect_rpar();
  if (import) {
    emit_decl(ImportDecl{std::move(name), std::move(type), since(begin)});
  } else {
    emit_decl(ExportDecl{std::move(name), std::move(type), since(begin)});
  }
  bind(sort, id);
}

bool Parser::at_typeuse() const {
  return in.at_form("type") && (in.at(TokenKind::nat, 2) || in.at(TokenKind::id, 2)) &&
         (in.at(TokenKind::rpar, 3) || in.at(TokenKind::string, 3));
}

/// `(type idx)`, also of an export of an instance.
u32 Parser::typeuse() {
  const Region begin = in.peek().at;
  in.expect_form("type");
  const u32 x = sortidx_body(Sort::type, begin);
  in.expect_rpar();
  return x;
}

u32 Parser::func_typeuse() {
  if (at_typeuse()) return typeuse();
  const Region begin = in.peek().at;
  auto def = std::make_shared<TypeDef>();
  def->is = functype();
  def->at = since(begin);
  return emit_type(std::move(def), std::nullopt);
}

/// typebound
TypeBound Parser::typebound() {
  TypeBound bound;
  if (in.accept_form("eq")) {
    bound.eq = TypeIdx(reference(Sort::type, false));
  } else {
    in.expect_form("sub");
    in.expect_keyword("resource");
  }
  in.expect_rpar();
  return bound;
}

/// valuebound
ValueBound Parser::valuebound() {
  if (in.accept_form("eq")) {
    ValueBound bound{ValueIdx(reference(Sort::value, false))};
    in.expect_rpar();
    return bound;
  }
  return {valtype()};
}

/// externtype, behind the sort and its identifier.
ExternType Parser::externtype_body(Sort sort) {
  const wasm::Reading reading(in, "Explainer.md#type-definitions");
  const Region begin = in.peek().at;
  const auto type_of = [&](auto parse) {
    if (at_typeuse()) return TypeIdx(typeuse());
    auto def = std::make_shared<TypeDef>();
    def->is = parse();
    def->at = since(begin);
    return TypeIdx(emit_type(std::move(def), std::nullopt));
  };
  switch (sort) {
  case Sort::core_module: return CoreModuleExtern{CoreTypeIdx(core_moduletype_use())};
  case Sort::func: return FuncExtern{TypeIdx(func_typeuse())};
  case Sort::value: return ValueExtern{valuebound()};
  case Sort::type: return TypeExtern{typebound()};
  case Sort::component: return ComponentExtern{type_of([this] { return componenttype(); })};
  case Sort::instance: return InstanceExtern{type_of([this] { return instancetype(); })};
  default:
    throw Malformed(in.previous(), phrase::unexpected_token, "Explainer.md#type-definitions",
                    " " + std::string(sort_name(sort)) + ": only core modules of the core sorts have an external type");
  }
}

/// bind-id(externtype)
std::pair<ExternType, Sort> Parser::bound_externtype(std::optional<Id>& id) {
  const wasm::Reading reading(in, "Explainer.md#type-definitions");
  in.expect(TokenKind::lpar, "an external type");
  const Sort sort = sort_word();
  id = in.accept_id();
  ExternType type = externtype_body(sort);
  in.expect_rpar();
  return {std::move(type), sort};
}

}  // namespace touchstone::component
