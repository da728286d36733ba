// What a dump shows: every byte of a binary once, each with a meaning, whatever is in it; of a malformed one, the bytes up
// to its fault. Seen with every definition in our scripts and in the upstream suites.
#include "tools/dump/dump.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gtest/gtest.h>

#include "abi/binary/encode.hpp"
#include "abi/text/parse.hpp"
#include "interp/binary/encode.hpp"
#include "tools/wast/parse.hpp"
#include "tools/wast/read.hpp"
#include "tools/wast/suites.hpp"

namespace touchstone {
namespace {

namespace fs = std::filesystem;

const component::Profile& everything() {
  static const component::Profile profile{*component::Gates::profile("all"), Features::all()};
  return profile;
}

/// The bytes in the middle column of all lines, from the hexadecimal.
std::string bytes_shown(const std::string& listing) {
  std::string out;
  std::istringstream lines(listing);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find('|') + 1;
    std::istringstream column(line.substr(begin, line.find('|', begin) - begin));
    for (u32 byte = 0; column >> std::hex >> byte;) out += static_cast<char>(byte);
  }
  return out;
}

void check(const std::string& place, std::string bytes) {
  std::ostringstream out;
  const auto error = dump::dump(out, binary_source(place, bytes), everything(), {true});
  const std::string shown = bytes_shown(out.str());
  if (error) {
    EXPECT_NE(out.str().find("<- "), std::string::npos) << place << "\n" << out.str();
    EXPECT_EQ(shown.substr(0, error->at.begin), bytes.substr(0, error->at.begin)) << place << "\n" << out.str();
  } else {
    EXPECT_EQ(shown, bytes) << place << "\n" << out.str();
    EXPECT_EQ(out.str().find("(part of what follows)"), std::string::npos) << place << "\n" << out.str();
  }
}

/// The binary of a definition, or nothing if its text is malformed.
std::optional<std::string> binary_of(const SourcePtr& script, const wast::Definition& definition, Features features) {
  if (definition.form == wast::Definition::Form::binary) return definition.content;
  if (definition.sort == wast::Sort::module) {
    const auto module = wast::read_module(script, definition, features);
    return module ? std::optional(wasm::encode_module(*module)) : std::nullopt;
  }
  if (definition.form != wast::Definition::Form::text) return std::nullopt;
  const auto component = door(script, [&] {
    wasm::Cursor in = *definition.text;
    return component::parse_component_fields(in, everything(), {}, definition.at);
  });
  return component ? std::optional(component::encode_component(*component)) : std::nullopt;
}

void check_script(const fs::path& path, u64& definitions) {
  std::ifstream in(path, std::ios::binary);
  const SourcePtr source =
      text_source(path.filename().string(), {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  const Features features = wast::suite_of(path.string()).features;
  const auto check_one = [&](const wast::Definition& definition) {
    const auto bytes = binary_of(source, definition, features);
    if (!bytes) return;
    ++definitions;
    check(source->describe(definition.at), *bytes);
  };
  for (const wast::Directive& directive : wast::parse_script(source).directives) {
    if (const auto* define = std::get_if<wast::Define>(&directive.is)) check_one(define->definition);
    if (const auto* ending = std::get_if<wast::AssertEnding>(&directive.is)) {
      if (const auto* definition = std::get_if<wast::Definition>(&ending->subject)) check_one(*definition);
    }
  }
}

void check_folder(const fs::path& folder, u64 least) {
  u64 definitions = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".wast") continue;
    check_script(entry.path(), definitions);
    ASSERT_FALSE(testing::Test::HasFailure()) << entry.path();
  }
  EXPECT_GE(definitions, least) << "definitions of " << folder << " were lost";
}

void check_suite(const std::string& name, u64 least) {
  const char* const given = std::getenv("TOUCHSTONE_SUITES");
  const fs::path suites = given != nullptr ? fs::path(given) : fs::path(TOUCHSTONE_SOURCE_DIR) / "spec-tests/upstream";
  if (!fs::is_directory(suites / name)) GTEST_SKIP() << "not found: suite " << name << " (looked in " << suites << ")";
  check_folder(suites / name, least);
}

TEST(Dump, own_components) { check_folder(fs::path(TOUCHSTONE_SOURCE_DIR) / "spec-tests/component", 100); }
TEST(Dump, own_binaries) { check_folder(fs::path(TOUCHSTONE_SOURCE_DIR) / "spec-tests/binary", 1); }
TEST(Dump, core) { check_suite("core", 4000); }
TEST(Dump, proposals) { check_suite("proposals-own", 5); }
TEST(Dump, components) { check_suite("component-model", 400); }

/// Cut off after any number of bytes, a component is shown up to there.
TEST(Dump, cut_off) {
  const auto text = text_source("text", R"((component
    (import "a" (func $f (param "p" (list u8 4)) (result string)))
    (core module $m (func (export "g")))
    (core instance $i (instantiate $m))
    (type $r (resource (rep i32)))
    (func (export "h") (canon lift (core func $i "g")))))");
  const auto component = component::parse_component(text, everything());
  ASSERT_TRUE(component) << component.error().report();
  const std::string bytes = component::encode_component(*component);
  for (std::size_t size = 0; size <= bytes.size(); ++size) check("cut off", bytes.substr(0, size));
}

}  // namespace
}  // namespace touchstone
