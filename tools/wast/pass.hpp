// One pass over a script: all of its directives or some, from fresh engines, under a chooser.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tools/wast/runner.hpp"

namespace touchstone::wast {

/// What came of it.
struct Pass {
  std::vector<Record> records;     ///< one for each directive; of those left out, what they were called
  std::vector<std::size_t> parts;  ///< Runner::parts; only of a pass that left none out
  std::vector<std::string> problems;
  u64 not_instantiated = 0;
};

struct PassOptions {
  Chooser* chooser = nullptr;                ///< null: the deterministic one
  DefinitionCache* cache = nullptr;          ///< may be null
  const std::vector<bool>* only = nullptr;   ///< directives that are run; null: all
  bool stop_at_failure = false;              ///< directives behind one that fails are skipped
  std::function<void(std::size_t)> before;   ///< told the number of each directive; may be empty
  std::function<void()> before_threads_end;  ///< before all threads of the script are waited for; may be empty
};

class Passes {
 public:
  /// All must outlive this.
  Passes(const std::string& path, const Script& script, const Suite& suite, const RunOptions& options)
      : path_(path), script_(script), suite_(suite), options_(options) {}

  Pass run(const PassOptions& how) const;

 private:
  const std::string& path_;
  const Script& script_;
  const Suite& suite_;
  const RunOptions& options_;
};

/// Makes what came of a pass the result of the file.
void take(FileResult& result, Pass pass);

}  // namespace touchstone::wast
