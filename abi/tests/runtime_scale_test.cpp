// Many threads that wait at once, and many turns between two: in small. In full: runtime_scale_exhaustive_test.
#include "abi/tests/scale.hpp"

namespace touchstone::component {
namespace {

// What is ready is found without asking all that wait; here it is compared with asking them.
TEST(RuntimeScale, ManyTasksWaitAndAreWoken) { scale::wait_and_wake(300, 100, true); }

TEST(RuntimeScale, AStoreGoesWithTasksThatWait) { scale::drop_waiting(100, 100); }

TEST(RuntimeScale, BytesGoBackAndForth) {
  scale::Scale it(scale::ping_pong, 10, true);
  EXPECT_EQ(it.call("run", {Val(u32{1000})}), 1000U);
  while (it.store.tick()) {
  }
  EXPECT_TRUE(it.store.waiting.empty());
}

// A limit of threads that exist at once ends in exhaustion, and those that wait go on.
TEST(RuntimeScale, TheLimitOfThreadsIsKept) {
  scale::Scale it(scale::waiting_tasks, 5, true);
  for (u32 i = 0; i < 5; ++i) it.call("callback");
  const auto outcome = it.instance->func("callback")->invoke({});
  ASSERT_NE(outcome.exhaustion(), nullptr);
  EXPECT_EQ(it.store.waiting.size(), 5U);
}

}  // namespace
}  // namespace touchstone::component
