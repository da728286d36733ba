// Component text: values as literals become the bytes of Binary.md, and are refused when they are not of their type.
#include "abi/tests/components.hpp"

namespace touchstone::component {
namespace {

/// The bytes of the last value definition.
std::string value_bytes(const std::string& text) {
  const Component c = parsed(text);
  for (auto d = c.definitions.rbegin(); d != c.definitions.rend(); ++d) {
    if (const auto* value = std::get_if<ValueDef>(&d->is)) return value->bytes;
  }
  return "no value";
}

using namespace std::string_literals;

TEST(ComponentValues, Primitives) {
  EXPECT_EQ(value_bytes("(value bool true)"), "\1");
  EXPECT_EQ(value_bytes("(value bool false)"), "\0"s);
  EXPECT_EQ(value_bytes("(value s8 -128)"), "\x80");
  EXPECT_EQ(value_bytes("(value u8 255)"), "\xff");
  EXPECT_EQ(value_bytes("(value u8 0x1_0)"), "\x10");
  EXPECT_EQ(value_bytes("(value s16 -32768)"), "\x80\x80\x7e");
  EXPECT_EQ(value_bytes("(value u16 65535)"), "\xff\xff\x03");
  EXPECT_EQ(value_bytes("(value s32 -1)"), "\x7f");
  EXPECT_EQ(value_bytes("(value s32 64)"), "\xc0\0"s);
  EXPECT_EQ(value_bytes("(value u32 4294967295)"), "\xff\xff\xff\xff\x0f");
  EXPECT_EQ(value_bytes("(value s64 -9223372036854775808)"), "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f");
  EXPECT_EQ(value_bytes("(value u64 18446744073709551615)"), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  EXPECT_EQ(value_bytes("(value f32 1.5)"), "\0\0\xc0\x3f"s);
  EXPECT_EQ(value_bytes("(value f32 nan)"), "\0\0\xc0\x7f"s);
  EXPECT_EQ(value_bytes("(value f64 -inf)"), "\0\0\0\0\0\0\xf0\xff"s);
  EXPECT_EQ(value_bytes("(value f64 7)"), "\0\0\0\0\0\0\x1c\x40"s);
  EXPECT_EQ(value_bytes("(value string \"h\\c3\\a9\")"), "\3h\xc3\xa9");
}

TEST(ComponentValues, Characters) {
  const std::pair<std::string, std::string> rows[] = {{"'a'", "a"},
                                                      {"'\\n'", "\n"},
                                                      {"'\\''", "'"},
                                                      {"'''", "'"},
                                                      {"'('", "("},
                                                      {"' '", " "},
                                                      {"';'", ";"},
                                                      {"'\\\"'", "\""},
                                                      {"'\\u{1F600}'", "\xf0\x9f\x98\x80"},
                                                      {"'\xc3\xa9'", "\xc3\xa9"},
                                                      {"'\\41'", "A"},
                                                      {"\"b\"", "b"}};
  for (const auto& [literal, bytes] : rows) EXPECT_EQ(value_bytes("(value char " + literal + ")"), bytes) << literal;
  EXPECT_EQ(refusal("(value char 'ab')"), "malformed: malformed UTF-8 encoding: not one character @1:13");
  EXPECT_EQ(refusal("(value char a)"), "malformed: unexpected token, expected a character @1:13");
}

TEST(ComponentValues, Containers) {
  EXPECT_EQ(value_bytes("(value (record (field \"a\" bool) (field \"b\" u8)) (record true 2))"), "\1\2");
  EXPECT_EQ(value_bytes("(value (variant (case \"a\") (case \"b\" u8)) (variant \"b\" 7))"), "\1\7");
  EXPECT_EQ(value_bytes("(value (variant (case \"a\") (case \"b\" u8)) (variant \"a\"))"), "\0"s);
  EXPECT_EQ(value_bytes("(value (list (tuple u8 char)) (list (tuple 1 'x') (tuple 2 'y')))"), "\2\1x\2y");
  EXPECT_EQ(value_bytes("(value (flags \"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\" \"i\") (flags \"i\" \"a\"))"),
            "\1\1");
  EXPECT_EQ(value_bytes("(value (flags \"a\") (flags))"), "\0"s);
  EXPECT_EQ(value_bytes("(value (enum \"a\" \"b\") (enum \"b\"))"), "\1");
  EXPECT_EQ(value_bytes("(value (option (option u8)) (some none))"), "\1\0"s);
  EXPECT_EQ(value_bytes("(value (option u8) none)"), "\0"s);
  EXPECT_EQ(value_bytes("(value (result u8) (ok 5))"), "\0\5"s);
  EXPECT_EQ(value_bytes("(value (result u8) error)"), "\1");
  EXPECT_EQ(value_bytes("(value (result (error u8)) ok)"), "\0"s);
  EXPECT_EQ(value_bytes("(value (result (error u8)) (error 9))"), "\1\11"s);
  EXPECT_EQ(value_bytes("(value (list u8) (binary \"\\01\" \"\\ff\"))"), "\1\xff");
}

TEST(ComponentValues, TypesAreSeenThroughTheirOtherNames) {
  EXPECT_EQ(value_bytes("(type $t (list u8)) (value $v $t (list 1))"), "\1\1");
  EXPECT_EQ(value_bytes("(type $t (list u8)) (value (type $t) (list 1))"), "\1\1");
  EXPECT_EQ(value_bytes("(type $t (list u8)) (export $e \"e\" (type $t)) (export $f \"f\" (type $e)) (value 2 (list))"),
            "\0"s);
  EXPECT_EQ(value_bytes("(type $t (enum \"a\" \"b\")) (import \"i\" (type $i (eq $t))) (value (list $i) "
                        "(list (enum \"b\")))"),
            "\1\1");
  const Component c = parsed("(type $p u8) (type $t (list $p)) (component (type string) (value (type $t) (list 8)))");
  const auto& inner = *std::get<std::shared_ptr<const Component>>(c.definitions.back().is);
  EXPECT_EQ(std::get<ValueDef>(inner.definitions.back().is).bytes, "\1\10"s);
}

TEST(ComponentValues, Refusals) {
  EXPECT_EQ(refusal("(value u8 256)"), "malformed: constant out of range @1:11");
  EXPECT_EQ(refusal("(value u8 -1)"), "malformed: constant out of range @1:11");
  EXPECT_EQ(refusal("(value s8 128)"), "malformed: constant out of range @1:11");
  EXPECT_EQ(refusal("(value f32 nan:0x1)"), "malformed: unexpected token: there is one NaN, `nan` @1:12");
  EXPECT_EQ(refusal("(value (enum \"a\") (enum \"b\"))"), "malformed: unknown label \"b\" @1:25");
  EXPECT_EQ(refusal("(import \"i\" (instance $i)) (value (type $i \"t\") 1)"),
            "malformed: unexpected token '1', expected (binary ...), since the definition of the type cannot be seen "
            "here @1:49");
  EXPECT_EQ(refusal("(value (list u8 1) (list 1))"),
            "malformed: unexpected token '(', expected a value: this type has no literals @1:20");
  EXPECT_EQ(refusal("(value 4294967295 1)"),
            "malformed: unexpected token '1', expected (binary ...), since the "
            "definition of the type cannot be seen here @1:19");
  std::string types = "(type $t0 u8)";
  std::string value = "1";
  for (u32 i = 0; i < 200; ++i) {
    types += "(type $t" + std::to_string(i + 1) + " (option $t" + std::to_string(i) + "))";
    value = "(some " + value + ")";
  }
  EXPECT_EQ(refusal(types + "(value (type $t200) " + value + ")").substr(0, 27), "malformed: nesting too deep");
}

TEST(ComponentValues, PrintedAsLiteralsOnlyWhereTheBytesAreTheirs) {
  for (const std::string value :
       {"(value bool true)", "(value s8 -3)", "(value u16 7)", "(value s64 -9223372036854775808)", "(value f32 nan)",
        "(value f64 0.1)", "(value char '\\'')", "(value char ' ')", "(value char '\xc3\xa9')", "(value char '\\00')",
        "(value string \"a\\00b\")"}) {
    expect_round_trip(value);
    EXPECT_EQ(print_component(parsed(value)).find("binary"), std::string::npos) << value;
  }
  for (const std::string value :
       {"(value bool (binary \"\\02\"))", "(value u16 (binary \"\\ff\\ff\\7f\"))", "(value u32 (binary \"\\80\\00\"))",
        "(value f32 (binary \"\\00\\00\\a0\\7f\"))", "(value char (binary \"ab\"))", "(value char (binary \"\"))",
        "(value string (binary \"\\05a\"))", "(value (list u8) (list 1 2))", "(value u8 (binary \"\\01\\02\"))"}) {
    expect_round_trip(value);
    EXPECT_NE(print_component(parsed(value)).find("binary"), std::string::npos) << value;
  }
}

}  // namespace
}  // namespace touchstone::component
