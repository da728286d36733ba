// Runs a script: see run.hpp.
#include "tools/wast/run.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "tools/wast/match.hpp"
#include "tools/wast/parse.hpp"

namespace touchstone::wast {

namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// What came of a directive, before it is compared with expected.json.
struct Outcome {
  bool passed = false;
  bool only_message_differs = false;
  std::string expected;
  std::string got;
  std::string rule;
  std::string story;
};

struct Defined {
  Sort sort = Sort::module;
  DefinitionPtr definition;
};
struct Instantiated {
  Sort sort = Sort::module;
  InstancePtr instance;
};

/// What the directives of a script, or of a thread of it, act upon.
struct State {
  std::map<std::string, Defined> definitions;
  std::map<std::string, Instantiated> instances;
  std::optional<Defined> current_definition;
  std::optional<Instantiated> current_instance;
  Registry registry;
};

std::string describe(const Failure& failure) {
  std::string out(ending_name(failure.ending));
  if (!failure.message.empty()) out += ": " + failure.message;
  return out;
}

Outcome success(std::string expected) {
  Outcome out;
  out.passed = true;
  out.got = expected;
  out.expected = std::move(expected);
  return out;
}

Outcome refused(std::string expected, const Failure& failure) {
  return {false, false, std::move(expected), describe(failure), failure.rule, failure.report};
}

Outcome refused(std::string expected, std::string got) {
  return {false, false, std::move(expected), std::move(got), {}, {}};
}

class Runner {
 public:
  Runner(const Suite& suite, const Script& script, Engines engines)
      : suite_(suite), script_(script), engines_(std::move(engines)) {
    state_.registry = host();
  }

  Outcome run(const Directive& directive) { return run(directive, state_); }

  /// Waits for all threads. @return what came of those that a `thread` directive began, by directive
  std::map<const Directive*, Outcome> finish_threads() {
    for (auto& [name, thread] : threads_) join(thread);
    return std::move(finished_);
  }

  /// Components that were checked and not run.
  u64 not_instantiated() const { return not_instantiated_; }

 private:
  struct RunningThread {
    u32 number;
    bool joined = false;
  };

  Registry host() const { return engines_.core->host(); }

  Engine* engine(Sort sort) const { return sort == Sort::module ? engines_.core.get() : engines_.component.get(); }

  Outcome run(const Directive& directive, State& state) {
    try {
      return std::visit(Overloaded{
                            [&](const Define& it) { return define(it, state); },
                            [&](const Instantiate& it) { return instantiate(it.instantiation, state); },
                            [&](const Register& it) { return register_(it, state); },
                            [&](const Perform& it) { return perform(it, state); },
                            [&](const AssertReturn& it) { return assert_return(it, state); },
                            [&](const AssertEnding& it) { return assert_ending(it, state); },
                            [&](const Thread& it) { return thread(directive, it, state); },
                            [&](const Wait& it) { return wait(it); },
                            [&](const InlineField& it) { return inline_field(it, state); },
                            [&](const Broken& it) { return broken(it); },
                        },
                        directive.is);
    } catch (const Crash& crash) {
      return refused("no crash", std::string("crash: ") + crash.what());
    } catch (const std::exception& error) {
      return refused("no crash", std::string("uncaught C++ exception: ") + error.what());
    }
  }

  static Outcome broken(const Broken& it) {
    Outcome out = refused("a directive", "unreadable: " + it.error.message());
    out.story = it.error.report();
    return out;
  }

  // Definitions and instances.

  Attempt<Defined> read(const Definition& definition, bool custom) {
    Engine* const on = engine(definition.sort);
    if (on == nullptr) return Failure::misuse("this build runs no components");
    auto read = on->read(script_.source, definition, custom);
    if (!succeeded(read)) return failure(read);
    return Defined{definition.sort, std::get<0>(std::move(read))};
  }

  Attempt<Defined> read_and_validate(const Definition& definition, bool custom) {
    auto read = this->read(definition, custom);
    if (!succeeded(read)) return read;
    Defined& defined = std::get<0>(read);
    const auto valid = engine(defined.sort)->validate(*defined.definition, custom);
    if (!succeeded(valid)) return failure(valid);
    return read;
  }

  Attempt<Instantiated> instantiate(const Defined& defined, const State& state) {
    auto instance = engine(defined.sort)->instantiate(*defined.definition, state.registry);
    if (!succeeded(instance)) return failure(instance);
    return Instantiated{defined.sort, std::get<0>(std::move(instance))};
  }

  void bind(const std::optional<std::string>& name, Instantiated instance, State& state) {
    // A named component can be imported under its name; nothing else reaches it, as `register` is for modules.
    if (!instance.instance->instantiated) ++not_instantiated_;
    if (name && instance.sort == Sort::component) state.registry.insert_or_assign(*name, instance.instance);
    if (name) state.instances.insert_or_assign(*name, instance);
    state.current_instance = std::move(instance);
  }

  static void unbind(const std::optional<std::string>& name, State& state) {
    if (name) state.instances.erase(*name);
    state.current_instance.reset();
  }

  Outcome define(const Define& it, State& state) {
    const auto& name = it.definition.name;
    const std::string expected = it.only ? "a valid definition" : "an instance";
    const auto defined = read_and_validate(it.definition, suite_.features.has(Feature::custom_annotations));
    if (!succeeded(defined)) {
      state.current_definition.reset();
      if (name) state.definitions.erase(*name);
      if (!it.only) unbind(name, state);
      return refused(expected, failure(defined));
    }
    state.current_definition = std::get<0>(defined);
    if (name) state.definitions.insert_or_assign(*name, std::get<0>(defined));
    if (it.only) return success(expected);
    return instantiate_as(name, std::get<0>(defined), state);
  }

  Outcome instantiate_as(const std::optional<std::string>& name, const Defined& defined, State& state) {
    auto instance = instantiate(defined, state);
    if (!succeeded(instance)) {
      unbind(name, state);
      return refused("an instance", failure(instance));
    }
    bind(name, std::get<0>(std::move(instance)), state);
    return success("an instance");
  }

  Attempt<Defined> find(const Instantiation& it, const State& state) const {
    if (!it.definition) {
      if (state.current_definition) return *state.current_definition;
      return Failure::misuse("there is no definition");
    }
    const auto found = state.definitions.find(*it.definition);
    if (found == state.definitions.end()) return Failure::misuse("unknown definition $" + *it.definition);
    return found->second;
  }

  Outcome instantiate(const Instantiation& it, State& state) {
    const auto defined = find(it, state);
    if (!succeeded(defined)) {
      unbind(it.instance, state);
      return refused("an instance", failure(defined));
    }
    return instantiate_as(it.instance, std::get<0>(defined), state);
  }

  Outcome inline_field(const InlineField& it, State& state) {
    if (it.first) inline_module_ = define(Define{it.definition, false}, state);
    return inline_module_;
  }

  Attempt<Instantiated> find_instance(const std::optional<std::string>& name, const State& state) const {
    if (!name) {
      if (state.current_instance) return *state.current_instance;
      return Failure::misuse("there is no instance");
    }
    const auto found = state.instances.find(*name);
    if (found == state.instances.end()) return Failure::misuse("unknown instance $" + *name);
    return found->second;
  }

  Outcome register_(const Register& it, State& state) {
    const auto instance = find_instance(it.instance, state);
    if (!succeeded(instance)) return refused("an instance", failure(instance));
    state.registry.insert_or_assign(it.as, std::get<0>(instance).instance);
    return success("an instance");
  }

  // Actions and assertions.

  Attempt<std::vector<Value>> act(const Action& action, const State& state) {
    const auto instance = find_instance(action.instance, state);
    if (!succeeded(instance)) return failure(instance);
    const Instantiated& on = std::get<0>(instance);
    return engine(on.sort)->act(*on.instance, action);
  }

  Outcome perform(const Perform& it, const State& state) {
    const auto values = act(it.action, state);
    if (!succeeded(values)) return refused("a return", failure(values));
    Outcome out = success("a return");
    out.got = to_string(std::get<0>(values));
    return out;
  }

  Outcome assert_return(const AssertReturn& it, const State& state) {
    std::string expected = to_string(it.results);
    const auto values = act(it.action, state);
    if (!succeeded(values)) return refused(std::move(expected), failure(values));
    Outcome out{matches(std::get<0>(values), it.results), false, std::move(expected),
                to_string(std::get<0>(values)),           {},    {}};
    return out;
  }

  bool fits(const Failure& failure, const std::string& expected) const {
    const auto fits_one = [&](const std::string& ours) {
      switch (suite_.messages) {
      case Messages::off: return true;
      case Messages::contains: return ours.find(expected) != std::string::npos;
      case Messages::prefix: return ours.starts_with(expected);
      }
      return false;
    };
    const std::string& component = failure.component_message.empty() ? failure.message : failure.component_message;
    if (suite_.words == Words::core) return fits_one(failure.message);
    if (suite_.words == Words::component) return fits_one(component);
    return fits_one(failure.message) || fits_one(component);
  }

  Outcome assert_ending(const AssertEnding& it, State& state) {
    std::string expected(ending_name(it.ending));
    if (it.message) expected += ": " + *it.message;
    bool of_instantiation = false;
    const Attempt<std::string> attempt =
        std::visit(Overloaded{
                       [&](const Action& action) { return attempt_action(action, state); },
                       [&](const Definition& definition) {
                         of_instantiation = true;
                         return attempt_definition(it, definition, state);
                       },
                       [&](const Instantiation& instantiation) {
                         of_instantiation = true;
                         return attempt_instantiation(instantiation, state);
                       },
                   },
                   it.subject);
    if (succeeded(attempt)) return refused(std::move(expected), std::get<0>(attempt));
    const Failure& failure = touchstone::wast::failure(attempt);
    Outcome out = refused(std::move(expected), failure);
    // What ends an instantiation in its start function may be an exception as well. [AssertUninstantiable]
    const bool exception = it.ending == Ending::trap && of_instantiation && failure.ending == Ending::exception;
    if (failure.ending != it.ending && !exception) return out;
    out.passed = !it.message || fits(failure, *it.message);
    out.only_message_differs = !out.passed;
    return out;
  }

  Attempt<std::string> attempt_action(const Action& action, const State& state) {
    const auto values = act(action, state);
    if (!succeeded(values)) return failure(values);
    return to_string(std::get<0>(values));
  }

  /// As far as the assertion looks: malformed and invalid definitions are not instantiated, but a definition that should
  /// be malformed is validated too, to tell what it is instead.
  Attempt<std::string> attempt_definition(const AssertEnding& it, const Definition& definition, const State& state) {
    const auto defined = read_and_validate(definition, it.custom);
    if (!succeeded(defined)) return failure(defined);
    if (it.ending == Ending::malformed || it.ending == Ending::invalid) return "a valid definition";
    return attempt_instance(std::get<0>(defined), state);
  }

  Attempt<std::string> attempt_instantiation(const Instantiation& instantiation, const State& state) {
    const auto defined = find(instantiation, state);
    if (!succeeded(defined)) return failure(defined);
    return attempt_instance(std::get<0>(defined), state);
  }

  Attempt<std::string> attempt_instance(const Defined& defined, const State& state) {
    const auto instance = instantiate(defined, state);
    if (!succeeded(instance)) return failure(instance);
    return "an instance";
  }

  // Threads.

  Outcome thread(const Directive& directive, const Thread& it, const State& state) {
    auto own = std::make_shared<State>();
    own->registry = host();
    if (it.shared) {
      const auto shared = find_instance(it.shared, state);
      if (!succeeded(shared)) return refused("a thread", failure(shared));
      own->instances.emplace(*it.shared, std::get<0>(shared));
    }
    const u32 number = engines_.core->spawn([this, own, &directive, &it] {
      Outcome verdict = success("a thread");
      for (const Directive& step : it.body) {
        Outcome out = run(step, *own);
        if (out.passed || !verdict.passed) continue;
        verdict = std::move(out);
        verdict.story = fmt::format("in line {}, {}\n{}", line(step), step.kind, verdict.story);
      }
      finished_.insert_or_assign(&directive, std::move(verdict));
    });
    threads_.insert_or_assign(it.name, RunningThread{number});
    return success("a thread");
  }

  void join(RunningThread& thread) {
    if (!std::exchange(thread.joined, true)) engines_.core->join(thread.number);
  }

  Outcome wait(const Wait& it) {
    const auto found = threads_.find(it.thread);
    if (found == threads_.end()) return refused("a thread", Failure::misuse("unknown thread $" + it.thread));
    join(found->second);
    return success("a thread");
  }

  u32 line(const Directive& directive) const { return script_.source->position(directive.at.begin).line; }

  const Suite& suite_;
  const Script& script_;
  Engines engines_;
  State state_;
  Outcome inline_module_;
  std::map<std::string, RunningThread> threads_;
  std::map<const Directive*, Outcome> finished_;
  u64 not_instantiated_ = 0;
};

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
  const auto line = [&](const Directive& directive) { return source->position(directive.at.begin).line; };
  bool stopped = false;
  for (const Directive& directive : script.directives) {
    if (stopped) {
      result.records.push_back({line(directive), directive.kind, Verdict::skipped, {}, {}, {}, {}, false});
      continue;
    }
    result.records.push_back(judge.judge(line(directive), directive.kind, runner.run(directive)));
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
  if (wrong) result.problems.push_back(*wrong);
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

}  // namespace touchstone::wast
