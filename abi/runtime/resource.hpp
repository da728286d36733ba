// CanonicalABI.md "Resource State": resource types at run time, handles, and whom a borrow belongs to.
#pragma once

#include <memory>

#include "abi/runtime/func.hpp"
#include "abi/runtime/table.hpp"

namespace touchstone::component {

class Task;
class Subtask;

/// [ResourceType] Compared by address: each instance of a component makes its own for each resource that it defines.
class RuntimeResourceType {
 public:
  /// A resource that an instance implements; `dtor` may be null.
  RuntimeResourceType(ComponentInstance& implementer, wasm::FuncAddr destructor,
                      wasm::ValKind representation = wasm::ValKind::i32)
      : impl(&implementer), dtor(destructor), rep(representation) {}
  /// A resource of the host's; `destroy` is called with the representation of an owned handle that is dropped.
  explicit RuntimeResourceType(std::function<void(u64)> destroy, Identity identity = 0)
      : host_dtor(std::move(destroy)), host_identity(identity) {}

  ComponentInstance* const impl = nullptr;  ///< null: the host
  const wasm::FuncAddr dtor = nullptr;
  const wasm::ValKind rep = wasm::ValKind::i32;  ///< type of the representation
  const std::function<void(u64)> host_dtor;
  const Identity host_identity =
      0;  ///< of the C++ type of the host's objects, if it says one (host/typed/resources.hpp)
};
using RuntimeResourceTypePtr = std::shared_ptr<RuntimeResourceType>;

/// `Task | Subtask`: what a borrow that is lifted or lowered belongs to.
class BorrowScope {
 public:
  virtual ~BorrowScope() = default;
  virtual Task* as_task() { return nullptr; }
  virtual Subtask* as_subtask() { return nullptr; }
};

/// [ResourceHandle] Deviation: an owned resource of the host's whose handle goes without being dropped or passed on, as with
/// the store, is destroyed; definitions.py says nothing of the end of a store. No code of guests runs.
class ResourceHandle final : public TableElement {
 public:
  static constexpr bool is(HandleKind kind) { return kind == HandleKind::resource; }

  ResourceHandle(RuntimeResourceTypePtr type, u64 representation, bool owned, std::shared_ptr<Task> scope = nullptr)
      : TableElement(HandleKind::resource),
        rt(std::move(type)),
        rep(representation),
        own(owned),
        borrow_scope(std::move(scope)) {}
  ~ResourceHandle() override {
    if (!own || rt == nullptr || !rt->host_dtor) return;
    try {
      rt->host_dtor(rep);
    } catch (...) {  // NOLINT: nobody can be told
    }
  }

  RuntimeResourceTypePtr rt;
  u64 rep;
  bool own;                            ///< false for a borrow, and once the resource was taken out
  std::shared_ptr<Task> borrow_scope;  ///< of a borrow
  u32 num_lends = 0;
};

}  // namespace touchstone::component
