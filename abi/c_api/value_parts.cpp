// The C interface's values of components: asking them.
#include "abi/c_api/objects.hpp"

namespace touchstone::component::c_api {

namespace {

/// out = the T that a value is; false if it is another.
template <class T, class Out>
bool get(const touchstone_value_t* value, Out* out) {
  const T* is = value->value.get_if<T>();
  if (is != nullptr) *out = static_cast<Out>(*is);
  return is != nullptr;
}

template <class Out>
bool get_integer(const touchstone_value_t* value, Out* out) {
  return std::visit(
      [out]<class T>(const T& x) {
        if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char32_t>) {
          if (std::in_range<Out>(x)) {
            *out = static_cast<Out>(x);
            return true;
          }
        }
        return false;
      },
      value->value.is());
}

touchstone_value_t* copy_of(const Val* value) { return value == nullptr ? nullptr : new_value(*value); }

}  // namespace

}  // namespace touchstone::component::c_api

using namespace touchstone::component;         // NOLINT: all below is C
using namespace touchstone::component::c_api;  // NOLINT

extern "C" {

touchstone_kind_t touchstone_value_kind(const touchstone_value_t* value) {
  return static_cast<touchstone_kind_t>(value->value.kind());
}
bool touchstone_value_equal(const touchstone_value_t* a, const touchstone_value_t* b) { return a->value == b->value; }

bool touchstone_value_get_bool(const touchstone_value_t* value, bool* out) { return get<bool>(value, out); }
bool touchstone_value_get_signed(const touchstone_value_t* value, int64_t* out) { return get_integer(value, out); }
bool touchstone_value_get_unsigned(const touchstone_value_t* value, uint64_t* out) { return get_integer(value, out); }
bool touchstone_value_get_f32(const touchstone_value_t* value, float* out) { return get<float>(value, out); }
bool touchstone_value_get_f64(const touchstone_value_t* value, double* out) { return get<double>(value, out); }
bool touchstone_value_get_char(const touchstone_value_t* value, uint32_t* out) { return get<char32_t>(value, out); }

bool touchstone_value_get_string(const touchstone_value_t* value, const char** text, size_t* size) {
  const auto* string = value->value.get_if<String>();
  if (string == nullptr) return false;
  *text = string->text.c_str();
  *size = string->text.size();
  return true;
}
bool touchstone_value_get_bytes(const touchstone_value_t* value, const uint8_t** bytes, size_t* size) {
  const auto* list = value->value.get_if<List>();
  if (list == nullptr || list->packed() != closed::TypeKind::u8) return false;
  *bytes = list->bytes().data();
  *size = list->bytes().size();
  return true;
}

size_t touchstone_value_size(const touchstone_value_t* value) {
  if (const auto* list = value->value.get_if<List>()) return list->size();
  if (const auto* tuple = value->value.get_if<Tuple>()) return tuple->elements.size();
  if (const auto* record = value->value.get_if<Record>()) return record->fields.size();
  if (const auto* flags = value->value.get_if<Flags>()) return flags->labels.size();
  return 0;
}
touchstone_value_t* touchstone_value_element(const touchstone_value_t* value, size_t i) {
  return guarded<touchstone_value_t*>(nullptr, [&]() -> touchstone_value_t* {
    if (i >= touchstone_value_size(value)) return nullptr;
    if (const auto* list = value->value.get_if<List>()) return new_value((*list)[i]);
    if (const auto* tuple = value->value.get_if<Tuple>()) return new_value(tuple->elements[i]);
    if (const auto* record = value->value.get_if<Record>()) return new_value(record->fields[i].value);
    return nullptr;
  });
}
touchstone_value_t* touchstone_value_field(const touchstone_value_t* value, const char* label) {
  return guarded<touchstone_value_t*>(nullptr, [&] {
    const auto* record = value->value.get_if<Record>();
    return record == nullptr ? nullptr : copy_of(record->find(label));
  });
}
const char* touchstone_value_label(const touchstone_value_t* value, size_t i) {
  const auto* record = value->value.get_if<Record>();
  if (record != nullptr && i < record->fields.size()) return record->fields[i].label.c_str();
  const auto* flags = value->value.get_if<Flags>();
  if (flags != nullptr && i < flags->labels.size()) return flags->labels[i].c_str();
  const auto* variant = value->value.get_if<Variant>();
  if (variant != nullptr && i == 0) return variant->label.c_str();
  const auto* one = value->value.get_if<Enum>();
  return one != nullptr && i == 0 ? one->label.c_str() : "";
}

touchstone_value_t* touchstone_value_payload(const touchstone_value_t* value) {
  return guarded<touchstone_value_t*>(nullptr, [&]() -> touchstone_value_t* {
    if (const auto* variant = value->value.get_if<Variant>()) return copy_of(variant->payload.get());
    if (const auto* option = value->value.get_if<Option>()) return copy_of(option->some.get());
    if (const auto* result = value->value.get_if<ResultVal>()) return copy_of(result->payload.get());
    return nullptr;
  });
}
bool touchstone_value_is_some(const touchstone_value_t* value) {
  const auto* option = value->value.get_if<Option>();
  return option != nullptr && static_cast<bool>(option->some);
}
bool touchstone_value_is_ok(const touchstone_value_t* value) {
  const auto* result = value->value.get_if<ResultVal>();
  return result != nullptr && result->ok;
}

bool touchstone_value_get_rep(const touchstone_value_t* value, uint64_t* out) {
  const auto* own = value->value.get_if<Own>();
  const auto* borrow = value->value.get_if<Borrow>();
  if (own != nullptr) *out = own->rep;
  if (borrow != nullptr) *out = borrow->rep;
  return own != nullptr || borrow != nullptr;
}
bool touchstone_value_take_rep(const touchstone_value_t* value, uint64_t* out) {
  const auto* own = value->value.get_if<Own>();
  if (own == nullptr || own->given_away()) return false;
  *out = own->take();
  return true;
}
touchstone_resource_t* touchstone_value_resource(const touchstone_value_t* value) {
  return guarded<touchstone_resource_t*>(nullptr, [&]() -> touchstone_resource_t* {
    if (const auto* own = value->value.get_if<Own>()) return new touchstone_resource_t{own->type};
    if (const auto* borrow = value->value.get_if<Borrow>()) return new touchstone_resource_t{borrow->type};
    return nullptr;
  });
}
}
