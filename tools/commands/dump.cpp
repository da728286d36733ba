// touchstone dump: every byte of a binary with its meaning (chapter 5, Binary.md), modules and components.
#include "tools/dump/dump.hpp"

#include <iostream>

#include "abi/binary/encode.hpp"
#include "interp/binary/encode.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"

namespace touchstone::commands {

namespace {

struct Dump {
  std::string file;
  std::string features;
  dump::Options options;

  int run() const {
    const component::Profile profile = converting_profile_from(features);
    SourcePtr source = read_source(file);
    const Wording wording = is_component(source) ? Wording::component : Wording::core;
    if (source->kind() == Source::Kind::text) {
      const auto encoded = encode(source, profile);
      if (!encoded) {
        report(encoded.error(), wording);
        return 1;
      }
      source = binary_source(source->name(), *encoded);
    }
    const auto error = dump::dump(std::cout, source, profile, options);
    std::cout.flush();
    if (error) report(*error, wording);
    return error ? 1 : 0;
  }

  static Result<std::string> encode(const SourcePtr& text, const component::Profile& profile) {
    if (is_component(text)) {
      const auto component = read_component(text, profile);
      if (!component) return component.error();
      return component::encode_component(*component);
    }
    const auto module = read_module(text, profile.features);
    if (!module) return module.error();
    return wasm::encode_module(*module);
  }
};

}  // namespace

void add_dump(CLI::App& program, Status& status) {
  auto options = std::make_shared<Dump>();
  CLI::App* command = program.add_subcommand("dump", "Show every byte of a module or component with its meaning");
  command->add_option("FILE", options->file, "A module or component, binary or text; - is standard input")->required();
  command->add_flag("--full", options->options.full, "All bytes of long data and names, not only their beginning");
  add_features_option(*command, options->features);
  command->footer(
      "Each line has an offset, the bytes there, and what they are; text is encoded first. A malformed binary is "
      "shown\n"
      "up to the fault. It is not validated.");
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
