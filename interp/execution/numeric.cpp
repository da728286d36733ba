// 4.6.10 Numeric instructions: constants, unary operators, conversions.
#include "interp/execution/numeric.hpp"

namespace touchstone::wasm {

namespace {

// A NaN result: which one is open. Apart from the operator's rule, so that this one keeps nothing for it.
template <class A, class R>
[[gnu::cold, gnu::noinline]] Signal unary_nan(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Unary>(node);
  write(s, n.result, chosen_nan<R>(m, numerics::nans_of(read<A>(s, n.a.slot))));
  NEXT;
}

// It reads the operand anew, so that the rule keeps nothing for it.
[[gnu::cold, gnu::noinline]] Signal unary_trap(const Unary& n, Slots s, Machine& m, numerics::TrapReason why) {
  return trap(m, n, trap_code(why), read<u64>(s, n.a.slot));
}

// [Step_pure/unop-val] [Step_pure/cvtop-val] [Step_pure/cvtop-trap]
template <class O>
Signal unary(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Unary>(node);
  const auto c = O::apply(read<typename O::A>(s, n.a.slot));
  if constexpr (is_partial<std::remove_const_t<decltype(c)>>) {
    if (!c.defined()) [[unlikely]]
      return unary_trap(n, s, m, c.why);
    write(s, n.result, c.value);
  } else {
    if constexpr (O::makes_nan) {
      if (numerics::is_nan(c)) [[unlikely]] {
        TOUCHSTONE_MUSTTAIL return unary_nan<typename O::A, typename O::R>(node, s, m, mem);
      }
    }
    write(s, n.result, c);
  }
  NEXT;
}

template <class O>
void resolve_unary(Resolver& r, const Instr&) {
  Unary n{};
  n.a.slot = r.pop();
  r.result(unary<O>, n);
}

template <class Row>
void bind_row(Bindings& b) {
  using O = Operator<Row>;
  if constexpr (O::unary && !O::relation) b[Row::op] = resolve_unary<O>;
}

void resolve_const(Resolver& r, const Instr& instr) {
  switch (instr.op) {
  case Op::i32_const: return r.push_constant(instr.as<u32>());
  case Op::i64_const: return r.push_constant(instr.as<u64>());
  case Op::f32_const: return r.push_constant(instr.as<F32Bits>().bits);
  default: return r.push_constant(instr.as<F64Bits>().bits);
  }
}

}  // namespace

void bind_numeric(Bindings& b) {
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_) \
  bind_row<numerics::by_op::enumerator>(b);
#include "interp/syntax/instructions.def"
  for (const Op op : {Op::i32_const, Op::i64_const, Op::f32_const, Op::f64_const}) b[op] = resolve_const;
}

}  // namespace touchstone::wasm
