// Cutting scripts into forms and reading them: what `.wast` files that must pass cannot show.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools/wast/match.hpp"
#include "tools/wast/parse.hpp"
#include "tools/wast/parse_values.hpp"
#include "tools/wast/split.hpp"
#include "tools/wast/suites.hpp"

namespace touchstone::wast {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> pieces(std::string_view text) {
  std::vector<std::string> out;
  for (const Form& form : split(text)) out.emplace_back(text.substr(form.at.begin, form.at.end - form.at.begin));
  return out;
}

std::vector<std::string> heads(std::string_view text) {
  std::vector<std::string> out;
  for (const Form& form : split(text)) out.emplace_back(form.head);
  return out;
}

TEST(Split, parentheses_hide_in_strings_comments_and_identifiers) {
  EXPECT_THAT(pieces("(a \"(\\\")\" ;; )\n (; ) (; ) ;) ) ;) $\")\" )(b)"),
              ElementsAre("(a \"(\\\")\" ;; )\n (; ) (; ) ;) ) ;) $\")\" )", "(b)"));
  EXPECT_THAT(pieces(";; a carriage return ends a comment\r(a)"), ElementsAre("(a)"));
  EXPECT_THAT(pieces(std::string_view("(a (;\0 ;) )", 11)), ElementsAre(std::string("(a (;\0 ;) )", 11)));
}

TEST(Split, annotations_are_no_forms_and_no_heads) {
  EXPECT_THAT(heads("(@a (b)) ((@c (d \")\")) module) ( (;x;) (@e) component )"), ElementsAre("module", "component"));
}

TEST(Split, goes_on_after_what_is_not_closed) {
  const std::string_view text = "(a)\n(b (c \"(\n(d)\n) e\n(f";
  EXPECT_THAT(pieces(text), ElementsAre("(a)", "(b (c \"(", "(d)", ")", "e", "(f"));
  const auto forms = split(text);
  EXPECT_EQ(forms[1].kind, Form::Kind::unclosed_string);
  EXPECT_EQ(forms[2].kind, Form::Kind::form);
  EXPECT_EQ(forms[3].kind, Form::Kind::stray);
  EXPECT_EQ(forms[4].kind, Form::Kind::stray);
  EXPECT_EQ(forms[5].kind, Form::Kind::unclosed);
}

TEST(Split, what_is_open_between_forms_takes_the_rest) {
  EXPECT_THAT(pieces("(a) (; (; ;)\n(b)"), ElementsAre("(a)", "(; (; ;)\n(b)"));
  EXPECT_EQ(split("(a) (; (; ;)\n(b)").back().kind, Form::Kind::unclosed_comment);
  EXPECT_THAT(pieces("(a)\n(@x (b)\n(c)"), ElementsAre("(a)", "(@x (b)\n(c)"));
  EXPECT_EQ(split("(a)\n(@x (b)\n(c)").back().kind, Form::Kind::unclosed_annotation);
  EXPECT_THAT(pieces("(a (; \n(b)"), ElementsAre("(a (; \n(b)"));
  EXPECT_EQ(split("(a (; \n(b)").back().fault, (Region{3, 5}));
}

TEST(Split, recovery_looks_for_parentheses_as_the_scan_saw_them) {
  EXPECT_THAT(pieces("(a (b)\n(; \n(c) ;) \"\n(\" \n(d (@e\n(f)))\n(g"),
              ElementsAre("(a (b)\n(; \n(c) ;) \"", "(\" ", "(d (@e\n(f)))", "(g"));
}

// Each of these forms is open to the end of the text: to look through all the rest for each would take minutes.
TEST(Split, takes_time_in_proportion_to_the_text) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "(a (@b \"\n";
  EXPECT_EQ(split(text).size(), 200'000U);
}

Script parse(std::string text) { return parse_script(text_source("test", std::move(text))); }

std::string fault(const Directive& directive) {
  const auto* broken = std::get_if<Broken>(&directive.is);
  return broken == nullptr ? "none" : broken->error.report();
}

TEST(Parse, what_cannot_be_lexed_costs_one_form) {
  const Script script =
      parse("(invoke \"a\")\n(invoke \"b\" \"\\zz\")\n(invoke \"c\")\n(module (func \x01))\n(invoke \"d\")");
  ASSERT_EQ(script.directives.size(), 5U);
  EXPECT_EQ(fault(script.directives[0]), "none");
  EXPECT_THAT(fault(script.directives[1]), StartsWith("test:2:"));
  EXPECT_EQ(fault(script.directives[2]), "none");
  EXPECT_THAT(fault(script.directives[3]), StartsWith("test:4:"));
  EXPECT_EQ(fault(script.directives[4]), "none");
}

TEST(Parse, faults_between_forms_count) {
  const Script script = parse("(invoke \"a\")\n;; \xff\n;; \xff\n(invoke \"b\")(@ x)\n(invoke \"c\")\n(@a");
  ASSERT_EQ(script.directives.size(), 6U);
  EXPECT_THAT(fault(script.directives[1]), StartsWith("test:2:4: malformed: malformed UTF-8 encoding"));
  EXPECT_EQ(script.directives[1].line, 2U);
  EXPECT_THAT(fault(script.directives[3]), StartsWith("test:4:13: malformed: empty annotation id"));
  EXPECT_THAT(fault(script.directives[5]), StartsWith("test:6:1: malformed: unclosed annotation"));
  for (const std::size_t i : {0U, 2U, 4U}) EXPECT_EQ(fault(script.directives[i]), "none") << i;
}

TEST(Parse, names_what_is_no_form) {
  EXPECT_THAT(fault(parse("(wait $a) foo").directives.back()),
              HasSubstr("unexpected token 'foo', expected a directive"));
  EXPECT_THAT(fault(parse("(wait $a \"b").directives.back()),
              StartsWith("test:1:10: malformed: unclosed string literal"));
  const Script script = parse("\xEF\xBB\xBF(wait $a)");
  ASSERT_EQ(script.directives.size(), 2U);
  EXPECT_THAT(fault(script.directives.front()), HasSubstr("byte order mark"));
}

TEST(Parse, lines_end_as_sources_end_them) {
  const std::string text = "(a)\r\n(b)\r(c)\n\r(d)\n(e)";
  const Script script = parse(text);
  const SourcePtr source = text_source("test", text);
  for (const Directive& d : script.directives) EXPECT_EQ(d.line, source->position(d.at.begin).line);
}

TEST(Parse, nesting_of_results_is_bounded) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "(either ";
  EXPECT_THAT(fault(parse("(assert_return (invoke \"f\") " + text + std::string(200'000, ')') + ")").directives[0]),
              HasSubstr("nesting too deep"));
}

TEST(Parse, a_binary_is_one_definition) {
  const Script script = parse_script(binary_source("test", std::string("\0asm\x0d\0\1\0", 8)));
  ASSERT_EQ(script.directives.size(), 1U);
  EXPECT_EQ(script.directives[0].kind, "component");
}

TEST(Parse, unknown_directives_patterns_and_values) {
  const Script script = parse(
      "(assert_nonsense)\n(assert_return (invoke \"f\") (i33.const 1))\n(invoke \"f\" (i32.const nan:canonical))\n"
      "(invoke \"f\" (f32.const nan:canonical))\n(assert_return (invoke \"f\") (v128.const i32x4 1 2 3))\n"
      "(invoke \"f\" (u8.const 256))\n(assert_trap (invoke \"f\"))\n(register)");
  EXPECT_THAT(fault(script.directives[0]), HasSubstr("unknown directive assert_nonsense"));
  EXPECT_THAT(fault(script.directives[1]), HasSubstr("unknown value i33.const"));
  EXPECT_THAT(fault(script.directives[2]), HasSubstr("expected a number"));
  EXPECT_THAT(fault(script.directives[3]), HasSubstr("a pattern is no argument"));
  EXPECT_THAT(fault(script.directives[4]), HasSubstr("wrong number of lane literals"));
  EXPECT_THAT(fault(script.directives[5]), HasSubstr("constant out of range"));
  EXPECT_THAT(fault(script.directives[6]), HasSubstr("expected a string"));
  EXPECT_THAT(fault(script.directives[7]), HasSubstr("expected a name"));
}

TEST(Parse, every_directive) {
  const Script script = parse(R"(
    (module) (module $m binary "a" "b") (module $m quote "x") (module definition $m) (module definition quote "y")
    (module instance $i $m) (module instance $m) (module instance) (component $c (core module)) (component binary)
    (component definition $c) (component instance $i $c) (register "n") (register "n" $m) (invoke $m "f") (get "g")
    (assert_malformed (module quote) "") (assert_invalid (component) "x") (assert_malformed_custom (module) "x")
    (assert_invalid_custom (module) "x") (assert_unlinkable (module instance $m) "x") (assert_trap (component) "x")
    (assert_trap (invoke "f") "x") (assert_exception (get "f")) (assert_exhaustion (invoke "f") "x")
    (assert_suspension (invoke "f") "x") (thread $t (shared (module $m)) (register "m" $m) (invoke "f")) (wait $t))");
  for (const Directive& directive : script.directives) EXPECT_EQ(fault(directive), "none") << directive.kind;
  EXPECT_EQ(script.directives.size(), 28U);
  EXPECT_EQ(std::get<Define>(script.directives[1].is).definition.content, "ab");
  EXPECT_EQ(script.directives[4].kind, "module definition");
  EXPECT_EQ(std::get<Instantiate>(script.directives[6].is).instantiation.definition, "m");
  EXPECT_EQ(std::get<Instantiate>(script.directives[6].is).instantiation.instance, std::nullopt);
  EXPECT_EQ(std::get<Thread>(script.directives[26].is).body.size(), 2U);
}

Pattern pattern(const std::string& text) {
  wasm::Cursor in(wasm::lex(text_source("test", text)));
  return parse_pattern(in);
}

Value value(const std::string& text) {
  wasm::Cursor in(wasm::lex(text_source("test", text)));
  return parse_value(in);
}

bool fits(const std::string& got, const std::string& wanted) { return matches(value(got), pattern(wanted)); }

TEST(Values, print_as_they_are_read) {
  for (const char* text : {"(i32.const -1)",
                           "(i64.const 9223372036854775807)",
                           "(f32.const nan:0x200000)",
                           "(f64.const -0)",
                           "(ref.null func)",
                           "(ref.extern 3)",
                           "(ref.host 4)",
                           "(bool.const true)",
                           "(s8.const -128)",
                           "(u64.const 18446744073709551615)",
                           "(char.const \"\u00e9\")",
                           "(str.const \"a\")",
                           "(list.const (u8.const 1) (u8.const 2))",
                           "(list.const)",
                           "(record.const (field \"a\" u8.const 1) (field \"b\" list.const (s16.const -1)))",
                           "(tuple.const (f32.const 1))",
                           "(variant.const \"a\" (u8.const 1))",
                           "(variant.const \"a\")",
                           "(enum.const \"a\")",
                           "(option.none)",
                           "(option.some (option.none))",
                           "(result.ok)",
                           "(result.err (str.const \"e\"))",
                           "(flags.const \"a\" \"b\")",
                           "(map.const (entry (u8.const 1) (str.const \"a\")))"}) {
    EXPECT_EQ(to_string(value(text)), text);
    EXPECT_TRUE(fits(text, text)) << text;
  }
  for (const char* text :
       {"(either (i32.const 1) (i32.const 2))", "(v128.const f32x4 nan:canonical 1 nan:arithmetic -0)",
        "(v128.const i8x16 0x00 0x01 0x02 0x03 0x04 0x05 0x06 0x07 0x08 0x09 0x0a 0x0b 0x0c 0x0d 0x0e 0xff)",
        "(ref.func 3)", "(ref.struct)", "(list.const (f32.const nan:canonical))"}) {
    EXPECT_EQ(to_string(pattern(text)), text);
  }
}

TEST(Values, vectors_print_in_the_shape_they_are_compared_in) {
  const std::vector<Value> got{value("(v128.const i64x2 1 2)"), value("(i32.const 1)")};
  EXPECT_EQ(to_string(got, {pattern("(either (i32.const 0) (v128.const i16x8 0 0 0 0 0 0 0 0))")}),
            "(v128.const i16x8 0x0001 0x0000 0x0000 0x0000 0x0002 0x0000 0x0000 0x0000) (i32.const 1)");
}

TEST(Match, numbers_by_their_bits) {
  EXPECT_FALSE(fits("(f32.const 0)", "(f32.const -0)"));
  EXPECT_FALSE(fits("(i32.const 1)", "(i64.const 1)"));
  EXPECT_TRUE(fits("(f32.const -nan)", "(f32.const nan:canonical)"));
  EXPECT_FALSE(fits("(f32.const nan:0x400001)", "(f32.const nan:canonical)"));
  EXPECT_TRUE(fits("(f32.const nan:0x400001)", "(f32.const nan:arithmetic)"));
  EXPECT_FALSE(fits("(f32.const nan:0x1)", "(f32.const nan:arithmetic)"));
  EXPECT_FALSE(fits("(f64.const inf)", "(f64.const nan:arithmetic)"));
  EXPECT_TRUE(fits("(v128.const f32x4 nan 1 nan:0x400001 -0)", "(v128.const f32x4 nan:canonical 1 nan:arithmetic -0)"));
  EXPECT_FALSE(fits("(v128.const f32x4 nan 1 nan:0x400001 0)", "(v128.const f32x4 nan:canonical 1 nan:arithmetic -0)"));
  EXPECT_TRUE(fits("(v128.const i64x2 1 2)", "(v128.const i16x8 1 0 0 0 2 0 0 0)"));
}

TEST(Match, references_by_kind) {
  EXPECT_TRUE(fits("(ref.null any)", "(ref.null)"));
  EXPECT_TRUE(fits("(ref.null none)", "(ref.null eq)"));
  EXPECT_FALSE(fits("(ref.null func)", "(ref.null extern)"));
  EXPECT_TRUE(fits("(ref.extern 1)", "(ref.extern)"));
  EXPECT_FALSE(fits("(ref.extern 1)", "(ref.extern 2)"));
  EXPECT_FALSE(fits("(ref.extern 1)", "(ref.host 1)"));
  EXPECT_FALSE(fits("(ref.null extern)", "(ref.extern)"));
  EXPECT_TRUE(fits("(ref.host 1)", "(ref.any)"));
}

TEST(Match, component_values) {
  EXPECT_TRUE(matches(value("(list.const (f32.const nan))"), pattern("(list.const (f32.const nan:canonical))")));
  EXPECT_FALSE(fits("(variant.const \"a\")", "(variant.const \"b\")"));
  EXPECT_FALSE(fits("(option.none)", "(option.some (u8.const 1))"));
  EXPECT_FALSE(fits("(list.const (u8.const 1))", "(list.const (u8.const 1) (u8.const 1))"));
  ComponentValue single;
  single.kind = ComponentValue::Kind::f32;
  single.bits = 0x7fc00000;
  EXPECT_TRUE(matches(Value(single), pattern("(f32.const nan:canonical)")));
  EXPECT_FALSE(matches(Value(single), pattern("(f64.const nan:canonical)")));
}

TEST(Suites, the_path_tells) {
  EXPECT_FALSE(suite_of("/x/suites/core/gc/a.wast").features.has(Feature::threads));
  EXPECT_EQ(suite_of("/x/suites/core/gc/a.wast").messages, Messages::prefix);
  EXPECT_TRUE(suite_of("/x/suites/core-legacy/a.wast").features.has(Feature::legacy_exceptions));
  EXPECT_TRUE(suite_of("/x/spec/test/custom/a.wast").features.has(Feature::custom_annotations));
  EXPECT_TRUE(suite_of("/x/proposals/custom-page-sizes/a.wast").features.has(Feature::custom_page_sizes));
  EXPECT_FALSE(suite_of("/x/proposals/threads/a.wast").features.has(Feature::multi_memory));
  EXPECT_FALSE(suite_of("/x/proposals/threads/a.wast").features.has(Feature::reference_types));
  EXPECT_TRUE(suite_of("/x/proposals-own/threads/a.wast").features.has(Feature::gc));
  EXPECT_EQ(suite_of("/x/component-model/async/a.wast").words, Words::component);
  EXPECT_EQ(suite_of("/x/score/a.wast").features, Features::standard());
  EXPECT_EQ(suite_of("core.wast").features, Features::standard());
}

TEST(Suites, header_lines) {
  Suite suite = suite_of("a.wast");
  EXPECT_THAT(apply_header(";;! custom_page_sizes = true\n;;! gc=false\r\n;;! hogs_memory = true\n(module)", suite),
              IsEmpty());
  EXPECT_TRUE(suite.features.has(Feature::custom_page_sizes));
  EXPECT_FALSE(suite.features.has(Feature::gc));
  EXPECT_THAT(apply_header(";;! component_model_error_context = true\n;;! component_model_map = false", suite),
              IsEmpty());
  EXPECT_TRUE(suite.gates.has(component::Gate::error_context));
  EXPECT_FALSE(suite.gates.has(component::Gate::map));
  EXPECT_THAT(apply_header(";;! component_model_no_such_thing = true", suite), SizeIs(1));
  EXPECT_THAT(apply_header(";;! no_such_thing = true\n;;! gc = maybe\n;;! threads = false\n;;! gc", suite), SizeIs(3));
  EXPECT_FALSE(suite.features.has(Feature::threads));
  EXPECT_THAT(apply_header("(module)\n;;! no_such_thing = true", suite), IsEmpty());
}

}  // namespace
}  // namespace touchstone::wast
