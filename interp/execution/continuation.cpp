// Continuations (stack-switching): cont.new, cont.bind, suspend, resume, resume_throw, resume_throw_ref, switch.
//
// The rules are those of the proposal's explainer [stack-switching/Explainer.md#reduction]. A prompt is the rule of `resume` at work (`drive`): it runs
// the continuation on its fiber and looks at what it stopped with, as `try_table` looks at Signals. If no clause handles
// that and it runs on a continuation's stack itself, it stops too, so that the next prompt can look; its own fiber then
// stands for both, which is the context H of the rules. Values go from slot to slot; slots of a stopped stack do not move.
// Where a host function called back there is no prompt any more: what is not handled there ends in the trap "unhandled tag".
#include "interp/execution/continuation.hpp"

#include <algorithm>

#include "interp/execution/aggregate.hpp"

namespace touchstone::wasm {

namespace {

struct ContNew : New {
  const DefType* type;
  u64 ref;     ///< a SlotNo
  u64 params;  ///< of the function
};
struct ContBind : New {
  const DefType* type;
  u32 count;   ///< arguments to bind, from `base` on; the continuation is behind them
  u32 params;  ///< of the function, bound ones not counted
};
struct Suspend : Node {
  const TagInst* tag;
  SlotNo base;  ///< of the arguments; what it is resumed with goes there too
  u32 count;
  u32 results;
  SlotNo live;
  const DefType* type;  ///< switch: of the continuation that is made of this computation
};
struct On {
  const TagInst* tag;
  const DefType* type;  ///< of the continuation that the label gets
  SlotNo to;            ///< where the label wants the first value
  u32 label;
  u32 fields;
  bool switch_;
};
struct Resume_ : New {
  const On* clauses;
  const TagInst* tag;  ///< resume_throw
  u32 clause_count;
  u32 count;  ///< operands before the continuation
  u32 results;
  u32 unused;
};

// ---- Continuations

bool consumed(const ContInst& ci) { return ci.func == nullptr && ci.stack == nullptr; }

ContInst* cont_at(Slots s, SlotNo at) { return static_cast<ContInst*>(read<Ref>(s, at).object()); }

/// Why a reference cannot be resumed; `other`: it can.
TrapCode unusable(Ref ref) {
  if (ref.is_null()) return TrapCode::null_continuation_reference;
  if (consumed(*static_cast<const ContInst*>(ref.object()))) return TrapCode::continuation_consumed;
  return TrapCode::other;
}

/// Runs on the fiber of a continuation from its beginning to its end.
void run_stack(Stack& stack) {
  Machine m(stack.store);
  m.stack = &stack;
  std::copy(stack.args.begin(), stack.args.end(), m.slots);
  stack.args = {};
  const FuncInst& fi = *stack.func;
  const Signal r = invoke_at(*stack.func, nullptr, m.slots, m);
  stack.store.fuel = m.fuel;
  if (r == Signal::next) std::copy_n(m.slots, fi.type->func().results.size(), stack.results);
  if (r == Signal::throw_) {
    stack.thrown_from = trace_of(m);
    stack.thrown = std::exchange(m.thrown, nullptr);
  }
  if (r == Signal::trap) stack.failure = std::move(m.failure);
  stack.ended = r;
}

/// Takes what a continuation stands for, ready to run: it is consumed. The slots must hold it.
std::unique_ptr<Stack> take(ContInst& ci, Store& store) {
  if (ci.stack != nullptr) return store.stacks->take(ci);
  if (store.fibers >= store.config.fibers) throw Exhaustion(Resource::fibers);
  auto stack = std::make_unique<Stack>(store);
  stack->func = ci.func;
  stack->args.assign(ci.args(), ci.args() + ci.size);
  try {
    stack->cont = cont_new([&stack = *stack](Message) { run_stack(stack); });
  } catch (const std::bad_alloc&) {
    throw Exhaustion(Resource::fibers, ": the host has no stack to give");
  }
  ci.func = nullptr;
  return stack;
}

/// Hands over the values that a stack is resumed with.
void give(Stack& stack, const Value* values, u32 count) {
  if (stack.values == nullptr) {
    stack.args.insert(stack.args.end(), values, values + count);
  } else {
    std::memmove(stack.values + stack.bound, values, count * sizeof(Value));
    stack.bound += count;
  }
}

/// Makes a continuation of a stack that has stopped.
ContInst* capture(std::unique_ptr<Stack>& stack, const DefType* type, Heap& heap) {
  ContInst* ci = heap.add_continst(type, 0, 0);
  if (ci == nullptr) throw Exhaustion(Resource::heap);
  ci->holds_refs = false;
  Stack& stopped = *stack;
  stopped.store.stacks->put(std::move(stack), *ci);
  return ci;
}

/// Looks for the clause that handles what a stack stopped with; null: none does.
const On* handler(const Resume_& n, const Request& request) {
  const bool switches = request.kind == Request::Kind::switch_;
  for (const On* on = n.clauses; on != n.clauses + n.clause_count; ++on) {
    if (on->tag == request.tag && on->switch_ == switches) return on;
  }
  return nullptr;
}

/// [stack-switching/prompt-suspend] `suspend` under its handler: the label gets the arguments and the rest of the computation.
Signal handle(const Resume_& n, const On& on, std::unique_ptr<Stack>& stack, Slots s) {
  const Request request = stack->request;
  ContInst* ci = capture(stack, on.type, *n.heap);
  const Slots to = slots_at(s, on.to);
  std::copy_n(request.args, on.fields, to);
  to[on.fields] = Value::of(Ref::to(ci));
  return branch(on.label);
}

/// [stack-switching/prompt-switch] `switch` under its handler: the other continuation gets the arguments and the rest of this one.
void switch_to(const Resume_& n, std::unique_ptr<Stack>& stack, Store& store) {
  const Request request = stack->request;
  const Value rest = Value::of(Ref::to(capture(stack, request.type, *n.heap)));
  std::unique_ptr<Stack> next = take(*request.target, store);  // nothing is allocated from here on
  give(*next, request.args, request.count);
  give(*next, &rest, 1);
  stack = std::move(next);
}

/// Stops the stack that runs `m`, which then stands for `inner` too, and lets it go on when it is resumed.
void forward(Machine& m, Stack& inner) {
  Stack& outer = *m.stack;
  outer.request = inner.request;
  outer.values = inner.values;
  outer.bound = inner.bound;
  block();
  inner.bound = outer.bound;
  inner.thrown = std::exchange(outer.thrown, nullptr);
}

/// What a stack that has ended leaves behind.
Signal ended(Stack& stack, Machine& m) {
  const Signal r = *stack.ended;
  if (r == Signal::throw_) m.raise(std::exchange(stack.thrown, nullptr), std::move(stack.thrown_from));
  if (r == Signal::trap) m.failure = std::move(stack.failure);
  return r;
}

/// [stack-switching/prompt] Runs a stack under the handlers of `n` until one of them branches, or it ends.
Signal drive(const Resume_& n, std::unique_ptr<Stack> stack, Slots s, Machine& m) {
  for (;;) {
    stack->results = slots_at(s, n.base);
    m.store.fuel = m.fuel;
    stack->cont = touchstone::resume(std::move(stack->cont), {}).cont;
    m.fuel = m.store.fuel;
    if (stack->ended) return ended(*stack, m);
    if (const On* on = handler(n, stack->request)) {
      if (!on->switch_) return handle(n, *on, stack, s);
      switch_to(n, stack, m.store);
    } else if (m.stack != nullptr) {
      m.store.fuel = m.fuel;
      forward(m, *stack);
      m.fuel = m.store.fuel;
    } else {
      return trap(m, n, TrapCode::unhandled_tag, std::bit_cast<u64>(stack->request.tag));
    }
  }
}

/// drive, from its beginning. Exhaustions become Signals.
template <class Prepare>
Signal driven(const Resume_& n, Slots s, Machine& m, Prepare&& prepare) {
  m.top = std::max(slots_at(s, n.live), slots_at(s, n.base) + n.results);
  try {
    std::unique_ptr<Stack> stack = take(*cont_at(s, n.base + n.count * slot_size), m.store);
    prepare(*stack);
    return drive(n, std::move(stack), s, m);
  } catch (const Exhaustion&) {
    return left_call(m, n, signal_of_current_exception(m));
  }
}

// ---- Rules

// [stack-switching/cont.new, stack-switching/cont.new-null]
Signal cont_new_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ContNew>(node);
  const Ref ref = read<Ref>(s, static_cast<SlotNo>(n.ref));
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_function_reference);
  publish(n, s, m);
  ContInst* ci = n.heap->add_continst(n.type, static_cast<u32>(n.params), 0);
  if (ci == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  ci->func = ref.func();
  write(s, n.result, Ref::to(ci));
  NEXT;
}

// [stack-switching/cont.bind, stack-switching/cont.bind-null, stack-switching/cont.bind-consumed] The continuation is consumed, whatever becomes of its arguments.
Signal cont_bind(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<ContBind>(node);
  const SlotNo at = n.base + n.count * slot_size;
  if (const TrapCode why = unusable(read<Ref>(s, at)); why != TrapCode::other) [[unlikely]]
    return trap(m, n, why);
  publish(n, s, m);
  ContInst* from = cont_at(s, at);
  const u32 params = from->stack != nullptr ? 0 : from->size + n.params;
  ContInst* to = n.heap->add_continst(n.type, params, params == 0 ? 0 : from->size + n.count);
  if (to == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  const Slots args = slots_at(s, n.base);
  if (from->stack != nullptr) {
    std::unique_ptr<Stack> stack = m.store.stacks->take(*from);
    give(*stack, args, n.count);
    m.store.stacks->put(std::move(stack), *to);
  } else {
    to->func = std::exchange(from->func, nullptr);
    std::copy_n(from->args(), from->size, to->args());
    std::copy_n(args, n.count, to->args() + from->size);
  }
  write(s, n.result, Ref::to(to));
  NEXT;
}

/// Stops this stack, to suspend or to switch to `target`.
[[gnu::noinline]] Signal stop(const Suspend& n, Slots s, Machine& m, ContInst* target) {
  if (m.stack == nullptr) return trap(m, n, TrapCode::unhandled_tag, std::bit_cast<u64>(n.tag));
  Stack& stack = *m.stack;
  const auto kind = target == nullptr ? Request::Kind::suspend : Request::Kind::switch_;
  const Slots args = slots_at(s, n.base);
  stack.request = {kind, n.tag, args, n.count, target, n.type};
  stack.values = args;
  stack.bound = 0;
  m.top = std::max(slots_at(s, n.live), args + n.results);
  m.store.fuel = m.fuel;
  block();
  m.fuel = m.store.fuel;
  if (stack.thrown == nullptr) return Signal::next;
  return m.raise(std::exchange(stack.thrown, nullptr), n);
}

// [stack-switching/suspend]
Signal suspend(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Suspend>(node);
  if (const Signal r = stop(n, s, m, nullptr); r != Signal::next) return r;
  NEXT;
}

// [stack-switching/switch, stack-switching/switch-null, stack-switching/switch-consumed]
Signal switch_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Suspend>(node);
  const SlotNo at = n.base + n.count * slot_size;
  if (const TrapCode why = unusable(read<Ref>(s, at)); why != TrapCode::other) [[unlikely]]
    return trap(m, n, why);
  if (const Signal r = stop(n, s, m, cont_at(s, at)); r != Signal::next) return r;
  NEXT;
}

[[gnu::noinline]] Signal resume_with_values(const Resume_& n, Slots s, Machine& m) {
  return driven(n, s, m, [&](Stack& stack) { give(stack, slots_at(s, n.base), n.count); });
}

// [stack-switching/resume, stack-switching/resume-null, stack-switching/resume-consumed]
Signal resume_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Resume_>(node);
  if (const TrapCode why = unusable(read<Ref>(s, n.base + n.count * slot_size)); why != TrapCode::other) [[unlikely]]
    return trap(m, n, why);
  const Signal r = resume_with_values(n, s, m);
  if (r != Signal::next) return left_call(m, n, r);
  NEXT;
}

/// Resumes a continuation with an exception: one that has not begun ends at once.
[[gnu::noinline]] Signal throw_into(const Resume_& n, Slots s, Machine& m, Object* exn) {
  ContInst* ci = cont_at(s, n.base + n.count * slot_size);
  if (ci->stack == nullptr) {
    ci->func = nullptr;
    return m.raise(exn, std::vector<TracePoint>());
  }
  return driven(n, s, m, [exn](Stack& stack) { stack.thrown = exn; });
}

// [stack-switching/resume_throw, stack-switching/resume_throw-null]
Signal resume_throw(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Resume_>(node);
  if (const TrapCode why = unusable(read<Ref>(s, n.base + n.count * slot_size)); why != TrapCode::other) [[unlikely]]
    return trap(m, n, why);
  publish(n, s, m);
  ExnInst* exn = n.heap->add_exninst(*n.tag);
  if (exn == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  std::copy_n(slots_at(s, n.base), n.count, exn->fields());
  const Signal r = throw_into(n, s, m, exn);
  if (r != Signal::next) return left_call(m, n, r);
  NEXT;
}

// [stack-switching/resume_throw_ref, stack-switching/resume_throw_ref-null]
// [stack-switching/resume_throw_ref-consumed, stack-switching/resume_throw_ref-null-exn]
Signal resume_throw_ref(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Resume_>(node);
  if (const TrapCode why = unusable(read<Ref>(s, n.base + n.count * slot_size)); why != TrapCode::other) [[unlikely]]
    return trap(m, n, why);
  const Ref exn = read<Ref>(s, n.base);
  if (exn.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_exception_reference);
  const Signal r = throw_into(n, s, m, exn.object());
  if (r != Signal::next) return left_call(m, n, r);
  NEXT;
}

// ---- Resolution

const DefType* type_at(Resolver& r, TypeIdx x) { return r.instance().types[x.value]; }
const FuncType& func_of(const DefType* cont) { return cont->cont().func.def->func(); }
u32 size32(const ResultType& ts) { return static_cast<u32>(ts.size()); }

void resolve_cont_new(Resolver& r, const Instr& instr) {
  ContNew n{};
  begin_new(r, n);
  n.type = type_at(r, instr.as<TypeIdx>());
  n.params = size32(func_of(n.type).params);
  n.ref = r.pop();
  r.result(cont_new_, n);
}

void resolve_cont_bind(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeType>();
  ContBind n{};
  begin_new(r, n);
  n.type = type_at(r, imm.second);
  n.params = size32(func_of(type_at(r, imm.first)).params);
  n.count = n.params - size32(func_of(n.type).params);
  n.base = r.pop_range(n.count + 1);
  r.result(cont_bind, n);
}

void resolve_suspend(Resolver& r, const Instr& instr) {
  Suspend n{};
  n.live = r.live_end();
  n.tag = r.instance().tags[instr.as<TagIdx>().value];
  n.count = size32(n.tag->type->func().params);
  n.results = size32(n.tag->type->func().results);
  n.base = r.pop_range(n.count);
  r.emit(suspend, n);
  r.push(n.results);
}

void resolve_switch(Resolver& r, const Instr& instr) {
  const auto& imm = instr.as<TypeTag>();
  const ResultType& ts1 = func_of(type_at(r, imm.type)).params;
  Suspend n{};
  n.live = r.live_end();
  n.tag = r.instance().tags[imm.tag.value];
  n.type = ts1.back().heap.def;
  n.count = size32(ts1) - 1;
  n.results = size32(func_of(n.type).params);
  n.base = r.pop_range(n.count + 1);
  r.emit(switch_, n);
  r.push(n.results);
}

void resolve_resume(Resolver& r, const Instr& instr) {
  const Resume& imm = *instr.as<std::shared_ptr<const Resume>>();
  const FuncType& ft = func_of(type_at(r, imm.type));
  Resume_ n{};
  begin_new(r, n);
  n.results = size32(ft.results);
  n.count = size32(ft.params);
  Rule rule = resume_;
  if (instr.op == Op::resume_throw) {
    rule = resume_throw;
    n.tag = r.instance().tags[imm.tag.value];
    n.count = size32(n.tag->type->func().params);
  } else if (instr.op == Op::resume_throw_ref) {
    rule = resume_throw_ref;
    n.count = 1;
  }
  n.base = r.pop_range(n.count + 1);
  auto* clauses = r.table<On>(imm.clauses.size());
  for (std::size_t i = 0; i < imm.clauses.size(); ++i) {
    const OnClause& c = imm.clauses[i];
    On& on = *::new (clauses + i) On{};
    on.tag = r.instance().tags[c.tag.value];
    on.fields = size32(on.tag->type->func().params);
    on.switch_ = c.switch_;
    if (c.switch_) continue;
    on.label = c.label.value;
    on.to = r.label(c.label).target;
    on.type = r.label_types(c.label).back().heap.def;
  }
  n.clauses = clauses;
  n.clause_count = static_cast<u32>(imm.clauses.size());
  r.emit(rule, n);
  r.push(n.results);
}

}  // namespace

void bind_continuation(Bindings& b) {
  b[Op::cont_new] = resolve_cont_new;
  b[Op::cont_bind] = resolve_cont_bind;
  b[Op::suspend] = resolve_suspend;
  b[Op::switch_] = resolve_switch;
  b[Op::resume] = resolve_resume;
  b[Op::resume_throw] = resolve_resume;
  b[Op::resume_throw_ref] = resolve_resume;
}

}  // namespace touchstone::wasm
