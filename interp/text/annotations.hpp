// Appendix 7.7, annotations: `(@custom "name" place? "bytes"*)`, one custom section each; `(@name "n")`, a name for
// the name section; `(@metadata.code.branch_hint "\00")`. `(@producers (language "C" "11") ...)` is that of wasm-tools, for
// a section of the tool conventions. `(@unnamed)` is our own: a module or component inside a component has an identifier
// there, but its own name section does not name it. Internal.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "interp/support/features.hpp"
#include "interp/syntax/modules.hpp"
#include "interp/text/lexer.hpp"

namespace touchstone::wasm {

/// Collects the annotations of one module while its fields are read.
class ModuleAnnotations {
 public:
  explicit ModuleAnnotations(Features on) : on_(on.has(Feature::custom_annotations)) {}

  /// Before the first field: where the name of the module, or of a component, may stand: `(@name "n")` or `(@unnamed)`.
  void begin(const Cursor& in);
  /// What its own name section calls it: what an annotation says, or else its identifier.
  std::optional<Name> own_name(std::optional<Id> id);

  /// Between fields: the annotations here become custom sections.
  void take_customs(const Cursor& in);
  /// Behind the place of an identifier: `(@name "n")`.
  std::optional<Name> take_name(const Cursor& in);
  /// Before an instruction of a function: `(@metadata.code.branch_hint "\00")`, or "\01" for likely.
  std::optional<bool> take_branch_hint(const Cursor& in);

  /// The sections, in the order of the binary format. Throws Malformed if the tokens from `first` to the cursor hold an
  /// annotation that was not taken.
  std::vector<Custom> finish(const Cursor& in, u32 first);

 private:
  void take_producers(const Cursor& in, const Annotation& annotation);

  bool on_;
  std::optional<std::optional<Name>> own_name_;
  std::multimap<u32, Custom> placed_;  // by rank: the place among the sections, both sides of each apart
  bool producers_ = false;             // there was one
  std::set<u32> taken_;                // where the annotations that were taken begin
};

/// `(@custom "name" "bytes"*)` without a place, as it stands between the definitions of a component.
Custom custom_of(const Cursor& in, const Annotation& annotation);

/// `(@producers (field "name" "version")*)`
Custom producers_of(const Cursor& in, const Annotation& annotation);

}  // namespace touchstone::wasm
