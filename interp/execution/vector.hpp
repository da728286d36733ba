// 4.6.11 Vector instructions: the node they share, and how a function of numerics/shapes.hpp becomes a rule.
//
// The rules of the specification for vectors differ in what they call, hardly in what they do: take operands, take
// immediates, push the result. So there is one rule here for each form of operands, named after the function's type; the
// tables in numerics/vectors.def say which instruction has which function. Not in the specification: that grouping.
// A v128 is never a constant operand (resolve.hpp), so vectors always lie in slots; numbers may be constants.
#pragma once

#include <concepts>

#include "interp/execution/chooser.hpp"
#include "interp/execution/numerics/shapes.hpp"
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

/// Operands that are vectors, and a lane index. What an instruction does not have is 0.
struct VectorNode : Node {
  SlotNo v1, v2, v3;
  u32 lane;
};
/// A vector, or none, and a number.
struct VectorNumberNode : Node {
  SlotNo v1;
  u32 lane;
  Operand c;
};

template <class T>
concept NumberOnStack =
    std::same_as<T, u32> || std::same_as<T, u64> || std::same_as<T, float> || std::same_as<T, double>;

/// Pops `count` vectors, the last one first.
inline VectorNode pop_vectors(Resolver& r, u32 count) {
  VectorNode n{};
  if (count > 2) n.v3 = r.pop();
  if (count > 1) n.v2 = r.pop();
  n.v1 = r.pop();
  return n;
}

/// Emits the node of an instruction that takes `count` vectors, and gives a vector or number.
template <Rule rule, u32 count>
void resolve_on_vectors(Resolver& r, const Instr&) {
  r.result(rule, pop_vectors(r, count));
}

// [Step_pure/vvunop] [Step_pure/vunop-val] [Step_pure/vvtestop] [Step_pure/vtestop] [Step_pure/vbitmask]
// [Step_pure/vextunop] [Step_pure/vcvtop]
template <auto f>
Signal unary(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNode>(node);
  write(s, n.result, f(read<V128>(s, n.v1)));
  NEXT;
}

// [Step_pure/vvbinop] [Step_pure/vbinop-val] [Step_pure/vrelop] [Step_pure/vswizzlop] [Step_pure/vextbinop]
// [Step_pure/vnarrow]
template <auto f>
Signal binary(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNode>(node);
  write(s, n.result, f(read<V128>(s, n.v1), read<V128>(s, n.v2)));
  NEXT;
}

/// [#aux-nans] Says which element of a set, as numerics::choose_nans asks.
inline auto nan_chooser(Machine& m) {
  return [&m](numerics::Nans set) { return m.store.chooser.choose(Choice::nan_bits, numerics::nans_count(set)); };
}

// The files of bind_vector.
void bind_vector_float(Bindings& b);
void bind_vector_relaxed(Bindings& b);
void bind_vector_memory(Bindings& b);

}  // namespace touchstone::wasm
