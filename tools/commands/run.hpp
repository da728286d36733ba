// What running modules and running components have in common.
#pragma once

#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "interp/embedding/embedding.hpp"
#include "interp/execution/chooser.hpp"
#include "interp/support/utf8.hpp"
#include "tools/commands/common.hpp"
#include "tools/wast/core_engine.hpp"

namespace touchstone::commands {

struct RunOptions {
  std::string file;
  std::optional<std::string> invoke;
  std::vector<std::string> arguments;
  std::string features;
  Limits limits;
  bool no_fold = false;
  std::string choices;               ///< a specification; empty: the deterministic chooser
  std::shared_ptr<Chooser> chooser;  ///< made of it
  bool no_fast_copy = false;
  component::Reentrance reentrance = component::Reentrance::trap;
  std::string trace;  ///< of a component: empty: none; `true`: text on standard error; else the file for JSON lines

  wasm::Config core_config() const {
    wasm::Config config;
    config.fold = !no_fold;
    config.chooser = chooser.get();
    limits.apply(config);
    return config;
  }
};

inline std::string name_of(const RunOptions& options) { return options.file == "-" ? "<stdin>" : options.file; }

/// A limit, a trap, or another answer that is no. It has been told.
struct No {};

/// The value; tells what there is instead of it, and throws No.
template <class T>
T take(wasm::Outcome<T> outcome, std::string_view doing, Wording wording = Wording::core) {
  if (outcome) return *std::move(outcome);
  if (const auto* unlinkable = outcome.unlinkable()) {
    report(*unlinkable, wording);
    throw No();
  }
  std::string_view how = "exception";
  const std::vector<wasm::TracePoint>* backtrace = nullptr;
  const auto failed = [&](const auto* failure, std::string_view name) {
    if (failure == nullptr) return;
    how = name;
    backtrace = &failure->backtrace;
  };
  failed(outcome.trap(), "trap");
  failed(outcome.exhaustion(), "exhaustion");
  failed(outcome.host_error(), "host error");
  failed(outcome.exception(), "exception");
  std::cerr << printable(fmt::format("{}: {}: {}", doing, how, outcome.message(wording)), "\n") << "\n";
  if (backtrace != nullptr) std::cerr << printable(wast::tell(*backtrace), "\n\t");
  if (outcome.trap() != nullptr && !outcome.trap()->rule.empty()) {
    std::cerr << "  rule: [" << outcome.trap()->rule << "]\n";
  }
  throw No();
}

/// @return the status that the program ends with. Throws No, Error and UsageError.
int run_component(const RunOptions& options, const SourcePtr& source);

}  // namespace touchstone::commands
