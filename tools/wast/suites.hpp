// Which features a script runs under, and how its messages are compared.
//
// The upstream suites contradict each other unless each runs under the features of its own release or proposal. So that
// nobody has to learn flags, the path tells: the innermost folders `core`, `core-custom`, `core-legacy`,
// `proposals/NAME`, `proposals-own/NAME` and `component-model` choose a row of a table; all else runs under the
// standard set. Lines `;;! feature = true` at the head of a script (wasmtime's dialect) change single features.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "abi/syntax/gates.hpp"
#include "interp/support/error.hpp"
#include "interp/support/features.hpp"

namespace touchstone::wast {

/// How an expected message is compared with ours.
enum class Messages : u8 {
  off,       ///< not at all
  contains,  ///< it is a part of ours
  prefix,    ///< ours begins with it
};

/// Whose words an expected message may be in.
enum class Words : u8 { core, component, either };

struct Suite {
  std::string name;  ///< for the table of results: "3.0", "3.0 + custom-page-sizes", "standard"
  Features features;
  Messages messages = Messages::contains;
  Words words = Words::either;
  component::Gates gates = component::Gates::suite();  ///< of components; `features` are those of their modules
};

/// The suite that a path belongs to.
Suite suite_of(std::string_view path);

/// Applies the `;;!` lines at the head of a script. @return what is wrong with them, a line each
std::vector<std::string> apply_header(std::string_view script, Suite& suite);

}  // namespace touchstone::wast
