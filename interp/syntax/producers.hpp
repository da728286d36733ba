// The content of the custom section "producers": which languages and tools a module comes from. Not in the specification
// but in the WebAssembly tool conventions (ProducersSection.md), and written by every compiler.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

struct Producers {
  struct Field {
    Name name;                                  ///< `language`, `processed-by` or `sdk`
    std::vector<std::pair<Name, Name>> values;  ///< name and version
  };
  std::vector<Field> fields;

  static bool is_field(std::string_view word);
  /// False, and nothing is added, if the field has that name already.
  bool add(std::string_view field, Name name, Name version);
};

/// The content of the section.
std::string encode_producers(const Producers& producers);

/// What the content says; no value if it is malformed, or no content that encode_producers would write.
std::optional<Producers> decode_producers(std::string_view content);

}  // namespace touchstone::wasm
