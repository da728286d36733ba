// 6.6 Modules: from syntax to text.
//
// The text is a plain one, one line for each instruction, or a folded one; either parses back to the same module up to
// regions. Names (Module::names) are written as identifiers, in quotes where they need them; a name that an identifier
// cannot say (an empty one, the second of two equal ones) is a `(@name "...")`, which is read where custom annotations are
// on; one for an index that does not exist is left out.
// Exports stand inside of what they export, where that keeps their order; the others are fields of their own.
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
  bool offsets = false;        ///< `(;@1f    ;)` before what was read from there: the offset in a binary
  bool skeleton = false;       ///< `...` instead of bodies and the contents of segments: for reading alone
  u32 level = 0;               ///< how deep the whole is nested
};

/// Begins a line at a level of nesting; levels beyond a screen's width share one column.
/// @param at  where what follows was read from, if it is anywhere
void new_line(std::string& out, const PrintOptions& options, u32 level, std::optional<u32> at = {});

/// What stands at the beginning of a line: an offset, or room for one; nothing where offsets are not asked for.
std::string offset_text(const PrintOptions& options, std::optional<u32> at);

/// ` $name`, ` (@name "")` or nothing: what print_module writes behind `(module`.
std::string module_name(const Module& module);

/// ` (@name "f")`
std::string name_annotation(const std::string& name);

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
