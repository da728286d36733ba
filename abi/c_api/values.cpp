// The C interface's values of components: making them.
//
// Every constructor takes over what it is given, and deletes it if there can be no such value.
#include "abi/c_api/objects.hpp"
#include "abi/host/wave.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component::c_api {

Values::Values(std::span<const Val> values) {
  make_room(&is_, values.size());
  for (std::size_t i = 0; i < is_.size; ++i) is_.data[i] = new_value(values[i]);
}

touchstone_value_t* new_value(Val value) { return new touchstone_value_t{std::move(value)}; }

std::optional<std::vector<Val>> vals_of(const touchstone_value_vec_t* values) {
  std::vector<Val> vals;
  const std::size_t size = values == nullptr ? 0 : values->size;
  vals.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    if (values->data[i] == nullptr) return std::nullopt;
    vals.push_back(values->data[i]->value);
  }
  return vals;
}

namespace {

touchstone_value_t* value_of(Val value) {
  return guarded<touchstone_value_t*>(nullptr, [&] { return new_value(std::move(value)); });
}

/// What a value that is taken over says, or nothing for null.
Payload payload_of(touchstone_value_t* taken) {
  const std::unique_ptr<touchstone_value_t> payload(taken);
  return payload == nullptr ? Payload() : Payload(payload->value);
}

/// A value of the elements that are taken over; null if there are none such.
template <class F>
touchstone_value_t* of_elements(touchstone_value_vec_t* elements, F&& make) {
  const Values taken(take(elements));
  return guarded<touchstone_value_t*>(nullptr, [&]() -> touchstone_value_t* {
    auto vals = vals_of(taken.get());
    return vals ? make(*std::move(vals)) : nullptr;
  });
}

}  // namespace

}  // namespace touchstone::component::c_api

using namespace touchstone::component;         // NOLINT: all below is C
using namespace touchstone::component::c_api;  // NOLINT

extern "C" {

// ---- Vectors

void touchstone_value_vec_new_empty(touchstone_value_vec_t* out) { make_room(out, 0); }
void touchstone_value_vec_new_uninitialized(touchstone_value_vec_t* out, size_t size) { make_room(out, size); }
void touchstone_value_vec_new(touchstone_value_vec_t* out, size_t size, touchstone_value_t* const values[]) {
  make_room(out, values == nullptr ? 0 : size);
  for (size_t i = 0; i < out->size; ++i) out->data[i] = values[i];
}
void touchstone_value_vec_copy(touchstone_value_vec_t* out, const touchstone_value_vec_t* from) {
  make_room(out, from == nullptr ? 0 : from->size);
  for (size_t i = 0; i < out->size; ++i) out->data[i] = touchstone_value_copy(from->data[i]);
}
void touchstone_value_vec_delete(touchstone_value_vec_t* vector) {
  const touchstone_value_vec_t taken = take(vector);
  for (size_t i = 0; i < taken.size; ++i) touchstone_value_delete(taken.data[i]);
  std::free(taken.data);
}

// ---- Simple values

void touchstone_value_delete(touchstone_value_t* value) { delete value; }
touchstone_value_t* touchstone_value_copy(const touchstone_value_t* value) {
  return guarded<touchstone_value_t*>(nullptr, [&] { return value == nullptr ? nullptr : new_value(value->value); });
}

touchstone_value_t* touchstone_value_bool(bool x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_s8(int8_t x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_u8(uint8_t x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_s16(int16_t x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_u16(uint16_t x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_s32(int32_t x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_u32(uint32_t x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_s64(int64_t x) { return value_of(Val(touchstone::s64{x})); }
touchstone_value_t* touchstone_value_u64(uint64_t x) { return value_of(Val(touchstone::u64{x})); }
touchstone_value_t* touchstone_value_f32(float x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_f64(double x) { return value_of(Val(x)); }
touchstone_value_t* touchstone_value_char(uint32_t scalar) {
  if (scalar > 0x10ffff || (scalar >= 0xd800 && scalar <= 0xdfff)) return nullptr;
  return value_of(Val(static_cast<char32_t>(scalar)));
}
touchstone_value_t* touchstone_value_string(const char* text, size_t size) {
  return guarded<touchstone_value_t*>(nullptr, [&]() -> touchstone_value_t* {
    std::string copy = size == 0 ? std::string() : std::string(text, size);
    return touchstone::is_utf8(copy) ? new_value(Val(std::move(copy))) : nullptr;
  });
}

// ---- Compound values

touchstone_value_t* touchstone_value_list(touchstone_value_vec_t* elements) {
  return of_elements(elements, [](std::vector<Val> vals) { return new_value(Val::list(std::move(vals))); });
}
touchstone_value_t* touchstone_value_bytes(const uint8_t* bytes, size_t size) {
  return guarded<touchstone_value_t*>(nullptr, [&] {
    if (size == 0) return new_value(Val(List()));
    return new_value(Val(List::of_bytes(std::vector<touchstone::u8>(bytes, bytes + size))));
  });
}
touchstone_value_t* touchstone_value_tuple(touchstone_value_vec_t* elements) {
  return of_elements(elements, [](std::vector<Val> vals) { return new_value(Val::tuple(std::move(vals))); });
}
touchstone_value_t* touchstone_value_record(const char* const labels[], touchstone_value_vec_t* values) {
  return of_elements(values, [&](std::vector<Val> vals) -> touchstone_value_t* {
    std::vector<Field> fields;
    for (std::size_t i = 0; i < vals.size(); ++i) {
      if (labels == nullptr || labels[i] == nullptr) return nullptr;
      fields.push_back({labels[i], std::move(vals[i])});
    }
    return new_value(Val::record(std::move(fields)));
  });
}
touchstone_value_t* touchstone_value_variant(const char* label, touchstone_value_t* payload) {
  return guarded<touchstone_value_t*>(nullptr, [&]() -> touchstone_value_t* {
    Payload carried = payload_of(payload);
    return label == nullptr ? nullptr : new_value(Val(Variant{label, std::move(carried)}));
  });
}
touchstone_value_t* touchstone_value_enum(const char* label) {
  return guarded<touchstone_value_t*>(nullptr,
                                      [&] { return label == nullptr ? nullptr : new_value(Val::enum_(label)); });
}
touchstone_value_t* touchstone_value_flags(size_t size, const char* const labels[]) {
  return guarded<touchstone_value_t*>(nullptr, [&]() -> touchstone_value_t* {
    std::vector<std::string> set;
    for (size_t i = 0; i < size; ++i) {
      if (labels == nullptr || labels[i] == nullptr) return nullptr;
      set.emplace_back(labels[i]);
    }
    return new_value(Val::flags(std::move(set)));
  });
}
touchstone_value_t* touchstone_value_option(touchstone_value_t* some) {
  return guarded<touchstone_value_t*>(nullptr, [&] { return new_value(Val(Option{payload_of(some)})); });
}
touchstone_value_t* touchstone_value_result(bool is_ok, touchstone_value_t* payload) {
  return guarded<touchstone_value_t*>(nullptr, [&] { return new_value(Val(ResultVal{is_ok, payload_of(payload)})); });
}

// ---- Resources

touchstone_resource_t* touchstone_resource_new(void (*destroy)(void* env, uint64_t rep), void* env,
                                               void (*finalizer)(void*)) {
  return guarded<touchstone_resource_t*>(nullptr, [&] {
    using Destroy = Callback<void (*)(void*, uint64_t)>;
    const auto callback = std::make_shared<Destroy>(destroy, env, finalizer);
    return new touchstone_resource_t{host::make_resource([callback](touchstone::u64 rep) {
      if (callback->function != nullptr) callback->function(callback->env, rep);
    })};
  });
}
void touchstone_resource_delete(touchstone_resource_t* resource) { delete resource; }
touchstone_resource_t* touchstone_resource_copy(const touchstone_resource_t* resource) {
  return guarded<touchstone_resource_t*>(
      nullptr, [&] { return resource == nullptr ? nullptr : new touchstone_resource_t(*resource); });
}
bool touchstone_resource_same(const touchstone_resource_t* a, const touchstone_resource_t* b) {
  return a->type == b->type;
}
touchstone_value_t* touchstone_value_own(const touchstone_resource_t* resource, uint64_t rep) {
  return value_of(Val(Own{resource->type, rep}));
}
touchstone_value_t* touchstone_value_borrow(const touchstone_resource_t* resource, uint64_t rep) {
  return value_of(Val(Borrow{resource->type, rep}));
}

touchstone_error_t* touchstone_value_drop(const touchstone_value_t* value, touchstone_store_t* store) {
  return as_error([&]() -> touchstone_error_t* {
    const Own* own = value->value.get_if<Own>();
    if (own == nullptr) return misused("only an owned resource can be dropped");
    if (own->type->impl != nullptr) {
      bool known = false;
      for (const ComponentInstance& inst : store->state->store->instances()) known |= &inst == own->type->impl;
      if (!known) return misused("the resource is of another store");
    }
    const Running running(store->state);
    const auto done = host::drop_resource(*own);
    return done ? nullptr : failed(done);
  });
}

// ---- Text

touchstone_error_t* touchstone_value_from_text(const touchstone_type_t* type, const char* text,
                                               touchstone_value_t** out) {
  *out = nullptr;
  return as_error([&]() -> touchstone_error_t* {
    auto value = parse_value(text, type->type);
    if (!value) return failed(value.error());
    *out = new_value(*std::move(value));
    return nullptr;
  });
}
void touchstone_value_text(const touchstone_value_t* value, wasm_name_t* out) {
  wasm_name_new_empty(out);
  guarded([&] { copy_bytes(print_value(value->value), out); });
}
}
