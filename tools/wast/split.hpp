// The top-level forms of a script, found by nothing but parentheses.
//
// A script is cut into its forms before any of them is parsed, so that one which does not parse costs one failed
// record and the file goes on with the next. Cutting needs of the lexical format (6.2) only what may hide a
// parenthesis: comments, strings, quoted identifiers; an annotation `(@id ...)` at the top is skipped like a comment.
// Recovery, not in any specification: a string ends at the end of its line, and a form that is never closed ends
// before the next line that begins with a parenthesis. A comment or an annotation between forms that is never closed
// takes the rest of the file. All of it costs time in proportion to the text, however much is left open.
#pragma once

#include <string_view>
#include <vector>

#include "interp/support/source.hpp"

namespace touchstone::wast {

/// One top-level form, or what stands where a form should be.
struct Form {
  enum class Kind : u8 { form, unclosed, unclosed_string, unclosed_comment, unclosed_annotation, stray };
  Kind kind = Kind::form;
  Region at;              ///< from the opening to the closing parenthesis
  std::string_view head;  ///< the keyword after the opening parenthesis (and annotations); a view of the text
  Region fault;           ///< what is not closed: where it opens
};

/// The forms of a text, in order.
std::vector<Form> split(std::string_view text);

/// Whether a form with this head is a field of a module: a script that begins with one is a single module without
/// `(module`.
bool is_module_field(std::string_view head);

}  // namespace touchstone::wast
