// Functions of the host's by their C++ types: see host_func.hpp.
#include "abi/host/typed/host_func.hpp"

#include "abi/validation/subtyping.hpp"

namespace touchstone::component::host {

void require_type(const closed::FuncType& found, const closed::FuncType& expected, const ComponentInstance& importer) {
  const auto wrong =
      type_difference(found, expected, [&](ResourceId id) { return importer.resource_type(id); }, Asking::component);
  if (wrong) throw validation::Mismatch{"the host's function is of another type: " + *wrong, {}};
}

}  // namespace touchstone::component::host
