// Appendix 7.7.3 Custom annotations: see annotations.hpp.
#include "interp/text/annotations.hpp"

#include <algorithm>
#include <array>

#include "interp/support/messages.hpp"
#include "interp/support/utf8.hpp"
#include "interp/syntax/producers.hpp"

namespace touchstone::wasm {

namespace {

struct Section {
  std::string_view word;
  u8 id;
};
/// Known sections in the order of the binary format, with the virtual ones before and behind all.
constexpr std::array<Section, 15> sections = {{{"first", 0},
                                               {"type", 1},
                                               {"import", 2},
                                               {"func", 3},
                                               {"table", 4},
                                               {"memory", 5},
                                               {"tag", 13},
                                               {"global", 6},
                                               {"export", 7},
                                               {"start", 8},
                                               {"elem", 9},
                                               {"datacount", 12},
                                               {"code", 10},
                                               {"data", 11},
                                               {"last", 11}}};

/// The place behind all sections.
constexpr u32 behind_all = static_cast<u32>(sections.size()) * 2 - 1;

[[noreturn]] void refuse(Region at, std::string detail) {
  throw Malformed(at, phrase::custom_annotation, "Tannot", ": " + std::move(detail));
}

[[noreturn]] void refuse_producers(Region at, std::string detail) {
  throw Malformed(at, phrase::producers_annotation, "Tannot", ": " + std::move(detail));
}

/// `(before section)` or `(after section)`: twice the section's position, and one more for after.
u32 placement(Cursor& body) {
  const Region at = body.next().at;
  const bool before = body.at_keyword("before");
  if (!before && !body.at_keyword("after")) refuse(at, "malformed placement");
  body.next();
  const auto section =
      std::find_if(sections.begin(), sections.end(), [&](const Section& s) { return body.at_keyword(s.word); });
  if (section == sections.end()) refuse(at, "malformed section kind");
  body.next();
  if (!body.accept(TokenKind::rpar)) refuse(body.peek().at, "unexpected token");
  return static_cast<u32>(section - sections.begin()) * 2 + (before ? 0 : 1);
}

/// The section behind which a place is.
u8 section_before(u32 rank) {
  const u32 position = rank % 2 == 0 && rank > 0 ? rank / 2 - 1 : rank / 2;
  return sections[position].id;
}

/// A cursor over the tokens of an annotation.
Cursor inside(const Cursor& in, const Annotation& annotation) {
  auto tokens = std::make_shared<Tokens>();
  tokens->source = in.source();
  tokens->tokens = annotation.body;
  return Cursor(std::move(tokens));
}

std::pair<u32, Custom> parse(const Cursor& in, const Annotation& annotation) {
  Cursor body = inside(in, annotation);
  Custom out;
  if (!body.at(TokenKind::string)) refuse(annotation.at, "missing section name");
  const Region name = body.peek().at;
  out.name = body.expect_string();
  if (!is_utf8(out.name)) refuse(name, "malformed UTF-8 encoding");
  const u32 rank = body.at(TokenKind::lpar) ? placement(body) : behind_all;
  out.content = body.strings();
  if (!body.at_eof()) refuse(body.peek().at, "unexpected token");
  out.after = section_before(rank);
  out.at = annotation.at;
  return {rank, std::move(out)};
}

/// The content of an annotation that is one string.
std::string only_string(const Cursor& in, const Annotation& annotation, Phrase words) {
  Cursor body = inside(in, annotation);
  if (!body.at(TokenKind::string)) throw Malformed(annotation.at, words, "Tannot", ": a string is missing");
  std::string out = body.expect_string();
  if (!body.at_eof()) throw Malformed(body.peek().at, words, "Tannot", ": unexpected token");
  return out;
}

std::string name_in(const Cursor& in, const Annotation& annotation) {
  std::string name = only_string(in, annotation, phrase::name_annotation);
  if (!is_utf8(name)) throw Malformed(annotation.at, phrase::name_annotation, "Tannot", ": malformed UTF-8 encoding");
  return name;
}

}  // namespace

void ModuleAnnotations::begin(const Cursor& in) {
  for (const Annotation* annotation : in.annotations()) {
    const bool unnamed = annotation->id == "unnamed";
    if (annotation->id != "name" && !unnamed) continue;
    if (own_name_) throw Malformed(annotation->at, phrase::name_annotation, "Tannot", ": multiple module");
    if (unnamed && annotation->body.size() > 1) {
      throw Malformed(annotation->body[0].at, phrase::name_annotation, "Tannot", ": @unnamed has no content");
    }
    own_name_ = unnamed ? std::nullopt : std::optional(name_in(in, *annotation));
    taken_.insert(annotation->at.begin);
  }
}

std::optional<Name> ModuleAnnotations::own_name(std::optional<Id> id) {
  if (own_name_) return std::move(*own_name_);
  if (id) return std::move(id->name);
  return std::nullopt;
}

void ModuleAnnotations::take_customs(const Cursor& in) {
  for (const Annotation* annotation : in.annotations()) {
    if (annotation->id == "custom") placed_.insert(parse(in, *annotation));
    if (annotation->id == "producers") take_producers(in, *annotation);
    if (annotation->id == "custom" || annotation->id == "producers") taken_.insert(annotation->at.begin);
  }
}

/// A custom section behind all others.
void ModuleAnnotations::take_producers(const Cursor& in, const Annotation& annotation) {
  if (std::exchange(producers_, true)) refuse_producers(annotation.at, "there is one already");
  placed_.emplace(behind_all, producers_of(in, annotation));
}

std::optional<Name> ModuleAnnotations::take_name(const Cursor& in) {
  if (!on_ || in.tokens().annotations.empty()) return std::nullopt;
  std::optional<Name> out;
  for (const Annotation* annotation : in.annotations()) {
    if (annotation->id != "name") continue;
    if (out) throw Malformed(annotation->at, phrase::name_annotation, "Tannot", ": multiple names");
    out = name_in(in, *annotation);
    taken_.insert(annotation->at.begin);
  }
  return out;
}

std::optional<bool> ModuleAnnotations::take_branch_hint(const Cursor& in) {
  if (!on_ || in.tokens().annotations.empty()) return std::nullopt;
  std::optional<bool> out;
  for (const Annotation* annotation : in.annotations()) {
    if (annotation->id != "metadata.code.branch_hint") continue;
    constexpr Phrase words = phrase::branch_hint_annotation;
    if (out) throw Malformed(annotation->at, words, "Tannot", ": duplicate annotation");
    const std::string hint = only_string(in, *annotation, words);
    if (hint.size() != 1 || static_cast<u8>(hint[0]) > 1) {
      throw Malformed(annotation->at, words, "Tannot", ": the hint is neither \"\\00\" nor \"\\01\"");
    }
    out = hint[0] == 1;
    taken_.insert(annotation->at.begin);
  }
  return out;
}

std::vector<Custom> ModuleAnnotations::finish(const Cursor& in, u32 first) {
  const auto& all = in.tokens().annotations;
  auto next = std::partition_point(all.begin(), all.end(), [first](const Annotation& a) { return a.before < first; });
  for (; next != all.end() && next->before <= in.position(); ++next) {
    if (taken_.contains(next->at.begin)) continue;
    if (next->id == "metadata.code.branch_hint") {
      throw Malformed(next->at, phrase::branch_hint_annotation, "Tannot", ": not in a function");
    }
    throw Malformed(next->at, phrase::misplaced_annotation, "Tannot", " @" + next->id + " annotation");
  }
  std::vector<Custom> out;
  for (auto& [rank, custom] : placed_) out.push_back(std::move(custom));
  return out;
}

Custom custom_of(const Cursor& in, const Annotation& annotation) {
  auto [rank, custom] = parse(in, annotation);
  if (rank != behind_all) refuse(annotation.at, "unexpected token");
  return std::move(custom);
}

Custom producers_of(const Cursor& in, const Annotation& annotation) {
  Cursor body = inside(in, annotation);
  Producers producers;
  while (body.accept(TokenKind::lpar)) {
    const Token field = body.next();
    const std::string_view word = body.text(field);
    if (field.kind != TokenKind::keyword || !Producers::is_field(word)) refuse_producers(field.at, "unknown field");
    Name name = body.expect_name();
    Name version = body.expect_name();
    body.expect_rpar();
    if (!producers.add(word, std::move(name), std::move(version)))
      refuse_producers(field.at, "a name twice in a field");
  }
  if (!body.at_eof()) refuse_producers(body.peek().at, "unexpected token");
  return {"producers", encode_producers(producers), sections.back().id, annotation.at};
}

}  // namespace touchstone::wasm
