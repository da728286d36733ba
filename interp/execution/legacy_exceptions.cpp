// Exception handling as it was before 3.0 (legacy-exceptions): try with catch, catch_all or delegate; rethrow.
//
// The rules are those of [legacy-exceptions/Exceptions-formal-overview.md#execution-reduction]. `handler` there is the rule of `try` looking at the
// Signal that leaves its body, as for `try_table`; `caught` is the slot below a handler's operands that holds the
// exception. A delegated exception is a Signal that passes as many labels as its own names, then becomes an exception
// again: which `try` that is, is known when the code is resolved.
#include "interp/execution/control.hpp"
#include "interp/execution/heap.hpp"

namespace touchstone::wasm {

namespace {

struct Handler {
  const TagInst* tag;  ///< null: all
  const Node* body;
  u64 fields;
};
struct Try : Node {
  const Node* body;
  const Handler* handlers;
  u32 count;
  SlotNo caught;  ///< where a handler has its exception; the fields come behind
};
struct Delegate : Node {
  const Node* body;
  u64 labels;
};
struct Rethrow : Node {
  u64 caught;  ///< a SlotNo
};

/// The handler of an exception; null if there is none. `T[val* (throw a)]`: fields are put where it wants them.
[[gnu::noinline]] const Handler* handler_of(const Try& n, Slots s, Machine& m) {
  auto* exn = static_cast<ExnInst*>(m.thrown);
  for (const Handler* handler = n.handlers; handler != n.handlers + n.count; ++handler) {
    if (handler->tag != nullptr && handler->tag != exn->tag) continue;
    const Slots caught = slots_at(s, n.caught);
    *caught = Value::of(Ref::to(exn));
    if (handler->fields > 0) std::memcpy(caught + 1, exn->fields(), handler->fields * sizeof(Value));
    m.thrown = nullptr;
    return handler;
  }
  return nullptr;
}

// [legacy-exceptions/try, legacy-exceptions/catch, legacy-exceptions/catch_all]
Signal try_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Try>(node);
  const Signal r = leave_label(run(n.body, s, m, mem));
  if (r != Signal::next) [[unlikely]] {
    if (r != Signal::throw_ && r != delegated) return r;
    const Handler* handler = handler_of(n, s, m);
    if (handler == nullptr) return Signal::throw_;
    if (const Signal h = leave_label(run(handler->body, s, m, mem)); h != Signal::next) return h;
  }
  NEXT;
}

// [legacy-exceptions/delegate]
Signal delegate_(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Delegate>(node);
  const Signal r = leave_label(run(n.body, s, m, mem));
  if (r != Signal::next) [[unlikely]]
    return r == Signal::throw_ || r == delegated ? delegate(static_cast<u32>(n.labels)) : r;
  NEXT;
}

// What was delegated to the function's label has passed all others when it comes here.
Signal delegate_boundary(const Node& node, Slots s, Machine& m, u8* mem) {
  auto& n = as<Delegate>(node);
  const Signal r = run(n.body, s, m, mem);
  if (r != Signal::next) return r == delegate(0) ? Signal::throw_ : r;
  NEXT;
}

// [legacy-exceptions/rethrow]
Signal rethrow(const Node& node, Slots s, Machine& m, u8*) {
  return m.raise(read<Ref>(s, static_cast<SlotNo>(as<Rethrow>(node).caught)).object(), node);
}

// ---- Resolution

void close_try(Resolver& r, const Resolver::Label& label) {
  auto* handlers = r.table<Handler>(label.handlers.size());
  for (std::size_t i = 0; i < label.handlers.size(); ++i) {
    const Resolver::Label::Handler& from = label.handlers[i];
    const u64 fields = from.tag == nullptr ? 0 : from.tag->type->func().params.size();
    ::new (handlers + i) Handler{from.tag, from.body, fields};
  }
  Try n{};
  n.body = label.body;
  n.handlers = handlers;
  n.count = static_cast<u32>(label.handlers.size());
  n.caught = r.temporary(label.height);
  r.emit(try_, n);
}

void close_delegate(Resolver& r, const Resolver::Label& label) {
  Delegate n{};
  n.body = label.body;
  n.labels = r.delegate_distance(label.instr->as<LabelIdx>());
  r.emit(delegate_, n);
}

void resolve_try(Resolver& r, const Instr& instr) { r.open(instr, close_try); }
void resolve_catch(Resolver& r, const Instr& instr) { r.open_handler(r.instance().tags[instr.as<TagIdx>().value]); }
void resolve_catch_all(Resolver& r, const Instr&) { r.open_handler(nullptr); }
void resolve_delegate(Resolver& r, const Instr& instr) { r.close_as(instr, close_delegate); }

void resolve_rethrow(Resolver& r, const Instr& instr) {
  Rethrow n{};
  n.caught = r.temporary(r.label(instr.as<LabelIdx>()).height);
  r.emit(rethrow, n);
  r.unreachable();
}

}  // namespace

void add_delegate_boundary(Resolver& r) {
  r.wrap_body([](Resolver& resolver, const Node* body) {
    Delegate n{};
    n.body = body;
    resolver.emit(delegate_boundary, n);
  });
}

void bind_legacy_exceptions(Bindings& b) {
  b[Op::try_] = resolve_try;
  b[Op::catch_] = resolve_catch;
  b[Op::catch_all] = resolve_catch_all;
  b[Op::delegate] = resolve_delegate;
  b[Op::rethrow] = resolve_rethrow;
}

}  // namespace touchstone::wasm
