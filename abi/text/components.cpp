// Explainer.md "Component Definitions", "Import and Export Definitions", "Start Definitions".
#include "abi/text/parser.hpp"
#include "interp/binary/decode.hpp"
#include "interp/support/messages.hpp"
#include "interp/text/annotations.hpp"
#include "interp/text/parse.hpp"

namespace touchstone::component {

/// [Explainer.md#component-definitions] component, behind `(component $id?`.
Component Parser::component(std::optional<Id> id, Region begin, TextScope* parent) {
  const wasm::Reading reading(in, "Explainer.md#component-definitions");
  const Nested nested(*this, depth_);
  TextScope scope(TextScope::Kind::component, parent);
  if (id) scope.name = id->name;
  scope_ = &scope;
  const bool annotated = profile.features.has(Feature::custom_annotations);
  wasm::ModuleAnnotations annotations(profile.features);
  if (annotated) annotations.begin(in);
  for (bool more = true; more;) {
    if (annotated) customs();
    more = in.at(TokenKind::lpar);
    if (more) field();
  }
  std::move(scope.at_end.begin(), scope.at_end.end(), std::back_inserter(scope.definitions));
  scope_ = parent;
  Component component;
  component.definitions = std::move(scope.definitions);
  component.names = scope.names();
  component.names.component = annotations.own_name(std::move(id));
  component.source = in.source();
  component.at = since(begin);
  return component;
}

/// Choice: as in modules, the annotations `(@custom "name" "bytes"*)` and `(@producers ...)` are custom sections; they stand
/// between definitions, and inside of them they are white space.
void Parser::customs() {
  for (const wasm::Annotation* annotation : in.annotations()) {
    if (annotation->id == "custom") scope_->definitions.push_back({wasm::custom_of(in, *annotation), annotation->at});
    if (annotation->id == "producers") {
      scope_->definitions.push_back({wasm::producers_of(in, *annotation), annotation->at});
    }
  }
}

/// [Explainer.md#component-definitions] definition
void Parser::field() {
  const Region begin = in.peek().at;
  if (in.accept_form("core")) return core_field(begin);
  if (in.accept_form("component")) return nested_component(begin);
  if (in.accept_form("instance")) return instance(begin);
  if (in.accept_form("alias")) return alias(begin);
  if (in.accept_form("type")) return type_field(begin);
  if (in.accept_form("canon")) return canon(begin);
  if (in.accept_form("func")) return func(begin);
  if (in.accept_form("start")) return start(begin);
  if (in.accept_form("import")) return import(begin);
  if (in.accept_form("export")) return export_(begin);
  if (in.accept_form("value")) return value_field(begin);
  in.next();
  in.unexpected("a definition of a component");
}

/// core-prefix(definition), behind `(core`.
void Parser::core_field(Region begin) {
  if (in.accept_keyword("module")) return core_module(begin);
  if (in.accept_keyword("instance")) return core_instance(begin);
  if (in.accept_keyword("type")) return core_type(begin);
  if (in.accept_keyword("rec")) return core_rec(begin);
  if (in.accept_keyword("func")) return core_func(begin);
  const Sort sort = core_sort_word();  // table, memory, global, tag: only as aliases
  const auto id = in.accept_id();
  if (!at_inverted_alias()) in.unexpected("(alias core export ...)");
  inverted_alias(sort, id, begin);
}

/// `binary "..."*` in the place of fields.
std::shared_ptr<const wasm::Module> Parser::module_binary(std::optional<Id> id, Region begin) {
  const SourcePtr source = binary_source(in.source()->describe(begin) + " (binary)", in.strings());
  auto result = wasm::decode_module(source, profile.features);
  if (!result) throw Error(result.error());
  auto module = std::make_shared<wasm::Module>(std::move(*result));
  if (id && !module->names.module) module->names.module = std::move(id->name);
  return module;
}

/// [Explainer.md#component-definitions] core:module, behind `(core module`.
void Parser::core_module(Region begin) {
  const auto id = in.accept_id();
  auto exports = inline_exports();
  if (auto name = inline_import()) {
    ExternType type = externtype_body(Sort::core_module);
    in.expect_rpar();
    emit_import(std::move(*name), std::move(type), Sort::core_module, id, begin);
  } else if (at_inverted_alias()) {
    inverted_alias(Sort::core_module, id, begin);
  } else {
    std::shared_ptr<const wasm::Module> module;
    if (in.accept_keyword("binary")) {
      module = module_binary(id, begin);
    } else {
      module = std::make_shared<wasm::Module>(wasm::parse_module_fields(in, profile.features, id, begin));
    }
    in.expect_rpar();
    emit(std::move(module), since(begin));
    bind(Sort::core_module, id);
  }
  defer_exports(std::move(exports), Sort::core_module, scope_->space(Sort::core_module).count() - 1, since(begin));
}

/// A component inside a component, behind `(component`.
void Parser::nested_component(Region begin) {
  const auto id = in.accept_id();
  auto exports = inline_exports();
  if (auto name = inline_import()) {
    ExternType type = externtype_body(Sort::component);
    in.expect_rpar();
    emit_import(std::move(*name), std::move(type), Sort::component, id, begin);
  } else if (at_inverted_alias()) {
    inverted_alias(Sort::component, id, begin);
  } else {
    auto nested = std::make_shared<Component>(component(id, begin, scope_));
    in.expect_rpar();
    emit(std::shared_ptr<const Component>(std::move(nested)), since(begin));
    bind(Sort::component, id);
  }
  defer_exports(std::move(exports), Sort::component, scope_->space(Sort::component).count() - 1, since(begin));
}

/// [Explainer.md#type-definitions] type, behind `(type`; in a component also with inline exports or an import.
void Parser::type_field(Region begin) {
  const auto id = in.accept_id();
  if (at_inverted_alias()) return inverted_alias(Sort::type, id, begin);
  const bool component = scope_->kind == TextScope::Kind::component;
  auto exports = component ? inline_exports() : std::vector<ExternName>();
  if (auto name = component ? inline_import() : std::nullopt) {
    ExternType type = externtype_body(Sort::type);
    in.expect_rpar();
    emit_import(std::move(*name), std::move(type), Sort::type, id, begin);
  } else {
    auto def = deftype();
    in.expect_rpar();
    def->at = since(begin);
    emit_type(std::move(def), id);
  }
  defer_exports(std::move(exports), Sort::type, scope_->space(Sort::type).count() - 1, since(begin));
}

/// [Explainer.md#value-definitions] value, behind `(value`.
void Parser::value_field(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#-value-definitions");
  const auto id = in.accept_id();
  auto exports = inline_exports();
  if (auto name = inline_import()) {
    ExternType type = externtype_body(Sort::value);
    in.expect_rpar();
    emit_import(std::move(*name), std::move(type), Sort::value, id, begin);
  } else if (at_inverted_alias()) {
    inverted_alias(Sort::value, id, begin);
  } else {
    ValueDef value;
    value.type = valtype();
    Resolver resolver(refs_, *scope_);
    resolver(value.type);
    value.bytes = literal(value.type);
    in.expect_rpar();
    scope_->definitions.push_back({std::move(value), since(begin)});  // resolved already
    bind(Sort::value, id);
  }
  defer_exports(std::move(exports), Sort::value, scope_->space(Sort::value).count() - 1, since(begin));
}

/// [Explainer.md#start-definitions] start, behind `(start`.
void Parser::start(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#-start-definitions");
  Start start;
  start.func = FuncIdx(reference(Sort::func, false));
  while (in.at_form("value")) start.args.emplace_back(reference(Sort::value, false));
  std::vector<std::optional<Id>> results;
  while (in.accept_form("result")) {
    in.expect_form("value");
    results.push_back(in.accept_id());
    in.expect_rpar();
    in.expect_rpar();
  }
  in.expect_rpar();
  start.results = static_cast<u32>(results.size());
  emit(std::move(start), since(begin));
  for (const auto& id : results) bind(Sort::value, id);
}

/// attribute*: each kind once, in any order.
void Parser::attributes(ExternName& name) {
  struct Word {
    std::string_view word;
    std::optional<std::string>* place;
  };
  const Word words[] = {
      {"implements", &name.implements}, {"versionsuffix", &name.versionsuffix}, {"external-id", &name.external_id}};
  for (bool found = true; found;) {
    found = false;
    for (const Word& row : words) {
      if (row.place->has_value() || !in.accept_form(row.word)) continue;
      *row.place = in.expect_name();
      in.expect_rpar();
      found = true;
    }
  }
}

/// [Explainer.md#import-and-export-definitions] externnamelit attribute*
ExternName Parser::externname() {
  const wasm::Reading reading(in, "Explainer.md#import-and-export-definitions");
  ExternName name;
  name.name = in.expect_name();
  attributes(name);
  return name;
}

/// `(word "x" attribute*)` that closes there; a definition of its own goes on with a type or a reference.
bool Parser::at_inline(std::string_view word) const {
  if (!in.at_form(word) || !in.at(TokenKind::string, 2)) return false;
  wasm::Cursor look = in;
  look.seek(in.position() + 3);
  while (look.at_form("implements") || look.at_form("versionsuffix") || look.at_form("external-id")) look.skip_form();
  return look.at(TokenKind::rpar);
}

std::optional<ExternName> Parser::inline_import() {
  if (!at_inline("import")) return std::nullopt;
  in.expect_form("import");
  ExternName name = externname();
  in.expect_rpar();
  return name;
}

std::vector<ExternName> Parser::inline_exports() {
  std::vector<ExternName> out;
  while (at_inline("export")) {
    in.expect_form("export");
    out.push_back(externname());
    in.expect_rpar();
  }
  return out;
}

/// Choice: the sources do not say where exports inside other definitions stand, though each has an index: at the end, so
/// that they do not move the indices of what is written out.
void Parser::defer_exports(std::vector<ExternName> names, Sort sort, u32 index, Region at) {
  for (ExternName& name : names) {
    scope_->at_end.push_back({Export{std::move(name), {sort, index}, std::nullopt}, at});
  }
}

void Parser::emit_import(ExternName name, ExternType type, Sort sort, const std::optional<Id>& id, Region begin) {
  emit(Import{std::move(name), std::move(type)}, since(begin));
  const u32 x = bind(sort, id);
  const auto* bound = std::get_if<TypeExtern>(&std::get<Import>(scope_->definitions.back().is).type);
  if (bound != nullptr && bound->bound.eq) scope_->see_type(x, scope_->seen_type(bound->bound.eq->value));
}

/// [Explainer.md#import-and-export-definitions] import, behind `(import`.
void Parser::import(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#import-and-export-definitions");
  ExternName name = externname();
  std::optional<Id> id;
  auto [type, sort] = bound_externtype(id);
  in.expect_rpar();
  emit_import(std::move(name), std::move(type), sort, id, begin);
}

/// [Explainer.md#import-and-export-definitions] export, behind `(export`.
void Parser::export_(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#import-and-export-definitions");
  const auto id = in.accept_id();
  Export e;
  e.name = externname();
  e.what = externidx();
  if (in.at(TokenKind::lpar)) {
    std::optional<Id> none;
    auto [type, sort] = bound_externtype(none);
    e.type = std::move(type);
  }
  in.expect_rpar();
  const Sort sort = e.what.sort;
  emit(std::move(e), since(begin));
  const u32 x = bind(sort, id);
  const u32 original = std::get<Export>(scope_->definitions.back().is).what.index;
  if (sort == Sort::type) scope_->see_type(x, scope_->seen_type(original));
}

bool is_component_text(const wasm::Cursor& in) { return in.at_form("component"); }

Component parse_component_fields(wasm::Cursor& in, const Profile& profile, std::optional<wasm::Id> name, Region begin) {
  return Parser(in, profile).component(std::move(name), begin, nullptr);
}

namespace {

Component whole_text(const SourcePtr& source, const Profile& profile, bool parenthesised) {
  wasm::Cursor in(wasm::lex(source), is_component_keyword);
  const wasm::Reading reading(in, "Explainer.md#component-definitions");
  const Region begin = in.peek().at;
  if (parenthesised) parenthesised = in.accept_form("component");
  auto id = parenthesised ? in.accept_id() : std::nullopt;
  Component component = parse_component_fields(in, profile, std::move(id), begin);
  if (parenthesised) in.expect_rpar();
  if (!in.at_eof()) in.unexpected("the end");
  component.at = in.since(begin);
  return component;
}

}  // namespace

Result<Component> parse_component(const SourcePtr& source, const Profile& profile) {
  return door(source, [&] { return whole_text(source, profile, true); });
}

Result<Component> parse_quoted_component(const SourcePtr& source, const Profile& profile) {
  return door(source, [&] { return whole_text(source, profile, false); });
}

}  // namespace touchstone::component
