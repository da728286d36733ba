// What the subcommands share: options, input and output, and how errors are told.
//
// Results go to standard output, everything else to standard error. `-` is standard input or output. Text and binary
// are told apart by content: a binary begins with a zero byte, which no text does.
#pragma once

#include <iosfwd>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "abi/runtime/store.hpp"
#include "abi/syntax/components.hpp"
#include "interp/embedding/embedding.hpp"
#include "interp/support/features.hpp"
#include "interp/support/result.hpp"
#include "interp/syntax/modules.hpp"

namespace touchstone::commands {

/// Wrong usage or unreadable input: ends the program with status 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What guest code may use up: `--fuel` and `--max-memory`.
struct Limits {
  std::optional<u64> fuel;
  std::optional<u64> max_memory;  ///< bytes

  void add_options(CLI::App& command, const std::string& fuel_is);
  void apply(wasm::Config& config) const;
};

/// Adds `--reentrance`.
void add_reentrance_option(CLI::App& command, component::Reentrance& policy);

/// Adds `--features`, whose value goes to `list`.
void add_features_option(CLI::App& command, std::string& list);

/// `base` changed by the list. Throws UsageError.
Features features_from(const std::string& list, Features base);

/// Adds `--choices`, whose value goes to `choices`.
/// @param explore  whether all schedules may be asked for
void add_choices_option(CLI::App& command, std::string& choices, bool explore);

/// The content of a file, or of standard input for `-`, as a source named so. Throws UsageError.
SourcePtr read_source(const std::string& path);

/// Text or binary, read into a module.
Result<wasm::Module> read_module(const SourcePtr& source, Features features);

/// What components are read and checked under: gates and profiles as well as core features. Throws UsageError.
component::Profile profile_from(const std::string& list, component::Profile base = {});

/// For what goes from text to binary or back: annotations say custom sections, names and hints.
component::Profile converting_profile_from(const std::string& list);

/// Whether a source is a component, text or binary, and no module.
bool is_component(const SourcePtr& source);

/// Text or binary, read into a component.
Result<component::Component> read_component(const SourcePtr& source, const component::Profile& profile);

/// Finds out whether all that was written has got there. Throws UsageError, in which `name` says where.
void check_written(std::ostream& out, const std::string& name);

/// Writes to a file, or to standard output for `-`. Throws UsageError.
void write_output(const std::string& path, std::string_view content);

/// Tells an error on standard error.
void report(const Error& error, Wording wording = Wording::core);

/// Whether a stream is a terminal that may be coloured: never with NO_COLOR, nor where TERM is `dumb`.
bool may_colour(int descriptor);

/// Sends log messages of this level and above to standard error. Throws UsageError for an unknown level.
void set_log_level(const std::string& level);

}  // namespace touchstone::commands
