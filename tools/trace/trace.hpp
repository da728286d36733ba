// A trace: what the run time tells an observer (abi/runtime/observer.hpp), one event a line, as text or as JSON.
//
// Text is for reading: what happens during a call stands indented below it, values are in WAVE and shortened. JSON lines
// are for programs; README.md has the schema. Instances have the numbers that the store gives them, from 0; tasks,
// threads and subtasks are numbered from 1 in the order in which they are first seen. Not in the sources.
// Choice: a function has no name of its own. It is called by the name under which the component that defines it exports
// it; where that cannot be told (a function that only core code of the same component calls) by its type alone.
#pragma once

#include <iosfwd>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "abi/linking/items.hpp"
#include "abi/runtime/observer.hpp"

namespace touchstone::trace {

enum class Format : u8 { text, json };

/// Numbers for what is shared, by identity. What was numbered is never mistaken for something newer at its address.
template <class T>
class Numbers {
 public:
  u32 operator()(const T& thing) {
    const auto [at, is_new] = numbers_.try_emplace(thing.weak_from_this());
    if (is_new) at->second = ++seen_;
    return at->second;
  }
  void forget(const T& thing) { numbers_.erase(thing.weak_from_this()); }  ///< it is not told of again

 private:
  std::map<std::weak_ptr<const T>, u32, std::owner_less<>> numbers_;
  u32 seen_ = 0;
};

class Trace final : public component::Observer {
 public:
  /// `out` must outlive the trace, and the trace the store that it looks on.
  Trace(std::ostream& out, Format format) : out_(out), format_(format) {}

  /// The functions that an instance exports are called by these names from now on. It must be kept.
  void name(const component::InstanceItem& instance, const std::string& prefix = {});

  void call_entered(const component::ComponentInstance* caller, const component::Task& task) override;
  void call_left(const component::ComponentInstance* caller, const component::Task& task) override;
  void lowered_call_entered(const component::ComponentInstance& caller, const component::FuncInst& callee) override;
  void lowered_call_left(const component::ComponentInstance& caller, const component::FuncInst& callee,
                         const component::Subtask& subtask) override;
  void lifted(const component::LiftLowerContext& cx, std::span<const component::closed::Part> types,
              std::span<const component::Val> values) override;
  void lowered(const component::LiftLowerContext& cx, std::span<const component::closed::Part> types,
               std::span<const component::Val> values, std::span<const wasm::Value> flat) override;
  void reallocated(const component::LiftLowerContext& cx, u64 old, u64 old_byte_length, u64 alignment,
                   u64 new_byte_length, u64 ptr) override;
  void handle(const component::ComponentInstance& inst, component::HandleEvent event, u32 i,
              const component::TableElement& e) override;
  void task(const component::Task& task) override;
  void subtask(const component::Subtask& subtask) override;
  void thread(const component::Thread& thread, component::ThreadEvent event) override;
  void event(const component::ComponentInstance& inst, const component::Event& event) override;
  void copied(const component::ComponentInstance* from, const component::ComponentInstance* to, u64 elements) override;
  void built_in(const component::ComponentInstance& inst, component::CanonOp op, std::span<const wasm::Value> args,
                std::span<const wasm::Value> results) override;
  void trapped(const wasm::Trap& trap) override;
  void failed(std::string_view how, const wasm::Failure& failure) override;

 private:
  struct Record;
  void calls_ended();
  void tell(const Record& record);
  std::string name_of(const component::ComponentInstance& inst, const component::RuntimeOptions& options,
                      const component::closed::FuncTypePtr& type) const;
  std::string name_of(const component::ComponentInstance& caller, const component::FuncInst& callee) const;
  void values(std::string_view event, const component::LiftLowerContext& cx,
              std::span<const component::closed::Part> types, std::span<const component::Val> values,
              std::span<const wasm::Value> flat);
  u32 number(const component::Subtask& subtask);

  struct KnownSubtask {
    u32 number = 0;
    bool left = false;  // the call that made it has come back
  };

  std::ostream& out_;
  Format format_;
  std::vector<u32> calls_;  // tasks whose calls were entered and not left
  Numbers<component::Task> tasks_;
  Numbers<component::Thread> threads_;
  std::map<const component::Subtask*, KnownSubtask> subtasks_;  // that can still be told of
  u32 subtasks_seen_ = 0;
  std::map<const void*, std::string> names_;  // by the options of a lifted function, the address of another
};

}  // namespace touchstone::trace
