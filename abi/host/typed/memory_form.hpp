// Values whose form in memory the compiler knows, and lists of them: read and written without a check for each part.
//
// [CanonicalABI.md#loading, CanonicalABI.md#storing] A type without strings, lists of variable length and handles has one
// size and layout in all memories, so the mapping of a C++ type can say at which offset each part is.
// Strategy: a list of such elements is checked as a whole, as its rules ask, and then passes in one loop over bytes, or as
// one block (canonical/fast_copy.hpp) if the objects in an array are the bytes in memory: numbers, and records, tuples and
// arrays of them without gaps. What a struct or a std::tuple looks like is up to the compiler and its library, so offsets
// are measured. Traps, choices and their order are those of `load` and `store` of each element; without fast copying those
// run. Bytes between the parts stay as they are in the guest, and never come from the host.
//
// What mappings have that have a form (the last only where the leaves are all of one kind and may be a block):
//   Form form
//   T read(const LiftLowerContext&, const u8* at)              as `load`; all the bytes are there
//   void write(const T&, u8* at, const Nans&)                  as `store`; CanonicalNans or ChosenNans
//   bool same_places()                                         whether the parts of an object are where those in memory are
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <memory>
#include <vector>

#include "abi/canonical/fast_copy.hpp"
#include "abi/host/typed/component_type.hpp"

namespace touchstone::component::host {

/// What the leaves of a value are: a set.
struct Leaves {
  enum : u32 { integers = 1, characters = 2, f32s = 4, f64s = 8, others = 16 };
};

/// The form of a type in memory, if the compiler knows it.
struct Form {
  u64 size = 0;  ///< 0 if it does not
  u32 alignment = 1;
  u32 leaves = 0;
  bool padded = false;  ///< there are bytes that belong to no part
};
template <class T>
inline constexpr Form form_of{};
template <class T>
  requires requires { ComponentTypeOf<T>::form; }
inline constexpr Form form_of<T> = ComponentTypeOf<T>::form;

template <class T>
concept HasForm = form_of<T>.size != 0;

/// [discriminant_type] Of so many cases, in bytes.
consteval u32 discriminant_bytes(u64 cases) { return cases <= 0x100 ? 1 : cases <= 0x1'0000 ? 2 : 4; }
/// [alignment_flags, elem_size_flags]
consteval u32 flags_bytes(u64 labels) { return labels <= 8 ? 1 : labels <= 16 ? 2 : 4; }

// ---- Composition

/// A record or tuple, and the offsets of its parts.
template <std::size_t N>
struct RecordForm {
  Form form;
  std::array<u64, N> places{};
};

/// [alignment_record, elem_size_record]
template <class... Ts>
consteval RecordForm<sizeof...(Ts)> record_form() {
  RecordForm<sizeof...(Ts)> all;
  const std::array<Form, sizeof...(Ts)> parts{form_of<Ts>...};
  u64 bytes = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].size == 0) return {};
    all.places[i] = align_to(all.form.size, parts[i].alignment);
    all.form.size = all.places[i] + parts[i].size;
    all.form.alignment = std::max(all.form.alignment, parts[i].alignment);
    all.form.leaves |= parts[i].leaves;
    all.form.padded |= parts[i].padded;
    bytes += parts[i].size;
  }
  all.form.size = align_to(all.form.size, all.form.alignment);
  all.form.padded |= bytes != all.form.size;
  return all;
}

/// A variant, the size of its discriminant, and the offset of the payloads.
struct VariantForm {
  Form form;
  u32 discriminant = 1;
  u64 payload = 0;
};

/// [alignment_variant, elem_size_variant] A case may be a unit.
template <class... Ts>
consteval VariantForm variant_form() {
  VariantForm all;
  if (!((is_unit<Ts> || HasForm<Ts>) && ...)) return all;
  all.discriminant = discriminant_bytes(sizeof...(Ts));
  all.form = {0, all.discriminant, Leaves::others, true};
  u64 largest = 0;
  u32 alignment = 1;
  for (const Form& payload : std::array<Form, sizeof...(Ts)>{form_of<Ts>...}) {
    largest = std::max(largest, payload.size);
    alignment = std::max(alignment, payload.alignment);
    all.form.leaves |= payload.leaves;
  }
  all.form.alignment = std::max(all.form.alignment, alignment);
  all.payload = align_to(all.discriminant, alignment);
  all.form.size = align_to(all.payload + largest, all.form.alignment);
  return all;
}

// ---- Leaves

template <u32 bytes>
u64 read_int(const u8* at) {
  u64 i = 0;
  std::memcpy(&i, at, bytes);
  return i;
}
template <u32 bytes>
void write_int(u64 i, u8* at) {
  std::memcpy(at, &i, bytes);
}

/// [encode_float_as_i32, encode_float_as_i64] Where the Chooser takes the first NaN whenever it is asked.
struct CanonicalNans {
  u32 encode(float f) const { return f != f ? CANONICAL_FLOAT32_NAN : std::bit_cast<u32>(f); }
  u64 encode(double f) const { return f != f ? CANONICAL_FLOAT64_NAN : std::bit_cast<u64>(f); }
};
/// Where it is to be asked.
struct ChosenNans {
  LiftLowerContext& cx;
  u32 encode(float f) const { return encode_float_as_i32(cx, f); }
  u64 encode(double f) const { return encode_float_as_i64(cx, f); }
};

/// The discriminant at `at`, if there are `cases` of it. [load_variant]
template <class T, u32 bytes>
u32 read_discriminant(const LiftLowerContext& cx, const u8* at, u32 cases) {
  const auto index = static_cast<u32>(read_int<bytes>(at));
  if (index >= cases) [[unlikely]]
    check_discriminant(cx, index, *component_type<T>(), "load_variant");
  return index;
}

/// A payload, which may be nothing.
template <class T>
T read_part(const LiftLowerContext& cx, const u8* at) {
  if constexpr (is_unit<T>) {
    return T();
  } else {
    return ComponentTypeOf<T>::read(cx, at);
  }
}
template <class T, class Nans>
void write_part(const T& v, u8* at, const Nans& nans) {
  if constexpr (!is_unit<T>) ComponentTypeOf<T>::write(v, at, nans);
}

// ---- Blocks

/// Whether objects may be the bytes in memory, if their parts are at the same places.
template <class T>
inline constexpr bool may_be_block =
    HasForm<T> && sizeof(T) == form_of<T>.size && alignof(T) <= form_of<T>.alignment && !form_of<T>.padded &&
    std::has_single_bit(form_of<T>.leaves) && form_of<T>.leaves != Leaves::others &&
    std::is_trivially_copy_constructible_v<T> && std::is_trivially_destructible_v<T>;

/// Whether arrays of objects are the bytes of lists, but for what the leaves ask: NaNs, characters. The compiler knows.
template <class T>
bool is_block() {
  if constexpr (may_be_block<T>) {
    return ComponentTypeOf<T>::same_places();
  } else {
    return false;
  }
}

/// Whether what `part` finds in a T is at that offset, and is a block. There is no object: one whose parts need nothing to be
/// made begins by itself.
template <class T, class F>
bool is_at(u64 place, F&& part) {
  alignas(T) const std::array<std::byte, sizeof(T)> room{};
  const auto& found = part(reinterpret_cast<const T&>(room));
  return reinterpret_cast<const std::byte*>(std::addressof(found)) == room.data() + place &&
         is_block<std::remove_cvref_t<decltype(found)>>();
}

// ---- Lists

/// Elements in memory, made as they are asked for: what a std::vector is filled from in one go.
template <class T>
class ElementReader {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = T;
  using difference_type = std::ptrdiff_t;
  using pointer = const T*;
  using reference = T;

  ElementReader(const LiftLowerContext& cx, const u8* at) : cx_(&cx), at_(at) {}
  T operator*() const { return ComponentTypeOf<T>::read(*cx_, at_); }
  ElementReader& operator++() {
    at_ += form_of<T>.size;
    return *this;
  }
  friend difference_type operator-(const ElementReader& a, const ElementReader& b) {
    return (a.at_ - b.at_) / static_cast<difference_type>(form_of<T>.size);
  }
  friend bool operator==(const ElementReader& a, const ElementReader& b) { return a.at_ == b.at_; }

 private:
  const LiftLowerContext* cx_;
  const u8* at_;
};

/// Where `n` elements of `size` bytes are, all in bounds.
inline u8* elements_at(const LiftLowerContext& cx, u64 ptr, u64 n, u64 size) {
  assert_that(!cx.out_of_bounds(ptr, n * size), "elements out of bounds");
  return cx.memory().data() + ptr;
}

/// [load_list_from_valid_range]
template <HasForm T>
std::vector<T> read_elements(const LiftLowerContext& cx, u64 ptr, u64 n, const closed::ValType& elem_type) {
  const u8* from = elements_at(cx, ptr, n, form_of<T>.size);
  if constexpr (may_be_block<T>) {
    if (is_block<T>()) {
      check_block(cx, from, n, *elem_type);
      if constexpr (form_of<T>.leaves == Leaves::f32s) return vector_of_floats<float, T>(from, n * sizeof(T));
      if constexpr (form_of<T>.leaves == Leaves::f64s) return vector_of_floats<double, T>(from, n * sizeof(T));
      const auto* first = reinterpret_cast<const T*>(from);
      return std::vector<T>(first, first + n);
    }
  }
  return {ElementReader<T>(cx, from), ElementReader<T>(cx, from + n * form_of<T>.size)};
}

template <class Mapping, class Elements, class Nans>
void write_each(const Elements& elements, u8* to, const Nans& nans) {
  for (const auto& element : elements) {
    Mapping::write(element, to, nans);
    to += Mapping::form.size;
  }
}
template <class Mapping>
bool chooses_nans(const LiftLowerContext& cx) {
  return (Mapping::form.leaves & (Leaves::f32s | Leaves::f64s)) != 0 && cx.inst.chooser().open(Choice::nan_bits);
}
template <class Mapping, class Elements>
void write_each(LiftLowerContext& cx, const Elements& elements, u8* to) {
  if (chooses_nans<Mapping>(cx)) return write_each<Mapping>(elements, to, ChosenNans{cx});
  write_each<Mapping>(elements, to, CanonicalNans());
}

/// [store_list_into_valid_range]
template <HasForm T, class Elements>
void write_elements(LiftLowerContext& cx, const Elements& elements, u64 ptr, const closed::ValType& elem_type) {
  using Mapping = ComponentTypeOf<T>;
  u8* to = elements_at(cx, ptr, elements.size(), form_of<T>.size);
  if constexpr (may_be_block<T>) {
    if (is_block<T>() && !chooses_nans<Mapping>(cx)) {
      copy_block(to, reinterpret_cast<const u8*>(elements.data()), elements.size(), *elem_type);
      return;
    }
  }
  write_each<Mapping>(cx, elements, to);
}

}  // namespace touchstone::component::host
