// The subcommands of the program, one file each.
//
// Each `add_*` adds its subcommand with options and help to the parser. The command runs when the parser has chosen it
// and says what the program exits with: 0 done, 1 the answer is no, 2 wrong usage or unreadable input.
#pragma once

#include <CLI/CLI.hpp>

namespace touchstone::commands {

/// What the program exits with; set by the command that ran.
struct Status {
  int code = 0;
};

void add_wast(CLI::App& program, Status& status);
void add_run(CLI::App& program, Status& status);
void add_validate(CLI::App& program, Status& status);
void add_parse(CLI::App& program, Status& status);
void add_print(CLI::App& program, Status& status);
void add_dump(CLI::App& program, Status& status);
void add_wast2json(CLI::App& program, Status& status);
void add_wit(CLI::App& program, Status& status);

}  // namespace touchstone::commands
