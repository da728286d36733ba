// Runs a script: see run.hpp.
#include "tools/wast/run.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "tools/wast/parse.hpp"
#include "tools/wast/runner.hpp"

namespace touchstone::wast {

namespace {

/// Puts outcomes and the entries of expected.json together.
class Judge {
 public:
  Judge(const std::string& path, const Suite& suite, const std::vector<Expected>* expected)
      : checks_messages_(suite.messages != Messages::off) {
    if (expected == nullptr) return;
    for (const Expected& entry : *expected) {
      if (speaks_of(entry, path)) entries_.emplace(entry.line, &entry);
    }
  }

  Record judge(u32 line, const std::string& kind, Outcome outcome) {
    Record record{line,
                  kind,
                  outcome.passed ? Verdict::passed : Verdict::failed,
                  std::move(outcome.expected),
                  std::move(outcome.got),
                  std::move(outcome.rule),
                  std::move(outcome.story),
                  false};
    const auto entry = entries_.find(line);
    if (entry == entries_.end()) return record;
    if (outcome.only_message_differs) {
      record.verdict = Verdict::passed;
      record.message_differs = true;
    } else if (outcome.passed && checks_messages_) {
      record.verdict = Verdict::failed;
      record.story =
          fmt::format("expected.json lists this line ({}), but the message does not differ: remove the entry\n",
                      entry->second->reason);
    }
    entries_.erase(entry);
    return record;
  }

  std::vector<std::string> problems() const {
    std::vector<std::string> out;
    for (const auto& [line, entry] : entries_) {
      out.push_back(fmt::format("expected.json lists line {}, where no directive opens: remove the entry", line));
    }
    return out;
  }

 private:
  std::map<u32, const Expected*> entries_;
  bool checks_messages_;
};

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

void run_directives(FileResult& result, const SourcePtr& source, const Suite& suite, const RunOptions& options) {
  const Script script = parse_script(source);
  Judge judge(result.path, suite, options.expected);
  Runner runner(suite, script, options.engines(suite));
  bool stopped = false;
  for (const Directive& directive : script.directives) {
    if (stopped) {
      result.records.push_back({directive.line, directive.kind, Verdict::skipped, {}, {}, {}, {}, false});
      continue;
    }
    result.records.push_back(judge.judge(directive.line, directive.kind, runner.run(directive)));
    stopped = options.stop_at_failure && result.records.back().verdict == Verdict::failed;
  }
  const auto finished = runner.finish_threads();
  for (std::size_t i = 0; i < script.directives.size(); ++i) {
    const auto outcome = finished.find(&script.directives[i]);
    if (outcome == finished.end() || outcome->second.passed) continue;
    result.records[i] = judge.judge(result.records[i].line, result.records[i].kind, outcome->second);
  }
  if (!stopped) result.problems = judge.problems();
  result.not_instantiated = runner.not_instantiated();
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

FileResult run_script(const std::string& path, const SourcePtr& source, Suite suite, const RunOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  FileResult result;
  result.path = path;
  result.folder = folder_of(path);
  const auto wrong = apply_header(source->content(), suite);
  if (options.adjust) options.adjust(suite);
  result.suite = suite.name;
  run_directives(result, source, suite, options);
  result.problems.insert(result.problems.begin(), wrong.begin(), wrong.end());
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace touchstone::wast
