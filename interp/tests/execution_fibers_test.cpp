// Guest code on fibers: suspended in a host function, resumed in any order, or dropped.
#include <vector>

#include <gtest/gtest.h>

#include "interp/embedding/wasm.hpp"
#include "interp/execution/stack_switching.hpp"

namespace touchstone::wasm {
namespace {

// A module whose `f` adds up what `wait` returns, n times, and keeps an array on the operand stack meanwhile.
constexpr std::string_view text = R"((module
  (type $a (array (mut i32)))
  (import "h" "wait" (func $wait (param i32) (result i32)))
  (func $f (export "f") (param $n i32) (result i32) (local $sum i32)
    (array.new $a (local.get $n) (i32.const 2))
    (loop $l
      (local.set $sum (i32.add (local.get $sum) (call $wait (local.get $n))))
      (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (array.get $a (i32.const 1))
    (i32.add (i32.mul (i32.const 1000)) (local.get $sum)))
  (func (export "churn") (param i32)
    (loop $l (drop (array.new_default $a (i32.const 1000)))
      (br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))))";

class Fibers : public testing::Test {
 protected:
  explicit Fibers(Config config = small_heap()) : s(config) {
    const FuncAddr wait = func_alloc(s, FuncType{{ValKind::i32}, {ValKind::i32}}, [](HostCall& host) {
      host.results[0] = Value::of(block(Message(host.args[0].as<u32>())).as<u32>());
    });
    auto valid = module_validate(*module_parse(text));
    const ExternAddr import = wait;
    mm = *module_instantiate(s, *valid, std::span(&import, 1));
  }

  static Config small_heap() {
    Config config;
    config.heap_bytes = u64{16} << 20;
    return config;
  }

  // A fiber that calls `f`; it returns the result, or 0 for a failure.
  Continuation start(u32 n) {
    return cont_new([this, n](Message) -> Message {
      const auto outcome = func_invoke(s, instance_export_as<FuncAddr>(*mm, "f"), {n});
      return outcome ? Message(outcome->at(0).as<u32>()) : Message(u32{0});
    });
  }

  Store s;
  ModuleInst* mm = nullptr;
};

TEST_F(Fibers, interleave) {
  std::vector<Continuation> fibers;
  for (u32 i = 0; i < 10; ++i) fibers.push_back(resume(start(3), Message{}).cont);
  for (u32 round = 0; round < 2; ++round) {
    for (u32 i = 0; i < 10; ++i) {
      Resumed r = resume(std::move(fibers[i]), Message(i + 1));
      EXPECT_EQ(r.block_arg.as<u32>(), 2 - round);
      fibers[i] = std::move(r.cont);
    }
  }
  for (u32 i = 10; i-- > 0;) {
    const Resumed r = resume(std::move(fibers[i]), Message(i + 1));
    EXPECT_FALSE(r.cont);
    EXPECT_EQ(r.block_arg.as<u32>(), 3000 + 3 * (i + 1));
  }
  EXPECT_TRUE(s.machines.empty());
}

TEST_F(Fibers, what_a_suspended_one_holds_is_kept_alive) {
  Resumed r = resume(start(1), Message{});
  ASSERT_TRUE(func_invoke(s, instance_export_as<FuncAddr>(*mm, "churn"), {20'000U}));
  r = resume(std::move(r.cont), Message(u32{5}));
  EXPECT_EQ(r.block_arg.as<u32>(), 1005U);
}

TEST_F(Fibers, a_dropped_one_leaves_nothing_behind) {
  {
    const Resumed r = resume(start(100), Message{});
    EXPECT_EQ(s.machines.size(), 1U);
  }
  EXPECT_TRUE(s.machines.empty());
  EXPECT_EQ(resume(resume(start(1), Message{}).cont, Message(u32{7})).block_arg.as<u32>(), 1007U);
}

class FibersWithFuel : public Fibers {
 protected:
  static Config fuel() {
    Config config = small_heap();
    config.fuel = 1000;
    return config;
  }
  FibersWithFuel() : Fibers(fuel()) {}
};

TEST_F(FibersWithFuel, share_it) {
  Resumed first = resume(start(50), Message{});
  Resumed second = resume(start(50), Message{});
  // Each round of `f` takes one for the loop and one for the call; `f` itself one.
  EXPECT_EQ(s.fuel, 1000 - 2 * 3);
  first = resume(std::move(first.cont), Message(u32{1}));
  second = resume(std::move(second.cont), Message(u32{1}));
  EXPECT_EQ(s.fuel, 1000 - 2 * 5);
  const Continuation dropped = std::move(second.cont);
  for (int i = 0; i < 48; ++i) first = resume(std::move(first.cont), Message(u32{1}));
  EXPECT_EQ(s.fuel, 1000 - 2 * 5 - 48 * 2);
  first = resume(std::move(first.cont), Message(u32{1}));
  EXPECT_EQ(first.block_arg.as<u32>(), 50'050U);
}

TEST_F(FibersWithFuel, a_dropped_one_does_not_give_fuel_back) {
  Resumed first = resume(start(50), Message{});
  {
    Resumed second = resume(start(50), Message{});
    first = resume(std::move(first.cont), Message(u32{1}));
  }
  EXPECT_EQ(s.fuel, 1000 - 3 - 3 - 2);
}

TEST_F(Fibers, depth_and_slots_are_limits_of_each) {
  auto valid = module_validate(*module_parse(R"((module (func $r (export "r") (param i32) (result i32)
    (if (result i32) (local.get 0) (then (i32.add (i32.const 1) (call $r (i32.sub (local.get 0) (i32.const 1)))))
      (else (i32.const 0))))))"));
  ModuleInst* deep = *module_instantiate(s, *valid);
  const auto run = [&](u32 depth) {
    return resume(cont_new([&, depth](Message) -> Message {
                    const auto outcome = func_invoke(s, instance_export_as<FuncAddr>(*deep, "r"), {depth});
                    return Message(outcome ? outcome->at(0).as<u32>() : 0xffff'ffffU);
                  }),
                  Message{})
        .block_arg.as<u32>();
  };
  EXPECT_EQ(run(19'999), 19'999U);
  EXPECT_EQ(run(20'000), 0xffff'ffffU);
}

}  // namespace
}  // namespace touchstone::wasm
