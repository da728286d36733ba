// 4.6.10 Numeric instructions: tests and comparisons, alone or joined with the branch that tests them (fold.hpp).
#include <array>

#include "interp/execution/control.hpp"
#include "interp/execution/numeric.hpp"

namespace touchstone::wasm {

namespace {

// [Step_pure/relop] [Step_pure/testop]: a test is a comparison with nothing.
template <class Row>
struct Relation {
  using O = Operator<Row>;
  using Operand = typename O::A;
  static constexpr bool holds(Operand x, [[maybe_unused]] Operand y) {
    if constexpr (O::unary)
      return O::apply(x) != 0;
    else
      return O::apply(x, y) != 0;
  }
};

template <class Relation, Kind a, Kind b>
Signal relation(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Binary>(node);
  using T = typename Relation::Operand;
  write(s, n.result, u32{Relation::holds(get<T, a>(n.a, s), get<T, b>(n.b, s))});
  NEXT;
}

template <class Row>
constexpr Comparison comparison_of() {
  using R = Relation<Row>;
  using enum Kind;
  return {Row::op,
          {{relation<R, slot, slot>, relation<R, slot, constant>, relation<R, constant, slot>}},
          {{br_if_relation<R, slot, slot>, br_if_relation<R, slot, constant>, br_if_relation<R, constant, slot>}},
          {{if_relation<R, slot, slot>, if_relation<R, slot, constant>, if_relation<R, constant, slot>}}};
}

template <class Row>
inline constexpr Comparison comparison = comparison_of<Row>();

template <class Row>
void resolve_relation(Resolver& r, const Instr&) {
  Binary n{};
  const Kinds kinds = r.pop_pair(n.a, n.b);
  r.comparison(comparison<Row>.value[kinds], n, comparison<Row>, kinds);
}

// `eqz` of a comparison is the inverse comparison.
template <class Row>
void resolve_test(Resolver& r, const Instr&) {
  const Condition tested = r.pop_condition();
  Binary n{};
  if (tested.comparison != nullptr) {
    n.a = tested.a;
    n.b = tested.b;
    const Comparison* inverse = inverse_of(*tested.comparison);
    const Comparison& rules = inverse != nullptr ? *inverse : *tested.comparison;
    r.comparison(rules.value[tested.kinds], n, rules, tested.kinds);
    if (inverse != nullptr) return;
    n = {};
    n.a.slot = r.pop();
  } else {
    n.a = tested.a;
  }
  n.b.value = 0;
  r.comparison(comparison<Row>.value[Kinds::slot_constant], n, comparison<Row>, Kinds::slot_constant);
}

using ComparisonTable = std::array<const Comparison*, op_count>;

template <class Row>
void bind_row(Bindings& b, ComparisonTable& comparisons) {
  using O = Operator<Row>;
  if constexpr (O::relation) {
    comparisons[static_cast<u32>(Row::op)] = &comparison<Row>;
    if constexpr (O::unary)
      b[Row::op] = resolve_test<Row>;
    else
      b[Row::op] = resolve_relation<Row>;
  }
}

void bind_all(Bindings& b, ComparisonTable& comparisons) {
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) \
  bind_row<numerics::by_op::enumerator>(b, comparisons);
#include "interp/syntax/instructions.def"
}

struct Pair {
  Op one, other;
};
constexpr Pair inverses[] = {{Op::i32_eq, Op::i32_ne},     {Op::i32_lt_s, Op::i32_ge_s}, {Op::i32_lt_u, Op::i32_ge_u},
                             {Op::i32_gt_s, Op::i32_le_s}, {Op::i32_gt_u, Op::i32_le_u}, {Op::i64_eq, Op::i64_ne},
                             {Op::i64_lt_s, Op::i64_ge_s}, {Op::i64_lt_u, Op::i64_ge_u}, {Op::i64_gt_s, Op::i64_le_s},
                             {Op::i64_gt_u, Op::i64_le_u}};

}  // namespace

const Comparison* inverse_of(const Comparison& comparison) {
  static const ComparisonTable table = [] {
    Bindings unused;
    ComparisonTable comparisons{};
    bind_all(unused, comparisons);
    ComparisonTable inverse{};
    const auto set = [&](Op of, Op is) { inverse[static_cast<u32>(of)] = comparisons[static_cast<u32>(is)]; };
    for (const Pair& pair : inverses) {
      set(pair.one, pair.other);
      set(pair.other, pair.one);
    }
    // Its second operand is the constant 0.
    set(Op::i32_eqz, Op::i32_ne);
    set(Op::i64_eqz, Op::i64_ne);
    return inverse;
  }();
  return table[static_cast<u32>(comparison.op)];
}

void bind_numeric_relation(Bindings& b) {
  ComparisonTable unused{};
  bind_all(b, unused);
}

}  // namespace touchstone::wasm
