// CanonicalABI.md "Waitable State": what a guest can wait for, and sets of it.
//
// A pending event is a function: what it tells, and what becomes true by telling it, is decided when it is delivered. A
// later event takes the place of one that was not delivered.
// Choice: of several pending events of a set, that which has been pending longest comes first (chooser.hpp, `event`).
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "abi/runtime/table.hpp"

namespace touchstone::component {

class Thread;
class Store;
class WaitableSet;

/// [EventCode]
enum class EventCode : u8 {
  NONE = 0,
  SUBTASK = 1,
  STREAM_READ = 2,
  STREAM_WRITE = 3,
  FUTURE_READ = 4,
  FUTURE_WRITE = 5,
  TASK_CANCELLED = 6
};

/// [EventTuple]
struct Event {
  EventCode code = EventCode::NONE;
  u32 index = 0;
  u32 payload = 0;
};

/// What a `ready_func` is.
using ReadyFunc = std::function<bool()>;

/// [Waitable]
class Waitable : public TableElement {
 public:
  static constexpr bool is(HandleKind kind) { return kind >= HandleKind::subtask && kind < HandleKind::waitable_set; }
  ~Waitable() override;

  WaitableSet* wset = nullptr;
  bool has_sync_waiter = false;

  void set_pending_event(std::function<Event()> pending_event);  ///< [Waitable.set_pending_event]
  bool has_pending_event() const { return pending_event_ != nullptr; }
  bool in_waitable_set() const { return wset != nullptr; }
  void wait_for_pending_event();  ///< [Waitable.wait_for_pending_event]
  Event get_pending_event();      ///< [Waitable.get_pending_event]
  void join(WaitableSet* set);    ///< [Waitable.join] null: leaves
  void drop();                    ///< [Waitable.drop]

  u64 pending_since = 0;  ///< orders pending events

 protected:
  explicit Waitable(HandleKind which) : TableElement(which) {}

 private:
  std::function<Event()> pending_event_;
};

/// [WaitableSet]
class WaitableSet final : public TableElement {
 public:
  static constexpr bool is(HandleKind kind) { return kind == HandleKind::waitable_set; }
  explicit WaitableSet(Store& owner) : TableElement(HandleKind::waitable_set), store_(owner) {}
  ~WaitableSet() override;

  std::vector<Waitable*> elems;  ///< in order of joining; each leaves the set when it goes
  u32 num_waiting = 0;

  bool has_pending_event() const;
  Event get_pending_event();                                           ///< [WaitableSet.get_pending_event]
  Event wait_for_event_and(const ReadyFunc& ready, bool cancellable);  ///< [WaitableSet.wait_for_event_and]
  Event wait_for_event(bool cancellable);                              ///< [WaitableSet.wait_for_event]
  Event poll(bool cancellable);                                        ///< [WaitableSet.poll]
  void drop();                                                         ///< [WaitableSet.drop]

 private:
  Store& store_;
};

}  // namespace touchstone::component
