// A script as JSON, and its modules as files: what runners without a parser of the text format read.
//
// There are two dialects. That of wasm-tools (`json-from-wast`) knows every directive; that of wabt (`wast2json`) is older,
// writes integers without sign, says which types an action returns, and lacks what came after it. Names, fields and their
// order are as those tools have them: a known reader of the second insists on the order.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "interp/support/error.hpp"
#include "tools/wast/script.hpp"
#include "tools/wast/suites.hpp"

namespace touchstone::wast {

enum class JsonDialect : u8 { wasm_tools, wabt };

struct JsonOptions {
  JsonDialect dialect = JsonDialect::wasm_tools;
  std::string source;  ///< for `source_filename`
  std::string stem;    ///< files are STEM.N.wasm and STEM.N.wat
  bool pretty = false;
};

/// A module of the script, in either format.
struct ModuleFile {
  std::string name;
  std::string content;
};
struct JsonScript {
  std::string json;
  std::vector<ModuleFile> files;
};

/// What cannot be said: a form that is no directive, a module that should be valid and does not parse, or what a dialect
/// does not have.
struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
  JsonError(const Error& refusal, Wording words)
      : std::runtime_error(refusal.message(words)), story(refusal.report(words)) {}
  std::string story;  ///< for a person: place, message, a line of the script with a caret; ends with a newline
};

/// Throws JsonError.
JsonScript to_json(const Script& script, const Suite& suite, const JsonOptions& options);

}  // namespace touchstone::wast
