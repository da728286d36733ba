// The top-level forms of a script: see split.hpp.
#include "tools/wast/split.hpp"

#include <algorithm>
#include <array>
#include <optional>

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
        take_annotation(begin);
      } else if (text_[at_] == '(') {
        take_form(begin);
      } else {
        skip_stray();
        forms_.push_back({Form::Kind::stray, region(begin, at_), text_.substr(begin, at_ - begin), {}});
      }
      skip_blanks();
    }
    // A comment in a form that is left open belongs to that form.
    if (comment_ && (forms_.empty() || forms_.back().at.end <= *comment_)) {
      rest_is(Form::Kind::unclosed_comment, *comment_);
    }
    return std::move(forms_);
  }

 private:
  /// A parenthesis that was seen open while a form was looked for that never ends.
  struct Open {
    std::size_t begin;
    std::size_t end;  // behind the closing one; 0: there is none
  };

  static Region region(std::size_t begin, std::size_t end) { return {static_cast<u32>(begin), static_cast<u32>(end)}; }
  bool starts(std::string_view with) const { return text_.substr(at_, with.size()) == with; }
  bool at_line_start(std::size_t at) const { return at > 0 && (text_[at - 1] == '\n' || text_[at - 1] == '\r'); }

  void rest_is(Form::Kind kind, std::size_t begin) {
    forms_.push_back({kind, region(begin, text_.size()), text_.substr(begin, 2), region(begin, begin + 2)});
    at_ = text_.size();
  }

  void take_annotation(std::size_t begin) {
    const auto end = skip_form(begin);
    if (!end) rest_is(Form::Kind::unclosed_annotation, begin);
  }

  void take_form(std::size_t begin) {
    Form form{Form::Kind::form, {}, {}, {}};
    const auto closed = skip_form(begin);
    const std::size_t end = closed ? *closed : recover(begin);
    if (!closed) explain(form, begin, end);
    at_ = begin + 1;
    form.head = find_head(end);
    form.at = region(begin, end);
    forms_.push_back(form);
    at_ = end;
  }

  /// Why the form is not closed.
  void explain(Form& form, std::size_t begin, std::size_t end) const {
    const auto string = std::lower_bound(strings_.begin(), strings_.end(), begin);
    if (string != strings_.end() && *string < end) {
      form.kind = Form::Kind::unclosed_string;
      const std::size_t string_end = std::min(text_.find_first_of("\n\r", *string), end);
      form.fault = region(*string, string_end);
    } else if (comment_ && *comment_ >= begin && *comment_ < end) {
      form.kind = Form::Kind::unclosed_comment;
      form.fault = region(*comment_, *comment_ + 2);
    } else {
      form.kind = Form::Kind::unclosed;
      form.fault = region(begin, begin + 1);
    }
  }

  /// The keyword that the form opens with; `at_` is behind the opening parenthesis.
  std::string_view find_head(std::size_t end) {
    skip_blanks();
    while (at_ < end && starts("(@") && skip_form(at_)) skip_blanks();
    const std::size_t begin = at_;
    while (at_ < end && is_idchar(text_[at_])) ++at_;
    return begin < end ? text_.substr(begin, at_ - begin) : std::string_view();
  }

  /// Goes behind the form that opens at `begin`, and says where that is; no value, and the end of the text, if it does
  /// not close.
  std::optional<std::size_t> skip_form(std::size_t begin) {
    if (!open_.empty()) {
      const auto known = find_open(begin);
      at_ = known->end == 0 ? text_.size() : known->end;
      return known->end == 0 ? std::nullopt : std::optional(known->end);
    }
    at_ = begin;
    std::vector<std::size_t> pending;
    do {
      skip_blanks();
      if (at_ >= text_.size()) return std::nullopt;
      if (text_[at_] == '(') {
        pending.push_back(open_.size());
        open_.push_back({at_++, 0});
      } else if (text_[at_] == ')') {
        open_[pending.back()].end = ++at_;
        pending.pop_back();
      } else {
        skip_token();
      }
    } while (!pending.empty());
    open_.clear();
    return at_;
  }

  /// Once a form was left open, the whole rest has been looked through, and all its parentheses are known.
  std::vector<Open>::const_iterator find_open(std::size_t begin) const {
    return std::lower_bound(open_.begin(), open_.end(), begin,
                            [](const Open& open, std::size_t at) { return open.begin < at; });
  }

  /// Where to go on after the form at `begin`, which is not closed: the end of a line.
  std::size_t recover(std::size_t begin) const {
    const auto next =
        std::find_if(find_open(begin) + 1, open_.end(), [this](const Open& open) { return at_line_start(open.begin); });
    return next == open_.end() ? text_.size() : next->begin - 1;
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

  /// A token, or a run of bytes that are in no token.
  void skip_stray() {
    const auto no_ascii = [this] { return at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80; };
    if (!no_ascii()) return skip_token();
    while (no_ascii()) ++at_;
  }

  void skip_string() {
    const std::size_t begin = at_++;
    const auto more = [this] { return at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r'; };
    while (more() && text_[at_] != '"') {
      if (text_[at_++] == '\\' && more()) ++at_;
    }
    if (more()) {
      ++at_;
    } else if (strings_.empty() || strings_.back() < begin) {
      strings_.push_back(begin);
    }
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
    const std::size_t begin = at_;
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
    if (depth > 0) comment_ = begin;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Form> forms_;
  std::vector<Open> open_;            // of the rest of the text, in order, once a form was not closed
  std::vector<std::size_t> strings_;  // that are not closed
  std::optional<std::size_t> comment_;
};

}  // namespace

std::vector<Form> split(std::string_view text) { return Splitter(text).run(); }

bool is_module_field(std::string_view head) {
  constexpr std::array<std::string_view, 12> fields{"type",   "rec",    "import", "func", "table", "memory",
                                                    "global", "export", "start",  "elem", "data",  "tag"};
  return std::find(fields.begin(), fields.end(), head) != fields.end();
}

}  // namespace touchstone::wast
