// Runs directives: see runner.hpp.
#include "tools/wast/runner.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "interp/execution/chooser.hpp"
#include "tools/wast/match.hpp"

namespace touchstone::wast {

namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

struct Defined {
  Sort sort = Sort::module;
  DefinitionPtr definition;
  std::optional<std::size_t> node;  // the directive that instantiated it as well
};
struct Instantiated {
  Sort sort = Sort::module;
  InstancePtr instance;
};

/// What the directives of a script, or of a thread of it, act upon.
struct Scope {
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

/// Which directives act on one store: sets of nodes, which are joined. All modules share a store.
class Parts {
 public:
  std::size_t add() {
    parent_.push_back(parent_.size());
    return parent_.back();
  }
  std::size_t find(std::size_t node) const {
    while (parent_[node] != node) node = parent_[node];
    return node;
  }
  void join(std::size_t a, std::size_t b) { parent_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace

struct DefinitionCache::Entries {
  std::map<std::pair<const Definition*, bool>, Attempt<Defined>> list;
};
DefinitionCache::DefinitionCache() : entries_(std::make_unique<Entries>()) {}
DefinitionCache::~DefinitionCache() = default;

class Runner::State {
 public:
  State(const Suite& suite, const Script& script, Engines engines, DefinitionCache::Entries* cache)
      : suite_(suite), script_(script), engines_(std::move(engines)), cache_(cache) {
    scope_.registry = host();
  }

  Outcome run(const Directive& directive) {
    node_ = parts_.add();
    directives_.push_back(node_);
    return run(directive, scope_);
  }

  std::vector<std::size_t> parts() const {
    std::vector<std::size_t> out;
    for (const std::size_t node : directives_) out.push_back(parts_.find(node));
    return out;
  }

  /// Waits for all threads. @return what came of those that a `thread` directive began, by directive
  std::map<const Directive*, Outcome> finish_threads() {
    for (auto& [name, thread] : threads_) {
      const auto joined = join(thread);
      if (!succeeded(joined)) finished_.emplace(thread.directive, refused("the end of the thread", failure(joined)));
    }
    return std::move(finished_);
  }

  /// Components that were checked and not run.
  u64 not_instantiated() const { return not_instantiated_; }

 private:
  struct RunningThread {
    u32 number;
    const Directive* directive;
    bool joined = false;
  };

  Registry host() const { return engines_.core->host(); }

  Engine* engine(Sort sort) const { return sort == Sort::module ? engines_.core.get() : engines_.component.get(); }

  Outcome run(const Directive& directive, Scope& scope) {
    try {
      return std::visit(Overloaded{
                            [&](const Define& it) { return define(it.definition, it.only, scope); },
                            [&](const Instantiate& it) { return instantiate(it.instantiation, scope); },
                            [&](const Register& it) { return register_(it, scope); },
                            [&](const Perform& it) { return perform(it, scope); },
                            [&](const AssertReturn& it) { return assert_return(it, scope); },
                            [&](const AssertEnding& it) { return assert_ending(it, scope); },
                            [&](const Thread& it) { return thread(directive, it, scope); },
                            [&](const Wait& it) { return wait(it); },
                            [&](const InlineField& it) { return inline_field(it, scope); },
                            [&](const Broken& it) { return broken(it); },
                        },
                        directive.is);
    } catch (const ChooserError& error) {
      return refused("a run that repeats", error.what());
    } catch (const Crash& crash) {
      return refused("no crash", std::string("crash: ") + crash.what());
    } catch (const std::exception& error) {
      return refused("no crash", std::string("uncaught C++ exception: ") + error.what());
    }
  }

  static Outcome broken(const Broken& it) {
    Outcome out = refused("a directive", "unreadable: " + it.error.message());
    out.rule = std::string(it.error.rule);
    out.story = it.error.report();
    return out;
  }

  // Definitions and instances.

  Attempt<Defined> read(const Definition& definition, bool custom) {
    Engine* const on = engine(definition.sort);
    if (on == nullptr) return Failure::misuse("this build runs no components");
    auto read = on->read(script_.source, definition, custom);
    if (!succeeded(read)) return failure(read);
    return Defined{definition.sort, std::get<0>(std::move(read)), std::nullopt};
  }

  Attempt<Defined> read_and_validate(const Definition& definition, bool custom) {
    if (cache_ == nullptr) return read_and_validate_anew(definition, custom);
    const auto key = std::pair(&definition, custom);
    const auto known = cache_->list.find(key);
    if (known != cache_->list.end()) return known->second;
    return cache_->list.emplace(key, read_and_validate_anew(definition, custom)).first->second;
  }

  Attempt<Defined> read_and_validate_anew(const Definition& definition, bool custom) {
    auto read = this->read(definition, custom);
    if (!succeeded(read)) return read;
    Defined& defined = std::get<0>(read);
    const auto valid = engine(defined.sort)->validate(*defined.definition, custom);
    if (!succeeded(valid)) return failure(valid);
    return read;
  }

  Attempt<Instantiated> instantiate(const Defined& defined, const Scope& scope) {
    act_on_store_of(defined, scope);
    auto instance = engine(defined.sort)->instantiate(*defined.definition, scope.registry);
    if (!succeeded(instance)) return failure(instance);
    nodes_.insert_or_assign(std::get<0>(instance), node_);
    return Instantiated{defined.sort, std::get<0>(std::move(instance))};
  }

  // Stores. An instance that has a store of its own may still reach others: what lends it something, and the host.

  void act_on_core_store() {
    if (!core_node_) core_node_ = parts_.add();
    parts_.join(node_, *core_node_);
  }

  void act_on_store_of(const Defined& defined, const Scope& scope) {
    if (defined.node) parts_.join(node_, *defined.node);
    if (defined.sort == Sort::module) return act_on_core_store();
    for (const std::string& name : engine(defined.sort)->imports(*defined.definition)) {
      const auto named = scope.registry.find(name);
      if (named != scope.registry.end()) act_on_store_of(named->second);
      const auto [host_node, added] = host_nodes_.try_emplace(name, 0);
      if (added) host_node->second = parts_.add();
      parts_.join(node_, host_node->second);
    }
  }

  void act_on_store_of(const InstancePtr& instance) {
    const auto known = nodes_.find(instance);
    if (known != nodes_.end()) parts_.join(node_, known->second);
  }

  void bind(const std::optional<std::string>& name, Instantiated instance, Scope& scope) {
    // A named component can be imported under its name; nothing else reaches it, as `register` is for modules.
    if (!instance.instance->instantiated) ++not_instantiated_;
    if (name && instance.sort == Sort::component) scope.registry.insert_or_assign(*name, instance.instance);
    if (name) scope.instances.insert_or_assign(*name, instance);
    scope.current_instance = std::move(instance);
  }

  static void unbind(const std::optional<std::string>& name, Scope& scope) {
    if (name) scope.instances.erase(*name);
    scope.current_instance.reset();
  }

  Outcome define(const Definition& definition, bool only, Scope& scope) {
    const auto& name = definition.name;
    const std::string expected = only ? "a valid definition" : "an instance";
    const auto defined = read_and_validate(definition, suite_.features.has(Feature::custom_annotations));
    if (!succeeded(defined)) {
      scope.current_definition.reset();
      if (name) scope.definitions.erase(*name);
      if (!only) unbind(name, scope);
      return refused(expected, failure(defined));
    }
    Defined known = std::get<0>(defined);
    if (!only) known.node = node_;
    scope.current_definition = known;
    if (name) scope.definitions.insert_or_assign(*name, known);
    if (only) return success(expected);
    return instantiate_as(name, known, scope);
  }

  Outcome instantiate_as(const std::optional<std::string>& name, const Defined& defined, Scope& scope) {
    auto instance = instantiate(defined, scope);
    if (!succeeded(instance)) {
      unbind(name, scope);
      return refused("an instance", failure(instance));
    }
    bind(name, std::get<0>(std::move(instance)), scope);
    return success("an instance");
  }

  Attempt<Defined> find(const Instantiation& it, const Scope& scope) const {
    if (!it.definition) {
      if (scope.current_definition) return *scope.current_definition;
      return Failure::misuse("there is no definition");
    }
    const auto found = scope.definitions.find(*it.definition);
    if (found == scope.definitions.end()) return Failure::misuse("unknown definition $" + *it.definition);
    return found->second;
  }

  Outcome instantiate(const Instantiation& it, Scope& scope) {
    const auto defined = find(it, scope);
    if (!succeeded(defined)) {
      unbind(it.instance, scope);
      return refused("an instance", failure(defined));
    }
    return instantiate_as(it.instance, std::get<0>(defined), scope);
  }

  Outcome inline_field(const InlineField& it, Scope& scope) {
    if (it.first) inline_module_ = define(it.definition, false, scope);
    return inline_module_;
  }

  Attempt<Instantiated> find_instance(const std::optional<std::string>& name, const Scope& scope) const {
    if (!name) {
      if (scope.current_instance) return *scope.current_instance;
      return Failure::misuse("there is no instance");
    }
    const auto found = scope.instances.find(*name);
    if (found == scope.instances.end()) return Failure::misuse("unknown instance $" + *name);
    return found->second;
  }

  Outcome register_(const Register& it, Scope& scope) {
    const auto instance = find_instance(it.instance, scope);
    if (!succeeded(instance)) return refused("an instance", failure(instance));
    act_on_store_of(std::get<0>(instance).instance);
    scope.registry.insert_or_assign(it.as, std::get<0>(instance).instance);
    return success("an instance");
  }

  // Actions and assertions.

  Attempt<std::vector<Value>> act(const Action& action, const Scope& scope) {
    const auto instance = find_instance(action.instance, scope);
    if (!succeeded(instance)) return failure(instance);
    const Instantiated& on = std::get<0>(instance);
    if (on.sort == Sort::module) {
      act_on_core_store();
    } else {
      act_on_store_of(on.instance);
    }
    return engine(on.sort)->act(*on.instance, action);
  }

  Outcome perform(const Perform& it, const Scope& scope) {
    const auto values = act(it.action, scope);
    if (!succeeded(values)) return refused("a return", failure(values));
    Outcome out = success("a return");
    out.got = to_string(std::get<0>(values));
    return out;
  }

  Outcome assert_return(const AssertReturn& it, const Scope& scope) {
    std::string expected = to_string(it.results);
    const auto values = act(it.action, scope);
    if (!succeeded(values)) return refused(std::move(expected), failure(values));
    Outcome out{matches(std::get<0>(values), it.results),   false, std::move(expected),
                to_string(std::get<0>(values), it.results), {},    {}};
    return out;
  }

  /// Scripts of components may say of a trap that it is one, as the engine they were written on does.
  bool fits(const Failure& failure, std::string_view expected) const {
    constexpr std::string_view heading = "wasm trap: ";
    if (suite_.words != Words::core && failure.ending == Ending::trap && expected.starts_with(heading)) {
      expected.remove_prefix(heading.size());
    }
    const auto fits_one = [&](const std::string& ours) {
      switch (suite_.messages) {
      case Messages::off: return true;
      case Messages::contains: return ours.find(expected) != std::string::npos;
      case Messages::prefix: return ours.starts_with(expected);
      }
      return false;
    };
    if (suite_.words == Words::core) return fits_one(failure.message);
    const std::string& component = failure.component_message.empty() ? failure.message : failure.component_message;
    if (fits_one(component) || std::any_of(failure.also.begin(), failure.also.end(), fits_one)) return true;
    return suite_.words == Words::either && fits_one(failure.message);
  }

  Outcome assert_ending(const AssertEnding& it, Scope& scope) {
    std::string expected(ending_name(it.ending));
    if (it.message) expected += ": " + *it.message;
    bool of_instantiation = false;
    const Attempt<std::string> attempt =
        std::visit(Overloaded{
                       [&](const Action& action) { return attempt_action(action, scope); },
                       [&](const Definition& definition) {
                         of_instantiation = true;
                         return attempt_definition(it, definition, scope);
                       },
                       [&](const Instantiation& instantiation) {
                         of_instantiation = true;
                         return attempt_instantiation(instantiation, scope);
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

  Attempt<std::string> attempt_action(const Action& action, const Scope& scope) {
    const auto values = act(action, scope);
    if (!succeeded(values)) return failure(values);
    return to_string(std::get<0>(values));
  }

  /// As far as the assertion looks: malformed and invalid definitions are not instantiated, but a definition that should
  /// be malformed is validated too, to tell what it is instead.
  Attempt<std::string> attempt_definition(const AssertEnding& it, const Definition& definition, const Scope& scope) {
    const auto defined = read_and_validate(definition, it.custom);
    if (!succeeded(defined)) return failure(defined);
    if (it.ending == Ending::malformed || it.ending == Ending::invalid) return "a valid definition";
    return attempt_instance(std::get<0>(defined), scope);
  }

  Attempt<std::string> attempt_instantiation(const Instantiation& instantiation, const Scope& scope) {
    const auto defined = find(instantiation, scope);
    if (!succeeded(defined)) return failure(defined);
    return attempt_instance(std::get<0>(defined), scope);
  }

  Attempt<std::string> attempt_instance(const Defined& defined, const Scope& scope) {
    const auto instance = instantiate(defined, scope);
    if (!succeeded(instance)) return failure(instance);
    return "an instance";
  }

  // Threads.

  Outcome thread(const Directive& directive, const Thread& it, const Scope& scope) {
    act_on_core_store();
    auto own = std::make_shared<Scope>();
    own->registry = host();
    if (it.shared) {
      const auto shared = find_instance(it.shared, scope);
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
    threads_.insert_or_assign(it.name, RunningThread{number, &directive});
    return success("a thread");
  }

  Attempt<Done> join(RunningThread& thread) {
    if (std::exchange(thread.joined, true)) return Done{};
    return engines_.core->join(thread.number);
  }

  Outcome wait(const Wait& it) {
    const auto found = threads_.find(it.thread);
    if (found == threads_.end()) return refused("a thread", Failure::misuse("unknown thread $" + it.thread));
    act_on_core_store();
    const auto joined = join(found->second);
    if (!succeeded(joined)) return refused("the end of the thread", failure(joined));
    return success("a thread");
  }

  u32 line(const Directive& directive) const { return script_.source->position(directive.at.begin).line; }

  const Suite& suite_;
  const Script& script_;
  Engines engines_;
  DefinitionCache::Entries* cache_;
  Scope scope_;
  Parts parts_;
  std::size_t node_ = 0;                 // of the directive that is run
  std::vector<std::size_t> directives_;  // theirs
  std::optional<std::size_t> core_node_;
  std::map<std::string, std::size_t> host_nodes_;  // by the names of imports
  std::map<std::weak_ptr<Instance>, std::size_t, std::owner_less<>> nodes_;
  Outcome inline_module_;
  std::map<std::string, RunningThread> threads_;
  std::map<const Directive*, Outcome> finished_;
  u64 not_instantiated_ = 0;
};

Runner::Runner(const Suite& suite, const Script& script, Engines engines, DefinitionCache* cache)
    : state_(std::make_unique<State>(suite, script, std::move(engines),
                                     cache != nullptr ? cache->entries_.get() : nullptr)) {}
Runner::~Runner() = default;

Outcome Runner::run(const Directive& directive) { return state_->run(directive); }

std::map<const Directive*, Outcome> Runner::finish_threads() { return state_->finish_threads(); }

std::vector<std::size_t> Runner::parts() const { return state_->parts(); }

u64 Runner::not_instantiated() const { return state_->not_instantiated(); }

}  // namespace touchstone::wast
