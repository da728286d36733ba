// Explainer.md "Value Definitions": to text. Only primitive types are shown as literals: what their bytes mean needs no
// other definition. Everything else is `(binary ...)`, as is what no literal of the type encodes to.
#include "abi/text/printer.hpp"
#include "interp/binary/reader.hpp"
#include "interp/binary/writer.hpp"
#include "interp/support/utf8.hpp"
#include "interp/text/values.hpp"

namespace touchstone::component {

namespace {

/// The literal of a type that has `bits` bits, or nothing if the bytes are not the ones that it encodes to.
std::string integer(Reader& in, const std::string& bytes, u32 bits, bool is_signed) {
  Writer out;
  std::string text;
  if (is_signed) {
    const s64 value = in.read_s64();
    if (value != static_cast<s64>(static_cast<u64>(value) << (64 - bits)) >> (64 - bits)) return {};
    out.write_s64(value);
    text = std::to_string(value);
  } else {
    const u64 value = in.read_u64();
    if (bits < 64 && value >> bits != 0) return {};
    out.write_u64(value);
    text = std::to_string(value);
  }
  return out.take() == bytes ? text : std::string();
}

/// Only the canonical NaN has a literal.
template <class T>
std::string floating(T bits, T canonical_nan, std::string (*print)(T)) {
  const std::string text = print(bits);
  const bool is_nan = text.find("nan") != std::string::npos;
  return is_nan && bits != canonical_nan ? std::string() : text;
}

std::string literal(PrimValType pvt, Reader& in, const std::string& bytes) {
  switch (pvt) {
  case PrimValType::bool_: {
    const u8 byte = in.byte();
    return byte == 0 ? "false" : byte == 1 ? "true" : "";
  }
  case PrimValType::s8: return std::to_string(static_cast<s8>(in.byte()));
  case PrimValType::u8: return std::to_string(in.byte());
  case PrimValType::s16: return integer(in, bytes, 16, true);
  case PrimValType::u16: return integer(in, bytes, 16, false);
  case PrimValType::s32: return integer(in, bytes, 32, true);
  case PrimValType::u32: return integer(in, bytes, 32, false);
  case PrimValType::s64: return integer(in, bytes, 64, true);
  case PrimValType::u64: return integer(in, bytes, 64, false);
  case PrimValType::f32: return floating<u32>(in.read_f32(), 0x7FC0'0000, wasm::print_f32);
  case PrimValType::f64: return floating<u64>(in.read_f64(), 0x7FF8'0000'0000'0000, wasm::print_f64);
  case PrimValType::string: {
    Writer out;
    const std::string name = in.name();
    out.name(name);
    return out.take() == bytes ? wasm::print_string(name, true) : std::string();
  }
  case PrimValType::char_: {
    std::string text = wasm::print_string(in.bytes(in.remaining()), true);
    std::size_t at = 0;
    if (!decode_utf8(bytes, at) || at != bytes.size()) return {};
    text.front() = text.back() = '\'';
    return text;
  }
  case PrimValType::error_context: break;
  }
  return {};
}

}  // namespace

std::string print_value(const ValueDef& value) {
  std::string binary = "(binary " + wasm::print_string(value.bytes, false) + ")";
  const auto* pvt = std::get_if<PrimValType>(&value.type.is);
  if (pvt == nullptr) return binary;
  try {
    Reader in(value.bytes);
    std::string text = literal(*pvt, in, value.bytes);
    if (in.at_end() && !text.empty()) return text;
  } catch (const Malformed&) {  // the bytes say more
  }
  return binary;
}

}  // namespace touchstone::component
