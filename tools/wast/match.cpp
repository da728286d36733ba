// Whether results are what `assert_return` expects: see match.hpp.
#include "tools/wast/match.hpp"

#include <algorithm>

#include "interp/validation/matching.hpp"

namespace touchstone::wast {

namespace {

using wasm::HeapKind;
using wasm::HeapType;
using wasm::ValKind;

/// 4.3.3: the bit patterns of canonical and arithmetic NaNs, less the sign.
struct NanBits {
  u64 sign;
  u64 canonical;
};
constexpr NanBits nan32{0x8000'0000, 0x7fc0'0000};
constexpr NanBits nan64{0x8000'0000'0000'0000, 0x7ff8'0000'0000'0000};

bool matches_number(u64 bits, u64 wanted, NanPattern nan, bool single) {
  const NanBits& form = single ? nan32 : nan64;
  switch (nan) {
  case NanPattern::no: return bits == wanted;
  case NanPattern::canonical: return (bits & ~form.sign) == form.canonical;
  case NanPattern::arithmetic: return (bits & form.canonical) == form.canonical;
  }
  return false;
}

bool matches_vector(const V128& bits, const CorePattern& pattern) {
  const u32 size = lane_size(pattern.shape);
  for (u32 i = 0; i < pattern.lanes.size(); ++i) {
    u64 lane = 0;
    for (u32 b = 0; b < size; ++b) lane |= u64{bits.bytes[i * size + b]} << (8 * b);
    const NumPattern& wanted = pattern.lanes[i];
    if (!matches_number(lane, wanted.bits, wanted.nan, size == 4)) return false;
  }
  return true;
}

/// The top of an abstract heap type's hierarchy; no value for what could be anywhere: a type use, the bottom of all.
std::optional<HeapKind> top_of_abstract(const HeapType& type) {
  switch (type.kind) {
  case HeapKind::def:
  case HeapKind::index:
  case HeapKind::rec:
  case HeapKind::bot: return std::nullopt;
  default: return wasm::top_of(type);
  }
}

bool matches_null(const RefValue& ref, const RefPattern& pattern) {
  if (ref.kind != RefKind::null) return false;
  if (!pattern.type) return true;
  const auto wanted = top_of_abstract(*pattern.type);
  const auto got = top_of_abstract(ref.type);
  return !wanted || !got || *wanted == *got;
}

bool matches_reference(const RefValue& ref, const RefPattern& pattern) {
  using P = RefPattern::Kind;
  const bool numbers = !pattern.number || !ref.number || *pattern.number == *ref.number;
  switch (pattern.kind) {
  case P::null: return matches_null(ref, pattern);
  case P::any: return ref.kind != RefKind::null && ref.kind != RefKind::func;
  case P::eq: return ref.kind == RefKind::i31 || ref.kind == RefKind::struct_ || ref.kind == RefKind::array;
  case P::i31: return ref.kind == RefKind::i31;
  case P::struct_: return ref.kind == RefKind::struct_;
  case P::array: return ref.kind == RefKind::array;
  case P::func: return ref.kind == RefKind::func && numbers;
  case P::exn: return ref.kind == RefKind::exn;
  case P::cont: return ref.kind == RefKind::cont;
  case P::extern_: return ref.kind == RefKind::extern_ && (!pattern.number || pattern.number == ref.number);
  case P::host: return ref.kind == RefKind::host && (!pattern.number || pattern.number == ref.number);
  }
  return false;
}

bool matches_core(const CoreValue& value, const CorePattern& pattern) {
  if (value.kind != pattern.kind) return false;
  if (value.kind == ValKind::ref) return matches_reference(value.ref, pattern.ref);
  if (value.kind == ValKind::v128) return matches_vector(value.bits, pattern);
  const NumPattern& wanted = pattern.lanes.front();
  return matches_number(value.low64(), wanted.bits, wanted.nan, value.kind == ValKind::f32);
}

bool matches_component(const ComponentValue& value, const ComponentValue& pattern) {
  using Kind = ComponentValue::Kind;
  if (value.kind != pattern.kind || value.text != pattern.text || value.names != pattern.names) return false;
  if (value.kind < Kind::string && !matches_number(value.bits, pattern.bits, pattern.nan, value.kind == Kind::f32))
    return false;
  return std::equal(value.items.begin(), value.items.end(), pattern.items.begin(), pattern.items.end(),
                    matches_component);
}

/// A float at the top is read as a core one; a component's may be compared with it.
bool matches_float(const ComponentValue& value, const CorePattern& pattern) {
  using Kind = ComponentValue::Kind;
  const bool single = value.kind == Kind::f32 && pattern.kind == ValKind::f32;
  if (!single && !(value.kind == Kind::f64 && pattern.kind == ValKind::f64)) return false;
  const NumPattern& wanted = pattern.lanes.front();
  return matches_number(value.bits, wanted.bits, wanted.nan, single);
}

}  // namespace

bool matches(const Value& value, const Pattern& pattern) {
  if (const auto* either = std::get_if<Either>(&pattern.is)) {
    return std::any_of(either->choices.begin(), either->choices.end(),
                       [&](const Pattern& choice) { return matches(value, choice); });
  }
  const auto* core = std::get_if<CoreValue>(&value);
  const auto* wanted_core = std::get_if<CorePattern>(&pattern.is);
  if (core != nullptr) return wanted_core != nullptr && matches_core(*core, *wanted_core);
  const auto& component = std::get<ComponentValue>(value);
  if (wanted_core != nullptr) return matches_float(component, *wanted_core);
  return matches_component(component, std::get<ComponentValue>(pattern.is));
}

bool matches(const std::vector<Value>& values, const std::vector<Pattern>& patterns) {
  return std::equal(values.begin(), values.end(), patterns.begin(), patterns.end(),
                    [](const Value& v, const Pattern& p) { return matches(v, p); });
}

}  // namespace touchstone::wast
