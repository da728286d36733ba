// Every component text of the reference suite, also those that are invalid: text, binary, text and binary again are the
// same. The suite is looked for in $TOUCHSTONE_SUITES; without it the test is skipped.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "abi/tests/components.hpp"

namespace touchstone::component {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

class Suite {
 public:
  void script(const fs::path& path) {
    const auto source = text_source(path.filename().string(), content(path));
    wasm::Cursor in(wasm::lex(source), is_component_keyword);
    for (; !in.at_eof(); in.skip_form()) {
      wasm::Cursor form = in;
      const bool asserted = form.at_form("assert_invalid") || form.at_form("assert_trap") ||
                            form.at_form("assert_unlinkable") || form.at_form("assert_malformed");
      if (asserted) form.seek(form.position() + 2);
      if (form.at_form("component")) component(form, in.at_form("assert_malformed"));
    }
  }

  u32 components = 0;
  u32 malformed = 0;

 private:
  /// At `(component`, which the cursor passes.
  void component(wasm::Cursor& in, bool is_malformed) {
    const Region begin = in.peek().at;
    in.expect_form("component");
    in.accept_keyword("definition");
    auto id = in.accept_id();
    if (in.accept_keyword("quote")) return quoted(in, is_malformed);
    if (in.at_keyword("binary") || in.at_keyword("instance")) return;
    ++components;
    const std::string where = in.source()->describe(begin);
    Component parsed_component;
    try {
      parsed_component = parse_component_fields(in, Profile{}, std::move(id), begin);
      in.expect_rpar();
    } catch (Error& error) {
      error.source = in.source();
      ADD_FAILURE() << error.report(Wording::component);
      return;
    }
    round_trip(parsed_component, where);
  }

  void quoted(wasm::Cursor& in, bool is_malformed) {
    const auto source = text_source("quoted", in.strings());
    in.expect_rpar();
    const auto result = parse_quoted_component(source, Profile{});
    EXPECT_EQ(result.has_value(), !is_malformed);
    if (result || !is_malformed) return;
    ++malformed;
    const std::string expected = in.expect_string();
    EXPECT_NE(result.error().message(Wording::component).find(expected), std::string::npos)
        << result.error().report(Wording::component) << "expected: " << expected;
  }

  static void round_trip(const Component& component, const std::string& where) {
    const std::string bytes = encode_component(component);
    const auto decoded = decode_component(binary_source(where, bytes), Profile{});
    ASSERT_TRUE(decoded) << decoded.error().report(Wording::component);
    EXPECT_TRUE(*decoded == component) << where;
    EXPECT_EQ(encode_component(*decoded), bytes) << where;
    PrintOptions options;
    for (options.folded = false;; options.folded = true) {
      const std::string text = print_component(*decoded, options);
      const auto reread = parse_component(text_source(where + " printed", text), Profile{});
      ASSERT_TRUE(reread) << reread.error().report(Wording::component);
      EXPECT_TRUE(*reread == component) << where;
      EXPECT_EQ(encode_component(*reread), bytes) << where;
      if (options.folded) break;
    }
  }
};

TEST(ComponentSuite, RoundTrips) {
  const char* suites = std::getenv("TOUCHSTONE_SUITES");
  const fs::path folder = fs::path(suites == nullptr ? "" : suites) / "component-model";
  if (suites == nullptr || !fs::exists(folder)) GTEST_SKIP() << "not found: the component-model suite";
  Suite suite;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".wast") suite.script(entry.path());
  }
  EXPECT_GT(suite.components, 600U);
  EXPECT_GT(suite.malformed, 4U);
  std::cout << suite.components << " components, " << suite.malformed << " malformed\n";
}

}  // namespace
}  // namespace touchstone::component
