// Chapter 5, decoding: what the official scripts do not reach. Where errors are, in what words; features; limits;
// custom sections and names; and that a claim costs no more than the bytes that make it.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/tests/binary_modules.hpp"

namespace touchstone::wasm {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string type_section = section(1, bytes({1, 0x60, 0, 0}));
const std::string func_section = section(3, bytes({1, 0}));

std::string code_section(std::string_view body) {
  Writer out;
  out.byte(1);
  out.byte_list(std::string(1, '\0') + std::string(body));
  return section(10, out.take());
}

std::string module_with_body(std::string_view body) {
  return module_of({type_section, func_section, code_section(body)});
}

Error refused(std::string binary, Features features = Features::all()) {
  const auto m = decode(std::move(binary), features);
  if (m) throw Crash("decoded, though it should not be");
  return m.error();
}

TEST(Decode, RegionsAreByteOffsets) {
  const std::string binary = module_with_body(bytes({0x41, 0x80, 0x01, 0x1A, 0x0B}));
  const auto m = decode(binary);
  ASSERT_TRUE(m);
  ASSERT_EQ(m->funcs.size(), 1U);
  const Expr& body = m->funcs[0].body;
  const u32 end = static_cast<u32>(binary.size());
  EXPECT_EQ(body[0].at, (Region{end - 5, end - 2}));
  EXPECT_EQ(body[1].at, (Region{end - 2, end - 1}));
  EXPECT_EQ(body[2].at, (Region{end - 1, end}));
  EXPECT_EQ(m->at, (Region{0, end}));
}

TEST(Decode, ErrorsSayWhere) {
  const Error error = refused(module_with_body(bytes({0x01, 0xFF, 0x0B})));
  EXPECT_EQ(error.message(), "illegal opcode ff");
  EXPECT_EQ(error.path, "code section > function 0");
  EXPECT_EQ(error.at.end - error.at.begin, 1U);
  EXPECT_THAT(error.report(), HasSubstr("test@0x18: malformed: illegal opcode ff\n  in code section > function 0\n"));
}

TEST(Decode, AnUnreadableEndNamesTheSizeThatWasTooSmall) {
  // The body claims three bytes and goes on.
  const Error error = refused(module_of({type_section, func_section, section(10, bytes({1, 3, 0, 0x41, 1}))}));
  EXPECT_THAT(error.message(), StartsWith("unexpected end of section or function"));
  EXPECT_TRUE(error.notes.empty());
  const Error longer = refused(module_of({section(1, bytes({1, 0x60, 0})), bytes({0, 1, 0x60})}));
  EXPECT_EQ(longer.message(), "section size mismatch: bytes missing: 1");
  EXPECT_EQ(longer.message(Wording::component), "unexpected end-of-file: bytes missing: 1");
}

TEST(Decode, ErrorsNameTheGrammarThatFails) {
  const auto body = [](u8 size) {
    return module_of({type_section, func_section, section(10, bytes({1, size, 0, 0x0B, 0x0B}))});
  };
  EXPECT_EQ(refused(body(1)).rule, "Bcode");  // the body is longer than it says
  EXPECT_EQ(refused(body(3)).rule, "Bcode");
  EXPECT_EQ(refused(body(2)).rule, "Bsection_");  // the section has a byte too many
  EXPECT_EQ(refused(module_of({type_section, section(13, bytes({1, 1, 0}))})).rule, "Btagtype");
  EXPECT_EQ(refused(module_of({section(4, bytes({1, 0x40, 1, 0x70, 0, 0, 0x0B}))})).rule, "Btable");
}

TEST(Decode, TheComponentSuiteHasItsOwnWords) {
  std::string component("\0asm\x0D\0\x01\0", 8);
  EXPECT_THAT(refused(component).message(Wording::component), StartsWith("expected a version header for a module"));
  EXPECT_THAT(refused(component).message(), StartsWith("unknown binary version"));
  const Error order = refused(module_of({section(3, bytes({0})), section(1, bytes({0}))}));
  EXPECT_THAT(order.message(Wording::component), StartsWith("section out of order"));
  EXPECT_THAT(order.message(), StartsWith("unexpected content after last section"));
}

TEST(Decode, AReaderOfAPartKeepsTheOffsetsOfTheWhole) {
  const std::string whole = "junk" + module_with_body(bytes({0x0B})) + "more";
  Reader in(whole, Region{4, static_cast<u32>(whole.size()) - 4});
  const Module m = decode_module(in, Features::all());
  EXPECT_TRUE(in.at_end());
  EXPECT_EQ(m.at.begin, 4U);
  EXPECT_EQ(m.funcs[0].body[0].at.end, whole.size() - 4);
}

TEST(Decode, EveryPrefixOfAModuleIsRefusedOrShorter) {
  const std::string binary = module_of(
      {section(1, bytes({3, 0x60, 2, 0x7F, 0x7E, 1, 0x7D, 0x4E, 2,    0x50, 0,    0x5F,
                         1, 0x78, 1, 0x4F, 1,    1, 0x5F, 0,    0x5E, 0x64, 0x6E, 0})),
       section(2, bytes({1, 1, 'a', 1, 'b', 2, 1, 1, 2})), section(3, bytes({1, 0})),
       section(4, bytes({1, 0x70, 0, 3})), section(6, bytes({1, 0x7F, 0, 0x41, 5, 0x0B})),
       section(7, bytes({1, 1, 'f', 0, 0})), section(9, bytes({1, 0, 0x41, 0, 0x0B, 1, 0})),
       section(10, bytes({1, 6, 1, 2, 0x7F, 0x20, 0, 0x0B})), section(11, bytes({1, 0, 0x41, 0, 0x0B, 2, 'h', 'i'}))});
  ASSERT_TRUE(decode(binary)) << decode(binary).error().report();
  for (std::size_t n = 0; n < binary.size(); ++n) {
    const auto m = decode(binary.substr(0, n));
    EXPECT_TRUE(m || m.error().phase == Phase::malformed);
  }
}

TEST(Decode, FeaturesThatAreOffAreNamed) {
  Features off = Features::all();
  off.set(Feature::tail_call, false);
  EXPECT_EQ(refused(module_with_body(bytes({0x12, 0, 0x0B})), off).message(),
            "illegal opcode 12: `return_call` needs `tail-call`");
  off = Features::all();
  off.set(Feature::simd, false);
  EXPECT_EQ(refused(module_with_body(bytes({0xFD, 0x0E, 0x0B})), off).message(),
            "illegal opcode fd 0e: `i8x16.swizzle` needs `simd`");
  off = Features::all();
  off.set(Feature::multi_memory, false);
  EXPECT_EQ(refused(module_with_body(bytes({0x3F, 1, 0x1A, 0x0B})), off).message(),
            "zero byte expected: `multi-memory` is off");
  EXPECT_EQ(refused(module_of({section(5, bytes({1, 2, 1}))}), Features::wasm3()).message(),
            "malformed limits flags: `threads` is off");
  EXPECT_EQ(refused(module_of({section(5, bytes({1, 16, 1}))}), Features::wasm1()).message(), "malformed limits flags");
  EXPECT_TRUE(decode(module_of({section(5, bytes({1, 3, 1, 2}))}), Features::standard()));
  EXPECT_EQ(refused(module_of({section(13, bytes({0}))}), Features::wasm2()).message(),
            "malformed section id 13: `exceptions` is off");
  EXPECT_EQ(refused(module_of({section(14, bytes({0}))}), Features::wasm2()).message(), "malformed section id 14");
}

std::string nested(u32 depth) {
  std::string body;
  for (u32 i = 0; i < depth; ++i) body += "\x02\x40";
  return module_with_body(body + std::string(depth + 1, '\x0B'));
}

TEST(Decode, NestingHasABound) {
  const auto deepest = decode(nested(20'000));
  ASSERT_TRUE(deepest);
  EXPECT_EQ(deepest->funcs[0].body.size(), 40'001U);
  EXPECT_THAT(refused(nested(20'001)).message(), StartsWith("nesting too deep"));
  EXPECT_THAT(refused(nested(100'000)).message(), StartsWith("nesting too deep"));
}

TEST(Decode, ElseBelongsToIf) {
  EXPECT_TRUE(decode(module_with_body(bytes({0x41, 0, 0x04, 0x40, 0x05, 0x0B, 0x0B}))));
  EXPECT_THAT(refused(module_with_body(bytes({0x05, 0x0B}))).message(), StartsWith("END opcode expected"));
  EXPECT_THAT(refused(module_with_body(bytes({0x02, 0x40, 0x05, 0x0B, 0x0B}))).message(),
              StartsWith("END opcode expected"));
  EXPECT_THAT(refused(module_with_body(bytes({0x41, 0, 0x04, 0x40, 0x05, 0x05, 0x0B, 0x0B}))).message(),
              StartsWith("END opcode expected"));
}

/// Each claims what would take gigabytes, in twenty bytes or so.
TEST(Decode, ClaimsCostNothing) {
  const std::string huge = bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x0F});
  const std::vector<std::string> claims = {
      module_of({bytes({1}) + huge}),                                           // a section of 4 GiB
      module_of({section(1, huge)}),                                            // as many types
      module_of({section(1, bytes({1, 0x60}) + huge)}),                         // parameters
      module_of({section(2, bytes({1}) + huge)}),                               // a name of an import
      module_of({section(9, bytes({1, 1, 0}) + huge)}),                         // functions in an element segment
      module_of({section(11, bytes({1, 1}) + huge)}),                           // bytes in a data segment
      module_of({type_section, func_section, section(10, huge)}),               // bodies
      module_of({type_section, func_section, section(10, bytes({1}) + huge)}),  // a body
      module_of({type_section, func_section, section(10, bytes({1, 8, 1}) + huge + bytes({0x7F, 0x0B}))}),  // locals
      module_with_body(bytes({0x0E}) + huge),                                                               // labels
  };
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string& claim : claims) {
    EXPECT_LT(claim.size(), 40U);
    refused(claim);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(100));
}

TEST(Decode, LocalsAreCountedNotMade) {
  const auto with_locals = [](std::string_view count) {
    return module_of(
        {type_section, func_section,
         section(10, bytes({1, static_cast<u32>(count.size()) + 3, 1}) + std::string(count) + "\x7F\x0B")});
  };
  const auto most = decode(with_locals(bytes({0xD0, 0x86, 0x03})));  // 50,000
  ASSERT_TRUE(most) << most.error().report();
  EXPECT_EQ(most->funcs[0].locals.size(), 1U);
  EXPECT_EQ(most->funcs[0].locals[0].count, 50'000U);
  EXPECT_EQ(refused(with_locals(bytes({0xD1, 0x86, 0x03}))).phase, Phase::invalid);
}

TEST(Decode, SizesAreToldAsGiven) {
  const Error of_section = refused(module_of({bytes({1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0, 0, 0})}));
  EXPECT_EQ(of_section.message(), "length out of bounds: 4294967295 announced, 4 bytes left");
  EXPECT_EQ(of_section.rule, "Bsection_");
  const Error of_code =
      refused(module_of({type_section, func_section, section(10, bytes({1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0, 0x0B}))}));
  EXPECT_EQ(of_code.message(), "length out of bounds: 4294967295 announced, 2 bytes left");
  EXPECT_EQ(of_code.rule, "Bcode");
}

TEST(Decode, AnIllegalOpcodeIsShownWithAllItsBytes) {
  const auto message = [](std::string_view code) {
    return refused(module_of({type_section, func_section, code_section(code)})).message();
  };
  EXPECT_EQ(message(bytes({0xFC, 0x99, 0x01, 0x0B})), "illegal opcode fc 99 01");
  EXPECT_EQ(message(bytes({0xFD, 0xFF, 0xFF, 0x83, 0x00, 0x0B})), "illegal opcode fd ff ff 83 00");
  EXPECT_EQ(message(bytes({0xFF, 0x0B})), "illegal opcode ff");
}

TEST(Decode, LimitsCanBeSet) {
  ImplementationLimits limits;
  limits.nesting = 2;
  const auto decode_nested = [&](std::string_view body) {
    return decode_module(binary_source("test", module_of({type_section, func_section, code_section(body)})),
                         Features::all(), limits);
  };
  EXPECT_TRUE(decode_nested(bytes({0x02, 0x40, 0x02, 0x40, 0x0B, 0x0B, 0x0B})));
  const auto m = decode_nested(bytes({0x02, 0x40, 0x02, 0x40, 0x02, 0x40, 0x0B, 0x0B, 0x0B, 0x0B}));
  ASSERT_FALSE(m);
  EXPECT_EQ(m.error().message(), "nesting too deep");
  EXPECT_EQ(m.error().path, "code section > function 0");
  EXPECT_EQ(m.error().rule, "#impl-syntax");
}

TEST(Decode, DataIndicesNeedADataCount) {
  const std::string dropped = bytes({0xFC, 0x09, 0, 0x0B});
  const std::string data = section(11, bytes({1, 1, 0}));
  const Error error = refused(module_of({type_section, func_section, code_section(dropped), data}));
  EXPECT_EQ(error.message(), "data count section required");
  EXPECT_TRUE(decode(module_of({type_section, func_section, section(12, bytes({1})), code_section(dropped), data})));
}

std::string custom_section(std::string_view name, std::string_view content) {
  Writer out;
  out.name(name);
  out.bytes(content);
  return section(0, out.take());
}

TEST(CustomSections, StayWhereTheyWere) {
  const std::string binary =
      module_of({custom_section("first", "1"), type_section, custom_section("a", ""), custom_section("b", "22"),
                 func_section, code_section("\x0B"), custom_section("last", "3")});
  const auto m = decode(binary);
  ASSERT_TRUE(m);
  ASSERT_EQ(m->customs.size(), 4U);
  EXPECT_EQ(m->customs[0].after, 0);
  EXPECT_EQ(m->customs[1].after, 1);
  EXPECT_EQ(m->customs[2].content, "22");
  EXPECT_EQ(m->customs[3].after, 10);
  EXPECT_EQ(encode_module(*m), binary);
}

TEST(CustomSections, AnEmptySectionIsNoPlace) {
  const auto m = decode(module_of({type_section, section(2, bytes({0x80, 0})), custom_section("a", "")}));
  ASSERT_TRUE(m);
  EXPECT_EQ(m->customs[0].after, 1);
  EXPECT_EQ(encode_module(*m), module_of({type_section, custom_section("a", "")}));
}

TEST(NameSection, EverySubsection) {
  Names names;
  names.module = "m";
  names.funcs = {{0, "f"}, {7, "g"}};
  names.types = {{1, "t"}};
  names.tables = {{2, ""}};
  names.mems = {{3, "mem"}};
  names.globals = {{4, "\xCE\xBB"}};
  names.elems = {{5, "e"}};
  names.datas = {{6, "d"}};
  names.tags = {{0xFFFFFFFF, "tag"}};
  names.locals = {{0, {{0, "x"}, {1, "y"}}}, {3, {}}};
  names.labels = {{0, {{0, "l"}}}};
  names.fields = {{1, {{0, "field"}}}};
  Module m;
  m.names = names;
  const auto back = decode(encode_module(m));
  ASSERT_TRUE(back);
  EXPECT_TRUE(back->names == names);
  EXPECT_TRUE(back->customs.empty());
}

TEST(NameSection, AMalformedOneIsKeptAndNotAnError) {
  const std::string invalid_utf8 = bytes({0, 2, 1, 0xFF});
  const std::string out_of_order = bytes({1, 7, 2, 1, 1, 'a', 0, 1, 'b'});
  const std::string twice = bytes({0, 2, 1, 'a', 0, 2, 1, 'a'});
  const std::string too_short = bytes({0, 9, 1, 'a'});
  const std::string unknown = bytes({99, 0});
  for (const std::string& content : {invalid_utf8, out_of_order, twice, too_short, unknown}) {
    const std::string binary = module_of({type_section, custom_section("name", content)});
    const auto m = decode(binary);
    ASSERT_TRUE(m) << m.error().report();
    EXPECT_TRUE(m->names.empty());
    ASSERT_EQ(m->customs.size(), 1U);
    EXPECT_EQ(m->customs[0].content, content);
    EXPECT_EQ(encode_module(*m), binary);
    Reader in(content);
    EXPECT_THROW(decode_names(in), Malformed);
  }
}

TEST(NameSection, ASecondOneIsAnOrdinarySection) {
  const std::string name = bytes({0, 2, 1, 'a'});
  const auto m = decode(module_of({custom_section("name", name), custom_section("name", name)}));
  ASSERT_TRUE(m);
  EXPECT_EQ(m->names.module, "a");
  EXPECT_EQ(m->customs.size(), 1U);
}

}  // namespace
}  // namespace touchstone::wasm
