// touchstone print: from binary, or other text, to text (chapter 5 to chapter 6).
#include "interp/text/print.hpp"

#include "abi/binary/decode.hpp"
#include "abi/binary/encode.hpp"
#include "abi/text/print.hpp"
#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
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
    const component::Profile profile = converting_profile_from(features);
    const SourcePtr source = read_source(file);
    if (is_component(source))
      return write(with_offsets(read_component(source, profile), profile), component::print_component);
    return write(with_offsets(read_module(source, profile.features), profile.features), wasm::print_module);
  }

  /// What came as text has offsets in a binary once it is one.
  template <class T, class On>
  Result<T> with_offsets(Result<T> read, const On& on) const {
    if (!read || !style.offsets || read->source->kind() == Source::Kind::binary) return read;
    if constexpr (std::is_same_v<T, component::Component>) {
      return component::decode_component(binary_source(file, component::encode_component(*read)), on);
    } else {
      return wasm::decode_module(binary_source(file, wasm::encode_module(*read)), on);
    }
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
  command->add_flag(
      "--print-offsets,-p", options->style.offsets,
      "Before each line the offset in the binary that it was read from, as a comment; of a text, the offset "
      "that it would have");
  command->add_flag("--skeleton", options->style.skeleton,
                    "Without bodies of functions and contents of segments and custom sections: `...` stands for them");
  command->add_option("--indent", options->style.indent, "Spaces for each level; without it 2")
      ->type_name("N")
      ->check(CLI::Range(0, 16));
  add_features_option(*command, options->features);
  command->footer(
      "What is printed without --skeleton parses back to the same binary. Names that no identifier can say are "
      "annotations\n"
      "@name, custom sections @custom; @unnamed stands where a module or component has an identifier in the one "
      "around\n"
      "it but no name of its own. --features -custom-annotations reads a text without them.");
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
