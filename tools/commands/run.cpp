// touchstone run: instantiates a module and calls one of its functions.
//
// With `--invoke NAME` the arguments are core values of the function's parameter types: integers and floats as the text
// format spells them, `null` or a number for a reference of the host. Without it the start function runs, and an export
// `_start` if there is one. Imports are taken from `spectest`, which prints to standard output; others are refused.
#include <iostream>
#include <vector>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "interp/embedding/embedding.hpp"
#include "interp/text/values.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"
#include "tools/wast/core_engine.hpp"

namespace touchstone::commands {

namespace {

using wasm::ValKind;

/// A limit, a trap, or another answer that is no.
struct No {};

class Run {
 public:
  std::string file;
  std::string invoke;
  std::vector<std::string> arguments;
  std::string features;
  std::optional<u64> fuel;
  bool no_fold = false;

  int run();

 private:
  static wasm::Val argument(wasm::Store& store, const std::string& text, const wasm::ValType& type,
                            std::size_t position);
  wasm::ValidModule load(Features on) const;
  static wasm::Outcome<wasm::ModuleInst*> instantiate(wasm::Store& store, const wasm::ValidModule& module);
  void call(wasm::Store& store, wasm::FuncInst& func, bool print) const;
};

std::string name_of(const std::string& file) { return file == "-" ? "<stdin>" : file; }

template <class T>
T take(wasm::Outcome<T> outcome, std::string_view doing) {
  if (outcome) return *std::move(outcome);
  if (const auto* unlinkable = outcome.unlinkable()) {
    report(*unlinkable);
    throw No();
  }
  std::string_view how = "exception";
  const std::vector<wasm::TracePoint>* backtrace = nullptr;
  const auto failed = [&](const auto* failure, std::string_view name) {
    if (failure == nullptr) return;
    how = name;
    backtrace = &failure->backtrace;
  };
  failed(outcome.trap(), "trap");
  failed(outcome.exhaustion(), "exhaustion");
  failed(outcome.host_error(), "host error");
  std::cerr << fmt::format("{}: {}: {}\n", doing, how, outcome.message());
  if (backtrace != nullptr) std::cerr << wast::tell(*backtrace);
  throw No();
}

wasm::ValidModule Run::load(Features on) const {
  auto module = read_module(read_source(file), on);
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
  const auto host = wast::spectest(store, [](const std::string& line) { std::cout << line << "\n"; });
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
  const auto results = take(wasm::func_invoke(store, &func, values), name_of(file));
  if (!print) return;
  for (const wasm::Val& result : results) std::cout << wast::to_plain_string(wast::describe(result)) << "\n";
}

int Run::run() {
  try {
    const wasm::ValidModule valid = load(features_from(features, Features::standard()));
    wasm::Config config;
    config.fold = !no_fold;
    config.fuel = fuel;
    const auto store = wasm::store_init(config);
    const wasm::ModuleInst* const instance = take(instantiate(*store, valid), name_of(file));
    const std::string name = invoke.empty() ? "_start" : invoke;
    const auto found = wasm::instance_export(*instance, name);
    wasm::FuncInst* const* const func = found ? std::get_if<wasm::FuncInst*>(&*found) : nullptr;
    if (func != nullptr) {
      call(*store, **func, !invoke.empty());
    } else if (!invoke.empty()) {
      throw UsageError(fmt::format("{}: no function is exported as '{}'", file, name));
    }
    std::cout << std::flush;
    return 0;
  } catch (const Error& error) {
    report(error);
  } catch (const No&) {
  }
  std::cout << std::flush;
  return 1;
}

}  // namespace

void add_run(CLI::App& program, Status& status) {
  auto options = std::make_shared<Run>();
  CLI::App* command = program.add_subcommand("run", "Run a module");
  command->add_option("FILE", options->file, "A module, text or binary; - is standard input")->required();
  command->add_option("ARG", options->arguments, "Arguments of the function");
  command->add_option("--invoke", options->invoke, "Call this export, and print its results, one a line")
      ->type_name("NAME");
  command->add_option("--fuel", options->fuel, "Calls and rounds of loops that may be taken; without it, any number")
      ->type_name("N");
  command->add_flag("--no-fold", options->no_fold, "Run without folded operands");
  add_features_option(*command, options->features);
  command->footer(
      "Without --invoke the start function runs, and then the export _start if there is one.\n"
      "Arguments are numbers as the text format spells them, or null; write -- before -inf and -nan.\n"
      "Imports from spectest are there; its functions print.");
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
