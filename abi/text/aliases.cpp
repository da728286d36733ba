// Explainer.md "Index Spaces" and "Alias Definitions": sorts, references, aliases.
//
// A reference to a core sort is written with `core` in front where component sorts could stand too. The older form
// without it, and without inner parentheses, is accepted as well, since nothing else could be meant.
#include "abi/text/parser.hpp"
#include "interp/support/messages.hpp"

namespace touchstone::component {

namespace {

struct SortWord {
  std::string_view word;
  Sort sort;
};
constexpr SortWord core_words[] = {{"func", Sort::core_func},     {"table", Sort::core_table},
                                   {"memory", Sort::core_memory}, {"global", Sort::core_global},
                                   {"tag", Sort::core_tag},       {"type", Sort::core_type},
                                   {"module", Sort::core_module}, {"instance", Sort::core_instance}};
constexpr SortWord component_words[] = {{"func", Sort::func},
                                        {"value", Sort::value},
                                        {"type", Sort::type},
                                        {"component", Sort::component},
                                        {"instance", Sort::instance}};

}  // namespace

/// core:sort
Sort Parser::core_sort_word() {
  for (const SortWord& row : core_words) {
    if (in.accept_keyword(row.word)) return row.sort;
  }
  in.unexpected("a core sort");
}

/// [Explainer.md#index-spaces] sort
Sort Parser::sort_word() {
  if (in.accept_keyword("core")) return core_sort_word();
  for (const SortWord& row : component_words) {
    if (in.accept_keyword(row.word)) return row.sort;
  }
  in.unexpected("a sort");
}

std::variant<u32, wasm::Id> Parser::number_or_id() {
  if (in.at(TokenKind::nat)) return wasm::parse_u32(in);
  if (auto id = in.accept_id()) return *id;
  in.unexpected("an index");
}

u32 Parser::pend(Ref ref) {
  refs_.push_back(std::move(ref));
  return first_pending + static_cast<u32>(refs_.size() - 1);
}

/// `idx name*`: what follows the sort in a sortidx.
u32 Parser::sortidx_body(Sort sort, Region begin) {
  Ref ref;
  ref.sort = sort;
  ref.base = number_or_id();
  while (in.at(TokenKind::string)) ref.exports.push_back(in.expect_name());
  ref.at = since(begin);
  return pend(std::move(ref));
}

/// [Explainer.md#index-spaces] `{X}idx`, and core-prefix of it
u32 Parser::reference(Sort sort, bool core_prefix) {
  const Region begin = in.peek().at;
  if (!in.accept(TokenKind::lpar)) {
    Ref ref;
    ref.sort = sort;
    ref.base = number_or_id();
    ref.at = since(begin);
    return pend(std::move(ref));
  }
  if (core_prefix) in.accept_keyword("core");
  in.expect_keyword(is_core(sort) ? sort_name(sort).substr(5) : sort_name(sort));
  const u32 x = sortidx_body(sort, begin);
  in.expect_rpar();
  return x;
}

/// [Explainer.md#index-spaces] externidx
SortIdx Parser::externidx() {
  const Region begin = in.peek().at;
  in.expect(TokenKind::lpar, "a reference with its sort");
  const Sort sort = sort_word();
  const u32 x = sortidx_body(sort, begin);
  in.expect_rpar();
  return {sort, x};
}

/// core:externidx; a `core` in front is accepted.
SortIdx Parser::core_externidx() {
  const Region begin = in.peek().at;
  in.expect(TokenKind::lpar, "a reference with its core sort");
  in.accept_keyword("core");
  const Sort sort = core_sort_word();
  const u32 x = sortidx_body(sort, begin);
  in.expect_rpar();
  return {sort, x};
}

/// `outer <idx> <idx>`, behind the word; the second is looked up by `outer_index` once the sort is known.
Parser::OuterTarget Parser::outer() {
  OuterTarget target;
  const auto which = number_or_id();
  target.count = outer_count(in, which, *scope_, in.previous());
  target.index = number_or_id();
  return target;
}

Alias::Outer Parser::outer_index(const OuterTarget& target, Sort sort) const {
  if (!is_outer_alias_sort(sort)) {
    throw Malformed(in.previous(), phrase::unexpected_token, "Explainer.md#alias-definitions",
                    " " + std::string(sort_name(sort)) + ", expected a module, type or component");
  }
  if (const auto* number = std::get_if<u32>(&target.index)) return {target.count, *number};
  const TextScope* scope = scope_;
  for (u32 i = 0; i < target.count && scope != nullptr; ++i) scope = scope->parent;
  const Id& id = std::get<Id>(target.index);
  const auto found = scope == nullptr ? std::nullopt : scope->spaces[static_cast<u32>(sort)].find(id.name);
  if (!found) wasm::refuse_id(phrase::unknown, sort_name(sort), id.name, id.at, "Explainer.md#index-spaces");
  return {target.count, *found};
}

/// `export <idx> <name>`, `core export <idx> <name>`
Alias Parser::export_target() {
  const bool core_export = in.accept_keyword("core");
  in.expect_keyword("export");
  const u32 x = reference(core_export ? Sort::core_instance : Sort::instance, false);
  std::string name = in.expect_name();
  Alias alias;
  if (core_export) {
    alias.target = Alias::CoreExport{CoreInstanceIdx(x), std::move(name)};
  } else {
    alias.target = Alias::Export{InstanceIdx(x), std::move(name)};
  }
  return alias;
}

void Parser::emit_alias(Alias alias, const std::optional<Id>& id, Region begin) {
  alias.at = since(begin);
  Resolver resolver(refs_, *scope_);
  resolver(alias);
  scope_->add_alias(std::move(alias), id);
}

/// [Explainer.md#alias-definitions] `(alias ... (sort $id?))`, behind `(alias`.
void Parser::alias(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#alias-definitions");
  Alias alias;
  std::optional<OuterTarget> target;
  if (in.accept_keyword("outer")) {
    target = outer();
  } else {
    alias = export_target();
  }
  in.expect(TokenKind::lpar, "a sort");
  alias.sort = scope_->kind == TextScope::Kind::module_type ? core_sort_word() : sort_word();
  const auto id = in.accept_id();
  in.expect_rpar();
  in.expect_rpar();
  if (target) alias.target = outer_index(*target, alias.sort);
  emit_alias(std::move(alias), id, begin);
}

/// `(alias ...)` that ends with a name or index; one that ends with a sort is a definition of its own.
bool Parser::at_inverted_alias() const {
  if (!in.at_form("alias")) return false;
  wasm::Cursor look = in;
  look.seek(in.position() + 2);
  bool parenthesised = false;
  for (; !look.at(TokenKind::rpar) && !look.at_eof(); look.skip_form()) parenthesised = look.at(TokenKind::lpar);
  return !parenthesised;
}

/// [Explainer.md#alias-definitions] `(sort $id? (alias ...))`, at `(alias`.
void Parser::inverted_alias(Sort sort, const std::optional<Id>& id, Region begin) {
  const wasm::Reading reading(in, "Explainer.md#alias-definitions");
  in.expect_form("alias");
  Alias alias;
  if (in.accept_keyword("outer")) {
    alias.target = outer_index(outer(), sort);
  } else {
    alias = export_target();
  }
  in.expect_rpar();
  in.expect_rpar();
  alias.sort = sort;
  emit_alias(std::move(alias), id, begin);
}

}  // namespace touchstone::component
