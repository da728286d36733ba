// Sources and regions: see source.hpp.
#include "interp/support/source.hpp"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <stdexcept>

#include "interp/support/utf8.hpp"

namespace touchstone {

namespace {

constexpr bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Number of scalar values in well-formed UTF-8; of other bytes, those that are no continuation.
/// Strategy: blocks whose number fits a byte, which compilers count a vector at a time: lines may be long and have
/// many errors.
u32 scalar_count(std::string_view bytes) {
  constexpr std::size_t block = 240;
  std::size_t continuations = 0;
  std::size_t at = 0;
  for (; bytes.size() - at >= block; at += block) {
    u8 here = 0;
    for (std::size_t i = 0; i < block; ++i)
      here = static_cast<u8>(here + (is_continuation_byte(bytes[at + i]) ? 1U : 0U));
    continuations += here;
  }
  for (; at < bytes.size(); ++at) continuations += is_continuation_byte(bytes[at]) ? 1U : 0U;
  return static_cast<u32>(bytes.size() - continuations);
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
  const std::size_t end = line < line_starts_.size() ? line_starts_[line] : content_.size();
  std::string_view text = content().substr(start, end - start);
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::string Source::snippet(Region at) const {
  if (kind_ == Kind::binary) return {};
  constexpr u32 widest = 160;  // a longer line shows the part around the position
  const u32 offset = std::min(at.begin, static_cast<u32>(content_.size()));
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<u32>(next - line_starts_.begin());
  std::string_view text = line_at(line);
  u32 column = std::min(offset - line_starts_[line - 1], static_cast<u32>(text.size()));
  u32 skipped = column > widest / 2 ? column - widest / 2 : 0;
  for (int i = 0; i < 3 && skipped > 0 && is_continuation_byte(text[skipped]); ++i) --skipped;
  const std::string_view rest = text.substr(skipped);
  text = rest.substr(0, widest);
  for (int i = 0; i < 3 && text.size() < rest.size() && is_continuation_byte(rest[text.size()]); ++i) {
    text.remove_suffix(1);
  }
  column -= skipped;
  const u32 covered = std::max(at.end, offset) - offset;
  const std::string before = printable(text.substr(0, column), "\t");
  const std::string under = printable(text.substr(column, covered), "\t");
  const std::string after = printable(text.substr(std::min(text.size(), std::size_t{column} + covered)), "\t");
  std::string below;
  for (const char c : before) {
    if (!is_continuation_byte(c)) below += c == '\t' ? '\t' : ' ';
  }
  below.append(std::max<u32>(1, scalar_count(under)), '^');
  const std::string number = std::to_string(line);
  return " " + number + " | " + before + under + after + "\n " + std::string(number.size(), ' ') + " | " + below + "\n";
}

SourcePtr text_source(std::string name, std::string content) {
  return std::make_shared<const Source>(std::move(name), std::move(content), Source::Kind::text);
}

SourcePtr binary_source(std::string name, std::string content) {
  return std::make_shared<const Source>(std::move(name), std::move(content), Source::Kind::binary);
}

}  // namespace touchstone
