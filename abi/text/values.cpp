// Explainer.md "Value Definitions", gated: a literal and its type become the bytes that Binary.md gives to `val(t)`.
//
// A literal can only be read with its type at hand, so the definitions of types are remembered by index, also through
// exports, `eq` bounds and outer aliases. One that cannot be seen (an export of an instance) has no literals.
#include "interp/text/values.hpp"

#include "abi/text/parser.hpp"
#include "interp/binary/writer.hpp"
#include "interp/support/messages.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component {

namespace {

using wasm::Cursor;
using wasm::TokenKind;

constexpr std::string_view rule = "Explainer.md#value-definitions";

/// Reads literals and writes their bytes.
class Literals {
 public:
  using Labels = std::unordered_map<std::string_view, u32>;
  using LabelCache = std::unordered_map<const void*, Labels>;

  Literals(Cursor& cursor, Writer& writer, const TextScope& scope, LabelCache& cache)
      : in(cursor), out(writer), scope_(scope), cache_(cache) {}

  /// [Binary.md#value-definitions] val(t)
  void val(const ValType& t, u32 depth = 0) {
    if (depth > 100) throw Malformed(in.peek().at, phrase::nesting_too_deep, rule);
    if (const auto* pvt = std::get_if<PrimValType>(&t.is)) return primitive(*pvt);
    const SeenType type = scope_.seen_type(std::get<TypeIdx>(t.is).value);
    const auto* value = type.def == nullptr ? nullptr : std::get_if<DefValType>(&type.def->is);
    if (value == nullptr) in.unexpected("(binary ...), since the definition of the type cannot be seen here");
    Literals(in, out, *type.scope, cache_).compound(*value, depth + 1);
  }

 private:
  template <class T>
  const T* type(const DefValType& t) const {
    return std::get_if<T>(&t);
  }

  void integer(u32 bits, bool is_signed) {
    const auto token = in.next();
    const auto value = wasm::parse_iN(in.text(token), bits);
    const bool negative = token.kind == TokenKind::int_ && in.text(token).starts_with('-');
    const bool fits = value && (is_signed ? in_signed_range(*value, bits, negative) : !negative);
    if (!fits) throw Malformed(token.at, phrase::constant_out_of_range, rule);
    if (bits == 8) return out.byte(static_cast<u32>(*value & 0xFF));
    if (is_signed) {
      const u32 unused = 64 - bits;
      return out.write_s64(static_cast<s64>(*value << unused) >> unused);
    }
    out.write_u64(*value);
  }

  static bool in_signed_range(u64 value, u32 bits, bool negative) { return negative || value < (u64{1} << (bits - 1)); }

  /// [Explainer.md#value-definitions] f64canon, nan
  void floating(u32 bits) {
    const auto token = in.next();
    const std::string_view text = in.text(token);
    if (text.find("nan") != std::string_view::npos && text != "nan") {
      throw Malformed(token.at, phrase::unexpected_token, rule, ": there is one NaN, `nan`");
    }
    const auto written = [&](auto value) {
      if (!value) throw Malformed(token.at, phrase::constant_out_of_range, rule);
      return *value;
    };
    if (bits == 32) return out.write_f32(written(wasm::parse_f32(text)));
    out.write_f64(written(wasm::parse_f64(text)));
  }

  /// 'c'; a string of one character is accepted as well.
  void character() {
    const auto token = in.next();
    std::string literal(in.text(token));
    const bool quoted = literal.size() > 2 && literal.front() == '\'' && literal.back() == '\'';
    if (!quoted && token.kind != TokenKind::string) {
      throw Malformed(token.at, phrase::unexpected_token, rule, ", expected a character");
    }
    literal.front() = literal.back() = '"';
    const std::string bytes = wasm::string_bytes(literal);
    std::size_t at = 0;
    if (bytes.empty() || !decode_utf8(bytes, at) || at != bytes.size()) {
      throw Malformed(token.at, phrase::malformed_utf8, rule, ": not one character");
    }
    out.bytes(bytes);
  }

  void primitive(PrimValType pvt) {
    switch (pvt) {
    case PrimValType::bool_: {
      const bool yes = in.accept_keyword("true");
      if (!yes) in.expect_keyword("false");
      return out.byte(yes ? 1 : 0);
    }
    case PrimValType::s8: return integer(8, true);
    case PrimValType::u8: return integer(8, false);
    case PrimValType::s16: return integer(16, true);
    case PrimValType::u16: return integer(16, false);
    case PrimValType::s32: return integer(32, true);
    case PrimValType::u32: return integer(32, false);
    case PrimValType::s64: return integer(64, true);
    case PrimValType::u64: return integer(64, false);
    case PrimValType::f32: return floating(32);
    case PrimValType::f64: return floating(64);
    case PrimValType::char_: return character();
    case PrimValType::string: return out.name(in.expect_name());
    case PrimValType::error_context: break;
    }
    in.unexpected("a value: an error-context has none");
  }

  /// Labels are looked up often, and types may have many.
  u32 label(const Labels& labels) {
    const std::string name = in.expect_name();
    const auto found = labels.find(name);
    if (found == labels.end()) throw Malformed(in.previous(), phrase::unknown, rule, " label \"" + name + "\"");
    return found->second;
  }
  const Labels& labels(const std::vector<std::string>& list) {
    return cached(list, [](const std::string& label) { return std::string_view(label); });
  }
  template <class T, class F>
  const Labels& cached(const std::vector<T>& list, F&& label_of) {
    const auto [entry, fresh] = cache_.try_emplace(&list);
    for (u32 i = 0; fresh && i < list.size(); ++i) entry->second.emplace(label_of(list[i]), i);
    return entry->second;
  }

  void flags(const FlagsType& type) {
    if (type.labels.size() > 32) in.unexpected("(binary ...), since flags have 32 labels at most");
    in.expect_form("flags");
    std::vector<u8> bytes((type.labels.size() + 7) / 8);
    while (in.at(TokenKind::string)) {
      const u32 i = label(labels(type.labels));
      bytes[i / 8] = static_cast<u8>(bytes[i / 8] | 1U << i % 8);
    }
    in.expect_rpar();
    for (const u8 byte : bytes) out.byte(byte);
  }

  void variant(const VariantType& type, u32 depth) {
    in.expect_form("variant");
    const u32 i = label(cached(type.cases, [](const Case& c) { return std::string_view(c.label); }));
    out.write_u32(i);
    if (type.cases[i].type) val(*type.cases[i].type, depth);
    in.expect_rpar();
  }

  void list(const ListType& type, u32 depth) {
    in.expect_form("list");
    Writer elements;
    u32 count = 0;
    for (; !in.at(TokenKind::rpar); ++count) Literals(in, elements, scope_, cache_).val(type.element, depth);
    in.expect_rpar();
    out.write_u32(count);
    out.bytes(elements.take());
  }

  void result(const ResultType& type, u32 depth) {
    const bool ok = in.at_form("ok") || in.at_keyword("ok");
    const bool parenthesised = in.at(TokenKind::lpar);
    if (parenthesised) in.next();
    in.expect_keyword(ok ? "ok" : "error");
    out.byte(ok ? 0 : 1);
    const auto& payload = ok ? type.ok : type.error;
    if (payload) val(*payload, depth);
    if (parenthesised) in.expect_rpar();
  }

  void compound(const DefValType& t, u32 depth) {
    if (const auto* pvt = type<PrimValType>(t)) return primitive(*pvt);
    if (const auto* record = type<RecordType>(t)) {
      in.expect_form("record");
      for (const LabelValType& field : record->fields) val(field.type, depth);
      return in.expect_rpar();
    }
    if (const auto* cases = type<VariantType>(t)) return variant(*cases, depth);
    if (const auto* elements = type<ListType>(t); elements != nullptr && !elements->length)
      return list(*elements, depth);
    if (const auto* tuple = type<TupleType>(t)) {
      in.expect_form("tuple");
      for (const ValType& each : tuple->types) val(each, depth);
      return in.expect_rpar();
    }
    if (const auto* set = type<FlagsType>(t)) return flags(*set);
    if (const auto* cases = type<EnumType>(t)) {
      in.expect_form("enum");
      out.write_u32(label(labels(cases->labels)));
      return in.expect_rpar();
    }
    if (const auto* option = type<OptionType>(t)) {
      if (in.accept_keyword("none")) return out.byte(0);
      in.expect_form("some");
      out.byte(1);
      val(option->type, depth);
      return in.expect_rpar();
    }
    if (const auto* either = type<ResultType>(t)) return result(*either, depth);
    in.unexpected("a value: this type has no literals");
  }

  Cursor& in;
  Writer& out;
  const TextScope& scope_;
  LabelCache& cache_;
};

}  // namespace

std::string Parser::literal(const ValType& type) {
  if (in.accept_form("binary")) {
    std::string bytes = in.strings();
    in.expect_rpar();
    return bytes;
  }
  Writer out;
  Literals(in, out, *scope_, label_indices_).val(type);
  return out.take();
}

}  // namespace touchstone::component
