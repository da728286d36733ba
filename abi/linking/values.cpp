// Binary.md "Value Definitions", gated: the value that an encoding stands for.
//
// Validation has read the same bytes with the same type, so nothing here can fail but by a mistake of ours.
#include <bit>

#include "abi/linking/evaluation.hpp"
#include "interp/support/leb128.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component::linking {

namespace {

using closed::Part;
using closed::TypeKind;

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  Val value(const closed::ValType& t);

 private:
  std::string_view take(u64 count) {
    assert_that(count <= rest_.size(), "an encoded value ends early");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  u64 little_endian(u64 count) {
    u64 bits = 0;
    const std::string_view raw = take(count);
    for (std::size_t i = 0; i < raw.size(); ++i) bits |= u64{static_cast<u8>(raw[i])} << (8 * i);
    return bits;
  }
  u8 byte() { return static_cast<u8>(little_endian(1)); }
  template <u32 N>
  u64 unsigned_() {
    std::size_t at = 0;
    u64 n = 0;
    assert_that(leb128::read_u<N>(rest_, at, n) == leb128::Fault::none, "an encoded integer is malformed");
    rest_.remove_prefix(at);
    return n;
  }
  template <u32 N>
  s64 signed_() {
    std::size_t at = 0;
    s64 n = 0;
    assert_that(leb128::read_s<N>(rest_, at, n) == leb128::Fault::none, "an encoded integer is malformed");
    rest_.remove_prefix(at);
    return n;
  }
  Val character();
  Val record(const closed::DefValType& t);
  Val tuple(const closed::DefValType& t);
  Val list(const closed::DefValType& t);
  Val flags(const closed::DefValType& t);
  Val chosen(const closed::DefValType& t);

  std::string_view rest_;
};

Val Decoder::character() {
  const auto lead = static_cast<u8>(rest_.front());
  const u64 length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::size_t at = 0;
  return decode_utf8(take(length), at).value();
}

Val Decoder::record(const closed::DefValType& t) {
  std::vector<Field> fields;
  for (const Part& part : t.parts) fields.push_back({part.label, value(part.type)});
  return Val::record(std::move(fields));
}

Val Decoder::tuple(const closed::DefValType& t) {
  std::vector<Val> elements;
  for (const Part& part : t.parts) elements.push_back(value(part.type));
  return Val::tuple(std::move(elements));
}

Val Decoder::list(const closed::DefValType& t) {
  List made;
  for (u64 count = unsigned_<32>(); count > 0; --count) made.push_back(value(t.element()));
  return made;
}

Val Decoder::flags(const closed::DefValType& t) {
  std::vector<std::string> labels;
  const std::string_view bits = take((t.parts.size() + 7) / 8);
  for (std::size_t i = 0; i < t.parts.size(); ++i) {
    if ((static_cast<u8>(bits[i / 8]) >> (i % 8) & 1) != 0) labels.push_back(t.parts[i].label);
  }
  return Val::flags(std::move(labels));
}

/// variant, enum, result
Val Decoder::chosen(const closed::DefValType& t) {
  const u64 index = unsigned_<32>();
  const Part& part = t.parts.at(index);
  if (t.kind == TypeKind::enum_) return Val::enum_(part.label);
  const Payload payload = part.type ? Payload(value(part.type)) : Payload();
  if (t.kind == TypeKind::result) return ResultVal{index == 0, payload};
  return Variant{part.label, payload};
}

// [Binary.md#-value-definitions] val(t)
Val Decoder::value(const closed::ValType& t) {
  switch (t->kind) {
  case TypeKind::bool_: return byte() != 0;
  case TypeKind::s8: return static_cast<s8>(byte());
  case TypeKind::u8: return byte();
  case TypeKind::s16: return static_cast<s16>(signed_<16>());
  case TypeKind::u16: return static_cast<u16>(unsigned_<16>());
  case TypeKind::s32: return static_cast<s32>(signed_<32>());
  case TypeKind::u32: return static_cast<u32>(unsigned_<32>());
  case TypeKind::s64: return signed_<64>();
  case TypeKind::u64: return unsigned_<64>();
  case TypeKind::f32: return std::bit_cast<float>(static_cast<u32>(little_endian(4)));
  case TypeKind::f64: return std::bit_cast<double>(little_endian(8));
  case TypeKind::char_: return character();
  case TypeKind::string: return std::string(take(unsigned_<32>()));
  case TypeKind::record: return record(*t);
  case TypeKind::tuple: return tuple(*t);
  case TypeKind::list: return list(*t);
  case TypeKind::flags: return flags(*t);
  case TypeKind::option: return byte() != 0 ? Val::some(value(t->element())) : Val::none();
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::result: return chosen(*t);
  default: throw Crash("values of this type have no encoding");
  }
}

}  // namespace

Val decode_value(std::string_view bytes, const closed::ValType& type) { return Decoder(bytes).value(type); }

}  // namespace touchstone::component::linking
