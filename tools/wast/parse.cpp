// From the text of a script to its directives: see parse.hpp.
#include "tools/wast/parse.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "tools/wast/parse_values.hpp"
#include "tools/wast/split.hpp"

namespace touchstone::wast {

namespace {

using wasm::Cursor;
using wasm::TokenKind;
using wasm::Tokens;

/// Limit: `thread` directives nest this deep, and `either` likewise by the size of its form.
constexpr u32 deepest_thread = 16;

std::optional<std::string> accept_id(Cursor& in) {
  if (auto id = in.accept_id()) return std::move(id->name);
  return std::nullopt;
}

std::string expect_id(Cursor& in, std::string_view expected) {
  auto id = accept_id(in);
  if (!id) in.unexpected(expected);
  return *std::move(id);
}

bool at_definition(const Cursor& in) { return in.at_form("module") || in.at_form("component"); }

/// Takes `(module` or `(component`.
Sort take_sort(Cursor& in) {
  if (in.accept_form("component")) return Sort::component;
  in.expect_form("module");
  return Sort::module;
}

/// What follows `(module definition?`, with the closing parenthesis. script_module
Definition definition_rest(Cursor& in, Sort sort, Region begin) {
  Definition out;
  out.sort = sort;
  out.name = accept_id(in);
  if (in.accept_keyword("binary")) {
    out.form = Definition::Form::binary;
    out.content = in.strings();
  } else if (in.accept_keyword("quote")) {
    out.form = Definition::Form::quote;
    out.content = in.strings();
  } else {
    out.text = in;
    while (!in.at(TokenKind::rpar) && !in.at_eof()) in.skip_form();
  }
  in.expect_rpar();
  out.at = in.since(begin);
  return out;
}

/// What follows `(module instance`, with the closing parenthesis. [instance]
Instantiation instantiation_rest(Cursor& in, Sort sort) {
  Instantiation out;
  out.sort = sort;
  out.definition = accept_id(in);
  if (in.at(TokenKind::id)) out.instance = std::exchange(out.definition, accept_id(in));
  in.expect_rpar();
  return out;
}

/// [action]
Action action(Cursor& in) {
  Action out;
  out.kind = in.at_form("get") ? Action::Kind::get : Action::Kind::invoke;
  in.expect(TokenKind::lpar, "an action");
  in.next();
  out.instance = accept_id(in);
  out.name = in.expect_name();
  if (out.kind == Action::Kind::invoke) {
    while (in.at(TokenKind::lpar)) out.arguments.push_back(parse_value(in));
  }
  in.expect_rpar();
  return out;
}

bool at_action(const Cursor& in) { return in.at_form("invoke") || in.at_form("get"); }

/// A definition or an instantiation, where one is used within an assertion.
std::variant<Action, Definition, Instantiation> definition_use(Cursor& in) {
  const Region begin = in.peek().at;
  const Sort sort = take_sort(in);
  if (in.accept_keyword("instance")) return instantiation_rest(in, sort);
  return definition_rest(in, sort, begin);
}

/// What may stand in an assertion: the words of `assert_*`, how it must end, and on what.
struct Assertion {
  std::string_view word;
  Ending ending;
  bool custom;
  bool takes_action;
  bool takes_definition;
  bool message;
};
constexpr std::array<Assertion, 9> assertions{{
    {"assert_malformed", Ending::malformed, false, false, true, true},
    {"assert_invalid", Ending::invalid, false, false, true, true},
    {"assert_malformed_custom", Ending::malformed, true, false, true, true},
    {"assert_invalid_custom", Ending::invalid, true, false, true, true},
    {"assert_unlinkable", Ending::unlinkable, false, false, true, true},
    {"assert_trap", Ending::trap, false, true, true, true},
    {"assert_exception", Ending::exception, false, true, false, false},
    {"assert_exhaustion", Ending::exhaustion, false, true, false, true},
    {"assert_suspension", Ending::suspension, false, true, false, true},
}};

/// [assertion]
AssertEnding assertion(Cursor& in, const Assertion& row) {
  AssertEnding out;
  out.ending = row.ending;
  out.custom = row.custom;
  if (row.takes_action && at_action(in)) {
    out.subject = action(in);
  } else if (row.takes_definition && at_definition(in)) {
    out.subject = definition_use(in);
  } else {
    in.unexpected(row.takes_definition ? "a module" : "an action");
  }
  if (row.message) out.message = in.expect_string();
  return out;
}

Directive directive(Cursor& in, u32 depth);

Thread thread(Cursor& in, u32 depth) {
  Thread out;
  out.name = expect_id(in, "the thread's name");
  if (in.accept_form("shared")) {
    in.expect_form("module");
    out.shared = expect_id(in, "a module's name");
    in.expect_rpar();
    in.expect_rpar();
  }
  while (in.at(TokenKind::lpar)) out.body.push_back(directive(in, depth + 1));
  return out;
}

void definition_directive(Cursor& in, Directive& out, Sort sort, Region begin) {
  if (in.accept_keyword("instance")) {
    out.kind += " instance";
    out.is = Instantiate{instantiation_rest(in, sort)};
    return;
  }
  Define define;
  define.only = in.accept_keyword("definition");
  if (define.only) out.kind += " definition";
  define.definition = definition_rest(in, sort, begin);
  out.is = std::move(define);
}

/// One directive, from its opening to its closing parenthesis. Throws Malformed. [cmd]
Directive directive(Cursor& in, u32 depth) {
  const Region begin = in.peek().at;
  Directive out{begin, {}, Wait{}};
  if (depth > deepest_thread) throw Malformed(begin, "nesting too deep", {});
  const bool is_action = at_action(in);
  const u32 start = in.position();
  in.expect(TokenKind::lpar, "a directive");
  const wasm::Token word = in.expect(TokenKind::keyword, "a directive");
  out.kind = std::string(in.text(word));
  const auto row =
      std::find_if(assertions.begin(), assertions.end(), [&](const Assertion& a) { return a.word == out.kind; });
  if (out.kind == "module" || out.kind == "component") {
    definition_directive(in, out, out.kind == "module" ? Sort::module : Sort::component, begin);
    out.at = in.since(begin);
    return out;
  }
  if (is_action) {
    in.seek(start);
    out.is = Perform{action(in)};
    out.at = in.since(begin);
    return out;
  }
  if (out.kind == "register") {
    Register it;
    it.as = in.expect_name();
    it.instance = accept_id(in);
    out.is = std::move(it);
  } else if (out.kind == "assert_return") {
    AssertReturn it;
    if (!at_action(in)) in.unexpected("an action");
    it.action = action(in);
    while (in.at(TokenKind::lpar)) it.results.push_back(parse_pattern(in));
    out.is = std::move(it);
  } else if (row != assertions.end()) {
    out.is = assertion(in, *row);
  } else if (out.kind == "thread") {
    out.is = thread(in, depth);
  } else if (out.kind == "wait") {
    out.is = Wait{expect_id(in, "a thread's name")};
  } else {
    throw Malformed(word.at, "unknown directive", {}, " " + out.kind);
  }
  in.expect_rpar();
  out.at = in.since(begin);
  return out;
}

class ScriptParser {
 public:
  explicit ScriptParser(const SourcePtr& source)
      : source_(source), forms_(split(source->content())), broken_(forms_.size()) {}

  Script run() {
    Script script;
    script.source = source_;
    refuse_odd_forms();
    lex();
    if (!forms_.empty() && is_module_field(forms_.front().head)) {
      inline_module(script);
      return script;
    }
    for (std::size_t i = 0; i < forms_.size(); ++i) script.directives.push_back(form(i));
    return script;
  }

 private:
  void refuse_odd_forms() {
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      const Form& form = forms_[i];
      if (form.kind == Form::Kind::stray) {
        break_form(i, Malformed(form.at, "unexpected token", {}, ", expected a directive"));
      } else if (form.kind == Form::Kind::unclosed) {
        break_form(i, Malformed({form.at.begin, form.at.begin + 1}, "unclosed parenthesis", {}));
      }
    }
  }

  void break_form(std::size_t i, Error error) {
    error.source = source_;
    broken_[i].emplace_back(std::move(error));
  }

  /// Lexes the script; forms that prevent it are broken and blanked out until the rest can be lexed.
  void lex() {
    std::string content(source_->content());
    bool blanked = false;
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      if (!broken_[i].empty()) blanked = blank(content, forms_[i].at);
    }
    for (;;) {
      const SourcePtr text = blanked ? text_source(source_->name(), content) : source_;
      try {
        tokens_ = wasm::lex(text);
        return;
      } catch (Error& error) {
        const std::size_t i = form_around(error.at.begin);
        if (i == forms_.size()) {
          blanked = blank(content, {error.at.begin, std::max(error.at.end, error.at.begin + 1)});
        } else {
          blanked = blank(content, forms_[i].at);
          break_form(i, std::move(error));
        }
      }
    }
  }

  static bool blank(std::string& content, Region at) {
    for (u32 i = at.begin; i < std::min(at.end, static_cast<u32>(content.size())); ++i) {
      if (content[i] != '\n') content[i] = ' ';
    }
    return true;
  }

  /// The form that holds the byte at `offset`, or the last one before it: what is wrong there began in that form.
  std::size_t form_around(u32 offset) const {
    const auto after =
        std::partition_point(forms_.begin(), forms_.end(), [&](const Form& f) { return f.at.begin <= offset; });
    if (after == forms_.begin()) return forms_.size();
    const auto form = after - 1;
    return offset < form->at.end ? static_cast<std::size_t>(form - forms_.begin()) : forms_.size();
  }

  Directive form(std::size_t i) {
    const Form& form = forms_[i];
    if (broken_[i].empty()) {
      try {
        Cursor in(tokens_);
        in.seek(token_at(form.at.begin));
        Directive out = directive(in, 0);
        if (out.at.end != form.at.end) in.unexpected("')'");
        return out;
      } catch (Error& error) {
        break_form(i, std::move(error));
      }
    }
    return {form.at, std::string(form.head), Broken{broken_[i].front()}};
  }

  u32 token_at(u32 offset) const {
    const auto& tokens = tokens_->tokens;
    const auto token =
        std::partition_point(tokens.begin(), tokens.end(), [&](const wasm::Token& t) { return t.at.begin < offset; });
    return static_cast<u32>(token - tokens.begin());
  }

  void inline_module(Script& script) {
    for (std::size_t i = 0; i < forms_.size(); ++i) {
      InlineField field;
      field.definition.form = Definition::Form::inline_fields;
      field.definition.at = {forms_.front().at.begin, forms_.back().at.end};
      field.first = i == 0;
      script.directives.push_back({forms_[i].at, std::string(forms_[i].head), std::move(field)});
    }
  }

  SourcePtr source_;
  std::vector<Form> forms_;
  std::vector<std::vector<Error>> broken_;  // by form: what is wrong with it, the first time it was noticed
  std::shared_ptr<const Tokens> tokens_;
};

}  // namespace

Script parse_script(const SourcePtr& source) { return ScriptParser(source).run(); }

}  // namespace touchstone::wast
