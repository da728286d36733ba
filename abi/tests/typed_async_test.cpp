// Streams, futures, calls that go on and coroutines by C++ types: against guests that take and give them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abi/tests/host_guests.hpp"

namespace touchstone {

namespace {

using host::Async;
using testing::ElementsAre;
using testing::HasSubstr;

class TypedAsync : public testing::Test {
 protected:
  host::Store store;
  host::Linker linker;
};

TEST_F(TypedAsync, streams_have_elements_of_a_type) {
  const Guest guest(store, linker, built_ins("u16"));
  const auto take = guest.instance().typed_func<u32(host::StreamOf<u16>)>("take").value();
  const auto give = guest.instance().typed_func<host::StreamOf<u16>(u32)>("give").value();
  auto [readable, writer] = host::make_stream<u16>(store);
  const u32 h = take(readable).value();
  EXPECT_EQ(guest.number("read", h, 0U, 3U), blocked);
  EXPECT_EQ(writer.write({0x0201, 0x0403}).result()->count, 2U);
  EXPECT_EQ(guest.bytes(0, 4), (Bytes{1, 2, 3, 4}));

  const Ends ends(guest("new"));
  auto reader = host::StreamReaderOf<u16>::take(store, give(ends.readable).value()).value();
  const auto waiting = reader.read(5);
  int told = 0;
  waiting.on_done([&] { ++told; });
  EXPECT_FALSE(waiting.done());
  EXPECT_EQ(guest.number("write", ends.writable, 256U, 2U), packed(host::CopyResult::COMPLETED, 2));
  EXPECT_TRUE(host::run_until_idle(store));
  EXPECT_EQ(told, 1);
  EXPECT_THAT(waiting.result()->elements, ElementsAre(0x0100, 0x0302));
  const auto cancelled = reader.read(1);
  cancelled.cancel();
  EXPECT_TRUE(cancelled.result()->cancelled());
  const u32 again = take(reader.release().value()).value();
  EXPECT_EQ(guest.number("read", again, 0U, 1U), blocked);

  const auto wrong = guest.instance().typed_func<u32(host::StreamOf<u32>)>("take");
  EXPECT_FALSE(wrong.has_value());
}

TEST_F(TypedAsync, futures_have_a_value_of_a_type) {
  const Guest guest(store, linker, built_ins("string"));
  const auto take = guest.instance().typed_func<u32(host::FutureOf<std::string>)>("take-future").value();
  const auto give = guest.instance().typed_func<host::FutureOf<std::string>(u32)>("give-future").value();
  auto [readable, writer] = host::make_future<std::string>(store);
  const u32 h = take(readable).value();
  EXPECT_EQ(guest.number("read-future", h, 0U), blocked);
  EXPECT_TRUE(writer.write("abc").done());
  EXPECT_TRUE(writer.written());

  const Ends ends(guest("new-future"));
  auto reader = host::FutureReaderOf<std::string>::take(store, give(ends.readable).value()).value();
  const auto value = reader.read();
  EXPECT_EQ(guest.number("write-future", ends.writable, 0U), packed(host::CopyResult::COMPLETED));
  EXPECT_EQ(value.wait().value(), "abc");
}

constexpr const char* caller = R"((component
  (import "slow" (func $slow async (param "x" u32) (result u32)))
  (import "done" (func $done async (param "x" u32)))
  (core func $wait (canon lower (func $slow)))
  (core func $told (canon lower (func $done)))
  (core module $M
    (import "" "wait" (func $wait (param i32) (result i32)))
    (import "" "told" (func $told (param i32)))
    (func (export "f") (param i32) (result i32) (local $x i32)
      (local.set $x (call $wait (local.get 0)))
      (call $told (local.get $x))
      (local.get $x)))
  (core instance $m (instantiate $M (with "" (instance (export "wait" (func $wait)) (export "told" (func $told))))))
  (func (export "f") async (param "x" u32) (result u32) (canon lift (core func $m "f")))))";

TEST_F(TypedAsync, calls_go_on_and_coroutines_are_functions_of_the_host) {
  std::vector<host::Promise<u32>> promises;
  std::vector<u32> told;
  linker.define_async_func("slow", [&promises](host::Store& from, u32 x) -> Async<u32> {
    const auto answer = promises.emplace_back(from).operation();
    const u32 y = (co_await answer).value();
    co_return x + y;
  });
  linker.define_async_func("done", [&told](u32 x) -> Async<> {
    told.push_back(x);
    co_return;
  });
  const Guest guest(store, linker, caller);
  const auto f = guest.instance().typed_func<u32(u32)>("f").value();
  const auto a = f.call_async(1);
  const auto b = f.call_async(2);
  EXPECT_FALSE(a.done());
  EXPECT_EQ(promises.size(), 1U);  // the second waits for the first
  promises[0].resolve(10);
  EXPECT_EQ(a.wait().value(), 11U);
  EXPECT_TRUE(host::run_until_idle(store));
  promises.at(1).resolve(20);
  EXPECT_EQ(b.wait().value(), 22U);
  EXPECT_THAT(told, ElementsAre(11U, 22U));

  const auto twice = [](host::TypedFunc<u32(u32)> func) -> Async<u32> {
    const u32 once = (co_await func.call_async(1)).value();
    co_return (co_await func.call_async(once)).value();
  };
  const auto spawned = host::spawn(store, twice(f));
  promises.at(2).resolve(1);
  EXPECT_TRUE(host::run_until_idle(store));
  promises.at(3).resolve(1);
  EXPECT_EQ(spawned.wait().value(), 3U);
}

TEST_F(TypedAsync, a_trap_elsewhere_ends_a_typed_call_that_waits) {
  linker.define_async_func("done", [](u32) -> Async<> { co_return; });
  linker.define_async_func("slow", [](u32 x) -> Async<u32> {
    if (x == 0) throw std::runtime_error("none");
    co_return x;
  });
  const Guest guest(store, linker, caller);
  const auto f = guest.instance().typed_func<u32(u32)>("f").value();
  EXPECT_EQ(f.call_async(5).result().value(), 5U);
  EXPECT_THAT(f.call_async(0).result().message(), HasSubstr("none"));
  EXPECT_THAT(f.call_async(1).wait().message(), HasSubstr("cannot enter component instance"));
}

TEST_F(TypedAsync, another_type_is_found_when_it_is_linked) {
  linker.define_async_func("done", [](u32) -> Async<> { co_return; });
  linker.define_async_func("slow", [](std::string) -> Async<u32> { co_return 0; });
  const auto component = host::Component::parse(host::Engine(), caller).value();
  EXPECT_THAT(linker.instantiate(store, component).message(), HasSubstr("slow"));
}

TEST_F(TypedAsync, each_argument_of_a_call_that_goes_on_is_checked_against_its_own_parameter) {
  linker.define_async_func("f", [](u32 x, std::string text, std::vector<u8> bytes) -> Async<u32> {
    co_return x + static_cast<u32>(text.size() + bytes.size());
  });
  const auto instance = instantiate(store, linker, R"((component
    (import "f" (func $f async (param "x" u32) (param "t" string) (param "b" (list u8)) (result u32)))
    (export "f" (func $f))))");
  const auto f = instance.typed_func<u32(u32, std::string, std::vector<u8>)>("f").value();
  const auto sum = f.call_async(40, "a", {1, 2}).wait();
  ASSERT_TRUE(sum) << sum.message();
  EXPECT_EQ(*sum, 43U);
  EXPECT_THAT(f.call_async(40, "\xff", {}).wait().message(), HasSubstr("argument 1"));
}

// ---- What coroutines throw

constexpr const char* calls_slow = R"((component
  (import "slow" (func $slow async (param "x" u32) (result u32)))
  (export "slow" (func $slow))
  (core func $l (canon lower (func $slow)))
  (func (export "f") async (param "x" u32) (result u32) (canon lift (core func $l)))))";

Async<u32> fails(host::Store& store, u32 how) {
  (co_await host::next_turn(store)).value();
  if (how == 0) throw 42;
  host::Expected<u32, u32> wrong = host::err(how);
  co_return wrong.value();
}

TEST_F(TypedAsync, whatever_a_coroutine_throws_is_an_error_of_the_host) {
  EXPECT_THAT(host::run(store, fails(store, 0)).message(), HasSubstr("an exception of unknown type"));
  const auto crash = host::run(store, fails(store, 1));
  ASSERT_NE(crash.host_error(), nullptr);
  EXPECT_THROW(std::rethrow_exception(crash.host_error()->cause), Crash);

  linker.define_async_func("slow", fails);
  for (const u32 how : {0U, 1U}) {
    for (const char* name : {"f", "slow"}) {
      const auto f = instantiate(store, linker, calls_slow).typed_func<u32(u32)>(name).value();
      EXPECT_NE(f.call_async(how).wait().host_error(), nullptr) << how << name;
    }
  }
  EXPECT_TRUE(host::run_until_idle(store));
}

struct TooMuch : std::runtime_error {
  TooMuch() : std::runtime_error("too much") {}
};

TEST_F(TypedAsync, what_a_coroutine_throws_may_be_the_error_of_a_result) {
  linker.define_async_func("f", host::catching<TooMuch>(
                                    [](host::Store& at, u32 x) -> Async<u32> {
                                      (co_await host::next_turn(at)).value();
                                      if (x > 9) throw TooMuch();
                                      co_return x;
                                    },
                                    [](const TooMuch& e) { return std::string(e.what()); }));
  linker.define_async_func("g", host::catching<TooMuch>(
                                    [](u32 x) -> Async<> {
                                      if (x > 9) throw TooMuch();
                                      co_return;
                                    },
                                    [](const TooMuch&) {}));
  const auto instance = instantiate(store, linker, R"((component
    (import "f" (func $f async (param "x" u32) (result (result u32 (error string)))))
    (import "g" (func $g async (param "x" u32) (result (result))))
    (export "f" (func $f)) (export "g" (func $g))))");
  const auto f = instance.typed_func<host::Expected<u32, std::string>(u32)>("f").value();
  EXPECT_EQ(f(9).value().value(), 9U);
  EXPECT_EQ(f(10).value().error(), "too much");
  const auto g = instance.typed_func<host::Expected<void, void>(u32)>("g").value();
  EXPECT_TRUE(g(9).value().has_value());
  EXPECT_FALSE(g(10).value().has_value());
}

// ---- Without elements

TEST_F(TypedAsync, streams_may_have_elements_that_are_only_counted) {
  auto [readable, writer] = host::make_stream<void>(store);
  auto reader = host::StreamReaderOf<void>::take(store, readable).value();
  const auto written = writer.write_all(5);
  EXPECT_EQ(reader.read(3).wait()->count, 3U);
  EXPECT_EQ(reader.read_all(2).wait()->count, 2U);
  EXPECT_EQ(written.result()->count, 5U);
  EXPECT_TRUE(reader.drop());
  EXPECT_TRUE(writer.write(1).wait()->dropped());
  EXPECT_TRUE(writer.reader_gone());
}

TEST_F(TypedAsync, futures_may_have_no_value) {
  auto [readable, writer] = host::make_future<void>(store);
  auto reader = host::FutureReaderOf<void>::take(store, readable).value();
  const auto read = reader.read();
  EXPECT_FALSE(read.done());
  EXPECT_TRUE(writer.write().done());
  EXPECT_TRUE(read.result());
}

// ---- Results that can't be copied

TEST_F(TypedAsync, a_result_that_cannot_be_copied_is_handed_out_once) {
  const auto ran = host::run(store, []() -> Async<std::unique_ptr<u32>> { co_return std::make_unique<u32>(1); }());
  ASSERT_TRUE(ran);
  EXPECT_EQ(**ran, 1U);
  host::Promise<std::unique_ptr<u32>> promise(store);
  promise.resolve(std::make_unique<u32>(2));
  EXPECT_EQ(*promise.operation().result().value(), 2U);
  linker.define_async_func("f", [](u32 x) -> Async<std::unique_ptr<u32>> { co_return std::make_unique<u32>(x); });
  linker.define_async_func("slow", [](u32 x) -> Async<u32> { co_return x; });
  const auto f = instantiate(store, linker, calls_slow).typed_func<std::unique_ptr<u32>(u32)>("f").value();
  EXPECT_EQ(*f.call_async(3).wait().value(), 3U);
}

}  // namespace

}  // namespace touchstone
