// 4.6.10 Numeric instructions: the rows of the instruction table as types, and the rules for operators with an operand
// that may be a constant.
//
// Each row with a numeric function becomes a type whose `apply` calls that function; signatures are read at compile time,
// so that rules follow from the table alone.
#pragma once

#include <string_view>

#include "interp/execution/chooser.hpp"
#include "interp/execution/numerics/conversions.hpp"
#include "interp/execution/numerics/floats.hpp"
#include "interp/execution/numerics/ints.hpp"
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

/// In this namespace, so that `fabs` is ours and not the C library's.
namespace numerics::by_op {

// Where the function has a type to be named, it is the result's: extend_s<u64>(i).
#define INSTR(enumerator, text, prefix, code, immediates, signature_, feature, operator_) \
  struct enumerator {                                                                     \
    static constexpr Op op = Op::enumerator;                                              \
    static constexpr std::string_view signature = signature_;                             \
    static constexpr std::string_view function = #operator_;                              \
    template <class R, class... A>                                                        \
    static constexpr auto apply(A... z) {                                                 \
      if constexpr (requires { operator_(z...); }) {                                      \
        return operator_(z...);                                                           \
      } else {                                                                            \
        return operator_<R>(z...);                                                        \
      }                                                                                   \
    }                                                                                     \
  };
#include "interp/syntax/instructions.def"

}  // namespace numerics::by_op

enum class Scalar : u8 { none, i32, i64, f32, f64 };

template <Scalar t>
using TypeOf =
    std::conditional_t<t == Scalar::i32, u32,
                       std::conditional_t<t == Scalar::i64, u64, std::conditional_t<t == Scalar::f32, float, double>>>;

/// What a signature says, if it is about one or two numbers and a number.
struct Signature {
  Scalar a = Scalar::none;
  Scalar b = Scalar::none;
  Scalar result = Scalar::none;
};

constexpr Scalar scalar_named(std::string_view name) {
  if (name == "i32") return Scalar::i32;
  if (name == "i64") return Scalar::i64;
  if (name == "f32") return Scalar::f32;
  if (name == "f64") return Scalar::f64;
  return Scalar::none;
}

constexpr Signature parse_signature(std::string_view text) {
  constexpr std::string_view arrow = " -> ";
  const std::size_t at = text.find(arrow);
  if (at == std::string_view::npos) return {};
  const std::string_view operands = text.substr(0, at);
  Signature signature;
  signature.result = scalar_named(text.substr(at + arrow.size()));
  const std::size_t space = operands.find(' ');
  signature.a = scalar_named(operands.substr(0, space));
  if (space != std::string_view::npos) signature.b = scalar_named(operands.substr(space + 1));
  return signature;
}

/// A row that is an operator on numbers, with its types.
template <class Row>
struct Operator {
  static constexpr Signature signature = parse_signature(Row::signature);
  static constexpr bool scalar =
      Row::function != "none" && signature.a != Scalar::none && signature.result != Scalar::none;
  static constexpr bool unary = scalar && Row::signature.substr(3, 4) == " -> ";
  static constexpr bool binary = scalar && !unary && signature.b != Scalar::none;
  using A = TypeOf<signature.a>;
  using R = TypeOf<signature.result>;

  /// A comparison or test, whose result is 0 or 1.
  static constexpr bool relation = [] {
    constexpr std::string_view f = Row::function;
    if (!scalar || signature.result != Scalar::i32) return false;
    for (const std::string_view name :
         {"eqz", "eq", "ne", "lt", "lt_s", "lt_u", "gt", "gt_s", "gt_u", "le", "le_s", "le_u", "ge", "ge_s", "ge_u"}) {
      if (f.substr(1) == name) return true;
    }
    return false;
  }();

  /// Whether a NaN that it returns is its own: [aux-nans].
  static constexpr bool makes_nan = [] {
    constexpr std::string_view f = Row::function;
    return std::is_floating_point_v<A> && std::is_floating_point_v<R> && f != "fabs" && f != "fneg" &&
           f != "fcopysign" && f != "reinterpret";
  }();

  template <class... Z>
  static constexpr auto apply(Z... z) {
    return Row::template apply<R>(z...);
  }
};

/// The trap of a partial operator.
constexpr TrapCode trap_code(numerics::TrapReason why) {
  switch (why) {
  case numerics::TrapReason::integer_divide_by_zero: return TrapCode::integer_divide_by_zero;
  case numerics::TrapReason::integer_overflow: return TrapCode::integer_overflow;
  case numerics::TrapReason::invalid_conversion_to_integer: return TrapCode::invalid_conversion_to_integer;
  case numerics::TrapReason::none: break;
  }
  return TrapCode::other;
}

template <class T>
inline constexpr bool is_partial = false;
template <class T>
inline constexpr bool is_partial<numerics::Partial<T>> = true;

/// [aux-nans] Some element of the set, as the Chooser says.
template <class F>
F chosen_nan(Machine& m, numerics::Nans set) {
  Chooser& chooser = m.store.chooser;
  if (!chooser.open(Choice::nan_bits)) return numerics::canonical_nan<F>();
  return numerics::nans<F>(set, chooser.choose(Choice::nan_bits, numerics::nans_count(set)));
}

}  // namespace touchstone::wasm
