// Values of scripts and values of components: see component_values.hpp.
#include "tools/wast/component_values.hpp"

#include <bit>

namespace touchstone::wast {

namespace {

using component::Val;
using component::closed::TypeKind;
using Kind = ComponentValue::Kind;

std::vector<Val> vals(const std::vector<ComponentValue>& items);

component::Payload payload(const ComponentValue& value);

Val map(const ComponentValue& value) {
  std::vector<std::pair<Val, Val>> pairs;
  const std::vector<Val> items = vals(value.items);
  for (std::size_t i = 0; i + 1 < items.size(); i += 2) pairs.emplace_back(items[i], items[i + 1]);
  return Val::map(std::move(pairs));
}

Val record(const ComponentValue& value) {
  std::vector<component::Field> fields;
  const std::vector<Val> items = vals(value.items);
  for (std::size_t i = 0; i < items.size(); ++i) fields.push_back({value.names[i], items[i]});
  return Val::record(std::move(fields));
}

Val val(const ComponentValue& value) {
  switch (value.kind) {
  case Kind::bool_: return value.bits != 0;
  case Kind::s8: return static_cast<s8>(value.bits);
  case Kind::u8_: return static_cast<u8>(value.bits);
  case Kind::s16: return static_cast<s16>(value.bits);
  case Kind::u16: return static_cast<u16>(value.bits);
  case Kind::s32: return static_cast<s32>(value.bits);
  case Kind::u32_: return static_cast<u32>(value.bits);
  case Kind::s64: return static_cast<s64>(value.bits);
  case Kind::u64_: return value.bits;
  case Kind::f32: return std::bit_cast<float>(static_cast<u32>(value.bits));
  case Kind::f64: return std::bit_cast<double>(value.bits);
  case Kind::char_: return static_cast<char32_t>(value.bits);
  case Kind::string: return value.text;
  case Kind::list: return Val::list(vals(value.items));
  case Kind::map: return map(value);
  case Kind::record: return record(value);
  case Kind::tuple: return Val::tuple(vals(value.items));
  case Kind::variant: return component::Variant{value.text, payload(value)};
  case Kind::enum_: return Val::enum_(value.text);
  case Kind::option: return component::Option{payload(value)};
  case Kind::result: return component::ResultVal{value.text == "ok", payload(value)};
  case Kind::flags: return Val::flags(value.names);
  }
  throw Crash("unknown kind of a value");
}

std::vector<Val> vals(const std::vector<ComponentValue>& items) {
  std::vector<Val> out;
  out.reserve(items.size());
  for (const ComponentValue& item : items) out.push_back(val(item));
  return out;
}

component::Payload payload(const ComponentValue& value) {
  return value.items.empty() ? component::Payload() : component::Payload(val(value.items.front()));
}

/// There is no form for what was met.
struct NoForm {};

class Writer {
 public:
  ComponentValue value(const Val& v, const component::closed::ValType& t);

 private:
  using Type = component::closed::ValType;

  void add(ComponentValue& out, const component::Payload& payload, const Type& t) {
    if (payload) out.items.push_back(value(*payload, t));
  }
  void record(ComponentValue& out, const component::Record& record, const component::closed::DefValType& t) {
    for (const component::closed::Part& part : t.parts) {
      out.names.push_back(part.label);
      out.items.push_back(value(*record.find(part.label), part.type));
    }
  }
  void map(ComponentValue& out, const component::List& list, const component::closed::DefValType& t) {
    list.for_each([&](const Val& pair) {
      const auto& elements = pair.as<component::Tuple>().elements;
      for (std::size_t i = 0; i < 2; ++i) out.items.push_back(value(elements[i], t.parts[i].type));
    });
  }
  static const Type& case_type(const component::closed::DefValType& t, const std::string& label) {
    for (const component::closed::Part& part : t.parts) {
      if (part.label == label) return part.type;
    }
    throw Crash("a variant has a case that its type has not");
  }
};

constexpr Kind kind_of(TypeKind kind) {
  constexpr Kind numbers[] = {Kind::bool_, Kind::s8,  Kind::u8_,  Kind::s16, Kind::u16, Kind::s32,
                              Kind::u32_,  Kind::s64, Kind::u64_, Kind::f32, Kind::f64, Kind::char_};
  return numbers[static_cast<u8>(kind)];
}

template <class T>
u64 bits_of(T number) {
  if constexpr (std::is_same_v<T, float>) return std::bit_cast<u32>(number);
  if constexpr (std::is_same_v<T, double>) return std::bit_cast<u64>(number);
  if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) return static_cast<u64>(s64{number});
  return static_cast<u64>(number);
}

ComponentValue Writer::value(const Val& v, const Type& t) {
  ComponentValue out;
  std::visit(
      [&]<class T>(const T& it) {
        if constexpr (component::ValNumber<T>) {
          out.kind = kind_of(v.kind());
          out.bits = bits_of(it);
        } else if constexpr (std::is_same_v<T, component::String>) {
          out.kind = Kind::string;
          out.text = it.text;
        } else if constexpr (std::is_same_v<T, component::Record>) {
          out.kind = Kind::record;
          record(out, it, *t);
        } else if constexpr (std::is_same_v<T, component::Variant>) {
          out.kind = Kind::variant;
          out.text = it.label;
          add(out, it.payload, case_type(*t, it.label));
        } else if constexpr (std::is_same_v<T, component::List>) {
          out.kind = t->kind == TypeKind::map ? Kind::map : Kind::list;
          if (t->kind == TypeKind::map) return map(out, it, *t);
          it.for_each([&](const Val& element) { out.items.push_back(value(element, t->element())); });
        } else if constexpr (std::is_same_v<T, component::Tuple>) {
          out.kind = Kind::tuple;
          for (std::size_t i = 0; i < it.elements.size(); ++i) {
            out.items.push_back(value(it.elements[i], t->parts[i].type));
          }
        } else if constexpr (std::is_same_v<T, component::Flags>) {
          out.kind = Kind::flags;
          out.names = it.labels;
        } else if constexpr (std::is_same_v<T, component::Enum>) {
          out.kind = Kind::enum_;
          out.text = it.label;
        } else if constexpr (std::is_same_v<T, component::Option>) {
          out.kind = Kind::option;
          add(out, it.some, t->element());
        } else if constexpr (std::is_same_v<T, component::ResultVal>) {
          out.kind = Kind::result;
          out.text = it.ok ? "ok" : "error";
          add(out, it.payload, t->parts[it.ok ? 0 : 1].type);
        } else {
          throw NoForm();
        }
      },
      v.is());
  return out;
}

}  // namespace

std::optional<component::Val> component_val(const Value& value) {
  if (const auto* tree = std::get_if<ComponentValue>(&value)) return val(*tree);
  const auto& core = std::get<CoreValue>(value);
  if (core.kind == wasm::ValKind::f32) return Val(std::bit_cast<float>(core.low32()));
  if (core.kind == wasm::ValKind::f64) return Val(std::bit_cast<double>(core.low64()));
  return std::nullopt;
}

std::optional<ComponentValue> script_value(const component::Val& value, const component::closed::ValType& type) {
  try {
    return Writer().value(value, type);
  } catch (const NoForm&) {
    return std::nullopt;
  }
}

}  // namespace touchstone::wast
