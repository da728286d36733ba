// Mappings of lists: std::vector, std::span<const T>, std::array (a list of fixed length); and of maps: std::map and those
// like it.
//
// [CanonicalABI.md#loading, CanonicalABI.md#storing] Elements whose form in memory the compiler knows pass in one go
// (memory_form.hpp); all others one by one.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "abi/host/typed/memory_form.hpp"

namespace touchstone::component::host {

template <class T, std::size_t N>
inline constexpr bool refers_to_host_memory<std::span<T, N>> = true;

/// Elements that are the same bytes in an array and in linear memory, whatever they are.
template <class T>
concept BlockElement =
    std::is_integral_v<T> && ValNumber<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char32_t>;

/// [load_list_from_range]
template <Lift T>
std::vector<T> load_elements(const LiftContext& cx, const Range& range, const closed::ValType& elem_type) {
  const u64 size = elem_size(elem_type, cx.ptr_type());
  check_list_range(cx.cx, range.begin, range.length, size, alignment(elem_type, cx.ptr_type()));
  if constexpr (HasForm<T>) {
    if (cx.cx.inst.fast_copy) return read_elements<T>(cx.cx, range.begin, range.length, elem_type);
  }
  std::vector<T> elements;
  elements.reserve(range.length);
  for (u64 i = 0; i < range.length; ++i) {
    elements.push_back(ComponentTypeOf<T>::load(cx, range.begin + i * size, *elem_type));
  }
  return elements;
}

/// [store_list_into_valid_range] Elements is a range of T.
template <Lower T, class Elements>
void store_elements_at(LiftLowerContext& cx, const Elements& elements, u64 ptr, const closed::ValType& elem_type) {
  if constexpr (HasForm<T>) {
    if (cx.inst.fast_copy) return write_elements<T>(cx, elements, ptr, elem_type);
  }
  const u64 size = elem_size(elem_type, cx.ptr_type());
  for (const auto& element : elements) {
    ComponentTypeOf<T>::store(cx, element, *elem_type, ptr);
    ptr += size;
  }
}

/// [store_list_into_range]
template <Lower T, class Elements>
Range store_elements(LiftLowerContext& cx, const Elements& elements, const closed::ValType& elem_type) {
  const u64 size = elem_size(elem_type, cx.ptr_type());
  const u64 ptr = allocate_list(cx, elements.size(), size, alignment(elem_type, cx.ptr_type()));
  store_elements_at<T>(cx, elements, ptr, elem_type);
  return {ptr, elements.size()};
}

/// Difference if a list is too long, or one of its elements none of its type.
template <Lower T, class Elements>
void check_elements(const Elements& elements, const closed::DefValType& t, const LiftLowerInstance* inst) {
  if (elements.size() > MAX_LIST_BYTE_LENGTH / elem_size(t.element(), wasm::AddrType::i64)) {
    throw Difference("a list of " + std::to_string(elements.size()) + " is too long");
  }
  if constexpr (!always_fits<T>) {
    u64 i = 0;
    in_part([&] { return "element " + std::to_string(i); },
            [&] {
              for (const auto& element : elements) {
                ComponentTypeOf<T>::check(element, *t.element(), inst);
                ++i;
              }
            });
  }
}

template <class T, class Elements>
Val list_to_val(const Elements& elements, const closed::DefValType* t) {
  List list;
  if constexpr (ValNumber<T>) list.reserve(elements.size(), ComponentTypeOf<T>::kind());
  for (const auto& element : elements) list.push_back(ComponentTypeOf<T>::to_val(element, part_type(t, 0)));
  return list;
}

/// f(element) for each element that a value has.
template <class T, class F>
void each_of_val(const Val& v, const closed::DefValType* t, F&& f) {
  const List& list = expect<List>(v, closed::TypeKind::list);
  u64 i = 0;
  in_part([&] { return "element " + std::to_string(i); },
          [&] {
            list.for_each([&](const Val& element) {
              f(ComponentTypeOf<T>::from_val(element, part_type(t, 0)));
              ++i;
            });
          });
}

/// What vectors and spans have in common.
template <class T, class Elements>
struct ListMapping {
  static closed::ValType type(Types& types) {
    closed::DefValType t;
    t.kind = closed::TypeKind::list;
    t.parts.push_back({"", ComponentTypeOf<T>::type(types)});
    return types.make(std::move(t));
  }
  static void check(const Elements& v, const closed::DefValType& t, const LiftLowerInstance* inst)
    requires Lower<T>
  {
    check_elements<T>(v, t, inst);
  }
  /// [lower_flat_list]
  static void lower(LiftLowerContext& cx, const Elements& v, const closed::DefValType& t, FlatValues& flat)
    requires Lower<T>
  {
    append_range(cx, store_elements<T>(cx, v, t.element()), flat);
  }
  /// [store_list]
  static void store(LiftLowerContext& cx, const Elements& v, const closed::DefValType& t, u64 ptr)
    requires Lower<T>
  {
    store_range(cx, store_elements<T>(cx, v, t.element()), ptr);
  }
  static Val to_val(const Elements& v, const closed::DefValType* t) { return list_to_val<T>(v, t); }
};

template <ComponentType T>
struct ComponentTypeOf<std::vector<T>> : ListMapping<T, std::vector<T>> {
  static constexpr bool has_views = host::has_views<T>;
  static constexpr bool has_handles = host::has_handles<T>;

  /// [lift_flat_list]
  static std::vector<T> lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t)
    requires Lift<T>
  {
    return load_elements<T>(cx, next_range(vi, cx.ptr_type()), t.element());
  }
  /// [load_list]
  static std::vector<T> load(const LiftContext& cx, u64 ptr, const closed::DefValType& t)
    requires Lift<T>
  {
    return load_elements<T>(cx, load_range(cx.cx, ptr), t.element());
  }
  static std::vector<T> from_val(const Val& v, const closed::DefValType* t) {
    std::vector<T> elements;
    each_of_val<T>(v, t, [&](T element) { elements.push_back(std::move(element)); });
    return elements;
  }
};

template <ComponentType T>
struct ComponentTypeOf<std::span<const T>> : ListMapping<T, std::span<const T>> {};

/// A list of fixed length: its elements lie in place of a pointer to them.
template <ComponentType T, std::size_t N>
struct ComponentTypeOf<std::array<T, N>> {
  static constexpr bool has_views = host::has_views<T>;
  static constexpr bool has_handles = host::has_handles<T>;
  static constexpr bool always_fits = host::always_fits<T>;
  static constexpr Form form{N * form_of<T>.size, form_of<T>.alignment, form_of<T>.leaves, form_of<T>.padded};

  static closed::ValType type(Types& types) {
    closed::DefValType t;
    t.kind = closed::TypeKind::list;
    t.length = static_cast<u32>(N);
    t.parts.push_back({"", ComponentTypeOf<T>::type(types)});
    return types.make(std::move(t));
  }
  /// [lift_flat_list]
  static std::array<T, N> lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t)
    requires Lift<T>
  {
    return make([&](std::size_t) { return ComponentTypeOf<T>::lift(cx, vi, *t.element()); });
  }
  /// [load_list_from_valid_range]
  static std::array<T, N> load(const LiftContext& cx, u64 ptr, const closed::DefValType& t)
    requires Lift<T>
  {
    if constexpr (HasForm<T>) {
      if (cx.cx.inst.fast_copy) return read(cx.cx, elements_at(cx.cx, ptr, N, form_of<T>.size));
    }
    const u64 size = elem_size(t.element(), cx.ptr_type());
    return make([&](std::size_t i) { return ComponentTypeOf<T>::load(cx, ptr + i * size, *t.element()); });
  }
  static std::array<T, N> read(const LiftLowerContext& cx, const u8* at) {
    return make([&](std::size_t i) { return ComponentTypeOf<T>::read(cx, at + i * form_of<T>.size); });
  }
  static void check(const std::array<T, N>& v, const closed::DefValType& t, const LiftLowerInstance* inst)
    requires Lower<T>
  {
    check_elements<T>(v, t, inst);
  }
  /// [lower_flat_list]
  static void lower(LiftLowerContext& cx, const std::array<T, N>& v, const closed::DefValType& t, FlatValues& flat)
    requires Lower<T>
  {
    for (const T& element : v) ComponentTypeOf<T>::lower(cx, element, *t.element(), flat);
  }
  static void store(LiftLowerContext& cx, const std::array<T, N>& v, const closed::DefValType& t, u64 ptr)
    requires Lower<T>
  {
    store_elements_at<T>(cx, v, ptr, t.element());
  }
  template <class Nans>
  static void write(const std::array<T, N>& v, u8* at, const Nans& nans) {
    write_each<ComponentTypeOf<T>>(v, at, nans);
  }
  static bool same_places() { return is_block<T>(); }
  static Val to_val(const std::array<T, N>& v, const closed::DefValType* t) { return list_to_val<T>(v, t); }
  static std::array<T, N> from_val(const Val& v, const closed::DefValType* t) {
    const List& list = expect<List>(v, closed::TypeKind::list);
    if (list.size() != N) {
      throw Difference("expected " + std::to_string(N) + " elements, found " + std::to_string(list.size()));
    }
    return make([&](std::size_t i) {
      return in_part([&] { return "element " + std::to_string(i); },
                     [&] { return ComponentTypeOf<T>::from_val(list[i], part_type(t, 0)); });
    });
  }

 private:
  template <class F>
  static std::array<T, N> make(F&& element) {
    if constexpr (std::default_initializable<T> && std::movable<T>) {
      std::array<T, N> all{};
      for (std::size_t i = 0; i < N; ++i) all[i] = element(i);
      return all;
    } else {
      return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<T, N>{element(I)...};
      }(std::make_index_sequence<N>());
    }
  }
};

}  // namespace touchstone::component::host
