// Round trips of every module in our scripts and in the upstream suites, between syntax, binary and text.
//
// For a module that came as text: encoding and decoding give it back, and for the bytes that our encoder wrote, printing
// and parsing give equal bytes, plain and folded. For one that came as bytes, which may be encoded in many ways (overlong
// integers, other segment flags, empty sections), the same holds from our own encoding of it on.
// Names, branch hints and custom sections come back too, in annotations. (Text has no place for names of indices that do not
// exist; no module here has any.)
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/syntax/size.hpp"
#include "interp/text/parse.hpp"
#include "interp/text/print.hpp"
#include "tools/wast/parse.hpp"
#include "tools/wast/read.hpp"
#include "tools/wast/suites.hpp"

namespace touchstone::wast {
namespace {

namespace fs = std::filesystem;

class RoundTrip {
 public:
  RoundTrip(std::string place, Features features) : place_(std::move(place)), features_(features) {}

  void check(const wasm::Module& module) const {
    const std::string bytes = encode_module(module);
    const auto decoded = wasm::decode_module(binary_source(place_ + " encoded", bytes), features_);
    ASSERT_TRUE(decoded) << place_ << ": our encoding does not decode: " << decoded.error().report();
    ASSERT_EQ(encode_module(*decoded), bytes) << place_ << ": decoding and encoding changes our encoding";
    for (const wasm::Func& func : decoded->funcs) {
      ASSERT_EQ(wasm::encoded_size(func), func.at.end - func.at.begin) << place_ << ": the size of code is another";
    }
    for (const bool folded : {false, true}) check_text(*decoded, bytes, folded);
  }

 private:
  void check_text(const wasm::Module& decoded, const std::string& bytes, bool folded) const {
    wasm::PrintOptions options;
    options.folded = folded;
    const std::string printed = print_module(decoded, options);
    Features annotated = features_;
    annotated.set(Feature::custom_annotations, true);
    const auto parsed = wasm::parse_module(text_source(place_ + " printed", printed), annotated);
    ASSERT_TRUE(parsed) << place_ << ": what we print does not parse: " << parsed.error().report();
    ASSERT_EQ(encode_module(*parsed), bytes) << place_ << ": printing and parsing gives another module\n" << printed;
  }

  std::string place_;
  Features features_;
};

void check_script(const fs::path& path, u64& modules) {
  std::ifstream in(path, std::ios::binary);
  const SourcePtr source =
      text_source(path.filename().string(), {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
  Suite suite = suite_of(path.string());
  ASSERT_TRUE(apply_header(source->content(), suite).empty());
  const auto check = [&](const Definition& definition) {
    if (definition.sort == Sort::component) return;
    const auto module = read_module(source, definition, suite.features);
    if (!module) return;  // malformed on purpose
    ++modules;
    RoundTrip(source->describe(definition.at), suite.features).check(*module);
  };
  for (const Directive& directive : parse_script(source).directives) {
    if (const auto* define = std::get_if<Define>(&directive.is)) check(define->definition);
    if (const auto* field = std::get_if<InlineField>(&directive.is); field != nullptr && field->first)
      check(field->definition);
    if (const auto* ending = std::get_if<AssertEnding>(&directive.is)) {
      if (const auto* definition = std::get_if<Definition>(&ending->subject)) check(*definition);
    }
    if (::testing::Test::HasFatalFailure()) return;
  }
}

void check_folder(const fs::path& folder, u64 least) {
  u64 modules = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".wast") check_script(entry.path(), modules);
  }
  EXPECT_GE(modules, least) << "modules of " << folder << " were lost";
  std::cout << modules << " modules\n";
}

void check_suite(const std::string& name, u64 least) {
  const char* const given = std::getenv("TOUCHSTONE_SUITES");
  const fs::path suites = given != nullptr ? fs::path(given) : fs::path(TOUCHSTONE_SOURCE_DIR) / "spec-tests/upstream";
  if (!fs::is_directory(suites / name)) GTEST_SKIP() << "not found: suite " << name << " (looked in " << suites << ")";
  check_folder(suites / name, least);
}

TEST(RoundTrip, own) {
  for (const auto& entry : fs::directory_iterator(fs::path(TOUCHSTONE_SOURCE_DIR) / "spec-tests")) {
    if (entry.is_directory() && entry.path().filename() != "upstream") check_folder(entry.path(), 0);
  }
}
TEST(RoundTrip, core) { check_suite("core", 4000); }
TEST(RoundTrip, core_custom) { check_suite("core-custom", 9); }
TEST(RoundTrip, core_legacy) { check_suite("core-legacy", 10); }
TEST(RoundTrip, proposals) { check_suite("proposals", 300); }
TEST(RoundTrip, proposals_own) { check_suite("proposals-own", 80); }

}  // namespace
}  // namespace touchstone::wast
