// Machines: one for each native stack that guest code runs on; Signals and C++ exceptions.
#include "interp/execution/machine.hpp"

#include "interp/execution/explain.hpp"
#include "interp/execution/stack_switching.hpp"

namespace touchstone::wasm {

namespace {

// Strategy: entries of Store::machines come and go with every call from outside, so a few are kept. (4.7.3)
using Entry = decltype(Store::machines)::node_type;
constinit thread_local bool thread_ends = false;
struct SpareEntries {
  std::vector<Entry> entries;
  ~SpareEntries() { thread_ends = true; }
};
thread_local SpareEntries spare;

void add_machine(Store& s, const u8* stack_top, Machine* m) {
  if (thread_ends || spare.entries.empty()) {
    s.machines.emplace(stack_top, m);
    return;
  }
  Entry entry = std::move(spare.entries.back());
  spare.entries.pop_back();
  entry.key() = stack_top;
  entry.mapped() = m;
  s.machines.insert(std::move(entry));
}

void remove_machine(Store& s, const u8* stack_top) {
  constexpr std::size_t enough = 64;
  Entry entry = s.machines.extract(stack_top);
  if (!thread_ends && spare.entries.size() < enough) spare.entries.push_back(std::move(entry));
}

}  // namespace

Machine::Machine(Store& s) : depth_left(s.config.call_depth), store(s) {
  const u64 bytes = u64{s.config.slots} * slot_size;
  memory = std::move(s.spare_slots);
  if (!memory) memory = PooledMemory::take(bytes, Grows::up);
  if (!memory) throw Exhaustion(Resource::call_stack, ": no memory for value slots");
  slots = top = static_cast<Slots>(static_cast<void*>(memory.data()));
  slots_end = slots + s.config.slots;
  fuel = s.fuel;
  const NativeStack native = current_stack();
  native_limit = native.limit;
  add_machine(store, native.top, this);
  stack_top = native.top;
}

Machine::~Machine() {
  remove_machine(store, stack_top);
  if (!store.spare_slots) store.spare_slots = std::move(memory);
}

Machine* current_machine(Store& store) {
  if (store.machines.empty()) return nullptr;
  const auto found = store.machines.find(current_stack().top);
  return found == store.machines.end() ? nullptr : found->second;
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
