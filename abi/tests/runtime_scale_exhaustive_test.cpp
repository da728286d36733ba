// Many threads that wait at once, and many turns between two: in full. Times and memory are told, and memory is bounded.
#include <iostream>

#include "abi/tests/scale.hpp"

namespace touchstone::component {
namespace {

TEST(RuntimeScale, HundredThousandCallbackTasksAndTenThousandStackfulOnes) {
  const auto begin = std::chrono::steady_clock::now();
  scale::wait_and_wake(100'000, 10'000, false);
  const u64 most = scale::memory_of_process("VmHWM:");
  std::cout << "110,000 tasks: " << scale::seconds_since(begin) << " s, at most " << (most >> 20) << " MiB\n";
  EXPECT_LT(most, u64{4} << 30);
}

TEST(RuntimeScale, AStoreGoesWithTenThousandTasksThatWait) { scale::drop_waiting(0, 10'000); }

TEST(RuntimeScale, AMillionBytesGoBackAndForth) {
  constexpr u32 items = 1'000'000;
  scale::Scale it(scale::ping_pong, 10, false);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(it.call("run", {Val(items)}), items);
  std::cout << "1,000,000 bytes each way: " << scale::seconds_since(begin) / items * 1e9 << " ns each\n";
}

}  // namespace
}  // namespace touchstone::component
