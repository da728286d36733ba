// What run_tests.py does not reach of the run time: entering and poisoning, deadlock, calls in two steps, limits, the end of a
// store with threads that wait, destructors, choices.
#include "abi/runtime/observer.hpp"
#include "abi/tests/definitions.hpp"

namespace touchstone::component {

namespace {

using types::u32_;

class RuntimeStore : public Definitions {
 protected:
  void invoke(const FuncInstPtr& f, std::optional<std::vector<Val>>* got = nullptr) {
    store.invoke(
        *f, [] { return std::vector<Val>(); },
        [got](std::optional<std::vector<Val>> result) {
          if (got != nullptr) *got = std::move(result);
        });
  }
  FuncInstPtr sync(Guest& g, std::function<void()> f) {
    return g.lift(
        [f = std::move(f)](Flat32) -> Flat32 {
          f();
          return {};
        },
        func_type({}), g.opts());
  }
};

TEST_F(RuntimeStore, a_trap_poisons_what_is_entered_and_nothing_else) {
  Guest a = guest();
  Guest b = guest();
  Guest c = guest();
  const auto fail = sync(b, [] { throw wasm::Trap(wasm::TrapCode::unreachable); });
  const auto call = sync(a, [&] { a.call(fail, a.opts(), {}); });
  const auto fine = sync(c, [] {});
  EXPECT_THROW(invoke(call), wasm::Trap);
  EXPECT_TRUE(a.inst.poisoned);
  EXPECT_TRUE(b.inst.poisoned);
  EXPECT_FALSE(c.inst.poisoned);
  EXPECT_EQ(trap_of([&] { invoke(call); }), "cannot_enter");
  EXPECT_EQ(trap_of([&] { invoke(fail); }), "cannot_enter");
  // The component around them was entered too.
  EXPECT_EQ(trap_of([&] { invoke(fine); }), "cannot_enter");
  EXPECT_TRUE(root.poisoned);
  Guest d(store, nullptr);
  EXPECT_EQ(trap_of([&] { invoke(sync(d, [] {})); }), "");
}

TEST_F(RuntimeStore, threads_of_a_poisoned_instance_do_not_run_again) {
  Guest a = guest();
  const auto waits = a.lift(
      [](Flat32) -> Flat32 {
        canon_thread_yield(false);
        ADD_FAILURE() << "resumed";
        return {};
      },
      async_type({}), a.opts(true));
  invoke(waits);
  EXPECT_THROW(invoke(sync(a, [] { throw wasm::Trap(wasm::TrapCode::unreachable); })), wasm::Trap);
  EXPECT_FALSE(store.tick());
}

TEST_F(RuntimeStore, a_core_exception_becomes_a_trap) {
  Guest a = guest();
  const auto tag = wasm::tag_alloc(store.core(), wasm::FuncType{});
  const auto throws = sync(a, [&] {
    const wasm::Val exn = wasm::exn_alloc(store.core(), tag, {}).value();
    throw wasm::Exception(wasm::Root(store.core(), exn.ref()));
  });
  EXPECT_EQ(trap_of([&] { invoke(throws); }), "uncaught_exception");
}

TEST_F(RuntimeStore, calls_between_a_component_and_one_around_it) {
  const auto attempt = [](Reentrance policy) {
    StoreConfig config;
    config.reentrance = policy;
    config.check_waiting = true;
    Store s(config);
    Guest parent(s, nullptr);
    Guest child(s, &parent.inst);
    const auto nothing = [](Flat32) -> Flat32 { return {}; };
    const auto up = parent.lift(nothing, func_type({}), parent.opts());
    const auto down = child.lift(
        [&](Flat32) -> Flat32 {
          child.call(up, child.opts(), {});
          return {};
        },
        func_type({}), child.opts());
    const auto f = parent.lift(
        [&](Flat32) -> Flat32 {
          parent.call(down, parent.opts(), {});
          return {};
        },
        func_type({}), parent.opts());
    return trap_of([&] { s.invoke(*f, [] { return std::vector<Val>(); }, [](const auto&) {}); });
  };
  EXPECT_EQ(attempt(Reentrance::trap), "cannot_enter");
  EXPECT_EQ(attempt(Reentrance::donut), "");
}

TEST_F(RuntimeStore, blocking_where_nothing_can_go_on) {
  Guest a = guest();
  EXPECT_EQ(trap_of([&] { invoke(sync(a, [] { canon_thread_suspend(false); })); }), "cannot_block");
  Guest b(store, nullptr);
  const auto waits = b.lift(
      [](Flat32) -> Flat32 {
        canon_thread_suspend(false);
        return {};
      },
      async_type({}), b.opts(true));
  invoke(waits);
  EXPECT_EQ(trap_of([&] { store.run_until([] { return false; }); }), "deadlock");
}

TEST_F(RuntimeStore, a_task_that_ends_without_result) {
  Guest a = guest();
  const auto f = a.lift([](Flat32) -> Flat32 { return {}; }, async_type({}), a.opts(true));
  EXPECT_EQ(trap_of([&] { invoke(f); }), "no_result");
}

TEST_F(RuntimeStore, a_call_in_two_steps) {
  Guest a = guest();
  std::vector<std::string> log;
  auto opts = std::make_shared<RuntimeOptions>(*a.opts());
  opts->post_return = a.func(1, 0, [&](Flat32 args) -> Flat32 {
    EXPECT_EQ(args, Flat32{7});
    EXPECT_EQ(trap_of([] { canon_thread_yield(false); }), "cannot_leave");
    log.emplace_back("post-return");
    return {};
  });
  const auto f = a.lift([](Flat32) -> Flat32 { return {7}; }, func_type({}, u32_()), opts);
  for (int round = 0; round < 2; ++round) {
    ValCall values([] { return std::vector<Val>(); },
                   [&](const auto& result) {
                     EXPECT_EQ(result->at(0), Val(u32{7}));
                     log.emplace_back("result");
                   });
    const auto call = store.invoke_in_two_steps(*f, values);
    EXPECT_TRUE(call->pending());
    EXPECT_TRUE(a.inst.needs_post_return);
    EXPECT_EQ(trap_of([&] { invoke(f); }), "cannot_enter");
    EXPECT_FALSE(a.inst.poisoned);
    call->post_return();
    EXPECT_FALSE(call->pending());
  }
  invoke(f);
  EXPECT_EQ(log, (std::vector<std::string>{"result", "post-return", "result", "post-return", "post-return"}));
}

TEST_F(RuntimeStore, a_store_may_go_while_threads_wait) {
  struct Probe {
    int& count;
    ~Probe() { ++count; }
  };
  int unwound = 0;
  {
    Store s;
    Guest a(s, nullptr);
    Guest b(s, nullptr);
    const auto inner = b.lift(
        [&](Flat32) -> Flat32 {
          const Probe probe{unwound};
          canon_thread_suspend(false);
          return {};
        },
        async_type({}), b.opts(true));
    const auto outer = a.lift(
        [&](Flat32) -> Flat32 {
          const Probe probe{unwound};
          a.call(inner, a.opts(), {});
          return {};
        },
        async_type({}), a.opts());
    s.invoke(*outer, [] { return std::vector<Val>(); }, [](const auto&) {});
    EXPECT_EQ(unwound, 0);
  }
  EXPECT_EQ(unwound, 2);
}

TEST_F(RuntimeStore, limits) {
  StoreConfig config;
  config.fibers = 10;
  config.nesting = 5;
  Store s(config);
  Guest a(s, nullptr);
  const auto waits = a.lift(
      [](Flat32) -> Flat32 {
        canon_thread_suspend(false);
        return {};
      },
      async_type({}), a.opts(true));
  const auto call = [&](FuncInst& f) { s.invoke(f, [] { return std::vector<Val>(); }, [](const auto&) {}); };
  for (int i = 0; i < 10; ++i) call(*waits);
  try {
    call(*waits);
    FAIL();
  } catch (const wasm::Exhaustion& met) {
    EXPECT_EQ(met.resource, wasm::Resource::fibers);
  }
  Store s2(config);
  Guest b(s2, nullptr);
  FuncInstPtr self;
  int depth = 0;
  self = b.lift(
      [&](Flat32) -> Flat32 {
        ++depth;
        b.call(self, b.opts(), {});
        return {};
      },
      func_type({}), b.opts());
  try {
    s2.invoke(*self, [] { return std::vector<Val>(); }, [](const auto&) {});
    FAIL();
  } catch (const wasm::Exhaustion& met) {
    EXPECT_EQ(met.resource, wasm::Resource::nesting);
  }
  EXPECT_EQ(depth, 5);
}

TEST_F(RuntimeStore, destructors_of_guest_and_host) {
  Guest a = guest();
  Guest b = guest();
  std::vector<u64> destroyed;
  const auto of_host = std::make_shared<RuntimeResourceType>([&](u64 rep) { destroyed.push_back(rep); });
  const auto of_a = std::make_shared<RuntimeResourceType>(a.inst, a.func(1, 0, [&](Flat32 args) -> Flat32 {
    EXPECT_EQ(&current_instance(), &a.inst);
    destroyed.push_back(args[0]);
    return {};
  }));
  const auto f = sync(b, [&] {
    canon_resource_drop(of_host, canon_resource_new(of_host, u64{1} << 40));
    canon_resource_drop(of_a, canon_resource_new(of_a, 5));
  });
  invoke(f);
  destroy_resource(of_a, 6, nullptr);
  EXPECT_EQ(destroyed, (std::vector<u64>{u64{1} << 40, 5, 6}));
}

TEST_F(RuntimeStore, cancelling_and_waiting_discards_that_a_call_started) {
  Guest callee = guest();
  Guest caller = guest();
  bool go = false;
  const auto copts = callee.opts(true);
  const auto f = callee.lift(
      [&](Flat32) -> Flat32 {
        current_thread().wait_until([&] { return go; });
        canon_task_return({}, *copts, {});
        return {};
      },
      async_type({}), copts);
  const auto opts = caller.opts(true);
  run(caller.lift(
      [&](Flat32) -> Flat32 {
        callee.inst.set_backpressure(callee.inst.backpressure() + 1);
        const u32 subi = unpack(caller.call(f, opts, {})).high;
        callee.inst.set_backpressure(callee.inst.backpressure() - 1);
        canon_thread_yield(false);  // the callee starts
        go = true;
        EXPECT_EQ(canon_subtask_cancel(false, subi), number(Subtask::State::RETURNED));
        return {};
      },
      async_type({}), caller.opts()));
}

/// `caller` calls a function that returns a string when `go` is set, does `then`, and waits for it.
class LateString : public RuntimeStore {
 protected:
  void begin(std::function<u32(Flat32)> realloc, std::function<void()> then) {
    auto with_realloc = std::make_shared<RuntimeOptions>(*caller.opts(true));
    with_realloc->realloc =
        make_realloc(caller.func(4, 1, [f = std::move(realloc)](Flat32 a) -> Flat32 { return {f(std::move(a))}; }),
                     wasm::AddrType::i32);
    const auto f = callee.lift(
        [this](Flat32) -> Flat32 {
          current_thread().wait_until([this] { return go; });
          canon_task_return(types::string(), *copts, std::vector{wasm::Value::of(u32{0}), wasm::Value::of(length)});
          returned = true;
          return {};
        },
        async_type({}, types::string()), copts);
    invoke(caller.lift(
        [this, f, with_realloc, then = std::move(then)](Flat32) -> Flat32 {
          subtaski = unpack(caller.call(f, with_realloc, {64})).high;
          then();
          return {};
        },
        async_type({}), caller.opts()));
  }

  Guest caller{store, nullptr};
  Guest callee{store, nullptr};
  const RuntimeOptionsPtr copts = callee.opts(true);
  u32 length = 5;
  u32 subtaski = 0;
  bool go = false;
  bool returned = false;
};

TEST_F(LateString, a_caller_is_told_nothing_of_a_result_that_cannot_be_lifted) {
  length = 1 << 20;
  begin([](const Flat32&) -> u32 { return 128; }, [] { canon_thread_suspend(false); });
  go = true;
  EXPECT_EQ(trap_of([&] { store.tick(); }), "string_out_of_bounds");
  EXPECT_TRUE(callee.inst.poisoned);
  EXPECT_FALSE(caller.inst.poisoned);
  EXPECT_FALSE(caller.inst.get<Subtask>(subtaski, "test", "subtask")->has_pending_event());
}

TEST_F(LateString, a_poisoned_caller_gets_no_result) {
  const auto fail = [] { throw wasm::Trap(wasm::TrapCode::unreachable); };
  const auto realloc = [](const Flat32&) -> u32 {
    ADD_FAILURE() << "realloc of a poisoned instance";
    return 128;
  };
  EXPECT_THROW(begin(realloc, fail), wasm::Trap);
  go = true;
  while (store.tick()) {
  }
  EXPECT_TRUE(returned);
  EXPECT_FALSE(callee.inst.poisoned);
}

TEST_F(LateString, realloc_must_not_leave_where_its_instance_is_not_entered) {
  const auto nothing = callee.lift([](Flat32) -> Flat32 { return {}; }, func_type({}), callee.opts());
  const auto realloc = [&](const Flat32&) -> u32 {
    EXPECT_TRUE(caller.inst.may_enter);
    caller.call(nothing, caller.opts(), {});
    return 128;
  };
  begin(realloc, [] { canon_thread_suspend(false); });
  go = true;
  EXPECT_EQ(trap_of([&] { store.tick(); }), "cannot_leave");
  EXPECT_FALSE(returned);
  EXPECT_TRUE(callee.inst.poisoned);
  EXPECT_TRUE(caller.inst.poisoned);
  EXPECT_FALSE(caller.inst.may_enter);
}

TEST_F(RuntimeStore, the_chooser_finds_every_order) {
  const auto chooser = std::make_shared<ExhaustiveChooser>(Choices{Choice::thread});
  std::vector<std::string> orders;
  do {
    StoreConfig config;
    config.chooser = chooser;
    Store s(config);
    std::string order;
    for (const char name : {'a', 'b', 'c'}) {
      Guest g(s, nullptr);
      const auto opts = g.opts(true);
      const auto f = g.lift(
          [&order, name, opts](Flat32) -> Flat32 {
            canon_thread_yield(false);
            order += name;
            canon_task_return({}, *opts, {});
            return {};
          },
          async_type({}), opts);
      s.invoke(*f, [] { return std::vector<Val>(); }, [](const auto&) {});
    }
    while (s.tick()) {
    }
    orders.push_back(order);
  } while (chooser->next());
  EXPECT_EQ(orders, (std::vector<std::string>{"abc", "bac", "cab", "acb", "bca", "cba"}));
}

TEST_F(RuntimeStore, an_observer_sees_a_call) {
  struct Log : Observer {
    std::string text;
    void call_entered(const ComponentInstance* caller, const Task&) override {
      text += caller != nullptr ? "(c" : "(h";
    }
    void call_left(const ComponentInstance*, const Task&) override { text += ")"; }
    void lowered_call_entered(const ComponentInstance&, const FuncInst&) override { text += "["; }
    void lowered_call_left(const ComponentInstance&, const FuncInst&, const Subtask&) override { text += "]"; }
    void lowered(const LiftLowerContext&, std::span<const closed::Part>, std::span<const Val> vs,
                 std::span<const wasm::Value>) override {
      text += "v" + std::to_string(vs.size());
    }
    void lifted(const LiftLowerContext&, std::span<const closed::Part>, std::span<const Val> vs) override {
      text += "^" + std::to_string(vs.size());
    }
    void trapped(const wasm::Trap&) override { text += "!"; }
  };
  Log log;
  store.observer = &log;
  Guest a = guest();
  Guest b = guest();
  const auto add = a.lift([](Flat32 args) -> Flat32 { return {args[0] + 1}; }, func_type({u32_()}, u32_()), a.opts());
  const auto f =
      b.lift([&](Flat32) -> Flat32 { return {b.call(add, b.opts(), {4})}; }, func_type({}, u32_()), b.opts());
  EXPECT_EQ(run(f).value().at(0), Val(u32{5}));
  EXPECT_EQ(log.text, "(hv0[(c^1v1^1v1)]^1)");
}

}  // namespace

}  // namespace touchstone::component
