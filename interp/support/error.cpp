// Errors: see error.hpp.
#include "interp/support/error.hpp"

namespace touchstone {

std::string_view phase_name(Phase phase) {
  switch (phase) {
    case Phase::malformed: return "malformed";
    case Phase::invalid: return "invalid";
    case Phase::unlinkable: return "unlinkable";
  }
  throw Crash("unknown phase");
}

Error::Error(Phase which, Region where, Phrase words, std::string_view violated, std::string more)
    : phase(which), at(where), phrase(words), rule(violated), detail(std::move(more)) {
  text = message();
}

std::string Error::message(Wording wording) const {
  return std::string(wording == Wording::core ? phrase.core : phrase.component) + detail;
}

std::string Error::report(Wording wording) const {
  std::string out;
  if (source) out += source->describe(at) + ": ";
  out += std::string(phase_name(phase)) + ": " + message(wording) + "\n";
  if (source) out += source->snippet(at);
  if (!path.empty()) out += "  in " + path + "\n";
  for (const std::string& note : notes) out += "  note: " + note + "\n";
  if (!rule.empty()) out += "  rule: [" + std::string(rule) + "]\n";
  return out;
}

}  // namespace touchstone
