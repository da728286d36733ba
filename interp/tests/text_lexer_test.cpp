// 6.2 Lexical format: how characters become tokens, at the borders between them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/text/lexer.hpp"

namespace touchstone::wasm {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;
using enum TokenKind;

std::vector<TokenKind> kinds(const std::string& text) {
  std::vector<TokenKind> out;
  const auto all = lex(text_source("test", text));
  for (const Token& token : all->tokens) out.push_back(token.kind);
  out.pop_back();  // eof
  return out;
}

std::string refusal(const std::string& text) {
  try {
    lex(text_source("test", text));
  } catch (const Malformed& error) {
    return error.message();
  }
  return "accepted";
}

Cursor cursor(const std::string& text) { return Cursor(lex(text_source("test", text))); }

TEST(Lexer, TellsNumbersFromWords) {
  EXPECT_THAT(kinds("0 1_000 0xaB_c"), ElementsAre(nat, nat, nat));
  EXPECT_THAT(kinds("-1 +0x1"), ElementsAre(int_, int_));
  EXPECT_THAT(kinds("1. 1.5 1e3 -1E-3 0x1p4 0x.8"), ElementsAre(float_, float_, float_, float_, float_, reserved));
  EXPECT_THAT(kinds("inf -inf nan +nan nan:0x1 nan:canonical"),
              ElementsAre(float_, float_, float_, float_, float_, keyword));
  EXPECT_THAT(kinds("1__0 _1 1_ 0x 0x_1 1e 1.e+ 0X1 .5"),
              ElementsAre(reserved, reserved, reserved, reserved, reserved, reserved, reserved, reserved, reserved));
}

TEST(Lexer, TakesTheLongestWord) {
  EXPECT_THAT(kinds("i32.const0 0drop 0$x"), ElementsAre(keyword, reserved, reserved));
  EXPECT_THAT(kinds("(func)(nop)"), ElementsAre(lpar, keyword, rpar, lpar, keyword, rpar));
  EXPECT_THAT(kinds("\"a\"\"b\" \"a\"x x\"a\""), ElementsAre(reserved, reserved, reserved));
  EXPECT_THAT(kinds("a,b;c"), ElementsAre(keyword, reserved, keyword, reserved, keyword));
}

TEST(Lexer, Identifiers) {
  EXPECT_THAT(kinds("$x $\"x y\" $!?@#a$%^&*b-+_.:9'`|/\\<=>~"), ElementsAre(id, id, id));
  EXPECT_EQ(refusal("$"), "empty identifier");
  EXPECT_EQ(refusal("$\"\""), "empty identifier");
  EXPECT_EQ(refusal("$ \"a\""), "empty identifier");
  EXPECT_EQ(refusal("$\"a\nb\""), "empty identifier");
  Cursor in = cursor("$\"\\41B\" $\"\\ef\"");
  EXPECT_EQ(in.accept_id()->name, "AB");
  EXPECT_THROW(in.accept_id(), Malformed);
}

TEST(Lexer, StringsAreBytesAndNamesAreUtf8) {
  Cursor in = cursor(R"("\00\ff\n\t\r\"\'\\\u{1F600}\u{4_1}" "a" "\ff")");
  EXPECT_EQ(in.expect_string(), std::string("\0\xff\n\t\r\"'\\\xF0\x9F\x98\x80"
                                            "A",
                                            13));
  EXPECT_EQ(in.expect_name(), "a");
  EXPECT_THROW(in.expect_name(), Malformed);
}

TEST(Lexer, RefusesBrokenStrings) {
  EXPECT_THAT(refusal("\"abc"), StartsWith("unclosed string"));
  EXPECT_THAT(refusal("\"abc\n\""), StartsWith("unclosed string"));
  EXPECT_THAT(refusal("\"a\tb\""), StartsWith("illegal control character in string"));
  EXPECT_THAT(refusal("\"\\q\""), StartsWith("illegal escape"));
  EXPECT_THAT(refusal("\"\\u{110000}\""), StartsWith("illegal escape"));
  EXPECT_THAT(refusal("\"\\u{d800}\""), StartsWith("illegal escape"));
  EXPECT_THAT(refusal("\"\\u{}\""), StartsWith("illegal escape"));
  EXPECT_THAT(refusal("\"\xff\""), StartsWith("malformed UTF-8"));
  EXPECT_THAT(refusal("\"\\"), StartsWith("illegal escape"));
}

TEST(Lexer, CommentsNestAndHoldAnyCharacter) {
  EXPECT_THAT(kinds(";; a\nb ;; c\rd"), ElementsAre(keyword, keyword));
  EXPECT_THAT(kinds("(; (; ;) ;; \" ;)x"), ElementsAre(keyword));
  EXPECT_THAT(kinds(std::string("(;\0\x01\x7f;)x;;\0", 11)), ElementsAre(keyword));
  EXPECT_EQ(refusal("(; (; ;)"), "unclosed comment");
  EXPECT_THAT(refusal(";; \xc0"), StartsWith("malformed UTF-8"));
}

TEST(Lexer, CharactersThatBelongNowhere) {
  EXPECT_THAT(refusal(std::string("a\0", 2)), StartsWith("misplaced control character"));
  EXPECT_THAT(refusal("\xC3\xA4"), StartsWith("misplaced unicode character"));
  EXPECT_THAT(refusal("\x80"), StartsWith("malformed UTF-8"));
}

TEST(Lexer, AnnotationsAreWhiteSpace) {
  EXPECT_THAT(kinds("((@a) module (@b (c (@d x)) \")\" ;) $m)"), ElementsAre(lpar, keyword, id, rpar));
  EXPECT_THAT(kinds("(@\"a b\" , ; ] [ }} (@) (@ x))"), IsEmpty());
  EXPECT_EQ(refusal("(@)"), "empty annotation id");
  EXPECT_EQ(refusal("(@\"\")"), "empty annotation id");
  EXPECT_EQ(refusal("(@x (y (z))"), "unclosed annotation");
  EXPECT_EQ(refusal("(@x ;; )"), "unclosed annotation");
  EXPECT_EQ(refusal(std::string("(@x \0)", 6)), "illegal character");
  EXPECT_EQ(refusal("(@x \xC3\xA4)"), "illegal character");
}

TEST(Lexer, KeepsAnnotationsThatAreAskedFor) {
  Cursor in(lex(text_source("test", "a (@x (y) 1) (@z) b (@x)"), {"x"}));
  ASSERT_EQ(in.tokens().annotations.size(), 2U);
  EXPECT_THAT(in.annotations(), IsEmpty());
  in.next();
  ASSERT_EQ(in.annotations().size(), 1U);
  EXPECT_EQ(in.annotations()[0]->body.size(), 5U);
  EXPECT_EQ(in.text(in.annotations()[0]->at), "(@x (y) 1)");
  in.next();
  EXPECT_TRUE(in.at_eof());
  EXPECT_EQ(in.annotations().size(), 1U);
}

TEST(Cursor, SaysWhatItFoundAndExpected) {
  const auto message = [](const std::string& text) {
    Cursor in = cursor(text);
    try {
      in.expect_rpar();
    } catch (const Malformed& error) {
      return error.message();
    }
    return std::string("accepted");
  };
  EXPECT_EQ(message("func"), "unexpected token 'func', expected ')'");
  EXPECT_EQ(message(""), "unexpected token the end, expected ')'");
  EXPECT_EQ(message("get_local"), "unknown operator get_local, expected ')'");
  EXPECT_EQ(message("0$x"), "unknown operator 0$x, expected ')'");
}

TEST(Cursor, SkipsWhatParenthesesHold) {
  Cursor in = cursor("(a (b) (c (d))) e");
  in.skip_form();
  EXPECT_TRUE(in.at_keyword("e"));
  in.skip_form();
  EXPECT_TRUE(in.at_eof());
  in.skip_form();
  EXPECT_TRUE(in.at_eof());
}

TEST(Lexer, DepthCostsNoStack) {
  const std::string open(1'000'000, '(');
  EXPECT_EQ(kinds(open).size(), 1'000'000U);
  std::string comments;
  for (int i = 0; i < 1'000'000; ++i) comments += "(;";
  EXPECT_EQ(refusal(comments), "unclosed comment");
  EXPECT_EQ(refusal("(@a" + open), "unclosed annotation");
}

}  // namespace
}  // namespace touchstone::wasm
