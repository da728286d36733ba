// What a numeric instruction does, by its name alone: `i16x8.extmul_high_i8x16_s` says it all. An instruction that the table
// gains and that is not understood here has no test yet (numerics_instructions_test.cpp).
//
// Integers are computed with 128 bits and brought back to N; floats by numerics_reference.hpp, on integers; lanes are taken
// out of bytes by hand. Of what relaxed operators may do there is one outcome for each alternative of the document.
#pragma once

#include <cmath>
#include <optional>
#include <string_view>
#include <vector>

#include "interp/tests/numerics_lanes.hpp"
#include "interp/tests/numerics_reference.hpp"

namespace touchstone::wasm::numerics::mnemonics {

/// N bits: these, or those of a NaN that an operator makes.
struct Lane {
  enum class Kind : u8 { bits, canonical, arithmetic };
  u64 bits = 0;
  Kind kind = Kind::bits;
};

/// The lanes of all results, one after another; none: a trap.
struct Outcome {
  u32 N = 0;
  std::vector<Lane> lanes;
};

/// What the document allows; empty: the name is not understood.
using Outcomes = std::vector<Outcome>;

inline bool take_suffix(std::string_view& name, std::string_view suffix) {
  if (!name.ends_with(suffix)) return false;
  name.remove_suffix(suffix.size());
  return true;
}

/// `_s`, `_u` or neither, which is unsigned.
inline bool take_sign(std::string_view& name) { return take_suffix(name, "_s") || (take_suffix(name, "_u"), false); }

// ---- Integers of N bits

inline u64 cut(s128 i, u32 N) { return static_cast<u64>(static_cast<u128>(i) & ((u128{1} << N) - 1)); }

inline s128 number(u64 bits, u32 N, bool is_signed) {
  return is_signed && (bits >> (N - 1) & 1) != 0 ? s128{bits} - (s128{1} << N) : s128{bits};
}

inline s128 floor_div(s128 i, s128 j) { return i / j - (i % j < 0 ? 1 : 0); }

inline std::optional<s128> compared(std::string_view op, s128 i, s128 j) {
  if (op == "eq") return i == j;
  if (op == "ne") return i != j;
  if (op == "lt") return i < j;
  if (op == "gt") return i > j;
  if (op == "le") return i <= j;
  if (op == "ge") return i >= j;
  return {};
}

inline std::optional<s128> counted(std::string_view op, u64 a, u32 N) {
  const auto bit = [&](u32 k) { return (a >> k & 1) != 0; };
  u32 n = 0;
  if (op == "clz") {
    while (n < N && !bit(N - 1 - n)) n++;
  } else if (op == "ctz") {
    while (n < N && !bit(n)) n++;
  } else if (op == "popcnt") {
    for (u32 k = 0; k < N; k++) n += bit(k) ? 1U : 0U;
  } else {
    return {};
  }
  return n;
}

struct Computed {
  bool known = true;
  bool trap = false;
  s128 value = 0;
};

/// An operator on integers of N bits, `op` without its sign. A comparison gives 0 or 1.
inline Computed integer(std::string_view op, bool is_signed, u32 N, u64 a, u64 b) {
  const s128 i = number(a, N, is_signed), j = number(b, N, is_signed), k = b % N;
  const s128 least = is_signed ? -(s128{1} << (N - 1)) : 0, greatest = (s128{1} << (is_signed ? N - 1 : N)) - 1;
  if (const auto result = compared(op, i, j)) return {true, false, *result};
  if (const auto result = counted(op, a, N)) return {true, false, *result};
  if (op == "eqz") return {true, false, a == 0};
  if (op == "add") return {true, false, i + j};
  if (op == "sub") return {true, false, i - j};
  if (op == "mul") return {true, false, static_cast<s128>(u128{a} * b)};
  if (op == "div") return {true, j == 0 || i / j > greatest, j == 0 ? 0 : i / j};
  if (op == "rem") return {true, j == 0, j == 0 ? 0 : i % j};
  if (op == "and") return {true, false, s128{a & b}};
  if (op == "or") return {true, false, s128{a | b}};
  if (op == "xor") return {true, false, s128{a ^ b}};
  if (op == "shl") return {true, false, static_cast<s128>(u128{a} << k)};
  if (op == "shr") return {true, false, floor_div(i, s128{1} << k)};
  if (op == "rotl") return {true, false, static_cast<s128>(u128{a} << k | u128{a} >> (N - k))};
  if (op == "rotr") return {true, false, static_cast<s128>(u128{a} >> k | u128{a} << (N - k))};
  if (op == "extend8") return {true, false, number(cut(s128{a}, 8), 8, true)};
  if (op == "extend16") return {true, false, number(cut(s128{a}, 16), 16, true)};
  if (op == "extend32") return {true, false, number(cut(s128{a}, 32), 32, true)};
  if (op == "abs") return {true, false, number(a, N, true) < 0 ? -number(a, N, true) : s128{a}};
  if (op == "neg") return {true, false, -s128{a}};
  if (op == "min") return {true, false, std::min(i, j)};
  if (op == "max") return {true, false, std::max(i, j)};
  if (op == "add_sat") return {true, false, clamp(i + j, least, greatest)};
  if (op == "sub_sat") return {true, false, clamp(i - j, least, greatest)};
  if (op == "avgr") return {true, false, (i + j + 1) / 2};
  if (op == "q15mulr_sat") return {true, false, clamp(floor_div(i * j + 0x4000, 0x8000), least, greatest)};
  return {false};
}

// ---- Floats

template <class F>
F of_bits(u64 bits) {
  return inv_fbits<F>(static_cast<Bits<F>>(bits));
}

template <class F>
bool is_canonical(F z) {
  return (fbits(z) & ~sign_bit<F>) == fbits(canonical_nan<F>());
}

/// A NaN made of operands: canonical if those among them are.
template <class F>
Lane made(reference::Result<F> z, bool all_canonical) {
  if (z) return {u64{fbits(*z)}, Lane::Kind::bits};
  return {0, all_canonical ? Lane::Kind::canonical : Lane::Kind::arithmetic};
}

template <class F, class... Z>
Lane made_of(reference::Result<F> z, Z... operands) {
  return made(z, ((!is_nan(operands) || is_canonical(operands)) && ...));
}

/// The place of a number that is no NaN in the order of all; both zeroes have one.
template <class F>
s128 order(F z) {
  const s128 magnitude = fbits(z) & ~sign_bit<F>;
  return reference::is_negative(z) ? -magnitude : magnitude;
}

template <class F>
std::optional<Lane> floating(std::string_view op, u64 bits_a, u64 bits_b) {
  const F a = of_bits<F>(bits_a), b = of_bits<F>(bits_b);
  const u64 sign = sign_bit<F>;
  const bool ordered = !is_nan(a) && !is_nan(b);
  if (const auto result = compared(op, order(a), order(b))) {
    return Lane{static_cast<u64>(ordered ? *result : op == "ne" ? 1 : 0)};
  }
  if (op == "abs") return Lane{bits_a & ~sign};
  if (op == "neg") return Lane{bits_a ^ sign};
  if (op == "copysign") return Lane{(bits_a & ~sign) | (bits_b & sign)};
  if (op == "pmin") return Lane{ordered && order(b) < order(a) ? bits_b : bits_a};
  if (op == "pmax") return Lane{ordered && order(a) < order(b) ? bits_b : bits_a};
  if (op == "sqrt") return made_of(reference::sqrt(a), a);
  if (op == "ceil") return made_of(reference::ceil(a), a);
  if (op == "floor") return made_of(reference::floor(a), a);
  if (op == "trunc") return made_of(reference::trunc(a), a);
  if (op == "nearest") return made_of(reference::nearest(a), a);
  if (op == "add") return made_of(reference::add(a, b), a, b);
  if (op == "sub") return made_of(reference::sub(a, b), a, b);
  if (op == "mul") return made_of(reference::mul(a, b), a, b);
  if (op == "div") return made_of(reference::div(a, b), a, b);
  if (op == "min") return made_of(reference::min(a, b), a, b);
  if (op == "max") return made_of(reference::max(a, b), a, b);
  return {};
}

// ---- Conversions, from bits of one type to bits of another

/// The integer that a float truncates to, clamped to those of N bits; no value: it is none of them.
struct Truncated {
  bool is_nan, in_range;
  u64 clamped;
};

template <class F>
Truncated truncated(u64 bits, u32 N, bool is_signed) {
  const F z = of_bits<F>(bits);
  if (is_nan(z)) return {true, false, 0};
  const bool negative = reference::is_negative(z);
  const u128 greatest = (u128{1} << (is_signed ? N - 1 : N)) - 1;
  const u128 bound = !negative ? greatest : is_signed ? greatest + 1 : 0;
  const u128 whole = reference::is_infinite(z) ? ~u128{0} : reference::split(z).whole;
  const s128 nearest = static_cast<s128>(std::min(whole, bound));
  return {false, whole <= bound, cut(negative ? -nearest : nearest, N)};
}

template <class To, class From>
Lane rounded_to(u64 bits) {
  const From z = of_bits<From>(bits);
  if (is_nan(z)) return made_of<To>({}, z);
  const reference::Number a = reference::taken_apart(z);
  if (reference::is_infinite(z)) return made<To>(reference::with_sign(a.negative, reference::infinity<To>), true);
  return made<To>(reference::rounded<To>(a.negative, a.significand, a.exponent), true);
}

template <class F>
Lane converted(u64 bits, u32 from, bool is_signed) {
  const s128 i = number(bits, from, is_signed);
  return made<F>(reference::rounded<F>(i < 0, static_cast<u128>(i < 0 ? -i : i), 0), true);
}

struct Conversion {
  bool known = true;
  bool trap = false;
  Lane lane = {};
};

/// From N1 bits to N2. Integers or floats as the operator says.
inline Conversion conversion(std::string_view op, bool is_signed, u64 bits, u32 N1, u32 N2) {
  const auto lane = [](Lane result) { return Conversion{true, false, result}; };
  if (op == "wrap" || op == "reinterpret") return lane({cut(s128{bits}, N2)});
  if (op == "extend") return lane({cut(number(bits, N1, is_signed), N2)});
  if (op == "demote") return lane(rounded_to<float, double>(bits));
  if (op == "promote") return lane(rounded_to<double, float>(bits));
  if (op == "convert")
    return lane(N2 == 32 ? converted<float>(bits, N1, is_signed) : converted<double>(bits, N1, is_signed));
  if (op != "trunc" && op != "trunc_sat") return {false};
  const Truncated t = N1 == 32 ? truncated<float>(bits, N2, is_signed) : truncated<double>(bits, N2, is_signed);
  return {true, op == "trunc" && !t.in_range, {t.clamped}};
}

// ---- Scalar instructions

inline u32 bits_of(std::string_view type) { return type == "i32" || type == "f32" ? 32 : 64; }

/// `x` holds the operands in its low lanes.
inline Outcomes scalar(std::string_view text, const std::vector<V128>& x) {
  const std::string_view type = text.substr(0, 3);
  std::string_view op = text.substr(4);
  const u32 N = bits_of(type);
  const auto operand = [&](std::size_t n) { return n < x.size() ? lane(x[n], N, 0) : 0; };
  if (op == "add128" || op == "sub128") {
    const auto whole = [&](std::size_t n) { return u128{operand(n + 1)} << 64 | operand(n); };
    const u128 c = op == "add128" ? whole(0) + whole(2) : whole(0) - whole(2);
    return {{64, {{static_cast<u64>(c)}, {static_cast<u64>(c >> 64)}}}};
  }
  const bool is_signed = take_sign(op);
  if (op == "mul_wide") {
    const u128 c = is_signed ? static_cast<u128>(number(operand(0), 64, true) * number(operand(1), 64, true))
                             : u128{operand(0)} * operand(1);
    return {{64, {{static_cast<u64>(c)}, {static_cast<u64>(c >> 64)}}}};
  }
  for (const std::string_view from : {"i32", "i64", "f32", "f64"}) {
    std::string_view conversion_op = op;
    if (!take_suffix(conversion_op, from) || !take_suffix(conversion_op, "_")) continue;
    const Conversion c = conversion(conversion_op, is_signed, lane(x[0], bits_of(from), 0), bits_of(from), N);
    if (!c.known) return {};
    return {c.trap ? Outcome{} : Outcome{N, {c.lane}}};
  }
  const bool test = compared(op, 0, 0) || op == "eqz";
  if (type[0] == 'f') {
    const auto z = N == 32 ? floating<float>(op, operand(0), operand(1)) : floating<double>(op, operand(0), operand(1));
    return z ? Outcomes{{test ? 32 : N, {*z}}} : Outcomes{};
  }
  const Computed c = integer(op, is_signed, N, operand(0), operand(1));
  if (!c.known) return {};
  return {c.trap ? Outcome{} : Outcome{test ? 32 : N, {{cut(c.value, N)}}}};
}

}  // namespace touchstone::wasm::numerics::mnemonics
