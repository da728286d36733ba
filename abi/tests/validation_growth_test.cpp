// Components whose types double with every line: a few kilobytes that would take more memory than there is if anything
// walked what they mean. They are refused by the limit of effective type size, or accepted, at the cost of their bytes.
#include <ctime>
#include <string>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "abi/text/parse.hpp"
#include "abi/validation/components.hpp"

namespace touchstone::component {
namespace {

/// Empty if valid, else the message. Doubling would take ages; the bound is far above what these take, some milliseconds,
/// since sanitizers are slow.
std::string verdict_in_time(const std::string& text) {
  constexpr double most_seconds = 10;
  const std::clock_t begin = std::clock();
  const auto component = parse_component(text_source("test", text), Profile{});
  if (!component) return component.error().report(Wording::component);
  const auto valid = validate_component(*component, Profile{});
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  EXPECT_LT(seconds, most_seconds);
  return valid ? "" : valid.error().message(Wording::component);
}

TEST(Growth, nested_tuples) {
  std::string text = "(component (type $t0 u8)";
  for (int i = 1; i <= 80; ++i) text += fmt::format("(type $t{0} (tuple $t{1} $t{1}))", i, i - 1);
  EXPECT_THAT(verdict_in_time(text + ")"), testing::HasSubstr("effective type size exceeds the limit of 1000000"));
}

/// Each instantiates the one before twice and exports both instances.
TEST(Growth, doubling_components_with_types_that_double) {
  std::string text = R"((component (component $c0 (type $r' (resource (rep i32))) (export "r" (type $r'))))";
  for (int i = 1; i <= 200; ++i) {
    text += fmt::format(R"((component $c{0} (instance $a (instantiate $c{1})) (instance $b (instantiate $c{1}))
                             (export "a" (instance $a)) (export "b" (instance $b))))",
                        i, i - 1);
  }
  EXPECT_THAT(verdict_in_time(text + ")"), testing::HasSubstr("effective type size exceeds the limit of 1000000"));
}

/// The same, exporting neither: types stay small, so these are valid, though 2^200 instances would come of the last.
TEST(Growth, doubling_components_with_small_types) {
  std::string text = "(component (component $c0)";
  for (int i = 1; i <= 200; ++i) {
    text += fmt::format("(component $c{0} (instance (instantiate $c{1})) (instance (instantiate $c{1})))", i, i - 1);
  }
  EXPECT_EQ(verdict_in_time(text + ")"), "");
}

/// Instance types that contain the one before twice, imported: each import has resources of its own.
TEST(Growth, doubling_instance_types) {
  std::string text = R"((component (type $t0 (instance (export "r" (type (sub resource))))))";
  for (int i = 1; i <= 60; ++i) {
    text += fmt::format(
        R"((type $t{0} (instance (export "a" (instance (type $t{1}))) (export "b" (instance (type $t{1}))))))", i,
        i - 1);
  }
  EXPECT_THAT(verdict_in_time(text + R"((import "i" (instance (type $t60)))))"),
              testing::HasSubstr("effective type size exceeds the limit of 1000000"));
}

}  // namespace
}  // namespace touchstone::component
