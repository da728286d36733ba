// 6.1.3 Contexts: see context.hpp.
#include "interp/text/context.hpp"

#include "interp/support/messages.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wasm {

u32 Space::bind(const std::optional<Id>& id) {
  if (id && !indices_.emplace(id->name, count_).second) {
    refuse_id(phrase::duplicate, category_, id->name, id->at, "Idctxt_ok");
  }
  return count_++;
}

std::optional<u32> Space::find(const std::string& name) const {
  if (const auto bound = indices_.find(name); bound != indices_.end()) return bound->second;
  if (const auto adopted = adopted_.find(name); adopted != adopted_.end()) return adopted->second;
  return std::nullopt;
}

NameMap Space::names() const {
  NameMap out = annotated_;  // what is there stays
  for (const auto& [name, index] : indices_) out.emplace(index, name);
  return out;
}

bool at_index(const Cursor& in) { return in.at(TokenKind::nat) || in.at(TokenKind::id); }

u32 parse_index(Cursor& in, const Space& ids) {
  if (in.at(TokenKind::nat)) return parse_u32(in);
  if (!in.at(TokenKind::id)) in.unexpected("an index of a " + std::string(ids.category()));
  const Id id = *in.accept_id();
  const auto index = ids.find(id.name);
  if (!index) refuse_id(phrase::unknown, ids.category(), id.name, id.at, "Tidx_");
  return *index;
}

u32 parse_u32(Cursor& in) {
  const Token token = in.expect(TokenKind::nat, "a number");
  const auto value = parse_uN(in.text(token), 32);
  if (!value) throw Malformed(token.at, phrase::i32_constant_out_of_range, "TuN");
  return static_cast<u32>(*value);
}

u64 parse_u64(Cursor& in) {
  const Token token = in.expect(TokenKind::nat, "a number");
  const auto value = parse_uN(in.text(token), 64);
  if (!value) throw Malformed(token.at, phrase::i64_constant_out_of_range, "TuN");
  return *value;
}

void require(Features on, Feature feature, const Cursor& in, const Token& token) {
  if (on.has(feature)) return;
  const bool word = token.kind == TokenKind::keyword;  // one that the older language does not have
  throw Malformed(token.at, word ? phrase::unknown_operator : phrase::unexpected_token, word ? "Ttoken" : in.rule(),
                  " " + std::string(in.text(token)) + ": feature " + std::string(feature_name(feature)) + " is off");
}

void refuse_id(Phrase words, std::string_view category, std::string_view name, Region at, std::string_view rule) {
  throw Malformed(at, words, rule, " " + std::string(category) + " " + print_id(name));
}

}  // namespace touchstone::wasm
