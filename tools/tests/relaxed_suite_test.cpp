// The official relaxed-simd scripts with every alternative: each must be one of the results that they list.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "interp/execution/chooser.hpp"
#include "tools/wast/core_engine.hpp"
#include "tools/wast/run.hpp"

namespace touchstone::wast {
namespace {

namespace fs = std::filesystem;

// The same index, always; the last there is, if there are fewer.
class SameChooser final : public Chooser {
 public:
  explicit SameChooser(u32 index) : Chooser({Choice::relaxed_simd}), index_(index) {}

 private:
  u32 pick(Choice kind, u32 alternatives) override {
    return kind == Choice::relaxed_simd ? std::min(index_, alternatives - 1) : 0;
  }
  u32 index_;
};

SourcePtr read_script(const fs::path& path) {
  std::ostringstream content;
  content << std::ifstream(path, std::ios::binary).rdbuf();
  return text_source(path.string(), content.str());
}

class RelaxedSuite : public ::testing::TestWithParam<u32> {};

TEST_P(RelaxedSuite, accepts_the_alternative) {
  const char* const given = std::getenv("TOUCHSTONE_SUITES");
  const fs::path suites = given != nullptr ? fs::path(given) : fs::path(TOUCHSTONE_SOURCE_DIR) / "spec-tests/upstream";
  const fs::path folder = suites / "core/relaxed-simd";
  if (!fs::is_directory(folder)) GTEST_SKIP() << "not found: suite " << folder;
  u64 directives = 0;
  u64 chosen = 0;  // scripts that took an alternative other than the first
  for (const bool fold : {true, false}) {
    for (const auto& entry : fs::directory_iterator(folder)) {
      const std::string path = entry.path().string();
      SameChooser chooser(GetParam());
      RunOptions options;
      options.engines = [&](const Suite& suite, Chooser*) {
        CoreEngineOptions core;
        core.features = suite.features;
        core.fold = fold;
        core.chooser = &chooser;
        return Engines{make_core_engine(core), nullptr};
      };
      const FileResult result = run_script(path, read_script(entry.path()), suite_of(path), options);
      for (const Record& record : result.records) {
        EXPECT_EQ(record.verdict, Verdict::passed)
            << path << ":" << record.line << ": expected " << record.expected << ", got " << record.got;
      }
      EXPECT_EQ(result.problems.size(), 0U) << path;
      if (!chooser.choices().empty()) ++chosen;
      directives += result.records.size();
    }
  }
  EXPECT_GE(directives, 2 * 77U) << "scripts were lost";
  EXPECT_EQ(chosen, GetParam() == 0 ? 0 : 2 * 6U) << "of the seven scripts one only defines a module";
}

INSTANTIATE_TEST_SUITE_P(All, RelaxedSuite, ::testing::Values(0U, 1U, 2U, 3U));

}  // namespace
}  // namespace touchstone::wast
