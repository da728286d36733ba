// CanonicalABI.md "canon resource.new", "resource.drop", "resource.rep": see resource.hpp.
//
// A destructor is called as a function that is lifted and lowered again, so it enters the instance that implements the
// resource and may trap for that. Here definitions.py's rule is the only one: the stricter policy of X1 concerns calls.
#include "abi/builtins/resource.hpp"

#include "abi/runtime/observer.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/task.hpp"
#include "abi/validation/factory.hpp"

namespace touchstone::component {

namespace {

constexpr std::string_view expected = "guest-defined resource";

void check_type(const ResourceHandle& h, const RuntimeResourceTypePtr& rt, u32 i, std::string_view rule) {
  if (h.rt == rt) [[likely]]
    return;
  ComponentInstance::wrong_type(Why::wrong_handle_type, i, rule, expected, "a different guest-defined resource");
}

/// The type of a destructor: `func(rep)`.
closed::FuncTypePtr dtor_type(PrimValType rep) {
  Types types;
  closed::FuncType ft;
  ft.params.push_back({"rep", types.primitive(rep)});
  return types.make(std::move(ft));
}

}  // namespace

/// [canon_resource_new]
u32 canon_resource_new(const RuntimeResourceTypePtr& rt, u64 rep) {
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, "canon_resource_new");
  return inst.add(std::make_shared<ResourceHandle>(rt, rep, true));
}

/// [canon_resource_drop]
void canon_resource_drop(const RuntimeResourceTypePtr& rt, u32 i) {
  constexpr auto rule = "canon_resource_drop";
  ComponentInstance& inst = current_instance();
  trap_if(!inst.may_leave, Why::cannot_leave, rule);
  const auto h = inst.remove<ResourceHandle>(i, rule, expected);
  check_type(*h, rt, i, rule);
  trap_if(h->num_lends != 0, Why::handle_lent, rule);
  if (h->own) {
    assert_that(h->borrow_scope == nullptr, "an owned handle has a scope");
    h->own = false;
    destroy_resource(rt, h->rep, &inst);
  } else {
    --h->borrow_scope->num_borrows;
  }
}

/// [canon_resource_rep]
u64 canon_resource_rep(const RuntimeResourceTypePtr& rt, u32 i) {
  constexpr auto rule = "canon_resource_rep";
  const auto h = current_instance().get<ResourceHandle>(i, rule, expected);
  check_type(*h, rt, i, rule);
  return h->rep;
}

/// Choice: (X16) where there is no destructor the condition of entering is left of the call, and may trap.
void destroy_resource(const RuntimeResourceTypePtr& rt, u64 rep, ComponentInstance* caller) {
  if (rt->impl == nullptr) {
    if (rt->host_dtor) rt->host_dtor(rep);
    return;
  }
  ComponentInstance& impl = *rt->impl;
  if (rt->dtor == nullptr) return trap_if(!impl.may_enter_from(caller), Why::cannot_enter, "Store.lift");
  const bool wide = rt->rep == wasm::ValKind::i64;
  static const closed::FuncTypePtr types[] = {dtor_type(PrimValType::u32), dtor_type(PrimValType::u64)};
  static const auto opts = std::make_shared<const RuntimeOptions>();
  bool resolved = false;
  LiftedFunc dtor(impl.store.core_func(rt->dtor), types[wide ? 1 : 0], opts, impl, Reentrance::donut);
  ValCall call([rep, wide]() -> std::vector<Val> { return {wide ? Val(rep) : Val(static_cast<u32>(rep))}; },
               [&resolved](const std::optional<std::vector<Val>>&) { resolved = true; });
  if (caller == nullptr) {
    impl.store.invoke(dtor, call);
  } else {
    dtor(call, caller);
  }
  assert_that(resolved, "a destructor has not returned");
}

}  // namespace touchstone::component
