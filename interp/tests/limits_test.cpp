// Appendix 7.3: a limit lets the same modules through whichever format they come in, and refuses them in the same phase.
#include <functional>

#include <gtest/gtest.h>

#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/binary/encoder.hpp"
#include "interp/syntax/size.hpp"
#include "interp/text/parse.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::wasm {
namespace {

std::string times(u32 n, std::string_view what) {
  std::string out;
  for (u32 i = 0; i < n; ++i) out += what;
  return out;
}

Module parsed(const std::string& text) {
  auto module = parse_module(text_source("text", text), Features::all());
  EXPECT_TRUE(module) << module.error().report();
  return std::move(*module);
}

/// The words in which text and binary of a module are refused; both the same.
std::string verdict(const std::string& text, const ImplementationLimits& limits) {
  const Module from_text = parsed(text);
  const auto from_binary = decode_module(binary_source("binary", encode_module(from_text)), Features::all());
  EXPECT_TRUE(from_binary) << from_binary.error().report();
  const auto of = [&](const Module& module) -> std::string {
    const auto result = validate_module(module, Features::all(), limits);
    if (result) return "valid";
    EXPECT_EQ(result.error().rule, "#impl-syntax") << text;
    return std::string(phase_name(result.error().phase)) + ": " + result.error().message();
  };
  EXPECT_EQ(of(from_text), of(*from_binary)) << text;
  return of(from_text);
}

struct Case {
  u32 ImplementationLimits::* limit;
  const char* before;
  const char* each;  ///< as many as the limit are valid, one more is not
  const char* after;
  const char* what;
};

TEST(Limits, TextAndBinaryAlike) {
  const Case cases[] = {
      {&ImplementationLimits::types, "", "(type (func))", "", "types"},
      {&ImplementationLimits::rec_groups, "", "(rec)", "", "recursive groups"},
      {&ImplementationLimits::rec_group_size, "(rec", "(type (func))", ")", "types in one group"},
      {&ImplementationLimits::funcs, "(type (func))", "(func (type 0))", "", "functions"},
      {&ImplementationLimits::imports, "", "(import \"\" \"\" (global i32))", "", "imports"},
      {&ImplementationLimits::tables, "(import \"\" \"\" (table 0 funcref))", "(table 0 funcref)", "", "tables"},
      {&ImplementationLimits::tables, "", "(table 0 funcref)", "", "tables"},
      {&ImplementationLimits::mems, "(import \"\" \"\" (memory 0))", "(memory 0)", "", "memories"},
      {&ImplementationLimits::mems, "", "(memory 0)", "", "memories"},
      {&ImplementationLimits::globals, "", "(global i32 (i32.const 0))", "", "globals"},
      {&ImplementationLimits::tags, "(type (func))", "(tag (type 0))", "", "tags"},
      {&ImplementationLimits::elems, "", "(elem func)", "", "element segments"},
      {&ImplementationLimits::elem_size, "(func $f) (elem func", " $f", ")", "references in an element segment"},
      {&ImplementationLimits::datas, "", "(data)", "", "data segments"},
      {&ImplementationLimits::params, "(type (func", "(param i32)", "))", "parameters"},
      {&ImplementationLimits::results, "(type (func", "(result i32)", "))", "results"},
      {&ImplementationLimits::fields, "(type (struct", "(field i32)", "))", "fields"},
      {&ImplementationLimits::locals, "(func", "(local i32)", ")", "locals"},
  };
  for (const Case& c : cases) {
    const u32 most = std::string_view(c.before).starts_with("(import") ? 4 : 3;
    ImplementationLimits limits;
    limits.*c.limit = most;
    EXPECT_EQ(verdict(c.before + times(3, c.each) + c.after, limits), "valid") << c.what;
    const std::string refused = verdict(c.before + times(4, c.each) + c.after, limits);
    EXPECT_EQ(refused.find("invalid: implementation limit exceeded"), 0U) << c.what << ": " << refused;
    EXPECT_NE(refused.find(c.what), std::string::npos) << refused;
  }
}

TEST(Limits, ExportsAndOperandsOfArrays) {
  ImplementationLimits limits;
  limits.exports = 2;
  const std::string two = "(memory (export \"a\") (export \"b\") 0)";
  EXPECT_EQ(verdict(two, limits), "valid");
  EXPECT_EQ(verdict(two + "(export \"c\" (memory 0))", limits),
            "invalid: implementation limit exceeded: 3 exports, at most 2");
  limits.array_new_fixed = 2;
  const auto array = [](u32 n) {
    return "(type $a (array i32)) (func (drop (array.new_fixed $a " + std::to_string(n) + times(n, " (i32.const 0)") +
           ")))";
  };
  EXPECT_EQ(verdict(array(2), limits), "valid");
  EXPECT_EQ(verdict(array(3), limits).find("invalid: implementation limit exceeded"), 0U);
}

// Text has no bytes: what counts is what the encoder would write.
TEST(Limits, BodiesAreMeasuredInBytes) {
  ImplementationLimits limits;
  const std::string text =
      "(memory 1) (func (local i32 i32 f64) (i64.store offset=300 (i32.const -65) (i64.const 9000)))";
  // Two runs of locals and their number: 5. i32.const: 3. i64.const: 4. i64.store: 4. end: 1.
  limits.body_size = 17;
  EXPECT_EQ(verdict(text, limits), "valid");
  limits.body_size = 16;
  EXPECT_EQ(verdict(text, limits), "invalid: implementation limit exceeded: 17 bytes of code, at most 16");
}

TEST(Limits, TooManyLocalsAreRefusedAtEitherDoor) {
  const std::string most = "(func (local" + times(50'000, " i32") + "))";
  const auto ok = validate_module(parsed(most), Features::standard());
  EXPECT_TRUE(ok) << ok.error().report();
  const auto text = parse_module(text_source("text", "(func (local" + times(50'001, " i32") + "))"), Features::all());
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().phase, Phase::invalid);
  EXPECT_EQ(text.error().message(), "implementation limit exceeded: more than 50000 locals");
  Module module = parsed(most);
  module.funcs[0].locals[0].count = 50'001;
  const auto binary = decode_module(binary_source("binary", encode_module(module)), Features::all());
  ASSERT_FALSE(binary);
  EXPECT_EQ(binary.error().phase, Phase::invalid);
  EXPECT_EQ(binary.error().message(), "implementation limit exceeded: 50001 locals, at most 50000");
}

// One module name for many items: a megabyte could ask for terabytes.
TEST(Limits, CompactImportsDoNotMultiply) {
  const std::string name(100'000, 'm');
  const auto text = [&](u32 items) {
    return "(import \"" + name + "\" " + times(items, "(item \"\" (global i32))") + ")";
  };
  EXPECT_TRUE(parse_module(text_source("text", text(100)), Features::all()));
  const auto many = parse_module(text_source("text", text(101)), Features::all());
  ASSERT_FALSE(many);
  EXPECT_EQ(many.error().message().find("implementation limit exceeded"), 0U);

  const auto binary = [&](u32 items) {
    Writer section;
    section.write_u32(1);
    section.name(name);
    section.name("");
    section.byte(0x7F);
    section.write_u32(items);
    for (u32 i = 0; i < items; ++i) {
      section.name("");
      section.bytes({"\x03\x7F\x00", 3});
    }
    Writer out;
    out.bytes({"\0asm\x01\0\0\0\x02", 9});
    out.byte_list(section.take());
    return binary_source("binary", out.take());
  };
  EXPECT_TRUE(decode_module(binary(100), Features::all()));
  const auto refused = decode_module(binary(101), Features::all());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message().find("implementation limit exceeded"), 0U);
}

}  // namespace
}  // namespace touchstone::wasm
