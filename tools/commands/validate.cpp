// touchstone validate: decoding or parsing, then chapter 3.
#include <vector>

#include "abi/validation/components.hpp"
#include "interp/embedding/embedding.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"

namespace touchstone::commands {

namespace {

struct Validate {
  std::vector<std::string> files;
  std::string features;

  int run() const {
    const component::Profile profile = profile_from(features);
    int code = 0;
    for (const std::string& file : files) {
      const SourcePtr source = read_source(file);
      if (!(is_component(source) ? is_valid_component(source, profile) : is_valid(source, profile.features))) code = 1;
    }
    return code;
  }

  static bool is_valid(const SourcePtr& source, Features on) {
    auto module = read_module(source, on);
    if (!module) {
      report(module.error());
      return false;
    }
    const auto valid = wasm::module_validate(std::make_shared<const wasm::Module>(*std::move(module)), on);
    if (!valid) report(valid.error());
    return valid.has_value();
  }

  static bool is_valid_component(const SourcePtr& source, const component::Profile& profile) {
    auto read = read_component(source, profile);
    if (!read) {
      report(read.error(), Wording::component);
      return false;
    }
    const auto valid =
        component::validate_component(std::make_shared<const component::Component>(*std::move(read)), profile);
    if (!valid) report(valid.error(), Wording::component);
    return valid.has_value();
  }
};

}  // namespace

void add_validate(CLI::App& program, Status& status) {
  auto options = std::make_shared<Validate>();
  CLI::App* command = program.add_subcommand("validate", "Say whether modules and components are valid, and why not");
  command->add_option("FILE", options->files, "Modules or components, text or binary; - is standard input")->required();
  add_features_option(*command, options->features);
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
