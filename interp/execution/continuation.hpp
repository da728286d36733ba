// Continuations (stack-switching), as far as others know them: the stacks that suspended ones are.
//
// A continuation that has not begun is a function and arguments, in the heap. One that has begun is a Stack: a fiber with
// a machine of its own. While it is suspended, the ContInst that stands for it owns it, by way of the store's list; while it
// runs, the rule that resumed it does.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "interp/execution/heap.hpp"
#include "interp/execution/machine.hpp"
#include "interp/execution/stack_switching.hpp"

namespace touchstone::wasm {

/// What a stack stopped with.
struct Request {
  enum class Kind : u8 { suspend, switch_ };
  Kind kind = Kind::suspend;
  const TagInst* tag = nullptr;
  Slots args = nullptr;  ///< in the slots of the stack that stopped
  u32 count = 0;
  ContInst* target = nullptr;     ///< switch: the continuation to go on with
  const DefType* type = nullptr;  ///< switch: that of the continuation that stops
};

/// A computation that has begun. A handler that did not handle what one stack stopped with stops its own in turn, and
/// holds the inner one meanwhile: such a stack stands for the whole chain.
struct Stack {
  explicit Stack(Store& s) : store(s) { ++store.fibers; }
  ~Stack() { --store.fibers; }
  Stack(const Stack&) = delete;
  Stack& operator=(const Stack&) = delete;

  Store& store;
  Continuation cont;
  ContInst* owner = nullptr;  ///< while it is suspended

  // In: what it goes on with.
  FuncInst* func = nullptr;             ///< at the beginning
  std::vector<Value> args;              ///< likewise
  Slots values = nullptr;               ///< where it expects the values it is resumed with
  u32 bound = 0;                        ///< how many of them are there already
  Object* thrown = nullptr;             ///< instead of values: an exception to be thrown there
  std::vector<TracePoint> thrown_from;  ///< where what it ended with was thrown

  // Out.
  Request request;
  Slots results = nullptr;             ///< where whoever runs it wants the results
  std::optional<Signal> ended;         ///< how it ended
  std::optional<FailureHeld> failure;  ///< with Signal::trap
};

/// The suspended stacks of a store.
class Stacks {
 public:
  explicit Stacks(Store&) {}

  void put(std::unique_ptr<Stack> stack, ContInst& owner) {
    stack->owner = &owner;
    owner.stack = stack.get();
    suspended_.emplace(owner.stack, std::move(stack));
  }
  /// Takes the stack of a continuation, which is consumed by that.
  std::unique_ptr<Stack> take(ContInst& owner) {
    const auto found = suspended_.find(std::exchange(owner.stack, nullptr));
    std::unique_ptr<Stack> stack = std::move(found->second);
    suspended_.erase(found);
    stack->owner = nullptr;
    return stack;
  }
  /// After marking: those that nobody can resume any more. They are to be dropped after sweeping.
  template <class IsMarked>
  std::vector<std::unique_ptr<Stack>> take_lost(IsMarked&& is_marked) {
    std::vector<std::unique_ptr<Stack>> lost;
    for (auto at = suspended_.begin(); at != suspended_.end();) {
      if (is_marked(at->second->owner)) {
        ++at;
      } else {
        lost.push_back(std::move(at->second));
        at = suspended_.erase(at);
      }
    }
    return lost;
  }

 private:
  std::unordered_map<Stack*, std::unique_ptr<Stack>> suspended_;
};

}  // namespace touchstone::wasm
