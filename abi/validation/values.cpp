// Binary.md "Start Definitions" and "Value Definitions", gated.
#include "abi/validation/rules.hpp"
#include "abi/validation/subtyping.hpp"
#include "interp/support/leb128.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component::validation {

using closed::Part;
using closed::TypeKind;

// [Binary.md#-start-definitions]
ValidStart start_ok(Scope& scope, const Start& start, Region at) {
  constexpr std::string_view rule = "Binary.md#-start-definitions";
  require_gate(scope, Gate::values, at, "a start definition");
  scope.maker().at = at;
  const closed::FuncTypePtr func = lookup(scope.funcs, start.func.value, at, "function");
  if (start.args.size() != func->params.size()) {
    fail(at, phrase::start_arguments, rule,
         " requires " + std::to_string(func->params.size()) + " arguments, found " + std::to_string(start.args.size()));
  }
  const std::size_t results = func->result ? 1 : 0;
  if (start.results != results) {
    fail(at, phrase::start_arguments, rule,
         " has " + std::to_string(results) + " results, found " + std::to_string(start.results));
  }
  for (std::size_t i = 0; i < start.args.size(); ++i) {
    const u32 arg = start.args[i].value;
    const closed::ValueType found = lookup(scope.values, arg, at, "value").type;
    try {
      match_valtype(found.type, func->params[i].type);
    } catch (const Mismatch& mismatch) {
      fail(at, phrase::start_arguments, rule,
           ": type mismatch in argument `" + func->params[i].label + "`: " + mismatch.message);
    }
    consume(scope, arg, at);
  }
  if (func->result) scope.values.push_back({{func->result, fresh_identity()}, false, at});
  return {func};
}

namespace {

/// Reads `val(t)` from the bytes of a value definition.
class ValueReader {
 public:
  ValueReader(std::string_view bytes, Region at) : rest_(bytes), at_(at) {}

  void value(const closed::ValType& t);
  void end() const {
    if (!rest_.empty()) bad(std::to_string(rest_.size()) + " bytes left over");
  }

 private:
  [[noreturn]] void bad(const std::string& why) const {
    fail(at_, phrase::value_encoding, "Binary.md#-value-definitions", ": " + why);
  }
  std::string_view bytes(u64 count, std::string_view what);
  template <u32 N>
  u64 unsigned_();
  template <u32 N>
  void signed_();
  u32 index(std::size_t count, std::string_view what);
  void flag(std::string_view what);
  void floating(std::size_t bytes, u64 exponent, u64 canonical);
  void character();
  void string();
  void list(const closed::DefValType& t);
  void flags(const closed::DefValType& t);
  void payload(const closed::DefValType& t);
  void option(const closed::DefValType& t);

  std::string_view rest_;
  Region at_;
};

std::string_view ValueReader::bytes(u64 count, std::string_view what) {
  if (count > rest_.size()) bad("unexpected end in a " + std::string(what));
  const std::string_view taken = rest_.substr(0, count);
  rest_.remove_prefix(count);
  return taken;
}

template <u32 N>
u64 ValueReader::unsigned_() {
  std::size_t at = 0;
  u64 n = 0;
  if (leb128::read_u<N>(rest_, at, n) != leb128::Fault::none) bad("a u" + std::to_string(N) + " that is malformed");
  rest_.remove_prefix(at);
  return n;
}

template <u32 N>
void ValueReader::signed_() {
  std::size_t at = 0;
  s64 n = 0;
  if (leb128::read_s<N>(rest_, at, n) != leb128::Fault::none) bad("an s" + std::to_string(N) + " that is malformed");
  rest_.remove_prefix(at);
}

u32 ValueReader::index(std::size_t count, std::string_view what) {
  const u64 i = unsigned_<32>();
  if (i >= count) {
    bad("case " + std::to_string(i) + " of " + std::string(what) + " with " + std::to_string(count) + " cases");
  }
  return static_cast<u32>(i);
}

void ValueReader::flag(std::string_view what) {
  const auto byte = static_cast<u8>(bytes(1, what).front());
  if (byte > 1) bad("a " + std::string(what) + " must be 0 or 1, found " + std::to_string(byte));
}

/// "v (if !isnan(v))", or the one NaN.
void ValueReader::floating(std::size_t count, u64 exponent, u64 canonical) {
  const std::string_view raw = bytes(count, "float");
  u64 bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits |= u64{static_cast<u8>(raw[i])} << (8 * i);
  const u64 sign = u64{1} << (8 * count - 1);
  const bool nan = (bits & exponent) == exponent && (bits & ~(exponent | sign)) != 0;
  if (nan && bits != canonical) bad("a NaN that is not the canonical one");
}

void ValueReader::character() {
  const auto lead = rest_.empty() ? u8{0} : static_cast<u8>(rest_.front());
  const u64 length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (!is_utf8(bytes(length, "char"))) bad("a char that is not UTF-8");
}

void ValueReader::string() {
  if (!is_utf8(bytes(unsigned_<32>(), "string"))) bad("a string that is not UTF-8");
}

/// Every element of a list takes a byte at least, so a count cannot cost more than its bytes.
void ValueReader::list(const closed::DefValType& t) {
  const u64 count = unsigned_<32>();
  if (count > rest_.size()) bad("unexpected end in a list");
  for (u64 i = 0; i < count; ++i) value(t.element());
}

void ValueReader::flags(const closed::DefValType& t) { bytes((t.parts.size() + 7) / 8, "flags"); }

/// variant, enum, result: an index, and what the case carries.
void ValueReader::payload(const closed::DefValType& t) {
  const Part& chosen = t.parts[index(t.parts.size(), kind_name(t.kind))];
  if (chosen.type) value(chosen.type);
}

void ValueReader::option(const closed::DefValType& t) {
  const bool some = !rest_.empty() && rest_.front() == 1;
  flag("option");
  if (some) value(t.element());
}

// [Binary.md#-value-definitions] val(t)
void ValueReader::value(const closed::ValType& t) {
  switch (t->kind) {
  case TypeKind::bool_: return flag("bool");
  case TypeKind::s8:
  case TypeKind::u8: bytes(1, "byte"); return;
  case TypeKind::s16: signed_<16>(); return;
  case TypeKind::u16: unsigned_<16>(); return;
  case TypeKind::s32: signed_<32>(); return;
  case TypeKind::u32: unsigned_<32>(); return;
  case TypeKind::s64: signed_<64>(); return;
  case TypeKind::u64: unsigned_<64>(); return;
  case TypeKind::f32: return floating(4, 0x7F80'0000, 0x7FC0'0000);
  case TypeKind::f64: return floating(8, 0x7FF0'0000'0000'0000, 0x7FF8'0000'0000'0000);
  case TypeKind::char_: return character();
  case TypeKind::string: return string();
  case TypeKind::flags: return flags(*t);
  case TypeKind::option: return option(*t);
  case TypeKind::record:
  case TypeKind::tuple:
    for (const Part& part : t->parts) value(part.type);
    return;
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::result: return payload(*t);
  case TypeKind::list:
    if (!t->length) return list(*t);
    [[fallthrough]];
  default: bad("values of type `" + to_string(t) + "` cannot be written");
  }
}

}  // namespace

// [Binary.md#-value-definitions]
ValidValue value_ok(Scope& scope, const ValueDef& value, Region at) {
  require_gate(scope, Gate::values, at, "a value definition");
  scope.maker().at = at;
  closed::ValType type = valtype_ok(scope, value.type);
  ValueReader reader(value.bytes, at);
  reader.value(type);
  reader.end();
  scope.values.push_back({{type, fresh_identity()}, false, at});
  return {std::move(type)};
}

// [Binary.md#-start-definitions] "After validating the last definition of a component, validation requires all values'
// flags are set."
void values_consumed(const Scope& scope) {
  for (std::size_t i = 0; i < scope.values.size(); ++i) {
    if (scope.values[i].used) continue;
    fail(scope.values[i].at, phrase::value_unused, "Binary.md#-start-definitions",
         ": " + scope.describe(Sort::value, static_cast<u32>(i)) +
             " must be exported, passed to an instantiation or passed to a start function");
  }
}

}  // namespace touchstone::component::validation
