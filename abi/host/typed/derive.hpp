// Mappings of user types: records, variants, enums and flags, derived in one line each.
//
//   struct Point { s32 x; s32 y; };
//   TOUCHSTONE_RECORD(Point, x, y)                         record { x: s32, y: s32 }
//   struct Shape : std::variant<double, Point, std::monostate> { using variant::variant; };
//   TOUCHSTONE_VARIANT(Shape, circle, square, nothing)     variant { circle(f64), square(record...), nothing }
//   enum class Color { red, deep_blue };
//   TOUCHSTONE_ENUM(Color, red, deep_blue)                 enum { red, deep-blue }
//   enum class Mode : u8 { read = 1, write = 2 };
//   TOUCHSTONE_FLAGS(Mode, read, write)                    flags { read, write }
//
// A line stands in the namespace of the type, after it. Labels are the names with `-` for `_` (and without one at the end);
// TOUCHSTONE_NAMES(Point, "pos-x", "pos-y") gives others, in the order of the line. Structs and enums that Boost.Describe
// already describes are records and enums without a line of ours. Fields and cases are compared by order and label.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>
#include <boost/mp11.hpp>

#include "abi/host/typed/compound.hpp"

/// A struct with these public members as a record.
#define TOUCHSTONE_RECORD(Type, ...) BOOST_DESCRIBE_STRUCT(Type, (), (__VA_ARGS__))

/// A class that derives from a std::variant as a variant with these cases.
#define TOUCHSTONE_VARIANT(Type, ...) \
  inline constexpr std::string_view touchstone_case_identifiers(const Type*) { return #__VA_ARGS__; }

/// An enum with these enumerators as an enum.
#define TOUCHSTONE_ENUM(Type, ...) BOOST_DESCRIBE_ENUM(Type, __VA_ARGS__)

/// An enum whose enumerators are single bits as flags; gives it `|`, `&` and `~`, the flags that are not set.
#define TOUCHSTONE_FLAGS(Type, ...)                                                              \
  BOOST_DESCRIBE_ENUM(Type, __VA_ARGS__)                                                         \
  inline constexpr bool touchstone_is_flags(const Type*) { return true; }                        \
  inline constexpr Type operator|(Type a, Type b) {                                              \
    return static_cast<Type>(static_cast<touchstone::u64>(a) | static_cast<touchstone::u64>(b)); \
  }                                                                                              \
  inline constexpr Type operator&(Type a, Type b) {                                              \
    return static_cast<Type>(static_cast<touchstone::u64>(a) & static_cast<touchstone::u64>(b)); \
  }                                                                                              \
  inline constexpr Type operator~(Type a) {                                                      \
    return static_cast<Type>(~static_cast<touchstone::u64>(a) &                                  \
                             touchstone::component::host::Enumerators<Type>::bits());            \
  }                                                                                              \
  inline constexpr Type& operator|=(Type& a, Type b) { return a = a | b; }                       \
  inline constexpr Type& operator&=(Type& a, Type b) { return a = a & b; }

/// Labels in place of those that the names give.
#define TOUCHSTONE_NAMES(Type, ...) \
  inline constexpr auto touchstone_labels(const Type*) { return std::to_array<std::string_view>({__VA_ARGS__}); }

namespace touchstone::component::host {

/// The label that a C++ name gives: `deep_blue` is `deep-blue`, `default_` is `default`.
std::string label_of(std::string_view identifier);
/// The labels of names that a comma parts.
std::vector<std::string> labels_of(std::string_view identifiers);

template <class T>
concept Named = requires(const T* p) { touchstone_labels(p); };
template <class T>
concept DescribedRecord = std::is_class_v<T> && boost::describe::has_describe_members<T>::value &&
                          !requires(const T* p) { touchstone_case_identifiers(p); };
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;
template <class T>
concept DescribedFlags = DescribedEnum<T> && requires(const T* p) { touchstone_is_flags(p); };
template <class T>
concept DescribedVariant = requires(const T* p) { touchstone_case_identifiers(p); };

/// How many names there are between commas.
consteval std::size_t count_of(std::string_view identifiers) {
  return static_cast<std::size_t>(std::count(identifiers.begin(), identifiers.end(), ',')) + 1;
}

/// Labels that were given, or those of the names, of which there are `count`.
template <class T, std::size_t count>
std::vector<std::string> labels_or(std::vector<std::string> of_names) {
  if constexpr (Named<T>) {
    constexpr auto given = touchstone_labels(static_cast<const T*>(nullptr));
    static_assert(given.size() == count,
                  "touchstone: TOUCHSTONE_NAMES gives another number of names than the type has fields or cases");
    return {given.begin(), given.end()};
  }
  return of_names;
}

// ---- Records

/// The members of a described struct, in order.
template <class T>
struct FieldsOf {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
  static constexpr std::size_t count = boost::mp11::mp_size<Members>::value;
  template <std::size_t I>
  using Member = boost::mp11::mp_at_c<Members, I>;
  template <std::size_t I>
  using FieldType = std::remove_cvref_t<decltype(std::declval<T&>().*Member<I>::pointer)>;

  static consteval auto in_memory() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return record_form<FieldType<I>...>();
    }(std::make_index_sequence<count>());
  }

  /// Whether `Test<field>::value` holds for all fields.
  template <template <class> class Test>
  static consteval bool all() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
      return (Test<FieldType<I>>::value && ...);
    }(std::make_index_sequence<count>());
  }
};
template <class F>
using HasComponentType = std::bool_constant<ComponentType<F>>;
template <class F>
using Lifts = std::bool_constant<Lift<F>>;
template <class F>
using Lowers = std::bool_constant<Lower<F>>;
template <class F>
using HasNoViews = std::bool_constant<!has_views<F>>;
template <class F>
using HasNoHandles = std::bool_constant<!has_handles<F>>;
template <class F>
using AlwaysFits = std::bool_constant<always_fits<F>>;

template <DescribedRecord T>
struct ComponentTypeOf<T> : private FieldsOf<T> {
  using Fields = FieldsOf<T>;
  using typename Fields::Members;
  template <std::size_t I>
  using FieldType = typename Fields::template FieldType<I>;
  template <std::size_t I>
  using Member = typename Fields::template Member<I>;
  static constexpr std::size_t count = Fields::count;
  static_assert(count > 0, "touchstone: a record has at least one field");
  static_assert(Fields::template all<HasComponentType>(),
                "touchstone: a field of this record has a type that stands for no component type");

  static constexpr bool has_views = !Fields::template all<HasNoViews>();
  static constexpr bool has_handles = !Fields::template all<HasNoHandles>();
  static constexpr bool always_fits = Fields::template all<AlwaysFits>();
  static constexpr auto in_memory = Fields::in_memory();
  static constexpr Form form = in_memory.form;

  static const std::vector<std::string>& labels() {
    static const std::vector<std::string> found = [] {
      std::vector<std::string> names;
      boost::mp11::mp_for_each<Members>([&](auto member) { names.push_back(label_of(member.name)); });
      return labels_or<T, count>(std::move(names));
    }();
    return found;
  }
  static closed::ValType type(Types& types) {
    closed::DefValType t;
    t.kind = closed::TypeKind::record;
    each([&]<std::size_t I>() { t.parts.push_back({labels()[I], ComponentTypeOf<FieldType<I>>::type(types)}); });
    return types.make(std::move(t));
  }
  /// [lift_flat_record]
  static T lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t)
    requires(Fields::template all<Lifts>() && std::default_initializable<T>)
  {
    T v{};
    each([&]<std::size_t I>() {
      v.*Member<I>::pointer = ComponentTypeOf<FieldType<I>>::lift(cx, vi, *t.parts[I].type);
    });
    return v;
  }
  /// [load_record]
  static T load(const LiftContext& cx, u64 ptr, const closed::DefValType& t)
    requires(Fields::template all<Lifts>() && std::default_initializable<T>)
  {
    T v{};
    FieldPlaces places(ptr, cx.ptr_type());
    each([&]<std::size_t I>() {
      v.*Member<I>::pointer = ComponentTypeOf<FieldType<I>>::load(cx, places.next(t.parts[I].type), *t.parts[I].type);
    });
    return v;
  }
  static T read(const LiftLowerContext& cx, const u8* at) {
    T v{};
    each([&]<std::size_t I>() {
      v.*Member<I>::pointer = ComponentTypeOf<FieldType<I>>::read(cx, at + in_memory.places[I]);
    });
    return v;
  }
  static void check(const T& v, const closed::DefValType& t, const LiftLowerInstance* inst)
    requires(Fields::template all<Lowers>())
  {
    each([&]<std::size_t I>() {
      in_part([&] { return where(I); },
              [&] { ComponentTypeOf<FieldType<I>>::check(v.*Member<I>::pointer, *t.parts[I].type, inst); });
    });
  }
  /// [lower_flat_record]
  static void lower(LiftLowerContext& cx, const T& v, const closed::DefValType& t, FlatValues& flat)
    requires(Fields::template all<Lowers>())
  {
    each([&]<std::size_t I>() {
      ComponentTypeOf<FieldType<I>>::lower(cx, v.*Member<I>::pointer, *t.parts[I].type, flat);
    });
  }
  /// [store_record]
  static void store(LiftLowerContext& cx, const T& v, const closed::DefValType& t, u64 ptr)
    requires(Fields::template all<Lowers>())
  {
    FieldPlaces places(ptr, cx.ptr_type());
    each([&]<std::size_t I>() {
      ComponentTypeOf<FieldType<I>>::store(cx, v.*Member<I>::pointer, *t.parts[I].type, places.next(t.parts[I].type));
    });
  }
  template <class Nans>
  static void write(const T& v, u8* at, const Nans& nans) {
    each([&]<std::size_t I>() {
      ComponentTypeOf<FieldType<I>>::write(v.*Member<I>::pointer, at + in_memory.places[I], nans);
    });
  }
  static bool same_places() {
    bool same = true;
    each([&]<std::size_t I>() {
      same &= is_at<T>(in_memory.places[I], [](const T& v) -> const auto& { return v.*Member<I>::pointer; });
    });
    return same;
  }
  static Val to_val(const T& v, const closed::DefValType* t) {
    std::vector<Field> fields;
    each([&]<std::size_t I>() {
      fields.push_back({labels()[I], ComponentTypeOf<FieldType<I>>::to_val(v.*Member<I>::pointer, part_type(t, I))});
    });
    return Val::record(std::move(fields));
  }
  static T from_val(const Val& v, const closed::DefValType* t)
    requires std::default_initializable<T>
  {
    const Record& record = expect<Record>(v, closed::TypeKind::record);
    if (record.fields.size() != count) {
      throw Difference("expected " + std::to_string(count) + " fields, found " + std::to_string(record.fields.size()));
    }
    T out{};
    each([&]<std::size_t I>() {
      const Val* field = record.find(labels()[I]);
      if (field == nullptr) throw Difference(where(I) + " is missing");
      in_part([&] { return where(I); },
              [&] { out.*Member<I>::pointer = ComponentTypeOf<FieldType<I>>::from_val(*field, part_type(t, I)); });
    });
    return out;
  }

 private:
  static std::string where(std::size_t i) { return "field `" + labels()[i] + "`"; }
  template <class F>
  static void each(F&& f) {
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      (f.template operator()<I>(), ...);
    }(std::make_index_sequence<count>());
  }
};

// ---- Enums and flags

/// The enumerators of a described enum, in order.
template <class E>
struct Enumerators {
  using List = boost::describe::describe_enumerators<E>;
  static constexpr std::size_t count = boost::mp11::mp_size<List>::value;
  static constexpr auto values = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<E, count>{boost::mp11::mp_at_c<List, I>::value...};
  }(std::make_index_sequence<count>());

  /// Whether `f(i)` is the value of enumerator `i`, for all of them.
  template <class F>
  static consteval bool are(F&& f) {
    for (u32 i = 0; i < count; ++i) {
      if (static_cast<u64>(values[i]) != f(i)) return false;
    }
    return true;
  }
  /// The bits that any of them has.
  static constexpr u64 bits() {
    u64 all = 0;
    for (const E e : values) all |= static_cast<u64>(e);
    return all;
  }
  /// Whether each is one bit, and no other's.
  static constexpr bool single_bits() {
    u64 seen = 0;
    for (const E e : values) {
      const auto bit = static_cast<u64>(e);
      if (!std::has_single_bit(bit) || (seen & bit) != 0) return false;
      seen |= bit;
    }
    return true;
  }

  static const std::vector<std::string>& labels() {
    static const std::vector<std::string> found = [] {
      std::vector<std::string> names;
      boost::mp11::mp_for_each<List>([&](auto enumerator) { names.push_back(label_of(enumerator.name)); });
      return labels_or<E, count>(std::move(names));
    }();
    return found;
  }
  static closed::ValType type(Types& types, closed::TypeKind kind) {
    closed::DefValType t;
    t.kind = kind;
    for (const std::string& label : labels()) t.parts.push_back({label, {}});
    return types.make(std::move(t));
  }
  static u32 index(const std::string& label) {
    const auto found = std::find(labels().begin(), labels().end(), label);
    if (found == labels().end()) throw Difference("no label `" + label + "`");
    return static_cast<u32>(found - labels().begin());
  }
};

template <DescribedEnum E>
  requires(!DescribedFlags<E>)
struct ComponentTypeOf<E> {
  using All = Enumerators<E>;
  static constexpr u32 size = discriminant_bytes(All::count);
  static constexpr Form form{size, size, Leaves::others};
  static closed::ValType type(Types& types) { return All::type(types, closed::TypeKind::enum_); }
  static E lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t) {
    return lift_flat_variant(cx.cx, vi, t, [](u32 index, CoreValueIter&) { return at_index(index); });
  }
  static E load(const LiftContext& cx, u64 ptr, const closed::DefValType& t) {
    return load_variant(cx.cx, ptr, t, [](u32 index, u64) { return at_index(index); });
  }
  static E read(const LiftLowerContext& cx, const u8* at) {
    return at_index(read_discriminant<E, size>(cx, at, All::count));
  }
  static void check(const E& v, const closed::DefValType&, const LiftLowerInstance*) {
    if (index(v) == All::count) {
      throw Difference("no enumerator has the value " + std::to_string(static_cast<s64>(v)));
    }
  }
  static void lower(LiftLowerContext& cx, const E& v, const closed::DefValType& t, FlatValues& flat) {
    lower_flat_variant(cx, index(v), t, flat, [] {});
  }
  static void store(LiftLowerContext& cx, const E& v, const closed::DefValType& t, u64 ptr) {
    store_variant(cx, index(v), ptr, t, [](u64) {});
  }
  template <class Nans>
  static void write(const E& v, u8* at, const Nans&) {
    write_int<size>(index(v), at);
  }
  static Val to_val(const E& v, const closed::DefValType* t) {
    if (t != nullptr) check(v, *t, nullptr);
    return Val::enum_(All::labels().at(index(v)));
  }
  static E from_val(const Val& v, const closed::DefValType*) {
    return All::values[All::index(expect<Enum>(v, closed::TypeKind::enum_).label)];
  }

 private:
  /// Whether they are numbered as usual, so that none has to be looked for.
  static constexpr bool counted = All::are([](u32 i) { return u64{i}; });

  static E at_index(u32 index) { return counted ? static_cast<E>(index) : All::values[index]; }
  static u32 index(E v) {
    if constexpr (counted) return static_cast<u32>(std::min(static_cast<u64>(v), u64{All::count}));
    return static_cast<u32>(std::find(All::values.begin(), All::values.end(), v) - All::values.begin());
  }
};

template <DescribedFlags E>
struct ComponentTypeOf<E> {
  using All = Enumerators<E>;
  static_assert(All::count <= 32, "touchstone: flags have at most 32 labels");
  static_assert(
      All::single_bits(),
      "touchstone: each enumerator of TOUCHSTONE_FLAGS is a bit of its own, as read = 1, write = 2, exec = 4: "
      "no flags are the value 0, several a combination with |");
  static constexpr u32 size = flags_bytes(All::count);
  static constexpr Form form{size, size, Leaves::others};
  static closed::ValType type(Types& types) { return All::type(types, closed::TypeKind::flags); }
  /// [lift_flat_flags]
  static E lift(const LiftContext&, CoreValueIter& vi, const closed::DefValType&) { return unpack(vi.next_i32()); }
  /// [load_flags]
  static E load(const LiftContext& cx, u64 ptr, const closed::DefValType&) {
    return unpack(static_cast<u32>(load_int(cx.cx, ptr, size)));
  }
  static E read(const LiftLowerContext&, const u8* at) { return unpack(static_cast<u32>(read_int<size>(at))); }
  static void check(const E& v, const closed::DefValType&, const LiftLowerInstance*) {
    if (unpack(pack(v)) != v) throw Difference("no flag has the bits " + std::to_string(static_cast<u64>(v)));
  }
  /// [lower_flat_flags]
  static void lower(LiftLowerContext&, const E& v, const closed::DefValType&, FlatValues& flat) {
    flat.push_back(wasm::Value::of(pack(v)));
  }
  /// [store_flags]
  static void store(LiftLowerContext& cx, const E& v, const closed::DefValType&, u64 ptr) {
    store_int(cx, pack(v), ptr, size);
  }
  template <class Nans>
  static void write(const E& v, u8* at, const Nans&) {
    write_int<size>(pack(v), at);
  }
  static Val to_val(const E& v, const closed::DefValType*) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < All::count; ++i) {
      if ((pack(v) >> i & 1U) != 0) labels.push_back(All::labels()[i]);
    }
    return Val::flags(std::move(labels));
  }
  static E from_val(const Val& v, const closed::DefValType*) {
    u32 bits = 0;
    for (const std::string& label : expect<Flags>(v, closed::TypeKind::flags).labels) bits |= 1U << All::index(label);
    return unpack(bits);
  }

 private:
  static constexpr u64 all_bits = (u64{1} << All::count) - 1;
  /// Whether flag `i` is bit `i`, for all of them.
  static constexpr bool in_order = All::are([](u32 i) { return u64{1} << i; });

  /// [pack_flags_into_int] From the bits of the enumerators.
  static u32 pack(E v) {
    if constexpr (in_order) return static_cast<u32>(static_cast<u64>(v) & all_bits);
    u32 bits = 0;
    for (std::size_t i = 0; i < All::count; ++i) {
      const auto bit = static_cast<u64>(All::values[i]);
      if ((static_cast<u64>(v) & bit) == bit) bits |= 1U << i;
    }
    return bits;
  }
  /// [unpack_flags_from_int] Bits without a label are ignored.
  static E unpack(u32 bits) {
    if constexpr (in_order) return static_cast<E>(bits & all_bits);
    u64 v = 0;
    for (std::size_t i = 0; i < All::count; ++i) {
      if ((bits >> i & 1U) != 0) v |= static_cast<u64>(All::values[i]);
    }
    return static_cast<E>(v);
  }
};

// ---- Variants

template <class T, std::size_t count>
struct DerivedLabels {
  static constexpr std::string_view identifiers = touchstone_case_identifiers(static_cast<const T*>(nullptr));
  static_assert(count_of(identifiers) == count,
                "touchstone: TOUCHSTONE_VARIANT names another number of cases than its std::variant has alternatives");
  static const std::vector<std::string>& labels() {
    static const std::vector<std::string> found = labels_or<T, count>(labels_of(identifiers));
    return found;
  }
};
template <class... Ts>
std::variant<Ts...> variant_base(const std::variant<Ts...>*);

template <class T, class V>
struct DerivedVariantMapping;
template <class T, class... Ts>
struct DerivedVariantMapping<T, std::variant<Ts...>>
    : VariantMapping<T, NamedCases<T, std::variant<Ts...>, DerivedLabels<T, sizeof...(Ts)>>, Ts...> {
  static_assert(((is_unit<Ts> || ComponentType<Ts>) && ...),
                "touchstone: a case of this variant has a type that stands for no component type");
};

template <DescribedVariant T>
struct ComponentTypeOf<T> : DerivedVariantMapping<T, decltype(variant_base(static_cast<const T*>(nullptr)))> {};

}  // namespace touchstone::component::host
