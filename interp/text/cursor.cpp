// 6.2 Lexical format: the cursor, and which words are keywords. See lexer.hpp.
#include <algorithm>
#include <unordered_set>

#include "interp/support/messages.hpp"
#include "interp/support/utf8.hpp"
#include "interp/syntax/instructions.hpp"
#include "interp/text/lexer.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

namespace {

/// Terminals of chapter 6 that are no instructions. What a proposal adds is left out: where its feature is off, its words
/// are unknown.
const std::unordered_set<std::string_view>& terminals() {
  static const std::unordered_set<std::string_view> words = {
      // 6.3 values
      "i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2", "offset",
      // 6.4 types
      "i8", "i16", "i32", "i64", "f32", "f64", "v128", "any", "eq", "i31", "struct", "array", "none", "func", "nofunc",
      "exn", "noexn", "extern", "noextern", "anyref", "eqref", "i31ref", "structref", "arrayref", "nullref", "funcref",
      "nullfuncref", "exnref", "nullexnref", "externref", "nullexternref", "ref", "null", "mut", "field", "param",
      "result", "sub", "final", "rec", "type",
      // types and instructions of proposals
      "cont", "nocont", "contref", "nullcontref", "exact", "describes", "descriptor", "pagesize", "shared", "on", "do",
      // 6.5 instructions
      "then", "catch", "catch_ref", "catch_all", "catch_all_ref",
      // 6.6 modules
      "module", "tag", "global", "memory", "table", "local", "data", "elem", "declare", "item", "start", "import",
      "export",
      // scripts
      "binary", "quote", "definition", "instance", "script", "register", "invoke", "get", "assert_malformed",
      "assert_invalid", "assert_malformed_custom", "assert_invalid_custom", "assert_unlinkable", "assert_return",
      "assert_trap", "assert_exception", "assert_exhaustion", "nan:canonical", "nan:arithmetic", "either", "input",
      "output"};
  return words;
}

/// `offset=8`, `align=4`, which are one keyword each. [Toffset, Talign_]
bool is_assignment(std::string_view word) {
  for (const std::string_view key : {"offset=", "align="}) {
    if (word.starts_with(key)) return number_kind(word.substr(key.size())) == NumberKind::nat;
  }
  return false;
}

/// For messages: cut when long, between characters.
std::string shortened(std::string_view text) {
  constexpr std::size_t longest = 60;
  if (text.size() <= longest) return std::string(text);
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return std::string(text.substr(0, cut)) + "...";
}

std::string quoted(std::string_view text) { return "'" + shortened(text) + "'"; }

}  // namespace

bool is_core_keyword(std::string_view word) {
  return terminals().contains(word) || op_with_text(word) != nullptr || is_assignment(word);
}

Cursor::Cursor(std::shared_ptr<const Tokens> tokens, IsKeyword is_keyword)
    : tokens_(std::move(tokens)), content_(tokens_->source->content()), is_keyword_(is_keyword) {}

const Token& Cursor::peek(u32 ahead) const {
  const std::size_t last = tokens_->tokens.size() - 1;
  return tokens_->tokens[std::min(last, std::size_t{position_} + ahead)];
}

bool Cursor::at_keyword(std::string_view word, u32 ahead) const {
  const Token& token = peek(ahead);
  return token.kind == TokenKind::keyword && text(token) == word;
}

Token Cursor::next() {
  const Token& token = peek();
  if (token.kind != TokenKind::eof) ++position_;
  return token;
}

std::optional<Token> Cursor::accept(TokenKind kind) {
  if (!at(kind)) return std::nullopt;
  return next();
}

bool Cursor::accept_keyword(std::string_view word) {
  if (!at_keyword(word)) return false;
  next();
  return true;
}

bool Cursor::accept_form(std::string_view word) {
  if (!at_form(word)) return false;
  position_ += 2;
  return true;
}

Token Cursor::expect(TokenKind kind, std::string_view expected) {
  if (!at(kind)) unexpected(expected);
  return next();
}

Token Cursor::expect_keyword(std::string_view word) {
  if (!at_keyword(word)) unexpected(quoted(word));
  return next();
}

void Cursor::expect_form(std::string_view word) {
  if (!at(TokenKind::lpar)) unexpected("'(" + std::string(word) + "'");
  next();
  expect_keyword(word);
}

std::string Cursor::expect_string() { return string_bytes(text(expect(TokenKind::string, "a string"))); }

std::string Cursor::strings() {
  std::string out;
  while (at(TokenKind::string)) out += string_bytes(text(next()));
  return out;
}

std::string Cursor::expect_name() {
  const Token token = expect(TokenKind::string, "a name");
  std::string name = string_bytes(text(token));
  if (!is_utf8(name)) throw Malformed(token.at, phrase::malformed_utf8, "Tname");
  return name;
}

std::optional<Id> Cursor::accept_id() {
  if (!at(TokenKind::id)) return std::nullopt;
  const Token token = next();
  return Id{id_name(token), token.at};
}

std::string Cursor::id_name(const Token& token) const {
  const std::string_view word = text(token).substr(1);
  if (!word.starts_with('"')) return std::string(word);
  std::string name = string_bytes(word);
  if (!is_utf8(name)) throw Malformed(token.at, phrase::malformed_utf8, "Tid");
  return name;
}

void Cursor::skip_form() {
  u32 depth = 0;
  do {
    const Token token = next();
    if (token.kind == TokenKind::eof) return;
    if (token.kind == TokenKind::lpar) ++depth;
    if (token.kind == TokenKind::rpar && depth > 0) --depth;
  } while (depth > 0);
}

Region Cursor::previous() const { return position_ == 0 ? Region{} : tokens_->tokens[position_ - 1].at; }

bool Cursor::at_unknown() const {
  const Token& token = peek();
  return token.kind == TokenKind::reserved || (token.kind == TokenKind::keyword && !is_keyword_(text(token)));
}

void Cursor::unexpected(std::string_view expected) const {
  const Token& token = peek();
  const std::string more = expected.empty() ? std::string() : ", expected " + std::string(expected);
  const std::string_view word = text(token);
  if (at_unknown()) {
    throw Malformed(token.at, phrase::unknown_operator, "Ttoken", " " + shortened(word) + more);
  }
  const std::string found = token.kind == TokenKind::eof ? std::string("the end") : quoted(word);
  throw Malformed(token.at, phrase::unexpected_token, rule_, " " + found + more);
}

std::vector<const Annotation*> Cursor::annotations() const {
  const auto& all = tokens_->annotations;
  std::vector<const Annotation*> out;
  auto first =
      std::partition_point(all.begin(), all.end(), [this](const Annotation& a) { return a.before < position_; });
  for (; first != all.end() && first->before == position_; ++first) out.push_back(&*first);
  return out;
}

}  // namespace touchstone::wasm
