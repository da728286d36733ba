// touchstone print: from binary, or other text, to text (chapter 5 to chapter 6).
#include "interp/text/print.hpp"

#include "abi/text/print.hpp"
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
    const component::Profile profile = profile_from(features);
    const SourcePtr source = read_source(file);
    if (is_component(source)) return write(read_component(source, profile), component::print_component);
    return write(read_module(source, profile.features), wasm::print_module);
  }

  template <class T>
  int write(const Result<T>& read, std::string (*print)(const T&, const wasm::PrintOptions&)) const {
    if (!read) {
      report(read.error(), std::is_same_v<T, component::Component> ? Wording::component : Wording::core);
      return 1;
    }
    write_output(output, print(*read, style));
    return 0;
  }
};

}  // namespace

void add_print(CLI::App& program, Status& status) {
  auto options = std::make_shared<Print>();
  CLI::App* command = program.add_subcommand("print", "Turn a module or component from binary into text");
  command->add_option("FILE", options->file, "A module or component, binary or text; - is standard input")->required();
  command->add_option("-o,--output", options->output, "Where the text goes; - is standard output")->type_name("OUT");
  command->add_flag("--folded,-f", options->style.folded, "Instructions as S-expressions");
  add_features_option(*command, options->features);
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
