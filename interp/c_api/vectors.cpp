// The C interface's vectors: see vectors.hpp.
#include "interp/c_api/vectors.hpp"

using touchstone::wasm::c_api::make_room;
using touchstone::wasm::c_api::take;

namespace {

template <class V, class E>
void from_array(V* out, std::size_t size, const E* elements) {
  make_room(out, elements == nullptr ? 0 : size);
  if (out->size != 0) std::memcpy(out->data, elements, size * sizeof(E));
}

template <class V, class F>
void copy_each(V* out, const V* from, F&& copy) {
  make_room(out, from == nullptr || from->data == nullptr ? 0 : from->size);
  for (std::size_t i = 0; i < out->size; ++i) copy(&out->data[i], &from->data[i]);
}

template <class V, class F>
void delete_each(V* vector, F&& remove) {
  const V taken = take(vector);
  for (std::size_t i = 0; taken.data != nullptr && i < taken.size; ++i) remove(&taken.data[i]);
  std::free(taken.data);
}

}  // namespace

extern "C" {

void wasm_byte_vec_new_empty(wasm_byte_vec_t* out) { make_room(out, 0); }
void wasm_byte_vec_new_uninitialized(wasm_byte_vec_t* out, size_t size) { make_room(out, size); }
void wasm_byte_vec_new(wasm_byte_vec_t* out, size_t size, const wasm_byte_t* bytes) { from_array(out, size, bytes); }
void wasm_byte_vec_copy(wasm_byte_vec_t* out, const wasm_byte_vec_t* from) {
  copy_each(out, from, [](wasm_byte_t* to, const wasm_byte_t* byte) { *to = *byte; });
}
void wasm_byte_vec_delete(wasm_byte_vec_t* vector) {
  delete_each(vector, [](wasm_byte_t*) {});
}

void wasm_val_vec_new_empty(wasm_val_vec_t* out) { make_room(out, 0); }
void wasm_val_vec_new_uninitialized(wasm_val_vec_t* out, size_t size) { make_room(out, size); }
void wasm_val_vec_new(wasm_val_vec_t* out, size_t size, const wasm_val_t* vals) { from_array(out, size, vals); }
void wasm_val_vec_copy(wasm_val_vec_t* out, const wasm_val_vec_t* from) { copy_each(out, from, wasm_val_copy); }
void wasm_val_vec_delete(wasm_val_vec_t* vector) { delete_each(vector, wasm_val_delete); }

#define OBJECTS(name)                                                                                            \
  void wasm_##name##_vec_new_empty(wasm_##name##_vec_t* out) { make_room(out, 0); }                              \
  void wasm_##name##_vec_new_uninitialized(wasm_##name##_vec_t* out, size_t size) { make_room(out, size); }      \
  void wasm_##name##_vec_new(wasm_##name##_vec_t* out, size_t size, wasm_##name##_t* const elements[]) {         \
    from_array(out, size, elements);                                                                             \
  }                                                                                                              \
  void wasm_##name##_vec_copy(wasm_##name##_vec_t* out, const wasm_##name##_vec_t* from) {                       \
    copy_each(out, from, [](wasm_##name##_t** to, wasm_##name##_t* const* x) { *to = wasm_##name##_copy(*x); }); \
  }                                                                                                              \
  void wasm_##name##_vec_delete(wasm_##name##_vec_t* vector) {                                                   \
    delete_each(vector, [](wasm_##name##_t** x) { wasm_##name##_delete(*x); });                                  \
  }
#include "interp/c_api/vectors.def"
#undef OBJECTS
}
