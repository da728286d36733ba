// Expected differences of messages: see expected.hpp.
#include "tools/wast/expected.hpp"

#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace touchstone::wast {

namespace {

constexpr std::string_view built_in =
#include "expected.json.inc"
    ;

Expected parse_entry(const nlohmann::json& entry) {
  if (entry.at("kind") != "message-differs") {
    throw std::runtime_error("expected.json: unknown kind " + entry.at("kind").dump());
  }
  Expected out{entry.at("file"), entry.at("line"), entry.at("source"), entry.at("reason")};
  if (out.reason.empty())
    throw std::runtime_error(fmt::format("expected.json: {}:{} has no reason", out.file, out.line));
  return out;
}

}  // namespace

std::vector<Expected> parse_expected(std::string_view json) {
  std::vector<Expected> out;
  for (const auto& entry : nlohmann::json::parse(json)) out.push_back(parse_entry(entry));
  return out;
}

const std::vector<Expected>& built_in_expected() {
  static const std::vector<Expected> entries = parse_expected(built_in);
  return entries;
}

bool speaks_of(const Expected& entry, std::string_view path) {
  if (!path.ends_with(entry.file)) return false;
  return path.size() == entry.file.size() || path[path.size() - entry.file.size() - 1] == '/';
}

}  // namespace touchstone::wast
