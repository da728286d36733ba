// 4.6.4 Exception handling; 4.6.2: throw, throw_ref, try_table.
//
// An exception on its way out is Signal::throw_, with the instance in Machine::thrown. A handler of the specification is
// the rule of `try_table` looking at the Signal that leaves its body. The fields wait in the instance, so a catch clause
// writes them straight to where its label wants them; labels of clauses are counted from outside the `try_table`.
#include "interp/execution/aggregate.hpp"
#include "interp/execution/control.hpp"

namespace touchstone::wasm {

namespace {

struct Throw : New {
  const TagInst* tag;
  u64 count;  ///< of the fields
};
struct ThrowRef : Node {
  u64 ref;  ///< a SlotNo
};
struct Clause {
  const TagInst* tag;  ///< null: all
  u32 label;
  SlotNo to;   ///< where its label wants the first value
  u32 fields;  ///< how many of the exception it takes
  bool ref;    ///< and the exception itself
};
struct TryTableNode : Node {
  const Node* body;
  const Clause* clauses;
  u64 count;
};

// [Step/throw]
Signal throw_(const Node& node, Slots s, Machine& m, u8*) {
  auto& n = as<Throw>(node);
  publish(n, s, m);
  ExnInst* exn = n.heap->add_exninst(*n.tag);
  if (exn == nullptr) [[unlikely]]
    return exhausted(m, n, Resource::heap);
  if (n.count > 0) std::memcpy(exn->fields(), slots_at(s, n.base), n.count * sizeof(Value));
  return m.raise(exn, n);
}

// [Step_read/throw_ref-null] [Step_read/throw_ref-instrs]
Signal throw_ref(const Node& node, Slots s, Machine& m, u8*) {
  auto& n = as<ThrowRef>(node);
  const Ref ref = read<Ref>(s, static_cast<SlotNo>(n.ref));
  if (ref.is_null()) [[unlikely]]
    return trap(m, n, TrapCode::null_exception_reference);
  return m.raise(ref.object(), n);
}

// [Step_read/throw_ref-handler-catch] [Step_read/throw_ref-handler-catch_ref] [Step_read/throw_ref-handler-catch_all]
// [Step_read/throw_ref-handler-catch_all_ref] [Step_read/throw_ref-handler-next] [Step_read/throw_ref-handler-empty]
[[gnu::noinline]] Signal handle(const TryTableNode& n, Slots s, Machine& m) {
  auto* exn = static_cast<ExnInst*>(m.thrown);
  for (const Clause* clause = n.clauses; clause != n.clauses + n.count; ++clause) {
    if (clause->tag != nullptr && clause->tag != exn->tag) continue;
    const Slots to = slots_at(s, clause->to);
    if (clause->fields > 0) std::memcpy(to, exn->fields(), clause->fields * sizeof(Value));
    if (clause->ref) to[clause->fields] = Value::of(Ref::to(exn));
    m.thrown = nullptr;
    return branch(clause->label);
  }
  return Signal::throw_;
}

// [Step_read/try_table] [Step_pure/handler-vals] [Step_pure/br-handler] [Step_pure/return-handler]
// [Step_pure/trap-handler] [Step_read/return_call_ref-handler]
Signal try_table(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<TryTableNode>(node);
  const Signal r = leave_label(run(n.body, s, m, mem));
  if (r != Signal::next) [[unlikely]]
    return r == Signal::throw_ || r == delegated ? handle(n, s, m) : r;
  NEXT;
}

// ---- Resolution

u32 field_count(const TagInst& tag) { return static_cast<u32>(tag.type->func().params.size()); }

void resolve_throw(Resolver& r, const Instr& instr) {
  Throw n{};
  begin_new(r, n);
  n.tag = r.instance().tags[instr.as<TagIdx>().value];
  n.count = field_count(*n.tag);
  n.base = r.pop_range(static_cast<u32>(n.count));
  r.emit(throw_, n);
  r.unreachable();
}

void resolve_throw_ref(Resolver& r, const Instr&) {
  ThrowRef n{};
  n.ref = r.pop();
  r.emit(throw_ref, n);
  r.unreachable();
}

void close_try_table(Resolver& r, const Resolver::Label& label) {
  const auto& catches = label.instr->as<std::shared_ptr<const TryTable>>()->catches;
  auto* clauses = r.table<Clause>(catches.size());
  for (std::size_t i = 0; i < catches.size(); ++i) {
    const Catch& c = catches[i];
    Clause& clause = *::new (clauses + i) Clause{};
    if (c.kind == Catch::Kind::catch_ || c.kind == Catch::Kind::catch_ref) {
      clause.tag = r.instance().tags[c.tag.value];
      clause.fields = field_count(*clause.tag);
    }
    clause.ref = c.kind == Catch::Kind::catch_ref || c.kind == Catch::Kind::catch_all_ref;
    clause.label = c.label.value;
    clause.to = r.label(c.label).target;
  }
  TryTableNode n{};
  n.body = label.body;
  n.clauses = clauses;
  n.count = catches.size();
  r.emit(try_table, n);
}

void resolve_try_table(Resolver& r, const Instr& instr) { r.open(instr, close_try_table); }

}  // namespace

void bind_exception(Bindings& b) {
  b[Op::throw_] = resolve_throw;
  b[Op::throw_ref] = resolve_throw_ref;
  b[Op::try_table] = resolve_try_table;
}

}  // namespace touchstone::wasm
