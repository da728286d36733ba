// The resolved tree: what runs. One engine idea, not in the specification (Strategy).
//
// A body (of a function, block, loop, if, try_table) is a row of nodes that lie side by side. A node is a rule function,
// the slots or constants it takes, and the slot of its result; nested bodies are pointers. Since validation knows the
// height of the operand stack everywhere, operands have fixed slots and there is no stack pointer.
// Each rule ends in NEXT, a tail call of the following node's rule, so that the processor sees one indirect jump for
// each instruction and the state stays in registers; the last node of a body, `end`, returns. Rules of blocks call `run`
// for their nested body and look at the Signal it returns, just as the specification's rules for labels do.
//
// In a rule that ends in NEXT: no destructors, no local whose address escapes, no more parameters (each would turn the
// tail call into a call). Whatever needs them goes into a function that is not inlined, like `trap`.
// Without optimisation or under sanitizers (TOUCHSTONE_TAIL_CALLS=0) NEXT returns and `run` is a loop.
#pragma once

#include <memory>
#include <vector>

#include "interp/execution/machine.hpp"

#ifndef TOUCHSTONE_TAIL_CALLS
#define TOUCHSTONE_TAIL_CALLS 0
#endif

namespace touchstone::wasm {

struct Node;

/// The function of a node: frame `s`, machine `m`, byte 0 of memory 0 `mem`. All in registers.
using Rule = Signal (*)(const Node& node, Slots s, Machine& m, u8* mem);

/// The head of every node. Node types derive from it, are trivially copyable, and are read by their own rules only.
struct alignas(8) Node {
  Rule rule;
  u32 size;       ///< of the whole node in bytes: the next one lies there
  SlotNo result;  ///< where its result goes, if it has one
};

/// An operand known when the code was resolved: where it lies, or what it is.
union Operand {
  SlotNo slot;
  u64 value;  ///< a constant, as in Value::low
};
enum class Kind : u8 { slot, constant };

/// Nodes of many rules: one operand, two operands.
struct Unary : Node {
  Operand a;
};
struct Binary : Node {
  Operand a, b;
};

/// Values to be moved when a branch is taken: `count` slots from `from` to `to`.
struct Move {
  SlotNo from = 0;
  SlotNo to = 0;
  u32 count = 0;
  u32 wide = 0;  ///< some are v128: move 16 bytes each, else 8
};

/// Where a branch goes: a label, counted outwards, and what it carries there.
struct Target {
  u32 label = 0;
  Move move;
};

// ---- Slots

inline Value& slot(Slots s, SlotNo at) {
  return *static_cast<Value*>(static_cast<void*>(static_cast<u8*>(static_cast<void*>(s)) + at));
}
inline Slots slots_at(Slots s, SlotNo at) { return &slot(s, at); }

/// The value in a slot.
template <class T>
inline T read(Slots s, SlotNo at) {
  return slot(s, at).as<T>();
}

/// Writes a slot: 8 bytes, or 16 for a V128.
template <class T>
inline void write(Slots s, SlotNo at, T x) {
  if constexpr (std::is_same_v<T, V128>) {
    slot(s, at) = Value::of(x);
  } else {
    slot(s, at).low = Value::of(x).low;
  }
}

/// An operand of kind `kind`.
template <class T, Kind kind>
inline T get(Operand operand, Slots s) {
  if constexpr (kind == Kind::slot)
    return read<T>(s, operand.slot);
  else
    return Value{operand.value, 0}.as<T>();
}

/// Moves the values of a branch; ranges may overlap.
inline void move_values(Slots s, const Move& move) {
  if (move.count == 0) return;
  if (move.wide == 0) {
    if (move.from > move.to) {
      for (u32 i = 0; i < move.count * slot_size; i += slot_size) slot(s, move.to + i).low = slot(s, move.from + i).low;
    } else {
      for (u32 i = move.count * slot_size; i > 0; i -= slot_size) {
        slot(s, move.to + i - slot_size).low = slot(s, move.from + i - slot_size).low;
      }
    }
  } else {
    __builtin_memmove(slots_at(s, move.to), slots_at(s, move.from), u64{move.count} * slot_size);
  }
}

// ---- Dispatch

/// The node as its own type.
template <class N>
inline const N& as(const Node& node) {
  return static_cast<const N&>(node);
}

// clang-format off
#if TOUCHSTONE_TAIL_CALLS
#ifdef __clang__
#define TOUCHSTONE_MUSTTAIL [[clang::musttail]]
#else
#define TOUCHSTONE_MUSTTAIL
#endif
/// Goes on with the node after `n`, which must have its own type. Parameters of the rule are n's node, s, m, mem.
#define NEXT do { const Node& next_ = *(&n + 1); TOUCHSTONE_MUSTTAIL return next_.rule(next_, s, m, mem); } while (false)
/// As NEXT, for nodes whose size is not that of their type.
#define NEXT_BY_SIZE do { const Node& next_ = following(n); TOUCHSTONE_MUSTTAIL return next_.rule(next_, s, m, mem); } while (false)
#else
#define TOUCHSTONE_MUSTTAIL
#define NEXT do { static_cast<void>(s); static_cast<void>(m); static_cast<void>(mem); return Signal::next; } while (false)
#define NEXT_BY_SIZE NEXT
#endif
// clang-format on

/// The node behind `n` in its body.
inline const Node& following(const Node& n) {
  return *static_cast<const Node*>(
      static_cast<const void*>(static_cast<const u8*>(static_cast<const void*>(&n)) + n.size));
}

/// Runs a body. [Step/ctxt-instrs] [Steps/trans]
inline Signal run(const Node* n, Slots s, Machine& m, u8* mem) {
#if TOUCHSTONE_TAIL_CALLS
  return n->rule(*n, s, m, mem);
#else
  Signal r;
  while ((r = n->rule(*n, s, m, mem)) == Signal::next) n = &following(*n);
  return r == Signal::end ? Signal::next : r;
#endif
}

/// The last node of every body; it knows whose body it is.
struct End : Node {
  const ModuleInst* module;
  const FuncInst* func;  ///< null: a constant expression
  u64 body;              ///< index into Code::bodies
};
Signal end(const Node& node, Slots s, Machine& m, u8* mem);

/// What a Signal that leaves a body becomes outside its label.
constexpr Signal leave_label(Signal r) {
  if (r == branch(0)) return Signal::next;                   // [Step_pure/br-label-zero]
  if (is_branch(r)) return Signal{static_cast<u32>(r) - 1};  // [Step_pure/br-label-succ]
  return r;  // [Step_pure/return-label] [Step_pure/trap-label] [Step_read/throw_ref-label] [Step_read/return_call_ref-label]
}

// ---- Ways out; none is inlined, all are cold

/// Why a rule traps and, if it has two objects of one kind, which of them is meant: the one written to or the one read.
struct TrapSite {
  constexpr TrapSite(TrapCode why, bool of_source = false)
      : code(why), source(of_source) {}  // NOLINT: a code is a site
  TrapCode code;
  bool source;
};

/// Records a trap at `n`; returns Signal::trap.
/// @param a, b, c  operands that matter, in the order of the instruction; explain.cpp knows what they mean for which code
[[gnu::cold, gnu::noinline]] Signal trap(Machine& m, const Node& n, TrapSite why, u64 a = 0, u64 b = 0, u64 c = 0);
/// Records that a limit was met at `n`; returns Signal::trap.
[[gnu::cold, gnu::noinline]] Signal exhausted(Machine& m, const Node& n, Resource which);
/// Adds the call `n` to the backtrace of a trap or exception that leaves it; returns `r`.
[[gnu::cold, gnu::noinline]] Signal left_call(Machine& m, const Node& n, Signal r);

/// Fuel for a call or a round of a loop; false: there is none left.
inline bool charge(Machine& m) { return --m.fuel >= 0; }

// ---- Resolved code

/// One body: its nodes, and which instruction each came from.
struct Body {
  struct Position {
    u32 offset;  ///< of the node
    u32 instr;   ///< index into the function's expression
  };
  std::unique_ptr<u64[]> nodes;  ///< multiples of 8 bytes
  u32 size = 0;                  ///< in bytes
  std::vector<Position> positions;
};

/// The code of a function: all bodies, the function's own last.
struct Code {
  std::vector<Body> bodies;
  std::vector<std::unique_ptr<std::byte[]>> tables;  ///< arrays that nodes point to
  SlotNo params = 0;                                 ///< bytes of slots of the parameters
  SlotNo locals = 0;                                 ///< of parameters and locals
  SlotNo frame = 0;                                  ///< of all
  u32 nesting = 0;                                   ///< the deepest nesting of bodies, the function's own counted

  const Node* entry() const;
};

/// The instruction that a node came from.
TracePoint position_of(const Node& n);

/// The place of a throw, and those that the exception left since.
std::vector<TracePoint> trace_of(const Machine& m);

}  // namespace touchstone::wasm
