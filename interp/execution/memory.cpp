// 4.6.8 Memory instructions: loads and stores. Bulk instructions are in memory_bulk.cpp.
#include "interp/execution/memory.hpp"

#include <string_view>

namespace touchstone::wasm {

namespace {

struct Load : MemoryNode {};
struct Store_ : MemoryNode {
  Operand b;
};

// [Step_read/load-num-val] [Step_read/load-num-oob] [Step_read/load-pack-val] [Step_read/load-pack-oob]
// M is what lies in memory, T what it is extended to. A float is loaded as the integer with its bits.
template <class M, class T, Access access, Kind a>
Signal load(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Load>(node);
  const u8* at = locate<access, a>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, a>(n, s, m);
  write(s, n.result, static_cast<T>(read_bytes<M>(at)));
  NEXT;
}

// [Step/store-num-val] [Step/store-num-oob] [Step/store-pack-val] [Step/store-pack-oob]
template <class M, Access access, Kind a, Kind b>
Signal store(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Store_>(node);
  u8* at = locate<access, a>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, a>(n, s, m);
  write_bytes(at, static_cast<M>(get<u64, b>(n.b, s)));
  NEXT;
}

template <class M, class T>
void resolve_load(Resolver& r, const Instr& instr) {
  using enum Kind;
  Load n{};
  const Access access = access_of(r, instr.as<MemArg>(), n);
  const Located a = r.pop_located();
  n.a = a.at;
  const bool constant_address = a.kind == constant;
  switch (access) {
  case Access::near32:
    return r.result(constant_address ? load<M, T, Access::near32, constant> : load<M, T, Access::near32, slot>, n);
  case Access::near64:
    return r.result(constant_address ? load<M, T, Access::near64, constant> : load<M, T, Access::near64, slot>, n);
  case Access::far:
    return r.result(constant_address ? load<M, T, Access::far, constant> : load<M, T, Access::far, slot>, n);
  }
}

template <class M, Access access>
inline constexpr RulesByKinds store_rules = {{store<M, access, Kind::slot, Kind::slot>,
                                              store<M, access, Kind::slot, Kind::constant>,
                                              store<M, access, Kind::constant, Kind::slot>}};

template <class M>
void resolve_store(Resolver& r, const Instr& instr) {
  Store_ n{};
  const Access access = access_of(r, instr.as<MemArg>(), n);
  const Kinds kinds = r.pop_pair(n.a, n.b);
  switch (access) {
  case Access::near32: return r.emit(store_rules<M, Access::near32>[kinds], n);
  case Access::near64: return r.emit(store_rules<M, Access::near64>[kinds], n);
  case Access::far: return r.emit(store_rules<M, Access::far>[kinds], n);
  }
}

// ---- From the rows of the table: "i64.load32_s" extends a signed integer of 1 << 2 bytes to an i64.

template <u32 log2, bool sign>
using InMemory =
    std::conditional_t<log2 == 0, std::conditional_t<sign, s8, u8>,
                       std::conditional_t<log2 == 1, std::conditional_t<sign, s16, u16>,
                                          std::conditional_t<log2 == 2, std::conditional_t<sign, s32, u32>, u64>>>;

constexpr bool is_number(std::string_view text) {
  return text.starts_with("i32.") || text.starts_with("i64.") || text.starts_with("f32.") || text.starts_with("f64.");
}

template <u32 log2, bool sign, bool extended_to_64>
constexpr Resolve load_of() {
  using M = InMemory<log2, sign>;
  return resolve_load<M, std::conditional_t<extended_to_64, u64, u32>>;
}

}  // namespace

Access access_of(Resolver& r, const MemArg& memarg, MemoryNode& n) {
  n.memory = r.instance().mems[memarg.mem.value];
  n.offset = memarg.offset;
  before_access(r, *n.memory);
  if (memarg.mem.value != 0) return Access::far;
  return n.memory->type.addr == AddrType::i32 ? Access::near32 : Access::near64;
}

void bind_memory(Bindings& b) {
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_)
#define LOAD(enumerator, text, prefix, code, log2, signature, feature)              \
  if (is_number(text)) {                                                            \
    constexpr std::string_view t = text;                                            \
    b[Op::enumerator] = load_of<log2, t.ends_with("_s"), t.substr(1, 2) == "64">(); \
  }
#define STORE(enumerator, text, prefix, code, log2, signature, feature) \
  if (is_number(text)) b[Op::enumerator] = resolve_store<InMemory<log2, false>>;
#define ATOMIC(enumerator, text, prefix, code, log2, signature, feature)
#include "interp/syntax/instructions.def"
}

}  // namespace touchstone::wasm
