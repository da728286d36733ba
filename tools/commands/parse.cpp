// touchstone parse: from text to binary (chapter 6 to chapter 5), modules and components.
#include <unistd.h>

#include "abi/binary/encode.hpp"
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
    const component::Profile profile = converting_profile_from(features);
    if (output == "-" && isatty(STDOUT_FILENO) == 1)
      throw UsageError("not writing a binary to a terminal: use -o FILE");
    const SourcePtr source = read_source(file);
    if (is_component(source)) return write(read_component(source, profile), component::encode_component);
    return write(read_module(source, profile.features), [](const wasm::Module& m) { return wasm::encode_module(m); });
  }

  template <class T, class F>
  int write(const Result<T>& read, F&& encode) const {
    if (!read) {
      report(read.error(), std::is_same_v<T, component::Component> ? Wording::component : Wording::core);
      return 1;
    }
    write_output(output, encode(*read));
    return 0;
  }
};

}  // namespace

void add_parse(CLI::App& program, Status& status) {
  auto options = std::make_shared<Parse>();
  CLI::App* command = program.add_subcommand("parse", "Turn a module or component from text into binary");
  command->add_option("FILE", options->file, "A module or component, text or binary; - is standard input")->required();
  command->add_option("-o,--output", options->output, "Where the binary goes; - is standard output")->type_name("OUT");
  add_features_option(*command, options->features);
  command->footer(
      "It is not validated. A binary is read and written anew, in its shortest form. The annotations @custom, @name,\n"
      "@producers and @metadata.code.branch_hint become custom sections (--features -custom-annotations: they do "
      "not).");
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
