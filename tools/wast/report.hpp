// What `touchstone wast` says: for people, as JSON records, as JUnit XML.
//
// For people: failures as they come, a line for each file, a table for each folder with its feature set, differences of
// messages that expected.json lists, and `N passed, N failed, N skipped` alone in the last line. JSON: one object a
// line for each top-level form. JUnit: one test suite for each file, one test case for each form. A script that ran under
// other choices than the deterministic ones has one object more, and properties, that say how many schedules were tried.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "tools/wast/run.hpp"

namespace touchstone::wast {

struct ReportOptions {
  std::ostream* text = nullptr;   ///< never null once a Reporter is made
  std::ostream* json = nullptr;   ///< null: none
  std::ostream* junit = nullptr;  ///< null: none
  bool colour = false;
  bool quiet = false;  ///< no line for a file that passed
};

class Reporter {
 public:
  explicit Reporter(ReportOptions options) : options_(options) {}

  /// To be called in the order in which the files are to be reported.
  void file(const FileResult& result);

  /// Table and totals. @param files_not_run  how many were left out after a failure. @return whether nothing failed
  bool finish(u64 files_not_run = 0);

 private:
  struct Row {
    std::string folder;
    std::string suite;
    u64 files = 0;
    u64 passed = 0;
    u64 failed = 0;
    u64 skipped = 0;
  };

  void text(const FileResult& result);
  void json(const FileResult& result);
  void junit(const FileResult& result);
  void table();
  std::string painted(std::string_view text, std::string_view code) const;

  ReportOptions options_;
  std::vector<Row> rows_;
  std::vector<std::string> differences_;
  u64 not_instantiated_ = 0;
  u64 schedules_ = 0;  // of files that were explored
  u64 exhausted_ = 0;  // such files
  u64 not_exhausted_ = 0;
  std::string junit_;
};

}  // namespace touchstone::wast
