// touchstone wast2json: a script as JSON and files, for runners that do not parse the text format.
#include <filesystem>
#include <iostream>

#include "interp/support/utf8.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"
#include "tools/wast/parse.hpp"
#include "tools/wast/to_json.hpp"

namespace touchstone::commands {

namespace {

namespace fs = std::filesystem;

struct Wast2Json {
  std::string file;
  std::string output = "-";
  std::string folder;
  std::string dialect = "wasm-tools";
  std::string features;
  bool pretty = false;

  int run() const {
    const SourcePtr source = read_source(file);
    wast::Suite suite = wast::suite_of(file == "-" ? file : fs::absolute(file).lexically_normal().string());
    if (const auto why = wast::apply_header(source->content(), suite); !why.empty())
      throw UsageError(file + ": " + why[0]);
    const component::Profile profile = profile_from(features, {suite.gates, suite.features});
    suite.gates = profile.gates;
    suite.features = profile.features;
    wast::JsonOptions options;
    options.dialect = dialect == "wabt" ? wast::JsonDialect::wabt : wast::JsonDialect::wasm_tools;
    options.source = file;
    options.stem = stem();
    options.pretty = pretty;
    wast::JsonScript out;
    try {
      out = wast::to_json(wast::parse_script(source), suite, options);
    } catch (const wast::JsonError& error) {
      std::cerr << printable(error.story, "\n\t");
      return 1;
    }
    const fs::path to = folder.empty() ? fs::path(output == "-" ? "." : output).parent_path() : fs::path(folder);
    if (!to.empty()) fs::create_directories(to);
    for (const wast::ModuleFile& module : out.files) write_output((to / module.name).string(), module.content);
    write_output(output, out.json);
    return 0;
  }

  std::string stem() const {
    if (output != "-") return fs::path(output).stem().string();
    return file == "-" ? "stdin" : fs::path(file).stem().string();
  }
};

}  // namespace

void add_wast2json(CLI::App& program, Status& status) {
  auto options = std::make_shared<Wast2Json>();
  CLI::App* command = program.add_subcommand("wast2json", "Turn a test script into JSON and module files");
  command->add_option("FILE", options->file, "A script; - is standard input")->required();
  command->add_option("-o,--output", options->output, "Where the JSON goes; - is standard output")->type_name("OUT");
  command->add_option("--wasm-dir", options->folder, "Where the modules go; the folder of OUT if not given")
      ->type_name("DIR");
  command->add_option("--dialect", options->dialect, "Whose JSON: wasm-tools or wabt (for spectest-interp and others)")
      ->check(CLI::IsMember({"wasm-tools", "wabt"}));
  command->add_flag("--pretty", options->pretty, "On several lines");
  add_features_option(*command, options->features);
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
