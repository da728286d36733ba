// CanonicalABI.md "Waitable State": what a guest can wait for, and sets of it.
//
// A pending event is a function: what it tells, and what becomes true by telling it, is decided when it is delivered. A
// later event takes the place of one that was not delivered.
// Choice: (X7) of several pending events of a set, that of the waitable that has had one longest comes first, whatever
// has taken its place meanwhile (chooser.hpp, `event`).
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "abi/runtime/table.hpp"
#include "abi/runtime/waiting.hpp"

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

  Thread* waiter = nullptr;  ///< that waits for this and for no set; see waiting.hpp

 protected:
  explicit Waitable(HandleKind which) : TableElement(which) {}

 private:
  friend class WaitableSet;
  std::function<Event()> pending_event_;
  u64 pending_since_ = 0;  // orders pending events
  std::size_t place_ = 0;  // in the set's elems
};

/// [WaitableSet]
class WaitableSet final : public TableElement {
 public:
  static constexpr bool is(HandleKind kind) { return kind == HandleKind::waitable_set; }
  explicit WaitableSet(Store& owner) : TableElement(HandleKind::waitable_set), store_(owner) {}
  ~WaitableSet() override;

  std::vector<Waitable*> elems;  ///< in any order; each leaves the set when it goes
  u32 num_waiting = 0;
  SetWaiters waiters;  ///< see waiting.hpp

  bool has_pending_event() const { return !pending_.empty(); }  ///< [WaitableSet.has_pending_event]
  Event get_pending_event();                                    ///< [WaitableSet.get_pending_event]
  Event wait_for_event_and(u8 gates, bool cancellable);         ///< [WaitableSet.wait_for_event_and]
  Event wait_for_event(bool cancellable);                       ///< [WaitableSet.wait_for_event]
  Event poll(bool cancellable);                                 ///< [WaitableSet.poll]
  void drop();                                                  ///< [WaitableSet.drop]

 private:
  friend class Waitable;
  void add(Waitable& w);
  void remove(Waitable& w);
  void pending_changed(Waitable& w);

  Store& store_;
  std::map<u64, Waitable*> pending_;  // of elems, those with a pending event, by its age
};

}  // namespace touchstone::component
