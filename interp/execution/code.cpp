// The resolved tree: the end of a body, and the ways out of evaluation that are rarely taken.
#include "interp/execution/code.hpp"

#include <algorithm>
#include <string>

namespace touchstone::wasm {

// [Step_pure/label-vals] is what it returns to.
Signal end(const Node&, Slots, Machine&, u8*) {
#if TOUCHSTONE_TAIL_CALLS
  return Signal::next;
#else
  return Signal::end;
#endif
}

TracePoint position_of(const Node& n) {
  const Node* last = &n;
  while (last->rule != end) last = &following(*last);
  const auto& of = as<End>(*last);
  TracePoint point;
  point.module = of.module;
  if (of.func == nullptr) return point;
  point.func = of.func->index;
  const Body& body = of.func->resolved->bodies[of.body];
  const auto* first = static_cast<const u8*>(static_cast<const void*>(body.nodes.get()));
  const auto offset = static_cast<u32>(static_cast<const u8*>(static_cast<const void*>(&n)) - first);
  const auto at = std::upper_bound(body.positions.begin(), body.positions.end(), offset,
                                   [](u32 wanted, const Body::Position& p) { return wanted < p.offset; });
  if (at != body.positions.begin()) point.at = of.func->code->body[std::prev(at)->instr].at;
  return point;
}

namespace {

/// Adds an instruction to a backtrace. The call that the embedder makes is none: its node belongs to no module.
void add_point(Failure& failure, const Node& n) {
  const TracePoint point = position_of(n);
  if (point.module != nullptr) failure.backtrace.push_back(point);
}

template <class F>
Signal fail(Machine& m, const Node& n, F failure) {
  add_point(failure, n);
  m.failure.emplace(std::move(failure));
  return Signal::trap;
}

}  // namespace

Signal trap(Machine& m, const Node& n, TrapCode why) { return fail(m, n, Trap(why)); }

Signal trap(Machine& m, const Node& n, TrapCode why, u64 index) {
  return fail(m, n, Trap(why, " " + std::to_string(index)));
}

Signal exhausted(Machine& m, const Node& n, Resource which) { return fail(m, n, Exhaustion(which)); }

// [Step_pure/trap-frame] [Step_pure/trap-instrs]
Signal left_call(Machine& m, const Node& n, Signal r) {
  if (r == Signal::trap) {
    std::visit(
        [&n](auto& failure) {
          if (failure.backtrace.size() < longest_backtrace) add_point(failure, n);
        },
        *m.failure);
  }
  return r;
}

}  // namespace touchstone::wasm
