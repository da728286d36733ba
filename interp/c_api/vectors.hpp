// The C interface's vectors: a size and an array, owned together with the elements.
//
// Arrays come from the C allocator. One that cannot be had leaves an empty vector, and so does passing a vector on: who
// deletes it afterwards deletes nothing. `Vector` holds one of the C structures and deletes it.
#pragma once

#include <cstdlib>
#include <cstring>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

#include "interp/c_api/wasm.h"

namespace touchstone::wasm::c_api {

/// Room for `size` elements, all bits zero; an empty vector if there is none.
template <class V>
void make_room(V* out, std::size_t size) {
  using Element = std::remove_pointer_t<decltype(out->data)>;
  static_assert(std::is_trivially_copyable_v<Element>);
  *out = V{0, nullptr};
  if (size == 0) return;
  out->data = static_cast<Element*>(std::calloc(size, sizeof(Element)));
  if (out->data != nullptr) out->size = size;
}

/// What a vector held, which is empty from now on.
template <class V>
V take(V* vector) {
  return vector == nullptr ? V{0, nullptr} : std::exchange(*vector, V{0, nullptr});
}

inline void delete_vector(wasm_byte_vec_t* v) { wasm_byte_vec_delete(v); }
inline void delete_vector(wasm_valtype_vec_t* v) { wasm_valtype_vec_delete(v); }
inline void delete_vector(wasm_val_vec_t* v) { wasm_val_vec_delete(v); }
inline void delete_vector(wasm_extern_vec_t* v) { wasm_extern_vec_delete(v); }

/// Owns a vector of the C interface.
template <class V>
class Vector {
 public:
  Vector() = default;
  explicit Vector(V taken) : is_(taken) {}
  Vector(Vector&& other) noexcept : is_(take(&other.is_)) {}
  Vector& operator=(Vector&& other) noexcept {
    std::swap(is_, other.is_);
    return *this;
  }
  ~Vector() { delete_vector(&is_); }

  V* get() { return &is_; }
  const V* get() const { return &is_; }

 private:
  V is_{0, nullptr};
};

/// Bytes of ours for the caller; with a zero behind them if `message`.
inline void copy_bytes(std::string_view bytes, wasm_byte_vec_t* out, bool message = false) {
  make_room(out, bytes.size() + (message ? 1 : 0));
  if (out->size != 0 && !bytes.empty()) std::memcpy(out->data, bytes.data(), bytes.size());
}

/// The bytes of a vector, which may be null.
inline std::string_view view_of(const wasm_byte_vec_t* bytes) {
  return bytes == nullptr || bytes->data == nullptr ? std::string_view() : std::string_view(bytes->data, bytes->size);
}

/// What `f` returns, or `otherwise` if there is no memory for it: no C++ exception gets out.
template <class R, class F>
R guarded(R otherwise, F&& f) {
  try {
    return std::forward<F>(f)();
  } catch (const std::exception&) {
    return otherwise;
  }
}
template <class F>
void guarded(F&& f) {
  try {
    std::forward<F>(f)();
  } catch (const std::exception&) {  // what was to be filled in is empty
  }
}

}  // namespace touchstone::wasm::c_api
