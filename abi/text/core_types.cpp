// Explainer.md "Type Definitions", the core part: core types, and core module types with their declarators.
//
// Core types are read by the core text format (interp/text), which looks identifiers up at once. So the identifiers of
// enclosing scopes are aliased before a core type is read, not when it is emitted.
#include "abi/text/parser.hpp"
#include "interp/support/messages.hpp"

namespace touchstone::component {

void Parser::adopt_outer_core_types(const std::unordered_set<std::string>& own) {
  wasm::Space& types = scope_->space(Sort::core_type);
  wasm::Cursor look = in;
  for (u32 depth = 0; !look.at_eof(); look.next()) {
    if (look.at(TokenKind::lpar)) ++depth;
    if (look.at(TokenKind::rpar) && depth-- == 0) return;
    if (!look.at(TokenKind::id, 1)) continue;
    const auto& token = look.peek(1);
    const bool binds = look.at_keyword("field") || look.at_keyword("param") ||
                       (look.at_keyword("type") && !look.at(TokenKind::rpar, 2));
    const Id id{look.id_name(token), token.at};
    if (binds || types.find(id.name) || own.contains(id.name)) continue;
    if (scope_->find_outer(Sort::core_type, id.name)) types.adopt(id.name, scope_->find_or_alias(Sort::core_type, id));
  }
}

/// A type definition of the core language.
wasm::SubType Parser::core_subtype() {
  return wasm::TypeParser(in, profile.features, scope_->space(Sort::core_type)).subtype(nullptr);
}

/// Appends a core type that is read already; its identifiers are bound by the caller.
void Parser::append_core_type(CoreTypeDef def) {
  const Region at = def.at;
  switch (scope_->kind) {
  case TextScope::Kind::component: scope_->definitions.push_back({std::move(def), at}); break;
  case TextScope::Kind::component_type:
  case TextScope::Kind::instance_type: scope_->decls.emplace_back(std::move(def)); break;
  case TextScope::Kind::module_type: scope_->module_decls.emplace_back(std::move(def)); break;
  }
}

/// [Explainer.md#type-definitions] core:type, behind `(core type`; `(type` inside a module type.
void Parser::core_type(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#type-definitions");
  const auto id = in.accept_id();
  if (at_inverted_alias()) return inverted_alias(Sort::core_type, id, begin);
  CoreTypeDef def;
  if (in.at_form("module")) {
    in.expect_form("module");
    def.is = moduletype();
    in.expect_rpar();
    bind(Sort::core_type, id);
  } else {
    adopt_outer_core_types(id ? std::unordered_set{id->name} : std::unordered_set<std::string>());
    const u32 x = bind(Sort::core_type, id);
    wasm::RecType rec;
    rec.explicit_ = false;
    const Region type_begin = in.peek().at;
    rec.subtypes.push_back(core_subtype());
    scope_->space(Sort::core_type).release();
    rec.at = since(type_begin);
    scope_->see_core_types(rec, x);
    def.is = std::move(rec);
  }
  in.expect_rpar();
  def.at = since(begin);
  append_core_type(std::move(def));
}

/// `(core rec (type $id? ...)*)`, behind `(core rec`; `(rec` inside a module type.
void Parser::core_rec(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#type-definitions");
  std::vector<std::optional<Id>> ids;  // all of a group is bound before any of it is read
  for (wasm::Cursor look = in; look.at_form("type"); look.skip_form()) {
    wasm::Cursor head = look;
    head.expect_form("type");
    ids.push_back(head.accept_id());
  }
  std::unordered_set<std::string> own;
  for (const auto& id : ids) {
    if (id) own.insert(id->name);
  }
  adopt_outer_core_types(own);
  const u32 first = scope_->space(Sort::core_type).count();
  for (const auto& id : ids) bind(Sort::core_type, id);
  wasm::RecType rec;
  while (in.accept_form("type")) {
    in.accept_id();
    rec.subtypes.push_back(core_subtype());
    in.expect_rpar();
  }
  scope_->space(Sort::core_type).release();
  in.expect_rpar();
  rec.at = since(begin);
  scope_->see_core_types(rec, first);
  CoreTypeDef def;
  def.is = std::move(rec);
  def.at = since(begin);
  append_core_type(std::move(def));
}

/// core:moduletype, behind `(module`: its own index space of types, empty at first.
std::shared_ptr<const ModuleType> Parser::moduletype() {
  const Nested nested(*this, depth_);
  TextScope inner(TextScope::Kind::module_type, scope_);
  scope_ = &inner;
  while (in.at(TokenKind::lpar)) moduledecl();
  scope_ = inner.parent;
  auto type = std::make_shared<ModuleType>();
  type->decls = std::move(inner.module_decls);
  type->names = inner.names();
  return type;
}

/// [Explainer.md#type-definitions] core:moduledecl
void Parser::moduledecl() {
  const Region begin = in.peek().at;
  if (in.accept_form("type")) return core_type(begin);
  if (in.accept_form("rec")) return core_rec(begin);
  if (in.accept_form("alias")) return alias(begin);
  if (in.accept_form("import")) {
    ModuleImportDecl import;
    import.module = in.expect_name();
    import.name = in.expect_name();
    import.type = core_externtype();
    in.expect_rpar();
    import.at = since(begin);
    scope_->module_decls.emplace_back(std::move(import));
    return;
  }
  if (!in.at_form("export")) in.unexpected("a declaration of a module type");
  in.expect_form("export");
  ModuleExportDecl e;
  e.name = in.expect_name();
  e.type = core_externtype();
  in.expect_rpar();
  e.at = since(begin);
  scope_->module_decls.emplace_back(std::move(e));
}

/// [Ttypeuse_/base] Parameters and results behind the index of a type must be just those of the type.
void Parser::check_core_typeuse(const wasm::TypeUseText& use) const {
  const u32 x = use.index->value;
  const CoreTypeHome home = scope_->core_type_home(x);
  if (home.index >= home.scope->spaces[static_cast<u32>(Sort::core_type)].count()) {
    throw Malformed(use.at, phrase::unknown, "Ttypeuse_", " type " + std::to_string(x));
  }
  const auto found = home.scope->core_functypes.find(home.index);
  if (found == home.scope->core_functypes.end()) {
    throw Malformed(use.at, phrase::non_function_type, "Ttypeuse_", " " + std::to_string(x));
  }
  if (!scope_->same_core_type(*home.scope, found->second, use.functype())) {
    throw Malformed(use.at, phrase::inline_function_type, "Ttypeuse_/base", " does not match explicit type");
  }
}

/// A type use of a function; an inline type is emitted in front. Choice: even if there is an equal one, since component
/// types do the same.
u32 Parser::core_typeuse() {
  const Region begin = in.peek().at;
  const wasm::TypeUseText use = wasm::TypeParser(in, profile.features, scope_->space(Sort::core_type)).typeuse(true);
  if (use.index) {
    if (use.has_inline_type()) check_core_typeuse(use);
    return use.index->value;
  }
  wasm::RecType rec;
  rec.explicit_ = false;
  rec.at = since(begin);
  wasm::SubType st;
  st.comp = use.functype();
  st.at = rec.at;
  rec.subtypes.push_back(std::move(st));
  scope_->see_core_types(rec, scope_->space(Sort::core_type).count());
  CoreTypeDef def;
  def.at = rec.at;
  def.is = std::move(rec);
  append_core_type(std::move(def));
  return bind(Sort::core_type, std::nullopt);
}

/// core:externtype, with the identifier that an import may bind and nobody can refer to.
wasm::ExternType Parser::core_externtype() {
  in.expect(TokenKind::lpar, "an external type");
  wasm::Space& space = scope_->space(Sort::core_type);
  wasm::TypeParser types(in, profile.features, space);
  const auto head = [&](std::string_view word) {
    if (!in.accept_keyword(word)) return false;
    in.accept_id();
    adopt_outer_core_types({});
    return true;
  };
  const auto closed = [&](wasm::ExternType type) {
    space.release();
    in.expect_rpar();
    return type;
  };
  if (head("func")) return closed(wasm::FuncUse{wasm::TypeUse(wasm::TypeIdx(core_typeuse()))});
  if (head("tag")) return closed(wasm::TagType{wasm::TypeUse(wasm::TypeIdx(core_typeuse()))});
  if (head("table")) return closed(types.tabletype());
  if (head("memory")) return closed(types.memtype());
  if (head("global")) return closed(types.globaltype());
  in.unexpected("func, table, memory, global or tag");
}

/// `(type idx)`, or the declarators of a module type that is emitted in front.
u32 Parser::core_moduletype_use() {
  const bool use =
      in.at_form("type") && (in.at(TokenKind::nat, 2) || in.at(TokenKind::id, 2)) && in.at(TokenKind::rpar, 3);
  const Region begin = in.peek().at;
  if (use) {
    in.expect_form("type");
    const u32 x = sortidx_body(Sort::core_type, begin);
    in.expect_rpar();
    return x;
  }
  CoreTypeDef def;
  def.is = moduletype();
  def.at = since(begin);
  append_core_type(std::move(def));
  return bind(Sort::core_type, std::nullopt);
}

}  // namespace touchstone::component
