// CanonicalABI.md "Subtask State": see subtask.hpp.
#include "abi/runtime/subtask.hpp"

#include "abi/runtime/store.hpp"
#include "abi/runtime/thread.hpp"

namespace touchstone::component {

/// [Subtask.add_lender]
void Subtask::add_lender(std::shared_ptr<ResourceHandle> lending_handle) {
  assert_that(!resolve_delivered() && !resolved(), "a call that is over is lent a handle");
  ++lending_handle->num_lends;
  lenders_->push_back(std::move(lending_handle));
}

/// [Subtask.resolve]
void Subtask::resolve(State how, const FlatValues& results) {
  assert_that(how == State::RETURNED || results.empty(), "a call that was cancelled has results");
  assert_that(!resolved(), "a call resolves twice");
  state = how;
  flat_results = results;
  on_cancel = nullptr;  // it may own what owns this
  assert_that(resolved(), "a call does not resolve");
  if (caller != nullptr) caller->store().waiting.resolved(caller);
}

/// [Subtask.deliver_resolve]
void Subtask::deliver_resolve() {
  assert_that(!resolve_delivered() && resolved(), "the end of a call is told twice");
  for (const auto& h : *lenders_) --h->num_lends;
  lenders_.reset();
}

/// [Subtask.drop]
void Subtask::drop() {
  trap_if(!resolve_delivered(), Why::subtask_unresolved, "Subtask.drop");
  Waitable::drop();
}

}  // namespace touchstone::component
