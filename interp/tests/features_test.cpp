// Features: each construct that one brings is refused while it is off, in text and in binary, by an error that names the
// feature, and accepted while all are on; the sets wasm1, wasm2, wasm3 and all have just the features that they should.
#include "interp/support/features.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/text/parse.hpp"
#include "interp/validation/modules.hpp"

namespace touchstone::wasm {
namespace {

struct Construct {
  Feature feature;
  std::string_view fields;  ///< of a module, in text
};

// Each needs no newer feature than its own, in the order in which they came.
constexpr Construct constructs[] = {
    {Feature::mutable_global, R"((global (export "g") (mut i32) (i32.const 0)))"},
    {Feature::mutable_global, R"((import "m" "g" (global (mut i32))))"},

    {Feature::sign_extension, "(func (param i32) (result i32) (i32.extend8_s (local.get 0)))"},
    {Feature::sign_extension, "(func (param i64) (result i64) (i64.extend32_s (local.get 0)))"},
    {Feature::saturating_float_to_int, "(func (param f32) (result i32) (i32.trunc_sat_f32_s (local.get 0)))"},
    {Feature::saturating_float_to_int, "(func (param f64) (result i64) (i64.trunc_sat_f64_u (local.get 0)))"},

    {Feature::multi_value, "(type (func (result i32 i32)))"},
    {Feature::multi_value, "(func (i32.const 0) (block (param i32) (drop)))"},
    {Feature::multi_value, "(type $t (func (param i32))) (func (i32.const 0) (loop (type $t) (drop)))"},

    {Feature::bulk_memory, "(memory 1) (func (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)))"},
    {Feature::bulk_memory, "(memory 1) (func (memory.copy (i32.const 0) (i32.const 0) (i32.const 0)))"},
    {Feature::bulk_memory, R"((memory 1) (data "x") (func (memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0))))"},
    {Feature::bulk_memory, R"((data "x") (func (data.drop 0)))"},
    {Feature::bulk_memory, R"((data "x"))"},
    {Feature::bulk_memory, "(func) (elem func 0)"},
    {Feature::bulk_memory, "(func) (elem func 0) (func (elem.drop 0))"},

    {Feature::reference_types, "(func (param externref))"},
    {Feature::reference_types, "(func (param funcref))"},
    {Feature::reference_types, "(table 1 externref)"},
    {Feature::reference_types, "(table 1 funcref) (table 1 funcref)"},
    {Feature::reference_types, "(table 1 funcref) (table 1 funcref) (func (call_indirect 1 (i32.const 0)))"},
    {Feature::reference_types, "(table 1 funcref) (table 1 funcref) (func $f) (elem (table 1) (i32.const 0) func $f)"},
    {Feature::reference_types, "(table 1 funcref) (func (drop (table.grow 0 (ref.null func) (i32.const 0))))"},
    {Feature::reference_types, "(func (drop (ref.null func)))"},
    {Feature::reference_types, "(func (drop (ref.is_null (ref.null extern))))"},
    {Feature::reference_types, "(func $f) (elem declare func $f)"},
    {Feature::reference_types, "(table 1 funcref) (elem (i32.const 0) funcref (ref.null func))"},
    {Feature::reference_types, "(table 1 funcref) (func (drop (table.size 0)))"},
    {Feature::reference_types, "(table 1 funcref) (func (table.set 0 (i32.const 0) (table.get 0 (i32.const 0))))"},
    {Feature::reference_types, "(func (drop (select (result i32) (i32.const 0) (i32.const 0) (i32.const 0))))"},

    {Feature::simd, "(func (param v128))"},
    {Feature::simd, "(global v128 (v128.const i64x2 0 0))"},
    {Feature::simd, "(func (param i32) (drop (i32x4.splat (local.get 0))))"},
    {Feature::simd, "(memory 1) (func (drop (v128.load (i32.const 0))))"},

    {Feature::tail_call, "(func (return_call 0))"},
    {Feature::tail_call, "(table 1 funcref) (func (return_call_indirect (i32.const 0)))"},
    {Feature::function_references, "(type $t (func)) (func (param (ref null $t)))"},
    {Feature::function_references, "(func (param (ref func)))"},
    {Feature::function_references, "(type $t (func)) (func (param (ref $t)) (call_ref $t (local.get 0)))"},
    {Feature::function_references, "(func (param funcref) (drop (ref.as_non_null (local.get 0))))"},
    {Feature::function_references, "(func (param funcref) (drop (br_on_null 0 (local.get 0))))"},
    {Feature::function_references, "(table 1 funcref (ref.null func))"},

    {Feature::gc, "(type (struct (field i32)))"},
    {Feature::gc, "(type (array i8))"},
    {Feature::gc, "(type (sub (func)))"},
    {Feature::gc, "(rec (type (func)) (type (func)))"},
    {Feature::gc, "(rec)"},
    {Feature::gc, "(global i32 (i32.const 0)) (global i32 (global.get 0))"},
    {Feature::gc, "(func (param anyref))"},
    {Feature::gc, "(func (param eqref i31ref structref arrayref))"},
    {Feature::gc, "(func (param nullref nullfuncref nullexternref))"},
    {Feature::gc, "(func (drop (ref.null any)))"},
    {Feature::gc, "(func (drop (ref.null none)))"},
    {Feature::gc, "(func (drop (ref.i31 (i32.const 0))))"},
    {Feature::gc, "(func (param externref) (drop (any.convert_extern (local.get 0))))"},
    {Feature::gc, "(func (param funcref) (drop (ref.test (ref func) (local.get 0))))"},

    {Feature::exceptions, "(tag)"},
    {Feature::exceptions, R"((import "m" "t" (tag)))"},
    {Feature::exceptions, R"((tag (export "t")))"},
    {Feature::exceptions, "(tag) (func (throw 0))"},
    {Feature::exceptions, "(func (param exnref))"},
    {Feature::exceptions, "(func (drop (ref.null exn)))"},
    {Feature::exceptions, "(func (drop (ref.null noexn)))"},
    {Feature::exceptions, "(func (try_table))"},
    {Feature::extended_const, "(global i32 (i32.add (i32.const 0) (i32.const 0)))"},
    {Feature::extended_const, R"((memory 1) (data (i32.mul (i32.const 0) (i32.const 0)) "x"))"},
    {Feature::extended_const, "(global i64 (i64.sub (i64.const 0) (i64.const 0)))"},
    {Feature::multi_memory, "(memory 1) (memory 1)"},
    {Feature::multi_memory, R"((import "m" "m" (memory 1)) (memory 1))"},
    {Feature::multi_memory, "(memory 1) (memory 1) (func (drop (i32.load 1 (i32.const 0))))"},
    {Feature::multi_memory, "(memory 1) (memory 1) (func (drop (memory.size 1)))"},
    {Feature::multi_memory, R"((memory 1) (memory 1) (data (memory 1) (i32.const 0) "x"))"},
    {Feature::multi_memory, "(memory 1) (memory 1) (func (memory.copy 0 1 (i32.const 0) (i32.const 0) (i32.const 0)))"},
    {Feature::memory64, "(memory i64 1)"},
    {Feature::memory64, R"((import "m" "m" (memory i64 1 2)))"},
    {Feature::memory64, "(table i64 1 funcref)"},
    {Feature::relaxed_simd, "(func (param v128) (drop (i8x16.relaxed_swizzle (local.get 0) (local.get 0))))"},
    {Feature::relaxed_simd,
     "(func (param v128) (drop (f32x4.relaxed_madd (local.get 0) (local.get 0) (local.get 0))))"},

    {Feature::threads, "(memory 1 1 shared)"},
    {Feature::threads, R"((import "m" "m" (memory 1 2 shared)))"},
    {Feature::threads, "(func (atomic.fence))"},
    {Feature::threads, "(memory 1) (func (drop (i32.atomic.load (i32.const 0))))"},
    {Feature::threads, "(memory 1) (func (drop (memory.atomic.notify (i32.const 0) (i32.const 0))))"},

    {Feature::legacy_exceptions, "(func (try (do)))"},
    {Feature::legacy_exceptions, "(func (try (do) (catch_all (rethrow 0))))"},
    {Feature::legacy_exceptions, "(func (try (do) (delegate 0)))"},
    {Feature::stack_switching, "(type $f (func)) (type (cont $f))"},
    {Feature::stack_switching, "(func (param contref))"},
    {Feature::stack_switching, "(func (param nullcontref))"},
    {Feature::stack_switching, "(func (drop (ref.null nocont)))"},
    {Feature::stack_switching, "(tag (result i32))"},
    {Feature::stack_switching, "(tag $t) (func (suspend $t))"},
    {Feature::custom_page_sizes, "(memory 1 (pagesize 1))"},
    {Feature::custom_page_sizes, "(memory 1 (pagesize 65536))"},
    {Feature::custom_page_sizes, R"((import "m" "m" (memory 1 2 (pagesize 1))))"},
    {Feature::custom_page_sizes, R"((memory (pagesize 1) (data "abc")))"},
    {Feature::wide_arithmetic,
     "(func (param i64) (result i64 i64) (i64.add128 (local.get 0) (local.get 0) (local.get 0) (local.get 0)))"},
    {Feature::wide_arithmetic, "(func (param i64) (result i64 i64) (i64.mul_wide_u (local.get 0) (local.get 0)))"},
    {Feature::custom_descriptors, "(rec (type (descriptor 1) (struct)) (type (describes 0) (struct)))"},
    {Feature::custom_descriptors, "(type $f (func)) (func (param (ref (exact $f))))"},
    {Feature::custom_descriptors, R"((type $f (func)) (import "m" "f" (func (exact (type $f)))))"},
    {Feature::memory_control, "(memory 1) (func (memory.discard (i32.const 0) (i32.const 0)))"},
    {Feature::compact_imports, R"((import "m" (item "f" (func)) (item "g" (func))))"},
    {Feature::compact_imports, R"((import "m" (item "f") (item "g") (func)))"},
};

// These have no construct of core modules that could be refused: the mark of the first release; what is in custom
// sections and annotations, which may always be there; a proposal of which only built-ins of components are known.
constexpr Feature without_constructs[] = {Feature::mvp, Feature::branch_hinting, Feature::custom_annotations,
                                          Feature::shared_everything_threads};

/// Empty: the module is valid; else why not.
std::string verdict(const Result<Module>& module, Features on) {
  if (!module) return module.error().report();
  const auto context = validate_module(*module, on);
  return context ? std::string() : context.error().report();
}

std::string text_verdict(std::string_view fields, Features on) {
  return verdict(parse_module(text_source("test.wat", std::string(fields)), on), on);
}

std::string binary_verdict(const std::string& binary, Features on) {
  return verdict(decode_module(binary_source("test.wasm", binary), on), on);
}

std::string binary_of(const Construct& each) {
  return encode_module(parse_module(text_source("test.wat", std::string(each.fields)), Features::all()).value());
}

// Compact imports are read as imports like others, so their binary is written by hand.
std::string binary_with(Feature feature, const Construct& each) {
  if (feature != Feature::compact_imports) return binary_of(each);
  const bool one_type = each.fields.find("(item \"f\")") != std::string_view::npos;
  using namespace std::string_literals;
  return "\0asm\1\0\0\0\1\4\1\x60\0\0"s +
         (one_type ? "\2\x0c\1\1m\0\x7e\0\0\2\1f\1g"s : "\2\x0e\1\1m\0\x7f\2\1f\0\0\1g\0\0"s);
}

TEST(Features, WhatIsOffIsRefusedByName) {
  for (const Construct& each : constructs) {
    const std::string name(feature_name(each.feature));
    SCOPED_TRACE(name + ": " + std::string(each.fields));
    const std::string binary = binary_with(each.feature, each);
    EXPECT_EQ(text_verdict(each.fields, Features::all()), "");
    EXPECT_EQ(binary_verdict(binary, Features::all()), "");
    Features off = Features::all();
    off.set(each.feature, false);
    EXPECT_THAT(text_verdict(each.fields, off), ::testing::HasSubstr(name));
    EXPECT_THAT(binary_verdict(binary, off), ::testing::HasSubstr(name));
  }
}

TEST(Features, EveryFeatureIsTried) {
  for (u32 i = 0; i < feature_count; ++i) {
    const auto feature = static_cast<Feature>(i);
    const bool tried = std::any_of(std::begin(constructs), std::end(constructs),
                                   [&](const Construct& each) { return each.feature == feature; });
    const bool exempt = std::find(std::begin(without_constructs), std::end(without_constructs), feature) !=
                        std::end(without_constructs);
    EXPECT_NE(tried, exempt) << feature_name(feature);
  }
}

TEST(Features, ReleasesHaveWhatCameBeforeThem) {
  std::string why;
  for (const std::string_view set : {"wasm1", "mvp", "wasm2", "wasm3", "wasm3,threads", "all"}) {
    const Features on = parse_features(set, Features(), why).value();
    EXPECT_EQ(on, parse_features(set, Features::all(), why).value()) << set << " replaces what was on";
    for (const Construct& each : constructs) {
      SCOPED_TRACE(std::string(set) + ": " + std::string(each.fields));
      EXPECT_EQ(text_verdict(each.fields, on).empty(), on.has(each.feature));
      EXPECT_EQ(binary_verdict(binary_with(each.feature, each), on).empty(), on.has(each.feature));
    }
  }
}

TEST(Features, SetsAndNamesTogether) {
  const auto parsed = [](std::string_view list, Features base) {
    std::string why;
    const auto on = parse_features(list, base, why);
    return on ? feature_names(*on).size() : 0;
  };
  EXPECT_EQ(Features::wasm1(), Features({Feature::mvp, Feature::mutable_global}));
  EXPECT_TRUE(Features::wasm2().has(Feature::simd) && !Features::wasm2().has(Feature::tail_call));
  EXPECT_TRUE(Features::wasm3().has(Feature::relaxed_simd) && !Features::wasm3().has(Feature::threads));
  EXPECT_EQ(parsed("all", Features()), feature_count);
  EXPECT_EQ(parsed("-all", Features::all()), 1U);  // what cannot be taken away
  EXPECT_EQ(parsed("-wasm2", Features::wasm3()), parsed("wasm3", Features()) - parsed("wasm2", Features()) + 1);
  EXPECT_EQ(parsed("-simd", Features::wasm2()), parsed("wasm2", Features()) - 1);
  EXPECT_EQ(parsed("wasm2,-simd,gc", Features()), parsed("wasm2", Features()));
  EXPECT_EQ(parsed("wasm1,custom_page_sizes", Features()), 3U);  // either spelling
  EXPECT_EQ(parsed("wasm1,nosuch", Features()), 0U);
}

}  // namespace
}  // namespace touchstone::wasm
