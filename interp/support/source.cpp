// Sources and regions: see source.hpp.
#include "interp/support/source.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <stdexcept>

namespace touchstone {

namespace {

constexpr bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Number of scalar values in well-formed UTF-8; of other bytes, those that are no continuation.
u32 scalar_count(std::string_view bytes) {
  return static_cast<u32>(std::count_if(bytes.begin(), bytes.end(), [](char c) { return !is_continuation_byte(c); }));
}

}  // namespace

Source::Source(std::string name, std::string content, Kind kind)
    : name_(std::move(name)), content_(std::move(content)), kind_(kind) {
  if (content_.size() > std::numeric_limits<u32>::max()) throw std::length_error("source larger than 4 GiB");
  if (kind_ == Kind::binary) return;
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < content_.size(); ++i) {
    // CR alone, LF alone and CR LF each end a line (6.2.3).
    const bool cr_of_pair = content_[i] == '\r' && i + 1 < content_.size() && content_[i + 1] == '\n';
    if ((content_[i] == '\n' || content_[i] == '\r') && !cr_of_pair) line_starts_.push_back(static_cast<u32>(i + 1));
  }
}

Position Source::position(u32 offset) const {
  offset = std::min(offset, static_cast<u32>(content_.size()));
  if (line_starts_.empty()) return {1, offset + 1};
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<u32>(next - line_starts_.begin());
  const u32 start = *(next - 1);
  return {line, scalar_count(content().substr(start, offset - start)) + 1};
}

std::string Source::describe(Region at) const {
  if (kind_ == Kind::binary) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "@0x%x", at.begin);
    return name_ + buffer;
  }
  const Position p = position(at.begin);
  return name_ + ":" + std::to_string(p.line) + ":" + std::to_string(p.column);
}

std::string_view Source::line_at(u32 line) const {
  const u32 start = line_starts_[line - 1];
  std::string_view rest = content().substr(start);
  return rest.substr(0, rest.find_first_of("\r\n"));
}

std::string Source::snippet(Region at) const {
  if (kind_ == Kind::binary) return {};
  constexpr u32 widest = 160;  // a longer line shows the part around the position
  const Position p = position(at.begin);
  std::string_view line = line_at(p.line);
  const u32 start = line_starts_[p.line - 1];
  u32 column = std::min(at.begin, static_cast<u32>(content_.size())) - start;
  if (column > line.size()) column = static_cast<u32>(line.size());
  u32 skipped = column > widest / 2 ? column - widest / 2 : 0;
  while (skipped > 0 && is_continuation_byte(line[skipped])) --skipped;
  line = line.substr(skipped, widest);
  column -= skipped;
  std::string below;
  for (char c : line.substr(0, column)) {
    if (!is_continuation_byte(c)) below += c == '\t' ? '\t' : ' ';
  }
  const u32 last = std::max(at.begin + 1, std::min(at.end, start + skipped + static_cast<u32>(line.size()) + 1));
  const u32 covered = last - start - skipped > column ? last - start - skipped - column : 1;
  below.append(std::max<u32>(1, scalar_count(line.substr(column, covered))), '^');
  const std::string number = std::to_string(p.line);
  return " " + number + " | " + std::string(line) + "\n " + std::string(number.size(), ' ') + " | " + below + "\n";
}

SourcePtr text_source(std::string name, std::string content) {
  return std::make_shared<const Source>(std::move(name), std::move(content), Source::Kind::text);
}

SourcePtr binary_source(std::string name, std::string content) {
  return std::make_shared<const Source>(std::move(name), std::move(content), Source::Kind::binary);
}

}  // namespace touchstone
