// From the text of a script to its directives: see parse.hpp.
#include "tools/wast/parse.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "abi/binary/decode.hpp"
#include "interp/support/messages.hpp"
#include "tools/wast/parse_values.hpp"
#include "tools/wast/split.hpp"

namespace touchstone::wast {

namespace {

using wasm::Cursor;
using wasm::TokenKind;
using wasm::Tokens;

/// Limit: `thread` directives nest this deep.
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

/// For messages: cut when long, between characters.
std::string shortened(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return std::string(text);
  std::size_t cut = longest;
  while (cut > longest - 4 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string(text.substr(0, cut)) + "...";
}

/// What is wrong with a form that is none.
std::optional<Error> fault_of(const Form& form) {
  switch (form.kind) {
  case Form::Kind::form: return std::nullopt;
  case Form::Kind::unclosed: return Malformed(form.fault, "unclosed parenthesis", {});
  case Form::Kind::unclosed_string: return Malformed(form.fault, phrase::unclosed_string, "Tstring");
  case Form::Kind::unclosed_comment: return Malformed(form.fault, phrase::unclosed_comment, "Tblockcomment");
  case Form::Kind::unclosed_annotation: return Malformed(form.fault, phrase::unclosed_annotation, "Tannot");
  case Form::Kind::stray: break;
  }
  Malformed out(form.at, phrase::unexpected_token, {}, " '" + shortened(form.head) + "', expected a directive");
  if (form.at.begin == 0 && form.head.starts_with("\xEF\xBB\xBF")) {
    out.notes.emplace_back("the file begins with a byte order mark, which the text format does not have");
  }
  return out;
}

/// Lines of offsets that are asked for in order. Strategy: a script may be one long line, whose columns nobody needs.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {}

  u32 of(u32 offset) {
    for (; at_ < offset; ++at_) {
      const bool cr_of_pair = text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n';
      if ((text_[at_] == '\n' || text_[at_] == '\r') && !cr_of_pair) ++line_;
    }
    return line_;
  }

 private:
  std::string_view text_;
  u32 at_ = 0;
  u32 line_ = 1;
};

class ScriptParser {
 public:
  explicit ScriptParser(const SourcePtr& source) : source_(source) {
    for (const Form& form : split(source->content())) pieces_.push_back({form, fault_of(form)});
  }

  Script run() {
    Script script;
    script.source = source_;
    if (!pieces_.empty() && is_module_field(pieces_.front().form.head)) {
      inline_module(script);
    } else {
      lex();
      for (Piece& piece : pieces_) script.directives.push_back(directive_of(piece));
    }
    Lines lines(source_->content());
    for (Directive& directive : script.directives) directive.line = lines.of(directive.at.begin);
    return script;
  }

 private:
  /// A form, and what is wrong with it if it is none.
  struct Piece {
    Form form;
    std::optional<Error> fault;
  };

  /// Lexes the script. If that fails, what cannot be lexed is looked for form by form.
  void lex() {
    if (lex_whole()) return;
    std::vector<Piece> all;
    u32 end = 0;
    for (Piece& piece : pieces_) {
      look_between(end, piece.form.at.begin, all);
      if (!piece.fault) piece.fault = fault_in(piece.form.at);
      end = piece.form.at.end;
      all.push_back(std::move(piece));
    }
    look_between(end, static_cast<u32>(source_->content().size()), all);
    pieces_ = std::move(all);
    if (!lex_whole()) throw Crash("a script cannot be lexed, though its forms can");
  }

  /// Lexes all but the pieces that are known to be wrong, which become blanks.
  bool lex_whole() {
    std::string content(source_->content());
    bool blanked = false;
    for (const Piece& piece : pieces_) {
      if (piece.fault) blanked = blank(content, piece.form.at);
    }
    try {
      tokens_ = wasm::lex(blanked ? text_source(source_->name(), std::move(content)) : source_);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  static bool blank(std::string& content, Region at) {
    for (u32 i = at.begin; i < at.end; ++i) {
      if (content[i] != '\n') content[i] = ' ';
    }
    return true;
  }

  /// Comments and annotations between forms count as a form if something is wrong with them.
  void look_between(u32 begin, u32 end, std::vector<Piece>& to) const {
    auto fault = fault_in({begin, end});
    if (fault) to.push_back({{Form::Kind::stray, {begin, end}, "comment", {}}, std::move(fault)});
  }

  /// Why a part of the script that begins and ends between tokens cannot be lexed.
  std::optional<Error> fault_in(Region part) const {
    try {
      wasm::lex(
          text_source(source_->name(), std::string(source_->content().substr(part.begin, part.end - part.begin))));
      return std::nullopt;
    } catch (Error& error) {
      error.at = {error.at.begin + part.begin, error.at.end + part.begin};
      return std::move(error);
    }
  }

  Directive directive_of(Piece& piece) const {
    const Form& form = piece.form;
    if (!piece.fault) {
      try {
        Cursor in(tokens_);
        in.seek(token_at(form.at.begin));
        Directive out = directive(in, 0);
        if (out.at.end != form.at.end) in.unexpected("')'");
        return out;
      } catch (Error& error) {
        piece.fault = std::move(error);
      }
    }
    piece.fault->source = source_;
    // What is wrong between forms has the place of the fault, not of the blanks before it.
    const Region at = form.kind == Form::Kind::stray ? piece.fault->at : form.at;
    return {at, std::string(form.head.empty() ? "form" : form.head), Broken{*std::move(piece.fault)}};
  }

  u32 token_at(u32 offset) const {
    const auto& tokens = tokens_->tokens;
    const auto token =
        std::partition_point(tokens.begin(), tokens.end(), [&](const wasm::Token& t) { return t.at.begin < offset; });
    return static_cast<u32>(token - tokens.begin());
  }

  void inline_module(Script& script) const {
    for (const Piece& piece : pieces_) {
      InlineField field;
      field.definition.form = Definition::Form::inline_fields;
      field.definition.at = {pieces_.front().form.at.begin, pieces_.back().form.at.end};
      field.first = &piece == &pieces_.front();
      script.directives.push_back({piece.form.at, std::string(piece.form.head), std::move(field)});
    }
  }

  SourcePtr source_;
  std::vector<Piece> pieces_;
  std::shared_ptr<const Tokens> tokens_;
};

/// A file that is a binary, as a script that is one definition.
Script binary_script(const SourcePtr& source) {
  const bool is_component = component::is_component(source->content());
  InlineField whole;
  whole.definition.sort = is_component ? Sort::component : Sort::module;
  whole.definition.form = Definition::Form::inline_fields;
  whole.first = true;
  Script script;
  script.source = source;
  script.directives.push_back({{}, is_component ? "component" : "module", std::move(whole), 1});
  return script;
}

}  // namespace

Script parse_script(const SourcePtr& source) {
  return source->kind() == Source::Kind::binary ? binary_script(source) : ScriptParser(source).run();
}

}  // namespace touchstone::wast
