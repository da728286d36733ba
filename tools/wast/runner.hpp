// Runs directives, one after the other, on the state of a script.
//
// State is what the core reference interpreter keeps: definitions and instances by name, the current one of each, and
// the registry that imports are looked up in. A name that is bound again means the new thing. A definition that fails
// leaves no current instance, so that what follows does not silently act on an older one. A thread has a state of its own.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "tools/wast/run.hpp"

namespace touchstone::wast {

/// What came of a directive, before it is compared with expected.json.
struct Outcome {
  bool passed = false;
  bool only_message_differs = false;
  std::string expected;
  std::string got;
  std::string rule;
  std::string story;
};

class Runner {
 public:
  /// The script must outlive the runner.
  Runner(const Suite& suite, const Script& script, Engines engines);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  Outcome run(const Directive& directive);

  /// Waits for all threads. @return what came of those that a `thread` directive began, by directive
  std::map<const Directive*, Outcome> finish_threads();

  /// How many definitions were checked only, by an engine that runs nothing of their sort.
  u64 not_instantiated() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::wast
