// Mappings of smart pointers and references: they stand for what they point to, which is lowered where it is.
#pragma once

#include <functional>
#include <memory>

#include "abi/host/typed/component_type.hpp"

namespace touchstone::component::host {

template <class T>
inline constexpr bool refers_to_host_memory<std::reference_wrapper<T>> = true;

/// P is a pointer to a T; `get(p)` gives it, or null.
template <class P, class T>
struct PointerMapping {
  static constexpr bool has_views = host::has_views<T>;
  static constexpr bool has_handles = host::has_handles<T>;

  static closed::ValType type(Types& types) { return ComponentTypeOf<T>::type(types); }
  static void check(const P& p, const closed::DefValType& t, const LiftLowerInstance* inst)
    requires Lower<T>
  {
    if (get(p) == nullptr) throw Difference("a null pointer");
    ComponentTypeOf<T>::check(*get(p), t, inst);
  }
  static void lower(LiftLowerContext& cx, const P& p, const closed::DefValType& t, FlatValues& flat)
    requires Lower<T>
  {
    ComponentTypeOf<T>::lower(cx, *get(p), t, flat);
  }
  static void store(LiftLowerContext& cx, const P& p, const closed::DefValType& t, u64 ptr)
    requires Lower<T>
  {
    ComponentTypeOf<T>::store(cx, *get(p), t, ptr);
  }
  static Val to_val(const P& p, const closed::DefValType* t) {
    if (get(p) == nullptr) throw Difference("a null pointer");
    return ComponentTypeOf<T>::to_val(*get(p), t);
  }

 private:
  static const T* get(const P& p) {
    if constexpr (requires { p.get() == nullptr; }) {
      return p.get();
    } else {
      return &p.get();
    }
  }
};

/// A pointer that owns: what is lifted is made.
template <class P, class T>
struct OwningPointerMapping : PointerMapping<P, T> {
  static P lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t)
    requires Lift<T>
  {
    return P(new T(ComponentTypeOf<T>::lift(cx, vi, t)));
  }
  static P load(const LiftContext& cx, u64 ptr, const closed::DefValType& t)
    requires Lift<T>
  {
    return P(new T(ComponentTypeOf<T>::load(cx, ptr, t)));
  }
  static P from_val(const Val& v, const closed::DefValType* t) { return P(new T(ComponentTypeOf<T>::from_val(v, t))); }
};

template <class T>
  requires ComponentType<std::remove_const_t<T>>
struct ComponentTypeOf<std::unique_ptr<T>> : OwningPointerMapping<std::unique_ptr<T>, std::remove_const_t<T>> {};
/// With a deleter of its own it can only be lowered: what is lifted is made by `new`.
template <class T, class Deleter>
  requires(ComponentType<std::remove_const_t<T>> && !std::is_same_v<Deleter, std::default_delete<T>>)
struct ComponentTypeOf<std::unique_ptr<T, Deleter>>
    : PointerMapping<std::unique_ptr<T, Deleter>, std::remove_const_t<T>> {};
template <class T>
  requires ComponentType<std::remove_const_t<T>>
struct ComponentTypeOf<std::shared_ptr<T>> : OwningPointerMapping<std::shared_ptr<T>, std::remove_const_t<T>> {};
template <class T>
  requires ComponentType<std::remove_const_t<T>>
struct ComponentTypeOf<std::reference_wrapper<T>> : PointerMapping<std::reference_wrapper<T>, std::remove_const_t<T>> {
};

}  // namespace touchstone::component::host
