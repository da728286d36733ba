// Component text: what printing shows, and what it leaves out.
#include "abi/tests/components.hpp"

namespace touchstone::component {
namespace {

TEST(ComponentPrint, Golden) {
  const std::string text = R"((component $top
    (type $r (record (field "a" (list u8))))
    (import "i" (external-id "x") (instance $i (export "f" (func async (param "r" $r)))))
    (core module $m (func (export "g")))
    (core func $c (canon lower (func $i "f") async))
    (core instance $n (instantiate $m (with "x" (instance (export "f" (func $c))))))
    (func $g (export "g") (param "s" string) (canon lift (core func $n "g") (memory (core memory $n "m"))))
    (component $k (import "f" (func)))
    (instance (instantiate $k (with "f" (func $g))))))";
  EXPECT_EQ(print_component(parsed(text)), R"((component $top
  (type (;0;) (list u8))
  (type $r (;1;) (record (field "a" 0)))
  (type (;2;) (instance
    (alias outer $top $r (type (;0;)))
    (type (;1;) (func async (param "r" 0)))
    (export "f" (func (;0;) (type 1)))
  ))
  (import "i" (external-id "x") (instance $i (;0;) (type 2)))
  (core module $m (;0;)
    (type (;0;) (func))
    (func (;0;) (export "g") (type 0))
  )
  (alias export $i "f" (func (;0;)))
  (canon lower (func 0) async (core func $c (;0;)))
  (core instance (;0;)
    (export "f" (func $c)))
  (core instance $n (;1;) (instantiate $m
    (with "x" (instance 0))))
  (type (;3;) (func (param "s" string)))
  (alias core export $n "g" (core func (;1;)))
  (alias core export $n "m" (core memory (;0;)))
  (canon lift (core func 1) (memory 0) (func $g (;1;) (type 3)))
  (component $k (;0;)
    (type (;0;) (func))
    (import "f" (func (;0;) (type 0)))
  )
  (instance (;1;) (instantiate $k
    (with "f" (func $g))))
  (export (;2;) "g" (func $g))
)
)");
}

TEST(ComponentPrint, WithoutComments) {
  PrintOptions options;
  options.index_comments = false;
  options.indent = 1;
  EXPECT_EQ(print_component(parsed("(type $t u8) (component (core module $m (func (nop))) (type (list $t)))"), options),
            R"((component
 (type $t u8)
 (component
  (core module $m
   (type (func))
   (func (type 0)
    nop
   )
  )
  (alias outer 1 $t (type))
  (type (list 0))
 )
)
)");
}

TEST(ComponentPrint, Empty) {
  EXPECT_EQ(print_component(parsed("(component $top)")), "(component $top)\n");
  EXPECT_EQ(print_component(parsed("")), "(component)\n");
  EXPECT_EQ(print_component(parsed("(core module) (type (component)) (core type (module)) (core instance)")),
            R"((component
  (core module (;0;))
  (type (;0;) (component))
  (core type (;0;) (module))
  (core instance (;0;))
)
)");
}

TEST(ComponentPrint, NamesThatIdentifiersCannotSay) {
  Component c = parsed("(type u8) (type u16) (type u32) (type (tuple 0 1 2))");
  c.names.of(Sort::type) = {{0, "a b"}, {1, ""}, {2, "a b"}, {3, "later"}, {9, "nothing"}};
  EXPECT_EQ(print_component(c), R"((component
  (type $"a b" (;0;) u8)
  (type (;1;) u16)
  (type (;2;) u32)
  (type $later (;3;) (tuple $"a b" 1 2))
)
)");
  expect_round_trip("(type $\"a b\" u8) (type (list $\"a b\"))");
}

TEST(ComponentPrint, IndicesThatDoNotExistYetAreNumbers) {
  Component c = parsed("(type (list 1)) (type u8) (component (type (option 7)))");
  c.names.of(Sort::type) = {{1, "t"}};
  const std::string text = print_component(c);
  EXPECT_NE(text.find("(type (;0;) (list 1))"), std::string::npos) << text;
  EXPECT_TRUE(parsed(text.substr(std::string("(component").size(), text.size() - 12)) == c) << text;
}

TEST(ComponentPrint, AComponentIsCalledAsItsParentCallsIt) {
  Component c = parsed("(component $a (type $t u8) (component (alias outer 1 0 (type))))");
  auto inner = std::make_shared<Component>(*std::get<std::shared_ptr<const Component>>(c.definitions[0].is));
  inner->names.component = "other";
  c.definitions[0].is = std::shared_ptr<const Component>(inner);
  const std::string text = print_component(c);
  EXPECT_NE(text.find("(component $a (;0;)"), std::string::npos) << text;
  EXPECT_NE(text.find("(alias outer $a $t (type (;0;)))"), std::string::npos) << text;
  EXPECT_TRUE(value_of(parse_component(text_source("printed", text), everything())) == c);
}

TEST(ComponentPrint, OuterNamesOnlyWhereTheyAreNotHidden) {
  expect_round_trip(
      "(component $top (type $t u8) (component $a (component $a (alias outer 2 0 (type)) "
      "(alias outer 1 0 (type)) (alias outer 9 0 (type)))))");
  const std::string text =
      print_component(parsed("(component $top (component $b (type $t u8) (component $b (alias outer 1 0 (type)))))"));
  EXPECT_NE(text.find("(alias outer 1 $t (type (;0;)))"), std::string::npos) << text;
}

TEST(ComponentPrint, AmbiguousTypesOfValues) {
  expect_round_trip(
      "(type $t u8) (import \"a\" (value (type $t))) (value (type $t) (binary \"\\01\")) "
      "(type (instance (export \"v\" (value (type $t)))))");
}

TEST(ComponentPrint, TypesForMessages) {
  const Component c = parsed("(type (record (field \"a\" u8))) (type (instance (export \"f\" (func))))");
  EXPECT_EQ(print_type(*std::get<std::shared_ptr<const TypeDef>>(c.definitions[0].is)), "(record (field \"a\" u8))");
}

TEST(ComponentPrint, DeepLevelsShareOneColumn) {
  std::string text;
  for (u32 i = 0; i < 98; ++i) text += "(component (type u8) ";
  text += std::string(98, ')');
  const std::string printed = print_component(parsed(text));
  EXPECT_EQ(printed.find(std::string(100, ' ')), std::string::npos);
  expect_round_trip(text);
}

/// Printed, parsed and encoded: the same bytes. Returns the text.
std::string printed_and_back(const std::string& bytes) {
  const Component decoded = value_of(decode_component(binary_source("encoded", bytes), everything()));
  std::string printed = print_component(decoded);
  const Component again = value_of(parse_component(text_source("printed", printed), everything()));
  EXPECT_EQ(encode_component(again), bytes) << printed;
  EXPECT_EQ(print_component(again), printed);
  return printed;
}

TEST(ComponentPrint, WhatAModuleAndAComponentCallThemselves) {
  using Name = std::optional<std::string>;
  const auto inside = [](const Name& outer, const Name& own) {
    wasm::Module module;
    module.names.module = own;
    Component nested;
    nested.names.component = own;
    Component c;
    c.definitions.push_back({std::make_shared<const wasm::Module>(module), {}});
    c.definitions.push_back({std::make_shared<const Component>(nested), {}});
    if (outer) {
      c.names.of(Sort::core_module)[0] = *outer;
      c.names.of(Sort::component)[0] = *outer;
    }
    return printed_and_back(encode_component(c));
  };
  const auto text = [](const std::string& id, const std::string& rest) {
    return "(component\n  (core module" + id + " (;0;)" + rest + ")\n  (component" + id + " (;0;)" + rest + ")\n)\n";
  };
  EXPECT_EQ(inside("a", "a"), text(" $a", ""));
  EXPECT_EQ(inside("a", "b"), text(" $a", " (@name \"b\")"));
  EXPECT_EQ(inside("a", ""), text(" $a", " (@name \"\")"));
  EXPECT_EQ(inside("a", {}), text(" $a", " (@unnamed)"));
  EXPECT_EQ(inside({}, "b"), text("", " (@name \"b\")"));
  EXPECT_EQ(inside({}, {}), text("", ""));
  Component top;
  top.names.component = "";
  EXPECT_EQ(printed_and_back(encode_component(top)), "(component (@name \"\"))\n");
}

TEST(ComponentPrint, AStartWithManyResultsIsCutShort) {
  Component c;
  c.definitions.push_back({Start{FuncIdx(0), {}, ~u32{0}}, {}});
  EXPECT_LT(print_component(c).size(), 100'000U);
}

}  // namespace
}  // namespace touchstone::component
