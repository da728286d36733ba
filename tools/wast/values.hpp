// Values and patterns of scripts: the arguments of `invoke` and what `assert_return` expects.
//
// The grammar is the script grammar of the core test suite (its README calls the patterns `result`) and, for
// components, the forms that the component-model suite uses. A core value is its bits. A component value is a tree;
// the same tree with NaN patterns inside serves as its pattern. A plain `(f32.const ...)` is written the same for both:
// it is read as a core value, and stands for the component value where a component is called.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "interp/support/v128.hpp"
#include "interp/syntax/types.hpp"

namespace touchstone::wast {

/// What a reference refers to, as far as a script can tell.
enum class RefKind : u8 { null, func, exn, struct_, array, i31, extern_, host, cont };

/// A reference. `number` is the N of `(ref.extern N)` and `(ref.host N)`, and the index of a function where known.
struct RefValue {
  RefKind kind = RefKind::null;
  wasm::HeapType type;  ///< kind null: the type it was written or returned at
  std::optional<u32> number;
};

/// A core value: numbers in the first bytes of `bits`.
struct CoreValue {
  wasm::ValKind kind = wasm::ValKind::i32;
  V128 bits{};
  RefValue ref;

  u32 low32() const { return bits.lanes<u32>()[0]; }
  u64 low64() const { return bits.lanes<u64>()[0]; }
  static CoreValue number(wasm::ValKind kind, u64 bits) { return {kind, V128::from_lanes(Lanes<u64>{bits, 0}), {}}; }
  static CoreValue reference(RefValue ref) { return {wasm::ValKind::ref, {}, ref}; }
};

/// `nan:canonical`, `nan:arithmetic`: any NaN of that class; `no`: these very bits.
enum class NanPattern : u8 { no, canonical, arithmetic };

/// A value of the Component Model, or a pattern of one.
struct ComponentValue {
  enum class Kind : u8 {
    bool_,
    s8,
    u8_,
    s16,
    u16,
    s32,
    u32_,
    s64,
    u64_,
    f32,
    f64,
    char_,    // `bits`
    string,   // `text`
    list,     // `items`
    map,      // `items`: key, value, key, value, ...
    record,   // `names` and `items`
    tuple,    // `items`
    variant,  // `text` is the case, `items` its payload if it has one
    enum_,    // `text`
    option,   // `items`: none or one
    result,   // `text` is `ok` or `error`, `items` the payload if there is one
    flags,    // `names`
  };
  Kind kind = Kind::bool_;
  u64 bits = 0;  ///< signed ones sign-extended
  NanPattern nan = NanPattern::no;
  std::string text;
  std::vector<std::string> names;
  std::vector<ComponentValue> items;
};

using Value = std::variant<CoreValue, ComponentValue>;

/// How a vector is read as lanes.
enum class Shape : u8 { i8x16, i16x8, i32x4, i64x2, f32x4, f64x2 };

/// One number, or one lane of a vector.
struct NumPattern {
  u64 bits = 0;
  NanPattern nan = NanPattern::no;
};

struct RefPattern {
  enum class Kind : u8 {
    null,  ///< `(ref.null)`, `(ref.null ht)`: a null reference, of ht's hierarchy if that is given
    any,   ///< `(ref)`, `(ref.any)`: anything that is neither null nor a function
    eq,    ///< `(ref.eq)`
    i31,
    struct_,
    array,
    func,  ///< `(ref.func)`, `(ref.func N)`
    exn,
    extern_,  ///< `(ref.extern)`, `(ref.extern N)`
    host,     ///< `(ref.host N)`
    cont,
  };
  Kind kind = Kind::null;
  std::optional<wasm::HeapType> type;  ///< kind null
  std::optional<u32> number;
};

struct CorePattern {
  wasm::ValKind kind = wasm::ValKind::i32;
  Shape shape = Shape::i32x4;     ///< kind v128
  std::vector<NumPattern> lanes;  ///< one for a number
  RefPattern ref;
};

struct Pattern;
/// `(either p ...)`: one of these.
struct Either {
  std::vector<Pattern> choices;
};
struct Pattern {
  std::variant<CorePattern, ComponentValue, Either> is;
};

/// Size of a lane in bytes.
u32 lane_size(Shape shape);
bool is_float(Shape shape);
std::string_view shape_name(Shape shape);

/// As a script would write them: `(i32.const 1)`, `(ref.extern 2)`, `(list.const (u8.const 1))`.
std::string to_string(const CoreValue& value);
std::string to_string(const ComponentValue& value);
std::string to_string(const Value& value);
std::string to_string(const Pattern& pattern);
std::string to_string(const std::vector<Value>& values);
std::string to_string(const std::vector<Pattern>& patterns);
/// With vectors in the shapes that the patterns have.
std::string to_string(const std::vector<Value>& values, const std::vector<Pattern>& patterns);

/// As `touchstone run` prints a result: `1`, `-0.5`, `nan`, `null`, `ref.func`.
std::string to_plain_string(const CoreValue& value);

}  // namespace touchstone::wast
