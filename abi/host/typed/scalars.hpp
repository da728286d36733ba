// Mappings of numbers: bool, u8, s8, ... s64, float, double, char32_t.
//
// [CanonicalABI.md#flat-lifting, CanonicalABI.md#flat-lowering] NaNs are canonical when they are lifted, and any NaN
// when they are lowered; a char32_t must be a Unicode scalar value.
#pragma once

#include "abi/host/typed/component_type.hpp"

namespace touchstone::component::host {

template <ValNumber T>
struct ComponentTypeOf<T> {
  static constexpr bool always_fits = !std::is_same_v<T, char32_t>;

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
    const u64 i = load_int(cx.cx, ptr, sizeof(T));
    if constexpr (std::is_same_v<T, float>) return decode_i32_as_float(static_cast<u32>(i));
    if constexpr (std::is_same_v<T, double>) return decode_i64_as_float(i);
    if constexpr (std::is_same_v<T, bool>) return convert_int_to_bool(i);
    if constexpr (std::is_same_v<T, char32_t>) return convert_i32_to_char(cx.cx, static_cast<u32>(i));
    if constexpr (plain) return static_cast<T>(i);
  }

  static void check(const T& v, const closed::DefValType&, const LiftLowerInstance*) {
    if constexpr (std::is_same_v<T, char32_t>) {
      if (v >= 0x11'0000 || (v >= 0xD800 && v < 0xE000)) throw Difference("not a Unicode scalar value");
    }
  }

  static void lower(LiftLowerContext& cx, const T& v, const closed::DefValType&, FlatValues& flat) {
    flat.push_back(lower_flat_int(bits(cx, v)));
  }

  static void store(LiftLowerContext& cx, const T& v, const closed::DefValType&, u64 ptr) {
    store_int(cx, static_cast<u64>(bits(cx, v)), ptr, sizeof(T));
  }

  static Val to_val(const T& v, const closed::DefValType*) { return v; }
  static T from_val(const Val& v, const closed::DefValType*) {
    const T number = expect<T>(v, kind());
    if constexpr (!always_fits) check(number, *component_type<T>(), nullptr);
    return number;
  }

 private:
  static constexpr bool plain = std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char32_t>;

  /// What stands for the value: itself, or its bits.
  static auto bits(LiftLowerContext& cx, const T& v) {
    if constexpr (std::is_same_v<T, float>) {
      return encode_float_as_i32(cx, v);
    } else if constexpr (std::is_same_v<T, double>) {
      return encode_float_as_i64(cx, v);
    } else if constexpr (std::is_same_v<T, char32_t>) {
      return char_to_i32(v);
    } else {
      return v;
    }
  }
};

}  // namespace touchstone::component::host
