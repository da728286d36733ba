// 4.6.10 Numeric instructions: binary operators.
#include "interp/execution/numeric.hpp"

namespace touchstone::wasm {

namespace {

// A NaN result: which one is open.
template <class F, Kind a, Kind b>
[[gnu::cold, gnu::noinline]] Signal binary_nan(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Binary>(node);
  write(s, n.result, chosen_nan<F>(m, numerics::nans_of(get<F, a>(n.a, s), get<F, b>(n.b, s))));
  NEXT;
}

// It reads the operands anew, so that the rule keeps nothing for it.
template <Kind a, Kind b>
[[gnu::cold, gnu::noinline]] Signal binary_trap(const Binary& n, Slots s, Machine& m, numerics::TrapReason why) {
  return trap(m, n, trap_code(why), get<u64, a>(n.a, s), get<u64, b>(n.b, s));
}

// [Step_pure/binop-val] [Step_pure/binop-trap]
template <class O, Kind a, Kind b>
Signal binary(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Binary>(node);
  using T = typename O::A;
  const auto c = O::apply(get<T, a>(n.a, s), get<T, b>(n.b, s));
  if constexpr (is_partial<std::remove_const_t<decltype(c)>>) {
    if (!c.defined()) [[unlikely]]
      return binary_trap<a, b>(n, s, m, c.why);
    write(s, n.result, c.value);
  } else {
    if constexpr (O::makes_nan) {
      if (numerics::is_nan(c)) [[unlikely]] {
        TOUCHSTONE_MUSTTAIL return binary_nan<T, a, b>(node, s, m, mem);
      }
    }
    write(s, n.result, c);
  }
  NEXT;
}

template <class O>
void resolve_binary(Resolver& r, const Instr&) {
  static constexpr RulesByKinds rules = {{binary<O, Kind::slot, Kind::slot>, binary<O, Kind::slot, Kind::constant>,
                                          binary<O, Kind::constant, Kind::slot>}};
  Binary n{};
  const Kinds kinds = r.pop_pair(n.a, n.b);
  r.result(rules[kinds], n);
}

template <class Row>
void bind_row(Bindings& b) {
  using O = Operator<Row>;
  if constexpr (O::binary && !O::relation) b[Row::op] = resolve_binary<O>;
}

}  // namespace

void bind_numeric_binary(Bindings& b) {
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) \
  bind_row<numerics::by_op::enumerator>(b);
#include "interp/syntax/instructions.def"
}

}  // namespace touchstone::wasm
