// Threads of shared memory under the exhaustive Chooser: litmus tests. Each lists the outcomes that sequential consistency
// allows, and just these are seen when every order of accesses has been tried.
#include "interp/execution/threads.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "interp/embedding/embedding.hpp"

namespace touchstone::wasm {

namespace {

/// Modules that import the memory, each with a function `run`; what they return is an outcome's part, in order.
struct Litmus {
  std::vector<std::string> threads;
};

std::string module_of(const std::string& body) {
  return R"((module (import "" "m" (memory 1 1 shared)) (func (export "run") (result i32) (local i32 i32) )" + body +
         "))";
}

ModuleInst* make(Store& store, const std::string& text, std::vector<ExternAddr> imports) {
  auto module = module_parse(text);
  EXPECT_TRUE(module) << text;
  auto valid = module_validate(*module, Features::standard());
  EXPECT_TRUE(valid) << text;
  return *module_instantiate(store, *valid, imports);
}

/// One run: what each thread returned, or "deadlock".
std::string outcome(const Litmus& litmus, Chooser& chooser, bool fold) {
  Config config;
  config.chooser = &chooser;
  config.fold = fold;
  const auto store = store_init(config);
  const ModuleInst* memory = make(*store, R"((module (memory (export "m") 1 1 shared)))", {});
  const ExternAddr m = *instance_export(*memory, "m");
  std::vector<std::string> results(litmus.threads.size());
  std::vector<u32> numbers;
  for (std::size_t i = 0; i < litmus.threads.size(); ++i) {
    const ModuleInst* instance = make(*store, module_of(litmus.threads[i]), {m});
    const auto run = std::get<FuncInst*>(*instance_export(*instance, "run"));
    numbers.push_back(thread_spawn(*store, [&store = *store, &result = results[i], run] {
      const auto values = func_invoke(store, run);
      result = values ? std::to_string((*values)[0].as<u32>()) : values.message();
    }));
  }
  for (const u32 number : numbers) {
    if (!thread_join(*store, number)) return "deadlock";
  }
  std::string all;
  for (const std::string& result : results) all += (all.empty() ? "" : " ") + result;
  return all;
}

std::set<std::string> outcomes(const Litmus& litmus, bool fold = true) {
  std::set<std::string> seen;
  ExhaustiveChooser chooser(scheduling, 200'000);
  do seen.insert(outcome(litmus, chooser, fold));
  while (chooser.next());
  EXPECT_TRUE(chooser.complete()) << "more than " << chooser.runs() << " runs";
  return seen;
}

using Set = std::set<std::string>;

}  // namespace

// If the flag is seen, so is the message.
TEST(Litmus, MessagePassing) {
  const Litmus mp{{"(i32.store (i32.const 0) (i32.const 4)) (i32.store (i32.const 4) (i32.const 1)) (i32.const 0)",
                   "(local.set 0 (i32.load (i32.const 4))) (local.set 1 (i32.load (i32.const 0)))"
                   "(i32.add (i32.mul (i32.const 10) (local.get 0)) (local.get 1))"}};
  EXPECT_EQ(outcomes(mp), (Set{"0 0", "0 4", "0 14"}));
  EXPECT_EQ(outcomes(mp, false), (Set{"0 0", "0 4", "0 14"}));
}

// Not both loads come before both stores.
TEST(Litmus, StoreBuffering) {
  const Litmus sb{{"(i32.atomic.store (i32.const 0) (i32.const 1)) (i32.atomic.load (i32.const 4))",
                   "(i32.atomic.store (i32.const 4) (i32.const 1)) (i32.atomic.load (i32.const 0))"}};
  EXPECT_EQ(outcomes(sb), (Set{"0 1", "1 0", "1 1"}));
}

// Not both see what the other writes afterwards.
TEST(Litmus, LoadBuffering) {
  const Litmus lb{{"(i32.load (i32.const 0)) (i32.store (i32.const 4) (i32.const 1))",
                   "(i32.load (i32.const 4)) (i32.store (i32.const 0) (i32.const 1))"}};
  EXPECT_EQ(outcomes(lb), (Set{"0 0", "0 1", "1 0"}));
}

// A read and a write that another thread's may come between lose an update; a read-modify-write does not.
TEST(Litmus, LostUpdate) {
  const std::string plain =
      "(i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))) (i32.load (i32.const 0))";
  EXPECT_EQ(outcomes({{plain, plain}}), (Set{"1 1", "1 2", "2 1", "2 2"}));
  const std::string rmw = "(i32.atomic.rmw.add (i32.const 0) (i32.const 1))";
  EXPECT_EQ(outcomes({{rmw, rmw}}), (Set{"0 1", "1 0"}));
}

// Two locks, taken by waiting: in one order all is well, in both there is a deadlock too.
TEST(Litmus, TwoLocks) {
  const auto lock = [](const std::string& at) {
    return "(block (loop (br_if 1 (i32.eqz (i32.atomic.rmw.xchg (i32.const " + at +
           ") (i32.const 1))))"
           "(drop (memory.atomic.wait32 (i32.const " +
           at + ") (i32.const 1) (i64.const -1))) (br 0)))";
  };
  const auto unlock = [](const std::string& at) {
    return "(i32.atomic.store (i32.const " + at +
           ") (i32.const 0))"
           "(drop (memory.atomic.notify (i32.const " +
           at + ") (i32.const 1)))";
  };
  const auto critical = [&](const std::string& first, const std::string& second) {
    return lock(first) + lock(second) + "(local.set 0 (i32.const 1))" + unlock(second) + unlock(first) +
           "(local.get 0)";
  };
  EXPECT_EQ(outcomes({{critical("0", "4"), critical("0", "4")}}), (Set{"1 1"}));
  EXPECT_EQ(outcomes({{critical("0", "4"), critical("4", "0")}}), (Set{"1 1", "deadlock"}));
}

// The deterministic order: threads run in the order they were made, and only then.
TEST(Threads, FirstComeFirstServed) {
  const auto store = store_init();
  std::string order;
  const u32 a = thread_spawn(*store, [&] { order += 'a'; });
  const u32 b = thread_spawn(*store, [&] { order += 'b'; });
  EXPECT_EQ(order, "");
  EXPECT_TRUE(thread_join(*store, b));
  EXPECT_EQ(order, "ab");
  EXPECT_TRUE(thread_join(*store, a));
}

TEST(Threads, WhatABodyThrowsComesOutOfJoin) {
  const auto store = store_init();
  const u32 thread = thread_spawn(*store, [] { throw std::runtime_error("no"); });
  EXPECT_THROW(static_cast<void>(thread_join(*store, thread)), std::runtime_error);
}

// A thread may join another and make new ones; the store may go while threads wait.
TEST(Threads, JoinsInside) {
  const auto store = store_init();
  std::string order;
  u32 inner = 0;
  const u32 outer = thread_spawn(*store, [&] {
    inner = thread_spawn(*store, [&] { order += 'i'; });
    EXPECT_TRUE(thread_join(*store, inner));
    order += 'o';
  });
  EXPECT_TRUE(thread_join(*store, outer));
  EXPECT_EQ(order, "io");
}

TEST(Threads, AStoreUnwindsThoseThatWait) {
  bool unwound = false;
  {
    const auto store = store_init();
    MemType type;
    type.limits = {1, 1};
    type.shared = true;
    MemInst* memory = allocmem(*store, type);
    const u32 thread = thread_spawn(*store, [&] {
      struct Guard {
        bool& flag;
        ~Guard() { flag = true; }
      } guard{unwound};
      threads(*store).wait(*memory, 0, -1);
    });
    const auto joined = thread_join(*store, thread);
    ASSERT_FALSE(joined);
    EXPECT_EQ(joined.trap()->id, "deadlock");
    EXPECT_FALSE(unwound);
  }
  EXPECT_TRUE(unwound);
}

}  // namespace touchstone::wasm
