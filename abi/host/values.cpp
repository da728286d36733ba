// Values of the component model: see values.hpp.
#include "abi/host/values.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "abi/canonical/fast_copy.hpp"
#include "abi/canonical/load.hpp"
#include "abi/canonical/strings.hpp"
#include "abi/runtime/future.hpp"
#include "abi/runtime/resource.hpp"
#include "interp/support/error.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component {

using closed::TypeKind;

Payload::Payload(Val value) : value_(std::make_shared<const Val>(std::move(value))) {}

bool operator==(const Payload& a, const Payload& b) {
  return a.value_ == b.value_ || (a.value_ && b.value_ && *a.value_ == *b.value_);
}

const Val* Record::find(std::string_view label) const {
  for (const Field& f : fields) {
    if (f.label == label) return &f.value;
  }
  return nullptr;
}

bool operator==(const Record& a, const Record& b) {
  return a.fields.size() == b.fields.size() && std::all_of(a.fields.begin(), a.fields.end(), [&](const Field& f) {
           const Val* other = b.find(f.label);
           return other != nullptr && f.value == *other;
         });
}

bool operator==(const Tuple& a, const Tuple& b) { return a.elements == b.elements; }

bool Flags::contains(std::string_view label) const {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

bool operator==(const Flags& a, const Flags& b) {
  const auto inside = [](const Flags& these, const Flags& those) {
    return std::all_of(these.labels.begin(), these.labels.end(), [&](const auto& l) { return those.contains(l); });
  };
  return inside(a, b) && inside(b, a);
}

// ---- Resources

Own::Own(std::shared_ptr<RuntimeResourceType> of, u64 representation)
    : Own(std::make_shared<ResourceHandle>(std::move(of), representation, true)) {}

Own::Own(std::shared_ptr<ResourceHandle> handle) : type(handle->rt), rep(handle->rep), handle_(std::move(handle)) {}

Own Own::shown(std::shared_ptr<RuntimeResourceType> of, u64 representation) {
  Own own;
  own.type = std::move(of);
  own.rep = representation;
  return own;
}

bool Own::given_away() const { return handle_ == nullptr || !handle_->own; }

u64 Own::take() const {
  if (given_away()) throw wasm::HostError("a resource that was given away");
  handle_->own = false;
  return rep;
}

// ---- Lists

namespace {

constexpr bool packable(TypeKind kind) { return kind <= TypeKind::char_; }

constexpr u64 width(TypeKind kind) {
  constexpr std::array<u8, 12> widths = {1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 4};  // bool, s8, u8, ... char
  return widths[static_cast<u8>(kind)];
}

template <class T>
void pack(std::vector<u8>& bytes, T number) {
  if constexpr (std::is_floating_point_v<T>) {
    if (number != number) number = std::numeric_limits<T>::quiet_NaN();  // so that equal lists have equal bytes
  }
  const std::size_t at = bytes.size();
  bytes.resize(at + sizeof number);
  std::memcpy(bytes.data() + at, &number, sizeof number);
}

/// What is borrowed from a guest's memory was not put into the form that it would have here.
template <class T>
Val unpacked(const u8* at) {
  if constexpr (std::is_same_v<T, bool>) return *at != 0;
  T number;
  std::memcpy(&number, at, sizeof number);
  if constexpr (std::is_floating_point_v<T>) {
    if (number != number) number = std::numeric_limits<T>::quiet_NaN();
  }
  return number;
}

Val unpacked(TypeKind kind, const u8* at) {
  switch (kind) {
  case TypeKind::bool_: return unpacked<bool>(at);
  case TypeKind::s8: return unpacked<s8>(at);
  case TypeKind::u8: return unpacked<u8>(at);
  case TypeKind::s16: return unpacked<s16>(at);
  case TypeKind::u16: return unpacked<u16>(at);
  case TypeKind::s32: return unpacked<s32>(at);
  case TypeKind::u32: return unpacked<u32>(at);
  case TypeKind::s64: return unpacked<s64>(at);
  case TypeKind::u64: return unpacked<u64>(at);
  case TypeKind::f32: return unpacked<float>(at);
  case TypeKind::f64: return unpacked<double>(at);
  default: return unpacked<char32_t>(at);
  }
}

/// An element of a block, which was checked.
Val unpacked(const closed::DefValType& t, const u8* at) {
  u32 bits = 0;
  const u64 size = t.layout(wasm::AddrType::i32).elem_size;
  switch (t.kind) {
  case TypeKind::flags: std::memcpy(&bits, at, size); return unpack_flags_from_int(bits, t.parts);
  case TypeKind::enum_: std::memcpy(&bits, at, size); return make_case(t, bits, {});
  case TypeKind::list: return List::of_block(t.element(), {at, size});
  case TypeKind::record:
  case TypeKind::tuple: {
    std::vector<Val> values;
    values.reserve(t.parts.size());
    u64 offset = 0;
    for (const closed::Part& part : t.parts) {
      offset = align_to(offset, alignment(part.type, wasm::AddrType::i32));
      values.push_back(unpacked(*part.type, at + offset));
      offset += elem_size(part.type, wasm::AddrType::i32);
    }
    return make_record(t, std::move(values));
  }
  default: return unpacked(t.kind, at);
  }
}

}  // namespace

static_assert(std::endian::native == std::endian::little);

List::List(std::vector<Val> elements) {
  for (Val& element : elements) push_back(std::move(element));
}

List List::of_bytes(std::vector<u8> bytes) {
  List list;
  list.kind_ = TypeKind::u8;
  list.bytes_ = std::move(bytes);
  return list;
}

List List::of_numbers(TypeKind kind, std::span<const u8> bytes) {
  List list;
  list.kind_ = kind;
  switch (kind) {
  case TypeKind::f32: list.bytes_ = vector_of_floats<float, u8>(bytes.data(), bytes.size()); break;
  case TypeKind::f64: list.bytes_ = vector_of_floats<double, u8>(bytes.data(), bytes.size()); break;
  default: list.bytes_.assign(bytes.begin(), bytes.end());
  }
  return list;
}

List List::of_block(const closed::ValType& elem_type, std::span<const u8> bytes) {
  List list;
  list.take_block(elem_type, bytes);
  return list;
}

List List::borrow_block(const closed::ValType& elem_type, std::span<const u8> bytes) {
  List list;
  if (packable(elem_type->kind)) list.kind_ = elem_type->kind;
  list.block_ = elem_type;
  list.borrowed_ = bytes;
  return list;
}

void List::take_block(const closed::ValType& elem_type, std::span<const u8> bytes) {
  if (packable(elem_type->kind)) {
    kind_ = elem_type->kind;
  } else {
    block_ = elem_type;
  }
  bytes_ = copy_of_block(bytes.data(), bytes.size() / elem_size(elem_type, wasm::AddrType::i32), *elem_type);
}

/// What was borrowed becomes the copy's own.
List::List(const List& other) : kind_(other.kind_), elements_(other.elements_) {
  if (!other.borrowed_.empty()) {
    take_block(other.block_, other.borrowed_);
  } else {
    block_ = other.block_;
    bytes_ = other.bytes_;
  }
}

List& List::operator=(const List& other) { return *this = List(other); }

std::optional<TypeKind> List::packed() const { return packable(kind_) ? std::optional<TypeKind>(kind_) : std::nullopt; }

u64 List::size() const {
  if (packed()) return bytes().size() / width(kind_);
  return block_ ? bytes().size() / elem_size(block_, wasm::AddrType::i32) : elements_.size();
}

Val List::operator[](u64 i) const {
  if (packed()) return unpacked(kind_, bytes().data() + i * width(kind_));
  return block_ ? unpacked(*block_, bytes().data() + i * elem_size(block_, wasm::AddrType::i32)) : elements_.at(i);
}

void List::reserve(u64 elements, TypeKind kind) {
  if (packable(kind)) {
    bytes_.reserve(elements * width(kind));
  } else {
    elements_.reserve(elements);
  }
}

void List::push_back(Val element) {
  const TypeKind kind = element.kind();
  if (block_) unpack();
  if (empty() && packable(kind)) kind_ = kind;
  if (packed() && kind != kind_) unpack();
  if (!packed()) {
    elements_.push_back(std::move(element));
    return;
  }
  std::visit(
      [&]<class T>(const T& number) {
        if constexpr (ValNumber<T>) pack(bytes_, number);
      },
      element.is());
}

void List::append(const List& elements) {
  if (elements.empty()) return;
  if (empty()) {
    *this = elements;
    return;
  }
  if (!borrowed_.empty()) *this = List(*this);
  if (!elements.borrowed_.empty()) return append(List(elements));
  const bool alike = packed() ? packed() == elements.packed()
                              : block() != nullptr && elements.block() != nullptr && block_ == elements.block_;
  if (alike) {
    bytes_.insert(bytes_.end(), elements.bytes_.begin(), elements.bytes_.end());
  } else {
    elements.for_each([this](const Val& element) { push_back(element); });
  }
}

List List::slice(u64 from, u64 n) const {
  if (from > size() || n > size() - from) throw Crash("a slice of a list reaches beyond its end");
  if (!borrowed_.empty()) return List(*this).slice(from, n);
  List part;
  part.kind_ = kind_;
  part.block_ = block_;
  const auto assign = [from, n](auto& to, const auto& all, u64 unit) {
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(from * unit);
    to.assign(begin, begin + static_cast<std::ptrdiff_t>(n * unit));
  };
  if (packed()) {
    assign(part.bytes_, bytes_, width(kind_));
  } else if (block_) {
    assign(part.bytes_, bytes_, elem_size(block_, wasm::AddrType::i32));
  } else {
    assign(part.elements_, elements_, 1);
  }
  return part;
}

void List::unpack() {
  std::vector<Val> elements;
  for_each([&](const Val& element) { elements.push_back(element); });
  elements_ = std::move(elements);
  bytes_.clear();
  borrowed_ = {};
  block_ = {};
  kind_ = TypeKind::string;
}

bool operator==(const List& a, const List& b) {
  if (a.size() != b.size()) return false;
  if (a.empty()) return true;
  if (a.packed() != b.packed()) return false;
  if (!a.block_ && !b.block_) return a.packed() ? a.bytes_ == b.bytes_ : a.elements_ == b.elements_;
  for (u64 i = 0, n = a.size(); i < n; ++i) {
    if (!(a[i] == b[i])) return false;
  }
  return true;
}

// ---- All values

Val Val::record(std::vector<Field> fields) { return Record{std::move(fields)}; }

Val Val::map(std::vector<std::pair<Val, Val>> pairs) {
  std::vector<Val> elements;
  elements.reserve(pairs.size());
  for (auto& [key, value] : pairs) {
    std::vector<Val> pair;
    pair.push_back(std::move(key));
    pair.push_back(std::move(value));
    elements.push_back(tuple(std::move(pair)));
  }
  return list(std::move(elements));
}

void Val::wrong(TypeKind kind) { throw Crash("a value is not of the type expected: " + std::string(kind_name(kind))); }

bool operator==(const Val& a, const Val& b) {
  if (const auto *x = a.get_if<float>(), *y = b.get_if<float>(); x != nullptr && y != nullptr) {
    return (*x != *x && *y != *y) || std::bit_cast<u32>(*x) == std::bit_cast<u32>(*y);
  }
  if (const auto *x = a.get_if<double>(), *y = b.get_if<double>(); x != nullptr && y != nullptr) {
    return (*x != *x && *y != *y) || std::bit_cast<u64>(*x) == std::bit_cast<u64>(*y);
  }
  return a.is_ == b.is_;
}

// ---- Types

namespace {

using Path = std::optional<std::string>;

/// Checks values against types, part by part. Each member says what is wrong with a value of one kind.
struct Mismatch {
  const ResolveResource& resource;
  const Store* store;

  Path part(std::string where, const Val& v, const closed::ValType& t) const {
    Path wrong = value(v, t);
    if (wrong) *wrong = std::move(where) + ": " + *wrong;
    return wrong;
  }

  Path payload(const std::string& label, const Payload& p, const closed::ValType& t) const {
    if (!t) return p ? Path("case `" + label + "` has no payload") : std::nullopt;
    return p ? part("case `" + label + "`", *p, t) : Path("case `" + label + "` needs a payload");
  }

  Path record(const Record& r, const closed::DefValType& t) const {
    if (r.fields.size() != t.parts.size()) {
      return "expected " + std::to_string(t.parts.size()) + " fields, found " + std::to_string(r.fields.size());
    }
    for (const closed::Part& f : t.parts) {
      const Val* v = r.find(f.label);
      if (v == nullptr) return "field `" + f.label + "` is missing";
      if (Path wrong = part("field `" + f.label + "`", *v, f.type)) return wrong;
    }
    return std::nullopt;
  }

  Path tuple(const Tuple& tuple, const std::vector<closed::Part>& parts) const {
    if (tuple.elements.size() != parts.size()) {
      return "expected " + std::to_string(parts.size()) + " elements, found " + std::to_string(tuple.elements.size());
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (Path wrong = part("element " + std::to_string(i), tuple.elements[i], parts[i].type)) return wrong;
    }
    return std::nullopt;
  }

  static bool same_resource(ResourceId, ResourceId) { return false; }  // there are none in a block

  Path list(const List& list, const closed::DefValType& t) const {
    if (t.length && *t.length != list.size()) {
      return "expected " + std::to_string(*t.length) + " elements, found " + std::to_string(list.size());
    }
    const bool map = t.kind == TypeKind::map;
    const u64 size = map ? elem_size_record(t.parts, wasm::AddrType::i64) : elem_size(t.element(), wasm::AddrType::i64);
    if (list.size() > MAX_LIST_BYTE_LENGTH / size) return "a list of " + std::to_string(list.size()) + " is too long";
    u64 checked = list.size();
    if (list.packed() && checked > 0 && list.packed() != TypeKind::char_) checked = 1;  // the others are alike
    if (!map && list.block() != nullptr && equal(*list.block(), t.element(), same_resource)) return std::nullopt;
    for (u64 i = 0; i < checked; ++i) {
      const Val element = list[i];
      const auto* pair = element.get_if<Tuple>();
      Path wrong = !map              ? value(element, t.element())
                   : pair != nullptr ? tuple(*pair, t.parts)
                                     : Path("expected a tuple of key and value");
      if (wrong) return "element " + std::to_string(i) + ": " + *wrong;
    }
    return std::nullopt;
  }

  /// Well-formed, and of as many code units as it says: storing counts on both.
  static Path string(const String& s) {
    const std::string& text = s.text;
    if (text.size() > MAX_STRING_BYTE_LENGTH)
      return "a string of " + std::to_string(text.size()) + " bytes is too long";
    u64 code_units = s.encoding == StringEncoding::utf8 ? text.size() : 0;
    for (std::size_t at = 0; at < text.size();) {
      const auto c = decode_utf8(text, at);
      if (!c) return "not well-formed UTF-8";
      if (s.encoding == StringEncoding::utf8) continue;
      const bool latin1 = s.encoding == StringEncoding::latin1_utf16 && !s.utf16;
      if (latin1 && *c >= 0x100) return "not Latin-1, as it says";
      code_units += *c >= 0x1'0000 ? 2U : 1U;
    }
    return code_units == s.code_units ? std::nullopt : Path("not of as many code units as it says");
  }

  static const closed::Part* find(const closed::DefValType& t, std::string_view label) {
    const auto found =
        std::find_if(t.parts.begin(), t.parts.end(), [&](const closed::Part& p) { return p.label == label; });
    return found == t.parts.end() ? nullptr : &*found;
  }

  template <class Handle>
  Path handle(const Handle& h, const closed::DefValType& t) const {
    return h.type == resource(t.resource.id) ? std::nullopt : Path("the handle is of another resource type");
  }
  Path own(const Own& h, const closed::DefValType& t) const {
    if (Path wrong = handle(h, t)) return wrong;
    return h.given_away() ? Path("a resource that was given away") : std::nullopt;
  }

  /// A stream or future, whose own type may be of another instance.
  Path readable_end(const SharedBase* shared, const closed::DefValType& t) const {
    const std::string name(kind_name(t.kind));
    if (shared == nullptr) return "an empty " + name;
    if (store != nullptr && shared->store != nullptr && shared->store != store)
      return "a " + name + " of another store";
    if (shared->readable_end_held) return "a " + name + " that was handed over before";
    const bool same = closed::equal(shared->t.type, t.element(), [&](ResourceId x, ResourceId y) {
      return shared->t.inst != nullptr && shared->t.inst->resource_type(x) == resource(y);
    });
    return same ? std::nullopt : Path("a " + name + " of another element type");
  }

  Path value(const Val& v, const closed::ValType& type) const {
    const closed::DefValType& t = *type;
    const TypeKind wanted = t.kind == TypeKind::map ? TypeKind::list : t.kind;
    if (v.kind() != wanted) {
      return "expected " + std::string(kind_name(t.kind)) + ", found " + std::string(kind_name(v.kind()));
    }
    switch (t.kind) {
    case TypeKind::char_: {
      const u32 c = v.as<char32_t>();
      return c < 0xD800 || (c >= 0xE000 && c < 0x110000) ? std::nullopt : Path("not a Unicode scalar value");
    }
    case TypeKind::string: return string(v.as<String>());
    case TypeKind::record: return record(v.as<Record>(), t);
    case TypeKind::tuple: return tuple(v.as<Tuple>(), t.parts);
    case TypeKind::list:
    case TypeKind::map: return list(v.as<List>(), t);
    case TypeKind::variant: {
      const auto& variant = v.as<Variant>();
      const closed::Part* c = find(t, variant.label);
      return c != nullptr ? payload(c->label, variant.payload, c->type) : Path("no case `" + variant.label + "`");
    }
    case TypeKind::enum_: {
      const std::string& label = v.as<Enum>().label;
      return find(t, label) != nullptr ? std::nullopt : Path("no case `" + label + "`");
    }
    case TypeKind::flags:
      for (const std::string& label : v.as<Flags>().labels) {
        if (find(t, label) == nullptr) return "no flag `" + label + "`";
      }
      return std::nullopt;
    case TypeKind::option: {
      const Payload& some = v.as<Option>().some;
      return some ? part("case `some`", *some, t.element()) : std::nullopt;
    }
    case TypeKind::result: {
      const auto& result = v.as<ResultVal>();
      return payload(result.ok ? "ok" : "error", result.payload, t.parts[result.ok ? 0 : 1].type);
    }
    case TypeKind::own: return own(v.as<Own>(), t);
    case TypeKind::borrow: return handle(v.as<Borrow>(), t);
    case TypeKind::stream: return readable_end(v.as<Stream>().shared.get(), t);
    case TypeKind::future: return readable_end(v.as<Future>().shared.get(), t);
    default: return std::nullopt;  // numbers, and error contexts, which are all alike
    }
  }
};

}  // namespace

std::optional<std::string> mismatch(const Val& value, const closed::ValType& type, const ResolveResource& resource,
                                    const Store* store) {
  return Mismatch{resource, store}.value(value, type);
}

}  // namespace touchstone::component
