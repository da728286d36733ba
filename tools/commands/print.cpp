// touchstone print: from binary, or other text, to text (chapter 5 to chapter 6).
#include "interp/text/print.hpp"

#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"

namespace touchstone::commands {

namespace {

struct Print {
  std::string file;
  std::string output = "-";
  std::string features;
  wasm::PrintOptions style;

  int run() const {
    const auto module = read_module(read_source(file), features_from(features, Features::standard()));
    if (!module) {
      report(module.error());
      return 1;
    }
    write_output(output, wasm::print_module(*module, style));
    return 0;
  }
};

}  // namespace

void add_print(CLI::App& program, Status& status) {
  auto options = std::make_shared<Print>();
  CLI::App* command = program.add_subcommand("print", "Turn a module from binary into text");
  command->add_option("FILE", options->file, "A module, binary or text; - is standard input")->required();
  command->add_option("-o,--output", options->output, "Where the text goes; - is standard output")->type_name("OUT");
  command->add_flag("--folded,-f", options->style.folded, "Instructions as S-expressions");
  add_features_option(*command, options->features);
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
