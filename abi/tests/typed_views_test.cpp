// Views of guest memory: what they read in place, what they find wrong when they are read, and how long they are good.
#include <stdexcept>

#include <gmock/gmock.h>

#include "abi/tests/typed_echo.hpp"

namespace touchstone::component::host {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Entry {
  WasmStr name;
  WasmList<u16> sizes;
};
TOUCHSTONE_RECORD(Entry, name, sizes)

/// Functions whose result is at 16, in the memory that a string literal fills from 0 on.
constexpr const char* giver = R"((component
  (type $entry' (record (field "name" string) (field "sizes" (list u16))))
  (export $entry "entry" (type $entry'))
  (core module $M
    (memory (export "mem") 1)
    (data (i32.const 16)
      "\40\00\00\00\03\00\00\00"      ;; 16: a string or list of 3 at 64
      "\50\00\00\00\02\00\00\00"      ;; 24: a list of 2 at 80
      "\50\00\00\00\01\00\00\00"      ;; 32: a string of 1 at 80
      "\41\00\00\00\01\00\00\00"      ;; 40: a list at an odd address
      "\50\00\00\00\ff\ff\00\00")     ;; 48: a list that reaches out of the memory
    (data (i32.const 64) "abc\00")
    (data (i32.const 80) "\ff\01\02\03")
    (data (i32.const 96) "\40\00\00\00\02\00\00\00\40\00\00\00\01\00\00\00\50\00\00\00\01\00\00\00")
    (data (i32.const 128) "\60\00\00\00\03\00\00\00")   ;; 128: a list of 3 at 96
    (global $done (mut i32) (i32.const 0))
    (func (export "at") (param i32) (result i32) (local.get 0))
    (func (export "after") (param i32) (global.set $done (i32.add (global.get $done) (i32.const 1))))
    (func (export "done") (result i32) (global.get $done)))
  (core instance $m (instantiate $M))
  (func (export "string") (param "at" u32) (result string)
    (canon lift (core func $m "at") (memory $m "mem") (post-return (core func $m "after"))))
  (func (export "numbers") (param "at" u32) (result (list u16)) (canon lift (core func $m "at") (memory $m "mem")))
  (func (export "bytes") (param "at" u32) (result (list u8)) (canon lift (core func $m "at") (memory $m "mem")))
  (func (export "strings") (param "at" u32) (result (list string)) (canon lift (core func $m "at") (memory $m "mem")))
  (func (export "entry-at") (param "at" u32) (result $entry) (canon lift (core func $m "at") (memory $m "mem")))
  (func (export "done") (result u32) (canon lift (core func $m "done")))))";

class TypedViews : public testing::Test {
 protected:
  Store store;
  Linker linker;

  Instance instantiate(const std::string& text) {
    auto component = Component::parse(everything_on(), text);
    if (!component) throw std::runtime_error(component.error().report());
    auto instance = linker.instantiate(store, *component);
    if (!instance) throw std::runtime_error(instance.message());
    return *instance;
  }
};

TEST_F(TypedViews, a_string_is_read_in_place) {
  const auto instance = instantiate(giver);
  const auto f = instance.typed_func<WasmStr(u32)>("string").value();
  auto handle = f.call(16).value();
  EXPECT_EQ(handle->code_units(), 3U);
  EXPECT_EQ(handle->to_string(), "abc");
  EXPECT_EQ(handle->to_u16string(), u"abc");
  EXPECT_EQ(handle->as_utf8(), "abc");
  EXPECT_TRUE(handle.post_return());
  EXPECT_EQ(instance.typed_func<u32()>("done")->call_and_finish().value(), 1U);
}

TEST_F(TypedViews, are_refused_when_their_call_has_ended) {
  const auto instance = instantiate(giver);
  auto handle = instance.typed_func<WasmStr(u32)>("string")->call(16).value();
  const WasmStr kept = *handle;
  EXPECT_TRUE(kept.open());
  ASSERT_TRUE(handle.post_return());
  EXPECT_FALSE(kept.open());
  EXPECT_THROW(kept.to_string(), wasm::HostError);
  EXPECT_THAT(kept.try_to_string().message(), HasSubstr("after its call has ended"));
  // A later call does not open it again.
  auto other = instance.typed_func<WasmStr(u32)>("string")->call(16).value();
  EXPECT_THROW(kept.to_string(), wasm::HostError);
  EXPECT_EQ(other->to_string(), "abc");
  EXPECT_TRUE(other.post_return());
}

TEST_F(TypedViews, contents_are_checked_when_they_are_read) {
  const auto instance = instantiate(giver);
  auto handle = instance.typed_func<WasmStr(u32)>("string")->call(32).value();
  EXPECT_EQ(handle->code_units(), 1U);
  const auto text = handle->try_to_string();
  ASSERT_NE(text.trap(), nullptr);
  EXPECT_EQ(text.trap()->id, "invalid_utf8");
  EXPECT_TRUE(handle.post_return());  // reading ended nothing
  EXPECT_TRUE(instance.typed_func<u32()>("done")->call_and_finish());
}

TEST_F(TypedViews, bounds_and_alignment_are_checked_when_they_are_lifted) {
  const auto call = [&](u32 at) { return instantiate(giver).typed_func<WasmList<u16>(u32)>("numbers")->call(at); };
  EXPECT_TRUE(call(16));
  ASSERT_NE(call(40).trap(), nullptr);
  EXPECT_EQ(call(40).trap()->id, "list_unaligned");
  EXPECT_EQ(call(48).trap()->id, "list_out_of_bounds");
  EXPECT_EQ(call(6).trap()->id, "unaligned_pointer");
}

TEST_F(TypedViews, a_list_is_indexed_iterated_copied_and_seen_as_memory) {
  const auto instance = instantiate(giver);
  auto handle = instance.typed_func<WasmList<u16>(u32)>("numbers")->call(24).value();
  EXPECT_EQ(handle->size(), 2U);
  EXPECT_EQ((*handle)[1], 0x0302);
  std::vector<u16> all;
  for (const u16 x : *handle) all.push_back(x);
  EXPECT_THAT(all, ElementsAre(0x01ff, 0x0302));
  EXPECT_EQ(handle->to_vector(), all);
  EXPECT_THAT(handle->as_le_span(), ElementsAre(0x01ff, 0x0302));
  EXPECT_THROW((*handle)[2], wasm::HostError);
  const WasmList<u16> kept = *handle;
  EXPECT_TRUE(handle.post_return());
  EXPECT_THROW(kept[0], wasm::HostError);
  EXPECT_THROW(kept.as_le_span(), wasm::HostError);
  EXPECT_THROW(kept.to_vector(), wasm::HostError);
}

TEST_F(TypedViews, a_nested_list_is_a_list_of_views) {
  const auto instance = instantiate(giver);
  auto handle = instance.typed_func<WasmList<WasmStr>(u32)>("strings")->call(128).value();
  ASSERT_EQ(handle->size(), 3U);
  EXPECT_EQ((*handle)[0].to_string(), "ab");
  EXPECT_EQ((*handle)[1].to_string(), "a");
  EXPECT_THROW((*handle)[2].to_string(), wasm::Trap);
  EXPECT_EQ(handle->to_vector()[1].to_string(), "a");
  EXPECT_TRUE(handle.post_return());
}

TEST_F(TypedViews, are_fields_of_records) {
  const auto instance = instantiate(giver);
  auto handle = instance.typed_func<Entry(u32)>("entry-at")->call(16).value();
  EXPECT_EQ(handle->name.to_string(), "abc");
  EXPECT_THAT(handle->sizes.as_le_span(), ElementsAre(0x01ff, 0x0302));
  EXPECT_TRUE(handle.post_return());
}

TEST_F(TypedViews, a_forgotten_post_return_is_told_and_made_good) {
  std::vector<std::string> told;
  StoreConfig config;
  config.warn = [&](std::string_view words) { told.emplace_back(words); };
  Store watched(config);
  const auto instance = linker.instantiate(watched, Component::parse(everything_on(), giver).value()).value();
  const auto f = instance.typed_func<WasmStr(u32)>("string").value();
  WasmStr kept;
  {
    const auto handle = f.call(16).value();
    kept = *handle;
  }
  EXPECT_THAT(told, ElementsAre(HasSubstr("the result of `string` went without post_return")));
  EXPECT_FALSE(kept.open());
  EXPECT_EQ(instance.typed_func<u32()>("done")->call_and_finish().value(), 1U);  // it ran
  auto moved = f.call(16).value();
  auto to = std::move(moved);
  EXPECT_TRUE(to.post_return());
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(TypedViews, of_arguments_are_good_while_the_hosts_function_runs) {
  WasmStr kept;
  std::vector<std::string> seen;
  linker.define_func("f", [&](WasmStr text, WasmList<u16> numbers) {
    kept = text;
    seen.push_back(text.to_string());
    return static_cast<u32>(numbers.as_le_span()[1]);
  });
  const auto instance = instantiate(R"((component
    (import "f" (func $f (param "text" string) (param "numbers" (list u16)) (result u32)))
    (core module $Memory (memory (export "mem") 1) (data (i32.const 8) "abc\00\01\00\02\00"))
    (core instance $memory (instantiate $Memory))
    (core func $l (canon lower (func $f) (memory (core memory $memory "mem"))))
    (core module $M (import "" "f" (func $f (param i32 i32 i32 i32) (result i32)))
      (func (export "go") (result i32) (call $f (i32.const 8) (i32.const 3) (i32.const 12) (i32.const 2))))
    (core instance $m (instantiate $M (with "" (instance (export "f" (func $l))))))
    (func (export "go") (result u32) (canon lift (core func $m "go")))))");
  EXPECT_EQ(instance.typed_func<u32()>("go")->call_and_finish().value(), 2U);
  EXPECT_THAT(seen, ElementsAre("abc"));
  EXPECT_FALSE(kept.open());
  EXPECT_THROW(kept.to_string(), wasm::HostError);
}

// ---- Between two functions of the host's

/// Functions of the host's that the host gets back.
constexpr const char* given_back = R"((component
  (import "file" (type $file (sub resource)))
  (type $entry' (record (field "name" string) (field "sizes" (list u16))))
  (import "entry" (type $entry (eq $entry')))
  (import "read" (func $read (param "text" string) (param "numbers" (list u16)) (param "strings" (list string))
    (param "e" $entry) (result string)))
  (import "words" (func $words (param "n" u32) (result (list string))))
  (import "open" (func $open (param "how" (tuple string (own $file))) (result u64)))
  (export "read" (func $read))
  (export "words" (func $words))
  (export "open" (func $open))))";

class TypedViewsOfTheHost : public TypedViews {
 protected:
  TypedViewsOfTheHost() {
    linker.define_resource<u64>("file");
    linker.define_func("read",
                       [this](WasmStr text, WasmList<u16> numbers, const WasmList<WasmStr>& strings, const Entry& e) {
                         kept = text;
                         std::string all(text.as_utf8().value());
                         for (const u16 n : numbers.as_le_span()) all += " " + std::to_string(n);
                         for (const WasmStr& s : strings) all += " " + s.to_string();
                         return all + " " + e.name.to_string() + " " + std::to_string(e.sizes[1]);
                       });
    linker.define_func("words", [](u32 n) { return std::vector<std::string>(n, std::string(n, 'y')); });
    linker.define_func("open", [](const std::tuple<WasmStr, HostOwn<u64>>& how) {
      return *std::get<1>(how) + std::get<0>(how).code_units();
    });
  }
  WasmStr kept;
};

TEST_F(TypedViewsOfTheHost, arguments_are_read_in_place) {
  const auto instance = instantiate(given_back);
  using Strings = std::vector<std::string>;
  auto read = instance.func("read").value();
  const Val entry = Val::record({{"name", Val("e")}, {"sizes", to_val(std::vector<u16>{8, 9})}});
  const auto result =
      read.invoke({Val("h\u00e9"), to_val(std::vector<u16>{1, 2}), to_val(Strings{"a", "", "c"}), entry});
  ASSERT_TRUE(result) << result.message();
  EXPECT_EQ(result->at(0), Val("h\u00e9 1 2 a  c e 9"));
  EXPECT_FALSE(kept.open());
  EXPECT_THROW(kept.to_string(), wasm::HostError);

  const auto again = read.invoke({to_val(std::u16string(u"h\u00e9")), Val(List()), Val(List()), entry});
  ASSERT_TRUE(again) << again.message();
  EXPECT_EQ(again->at(0), Val("h\u00e9 e 9"));
}

TEST_F(TypedViewsOfTheHost, results_are_read_in_place_until_post_return) {
  const auto instance = instantiate(given_back);
  const auto words = instance.typed_func<WasmList<WasmStr>(u32)>("words").value();
  auto handle = words.call(3);
  ASSERT_TRUE(handle) << handle.message();
  const WasmList<WasmStr> view = **handle;
  EXPECT_EQ(view.size(), 3U);
  EXPECT_EQ(view[2].as_utf8(), "yyy");
  EXPECT_TRUE(handle->post_return());
  EXPECT_FALSE(view.open());
  EXPECT_THROW(view[2], wasm::HostError);
  EXPECT_NE(handle->post_return().host_error(), nullptr);
  const auto long_one = words.call(2000);
  ASSERT_TRUE(long_one) << long_one.message();
  EXPECT_EQ((**long_one)[1999].to_string(), std::string(2000, 'y'));
}

TEST_F(TypedViewsOfTheHost, handles_beside_views_pass) {
  const auto instance = instantiate(given_back);
  auto open = instance.func("open").value();
  const auto result = open.invoke({Val::tuple({Val("abc"), to_val(HostOwn<u64>::make(u64{40}))})});
  ASSERT_TRUE(result) << result.message();
  EXPECT_EQ(result->at(0), Val(u64{43}));
  using How = std::tuple<std::string_view, HostOwn<u64>>;
  const auto typed = instance.typed_func<u64(How)>("open").value();
  EXPECT_EQ(typed.call_and_finish(How("abcd", HostOwn<u64>::make(u64{40}))).value(), 44U);
}

}  // namespace
}  // namespace touchstone::component::host
