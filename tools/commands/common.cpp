// What the subcommands share: see common.hpp.
#include "tools/commands/common.hpp"

#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <unistd.h>

#include <fmt/format.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "abi/binary/decode.hpp"
#include "abi/text/parse.hpp"
#include "interp/binary/decode.hpp"
#include "interp/execution/chooser.hpp"
#include "interp/support/utf8.hpp"
#include "interp/text/parse.hpp"
#include "interp/text/values.hpp"

namespace touchstone::commands {

namespace {

bool is_binary(std::string_view content) { return content.starts_with('\0'); }

// Positions are 32 bits wide.
constexpr std::size_t largest = 0xffff'ffff;

/// Throws UsageError once there is more than a source may have.
std::string read_all(std::istream& in, const std::string& path) {
  std::string out;
  std::array<char, 65536> buffer{};
  while (in.read(buffer.data(), buffer.size()), in.gcount() > 0) {
    out.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (out.size() > largest) throw UsageError(path + ": larger than 4 GiB");
  }
  return out;
}

}  // namespace

void add_features_option(CLI::App& command, std::string& list) {
  command
      .add_option(
          "--features", list,
          "Language features: a comma-separated list of names, each turned off by a '-' before it; wasm1, "
          "wasm2, wasm3 and all replace the whole set. For components also the names of gates, and the profiles "
          "0.2, 0.3, suite and all. Default: wasm3,threads,suite")
      ->type_name("LIST");
}

namespace {

/// An amount as the text format spells a number; for bytes, with a unit behind it. Throws UsageError.
u64 parse_amount(const std::string& option, std::string_view text, bool bytes) {
  static constexpr std::string_view units = "bkmgtpe";  // each 1024 times the one before
  const auto wrong = [&](std::string_view why) { return UsageError(fmt::format("{}: '{}' {}", option, text, why)); };
  std::string_view number = text;
  u64 unit = 1;
  if (bytes && !text.starts_with("0x")) {
    const std::size_t digits = std::min(text.find_first_not_of("0123456789_+-"), text.size());
    number = text.substr(0, digits);
    std::string word(text.substr(std::min(text.find_first_not_of(' ', digits), text.size())));
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    const std::size_t which = word.empty() ? 0 : units.find(word[0]);
    const std::string_view rest = std::string_view(word).substr(std::min<std::size_t>(1, word.size()));
    const bool known = which == 0 ? rest.empty() : rest.empty() || rest == "b" || rest == "i" || rest == "ib";
    if (which == std::string_view::npos || !known) throw wrong("is no number of bytes, such as 1000000 or 64MiB");
    unit = u64{1} << (10 * which);
  }
  const auto kind = wasm::number_kind(number);
  if (kind == wasm::NumberKind::int_ && number.starts_with('-')) throw wrong("is negative");
  if (kind != wasm::NumberKind::nat) {
    throw wrong(bytes ? "is no number of bytes, such as 1000000 or 64MiB" : "is no whole number");
  }
  const auto value = wasm::parse_uN(number, 64);
  if (!value || *value > ~u64{0} / unit) throw wrong(fmt::format("is more than {}", ~u64{0}));
  return *value * unit;
}

}  // namespace

void Limits::add_options(CLI::App& command, const std::string& fuel_is) {
  // CLI11 reads -1, and whatever is too large, as the largest number.
  const auto take = [](const std::string& option, std::optional<u64>& to, bool bytes) {
    return [option, &to, bytes](const std::string& text) { to = parse_amount(option, text, bytes); };
  };
  command.add_option_function<std::string>("--fuel", take("--fuel", fuel, false), fuel_is)->type_name("N");
  command
      .add_option_function<std::string>(
          "--max-memory", take("--max-memory", max_memory, true),
          "Bytes that memories may have together, and tables, and objects of the heap: 64MiB, 1000000; what asks "
          "for more ends in exhaustion or does not grow")
      ->type_name("SIZE");
}

void add_reentrance_option(CLI::App& command, component::Reentrance& policy) {
  command
      .add_option_function<std::string>(
          "--reentrance",
          [&policy](const std::string& word) {
            policy = word == "donut" ? component::Reentrance::donut : component::Reentrance::trap;
          },
          "Calls between an instance of a component and one around it: trap (the default), as the reference suite "
          "wants, "
          "or donut, which lets them through as CanonicalABI.md does")
      ->type_name("POLICY")
      ->check(CLI::IsMember({"trap", "donut"}));
}

void Limits::apply(wasm::Config& config) const {
  config.fuel = fuel;
  if (max_memory) config.limit_space(*max_memory);
}

void add_choices_option(CLI::App& command, std::string& choices, bool explore) {
  std::string text =
      "What is done where the specifications leave it open: deterministic (the default), random:SEED, or "
      "replay:CHOICES, "
      "which repeats a run from what it printed";
  if (explore) {
    text +=
        "; explore:BOUND runs each script under every schedule, at most so many, and tells the shortest that breaks an "
        "assertion";
  }
  text +=
      ". SEED and BOUND may be followed by kinds of choice: ':scheduling' (the default), ':all', or names joined by "
      "'+'";
  command
      .add_option_function<std::string>(
          "--choices",
          [&choices, explore](const std::string& given) {
            try {
              make_chooser(given);
            } catch (const ChooserError& error) {
              throw UsageError(std::string("--choices: ") + error.what());
            }
            if (!explore && given.starts_with("explore"))
              throw UsageError("--choices: explore is for scripts, which have assertions that it can try");
            choices = given;
          },
          text)
      ->type_name("CHOICES");
}

Features features_from(const std::string& list, Features base) {
  std::string why;
  const auto features = parse_features(list, base, why);
  if (!features) throw UsageError("--features: " + why);
  return *features;
}

SourcePtr read_source(const std::string& path) {
  std::string content;
  if (path == "-") {
    content = read_all(std::cin, "standard input");
  } else {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status)) throw UsageError(path + ": is a folder");
    if (std::filesystem::is_character_file(status) || std::filesystem::is_block_file(status)) {
      throw UsageError(path + ": is a device, not a file");
    }
    std::ifstream in(path, std::ios::binary);
    if (in) content = read_all(in, path);
    if (!in.eof()) throw UsageError(fmt::format("{}: {}", path, std::strerror(errno)));
  }
  const std::string name = path == "-" ? "<stdin>" : path;
  return is_binary(content) ? binary_source(name, std::move(content)) : text_source(name, std::move(content));
}

Result<wasm::Module> read_module(const SourcePtr& source, Features features) {
  return source->kind() == Source::Kind::binary ? wasm::decode_module(source, features)
                                                : wasm::parse_module(source, features);
}

component::Profile converting_profile_from(const std::string& list) {
  component::Profile base;
  base.features.set(Feature::custom_annotations, true);
  return profile_from(list, base);
}

component::Profile profile_from(const std::string& list, component::Profile profile) {
  std::string core, why;
  const auto gates = component::parse_gates(list, profile.gates, core, why);
  if (!gates) throw UsageError("--features: " + why);
  profile.gates = *gates;
  profile.features = features_from(core, profile.features);
  return profile;
}

bool is_component(const SourcePtr& source) {
  if (source->kind() == Source::Kind::binary) return component::is_component(source->content());
  try {
    return component::is_component_text(wasm::Cursor(wasm::lex(source)));
  } catch (const Malformed&) {
    return false;  // reading it as a module says why
  }
}

Result<component::Component> read_component(const SourcePtr& source, const component::Profile& profile) {
  return source->kind() == Source::Kind::binary ? component::decode_component(source, profile)
                                                : component::parse_component(source, profile);
}

void check_written(std::ostream& out, const std::string& name) {
  if (!out.flush()) throw UsageError(name + ": cannot be written");
}

void write_output(const std::string& path, std::string_view content) {
  if (path == "-") {
    std::fwrite(content.data(), 1, content.size(), stdout);
    if (std::fflush(stdout) != 0) throw UsageError(fmt::format("standard output: {}", std::strerror(errno)));
    return;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  out.close();
  if (!out) throw UsageError(fmt::format("{}: {}", path, std::strerror(errno)));
}

void report(const Error& error, Wording wording) { std::cerr << printable(error.report(wording), "\n\t"); }

bool may_colour(int descriptor) {
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  if (no_colour != nullptr && *no_colour != '\0') return false;
  if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
  return isatty(descriptor) == 1;
}

void set_log_level(const std::string& level) {
  const auto wanted = spdlog::level::from_str(level);
  if (wanted == spdlog::level::off && level != "off") throw UsageError("--log-level: unknown level '" + level + "'");
  const auto mode = may_colour(STDERR_FILENO) ? spdlog::color_mode::automatic : spdlog::color_mode::never;
  auto logger =
      std::make_shared<spdlog::logger>("touchstone", std::make_shared<spdlog::sinks::stderr_color_sink_mt>(mode));
  logger->set_pattern("touchstone: %^%l%$: %v");
  logger->set_level(wanted);
  spdlog::set_default_logger(std::move(logger));
}

}  // namespace touchstone::commands
