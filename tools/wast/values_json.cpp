// Values and patterns of scripts as JSON: see values_json.hpp.
#include "tools/wast/values_json.hpp"

#include <array>

#include "interp/support/utf8.hpp"

namespace touchstone::wast {

namespace {

using wasm::HeapKind;
using wasm::ValKind;

std::string_view nan_word(NanPattern nan) { return nan == NanPattern::canonical ? "nan:canonical" : "nan:arithmetic"; }

/// Floats are their bits, without sign, in both dialects.
std::string integer(u64 bits, u32 size, JsonDialect dialect) {
  if (dialect == JsonDialect::wabt) return std::to_string(bits);
  switch (size) {
  case 1: return std::to_string(static_cast<s8>(bits));
  case 2: return std::to_string(static_cast<s16>(bits));
  case 4: return std::to_string(static_cast<s32>(bits));
  default: return std::to_string(static_cast<s64>(bits));
  }
}

Json number(ValKind kind, const NumPattern& n, JsonDialect dialect) {
  const bool is_float = kind == ValKind::f32 || kind == ValKind::f64;
  const u32 size = kind == ValKind::i32 || kind == ValKind::f32 ? 4 : 8;
  Json out;
  out["type"] = kind == ValKind::i32 ? "i32" : kind == ValKind::i64 ? "i64" : kind == ValKind::f32 ? "f32" : "f64";
  if (n.nan != NanPattern::no) {
    out["value"] = nan_word(n.nan);
  } else {
    out["value"] = is_float ? std::to_string(n.bits) : integer(n.bits, size, dialect);
  }
  return out;
}

Json vector(Shape shape, const std::vector<NumPattern>& lanes, JsonDialect dialect) {
  static constexpr std::array<std::string_view, 6> types = {"i8", "i16", "i32", "i64", "f32", "f64"};
  Json out;
  out["type"] = "v128";
  out["lane_type"] = types[static_cast<u32>(shape)];
  out["value"] = Json::array();
  for (const NumPattern& lane : lanes) {
    if (lane.nan != NanPattern::no) {
      out["value"].push_back(nan_word(lane.nan));
    } else {
      out["value"].push_back(is_float(shape) ? std::to_string(lane.bits)
                                             : integer(lane.bits, lane_size(shape), dialect));
    }
  }
  return out;
}

/// The type that a null reference of a heap type is listed under, and whether it says "null" besides.
std::pair<std::string_view, bool> null_type(HeapKind kind) {
  switch (kind) {
  case HeapKind::func: return {"funcref", true};
  case HeapKind::extern_: return {"externref", true};
  case HeapKind::any: return {"anyref", true};
  case HeapKind::exn: return {"exnref", true};
  case HeapKind::cont: return {"contref", true};
  case HeapKind::eq: return {"eqref", true};
  case HeapKind::i31: return {"i31ref", true};
  case HeapKind::struct_: return {"structref", true};
  case HeapKind::array: return {"arrayref", true};
  case HeapKind::none: return {"nullref", false};
  case HeapKind::nofunc: return {"nullfuncref", false};
  case HeapKind::noextern: return {"nullexternref", false};
  case HeapKind::noexn: return {"nullexnref", false};
  case HeapKind::nocont: return {"nullcontref", false};
  default: return {"refnull", false};
  }
}

Json null(const std::optional<wasm::HeapType>& type, JsonDialect dialect) {
  const auto [word, says_null] = type ? null_type(type->kind) : std::pair<std::string_view, bool>{"refnull", false};
  if (dialect == JsonDialect::wabt && word != "funcref" && word != "externref" && word != "exnref") {
    throw JsonError("the dialect has no null reference but to functions, exceptions and host values");
  }
  Json out;
  out["type"] = word;
  if (says_null) out["value"] = "null";
  return out;
}

Json reference(std::string_view type, std::optional<u32> n, JsonDialect dialect) {
  if (dialect == JsonDialect::wabt && type != "funcref" && type != "externref") {
    throw JsonError("the dialect has no " + std::string(type));
  }
  Json out;
  out["type"] = type;
  if (n) out["value"] = std::to_string(*n);
  return out;
}

Json json_of(const RefPattern& ref, JsonDialect dialect) {
  switch (ref.kind) {
  case RefPattern::Kind::null: return null(ref.type, dialect);
  case RefPattern::Kind::any: return reference("anyref", {}, dialect);
  case RefPattern::Kind::eq: return reference("eqref", {}, dialect);
  case RefPattern::Kind::i31: return reference("i31ref", {}, dialect);
  case RefPattern::Kind::struct_: return reference("structref", {}, dialect);
  case RefPattern::Kind::array: return reference("arrayref", {}, dialect);
  case RefPattern::Kind::func: return reference("funcref", ref.number, dialect);
  case RefPattern::Kind::exn: return reference("exnref", {}, dialect);
  case RefPattern::Kind::extern_: return reference("externref", ref.number, dialect);
  case RefPattern::Kind::host: return reference("anyref", ref.number, dialect);
  case RefPattern::Kind::cont: return reference("contref", {}, dialect);
  }
  throw Crash("unknown pattern of a reference");
}

Json json_of(const CoreValue& value, JsonDialect dialect) {
  if (value.kind == ValKind::v128) {
    std::vector<NumPattern> lanes;
    for (const u32 lane : value.bits.lanes<u32>()) lanes.push_back({lane, NanPattern::no});
    return vector(Shape::i32x4, lanes, dialect);
  }
  if (value.kind != ValKind::ref) return number(value.kind, {value.low64(), NanPattern::no}, dialect);
  switch (value.ref.kind) {
  case RefKind::null: return null(value.ref.type, dialect);
  case RefKind::extern_: return reference("externref", value.ref.number, dialect);
  case RefKind::host: return reference("anyref", value.ref.number, dialect);
  default: throw JsonError("no value of this type can be an argument");
  }
}

constexpr std::array<std::string_view, 22> component_types = {
    "bool", "s8",     "u8",   "s16", "u16",    "s32",   "u32",     "s64",  "u64",    "f32",    "f64",
    "char", "string", "list", "map", "record", "tuple", "variant", "enum", "option", "result", "flags"};

Json json_of(const ComponentValue& value);

Json component_payload(const ComponentValue& value) {
  using K = ComponentValue::Kind;
  const auto first = [&] { return value.items.empty() ? Json() : json_of(value.items[0]); };
  switch (value.kind) {
  case K::bool_: return value.bits != 0;
  case K::s8:
  case K::s16:
  case K::s32:
  case K::s64: return std::to_string(static_cast<s64>(value.bits));
  case K::f32:
  case K::f64:
    if (value.nan != NanPattern::no) return nan_word(value.nan);
    return std::to_string(value.bits);
  case K::char_: {
    std::string text;
    append_utf8(text, static_cast<char32_t>(value.bits));
    return text;
  }
  case K::string:
  case K::enum_: return value.text;
  case K::list:
  case K::tuple:
  case K::map: {
    Json out = Json::array();
    for (const ComponentValue& item : value.items) out.push_back(json_of(item));
    return out;
  }
  case K::record: {
    Json out = Json::array();
    for (std::size_t i = 0; i < value.items.size(); ++i) out.push_back({value.names[i], json_of(value.items[i])});
    return out;
  }
  case K::variant: {
    Json out;
    out["case"] = value.text;
    if (!value.items.empty()) out["payload"] = first();
    return out;
  }
  case K::option: return first();
  case K::result: {
    Json out;
    out[value.text == "ok" ? "Ok" : "Err"] = first();
    return out;
  }
  case K::flags: return value.names;
  default: return std::to_string(value.bits);
  }
}

Json json_of(const ComponentValue& value) {
  Json out;
  out["type"] = component_types[static_cast<u32>(value.kind)];
  out["value"] = component_payload(value);
  return out;
}

Json component(const ComponentValue& value, JsonDialect dialect) {
  if (dialect == JsonDialect::wabt) throw JsonError("the dialect has no values of components");
  return json_of(value);
}

}  // namespace

Json json_of(const Value& value, JsonDialect dialect) {
  if (const auto* core = std::get_if<CoreValue>(&value)) return json_of(*core, dialect);
  return component(std::get<ComponentValue>(value), dialect);
}

Json json_of(const Pattern& pattern, JsonDialect dialect) {
  if (const auto* core = std::get_if<CorePattern>(&pattern.is)) {
    if (core->kind == ValKind::ref) return json_of(core->ref, dialect);
    if (core->kind == ValKind::v128) return vector(core->shape, core->lanes, dialect);
    return number(core->kind, core->lanes.front(), dialect);
  }
  if (const auto* value = std::get_if<ComponentValue>(&pattern.is)) return component(*value, dialect);
  Json out;
  out["type"] = "either";
  out["values"] = Json::array();
  for (const Pattern& choice : std::get<Either>(pattern.is).choices) out["values"].push_back(json_of(choice, dialect));
  return out;
}

}  // namespace touchstone::wast
