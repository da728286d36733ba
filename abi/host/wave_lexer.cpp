// Tokens of WAVE: see wave_lexer.hpp.
#include "abi/host/wave_lexer.hpp"

#include <algorithm>

#include "abi/host/wave.hpp"
#include "abi/syntax/names.hpp"
#include "interp/support/messages.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view triple = "\"\"\"";

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?
bool is_number(std::string_view text) {
  std::size_t at = 0;
  const auto take = [&](std::string_view any) {
    const bool found = at < text.size() && any.find(text[at]) != std::string_view::npos;
    if (found) ++at;
    return found;
  };
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return at > begin;
  };
  take("-");
  if (!take("0") && !digits()) return false;
  if (take(".") && !digits()) return false;
  if (take("eE")) {
    take("+-");
    if (!digits()) return false;
  }
  return at == text.size();
}

}  // namespace

WaveLexer::WaveLexer(std::string_view text, u32 begin) : text_(text), at_(begin) { advance(); }

bool WaveLexer::peek(char punctuation) const {
  return token_.kind == WaveToken::Kind::punctuation && text_[token_.at.begin] == punctuation;
}

WaveToken WaveLexer::next() {
  const WaveToken token = token_;
  advance();
  return token;
}

bool WaveLexer::accept(char punctuation) {
  if (!peek(punctuation)) return false;
  advance();
  return true;
}

void WaveLexer::skip_space() {
  while (at_ < text_.size()) {
    if (looking_at("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (std::string_view(" \t\n\r").find(text_[at_]) != std::string_view::npos) {
      ++at_;
    } else {
      return;
    }
  }
}

void WaveLexer::advance() {
  skip_space();
  token_ = {};
  token_.at.begin = static_cast<u32>(at_);
  if (at_ < text_.size()) {
    const char c = text_[at_];
    if (std::string_view("{}()[]:,").find(c) != std::string_view::npos) {
      token_.kind = WaveToken::Kind::punctuation;
      ++at_;
    } else if (is_digit(c) || c == '-') {
      scan_number();
    } else if (is_letter(c) || c == '%') {
      scan_label();
    } else if (looking_at(triple)) {
      scan_multiline_string();
    } else if (c == '"' || c == '\'') {
      scan_quoted(c);
    } else {
      std::size_t end = at_;
      decode_utf8(text_, end);
      throw Malformed({token_.at.begin, static_cast<u32>(end)}, phrase::illegal_character, "");
    }
  }
  token_.at.end = static_cast<u32>(at_);
}

void WaveLexer::scan_number() {
  token_.kind = WaveToken::Kind::number;
  const std::size_t begin = at_;
  while (at_ < text_.size() && (is_digit(text_[at_]) || is_letter(text_[at_]) ||
                                std::string_view(".+-_").find(text_[at_]) != std::string_view::npos)) {
    ++at_;
  }
  const std::string_view number = text_.substr(begin, at_ - begin);
  if (number == "-inf" || is_number(number)) return;
  throw Malformed({token_.at.begin, static_cast<u32>(at_)}, phrase::unexpected_token, "",
                  ": expected a number in base 10, found `" + std::string(number) + "`");
}

void WaveLexer::scan_label() {
  token_.kind = WaveToken::Kind::label;
  if (text_[at_] == '%') ++at_;
  const std::size_t begin = at_;
  while (at_ < text_.size() && (is_digit(text_[at_]) || is_letter(text_[at_]) || text_[at_] == '-')) ++at_;
  const std::string_view label = text_.substr(begin, at_ - begin);
  if (!is_label(label)) {
    throw Malformed({token_.at.begin, static_cast<u32>(at_)}, phrase::unexpected_token, "",
                    ": expected a name in kebab case, found `" + std::string(label) + "`");
  }
  token_.is_keyword = begin == token_.at.begin && is_wave_keyword(label);
}

/// Finds the end only; what stands inside is looked at when it is decoded.
void WaveLexer::scan_quoted(char quote) {
  token_.kind = quote == '"' ? WaveToken::Kind::string : WaveToken::Kind::character;
  ++at_;
  while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2U : 1U;
  if (at_ >= text_.size() || text_[at_] != quote) {
    at_ = std::min(at_, text_.size());
    const char* more = quote == '"' ? ": expected `\"` on the same line" : ": expected `'` on the same line";
    throw Malformed({token_.at.begin, static_cast<u32>(at_)}, phrase::unclosed_string, "", more);
  }
  ++at_;
}

void WaveLexer::scan_multiline_string() {
  token_.kind = WaveToken::Kind::multiline_string;
  at_ += triple.size();
  if (!looking_at("\n") && !looking_at("\r\n")) {
    throw Malformed({token_.at.begin, static_cast<u32>(at_)}, phrase::unexpected_token, "",
                    ": expected a line break behind `\"\"\"`");
  }
  const std::size_t end = text_.find(triple, at_);
  if (end == std::string_view::npos) {
    throw Malformed({token_.at.begin, static_cast<u32>(at_)}, phrase::unclosed_string, "", ": expected `\"\"\"`");
  }
  at_ = end + triple.size();
}

std::string_view WaveLexer::label(const WaveToken& token) const {
  std::string_view label = text(token);
  if (label.starts_with('%')) label.remove_prefix(1);
  return label;
}

/// Appends the character or escape at `at`, moving it behind. `offset`: where `text` stands.
void WaveLexer::scalar(std::string_view text, std::size_t& at, u32 offset, std::string& to) const {
  const std::size_t begin = at;
  const auto illegal = [&]() -> Malformed {
    const std::size_t end = std::min(at, text.size());
    return {
        {offset + static_cast<u32>(begin), offset + static_cast<u32>(end)},
        phrase::illegal_escape,
        "",
        R"(: expected one of \' \" \\ \t \n \r \u{...}, found `)" + std::string(text.substr(begin, end - begin)) + "`"};
  };
  const auto c = decode_utf8(text, at);
  if (c != U'\\') return append_utf8(to, c.value_or(0xFFFD));
  if (at >= text.size()) throw illegal();
  constexpr std::string_view names = "tnr'\"\\";
  constexpr std::string_view meanings = "\t\n\r'\"\\";
  const char name = text[at];
  if (const auto found = names.find(name); found != std::string_view::npos) {
    ++at;
    to += meanings[found];
    return;
  }
  decode_utf8(text, at);  // so that the message shows the whole escape
  if (name != 'u' || !text.substr(at).starts_with('{')) throw illegal();
  u32 value = 0;
  std::size_t digits = 0;
  for (++at; at < text.size() && text[at] != '}'; ++at, ++digits) {
    const char lower = static_cast<char>(text[at] | 0x20);
    const bool letter = lower >= 'a' && lower <= 'f';
    if (digits == 6 || (!is_digit(text[at]) && !letter)) throw illegal();
    value = value * 16 + static_cast<u32>(letter ? lower - 'a' + 10 : text[at] - '0');
  }
  if (at++ >= text.size() || digits == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) throw illegal();
  append_utf8(to, value);
}

char32_t WaveLexer::character(const WaveToken& token) const {
  const std::string_view inside = text_.substr(token.at.begin + 1, token.at.end - token.at.begin - 2);
  std::string one;
  std::size_t at = 0;
  if (!inside.empty()) scalar(inside, at, token.at.begin + 1, one);
  if (one.empty() || at != inside.size()) {
    throw Malformed(token.at, phrase::unexpected_token, "",
                    ": expected one character between quotes, found `" + std::string(text(token)) + "`");
  }
  at = 0;
  return *decode_utf8(one, at);
}

std::string WaveLexer::string(const WaveToken& token) const {
  const bool multiline = token.kind == WaveToken::Kind::multiline_string;
  const std::size_t quotes = multiline ? triple.size() : 1;
  const u32 offset = token.at.begin + static_cast<u32>(quotes);
  const std::string_view content = text_.substr(offset, token.at.end - token.at.begin - 2 * quotes);
  if (multiline) return lines(content, offset);
  std::string decoded;
  for (std::size_t at = 0; at < content.size();) scalar(content, at, offset, decoded);
  return decoded;
}

/// A multi-line string: the spaces before the last quotes are taken from the begin of each line; the first and the last
/// line break are not part of the string.
std::string WaveLexer::lines(std::string_view content, u32 offset) const {
  const std::size_t last = content.rfind('\n');  // there is one behind the first quotes
  const std::size_t indent = content.size() - last - 1;
  if (content.find_first_not_of(' ', last + 1) != std::string_view::npos) {
    throw Malformed({offset + static_cast<u32>(last + 1), offset + static_cast<u32>(content.size())},
                    phrase::unexpected_token, "", ": expected nothing but spaces before the last `\"\"\"`");
  }
  std::string decoded;
  for (std::size_t line = content.find('\n') + 1; line <= last;) {
    std::size_t end = content.find('\n', line);
    const std::size_t next = end + 1;
    if (end > line && content[end - 1] == '\r') --end;
    const std::size_t spaces = std::min(content.find_first_not_of(' ', line), end) - line;
    if (spaces < indent) {
      throw Malformed({offset + static_cast<u32>(line), offset + static_cast<u32>(end)}, phrase::unexpected_token, "",
                      ": expected " + std::to_string(indent) + " spaces, as before the last `\"\"\"`, found " +
                          std::to_string(spaces));
    }
    const std::string_view words = content.substr(0, end);
    for (std::size_t at = line + indent; at < end;) scalar(words, at, offset, decoded);
    if (next <= last) decoded += '\n';
    line = next;
  }
  return decoded;
}

std::string WaveLexer::describe(const WaveToken& token) const {
  if (token.kind == WaveToken::Kind::end) return "the end";
  constexpr std::size_t most = 40;
  const std::string_view all = text(token);
  if (all.size() <= most && token.kind != WaveToken::Kind::multiline_string) return "`" + std::string(all) + "`";
  return token.kind == WaveToken::Kind::label    ? "a name"
         : token.kind == WaveToken::Kind::number ? "a number"
                                                 : "a string";
}

}  // namespace touchstone::component
