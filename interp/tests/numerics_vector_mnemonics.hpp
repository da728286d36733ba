// The same as numerics_mnemonics.hpp for vector instructions.
#pragma once

#include "interp/tests/numerics_mnemonics.hpp"

namespace touchstone::wasm::numerics::mnemonics {

/// `i16x8`: 'i', 16 bits, 8 lanes.
struct Shape {
  char kind = 'i';
  u32 N = 0;
  u32 M() const { return 128 / N; }
};

inline std::optional<Shape> shape(std::string_view text) {
  for (const auto& [name, kind, N] : {std::tuple{"i8x16", 'i', 8U},
                                      {"i16x8", 'i', 16U},
                                      {"i32x4", 'i', 32U},
                                      {"i64x2", 'i', 64U},
                                      {"f32x4", 'f', 32U},
                                      {"f64x2", 'f', 64U}}) {
    if (text == name) return Shape{kind, N};
  }
  return {};
}

/// `op`, of operands of another shape: `extmul_high_i8x16_s`, `trunc_sat_f64x2_u_zero`.
struct Widening {
  std::string_view op;
  Shape from;
  bool is_signed, high;
};

inline std::optional<Widening> widening(std::string_view op) {
  Widening w{};
  take_suffix(op, "_zero");
  w.is_signed = take_sign(op);
  if (op.size() < 6) return {};
  const auto from = shape(op.substr(op.size() - 5));
  if (!from) return {};
  w.from = *from;
  op.remove_suffix(6);
  w.high = take_suffix(op, "_high");
  take_suffix(op, "_low");
  w.op = op;
  return w;
}

class Vectors {
 public:
  Vectors(std::string_view text, const std::vector<V128>& operands, const std::vector<u8>& immediate)
      : op_(text.substr(text.find('.') + 1)), x_(operands), immediate_(immediate) {
    to_ = shape(text.substr(0, text.find('.'))).value_or(Shape{'i', 64});
    whole_ = text.starts_with("v128.");
  }

  Outcomes outcomes() const {
    if (whole_) return of_bits();
    for (const auto family :
         {&Vectors::relaxed, &Vectors::lanes_and_order, &Vectors::of_another_shape, &Vectors::lane_by_lane}) {
      if (Outcomes out = (this->*family)(); !out.empty()) return out;
    }
    return {};
  }

 private:
  u64 at(std::size_t operand, u32 k) const { return lane(x_[operand], to_.N, k); }
  s128 at_s(std::size_t operand, u32 k) const { return number(at(operand, k), to_.N, true); }

  template <class F>
  Outcome each(F&& f) const {
    Outcome out{to_.N, {}};
    for (u32 k = 0; k < to_.M(); k++) out.lanes.push_back(f(k));
    return out;
  }
  template <class F>
  Outcome each_integer(F&& f) const {
    return each([&](u32 k) { return Lane{cut(f(k), to_.N)}; });
  }

  Outcomes of_bits() const {
    const auto words = [&](u64 (*f)(u64, u64, u64)) {
      return Outcomes{
          each([&](u32 k) { return Lane{f(at(0, k), x_.size() > 1 ? at(1, k) : 0, x_.size() > 2 ? at(2, k) : 0)}; })};
    };
    if (op_ == "not") return words([](u64 a, u64, u64) { return ~a; });
    if (op_ == "and") return words([](u64 a, u64 b, u64) { return a & b; });
    if (op_ == "andnot") return words([](u64 a, u64 b, u64) { return a & ~b; });
    if (op_ == "or") return words([](u64 a, u64 b, u64) { return a | b; });
    if (op_ == "xor") return words([](u64 a, u64 b, u64) { return a ^ b; });
    if (op_ == "bitselect") return words([](u64 a, u64 b, u64 mask) { return (a & mask) | (b & ~mask); });
    if (op_ == "any_true") return {{32, {{at(0, 0) != 0 || at(0, 1) != 0 ? 1U : 0U}}}};
    return {};
  }

  Outcomes lanes_and_order() const {
    std::string_view op = op_;
    if (op == "splat") return {each([&](u32) { return Lane{at(0, 0)}; })};
    if (op == "replace_lane") return {each([&](u32 k) { return Lane{k == immediate_[0] ? at(1, 0) : at(0, k)}; })};
    if (op == "all_true" || op == "bitmask") {
      u32 all = 1, mask = 0;
      for (u32 k = 0; k < to_.M(); k++) {
        if (at(0, k) == 0) all = 0;
        if (at_s(0, k) < 0) mask |= 1U << k;
      }
      return {{32, {{op == "all_true" ? all : mask}}}};
    }
    if (op == "shuffle") {
      return {
          each([&](u32 k) { return Lane{immediate_[k] < 16 ? at(0, immediate_[k]) : at(1, immediate_[k] - 16U)}; })};
    }
    if (op == "swizzle")
      return {each([&](u32 k) { return Lane{at(1, k) < 16 ? at(0, static_cast<u32>(at(1, k))) : 0}; })};
    const bool is_signed = take_sign(op);
    if (op == "extract_lane") {
      const u32 N = to_.N < 32 ? 32 : to_.N;
      return {{N, {{cut(number(at(0, immediate_[0]), to_.N, is_signed), N)}}}};
    }
    return {};
  }

  Outcomes of_another_shape() const {
    const auto w = widening(op_);
    if (!w) return {};
    const auto from = [&](std::size_t operand, u32 k) {
      return number(lane(x_[operand], w->from.N, k), w->from.N, w->is_signed);
    };
    const u32 first = w->high ? to_.M() : 0;
    if (w->op == "extmul") return {each_integer([&](u32 k) { return from(0, first + k) * from(1, first + k); })};
    if (w->op == "extadd_pairwise") return {each_integer([&](u32 k) { return from(0, 2 * k) + from(0, 2 * k + 1); })};
    if (w->op == "dot") {
      return {each_integer(
          [&](u32 k) { return from(0, 2 * k) * from(1, 2 * k) + from(0, 2 * k + 1) * from(1, 2 * k + 1); })};
    }
    if (w->op == "narrow") {
      return {each_integer([&](u32 k) {
        const u32 half = to_.M() / 2;
        const s128 i = number(lane(x_[k / half], w->from.N, k % half), w->from.N, true);
        return w->is_signed ? clamp_s(i, to_.N) : clamp_u(i, to_.N);
      })};
    }
    if (!conversion(w->op, false, 0, w->from.N, to_.N).known) return {};
    return {each([&](u32 k) {
      if (first + k >= w->from.M()) return Lane{};
      return conversion(w->op, w->is_signed, lane(x_[0], w->from.N, first + k), w->from.N, to_.N).lane;
    })};
  }

  Outcomes lane_by_lane() const {
    std::string_view op = op_;
    const bool shift = op == "shl" || op.starts_with("shr");
    const auto second = [&](u32 k) { return x_.size() < 2 ? 0 : shift ? lane(x_[1], 32, 0) : at(1, k); };
    const bool is_signed = take_sign(op);
    const u64 all_ones = cut(-1, to_.N);
    const bool test = compared(op, 0, 0).has_value();
    if (to_.kind == 'f') {
      if (!floating<float>(op, 0, 0)) return {};
      return {each([&](u32 k) {
        Lane z = to_.N == 32 ? *floating<float>(op, at(0, k), second(k)) : *floating<double>(op, at(0, k), second(k));
        if (test) z.bits = z.bits != 0 ? all_ones : 0;
        return z;
      })};
    }
    if (!integer(op, is_signed, to_.N, 0, 0).known || integer(op, is_signed, to_.N, 0, 0).trap) return {};
    return {each_integer([&](u32 k) {
      const s128 i = integer(op, is_signed, to_.N, at(0, k), second(k)).value;
      return test ? -i : i;
    })};
  }

  // One outcome for each alternative, in the order of the document.
  Outcomes relaxed() const {
    std::string_view op = op_;
    if (!op.starts_with("relaxed_")) return {};
    op.remove_prefix(8);
    if (op == "min" || op == "max") return to_.N == 32 ? extremes<float>(op == "max") : extremes<double>(op == "max");
    if (op == "madd" || op == "nmadd")
      return to_.N == 32 ? products<float>(op == "nmadd") : products<double>(op == "nmadd");
    if (op == "swizzle") {
      const auto one = [&](bool modulo) {
        return each([&](u32 k) {
          const u64 i = at(1, k);
          return Lane{i < 16 || (modulo && i < 128) ? at(0, static_cast<u32>(i % 16)) : 0};
        });
      };
      return {one(false), one(true)};
    }
    if (op == "laneselect") {
      return {each([&](u32 k) { return Lane{(at(0, k) & at(2, k)) | (at(1, k) & ~at(2, k))}; }),
              each([&](u32 k) { return Lane{at_s(2, k) < 0 ? at(0, k) : at(1, k)}; })};
    }
    if (op == "q15mulr_s") {
      const auto rounded = [&](u32 k) { return floor_div(at_s(0, k) * at_s(1, k) + 0x4000, 0x8000); };
      return {each_integer([&](u32 k) { return clamp_s(rounded(k), 16); }), each_integer(rounded)};
    }
    if (op.starts_with("dot_")) return {dots(true, op.ends_with("_add_s")), dots(false, op.ends_with("_add_s"))};
    const auto w = widening(op);
    return w && w->op == "trunc" ? truncations(*w) : Outcomes{};
  }

  template <class F>
  Outcomes extremes(bool max) const {
    const auto plain = [&](F a, F b) { return made_of(max ? reference::max(a, b) : reference::min(a, b), a, b); };
    const auto alternative = [&](u32 R) {
      return each([&](u32 k) {
        const F a = numerics::mnemonics::of_bits<F>(at(0, k)), b = numerics::mnemonics::of_bits<F>(at(1, k));
        const bool zeroes = a == 0 && b == 0;
        if (R == 0 || (!is_nan(a) && !is_nan(b) && !zeroes)) return plain(a, b);
        if (R == 1) return Lane{at(0, k)};
        if (R == 2) return Lane{at(1, k)};
        if (is_nan(a)) return Lane{at(1, k)};
        return is_nan(b) ? Lane{at(0, k)} : plain(a, b);
      });
    };
    return {alternative(0), alternative(1), alternative(2), alternative(3)};
  }

  template <class F>
  Outcomes products(bool negated) const {
    const auto alternative = [&](bool fused) {
      return each([&](u32 k) {
        F a = numerics::mnemonics::of_bits<F>(at(0, k));
        const F b = numerics::mnemonics::of_bits<F>(at(1, k)), c = numerics::mnemonics::of_bits<F>(at(2, k));
        const bool all_canonical =
            (!is_nan(a) || is_canonical(a)) && (!is_nan(b) || is_canonical(b)) && (!is_nan(c) || is_canonical(c));
        if (negated) a = fneg(a);
        reference::Result<F> z;
        if (fused) {
          const F sum = std::fma(a, b, c);
          if (!is_nan(sum)) z = sum;
        } else if (const auto product = reference::mul(a, b)) {
          z = reference::add(*product, c);
        }
        return made(z, all_canonical);
      });
    };
    return {alternative(false), alternative(true)};
  }

  Outcome dots(bool second_signed, bool add) const {
    const auto pair = [&](u32 k) {
      s128 sum = 0;
      for (const u32 n : {2 * k, 2 * k + 1}) {
        sum +=
            number(cut(number(lane(x_[0], 8, n), 8, true) * number(lane(x_[1], 8, n), 8, second_signed), 16), 16, true);
      }
      return clamp_s(sum, 16);
    };
    return each_integer([&](u32 k) { return add ? pair(2 * k) + pair(2 * k + 1) + at_s(2, k) : pair(k); });
  }

  Outcomes truncations(const Widening& w) const {
    const auto alternative = [&](std::optional<u64> other) {
      return each([&](u32 k) {
        if (k >= w.from.M()) return Lane{};
        const u64 bits = lane(x_[0], w.from.N, k);
        const Truncated t =
            w.from.N == 32 ? truncated<float>(bits, 32, w.is_signed) : truncated<double>(bits, 32, w.is_signed);
        return Lane{t.in_range || !other ? t.clamped : *other};
      });
    };
    if (w.is_signed) return {alternative({}), alternative(0x8000'0000)};
    return {alternative({}), alternative(0xFFFF'FFFF), alternative(0xFFFF'FFFE), alternative(0x8000'0000)};
  }

  std::string_view op_;
  const std::vector<V128>& x_;
  const std::vector<u8>& immediate_;
  Shape to_;
  bool whole_ = false;
};

}  // namespace touchstone::wasm::numerics::mnemonics
