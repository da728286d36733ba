// Tokens of WAVE (wave.hpp): punctuation, numbers, labels, characters and strings.
//
// White space and comments (`//` to the end of the line) separate tokens. A label and a keyword look alike; what it is
// decides who reads it. Internal to wave*.cpp.
#pragma once

#include <string>
#include <string_view>

#include "interp/support/error.hpp"

namespace touchstone::component {

struct WaveToken {
  enum class Kind : u8 { end, punctuation, number, label, character, string, multiline_string };
  Kind kind = Kind::end;
  Region at;
  bool is_keyword = false;  ///< kind label
};

class WaveLexer {
 public:
  /// @param text  well-formed UTF-8, below 4 GiB
  explicit WaveLexer(std::string_view text, u32 begin = 0);

  const WaveToken& peek() const { return token_; }
  bool peek(char punctuation) const;
  WaveToken next();
  /// Takes the next token if it is this punctuation.
  bool accept(char punctuation);

  std::string_view text(const WaveToken& token) const {
    return text_.substr(token.at.begin, token.at.end - token.at.begin);
  }
  /// The label, without `%`.
  std::string_view label(const WaveToken& token) const;
  /// What a token of kind character denotes.
  char32_t character(const WaveToken& token) const;
  /// What a token of kind string or multiline_string denotes.
  std::string string(const WaveToken& token) const;

  /// "`[`", "the end": a token in a message.
  std::string describe(const WaveToken& token) const;

 private:
  void advance();
  void skip_space();
  bool looking_at(std::string_view words) const { return text_.substr(at_).starts_with(words); }
  void scan_number();
  void scan_label();
  void scan_quoted(char quote);
  void scan_multiline_string();
  void scalar(std::string_view text, std::size_t& at, u32 offset, std::string& to) const;
  std::string lines(std::string_view content, u32 offset) const;

  std::string_view text_;
  std::size_t at_ = 0;  // behind token_
  WaveToken token_;
};

}  // namespace touchstone::component
