// CanonicalABI.md "Subtask State": a call of a lowered function, on the caller's side.
#pragma once

#include <optional>
#include <vector>

#include "abi/canonical/flat_values.hpp"
#include "abi/runtime/resource.hpp"
#include "abi/runtime/waitable.hpp"

namespace touchstone::component {

/// [Subtask] It gets an index when it was called asynchronously and has not resolved at once.
class Subtask final : public Waitable, public BorrowScope {
 public:
  static constexpr bool is(HandleKind kind) { return kind == HandleKind::subtask; }

  /// [Subtask.State]
  enum class State : u8 {
    STARTING = 0,
    STARTED = 1,
    RETURNED = 2,
    CANCELLED_BEFORE_STARTED = 3,
    CANCELLED_BEFORE_RETURNED = 4
  };

  Subtask() : Waitable(HandleKind::subtask) {}

  State state = State::STARTING;
  Thread* caller = nullptr;  ///< that waits for the end; see waiting.hpp
  OnCancel on_cancel;
  bool cancellation_requested = false;
  FlatValues flat_results;

  bool resolved() const { return state >= State::RETURNED; }
  void add_lender(std::shared_ptr<ResourceHandle> lending_handle);  ///< [Subtask.add_lender]
  void resolve(State how, const FlatValues& results);               ///< [Subtask.resolve]
  void deliver_resolve();                                           ///< [Subtask.deliver_resolve]
  bool resolve_delivered() const { return !lenders_.has_value(); }  ///< [Subtask.resolve_delivered]
  void drop();                                                      ///< [Subtask.drop]

  Subtask* as_subtask() override { return this; }

 private:
  std::optional<std::vector<std::shared_ptr<ResourceHandle>>> lenders_ =
      std::vector<std::shared_ptr<ResourceHandle>>();  // nothing once the resolution was delivered
};

}  // namespace touchstone::component
