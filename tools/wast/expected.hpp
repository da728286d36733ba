// spec-tests/expected.json: directives whose expected message conflicts with another source, each with its reason.
//
// A list of entries {"file", "line", "kind", "source", "reason"}. `file` is the end of a path ("core/imports.wast"),
// `line` that on which the directive opens, `kind` is `message-differs`: the phase is checked, the message is not.
// `source` names what it conflicts with. An entry that is not needed fails the file. The list is built into the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interp/support/integers.hpp"

namespace touchstone::wast {

struct Expected {
  std::string file;
  u32 line = 0;
  std::string source;
  std::string reason;
};

/// Reads the text of such a file. Throws std::runtime_error if it is none.
std::vector<Expected> parse_expected(std::string_view json);

/// The list that was built in.
const std::vector<Expected>& built_in_expected();

/// Whether the entry speaks of the file at this path.
bool speaks_of(const Expected& entry, std::string_view path);

}  // namespace touchstone::wast
