// Runs directives, one after the other, on the state of a script.
//
// State is what the core reference interpreter keeps: definitions and instances by name, the current one of each, and
// the registry that imports are looked up in. A name that is bound again means the new thing. A definition that fails
// leaves no current instance, so that what follows does not silently act on an older one. A thread has a state of its own.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

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

/// What the definitions of a script are as read and validated, for one run of it after another. Not for two at a time.
class DefinitionCache {
 public:
  DefinitionCache();
  DefinitionCache(const DefinitionCache&) = delete;
  DefinitionCache& operator=(const DefinitionCache&) = delete;
  ~DefinitionCache();

 private:
  friend class Runner;
  struct Entries;
  std::unique_ptr<Entries> entries_;
};

class Runner {
 public:
  /// The script must outlive the runner, and so must `cache`, if it is given.
  Runner(const Suite& suite, const Script& script, Engines engines, DefinitionCache* cache = nullptr);
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;
  ~Runner();

  Outcome run(const Directive& directive);

  /// Waits for all threads. @return what came of those that a `thread` directive began, by directive
  std::map<const Directive*, Outcome> finish_threads();

  /// For each directive that was run, in order, a number that it shares with those that it may influence or that may
  /// influence it by what they run: they act on one store.
  std::vector<std::size_t> parts() const;

  /// How many definitions were checked only, by an engine that runs nothing of their sort.
  u64 not_instantiated() const;

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace touchstone::wast
