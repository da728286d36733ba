// 4.6.8 Memory instructions on vectors: whole vectors, extended, splatted and zero-padded loads, single lanes.
//
// The functions of numerics/shapes.hpp take what was read in place of the address, so that these rules add only where the
// bytes are. How many there are is the size of the function's parameter or result.
#include "interp/execution/memory.hpp"
#include "interp/execution/vector.hpp"

namespace touchstone::wasm {

namespace {

struct VectorMemoryNode : MemoryNode {
  SlotNo v1;
  u32 lane;
};

constexpr V128 whole(V128 v) { return v; }

// [Step_read/vload-val] [Step_read/vload-oob] [Step_read/vload-pack-val] [Step_read/vload-pack-oob]
// [Step_read/vload-splat-val] [Step_read/vload-splat-oob] [Step_read/vload-zero-val] [Step_read/vload-zero-oob]
template <auto f, class M, Access access>
Signal vload(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorMemoryNode>(node);
  const u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  write(s, n.result, f(read_bytes<M>(at)));
  NEXT;
}

// [Step_read/vload_lane-val] [Step_read/vload_lane-oob]
template <auto f, class M, Access access>
Signal vload_lane(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorMemoryNode>(node);
  const u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  write(s, n.result, f(read<V128>(s, n.v1), read_bytes<M>(at), static_cast<u8>(n.lane)));
  NEXT;
}

// [Step/vstore-val] [Step/vstore-oob]
template <Access access>
Signal vstore(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorMemoryNode>(node);
  u8* at = locate<access, Kind::slot>(n, sizeof(V128), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  write_bytes(at, read<V128>(s, n.v1));
  NEXT;
}

// [Step/vstore_lane-val] [Step/vstore_lane-oob]
template <auto f, class M, Access access>
Signal vstore_lane(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<VectorMemoryNode>(node);
  u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  write_bytes(at, f(read<V128>(s, n.v1), static_cast<u8>(n.lane)));
  NEXT;
}

// ---- Resolution

/// Rules for the forms of access, in the order of Access.
using RulesByAccess = std::array<Rule, 3>;

template <auto f, class M>
inline constexpr RulesByAccess load_rules = {vload<f, M, Access::near32>, vload<f, M, Access::near64>,
                                             vload<f, M, Access::far>};
template <auto f, class M>
inline constexpr RulesByAccess load_lane_rules = {vload_lane<f, M, Access::near32>, vload_lane<f, M, Access::near64>,
                                                  vload_lane<f, M, Access::far>};
inline constexpr RulesByAccess store_rules = {vstore<Access::near32>, vstore<Access::near64>, vstore<Access::far>};
template <auto f, class M>
inline constexpr RulesByAccess store_lane_rules = {vstore_lane<f, M, Access::near32>, vstore_lane<f, M, Access::near64>,
                                                   vstore_lane<f, M, Access::far>};

void resolve_load(Resolver& r, const Instr& instr, const RulesByAccess& rules) {
  VectorMemoryNode n{};
  const Access access = access_of(r, instr.as<MemArg>(), n);
  n.a.slot = r.pop();
  r.result(rules[static_cast<u8>(access)], n);
}

void resolve_store(Resolver& r, const Instr& instr) {
  VectorMemoryNode n{};
  const Access access = access_of(r, instr.as<MemArg>(), n);
  n.v1 = r.pop();
  n.a.slot = r.pop();
  r.emit(store_rules[static_cast<u8>(access)], n);
}

VectorMemoryNode pop_lane(Resolver& r, const MemArgLane& imm) {
  VectorMemoryNode n{};
  n.lane = imm.lane.value;
  n.v1 = r.pop();
  n.a.slot = r.pop();
  return n;
}

void resolve_load_lane(Resolver& r, const Instr& instr, const RulesByAccess& rules) {
  const auto& imm = instr.as<MemArgLane>();
  VectorMemoryNode n = pop_lane(r, imm);
  r.result(rules[static_cast<u8>(access_of(r, imm.memarg, n))], n);
}

void resolve_store_lane(Resolver& r, const Instr& instr, const RulesByAccess& rules) {
  const auto& imm = instr.as<MemArgLane>();
  VectorMemoryNode n = pop_lane(r, imm);
  r.emit(rules[static_cast<u8>(access_of(r, imm.memarg, n))], n);
}

// What lies in memory, M, is read off the type of the function `f`, given again as an argument.
template <auto f, class M>
constexpr Resolve load_by(V128 (*)(M)) {
  return [](Resolver& r, const Instr& instr) { resolve_load(r, instr, load_rules<f, M>); };
}
template <auto f, class M>
constexpr Resolve load_lane_by(V128 (*)(V128, M, u8)) {
  return [](Resolver& r, const Instr& instr) { resolve_load_lane(r, instr, load_lane_rules<f, M>); };
}
template <auto f, class M>
constexpr Resolve store_lane_by(M (*)(V128, u8)) {
  return [](Resolver& r, const Instr& instr) { resolve_store_lane(r, instr, store_lane_rules<f, M>); };
}

}  // namespace

void bind_vector_memory(Bindings& b) {
  b[Op::v128_load] = load_by<whole>(whole);
  b[Op::v128_store] = resolve_store;
#define VECTOR(enumerator, function)
#define VECTOR_LOAD(enumerator, function) b[Op::enumerator] = load_by<numerics::function>(numerics::function);
#define VECTOR_LOAD_LANE(enumerator, function) b[Op::enumerator] = load_lane_by<numerics::function>(numerics::function);
#define VECTOR_STORE_LANE(enumerator, function) \
  b[Op::enumerator] = store_lane_by<numerics::function>(numerics::function);
#include "interp/execution/numerics/vectors.def"
}

}  // namespace touchstone::wasm
