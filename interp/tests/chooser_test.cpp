// Choosers: what each takes, how a run is printed and replayed, how all runs are walked.
#include "interp/execution/chooser.hpp"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace touchstone {
namespace {

/// A run with choices of three kinds; which are asked for depends on those before.
std::vector<u32> sample_run(Chooser& chooser) {
  std::vector<u32> taken;
  taken.push_back(chooser.choose(Choice::thread, 3));
  chooser.choose(Choice::nan_bits, 4);
  if (taken[0] != 1) taken.push_back(chooser.choose(Choice::block, 2));
  taken.push_back(chooser.choose(Choice::thread, 2));
  taken.push_back(chooser.choose(Choice::event, 1));
  return taken;
}

std::string error_of(std::string_view specification) {
  try {
    make_chooser(specification);
  } catch (const ChooserError& e) {
    return e.what();
  }
  return "no error";
}

TEST(Chooser, deterministic_takes_the_first) {
  DeterministicChooser chooser;
  EXPECT_EQ(sample_run(chooser), (std::vector<u32>{0, 0, 0, 0}));
  EXPECT_EQ(chooser.choices(), "");
  EXPECT_FALSE(chooser.open(Choice::thread));
  EXPECT_FALSE(chooser.next());
}

TEST(Chooser, seeded_repeats_and_varies) {
  std::set<std::string> runs;
  for (u64 seed = 0; seed < 50; ++seed) {
    SeededChooser one(seed, Choices::all());
    SeededChooser two(seed, Choices::all());
    EXPECT_EQ(sample_run(one), sample_run(two));
    EXPECT_EQ(one.choices(), two.choices());
    runs.insert(one.choices());
  }
  EXPECT_GT(runs.size(), 10U);
  SeededChooser pinned(1, {Choice::thread});
  std::vector<u32> taken;
  for (int i = 0; i < 8; ++i) taken.push_back(pinned.choose(Choice::thread, 10));
  EXPECT_EQ(taken, (std::vector<u32>{5, 7, 9, 4, 4, 7, 8, 5})) << "the same on every host";
}

TEST(Chooser, kinds_not_asked_for_stay_at_the_first) {
  SeededChooser chooser(7, {Choice::thread});
  EXPECT_TRUE(chooser.open(Choice::thread));
  EXPECT_FALSE(chooser.open(Choice::grow));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(chooser.choose(Choice::grow, 2), 0U);
}

TEST(Chooser, seeded_is_even) {
  SeededChooser chooser(3);
  std::array<int, 3> count{};
  for (int i = 0; i < 3000; ++i) count[chooser.choose(Choice::event, 3)]++;
  for (int n : count) EXPECT_NEAR(n, 1000, 100);
}

TEST(Chooser, a_run_is_replayed_from_its_choices) {
  for (u64 seed = 0; seed < 50; ++seed) {
    SeededChooser original(seed, Choices::all());
    auto taken = sample_run(original);
    ReplayChooser replay(original.choices());
    EXPECT_EQ(sample_run(replay), taken) << original.choices();
    EXPECT_EQ(replay.choices(), original.choices());
    EXPECT_TRUE(replay.finished());
  }
}

TEST(Chooser, choice_strings_skip_what_was_zero) {
  ReplayChooser chooser("t.3t2.b");
  std::vector<u32> taken;
  for (int i = 0; i < 6; ++i) taken.push_back(chooser.choose(Choice::thread, 3));
  EXPECT_EQ(taken, (std::vector<u32>{1, 0, 0, 0, 2, 0}));
  EXPECT_FALSE(chooser.finished());
  EXPECT_EQ(chooser.choose(Choice::block, 2), 1U);
  EXPECT_TRUE(chooser.finished());
  EXPECT_EQ(chooser.choices(), "t.3t2.b");
}

TEST(Chooser, replay_of_another_run_is_an_error) {
  ReplayChooser chooser("t5");
  EXPECT_THROW(chooser.choose(Choice::thread, 3), ChooserError);
  for (std::string_view bad : {"x", "t.", ".t", "3", "tt", "t0", "t-1", "99999999999999999999t", "t99999999999"})
    EXPECT_THROW(ReplayChooser{bad}, ChooserError) << bad;
}

TEST(Chooser, exhaustive_walks_every_run_once) {
  ExhaustiveChooser chooser;
  std::set<std::vector<u32>> runs;
  std::set<std::string> strings;
  u32 count = 0;
  do {
    ++count;
    auto taken = sample_run(chooser);
    runs.insert(taken);
    strings.insert(chooser.choices());
    ReplayChooser replay(chooser.choices());
    EXPECT_EQ(sample_run(replay), taken);
  } while (chooser.next());
  EXPECT_EQ(count, 2U * 2 * 2 + 2);  // thread 0 or 2, each with block and thread; thread 1 with thread alone
  EXPECT_EQ(runs.size(), count);
  EXPECT_EQ(strings.size(), count);
  EXPECT_EQ(chooser.runs(), count);
  EXPECT_TRUE(chooser.complete());
}

TEST(Chooser, exhaustive_takes_the_shortest_runs_first) {
  ExhaustiveChooser chooser;
  std::vector<std::string> strings;
  do {
    for (int i = 0; i < 3; ++i) chooser.choose(Choice::thread, 2);
    strings.push_back(chooser.choices());
  } while (chooser.next());
  EXPECT_EQ(strings, (std::vector<std::string>{"", "t", "1t", "2t", "t.t", "t.1t", "1t.t", "t.t.t"}));

  ExhaustiveChooser bounded(scheduling, 5);
  do {
    for (int i = 0; i < 3; ++i) bounded.choose(Choice::thread, 2);
  } while (bounded.next());
  EXPECT_EQ(bounded.complete_up_to(), 1U);
  EXPECT_FALSE(bounded.complete());
}

TEST(Chooser, exhaustive_keeps_its_bounds) {
  ExhaustiveChooser few(scheduling, 3);
  do sample_run(few);
  while (few.next());
  EXPECT_EQ(few.runs(), 3U);
  EXPECT_FALSE(few.complete());

  ExhaustiveChooser shallow(scheduling, 1000, 1);
  do sample_run(shallow);
  while (shallow.next());
  EXPECT_EQ(shallow.runs(), 3U);
  EXPECT_FALSE(shallow.complete());

  ExhaustiveChooser exact(scheduling, 10);
  do sample_run(exact);
  while (exact.next());
  EXPECT_TRUE(exact.complete());

  ExhaustiveChooser exactly_all(scheduling, 10);  // there are ten
  do sample_run(exactly_all);
  while (exactly_all.next());
  EXPECT_EQ(exactly_all.runs(), 10U);
  EXPECT_TRUE(exactly_all.complete());
}

TEST(Chooser, exhaustive_gives_up_runs_that_do_not_end) {
  ExhaustiveChooser chooser(scheduling, 100, 3);
  chooser.give_up_after(5);
  u32 given_up = 0;
  do {
    try {
      while (chooser.choose(Choice::thread, 2) == 0) {
      }
    } catch (const ChooserError&) {
      ++given_up;
      EXPECT_TRUE(chooser.gave_up());
    }
  } while (chooser.next());
  EXPECT_EQ(given_up, 1U);
  EXPECT_EQ(chooser.runs(), 4U);
  EXPECT_FALSE(chooser.complete());
}

TEST(Chooser, exhaustive_notices_a_run_that_does_not_repeat) {
  ExhaustiveChooser chooser;
  chooser.choose(Choice::thread, 2);
  chooser.choose(Choice::thread, 2);
  ASSERT_TRUE(chooser.next());
  EXPECT_THROW(chooser.choose(Choice::event, 2), ChooserError);

  ExhaustiveChooser shorter;
  shorter.choose(Choice::thread, 2);
  ASSERT_TRUE(shorter.next());
  EXPECT_THROW(shorter.next(), ChooserError);
}

TEST(Chooser, specifications) {
  EXPECT_EQ(make_chooser("deterministic")->choose(Choice::thread, 2), 0U);
  EXPECT_EQ(make_chooser("replay:t2")->choose(Choice::thread, 3), 2U);
  EXPECT_EQ(make_chooser("replay:")->choose(Choice::thread, 3), 0U);
  EXPECT_TRUE(make_chooser("random:42")->open(Choice::thread));
  EXPECT_FALSE(make_chooser("random:42")->open(Choice::grow));
  EXPECT_TRUE(make_chooser("random:42:all")->open(Choice::debug_message));
  EXPECT_TRUE(make_chooser("explore:9:grow+scheduling")->open(Choice::cancel));
  EXPECT_FALSE(make_chooser("explore:9:grow+nan_bits")->open(Choice::thread));
  EXPECT_EQ(error_of("random"), "random needs a number: random:SEED");
  EXPECT_EQ(error_of("explore:many"), "explore needs a number: explore:BOUND");
  EXPECT_EQ(error_of("explore:0"), "explore:0 allows no run");
  EXPECT_EQ(error_of("dice"),
            "unknown chooser \"dice\"; there are deterministic, random:SEED, explore:BOUND and replay:CHOICES");
  EXPECT_EQ(error_of("random:1:luck"),
            "unknown kind of choice \"luck\"; there are all, scheduling, nan_bits, relaxed_simd, grow, access, thread, "
            "event, block, cancel, debug_message");
}

}  // namespace
}  // namespace touchstone
