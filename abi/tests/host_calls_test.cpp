// Calls that go on at once in one store, and host functions that come to their result later: cancellation, backpressure,
// failures and whom they concern, deadlocks, stores that go in the middle.
#include <deque>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "abi/tests/host_guests.hpp"

namespace touchstone {

namespace {

using host::Completion;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class HostCalls : public testing::Test {
 protected:
  struct Asked {
    u32 x;
    Completion completion;
  };
  std::deque<Asked> asked;  // calls of `slow`
  std::unique_ptr<host::Store> store = std::make_unique<host::Store>();
  host::Linker linker;

  HostCalls() {
    linker.define_async_func("slow", [this](const Vals& args, Completion completion) {
      asked.push_back({args[0].as<u32>(), std::move(completion)});
    });
  }
  Guest instantiate() { return Guest(*store, linker, slow_caller); }
  std::vector<u32> waiting() const {
    std::vector<u32> out;
    for (const Asked& each : asked) {
      if (each.completion.open()) out.push_back(each.x);
    }
    return out;
  }
};

u32 number(const wasm::Outcome<Vals>& result) { return result.value().at(0).as<u32>(); }

// ---- Several at once

TEST_F(HostCalls, several_calls_go_on_at_once) {
  const Guest guest = instantiate();
  auto many = guest.func("many");
  const auto a = many.start({Val(1U)});
  const auto b = many.start({Val(2U)});
  const auto c = many.start({Val(3U)});
  EXPECT_THAT(waiting(), ElementsAre(1U, 2U, 3U));
  EXPECT_EQ(host::work(*store).calls, 3U);
  EXPECT_TRUE(asked[1].completion.resolve(Val(20U)));
  EXPECT_EQ(number(b.wait()), 20U);
  EXPECT_FALSE(a.done() || c.done());
  EXPECT_TRUE(asked[2].completion.resolve(Val(30U)));
  EXPECT_TRUE(asked[0].completion.resolve(Val(10U)));
  EXPECT_TRUE(host::work(*store).ready);
  EXPECT_TRUE(host::wait_all(a, b, c));
  EXPECT_EQ(number(a.result()) + number(c.result()), 40U);
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_EQ(host::work(*store).calls, 0U);
  EXPECT_TRUE(host::work(*store).idle());
}

TEST_F(HostCalls, a_call_that_needs_the_lock_waits_for_the_one_before) {
  const Guest guest = instantiate();
  auto one = guest.func("one");
  const auto a = one.start({Val(1U)});
  const auto b = one.start({Val(2U)});
  EXPECT_THAT(waiting(), ElementsAre(1U));
  EXPECT_TRUE(asked[0].completion.resolve(Val(10U)));
  EXPECT_EQ(number(a.wait()), 10U);
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_THAT(waiting(), ElementsAre(2U));
  EXPECT_TRUE(asked[1].completion.resolve(Val(20U)));
  EXPECT_EQ(number(b.wait()), 20U);
}

TEST_F(HostCalls, backpressure_holds_calls_back) {
  const Guest guest = instantiate();
  guest("hold");
  auto many = guest.func("many");
  const auto a = many.start({Val(1U)});
  const auto b = many.start({Val(2U)});
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_THAT(waiting(), IsEmpty());
  guest("let-go");
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_THAT(waiting(), ElementsAre(1U, 2U));
  for (Asked& each : asked) EXPECT_TRUE(each.completion.resolve(Val(each.x)));
  EXPECT_TRUE(host::wait_all(a, b));
}

TEST_F(HostCalls, a_callback_is_called_between_ticks) {
  const Guest guest = instantiate();
  const auto call = guest.func("many").start({Val(1U)});
  int called = 0;
  call.on_done([&] { ++called; });
  EXPECT_TRUE(asked[0].completion.resolve(Val(5U)));
  EXPECT_EQ(called, 0);
  EXPECT_TRUE(host::run_until_idle(*store));
  EXPECT_EQ(called, 1);
  call.on_done([&] { called += 10; });  // it is done already
  EXPECT_EQ(called, 1);
  EXPECT_TRUE(host::step(*store).value());
  EXPECT_EQ(called, 11);
  EXPECT_FALSE(host::step(*store).value());
}

TEST_F(HostCalls, a_call_is_done_at_once_if_it_does_not_block) {
  const Guest guest = instantiate();
  EXPECT_TRUE(guest.func("next").start({Val(1U)}).done());
  EXPECT_EQ(number(guest.func("next").start({Val(1U)}).result()), 2U);
  EXPECT_THAT(guest.func("next").start({}).result().message(), HasSubstr("expected 1 arguments"));
}

// ---- Cancellation

TEST_F(HostCalls, a_call_that_has_not_started_is_cancelled_at_once) {
  const Guest guest = instantiate();
  guest("hold");
  const auto call = guest.func("many").start({Val(1U)});
  call.cancel();
  EXPECT_TRUE(call.done());
  EXPECT_TRUE(call.cancelled());
  EXPECT_THAT(call.result().message(), HasSubstr("the call was cancelled"));
}

TEST_F(HostCalls, a_callee_may_give_up) {
  const Guest guest = instantiate();
  const auto call = guest.func("patient").start({});
  EXPECT_FALSE(call.done());
  call.cancel();
  EXPECT_TRUE(call.cancelled());
  EXPECT_THAT(call.wait().message(), HasSubstr("the call was cancelled"));
  call.cancel();
}

TEST_F(HostCalls, or_come_to_its_result_all_the_same) {
  const Guest guest = instantiate();
  auto call = guest.func("many").start({Val(1U)});
  call.cancel();
  EXPECT_FALSE(call.done());
  EXPECT_TRUE(asked[0].completion.resolve(Val(7U)));
  EXPECT_EQ(number(call.wait()), 7U);
  EXPECT_FALSE(call.cancelled());
  call.drop();
}

TEST_F(HostCalls, a_host_function_sees_that_its_caller_gives_up) {
  const Guest guest = instantiate();
  linker.define_async_func("slow", [this](const Vals& args, Completion completion) {
    EXPECT_FALSE(completion.cancel_requested());
    EXPECT_THAT(completion.cancel().message(), HasSubstr("nobody asked"));
    asked.push_back({args[0].as<u32>(), std::move(completion)});
    asked.back().completion.on_cancel([&mine = asked.back()] {
      EXPECT_TRUE(mine.completion.cancel_requested());
      EXPECT_TRUE(mine.x != 1 || mine.completion.cancel());
      EXPECT_TRUE(mine.x != 2 || mine.completion.resolve(Val(5U)));
    });
  });
  const Guest other = instantiate();
  EXPECT_EQ(other.number("give-up", 1U), 4U);  // CANCELLED_BEFORE_RETURNED
  EXPECT_EQ(other.number("give-up", 2U), 2U);  // RETURNED
  const auto later = other.func("give-up").start({Val(3U)});
  EXPECT_FALSE(later.done());
  EXPECT_TRUE(asked.back().completion.cancel());
  EXPECT_EQ(number(later.wait()), 4U);
}

// ---- Completions

TEST_F(HostCalls, a_result_that_does_not_fit_is_refused_and_still_owed) {
  const Guest guest = instantiate();
  const auto call = guest.func("many").start({Val(1U)});
  Completion& completion = asked[0].completion;
  EXPECT_THAT(completion.resolve(Val("text")).message(), HasSubstr("expected u32, found string"));
  EXPECT_THAT(completion.resolve().message(), HasSubstr("expected 1 results"));
  EXPECT_TRUE(completion.open());
  EXPECT_TRUE(completion.resolve(Val(1U)));
  EXPECT_FALSE(completion.open());
  EXPECT_THAT(completion.resolve(Val(2U)).message(), HasSubstr("has its result already"));
  EXPECT_EQ(number(call.wait()), 1U);
}

TEST_F(HostCalls, dropping_a_completion_fails_those_who_wait_for_it) {
  const Guest guest = instantiate();
  const Guest other = instantiate();
  const auto a = guest.func("many").start({Val(1U)});
  const auto b = guest.func("many").start({Val(2U)});
  const auto c = other.func("many").start({Val(3U)});
  asked.erase(asked.begin());
  EXPECT_NE(a.result().host_error(), nullptr);
  EXPECT_THAT(a.result().message(), HasSubstr("dropped a call without a result"));
  EXPECT_TRUE(b.done());  // its instance will never run again
  EXPECT_FALSE(c.done());
  EXPECT_THAT(guest.failure("next", 1U), HasSubstr("cannot enter component instance"));
  EXPECT_TRUE(asked[0].completion.resolve(Val(2U)));  // nobody is interested
  EXPECT_TRUE(asked[1].completion.resolve(Val(3U)));
  EXPECT_EQ(number(c.wait()), 3U);
}

TEST_F(HostCalls, failing_is_throwing_later) {
  const Guest guest = instantiate();
  const auto call = guest.func("many").start({Val(1U)});
  asked[0].completion.fail(wasm::HostError("no connection"));
  EXPECT_THAT(call.result().message(), HasSubstr("no connection"));
  EXPECT_THAT(guest.failure("next", 1U), HasSubstr("cannot enter component instance"));
  // Before the function returns it is throwing.
  linker.define_async_func("slow", [](const Vals&, Completion completion) {
    completion.fail(std::make_exception_ptr(wasm::Trap(wasm::TrapCode::integer_overflow)));
  });
  EXPECT_NE(instantiate().func("many").invoke({Val(1U)}).trap(), nullptr);
  linker.define_async_func("slow", [](const Vals&, const Completion&) {});
  EXPECT_THAT(instantiate().failure("many", 1U), HasSubstr("dropped a call without a result"));
}

TEST_F(HostCalls, a_function_that_is_not_async_must_not_come_to_its_result_later) {
  const Guest guest(*store, linker, R"((component
    (import "slow" (func $slow (param "x" u32) (result u32)))
    (core func $l (canon lower (func $slow)))
    (func (export "f") (param "x" u32) (result u32) (canon lift (core func $l)))))");
  const auto outcome = guest.func("f").invoke({Val(1U)});
  EXPECT_NE(outcome.host_error(), nullptr);
  EXPECT_THAT(outcome.message(), HasSubstr("has not returned"));
  EXPECT_THAT(asked.at(0).completion.resolve(Val(1U)).message(), HasSubstr("a call that is over"));
}

// ---- Failures and waiting

TEST_F(HostCalls, a_trap_ends_the_calls_of_what_it_poisoned) {
  const Guest guest = instantiate();
  const Guest other = instantiate();
  const auto a = guest.func("many").start({Val(1U)});
  const auto b = other.func("many").start({Val(2U)});
  EXPECT_THAT(guest.failure("fail"), HasSubstr("unreachable"));
  ASSERT_TRUE(a.done());
  EXPECT_NE(a.result().trap(), nullptr);
  EXPECT_THAT(a.result().message(), HasSubstr("unreachable"));
  EXPECT_FALSE(b.done());
  EXPECT_TRUE(asked[1].completion.resolve(Val(2U)));
  EXPECT_EQ(number(b.wait()), 2U);
}

TEST_F(HostCalls, waiting_for_what_never_comes_is_a_deadlock_that_may_be_over) {
  const Guest guest = instantiate();
  const auto call = guest.func("many").start({Val(1U)});
  const auto stuck = call.wait();
  ASSERT_NE(stuck.trap(), nullptr);
  EXPECT_THAT(stuck.message(), HasSubstr("deadlock"));
  EXPECT_TRUE(asked[0].completion.resolve(Val(1U)));
  EXPECT_EQ(number(call.wait()), 1U);
}

TEST_F(HostCalls, host_functions_must_not_reenter_nor_wait) {
  std::vector<std::string> said;
  const Guest other = instantiate();
  std::optional<Guest> self;
  linker.define_async_func("slow", [&](const Vals&, Completion completion) {
    said.push_back(self->failure("next", 1U));
    said.push_back(other.failure("many", 1U));
    said.push_back(std::to_string(other.number("next", 1U)));
    EXPECT_TRUE(completion.resolve(Val(0U)));
  });
  self.emplace(instantiate());
  (*self)("many", 1U);
  ASSERT_EQ(said.size(), 3U);
  EXPECT_THAT(said[0], HasSubstr("cannot enter component instance"));
  EXPECT_THAT(said[1], HasSubstr("waits for a call while a component runs"));
  EXPECT_EQ(said[2], "2");
}

TEST_F(HostCalls, promises_are_for_what_the_embedder_comes_to) {
  host::Promise<int> promise(*store);
  const auto operation = promise.operation();
  EXPECT_TRUE(promise.open());
  EXPECT_THAT(operation.result().message(), HasSubstr("not done"));
  EXPECT_THAT(operation.wait().message(), HasSubstr("deadlock"));
  store->later.emplace_back([&] { promise.resolve(7); });
  EXPECT_EQ(operation.wait().value(), 7);
  EXPECT_FALSE(promise.open());
  std::optional<host::Promise<int>> dropped(*store);
  const auto never = dropped->operation();
  dropped.reset();
  EXPECT_THAT(never.wait().message(), HasSubstr("dropped without a result"));
}

TEST_F(HostCalls, a_store_may_go_at_any_point) {
  const Guest guest = instantiate();
  guest("hold");
  const auto not_started = guest.func("many").start({Val(1U)});
  const Guest other = instantiate();
  const auto blocked_call = other.func("many").start({Val(2U)});
  const auto patient = other.func("patient").start({});
  blocked_call.on_done([] { ADD_FAILURE() << "called without a store"; });
  store.reset();
  for (const auto& call : {not_started, blocked_call, patient}) {
    EXPECT_THAT(call.wait().message(), HasSubstr("the store is gone"));
    call.cancel();
  }
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_THAT(asked[0].completion.resolve(Val(1U)).message(), HasSubstr("the store is gone"));
  asked.clear();
}

}  // namespace

}  // namespace touchstone
