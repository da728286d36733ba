// touchstone run for components.
//
// `--invoke 'f({a: 1})'` calls an export with values in WAVE; `--invoke f ARG...` takes one WAVE value from each argument.
// A function that an exported instance exports is named with the instance. Results are printed in WAVE. Without `--invoke`
// the component is instantiated, and `run` of `wasi:cli/run` called if it exports that. Imports are what scripts may
// import (tools/wast/host_items.hpp); others are refused.
#include <fstream>

#include "abi/host/engine.hpp"
#include "abi/host/wave.hpp"
#include "tools/commands/run.hpp"
#include "tools/trace/trace.hpp"
#include "tools/wast/host_items.hpp"

namespace touchstone::commands {

namespace {

namespace host = component::host;

[[noreturn]] void refuse(const Error& error) {
  report(error, Wording::component);
  throw No();
}

/// What is wrong with a call or value that the command line spells, with its place.
UsageError unreadable(std::string_view what, const Error& error) {
  std::string story = fmt::format("{}: {}", what, error.message(Wording::component));
  if (!error.path.empty()) story += " in " + error.path;
  if (error.source) story += "\n" + error.source->snippet(error.at);
  while (story.ends_with('\n')) story.pop_back();
  return UsageError(story);
}

/// What can be called, for whoever asked for something else.
void list_functions(std::string& out, const component::InstanceItem& instance, const std::string& prefix) {
  for (const auto& e : instance.exports()) {
    if (const auto* func = std::get_if<component::FuncInstPtr>(&e.item)) {
      out += fmt::format("\n  {}{}: {}", prefix, e.name, component::type_text(*(*func)->type));
    } else if (const auto* inner = std::get_if<component::InstanceItemPtr>(&e.item)) {
      list_functions(out, **inner, e.name + "#");
    }
  }
}

UsageError unknown(const RunOptions& options, const host::Instance& instance, const std::string& name) {
  std::string functions;
  list_functions(functions, *instance.item(), "");
  return UsageError(fmt::format("{}: no function is exported as '{}'; there {}{}", options.file, name,
                                functions.empty() ? "is none" : "are", functions));
}

std::optional<host::Func> find(const host::Instance& instance, const component::WaveCall& call) {
  if (auto func = instance.func(call.name)) return func;
  if (call.interface.empty()) return instance.func(call.function);
  const auto inner = instance.instance(call.interface);
  return inner ? inner->func(call.function) : std::nullopt;
}

/// The function and its arguments, which are part of the call or stand behind it.
std::pair<host::Func, std::vector<host::Val>> prepare(const RunOptions& options, const host::Instance& instance) {
  const bool whole = options.invoke->find('(') != std::string::npos;
  const auto call = component::parse_call(whole ? *options.invoke : *options.invoke + "()");
  if (!call) throw unreadable("--invoke", call.error());
  auto func = find(instance, *call);
  if (!func) throw unknown(options, instance, call->name);
  std::vector<host::Val> args;
  if (whole) {
    if (!options.arguments.empty()) throw UsageError("arguments stand in the call or behind it, not both");
    auto parsed = component::parse_arguments(*call, func->type());
    if (!parsed) throw unreadable("--invoke", parsed.error());
    return {*std::move(func), *std::move(parsed)};
  }
  const auto& params = func->type().params;
  if (params.size() != options.arguments.size()) {
    throw UsageError(fmt::format("the function has {} parameters, {} arguments are given: {}", params.size(),
                                 options.arguments.size(), func->to_string()));
  }
  for (std::size_t i = 0; i < params.size(); ++i) {
    auto value = component::parse_value(options.arguments[i], params[i].type);
    if (!value) throw unreadable(fmt::format("argument {}", i + 1), value.error());
    args.push_back(*std::move(value));
  }
  return {*std::move(func), std::move(args)};
}

/// `wasi:cli/run`: the result says whether the program succeeded.
int run_command(const RunOptions& options, const host::Instance& instance) {
  for (const auto& e : instance.exports()) {
    if (!e.name.starts_with("wasi:cli/run@") && e.name != "wasi:cli/run") continue;
    auto func = instance.instance(e.name)->func("run");
    if (!func || !func->type().params.empty()) continue;
    const auto results = take(func->invoke({}), name_of(options), Wording::component);
    const auto* result = results.empty() ? nullptr : results.front().get_if<component::ResultVal>();
    return result == nullptr || result->ok ? 0 : 1;
  }
  return 0;
}

/// What `--trace` asks for. Throws UsageError.
class Tracing {
 public:
  explicit Tracing(const std::string& option) : option_(option) {
    if (option.empty()) return;
    const bool text = option == "true";
    const bool output = option == "-";
    if (!text && !output) file_.open(option, std::ios::binary | std::ios::trunc);
    if (!file_) throw UsageError("cannot write " + option);
    std::ostream& out = text ? std::cerr : output ? std::cout : file_;
    trace_.emplace(out, text ? trace::Format::text : trace::Format::json);
  }

  trace::Trace* get() { return trace_ ? &*trace_ : nullptr; }
  void name(const host::Instance& instance) {
    if (trace_) trace_->name(*instance.item());
  }
  void check() {
    if (file_.is_open()) check_written(file_, option_);
  }

 private:
  std::string option_;
  std::ofstream file_;
  std::optional<trace::Trace> trace_;
};

int run_traced(const RunOptions& options, const host::Component& component, Tracing& tracing) {
  host::StoreConfig config;
  config.core = options.core_config();
  config.fast_copy = !options.no_fast_copy;
  config.reentrance = options.reentrance;
  config.observer = tracing.get();
  host::Store store(config);
  host::Linker linker;
  const wast::HostItems items;
  items.define(linker, store);
  const auto instance = take(linker.instantiate(store, component), name_of(options), Wording::component);
  tracing.name(instance);
  if (!options.invoke) return run_command(options, instance);
  auto [func, args] = prepare(options, instance);
  const auto results = take(func.invoke(args), name_of(options), Wording::component);
  for (const host::Val& result : results) std::cout << component::print_value(result) << "\n";
  return 0;
}

}  // namespace

int run_component(const RunOptions& options, const SourcePtr& source) {
  const host::Engine engine(profile_from(options.features));
  const auto loaded = host::Component::load(engine, source);
  if (!loaded) refuse(loaded.error());
  Tracing tracing(options.trace);
  try {
    const int code = run_traced(options, *loaded, tracing);
    tracing.check();
    return code;
  } catch (const No&) {
    tracing.check();
    throw;
  }
}

}  // namespace touchstone::commands
