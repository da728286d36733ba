// Runs a script and gives verdicts.
//
// Every top-level form gets one verdict. The way an attempt ends (malformed, invalid, ...) must be the one expected; a
// message must fit as the suite compares it, unless expected.json lists the line.
#pragma once

#include <functional>
#include <string>
#include <vector>

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
};

struct FileResult {
  std::string path;  ///< as given
  std::string folder;
  std::string suite;  ///< the feature set's name
  std::vector<Record> records;
  std::vector<std::string> problems;  ///< with the file as a whole; each counts as a failure
  u64 not_instantiated = 0;           ///< components that were checked, and not run
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
  std::function<Engines(const Suite&)> engines;
  std::function<void(Suite&)> adjust;  ///< changes what path and header chose; may be empty
  const std::vector<Expected>* expected = nullptr;
  bool stop_at_failure = false;  ///< what follows a failure in the same file is skipped
};

/// Runs the script `source`. Never throws for what is in it.
FileResult run_script(const std::string& path, const SourcePtr& source, Suite suite, const RunOptions& options);

}  // namespace touchstone::wast
