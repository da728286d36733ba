// Appendix 7.7: what annotations say goes to the sections of a binary and comes back: names that no identifier can say,
// branch hints, producers. And exports, which stand inside of what they export while that keeps their order.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/syntax/producers.hpp"
#include "interp/text/parse.hpp"
#include "interp/text/print.hpp"

namespace touchstone::wasm {
namespace {

using testing::HasSubstr;
using testing::Not;

Module parsed(const std::string& text) {
  auto result = parse_module(text_source("test.wat", text), Features::all());
  EXPECT_TRUE(result) << text << "\n" << (result ? "" : result.error().report());
  return result ? std::move(result).value() : Module();
}

std::string refused(const std::string& text) {
  const auto result = parse_module(text_source("test.wat", text), Features::all());
  EXPECT_FALSE(result) << text;
  return result ? "" : result.error().message();
}

Module decoded(const std::string& bytes) {
  auto result = decode_module(binary_source("test.wasm", bytes), Features::all());
  EXPECT_TRUE(result) << (result ? "" : result.error().report());
  return result ? std::move(result).value() : Module();
}

/// The text printed, after everything in it was read back from text and binary.
std::string round(const Module& module) {
  const std::string bytes = encode_module(module);
  const Module from_binary = decoded(bytes);
  EXPECT_EQ(encode_module(from_binary), bytes);
  EXPECT_EQ(from_binary.names, module.names);
  EXPECT_EQ(from_binary.branch_hints, module.branch_hints);
  for (const bool folded : {true, false}) {
    PrintOptions options;
    options.folded = folded;
    const std::string text = print_module(from_binary, options);
    EXPECT_EQ(encode_module(parsed(text)), bytes) << text;
    if (!folded) return text;
  }
  return {};
}

TEST(Names, AnnotationsNameEverything) {
  const Module m = parsed(R"((module $m (@name "M")
    (type $t (@name "T") (struct (field $f (@name "F") i32) (field (@name "F") i32)))
    (import "m" "f" (func $i (@name "I") (param $a (@name "A") i32) (param (@name "A") i32)))
    (table $tab (@name "Tab") 1 funcref)
    (memory (@name "Mem") 1)
    (global (@name "G") i32 (i32.const 0))
    (tag (@name "E"))
    (elem (@name "El") func)
    (data $d (@name "D") "")
    (func $g (@name "")
      (param $p (@name "P") i32)
      (local $x (@name "X") i32) (local (@name "X") i64) (local i32 i32)
      (block $l (@name "L") (loop (@name "L") (br $l)))
      (if $c (@name "") (local.get $p) (then (br $c))))))");
  const Names& names = m.names;
  EXPECT_EQ(names.module, "M");
  EXPECT_EQ(names.types, (NameMap{{0, "T"}}));
  EXPECT_EQ(names.fields, (IndirectNameMap{{0, {{0, "F"}, {1, "F"}}}}));
  EXPECT_EQ(names.funcs, (NameMap{{0, "I"}, {1, ""}}));
  EXPECT_EQ(names.locals, (IndirectNameMap{{0, {{0, "A"}, {1, "A"}}}, {1, {{0, "P"}, {1, "X"}, {2, "X"}}}}));
  EXPECT_EQ(names.labels, (IndirectNameMap{{1, {{0, "L"}, {1, "L"}, {2, ""}}}}));
  EXPECT_EQ(names.tables, (NameMap{{0, "Tab"}}));
  EXPECT_EQ(names.mems, (NameMap{{0, "Mem"}}));
  EXPECT_EQ(names.globals, (NameMap{{0, "G"}}));
  EXPECT_EQ(names.tags, (NameMap{{0, "E"}}));
  EXPECT_EQ(names.elems, (NameMap{{0, "El"}}));
  EXPECT_EQ(names.datas, (NameMap{{0, "D"}}));
  const std::string text = round(m);
  EXPECT_THAT(text, HasSubstr(R"((field $F i32) (field (@name "F") i32))"));
  EXPECT_THAT(text, HasSubstr(R"((func (@name "") (;1;))"));
  EXPECT_THAT(text, HasSubstr(R"((local $X i32) (local (@name "X") i64) (local i32 i32))"));
  EXPECT_THAT(text, HasSubstr(R"(if (@name ""))"));
}

TEST(Names, AnnotationsHaveTheirPlaces) {
  EXPECT_EQ(refused(R"((func (param (@name "a") (@name "b") i32)))"), "@name annotation: multiple names");
  EXPECT_EQ(refused(R"((func (@name "\ff")))"), "@name annotation: malformed UTF-8 encoding");
  EXPECT_EQ(refused(R"((func (@name 1)))"), "@name annotation: a string is missing");
  for (const char* misplaced :
       {R"((func (result (@name "a") i32) unreachable))", R"((func (param i32 (@name "a") i64)))",
        R"((func (block (result (@name "a") i32) unreachable) drop))", R"((func (nop (@name "a"))))"}) {
    EXPECT_EQ(refused(misplaced), "misplaced @name annotation") << misplaced;
  }
  // Without the feature annotations are white space.
  const auto without = parse_module(text_source("test.wat", R"((func (@name 1) (param (@name "a") i32)))"), {});
  ASSERT_TRUE(without);
  EXPECT_TRUE(without->names.empty());
}

constexpr const char* hinted = R"((module
  (import "m" "f" (func))
  (func)
  (func (param i32) (local f64 f64 i32)
    (@metadata.code.branch_hint "\01") (if (local.get 0) (then (i64.const 100000) drop))
    (block (i32.load offset=1000 (local.get 3)) (@metadata.code.branch_hint "\00") br_if 0))
  (func (param i32) (block (@metadata.code.branch_hint "\01") (br_if 0 (local.get 0))))
  (memory 1)))";

TEST(Names, AnImportWithoutItemsNamesNothing) {
  const Module m = parsed("(import \"m\" (func (param $a i32))) (func $f (param $b i64))");
  ASSERT_EQ(m.names.locals.size(), 1U);
  EXPECT_EQ(m.names.locals.at(0).size(), 1U);
  EXPECT_EQ(m.names.locals.at(0), parsed("(func $f (param $b i64))").names.locals.at(0));
}

TEST(BranchHints, GoThroughTheBinary) {
  const Module m = parsed(hinted);
  ASSERT_EQ(m.branch_hints, (std::map<u32, BranchHints>{{2, {{1, true}, {8, false}}}, {3, {{2, true}}}}));
  const std::string text = round(m);
  EXPECT_THAT(text, HasSubstr(R"((@metadata.code.branch_hint "\00") br_if 0)"));
  // [Bcustom] Two functions: at 7 (two runs of locals, local.get) and 23 bytes, and at 5.
  const std::string section("metadata.code.branch_hint\x02\x02\x02\x07\x01\x01\x17\x01\x00\x03\x01\x05\x01\x01", 39);
  EXPECT_NE(encode_module(m).find(section), std::string::npos);
}

TEST(BranchHints, ASectionThatDoesNotFitStaysAsItIs) {
  const std::string good = encode_module(parsed(hinted));
  const std::size_t at = good.find("branch_hint") + 11;
  const auto kept = [&](std::size_t offset, char byte) {
    std::string bytes = good;
    bytes[at + offset] = byte;
    const Module m = decoded(bytes);
    EXPECT_TRUE(m.branch_hints.empty()) << offset;
    ASSERT_EQ(m.customs.size(), 1U) << offset;
    EXPECT_EQ(m.customs[0].name, "metadata.code.branch_hint");
    EXPECT_EQ(encode_module(m), bytes) << offset;
  };
  EXPECT_EQ(decoded(good).customs.size(), 0U);
  kept(1, 0);  // a function that is imported
  kept(1, 9);  // one that is not there
  kept(3, 8);  // no instruction begins there
  kept(3, 0);  // local
  kept(3, 5);  // an instruction that has no branch
  kept(4, 2);  // a hint of two bytes
  kept(5, 2);  // neither 0 nor 1
  kept(6, 7);  // the offset before again
  kept(9, 2);  // the function before again
}

TEST(Producers, AreAnAnnotation) {
  const Module m = parsed(R"((module
    (func)
    (@producers (language "C" "11") (processed-by "clang" "17") (processed-by "lld" "17\"") (sdk "x" ""))
    (memory 1)))");
  ASSERT_EQ(m.customs.size(), 1U);
  const auto said = decode_producers(m.customs[0].content);
  ASSERT_TRUE(said);
  ASSERT_EQ(said->fields.size(), 3U);
  EXPECT_EQ(said->fields[1].values[1].second, "17\"");
  EXPECT_THAT(round(m), HasSubstr("  (@producers\n    (language \"C\" \"11\")\n    (processed-by \"clang\" \"17\")\n"));
  EXPECT_EQ(refused("(@producers (tool \"a\" \"b\"))"), "@producers annotation: unknown field");
  EXPECT_EQ(refused("(@producers (sdk \"a\" \"b\") (sdk \"a\" \"c\"))"),
            "@producers annotation: a name twice in a field");
  EXPECT_EQ(refused("(@producers) (@producers)"), "@producers annotation: there is one already");
  EXPECT_EQ(refused("(@producers 1)"), "@producers annotation: unexpected token");
  EXPECT_EQ(refused("(func (@producers))"), "misplaced @producers annotation");
}

TEST(Producers, WhatIsUnusualIsACustomSection) {
  Module m = parsed("(module (func) (memory 1))");
  const auto text_with = [&](std::string content, u8 after) {
    m.customs = {{"a", "1", after, {}}, {"producers", std::move(content), after, {}}, {"z", "2", after, {}}};
    return round(m);
  };
  const std::string usual = {"\x01\x03sdk\x01\x01x\x01y", 10};
  EXPECT_THAT(text_with(usual, 10), HasSubstr("(sdk \"x\" \"y\")"));  // between others at the end
  EXPECT_THAT(text_with(usual, 5), Not(HasSubstr("(@producers")));    // not at the end
  for (const std::string& content :
       {std::string(), std::string("\x01\x03", 2), usual + "!", std::string("\x81\x00\x03sdk\x01\x01x\x01y", 11),
        std::string("\x01\x03new\x01\x01x\x01y", 10), std::string("\x01\x03sdk\x01\x01\xff\x01y", 10)}) {
    EXPECT_THAT(text_with(content, 10), HasSubstr("(@custom \"producers\" (after code)"));
  }
}

TEST(Exports, StandInsideWhileTheirOrderIsKept) {
  const std::string in_order = round(parsed(R"((module
    (import "m" "f" (func $i))
    (memory $m (export "m") (export "m2") 1)
    (global $g (export "g") i32 (i32.const 0))
    (func $a (export "a"))
    (func $b (export "b")))
  )"));
  EXPECT_THAT(in_order, HasSubstr("(memory $m (;0;) (export \"m\") (export \"m2\") 1)"));
  EXPECT_THAT(in_order, HasSubstr("(func $a (;1;) (export \"a\") (type 0))"));
  EXPECT_THAT(in_order, Not(HasSubstr("(export \"a\" (func")));

  const std::string mixed = round(parsed(R"((module
    (import "m" "f" (func $i))
    (memory $m 1) (global $g i32 (i32.const 0)) (table $t 1 funcref)
    (func $a) (func $b) (func $c)
    (export "m" (memory $m)) (export "t" (table $t)) (export "i" (func $i))
    (export "c" (func $c)) (export "a" (func $a)) (export "b" (func $b)) (export "g" (global $g))))"));
  EXPECT_THAT(mixed, HasSubstr("(memory $m (;0;) (export \"m\") 1)"));
  EXPECT_THAT(mixed, HasSubstr("(export \"t\" (table $t))\n  (export \"i\" (func $i))\n  (export \"c\" (func $c))"));
  EXPECT_THAT(mixed, HasSubstr("(func $a (;1;) (export \"a\")"));
  EXPECT_THAT(mixed, HasSubstr("(func $b (;2;) (export \"b\")"));
  EXPECT_THAT(mixed, HasSubstr("(func $c (;3;) (type 0))\n  (export \"g\" (global $g))"));

  Module unknown = parsed("(module (func))");  // of what is not there: not valid, but printed
  unknown.exports = {{"f", ExternKind::func, 0, {}}, {"g", ExternKind::func, 7, {}}, {"m", ExternKind::mem, 0, {}}};
  EXPECT_THAT(round(unknown), HasSubstr("(export \"g\" (func 7))"));
}

}  // namespace
}  // namespace touchstone::wasm
