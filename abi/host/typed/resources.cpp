// Mappings of resources, streams and futures: see resources.hpp.
#include "abi/host/typed/resources.hpp"

#include "abi/runtime/instance.hpp"

namespace touchstone::component::host {

void check_readable_end(const SharedBase* shared, const closed::DefValType& t, const LiftLowerInstance* inst) {
  const std::string name(closed::kind_name(t.kind));
  if (shared == nullptr) throw Difference("an empty " + name);
  const auto* instance = dynamic_cast<const ComponentInstance*>(inst);
  if (instance != nullptr && shared->store != nullptr && shared->store != &instance->store) {
    throw Difference("a " + name + " of another store");
  }
  if (shared->readable_end_held) throw Difference("a " + name + " that was handed over before");
  if (!(shared->t == RuntimeType{t.element(), inst})) throw Difference("a " + name + " of another element type");
}

void require_elements(const closed::ValType& wanted, const RuntimeType& found) {
  const LiftLowerInstance* inst = found.inst;
  const auto wrong = type_difference(
      wanted, found.type, [inst](ResourceId id) { return inst != nullptr ? inst->resource_type(id) : nullptr; });
  if (wrong) throw Difference("element: " + *wrong);
}

void require_readable_end(const SharedBase* shared, const closed::ValType& wanted) {
  if (shared == nullptr) throw Difference("an empty " + std::string(closed::kind_name(wanted->kind)));
  require_elements(wanted->element(), shared->t);
}

}  // namespace touchstone::component::host
