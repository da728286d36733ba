// Mappings of resources: of a guest's as Own and Borrow, of the host's by the C++ type of its objects; of streams, futures
// and error contexts as what they are.
//
// [CanonicalABI.md#loading] lift_own, lift_borrow; [CanonicalABI.md#storing] lower_own, lower_borrow. A resource type of the
// host's that `resource_of<T>()` makes has objects of type T: a guest holds handles to them. HostOwn<T> has the object
// while nobody else does: lifted out of the guest's handle, or not yet lowered into one. A guest that drops its handle
// destroys the object. HostBorrow<T> refers to it for the time of a call. As a Val an object is a handle of that type, its
// representation the address; there is one such type for each T, whatever linkers define it, so a Val fits everywhere.
// Own and Borrow are of any resource type; which one, is compared when a value is lowered.
#pragma once

#include <memory>
#include <utility>

#include "abi/host/typed/component_type.hpp"
#include "abi/host/typed/host_instance.hpp"
#include "abi/host/typed/type_difference.hpp"
#include "abi/runtime/future.hpp"
#include "abi/runtime/resource.hpp"

namespace touchstone::component::host {

using component::Borrow;
using component::Own;

/// The identity of resource types whose objects are of type T.
template <class T>
Identity resource_identity() {
  static const Identity identity = fresh_identity();
  return identity;
}

/// The resource type of the host's with objects of type T, to be defined in a linker.
template <class T>
const std::shared_ptr<RuntimeResourceType>& resource_of() {
  static const std::shared_ptr<RuntimeResourceType> type =
      host_resource(resource_identity<T>(), [](u64 rep) { delete reinterpret_cast<T*>(rep); });
  return type;
}

/// An object of the host's that is a resource, and its only owner. Passing it to a guest gives it away.
template <class T>
class HostOwn {
 public:
  HostOwn() = default;
  explicit HostOwn(std::unique_ptr<T> object) : object_(std::move(object)) {}
  template <class... Args>
  static HostOwn make(Args&&... args) {
    return HostOwn(std::make_unique<T>(std::forward<Args>(args)...));
  }
  explicit operator bool() const { return object_ != nullptr; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_.get(); }
  T* get() const { return object_.get(); }
  /// Gives it away: what lowering does.
  T* release() const { return object_.release(); }

 private:
  mutable std::unique_ptr<T> object_;
};

/// A resource of the host's that is lent for the time of a call.
template <class T>
class HostBorrow {
 public:
  HostBorrow() = default;                                    ///< of nothing, as of a HostOwn that was given away
  HostBorrow(T& object) : object_(&object) {}                // NOLINT: an object can be lent
  HostBorrow(const HostOwn<T>& own) : object_(own.get()) {}  // NOLINT
  explicit operator bool() const { return object_ != nullptr; }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_; }
  T* get() const { return object_; }

 private:
  T* object_ = nullptr;
};

/// A type of one core value, a handle. `lift_as` and `lower_as` go by the instance.
template <class T, closed::TypeKind kind>
struct HandleMapping {
  static constexpr bool has_handles = true;

  static T lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t) {
    return ComponentTypeOf<T>::lift_as(cx.cx, vi.next_i32(), t);
  }
  static T load(const LiftContext& cx, u64 ptr, const closed::DefValType& t) {
    return ComponentTypeOf<T>::lift_as(cx.cx, static_cast<u32>(load_int(cx.cx, ptr, 4)), t);
  }
  static void lower(LiftLowerContext& cx, const T& v, const closed::DefValType& t, FlatValues& flat) {
    flat.push_back(wasm::Value::of(ComponentTypeOf<T>::lower_as(cx, v, t)));
  }
  static void store(LiftLowerContext& cx, const T& v, const closed::DefValType& t, u64 ptr) {
    store_int(cx, ComponentTypeOf<T>::lower_as(cx, v, t), ptr, 4);
  }

 protected:
  static closed::ValType type_with(Types& types, Identity identity) {
    closed::DefValType t;
    t.kind = kind;
    t.resource.id = {identity};
    return types.make(std::move(t));
  }
};

/// Own or Borrow: of any resource type.
template <class T, closed::TypeKind kind>
struct AnyHandleMapping : HandleMapping<T, kind> {
  static closed::ValType type(Types& types) { return AnyHandleMapping::type_with(types, 0); }
  static void check(const T& v, const closed::DefValType& t, const LiftLowerInstance* inst) {
    if (inst == nullptr || v.type != inst->resource_type(t.resource.id)) {
      throw Difference("the handle is of another resource type");
    }
    if constexpr (kind == closed::TypeKind::own) {
      if (v.given_away()) throw Difference("a resource that was given away");
    }
  }
  static Val to_val(const T& v, const closed::DefValType*) { return v; }
  static T from_val(const Val& v, const closed::DefValType*) { return expect<T>(v, kind); }
};
template <>
struct ComponentTypeOf<Own> : AnyHandleMapping<Own, closed::TypeKind::own> {
  static Own lift_as(LiftLowerContext& cx, u32 i, const closed::DefValType& t) { return cx.inst.lift_own(cx, i, t); }
  static u32 lower_as(LiftLowerContext& cx, const Own& v, const closed::DefValType& t) {
    return cx.inst.lower_own(cx, v, t);
  }
};
template <>
struct ComponentTypeOf<Borrow> : AnyHandleMapping<Borrow, closed::TypeKind::borrow> {
  static Borrow lift_as(LiftLowerContext& cx, u32 i, const closed::DefValType& t) {
    return cx.inst.lift_borrow(cx, i, t);
  }
  static u32 lower_as(LiftLowerContext& cx, const Borrow& v, const closed::DefValType& t) {
    return cx.inst.lower_borrow(cx, v, t);
  }
};

/// The object of a handle, if that is one of T.
template <class T>
T& object_of(const std::shared_ptr<RuntimeResourceType>& type, u64 rep) {
  if (type == nullptr || type->host_identity != resource_identity<T>()) {
    throw Difference("the handle is of another resource type");
  }
  return *reinterpret_cast<T*>(rep);
}
/// The resource type of a handle that is lowered: one with objects of type T.
template <class T>
std::shared_ptr<RuntimeResourceType> type_of_objects(const closed::DefValType& t, const LiftLowerInstance& inst) {
  std::shared_ptr<RuntimeResourceType> type = inst.resource_type(t.resource.id);
  assert_that(type->host_identity == resource_identity<T>(), "a resource type has other objects");
  return type;
}

template <class T>
struct ComponentTypeOf<HostOwn<T>> : HandleMapping<HostOwn<T>, closed::TypeKind::own> {
  static closed::ValType type(Types& types) {
    return ComponentTypeOf::type_with(types, resource_of<T>()->host_identity);  // which makes it, for who looks it up
  }
  static HostOwn<T> lift_as(LiftLowerContext& cx, u32 i, const closed::DefValType& t) {
    return taken(cx.inst.lift_own(cx, i, t));
  }
  static void check(const HostOwn<T>& v, const closed::DefValType&, const LiftLowerInstance*) {
    if (!v) throw Difference("a resource that was given away");
  }
  static u32 lower_as(LiftLowerContext& cx, const HostOwn<T>& v, const closed::DefValType& t) {
    if (!v) throw wasm::HostError("a resource that was given away");  // twice in one call
    const Own own{type_of_objects<T>(t, cx.inst), reinterpret_cast<u64>(v.release())};
    return cx.inst.lower_own(cx, own, t);
  }
  /// Gives it away to the value.
  static Val to_val(const HostOwn<T>& v, const closed::DefValType*) {
    if (OnlyShown::now()) return Own::shown(resource_of<T>(), reinterpret_cast<u64>(v.get()));
    if (!v) throw Difference("a resource that was given away");
    return Own{resource_of<T>(), reinterpret_cast<u64>(v.release())};
  }
  static HostOwn<T> from_val(const Val& v, const closed::DefValType*) {
    return taken(expect<Own>(v, closed::TypeKind::own));
  }

 private:
  static HostOwn<T> taken(const Own& own) {
    T& object = object_of<T>(own.type, own.rep);
    if (own.given_away()) throw Difference("a resource that was given away");
    own.take();
    return HostOwn<T>(std::unique_ptr<T>(&object));
  }
};

template <class T>
struct ComponentTypeOf<HostBorrow<T>> : HandleMapping<HostBorrow<T>, closed::TypeKind::borrow> {
  static closed::ValType type(Types& types) {
    return ComponentTypeOf::type_with(types, resource_of<T>()->host_identity);  // which makes it, for who looks it up
  }
  static HostBorrow<T> lift_as(LiftLowerContext& cx, u32 i, const closed::DefValType& t) {
    const Borrow borrow = cx.inst.lift_borrow(cx, i, t);
    return object_of<T>(borrow.type, borrow.rep);
  }
  static void check(const HostBorrow<T>& v, const closed::DefValType&, const LiftLowerInstance*) {
    if (!v) throw Difference("a resource that was given away");
  }
  static u32 lower_as(LiftLowerContext& cx, const HostBorrow<T>& v, const closed::DefValType& t) {
    return cx.inst.lower_borrow(cx, {type_of_objects<T>(t, cx.inst), reinterpret_cast<u64>(v.get())}, t);
  }
  static Val to_val(const HostBorrow<T>& v, const closed::DefValType*) {
    if (!v && !OnlyShown::now()) throw Difference("a resource that was given away");
    return Borrow{resource_of<T>(), reinterpret_cast<u64>(v.get())};
  }
  static HostBorrow<T> from_val(const Val& v, const closed::DefValType*) {
    const Borrow& borrow = expect<Borrow>(v, closed::TypeKind::borrow);
    return object_of<T>(borrow.type, borrow.rep);
  }
};

// ---- Streams, futures and error contexts

/// The readable end of a stream of T, or void; what is read from it: streams.hpp.
template <class T>
struct StreamOf {
  Stream stream;
  friend bool operator==(const StreamOf&, const StreamOf&) = default;
};
/// The readable end of a future.
template <class T>
struct FutureOf {
  Future future;
  friend bool operator==(const FutureOf&, const FutureOf&) = default;
};

/// Difference if an end can't be passed as a value of `t`, a stream or future, of `inst`.
void check_readable_end(const SharedBase* shared, const closed::DefValType& t, const LiftLowerInstance* inst);
/// Difference if the elements are not of the type that a C++ type stands for.
void require_elements(const closed::ValType& wanted, const RuntimeType& found);
/// The same for an end that a Val has.
void require_readable_end(const SharedBase* shared, const closed::ValType& wanted);

template <class T, closed::TypeKind kind>
struct AsyncValueMapping : HandleMapping<T, kind> {
  template <class Element>
  static closed::ValType type_of(Types& types) {
    closed::DefValType t;
    t.kind = kind;
    if constexpr (is_unit<Element>) {
      t.parts.push_back({});
    } else {
      t.parts.push_back({"", ComponentTypeOf<Element>::type(types)});
    }
    return types.make(std::move(t));
  }
};
template <class T>
  requires(is_unit<T> || ComponentType<T>)
struct ComponentTypeOf<StreamOf<T>> : AsyncValueMapping<StreamOf<T>, closed::TypeKind::stream> {
  static closed::ValType type(Types& types) { return ComponentTypeOf::template type_of<T>(types); }
  static StreamOf<T> lift_as(LiftLowerContext& cx, u32 i, const closed::DefValType& t) {
    return {cx.inst.lift_stream(cx, i, t)};
  }
  static void check(const StreamOf<T>& v, const closed::DefValType& t, const LiftLowerInstance* inst) {
    check_readable_end(v.stream.shared.get(), t, inst);
  }
  static u32 lower_as(LiftLowerContext& cx, const StreamOf<T>& v, const closed::DefValType& t) {
    return cx.inst.lower_stream(cx, v.stream, t);
  }
  static Val to_val(const StreamOf<T>& v, const closed::DefValType*) { return v.stream; }
  static StreamOf<T> from_val(const Val& v, const closed::DefValType*) {
    const Stream& stream = expect<Stream>(v, closed::TypeKind::stream);
    require_readable_end(stream.shared.get(), component_type<StreamOf<T>>());
    return {stream};
  }
};
template <class T>
  requires(is_unit<T> || ComponentType<T>)
struct ComponentTypeOf<FutureOf<T>> : AsyncValueMapping<FutureOf<T>, closed::TypeKind::future> {
  static closed::ValType type(Types& types) { return ComponentTypeOf::template type_of<T>(types); }
  static FutureOf<T> lift_as(LiftLowerContext& cx, u32 i, const closed::DefValType& t) {
    return {cx.inst.lift_future(cx, i, t)};
  }
  static void check(const FutureOf<T>& v, const closed::DefValType& t, const LiftLowerInstance* inst) {
    check_readable_end(v.future.shared.get(), t, inst);
  }
  static u32 lower_as(LiftLowerContext& cx, const FutureOf<T>& v, const closed::DefValType& t) {
    return cx.inst.lower_future(cx, v.future, t);
  }
  static Val to_val(const FutureOf<T>& v, const closed::DefValType*) { return v.future; }
  static FutureOf<T> from_val(const Val& v, const closed::DefValType*) {
    const Future& future = expect<Future>(v, closed::TypeKind::future);
    require_readable_end(future.shared.get(), component_type<FutureOf<T>>());
    return {future};
  }
};

/// An error context (gated).
struct ErrorContextRef {
  std::shared_ptr<ErrorContext> context;
  friend bool operator==(const ErrorContextRef&, const ErrorContextRef&) = default;
};
template <>
struct ComponentTypeOf<ErrorContextRef> : HandleMapping<ErrorContextRef, closed::TypeKind::error_context> {
  static closed::ValType type(Types& types) { return types.primitive(PrimValType::error_context); }
  static ErrorContextRef lift_as(LiftLowerContext& cx, u32 i, const closed::DefValType&) {
    return {cx.inst.lift_error_context(cx, i)};
  }
  static void check(const ErrorContextRef& v, const closed::DefValType&, const LiftLowerInstance*) {
    if (v.context == nullptr) throw Difference("no error context");
  }
  static u32 lower_as(LiftLowerContext& cx, const ErrorContextRef& v, const closed::DefValType&) {
    return cx.inst.lower_error_context(cx, v.context);
  }
  static Val to_val(const ErrorContextRef& v, const closed::DefValType*) { return v.context; }
  static ErrorContextRef from_val(const Val& v, const closed::DefValType*) {
    return {expect<std::shared_ptr<ErrorContext>>(v, closed::TypeKind::error_context)};
  }
};

}  // namespace touchstone::component::host
