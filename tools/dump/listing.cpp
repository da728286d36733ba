// The lines of a dump: see listing.hpp.
#include "tools/dump/listing.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interp/text/values.hpp"

namespace touchstone::dump {

namespace {

constexpr u32 bytes_a_line = 10;
constexpr u32 first_lines = 6;  // of what is long
constexpr u32 most_lines = 8;
constexpr std::size_t longest_text = 160;
constexpr u32 deepest = 30;  // levels beyond share one column

/// A module's names of one index space, by the word for it.
const wasm::NameMap* names_of(const wasm::Names& names, std::string_view word) {
  struct Space {
    std::string_view word;
    wasm::NameMap wasm::Names::* map;
  };
  static constexpr Space spaces[] = {{"type", &wasm::Names::types},     {"func", &wasm::Names::funcs},
                                     {"function", &wasm::Names::funcs}, {"table", &wasm::Names::tables},
                                     {"memory", &wasm::Names::mems},    {"global", &wasm::Names::globals},
                                     {"tag", &wasm::Names::tags},       {"element segment", &wasm::Names::elems},
                                     {"elem", &wasm::Names::elems},     {"data segment", &wasm::Names::datas},
                                     {"data", &wasm::Names::datas}};
  const auto* space =
      std::find_if(std::begin(spaces), std::end(spaces), [&](const Space& s) { return s.word == word; });
  return space == std::end(spaces) ? nullptr : &(names.*(space->map));
}

const std::map<u32, std::string>* names_of(const component::ComponentNames& names, std::string_view word) {
  for (u32 sort = 0; sort < component::sort_count; ++sort) {
    if (component::sort_name(static_cast<component::Sort>(sort)) == word) return &names.sorts[sort];
  }
  return nullptr;
}

std::string in_hex(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes)
    out += fmt::format("{}{:02x}", out.empty() ? "" : " ", static_cast<unsigned char>(byte));
  return out;
}

std::string characters(std::string_view bytes) {
  std::string out(bytes);
  std::replace_if(out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '.');
  return out;
}

bool is_scope(std::string_view what, std::optional<u32> number) {
  if (number) return false;
  return what == "module" || what == "component" || what.ends_with(" type");
}

}  // namespace

Listing::Listing(std::ostream& out, std::string_view bytes, const Known& known, const Options& options)
    : out_(out), bytes_(bytes), known_(known), options_(options) {
  while (bytes.size() >> (4 * digits_) != 0) ++digits_;
}

/// ` $f` as the text format writes it, or nothing.
std::string Listing::named(const Scope& scope, IndexSpace space, u32 x) const {
  const std::map<u32, std::string>* names = nullptr;
  if (space.of_module && scope.module != nullptr) names = names_of(scope.module->names, space.word);
  if (!space.of_module && scope.component != nullptr) names = names_of(scope.component->names, space.word);
  if (names == nullptr) return {};
  const auto found = names->find(x);
  return found == names->end() || found->second.empty() ? std::string() : " " + wasm::print_id(found->second);
}

/// What a part is called. In a component, entries count by section, while their indices go on from one to the next.
std::string Listing::header(std::string_view what, std::optional<u32> number, bool& foretold) const {
  if (scopes_.empty()) return std::string(what);
  const Scope& scope = scopes_.back();
  const bool nested = scope.component != nullptr && (what == "module" || what == "component");
  std::string word = (nested && what == "module" ? "core " : "") + std::string(what);
  const auto count = scope.counts.find(word);
  const u32 next = count == scope.counts.end() ? 0 : count->second;
  if (nested) return fmt::format("{} {}{}", word, next, named(scope, {word}, next));
  if (!number) return word;
  if (scope.module != nullptr) return fmt::format("{} {}{}", what, *number, named(scope, {what, true}, *number));
  foretold = what == "type" || what == "core type" || what == "core instance" || what == "instance" || what == "value";
  if (!foretold) return fmt::format("{} {}", what, *number);
  return fmt::format("{} {}{}", what, next, named(scope, {what}, next));
}

void Listing::enter_scope(u32 at, std::string_view what) {
  Scope scope;
  if (what == "component") {
    static const component::Component unknown;
    const auto found = known_.components.find(at);
    scope.component = found == known_.components.end() ? &unknown : found->second;
  } else if (what == "module") {
    const auto found = known_.modules.find(at);
    scope.module = found == known_.modules.end() ? &nameless_ : found->second;
    scope.instructions = std::make_shared<wasm::InstrPrinter>(*scope.module);
  }
  scopes_.push_back(std::move(scope));
}

void Listing::open(u32 at, std::string_view what, std::optional<u32> number) {
  Part part{rows_.size(), what, number, is_scope(what, number), false, 0};
  if (!part.is_scope || what == "module" || what == "component") {
    add({at, at}, header(what, number, part.foretold));
    ++depth_;
  } else {
    part.header = written;  // `instance type` and the like: the byte before has said so
    ++depth_;
  }
  parts_.push_back(part);
  if (part.is_scope) enter_scope(at, what);
  blocks_ = 0;
  if (!scopes_.empty() && scopes_.back().instructions && number) {
    scopes_.back().instructions->begin(what == "function" ? number : std::nullopt);
  }
}

void Listing::close() {
  const Part part = parts_.back();
  parts_.pop_back();
  --depth_;
  if (part.is_scope) scopes_.pop_back();
  if (part.header != written && rows_.size() == part.header + 2) {
    Row row = std::move(rows_.back());
    rows_.pop_back();
    row.text = rows_.back().text + ": " + row.text;
    row.depth = depth_;
    rows_.back() = std::move(row);
  }
  flush();
}

void Listing::defines(IndexSpace space) {
  Scope& scope = scopes_.back();
  const u32 x = scope.counts[space.word]++;
  Part& part = parts_.back();
  const bool same = part.what == space.word && part.number == x;
  if (!part.number || part.foretold || (space.of_module && same)) return;
  constexpr u32 most = 4;  // that are named
  if (part.defined++ >= most) return;
  std::string text = part.defined == most ? "..." : fmt::format("{} {}{}", space.word, x, named(scope, space, x));
  if (part.header == written) return add({next_, next_}, "= " + text);
  rows_[part.header].text += (part.defined == 1 ? " = " : ", ") + text;
}

void Listing::drop_rows_from(u32 at) {
  while (!rows_.empty() && rows_.back().at.begin >= at && rows_.back().at.end > rows_.back().at.begin) rows_.pop_back();
}

void Listing::add(Region at, std::string text, bool shows_characters) {
  // What was told of parts of these bytes is replaced.
  if (at.begin < at.end) drop_rows_from(at.begin);
  rows_.push_back({at, depth_, std::move(text), shows_characters});
}

void Listing::meaning(Region at, std::string text) { add(at, std::move(text)); }

void Listing::name(Region at, std::string_view name) { add(at, wasm::print_string(name, true)); }

void Listing::index(Region at, IndexSpace space, u32 x, u32 outwards) {
  std::string text = fmt::format("{} {}", space.word, x);
  if (outwards < scopes_.size()) text += named(scopes_[scopes_.size() - 1 - outwards], space, x);
  add(at, std::move(text));
}

void Listing::contents(Region at, std::string_view what) { add(at, std::string(what), true); }

void Listing::instruction(const wasm::Instr& instr) {
  const bool ends = instr.op == wasm::Op::end || instr.op == wasm::Op::else_;
  if (ends && blocks_ > 0) --blocks_;
  wasm::InstrPrinter* printer = scopes_.empty() ? nullptr : scopes_.back().instructions.get();
  add(instr.at, printer == nullptr ? std::string(info(instr.op).text) : printer->text(instr));
  rows_.back().depth += blocks_;
  if (wasm::opens_block(instr.op) || instr.op == wasm::Op::else_) ++blocks_;
  flush();
}

void Listing::flush() {
  for (const Row& row : rows_) write(row);
  rows_.clear();
  for (Part& part : parts_) part.header = written;
}

void Listing::write_line(std::string_view bytes, u32 at, std::string_view text) {
  const std::string offset = bytes.empty() ? std::string(digits_ + 2, ' ') : fmt::format("0x{:0{}x}", at, digits_);
  std::string line = fmt::format("{} | {:<{}} | {}", offset, in_hex(bytes), bytes_a_line * 3 - 1, text);
  line.erase(line.find_last_not_of(' ') + 1);
  out_ << line << '\n';
}

void Listing::write(const Row& row) {
  if (row.at.begin > next_ && row.at.begin < row.at.end) {
    const Region gap{next_, row.at.begin};
    next_ = gap.end;
    write({gap, row.depth, "(part of what follows)", false});
  }
  std::string text(std::size_t{2} * std::min(row.depth, deepest), ' ');
  text += row.text;
  if (!options_.full && text.size() > longest_text) {
    text.resize(longest_text);
    while ((static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    text += "...";
  }
  const u32 size = row.at.end - row.at.begin;
  const u32 lines = std::max((size + bytes_a_line - 1) / bytes_a_line, 1U);
  const bool shortened = !options_.full && lines > most_lines;
  const std::string margin(text.size() + 2, ' ');
  for (u32 i = 0; i < lines; ++i) {
    if (shortened && i == first_lines) {
      const u32 skipped = lines - 1 - first_lines;
      write_line({}, 0, margin + fmt::format("... {} bytes left out", skipped * bytes_a_line));
      i += skipped - 1;
      continue;
    }
    const u32 at = row.at.begin + i * bytes_a_line;
    const std::string_view bytes = bytes_.substr(at, std::min(bytes_a_line, row.at.end - at));
    std::string shown = i == 0 ? text : std::string();
    if (row.shows_characters) shown = (i == 0 ? text + ": " : margin) + characters(bytes);
    write_line(bytes, at, shown);
  }
  next_ = std::max(next_, row.at.end);
}

void Listing::finish(const Error* error, Wording wording) {
  if (error != nullptr) drop_rows_from(error->at.begin);
  flush();
  if (error == nullptr) return;
  const u32 end = static_cast<u32>(bytes_.size());
  const u32 begin = std::min(error->at.begin, end);
  if (begin > next_) write({{next_, begin}, depth_, "(incomplete)", false});
  Region at{begin, std::min(std::max(error->at.end, begin), end)};
  if (next_ < at.end) at.begin = std::max(at.begin, next_);  // what was shown is not shown again
  write({at, depth_, fmt::format("<- {}: {}", phase_name(error->phase), error->message(wording)), false});
  if (next_ < end) write({{end, end}, 0, fmt::format("{} bytes follow that were not read", end - next_), false});
}

}  // namespace touchstone::dump
