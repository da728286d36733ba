// 6.2 Lexical format: tokens, and a cursor over them.
//
// `lex` turns a whole text into tokens at once: white space, comments and annotations go, the rest stays in order, each
// token as a region of the source. A word is not looked up here: every word that begins with a small letter is a
// `keyword`, so that scripts and components, whose grammars have words of their own, read the same tokens. What no
// grammar has (6.2.2, reserved tokens) is a token too, and refused by the parser that meets it.
// Not in the specification: Cursor, and annotations on a side table, where the custom annotations of the appendix are
// looked up by the token that they stand before.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interp/support/error.hpp"
#include "interp/support/source.hpp"

namespace touchstone::wasm {

enum class TokenKind : u8 {
  lpar,
  rpar,
  keyword,     // any word that begins with a..z and is no number
  nat,         // an integer without sign
  int_,        // an integer with a sign
  float_,      // a number with a point, an exponent, or `inf`, `nan`, `nan:0x...`
  string,      // well-formed; decode with string_bytes
  id,          // `$word` or `$"..."`; not empty
  annotation,  // `(@id`; only in the body of an annotation that is kept
  reserved,    // a word that is nothing of the above
  eof
};

struct Token {
  TokenKind kind = TokenKind::eof;
  Region at;
};

/// An annotation that a consumer asked for: `(@id ... )`.
struct Annotation {
  std::string id;
  Region at;                ///< from `(@` to `)`
  u32 before = 0;           ///< the token that follows it
  std::vector<Token> body;  ///< without the head and the final parenthesis; ends with eof at that parenthesis
};

/// The tokens of a source, ending with eof.
struct Tokens {
  SourcePtr source;
  std::vector<Token> tokens;
  std::vector<Annotation> annotations;  ///< in source order
};

/// The annotations that the core text format knows what to do with (appendix 7.7).
const std::vector<std::string_view>& known_annotations();

/// @param annotations  the ids to keep; others are white space, as 6.2.5 says.
/// Throws Malformed for what cannot be cut into tokens.
std::shared_ptr<const Tokens> lex(SourcePtr source,
                                  const std::vector<std::string_view>& annotations = known_annotations());

/// The bytes that a string token denotes; `literal` includes the quotes and is well-formed. [Tstring]
std::string string_bytes(std::string_view literal);

/// An identifier: its name without `$` and quotes, and where it stands.
struct Id {
  std::string name;
  Region at;
};

/// A keyword of the core text format: an instruction or another terminal of chapter 6.
bool is_core_keyword(std::string_view word);

/// A place in a sequence of tokens. Copies are cheap and independent.
class Cursor {
 public:
  using IsKeyword = bool (*)(std::string_view);

  /// @param is_keyword  tells "unknown operator" (a word that the grammar has nowhere) from "unexpected token".
  explicit Cursor(std::shared_ptr<const Tokens> tokens, IsKeyword is_keyword = is_core_keyword);

  const SourcePtr& source() const { return tokens_->source; }
  const Tokens& tokens() const { return *tokens_; }

  /// The next token, or one behind it; eof for ever at the end.
  const Token& peek(u32 ahead = 0) const;
  std::string_view text(const Token& token) const { return text(token.at); }
  std::string_view text(Region at) const { return content_.substr(at.begin, at.end - at.begin); }

  bool at(TokenKind kind, u32 ahead = 0) const { return peek(ahead).kind == kind; }
  bool at_keyword(std::string_view word, u32 ahead = 0) const;
  /// At `(` and then the keyword.
  bool at_form(std::string_view word) const { return at(TokenKind::lpar) && at_keyword(word, 1); }
  bool at_eof() const { return at(TokenKind::eof); }

  Token next();
  std::optional<Token> accept(TokenKind kind);
  bool accept_keyword(std::string_view word);
  /// Takes `(` and the keyword.
  bool accept_form(std::string_view word);

  /// @param expected  for the message: "a value type".
  Token expect(TokenKind kind, std::string_view expected);
  Token expect_keyword(std::string_view word);
  void expect_form(std::string_view word);
  void expect_rpar() { expect(TokenKind::rpar, "')'"); }

  /// A string's bytes. [Tstring]
  std::string expect_string();
  /// The bytes of one or no or many strings, joined. [Tdatastring]
  std::string strings();
  /// A string that is UTF-8. [Tname]
  std::string expect_name();
  std::optional<Id> accept_id();
  /// The name of an id token. Throws if it is not UTF-8. [Tid]
  std::string id_name(const Token& token) const;

  /// Where we are: a number of tokens.
  u32 position() const { return position_; }
  void seek(u32 position) { position_ = position; }
  /// Skips one token, or everything from a parenthesis to the one that closes it (or to the end).
  void skip_form();

  /// The region of the token before.
  Region previous() const;
  /// From `begin` to the end of the token before.
  Region since(Region begin) const { return {begin.begin, previous().end}; }

  /// Is the next token a word that the grammar has nowhere?
  bool at_unknown() const;

  /// The production that is being read, as Reading says; empty where nobody said.
  std::string_view rule() const { return rule_; }

  /// Refuses the next token: "unexpected token", which violates `rule`, or "unknown operator" for a word that is no
  /// keyword, which is a reserved token.
  [[noreturn]] void unexpected(std::string_view expected) const;

  /// Annotations kept that stand before the next token.
  std::vector<const Annotation*> annotations() const;

 private:
  std::shared_ptr<const Tokens> tokens_;
  std::string_view content_;
  IsKeyword is_keyword_;
  u32 position_ = 0;

  friend class Reading;
  std::string_view rule_;
};

/// Says which production is being read, as long as it lives: the rule that errors name. What is a single token (a
/// number, a name, an index) says nothing: where it is missing, the production around it is at fault.
class Reading {
 public:
  /// @param rule  the production, a string literal
  Reading(Cursor& in, std::string_view rule) : in_(in), outer_(std::exchange(in.rule_, rule)) {}
  ~Reading() { in_.rule_ = outer_; }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Cursor& in_;
  std::string_view outer_;
};

}  // namespace touchstone::wasm
