// Atomic memory instructions (threads proposal). What is between threads is in threads.cpp.
//
// One thread runs at a time, so an access is atomic as it is; what is left of its rule is that its address must be a
// multiple of its size. The rows of the table say how many bytes an access has and of which type its operands are.
// The order of the checks is the reference interpreter's: alignment, sharing, bounds.
#include <string_view>

#include "interp/execution/chooser.hpp"
#include "interp/execution/memory.hpp"
#include "interp/execution/threads.hpp"

namespace touchstone::wasm {

namespace {

struct AtomicNode : MemoryNode {
  Operand b, c;  ///< operands behind the address
  u64 live;      ///< end of the slots in use, for those that may let others run
};

template <Access access>
bool misaligned(const AtomicNode& n, u64 size, Slots s) {
  return ((address<access, Kind::slot>(n, s) + n.offset) & (size - 1)) != 0;
}

// [#exec-atomic.load] [#exec-atomic.loadn]
template <class M, class T, Access access>
Signal atomic_load(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<AtomicNode>(node);
  if (misaligned<access>(n, sizeof(M), s)) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m, TrapCode::unaligned_atomic);
  const u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  write(s, n.result, static_cast<T>(read_bytes<M>(at)));
  NEXT;
}

// [#exec-atomic.store] [#exec-atomic.storen]
template <class M, class T, Access access>
Signal atomic_store(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<AtomicNode>(node);
  if (misaligned<access>(n, sizeof(M), s)) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m, TrapCode::unaligned_atomic);
  u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  write_bytes(at, static_cast<M>(read<T>(s, n.b.slot)));
  NEXT;
}

/// atop of [#syntax-atop].
enum class Atop : u8 { add, sub, and_, or_, xor_, xchg };

template <Atop op, class M>
constexpr M modified(M old, M operand) {
  switch (op) {
  case Atop::add: return static_cast<M>(old + operand);
  case Atop::sub: return static_cast<M>(old - operand);
  case Atop::and_: return static_cast<M>(old & operand);
  case Atop::or_: return static_cast<M>(old | operand);
  case Atop::xor_: return static_cast<M>(old ^ operand);
  case Atop::xchg: break;
  }
  return operand;
}

// [#exec-atomic.rmw] [#exec-atomic.rmwn]
template <Atop op, class M, class T, Access access>
Signal atomic_rmw(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<AtomicNode>(node);
  if (misaligned<access>(n, sizeof(M), s)) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m, TrapCode::unaligned_atomic);
  u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  const M old = read_bytes<M>(at);
  write_bytes(at, modified<op>(old, static_cast<M>(read<T>(s, n.b.slot))));
  write(s, n.result, static_cast<T>(old));
  NEXT;
}

// [#exec-atomic.rmw.cmpxchg] [#exec-atomic.rmwn.cmpxchg] The expected value is wrapped to the size of the access first.
template <class M, class T, Access access>
Signal atomic_cmpxchg(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<AtomicNode>(node);
  if (misaligned<access>(n, sizeof(M), s)) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m, TrapCode::unaligned_atomic);
  u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) [[unlikely]]
    return trap_access<access, Kind::slot>(n, s, m);
  const M old = read_bytes<M>(at);
  if (old == static_cast<M>(read<T>(s, n.b.slot))) write_bytes(at, static_cast<M>(read<T>(s, n.c.slot)));
  write(s, n.result, static_cast<T>(old));
  NEXT;
}

// ---- Waiting

/// Calls what may let other threads run: they share the fuel, and may collect garbage. A trap out of it becomes a Signal.
template <class F>
Signal let_others_run(Slots top, Machine& m, F&& f) {
  m.top = top;
  m.store.fuel = m.fuel;
  Signal r = Signal::next;
  try {
    f();
  } catch (const Trap&) {
    r = signal_of_current_exception(m);
  }
  m.fuel = m.store.fuel;
  return r;
}

/// A trap that was raised outside of rules: adds where.
[[gnu::cold, gnu::noinline]] Signal trapped_at(Machine& m, const Node& n, Signal r) { return left_call(m, n, r); }

// [#exec-memory.atomic.waitn] The result: 0 woken, 1 not equal, 2 timed out.
template <class M>
[[gnu::noinline]] Signal wait_for(const AtomicNode& n, u64 at, Slots s, Machine& m) {
  const MemInst& mi = *n.memory;
  if (read_bytes<M>(mi.base() + at) != read<M>(s, n.b.slot)) {
    write(s, n.result, u32{1});
    return Signal::next;
  }
  bool woken = false;
  const auto timeout = static_cast<s64>(read<u64>(s, n.c.slot));
  const Signal r = let_others_run(slots_at(s, static_cast<SlotNo>(n.live)), m,
                                  [&] { woken = threads(m.store).wait(mi, at, timeout); });
  write(s, n.result, u32{woken ? 0U : 2U});
  return r;
}

template <class M, Access access>
Signal atomic_wait(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<AtomicNode>(node);
  if (misaligned<access>(n, sizeof(M), s)) return trap_access<access, Kind::slot>(n, s, m, TrapCode::unaligned_atomic);
  if (!n.memory->type.shared) return trap_access<access, Kind::slot>(n, s, m, TrapCode::expected_shared_memory);
  const u8* at = locate<access, Kind::slot>(n, sizeof(M), s, mem);
  if (at == nullptr) return trap_access<access, Kind::slot>(n, s, m);
  const Signal r = wait_for<M>(n, static_cast<u64>(at - n.memory->base()), s, m);
  if (r != Signal::next) return trapped_at(m, n, r);
  NEXT;
}

// [#exec-memory.atomic.notify] Nobody waits at a memory that is not shared.
template <Access access>
Signal atomic_notify(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<AtomicNode>(node);
  if (misaligned<access>(n, sizeof(u32), s))
    return trap_access<access, Kind::slot>(n, s, m, TrapCode::unaligned_atomic);
  const u8* at = locate<access, Kind::slot>(n, sizeof(u32), s, mem);
  if (at == nullptr) return trap_access<access, Kind::slot>(n, s, m);
  const u64 index = static_cast<u64>(at - n.memory->base());
  write(s, n.result,
        n.memory->type.shared ? threads(m.store).notify(*n.memory, index, read<u32>(s, n.b.slot)) : u32{0});
  NEXT;
}

// ---- Choosing at accesses: a node of its own, there only when the Chooser explores them

struct AccessPoint : Node {
  u64 live;
};

[[gnu::noinline]] Signal choose_access(const AccessPoint& n, Slots s, Machine& m) {
  return let_others_run(slots_at(s, static_cast<SlotNo>(n.live)), m, [&m] { threads(m.store).before_access(); });
}

Signal access_point(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<AccessPoint>(node);
  if (const Signal r = choose_access(n, s, m); r != Signal::next) return r;
  NEXT;
}

// ---- Resolution

/// The rules of one instruction for the three forms of access.
struct ByAccess {
  Rule near32, near64, far;
};

void resolve(Resolver& r, const Instr& instr, const ByAccess& rules, u32 operands, bool has_result) {
  AtomicNode n{};
  n.live = r.live_end();
  const Access access = access_of(r, instr.as<MemArg>(), n);
  if (operands == 2) n.c.slot = r.pop();
  if (operands >= 1) n.b.slot = r.pop();
  n.a.slot = r.pop();
  const Rule rule = access == Access::near32 ? rules.near32 : access == Access::near64 ? rules.near64 : rules.far;
  if (has_result)
    r.result(rule, n);
  else
    r.emit(rule, n);
}

enum class Form : u8 { load, store, rmw, cmpxchg, wait, notify };

/// `i32.atomic.rmw8.add_u`: what it does.
constexpr Form form_of(std::string_view text) {
  const auto has = [text](std::string_view part) { return text.find(part) != std::string_view::npos; };
  if (has("wait")) return Form::wait;
  if (has("notify")) return Form::notify;
  if (has("cmpxchg")) return Form::cmpxchg;
  if (has("rmw")) return Form::rmw;
  return has("load") ? Form::load : Form::store;
}

constexpr Atop atop_of(std::string_view text) {
  constexpr std::string_view words[] = {"add", "sub", "and", "or", "xor", "xchg"};
  const std::string_view word = text.substr(text.rfind('.') + 1);
  for (u8 i = 0; i < 6; ++i) {
    if (word.starts_with(words[i]) && !(i == 3 && word.starts_with("xor"))) return static_cast<Atop>(i);
  }
  return Atop::xchg;
}

template <u32 log2>
using Accessed =
    std::conditional_t<log2 == 0, u8, std::conditional_t<log2 == 1, u16, std::conditional_t<log2 == 2, u32, u64>>>;

template <Form form, Atop op, class M, class T>
void resolve_atomic(Resolver& r, const Instr& instr) {
  using enum Access;
  if constexpr (form == Form::load) {
    resolve(r, instr, {atomic_load<M, T, near32>, atomic_load<M, T, near64>, atomic_load<M, T, far>}, 0, true);
  } else if constexpr (form == Form::store) {
    resolve(r, instr, {atomic_store<M, T, near32>, atomic_store<M, T, near64>, atomic_store<M, T, far>}, 1, false);
  } else if constexpr (form == Form::rmw) {
    resolve(r, instr, {atomic_rmw<op, M, T, near32>, atomic_rmw<op, M, T, near64>, atomic_rmw<op, M, T, far>}, 1, true);
  } else if constexpr (form == Form::cmpxchg) {
    resolve(r, instr, {atomic_cmpxchg<M, T, near32>, atomic_cmpxchg<M, T, near64>, atomic_cmpxchg<M, T, far>}, 2, true);
  } else if constexpr (form == Form::wait) {
    resolve(r, instr, {atomic_wait<M, near32>, atomic_wait<M, near64>, atomic_wait<M, far>}, 2, true);
  } else {
    resolve(r, instr, {atomic_notify<near32>, atomic_notify<near64>, atomic_notify<far>}, 1, true);
  }
}

// [#exec-memory.atomic.fence] Nothing to do where every access is in one order.
void resolve_fence(Resolver&, const Instr&) {}

}  // namespace

void before_access(Resolver& r, const MemInst& mi) {
  if (!mi.type.shared || !r.store().chooser.open(Choice::access)) return;
  AccessPoint n{};
  n.live = r.live_end();
  r.emit(access_point, n);
}

void bind_atomic(Bindings& b) {
#define INSTR(enumerator, text, prefix, code, immediates, signature, feature, operator_)
#define LOAD INSTR_OF_OTHERS
#define STORE INSTR_OF_OTHERS
#define INSTR_OF_OTHERS(enumerator, text, prefix, code, log2, signature, feature)
#define ATOMIC(enumerator, text, prefix, code, log2, signature, feature)                                              \
  {                                                                                                                   \
    constexpr std::string_view t = text;                                                                              \
    b[Op::enumerator] =                                                                                               \
        resolve_atomic<form_of(t), atop_of(t), Accessed<log2>, std::conditional_t<t.substr(1, 2) == "64", u64, u32>>; \
  }
#include "interp/syntax/instructions.def"
#undef INSTR_OF_OTHERS
  b[Op::atomic_fence] = resolve_fence;
}

}  // namespace touchstone::wasm
