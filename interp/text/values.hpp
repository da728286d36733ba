// 6.3 Values: integers, floating-point numbers, indices' numerals; from their characters and back.
//
// Every function takes any characters and gives no value when they are not just such a literal or it is out of range: the
// caller knows which message fits.
// Strategy: the specification rounds a rational number with $ieee_. So does std::from_chars, for digits of any number and
// straight to the width asked, and unlike strtof and strtod of some C libraries also where the result is subnormal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interp/support/integers.hpp"

namespace touchstone::wasm {

/// A numeral without sign, below 2^bits. [TuN]
std::optional<u64> parse_uN(std::string_view literal, u32 bits);

/// A numeral in -2^(bits-1) .. 2^bits - 1, as the unsigned value of its bits. [TiN]
std::optional<u64> parse_iN(std::string_view literal, u32 bits);

/// A float literal (an integer literal is one too), as bits; no value if it rounds to infinity or its NaN payload does
/// not fit. [TfN]
std::optional<u32> parse_f32(std::string_view literal);
std::optional<u64> parse_f64(std::string_view literal);

/// The shortest literal that denotes just these bits: decimal, `inf`, `nan` or `nan:0x...`.
std::string print_f32(u32 bits);
std::string print_f64(u64 bits);

/// A string literal for these bytes: UTF-8 as it is where `utf8` holds, all else that is no printable ASCII escaped.
std::string print_string(std::string_view bytes, bool utf8);

/// `$name` or `$"..."`; the name is UTF-8 and not empty.
std::string print_id(std::string_view name);

/// Is this character one that words are made of? [Tidchar]
bool is_idchar(char c);

/// `digit ('_'? digit)*` from `at` on, moving it behind; false if there is none. [Tnum] [Thexnum]
bool scan_digits(std::string_view text, std::size_t& at, bool hex);

/// What kind of number a word is, if any. [Tsign] [Tmant] [Thexmant] [Tfrac] [Thexfrac] [Tfloat] [Thexfloat]
enum class NumberKind : u8 { none, nat, int_, float_ };
NumberKind number_kind(std::string_view word);

}  // namespace touchstone::wasm
