// Mappings of numbers: bool, u8, s8, ... s64, float, double, char32_t.
//
// [CanonicalABI.md#flat-lifting, CanonicalABI.md#flat-lowering] NaNs are canonical when they are lifted, and any NaN
// when they are lowered; a char32_t must be a Unicode scalar value.
#pragma once

#include "abi/host/typed/memory_form.hpp"

namespace touchstone::component::host {

template <ValNumber T>
struct ComponentTypeOf<T> {
  static constexpr bool always_fits = !std::is_same_v<T, char32_t>;
  static constexpr Form form{sizeof(T), sizeof(T),
                             std::is_same_v<T, float>      ? Leaves::f32s
                             : std::is_same_v<T, double>   ? Leaves::f64s
                             : std::is_same_v<T, char32_t> ? Leaves::characters
                             : std::is_same_v<T, bool>     ? Leaves::others
                                                           : Leaves::integers};

  static closed::TypeKind kind() { return Val(T{}).kind(); }
  static closed::ValType type(Types& types) { return types.primitive(static_cast<PrimValType>(kind())); }

  static T lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType&) {
    if constexpr (std::is_same_v<T, float>) return decode_i32_as_float(vi.next(wasm::ValKind::f32).as<u32>());
    if constexpr (std::is_same_v<T, double>) return decode_i64_as_float(vi.next(wasm::ValKind::f64).as<u64>());
    if constexpr (std::is_same_v<T, bool>) return convert_int_to_bool(vi.next_i32());
    if constexpr (std::is_same_v<T, char32_t>) return convert_i32_to_char(cx.cx, vi.next_i32());
    if constexpr (plain) return lift_flat_int<T>(vi);
  }

  static T load(const LiftContext& cx, u64 ptr, const closed::DefValType&) {
    return of_int(cx.cx, load_int(cx.cx, ptr, sizeof(T)));
  }
  static T read(const LiftLowerContext& cx, const u8* at) { return of_int(cx, read_int<sizeof(T)>(at)); }

  static void check(const T& v, const closed::DefValType&, const LiftLowerInstance*) {
    if constexpr (std::is_same_v<T, char32_t>) {
      if (!is_unicode_scalar_value(v)) throw Difference("not a Unicode scalar value");
    }
  }

  static void lower(LiftLowerContext& cx, const T& v, const closed::DefValType&, FlatValues& flat) {
    flat.push_back(lower_flat_int(bits(v, ChosenNans{cx})));
  }

  static void store(LiftLowerContext& cx, const T& v, const closed::DefValType&, u64 ptr) {
    store_int(cx, static_cast<u64>(bits(v, ChosenNans{cx})), ptr, sizeof(T));
  }
  template <class Nans>
  static void write(const T& v, u8* at, const Nans& nans) {
    write_int<sizeof(T)>(static_cast<u64>(bits(v, nans)), at);
  }
  static bool same_places() { return true; }

  static Val to_val(const T& v, const closed::DefValType*) { return v; }
  static T from_val(const Val& v, const closed::DefValType*) {
    const T number = expect<T>(v, kind());
    if constexpr (!always_fits) check(number, *component_type<T>(), nullptr);
    return number;
  }

 private:
  static constexpr bool plain = std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char32_t>;

  /// The value that an integer in memory stands for.
  static T of_int(const LiftLowerContext& cx, u64 i) {
    if constexpr (std::is_same_v<T, float>) return decode_i32_as_float(static_cast<u32>(i));
    if constexpr (std::is_same_v<T, double>) return decode_i64_as_float(i);
    if constexpr (std::is_same_v<T, bool>) return convert_int_to_bool(i);
    if constexpr (std::is_same_v<T, char32_t>) {
      return is_unicode_scalar_value(static_cast<u32>(i)) ? static_cast<char32_t>(i)
                                                          : convert_i32_to_char(cx, static_cast<u32>(i));
    }
    if constexpr (plain) return static_cast<T>(i);
  }

  /// What stands for the value: itself, or its bits.
  template <class Nans>
  static auto bits(const T& v, [[maybe_unused]] const Nans& nans) {
    if constexpr (std::is_floating_point_v<T>) {
      return nans.encode(v);
    } else if constexpr (std::is_same_v<T, char32_t>) {
      return char_to_i32(v);
    } else {
      return v;
    }
  }
};

/// The C++ type of 64 bits that s64 and u64 are not names of: `long long` where they are `long`.
template <class T>
concept OtherInteger64 = !ValNumber<T> && (std::same_as<T, long> || std::same_as<T, unsigned long> ||
                                           std::same_as<T, long long> || std::same_as<T, unsigned long long>);

template <OtherInteger64 T>
struct ComponentTypeOf<T> {
  using Same = std::conditional_t<std::is_signed_v<T>, s64, u64>;
  static_assert(sizeof(T) == sizeof(Same));
  using Mapping = ComponentTypeOf<Same>;
  static constexpr bool always_fits = true;

  static closed::ValType type(Types& types) { return Mapping::type(types); }
  static T lift(const LiftContext& cx, CoreValueIter& vi, const closed::DefValType& t) {
    return static_cast<T>(Mapping::lift(cx, vi, t));
  }
  static T load(const LiftContext& cx, u64 ptr, const closed::DefValType& t) {
    return static_cast<T>(Mapping::load(cx, ptr, t));
  }
  static void check(const T&, const closed::DefValType&, const LiftLowerInstance*) {}
  static void lower(LiftLowerContext& cx, const T& v, const closed::DefValType& t, FlatValues& flat) {
    Mapping::lower(cx, static_cast<Same>(v), t, flat);
  }
  static void store(LiftLowerContext& cx, const T& v, const closed::DefValType& t, u64 ptr) {
    Mapping::store(cx, static_cast<Same>(v), t, ptr);
  }
  static Val to_val(const T& v, const closed::DefValType*) { return static_cast<Same>(v); }
  static T from_val(const Val& v, const closed::DefValType* t) { return static_cast<T>(Mapping::from_val(v, t)); }
};

}  // namespace touchstone::component::host
