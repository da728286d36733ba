// What `touchstone wast` says: see report.hpp.
#include "tools/wast/report.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "interp/support/utf8.hpp"

namespace touchstone::wast {

namespace {

constexpr std::string_view red = "31";
constexpr std::string_view green = "32";
constexpr std::string_view yellow = "33";

/// Longest text of a value or message in a line for people; records have it whole.
constexpr std::size_t longest = 400;

std::string shortened(std::string text) {
  if (text.size() <= longest) return text;
  std::size_t cut = longest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
  return text.substr(0, cut) + "...";
}

/// Well-formed UTF-8 of the characters that XML 1.0 knows. `>` could end a `]]>`, which no text may have.
std::string xml_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto scalar = decode_utf8(text, at);
    if (!scalar) {
      ++at;
      out += '?';
    } else if (*scalar == '<') {
      out += "&lt;";
    } else if (*scalar == '>') {
      out += "&gt;";
    } else if (*scalar == '&') {
      out += "&amp;";
    } else if (*scalar == '"') {
      out += "&quot;";
    } else if ((*scalar < 0x20 && *scalar != '\n' && *scalar != '\t') || *scalar == 0xfffe || *scalar == 0xffff) {
      out += '?';
    } else {
      append_utf8(out, *scalar);
    }
  }
  return out;
}

/// The same between quotes, where a reader would make blanks of other white space.
std::string xml_attribute(std::string_view text) {
  std::string out;
  for (const char c : xml_text(text)) {
    if (c == '\n' || c == '\t') {
      out += fmt::format("&#{};", static_cast<int>(c));
    } else {
      out += c;
    }
  }
  return out;
}

/// What comes from files is shown as `printable` (utf8.hpp) writes it, here and in all lines for people.
std::string indented(const std::string& text) {
  std::string out;
  std::istringstream lines(printable(text, "\n\t"));
  for (std::string line; std::getline(lines, line);) out += "      " + line + "\n";
  return out;
}

constexpr u32 no_limit = ~u32{0};

/// `812 schedules, all there are`.
std::string count_of(const Schedules& schedules) {
  std::string out = fmt::format("{} {}", schedules.tried, schedules.tried == 1 ? "schedule" : "schedules");
  if (schedules.given_up != 0) out += fmt::format(", {} given up as endless", schedules.given_up);
  if (schedules.exhausted) return out + ", all there are";
  if (schedules.complete_up_to == no_limit || schedules.complete_up_to == 0) return out;
  return out + fmt::format(", among them all of up to {} {}", schedules.complete_up_to,
                           schedules.complete_up_to == 1 ? "choice" : "choices");
}

bool explored(const FileResult& result) { return result.schedules && result.schedules->chooser.starts_with("explore"); }

/// Under which schedules a form failed, and how to see that again.
std::string when_it_broke(const FileResult& result, const Record& record) {
  if (!result.schedules || record.broken == 0) return {};
  const std::string first = record.choices.empty() ? "the deterministic one" : "--choices=replay:" + record.choices;
  if (!explored(result)) return fmt::format("under {}\n", first);
  return fmt::format("broken by {} of {} schedules, first by {}\n", record.broken, result.schedules->tried, first);
}

std::string what_happened(const Record& record) {
  if (record.got == record.expected) return record.story;
  return fmt::format("expected {}, got {}", record.expected, record.got);
}

}  // namespace

std::string Reporter::painted(std::string_view text, std::string_view code) const {
  return options_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

void Reporter::text(const FileResult& result) {
  std::ostream& out = *options_.text;
  const bool failed = result.failed() != 0;
  if (!failed && options_.quiet) return;
  const u64 skipped = result.count(Verdict::skipped);
  const std::string path = printable(result.path);
  out << painted(failed ? "FAILED" : "passed", failed ? red : green) << "  " << path << ": "
      << result.count(Verdict::passed) << " passed";
  if (failed) out << ", " << result.failed() << " failed";
  if (skipped != 0) out << ", " << skipped << " skipped";
  if (explored(result)) out << "; " << count_of(*result.schedules);
  out << "\n";
  for (const std::string& problem : result.problems) out << "  " << path << ": " << printable(problem) << "\n";
  for (const Record& record : result.records) {
    if (record.verdict != Verdict::failed) continue;
    out << fmt::format("  {}:{}: {}\n", path, record.line, painted(shortened(printable(record.kind)), red));
    out << fmt::format("      expected {}\n      got      {}\n", shortened(printable(record.expected)),
                       shortened(printable(record.got)));
    out << indented(when_it_broke(result, record)) << indented(record.story);
  }
}

void Reporter::json(const FileResult& result) {
  for (const Record& record : result.records) {
    nlohmann::ordered_json line{{"file", result.path},         {"line", record.line},
                                {"kind", record.kind},         {"verdict", verdict_name(record.verdict)},
                                {"expected", record.expected}, {"got", record.got},
                                {"rule", record.rule}};
    if (record.message_differs) line["message-differs"] = true;
    if (record.verdict == Verdict::failed && !record.story.empty()) line["story"] = record.story;
    if (result.schedules && record.broken != 0) {
      line["broken"] = record.broken;
      line["choices"] = record.choices;
    }
    *options_.json << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }
  if (result.schedules) {
    const Schedules& of = *result.schedules;
    nlohmann::ordered_json line{
        {"file", result.path}, {"chooser", of.chooser}, {"schedules", of.tried}, {"exhausted", of.exhausted}};
    if (explored(result)) line["given-up"] = of.given_up;
    if (explored(result) && !of.exhausted) line["complete-up-to"] = of.complete_up_to;
    if (!explored(result)) line["choices"] = of.choices;
    *options_.json << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }
  for (const std::string& problem : result.problems) {
    const nlohmann::ordered_json line{{"file", result.path}, {"line", 0},      {"kind", "file"}, {"verdict", "failed"},
                                      {"expected", ""},      {"got", problem}, {"rule", ""}};
    *options_.json << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
  }
}

void Reporter::junit(const FileResult& result) {
  junit_ += fmt::format(R"(  <testsuite name="{}" tests="{}" failures="{}" skipped="{}" time="{:.3f}">)"
                        "\n",
                        xml_attribute(result.path), result.records.size() + result.problems.size(), result.failed(),
                        result.count(Verdict::skipped), result.seconds);
  if (result.schedules) {
    const auto property = [&](std::string_view name, const auto& value) {
      junit_ += fmt::format("      <property name=\"{}\" value=\"{}\"/>\n", name, value);
    };
    junit_ += "    <properties>\n";
    property("choices", xml_attribute(result.schedules->chooser));
    property("schedules", result.schedules->tried);
    property("exhausted", result.schedules->exhausted);
    junit_ += "    </properties>\n";
  }
  const auto test = [&](const std::string& name, std::string_view body) {
    junit_ += fmt::format(R"(    <testcase classname="{}" name="{}")", xml_attribute(result.path), xml_attribute(name));
    junit_ += body.empty() ? "/>\n" : fmt::format(">{}</testcase>\n", body);
  };
  for (const Record& record : result.records) {
    std::string body;
    if (record.verdict == Verdict::skipped) body = "<skipped/>";
    if (record.verdict == Verdict::failed) {
      body = fmt::format(R"(<failure message="{}">{}</failure>)", xml_attribute(what_happened(record)),
                         xml_text(when_it_broke(result, record) + record.story));
    }
    test(fmt::format("{}: {}", record.line, record.kind), body);
  }
  for (const std::string& problem : result.problems)
    test("file", fmt::format(R"(<failure message="{}"/>)", xml_attribute(problem)));
  junit_ += "  </testsuite>\n";
}

void Reporter::file(const FileResult& result) {
  auto row = std::find_if(rows_.begin(), rows_.end(),
                          [&](const Row& r) { return r.folder == result.folder && r.suite == result.suite; });
  if (row == rows_.end()) row = rows_.insert(rows_.end(), Row{result.folder, result.suite});
  ++row->files;
  row->passed += result.count(Verdict::passed);
  row->failed += result.failed();
  row->skipped += result.count(Verdict::skipped);
  not_instantiated_ += result.not_instantiated;
  if (explored(result)) {
    schedules_ += result.schedules->tried;
    ++(result.schedules->exhausted ? exhausted_ : not_exhausted_);
  }
  for (const Record& record : result.records) {
    if (!record.message_differs) continue;
    differences_.push_back(
        printable(fmt::format("{}:{}: expected {}, got {}", result.path, record.line, record.expected, record.got)));
  }
  text(result);
  if (options_.json != nullptr) json(result);
  if (options_.junit != nullptr) junit(result);
}

void Reporter::table() {
  std::ostream& out = *options_.text;
  std::size_t width = std::string_view("folder").size();
  for (const Row& row : rows_) width = std::max(width, printable(row.folder).size());
  out << fmt::format("\n{:<{}}  {:>6}  {:>8}  {:>8}  {:>8}  {}\n", "folder", width, "files", "passed", "failed",
                     "skipped", "features");
  for (const Row& row : rows_) {
    const std::string failed = fmt::format("{:>8}", row.failed);
    out << fmt::format("{:<{}}  {:>6}  {:>8}  {}  {:>8}  {}\n", printable(row.folder), width, row.files, row.passed,
                       row.failed != 0 ? painted(failed, red) : failed, row.skipped, printable(row.suite));
  }
}

bool Reporter::finish(u64 files_not_run) {
  std::ostream& out = *options_.text;
  Row sum;
  for (const Row& row : rows_) {
    sum.passed += row.passed;
    sum.failed += row.failed;
    sum.skipped += row.skipped;
  }
  if (!rows_.empty()) table();
  if (!differences_.empty()) {
    out << painted(fmt::format("\n{} passed with another message, as expected.json lists:\n", differences_.size()),
                   yellow);
    for (const std::string& difference : differences_) out << "  " << difference << "\n";
  }
  if (not_instantiated_ != 0) {
    out << fmt::format("\n{} components were validated, encoded and decoded, not instantiated\n", not_instantiated_);
  }
  if (exhausted_ + not_exhausted_ != 0) {
    out << fmt::format("\n{} {}; {} {} under all there are, {} within the bound\n", schedules_,
                       schedules_ == 1 ? "schedule" : "schedules", exhausted_, exhausted_ == 1 ? "file" : "files",
                       not_exhausted_);
  }
  if (files_not_run != 0) {
    out << fmt::format("\n{} {} not run after the failure\n", files_not_run, files_not_run == 1 ? "file" : "files");
  }
  out << fmt::format("\n{} passed, {} failed, {} skipped\n", sum.passed, sum.failed, sum.skipped) << std::flush;
  if (options_.json != nullptr) *options_.json << std::flush;
  if (options_.junit != nullptr) {
    *options_.junit << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
                    << junit_ << "</testsuites>\n"
                    << std::flush;
  }
  return sum.failed == 0;
}

}  // namespace touchstone::wast
