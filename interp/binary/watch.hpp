// Looking on while something is decoded: what each byte means, told by the grammar that reads it.
//
// A decoder tells its Reader's Watch, if there is one, so that a listing of a binary cannot drift from how it is read.
// Leaves tell their own meaning (a name, an index, a byte); a production that is better shown as a whole (a value type, an
// instruction) tells its meaning when it has been read, for all its bytes: that replaces what its parts told. Not in the
// specification. Without a Watch it costs a branch for each index and production, none for a byte.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/support/source.hpp"
#include "interp/syntax/indices.hpp"

namespace touchstone {

namespace wasm {
struct Instr;
}

/// An index space, in the words of the text format: `func`, `core func`.
struct IndexSpace {
  std::string_view word;
  bool of_module = false;  ///< of a core module (or what is read like a part of one), not of a component
};

class Watch {
 public:
  Watch() = default;
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  virtual ~Watch() = default;

  /// A part begins at an offset: "type section", "function" 3. "module", "component" and "... type" open a scope of
  /// indices of their own. A part that ends in an Error is not closed.
  virtual void open(u32 at, std::string_view what, std::optional<u32> number) = 0;
  virtual void close() = 0;
  /// The open part is the next entry of an index space.
  virtual void defines(IndexSpace space) = 0;

  /// What a range of bytes means. Replaces what was told of parts of it.
  virtual void meaning(Region at, std::string text) = 0;
  /// The same for a name.
  virtual void name(Region at, std::string_view name) = 0;
  /// The same for an index, of the scope that is `outwards` steps out.
  virtual void index(Region at, IndexSpace space, u32 x, u32 outwards) = 0;
  /// The same for bytes that the format does not look into.
  virtual void contents(Region at, std::string_view what) = 0;
  /// The same for an instruction. Block ends count as instructions.
  virtual void instruction(const wasm::Instr& instr) = 0;
};

namespace wasm {

constexpr IndexSpace index_space(TypeIdx) { return {"type", true}; }
constexpr IndexSpace index_space(FuncIdx) { return {"func", true}; }
constexpr IndexSpace index_space(TableIdx) { return {"table", true}; }
constexpr IndexSpace index_space(MemIdx) { return {"memory", true}; }
constexpr IndexSpace index_space(GlobalIdx) { return {"global", true}; }
constexpr IndexSpace index_space(TagIdx) { return {"tag", true}; }
constexpr IndexSpace index_space(ElemIdx) { return {"elem", true}; }
constexpr IndexSpace index_space(DataIdx) { return {"data", true}; }
constexpr IndexSpace index_space(LocalIdx) { return {"local", true}; }
constexpr IndexSpace index_space(LabelIdx) { return {"label", true}; }
constexpr IndexSpace index_space(FieldIdx) { return {"field", true}; }

}  // namespace wasm

}  // namespace touchstone
