// The resolved tree: the end of a body, and the ways out of evaluation that are rarely taken.
#include "interp/execution/code.hpp"

#include <algorithm>

#include "interp/execution/explain.hpp"

namespace touchstone::wasm {

// [Step_pure/label-vals] is what it returns to.
Signal end(const Node&, Slots, Machine&, u8*) {
#if TOUCHSTONE_TAIL_CALLS
  return Signal::next;
#else
  return Signal::end;
#endif
}

namespace {

/// Where a node comes from.
struct Origin {
  const ModuleInst* module = nullptr;
  const FuncInst* func = nullptr;
  const Instr* instr = nullptr;
};

Origin origin_of(const Node& n) {
  const Node* last = &n;
  while (last->rule != end) last = &following(*last);
  const auto& of = as<End>(*last);
  Origin origin;
  origin.module = of.module;
  if (of.func == nullptr) return origin;
  origin.func = of.func;
  const Body& body = of.func->resolved->bodies[of.body];
  const auto* first = static_cast<const u8*>(static_cast<const void*>(body.nodes.get()));
  const auto offset = static_cast<u32>(static_cast<const u8*>(static_cast<const void*>(&n)) - first);
  const auto at = std::upper_bound(body.positions.begin(), body.positions.end(), offset,
                                   [](u32 wanted, const Body::Position& p) { return wanted < p.offset; });
  if (at != body.positions.begin()) origin.instr = &of.func->code->body[std::prev(at)->instr];
  return origin;
}

TracePoint point_of(const Origin& origin) {
  TracePoint point;
  point.module = origin.module;
  if (origin.func != nullptr) point.func = origin.func->index;
  if (origin.instr != nullptr) point.at = origin.instr->at;
  return point;
}

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

TracePoint position_of(const Node& n) { return point_of(origin_of(n)); }

Signal trap(Machine& m, const Node& n, TrapSite why, u64 a, u64 b, u64 c) {
  Trap trap(why.code);
  const Origin origin = origin_of(n);
  if (origin.instr != nullptr) {
    trap.rule = trap_rule(origin.instr->op, why);
    trap.detail = explain({*origin.module, origin.func, *origin.instr, why, a, b, c});
  }
  return fail(m, n, std::move(trap));
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
  } else if (r == Signal::throw_) {
    m.trace.left(n);
  }
  return r;
}

std::vector<TracePoint> trace_of(const Machine& m) {
  std::vector<TracePoint> out = m.trace.before;
  for (u32 i = 0; i < m.trace.count && out.size() < longest_backtrace; ++i) {
    const TracePoint point = position_of(*m.trace.nodes[i]);
    if (point.module != nullptr) out.push_back(point);
  }
  return out;
}

}  // namespace touchstone::wasm
