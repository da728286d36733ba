// The behaviours that run_tests.py checks, written anew: calls, borrowed and owned handles, backpressure, callbacks.
#include "abi/tests/definitions.hpp"

namespace touchstone::component {

namespace {

using types::u32_;
using types::u8_;

/// A single element of a result.
template <class T>
T only(const std::optional<std::vector<Val>>& result) {
  return result.value().at(0).as<T>();
}

TEST_F(Definitions, roundtrips) {
  Guest callee = guest();
  const auto echo = [&](const closed::ValType& t, const Val& v) {
    // What is lowered for a parameter of many core values lies in memory as a result of many does.
    const auto ft = func_type({t}, t);
    const bool in_memory = t->layout(wasm::AddrType::i32).flat.count > 1;
    const auto f = callee.lift(
        [&](Flat32 args) -> Flat32 {
          if (!in_memory || t->layout(wasm::AddrType::i32).flat.count > MAX_FLAT_PARAMS) return {args[0]};
          const u32 ptr = callee.realloc(0, 0, 8, static_cast<u32>(args.size()) * 4);
          for (u32 i = 0; i < args.size(); ++i) std::memcpy(&callee.byte(ptr + 4 * i), &args[i], 4);
          return {ptr};
        },
        ft, callee.opts());
    EXPECT_EQ(run(f, {v}).value().at(0), v);
  };
  echo(types::s8_(), s8{-1});
  echo(types::list(types::string()), Val::list({"hello there"}));
  echo(types::list(types::list(types::string())), Val::list({Val::list({"one", "two"}), Val::list({"three"})}));
  echo(types::list(types::option(types::tuple({types::string(), types::u16_()}))),
       Val::list({Val::some(Val::tuple({"answer", u16{42}})), Val::none()}));
  std::vector<closed::ValType> many(16, u32_());
  std::vector<Val> values;
  for (u32 i = 1; i <= 16; ++i) values.emplace_back(i);
  many.push_back(types::string());
  values.emplace_back("wat");
  echo(types::variant({{"x", types::tuple(many)}}), Val::variant("x", Val::tuple(values)));
}

TEST_F(Definitions, cross_component_realloc) {
  Guest producer = guest();
  Guest consumer = guest();
  const auto ft = func_type({}, types::list(u8_()));
  const auto produce = producer.lift(
      [&](Flat32) -> Flat32 {
        canon_context_set(0, 0xdead);
        producer.write(100, {10, 11, 12});
        producer.write(200, {100, 0, 0, 0, 3, 0, 0, 0});
        return {200};
      },
      ft, producer.opts());

  int calls = 0;
  const Thread* consumer_thread = nullptr;
  auto opts = std::make_shared<RuntimeOptions>(*consumer.opts());
  opts->realloc = make_realloc(consumer.func(4, 1,
                                             [&](Flat32 a) -> Flat32 {
                                               ++calls;
                                               EXPECT_NE(&current_thread(), consumer_thread);
                                               EXPECT_NE(current_thread().task, consumer_thread->task);
                                               EXPECT_EQ(&current_instance(), &consumer.inst);
                                               EXPECT_FALSE(consumer.inst.may_enter);
                                               EXPECT_FALSE(consumer.inst.may_leave);
                                               EXPECT_EQ(canon_context_get(0), 0U);
                                               EXPECT_EQ(canon_context_get(1), 0U);
                                               canon_context_set(0, 0xfeed);
                                               EXPECT_EQ(trap_of([] { canon_thread_index(); }), "cannot_leave");
                                               return {consumer.realloc(a[0], a[1], a[2], a[3])};
                                             }),
                               wasm::AddrType::i32);
  const auto consume = consumer.lift(
      [&](Flat32) -> Flat32 {
        consumer_thread = &current_thread();
        canon_context_set(0, 42);
        canon_context_set(1, 43);
        consumer.call(produce, opts, {64});
        EXPECT_EQ(calls, 1);
        EXPECT_EQ(canon_context_get(0), 42U);
        EXPECT_EQ(canon_context_get(1), 43U);
        EXPECT_EQ(consumer.load(68), 3U);
        EXPECT_EQ(consumer.bytes(consumer.load(64), 3), (std::vector<u8>{10, 11, 12}));
        return {};
      },
      func_type({}), consumer.opts());
  run(consume);
  EXPECT_EQ(calls, 1);
}

TEST_F(Definitions, handles) {
  Guest owner = guest();
  Guest user = guest();
  std::optional<u32> destroyed;
  const auto dtor = owner.func(1, 0, [&](Flat32 a) -> Flat32 {
    destroyed = a[0];
    return {};
  });
  const auto rt = std::make_shared<RuntimeResourceType>(owner.inst, dtor);
  const auto rt2 = std::make_shared<RuntimeResourceType>(user.inst, dtor);
  const ResourceId id{fresh_identity()};
  const ResourceId id2{fresh_identity()};
  user.inst.resource_types = {{id, rt}, {id2, rt2}};
  const auto own = types::handle(closed::TypeKind::own, id);
  const auto borrow = types::handle(closed::TypeKind::borrow, id);

  const auto host_func = host(func_type({borrow, borrow}, own), [&](auto& on_start, auto& on_resolve, auto&) {
    const auto args = on_start();
    EXPECT_EQ(args[0].template as<Borrow>().rep, 42U);
    EXPECT_EQ(args[1].template as<Borrow>().rep, 44U);
    on_resolve(std::vector<Val>{Own{rt, 45}});
  });
  const auto f = user.lift(
      [&](Flat32 args) -> Flat32 {
        EXPECT_EQ(args, (Flat32{1, 2, 3, 13}));
        EXPECT_EQ(canon_resource_rep(rt, 1), 42U);
        EXPECT_EQ(canon_resource_rep(rt, 2), 43U);
        EXPECT_EQ(canon_resource_rep(rt, 3), 44U);
        const u32 h4 = user.call(host_func, user.opts(), {1, 3});
        EXPECT_EQ(h4, 4U);
        EXPECT_EQ(canon_resource_rep(rt, h4), 45U);
        EXPECT_EQ(trap_of([&] { canon_resource_rep(rt2, h4); }), "wrong_handle_type");
        canon_resource_drop(rt, 1);
        EXPECT_EQ(destroyed, 42U);
        EXPECT_EQ(canon_resource_new(rt, 46), 1U);
        destroyed.reset();
        canon_resource_drop(rt, 3);
        EXPECT_FALSE(destroyed);
        user.write(64, {1, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0});
        return {64};
      },
      func_type({own, own, borrow, types::handle(closed::TypeKind::borrow, id2)}, types::tuple({own, own, own})),
      user.opts());
  const auto result = run(f, {Own{rt, 42}, Own{rt, 43}, Borrow{rt, 44}, Borrow{rt2, 13}});
  EXPECT_EQ(result.value().at(0), Val::tuple({Own{rt, 46}, Own{rt, 43}, Own{rt, 45}}));
  EXPECT_EQ(user.inst.handles.size(), 0U);
}

TEST_F(Definitions, async_to_async) {
  Guest producer = guest();
  Guest consumer = guest();
  const auto popts = producer.opts(true);
  const auto copts = consumer.opts(true);
  bool fut1_1 = false, fut1_2 = false, fut2 = false, fut3 = false, fut4 = false;

  const auto eager = producer.lift(
      [&](Flat32) -> Flat32 {
        canon_task_return(u8_(), *popts, std::vector{wasm::Value::of(u32{43})});
        return {};
      },
      async_type({}, u8_()), popts);
  const auto toggle = producer.lift(
      [&](Flat32) -> Flat32 {
        canon_backpressure_inc();
        current_thread().wait_until([&] { return fut1_1; });
        canon_task_return({}, *popts, {});
        current_thread().wait_until([&] { return fut1_2; });
        canon_backpressure_dec();
        return {};
      },
      async_type({}), popts);
  const auto blocking = producer.lift(
      [&](Flat32 args) -> Flat32 {
        EXPECT_EQ(args, Flat32{83});
        current_thread().wait_until([&] { return fut2; });
        canon_task_return(u8_(), *popts, std::vector{wasm::Value::of(u32{44})});
        current_thread().wait_until([&] { return fut3; });
        fut4 = true;
        return {};
      },
      async_type({u8_()}, u8_()), popts);

  const auto consume = consumer.lift(
      [&](Flat32) -> Flat32 {
        const u32 seti = canon_waitable_set_new();
        EXPECT_EQ(consumer.call(eager, copts, {8}), number(Subtask::State::RETURNED));
        EXPECT_EQ(consumer.byte(8), 43);
        const auto [state1, subi1] = unpack(consumer.call(toggle, copts, {}));
        EXPECT_EQ(subi1, 2U);
        EXPECT_EQ(state1, number(Subtask::State::STARTED));
        canon_waitable_join(subi1, seti);
        consumer.byte(8) = 13;
        const auto [state2, subi2] = unpack(consumer.call(blocking, copts, {83, 8}));
        EXPECT_EQ(subi2, 3U);
        EXPECT_EQ(state2, number(Subtask::State::STARTING));
        canon_waitable_join(subi2, seti);
        fut1_1 = true;
        expect_event(consumer.wait(seti, 16), EventCode::SUBTASK, subi1, number(Subtask::State::RETURNED));
        canon_subtask_drop(subi1);
        fut1_2 = true;
        expect_event(consumer.wait(seti, 16), EventCode::SUBTASK, subi2, number(Subtask::State::STARTED));
        EXPECT_EQ(consumer.byte(8), 13);
        fut2 = true;
        expect_event(consumer.wait(seti, 16), EventCode::SUBTASK, subi2, number(Subtask::State::RETURNED));
        EXPECT_EQ(consumer.byte(8), 44);
        canon_subtask_drop(subi2);
        fut3 = true;
        current_thread().wait_until([&] { return fut4; });
        canon_task_return(u8_(), *copts, std::vector{wasm::Value::of(u32{42})});
        return {};
      },
      async_type({types::bool_()}, u8_()), copts);
  EXPECT_EQ(only<u8>(run(consume, {true})), 42);
}

TEST_F(Definitions, async_callback) {
  Guest producer = guest();
  Guest consumer = guest();
  const auto popts = producer.opts(true);
  bool fut1 = false, fut2 = false;
  const auto produce = [&](bool& fut) {
    return producer.lift(
        [&](Flat32) -> Flat32 {
          current_thread().wait_until([&] { return fut; });
          canon_task_return({}, *popts, {});
          return {};
        },
        async_type({}), popts);
  };
  const auto producer1 = produce(fut1);
  const auto producer2 = produce(fut2);
  const u32 wait = 2;
  const u32 yield = 1;
  u32 seti = 0;
  RuntimeOptionsPtr copts;
  const auto callback = consumer.func(3, 1, [&](Flat32 a) -> Flat32 {
    switch (canon_context_get(0)) {
    case 42:
      EXPECT_EQ(a, (Flat32{number(EventCode::SUBTASK), 1, number(Subtask::State::RETURNED)}));
      canon_subtask_drop(1);
      canon_context_set(0, 52);
      return {yield};
    case 52:
      EXPECT_EQ(a, (Flat32{0, 0, 0}));
      fut2 = true;
      canon_context_set(0, 62);
      return {wait | seti << 4};
    default:
      EXPECT_EQ(a, (Flat32{number(EventCode::SUBTASK), 2, number(Subtask::State::RETURNED)}));
      canon_subtask_drop(2);
      canon_task_return(u32_(), *copts, std::vector{wasm::Value::of(u32{83})});
      return {0};
    }
  });
  copts = consumer.opts(true, callback);
  const auto consume = consumer.lift(
      [&](Flat32) -> Flat32 {
        EXPECT_EQ(consumer.call(producer1, copts, {}), number(Subtask::State::STARTED) | 1U << 4);
        EXPECT_EQ(consumer.call(producer2, copts, {}), number(Subtask::State::STARTED) | 2U << 4);
        seti = canon_waitable_set_new();
        EXPECT_EQ(seti, 3U);
        canon_waitable_join(1, seti);
        canon_waitable_join(2, seti);
        fut1 = true;
        canon_context_set(0, 42);
        return {wait | seti << 4};
      },
      async_type({}, u32_()), copts);
  EXPECT_EQ(only<u32>(run(consume)), 83U);
}

/// A guest whose function reads three futures: the first before it returns to its event loop, the second there, the third
/// in its callback.
struct ThreeFutures : Guest {
  using Guest::Guest;

  void read(u32 fut) { EXPECT_EQ(canon_future_read({}, *sync, fut, 0), number(CopyResult::COMPLETED)); }

  const RuntimeOptionsPtr sync = opts();
  const RuntimeOptionsPtr async_ = opts(true);
  u32 fut3s[2] = {};
  const RuntimeOptionsPtr with_callback =
      opts(true, func(3, 1, [this](Flat32 a) -> Flat32 {
             EXPECT_EQ(a[0], number(EventCode::FUTURE_READ));
             EXPECT_EQ(a[2], number(CopyResult::COMPLETED));
             const auto i = static_cast<u32>(canon_context_get(0));
             canon_task_return(u32_(), *with_callback, std::vector{wasm::Value::of(42 + i)});
             read(fut3s[i]);
             return {0};
           }));
  const closed::ValType future = future_of({});
  const FuncInstPtr produce = lift(
      [this](Flat32 a) -> Flat32 {
        fut3s[a[0]] = a[3];
        canon_context_set(0, a[0]);
        read(a[1]);
        const u32 seti = canon_waitable_set_new();
        EXPECT_EQ(canon_future_read({}, *async_, a[2], 0), BLOCKED);
        canon_waitable_join(a[2], seti);
        return {2 | seti << 4};
      },
      async_type({u32_(), future, future, future}, u32_()), with_callback);
  const FuncInstPtr sync_callee = lift([](Flat32) -> Flat32 { return {100}; }, async_type({}, u32_()), sync);
};

TEST_F(Definitions, callback_interleaving) {
  ThreeFutures producer(store, &root);
  Guest consumer = guest();
  const closed::ValType none;
  const auto copts = consumer.opts(true);
  const auto consume = consumer.lift(
      [&](Flat32) -> Flat32 {
        Ends f[2][3];
        for (auto& row : f) {
          for (Ends& ends : row) ends = unpack_ends(canon_future_new(none));
        }
        const auto call = [&](u32 i, u32 ret) {
          return unpack(
              consumer.call(producer.produce, copts, {i, f[i][0].readable, f[i][1].readable, f[i][2].readable, ret}));
        };
        const auto write = [&](const Ends& ends) {
          EXPECT_EQ(canon_future_write(none, *copts, ends.writable, 0), number(CopyResult::COMPLETED));
        };
        producer.inst.set_backpressure(producer.inst.backpressure() + 1);
        auto [state, todie] = call(0, 0);
        EXPECT_EQ(state, number(Subtask::State::STARTING));
        EXPECT_EQ(canon_subtask_cancel(false, todie), number(Subtask::State::CANCELLED_BEFORE_STARTED));
        producer.inst.set_backpressure(producer.inst.backpressure() - 1);

        const auto [state1, sub1] = call(0, 12);
        EXPECT_EQ(state1, number(Subtask::State::STARTED));
        const auto [state2, todie2] = call(1, 0);
        EXPECT_EQ(state2, number(Subtask::State::STARTING));
        EXPECT_EQ(canon_subtask_cancel(false, todie2), number(Subtask::State::CANCELLED_BEFORE_STARTED));
        const auto [state3, sub2] = call(1, 16);
        EXPECT_EQ(state3, number(Subtask::State::STARTING));

        const u32 seti = canon_waitable_set_new();
        canon_waitable_join(sub1, seti);
        canon_waitable_join(sub2, seti);
        const auto quiet = [&] {
          for (int i = 0; i < 10; ++i) {
            EXPECT_EQ(canon_thread_yield(true), 0U);
            EXPECT_EQ(consumer.poll(seti, 0).code, EventCode::NONE);
          }
        };
        write(f[0][0]);
        expect_event(consumer.wait(seti, 0), EventCode::SUBTASK, sub2, number(Subtask::State::STARTED));
        write(f[0][1]);
        quiet();
        write(f[1][0]);
        expect_event(consumer.wait(seti, 0), EventCode::SUBTASK, sub1, number(Subtask::State::RETURNED));
        EXPECT_EQ(consumer.load(12), 42U);
        canon_subtask_drop(sub1);
        write(f[1][1]);
        quiet();
        write(f[0][2]);
        expect_event(consumer.wait(seti, 0), EventCode::SUBTASK, sub2, number(Subtask::State::RETURNED));
        EXPECT_EQ(consumer.load(16), 43U);
        canon_subtask_drop(sub2);

        const auto [state4, sub3] = unpack(consumer.call(producer.sync_callee, copts, {20}));
        EXPECT_EQ(state4, number(Subtask::State::STARTING));
        canon_waitable_join(sub3, seti);
        write(f[1][2]);
        expect_event(consumer.wait(seti, 0), EventCode::SUBTASK, sub3, number(Subtask::State::RETURNED));
        EXPECT_EQ(consumer.load(20), 100U);
        return {};
      },
      async_type({}), consumer.opts());
  run(consume);
}

TEST_F(Definitions, sync_ignores_backpressure) {
  Guest callee = guest();
  Guest caller = guest();
  const closed::ValType none;
  const auto sync = callee.opts();
  const auto async_callee = callee.lift(
      [&](Flat32 a) -> Flat32 {
        EXPECT_EQ(canon_future_read(none, *sync, a[1], 0), number(CopyResult::COMPLETED));
        return {42 + a[0]};
      },
      async_type({u32_(), future_of(none)}, u32_()), sync);
  const auto sync_callee =
      callee.lift([](Flat32 a) -> Flat32 { return {84 + a[0]}; }, func_type({u32_()}, u32_()), sync);
  const auto opts = caller.opts(true);
  const auto f = caller.lift(
      [&](Flat32) -> Flat32 {
        const Ends ends = unpack_ends(canon_future_new(none));
        const auto [state, subi] = unpack(caller.call(async_callee, opts, {1, ends.readable, 4}));
        EXPECT_EQ(state, number(Subtask::State::STARTED));
        EXPECT_EQ(caller.call(sync_callee, opts, {2, 8}), number(Subtask::State::RETURNED));
        EXPECT_EQ(caller.load(8), 86U);
        EXPECT_EQ(canon_future_write(none, *caller.opts(), ends.writable, 0), number(CopyResult::COMPLETED));
        const u32 seti = canon_waitable_set_new();
        canon_waitable_join(subi, seti);
        expect_event(caller.wait(seti, 12), EventCode::SUBTASK, subi, number(Subtask::State::RETURNED));
        EXPECT_EQ(caller.load(4), 43U);
        canon_subtask_drop(subi);
        return {};
      },
      async_type({}), caller.opts());
  run(f);
}

/// Two async-typed tasks of which the second must not start before the first lets it, lifted by `opts`.
void one_after_the_other(Definitions&, Store& store, Guest& producer, Guest& consumer, bool lifted_async,
                         const std::function<std::optional<std::vector<Val>>(const FuncInstPtr&)>& run) {
  bool fut = false, done1 = false, done2 = false;
  const auto popts = producer.opts(lifted_async);
  const auto give_back = [&] {
    if (lifted_async) canon_task_return({}, *popts, {});
  };
  const auto producer1 = producer.lift(
      [&](Flat32) -> Flat32 {
        if (lifted_async) canon_backpressure_inc();
        current_thread().wait_until([&] { return fut; });
        if (lifted_async) canon_backpressure_dec();
        give_back();
        done1 = true;
        return {};
      },
      async_type({}), popts);
  const auto producer2 = producer.lift(
      [&](Flat32) -> Flat32 {
        EXPECT_TRUE(done1);
        give_back();
        done2 = true;
        return {};
      },
      async_type({}), popts);
  const auto copts = consumer.opts(true);
  const auto consume = consumer.lift(
      [&](Flat32) -> Flat32 {
        const auto [state1, subi1] = unpack(consumer.call(producer1, copts, {}));
        EXPECT_EQ(state1, number(Subtask::State::STARTED));
        const auto [state2, subi2] = unpack(consumer.call(producer2, copts, {}));
        EXPECT_EQ(state2, number(Subtask::State::STARTING));
        const u32 seti = canon_waitable_set_new();
        canon_waitable_join(subi1, seti);
        canon_waitable_join(subi2, seti);
        fut = true;
        EXPECT_FALSE(done1 || done2);
        std::vector<u32> remain{subi1, subi2};
        while (!remain.empty()) {
          const Event event = consumer.wait(seti, 8);
          EXPECT_EQ(event.code, EventCode::SUBTASK);
          if (event.payload == number(Subtask::State::STARTED)) continue;
          EXPECT_EQ(event.payload, number(Subtask::State::RETURNED));
          std::erase(remain, event.index);
          canon_subtask_drop(event.index);
        }
        EXPECT_TRUE(done1 && done2);
        canon_waitable_set_drop(seti);
        canon_task_return(u8_(), *copts, std::vector{wasm::Value::of(u32{83})});
        return {};
      },
      async_type({}, u8_()), copts);
  EXPECT_EQ(only<u8>(run(consume)), 83);
  EXPECT_TRUE(store.waiting.empty());
}

TEST_F(Definitions, async_to_sync) {
  Guest producer = guest();
  Guest consumer = guest();
  one_after_the_other(*this, store, producer, consumer, false, [this](const FuncInstPtr& f) { return run(f); });
}

TEST_F(Definitions, async_backpressure) {
  Guest producer = guest();
  Guest consumer = guest();
  one_after_the_other(*this, store, producer, consumer, true, [this](const FuncInstPtr& f) { return run(f); });
}

TEST_F(Definitions, sync_using_wait) {
  Guest producer = guest();
  Guest consumer = guest();
  const auto popts = producer.opts(true);
  bool fut1 = false, fut2 = false;
  const auto produce = [&](bool& fut) {
    return producer.lift(
        [&](Flat32) -> Flat32 {
          current_thread().wait_until([&] { return fut; });
          canon_task_return({}, *popts, {});
          return {};
        },
        async_type({}), popts);
  };
  const auto producer1 = produce(fut1);
  const auto producer2 = produce(fut2);
  const auto copts = consumer.opts(true);
  const auto f = consumer.lift(
      [&](Flat32) -> Flat32 {
        const u32 subi1 = unpack(consumer.call(producer1, copts, {})).high;
        const u32 subi2 = unpack(consumer.call(producer2, copts, {})).high;
        const u32 seti = canon_waitable_set_new();
        canon_waitable_join(subi1, seti);
        canon_waitable_join(subi2, seti);
        fut1 = true;
        expect_event(consumer.wait(seti, 8), EventCode::SUBTASK, subi1, number(Subtask::State::RETURNED));
        fut2 = true;
        expect_event(consumer.wait(seti, 8), EventCode::SUBTASK, subi2, number(Subtask::State::RETURNED));
        canon_subtask_drop(subi1);
        canon_subtask_drop(subi2);
        canon_waitable_set_drop(seti);
        return {};
      },
      async_type({}), consumer.opts());
  run(f);
}

TEST_F(Definitions, async_flat_params) {
  Guest caller = guest();
  const auto opts = caller.opts(true);
  const auto expecting = [&](const std::vector<closed::ValType>& ts, std::vector<Val> vs) {
    return host(func_type(ts), [vs](auto& on_start, auto& on_resolve, auto&) {
      EXPECT_EQ(on_start(), vs);
      on_resolve(std::vector<Val>());
    });
  };
  const auto f2 = expecting({u32_(), u8_(), u8_(), u8_()}, {u32{1}, u8{2}, u8{3}, u8{4}});
  const auto f3 = expecting({u32_(), u8_(), u8_(), u8_(), u8_()}, {u32{1}, u8{2}, u8{3}, u8{4}, u8{5}});
  const auto f = caller.lift(
      [&](Flat32) -> Flat32 {
        EXPECT_EQ(caller.call(f2, opts, {1, 2, 3, 4}), number(Subtask::State::RETURNED));
        caller.write(12, {1, 0, 0, 0, 2, 3, 4, 5});
        EXPECT_EQ(caller.call(f3, opts, {12}), number(Subtask::State::RETURNED));
        canon_task_return({}, *opts, {});
        return {};
      },
      async_type({}), opts);
  run(f);
}

}  // namespace

}  // namespace touchstone::component
