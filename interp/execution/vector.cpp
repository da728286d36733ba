// 4.6.11 Vector instructions: constants, bits, integers, comparisons, lanes. Operators that make NaNs are in
// vector_float.cpp, relaxed ones in vector_relaxed.cpp, loads and stores in vector_memory.cpp.
#include "interp/execution/vector.hpp"

namespace touchstone::wasm {

namespace {

struct VectorConst : Node {
  std::array<u64, 2> c;  // a V128 would align the node to 16
};
struct Shuffle : VectorNode {
  std::array<u8, 16> i;
};

// ---- Rules, by the type of the function

// [Step_pure/vvternop]
template <auto f>
Signal ternary(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNode>(node);
  write(s, n.result, f(read<V128>(s, n.v1), read<V128>(s, n.v2), read<V128>(s, n.v3)));
  NEXT;
}

// [Step_pure/vshiftop]
template <auto f, Kind c>
Signal shift(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNumberNode>(node);
  write(s, n.result, f(read<V128>(s, n.v1), get<u32, c>(n.c, s)));
  NEXT;
}

// [Step_pure/vshuffle]
template <auto f>
Signal shuffle(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Shuffle>(node);
  write(s, n.result, f(read<V128>(s, n.v1), read<V128>(s, n.v2), n.i));
  NEXT;
}

// [Step_pure/vsplat]
template <auto f, class N, Kind c>
Signal splat(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNumberNode>(node);
  write(s, n.result, f(get<N, c>(n.c, s)));
  NEXT;
}

// [Step_pure/vextract_lane-num] [Step_pure/vextract_lane-pack]
template <auto f>
Signal extract_lane(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNode>(node);
  write(s, n.result, f(read<V128>(s, n.v1), static_cast<u8>(n.lane)));
  NEXT;
}

// [Step_pure/vreplace_lane]
template <auto f, class N, Kind c>
Signal replace_lane(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorNumberNode>(node);
  write(s, n.result, f(read<V128>(s, n.v1), get<N, c>(n.c, s), static_cast<u8>(n.lane)));
  NEXT;
}

// VCONST is a value; this puts it where it is wanted.
Signal vconst(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorConst>(node);
  slot(s, n.result) = Value{n.c[0], n.c[1]};
  NEXT;
}

// ---- Resolution

void resolve_vconst(Resolver& r, const Instr& instr) {
  VectorConst n{};
  n.c = instr.as<V128>().lanes<u64>();
  r.result(vconst, n);
}

template <auto f>
void resolve_shift(Resolver& r, const Instr&) {
  VectorNumberNode n{};
  const Located c = r.pop_located();
  n.c = c.at;
  n.v1 = r.pop();
  r.result(c.kind == Kind::slot ? shift<f, Kind::slot> : shift<f, Kind::constant>, n);
}

template <auto f>
void resolve_shuffle(Resolver& r, const Instr& instr) {
  Shuffle n{};
  static_cast<VectorNode&>(n) = pop_vectors(r, 2);
  n.i = instr.as<V128>().bytes;
  r.result(shuffle<f>, n);
}

template <auto f, class N>
void resolve_splat(Resolver& r, const Instr&) {
  VectorNumberNode n{};
  const Located c = r.pop_located();
  n.c = c.at;
  r.result(c.kind == Kind::slot ? splat<f, N, Kind::slot> : splat<f, N, Kind::constant>, n);
}

template <auto f>
void resolve_extract_lane(Resolver& r, const Instr& instr) {
  VectorNode n = pop_vectors(r, 1);
  n.lane = instr.as<LaneIdx>().value;
  r.result(extract_lane<f>, n);
}

template <auto f, class N>
void resolve_replace_lane(Resolver& r, const Instr& instr) {
  VectorNumberNode n{};
  n.lane = instr.as<LaneIdx>().value;
  const Located c = r.pop_located();
  n.c = c.at;
  n.v1 = r.pop();
  r.result(c.kind == Kind::slot ? replace_lane<f, N, Kind::slot> : replace_lane<f, N, Kind::constant>, n);
}

// Which of them, by the type of the function `f`, given again as an argument to be looked at.
template <auto f, class R>
constexpr Resolve resolve_by(R (*)(V128)) {
  return resolve_on_vectors<unary<f>, 1>;
}
template <auto f>
constexpr Resolve resolve_by(V128 (*)(V128, V128)) {
  return resolve_on_vectors<binary<f>, 2>;
}
template <auto f>
constexpr Resolve resolve_by(V128 (*)(V128, V128, V128)) {
  return resolve_on_vectors<ternary<f>, 3>;
}
template <auto f>
constexpr Resolve resolve_by(V128 (*)(V128, u32)) {
  return resolve_shift<f>;
}
template <auto f>
constexpr Resolve resolve_by(V128 (*)(V128, V128, const std::array<u8, 16>&)) {
  return resolve_shuffle<f>;
}
template <auto f, NumberOnStack N>
constexpr Resolve resolve_by(V128 (*)(N)) {
  return resolve_splat<f, N>;
}
template <auto f, class R>
constexpr Resolve resolve_by(R (*)(V128, u8)) {
  return resolve_extract_lane<f>;
}
template <auto f, class N>
constexpr Resolve resolve_by(V128 (*)(V128, N, u8)) {
  return resolve_replace_lane<f, N>;
}

}  // namespace

void bind_vector(Bindings& b) {
  b[Op::v128_const] = resolve_vconst;
#define VECTOR(enumerator, function) b[Op::enumerator] = resolve_by<numerics::function>(numerics::function);
#define VECTOR_NANS(enumerator, function, lane, operand_lane)
#define VECTOR_RELAXED(enumerator, function, parameter)
#include "interp/execution/numerics/vectors.def"
  bind_vector_float(b);
  bind_vector_relaxed(b);
  bind_vector_memory(b);
}

}  // namespace touchstone::wasm
