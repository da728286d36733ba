// Values of the component model (Explainer.md "Type Definitions"), as lifting makes them and lowering takes them.
//
// A Val says by itself what it is: it is built without a type at hand and compared with one when it is passed
// (`mismatch`). A number has the width and sign of its C++ type. A map is a list of two-element tuples, as
// despecialization has it. Handles, streams, futures and error contexts refer to objects of the run time.
//
// Not in the sources: a list whose elements are all of one of the types bool to char keeps them packed, in the bytes that
// they have in linear memory, so that a long list costs what its bytes cost in the guest. One that was lifted does so for
// records and other types of such parts too (canonical/fast_copy.hpp). Equality: a value is its meaning. All NaNs are
// equal, 0 and -0 are not; strings are equal if their characters are; labels of flags have no order.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "abi/validation/components.hpp"
#include "abi/validation/types.hpp"

namespace touchstone::component {

class Val;
class RuntimeResourceType;  // runtime/resource.hpp
class ResourceHandle;       // runtime/resource.hpp
class ErrorContext;         // runtime/error_context.hpp
class ReadableStream;       // runtime/stream.hpp
class ReadableFuture;       // runtime/future.hpp
class Store;                // runtime/store.hpp

/// [String] Characters, and how they came: what realloc is called with depends on it. `text` is well-formed UTF-8.
struct String {
  std::string text;
  StringEncoding encoding = StringEncoding::utf8;
  bool utf16 = false;  ///< encoding latin1_utf16: the code units were UTF-16
  u64 code_units = 0;  ///< in that encoding, without tag
  /// The code units in place of `text`, which were checked: only where a string is lowered at once, out of the memory of
  /// the guest that it was lifted from (canonical/fast_copy.hpp) or out of a C++ string (typed/strings.hpp).
  std::string_view borrowed;

  String() = default;
  /// Text of the host's.
  String(std::string utf8) : text(std::move(utf8)), code_units(text.size()) {}  // NOLINT: text is a string
  String(const char* utf8) : String(std::string(utf8)) {}                       // NOLINT
  friend bool operator==(const String& a, const String& b) { return a.text == b.text; }
};

/// What a case, option or result may carry.
class Payload {
 public:
  Payload() = default;
  Payload(Val value);  // NOLINT: a value is a payload
  explicit operator bool() const { return value_ != nullptr; }
  const Val& operator*() const { return *value_; }
  const Val* operator->() const { return value_.get(); }
  const Val* get() const { return value_.get(); }
  friend bool operator==(const Payload& a, const Payload& b);

 private:
  std::shared_ptr<const Val> value_;  // never changed, so copies may share it
};

/// A template, so that it is complete where Val is.
template <class V>
struct FieldOf {
  std::string label;
  V value;
  friend bool operator==(const FieldOf&, const FieldOf&) = default;
};
using Field = FieldOf<Val>;

struct Record {
  std::vector<Field> fields;
  const Val* find(std::string_view label) const;
  friend bool operator==(const Record& a, const Record& b);  ///< by label
};
struct Tuple {
  std::vector<Val> elements;
  friend bool operator==(const Tuple& a, const Tuple& b);
};
struct Variant {
  std::string label;
  Payload payload;
  friend bool operator==(const Variant&, const Variant&) = default;
};
struct Enum {
  std::string label;
  friend bool operator==(const Enum&, const Enum&) = default;
};
struct Option {
  Payload some;
  friend bool operator==(const Option&, const Option&) = default;
};
struct ResultVal {
  bool ok = true;
  Payload payload;
  friend bool operator==(const ResultVal&, const ResultVal&) = default;
};
/// The labels that are set.
struct Flags {
  std::vector<std::string> labels;
  bool contains(std::string_view label) const;
  friend bool operator==(const Flags& a, const Flags& b);
};

/// A borrowed resource: its representation, and of which run-time resource type it is.
struct Borrow {
  std::shared_ptr<RuntimeResourceType> type;
  u64 rep = 0;
  friend bool operator==(const Borrow&, const Borrow&) = default;
};
/// An owned resource. Copies are of one: whoever lowers, drops or takes it has it from all of them, once. A resource of the
/// host's that nobody has taken is destroyed with the last copy; one of a guest's then stays, for that would run its code.
struct Own {
  std::shared_ptr<RuntimeResourceType> type;
  u64 rep = 0;

  Own() = default;
  Own(std::shared_ptr<RuntimeResourceType> of, u64 representation);
  /// What a guest's handle has, which was taken out of its table.
  explicit Own(std::shared_ptr<ResourceHandle> handle);
  /// One to look at, which owns nothing.
  static Own shown(std::shared_ptr<RuntimeResourceType> of, u64 representation);

  bool given_away() const;
  /// Its representation, now the caller's to destroy; HostError if it was given away.
  u64 take() const;
  friend bool operator==(const Own& a, const Own& b) { return a.type == b.type && a.rep == b.rep; }

 private:
  std::shared_ptr<ResourceHandle> handle_;
};

/// The readable end of a stream or future. Copies are of one end: who lowers one hands over all of them.
struct Stream {
  std::shared_ptr<ReadableStream> shared;
  friend bool operator==(const Stream&, const Stream&) = default;
};
struct Future {
  std::shared_ptr<ReadableFuture> shared;
  friend bool operator==(const Future&, const Future&) = default;
};

/// The elements of a list, or the pairs of a map.
class List {
 public:
  List();
  List(std::vector<Val> elements);  // NOLINT: elements are a list
  static List of_bytes(std::vector<u8> bytes);
  /// Numbers: u8, s8, ... double, or char32_t for characters; not bool.
  template <class T>
  static List of(std::span<const T> numbers);

  List(const List& other);
  List(List&&) noexcept;
  List& operator=(const List& other);
  List& operator=(List&&) noexcept;
  ~List();

  u64 size() const;
  bool empty() const { return size() == 0; }
  Val operator[](u64 i) const;
  void push_back(Val element);
  void reserve(u64 elements, closed::TypeKind kind);
  void append(const List& elements);
  /// `n` elements from the one at `from` on, which there must be.
  List slice(u64 from, u64 n) const;

  /// What the elements are if they are packed, and their bytes in linear memory.
  std::optional<closed::TypeKind> packed() const;
  std::span<const u8> bytes() const { return borrowed_.empty() ? std::span<const u8>(bytes_) : borrowed_; }
  /// Their type if they are not of the types bool to char and `bytes` are theirs nevertheless; else null.
  const closed::ValType* block() const { return block_ && !packed() ? &block_ : nullptr; }

  // For lifting: elements, which were checked, of a type that is copied as a block. The second refers to the bytes.
  static List of_block(const closed::ValType& elem_type, std::span<const u8> bytes);
  static List borrow_block(const closed::ValType& elem_type, std::span<const u8> bytes);

  /// f(element) in order, as long as it does not throw.
  template <class F>
  void for_each(F&& f) const;

  friend bool operator==(const List& a, const List& b);

 private:
  void unpack();
  static List of_numbers(closed::TypeKind kind, std::span<const u8> bytes);
  void take_block(const closed::ValType& elem_type, std::span<const u8> bytes);
  closed::TypeKind kind_ = closed::TypeKind::string;  // of packed elements; string: not packed
  closed::ValType block_;                             // of elements that are a block, or borrowed
  std::vector<u8> bytes_;
  std::span<const u8> borrowed_;  // in place of bytes_, as they are in the guest
  std::vector<Val> elements_;
};

template <class T>
concept ValNumber =
    std::same_as<T, bool> || std::same_as<T, s8> || std::same_as<T, u8> || std::same_as<T, s16> ||
    std::same_as<T, u16> || std::same_as<T, s32> || std::same_as<T, u32> || std::same_as<T, s64> ||
    std::same_as<T, u64> || std::same_as<T, float> || std::same_as<T, double> || std::same_as<T, char32_t>;
template <class T>
concept ValCompound =
    std::same_as<T, String> || std::same_as<T, Record> || std::same_as<T, Variant> || std::same_as<T, List> ||
    std::same_as<T, Tuple> || std::same_as<T, Flags> || std::same_as<T, Enum> || std::same_as<T, Option> ||
    std::same_as<T, ResultVal> || std::same_as<T, Own> || std::same_as<T, Borrow> || std::same_as<T, Stream> ||
    std::same_as<T, Future>;

/// A value of any type.
class Val {
 public:
  /// In the order of the type constructors.
  using Is = std::variant<bool, s8, u8, s16, u16, s32, u32, s64, u64, float, double, char32_t, String,
                          std::shared_ptr<ErrorContext>, Record, Variant, List, Tuple, Flags, Enum, Option, ResultVal,
                          Own, Borrow, Stream, Future>;

  /// `false`.
  Val() = default;
  template <class T>
    requires ValNumber<T>
  Val(T number) : is_(number) {}                                           // NOLINT: all these are values
  Val(std::string text) : is_(String(std::move(text))) {}                  // NOLINT
  Val(const char* text) : Val(std::string(text)) {}                        // NOLINT
  Val(std::shared_ptr<ErrorContext> context) : is_(std::move(context)) {}  // NOLINT
  template <class T>
    requires ValCompound<T>
  Val(T value) : is_(std::in_place_type<T>, std::move(value)) {}  // NOLINT

  // What the C++ type does not say.
  static Val record(std::vector<Field> fields);
  static Val tuple(std::vector<Val> elements) { return Tuple{std::move(elements)}; }
  static Val list(std::vector<Val> elements) { return List(std::move(elements)); }
  static Val map(std::vector<std::pair<Val, Val>> pairs);
  static Val variant(std::string label) { return Variant{std::move(label), {}}; }
  static Val variant(std::string label, Val payload) { return Variant{std::move(label), Payload(std::move(payload))}; }
  static Val enum_(std::string label) { return Enum{std::move(label)}; }
  static Val flags(std::vector<std::string> labels) { return Flags{std::move(labels)}; }
  static Val none() { return Option{}; }
  static Val some(Val value) { return Option{Payload(std::move(value))}; }
  static Val ok() { return ResultVal{true, {}}; }
  static Val ok(Val payload) { return ResultVal{true, Payload(std::move(payload))}; }
  static Val error() { return ResultVal{false, {}}; }
  static Val error(Val payload) { return ResultVal{false, Payload(std::move(payload))}; }

  const Is& is() const { return is_; }
  Is& is() { return is_; }

  /// The value as a T; null if it is something else.
  template <class T>
  const T* get_if() const {
    return std::get_if<T>(&is_);
  }
  /// The value as a T; Crash if it is something else.
  template <class T>
  const T& as() const {
    if (const T* value = std::get_if<T>(&is_)) return *value;
    wrong(kind());
  }

  /// The constructor of the type that this is a value of. For a map: list.
  closed::TypeKind kind() const { return static_cast<closed::TypeKind>(is_.index()); }

  friend bool operator==(const Val& a, const Val& b);

 private:
  [[noreturn]] static void wrong(closed::TypeKind kind);
  Is is_;
};

template <class T>
List List::of(std::span<const T> numbers) {
  static_assert(ValNumber<T> && !std::same_as<T, bool>);
  return of_numbers(Val(T{}).kind(), {reinterpret_cast<const u8*>(numbers.data()), numbers.size_bytes()});
}

inline List::List() = default;
inline List::List(List&&) noexcept = default;
inline List& List::operator=(List&&) noexcept = default;
inline List::~List() = default;

template <class F>
void List::for_each(F&& f) const {
  if (!packed() && !block_) {
    for (const Val& element : elements_) f(element);
    return;
  }
  for (u64 i = 0, n = size(); i < n; ++i) f((*this)[i]);
}

/// Why a value is not of a type, with the path to the part that does not fit: "field `x`: expected u8, found string".
/// Nothing if it is. `resource` gives the run-time resource type that a variable stands for. Streams and futures must be
/// those of `store`, if that is given, and not have been handed over.
using ResolveResource = std::function<std::shared_ptr<RuntimeResourceType>(ResourceId)>;
std::optional<std::string> mismatch(const Val& value, const closed::ValType& type, const ResolveResource& resource,
                                    const Store* store = nullptr);

}  // namespace touchstone::component
