// WAVE: what people write becomes the value they mean, what is wrong is said with its place, and what is printed reads as
// the same value again, for random types and values.
#include "abi/host/wave.hpp"

#include <bit>
#include <random>

#include "abi/canonical/values.hpp"
#include "abi/tests/canonical_heap.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component {
namespace {

using closed::Part;
using closed::TypeKind;
using closed::ValType;
using namespace types;

void expect_value(const ValType& t, std::string_view text, const Val& expected) {
  SCOPED_TRACE(text);
  const auto got = parse_value(text, t);
  if (!got) {
    ADD_FAILURE() << got.error().report();
    return;
  }
  EXPECT_TRUE(*got == expected) << print_value(*got);
}

/// `line:column: message`, with the path if there is one.
std::string words(const Error& error) {
  const Position at = error.source->position(error.at.begin);
  std::string all = std::to_string(at.line) + ":" + std::to_string(at.column) + ": " + error.message();
  if (!error.path.empty()) all += " in " + error.path;
  return all;
}
std::string refusal(const ValType& t, std::string_view text) {
  const auto got = parse_value(text, t);
  return got ? "accepted: " + print_value(*got) : words(got.error());
}

TEST(Wave, Numbers) {
  expect_value(bool_(), " true ", true);
  expect_value(bool_(), "false // no", false);
  expect_value(u8_(), "255", u8{255});
  expect_value(s8_(), "-128", s8{-128});
  expect_value(s16_(), "-0", s16{0});
  expect_value(u64_(), "18446744073709551615", ~u64{0});
  expect_value(s64_(), "-9223372036854775808", INT64_MIN);
  expect_value(f32_(), "3", 3.0F);
  expect_value(f32_(), "-0.0", -0.0F);
  expect_value(f64_(), "6.022e+23", 6.022e23);
  expect_value(f64_(), "1E-7", 1e-7);
  expect_value(f64_(), "-inf", -std::numeric_limits<double>::infinity());
  expect_value(f32_(), "inf", std::numeric_limits<float>::infinity());
  expect_value(f32_(), "nan", std::numeric_limits<float>::quiet_NaN());
  EXPECT_EQ(refusal(u8_(), "256"), "1:1: constant out of range: expected u8 (0 to 255), found 256");
  EXPECT_EQ(refusal(u8_(), "-1"), "1:1: constant out of range: expected u8 (0 to 255), found -1");
  EXPECT_EQ(refusal(s8_(), "128"), "1:1: constant out of range: expected s8 (-128 to 127), found 128");
  EXPECT_EQ(refusal(u32_(), "1.0"), "1:1: unexpected token: expected u32, found `1.0`");
  EXPECT_EQ(refusal(u32_(), "1e3"), "1:1: unexpected token: expected u32, found `1e3`");
  EXPECT_EQ(refusal(u32_(), "-inf"), "1:1: unexpected token: expected u32, found `-inf`");
  EXPECT_EQ(refusal(u32_(), ""), "1:1: unexpected token: expected u32, found the end");
  EXPECT_EQ(refusal(u32_(), "1 2"), "1:3: unexpected token: expected the end, found `2`");
  EXPECT_EQ(refusal(f64_(), "1e999"), "1:1: constant out of range: 1e999 is too large for f64");
  for (const auto* wrong : {"0x10", "01", "1_000", ".5", "1.", "1.e2", "1e", "+1", "--1", "-", "1a", "-nan", "Inf"}) {
    EXPECT_NE(refusal(f64_(), wrong).find("1:1: "), std::string::npos) << wrong;
  }
}

TEST(Wave, Characters) {
  expect_value(char_(), "'x'", U'x');
  expect_value(char_(), "'\"'", U'"');
  expect_value(char_(), "'\xe2\x98\x83'", U'\u2603');
  expect_value(char_(), R"('\'')", U'\'');
  expect_value(char_(), R"('\"')", U'"');
  expect_value(char_(), R"('\\')", U'\\');
  expect_value(char_(), R"('\n')", U'\n');
  expect_value(char_(), R"('\u{0}')", U'\0');
  expect_value(char_(), R"('\u{10ffff}')", U'\U0010ffff');
  EXPECT_EQ(refusal(char_(), "''"), "1:1: unexpected token: expected one character between quotes, found `''`");
  EXPECT_EQ(refusal(char_(), "'ab'"), "1:1: unexpected token: expected one character between quotes, found `'ab'`");
  EXPECT_EQ(refusal(char_(), "'a"), "1:1: unclosed string literal: expected `'` on the same line");
  EXPECT_EQ(refusal(char_(), "'\n'"), "1:1: unclosed string literal: expected `'` on the same line");
  EXPECT_EQ(refusal(char_(), "\"a\""), "1:1: unexpected token: expected char, such as `'x'`, found `\"a\"`");
  for (const auto* wrong : {R"('\u{d800}')", R"('\u{110000}')", R"('\u{}')", R"('\u{0000041}')", R"('\u{4g}')",
                            R"('\u41')", R"('\x41')", R"('\u{41')", R"('\)"}) {
    EXPECT_EQ(refusal(char_(), wrong).find("accepted"), std::string::npos) << wrong;
  }
  EXPECT_EQ(refusal(char_(), R"('\q')"),
            R"(1:2: illegal escape: expected one of \' \" \\ \t \n \r \u{...}, found `\q`)");
}

TEST(Wave, Strings) {
  expect_value(string(), R"("")", "");
  expect_value(string(), R"("abc\t123")", "abc\t123");
  expect_value(string(), R"("it's // no comment")", "it's // no comment");
  expect_value(string(), R"("\u{1f600}\"\\")", "\xf0\x9f\x98\x80\"\\");
  EXPECT_EQ(refusal(string(), "\"a"), "1:1: unclosed string literal: expected `\"` on the same line");
  EXPECT_EQ(refusal(string(), "\"a\nb\""), "1:1: unclosed string literal: expected `\"` on the same line");
  EXPECT_EQ(refusal(string(), "\"\\"), "1:1: unclosed string literal: expected `\"` on the same line");
  EXPECT_EQ(refusal(string(), "a"), "1:1: unexpected token: expected string, such as `\"text\"`, found `a`");
  EXPECT_EQ(refusal(string(), "\"\xff\""), "1:1: malformed UTF-8 encoding");
}

TEST(Wave, StringsOfSeveralLines) {
  expect_value(string(), "\"\"\"\n\"\"\"", "");
  expect_value(string(), "\"\"\"\nA single line\n\"\"\"", "A single line");
  expect_value(string(), "\"\"\"\r\nA\r\nB\r\n\"\"\"", "A\nB");
  expect_value(string(), "\"\"\"\n    deep\n      deeper\n  \"\"\"", "  deep\n    deeper");
  expect_value(string(), "\"\"\"\n  \n  a\n  \n  \"\"\"", "\na\n");
  expect_value(string(), "\"\"\"\n  a\\r\n  \"\"\\\"\" 'quoted'\\u{21}\n  \"\"\"", "a\r\n\"\"\"\" 'quoted'!");
  EXPECT_EQ(refusal(string(), "\"\"\"a\n\"\"\""), "1:1: unexpected token: expected a line break behind `\"\"\"`");
  EXPECT_EQ(refusal(string(), "\"\"\"\na"), "1:1: unclosed string literal: expected `\"\"\"`");
  EXPECT_EQ(refusal(string(), "\"\"\"\na\"\"\""),
            "2:1: unexpected token: expected nothing but spaces before the last `\"\"\"`");
  EXPECT_EQ(refusal(string(), "\"\"\"\n  a\n b\n  \"\"\""),
            "3:1: unexpected token: expected 2 spaces, as before the last `\"\"\"`, found 1");
  EXPECT_EQ(refusal(string(), "\"\"\"\n\\\n\"\"\"").substr(0, 19), "2:1: illegal escape");
}

TEST(Wave, ListsTuplesAndMaps) {
  expect_value(list(u8_()), "[]", Val::list({}));
  expect_value(list(u8_()), "[1, 2,3,]", Val::list({u8{1}, u8{2}, u8{3}}));
  expect_value(list(list(char_())), "[['a'], []]", Val::list({Val::list({U'a'}), Val::list({})}));
  expect_value(list(u8_(), 2), "[1, 2]", Val::list({u8{1}, u8{2}}));
  expect_value(tuple({string(), u8_()}), "(\"abc\", 123,)", Val::tuple({"abc", u8{123}}));
  expect_value(tuple({u8_()}), "(1)", Val::tuple({u8{1}}));
  expect_value(map(string(), u8_()), R"([("a", 1), ("b", 2)])", Val::map({{"a", u8{1}}, {"b", u8{2}}}));
  EXPECT_EQ(refusal(list(u8_()), "[1 2]"), "1:4: unexpected token: expected `,` or `]`, found `2`");
  EXPECT_EQ(refusal(list(u8_()), "[1, 300]"),
            "1:5: constant out of range: expected u8 (0 to 255), found 300 in element 1");
  EXPECT_EQ(refusal(list(u8_()), "[,]"), "1:2: unexpected token: expected u8, found `,` in element 0");
  EXPECT_EQ(refusal(list(u8_()), "[1"), "1:3: unexpected token: expected `,` or `]`, found the end");
  EXPECT_EQ(refusal(list(u8_(), 2), "[1]"), "1:1: unexpected token: expected a list of 2 elements, found 1");
  EXPECT_EQ(refusal(tuple({u8_(), u8_()}), "(1)"), "1:1: unexpected token: expected a tuple of 2 elements, found 1");
  EXPECT_EQ(refusal(tuple({u8_()}), "(1, 2)"), "1:5: unexpected token: expected no more than 1 elements, found `2`");
  EXPECT_EQ(refusal(map(u8_(), u8_()), "[(1)]"),
            "1:2: unexpected token: expected a tuple of 2 elements, found 1 in pair 0");
}

TEST(Wave, Records) {
  const ValType t = record({{"must-have", u8_()}, {"optional", option(u8_())}});
  const auto with = [](Val optional) {
    return Val::record({{"must-have", u8{123}}, {"optional", std::move(optional)}});
  };
  expect_value(t, "{must-have: 123}", with(Val::none()));
  expect_value(t, "{must-have: 123, optional: none,}", with(Val::none()));
  expect_value(t, "{optional: 4, %must-have: 123}", with(Val::some(u8{4})));
  const ValType all = record({{"none", option(u8_())}});
  expect_value(all, "{:}", Val::record({{"none", Val::none()}}));
  expect_value(all, "{ : // nothing\n }", Val::record({{"none", Val::none()}}));
  expect_value(all, "{none: none}", Val::record({{"none", Val::none()}}));
  EXPECT_EQ(refusal(t, "{:}"), "1:1: unexpected token: field `must-have` of type u8 is missing");
  EXPECT_EQ(refusal(t, "{}"),
            "1:2: unexpected token: expected a field; a record of which all is left out is written `{:}`, found `}`");
  EXPECT_EQ(refusal(t, "{must-have: 1, must-have: 2}"), "1:16: unexpected token: field `must-have` is given twice");
  EXPECT_EQ(refusal(t, "{must: 1}"), "1:2: unexpected token: no field `must`; expected one of `must-have`, `optional`");
  EXPECT_EQ(refusal(t, "{must-have 1}"), "1:12: unexpected token: expected `:`, found `1`");
  EXPECT_EQ(refusal(list(t), "[{must-have: 1, optional: \"x\"}]"),
            "1:27: unexpected token: expected u8, found `\"x\"` in element 0 > field `optional`");
}

TEST(Wave, Cases) {
  const ValType t = variant({{"empty", {}}, {"body", list(u8_())}, {"err", string()}, {"HTTP3-get", u8_()}});
  expect_value(t, "empty", Val::variant("empty"));
  expect_value(t, "body ( [79, 75] )", Val::variant("body", Val::list({u8{79}, u8{75}})));
  expect_value(t, "%err(\"oops\")", Val::variant("err", "oops"));
  expect_value(t, "HTTP3-get(1)", Val::variant("HTTP3-get", u8{1}));
  expect_value(enum_({"ok", "not-found"}), "%ok", Val::enum_("ok"));
  expect_value(enum_({"ok", "not-found"}), "%not-found", Val::enum_("not-found"));
  EXPECT_EQ(
      refusal(t, "err(\"oops\")"),
      "1:1: unexpected token: expected the name of a case, found the keyword `err`; a case of this name is `%err`");
  EXPECT_EQ(refusal(t, "body"), "1:5: unexpected token: expected `(`, since case `body` has a value, found the end");
  EXPECT_EQ(refusal(t, "empty(1)"), "1:6: unexpected token: expected the end, found `(`");
  EXPECT_EQ(refusal(t, "full"),
            "1:1: unexpected token: no case `full`; expected one of `empty`, `body`, `err`, `HTTP3-get`");
  EXPECT_EQ(refusal(t, "body([1, x])"), "1:10: unexpected token: expected u8, found `x` in case `body` > element 1");
  EXPECT_EQ(refusal(t, "Body-"), "1:1: unexpected token: expected a name in kebab case, found `Body-`");
}

TEST(Wave, OptionsAndResults) {
  expect_value(option(u8_()), "none", Val::none());
  expect_value(option(u8_()), "some(1)", Val::some(u8{1}));
  expect_value(option(u8_()), "1", Val::some(u8{1}));
  expect_value(option(option(u8_())), "some(1)", Val::some(Val::some(u8{1})));
  expect_value(option(option(u8_())), "some(none)", Val::some(Val::none()));
  expect_value(option(enum_({"none"})), "%none", Val::some(Val::enum_("none")));
  EXPECT_EQ(refusal(option(option(u8_())), "1"), "1:1: unexpected token: expected `none` or `some(...)`, found `1`");
  EXPECT_EQ(refusal(option(u8_()), "some"),
            "1:5: unexpected token: expected `(`, since case `some` has a value, found the end");
  expect_value(result({}, {}), "ok", Val::ok());
  expect_value(result({}, {}), "err", Val::error());
  expect_value(result(u8_(), string()), "ok(1)", Val::ok(u8{1}));
  expect_value(result(u8_(), string()), "1", Val::ok(u8{1}));
  expect_value(result(u8_(), string()), R"(err("oops"))", Val::error("oops"));
  expect_value(result(bool_(), {}), "true", Val::ok(true));
  EXPECT_EQ(refusal(result({}, {}), "1"), "1:1: unexpected token: expected `ok` or `err`, found `1`");
  EXPECT_EQ(refusal(result(option(u8_()), u8_()), "none"),
            "1:1: unexpected token: expected `ok(...)` or `err(...)`, found `none`");
}

TEST(Wave, Flags) {
  const ValType t = flags({"read", "write", "exec"});
  expect_value(t, "{}", Val::flags({}));
  expect_value(t, "{write, %read,}", Val::flags({"read", "write"}));
  EXPECT_EQ(refusal(t, "{read, read}"), "1:8: unexpected token: flag `read` is given twice");
  EXPECT_EQ(refusal(t, "{raed}"), "1:2: unexpected token: no flag `raed`; expected one of `read`, `write`, `exec`");
  EXPECT_EQ(refusal(t, "{:}"), "1:2: unexpected token: expected the name of a flag, found `:`");
}

TEST(Wave, WhatHasNoText) {
  EXPECT_EQ(refusal(handle(TypeKind::own, {7}), "1"), "1:1: unexpected token: a value of type own has no text");
  EXPECT_EQ(refusal(list(of(TypeKind::stream, {{"", u8_()}})), "[1]"),
            "1:2: unexpected token: a value of type stream has no text in element 0");
  EXPECT_EQ(print_value(Val::tuple({Own{nullptr, 3}, Borrow{nullptr, 4}, Stream{}, Future{}})),
            "(<own 3>, <borrow 4>, <stream>, <future>)");
}

TEST(Wave, Printing) {
  EXPECT_EQ(print_value(Val::record({{"a", u8{1}}, {"b", Val::none()}, {"c", Val::some("x")}})),
            "{a: 1, c: some(\"x\")}");
  EXPECT_EQ(print_value(Val::record({{"a", Val::none()}})), "{:}");
  EXPECT_EQ(print_value(Val::variant("none", Val::enum_("ok"))), "%none(%ok)");
  EXPECT_EQ(print_value(Val::ok()), "ok");
  EXPECT_EQ(print_value(Val::error(Val::flags({"a", "b"}))), "err({a, b})");
  EXPECT_EQ(print_value(Val::list({1.0F, -0.0F, 1.5F})), "[1, -0, 1.5]");
  EXPECT_EQ(print_value(std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(print_value(std::bit_cast<float>(0xffc00001U)), "nan");
  EXPECT_EQ(print_value("a'\"\\\n\x1b\xe2\x80\xae\xe2\x98\x83"), "\"a'\\\"\\\\\\n\\u{1b}\\u{202e}\xe2\x98\x83\"");
  EXPECT_EQ(print_value(U'\''), "'\\''");
  EXPECT_EQ(print_value(U'"'), "'\"'");
  EXPECT_EQ(print_arguments({u8{1}, "x"}), "(1, \"x\")");
  EXPECT_EQ(print_arguments({}), "()");
}

// ---- Calls

closed::FuncType function(std::vector<Part> params) {
  closed::FuncType type;
  type.params = std::move(params);
  return type;
}
std::string called(std::string_view text, const closed::FuncType& type) {
  const auto call = parse_call(text);
  if (!call) return words(call.error());
  const auto arguments = parse_arguments(*call, type);
  return arguments ? call->name + print_arguments(*arguments) : words(arguments.error());
}

TEST(Wave, Calls) {
  const auto f = function({{"r", record({{"a", u8_()}})}, {"n", u32_()}});
  EXPECT_EQ(called("f({a: 1}, 2)", f), "f({a: 1}, 2)");
  EXPECT_EQ(called(" f ( {a: 1} , 2 , ) // fine", f), "f({a: 1}, 2)");
  EXPECT_EQ(called("f()", function({})), "f()");
  const auto optional = function({{"a", u8_()}, {"b", option(u8_())}, {"c", option(u8_())}});
  EXPECT_EQ(called("f(1)", optional), "f(1, none, none)");
  EXPECT_EQ(called("f(1, 2)", optional), "f(1, some(2), none)");
  EXPECT_EQ(called("f({a: 1})", f), "1:9: unexpected token: expected `,` and argument `n` of type u32, found `)`");
  EXPECT_EQ(called("f()", f), "1:3: unexpected token: expected argument `r` of type record, found `)`");
  EXPECT_EQ(called("f({a: 1}, 2, 3)", f), "1:14: unexpected token: expected no more than 2 arguments, found `3`");
  EXPECT_EQ(called("f(1)", function({})), "1:3: unexpected token: expected no argument, found `1`");
  EXPECT_EQ(called("f({a: x}, 2)", f), "1:7: unexpected token: expected u8, found `x` in argument `r` > field `a`");
  EXPECT_EQ(called("f({a: 1}, 2) g", f), "1:14: unexpected token: expected the end, found `g`");
  EXPECT_EQ(called("f", f), "1:2: unexpected token: expected `(` behind the name of the function, found the end");
  EXPECT_EQ(called("(1)", f), "1:1: unexpected token: expected the name of a function");
  EXPECT_EQ(called("", f), "1:1: unexpected token: expected the name of a function");
  EXPECT_EQ(called("f g(1)", f), "1:2: unexpected token: expected `(` behind the name of the function");
}

TEST(Wave, NamesOfFunctions) {
  const auto parts = [](std::string_view text) {
    const auto call = parse_call(text);
    return call ? call->interface + "|" + call->function : words(call.error());
  };
  EXPECT_EQ(parts("f()"), "|f");
  EXPECT_EQ(parts("wasi:cli/run.run@0.2.0()"), "wasi:cli/run@0.2.0|run");
  EXPECT_EQ(parts("wasi:cli/run@0.2.0-rc.1#run()"), "wasi:cli/run@0.2.0-rc.1|run");
  EXPECT_EQ(parts("a:b/c.[method]r.f()"), "a:b/c|[method]r.f");
  EXPECT_EQ(parts("[static]r.f()"), "|[static]r.f");
  EXPECT_EQ(parts("iface.f()"), "iface|f");
}

// ---- Any value

class Random {
 public:
  explicit Random(u64 seed) : bits_(seed) {}

  ValType type(u32 depth) {
    if (depth == 0 || below(5) == 0) return prim(static_cast<TypeKind>(below(13)));
    switch (below(9)) {
    case 0: return record(parts(depth, true));
    case 1: return variant(parts(depth, false));
    case 2: return list(type(depth - 1));
    case 3: return list(type(depth - 1), 1 + below(3));
    case 4: return tuple({type(depth - 1), type(depth - 1)});
    case 5: return option(type(depth - 1));
    case 6: return result(maybe(depth), maybe(depth));
    case 7: return map(prim(static_cast<TypeKind>(below(9))), type(depth - 1));
    default: return below(2) == 0 ? flags(labels()) : enum_(labels());
    }
  }

  Val value(const ValType& t) {
    switch (t->kind) {
    case TypeKind::bool_: return below(2) == 0;
    case TypeKind::s8: return static_cast<s8>(bits_());
    case TypeKind::u8: return static_cast<u8>(bits_());
    case TypeKind::s16: return static_cast<s16>(bits_());
    case TypeKind::u16: return static_cast<u16>(bits_());
    case TypeKind::s32: return static_cast<s32>(bits_());
    case TypeKind::u32: return static_cast<u32>(bits_());
    case TypeKind::s64: return static_cast<s64>(bits_());
    case TypeKind::u64: return bits_();
    case TypeKind::f32: return std::bit_cast<float>(static_cast<u32>(bits_()));
    case TypeKind::f64: return std::bit_cast<double>(bits_());
    case TypeKind::char_: return scalar();
    case TypeKind::string: return text();
    case TypeKind::record:
    case TypeKind::tuple: return make_record(*t, values(t->parts));
    case TypeKind::flags: return unpack_flags_from_int(static_cast<u32>(bits_()), t->parts);
    case TypeKind::list:
    case TypeKind::map: {
      List all;
      for (u32 n = t->length ? *t->length : below(4); n > 0; --n) {
        all.push_back(t->kind == TypeKind::map ? Val(Tuple{values(t->parts)}) : value(t->element()));
      }
      return all;
    }
    default: {
      const u32 i = below(case_count(*t));
      const ValType& payload = case_type(*t, i);
      return make_case(*t, i, payload ? Payload(value(payload)) : Payload());
    }
    }
  }

  u32 below(u32 n) { return static_cast<u32>(bits_() % n); }
  std::string text() {
    std::string s;
    for (u32 n = below(12); n > 0; --n) append_utf8(s, scalar());
    return s;
  }

 private:
  char32_t scalar() {
    constexpr u32 limits[] = {0x80, 0x100, 0x11'0000};
    const u32 c = below(limits[below(3)]);
    return c >= 0xD800 && c < 0xE000 ? U'?' : static_cast<char32_t>(c);
  }
  ValType maybe(u32 depth) { return below(2) == 0 ? type(depth - 1) : ValType(); }
  std::vector<std::string> labels() {
    const std::vector<std::string> all = {"none", "ok", "A-b", "some", "err", "x1-2y", "true", "nan", "inf", "false"};
    return {all.begin(), all.begin() + 1 + below(10)};
  }
  std::vector<Part> parts(u32 depth, bool always) {
    std::vector<Part> all;
    for (const std::string& label : labels()) all.push_back({label, always ? type(depth - 1) : maybe(depth)});
    return all;
  }
  std::vector<Val> values(const std::vector<Part>& ts) {
    std::vector<Val> all;
    for (const Part& t : ts) all.push_back(value(t.type));
    return all;
  }

  std::mt19937_64 bits_;
};

TEST(Wave, WhatIsPrintedReadsAsTheSameValue) {
  for (u64 seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const ValType t = random.type(4);
    const Val v = random.value(t);
    expect_value(t, print_value(v), v);
  }
}

TEST(Wave, NoTextBreaksTheReader) {
  const std::string_view pieces[] = {
      "{", "}",  "(",      ")",  "[",  "]", ":",  ",", "some(", "none",         "ok(", "err", "1",   "-",
      "'", "\"", "\"\"\"", "\n", "\\", "%", "//", "a", " ",     "\xe2\x98\x83", "1e9", "nan", "\\u{"};
  u32 accepted = 0;
  for (u64 seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    const ValType t = random.type(3);
    // A printed value that was changed in one place, or pieces in any order.
    std::string text;
    if (random.below(2) == 0) {
      text = print_value(random.value(t));
      text.insert(random.below(static_cast<u32>(text.size()) + 1), pieces[random.below(std::size(pieces))]);
    } else {
      for (u32 n = random.below(20); n > 0; --n) text += pieces[random.below(std::size(pieces))];
    }
    const auto got = parse_value(text, t);
    if (got) {
      ++accepted;
      EXPECT_EQ(mismatch(*got, t, [](ResourceId) { return nullptr; }), std::nullopt) << text;
    } else {
      EXPECT_FALSE(got.error().report().empty());
    }
  }
  EXPECT_GT(accepted, 50U);
}

TEST(Wave, DeepTextsAreRefusedOrReadInBoundedDepth) {
  const std::string open(1'000'000, '[');
  EXPECT_EQ(refusal(list(list(u8_())), open), "1:3: unexpected token: expected u8, found `[` in element 0 > element 0");
  ValType deep = u8_();
  std::string text = "1";
  for (u32 i = 0; i < 90; ++i) {
    deep = list(deep);
    text = "[" + text + "]";
  }
  const auto got = parse_value(text, deep);
  ASSERT_TRUE(got);
  EXPECT_EQ(print_value(*got), text);
  Val endless = Val::none();
  for (u32 i = 0; i < 5000; ++i) endless = Val::some(endless);
  EXPECT_NE(print_value(endless).find("..."), std::string::npos);
}

}  // namespace
}  // namespace touchstone::component
