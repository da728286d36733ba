// 4.6.11 Vector instructions: operators on float lanes that may make NaNs.
//
// Which NaN is open ([#aux-nans]). The functions of numerics/shapes.hpp make canonical ones, which is right unless the
// store's Chooser explores NaN bits; whether it does never changes, so there are two rules, and the resolver takes one.
#include "interp/execution/vector.hpp"

namespace touchstone::wasm {

namespace {

template <class L, class L1, auto f>
[[gnu::noinline]] void apply_chosen(const VectorNode& n, Slots s, Machine& m) {
  const V128 v1 = read<V128>(s, n.v1);
  if constexpr (std::is_invocable_v<decltype(f), V128>) {
    write(s, n.result, numerics::choose_nans<L, L1>(f(v1), nan_chooser(m), v1));
  } else {
    const V128 v2 = read<V128>(s, n.v2);
    write(s, n.result, numerics::choose_nans<L, L1>(f(v1, v2), nan_chooser(m), v1, v2));
  }
}

// The same with NaNs as the Chooser says. [#aux-nans]
template <class L, class L1, auto f>
Signal chosen(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNode>(node);
  apply_chosen<L, L1, f>(n, s, m);
  NEXT;
}

template <class L, class L1, auto f>
void resolve_operator(Resolver& r, const Instr&) {
  constexpr bool one = std::is_invocable_v<decltype(f), V128>;
  constexpr Rule rule = [] {
    if constexpr (one) {
      return unary<f>;
    } else {
      return binary<f>;
    }
  }();
  const bool explores = r.store().chooser.open(Choice::nan_bits);
  r.result(explores ? chosen<L, L1, f> : rule, pop_vectors(r, one ? 1 : 2));
}

}  // namespace

void bind_vector_float(Bindings& b) {
#define VECTOR(enumerator, function)
#define VECTOR_NANS(enumerator, function, lane, operand_lane) \
  b[Op::enumerator] = resolve_operator<lane, operand_lane, numerics::function>;
#define VECTOR_RELAXED(enumerator, function, parameter)
#include "interp/execution/numerics/vectors.def"
}

}  // namespace touchstone::wasm
