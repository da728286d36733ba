// Visiting every heap type inside a type, so that substitution (3.1.2 [$subst_typeuse] and its kin) is one lambda.
//
// `visit` is called with a HeapType& (or const HeapType&): once for each reference type in the type, and once for each
// type use that stands alone (a supertype, the function of a continuation). Not in the specification.
#pragma once

#include <type_traits>
#include <variant>

#include "interp/syntax/types.hpp"

namespace touchstone::wasm {

template <class Type, class Visit>
  requires std::is_same_v<std::remove_const_t<Type>, ValType>
void for_each_heaptype(Type& t, Visit&& visit) {
  if (t.is_ref()) visit(t.heap);
}

template <class Type, class Visit>
  requires std::is_same_v<std::remove_const_t<Type>, FieldType>
void for_each_heaptype(Type& ft, Visit&& visit) {
  if (ft.storage.packed == StorageType::Packed::no) for_each_heaptype(ft.storage.type, visit);
}

template <class Type, class Visit>
  requires std::is_same_v<std::remove_const_t<Type>, FuncType>
void for_each_heaptype(Type& ft, Visit&& visit) {
  for (auto& t : ft.params) for_each_heaptype(t, visit);
  for (auto& t : ft.results) for_each_heaptype(t, visit);
}

template <class Type, class Visit>
  requires std::is_same_v<std::remove_const_t<Type>, CompType>
void for_each_heaptype(Type& ct, Visit&& visit) {
  if (auto* func = std::get_if<FuncType>(&ct)) {
    for_each_heaptype(*func, visit);
  } else if (auto* structure = std::get_if<StructType>(&ct)) {
    for (auto& ft : structure->fields) for_each_heaptype(ft, visit);
  } else if (auto* array = std::get_if<ArrayType>(&ct)) {
    for_each_heaptype(array->field, visit);
  } else if (auto* cont = std::get_if<ContType>(&ct)) {
    visit(cont->func);
  }
}

template <class Type, class Visit>
  requires std::is_same_v<std::remove_const_t<Type>, SubType>
void for_each_heaptype(Type& st, Visit&& visit) {
  for (auto& use : st.supers) visit(use);
  if (st.describes) visit(*st.describes);
  if (st.descriptor) visit(*st.descriptor);
  for_each_heaptype(st.comp, visit);
}

}  // namespace touchstone::wasm
