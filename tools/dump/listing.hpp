// The lines of a dump: gathers what decoders tell and writes it as soon as nothing can replace it any more.
//
// Parts (sections, entries) are headers, what is in them stands below, further to the right; a part that is but one line
// shares it with its header. Names come from `Names`, which has to be known before, as name sections stand at the end.
#pragma once

#include <map>
#include <memory>
#include <ostream>
#include <vector>

#include "abi/syntax/components.hpp"
#include "interp/binary/watch.hpp"
#include "interp/support/error.hpp"
#include "interp/text/print.hpp"
#include "tools/dump/dump.hpp"

namespace touchstone::dump {

/// The modules and components of a file by the offset where each begins.
struct Known {
  std::map<u32, const wasm::Module*> modules;
  std::map<u32, const component::Component*> components;
};

class Listing final : public Watch {
 public:
  Listing(std::ostream& out, std::string_view bytes, const Known& known, const Options& options);

  void open(u32 at, std::string_view what, std::optional<u32> number) override;
  void close() override;
  void defines(IndexSpace space) override;
  void meaning(Region at, std::string text) override;
  void name(Region at, std::string_view name) override;
  void index(Region at, IndexSpace space, u32 x, u32 outwards) override;
  void contents(Region at, std::string_view what) override;
  void instruction(const wasm::Instr& instr) override;

  /// Writes what is left, and the error that ended decoding, if one did.
  void finish(const Error* error, Wording wording);

 private:
  struct Row {
    Region at;
    u32 depth = 0;
    std::string text;
    bool shows_characters = false;
  };
  struct Part {
    std::size_t header;  ///< its row, or `written`
    std::string_view what;
    std::optional<u32> number;
    bool is_scope = false;
    bool foretold = false;  ///< the header says already what the part defines
    u32 defined = 0;
  };
  /// What indices refer to: a module, a component, or a type that has indices of its own.
  struct Scope {
    const wasm::Module* module = nullptr;
    const component::Component* component = nullptr;
    std::map<std::string_view, u32> counts;  ///< of each index space, so far
    std::shared_ptr<wasm::InstrPrinter> instructions;
  };
  static constexpr std::size_t written = ~std::size_t{0};

  std::string header(std::string_view what, std::optional<u32> number, bool& foretold) const;
  std::string named(const Scope& scope, IndexSpace space, u32 x) const;
  void enter_scope(u32 at, std::string_view what);
  void drop_rows_from(u32 at);
  void add(Region at, std::string text, bool shows_characters = false);
  void flush();
  void write(const Row& row);
  void write_line(std::string_view bytes, u32 at, std::string_view text);

  std::ostream& out_;
  std::string_view bytes_;
  const Known& known_;
  Options options_;
  wasm::Module nameless_;
  std::vector<Row> rows_;  ///< not written yet
  std::vector<Part> parts_;
  std::vector<Scope> scopes_;
  u32 depth_ = 0;
  u32 blocks_ = 0;  ///< open structured instructions
  u32 next_ = 0;    ///< the first byte that was not written
  u32 digits_ = 4;  ///< of an offset
};

}  // namespace touchstone::dump
