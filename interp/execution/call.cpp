// 4.6.5 Function calls, of host functions too; 4.6.2 Control instructions: calls and tail calls.
//
// The arguments of a call lie in the first slots of the callee's frame, and its results come back there. A tail call puts
// its arguments at the start of the caller's frame and leaves it with Signal::tail_call, which the loop in `invoke` turns
// into the next call, so neither stack grows; that Signal never leaves `invoke`.
// Not in the specification: the limits, checked here for every call, and resolution at the first call (resolve.cpp).
#include <exception>

#include "interp/execution/control.hpp"
#include "interp/execution/stack_switching.hpp"
#include "interp/validation/matching.hpp"

namespace touchstone::wasm {

namespace {

struct Call : Node {
  FuncInst* callee;
  const ModuleInst* caller;
  u64 base;  ///< a SlotNo: where the arguments are
};
struct CallRef : Node {
  const ModuleInst* caller;
  SlotNo base;
  SlotNo ref;
};
struct CallIndirect_ : Node {
  TableInst* table;
  const DefType* type;
  const ModuleInst* caller;
  SlotNo base;
  SlotNo index;
};
struct ReturnCall : Node {
  FuncInst* callee;
  Move args;
};
struct ReturnCallRef : Node {
  Move args;
  u64 ref;  ///< a SlotNo
};
struct ReturnCallIndirect : Node {
  TableInst* table;
  const DefType* type;
  Move args;
  u64 index;  ///< a SlotNo
};

// The distance to the end of the native stack, compared with what a call may need.
inline bool native_stack_left(const Machine& m, u32 need) {
  return static_cast<const u8*>(__builtin_frame_address(0)) - need >= m.native_limit;
}

// [#exec-invoke-host] Results are written behind the arguments, so that a host function may write one before it has
// read all arguments.
[[gnu::noinline]] Signal call_host(FuncInst& fi, const ModuleInst* caller, Slots s, Machine& m) {
  const FuncType& type = fi.type->func();
  const std::size_t params = type.params.size();
  const std::size_t results = type.results.size();
  const Slots out = s + params;
  for (std::size_t i = 0; i < results; ++i) out[i] = Value{};
  const Slots top = m.top;
  m.top = out + results;
  m.store.fuel = m.fuel;  // other fibers may run meanwhile
  Signal r = Signal::next;
  try {
    HostCall call{m.store, m, fi, caller, {s, params}, {out, results}};
    fi.host(call);
    for (std::size_t i = 0; i < results; ++i) s[i] = out[i];
  } catch (const ForcedUnwind&) {
    m.fuel = m.store.fuel;
    throw;
  } catch (...) {
    r = signal_of_current_exception(m);
  }
  m.fuel = m.store.fuel;
  m.top = top;
  return r;
}

// [Step_read/call_ref-func] [Step/ctxt-frame] [Step_pure/frame-vals] [Step_pure/return-frame] [Step_pure/trap-frame]
// [Step_read/throw_ref-frame] [Step_read/return_call_ref-frame-addr]
inline Signal invoke(FuncInst* fi, const ModuleInst* caller, const Node& n, Slots s, Machine& m) {
  if (m.depth_left == 0) [[unlikely]]
    return exhausted(m, n, Resource::call_stack);
  --m.depth_left;
  Signal r;
  for (;;) {
    if (!charge(m)) [[unlikely]] {
      r = exhausted(m, n, Resource::fuel);
      break;
    }
    if (slots_at(s, fi->frame) > m.slots_end || !native_stack_left(m, fi->native)) [[unlikely]] {
      r = exhausted(m, n, Resource::call_stack);
      break;
    }
    if (fi->body == nullptr) [[unlikely]] {
      if (fi->code != nullptr) {
        resolve_func(*fi);
        ++m.fuel;  // not charged twice
        continue;
      }
      r = call_host(*fi, caller, s, m);
    } else {
      for (SlotNo at = fi->params; at < fi->locals; at += slot_size) slot(s, at) = Value{};  // [$default_]
      r = leave_label(run(fi->body, s, m, fi->memory));
    }
    if (r != Signal::tail_call) [[likely]]
      break;
    caller = fi->module;
    fi = m.tail_callee;
  }
  ++m.depth_left;
  return r == Signal::return_ ? Signal::next : r;
}

// [Step_read/call]
Signal call(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Call>(node);
  const Signal r = invoke(n.callee, n.caller, n, slots_at(s, static_cast<SlotNo>(n.base)), m);
  if (r != Signal::next) [[unlikely]]
    return left_call(m, n, r);
  NEXT;
}

// [Step_read/call_ref-null] [Step_read/call_ref-func]
Signal call_ref(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<CallRef>(node);
  const Ref ref = read<Ref>(s, n.ref);
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_function_reference);
  const Signal r = invoke(ref.func(), n.caller, n, slots_at(s, n.base), m);
  if (r != Signal::next) [[unlikely]]
    return left_call(m, n, r);
  NEXT;
}

// [Step_read/table.get-oob] [Step_read/ref.cast-fail] [Step_read/call_ref-null], told apart by their messages.
[[gnu::cold, gnu::noinline]] Signal trap_indirect(Machine& m, const Node& n, const TableInst& table, u64 index) {
  if (index >= table.refs.size()) return trap(m, n, TrapCode::undefined_element, index);
  if (table.refs[index].is_null()) return trap(m, n, TrapCode::uninitialized_element, index);
  return trap(m, n, TrapCode::indirect_call_type_mismatch, index);
}

// The function that an indirect call calls; null if it traps. [Step_pure/call_indirect]: table.get, ref.cast, call_ref.
inline FuncInst* callee_at(const TableInst& table, u64 index, const DefType* type) {
  if (index >= table.refs.size()) [[unlikely]]
    return nullptr;
  const Ref ref = table.refs[index];
  if (ref.is_null()) [[unlikely]]
    return nullptr;
  FuncInst* fi = ref.func();
  if (fi->type != type && !match_deftype(fi->type, type)) [[unlikely]]
    return nullptr;
  return fi;
}

Signal call_indirect(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<CallIndirect_>(node);
  const u64 index = read<u64>(s, n.index);
  FuncInst* fi = callee_at(*n.table, index, n.type);
  if (fi == nullptr) [[unlikely]]
    return trap_indirect(m, n, *n.table, index);
  const Signal r = invoke(fi, n.caller, n, slots_at(s, n.base), m);
  if (r != Signal::next) [[unlikely]]
    return left_call(m, n, r);
  NEXT;
}

// [Step_read/return_call]
Signal return_call(const Node& node, Slots s, Machine& m, u8*) {
  auto& n = as<ReturnCall>(node);
  m.tail_callee = n.callee;
  move_values(s, n.args);
  return Signal::tail_call;
}

// [Step_read/return_call_ref-frame-null] [Step_read/return_call_ref-frame-addr]
Signal return_call_ref(const Node& node, Slots s, Machine& m, u8*) {
  auto& n = as<ReturnCallRef>(node);
  const Ref ref = read<Ref>(s, static_cast<SlotNo>(n.ref));
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_function_reference);
  m.tail_callee = ref.func();
  move_values(s, n.args);
  return Signal::tail_call;
}

// [Step_pure/return_call_indirect]
Signal return_call_indirect(const Node& node, Slots s, Machine& m, u8*) {
  auto& n = as<ReturnCallIndirect>(node);
  const u64 index = read<u64>(s, static_cast<SlotNo>(n.index));
  m.tail_callee = callee_at(*n.table, index, n.type);
  if (m.tail_callee == nullptr) [[unlikely]]
    return trap_indirect(m, n, *n.table, index);
  move_values(s, n.args);
  return Signal::tail_call;
}

// ---- Resolution

u32 param_count(const DefType* type) { return static_cast<u32>(type->func().params.size()); }
u32 result_count(const DefType* type) { return static_cast<u32>(type->func().results.size()); }

// The arguments of a tail call, to be moved to the start of the frame.
Move pop_tail_arguments(Resolver& r, const DefType* type) {
  const u32 n = param_count(type);
  Move move{r.pop_range(n), 0, n, 0};
  for (const ValType& t : type->func().params) move.wide |= t.is_vec() ? 1U : 0U;
  return move;
}

void resolve_call(Resolver& r, const Instr& instr) {
  Call n{};
  n.callee = r.instance().funcs[instr.as<FuncIdx>().value];
  n.caller = &r.instance();
  const DefType* type = r.context().funcs[instr.as<FuncIdx>().value];
  n.base = r.pop_range(param_count(type));
  r.emit(call, n);
  r.push(result_count(type));
}

void resolve_call_ref(Resolver& r, const Instr& instr) {
  const DefType* type = r.instance().types[instr.as<TypeIdx>().value];
  CallRef n{};
  n.caller = &r.instance();
  n.ref = r.pop();
  n.base = r.pop_range(param_count(type));
  r.emit(call_ref, n);
  r.push(result_count(type));
}

void resolve_call_indirect(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<CallIndirect>();
  CallIndirect_ n{};
  n.table = r.instance().tables[imm.table.value];
  n.type = r.instance().types[imm.type.value];
  n.caller = &r.instance();
  n.index = r.pop();
  n.base = r.pop_range(param_count(n.type));
  r.emit(call_indirect, n);
  r.push(result_count(n.type));
}

void resolve_return_call(Resolver& r, const Instr& instr) {
  ReturnCall n{};
  n.callee = r.instance().funcs[instr.as<FuncIdx>().value];
  n.args = pop_tail_arguments(r, r.context().funcs[instr.as<FuncIdx>().value]);
  r.emit(return_call, n);
  r.unreachable();
}

void resolve_return_call_ref(Resolver& r, const Instr& instr) {
  ReturnCallRef n{};
  n.ref = r.pop();
  n.args = pop_tail_arguments(r, r.instance().types[instr.as<TypeIdx>().value]);
  r.emit(return_call_ref, n);
  r.unreachable();
}

void resolve_return_call_indirect(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<CallIndirect>();
  ReturnCallIndirect n{};
  n.table = r.instance().tables[imm.table.value];
  n.type = r.instance().types[imm.type.value];
  n.index = r.pop();
  n.args = pop_tail_arguments(r, n.type);
  r.emit(return_call_indirect, n);
  r.unreachable();
}

}  // namespace

Signal invoke_at(FuncInst& callee, const ModuleInst* caller, Slots s, Machine& m) {
  static const End from_outside{{end, sizeof(End), 0}, nullptr, nullptr, 0};
  return invoke(&callee, caller, from_outside, s, m);
}

// Measured with either compiler at -O2: 48 bytes for a call and for each block. Without tail calls `run`, the rule and
// what the compiler did not inline have frames of their own, larger still under sanitizers.
u32 native_need(u32 nesting) {
#if TOUCHSTONE_TAIL_CALLS
  constexpr u32 for_each = 96;
#else
  constexpr u32 for_each = 512;
#endif
  return (nesting + 1) * for_each;
}

void bind_call(Bindings& b) {
  b[Op::call] = resolve_call;
  b[Op::call_ref] = resolve_call_ref;
  b[Op::call_indirect] = resolve_call_indirect;
  b[Op::return_call] = resolve_return_call;
  b[Op::return_call_ref] = resolve_return_call_ref;
  b[Op::return_call_indirect] = resolve_return_call_indirect;
}

}  // namespace touchstone::wasm
