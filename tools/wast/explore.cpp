// Runs a script under other choices than the deterministic ones: see explore.hpp.
#include "tools/wast/explore.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "interp/execution/chooser.hpp"

namespace touchstone::wast {

namespace {

/// The choices of one part of a script in a run of all of it: 0 while other parts run.
class PartChooser final : public Chooser {
 public:
  PartChooser(const std::string& choices) : Chooser(Choices::all()), inner_(choices) {}
  bool active = false;

 private:
  u32 pick(Choice kind, u32 alternatives) override { return active ? inner_.choose(kind, alternatives) : 0; }
  ReplayChooser inner_;
};

/// Choices of one schedule, beyond which it is taken not to end: it lets a thread wait in a loop for another that it does
/// not let run.
constexpr u32 longest = 10'000;

/// Directives that act on one store, and the schedules of them.
struct Part {
  std::size_t number = 0;
  std::vector<bool> only;
  std::unique_ptr<ExhaustiveChooser> chooser;
  bool begun = false;
  bool done = false;
};

class Exploration {
 public:
  Exploration(FileResult& result, const Passes& passes, const Script& script, const RunOptions& options, u64 bound)
      : result_(result), passes_(passes), script_(script), options_(options), bound_(bound) {}

  void run() {
    Pass first = passes_.run({nullptr, &cache_, nullptr, false, {}, {}});
    parts_of_ = first.parts;
    take(result_, std::move(first));
    for (Record& record : result_.records) record.broken = record.verdict == Verdict::failed ? 1 : 0;
    if (parts_of_.size() != script_.directives.size()) return;  // stopped at a failure
    make_parts();
    while (!stop_ && std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return !part.done; })) {
      for (Part& part : parts_) {
        if (!part.done && !stop_) step(part);
      }
    }
    Schedules& schedules = *result_.schedules;
    schedules.exhausted = schedules.given_up == 0;
    schedules.complete_up_to = ~u32{0};
    for (const Part& part : parts_) {
      schedules.exhausted = schedules.exhausted && part.done && part.chooser->complete();
      schedules.complete_up_to = std::min(schedules.complete_up_to, part.chooser->complete_up_to());
    }
  }

 private:
  /// Definitions belong to all parts.
  bool defines(std::size_t i) const {
    const auto* define = std::get_if<Define>(&script_.directives[i].is);
    return define != nullptr && define->only;
  }

  void make_parts() {
    std::map<std::size_t, std::size_t> known;
    for (std::size_t i = 0; i < parts_of_.size(); ++i) {
      if (defines(i)) continue;
      const auto [at, added] = known.try_emplace(parts_of_[i], parts_.size());
      if (added) parts_.push_back(make_part(parts_of_[i]));
      parts_[at->second].only[i] = true;
    }
  }

  Part make_part(std::size_t number) const {
    Part part;
    part.number = number;
    for (std::size_t i = 0; i < parts_of_.size(); ++i) part.only.push_back(defines(i));
    part.chooser.reset(static_cast<ExhaustiveChooser*>(make_chooser(options_.choices).release()));
    part.chooser->give_up_after(longest);
    return part;
  }

  /// The next schedule of a part. The first one is that of the first pass, and is run again to learn what choices there are.
  void step(Part& part) {
    const bool again = !std::exchange(part.begun, true);
    if (!again && !part.chooser->next()) {
      part.done = true;
      return;
    }
    if (!again && result_.schedules->tried == bound_) {
      stop_ = true;
      return;
    }
    const Pass pass = passes_.run({part.chooser.get(), &cache_, &part.only, true, {}, {}});
    if (again) return;
    ++result_.schedules->tried;
    if (part.chooser->gave_up()) {
      ++result_.schedules->given_up;
      return;
    }
    for (std::size_t i = 0; i < pass.records.size(); ++i) {
      if (pass.records[i].verdict != Verdict::failed) continue;
      broken(i, pass.records[i], part);
      return;
    }
  }

  void broken(std::size_t i, const Record& record, const Part& part) {
    Record& known = result_.records[i];
    if (++known.broken == 1) {
      known = record;
      known.broken = 1;
      known.choices = in_all_of_it(part);
    }
    stop_ = stop_ || options_.stop_at_failure;
  }

  /// The choice string of a schedule of the whole script that runs this part as it did last.
  std::string in_all_of_it(const Part& part) {
    PartChooser chooser(part.chooser->choices());
    const std::size_t core = parts_of_core();
    passes_.run({&chooser, &cache_, nullptr, false,
                 [&](std::size_t i) { chooser.active = parts_of_[i] == part.number; },
                 [&] { chooser.active = part.number == core; }});
    return chooser.choices();
  }

  /// The part that threads of the script belong to.
  std::size_t parts_of_core() const {
    for (std::size_t i = 0; i < parts_of_.size(); ++i) {
      if (std::holds_alternative<Thread>(script_.directives[i].is)) return parts_of_[i];
    }
    return ~std::size_t{0};
  }

  FileResult& result_;
  const Passes& passes_;
  const Script& script_;
  const RunOptions& options_;
  u64 bound_;
  DefinitionCache cache_;
  std::vector<std::size_t> parts_of_;
  std::vector<Part> parts_;
  bool stop_ = false;
};

}  // namespace

void run_under_choices(FileResult& result, const Passes& passes, const Script& script, const RunOptions& options) {
  const auto chooser = make_chooser(options.choices);
  result.schedules.emplace();
  result.schedules->chooser = options.choices;
  if (const auto* all = dynamic_cast<const ExhaustiveChooser*>(chooser.get())) {
    try {
      Exploration(result, passes, script, options, all->bound()).run();
    } catch (const ChooserError& error) {
      result.problems.emplace_back(error.what());
    }
    return;
  }
  take(result, passes.run({chooser.get(), nullptr, nullptr, false, {}, {}}));
  result.schedules->choices = chooser->choices();
  for (Record& record : result.records) {
    if (record.verdict != Verdict::failed) continue;
    record.broken = 1;
    record.choices = result.schedules->choices;
  }
  const auto* replay = dynamic_cast<const ReplayChooser*>(chooser.get());
  if (replay != nullptr && !replay->finished()) {
    result.problems.push_back(
        fmt::format("{}: not all of these choices came up, so they are of another run", options.choices));
  }
}

}  // namespace touchstone::wast
