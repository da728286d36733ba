// Wide arithmetic (wide-arithmetic): 128-bit numbers as two operands each, the low half first.
//
// The overview defines the instructions by the integers that the halves make. Both results lie side by side.
#include "interp/execution/numerics/wide.hpp"
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

namespace {

struct Wide : Node {
  u64 base;  ///< a SlotNo: the operands, then the results
};

void put(Slots at, numerics::Halves c) {
  at[0].low = c.low;
  at[1].low = c.high;
}

// [Step_pure/wideop]
template <auto f>
Signal binop128(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Wide>(node);
  Value* at = slots_at(s, static_cast<SlotNo>(n.base));
  put(at, f({at[0].low, at[1].low}, {at[2].low, at[3].low}));
  NEXT;
}

// [Step_pure/extwideop]
template <auto f>
Signal mul_wide(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Wide>(node);
  Value* at = slots_at(s, static_cast<SlotNo>(n.base));
  put(at, f(at[0].low, at[1].low));
  NEXT;
}

template <Rule rule, u32 operands>
void resolve_wide(Resolver& r, const Instr&) {
  Wide n{};
  n.base = r.pop_range(operands);
  r.emit(rule, n);
  r.push(2);
}

}  // namespace

void bind_wide_arithmetic(Bindings& b) {
  b[Op::i64_add128] = resolve_wide<binop128<numerics::add128>, 4>;
  b[Op::i64_sub128] = resolve_wide<binop128<numerics::sub128>, 4>;
  b[Op::i64_mul_wide_s] = resolve_wide<mul_wide<numerics::mul_wide_s>, 2>;
  b[Op::i64_mul_wide_u] = resolve_wide<mul_wide<numerics::mul_wide_u>, 2>;
}

}  // namespace touchstone::wasm
