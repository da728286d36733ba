// CanonicalABI.md "Component Instances": the state of an instance of a component while it runs.
//
// Whether an instance may be entered is told by flags of it and of the components around it, changed by `enter_from` and
// `leave_to`, and by nothing else but the functions that poison. A trap skips `leave_to`, so the instances that were
// entered then stay so for good: they are poisoned.
// Deviation: (X21) so is an instance whose realloc or whose buffer fails while it is not entered.
// Deviation: (X1) a call between an instance and one that contains it traps, as the reference suite demands;
// definitions.py lets it through, as does Reentrance::donut.
// Not in the source: the number of the instance, the meaning of its resource variables, and the words for its state.
#pragma once

#include <unordered_map>

#include "abi/runtime/resource.hpp"
#include "abi/runtime/table.hpp"
#include "abi/runtime/waiting.hpp"

namespace touchstone::component {

class Store;
class Thread;
class Observer;
struct Environment;  // linking/items.hpp
enum class Reentrance : u8;

/// Counts the component instances of a store, nested ones too, in the order of their making.
struct RuntimeComponentInstanceIndex {
  u32 value = 0;
  friend constexpr auto operator<=>(RuntimeComponentInstanceIndex, RuntimeComponentInstanceIndex) = default;
};

/// [ComponentInstance] Made by Store::add_instance, and lives as long as the store.
class ComponentInstance final : public LiftLowerInstance {
 public:
  ComponentInstance(Store& owner, ComponentInstance* around, RuntimeComponentInstanceIndex number);
  ~ComponentInstance() override;

  Store& store;
  ComponentInstance* const parent;  ///< null: the host instantiated it
  const RuntimeComponentInstanceIndex index;
  Table<std::shared_ptr<TableElement>> handles{Why::unknown_handle};
  Table<std::shared_ptr<Thread>> threads{Why::unknown_thread};
  bool may_enter = true;
  // may_leave is the base's.
  u32 num_waiting_to_enter = 0;
  u32 backpressure() const { return backpressure_; }
  void set_backpressure(u32 backpressure);
  Thread* exclusive_thread() const { return exclusive_thread_; }  ///< that holds the lock; null: none does
  void set_exclusive_thread(Thread* thread);

  ReadyQueues ready;               ///< see waiting.hpp
  bool poisoned = false;           ///< a trap left it entered
  bool needs_post_return = false;  ///< the host has the result of a call in two steps and has not ended it (store.hpp)

  /// What the resource variables of the component stand for; instantiation fills it.
  std::unordered_map<ResourceId, RuntimeResourceTypePtr> resource_types;
  std::shared_ptr<const Environment> environment;  ///< of components defined inside; instantiation fills it

  bool may_enter_from(const ComponentInstance* caller) const;  ///< [ComponentInstance.may_enter_from]
  /// Why it may not: words after those of the trap.
  std::string why_not_entered(const ComponentInstance* caller) const;
  void enter_from(const ComponentInstance* caller);  ///< [ComponentInstance.enter_from]
  void leave_to(const ComponentInstance* caller);    ///< [ComponentInstance.leave_to]
  void poison(const ComponentInstance* caller);      ///< in place of leave_to, after a trap
  void poison_alone();         ///< after a trap of its realloc, which runs whether it is entered or not
  void poison_from_outside();  ///< after a failure that concerns it, in code of the host's
  /// Whether `caller` may call at all, by the policy: see above.
  bool reentrance_allowed(const ComponentInstance* caller, Reentrance policy) const;
  /// [ComponentInstance.self_and_ancestors] Whether this is `other` or around it.
  bool in_self_and_ancestors_of(const ComponentInstance* other) const;

  /// The element at `i`, which must be an E; `expected` names that in the trap.
  template <class E>
  std::shared_ptr<E> get(u32 i, std::string_view rule, std::string_view expected) {
    return as<E>(handles.get(i), i, rule, expected);
  }
  /// Whether there is one.
  template <class E>
  bool holds(u32 i) const {
    const auto* e = handles.find(i);
    return e != nullptr && E::is((*e)->kind);
  }
  /// As `get`, and taken out of the table.
  template <class E>
  std::shared_ptr<E> remove(u32 i, std::string_view rule, std::string_view expected) {
    std::shared_ptr<TableElement> e = handles.remove(i);
    removed(i, *e);
    return as<E>(std::move(e), i, rule, expected);
  }
  /// Traps: a handle is not what it is used as.
  [[noreturn]] static void wrong_type(Why why, u32 i, std::string_view rule, std::string_view expected,
                                      std::string_view found);
  /// Adds to the table of handles.
  u32 add(std::shared_ptr<TableElement> e);

  // [LiftLowerInstance]
  Chooser& chooser() override;
  Observer* observer() const override;
  RuntimeResourceTypePtr resource_type(ResourceId id) const override;
  Own lift_own(LiftLowerContext& cx, u32 i, const closed::DefValType& t) override;
  Borrow lift_borrow(LiftLowerContext& cx, u32 i, const closed::DefValType& t) override;
  Stream lift_stream(LiftLowerContext& cx, u32 i, const closed::DefValType& t) override;
  Future lift_future(LiftLowerContext& cx, u32 i, const closed::DefValType& t) override;
  std::shared_ptr<ErrorContext> lift_error_context(LiftLowerContext& cx, u32 i) override;
  u32 lower_own(LiftLowerContext& cx, const Own& v, const closed::DefValType& t) override;
  u32 lower_borrow(LiftLowerContext& cx, const Borrow& v, const closed::DefValType& t) override;
  u32 lower_stream(LiftLowerContext& cx, const Stream& v, const closed::DefValType& t) override;
  u32 lower_future(LiftLowerContext& cx, const Future& v, const closed::DefValType& t) override;
  u32 lower_error_context(LiftLowerContext& cx, const std::shared_ptr<ErrorContext>& v) override;

  /// [ComponentInstance.entering_set] f(instance) for this and those around it, as far as they are not around `caller`.
  template <class Self, class F>
  static void entering_set(Self& self, const ComponentInstance* caller, F&& f) {
    for (Self* inst = &self; inst != nullptr; inst = inst->parent) {
      if (caller != nullptr && inst->in_self_and_ancestors_of(caller)) return;
      f(*inst);
    }
  }

 private:
  template <class E>
  static std::shared_ptr<E> as(std::shared_ptr<TableElement> e, u32 i, std::string_view rule,
                               std::string_view expected) {
    if (!E::is(e->kind)) [[unlikely]]
      wrong_type(Why::wrong_handle_kind, i, rule, expected, handle_kind_name(e->kind));
    return std::static_pointer_cast<E>(std::move(e));
  }
  void removed(u32 i, const TableElement& e) const;
  u32 depth_;  // how many are around it
  u32 backpressure_ = 0;
  Thread* exclusive_thread_ = nullptr;
};

}  // namespace touchstone::component
