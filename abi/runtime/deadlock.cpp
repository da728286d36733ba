// Deadlocks, told: see deadlock.hpp.
#include "abi/runtime/deadlock.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "abi/linking/func_names.hpp"
#include "abi/linking/items.hpp"
#include "abi/linking/type_text.hpp"
#include "abi/runtime/store.hpp"
#include "abi/runtime/subtask.hpp"
#include "abi/runtime/task.hpp"

namespace touchstone::component {

namespace {

constexpr std::size_t most_lines = 20;
constexpr std::size_t most_elements = 8;

/// The name among `externs` of the component of `inst`; else the type.
std::string function(const ComponentInstance& inst, closed::Externs closed::ComponentType::* externs,
                     const closed::FuncTypePtr& type) {
  const std::string name = func_name(inst, externs, type);
  return name.empty() ? "a function of type " + type_text(*type) : name;
}

std::string instance(const ComponentInstance& inst) {
  std::string out = fmt::format("instance {}", inst.index.value);
  if (inst.environment == nullptr || inst.environment->component == nullptr) return out;
  const auto& name = inst.environment->component->component->names.component;
  return name ? fmt::format("{} (${})", out, *name) : out;
}

/// The handle of an element: `stream end 3`; without number if the instance has no handle of it.
std::string handle(const ComponentInstance& inst, const TableElement& element) {
  std::string out(handle_kind_name(element.kind));
  inst.handles.for_each([&](u32 i, const auto& e) {
    if (e.get() == &element) out += fmt::format(" {}", i);
  });
  return out;
}

std::string set(const ComponentInstance& inst, const WaitableSet& of) {
  std::string out = fmt::format("an event of {}", handle(inst, of));
  if (of.elems.empty()) return out + ", which is empty";
  std::string elements;
  for (std::size_t i = 0; i < of.elems.size() && i < most_elements; ++i)
    elements += fmt::format("{}{}", i == 0 ? "" : ", ", handle(inst, *of.elems[i]));
  if (of.elems.size() > most_elements) elements += fmt::format(", {} more", of.elems.size() - most_elements);
  return fmt::format("{} ({})", out, elements);
}

/// What of the instance a wait is held up by.
std::string gates(const ComponentInstance& inst, u8 which) {
  std::string out;
  if ((which & no_backpressure) != 0 && inst.backpressure() > 0)
    out = fmt::format("no backpressure, which is {}", inst.backpressure());
  if ((which & no_lock_holder) == 0 || inst.exclusive_thread() == nullptr) return out;
  const Task& holder = *inst.exclusive_thread()->task;
  return fmt::format("{}{}the lock of the instance, which the call of {} holds", out, out.empty() ? "" : " and ",
                     function(inst, &closed::ComponentType::exports, holder.ft));
}

std::string what(const Thread& thread) {
  const ComponentInstance& inst = thread.task->inst;
  if (thread.suspended()) return "is suspended until another thread resumes it";
  const WaitFor& wait = thread.waits_for();
  const std::string held_up = gates(inst, wait.gates);
  std::string out;
  switch (wait.what) {
  case WaitFor::What::turn: out = held_up.empty() ? "its turn" : held_up; break;
  case WaitFor::What::entry: out = "its start, which needs " + (held_up.empty() ? "its turn" : held_up); break;
  case WaitFor::What::event: out = set(inst, *wait.set) + (held_up.empty() ? "" : " and " + held_up); break;
  case WaitFor::What::waitable: out = "an event of " + handle(inst, *wait.waitable); break;
  case WaitFor::What::result:
    out = "the result of " + function(inst, &closed::ComponentType::imports, wait.callee->type);
    break;
  case WaitFor::What::function: out = "the host"; break;
  }
  return fmt::format("waits for {}{}", out, thread.ready() ? ", and is ready" : "");
}

std::string line(const Thread& thread) {
  const Task& task = *thread.task;
  const std::string who = thread.index ? fmt::format("thread {}", *thread.index) : std::string("a task");
  return fmt::format("\n{} of {}, since the call of {}: {}", who, instance(task.inst),
                     function(task.inst, &closed::ComponentType::exports, task.ft), what(thread));
}

}  // namespace

std::string describe_waits(const Store& store) {
  std::vector<const Thread*> all;
  store.waiting.for_each([&](const Thread& thread) { all.push_back(&thread); });
  for (const ComponentInstance& inst : store.instances()) {
    inst.threads.for_each([&](u32, const auto& thread) {
      if (thread->suspended()) all.push_back(thread.get());
    });
  }
  std::erase_if(all, [](const Thread* thread) { return thread->task->inst.poisoned; });
  std::string out;
  for (std::size_t i = 0; i < all.size() && i < most_lines; ++i) out += line(*all[i]);
  if (all.size() > most_lines) out += fmt::format("\nand {} more threads", all.size() - most_lines);
  return out;
}

}  // namespace touchstone::component
