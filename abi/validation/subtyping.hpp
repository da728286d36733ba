// Explainer.md "Type Checking": subtyping of what is supplied and what is expected.
//
// Value and function types are equal or not; module, instance and component types have subtypes, which export more and
// import less. A mismatch is thrown with its whole path: "type mismatch in function parameter `x`: ...".
#pragma once

#include "abi/validation/resources.hpp"

namespace touchstone::component::validation {

/// Why a type does not match.
struct Mismatch {
  std::string message;
  std::string path;  ///< "param `x`, field `b`"
};

void match_valtype(const closed::ValType& found, const closed::ValType& expected);
void match_functype(Types& types, const closed::FuncTypePtr& found, const closed::FuncTypePtr& expected);
void match_moduletype(Types& types, const closed::ModuleTypePtr& found, const closed::ModuleTypePtr& expected);
void match_instancetype(Types& types, const closed::InstanceTypePtr& found, const closed::InstanceTypePtr& expected);
void match_componenttype(Types& types, const closed::ComponentTypePtr& found, const closed::ComponentTypePtr& expected);
/// Types that type indices name: equal.
void match_deftype(Types& types, const closed::DefType& found, const closed::DefType& expected);
void match_externtype(Types& types, const closed::ExternType& found, const closed::ExternType& expected);

/// Imports and exports of core modules, by the core language's matching.
void match_core_externtype(const wasm::ExternType& found, const wasm::ExternType& expected);

/// `func`, `table`, `memory`, `global`, `tag`.
std::string_view core_kind_name(const wasm::ExternType& type);

/// Runs `match`; a Mismatch that leaves it gets `context()` and `step()` put in front.
template <class Match, class Context, class Step>
void in_context(Match&& match, Context&& context, Step&& step) {
  try {
    match();
  } catch (Mismatch& mismatch) {
    mismatch.message = context() + ": " + mismatch.message;
    mismatch.path = step() + (mismatch.path.empty() ? "" : ", ") + mismatch.path;
    throw;
  }
}

}  // namespace touchstone::component::validation
