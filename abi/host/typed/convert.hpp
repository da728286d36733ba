// Between C++ values and Vals: everything that has a C++ type can be done with values that say by themselves what they are.
//
// What a C++ type leaves open, a component's type says: pass it where there are labels that a std::variant has not.
//   Val shape = host::to_val(std::variant<u32, std::string>(7U), func.type().params[0].type);       // circle(7)
#pragma once

#include "abi/host/outcome_of.hpp"
#include "abi/host/typed/component_type.hpp"
#include "abi/host/typed/type_difference.hpp"
#include "abi/linking/type_text.hpp"

namespace touchstone::component::host {

/// What `f` returns; a Difference is thrown as a HostError.
template <class F>
auto or_host_error(F&& f) {
  try {
    return f();
  } catch (const Difference& wrong) {
    throw wasm::HostError(wrong.text);
  }
}

/// HostError if `type`, a component's, is not one that T stands for.
template <ComponentType T>
void require_stands_for(const closed::ValType& type, const ResolveResource& resource) {
  if (const auto wrong = type_difference(component_type<T>(), type, resource)) throw wasm::HostError(*wrong);
}

/// The value as a Val. Views are read. A HostOwn is given away: who has the Val passes it on or drops it, once. HostError if
/// there is no such value, as of a HostOwn that was given away or a null pointer.
template <ComponentType T>
Val to_val(const T& value) {
  return or_host_error([&] { return ComponentTypeOf<T>::to_val(value, component_type<T>().def.get()); });
}
/// As a Val of this type, a component's; HostError if T does not stand for it. `resource` gives the resource types in it; if
/// it is empty they are not compared.
template <ComponentType T>
Val to_val(const T& value, const closed::ValType& type, const ResolveResource& resource = {}) {
  require_stands_for<T>(type, resource);
  return or_host_error([&] { return ComponentTypeOf<T>::to_val(value, type.def.get()); });
}

/// A Val as a T: a HostError that says where it differs if it is something else. A HostOwn is taken out of the Val, which
/// must be used no more.
template <ComponentType T>
Outcome<T> from_val(const Val& value) {
  require_lift<T>();
  static_assert(!has_views<T>,
                "touchstone: a view of guest memory can't be made from a Val, which is in no guest memory");
  return outcome_of([&] { return ComponentTypeOf<T>::from_val(value, component_type<T>().def.get()); });
}
/// A Val of this type, a component's.
template <ComponentType T>
Outcome<T> from_val(const Val& value, const closed::ValType& type, const ResolveResource& resource = {}) {
  require_lift<T>();
  static_assert(!has_views<T>,
                "touchstone: a view of guest memory can't be made from a Val, which is in no guest memory");
  return outcome_of([&] {
    require_stands_for<T>(type, resource);
    return ComponentTypeOf<T>::from_val(value, type.def.get());
  });
}

/// The component type that T stands for, in words: `list<tuple<u32, string>>`.
template <ComponentType T>
std::string type_name() {
  return type_text(component_type<T>());
}

}  // namespace touchstone::component::host
