// What an attempt ended in, as the runner tells it apart: from outcomes of our engine.
#pragma once

#include "abi/runtime/why.hpp"
#include "interp/embedding/embedding.hpp"
#include "tools/wast/core_engine.hpp"
#include "tools/wast/engine.hpp"

namespace touchstone::wast {

inline Failure failure_of(Ending ending, const wasm::Failure& failed) {
  Failure out;
  out.ending = ending;
  out.message = failed.message(Wording::core);
  out.component_message = failed.message(Wording::component);
  // A deadlock has several lines: the first is the message, the others the story.
  const std::size_t first = out.component_message.find('\n');
  if (first != std::string::npos) {
    out.report = out.component_message.substr(first + 1) + "\n";
    out.component_message.resize(first);
    out.message.resize(std::min(out.message.find('\n'), out.message.size()));
  }
  out.report += tell(failed.backtrace);
  return out;
}

/// What else a script may call a trap of the Canonical ABI: it need not know what boundary it happened at.
inline std::vector<std::string> other_words(const wasm::Trap& trap) {
  std::vector<std::string> out;
  const component::WhyRow* const row = component::find_why(trap.id);
  if (row == nullptr) return out;
  const bool between_components = trap.phrase.component == row->component;
  out.push_back(
      std::string(row->words(between_components ? component::Boundary::host : component::Boundary::component)) +
      trap.detail);
#define PHRASE(which, words) \
  if (trap.id == #which) out.emplace_back(words);
#include "tools/wast/phrases.def"
#undef PHRASE
  return out;
}

template <class T>
Failure failure_of(const wasm::Outcome<T>& outcome) {
  if (const auto* trap = outcome.trap()) {
    const bool suspension = trap->code == wasm::TrapCode::unhandled_tag;
    Failure out = failure_of(suspension ? Ending::suspension : Ending::trap, *trap);
    out.rule = std::string(trap->rule);
    out.also = other_words(*trap);
    return out;
  }
  if (const auto* exhaustion = outcome.exhaustion()) return failure_of(Ending::exhaustion, *exhaustion);
  if (const auto* host_error = outcome.host_error()) return failure_of(Ending::host_error, *host_error);
  if (const auto* unlinkable = outcome.unlinkable()) return Failure::of(*unlinkable);
  Failure out = Failure::of(Ending::exception, outcome.message());
  if (const auto* exception = outcome.exception()) out.report = tell(exception->backtrace);
  return out;
}

}  // namespace touchstone::wast
