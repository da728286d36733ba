// touchstone run: instantiates a module or component and calls one of its functions.
//
// For a module, with `--invoke NAME` the arguments are core values of the function's parameter types: integers and floats
// as the text format spells them, `null` or a number for a reference of the host. Without it the start function runs, and
// an export `_start` if there is one. Imports are taken from `spectest`, which prints to standard output; others are
// refused. What is different for a component is in run_component.cpp.
#include "tools/commands/run.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "abi/host/wave.hpp"
#include "interp/text/values.hpp"
#include "tools/commands/commands.hpp"

namespace touchstone::commands {

namespace {

using wasm::ValKind;

/// `f(1, 2)` for a module: the arguments lie between commas.
void split_call(RunOptions& options) {
  if (options.invoke.value_or("").find('(') == std::string::npos) return;
  const auto call = component::parse_call(*options.invoke);
  if (!call) throw UsageError("--invoke: " + call.error().message());
  std::string_view rest = std::string_view(call->source->content()).substr(call->arguments + 1);
  const std::size_t end = rest.rfind(')');
  if (end == std::string_view::npos || rest.find_first_not_of(' ', end + 1) != std::string_view::npos) {
    throw UsageError("--invoke: a closing parenthesis is missing");
  }
  rest = rest.substr(0, end);
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    std::string_view text = rest.substr(0, comma);
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    if (!text.empty()) options.arguments.emplace_back(text);
    rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
  }
  options.invoke = call->name;
}

class Run : public RunOptions {
 public:
  explicit Run(RunOptions options) : RunOptions(std::move(options)) {}
  void run(const SourcePtr& source);

 private:
  static wasm::Val argument(wasm::Store& store, const std::string& text, const wasm::ValType& type,
                            std::size_t position);
  static wasm::ValidModule load(const SourcePtr& source, Features on);
  static wasm::Outcome<wasm::ModuleInst*> instantiate(wasm::Store& store, const wasm::ValidModule& module);
  void call(wasm::Store& store, wasm::FuncInst& func, bool print) const;
};

wasm::ValidModule Run::load(const SourcePtr& source, Features on) {
  auto module = read_module(source, on);
  if (!module) {
    report(module.error());
    throw No();
  }
  auto valid = wasm::module_validate(std::make_shared<const wasm::Module>(*std::move(module)), on);
  if (!valid) {
    report(valid.error());
    throw No();
  }
  return *std::move(valid);
}

/// An argument as a value of the parameter's type. Throws UsageError.
wasm::Val Run::argument(wasm::Store& store, const std::string& text, const wasm::ValType& type, std::size_t position) {
  const auto bad = [&] {
    return UsageError(fmt::format("argument {} '{}' is not of type {}", position + 1, text, wasm::to_string(type)));
  };
  const auto number = [&](const auto& value) {
    if (!value) throw bad();
    return wasm::Val(store, type, wasm::Value{*value, 0});
  };
  switch (type.kind) {
  case ValKind::i32: return number(wasm::parse_iN(text, 32));
  case ValKind::i64: return number(wasm::parse_iN(text, 64));
  case ValKind::f32: return number(wasm::parse_f32(text));
  case ValKind::f64: return number(wasm::parse_f64(text));
  default: break;
  }
  wasm::Ref ref;
  if (text != "null") {
    const auto host = wasm::parse_uN(text, 32);
    if (!host || !type.is_ref()) throw bad();
    ref = wasm::Ref::host(*host);
    if (!wasm::ref_ok(ref, type.ref())) ref = ref.externalized();
  }
  if (!type.is_ref() || !wasm::ref_ok(ref, type.ref())) throw bad();
  return wasm::Val(store, ref, type.ref());
}

wasm::Outcome<wasm::ModuleInst*> Run::instantiate(wasm::Store& store, const wasm::ValidModule& module) {
  if (module.module->imports.empty()) return wasm::module_instantiate(store, module);
  const auto host = [&] {
    try {
      return wast::spectest(store, [](const std::string& line) { std::cout << line << "\n"; });
    } catch (const wast::NoSpectest& error) {
      std::cerr << error.what() << "\n";
      throw No();
    }
  }();
  return wasm::module_instantiate(
      store, module, [&](const wasm::ImportType& wanted) -> std::optional<wasm::ExternAddr> {
        const auto found = wanted.module == "spectest" ? host.find(wanted.name) : host.end();
        return found == host.end() ? std::nullopt : std::optional(found->second);
      });
}

void Run::call(wasm::Store& store, wasm::FuncInst& func, bool print) const {
  const wasm::FuncType& type = func.type->func();
  const std::size_t given = print ? arguments.size() : 0;
  if (given != type.params.size()) {
    throw UsageError(fmt::format("the function has {} parameters ({}), {} arguments are given", type.params.size(),
                                 wasm::to_string(type), given));
  }
  std::vector<wasm::Val> values;
  for (std::size_t i = 0; i < given; ++i) values.push_back(argument(store, arguments[i], type.params[i], i));
  const auto results = take(wasm::func_invoke(store, &func, values), name_of(*this));
  if (!print) return;
  for (const wasm::Val& result : results) std::cout << wast::to_plain_string(wast::describe(result)) << "\n";
}

void Run::run(const SourcePtr& source) {
  const wasm::ValidModule valid = load(source, features_from(features, Features::standard()));
  split_call(*this);
  const auto store = wasm::store_init(core_config());
  const wasm::ModuleInst* const instance = take(instantiate(*store, valid), name_of(*this));
  const std::string name = invoke.value_or("_start");
  const auto found = wasm::instance_export(*instance, name);
  wasm::FuncInst* const* const func = found ? std::get_if<wasm::FuncInst*>(&*found) : nullptr;
  if (func != nullptr) {
    call(*store, **func, invoke.has_value());
  } else if (invoke) {
    throw UsageError(fmt::format("{}: no function is exported as '{}'", file, name));
  }
}

/// The choices of a run that a seed made, for `replay`; complains of those that did not come up.
void tell_choices(const RunOptions& options) {
  if (options.chooser == nullptr) return;
  const auto* const replay = dynamic_cast<const ReplayChooser*>(options.chooser.get());
  if (replay == nullptr) {
    std::cerr << fmt::format("choices: --choices=replay:{}\n", options.chooser->choices());
  } else if (!replay->finished()) {
    throw UsageError(
        fmt::format("--choices={}: not all of these choices came up, so they are of another run", options.choices));
  }
}

int run(RunOptions options) {
  int code = 0;
  if (!options.choices.empty() && options.choices != "deterministic") options.chooser = make_chooser(options.choices);
  try {
    const SourcePtr source = read_source(options.file);
    if (is_component(source)) {
      code = run_component(options, source);
    } else {
      if (!options.trace.empty()) throw UsageError(options.file + ": --trace is for components, and this is a module");
      Run(options).run(source);
    }
  } catch (const Error& error) {
    report(error);
    code = 1;
  } catch (const No&) {
    code = 1;
  } catch (const ChooserError& error) {
    throw UsageError(std::string("--choices: ") + error.what());
  }
  tell_choices(options);
  std::cout << std::flush;
  return code;
}

}  // namespace

void add_run(CLI::App& program, Status& status) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = program.add_subcommand("run", "Run a module or component");
  command->add_option("FILE", options->file, "A module or component, text or binary; - is standard input")->required();
  command->add_option("ARG", options->arguments, "Arguments of the function");
  command
      ->add_option("--invoke", options->invoke,
                   "Call this export, and print its results, one a line: a name, or a call such as 'f(1, \"x\")'")
      ->type_name("NAME");
  options->limits.add_options(*command, "Calls and rounds of loops that may be taken; without it, any number");
  command->add_flag("--no-fold", options->no_fold, "Run without folded operands");
  command->add_flag("--no-fast-copy", options->no_fast_copy, "Copy lists and strings of a component value by value");
  add_reentrance_option(*command, options->reentrance);
  command->add_flag(
      "--trace", options->trace,
      "Tell on standard error what a component does at its boundary: calls, values, memory, handles, tasks; "
      "--trace=FILE writes that to a file, as JSON lines (- is standard output)");
  add_choices_option(*command, options->choices, false);
  add_features_option(*command, options->features);
  command->footer(
      "Without --invoke the start function of a module runs, and then the export _start if there is one; of a\n"
      "component, the function run of wasi:cli/run if it exports that.\n"
      "Arguments are numbers as the text format spells them, or null; write -- before -inf and -nan. Those of a\n"
      "component are in WAVE: {a: 1, b: \"x\"}. A function of an instance is ns:pkg/interface.f or interface#f.\n"
      "Imports from spectest, and for components from host, are there; functions of spectest print.");
  command->callback([options, &status] { status.code = run(*options); });
}

}  // namespace touchstone::commands
