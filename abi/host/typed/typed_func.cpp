// TypedFunc: see typed_func.hpp.
#include "abi/host/typed/typed_func.hpp"

#include "abi/host/outcome_of.hpp"

namespace touchstone::component::host {

Done run_typed_call(Store& store, FuncInst& func, TypedCallBase& call, std::unique_ptr<TwoStepCall>* two_step) {
  return outcome_of([&] {
    if (two_step != nullptr && !func.type->async_ && func.boundary == Boundary::component) {
      *two_step = store.invoke_in_two_steps(func, call);
    } else {
      store.invoke(func, call);
    }
    if (!call.resolved) wait_for_call(store, func, [&call] { return call.resolved; });
    return std::monostate{};
  });
}

Done finish_typed_call(TwoStepCall& call) {
  return outcome_of([&] {
    call.post_return();
    return std::monostate{};
  });
}

}  // namespace touchstone::component::host
