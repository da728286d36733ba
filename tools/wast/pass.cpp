// One pass over a script: see pass.hpp.
#include "tools/wast/pass.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

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
                  false,
                  0,
                  {}};
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

}  // namespace

Pass Passes::run(const PassOptions& how) const {
  Pass pass;
  Judge judge(path_, suite_, options_.expected);
  Runner runner(suite_, script_, options_.engines(suite_, how.chooser), how.cache);
  bool stopped = false;
  for (std::size_t i = 0; i < script_.directives.size(); ++i) {
    const Directive& directive = script_.directives[i];
    if (stopped || (how.only != nullptr && !(*how.only)[i])) {
      pass.records.push_back({directive.line, directive.kind, Verdict::skipped, {}, {}, {}, {}, false, 0, {}});
      continue;
    }
    if (how.before) how.before(i);
    pass.records.push_back(judge.judge(directive.line, directive.kind, runner.run(directive)));
    stopped = (how.stop_at_failure || options_.stop_at_failure) && pass.records.back().verdict == Verdict::failed;
  }
  if (how.before_threads_end) how.before_threads_end();
  std::map<const Directive*, Outcome> finished;
  try {
    finished = runner.finish_threads();
  } catch (const ChooserError& error) {
    pass.problems.emplace_back(error.what());
  }
  for (std::size_t i = 0; i < script_.directives.size(); ++i) {
    const auto outcome = finished.find(&script_.directives[i]);
    if (outcome == finished.end() || outcome->second.passed) continue;
    pass.records[i] = judge.judge(pass.records[i].line, pass.records[i].kind, outcome->second);
  }
  if (!stopped) {
    for (std::string& problem : judge.problems()) pass.problems.push_back(std::move(problem));
  }
  if (!stopped && how.only == nullptr) pass.parts = runner.parts();
  pass.not_instantiated = runner.not_instantiated();
  return pass;
}

void take(FileResult& result, Pass pass) {
  result.records = std::move(pass.records);
  result.problems = std::move(pass.problems);
  result.not_instantiated = pass.not_instantiated;
}

}  // namespace touchstone::wast
