// 6.3 Values: see values.hpp.
#include "interp/text/values.hpp"

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <locale.h>
#include <stdlib.h>

#include "interp/support/utf8.hpp"

namespace touchstone::wasm {

namespace {

bool is_digit(char c, bool hex) {
  return (c >= '0' && c <= '9') || (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
}

/// Takes "0x".
bool scan_hex_prefix(std::string_view text, std::size_t& at) {
  if (!text.substr(at).starts_with("0x")) return false;
  at += 2;
  return true;
}

std::string without_underscores(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (c != '_') out += c;
  }
  return out;
}

/// Takes a sign; true for minus.
bool take_sign(std::string_view& literal) {
  const bool minus = literal.starts_with('-');
  if (minus || literal.starts_with('+')) literal.remove_prefix(1);
  return minus;
}

/// The digits of a numeral that has the form of one; no value above 2^64 - 1.
std::optional<u64> parse_magnitude(std::string_view literal) {
  const bool hex = literal.starts_with("0x");
  if (hex) literal.remove_prefix(2);
  const std::string digits = without_underscores(literal);
  u64 value = 0;
  const char* const last = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), last, value, hex ? 16 : 10);
  if (error != std::errc{} || end != last) return std::nullopt;
  return value;
}

constexpr u64 largest(u32 bits) { return bits == 64 ? ~u64{0} : (u64{1} << bits) - 1; }

/// The widths of a floating-point format.
struct F32 {
  using Value = float;
  using Bits = u32;
  static constexpr u32 significand = 23;
  static constexpr Bits sign = u32{1} << 31U;
  static constexpr Bits infinity = 0x7F80'0000U;
};
struct F64 {
  using Value = double;
  using Bits = u64;
  static constexpr u32 significand = 52;
  static constexpr Bits sign = u64{1} << 63U;
  static constexpr Bits infinity = 0x7FF0'0000'0000'0000U;
};

/// What the C library makes of a literal, in the locale in which the point is a point.
double c_library_value(const std::string& literal) {
  static const locale_t locale = newlocale(LC_ALL_MASK, "C", nullptr);
  return strtod_l(literal.c_str(), nullptr, locale);
}

/// [$ieee_] The literal's number, rounded to nearest and ties to even; infinity if it is too large.
template <class T>
T round_to_nearest(const std::string& literal) {
  const bool hex = literal.starts_with("0x");
  const char* const first = literal.data() + (hex ? 2 : 0);
  T value = 0;
  const auto [end, error] = std::from_chars(first, literal.data() + literal.size(), value,
                                            hex ? std::chars_format::hex : std::chars_format::general);
  if (error != std::errc::result_out_of_range) return value;
  // It rounds to infinity or to zero, so it is far from 1.
  return c_library_value(literal) > 1 ? std::numeric_limits<T>::infinity() : T{0};
}

/// [TfN] and [TfNmag]
template <class F>
std::optional<typename F::Bits> parse_float(std::string_view literal) {
  using Bits = typename F::Bits;
  if (number_kind(literal) == NumberKind::none) return std::nullopt;
  const Bits sign = take_sign(literal) ? F::sign : 0;
  if (literal == "inf") return sign | F::infinity;
  if (literal == "nan") return sign | F::infinity | Bits{1} << (F::significand - 1);
  if (literal.starts_with("nan:")) {
    const auto payload = parse_magnitude(literal.substr(4));
    if (!payload || *payload == 0 || *payload > largest(F::significand)) return std::nullopt;
    return sign | F::infinity | static_cast<Bits>(*payload);
  }
  const auto value = round_to_nearest<typename F::Value>(without_underscores(literal));
  if (std::isinf(value)) return std::nullopt;
  return sign | std::bit_cast<Bits>(value);
}

template <class F>
std::string print_float(typename F::Bits bits) {
  using Bits = typename F::Bits;
  std::string out = (bits & F::sign) != 0 ? "-" : "";
  const Bits magnitude = bits & ~F::sign;
  if (magnitude == F::infinity) return out + "inf";
  std::array<char, 64> buffer{};
  if (magnitude > F::infinity) {
    const Bits payload = magnitude - F::infinity;
    if (payload == Bits{1} << (F::significand - 1)) return out + "nan";
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), payload, 16).ptr;
    return out + "nan:0x" + std::string(buffer.data(), end);
  }
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::bit_cast<typename F::Value>(magnitude)).ptr;
  return out + std::string(buffer.data(), end);
}

}  // namespace

bool is_idchar(char c) {
  static constexpr auto table = [] {
    std::array<bool, 256> is{};
    for (char d : std::string_view("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                   "!#$%&'*+-./:<=>?@\\^_`|~")) {
      is[static_cast<unsigned char>(d)] = true;
    }
    return is;
  }();
  return table[static_cast<unsigned char>(c)];
}

bool scan_digits(std::string_view text, std::size_t& at, bool hex) {
  if (at >= text.size() || !is_digit(text[at], hex)) return false;
  ++at;
  while (at < text.size()) {
    if (is_digit(text[at], hex)) {
      ++at;
    } else if (text[at] == '_' && at + 1 < text.size() && is_digit(text[at + 1], hex)) {
      at += 2;
    } else {
      break;
    }
  }
  return true;
}

NumberKind number_kind(std::string_view word) {
  std::size_t at = 0;
  const bool signed_ = word.starts_with('+') || word.starts_with('-');
  if (signed_) ++at;
  const std::string_view magnitude = word.substr(at);
  if (magnitude == "inf" || magnitude == "nan") return NumberKind::float_;
  if (magnitude.starts_with("nan:0x")) {
    at += 6;
    return scan_digits(word, at, true) && at == word.size() ? NumberKind::float_ : NumberKind::none;
  }
  const bool hex = scan_hex_prefix(word, at);
  if (!scan_digits(word, at, hex)) return NumberKind::none;
  if (at == word.size()) return signed_ ? NumberKind::int_ : NumberKind::nat;
  if (word[at] == '.') {
    ++at;
    scan_digits(word, at, hex);
  }
  if (at < word.size() && (hex ? word[at] == 'p' || word[at] == 'P' : word[at] == 'e' || word[at] == 'E')) {
    ++at;
    if (at < word.size() && (word[at] == '+' || word[at] == '-')) ++at;
    if (!scan_digits(word, at, false)) return NumberKind::none;
  }
  return at == word.size() ? NumberKind::float_ : NumberKind::none;
}

std::optional<u64> parse_uN(std::string_view literal, u32 bits) {
  if (number_kind(literal) != NumberKind::nat) return std::nullopt;
  const auto value = parse_magnitude(literal);
  if (!value || *value > largest(bits)) return std::nullopt;
  return value;
}

std::optional<u64> parse_iN(std::string_view literal, u32 bits) {
  const NumberKind kind = number_kind(literal);
  if (kind != NumberKind::nat && kind != NumberKind::int_) return std::nullopt;
  const bool signed_ = kind == NumberKind::int_;
  const bool minus = take_sign(literal);
  const auto magnitude = parse_magnitude(literal);
  if (!magnitude) return std::nullopt;
  if (!signed_) return *magnitude <= largest(bits) ? magnitude : std::nullopt;
  const u64 half = u64{1} << (bits - 1);
  if (*magnitude > (minus ? half : half - 1)) return std::nullopt;
  return (minus ? ~*magnitude + 1 : *magnitude) & largest(bits);
}

std::optional<u32> parse_f32(std::string_view literal) { return parse_float<F32>(literal); }
std::optional<u64> parse_f64(std::string_view literal) { return parse_float<F64>(literal); }
std::string print_f32(u32 bits) { return print_float<F32>(bits); }
std::string print_f64(u64 bits) { return print_float<F64>(bits); }

std::string print_string(std::string_view bytes, bool utf8) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  out.reserve(bytes.size() + 2);
  for (std::size_t i = 0; i < bytes.size();) {
    const char c = bytes[i];
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 && utf8) {
      const std::size_t begin = i;
      const char32_t scalar = decode_utf8(bytes, i).value_or(0);
      if (begin == i) return print_string(bytes, false);
      out += is_invisible(scalar) ? escaped(scalar) : std::string(bytes.substr(begin, i - begin));
      continue;
    }
    ++i;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += '\\';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    }
  }
  return out + '"';
}

std::string print_id(std::string_view name) {
  for (char c : name) {
    if (!is_idchar(c)) return '$' + print_string(name, true);
  }
  return '$' + std::string(name);
}

}  // namespace touchstone::wasm
