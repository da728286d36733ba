// Values and patterns as text: see values.hpp.
#include "tools/wast/values.hpp"

#include <array>
#include <optional>

#include <fmt/format.h>

#include "interp/support/utf8.hpp"
#include "interp/text/values.hpp"

namespace touchstone::wast {

namespace {

using wasm::ValKind;
using Kind = ComponentValue::Kind;

constexpr std::array<std::string_view, 9> ref_kind_names{"null", "func",   "exn",  "struct", "array",
                                                         "i31",  "extern", "host", "cont"};
constexpr std::array<std::string_view, 11> ref_pattern_names{"null", "any", "eq",     "i31",  "struct", "array",
                                                             "func", "exn", "extern", "host", "cont"};

std::string with_number(std::string_view word, std::optional<u32> number) {
  return number ? fmt::format("(ref.{} {})", word, *number) : fmt::format("(ref.{})", word);
}

std::string number_text(ValKind kind, u64 bits) {
  switch (kind) {
  case ValKind::i32: return std::to_string(static_cast<s32>(bits));
  case ValKind::i64: return std::to_string(static_cast<s64>(bits));
  case ValKind::f32: return wasm::print_f32(static_cast<u32>(bits));
  default: return wasm::print_f64(bits);
  }
}

std::string_view number_type(ValKind kind) {
  switch (kind) {
  case ValKind::i32: return "i32";
  case ValKind::i64: return "i64";
  case ValKind::f32: return "f32";
  default: return "f64";
  }
}

std::string nan_text(NanPattern nan) { return nan == NanPattern::canonical ? "nan:canonical" : "nan:arithmetic"; }

std::string lane_text(Shape shape, const NumPattern& lane) {
  if (lane.nan != NanPattern::no) return nan_text(lane.nan);
  switch (shape) {
  case Shape::f32x4: return wasm::print_f32(static_cast<u32>(lane.bits));
  case Shape::f64x2: return wasm::print_f64(lane.bits);
  case Shape::i64x2: return fmt::format("0x{:016x}", lane.bits);
  default: return fmt::format("0x{:0{}x}", lane.bits, lane_size(shape) * 2);
  }
}

std::string to_string(const RefPattern& ref) {
  if (ref.kind == RefPattern::Kind::null && ref.type) return "(ref.null " + wasm::to_string(*ref.type) + ")";
  return with_number(ref_pattern_names[static_cast<std::size_t>(ref.kind)], ref.number);
}

std::string to_string(const CorePattern& pattern) {
  if (pattern.kind == ValKind::ref) return to_string(pattern.ref);
  if (pattern.kind == ValKind::v128) {
    std::string out = "(v128.const " + std::string(shape_name(pattern.shape));
    for (const NumPattern& lane : pattern.lanes) out += " " + lane_text(pattern.shape, lane);
    return out + ")";
  }
  const NumPattern& number = pattern.lanes.front();
  const std::string text = number.nan == NanPattern::no ? number_text(pattern.kind, number.bits) : nan_text(number.nan);
  return fmt::format("({}.const {})", number_type(pattern.kind), text);
}

std::string to_string(const Either& either) {
  std::string out = "(either";
  for (const Pattern& choice : either.choices) out += " " + touchstone::wast::to_string(choice);
  return out + ")";
}

std::string scalar_text(const ComponentValue& value) {
  if (value.nan != NanPattern::no) return nan_text(value.nan);
  switch (value.kind) {
  case Kind::bool_: return value.bits != 0 ? "true" : "false";
  case Kind::s8:
  case Kind::s16:
  case Kind::s32:
  case Kind::s64: return std::to_string(static_cast<s64>(value.bits));
  case Kind::f32: return wasm::print_f32(static_cast<u32>(value.bits));
  case Kind::f64: return wasm::print_f64(value.bits);
  case Kind::char_: {
    std::string text;
    append_utf8(text, static_cast<char32_t>(value.bits));
    return wasm::print_string(text, true);
  }
  default: return std::to_string(value.bits);
  }
}

constexpr std::array<std::string_view, 22> component_words{
    "bool.const",  "s8.const",      "u8.const",   "s16.const",  "u16.const", "s32.const",  "u32.const", "s64.const",
    "u64.const",   "f32.const",     "f64.const",  "char.const", "str.const", "list.const", "map.const", "record.const",
    "tuple.const", "variant.const", "enum.const", "option",     "result",    "flags.const"};

std::string component_body(const ComponentValue& value) {
  std::string out;
  switch (value.kind) {
  case Kind::string:
  case Kind::enum_: return " " + wasm::print_string(value.text, true);
  case Kind::record:
    for (std::size_t i = 0; i < value.items.size(); ++i) {
      const std::string item = to_string(value.items[i]);
      out += fmt::format(" (field {} {})", wasm::print_string(value.names[i], true), item.substr(1, item.size() - 2));
    }
    return out;
  case Kind::map:
    for (std::size_t i = 0; i + 1 < value.items.size(); i += 2) {
      out += fmt::format(" (entry {} {})", to_string(value.items[i]), to_string(value.items[i + 1]));
    }
    return out;
  case Kind::flags:
    for (const std::string& name : value.names) out += " " + wasm::print_string(name, true);
    return out;
  default: break;
  }
  if (value.kind < Kind::string) return " " + scalar_text(value);
  if (value.kind == Kind::variant) out = " " + wasm::print_string(value.text, true);
  for (const ComponentValue& item : value.items) out += " " + to_string(item);
  return out;
}

/// The shape that a pattern has for a vector; of `either`, that of the first choice that has one.
std::optional<Shape> shape_of(const Pattern& pattern) {
  if (const auto* core = std::get_if<CorePattern>(&pattern.is)) {
    return core->kind == ValKind::v128 ? std::optional(core->shape) : std::nullopt;
  }
  if (const auto* either = std::get_if<Either>(&pattern.is)) {
    for (const Pattern& choice : either->choices) {
      if (const auto shape = shape_of(choice)) return shape;
    }
  }
  return std::nullopt;
}

std::string vector_text(const V128& bits, Shape shape) {
  CorePattern out;
  out.kind = ValKind::v128;
  out.shape = shape;
  const u32 size = lane_size(shape);
  for (u32 i = 0; i < 16; i += size) {
    u64 lane = 0;
    for (u32 b = 0; b < size; ++b) lane |= u64{bits.bytes[i + b]} << (8 * b);
    out.lanes.push_back({lane, NanPattern::no});
  }
  return to_string(out);
}

template <class T>
std::string joined(const std::vector<T>& things) {
  std::string out;
  for (const T& thing : things) {
    if (!out.empty()) out += " ";
    out += to_string(thing);
  }
  return out.empty() ? "nothing" : out;
}

}  // namespace

u32 lane_size(Shape shape) {
  constexpr std::array<u32, 6> sizes{1, 2, 4, 8, 4, 8};
  return sizes[static_cast<std::size_t>(shape)];
}

bool is_float(Shape shape) { return shape >= Shape::f32x4; }

std::string_view shape_name(Shape shape) {
  constexpr std::array<std::string_view, 6> names{"i8x16", "i16x8", "i32x4", "i64x2", "f32x4", "f64x2"};
  return names[static_cast<std::size_t>(shape)];
}

std::string to_string(const CoreValue& value) {
  if (value.kind == ValKind::ref) {
    if (value.ref.kind == RefKind::null) return "(ref.null " + wasm::to_string(value.ref.type) + ")";
    return with_number(ref_kind_names[static_cast<std::size_t>(value.ref.kind)], value.ref.number);
  }
  if (value.kind == ValKind::v128) {
    const auto lanes = value.bits.lanes<u32>();
    return fmt::format("(v128.const i32x4 0x{:08x} 0x{:08x} 0x{:08x} 0x{:08x})", lanes[0], lanes[1], lanes[2],
                       lanes[3]);
  }
  return fmt::format("({}.const {})", number_type(value.kind), number_text(value.kind, value.low64()));
}

std::string to_string(const ComponentValue& value) {
  std::string word(component_words[static_cast<std::size_t>(value.kind)]);
  if (value.kind == Kind::option) word += value.items.empty() ? ".none" : ".some";
  if (value.kind == Kind::result) word += value.text == "ok" ? ".ok" : ".err";
  return "(" + word + component_body(value) + ")";
}

std::string to_string(const Value& value) {
  return std::visit([](const auto& v) { return to_string(v); }, value);
}

std::string to_string(const Pattern& pattern) {
  return std::visit([](const auto& p) { return to_string(p); }, pattern.is);
}

std::string to_string(const std::vector<Value>& values) { return joined(values); }
std::string to_string(const std::vector<Pattern>& patterns) { return joined(patterns); }

std::string to_string(const std::vector<Value>& values, const std::vector<Pattern>& patterns) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto* core = std::get_if<CoreValue>(&values[i]);
    const auto shape = i < patterns.size() ? shape_of(patterns[i]) : std::nullopt;
    const bool vector = core != nullptr && core->kind == ValKind::v128 && shape;
    if (!out.empty()) out += " ";
    out += vector ? vector_text(core->bits, *shape) : to_string(values[i]);
  }
  return out.empty() ? "nothing" : out;
}

std::string to_plain_string(const CoreValue& value) {
  if (value.kind == ValKind::v128) {
    const auto lanes = value.bits.lanes<u64>();
    return fmt::format("0x{:016x}{:016x}", lanes[1], lanes[0]);
  }
  if (value.kind != ValKind::ref) return number_text(value.kind, value.low64());
  if (value.ref.kind == RefKind::null) return "null";
  const std::string word = fmt::format("ref.{}", ref_kind_names[static_cast<std::size_t>(value.ref.kind)]);
  return value.ref.number ? fmt::format("{} {}", word, *value.ref.number) : word;
}

}  // namespace touchstone::wast
