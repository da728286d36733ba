// Explainer.md "Canonical Definitions": `canon`, and its inverted forms. Words and immediates come from canon.def.
// Choice: (X22) words are those of the pinned Explainer, `cancellable` among them; later versions of tools say some otherwise.
#include "abi/text/parser.hpp"
#include "interp/support/messages.hpp"

namespace touchstone::component {

/// The word behind `canon`.
CanonOp Parser::canon_word() {
  const auto token = in.expect(TokenKind::keyword, "a canonical definition");
  if (const auto op = canon_with_text(in.text(token))) return *op;
  throw Malformed(token.at, phrase::unknown_operator, "Explainer.md#canonical-definitions",
                  ": no canonical definition is called `" + std::string(in.text(token)) + "`");
}

/// `(memory $m)`: an index, a reference with its sort, or (older) an inline alias without inner parentheses.
u32 Parser::canonopt_index(Sort sort) {
  const Region begin = in.peek().at;
  const u32 x = in.at(TokenKind::lpar) ? reference(sort, true) : sortidx_body(sort, begin);
  in.expect_rpar();
  return x;
}

/// [Explainer.md#canonical-abi] canonopt
bool Parser::canonopt(std::vector<CanonOpt>& out) {
  struct Word {
    std::string_view word;
    CanonOpt::Kind kind;
    Sort sort;
  };
  constexpr Word words[] = {{"string-encoding=utf8", CanonOpt::Kind::utf8, Sort::func},
                            {"string-encoding=utf16", CanonOpt::Kind::utf16, Sort::func},
                            {"string-encoding=latin1+utf16", CanonOpt::Kind::latin1_utf16, Sort::func},
                            {"async", CanonOpt::Kind::async, Sort::func},
                            {"memory", CanonOpt::Kind::memory, Sort::core_memory},
                            {"realloc", CanonOpt::Kind::realloc, Sort::core_func},
                            {"post-return", CanonOpt::Kind::post_return, Sort::core_func},
                            {"callback", CanonOpt::Kind::callback, Sort::core_func}};
  const Region begin = in.peek().at;
  for (const Word& row : words) {
    const bool indexed = is_core(row.sort);
    if (indexed ? !in.accept_form(row.word) : !in.accept_keyword(row.word)) continue;
    CanonOpt opt;
    opt.kind = row.kind;
    if (indexed) opt.index = canonopt_index(row.sort);
    opt.at = since(begin);
    out.push_back(opt);
    return true;
  }
  return false;
}

std::vector<CanonOpt> Parser::canonopts() {
  std::vector<CanonOpt> out;
  while (canonopt(out)) {
  }
  return out;
}

/// Immediates and options of a canonical definition, behind its word; the function that it defines is left out.
Canon Parser::canon_body(CanonOp op) {
  const wasm::Reading reading(in, "Explainer.md#canonical-definitions");
  Canon canon;
  canon.op = op;
  const auto memory = [this] {
    in.expect_form("memory");
    return CoreMemoryIdx(canonopt_index(Sort::core_memory));
  };
  switch (info(op).immediates) {
  case CanonImm::lift:
    canon.core_func = CoreFuncIdx(reference(Sort::core_func, true));
    canon.options = canonopts();
    break;
  case CanonImm::lower:
    canon.func = FuncIdx(reference(Sort::func, false));
    canon.options = canonopts();
    break;
  case CanonImm::resource:
  case CanonImm::type: canon.type = TypeIdx(reference(Sort::type, false)); break;
  case CanonImm::result_options:
    if (in.accept_form("result")) {
      canon.result = valtype();
      in.expect_rpar();
    }
    canon.options = canonopts();
    break;
  case CanonImm::context:
    canon.context_type = wasm::TypeParser(in, profile.features, scope_->space(Sort::core_type)).valtype();
    canon.context_index = wasm::parse_u32(in);
    break;
  case CanonImm::async: canon.flag = in.accept_keyword("async"); break;
  case CanonImm::cancel: canon.flag = in.accept_keyword("cancellable"); break;
  case CanonImm::shared: canon.flag = in.accept_keyword("shared"); break;
  case CanonImm::type_options:
    canon.type = TypeIdx(reference(Sort::type, false));
    canon.options = canonopts();
    break;
  case CanonImm::type_async:
    canon.type = TypeIdx(reference(Sort::type, false));
    canon.flag = in.accept_keyword("async");
    break;
  case CanonImm::options: canon.options = canonopts(); break;
  case CanonImm::memory_cancel:
    canon.flag = in.accept_keyword("cancellable");
    canon.memory = memory();
    break;
  case CanonImm::type_table:
    canon.core_type = CoreTypeIdx(reference(Sort::core_type, true));
    canon.core_table = CoreTableIdx(reference(Sort::core_table, true));
    break;
  case CanonImm::shared_type:
  case CanonImm::shared_type_table:
    canon.flag = in.accept_keyword("shared");
    canon.core_type = CoreTypeIdx(reference(Sort::core_type, true));
    if (info(op).immediates == CanonImm::shared_type_table) {
      canon.core_table = CoreTableIdx(reference(Sort::core_table, true));
    }
    break;
  case CanonImm::none: break;
  }
  return canon;
}

/// [Explainer.md#canonical-definitions] canon, behind `(canon`.
void Parser::canon(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#canonical-definitions");
  Canon canon = canon_body(canon_word());
  std::optional<Id> id;
  const bool lift = canon.op == CanonOp::lift;
  if (lift) {
    auto [type, sort] = bound_externtype(id);
    const auto* func = std::get_if<FuncExtern>(&type);
    if (func == nullptr) {
      throw Malformed(in.previous(), phrase::unexpected_token, "Explainer.md#canonical-abi", ": `lift` makes a func");
    }
    canon.type = func->type;
  } else {
    in.expect_form("core");
    in.expect_keyword("func");
    id = in.accept_id();
    in.expect_rpar();
  }
  in.expect_rpar();
  emit(std::move(canon), since(begin));
  bind(lift ? Sort::func : Sort::core_func, id);
}

/// `(core func $id? (canon ...))` and `(core func $id? (alias ...))`, behind `(core func`.
void Parser::core_func(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#canonical-definitions");
  const auto id = in.accept_id();
  if (at_inverted_alias()) return inverted_alias(Sort::core_func, id, begin);
  in.expect_form("canon");
  const CanonOp op = canon_word();
  if (op == CanonOp::lift) in.unexpected("a canonical definition of a core function");
  Canon canon = canon_body(op);
  in.expect_rpar();
  in.expect_rpar();
  emit(std::move(canon), since(begin));
  bind(Sort::core_func, id);
}

/// `(func $id? ...)`, behind `(func`: an import, an alias, or a lift with its type in front.
void Parser::func(Region begin) {
  const wasm::Reading reading(in, "Explainer.md#canonical-definitions");
  const auto id = in.accept_id();
  auto exports = inline_exports();
  if (auto name = inline_import()) {
    ExternType type = externtype_body(Sort::func);
    in.expect_rpar();
    emit_import(std::move(*name), std::move(type), Sort::func, id, begin);
  } else if (at_inverted_alias()) {
    inverted_alias(Sort::func, id, begin);
  } else {
    const TypeIdx type(func_typeuse());
    in.expect_form("canon");
    in.expect_keyword("lift");
    Canon canon = canon_body(CanonOp::lift);
    canon.type = type;
    in.expect_rpar();
    in.expect_rpar();
    emit(std::move(canon), since(begin));
    bind(Sort::func, id);
  }
  defer_exports(std::move(exports), Sort::func, scope_->space(Sort::func).count() - 1, since(begin));
}

}  // namespace touchstone::component
