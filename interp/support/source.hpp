// Sources and regions: where in which text or binary something was read.
//
// Every instruction and definition keeps a Region (a range of byte offsets); the Source that the offsets refer to is
// kept once, by the module or error that needs it. A text position prints as `file:line:column` with a caret under
// the line, a binary one as `file@0x1f`. Not in the specification.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "interp/support/integers.hpp"

namespace touchstone {

/// A range of byte offsets into a Source: `begin` included, `end` excluded. An empty region names a point.
struct Region {
  u32 begin = 0;
  u32 end = 0;
  friend bool operator==(const Region&, const Region&) = default;
};

/// A text position, both counted from 1; the column counts Unicode scalar values.
struct Position {
  u32 line = 1;
  u32 column = 1;
};

/// One text or binary, with the name it is known by (a path, `<stdin>`, or a part of a script). At most 4 GiB.
class Source {
 public:
  enum class Kind : u8 { text, binary };

  Source(std::string name, std::string content, Kind kind);

  const std::string& name() const { return name_; }
  std::string_view content() const { return content_; }
  Kind kind() const { return kind_; }

  /// Line and column of a byte offset. Offsets past the end count as the end.
  Position position(u32 offset) const;

  /// `name:line:column` for text, `name@0xoffset` for binary.
  std::string describe(Region at) const;

  /// For text: the line that holds the region's begin and a line with carets below it; empty for binary.
  std::string snippet(Region at) const;

 private:
  std::string_view line_at(u32 line) const;

  std::string name_;
  std::string content_;
  Kind kind_;
  std::vector<u32> line_starts_;
};

using SourcePtr = std::shared_ptr<const Source>;

/// Makes a Source of text.
SourcePtr text_source(std::string name, std::string content);

/// Makes a Source of binary.
SourcePtr binary_source(std::string name, std::string content);

}  // namespace touchstone
