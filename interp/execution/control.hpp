// 4.6.2 Control instructions, as far as other rules use them: what branches have in common.
#pragma once

#include "interp/execution/fold.hpp"
#include "interp/execution/resolve.hpp"

namespace touchstone::wasm {

/// A branch; the nodes of those that test something derive from it.
struct Branch : Node {
  Target target;
  u32 unused = 0;
};
struct BranchIf : Branch {
  Operand a, b;
};
struct If : Node {
  const Node* then;   ///< null: there is nothing to do
  const Node* else_;  ///< likewise
  Operand a, b;
};

/// Moves the values of a Branch and takes it; out of line, since most branches carry none.
[[gnu::noinline]] Signal branch_with_values(const Node& node, Slots s, Machine& m, u8* mem);

/// Takes the branch of a node that derives from Branch.
inline Signal take(const Branch& n, Slots s, Machine& m, u8* mem) {
  if (n.target.move.count != 0) [[unlikely]] {
    return branch_with_values(n, s, m, mem);
  }
  return branch(n.target.label);
}

/// What `if` does once it knows which body.
inline Signal run_arm(const Node* body, Slots s, Machine& m, u8* mem) {
  return body == nullptr ? Signal::next : leave_label(run(body, s, m, mem));
}

// [Step_pure/relop] and [Step_pure/br_if-true] [Step_pure/br_if-false] in one node.
template <class Relation, Kind a, Kind b>
Signal br_if_relation(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<BranchIf>(node);
  using T = typename Relation::Operand;
  if (Relation::holds(get<T, a>(n.a, s), get<T, b>(n.b, s))) return take(n, s, m, mem);
  NEXT;
}

// [Step_pure/relop] and [Step_pure/if-true] [Step_pure/if-false] in one node.
template <class Relation, Kind a, Kind b>
Signal if_relation(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<If>(node);
  using T = typename Relation::Operand;
  const Node* body = Relation::holds(get<T, a>(n.a, s), get<T, b>(n.b, s)) ? n.then : n.else_;
  if (const Signal r = run_arm(body, s, m, mem); r != Signal::next) return r;
  NEXT;
}

/// Legacy exceptions: `delegate` sends its exception outwards as a branch does, past handlers that are not meant. It counts
/// down to this when it leaves the label that it is meant for.
inline constexpr Signal delegated{0x8000'0000};
constexpr Signal delegate(u32 labels) { return Signal{static_cast<u32>(delegated) + labels + 1}; }

/// Puts the body of the function into one that makes an exception of what was delegated out of it.
void add_delegate_boundary(Resolver& r);

/// Bytes of native stack that a call with this nesting of bodies can take, measured and rounded up generously.
u32 native_need(u32 nesting);

}  // namespace touchstone::wasm
