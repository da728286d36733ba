// The behaviours that run_tests.py checks, written anew: threads and cancellation.
#include "abi/tests/definitions.hpp"

namespace touchstone::component {

namespace {

using types::u32_;
using types::u8_;

/// A guest with a table of thread functions of type (i32) -> ().
struct ThreadedGuest : Guest {
  using Guest::Guest;

  u32 add(std::function<void(u32)> f) {
    const wasm::FuncAddr addr = func(1, 0, [f = std::move(f)](Flat32 a) -> Flat32 {
      f(a[0]);
      return {};
    });
    type = addr->type;
    table->refs.push_back(wasm::Ref::to(addr));
    return static_cast<u32>(table->refs.size() - 1);
  }
  u32 make(u32 fi, u32 c) const { return canon_thread_new_indirect(type, table, fi, wasm::Value::of(c)); }

  wasm::TableAddr table = wasm::table_alloc(store.core(), {wasm::AddrType::i32, {0, {}}, wasm::funcref}, {}).value();
  const wasm::DefType* type = nullptr;
};

TEST_F(Definitions, threads) {
  ThreadedGuest g(store, &root);
  u32 main = 0;
  const u32 fi1 = g.add([](u32 c) { EXPECT_EQ(c, 13U); });
  const u32 fi2 = g.add([](u32 c) { EXPECT_EQ(canon_thread_yield_then_resume(true, c), 0U); });
  const u32 fi3 = g.add([](u32 c) { canon_thread_resume_later(c); });
  const u32 fi4 = g.add([&](u32 c) {
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(canon_thread_yield(false), 0U);
      ++g.byte(c);
    }
  });
  const auto f = g.lift(
      [&](Flat32) -> Flat32 {
        main = canon_thread_index();
        EXPECT_EQ(canon_thread_yield_then_resume(true, g.make(fi1, 13)), 0U);
        EXPECT_EQ(canon_thread_suspend_then_resume(true, g.make(fi2, main)), 0U);
        canon_thread_resume_later(g.make(fi3, main));
        EXPECT_EQ(canon_thread_suspend(true), 0U);
        for (int i = 0; i < 5; ++i) canon_thread_resume_later(g.make(fi4, 4));
        while (g.byte(4) != 10) canon_thread_yield(false);
        EXPECT_EQ(trap_of([&] { g.make(17, 0); }), "thread_start_uninitialized");
        EXPECT_EQ(trap_of([&] { canon_thread_resume_later(main); }), "thread_not_suspended");
        EXPECT_EQ(trap_of([&] { canon_thread_resume_later(99); }), "unknown_thread");
        return {42};
      },
      async_type({}, u8_()), g.opts());
  EXPECT_EQ(run(f).value().at(0), Val(u8{42}));
}

/// Threads that pass the turn on to each other in several ways; the last returns from the task.
struct PassingThreads : ThreadedGuest {
  using ThreadedGuest::ThreadedGuest;

  const RuntimeOptionsPtr async_ = opts(true);
  int ping1 = 0, pong1 = 0, ping5 = 0, pong5 = 0;
  u32 t2 = 0, t3 = 0, t41 = 0, t42 = 0, t51 = 0, t52 = 0, wsi = 0;
  const u32 fi11 = add([this](u32) {
    while (ping1 < 3 || pong1 < 3) {
      ++ping1;
      canon_thread_yield(false);
    }
    canon_thread_resume_later(t2);
  });
  const u32 fi12 = add([this](u32) {
    while (ping1 < 3 || pong1 < 3) {
      ++pong1;
      canon_thread_yield(false);
    }
  });
  const u32 fi2 = add([this](u32) { canon_thread_resume_later(t3); });
  const u32 fi3 = add([this](u32) {
    canon_thread_resume_later(t41);
    canon_thread_suspend(false);
  });
  const u32 fi41 = add([this](u32) {
    canon_thread_resume_later(t3);
    canon_thread_resume_later(t42);
    wsi = canon_waitable_set_new();
    EXPECT_EQ(wait(wsi, 0).code, EventCode::FUTURE_READ);
    canon_thread_resume_later(t51);
  });
  const u32 fi42 = add([this](u32) {
    const Ends ends = unpack_ends(canon_future_new({}));
    EXPECT_EQ(canon_future_read({}, *async_, ends.readable, 0), BLOCKED);
    canon_waitable_join(ends.readable, wsi);
    EXPECT_EQ(canon_future_write({}, *async_, ends.writable, 0), number(CopyResult::COMPLETED));
  });
  const u32 fi51 = add([this](u32) {
    while (ping5 < 3) {
      EXPECT_EQ(ping5, pong5);
      canon_thread_yield_then_promote(false, t52);
      EXPECT_EQ(ping5, pong5);
      canon_thread_resume_later(t52);
      canon_thread_yield_then_promote(false, t52);
      EXPECT_EQ(ping5, pong5 - 1);
      ++ping5;
    }
    canon_task_return(u8_(), *async_, std::vector{wasm::Value::of(u32{42})});
    canon_thread_resume_later(t52);
  });
  const u32 fi52 = add([this](u32) {
    while (pong5 < 3) {
      ++pong5;
      canon_thread_suspend_then_promote(false, t51);
    }
  });
};

TEST_F(Definitions, sync_threads) {
  PassingThreads g(store, &root);
  bool ready = false, may_run = false;
  const auto other = g.lift(
      [&](Flat32) -> Flat32 {
        current_thread().wait_until([&] { return ready; });
        EXPECT_TRUE(may_run);
        return {43};
      },
      async_type({}, u32_()), g.opts());
  std::optional<std::vector<Val>> others;
  store.invoke(*other, [] { return std::vector<Val>(); }, [&](auto result) { others = std::move(result); });
  EXPECT_FALSE(others);
  ready = true;

  // A function whose type is not async and that is lifted asynchronously resolves when one of its threads returns.
  const auto f = g.lift(
      [&](Flat32) -> Flat32 {
        const u32 t11 = g.make(g.fi11, 0);
        const u32 t12 = g.make(g.fi12, 0);
        g.t2 = g.make(g.fi2, 0);
        g.t3 = g.make(g.fi3, 0);
        g.t41 = g.make(g.fi41, 0);
        g.t42 = g.make(g.fi42, 0);
        g.t51 = g.make(g.fi51, 0);
        g.t52 = g.make(g.fi52, 0);
        canon_thread_resume_later(t11);
        canon_thread_resume_later(t12);
        return {};
      },
      func_type({}, u8_()), g.async_);
  std::optional<std::vector<Val>> got;
  store.invoke(
      *f, [] { return std::vector<Val>(); },
      [&](auto result) {
        got = std::move(result);
        may_run = true;
      });
  EXPECT_EQ(got.value().at(0), Val(u8{42}));
  while (store.tick()) {
  }
  EXPECT_EQ(others.value().at(0), Val(u32{43}));
}

/// The callees of cancel_subtask, and what they do when they are cancelled.
class CancelSubtask : public Definitions {
 protected:
  void return_(u32 x) const { canon_task_return(u8_(), *copts, std::vector{wasm::Value::of(x)}); }
  FuncInstPtr lift(std::function<void(u32)> f) const {
    return callee.lift(
        [f = std::move(f)](Flat32 a) -> Flat32 {
          f(a[0]);
          return {};
        },
        ft, copts);
  }
  /// Calls f(x) with the result at 0; the subtask, which has started.
  u32 begin(const FuncInstPtr& f, u32 x, Subtask::State state = Subtask::State::STARTED) {
    caller.byte(0) = 13;
    const auto [low, subi] = unpack(caller.call(f, opts, {x, 0}));
    EXPECT_EQ(low, number(state));
    return subi;
  }
  void end(u32 subi, u32 how, Subtask::State state, u8 result) const {
    EXPECT_EQ(how, number(state));
    EXPECT_EQ(caller.byte(0), result);
    canon_subtask_drop(subi);
  }
  /// Waits for the end of a call whose cancellation blocked.
  void end_later(u32 subi, Subtask::State state, u8 result) const {
    const u32 seti = canon_waitable_set_new();
    canon_waitable_join(subi, seti);
    expect_event(caller.wait(seti, 8), EventCode::SUBTASK, subi, number(state));
    EXPECT_EQ(caller.byte(0), result);
    canon_subtask_drop(subi);
    canon_waitable_set_drop(seti);
  }
  void run_caller(std::function<void()> f) {
    run(caller.lift(
        [&](Flat32) -> Flat32 {
          f();
          canon_task_return({}, *opts, {});
          return {};
        },
        async_type({}), opts));
  }

  const closed::FuncTypePtr ft = async_type({u8_()}, u8_());
  ThreadedGuest callee{store, &root};
  Guest caller = guest();
  const RuntimeOptionsPtr copts = callee.opts(true);
  const RuntimeOptionsPtr opts = caller.opts(true);
};

TEST_F(CancelSubtask, never_started) {
  const auto callee1 = lift([](u32) { ADD_FAILURE() << "started"; });
  run_caller([&] {
    callee.inst.set_backpressure(callee.inst.backpressure() + 1);
    const u32 subi1 = begin(callee1, 13, Subtask::State::STARTING);
    const u32 subi2 = begin(callee1, 13, Subtask::State::STARTING);
    EXPECT_EQ(canon_subtask_cancel(false, subi2), number(Subtask::State::CANCELLED_BEFORE_STARTED));
    EXPECT_EQ(canon_subtask_cancel(true, subi1), number(Subtask::State::CANCELLED_BEFORE_STARTED));
    callee.inst.set_backpressure(callee.inst.backpressure() - 1);
    EXPECT_EQ(trap_of([&] { canon_subtask_cancel(true, subi1); }), "subtask_resolved");
  });
}

TEST_F(CancelSubtask, waiting) {
  const auto callee2 = lift([&](u32 x) {
    EXPECT_EQ(callee.wait(canon_waitable_set_new(), 0).code, EventCode::TASK_CANCELLED);
    if (x > 2) canon_thread_yield(true);
    if (x % 2 == 0) return canon_task_cancel();
    return_(41 + (x + 1) / 2);
  });
  run_caller([&] {
    std::vector<u32> subi;
    for (const u32 x : {1U, 2U, 3U}) subi.push_back(begin(callee2, x));
    const auto cancel = [&](std::size_t i, bool async_) {
      caller.byte(0) = 13;
      return canon_subtask_cancel(async_, subi[i]);
    };
    end(subi[0], cancel(0, false), Subtask::State::RETURNED, 42);
    end(subi[1], cancel(1, true), Subtask::State::CANCELLED_BEFORE_RETURNED, 13);
    EXPECT_EQ(cancel(2, true), BLOCKED);
    EXPECT_EQ(trap_of([&] { canon_subtask_cancel(true, subi[2]); }), "subtask_cancelled_twice");
    end_later(subi[2], Subtask::State::RETURNED, 43);
    EXPECT_EQ(trap_of([&] { canon_subtask_drop(subi[2]); }), "unknown_handle");
  });
}

TEST_F(CancelSubtask, waiting_and_then_yielding) {
  const auto callee2 = lift([&](u32 x) {
    EXPECT_EQ(callee.wait(canon_waitable_set_new(), 0).code, EventCode::TASK_CANCELLED);
    canon_thread_yield(true);
    if (x == 4) return canon_task_cancel();
    return_(43);
  });
  run_caller([&] {
    u32 subi = begin(callee2, 3);
    EXPECT_EQ(canon_subtask_cancel(true, subi), BLOCKED);
    EXPECT_EQ(caller.byte(0), 13);
    end_later(subi, Subtask::State::RETURNED, 43);
    subi = begin(callee2, 3);
    end(subi, canon_subtask_cancel(false, subi), Subtask::State::RETURNED, 43);
    subi = begin(callee2, 4);
    EXPECT_EQ(canon_subtask_cancel(true, subi), BLOCKED);
    end_later(subi, Subtask::State::CANCELLED_BEFORE_RETURNED, 13);
    subi = begin(callee2, 4);
    end(subi, canon_subtask_cancel(false, subi), Subtask::State::CANCELLED_BEFORE_RETURNED, 13);
  });
}

TEST_F(CancelSubtask, yielding) {
  const auto callee3 = lift([&](u32) {
    if (canon_thread_yield(true) == 1) return canon_task_cancel();
    return_(83);
  });
  run_caller([&] {
    u32 subi = begin(callee3, 0);
    const auto subtask = caller.inst.get<Subtask>(subi, "test", "subtask");
    while (subtask->state == Subtask::State::STARTED) canon_thread_yield(true);
    end(subi, canon_subtask_cancel(true, subi), Subtask::State::RETURNED, 83);
    subi = begin(callee3, 0);
    end(subi, canon_subtask_cancel(true, subi), Subtask::State::CANCELLED_BEFORE_RETURNED, 13);
  });
}

TEST_F(CancelSubtask, blocked_in_the_host) {
  bool go4 = false, go5 = false;
  const auto sync = callee.opts();
  const auto host4 = host(ft, [&](auto& on_start, auto& on_resolve, auto& wait_until) {
    on_start();
    wait_until([&] { return go4; });
    on_resolve(std::vector<Val>{Val(u8{43})});
  });
  const auto callee4 = lift([&](u32) {
    EXPECT_EQ(callee.call(host4, sync, {42}), 43U);
    EXPECT_EQ(trap_of([] { canon_task_cancel(); }), "task_not_cancelled");
    const u32 seti = canon_waitable_set_new();
    EXPECT_EQ(callee.wait(seti, 0).code, EventCode::TASK_CANCELLED);
    EXPECT_EQ(callee.poll(seti, 0).code, EventCode::NONE);
    canon_task_cancel();
  });
  const auto host5 = host(ft, [&](auto& on_start, auto& on_resolve, auto& wait_until) {
    on_start();
    wait_until([&] { return go5; });  // this one is cancelled
    wait_until([&] { return go5; });
    on_resolve(std::vector<Val>{Val(u8{43})});
  });
  const auto callee5 = lift([&](u32) {
    const u32 subi = unpack(callee.call(host5, copts, {42, 0})).high;
    EXPECT_EQ(canon_subtask_cancel(false, subi), number(Subtask::State::RETURNED));
    return_(44);
  });
  run_caller([&] {
    u32 subi = begin(callee4, 0);
    EXPECT_EQ(canon_subtask_cancel(true, subi), BLOCKED);
    go4 = true;
    end_later(subi, Subtask::State::CANCELLED_BEFORE_RETURNED, 13);
    subi = begin(callee5, 13);
    EXPECT_EQ(canon_subtask_cancel(true, subi), BLOCKED);
    go5 = true;
    end_later(subi, Subtask::State::RETURNED, 44);
  });
}

TEST_F(CancelSubtask, several_threads) {
  const u32 cancellable = callee.add([&](u32 main) {
    EXPECT_EQ(canon_thread_suspend_then_resume(true, main), 1U);
    EXPECT_EQ(canon_thread_suspend_then_resume(true, main), 0U);
    return_(45);
  });
  const u32 other = callee.add([&](u32 main) { EXPECT_EQ(canon_thread_suspend_then_resume(false, main), 0U); });
  const auto callee6 = lift([&](u32) {
    const u32 main = canon_thread_index();
    std::vector<u32> threads;
    for (const u32 fi : {other, cancellable, other}) {
      threads.push_back(callee.make(fi, main));
      EXPECT_EQ(canon_thread_suspend_then_resume(true, threads.back()), 0U);
    }
    EXPECT_EQ(canon_thread_suspend(false), 0U);
    for (const u32 i : threads) canon_thread_resume_later(i);
  });
  run_caller([&] {
    const u32 subi = begin(callee6, 14);
    EXPECT_EQ(canon_subtask_cancel(true, subi), BLOCKED);
    end_later(subi, Subtask::State::RETURNED, 45);
  });
}

TEST_F(Definitions, thread_cancel_callback) {
  Guest producer = guest();
  Guest consumer = guest();
  RuntimeOptionsPtr opts1;
  opts1 = producer.opts(true, producer.func(3, 1, [&](Flat32 a) -> Flat32 {
    EXPECT_EQ(a, (Flat32{0, 0, 0}));
    canon_task_return(u32_(), *opts1, std::vector{wasm::Value::of(u32{42})});
    return {0};
  }));
  const auto producer1 = producer.lift([](Flat32) -> Flat32 { return {1}; }, async_type({}, u32_()), opts1);
  const auto opts2 = producer.opts(true, producer.func(3, 1, [](Flat32) -> Flat32 {
    ADD_FAILURE() << "called back";
    return {0};
  }));
  const auto producer2 = producer.lift(
      [&](Flat32) -> Flat32 {
        EXPECT_EQ(canon_thread_yield(false), 0U);
        canon_task_return(u32_(), *opts2, std::vector{wasm::Value::of(u32{43})});
        return {0};
      },
      async_type({}, u32_()), opts2);
  const auto opts = consumer.opts(true);
  const auto f = consumer.lift(
      [&](Flat32) -> Flat32 {
        const auto [state1, subi1] = unpack(consumer.call(producer1, opts, {8}));
        EXPECT_EQ(state1, number(Subtask::State::STARTED));
        const auto [state2, subi2] = unpack(consumer.call(producer2, opts, {12}));
        EXPECT_EQ(state2, number(Subtask::State::STARTED));
        EXPECT_EQ(canon_subtask_cancel(true, subi1), BLOCKED);
        const u32 seti = canon_waitable_set_new();
        canon_waitable_join(subi1, seti);
        expect_event(consumer.wait(seti, 16), EventCode::SUBTASK, subi1, number(Subtask::State::RETURNED));
        EXPECT_EQ(consumer.load(8), 42U);
        canon_waitable_join(subi2, seti);
        expect_event(consumer.wait(seti, 16), EventCode::SUBTASK, subi2, number(Subtask::State::RETURNED));
        EXPECT_EQ(consumer.load(12), 43U);
        return {};
      },
      async_type({}), consumer.opts());
  run(f);
}

}  // namespace

}  // namespace touchstone::component
