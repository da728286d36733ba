// Explainer.md "Type Definitions", the core part: core types, and core module types with their declarators.
//
// Core types are read by the core text format (interp/text), which looks identifiers up at once. So the identifiers of
// enclosing scopes are aliased before a core type is read, not when it is emitted.
#include "abi/text/parser.hpp"
#include "interp/support/messages.hpp"

namespace touchstone::component {

namespace {

/// The type that is just this function type, among those a module type has so far.
std::optional<u32> find_functype(const std::vector<ModuleDecl>& decls, const wasm::FuncType& ft) {
  u32 index = 0;
  for (const ModuleDecl& decl : decls) {
    if (std::holds_alternative<Alias>(decl)) ++index;
    const auto* def = std::get_if<CoreTypeDef>(&decl);
    const auto* rec = def == nullptr ? nullptr : std::get_if<wasm::RecType>(&def->is);
    if (rec == nullptr) {
      index += def == nullptr ? 0 : 1;
      continue;
    }
    const bool single = rec->subtypes.size() == 1 && rec->subtypes[0].final && rec->subtypes[0].supers.empty();
    if (single && rec->subtypes[0].comp == wasm::CompType(ft)) return index;
    index += static_cast<u32>(rec->subtypes.size());
  }
  return std::nullopt;
}

}  // namespace

void Parser::alias_outer_core_types() {
  const u32 start = in.position();
  wasm::Cursor end = in;
  end.skip_form();
  for (; in.position() < end.position(); in.next()) {
    if (!in.at(TokenKind::id, 1)) continue;
    const bool binder =
        in.at_keyword("field") || in.at_keyword("param") || (in.at_keyword("type") && !in.at(TokenKind::rpar, 2));
    if (binder) continue;
    const auto& token = in.peek(1);
    const Id id{in.id_name(token), token.at};
    bool outside = false;
    for (Scope* outer = scope_->parent; outer != nullptr && !outside; outer = outer->parent) {
      outside = outer->space(Sort::core_type).find(id.name).has_value();
    }
    if (outside && !scope_->space(Sort::core_type).find(id.name)) resolve({Sort::core_type, id, {}, token.at}, *scope_);
  }
  in.seek(start);
}

/// Appends a core type that is read already; its identifiers are bound by the caller.
void Parser::append_core_type(CoreTypeDef def) {
  const Region at = def.at;
  switch (scope_->kind) {
  case Scope::Kind::component: scope_->definitions.push_back({std::move(def), at}); break;
  case Scope::Kind::component_type:
  case Scope::Kind::instance_type: scope_->decls.emplace_back(std::move(def)); break;
  case Scope::Kind::module_type: scope_->module_decls.emplace_back(std::move(def)); break;
  }
}

/// [Explainer.md#type-definitions] core:type, behind `(core type`; `(type` inside a module type.
void Parser::core_type(Region begin) {
  const auto id = in.accept_id();
  if (at_inverted_alias()) return inverted_alias(Sort::core_type, id, begin);
  CoreTypeDef def;
  if (in.at_form("module")) {
    in.expect_form("module");
    def.is = moduletype();
    in.expect_rpar();
    bind(Sort::core_type, id);
  } else {
    alias_outer_core_types();
    bind(Sort::core_type, id);
    wasm::RecType rec;
    rec.explicit_ = false;
    const Region type_begin = in.peek().at;
    rec.subtypes.push_back(wasm::TypeParser(in, profile.features, scope_->space(Sort::core_type)).subtype(nullptr));
    rec.at = since(type_begin);
    def.is = std::move(rec);
  }
  in.expect_rpar();
  def.at = since(begin);
  append_core_type(std::move(def));
}

/// `(core rec (type $id? ...)*)`, behind `(core rec`; `(rec` inside a module type.
void Parser::core_rec(Region begin) {
  const u32 start = in.position();
  while (in.at(TokenKind::lpar)) {
    alias_outer_core_types();
    in.skip_form();
  }
  in.seek(start);
  while (in.at_form("type")) {  // all of a group is bound before any of it is read
    wasm::Cursor form = in;
    form.expect_form("type");
    bind(Sort::core_type, form.accept_id());
    in.skip_form();
  }
  in.seek(start);
  wasm::RecType rec;
  while (in.accept_form("type")) {
    in.accept_id();
    rec.subtypes.push_back(wasm::TypeParser(in, profile.features, scope_->space(Sort::core_type)).subtype(nullptr));
    in.expect_rpar();
  }
  in.expect_rpar();
  rec.at = since(begin);
  CoreTypeDef def;
  def.is = std::move(rec);
  def.at = since(begin);
  append_core_type(std::move(def));
}

/// core:moduletype, behind `(module`: its own index space of types, empty at first.
std::shared_ptr<const ModuleType> Parser::moduletype() {
  const Nested nested(*this);
  Scope inner(Scope::Kind::module_type, scope_);
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

/// A type use of a function; an inline type is the first equal one, or emitted in front.
u32 Parser::core_typeuse() {
  alias_outer_core_types_of_rest();
  const Region begin = in.peek().at;
  const wasm::TypeUseText use = wasm::TypeParser(in, profile.features, scope_->space(Sort::core_type)).typeuse(true);
  if (use.index) return use.index->value;
  wasm::FuncType ft = use.functype();
  if (const auto found = find_functype(scope_->module_decls, ft)) return *found;
  wasm::RecType rec;
  rec.explicit_ = false;
  rec.at = since(begin);
  wasm::SubType st;
  st.comp = std::move(ft);
  st.at = rec.at;
  rec.subtypes.push_back(std::move(st));
  CoreTypeDef def;
  def.at = rec.at;
  def.is = std::move(rec);
  append_core_type(std::move(def));
  return bind(Sort::core_type, std::nullopt);
}

/// core:externtype, with the identifier that an import may bind and nobody can refer to.
wasm::ExternType Parser::core_externtype() {
  in.expect(TokenKind::lpar, "an external type");
  wasm::TypeParser types(in, profile.features, scope_->space(Sort::core_type));
  const auto closed = [this](wasm::ExternType type) {
    in.expect_rpar();
    return type;
  };
  const auto head = [this](std::string_view word) {
    if (!in.accept_keyword(word)) return false;
    in.accept_id();
    return true;
  };
  if (head("func")) return closed(wasm::FuncUse{wasm::TypeUse(wasm::TypeIdx(core_typeuse()))});
  if (head("tag")) return closed(wasm::TagType{wasm::TypeUse(wasm::TypeIdx(core_typeuse()))});
  alias_outer_core_types_of_rest();
  if (head("table")) return closed(types.tabletype());
  if (head("memory")) return closed(types.memtype());
  if (head("global")) return closed(types.globaltype());
  in.unexpected("func, table, memory, global or tag");
}

/// As alias_outer_core_types, for what is left of the form that the cursor is in.
void Parser::alias_outer_core_types_of_rest() {
  const u32 start = in.position();
  while (!in.at(TokenKind::rpar) && !in.at_eof()) {
    if (in.at(TokenKind::lpar)) alias_outer_core_types();
    in.skip_form();
  }
  in.seek(start);
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
