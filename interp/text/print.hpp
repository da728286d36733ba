// 6.6 Modules: from syntax to text.
//
// The text is a plain one, one line for each instruction, or a folded one; either parses back to the same module up to
// regions. Names (Module::names) are written as identifiers, in quotes where they need them. A name that an identifier
// cannot say (an empty one, the second of two equal ones, one for an index that does not exist) is left out.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "interp/syntax/modules.hpp"

namespace touchstone::wasm {

struct PrintOptions {
  bool folded = false;         ///< instructions as S-expressions
  bool index_comments = true;  ///< `(;3;)` behind each definition
  u32 indent = 2;              ///< spaces for each level; deep levels share one column
};

/// `(module ...)` with a final newline.
std::string print_module(const Module& module, const PrintOptions& options = {});

/// Prints instructions one by one, with the words and names that print_module gives them: for listings.
class InstrPrinter {
 public:
  explicit InstrPrinter(const Module& module);
  ~InstrPrinter();

  /// What comes next are the instructions of a function or, without one, of a constant expression.
  void begin(std::optional<u32> func);
  /// The next instruction, on one line. Labels are those of the blocks that came before it.
  std::string text(const Instr& instr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::wasm
