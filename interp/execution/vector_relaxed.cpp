// 4.6.11 Vector instructions: the relaxed ones (4.3.6).
//
// Their results depend on the parameters R, each an index into a list of alternatives. The store's Chooser says which
// when the first instruction with that parameter runs, and the store remembers it: it is the same from then on.
#include "interp/execution/vector.hpp"

namespace touchstone::wasm {

namespace {

[[gnu::cold, gnu::noinline]] void choose_parameter(Store& store, numerics::Relaxed parameter) {
  const u32 R = store.chooser.choose(Choice::relaxed_simd, numerics::alternatives(parameter));
  store.relaxed[static_cast<u8>(parameter)] = static_cast<u8>(R + 1);
}

// [$R_fmadd] [$R_fmin] [$R_fmax] [$R_idot] [$R_iq15mulr] [$R_trunc_u] [$R_trunc_s] [$R_swizzle] [$R_laneselect]
inline u32 parameter_value(Machine& m, numerics::Relaxed parameter) {
  const u8& chosen = m.store.relaxed[static_cast<u8>(parameter)];
  if (chosen == 0) [[unlikely]]
    choose_parameter(m.store, parameter);
  return u32{chosen} - 1;
}

// How many vectors the function takes, besides R.
template <auto f>
inline constexpr u32 operands = std::is_invocable_v<decltype(f), V128, u32>         ? 1
                                : std::is_invocable_v<decltype(f), V128, V128, u32> ? 2
                                                                                    : 3;

// [Step_pure/vcvtop] [Step_pure/vbinop-val] [Step_pure/vternop-val] [Step_pure/vswizzlop] [Step_pure/vextbinop]
// [Step_pure/vextternop]
template <auto f, numerics::Relaxed parameter>
Signal relaxed(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNode>(node);
  const u32 R = parameter_value(m, parameter);
  const V128 v1 = read<V128>(s, n.v1);
  if constexpr (operands<f> == 1) {
    write(s, n.result, f(v1, R));
  } else if constexpr (operands<f> == 2) {
    write(s, n.result, f(v1, read<V128>(s, n.v2), R));
  } else {
    write(s, n.result, f(v1, read<V128>(s, n.v2), read<V128>(s, n.v3), R));
  }
  NEXT;
}

template <auto f, numerics::Relaxed parameter, class L>
[[gnu::noinline]] void apply_chosen(const VectorNode& n, Slots s, Machine& m) {
  const u32 R = parameter_value(m, parameter);
  const V128 v1 = read<V128>(s, n.v1);
  const V128 v2 = read<V128>(s, n.v2);
  if constexpr (operands<f> == 2) {
    const V128 c = f(v1, v2, R);
    write(s, n.result, makes_nan(parameter, R) ? numerics::choose_nans<L>(c, nan_chooser(m), v1, v2) : c);
  } else {
    const V128 v3 = read<V128>(s, n.v3);
    const V128 c = f(v1, v2, v3, R);
    write(s, n.result, makes_nan(parameter, R) ? numerics::choose_nans<L>(c, nan_chooser(m), v1, v2, v3) : c);
  }
}

// The same with NaNs as the Chooser says. [#aux-nans]
template <auto f, numerics::Relaxed parameter, class L>
Signal chosen(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNode>(node);
  apply_chosen<f, parameter, L>(n, s, m);
  NEXT;
}

template <auto f, numerics::Relaxed parameter, class L>
void resolve_relaxed_nans(Resolver& r, const Instr&) {
  const bool explores = r.store().chooser.open(Choice::nan_bits);
  r.result(explores ? chosen<f, parameter, L> : relaxed<f, parameter>, pop_vectors(r, operands<f>));
}

template <auto f, numerics::Relaxed parameter>
constexpr Resolve resolve_relaxed = resolve_on_vectors<relaxed<f, parameter>, operands<f>>;

}  // namespace

void bind_vector_relaxed(Bindings& b) {
#define VECTOR(enumerator, function)
#define VECTOR_NANS(enumerator, function, lane, operand_lane)
#define VECTOR_RELAXED(enumerator, function, parameter) \
  b[Op::enumerator] = resolve_relaxed<numerics::function, numerics::Relaxed::parameter>;
#define VECTOR_RELAXED_NANS(enumerator, function, parameter, lane) \
  b[Op::enumerator] = resolve_relaxed_nans<numerics::function, numerics::Relaxed::parameter, lane>;
#include "interp/execution/numerics/vectors.def"
}

}  // namespace touchstone::wasm
