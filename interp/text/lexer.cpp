// 6.2 Lexical format: see lexer.hpp.
#include "interp/text/lexer.hpp"

#include <algorithm>

#include "interp/support/messages.hpp"
#include "interp/support/utf8.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

namespace {

u32 hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<u32>(c - '0');
  return static_cast<u32>((c | 0x20) - 'a') + 10;
}

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

/// Cuts one source. [Tsource]
class Lexer {
 public:
  Lexer(SourcePtr source, const std::vector<std::string_view>& kept)
      : out_(std::make_shared<Tokens>()), content_(source->content()), kept_(kept) {
    out_->source = std::move(source);
    out_->tokens.reserve(content_.size() / 4 + 1);
  }

  std::shared_ptr<const Tokens> run() {
    while (skip_space()) token(out_->tokens);
    push(out_->tokens, TokenKind::eof, here());
    return out_;
  }

 private:
  bool more(u32 ahead = 0) const { return at_ + ahead < content_.size(); }
  char ahead(u32 n = 0) const { return more(n) ? content_[at_ + n] : '\0'; }
  u32 here() const { return static_cast<u32>(at_); }
  bool looking_at(std::string_view text) const { return content_.substr(at_, text.size()) == text; }
  void push(std::vector<Token>& to, TokenKind kind, u32 begin) const { to.push_back({kind, {begin, here()}}); }

  [[noreturn]] void refuse(u32 begin, u32 end, Phrase words, std::string_view rule, std::string more = {}) const {
    throw Malformed({begin, end}, words, rule, std::move(more));
  }

  /// Takes a character of a comment or string: any scalar value. [Tchar]
  void character(std::string_view rule) {
    if (decode_utf8(content_, at_)) return;
    refuse(here(), here() + 1, phrase::malformed_utf8, rule);
  }

  /// White space; false at the end of the source. [Tspace] [Tformat] [Tnewline] [Tcomment]
  bool skip_space() {
    while (more()) {
      const char c = content_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (looking_at(";;")) {
        line_comment();
      } else if (looking_at("(;")) {
        block_comment();
      } else if (looking_at("(@")) {
        annotation();
      } else {
        return true;
      }
    }
    return false;
  }

  /// [Tlinecomment] [Tlinechar]
  void line_comment() {
    while (more() && content_[at_] != '\n' && content_[at_] != '\r') character("Tlinecomment");
  }

  /// [Tblockcomment] [Tblockchar]
  void block_comment() {
    const u32 begin = here();
    u32 depth = 0;
    do {
      if (!more()) refuse(begin, begin + 2, phrase::unclosed_comment, "Tblockcomment");
      if (looking_at("(;")) {
        ++depth;
        at_ += 2;
      } else if (looking_at(";)")) {
        --depth;
        at_ += 2;
      } else {
        character("Tblockcomment");
      }
    } while (depth > 0);
  }

  /// A whole annotation, kept for those who asked for it. [Tannot]
  void annotation() {
    Annotation annotation;
    const u32 begin = here();
    annotation.id = annotation_id();
    annotation_body(annotation.body, begin);
    annotation.at = {begin, here()};
    annotation.before = static_cast<u32>(out_->tokens.size());
    if (std::find(kept_.begin(), kept_.end(), annotation.id) == kept_.end()) return;
    annotation.body.push_back({TokenKind::eof, {here() - 1, here()}});
    out_->annotations.push_back(std::move(annotation));
  }

  /// `(@` and an id. [Tannotid]
  std::string annotation_id() {
    const u32 begin = here();
    at_ += 2;
    std::string id;
    if (ahead() == '"' && string_is_whole()) {
      const u32 quote = here();
      string();
      id = string_bytes(content_.substr(quote, at_ - quote));
      if (!is_utf8(id)) refuse(quote, here(), phrase::malformed_utf8, "Tannotid");
    } else {
      while (more() && is_idchar(content_[at_])) id += content_[at_++];
    }
    if (id.empty()) refuse(begin, here(), phrase::empty_annotation_id, "Tannotid");
    return id;
  }

  /// What follows the id of an annotation, with its closing parenthesis.
  void annotation_body(std::vector<Token>& body, u32 begin) {
    in_annotation_ = true;
    for (u32 depth = 1; depth > 0;) {
      if (!more()) refuse(begin, begin + 2, phrase::unclosed_annotation, "Tannot");
      const char c = content_[at_];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        ++at_;
      } else if (looking_at(";;")) {
        line_comment();
      } else if (looking_at("(;")) {
        block_comment();
      } else if (looking_at("(@") && (is_idchar(ahead(2)) || ahead(2) == '"')) {
        const u32 start = here();
        annotation_id();
        push(body, TokenKind::annotation, start);
        ++depth;
      } else {
        token(body);
        if (body.back().kind == TokenKind::lpar) ++depth;
        if (body.back().kind == TokenKind::rpar && --depth == 0) body.pop_back();
      }
    }
    in_annotation_ = false;
  }

  /// The next token; we are not at white space. [Ttoken]
  void token(std::vector<Token>& to) {
    const u32 begin = here();
    const char c = content_[at_];
    if (c == '(' || c == ')') {
      ++at_;
      return push(to, c == '(' ? TokenKind::lpar : TokenKind::rpar, begin);
    }
    if (c == '\'' && !in_annotation_ && character_literal()) return push(to, TokenKind::reserved, begin);
    if (is_idchar(c) || c == '"') return word(to);
    if (c == ',' || c == ';' || c == '[' || c == ']' || c == '{' || c == '}') {
      ++at_;
      return push(to, TokenKind::reserved, begin);
    }
    misplaced();
  }

  /// Takes `'c'`, which the values of components have: reserved in modules too, though not cut like this.
  bool character_literal() {
    Lexer probe(*this);
    ++probe.at_;
    const char c = probe.ahead();
    if (!probe.more() || c == '"' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    try {
      c == '\\' ? probe.escape() : probe.character("Tstringchar");
    } catch (const Malformed&) {
      return false;
    }
    if (probe.ahead() != '\'' || is_idchar(probe.ahead(1)) || probe.ahead(1) == '"') return false;
    at_ = probe.at_ + 1;
    return true;
  }

  /// A character that no token contains.
  [[noreturn]] void misplaced() {
    const u32 begin = here();
    character("Ttoken");
    if (in_annotation_) refuse(begin, here(), phrase::illegal_character, "Tannot");
    const bool ascii = here() == begin + 1;
    refuse(begin, here(), ascii ? phrase::misplaced_control_character : phrase::misplaced_unicode_character, "Ttoken");
  }

  /// The longest run of word characters and strings, and what it is. [Tkeyword] [Treserved]
  void word(std::vector<Token>& to) {
    const u32 begin = here();
    u32 strings = 0;
    while (more() && (is_idchar(content_[at_]) || content_[at_] == '"')) {
      if (content_[at_] != '"') {
        ++at_;
        continue;
      }
      // An identifier takes a string that closes; what follows an unclosed one is the string's own error.
      if (here() == begin + 1 && content_[begin] == '$' && !string_is_whole()) break;
      string();
      ++strings;
    }
    push(to, word_kind(begin, strings), begin);
  }

  TokenKind word_kind(u32 begin, u32 strings) {
    const std::string_view text = content_.substr(begin, at_ - begin);
    if (strings > 0) return string_word_kind(text, begin, strings);
    if (text[0] == '$') {
      if (text.size() == 1) refuse(begin, here(), phrase::empty_identifier, "Tid");
      return TokenKind::id;
    }
    switch (number_kind(text)) {
    case NumberKind::nat: return TokenKind::nat;
    case NumberKind::int_: return TokenKind::int_;
    case NumberKind::float_: return TokenKind::float_;
    case NumberKind::none: break;
    }
    return text[0] >= 'a' && text[0] <= 'z' ? TokenKind::keyword : TokenKind::reserved;
  }

  /// Of a word with strings in it: a string alone, an identifier, or reserved.
  TokenKind string_word_kind(std::string_view text, u32 begin, u32 strings) const {
    if (strings > 1 || text.back() != '"') return TokenKind::reserved;
    if (text[0] == '"') return TokenKind::string;
    if (!text.starts_with("$\"")) return TokenKind::reserved;
    if (text.size() == 3) refuse(begin, here(), phrase::empty_identifier, "Tid");
    return TokenKind::id;
  }

  /// From here on, is there a string that closes?
  bool string_is_whole() const {
    Lexer probe(*this);
    try {
      probe.string();
      return true;
    } catch (const Malformed&) {
      return false;
    }
  }

  /// Takes a string literal. [Tstring] [Tstringchar]
  void string() {
    const u32 begin = here();
    ++at_;
    for (;;) {
      if (!more()) refuse(begin, here(), phrase::unclosed_string, "Tstring");
      const auto c = static_cast<unsigned char>(content_[at_]);
      if (c == '"') break;
      if (c == '\n' || c == '\r') refuse(begin, here(), phrase::unclosed_string, "Tstring");
      if (c < 0x20 || c == 0x7F) {
        refuse(here(), here() + 1, phrase::illegal_control_character_in_string, "Tstringchar");
      }
      if (c == '\\') {
        escape();
      } else {
        character("Tstringchar");
      }
    }
    ++at_;
  }

  /// Takes an escape sequence. [Tstringelem]
  void escape() {
    const u32 begin = here();
    const char c = ahead(1);
    if (std::string_view("nrt\\'\"").find(c) != std::string_view::npos && more(1)) {
      at_ += 2;
    } else if (is_hex_digit(c) && is_hex_digit(ahead(2))) {
      at_ += 3;
    } else if (c == 'u' && ahead(2) == '{') {
      std::size_t end = at_ + 3;
      if (!scan_digits(content_, end, true) || end >= content_.size() || content_[end] != '}') {
        refuse(begin, begin + 2, phrase::illegal_escape, "Tstringchar");
      }
      const auto scalar = parse_uN("0x" + std::string(content_.substr(at_ + 3, end - at_ - 3)), 32);
      if (!scalar || *scalar > 0x10FFFF || (*scalar >= 0xD800 && *scalar < 0xE000)) {
        refuse(begin, static_cast<u32>(end) + 1, phrase::illegal_escape, "Tstringchar", ": no Unicode scalar value");
      }
      at_ = end + 1;
    } else {
      refuse(begin, begin + 2, phrase::illegal_escape, "Tstringelem");
    }
  }

  std::shared_ptr<Tokens> out_;
  std::string_view content_;
  const std::vector<std::string_view>& kept_;
  std::size_t at_ = 0;
  bool in_annotation_ = false;
};

}  // namespace

const std::vector<std::string_view>& known_annotations() {
  static const std::vector<std::string_view> ids = {"custom", "name", "unnamed", "metadata.code.branch_hint",
                                                    "producers"};
  return ids;
}

std::shared_ptr<const Tokens> lex(SourcePtr source, const std::vector<std::string_view>& annotations) {
  return Lexer(std::move(source), annotations).run();
}

std::string string_bytes(std::string_view literal) {
  literal = literal.substr(1, literal.size() - 2);
  std::string out;
  out.reserve(literal.size());
  for (std::size_t i = 0; i < literal.size(); ++i) {
    if (literal[i] != '\\') {
      out += literal[i];
      continue;
    }
    const char c = literal[++i];
    switch (c) {
    case 'n': out += '\n'; break;
    case 'r': out += '\r'; break;
    case 't': out += '\t'; break;
    case '\\':
    case '\'':
    case '"': out += c; break;
    case 'u': {
      u32 scalar = 0;
      for (i += 2; literal[i] != '}'; ++i) {
        if (literal[i] != '_') scalar = scalar * 16 + hex_value(literal[i]);
      }
      append_utf8(out, scalar);
      break;
    }
    default: out += static_cast<char>(hex_value(c) * 16 + hex_value(literal[++i]));
    }
  }
  return out;
}

}  // namespace touchstone::wasm
