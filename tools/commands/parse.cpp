// touchstone parse: from text to binary (chapter 6 to chapter 5).
#include <unistd.h>

#include "interp/binary/encode.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"

namespace touchstone::commands {

namespace {

struct Parse {
  std::string file;
  std::string output = "-";
  std::string features;

  int run() const {
    const Features on = features_from(features, Features::standard());
    if (output == "-" && isatty(STDOUT_FILENO) == 1)
      throw UsageError("not writing a binary to a terminal: use -o FILE");
    const auto module = read_module(read_source(file), on);
    if (!module) {
      report(module.error());
      return 1;
    }
    write_output(output, wasm::encode_module(*module));
    return 0;
  }
};

}  // namespace

void add_parse(CLI::App& program, Status& status) {
  auto options = std::make_shared<Parse>();
  CLI::App* command = program.add_subcommand("parse", "Turn a module from text into binary");
  command->add_option("FILE", options->file, "A module, text or binary; - is standard input")->required();
  command->add_option("-o,--output", options->output, "Where the binary goes; - is standard output")->type_name("OUT");
  add_features_option(*command, options->features);
  command->footer("The module is not validated. A binary is read and written anew, in its shortest form.");
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
