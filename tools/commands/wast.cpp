// touchstone wast: runs scripts. The runner is in tools/wast; here are files, options and threads.
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <optional>
#include <regex>
#include <set>
#include <thread>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "interp/support/utf8.hpp"
#include "tools/commands/commands.hpp"
#include "tools/commands/common.hpp"
#include "tools/wast/component_engine.hpp"
#include "tools/wast/core_engine.hpp"
#include "tools/wast/report.hpp"

namespace touchstone::commands {

namespace {

namespace fs = std::filesystem;

struct Wast {
  std::vector<std::string> paths;
  std::string features;
  std::string filter;
  std::string json;
  std::string junit;
  std::string messages;
  std::string choices;
  u32 jobs = 1;
  bool fail_fast = false;
  bool quiet = false;
  bool no_fold = false;
  bool no_fast_copy = false;
  bool host_items = true;
  component::Reentrance reentrance = component::Reentrance::trap;
  Limits limits;

  int run();

 private:
  std::vector<std::string> scripts() const;
  wast::RunOptions run_options() const;
  std::ostream* open(const std::string& path, std::vector<std::ofstream>& files) const;
};

/// A path with its folders from the root, without links resolved: what the table of suites looks at.
std::string full_path(const std::string& path) {
  return path == "-" ? path : fs::absolute(path).lexically_normal().string();
}

/// Files that were named, and all `.wast` under folders that were named, in order of their paths; each once.
std::vector<std::string> Wast::scripts() const {
  std::vector<std::string> out;
  for (const std::string& path : paths) {
    if (path == "-" || !fs::is_directory(path)) {
      const fs::file_status status = path == "-" ? fs::file_status(fs::file_type::fifo) : fs::status(path);
      if (!fs::exists(status)) throw UsageError(path + ": no such file or folder");
      if (fs::is_character_file(status) || fs::is_block_file(status))
        throw UsageError(path + ": is a device, not a file");
      out.push_back(path);
      continue;
    }
    const auto first = static_cast<std::ptrdiff_t>(out.size());
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file() && entry.path().extension() == ".wast") out.push_back(entry.path().string());
    }
    std::sort(out.begin() + first, out.end());
  }
  if (out.empty()) throw UsageError("no .wast files found");
  std::set<std::string> seen;
  std::erase_if(out, [&](const std::string& path) { return !seen.insert(full_path(path)).second; });
  if (filter.empty()) return out;
  try {
    const std::regex wanted(filter);
    std::erase_if(out, [&](const std::string& path) { return !std::regex_search(path, wanted); });
  } catch (const std::regex_error& error) {
    throw UsageError(fmt::format("--filter: {}", error.what()));
  }
  if (out.empty()) throw UsageError("--filter leaves no file");
  return out;
}

wast::RunOptions Wast::run_options() const {
  wast::RunOptions out;
  out.engines = [this](const wast::Suite& suite, Chooser* chooser) {
    wast::CoreEngineOptions options;
    options.chooser = chooser;
    options.features = suite.features;
    options.fold = !no_fold;
    options.fuel = limits.fuel.value_or(options.fuel);
    options.max_memory = limits.max_memory;
    wast::ComponentEngineOptions components;
    components.profile = {suite.gates, suite.features};
    components.core.fold = options.fold;
    components.core.fuel = options.fuel;
    components.core.chooser = chooser;
    if (limits.max_memory) components.core.limit_space(*limits.max_memory);
    components.host_items = host_items;
    components.fast_copy = !no_fast_copy;
    components.reentrance = reentrance;
    return wast::Engines{wast::make_core_engine(options), wast::make_component_engine(components)};
  };
  out.adjust = [this](wast::Suite& suite) {
    if (!features.empty()) {
      std::string core;
      std::string why;
      const auto gates = component::parse_gates(features, suite.gates, core, why);
      if (!gates) throw UsageError("--features: " + why);
      suite.gates = *gates;
      suite.features = features_from(core, suite.features);
      suite.name = "--features " + features;
    }
    if (messages == "off") suite.messages = wast::Messages::off;
    if (messages == "contains") suite.messages = wast::Messages::contains;
    if (messages == "prefix") suite.messages = wast::Messages::prefix;
  };
  out.expected = &wast::built_in_expected();
  out.stop_at_failure = fail_fast;
  out.choices = choices == "deterministic" ? "" : choices;
  return out;
}

/// Runs scripts on several threads and hands their results over in order.
class Pool {
 public:
  Pool(const std::vector<std::string>& scripts, const wast::RunOptions& options, u32 jobs)
      : scripts_(scripts), options_(options), results_(scripts.size()) {
    for (u32 i = 0; i < std::min<std::size_t>(jobs, scripts.size()); ++i) threads_.emplace_back([this] { work(); });
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

  /// The result of the script with this number, once it is there; its memory is the caller's.
  wast::FileResult take(std::size_t i) {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return results_[i].has_value(); });
    return *std::exchange(results_[i], std::nullopt);
  }

 private:
  void work() {
    for (std::size_t i = next_++; i < scripts_.size() && !stop_; i = next_++) {
      wast::FileResult result = run(scripts_[i]);
      const std::lock_guard lock(mutex_);
      results_[i] = std::move(result);
      done_.notify_all();
    }
  }

  wast::FileResult run(const std::string& script) const {
    const wast::Suite suite = wast::suite_of(full_path(script));
    try {
      return wast::run_script(script, read_source(script), suite, options_);
    } catch (const std::exception& error) {
      wast::FileResult result = wast::file_result(script, suite);
      result.problems.emplace_back(error.what());
      return result;
    }
  }

  const std::vector<std::string>& scripts_;
  const wast::RunOptions& options_;
  std::vector<std::optional<wast::FileResult>> results_;
  std::mutex mutex_;
  std::condition_variable done_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

std::ostream* Wast::open(const std::string& path, std::vector<std::ofstream>& files) const {
  if (path.empty()) return nullptr;
  if (path == "-") return &std::cout;
  files.emplace_back(path, std::ios::binary | std::ios::trunc);
  if (!files.back()) throw UsageError("cannot write " + path);
  return &files.back();
}

int Wast::run() {
  if (json == "-" && junit == "-") throw UsageError("--json and --junit cannot both go to standard output");
  const std::vector<std::string> all = scripts();
  const wast::RunOptions options = run_options();
  wast::Suite probe;
  options.adjust(probe);  // a list that cannot be read is wrong usage, not a failure of every file
  std::vector<std::ofstream> files;
  files.reserve(2);
  wast::ReportOptions to;
  to.json = open(json, files);
  to.junit = open(junit, files);
  const bool text_to_output = json != "-" && junit != "-";
  to.text = text_to_output ? &std::cout : &std::cerr;
  to.colour = may_colour(text_to_output ? STDOUT_FILENO : STDERR_FILENO);
  to.quiet = quiet;
  wast::Reporter reporter(to);
  const bool progress = all.size() > 1 && isatty(STDERR_FILENO) == 1;
  Pool pool(all, options, std::max(jobs, 1U));
  std::size_t files_run = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (progress) std::cerr << fmt::format("\r\x1b[K[{}/{}] {}", i + 1, all.size(), printable(all[i])) << std::flush;
    const wast::FileResult result = pool.take(i);
    if (progress) std::cerr << "\r\x1b[K" << std::flush;
    reporter.file(result);
    ++files_run;
    if (fail_fast && result.failed() != 0) break;
  }
  const bool good = reporter.finish(all.size() - files_run);
  check_written(std::cout, "standard output");
  if (to.json != nullptr) check_written(*to.json, json);
  if (to.junit != nullptr) check_written(*to.junit, junit);
  return good ? 0 : 1;
}

}  // namespace

void add_wast(CLI::App& program, Status& status) {
  auto options = std::make_shared<Wast>();
  CLI::App* command = program.add_subcommand("wast", "Run test scripts");
  command->add_option("PATH", options->paths, "Scripts, or folders of them; - is standard input")->required();
  command->add_flag("--json{-}", options->json,
                    "One JSON object for each top-level form, on standard output or, with --json=FILE, there");
  command->add_flag("--junit{-}", options->junit,
                    "The same as JUnit XML, on standard output or, with --junit=FILE, there");
  command->add_option("--filter", options->filter, "Run only files whose path this regular expression finds")
      ->type_name("REGEX");
  command->add_flag("--fail-fast", options->fail_fast,
                    "Stop at the first failure; the rest of its file counts as skipped");
  command->add_option("-j,--jobs", options->jobs, "Run so many files at a time")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
  command
      ->add_option("--messages", options->messages,
                   "How expected messages are compared: off, contains or prefix. Default: prefix for the core suites, "
                   "contains for all else")
      ->check(CLI::IsMember({"off", "contains", "prefix"}));
  command->add_flag("--quiet,-q", options->quiet, "No line for a file that passed");
  command->add_flag("--no-fold", options->no_fold, "Run without folded operands");
  command->add_flag("--no-fast-copy", options->no_fast_copy, "Copy lists and strings of components value by value");
  command->add_flag("--host-items,!--no-host-items", options->host_items,
                    "Components may import what other engines' suites expect of a host. Default: on");
  add_reentrance_option(*command, options->reentrance);
  options->limits.add_options(*command, "Calls and rounds of loops that one script may take");
  add_choices_option(*command, options->choices, true);
  add_features_option(*command, options->features);
  command->footer(
      "The features that a script runs under follow from its path (core, core-custom, core-legacy, proposals/NAME,\n"
      "proposals-own/NAME, component-model; else wasm3,threads) and from ';;! feature = true' lines at its head;\n"
      "--features changes that set. Every top-level form counts once. The status is 0 only if nothing failed.");
  command->callback([options, &status] { status.code = options->run(); });
}

}  // namespace touchstone::commands
