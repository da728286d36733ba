// Comparing the type that a C++ type stands for with a component's: what a lookup or a link finds.
#pragma once

#include "abi/host/values.hpp"

namespace touchstone::component::host {

/// Whose type is called "expected": the host's where a function is looked up, the component's where it imports one.
enum class Asking : u8 { host, component };

/// Where `found`, a component's, differs from `wanted`, which a C++ type stands for: a path and words, or nothing. Labels of
/// a std::variant, which has none, and the resource type of a handle of any, are not compared. `resource` gives the run-time
/// resource types of `found`; if it is empty no resource types are compared.
std::optional<std::string> type_difference(const closed::ValType& wanted, const closed::ValType& found,
                                           const ResolveResource& resource);
/// Parameters by number and type, result by type.
std::optional<std::string> type_difference(const closed::FuncType& wanted, const closed::FuncType& found,
                                           const ResolveResource& resource, Asking who = Asking::host);

}  // namespace touchstone::component::host
