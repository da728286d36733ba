// The top-level forms of a script: see split.hpp.
#include "tools/wast/split.hpp"

#include <algorithm>
#include <array>

namespace touchstone::wast {

namespace {

/// 6.2.2: what may stand in a keyword, an identifier or a number.
bool is_idchar(char c) {
  return c > ' ' && c < '\x7f' && std::string_view("\"(),;[]{}").find(c) == std::string_view::npos;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<Form> run() {
    skip_blanks();
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      if (starts("(@")) {
        at_ = skip_form(begin);
      } else if (text_[at_] == '(') {
        take_form(begin);
      } else {
        skip_token();
        forms_.push_back({Form::Kind::stray, region(begin, at_), text_.substr(begin, at_ - begin)});
      }
      skip_blanks();
    }
    return std::move(forms_);
  }

 private:
  static Region region(std::size_t begin, std::size_t end) { return {static_cast<u32>(begin), static_cast<u32>(end)}; }
  bool starts(std::string_view with) const { return text_.substr(at_, with.size()) == with; }

  void take_form(std::size_t begin) {
    Form::Kind kind = Form::Kind::form;
    std::size_t end = skip_form(begin);
    if (text_[end - 1] != ')' || unclosed_) {
      kind = Form::Kind::unclosed;
      const std::size_t next = text_.find("\n(", begin);
      end = next == std::string_view::npos ? text_.size() : next;
    }
    at_ = begin + 1;
    const std::string_view head = find_head(end);
    forms_.push_back({kind, region(begin, end), head});
    at_ = end;
  }

  /// The keyword that the form opens with; `at_` is behind the opening parenthesis.
  std::string_view find_head(std::size_t end) {
    skip_blanks();
    while (starts("(@")) {
      at_ = skip_form(at_);
      skip_blanks();
    }
    const std::size_t begin = at_;
    while (at_ < end && is_idchar(text_[at_])) ++at_;
    return begin < end ? text_.substr(begin, at_ - begin) : std::string_view();
  }

  /// Where the form that opens at `begin` ends; sets `unclosed_` if it does not.
  std::size_t skip_form(std::size_t begin) {
    at_ = begin;
    std::size_t depth = 0;
    do {
      skip_blanks();
      if (at_ >= text_.size()) break;
      if (text_[at_] == '(') {
        ++depth;
        ++at_;
      } else if (text_[at_] == ')') {
        --depth;
        ++at_;
      } else {
        skip_token();
      }
    } while (depth > 0);
    unclosed_ = depth > 0;
    return std::min(at_, text_.size());
  }

  void skip_token() {
    if (text_[at_] == '"') {
      skip_string();
    } else if (!is_idchar(text_[at_])) {
      ++at_;
    } else {
      while (at_ < text_.size() && (is_idchar(text_[at_]) || text_[at_] == '"')) {
        if (text_[at_] == '"') {
          skip_string();
        } else {
          ++at_;
        }
      }
    }
  }

  void skip_string() {
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2U : 1U;
    at_ = std::min(at_ + 1, text_.size());
  }

  void skip_blanks() {
    while (at_ < text_.size()) {
      if (starts(";;")) {
        at_ = std::min(text_.find_first_of("\n\r", at_), text_.size());
      } else if (starts("(;")) {
        skip_block_comment();
      } else if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r') {
        ++at_;
      } else {
        break;
      }
    }
  }

  void skip_block_comment() {
    std::size_t depth = 0;
    do {
      if (starts("(;")) {
        ++depth;
        at_ += 2;
      } else if (starts(";)")) {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool unclosed_ = false;
  std::vector<Form> forms_;
};

}  // namespace

std::vector<Form> split(std::string_view text) { return Splitter(text).run(); }

bool is_module_field(std::string_view head) {
  constexpr std::array<std::string_view, 12> fields{"type",   "rec",    "import", "func", "table", "memory",
                                                    "global", "export", "start",  "elem", "data",  "tag"};
  return std::find(fields.begin(), fields.end(), head) != fields.end();
}

}  // namespace touchstone::wast
