// Stack switching: the three primitives, what may go wrong in a fiber, many fibers at once, stacks of known size.
#include "interp/execution/stack_switching.hpp"

#include <exception>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "interp/support/error.hpp"
#include "interp/support/reserved_memory.hpp"
#include "interp/support/sanitizers.hpp"

namespace touchstone {
namespace {

/// Counts what is alive, to see that stacks are unwound.
struct Alive {
  explicit Alive(int& n) : count(&n) { ++*count; }
  Alive(const Alive&) = delete;
  Alive(Alive&& other) noexcept : count(std::exchange(other.count, nullptr)) {}
  ~Alive() {
    if (count != nullptr) --*count;
  }
  int* count;
};

u64 resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  u64 total = 0;
  u64 resident = 0;
  statm >> total >> resident;
  return resident * host_page_size();
}

/// Recurses until `bytes` of stack are taken, then calls `at_depth`.
[[gnu::noinline]] void descend(const u8* start, u64 bytes, const std::function<void()>& at_depth) {
  volatile u8 frame[512];
  frame[0] = 1;
  auto here = static_cast<const u8*>(__builtin_frame_address(0));
  if (static_cast<u64>(start - here) >= bytes)
    at_depth();
  else
    descend(start, bytes, at_depth);
  frame[1] = frame[0];
}

TEST(StackSwitching, messages_pass_both_ways) {
  auto [cont, first] = resume(cont_new([](Message m) {
                                u32 sum = m.as<u32>();
                                while (sum < 100) sum += block(sum).as<u32>();
                                return Message(sum * 2);
                              }),
                              u32{1});
  EXPECT_EQ(first.as<u32>(), 1U);
  u32 expected = 1;
  while (cont) {
    auto next = resume(std::move(cont), u32{33});
    cont = std::move(next.cont);
    expected += 33;
    EXPECT_EQ(next.block_arg.as<u32>(), cont ? expected : expected * 2);
  }
  EXPECT_EQ(expected, 100U);
}

TEST(StackSwitching, a_continuation_may_be_movable_only_and_return_nothing) {
  auto value = std::make_unique<int>(7);
  int seen = 0;
  auto result = resume(cont_new([value = std::move(value), &seen](Message) { seen = *value; }), {});
  EXPECT_FALSE(result.cont);
  EXPECT_EQ(result.block_arg.as<void*>(), nullptr);
  EXPECT_EQ(seen, 7);
}

TEST(StackSwitching, current_thread_is_what_the_innermost_resume_said) {
  EXPECT_EQ(current_thread().as<u64>(), 0U);
  auto outer = cont_new([](Message) {
    EXPECT_EQ(current_thread().as<u64>(), 1U);
    auto inner = resume(cont_new([](Message) {
                          EXPECT_EQ(current_thread().as<u64>(), 2U);
                          block();
                          EXPECT_EQ(current_thread().as<u64>(), 3U);
                        }),
                        {}, u64{2});
    EXPECT_EQ(current_thread().as<u64>(), 1U);
    block();
    EXPECT_EQ(current_thread().as<u64>(), 4U);
    resume(std::move(inner.cont), {}, u64{3});
    EXPECT_EQ(current_thread().as<u64>(), 4U);
  });
  auto blocked = resume(std::move(outer), {}, u64{1});
  EXPECT_EQ(current_thread().as<u64>(), 0U);
  EXPECT_FALSE(resume(std::move(blocked.cont), {}, u64{4}).cont);
}

TEST(StackSwitching, a_suspended_continuation_is_resumed_from_elsewhere) {
  auto wanderer = resume(cont_new([](Message) {
                           block(u32{1});
                           block(u32{2});
                         }),
                         {});
  auto other = resume(cont_new([&](Message) { wanderer = resume(std::move(wanderer.cont), {}); }), {});
  EXPECT_FALSE(other.cont);
  EXPECT_EQ(wanderer.block_arg.as<u32>(), 2U);
  EXPECT_FALSE(resume(std::move(wanderer.cont), {}).cont);
}

TEST(StackSwitching, an_exception_comes_out_of_resume) {
  int alive = 0;
  auto thrower = resume(cont_new([&](Message) {
                          Alive here(alive);
                          block();
                          throw std::runtime_error("out of the fiber");
                        }),
                        {});
  EXPECT_EQ(alive, 1);
  try {
    resume(std::move(thrower.cont), {});
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "out of the fiber");
  }
  EXPECT_EQ(alive, 0);
}

TEST(StackSwitching, exceptions_in_flight_belong_to_a_stack) {
  // Each fiber blocks inside a catch clause; the clauses end in the order in which they began.
  auto body = [](int id) {
    return cont_new([id](Message) {
      try {
        throw id;
      } catch (int) {
        block();
        try {
          throw;
        } catch (int again) {
          EXPECT_EQ(again, id);
        }
      }
      EXPECT_FALSE(std::current_exception());
    });
  };
  auto a = resume(body(1), {});
  EXPECT_FALSE(std::current_exception());
  auto b = resume(body(2), {});
  try {
    throw 3;
  } catch (int) {
    EXPECT_FALSE(resume(std::move(a.cont), {}).cont);
    EXPECT_FALSE(resume(std::move(b.cont), {}).cont);
    EXPECT_THROW(throw, int);
  }
}

TEST(StackSwitching, dropping_unwinds) {
  int alive = 0;
  {
    auto captured = std::make_unique<Alive>(alive);
    Continuation unstarted = cont_new([captured = std::move(captured)](Message) {});
    EXPECT_EQ(alive, 1);
  }
  EXPECT_EQ(alive, 0);
  {
    auto captured = std::make_unique<Alive>(alive);
    auto nested = [&](Message) {
      Alive here(alive);
      auto inner = resume(cont_new([&](Message) {
                            Alive there(alive);
                            block();
                            FAIL() << "nobody resumes it";
                          }),
                          {});
      block();
      FAIL() << "nobody resumes it";
    };
    auto outer = resume(cont_new([captured = std::move(captured), nested](Message m) { nested(m); }), {});
    EXPECT_EQ(alive, 3);
  }
  EXPECT_EQ(alive, 0);
}

TEST(StackSwitching, dropping_while_an_exception_is_in_flight) {
  int alive = 0;
  try {
    auto suspended = resume(cont_new([&](Message) {
                              Alive here(alive);
                              EXPECT_EQ(std::uncaught_exceptions(), 0);
                              block();
                            }),
                            {});
    throw 1;
  } catch (int) {
    EXPECT_EQ(alive, 0);
  }
}

TEST(StackSwitching, what_is_thrown_while_unwinding_is_lost) {
  int blocked = 0;
  {
    auto suspended = resume(cont_new([&](Message) {
                              try {
                                block();
                              } catch (const ForcedUnwind&) {
                                ++blocked;
                                EXPECT_THROW(block(), ForcedUnwind);
                                throw std::runtime_error("nobody hears it");
                              }
                            }),
                            {});
  }
  EXPECT_EQ(blocked, 1);
}

TEST(StackSwitching, misuse_is_a_crash) {
  EXPECT_THROW(block(), Crash);
  EXPECT_THROW(resume(Continuation(), {}), Crash);
  EXPECT_THROW(run_on_main_stack([] { block(); }), Crash);
  EXPECT_THROW(cont_new([](Message) {}, u64{1} << 62), std::bad_alloc);
  Continuation mine = cont_new([](Message) {});
  std::thread([&] { EXPECT_THROW(resume(std::move(mine), {}), Crash); }).join();
}

TEST(StackSwitching, the_main_stack_serves_calls) {
  EXPECT_FALSE(on_known_stack());
  EXPECT_EQ(run_on_main_stack([] { return 7; }), 7);
  EXPECT_EQ(*run_on_main_stack([] { return std::make_unique<int>(8); }), 8);
  int target = 0;
  run_on_main_stack([&]() -> int& { return target; }) = 9;
  EXPECT_EQ(target, 9);
  EXPECT_THROW(run_on_main_stack([] { throw 1; }), int);
  run_on_main_stack([] {
    EXPECT_TRUE(on_known_stack());
    auto outer = current_stack();
    run_on_main_stack([&] { EXPECT_EQ(current_stack().limit, outer.limit); });
    resume(cont_new([&](Message) {
             EXPECT_NE(current_stack().limit, outer.limit);
             EXPECT_EQ(run_on_main_stack([] { return current_stack().limit; }), current_stack().limit);
           }),
           {});
    EXPECT_EQ(current_stack().limit, outer.limit);
  });
  EXPECT_FALSE(on_known_stack());
}

TEST(StackSwitching, a_stack_has_the_size_asked_for) {
  auto here = static_cast<const u8*>(__builtin_frame_address(0));
  EXPECT_LT(here, current_stack().limit) << "nothing fits outside a known stack";
  for (u64 size : {u64{64} << 10, u64{1} << 20, fiber_stack_size, main_stack_size}) {
    u64 reached = 0;
    resume(cont_new(
               [&](Message) {
                 NativeStack stack = current_stack();
                 auto base = static_cast<const u8*>(__builtin_frame_address(0));
                 EXPECT_LE(base, stack.top);
                 EXPECT_GT(base, stack.limit);
                 u64 usable = static_cast<u64>(base - stack.limit);
                 EXPECT_GE(usable, size * sanitizer_stack_factor / 2);
                 descend(base, usable - 4096, [&] { reached = usable; });
               },
               size),
           {});
    EXPECT_GT(reached, 0U);
  }
}

TEST(StackSwitching, throwing_from_great_depth) {
  run_on_main_stack([] {
    auto base = static_cast<const u8*>(__builtin_frame_address(0));
    EXPECT_THROW(descend(base, u64{30} << 20, [] { throw 1; }), int);
  });
  int alive = 0;
  auto body = [&](Message) {
    Alive here(alive);
    descend(static_cast<const u8*>(__builtin_frame_address(0)), u64{8} << 20, [] { block(); });
  };
  {
    auto deep = resume(cont_new(body), {});
  }
  EXPECT_EQ(alive, 0);
}

TEST(StackSwitching, ten_thousand_fibers_take_turns) {
  constexpr u32 count = 10'000;
  constexpr u32 rounds = 5;
  u64 total = 0;
  std::vector<Continuation> fibers;
  for (u32 i = 0; i < count; ++i)
    fibers.push_back(cont_new([&total, i](Message) {
      auto own = std::make_unique<u32>(i);  // reachable from the suspended stack alone
      for (u32 round = 0; round < rounds; ++round) {
        total += *own;
        EXPECT_EQ(block(i).as<u32>(), round);
      }
    }));
  for (u32 round = 0; round < rounds; ++round)
    for (u32 i = 0; i < count; ++i) {
      auto blocked = resume(std::move(fibers[i]), round == 0 ? 0 : round - 1);
      EXPECT_EQ(blocked.block_arg.as<u32>(), i);
      fibers[i] = std::move(blocked.cont);
    }
  EXPECT_EQ(total, u64{count} * (count - 1) / 2 * rounds);
  fibers.resize(count / 2);
  for (auto& fiber : fibers) EXPECT_FALSE(resume(std::move(fiber), rounds - 1).cont);
}

TEST(StackSwitching, dropped_fibers_give_their_memory_back) {
#ifdef TOUCHSTONE_ASAN
  GTEST_SKIP() << "the sanitizer keeps memory of its own";
#endif
  auto touch = [] {
    resume(cont_new([](Message) {
             descend(static_cast<const u8*>(__builtin_frame_address(0)), u64{1} << 20, [] {});
             block();
           }),
           {});
  };
  touch();
  u64 before = resident_bytes();
  {
    std::vector<Continuation> fibers;
    for (int i = 0; i < 200; ++i)
      fibers.push_back(resume(cont_new([](Message) {
                                descend(static_cast<const u8*>(__builtin_frame_address(0)), u64{1} << 20, [] {});
                                block();
                              }),
                              {})
                           .cont);
    EXPECT_GT(resident_bytes(), before + (u64{190} << 20));
  }
  EXPECT_LT(resident_bytes(), before + (u64{8} << 20));
}

TEST(StackSwitching, each_os_thread_has_its_own_fibers) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([t] {
      run_on_main_stack([t] {
        for (int i = 0; i < 200; ++i) {
          auto blocked = resume(cont_new([](Message m) { block(m.as<int>() + 1); }), t);
          EXPECT_EQ(blocked.block_arg.as<int>(), t + 1);
          if (i % 2 == 0) {
            EXPECT_FALSE(resume(std::move(blocked.cont), {}).cont);
          }
        }
      });
    });
  for (auto& thread : threads) thread.join();
}

TEST(ReservedMemoryTest, grows_in_place) {
  auto memory = ReservedMemory::reserve(u64{4} << 30, 16);
  ASSERT_TRUE(memory);
  u8* base = memory->base();
  EXPECT_EQ(memory->reserved(), u64{4} << 30);
  EXPECT_EQ(memory->committed(), 0U);
  base[-16] = 1;
  ASSERT_TRUE(memory->commit(65536));
  EXPECT_EQ(memory->committed(), 65536U);
  EXPECT_EQ(base[65535], 0);
  base[65535] = 2;
  ASSERT_TRUE(memory->commit(u64{1} << 20));
  ASSERT_TRUE(memory->commit(1)) << "never shrinks";
  EXPECT_EQ(memory->committed(), u64{1} << 20);
  EXPECT_EQ(memory->base(), base);
  EXPECT_EQ(base[65535], 2);
  EXPECT_EQ(base[(u64{1} << 20) - 1], 0);
  EXPECT_FALSE(memory->commit((u64{4} << 30) + 1));
  EXPECT_DEATH(base[u64{1} << 20] = 1, "");
}

TEST(ReservedMemoryTest, refuses_what_the_host_has_not) {
  EXPECT_FALSE(ReservedMemory::reserve(u64{1} << 60));
  EXPECT_FALSE(ReservedMemory::reserve(~u64{0}, ~u64{0}));
  auto empty = ReservedMemory::reserve(0, 16);
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->reserved(), 0U);
  EXPECT_TRUE(empty->commit(0));
  EXPECT_FALSE(empty->commit(1));
  empty->base()[-1] = 1;
  EXPECT_TRUE(ReservedMemory::reserve(0));
}

TEST(PooledMemoryTest, regions_are_separate_and_used_again) {
  u64 size = u64{16} << 20;
  std::vector<PooledMemory> regions;
  for (u8 i = 0; i < 200; ++i) {
    auto region = PooledMemory::take(size, Grows::up);
    ASSERT_TRUE(region);
    ASSERT_GE(region.size(), size);
    region.data()[0] = i;
    region.end()[-1] = i;
    regions.push_back(std::move(region));
  }
  for (u8 i = 0; i < 200; ++i) {
    EXPECT_EQ(regions[i].data()[0], i);
    EXPECT_EQ(regions[i].end()[-1], i);
  }
  u8* last = regions.back().data();
  regions.pop_back();
  EXPECT_EQ(PooledMemory::take(size, Grows::up).data(), last);
  EXPECT_FALSE(PooledMemory::take(u64{1} << 62, Grows::up));
}

TEST(PooledMemoryTest, a_stack_ends_in_a_guard_page) {
  auto stack = PooledMemory::take(u64{1} << 20, Grows::down);
  stack.data()[0] = 1;
  EXPECT_DEATH(stack.data()[-1] = 1, "");
}

}  // namespace
}  // namespace touchstone
