// CanonicalABI.md "Component Instances", and the parts of "Loading" and "Storing" that use the table of handles.
#include "abi/runtime/instance.hpp"

#include <fmt/format.h>

#include "abi/canonical/runtime_types.hpp"
#include "abi/runtime/error_context.hpp"
#include "abi/runtime/future.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/runtime/store.hpp"

namespace touchstone::component {

ComponentInstance::ComponentInstance(Store& owner, ComponentInstance* around, RuntimeComponentInstanceIndex number)
    : store(owner), parent(around), index(number), depth_(around != nullptr ? around->depth_ + 1 : 0) {
  assert_that(parent == nullptr || &parent->store == &store, "an instance in an instance of another store");
  fast_copy = store.config.fast_copy;
}

ComponentInstance::~ComponentInstance() = default;

/// [ComponentInstance.may_enter_from]
bool ComponentInstance::may_enter_from(const ComponentInstance* caller) const {
  bool may = true;
  entering_set(*this, caller, [&](const ComponentInstance& inst) { may = may && inst.may_enter; });
  return may;
}

std::string ComponentInstance::why_not_entered(const ComponentInstance* caller) const {
  bool failed = false;
  entering_set(*this, caller, [&](const ComponentInstance& inst) { failed = failed || inst.poisoned; });
  if (failed) return ": an earlier trap left it entered for good";
  for (const ComponentInstance& inst : store.instances()) {
    bool involved = false;
    entering_set(*this, caller,
                 [&](const ComponentInstance& of) { involved = involved || of.in_self_and_ancestors_of(&inst); });
    if (inst.needs_post_return && involved) return ": post_return of an earlier call is due";
  }
  return ": a call of it has not ended";
}

/// [ComponentInstance.enter_from]
void ComponentInstance::enter_from(const ComponentInstance* caller) {
  entering_set(*this, caller, [](ComponentInstance& inst) {
    assert_that(inst.may_enter, "an instance is entered that must not be");
    inst.may_enter = false;
  });
}

/// [ComponentInstance.leave_to]
void ComponentInstance::leave_to(const ComponentInstance* caller) {
  entering_set(*this, caller, [](ComponentInstance& inst) {
    assert_that(!inst.may_enter, "an instance is left that was not entered");
    inst.may_enter = !inst.poisoned;
  });
}

void ComponentInstance::set_backpressure(u32 backpressure) {
  store.waiting.before_gates_change(*this);
  backpressure_ = backpressure;
  store.waiting.after_gates_change(*this);
}

void ComponentInstance::set_exclusive_thread(Thread* thread) {
  store.waiting.before_gates_change(*this);
  exclusive_thread_ = thread;
  store.waiting.after_gates_change(*this);
}

void ComponentInstance::poison(const ComponentInstance* caller) {
  entering_set(*this, caller, [](ComponentInstance& inst) { inst.poisoned = true; });
}

void ComponentInstance::poison_alone() {
  may_enter = false;
  poisoned = true;
}

void ComponentInstance::poison_from_outside() {
  entering_set(*this, nullptr, [](ComponentInstance& inst) { inst.poison_alone(); });
}

/// [ComponentInstance.self_and_ancestors]
bool ComponentInstance::in_self_and_ancestors_of(const ComponentInstance* other) const {
  while (other->depth_ > depth_) other = other->parent;
  return other == this;
}

bool ComponentInstance::reentrance_allowed(const ComponentInstance* caller, Reentrance policy) const {
  if (policy == Reentrance::donut || caller == nullptr || caller == this) return true;
  return !in_self_and_ancestors_of(caller) && !caller->in_self_and_ancestors_of(this);
}

void ComponentInstance::wrong_type(Why why, u32 i, std::string_view rule, std::string_view expected,
                                   std::string_view found) {
  trap(why, rule, Boundary::component,
       fmt::format(" {} used with the wrong type, expected {} but found {}", i, expected, found));
}

void ComponentInstance::removed(u32 i, const TableElement& e) const {
  if (store.observer != nullptr) store.observer->handle(*this, HandleEvent::removed, i, e);
}

u32 ComponentInstance::add(std::shared_ptr<TableElement> e) {
  const TableElement& element = *e;
  const u32 i = handles.add(std::move(e));
  if (store.observer != nullptr) store.observer->handle(*this, HandleEvent::added, i, element);
  return i;
}

Chooser& ComponentInstance::chooser() { return store.chooser(); }

Observer* ComponentInstance::observer() const { return store.observer; }

RuntimeResourceTypePtr ComponentInstance::resource_type(ResourceId id) const {
  const auto found = resource_types.find(id);
  assert_that(found != resource_types.end(), "a resource type is used before instantiation has given it a meaning");
  return found->second;
}

// ---- Loading

namespace {

void check_resource(const ResourceHandle& h, const RuntimeResourceTypePtr& rt, u32 i, std::string_view rule) {
  if (h.rt == rt) [[likely]]
    return;
  ComponentInstance::wrong_type(Why::wrong_handle_type, i, rule, "guest-defined resource",
                                "a different guest-defined resource");
}

/// [lift_async_value]
template <class ReadableEndT>
std::shared_ptr<ReadableEndT> lift_async_value(ComponentInstance& inst, u32 i, const closed::DefValType& t) {
  constexpr auto rule = "lift_async_value";
  constexpr bool stream = std::is_same_v<ReadableEndT, ReadableStreamEnd>;
  assert_that(!t.contains_borrow, "a stream or future of borrows");
  auto e = inst.remove<ReadableEndT>(i, rule, handle_kind_name(ReadableEndT::its_kind));
  if (!(e->shared->t == RuntimeType{t.element(), &inst})) {
    ComponentInstance::wrong_type(Why::wrong_handle_type, i, rule, stream ? "stream" : "future",
                                  "one of a different type");
  }
  trap_if(e->copying(), stream ? Why::stream_lift_busy : Why::future_lift_busy, rule);
  trap_if(e->state == CopyState::DONE, stream ? Why::stream_lift_done : Why::future_lift_done, rule);
  trap_if(e->in_waitable_set(), stream ? Why::stream_lift_in_set : Why::future_lift_in_set, rule);
  e->shared->readable_end_held = false;
  return e;
}

/// What add takes: an end of a stream or future whose readable end nobody has.
template <class ReadableEndT, class Shared>
std::shared_ptr<ReadableEndT> readable_end(const std::shared_ptr<Shared>& shared, const Store& store) {
  assert_that(shared != nullptr, "a stream or future that cannot be lowered");
  if (shared->readable_end_held) throw wasm::HostError("a stream or future is handed over twice");
  if (shared->store != nullptr && shared->store != &store) {
    throw wasm::HostError("a stream or future of another store");
  }
  shared->readable_end_held = true;
  return std::make_shared<ReadableEndT>(shared);
}

}  // namespace

/// [lift_error_context]
std::shared_ptr<ErrorContext> ComponentInstance::lift_error_context(LiftLowerContext&, u32 i) {
  return get<ErrorContext>(i, "lift_error_context", handle_kind_name(HandleKind::error_context));
}

/// [lift_own]
Own ComponentInstance::lift_own(LiftLowerContext&, u32 i, const closed::DefValType& t) {
  constexpr auto rule = "lift_own";
  RuntimeResourceTypePtr rt = resource_type(t.resource.id);
  const auto h = remove<ResourceHandle>(i, rule, handle_kind_name(HandleKind::resource));
  check_resource(*h, rt, i, rule);
  trap_if(h->num_lends != 0, Why::handle_lent, rule);
  trap_if(!h->own, Why::handle_not_owned, rule);
  return Own(h);
}

/// [lift_borrow]
Borrow ComponentInstance::lift_borrow(LiftLowerContext& cx, u32 i, const closed::DefValType& t) {
  constexpr auto rule = "lift_borrow";
  Subtask* scope = cx.borrow_scope != nullptr ? cx.borrow_scope->as_subtask() : nullptr;
  assert_that(scope != nullptr, "a borrow is lifted that is no argument");
  RuntimeResourceTypePtr rt = resource_type(t.resource.id);
  const auto h = get<ResourceHandle>(i, rule, handle_kind_name(HandleKind::resource));
  check_resource(*h, rt, i, rule);
  scope->add_lender(h);
  if (store.observer != nullptr) store.observer->handle(*this, HandleEvent::lent, i, *h);
  return {std::move(rt), h->rep};
}

/// [lift_stream]
Stream ComponentInstance::lift_stream(LiftLowerContext&, u32 i, const closed::DefValType& t) {
  return {lift_async_value<ReadableStreamEnd>(*this, i, t)->shared};
}

/// [lift_future]
Future ComponentInstance::lift_future(LiftLowerContext&, u32 i, const closed::DefValType& t) {
  return {lift_async_value<ReadableFutureEnd>(*this, i, t)->shared};
}

// ---- Storing

/// [lower_error_context]
u32 ComponentInstance::lower_error_context(LiftLowerContext&, const std::shared_ptr<ErrorContext>& v) { return add(v); }

/// [lower_own]
u32 ComponentInstance::lower_own(LiftLowerContext&, const Own& v, const closed::DefValType& t) {
  return add(std::make_shared<ResourceHandle>(resource_type(t.resource.id), v.take(), true));
}

/// [lower_borrow]
u32 ComponentInstance::lower_borrow(LiftLowerContext& cx, const Borrow& v, const closed::DefValType& t) {
  Task* scope = cx.borrow_scope != nullptr ? cx.borrow_scope->as_task() : nullptr;
  assert_that(scope != nullptr, "a borrow is lowered that is no argument");
  RuntimeResourceTypePtr rt = resource_type(t.resource.id);
  if (rt->impl == this) return static_cast<u32>(v.rep);
  ++scope->num_borrows;
  return add(std::make_shared<ResourceHandle>(std::move(rt), v.rep, false, scope->shared_from_this()));
}

/// [lower_stream]
u32 ComponentInstance::lower_stream(LiftLowerContext&, const Stream& v, const closed::DefValType& t) {
  assert_that(!t.contains_borrow, "a stream of borrows");
  return add(readable_end<ReadableStreamEnd>(v.shared, store));
}

/// [lower_future]
u32 ComponentInstance::lower_future(LiftLowerContext&, const Future& v, const closed::DefValType& t) {
  assert_that(!t.contains_borrow, "a future of borrows");
  return add(readable_end<ReadableFutureEnd>(v.shared, store));
}

}  // namespace touchstone::component
