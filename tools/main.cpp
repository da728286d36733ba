// The touchstone program: picks the subcommand.
//
// Exit codes: 0 done, 1 the answer is no, 2 wrong usage or unreadable input.
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "interp/support/utf8.hpp"
#include "interp/support/version.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"

namespace {

using namespace touchstone;

/// A first argument that names no subcommand; CLI11 would merely say that one is missing.
void check_command(const CLI::App& program, int argc, char** argv) {
  const std::string first = argc > 1 ? argv[1] : "-";
  if (first.starts_with('-')) return;
  std::string known;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    if (command->get_name() == first) return;
    known += (known.empty() ? "" : ", ") + command->get_name();
  }
  throw commands::UsageError("unknown command '" + first + "'; there are " + known);
}

int run(int argc, char** argv) {
  CLI::App program("A reference interpreter for WebAssembly", "touchstone");
  program.set_version_flag("--version", std::string(version()));
  program.require_subcommand(1);
  program.fallthrough();
  std::string level = "warn";
  program.add_option("--log-level", level, "What is logged on standard error: trace, debug, info, warn, error or off")
      ->type_name("LEVEL");
  program.parse_complete_callback([&level] { commands::set_log_level(level); });
  program.footer(
      "Exit status: 0 done, 1 the answer is no (invalid, trapped, a test failed), 2 wrong usage or unreadable input.");
  commands::Status status;
  commands::add_wast(program, status);
  commands::add_run(program, status);
  commands::add_validate(program, status);
  commands::add_parse(program, status);
  commands::add_print(program, status);
  commands::add_dump(program, status);
  commands::add_wast2json(program, status);
  commands::add_wit(program, status);
  check_command(program, argc, argv);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = program.exit(error);
    commands::check_written(std::cout, "standard output");
    return code == 0 ? 0 : 2;
  }
  commands::check_written(std::cout, "standard output");
  return status.code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const commands::UsageError& error) {
    std::fprintf(stderr, "touchstone: %s\n", printable(error.what(), "\n").c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "touchstone: internal error: %s\n", printable(error.what(), "\n").c_str());
  }
  return 2;
}
