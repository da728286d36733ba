// Typed calls through real components: what is passed, what is compared at lookup and at linking, and how calls end.
#include <stdexcept>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abi/host/component.hpp"
#include "abi/tests/instantiate.hpp"

namespace touchstone {

namespace {

using testing::HasSubstr;

/// A memory with a realloc that never frees.
constexpr const char* memory = R"(
  (core module $Memory
    (memory (export "mem") 2)
    (global $top (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (if (local.get 0) (then (return (local.get 0))))
      (global.set $top (i32.and (i32.add (global.get $top) (i32.const 15)) (i32.const -16)))
      (global.get $top)
      (global.set $top (i32.add (global.get $top) (local.get 3)))))
  (core instance $memory (instantiate $Memory))
  (alias core export $memory "mem" (core memory $mem))
  (alias core export $memory "realloc" (core func $realloc)))";

class TypedCalls : public testing::Test {
 protected:
  host::Engine engine;
  host::Store store;
  host::Linker linker;

  host::Component parse(const std::string& text) const { return parse_component(text, engine); }
  host::Instance instantiate(const std::string& text) { return touchstone::instantiate(store, linker, text, engine); }
};

constexpr const char* arithmetic = R"((component
  (core module $M
    (func (export "twice") (param i32) (result i32) (i32.mul (local.get 0) (i32.const 2)))
    (func (export "fail") unreachable))
  (core instance $m (instantiate $M))
  (func (export "twice") (param "x" u32) (result u32) (canon lift (core func $m "twice")))
  (func (export "fail") (canon lift (core func $m "fail")))))";

TEST_F(TypedCalls, a_number_goes_in_and_comes_back) {
  const auto instance = instantiate(arithmetic);
  const auto twice = instance.typed_func<u32(u32)>("twice").value();
  EXPECT_EQ(twice.call_and_finish(21).value(), 42U);
  EXPECT_EQ(twice(4).value(), 8U);
  auto handle = twice.call(5);
  ASSERT_TRUE(handle);
  EXPECT_EQ(**handle, 10U);
  EXPECT_TRUE(handle->pending());
  EXPECT_NE(twice(1).trap(), nullptr);  // entered until post_return
  EXPECT_TRUE(handle->post_return());
  EXPECT_FALSE(handle->pending());
  EXPECT_NE(handle->post_return().host_error(), nullptr);
  EXPECT_EQ(twice(1).value(), 2U);
}

TEST_F(TypedCalls, a_string_goes_in_and_comes_back) {
  const auto instance = instantiate(std::string("(component ") + memory + R"(
    (core module $M
      (memory (import "" "mem") 1)
      (func (export "echo") (param i32 i32) (result i32)
        (i32.store (i32.const 16) (local.get 0))
        (i32.store (i32.const 20) (local.get 1))
        (i32.const 16)))
    (core instance $m (instantiate $M (with "" (instance (export "mem" (memory $mem))))))
    (func (export "echo") (param "x" string) (result string)
      (canon lift (core func $m "echo") (memory $mem) (realloc $realloc)))))");
  const auto echo = instance.typed_func<std::string(std::string_view)>("echo").value();
  EXPECT_EQ(echo("").value(), "");
  EXPECT_EQ(echo("h\u00e9llo \U0001F600").value(), "h\u00e9llo \U0001F600");
  const auto wrong = echo("\xff");
  ASSERT_NE(wrong.host_error(), nullptr);
  EXPECT_THAT(wrong.message(), HasSubstr("argument 0: not well-formed UTF-8"));
  EXPECT_EQ(echo("still enterable").value(), "still enterable");
}

TEST_F(TypedCalls, a_lookup_says_where_types_differ) {
  const auto instance = instantiate(arithmetic);
  EXPECT_THAT(instance.typed_func<u32(u64)>("twice").error().message(),
              HasSubstr("function `twice` is not of the type asked for: parameter `x`: expected u64, found u32"));
  EXPECT_THAT(instance.typed_func<void(u32)>("twice").error().message(),
              HasSubstr("result: expected nothing, found u32"));
  EXPECT_THAT(instance.typed_func<u32()>("twice").error().message(), HasSubstr("expected 0 parameters, found 1"));
  EXPECT_THAT(instance.typed_func<u32()>("thrice").error().message(), HasSubstr("`thrice` is not exported"));
}

TEST_F(TypedCalls, a_call_may_name_its_store) {
  const auto twice = instantiate(arithmetic).typed_func<u32(u32)>("twice").value();
  auto handle = twice.call(store, 5);
  ASSERT_TRUE(handle);
  EXPECT_EQ(**handle, 10U);
  EXPECT_TRUE(handle->post_return());
  EXPECT_EQ(twice.call_and_finish(store, 6).value(), 12U);
  EXPECT_EQ(twice.call_async(store, 7).result().value(), 14U);

  host::Store other;
  const auto refused = [](const auto& outcome) {
    return outcome.host_error() != nullptr ? outcome.message() : "no host error";
  };
  const std::string words = "host error: `twice` is called with a store that it is not of";
  EXPECT_EQ(refused(twice.call(other, 5)), words);
  EXPECT_EQ(refused(twice.call_and_finish(other, 5)), words);
  EXPECT_EQ(refused(twice.call_async(other, 5).result()), words);
  EXPECT_EQ(twice(8).value(), 16U);  // nothing was entered
}

TEST_F(TypedCalls, a_trap_is_an_outcome) {
  const auto instance = instantiate(arithmetic);
  EXPECT_NE(instance.typed_func<void()>("fail")->call_and_finish().trap(), nullptr);
  EXPECT_NE(instance.typed_func<u32(u32)>("twice")->call_and_finish(1).trap(), nullptr);  // poisoned
}

}  // namespace

}  // namespace touchstone
