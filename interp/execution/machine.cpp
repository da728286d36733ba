// Machines: one for each native stack that guest code runs on; Signals and C++ exceptions.
#include "interp/execution/machine.hpp"

#include "interp/execution/explain.hpp"
#include "interp/execution/stack_switching.hpp"

namespace touchstone::wasm {

// Strategy: machines come and go with every call from outside. The innermost of a stack is kept with that stack, and the
// slots of a few stay for the next ones. (4.7.3)
Machine::Machine(Store& s)
    : depth_left(s.config.call_depth),
      store(s),
      outer(static_cast<Machine*>(kept_with_current_stack())),
      place(s.machines.size()) {
  if (s.spare_slots.empty()) {
    memory = PooledMemory::take(u64{s.config.slots} * slot_size, Grows::up);
  } else {
    memory = std::move(s.spare_slots.back());
    s.spare_slots.pop_back();
  }
  if (!memory) throw Exhaustion(Resource::call_stack, ": no memory for value slots");
  slots = top = static_cast<Slots>(static_cast<void*>(memory.data()));
  slots_end = slots + s.config.slots;
  fuel = s.fuel;
  native_limit = current_stack().limit;
  s.machines.push_back(this);
  kept_with_current_stack() = this;
}

Machine::~Machine() {
  kept_with_current_stack() = outer;
  store.machines.back()->place = place;
  store.machines[place] = store.machines.back();
  store.machines.pop_back();
  if (store.spare_slots.size() < store.spare_slots.capacity()) store.spare_slots.push_back(std::move(memory));
}

Machine* current_machine(Store& store) {
  auto* m = static_cast<Machine*>(kept_with_current_stack());
  while (m != nullptr && &m->store != &store) m = m->outer;
  return m;
}

void throw_signal(Machine& m, Signal r) {
  if (r == Signal::throw_) {
    std::vector<TracePoint> from = trace_of(m);
    std::string detail = explain(*static_cast<const ExnInst*>(m.thrown), from);
    Exception exception(Root(m.store, Ref::to(m.thrown)), std::move(detail), std::move(from));
    m.thrown = nullptr;
    throw exception;
  }
  const FailureHeld failure = std::move(*m.failure);
  m.failure.reset();
  std::visit([](const auto& held) { throw held; }, failure);
  throw Crash("a signal without a cause");
}

Signal signal_of_current_exception(Machine& m) {
  try {
    throw;
  } catch (const Trap& trap) {
    m.failure.emplace(trap);
  } catch (const Exhaustion& exhaustion) {
    m.failure.emplace(exhaustion);
  } catch (const HostError& error) {
    m.failure.emplace(error);
  } catch (const Exception& exception) {
    return m.raise(exception.exn.ref().object(), exception.backtrace);
  } catch (const std::exception& error) {
    m.failure.emplace(HostError(error.what(), std::current_exception()));
  } catch (...) {
    m.failure.emplace(HostError("an exception of unknown type", std::current_exception()));
  }
  return Signal::trap;
}

}  // namespace touchstone::wasm
