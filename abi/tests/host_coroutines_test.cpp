// C++20 coroutines over a store: awaiting calls, copies and promises, host functions that are coroutines, cancelling, and
// what becomes of those that are suspended when their store goes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abi/tests/host_guests.hpp"

namespace touchstone {

namespace {

using host::Async;
using host::CopyResult;
using host::PrimValType;
using testing::ElementsAre;
using testing::HasSubstr;

/// Notes that it is gone.
struct Witness {
  explicit Witness(int& count) : gone(&count) {}
  Witness(Witness&& other) noexcept : gone(std::exchange(other.gone, nullptr)) {}
  Witness& operator=(Witness&&) = delete;
  ~Witness() {
    if (gone != nullptr) ++*gone;
  }
  int* gone;
};

class HostCoroutines : public testing::Test {
 protected:
  std::unique_ptr<host::Store> store = std::make_unique<host::Store>();
  host::Linker linker;
  std::vector<host::Promise<u32>> promises;
  int gone = 0;

  /// `slow` as a coroutine that waits for a promise of its own.
  void define_slow() {
    linker.define_async_func("slow", [this](Vals args) -> Async<Vals> {
      const Witness witness(gone);
      const auto answer = promises.emplace_back(*store).operation();
      const u32 x = args.at(0).as<u32>();
      const u32 y = (co_await answer).value();
      co_return Vals{Val(x + y)};
    });
  }
  Guest instantiate() { return Guest(*store, linker, slow_caller); }
};

Async<int> seven() { co_return 7; }
Async<int> thrower() {
  throw std::runtime_error("thrown");
  co_return 0;
}
Async<int> sum() {
  int total = 0;
  for (int i = 0; i < 3; ++i) total += co_await seven();
  co_return total;
}
Async<> caught(std::string& what) {
  try {
    co_await thrower();
  } catch (const std::runtime_error& error) {
    what = error.what();
  }
}

TEST_F(HostCoroutines, awaiting_each_other_they_are_functions) {
  EXPECT_EQ(host::run(*store, sum()).value(), 21);
  std::string what;
  EXPECT_TRUE(host::run(*store, caught(what)));
  EXPECT_EQ(what, "thrown");
  const auto failed = host::run(*store, thrower());
  ASSERT_NE(failed.host_error(), nullptr);
  EXPECT_THAT(failed.message(), HasSubstr("thrown"));
}

TEST_F(HostCoroutines, they_begin_when_they_are_run) {
  bool begun = false;
  const auto begin = [](bool& flag) -> Async<> {
    flag = true;
    co_return;
  };
  auto task = begin(begun);
  EXPECT_FALSE(begun);
  {
    const auto dropped = begin(begun);
  }
  EXPECT_FALSE(begun);
  EXPECT_TRUE(host::run(*store, std::move(task)));
  EXPECT_TRUE(begun);
}

Async<u32> twice(host::Func f, u32 x) {
  const Vals once = (co_await f.call_async(x)).value();
  const Vals again = (co_await f.call_async(once.at(0))).value();
  co_return again.at(0).as<u32>();
}

TEST_F(HostCoroutines, they_await_calls) {
  define_slow();
  const Guest guest = instantiate();
  EXPECT_EQ(host::run(*store, twice(guest.func("next"), 1)).value(), 3U);
  const auto a = host::spawn(*store, twice(guest.func("many"), 1));
  const auto b = host::spawn(*store, twice(guest.func("many"), 100));
  ASSERT_EQ(promises.size(), 2U);
  promises[0].resolve(10);
  promises[1].resolve(1000);
  EXPECT_TRUE(host::run_until_idle(*store));
  ASSERT_EQ(promises.size(), 4U);
  promises[3].resolve(5);
  EXPECT_EQ(b.wait().value(), 1105U);
  EXPECT_FALSE(a.done());
  promises[2].resolve(5);
  EXPECT_EQ(a.wait().value(), 16U);
  EXPECT_EQ(gone, 4);
}

Async<u64> write_then_end(host::StreamWriter writer, int chunks) {
  u64 written = 0;
  for (int i = 0; i < chunks; ++i) written += (co_await writer.write_all(Bytes(100, static_cast<u8>(i)))).value().count;
  co_return written;
}
Async<u64> count(host::StreamReader reader) {
  u64 read = 0;
  while (!reader.writer_gone()) read += (co_await reader.read(7)).value().count;
  co_return read;
}

TEST_F(HostCoroutines, they_await_copies) {
  auto [readable, writer] = host::make_stream(*store, PrimValType::u8);
  const auto writing = host::spawn(*store, write_then_end(std::move(writer), 10));
  EXPECT_FALSE(writing.done());
  auto reader = std::move(host::StreamReader::take(*store, readable).value());
  EXPECT_EQ(host::run(*store, count(std::move(reader))).value(), 1000U);
  EXPECT_EQ(writing.result().value(), 1000U);
}

TEST_F(HostCoroutines, a_host_function_may_be_one) {
  define_slow();
  const Guest guest = instantiate();
  const auto call = guest.func("many").start({Val(1U)});
  EXPECT_FALSE(call.done());
  EXPECT_EQ(host::work(*store).coroutines, 1U);
  promises.at(0).resolve(41);
  EXPECT_EQ(call.wait().value().at(0), Val(42U));
  EXPECT_EQ(gone, 1);
  EXPECT_EQ(host::work(*store).coroutines, 0U);

  linker.define_async_func("slow", [](Vals args) -> Async<Vals> { co_return args; });
  EXPECT_TRUE(instantiate().func("many").start({Val(5U)}).done());  // it did not wait
}

TEST_F(HostCoroutines, a_host_function_that_throws_ends_the_call) {
  linker.define_async_func("slow", [this](Vals args) -> Async<Vals> {
    const auto answer = promises.emplace_back(*store).operation();
    if (args.at(0).as<u32>() == 1) throw wasm::Trap(wasm::TrapCode::integer_overflow);
    if (args.at(0).as<u32>() == 2) co_return Vals{Val("no number")};
    (co_await answer).value();
    if (args.at(0).as<u32>() == 3) throw std::runtime_error("too late");
    co_return Vals{Val("no number")};
  });
  EXPECT_NE(instantiate().func("many").invoke({Val(1U)}).trap(), nullptr);
  EXPECT_THAT(instantiate().failure("many", 2U), HasSubstr("expected u32, found string"));
  for (const auto& [x, words] : {std::pair(3U, "too late"), std::pair(4U, "expected u32, found string")}) {
    const Guest guest = instantiate();
    const auto call = guest.func("many").start({Val(x)});
    promises.back().resolve(0);
    EXPECT_THAT(call.wait().message(), HasSubstr(words));
    EXPECT_THAT(guest.failure("next", 1U), HasSubstr("cannot enter component instance"));
  }
  // What it waited for fails.
  const auto call = instantiate().func("many").start({Val(3U)});
  promises.clear();
  EXPECT_THAT(call.wait().message(), HasSubstr("a promise was dropped without a result"));
}

TEST_F(HostCoroutines, a_host_function_is_destroyed_when_its_caller_gives_up) {
  define_slow();
  const Guest guest = instantiate();
  EXPECT_EQ(guest.number("give-up", 1U), 4U);  // CANCELLED_BEFORE_RETURNED
  EXPECT_EQ(gone, 1);
  promises.at(0).resolve(1);  // nobody waits
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_EQ(host::work(*store).coroutines, 0U);
}

TEST_F(HostCoroutines, cancelling_destroys_what_was_spawned) {
  host::Promise<u32> promise(*store);
  const auto waits = [](host::Operation<u32> operation, Witness) -> Async<u32> {
    co_return (co_await operation).value();
  };
  const auto spawned = host::spawn(*store, waits(promise.operation(), Witness(gone)));
  EXPECT_EQ(gone, 0);
  spawned.cancel();
  EXPECT_EQ(gone, 1);
  EXPECT_THAT(spawned.wait().message(), HasSubstr("the coroutine was cancelled"));
  promise.resolve(1);
  EXPECT_TRUE(host::run_until_idle(*store));

  host::Promise<u32> other(*store);
  {
    const auto dropped = host::spawn(*store, waits(other.operation(), Witness(gone)));
  }
  EXPECT_EQ(gone, 1);  // it goes on
  other.resolve(1);
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_EQ(gone, 2);
}

Async<> cancels(std::optional<host::Operation<std::monostate>>& itself, host::Operation<u32> later, int& after) {
  itself->cancel();  // while it runs: it ends where it waits next
  ++after;
  (co_await later).value();
  ++after;
}

TEST_F(HostCoroutines, one_that_cancels_itself_ends_where_it_waits) {
  host::Promise<u32> first(*store);
  host::Promise<u32> second(*store);
  std::optional<host::Operation<std::monostate>> itself;
  int after = 0;
  const auto body = [](std::optional<host::Operation<std::monostate>>& self, host::Operation<u32> start,
                       host::Operation<u32> later, int& counter) -> Async<> {
    (co_await start).value();
    co_await cancels(self, later, counter);
  };
  itself = host::spawn(*store, body(itself, first.operation(), second.operation(), after));
  first.resolve(1);
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_EQ(after, 1);
  EXPECT_TRUE(itself->done());
}

TEST_F(HostCoroutines, waiting_in_one_without_co_await_is_refused) {
  define_slow();
  const Guest guest = instantiate();
  const auto waits = [](host::Func f) -> Async<std::string> { co_return f.invoke({Val(1U)}).message(); };
  EXPECT_THAT(host::run(*store, waits(guest.func("many"))).value(), HasSubstr("without co_await"));
}

TEST_F(HostCoroutines, a_deadlock_destroys_what_was_run) {
  host::Promise<u32> promise(*store);
  const auto waits = [](host::Operation<u32> operation, Witness) -> Async<u32> {
    co_return (co_await operation).value();
  };
  EXPECT_THAT(host::run(*store, waits(promise.operation(), Witness(gone))).message(), HasSubstr("deadlock"));
  EXPECT_EQ(gone, 1);
}

TEST_F(HostCoroutines, a_store_that_goes_destroys_those_that_are_suspended) {
  define_slow();
  const Guest guest = instantiate();
  host::Promise<u32> promise(*store);
  const auto nested = [](host::Func f, Witness) -> Async<u32> {
    co_return (co_await f.call_async(1U)).value().at(0).as<u32>();
  };
  const auto outer = [](Async<u32> inner, Witness) -> Async<u32> { co_return co_await std::move(inner); };
  const auto spawned = host::spawn(*store, outer(nested(guest.func("many"), Witness(gone)), Witness(gone)));
  auto [readable, writer] = host::make_stream(*store, PrimValType::u8);
  const auto writing = host::spawn(*store, write_then_end(std::move(writer), 10));
  EXPECT_EQ(host::work(*store).coroutines, 3U);
  store.reset();
  EXPECT_EQ(gone, 3);
  EXPECT_FALSE(spawned.done());
  EXPECT_THAT(spawned.wait().message(), HasSubstr("the store is gone"));
  EXPECT_THAT(writing.wait().message(), HasSubstr("the store is gone"));
}

}  // namespace

}  // namespace touchstone
