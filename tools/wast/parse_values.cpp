// Values and patterns in scripts.
//
// Arguments: `(i32.const N)` and its like, `(v128.const SHAPE N...)`, `(ref.null HT)`, `(ref.extern N)`, `(ref.host N)`,
// and component values. Results: the same, with `nan:canonical` and `nan:arithmetic` for numbers and lanes, references
// by kind, and `(either R...)`. A component value that is a field's value is written without parentheses of its own;
// with them it is accepted too. `map.const` is ours.
#include "tools/wast/parse_values.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "interp/support/utf8.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wast {

namespace {

using wasm::Cursor;
using wasm::HeapKind;
using wasm::HeapType;
using wasm::Token;
using wasm::TokenKind;
using wasm::ValKind;

constexpr Phrase out_of_range{"constant out of range"};

[[noreturn]] void refuse(Region at, Phrase phrase, std::string detail = {}) {
  throw Malformed(at, phrase, {}, std::move(detail));
}

template <class T>
const T* lookup(const auto& table, std::string_view word) {
  const auto row = std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == word; });
  return row == table.end() ? nullptr : &row->second;
}

constexpr std::array<std::pair<std::string_view, ValKind>, 4> numbers{{{"i32.const", ValKind::i32},
                                                                       {"i64.const", ValKind::i64},
                                                                       {"f32.const", ValKind::f32},
                                                                       {"f64.const", ValKind::f64}}};

constexpr std::array<std::pair<std::string_view, Shape>, 6> shapes{{{"i8x16", Shape::i8x16},
                                                                    {"i16x8", Shape::i16x8},
                                                                    {"i32x4", Shape::i32x4},
                                                                    {"i64x2", Shape::i64x2},
                                                                    {"f32x4", Shape::f32x4},
                                                                    {"f64x2", Shape::f64x2}}};

constexpr std::array<std::pair<std::string_view, HeapKind>, 14> heap_kinds{{{"any", HeapKind::any},
                                                                            {"eq", HeapKind::eq},
                                                                            {"i31", HeapKind::i31},
                                                                            {"struct", HeapKind::struct_},
                                                                            {"array", HeapKind::array},
                                                                            {"none", HeapKind::none},
                                                                            {"func", HeapKind::func},
                                                                            {"nofunc", HeapKind::nofunc},
                                                                            {"exn", HeapKind::exn},
                                                                            {"noexn", HeapKind::noexn},
                                                                            {"extern", HeapKind::extern_},
                                                                            {"noextern", HeapKind::noextern},
                                                                            {"cont", HeapKind::cont},
                                                                            {"nocont", HeapKind::nocont}}};

/// References by kind. The words of the first column take an optional numeral where `number` holds.
struct RefWord {
  std::string_view word;
  RefPattern::Kind kind;
  bool number;
};
constexpr std::array<RefWord, 13> ref_words{{{"ref", RefPattern::Kind::any, false},
                                             {"ref.any", RefPattern::Kind::any, false},
                                             {"ref.eq", RefPattern::Kind::eq, false},
                                             {"ref.i31", RefPattern::Kind::i31, false},
                                             {"ref.i31_shared", RefPattern::Kind::i31, false},
                                             {"ref.struct", RefPattern::Kind::struct_, false},
                                             {"ref.array", RefPattern::Kind::array, false},
                                             {"ref.func", RefPattern::Kind::func, true},
                                             {"ref.exn", RefPattern::Kind::exn, false},
                                             {"ref.extern", RefPattern::Kind::extern_, true},
                                             {"ref.host", RefPattern::Kind::host, true},
                                             {"ref.cont", RefPattern::Kind::cont, false},
                                             {"ref.null", RefPattern::Kind::null, false}}};

Token number_token(Cursor& in) {
  if (!in.at(TokenKind::nat) && !in.at(TokenKind::int_) && !in.at(TokenKind::float_)) in.unexpected("a number");
  return in.next();
}

u64 integer(Cursor& in, u32 bits) {
  const Token token = number_token(in);
  const auto value = wasm::parse_iN(in.text(token), bits);
  if (!value) refuse(token.at, out_of_range);
  return *value;
}

u64 floating(Cursor& in, u32 bits) {
  const Token token = number_token(in);
  std::optional<u64> value;
  if (bits == 64) {
    value = wasm::parse_f64(in.text(token));
  } else if (const auto single = wasm::parse_f32(in.text(token))) {
    value = *single;
  }
  if (!value) refuse(token.at, out_of_range);
  return *value;
}

u32 index(Cursor& in) {
  const Token token = in.expect(TokenKind::nat, "a number");
  const auto value = wasm::parse_uN(in.text(token), 32);
  if (!value) refuse(token.at, out_of_range);
  return static_cast<u32>(*value);
}

std::optional<NanPattern> accept_nan(Cursor& in) {
  if (in.accept_keyword("nan:canonical")) return NanPattern::canonical;
  if (in.accept_keyword("nan:arithmetic")) return NanPattern::arithmetic;
  return std::nullopt;
}

NumPattern number_pattern(Cursor& in, bool is_float, u32 bits) {
  if (is_float) {
    if (const auto nan = accept_nan(in)) return {0, *nan};
    return {floating(in, bits), NanPattern::no};
  }
  return {integer(in, bits), NanPattern::no};
}

u32 bits_of(ValKind kind) { return kind == ValKind::i32 || kind == ValKind::f32 ? 32 : 64; }

CorePattern vector_pattern(Cursor& in) {
  CorePattern out;
  out.kind = ValKind::v128;
  const Token token = in.expect(TokenKind::keyword, "a vector shape");
  const auto* shape = lookup<Shape>(shapes, in.text(token));
  if (shape == nullptr) refuse(token.at, "unknown vector shape", " " + std::string(in.text(token)));
  out.shape = *shape;
  while (!in.at(TokenKind::rpar)) out.lanes.push_back(number_pattern(in, is_float(*shape), lane_size(*shape) * 8));
  if (out.lanes.size() * lane_size(*shape) != 16) refuse(in.since(token.at), "wrong number of lane literals");
  return out;
}

HeapType heap_type(Cursor& in) {
  if (in.at(TokenKind::nat)) return HeapType(wasm::TypeIdx(index(in)));
  const Token token = in.expect(TokenKind::keyword, "a heap type");
  const auto* kind = lookup<HeapKind>(heap_kinds, in.text(token));
  if (kind == nullptr) refuse(token.at, "unknown heap type", " " + std::string(in.text(token)));
  return HeapType(*kind);
}

RefPattern reference_pattern(Cursor& in, const RefWord& word) {
  RefPattern out;
  out.kind = word.kind;
  if (word.kind == RefPattern::Kind::null && !in.at(TokenKind::rpar)) out.type = heap_type(in);
  if (word.number && in.at(TokenKind::nat)) out.number = index(in);
  return out;
}

/// What follows the keyword of a core value or pattern, or no value if the keyword is none of those.
std::optional<CorePattern> core_pattern(Cursor& in, std::string_view word) {
  CorePattern out;
  if (const auto* kind = lookup<ValKind>(numbers, word)) {
    out.kind = *kind;
    out.lanes.push_back(number_pattern(in, *kind >= ValKind::f32, bits_of(*kind)));
    return out;
  }
  if (word == "v128.const") return vector_pattern(in);
  const auto row =
      std::find_if(ref_words.begin(), ref_words.end(), [&](const auto& entry) { return entry.word == word; });
  if (row == ref_words.end()) return std::nullopt;
  out.kind = ValKind::ref;
  out.ref = reference_pattern(in, *row);
  return out;
}

using Kind = ComponentValue::Kind;

/// Component numbers: kind, width, signed.
struct Scalar {
  Kind kind;
  u32 bits;
  bool signed_;
};
constexpr std::array<std::pair<std::string_view, Scalar>, 8> scalars{{{"s8.const", {Kind::s8, 8, true}},
                                                                      {"u8.const", {Kind::u8_, 8, false}},
                                                                      {"s16.const", {Kind::s16, 16, true}},
                                                                      {"u16.const", {Kind::u16, 16, false}},
                                                                      {"s32.const", {Kind::s32, 32, true}},
                                                                      {"u32.const", {Kind::u32_, 32, false}},
                                                                      {"s64.const", {Kind::s64, 64, true}},
                                                                      {"u64.const", {Kind::u64_, 64, false}}}};

u64 scalar(Cursor& in, const Scalar& type) {
  const Token token = number_token(in);
  const std::string_view text = in.text(token);
  const bool negative = text.starts_with('-');
  std::optional<u64> value = type.signed_ ? wasm::parse_iN(text, type.bits) : wasm::parse_uN(text, type.bits);
  const u64 sign = u64{1} << (type.bits - 1);
  if (value && type.signed_ && !negative && (*value & sign) != 0) value.reset();
  if (!value) refuse(token.at, out_of_range);
  return type.signed_ ? (*value ^ sign) - sign : *value;
}

/// Limit: component values in scripts nest 100 deep.
constexpr u32 deepest = 100;

ComponentValue component_value(Cursor& in, std::string_view word, Region at, u32 depth);

/// A component value, with or without parentheses.
ComponentValue component_item(Cursor& in, u32 depth) {
  const bool parenthesised = in.accept(TokenKind::lpar).has_value();
  const Token token = in.expect(TokenKind::keyword, "a component value");
  ComponentValue out = component_value(in, in.text(token), token.at, depth + 1);
  if (parenthesised) in.expect_rpar();
  return out;
}

void fields(Cursor& in, ComponentValue& out, u32 depth) {
  while (in.accept_form("field")) {
    out.names.push_back(in.expect_name());
    out.items.push_back(component_item(in, depth));
    in.expect_rpar();
  }
}

void entries(Cursor& in, ComponentValue& out, u32 depth) {
  while (in.accept_form("entry")) {
    out.items.push_back(component_item(in, depth));
    out.items.push_back(component_item(in, depth));
    in.expect_rpar();
  }
}

ComponentValue character(Cursor& in) {
  ComponentValue out;
  out.kind = Kind::char_;
  const Region at = in.peek().at;
  const std::string text = in.expect_name();
  std::size_t end = 0;
  const auto scalar_value = decode_utf8(text, end);
  if (!scalar_value || end != text.size()) refuse(at, "a char is one scalar value");
  out.bits = *scalar_value;
  return out;
}

ComponentValue boolean(Cursor& in) {
  ComponentValue out;
  out.bits = in.accept_keyword("true") ? 1 : 0;
  if (out.bits == 0) in.expect_keyword("false");
  return out;
}

void items(Cursor& in, ComponentValue& out, std::size_t most, u32 depth) {
  while (in.at(TokenKind::lpar) && out.items.size() < most) out.items.push_back(component_item(in, depth));
}

constexpr std::array<std::pair<std::string_view, Kind>, 14> trees{{{"bool.const", Kind::bool_},
                                                                   {"char.const", Kind::char_},
                                                                   {"str.const", Kind::string},
                                                                   {"list.const", Kind::list},
                                                                   {"map.const", Kind::map},
                                                                   {"record.const", Kind::record},
                                                                   {"tuple.const", Kind::tuple},
                                                                   {"variant.const", Kind::variant},
                                                                   {"enum.const", Kind::enum_},
                                                                   {"option.none", Kind::option},
                                                                   {"option.some", Kind::option},
                                                                   {"result.ok", Kind::result},
                                                                   {"result.err", Kind::result},
                                                                   {"flags.const", Kind::flags}}};

ComponentValue component_number(Cursor& in, std::string_view word, Region at) {
  ComponentValue out;
  if (const auto* type = lookup<Scalar>(scalars, word)) {
    out.kind = type->kind;
    out.bits = scalar(in, *type);
    return out;
  }
  if (word != "f32.const" && word != "f64.const") refuse(at, "unknown value", " " + std::string(word));
  const u32 bits = word == "f32.const" ? 32 : 64;
  out.kind = bits == 32 ? Kind::f32 : Kind::f64;
  const NumPattern number = number_pattern(in, true, bits);
  out.bits = number.bits;
  out.nan = number.nan;
  return out;
}

ComponentValue component_value(Cursor& in, std::string_view word, Region at, u32 depth) {
  if (depth > deepest) refuse(at, "nesting too deep");
  const auto* kind = lookup<Kind>(trees, word);
  if (kind == nullptr) return component_number(in, word, at);
  ComponentValue out;
  out.kind = *kind;
  const std::size_t any = ~std::size_t{0};
  switch (*kind) {
  case Kind::bool_: return boolean(in);
  case Kind::char_: return character(in);
  case Kind::string:
  case Kind::enum_: out.text = in.expect_name(); break;
  case Kind::list:
  case Kind::tuple: items(in, out, any, depth); break;
  case Kind::map: entries(in, out, depth); break;
  case Kind::record: fields(in, out, depth); break;
  case Kind::variant:
    out.text = in.expect_name();
    items(in, out, 1, depth);
    break;
  case Kind::option:
    if (word == "option.some") out.items.push_back(component_item(in, depth));
    break;
  case Kind::result:
    out.text = word == "result.ok" ? "ok" : "error";
    items(in, out, 1, depth);
    break;
  default:
    while (in.at(TokenKind::string)) out.names.push_back(in.expect_name());
  }
  return out;
}

bool has_nan_pattern(const ComponentValue& value) {
  return value.nan != NanPattern::no || std::any_of(value.items.begin(), value.items.end(), has_nan_pattern);
}

/// The value that a pattern denotes if it is as good as a value.
Value concrete(const CorePattern& pattern, Region at) {
  if (std::any_of(pattern.lanes.begin(), pattern.lanes.end(),
                  [](const NumPattern& n) { return n.nan != NanPattern::no; }))
    refuse(at, "a pattern is no argument");
  if (pattern.kind == ValKind::ref) {
    const RefPattern& ref = pattern.ref;
    using K = RefPattern::Kind;
    if (ref.kind == K::null && ref.type) return CoreValue::reference({RefKind::null, *ref.type, {}});
    if (ref.kind == K::extern_ && ref.number)
      return CoreValue::reference({RefKind::extern_, HeapKind::extern_, ref.number});
    if (ref.kind == K::host && ref.number) return CoreValue::reference({RefKind::host, HeapKind::any, ref.number});
    refuse(at, "a pattern is no argument");
  }
  if (pattern.kind != ValKind::v128) return CoreValue::number(pattern.kind, pattern.lanes.front().bits);
  CoreValue out{ValKind::v128, {}, {}};
  const u32 size = lane_size(pattern.shape);
  for (std::size_t i = 0; i < 16; ++i)
    out.bits.bytes[i] = static_cast<u8>(pattern.lanes[i / size].bits >> (i % size * 8));
  return out;
}

Pattern pattern(Cursor& in, u32 depth) {
  const Region begin = in.expect(TokenKind::lpar, "a result").at;
  if (depth > deepest) refuse(begin, "nesting too deep");
  const Token token = in.expect(TokenKind::keyword, "a result");
  const std::string_view word = in.text(token);
  Pattern out;
  if (word == "either") {
    Either either;
    while (in.at(TokenKind::lpar)) either.choices.push_back(pattern(in, depth + 1));
    if (either.choices.empty()) in.unexpected("a result");
    out.is = std::move(either);
  } else if (auto core = core_pattern(in, word)) {
    out.is = *std::move(core);
  } else {
    out.is = component_value(in, word, token.at, 0);
  }
  in.expect_rpar();
  return out;
}

}  // namespace

Value parse_value(Cursor& in) {
  const Region begin = in.expect(TokenKind::lpar, "a value").at;
  const Token token = in.expect(TokenKind::keyword, "a value");
  const std::string_view word = in.text(token);
  Value out;
  if (const auto core = core_pattern(in, word)) {
    out = concrete(*core, in.since(begin));
  } else {
    ComponentValue value = component_value(in, word, token.at, 0);
    if (has_nan_pattern(value)) refuse(in.since(begin), "a pattern is no argument");
    out = std::move(value);
  }
  in.expect_rpar();
  return out;
}

Pattern parse_pattern(Cursor& in) { return pattern(in, 0); }

}  // namespace touchstone::wast
