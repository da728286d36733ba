// From the text of a script to its directives.
//
// The text is cut into forms (split.hpp), lexed as a whole by the lexer of the text format (6.2), and each form is read
// by a cursor over those tokens, so that positions in messages are positions in the script. A form that cannot be lexed
// or read becomes `Broken`, which the runner counts as failed.
#pragma once

#include "tools/wast/script.hpp"

namespace touchstone::wast {

/// Never fails: what cannot be read is Broken.
Script parse_script(const SourcePtr& source);

}  // namespace touchstone::wast
