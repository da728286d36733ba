// Errors: one type for each way in which the specification refuses something before it runs.
//
// Malformed (chapters 5 and 6), Invalid (chapter 3) and Unlinkable (4.7.2) are thrown inside a phase and returned as
// a Result at its public door, so that grammar and typing code reads like the rules. What happens at run time (Trap,
// Exception, Exhaustion, HostError) is in execution/outcome.hpp. Crash is ours alone: a broken invariant of Touchstone.
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "interp/support/source.hpp"

namespace touchstone {

/// The words the official scripts expect. The component-model suite names some faults differently from the core
/// suite; a phrase that serves both is written once.
struct Phrase {
  std::string_view core;
  std::string_view component;
  constexpr Phrase(std::string_view both) : core(both), component(both) {}  // NOLINT: a phrase is its words
  constexpr Phrase(const char* both) : Phrase(std::string_view(both)) {}    // NOLINT
  constexpr Phrase(std::string_view core_words, std::string_view component_words)
      : core(core_words), component(component_words) {}
};

enum class Phase : u8 { malformed, invalid, unlinkable };

/// `malformed`, `invalid`, `unlinkable`.
std::string_view phase_name(Phase phase);

/// Which suite's words a message is given in.
enum class Wording : u8 { core, component };

/// A refusal: phase, phrase, details, place, and the rule that was violated.
struct Error : std::exception {
  /// @param detail  printed directly after the phrase: begins with its own separator (" 3", ": expected i32").
  /// @param rule    id of the rule in the source, without brackets: "Instr_ok/br_if"; a string literal.
  Error(Phase which, Region where, Phrase words, std::string_view violated, std::string more = {});

  /// Phrase and detail, without place.
  std::string message(Wording wording = Wording::core) const;

  /// The whole story for a person: place, phase, message, snippet with caret, notes, rule. Ends with a newline.
  std::string report(Wording wording = Wording::core) const;

  const char* what() const noexcept override { return text.c_str(); }

  Phase phase;
  Region at;
  Phrase phrase;
  std::string_view rule;
  std::string detail;
  std::string path;                ///< where in the structure: "code section > function 3"; may be empty
  std::vector<std::string> notes;  ///< further lines: what was expected, what would mend it
  SourcePtr source;                ///< what `at` refers to; set at the public door of a phase
  std::string text;                ///< message(), kept for what()
};

/// Chapters 5 and 6: bytes or text that are no module. (assert_malformed)
struct Malformed : Error {
  Malformed(Region where, Phrase words, std::string_view violated, std::string more = {})
      : Error(Phase::malformed, where, words, violated, std::move(more)) {}
};

/// Chapter 3: a module that breaks a validation rule. (assert_invalid)
struct Invalid : Error {
  Invalid(Region where, Phrase words, std::string_view violated, std::string more = {})
      : Error(Phase::invalid, where, words, violated, std::move(more)) {}
};

/// 4.7.2: imports that are missing or do not match. (assert_unlinkable)
struct Unlinkable : Error {
  Unlinkable(Region where, Phrase words, std::string_view violated, std::string more = {})
      : Error(Phase::unlinkable, where, words, violated, std::move(more)) {}
};

/// A broken invariant of ours, never the guest's fault.
struct Crash : std::logic_error {
  using std::logic_error::logic_error;
};

}  // namespace touchstone
