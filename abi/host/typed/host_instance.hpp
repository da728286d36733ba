// The host in the place of a guest: where values are when no guest is on the other side, and what its resource types are.
//
// A host calls a function that a component has from another host function, or a component gives an import of its host's
// away as an export: then no guest is in between whose memory a view (views.hpp) could read. The values are lowered into a
// memory that belongs to the call instead, as into a guest's, and the view reads that. It has strings in UTF-8.
// Resource types whose objects have a C++ type are the same everywhere: `resource_type` finds them by identity, so that
// streams and futures of them can be made without a guest.
// Strategy: nothing of this can be seen. There are no traps, no choices, and no observer is told.
#pragma once

#include <memory>
#include <vector>

#include "abi/canonical/context.hpp"

namespace touchstone::component::host {

class HostInstance final : public LiftLowerInstance {
 public:
  HostInstance() = default;
  HostInstance(const HostInstance&) = delete;
  HostInstance& operator=(const HostInstance&) = delete;

  /// Where values are lifted again.
  LiftLowerContext& cx() { return cx_; }
  /// Stores a value of this type in memory, and says where. HostError if there is no room.
  u64 put(const Val& v, const closed::ValType& t);

  Chooser& chooser() override { return chooser_; }
  /// Of the C++ types that have one.
  std::shared_ptr<RuntimeResourceType> resource_type(ResourceId id) const override;

  Own lift_own(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Own>(i); }
  Borrow lift_borrow(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Borrow>(i); }
  Stream lift_stream(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Stream>(i); }
  Future lift_future(LiftLowerContext&, u32 i, const closed::DefValType&) override { return get<Future>(i); }
  std::shared_ptr<ErrorContext> lift_error_context(LiftLowerContext&, u32 i) override {
    return get<std::shared_ptr<ErrorContext>>(i);
  }
  u32 lower_own(LiftLowerContext&, const Own& v, const closed::DefValType&) override { return add(v); }
  u32 lower_borrow(LiftLowerContext&, const Borrow& v, const closed::DefValType&) override { return add(v); }
  u32 lower_stream(LiftLowerContext&, const Stream& v, const closed::DefValType&) override { return add(v); }
  u32 lower_future(LiftLowerContext&, const Future& v, const closed::DefValType&) override { return add(v); }
  u32 lower_error_context(LiftLowerContext&, const std::shared_ptr<ErrorContext>& v) override { return add(v); }

 private:
  void make_memory();
  u64 realloc(u64 old, u64 old_size, u64 alignment, u64 size);
  u32 add(Val handle) {
    handles_.push_back(std::move(handle));
    return static_cast<u32>(handles_.size() - 1);
  }
  template <class T>
  const T& get(u32 i) const {
    return handles_.at(i).as<T>();
  }

  wasm::MemInst memory_;  // not there until something is put in
  u64 top_ = 16;
  std::vector<Val> handles_;
  DeterministicChooser chooser_;
  LiftLowerOptions opts_;
  LiftLowerContext cx_{opts_, *this, nullptr, Boundary::host};
};

/// One without values, for its resource types.
const HostInstance& host_types();

/// The resource type of the host's that has this identity, made once: objects of one C++ type have one resource type, in
/// all linkers and stores.
std::shared_ptr<RuntimeResourceType> host_resource(Identity identity, void (*destroy)(u64 rep));

}  // namespace touchstone::component::host
