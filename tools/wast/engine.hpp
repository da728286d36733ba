// The engine that a script runs on: all that the runner asks of it.
//
// The shape is that of the core reference interpreter, whose runner too is written against an interface: an engine
// reads, validates and instantiates definitions, and acts on instances. Definitions and instances are opaque and belong
// to the engine that made them. What ends an attempt early is a Failure, which says how (malformed, trap, ...) and why.
// One engine may serve core modules and another components; a script may mix them, and each is given its own sort.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "tools/wast/script.hpp"

namespace touchstone::wast {

/// Why an attempt ended early.
struct Failure {
  Ending ending = Ending::misuse;
  std::string message;            ///< in the words of the core suite
  std::string component_message;  ///< in those of the component-model suite, where they differ
  std::vector<std::string> also;  ///< other words for the same: of another boundary, of other suites
  std::string rule;               ///< id of the rule that was violated, if any
  std::string report;             ///< the whole story for a person; may be empty

  static Failure of(const Error& error);
  static Failure of(Ending ending, std::string message) { return {ending, std::move(message), {}, {}, {}, {}}; }
  static Failure misuse(std::string message) { return of(Ending::misuse, std::move(message)); }
};

/// A T, or the Failure that prevented it.
template <class T>
using Attempt = std::variant<T, Failure>;
struct Done {};

template <class T>
bool succeeded(const Attempt<T>& attempt) {
  return attempt.index() == 0;
}
template <class T>
const Failure& failure(const Attempt<T>& attempt) {
  return std::get<Failure>(attempt);
}

/// A definition that was read; the engine's own, and of others that were made in the same way.
struct ReadDefinition {
  virtual ~ReadDefinition() = default;
};
using DefinitionPtr = std::shared_ptr<ReadDefinition>;

/// An instance; the engine's own.
struct Instance {
  virtual ~Instance() = default;
  bool instantiated = true;  ///< false: its definition was checked, nothing was run
};
using InstancePtr = std::shared_ptr<Instance>;

/// Names that imports are looked up under: what `register` adds to, and what is there from the start.
using Registry = std::map<std::string, InstancePtr, std::less<>>;

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  /// Reads a definition: decoding or parsing. `script` is what its regions refer to.
  /// @param custom  custom sections and annotations are read too, and refused if they are malformed
  virtual Attempt<DefinitionPtr> read(const SourcePtr& script, const Definition& definition, bool custom) = 0;

  /// Validates what was read. @param custom  custom sections are validated too
  virtual Attempt<Done> validate(ReadDefinition& definition, bool custom) = 0;

  /// Links, allocates and initialises an instance of a valid definition.
  virtual Attempt<InstancePtr> instantiate(ReadDefinition& definition, const Registry& registry) = 0;

  /// The names by which a valid definition may come upon other instances, if the engine keeps instances apart.
  virtual std::vector<std::string> imports(const ReadDefinition& /*definition*/) { return {}; }

  /// Calls an export, or reads a global.
  virtual Attempt<std::vector<Value>> act(Instance& instance, const Action& action) = 0;

  /// What is registered before a script begins: `spectest`.
  virtual Registry host() = 0;

  /// Starts a thread of a script: `body` runs some time before `join` of the returned number returns.
  virtual u32 spawn(std::function<void()> body) = 0;
  /// Fails if it never can return: a deadlock.
  virtual Attempt<Done> join(u32 thread) = 0;
};
using EnginePtr = std::unique_ptr<Engine>;

}  // namespace touchstone::wast
