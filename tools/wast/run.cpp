// Runs a script: see run.hpp.
#include "tools/wast/run.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "tools/wast/core_engine.hpp"
#include "tools/wast/explore.hpp"
#include "tools/wast/parse.hpp"
#include "tools/wast/pass.hpp"

namespace touchstone::wast {

namespace {

/// As often as the choices ask for.
void run_directives(FileResult& result, const SourcePtr& source, const Suite& suite, const RunOptions& options) {
  const Script script = parse_script(source);
  const Passes passes(result.path, script, suite, options);
  if (options.choices.empty()) {
    take(result, passes.run({}));
  } else {
    run_under_choices(result, passes, script, options);
  }
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
  case Verdict::passed: return "passed";
  case Verdict::failed: return "failed";
  case Verdict::skipped: return "skipped";
  }
  throw Crash("unknown verdict");
}

std::string_view ending_name(Ending ending) {
  switch (ending) {
  case Ending::malformed: return "malformed";
  case Ending::invalid: return "invalid";
  case Ending::unlinkable: return "unlinkable";
  case Ending::trap: return "trap";
  case Ending::exception: return "exception";
  case Ending::exhaustion: return "exhaustion";
  case Ending::suspension: return "suspension";
  case Ending::host_error: return "host error";
  case Ending::misuse: return "misuse";
  case Ending::crash: return "crash";
  }
  throw Crash("unknown ending");
}

Failure Failure::of(const Error& error) {
  Failure out;
  switch (error.phase) {
  case Phase::malformed: out.ending = Ending::malformed; break;
  case Phase::invalid: out.ending = Ending::invalid; break;
  case Phase::unlinkable: out.ending = Ending::unlinkable; break;
  }
  out.message = error.message(Wording::core);
  out.component_message = error.message(Wording::component);
  out.rule = std::string(error.rule);
  out.report = error.report();
  return out;
}

u64 FileResult::count(Verdict verdict) const {
  return static_cast<u64>(
      std::count_if(records.begin(), records.end(), [&](const Record& record) { return record.verdict == verdict; }));
}

FileResult file_result(const std::string& path, const Suite& suite) {
  FileResult result;
  result.path = path;
  const std::size_t slash = path.rfind('/');
  result.folder = slash == std::string::npos ? "." : path.substr(0, slash);
  result.suite = suite.name;
  return result;
}

FileResult run_script(const std::string& path, const SourcePtr& source, Suite suite, const RunOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  const auto wrong = apply_header(source->content(), suite);
  if (options.adjust) options.adjust(suite);
  FileResult result = file_result(path, suite);
  try {
    run_directives(result, source, suite, options);
  } catch (const NoSpectest& error) {
    result.problems.emplace_back(error.what());
  }
  result.problems.insert(result.problems.begin(), wrong.begin(), wrong.end());
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace touchstone::wast
