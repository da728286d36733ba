// Mappings of types without names: std::tuple and std::pair, std::optional, Expected (a result), std::variant, and maps.
//
// [CanonicalABI.md#despecialization] A std::variant stands for a variant with as many cases, in its order, whatever their
// labels (TOUCHSTONE_VARIANT gives labels); std::monostate is the payload of a case without. A map is a list of pairs.
#pragma once

#include <concepts>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

#include "abi/host/typed/expected.hpp"
#include "abi/host/typed/lists.hpp"

namespace touchstone::component::host {

// ---- Tuples

/// A std::tuple or std::pair as a component's tuple.
template <class Tuple, class... Ts>
struct TupleMapping {
  static constexpr bool has_views = (host::has_views<Ts> || ...);
  static constexpr bool has_handles = (host::has_handles<Ts> || ...);
  static constexpr bool always_fits = (host::always_fits<Ts> && ...);
  static constexpr auto in_memory = record_form<Ts...>();
  static constexpr Form form = in_memory.form;

  static closed::ValType type(Types& types) {
    closed::DefValType t;
    t.kind = closed::TypeKind::tuple;
    (t.parts.push_back({"", ComponentTypeOf<Ts>::type(types)}), ...);
    return types.make(std::move(t));
  }
  /// [lift_flat_record]
  static Tuple lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t)
    requires(Lift<Ts> && ...)
  {
    NextPart part{t.parts};
    return Tuple{ComponentTypeOf<Ts>::lift(cx, vi, *part.next())...};
  }
  /// [load_record]
  static Tuple load(const LiftContext& cx, u64 ptr, const closed::DefValType& t)
    requires(Lift<Ts> && ...)
  {
    FieldPlaces places(ptr, cx.ptr_type());
    NextPart part{t.parts};
    return Tuple{load_next<Ts>(cx, places, part.next())...};
  }
  static Tuple read(const LiftLowerContext& cx, const u8* at) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return Tuple{ComponentTypeOf<Ts>::read(cx, at + in_memory.places[I])...};
    }(std::index_sequence_for<Ts...>());
  }
  static void check(const Tuple& v, const closed::DefValType& t, const LiftLowerInstance* inst)
    requires(Lower<Ts> && ...)
  {
    each(v, [&]<class T>(const T& element, std::size_t i) {
      in_part([&] { return "element " + std::to_string(i); },
              [&] { ComponentTypeOf<T>::check(element, *t.parts[i].type, inst); });
    });
  }
  /// [lower_flat_record]
  static void lower(LiftLowerContext& cx, const Tuple& v, const closed::DefValType& t, FlatValues& flat)
    requires(Lower<Ts> && ...)
  {
    each(v, [&]<class T>(const T& element, std::size_t i) {
      ComponentTypeOf<T>::lower(cx, element, *t.parts[i].type, flat);
    });
  }
  /// [store_record]
  static void store(LiftLowerContext& cx, const Tuple& v, const closed::DefValType& t, u64 ptr)
    requires(Lower<Ts> && ...)
  {
    FieldPlaces places(ptr, cx.ptr_type());
    each(v, [&]<class T>(const T& element, std::size_t i) {
      ComponentTypeOf<T>::store(cx, element, *t.parts[i].type, places.next(t.parts[i].type));
    });
  }
  template <class Nans>
  static void write(const Tuple& v, u8* at, const Nans& nans) {
    each(v, [&]<class T>(const T& element, std::size_t i) {
      ComponentTypeOf<T>::write(element, at + in_memory.places[i], nans);
    });
  }
  static bool same_places() {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (is_at<Tuple>(in_memory.places[I], [](const Tuple& v) -> const auto& { return std::get<I>(v); }) && ...);
    }(std::index_sequence_for<Ts...>());
  }
  static Val to_val(const Tuple& v, const closed::DefValType* t) {
    std::vector<Val> elements;
    each(v, [&]<class T>(const T& element, std::size_t i) {
      elements.push_back(ComponentTypeOf<T>::to_val(element, part_type(t, i)));
    });
    return Val::tuple(std::move(elements));
  }
  static Tuple from_val(const Val& v, const closed::DefValType* t) {
    const auto& elements = expect<component::Tuple>(v, closed::TypeKind::tuple).elements;
    if (elements.size() != sizeof...(Ts)) {
      throw Difference("expected " + std::to_string(sizeof...(Ts)) + " elements, found " +
                       std::to_string(elements.size()));
    }
    std::size_t i = 0;
    const auto next = [&]<class T>(std::type_identity<T>) {
      const std::size_t at = i++;
      return in_part([&] { return "element " + std::to_string(at); },
                     [&] { return ComponentTypeOf<T>::from_val(elements[at], part_type(t, at)); });
    };
    return Tuple{next(std::type_identity<Ts>())...};
  }

 private:
  template <class T>
  static T load_next(const LiftContext& cx, FieldPlaces& places, const closed::ValType& t) {
    return ComponentTypeOf<T>::load(cx, places.next(t), *t);
  }
  template <class F>
  static void each(const Tuple& v, F&& f) {
    std::apply(
        [&](const Ts&... elements) {
          std::size_t i = 0;
          (f(elements, i++), ...);
        },
        v);
  }
};

template <ComponentType... Ts>
  requires(sizeof...(Ts) > 0)
struct ComponentTypeOf<std::tuple<Ts...>> : TupleMapping<std::tuple<Ts...>, Ts...> {};
template <ComponentType A, ComponentType B>
struct ComponentTypeOf<std::pair<A, B>> : TupleMapping<std::pair<A, B>, A, B> {};

// ---- Variants

/// What is a variant to the Canonical ABI. `Cases` says of a T: `payloads`, a type list; `index(v)`; `make<I>(payload)`;
/// `get<I>(v)`; `type(types, parts)`; and how it is a Val.
template <class T, class Cases, class... Ts>
struct VariantMapping {
  static constexpr bool has_views = (host::has_views<Ts> || ...);
  static constexpr bool has_handles = (host::has_handles<Ts> || ...);
  static constexpr VariantForm in_memory = variant_form<Ts...>();
  static constexpr Form form = in_memory.form;

  static closed::ValType type(Types& types) {
    closed::DefValType t = Cases::type();
    const std::vector<closed::ValType> payloads{PartOf<Ts>::type(types)...};
    for (std::size_t i = 0; i < payloads.size(); ++i) t.parts[i].type = payloads[i];
    return Cases::finish(types, std::move(t));
  }
  static T lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t)
    requires(LiftPart<Ts> && ...)
  {
    return lift_flat_variant(cx.cx, vi, t, [&](u32 index, CoreValueIter& payload) {
      return make(index, [&]<class P>() { return PartOf<P>::lift(cx, payload, case_type(t, index)); });
    });
  }
  static T load(const LiftContext& cx, u64 ptr, const closed::DefValType& t)
    requires(LiftPart<Ts> && ...)
  {
    return load_variant(cx.cx, ptr, t, [&](u32 index, u64 at) {
      return make(index, [&]<class P>() { return PartOf<P>::load(cx, at, case_type(t, index)); });
    });
  }
  static T read(const LiftLowerContext& cx, const u8* at) {
    const u32 index = read_discriminant<T, in_memory.discriminant>(cx, at, sizeof...(Ts));
    return make(index, [&]<class P>() { return read_part<P>(cx, at + in_memory.payload); });
  }
  static void check(const T& v, const closed::DefValType& t, const LiftLowerInstance* inst)
    requires(LowerPart<Ts> && ...)
  {
    visit(v, [&]<class P>(const P& payload, u32 index) {
      in_part([&] { return "case `" + Cases::label(index, &t) + "`"; },
              [&] { PartOf<P>::check(payload, case_type(t, index), inst); });
    });
  }
  static void lower(LiftLowerContext& cx, const T& v, const closed::DefValType& t, FlatValues& flat)
    requires(LowerPart<Ts> && ...)
  {
    visit(v, [&]<class P>(const P& payload, u32 index) {
      lower_flat_variant(cx, index, t, flat, [&] { PartOf<P>::lower(cx, payload, case_type(t, index), flat); });
    });
  }
  static void store(LiftLowerContext& cx, const T& v, const closed::DefValType& t, u64 ptr)
    requires(LowerPart<Ts> && ...)
  {
    visit(v, [&]<class P>(const P& payload, u32 index) {
      store_variant(cx, index, ptr, t, [&](u64 at) { PartOf<P>::store(cx, payload, case_type(t, index), at); });
    });
  }
  template <class Nans>
  static void write(const T& v, u8* at, const Nans& nans) {
    visit(v, [&]<class P>(const P& payload, u32 index) {
      write_int<in_memory.discriminant>(index, at);
      write_part<P>(payload, at + in_memory.payload, nans);
    });
  }
  static Val to_val(const T& v, const closed::DefValType* t) {
    Val out;
    visit(v, [&]<class P>(const P& payload, u32 index) {
      out = Cases::val(index, PartOf<P>::to_val(payload, payload_type(t, index)), t);
    });
    return out;
  }
  static T from_val(const Val& v, const closed::DefValType* t) {
    const std::pair<u32, Payload> of = Cases::of_val(v, t);
    return in_part([&] { return "case `" + Cases::label(of.first, t) + "`"; },
                   [&] {
                     return make(of.first,
                                 [&]<class P>() { return PartOf<P>::from_val(of.second, payload_type(t, of.first)); });
                   });
  }

 private:
  static const closed::DefValType* payload_type(const closed::DefValType* t, u32 index) {
    return t == nullptr ? nullptr : case_type(*t, index).def.get();
  }
  /// payload.operator()<P>() for the case at `index`.
  template <class F, std::size_t I = 0>
  static T make(u32 index, F&& payload) {
    using P = std::tuple_element_t<I, std::tuple<Ts...>>;
    if constexpr (I + 1 == sizeof...(Ts)) {
      assert_that(index == I, "a variant is of an unknown case");
      return Cases::template make<I>(payload.template operator()<P>());
    } else {
      if (index == I) return Cases::template make<I>(payload.template operator()<P>());
      return make<F, I + 1>(index, std::forward<F>(payload));
    }
  }
  /// f(payload, index)
  template <class F>
  static void visit(const T& v, F&& f) {
    const u32 index = Cases::index(v);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (void)((index == I && (f(Cases::template get<I>(v), u32{I}), true)) || ...);
    }(std::index_sequence_for<Ts...>());
  }
};

/// The cases of an option: `none` and `some`.
template <class T>
struct OptionCases {
  static closed::DefValType type() {
    closed::DefValType t;
    t.kind = closed::TypeKind::option;
    t.parts.resize(2);
    return t;
  }
  /// Of the two cases a closed type keeps the second.
  static closed::ValType finish(Types& types, closed::DefValType t) {
    t.parts.erase(t.parts.begin());
    t.parts[0].label = "some";
    return types.make(std::move(t));
  }
  static u32 index(const std::optional<T>& v) { return v.has_value() ? 1 : 0; }
  template <std::size_t I, class P>
  static std::optional<T> make(P payload) {
    if constexpr (I == 0) {
      return std::nullopt;
    } else {
      return std::optional<T>(std::move(payload));
    }
  }
  template <std::size_t I>
  static decltype(auto) get(const std::optional<T>& v) {
    if constexpr (I == 0) {
      return std::monostate();
    } else {
      return *v;
    }
  }
  static std::string label(u32 index, const closed::DefValType*) { return index == 0 ? "none" : "some"; }
  static Val val(u32, Payload payload, const closed::DefValType*) { return Option{std::move(payload)}; }
  static std::pair<u32, Payload> of_val(const Val& v, const closed::DefValType*) {
    const Payload& some = expect<Option>(v, closed::TypeKind::option).some;
    return {some ? 1U : 0U, some};
  }
};
template <ComponentType T>
struct ComponentTypeOf<std::optional<T>> : VariantMapping<std::optional<T>, OptionCases<T>, std::monostate, T> {};

/// The cases of a result: `ok` and `error`.
template <class T, class E>
struct ResultCases {
  using R = Expected<T, E>;
  static closed::DefValType type() {
    closed::DefValType t;
    t.kind = closed::TypeKind::result;
    t.parts = {{"ok", {}}, {"error", {}}};
    return t;
  }
  static closed::ValType finish(Types& types, closed::DefValType t) { return types.make(std::move(t)); }
  static u32 index(const R& v) { return v.has_value() ? 0 : 1; }
  template <std::size_t I, class P>
  static R make(P payload) {
    if constexpr (I == 0) {
      return R(std::in_place_index<0>, std::move(payload));
    } else {
      return R(std::in_place_index<1>, std::move(payload));
    }
  }
  template <std::size_t I>
  static const auto& get(const R& v) {
    return std::get<I>(v.held());
  }
  static std::string label(u32 index, const closed::DefValType*) { return index == 0 ? "ok" : "error"; }
  static Val val(u32 index, Payload payload, const closed::DefValType*) {
    return ResultVal{index == 0, std::move(payload)};
  }
  static std::pair<u32, Payload> of_val(const Val& v, const closed::DefValType*) {
    const auto& result = expect<ResultVal>(v, closed::TypeKind::result);
    return {result.ok ? 0U : 1U, result.payload};
  }
};
template <class T, class E>
  requires(is_unit<T> || ComponentType<T>) && (is_unit<E> || ComponentType<E>)
struct ComponentTypeOf<Expected<T, E>>
    : VariantMapping<Expected<T, E>, ResultCases<T, E>, typename Expected<T, E>::Value,
                     typename Expected<T, E>::Error> {};

/// The cases of a variant. V is a std::variant, T that or what derives from it; `Labels::labels()` may be empty: any.
template <class T, class V, class Labels>
struct NamedCases {
  static closed::DefValType type() {
    closed::DefValType t;
    t.kind = closed::TypeKind::variant;
    t.parts.resize(std::variant_size_v<V>);
    for (u32 i = 0; i < t.parts.size(); ++i) t.parts[i].label = label(i, nullptr);
    return t;
  }
  static closed::ValType finish(Types& types, closed::DefValType t) { return types.make(std::move(t)); }
  static u32 index(const T& v) {
    const V& variant = v;
    assert_that(!variant.valueless_by_exception(), "a std::variant without a value");
    return static_cast<u32>(variant.index());
  }
  template <std::size_t I, class P>
  static T make(P payload) {
    if constexpr (std::is_constructible_v<T, std::in_place_index_t<I>, P>) {
      return T(std::in_place_index<I>, std::move(payload));
    } else {
      return T{V(std::in_place_index<I>, std::move(payload))};
    }
  }
  template <std::size_t I>
  static const auto& get(const T& v) {
    return std::get<I>(static_cast<const V&>(v));
  }
  static std::string label(u32 index, const closed::DefValType* t) {
    if (index < Labels::labels().size()) return Labels::labels()[index];
    return t != nullptr ? t->parts[index].label : std::to_string(index);  // which is no label of a component's
  }
  static Val val(u32 index, Payload payload, const closed::DefValType* t) {
    return Variant{label(index, t), std::move(payload)};
  }
  static std::pair<u32, Payload> of_val(const Val& v, const closed::DefValType* t) {
    const auto& variant = expect<Variant>(v, closed::TypeKind::variant);
    for (u32 i = 0; i < std::variant_size_v<V>; ++i) {
      if (label(i, t) == variant.label) return {i, variant.payload};
    }
    throw Difference("no case `" + variant.label + "`");
  }
};
struct AnyLabels {
  static const std::vector<std::string>& labels() {
    static const std::vector<std::string> none;
    return none;
  }
};
template <class... Ts>
  requires((is_unit<Ts> || ComponentType<Ts>) && ...)
struct ComponentTypeOf<std::variant<Ts...>>
    : VariantMapping<std::variant<Ts...>, NamedCases<std::variant<Ts...>, std::variant<Ts...>, AnyLabels>, Ts...> {};

// ---- Maps

/// std::map, std::unordered_map and what has their types.
template <class M>
concept MapLike = requires(M& m, typename M::key_type key, typename M::mapped_type value) {
  { m.size() } -> std::convertible_to<std::size_t>;
  m.insert_or_assign(std::move(key), std::move(value));
  requires std::same_as<typename M::value_type, std::pair<const typename M::key_type, typename M::mapped_type>>;
};

template <MapLike M>
  requires ComponentType<typename M::key_type> && ComponentType<typename M::mapped_type>
struct ComponentTypeOf<M> {
  using K = typename M::key_type;
  using V = typename M::mapped_type;
  using Pair = TupleMapping<std::pair<K, V>, K, V>;
  using ConstPair = TupleMapping<typename M::value_type, K, V>;
  static constexpr bool has_views = host::has_views<K> || host::has_views<V>;
  static constexpr bool has_handles = host::has_handles<K> || host::has_handles<V>;

  static closed::ValType type(Types& types) {
    closed::DefValType t;
    t.kind = closed::TypeKind::map;
    t.parts = {{"", ComponentTypeOf<K>::type(types)}, {"", ComponentTypeOf<V>::type(types)}};
    return types.make(std::move(t));
  }
  static M lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t)
    requires Lift<K> && Lift<V>
  {
    return load_pairs(cx, next_range(vi, cx.ptr_type()), t);
  }
  static M load(const LiftContext& cx, u64 ptr, const closed::DefValType& t)
    requires Lift<K> && Lift<V>
  {
    return load_pairs(cx, load_range(cx.cx, ptr), t);
  }
  static void check(const M& v, const closed::DefValType& t, const LiftLowerInstance* inst)
    requires Lower<K> && Lower<V>
  {
    if (v.size() > MAX_LIST_BYTE_LENGTH / elem_size_record(t.parts, wasm::AddrType::i64)) {
      throw Difference("a map of " + std::to_string(v.size()) + " is too long");
    }
    for (const auto& pair : v) in_part([] { return std::string("entry"); }, [&] { ConstPair::check(pair, t, inst); });
  }
  static void lower(LiftLowerContext& cx, const M& v, const closed::DefValType& t, FlatValues& flat)
    requires Lower<K> && Lower<V>
  {
    append_range(cx, store_pairs(cx, v, t), flat);
  }
  static void store(LiftLowerContext& cx, const M& v, const closed::DefValType& t, u64 ptr)
    requires Lower<K> && Lower<V>
  {
    store_range(cx, store_pairs(cx, v, t), ptr);
  }
  static Val to_val(const M& v, const closed::DefValType* t) {
    List pairs;
    for (const auto& pair : v) pairs.push_back(ConstPair::to_val(pair, t));
    return pairs;
  }
  static M from_val(const Val& v, const closed::DefValType* t) {
    M map;
    expect<List>(v, closed::TypeKind::list).for_each([&](const Val& pair) { insert(map, Pair::from_val(pair, t)); });
    return map;
  }

 private:
  static void insert(M& map, std::pair<K, V> pair) {
    map.insert_or_assign(std::move(pair.first), std::move(pair.second));
  }

  /// [load_list_from_range] A key that comes twice has the value that comes last.
  static M load_pairs(const LiftContext& cx, const Range& range, const closed::DefValType& t) {
    const u64 size = elem_size_record(t.parts, cx.ptr_type());
    check_list_range(cx.cx, range.begin, range.length, size, alignment_record(t.parts, cx.ptr_type()));
    M map;
    if constexpr (HasForm<K> && HasForm<V>) {
      if (cx.cx.inst.fast_copy) {
        const u8* from = elements_at(cx.cx, range.begin, range.length, size);
        for (u64 i = 0; i < range.length; ++i) insert(map, Pair::read(cx.cx, from + i * size));
        return map;
      }
    }
    for (u64 i = 0; i < range.length; ++i) insert(map, Pair::load(cx, range.begin + i * size, t));
    return map;
  }
  /// [store_list_into_range]
  static Range store_pairs(LiftLowerContext& cx, const M& v, const closed::DefValType& t) {
    const u64 size = elem_size_record(t.parts, cx.ptr_type());
    const u64 ptr = allocate_list(cx, v.size(), size, alignment_record(t.parts, cx.ptr_type()));
    if constexpr (HasForm<K> && HasForm<V>) {
      if (cx.inst.fast_copy) {
        write_each<ConstPair>(cx, v, elements_at(cx, ptr, v.size(), size));
        return {ptr, v.size()};
      }
    }
    u64 at = ptr;
    for (const auto& pair : v) {
      ConstPair::store(cx, pair, t, at);
      at += size;
    }
    return {ptr, v.size()};
  }
};

}  // namespace touchstone::component::host
