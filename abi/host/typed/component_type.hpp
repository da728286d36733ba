// C++ types that stand for component types: what each mapping says, and what may be asked of one.
//
// A mapping is a specialisation of ComponentTypeOf. It names the component type and lifts, loads, lowers and stores values
// of it, as CanonicalABI.md "Loading", "Storing", "Flat Lifting" and "Flat Lowering" say, by the functions of canonical/:
// here is only a second way to name the values. A `t` that is passed is the component's own type, which was compared
// with the mapping's when a function was looked up (type_difference.hpp); it says where things lie in memory.
//
// What can't be done does not compile: `require_lift` and `require_lower` say why. Nothing here is in the sources.
#pragma once

#include <concepts>
#include <exception>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "abi/canonical/lift_flat.hpp"
#include "abi/canonical/load.hpp"
#include "abi/canonical/lower_flat.hpp"
#include "abi/canonical/store.hpp"
#include "abi/canonical/variants.hpp"
#include "abi/host/values.hpp"
#include "abi/validation/factory.hpp"

namespace touchstone::component {
class HostState;  // runtime/store.hpp
}

namespace touchstone::component::host {

/// The mapping of a C++ type. A specialisation has static members, of which a type that can't be lifted or can't be lowered
/// lacks some:
///   closed::ValType type(Types&)                                              the component type
///   T lift(const LiftContext&, CoreValueIter&, const closed::DefValType& t)    out of core values
///   T load(const LiftContext&, u64 ptr, const closed::DefValType& t)           out of memory, at a pointer that was checked
///   void check(const T&, const closed::DefValType& t, const LiftLowerInstance* inst)
///                                              Difference if the value is none of its type: before anything is lowered
///   void lower(LiftLowerContext&, const T&, const closed::DefValType& t, FlatValues&)
///   void store(LiftLowerContext&, const T&, const closed::DefValType& t, u64 ptr)
///   Val to_val(const T&, const closed::DefValType* t)          `t` may be null: then labels that T lacks are made up
///   T from_val(const Val&, const closed::DefValType* t)        Difference if it is another value
///   bool has_views = true                                      if values refer to guest memory
///   bool has_handles = true                                    if they can be lifted only once
template <class T>
struct ComponentTypeOf;

class HostInstance;  // host_instance.hpp

/// How long views of guest memory are good: as long as the call that they were lifted in, and its store. (views.hpp)
struct CallScope {
  LiftLowerContext* cx = nullptr;      ///< null: the call is over
  std::shared_ptr<HostInstance> host;  ///< where the values are, if no guest gives them
  std::weak_ptr<HostState> store;      ///< of a call that may outlive it
  bool may_outlive_store = false;

  bool open() const { return cx != nullptr && !(may_outlive_store && store.expired()); }
  void close() {
    cx = nullptr;
    host.reset();
  }
};

/// Where values are lifted, and the call that views of them belong to; null where there can be none.
struct LiftContext {
  LiftLowerContext& cx;
  const std::shared_ptr<CallScope>* scope = nullptr;

  wasm::AddrType ptr_type() const { return cx.ptr_type(); }
};

/// While there is one, Vals are made only to be shown to an observer: nothing is given away to them.
class OnlyShown {
 public:
  OnlyShown() : before_(now_) { now_ = true; }
  ~OnlyShown() { now_ = before_; }
  OnlyShown(const OnlyShown&) = delete;
  OnlyShown& operator=(const OnlyShown&) = delete;
  static bool now() { return now_; }

 private:
  static inline thread_local bool now_ = false;
  bool before_;
};

/// Where two types, or a value and a type, differ: "field `x`: expected u32, found string".
struct Difference : std::exception {
  explicit Difference(std::string words) : text(std::move(words)) {}
  const char* what() const noexcept override { return text.c_str(); }
  std::string text;
};

/// Runs `f`; a Difference that it finds is that of the part `where()`.
template <class Where, class F>
decltype(auto) in_part(Where&& where, F&& f) {
  try {
    return f();
  } catch (Difference& inner) {
    inner.text = where() + ": " + inner.text;
    throw;
  }
}

// ---- Concepts

/// A C++ type that stands for a component type.
template <class T>
concept ComponentType = requires(Types& types) {
  { ComponentTypeOf<T>::type(types) } -> std::same_as<closed::ValType>;
};

/// Values can be made from what a guest passes.
template <class T>
concept Lift =
    ComponentType<T> && requires(const LiftContext& cx, CoreValueIter& vi, u64 ptr, const closed::DefValType& t) {
      { ComponentTypeOf<T>::lift(cx, vi, t) } -> std::same_as<T>;
      { ComponentTypeOf<T>::load(cx, ptr, t) } -> std::same_as<T>;
    };

/// Values can be passed to a guest.
template <class T>
concept Lower = ComponentType<T> && requires(LiftLowerContext& cx, const T& v, const closed::DefValType& t,
                                             FlatValues& flat, const LiftLowerInstance* inst, u64 ptr) {
  ComponentTypeOf<T>::check(v, t, inst);
  ComponentTypeOf<T>::lower(cx, v, t, flat);
  ComponentTypeOf<T>::store(cx, v, t, ptr);
};

/// Whether values refer to guest memory.
template <class T>
inline constexpr bool has_views = false;
template <class T>
  requires requires { ComponentTypeOf<T>::has_views; }
inline constexpr bool has_views<T> = ComponentTypeOf<T>::has_views;

/// Whether lifting takes something out of the guest, so that a value can be lifted only once.
template <class T>
inline constexpr bool has_handles = false;
template <class T>
  requires requires { ComponentTypeOf<T>::has_handles; }
inline constexpr bool has_handles<T> = ComponentTypeOf<T>::has_handles;

/// Whether every value fits, so that lists of them need not be looked through.
template <class T>
inline constexpr bool always_fits = false;
template <class T>
  requires requires { ComponentTypeOf<T>::always_fits; }
inline constexpr bool always_fits<T> = ComponentTypeOf<T>::always_fits;

/// No value: what a case without payload or a function without result has.
template <class T>
inline constexpr bool is_unit =
    std::is_void_v<T> || std::is_same_v<T, std::monostate> || std::is_same_v<T, std::tuple<>>;

// ---- Refusals

template <class T>
inline constexpr bool refers_to_host_memory = false;  // strings.hpp, lists.hpp
template <class T>
inline constexpr bool refers_to_guest_memory = false;  // views.hpp

/// Compiles only for what can be lifted.
template <class T>
consteval void require_lift() {
  using U = std::remove_cvref_t<T>;
  static_assert(
      !std::is_pointer_v<U>,
      "touchstone: a raw pointer can't be lifted: nobody would own what it points to; lift the value itself or a "
      "std::unique_ptr");
  static_assert(
      !refers_to_host_memory<U>,
      "touchstone: a std::string_view, std::span or reference_wrapper can't be lifted: nobody would own what it "
      "refers to; lift a std::string or std::vector, or read in place with host::WasmStr or host::WasmList");
  if constexpr (!std::is_pointer_v<U> && !refers_to_host_memory<U>) {
    static_assert(ComponentType<U>,
                  "touchstone: this C++ type stands for no component type: describe it with TOUCHSTONE_RECORD, "
                  "TOUCHSTONE_VARIANT, TOUCHSTONE_ENUM or TOUCHSTONE_FLAGS, or use one of the mapped types");
    if constexpr (ComponentType<U>) {
      static_assert(
          Lift<U>,
          "touchstone: this type can't be lifted: a part of it refers to memory that nobody would own, or is a "
          "record that can't be default-constructed");
    }
  }
}

/// Compiles only for what can be lowered.
template <class T>
consteval void require_lower() {
  using U = std::remove_cvref_t<T>;
  static_assert(!std::is_pointer_v<U>,
                "touchstone: a raw pointer can't be lowered: it may be null or point to an array; pass the value, a "
                "reference or a smart pointer");
  static_assert(!refers_to_guest_memory<U>,
                "touchstone: a view of guest memory (host::WasmStr, host::WasmList) can't be lowered: that memory may "
                "change while it is copied; pass a copy from to_string() or to_vector()");
  if constexpr (!std::is_pointer_v<U> && !refers_to_guest_memory<U>) {
    static_assert(ComponentType<U>,
                  "touchstone: this C++ type stands for no component type: describe it with TOUCHSTONE_RECORD, "
                  "TOUCHSTONE_VARIANT, TOUCHSTONE_ENUM or TOUCHSTONE_FLAGS, or use one of the mapped types");
    if constexpr (ComponentType<U>) {
      static_assert(Lower<U>, "touchstone: this type can't be lowered: a part of it is a view of guest memory");
    }
  }
}

// ---- Types

/// The component type that T stands for. Resource types in it are identities of C++ types (resources.hpp).
template <ComponentType T>
const closed::ValType& component_type() {
  static const closed::ValType type = [] {
    Types types;
    return ComponentTypeOf<T>::type(types);
  }();
  return type;
}

// ---- Parts: a payload, a field or an element, which may be nothing.

/// The same functions for a type that may be a unit.
template <class T>
struct PartOf {
  static closed::ValType type(Types& types) {
    if constexpr (is_unit<T>) {
      return {};
    } else {
      return ComponentTypeOf<T>::type(types);
    }
  }
  static T lift(const LiftContext& cx, CoreValueIter& vi, const closed::ValType& t) {
    if constexpr (is_unit<T>) {
      return T();
    } else {
      return ComponentTypeOf<T>::lift(cx, vi, *t);
    }
  }
  static T load(const LiftContext& cx, u64 ptr, const closed::ValType& t) {
    if constexpr (is_unit<T>) {
      return T();
    } else {
      return ComponentTypeOf<T>::load(cx, ptr, *t);
    }
  }
  static void check(const T& v, const closed::ValType& t, const LiftLowerInstance* inst) {
    if constexpr (!is_unit<T>) ComponentTypeOf<T>::check(v, *t, inst);
  }
  static void lower(LiftLowerContext& cx, const T& v, const closed::ValType& t, FlatValues& flat) {
    if constexpr (!is_unit<T>) ComponentTypeOf<T>::lower(cx, v, *t, flat);
  }
  static void store(LiftLowerContext& cx, const T& v, const closed::ValType& t, u64 ptr) {
    if constexpr (!is_unit<T>) ComponentTypeOf<T>::store(cx, v, *t, ptr);
  }
  static Payload to_val(const T& v, const closed::DefValType* t) {
    if constexpr (is_unit<T>) {
      return {};
    } else {
      return ComponentTypeOf<T>::to_val(v, t);
    }
  }
  static T from_val(const Payload& v, const closed::DefValType* t) {
    if constexpr (is_unit<T>) {
      if (v) throw Difference("a case without payload has one");
      return T();
    } else {
      if (!v) throw Difference("a case lacks its payload");
      return ComponentTypeOf<T>::from_val(*v, t);
    }
  }
};

/// Whether a part can be lifted or lowered.
template <class T>
concept LiftPart = is_unit<T> || Lift<T>;
template <class T>
concept LowerPart = is_unit<T> || Lower<T>;

/// The types of parts, one after the other.
struct NextPart {
  std::span<const closed::Part> parts;
  std::size_t i = 0;
  const closed::ValType& next() { return parts[i++].type; }
};

/// Part `i` of a type that may be unknown.
inline const closed::DefValType* part_type(const closed::DefValType* t, std::size_t i) {
  return t != nullptr && i < t->parts.size() ? t->parts[i].type.def.get() : nullptr;
}

/// The value as an E, one of the alternatives of Val; a Difference if it is another.
template <class E>
const E& expect(const Val& v, closed::TypeKind kind) {
  if (const E* value = v.get_if<E>()) return *value;
  throw Difference("expected " + std::string(closed::kind_name(kind)) + ", found " +
                   std::string(closed::kind_name(v.kind())));
}

}  // namespace touchstone::component::host
