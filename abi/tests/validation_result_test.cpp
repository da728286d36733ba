// Component validation, what it hands on: one entry a definition, resource types as variables, layouts of closed types.
#include <gtest/gtest.h>

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/layout.hpp"
#include "abi/text/parse.hpp"
#include "abi/validation/components.hpp"
#include "abi/validation/factory.hpp"

namespace touchstone::component {
namespace {

using wasm::AddrType;
using wasm::ValKind;

std::shared_ptr<const ValidComponent> validate(const std::string& text, const Profile& profile = {}) {
  const auto component = parse_component(text_source("test", text), profile);
  EXPECT_TRUE(component.has_value()) << (component ? "" : component.error().report(Wording::component));
  if (!component) return nullptr;
  const auto valid = validate_component(*component, profile);
  EXPECT_TRUE(valid.has_value()) << (valid ? "" : valid.error().report(Wording::component));
  return valid ? *valid : nullptr;
}

std::string refusal(const std::string& text) {
  const auto component = parse_component(text_source("test", text), Profile{});
  if (!component) return component.error().report(Wording::component);
  const auto valid = validate_component(*component, Profile{});
  return valid ? "valid" : valid.error().report(Wording::component);
}

TEST(ValidComponent, HasOneEntryForEachDefinition) {
  const auto valid = validate(R"((component
    (core module $m (func (export "f") (param i32)))
    (core instance $i (instantiate $m))
    (type $r (resource (rep i32)))
    (export $s "r" (type $r))
    (func $f (param "x" (own $s)) (canon lift (core func $i "f")))
    (export "f" (func $f))))");
  ASSERT_NE(valid, nullptr);
  ASSERT_EQ(valid->definitions.size(), valid->component->definitions.size());
  const auto& module = std::get<ValidCoreModule>(valid->definitions[0]);
  EXPECT_EQ(module.context->exports.size(), 1U);
  const auto& resource = std::get<ValidType>(valid->definitions[2]);
  ASSERT_TRUE(resource.defines.has_value());
  EXPECT_EQ(valid->type->defined, std::vector<ResourceId>{*resource.defines});
  const auto* func = valid->type->exports.find("f");
  ASSERT_NE(func, nullptr);
  const auto& own = std::get<closed::FuncTypePtr>(*func)->params[0].type;
  EXPECT_EQ(own->resource.id, *resource.defines);
}

TEST(ValidComponent, KeepsWhatItIsMadeFrom) {
  std::shared_ptr<const ValidComponent> valid;
  {
    const auto component = parse_component(text_source("test", "(component (component (type u8)))"), Profile{});
    ASSERT_TRUE(component.has_value());
    valid = validate_component(*component, Profile{}).value();
  }
  const auto& nested = std::get<ValidNested>(valid->definitions[0]).component;
  EXPECT_EQ(nested->component->definitions.size(), 1U);
}

/// The side of run time in miniature: an instance is a table of exports, a resource type a word.
struct Thing {
  std::string resource;
  std::map<std::string, Thing> exports;
};

TEST(ValidComponent, ResourcesOfAnInstanceAreFoundByWalkingItsType) {
  const auto valid = validate(R"((component
    (component $c
      (type $r (resource (rep i32)))
      (type $s (resource (rep i32)))
      (instance $i (export "s" (type $s)))
      (export "r" (type $r))
      (export "i" (instance $i)))
    (instance $a (instantiate $c))
    (instance $b (instantiate $c))))");
  ASSERT_NE(valid, nullptr);
  const auto& a = std::get<ValidInstance>(valid->definitions[1]);
  const auto& b = std::get<ValidInstance>(valid->definitions[2]);
  EXPECT_EQ(a.resources.size(), 2U);
  EXPECT_NE(a.resources, b.resources);  // generative
  const Thing instance{"", {{"r", {"R", {}}}, {"i", {"", {{"s", {"S", {}}}}}}}};
  std::map<ResourceId, std::string> table;
  closed::each_resource(
      closed::ExternType(a.type), instance,
      [](const Thing& thing, const std::string& name) -> const Thing& { return thing.exports.at(name); },
      [&table](ResourceId id, const Thing& thing) { table.emplace(id, thing.resource); });
  ASSERT_EQ(table.size(), 2U);
  for (const ResourceId id : a.resources) EXPECT_TRUE(table.contains(id));
}

TEST(ValidComponent, AnAscribedExportIntroducesAResourceType) {
  const auto valid = validate(R"((component
    (type $r (resource (rep i32)))
    (export "a" (type $r))
    (export "b" (type $r) (type (sub resource)))))");
  ASSERT_NE(valid, nullptr);
  EXPECT_TRUE(std::get<ValidExport>(valid->definitions[1]).resources.empty());
  EXPECT_EQ(std::get<ValidExport>(valid->definitions[2]).resources.size(), 1U);
  EXPECT_EQ(valid->type->defined.size(), 2U);
}

TEST(ValidComponent, CanonicalDefinitionsKnowTheirCoreTypes) {
  const auto valid = validate(R"((component
    (core module $m (memory (export "m") 1) (func (export "a") (param i32 i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (alias core export $i "m" (core memory $mem))
    (alias core export $i "a" (core func $realloc))
    (import "f" (func $f async (param "x" string) (result (tuple u8 f64))))
    (core func (canon lower (func $f) (memory $mem) (realloc $realloc) string-encoding=utf16))
    (core func (canon lower (func $f) async (memory $mem) (realloc $realloc)))))");
  ASSERT_NE(valid, nullptr);
  // In front of the imports stand the two types that the text writes in place.
  const auto& plain = std::get<ValidCanon>(valid->definitions[7]);
  EXPECT_EQ(plain.core->func(), (wasm::FuncType{{ValKind::i32, ValKind::i32, ValKind::i32}, {}}));
  EXPECT_EQ(plain.options.string_encoding, StringEncoding::utf16);
  EXPECT_TRUE(plain.options.realloc.has_value());
  const auto& async_ = std::get<ValidCanon>(valid->definitions[8]);
  EXPECT_EQ(async_.core->func(), (wasm::FuncType{{ValKind::i32, ValKind::i32, ValKind::i32}, {ValKind::i32}}));
}

TEST(ValidComponent, ErrorsTellThePathThePlaceAndTheRule) {
  const std::string report = refusal(R"((component
  (import "f" (func $f (param "x" (tuple (list string)))))
  (component $c (import "g" (func (param "x" (tuple (list u32))))))
  (instance (instantiate $c (with "g" (func $f))))))");
  EXPECT_NE(report.find("test:4:"), std::string::npos) << report;
  EXPECT_NE(report.find("`g` > param `x`, field 0, element"), std::string::npos) << report;
  EXPECT_NE(report.find("[Binary.md#instance-definitions]"), std::string::npos) << report;
}

TEST(ClosedTypes, OneShapeOneRepresentative) {
  Types types;
  const auto u32_type = types.primitive(PrimValType::u32);
  const auto list = [&] {
    closed::DefValType type;
    type.kind = closed::TypeKind::list;
    type.parts = {{"", u32_type}};
    return types.make(std::move(type));
  };
  const auto a = list();
  const auto b = list();
  EXPECT_NE(a.def, b.def);
  EXPECT_TRUE(a == b);
  EXPECT_FALSE(a == u32_type);
}

TEST(ClosedTypes, EqualityAcrossValidationsAsksForResourceTypes) {
  const auto param = [](const char* text) {
    const auto valid = validate(text);
    return std::get<closed::FuncTypePtr>(*valid->type->imports.find("f"))->params[0].type;
  };
  const char* text =
      R"((component (import "r" (type $r (sub resource))) (import "f" (func (param "x" (list (own $r)))))))";
  const auto a = param(text);
  const auto b = param(text);
  EXPECT_FALSE(closed::equal(a, b, [](ResourceId x, ResourceId y) { return x == y; }));
  EXPECT_TRUE(closed::equal(a, b, [](ResourceId, ResourceId) { return true; }));
}

/// The type that the only export of a component is.
closed::ValType type_of(const std::string& type) {
  const auto valid = validate("(component (type $t " + type + ") (export \"t\" (type $t)))");
  return valid ? std::get<closed::ValType>(std::get<closed::DefType>(*valid->type->exports.find("t")))
               : closed::ValType{};
}

struct LayoutCase {
  const char* type;
  u32 alignment32;
  u64 size32;
  u32 alignment64;
  u64 size64;
  std::vector<ValKind> flat;
};

class Layouts : public testing::TestWithParam<LayoutCase> {};

TEST_P(Layouts, AlignmentSizeAndFlattening) {
  const LayoutCase& want = GetParam();
  const auto type = type_of(want.type);
  ASSERT_TRUE(static_cast<bool>(type));
  EXPECT_EQ(alignment(type, AddrType::i32), want.alignment32);
  EXPECT_EQ(elem_size(type, AddrType::i32), want.size32);
  EXPECT_EQ(alignment(type, AddrType::i64), want.alignment64);
  EXPECT_EQ(elem_size(type, AddrType::i64), want.size64);
  const closed::Flat& flat = flatten_type(type, AddrType::i32);
  ASSERT_EQ(flat.count, want.flat.size());
  for (std::size_t i = 0; i < want.flat.size(); ++i) EXPECT_EQ(flat.types[i], want.flat[i]) << i;
}

constexpr auto i32 = ValKind::i32;
constexpr auto i64 = ValKind::i64;
constexpr auto f32 = ValKind::f32;
constexpr auto f64 = ValKind::f64;

INSTANTIATE_TEST_SUITE_P(
    Canonical, Layouts,
    testing::Values(
        LayoutCase{"bool", 1, 1, 1, 1, {i32}}, LayoutCase{"char", 4, 4, 4, 4, {i32}},
        LayoutCase{"string", 4, 8, 8, 16, {i32, i32}}, LayoutCase{"(list u64)", 4, 8, 8, 16, {i32, i32}},
        LayoutCase{"(map u8 u64)", 4, 8, 8, 16, {i32, i32}}, LayoutCase{"(list u16 3)", 2, 6, 2, 6, {i32, i32, i32}},
        LayoutCase{"(tuple u8 u64 u8)", 8, 24, 8, 24, {i32, i64, i32}},
        LayoutCase{"(tuple u8 string)", 4, 12, 8, 24, {i32, i32, i32}}, LayoutCase{"(flags \"a\")", 1, 1, 1, 1, {i32}},
        LayoutCase{"(flags \"a\" \"b\" \"c\" \"d\" \"e\" \"f\" \"g\" \"h\" \"i\")", 2, 2, 2, 2, {i32}},
        LayoutCase{"(enum \"a\")", 1, 1, 1, 1, {i32}}, LayoutCase{"(option u64)", 8, 16, 8, 16, {i32, i64}},
        LayoutCase{"(result)", 1, 1, 1, 1, {i32}}, LayoutCase{"(result f32 (error u32))", 4, 8, 4, 8, {i32, i32}},
        LayoutCase{"(result f64 (error u32))", 8, 16, 8, 16, {i32, i64}},
        LayoutCase{"(variant (case \"a\" (tuple f32 f32)) (case \"b\" f32) (case \"c\" (tuple f32 f64)))",
                   8,
                   24,
                   8,
                   24,
                   {i32, f32, i64}},
        LayoutCase{"(stream u8)", 4, 4, 4, 4, {i32}}, LayoutCase{"(tuple f32 f64)", 8, 16, 8, 16, {f32, f64}}));

TEST(Discriminants, ComeInThreeSizes) {
  EXPECT_EQ(discriminant_size(1), 1U);
  EXPECT_EQ(discriminant_size(256), 1U);
  EXPECT_EQ(discriminant_size(257), 2U);
  EXPECT_EQ(discriminant_size(65536), 2U);
  EXPECT_EQ(discriminant_size(65537), 4U);
}

TEST(Flattening, LongListsAreCountedNotWritten) {
  const auto type = type_of("(list u8 268435455)");
  EXPECT_EQ(flatten_type(type, AddrType::i32).count, 268'435'455U);
}

TEST(Flattening, FunctionsSpillByContext) {
  const auto valid = validate(R"((component
    (import "f" (func async (param "a" u8) (param "b" u8) (param "c" u8) (param "d" u8) (param "e" u8)
      (result (tuple u8 u8))))))");
  const auto& func = *std::get<closed::FuncTypePtr>(*valid->type->imports.find("f"));
  const std::vector<wasm::ValType> five(5, i32);
  EXPECT_EQ(flatten_functype({}, func, FlattenContext::lift), (wasm::FuncType{five, {i32}}));
  EXPECT_EQ(flatten_functype({}, func, FlattenContext::lower),
            (wasm::FuncType{std::vector<wasm::ValType>(6, i32), {}}));
  EXPECT_EQ(flatten_functype({.async_ = true}, func, FlattenContext::lift), (wasm::FuncType{five, {}}));
  EXPECT_EQ(flatten_functype({.async_ = true, .callback = true}, func, FlattenContext::lift),
            (wasm::FuncType{five, {i32}}));
  EXPECT_EQ(flatten_functype({.async_ = true}, func, FlattenContext::lower), (wasm::FuncType{{i32, i32}, {i32}}));
  EXPECT_EQ(flatten_functype({.async_ = true, .ptr_type = AddrType::i64}, func, FlattenContext::lower),
            (wasm::FuncType{{i64, i64}, {i32}}));
}

}  // namespace
}  // namespace touchstone::component
