// touchstone wit: the world that a component describes, as WIT text (WIT.md).
#include "abi/validation/components.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"
#include "tools/wit/print.hpp"

namespace touchstone::commands {

namespace {

struct Wit {
  std::string file;
  std::string output = "-";
  std::string features;

  int run() const {
    const component::Profile profile = profile_from(features);
    auto read = read_component(read_source(file), profile);
    if (!read) {
      report(read.error(), Wording::component);
      return 1;
    }
    const auto valid =
        component::validate_component(std::make_shared<const component::Component>(*std::move(read)), profile);
    if (!valid) {
      report(valid.error(), Wording::component);
      return 1;
    }
    write_output(output, wit::print_world(*(*valid)->type));
    return 0;
  }
};

}  // namespace

void add_wit(CLI::App& program, Status& status) {
  auto options = std::make_shared<Wit>();
  CLI::App* command = program.add_subcommand("wit", "Print the world of a component as WIT text");
  command->add_option("FILE", options->file, "A component, text or binary; - is standard input")->required();
  command->add_option("-o,--output", options->output, "Where the text goes; - is standard output")->type_name("OUT");
  add_features_option(*command, options->features);
  command->footer("The component is validated. What WIT has no words for is a comment.");
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
