// WAVE, the WebAssembly Value Encoding: component values as text, as people write them on a command line.
//
// An encoding of wasm-tools' (crates/wasm-wave), consistent with WIT: `123`, `-inf`, `'x'`, `"text"`, `[1, 2]`, `(1, "x")`,
// `{field: 1}`, `{flag-a, flag-b}`, `case(1)`, `none`. It is read with the type at hand, since `{}` or `a` alone may be
// many things. Not in the pinned sources.
// Choice: a map, which WAVE does not have, is the list of its pairs; so is it in the Canonical ABI.
// Choice: handles, streams, futures and error contexts have no text; printing shows them in angle brackets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "abi/host/values.hpp"
#include "abi/validation/types.hpp"
#include "interp/support/result.hpp"

namespace touchstone::component {

/// The value of type `type` that `text` denotes. An error points into the text and says what was expected.
Result<Val> parse_value(std::string_view text, const closed::ValType& type);

/// A call as it is written, before the type of the function is known.
struct WaveCall {
  std::string name;       ///< as written: `add`, `wasi:cli/run.run@0.2.0`, `[method]file.size`
  std::string interface;  ///< the instance that exports the function: `wasi:cli/run@0.2.0`; may be empty
  std::string function;   ///< the name within it: `run`
  SourcePtr source;       ///< the text
  u32 arguments = 0;      ///< offset of the parenthesis before the arguments
};

/// Splits `name(arguments)`. An interface stands before the function's name, its version behind:
/// `ns:pkg/interface.function@version`; `ns:pkg/interface@version#function` means the same.
Result<WaveCall> parse_call(std::string_view text);

/// The arguments of a call to a function of this type. Arguments `none` at the end may be left out.
Result<std::vector<Val>> parse_arguments(const WaveCall& call, const closed::FuncType& type);

/// The text of a value. Reading it again gives the same value, if it has a text.
std::string print_value(const Val& value);

/// `(1, "x")`: as arguments stand in a call.
std::string print_arguments(const std::vector<Val>& arguments);

/// Whether a case of this name must be written with a `%` before it.
bool is_wave_keyword(std::string_view label);

}  // namespace touchstone::component
