// Runs a script and gives verdicts.
//
// Every top-level form gets one verdict. The way an attempt ends (malformed, invalid, ...) must be the one expected; a
// message must fit as the suite compares it, unless expected.json lists the line.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "interp/execution/chooser.hpp"
#include "tools/wast/engine.hpp"
#include "tools/wast/expected.hpp"
#include "tools/wast/suites.hpp"

namespace touchstone::wast {

enum class Verdict : u8 { passed, failed, skipped };

/// `passed`, `failed`, `skipped`.
std::string_view verdict_name(Verdict verdict);

/// What came of one top-level form.
struct Record {
  u32 line = 0;
  std::string kind;  ///< the directive as written
  Verdict verdict = Verdict::skipped;
  std::string expected;
  std::string got;
  std::string rule;              ///< of what was refused, if a rule refused it
  std::string story;             ///< more about `got`, for a person; several lines
  bool message_differs = false;  ///< passed, with a message that expected.json lists
  u64 broken = 0;                ///< schedules under which it failed, nothing before it having failed
  std::string choices;           ///< of the first of those: the shortest there is
};

/// Under which choices a script was run.
struct Schedules {
  std::string chooser;     ///< as asked for
  u64 tried = 1;           ///< different schedules
  u64 given_up = 0;        ///< of these, schedules that do not end, as far as was waited
  bool exhausted = false;  ///< there are no others
  u32 complete_up_to = 0;  ///< all were tried that have at most so many choices other than the first alternative
  std::string choices;     ///< of the only run, if a seed or a choice string was given
};

struct FileResult {
  std::string path;  ///< as given
  std::string folder;
  std::string suite;  ///< the feature set's name
  std::vector<Record> records;
  std::vector<std::string> problems;  ///< with the file as a whole; each counts as a failure
  u64 not_instantiated = 0;           ///< components that were checked, and not run
  std::optional<Schedules> schedules;
  double seconds = 0;

  u64 count(Verdict verdict) const;
  u64 failed() const { return count(Verdict::failed) + problems.size(); }
};

/// Engines for one script. `component` may be empty.
struct Engines {
  EnginePtr core;
  EnginePtr component;
};

struct RunOptions {
  std::function<Engines(const Suite&, Chooser*)> engines;  ///< no chooser: the deterministic one
  std::function<void(Suite&)> adjust;                      ///< changes what path and header chose; may be empty
  const std::vector<Expected>* expected = nullptr;
  bool stop_at_failure = false;  ///< what follows a failure in the same file is skipped
  std::string choices;           ///< a specification for make_chooser; empty: the deterministic chooser
};

/// Nothing yet, of the script at `path`.
FileResult file_result(const std::string& path, const Suite& suite);

/// Runs the script `source`. Never throws for what is in it.
FileResult run_script(const std::string& path, const SourcePtr& source, Suite suite, const RunOptions& options);

}  // namespace touchstone::wast
