// Lists of C++ types whose form in memory the compiler knows, in one go beside one by one: from bytes at random, rich in what
// is no value or not in canonical form. Traps and their words, values, calls of realloc, choices and every byte of the
// memory that they are lowered into must be the same; so must what an observer sees of a call.
#include <map>
#include <random>

#include "abi/host/wave.hpp"
#include "abi/runtime/observer.hpp"
#include "abi/tests/typed_echo.hpp"

namespace forms {

using namespace touchstone;

struct Pair {
  u32 a = 0;
  u32 b = 0;
};
TOUCHSTONE_RECORD(Pair, a, b)

struct Vertex {
  float x, y, z;
};
TOUCHSTONE_RECORD(Vertex, x, y, z)

struct Path {
  std::array<Vertex, 2> ends;
  Vertex middle;
};
TOUCHSTONE_RECORD(Path, ends, middle)

struct Letters {
  char32_t first = U'a';
  std::array<char32_t, 2> more{};
};
TOUCHSTONE_RECORD(Letters, first, more)

struct Padded {
  u8 small;
  u64 large;
};
TOUCHSTONE_RECORD(Padded, small, large)

/// The record has its fields the other way round.
struct Turned {
  u32 a;
  u32 b;
};
TOUCHSTONE_RECORD(Turned, b, a)

/// The record does not have what is the program's alone.
struct More {
  u32 a;
  u32 own = 7;
};
TOUCHSTONE_RECORD(More, a)

struct alignas(16) Aligned {
  u64 a, b;
};
TOUCHSTONE_RECORD(Aligned, a, b)

struct Derived : Pair {
  u32 c = 0;
};
BOOST_DESCRIBE_STRUCT(Derived, (Pair), (c))

enum class Color : s8 { red, green, blue };
TOUCHSTONE_ENUM(Color, red, green, blue)
enum class Sparse { low = -5, high = 70'000 };
TOUCHSTONE_ENUM(Sparse, low, high)
enum class Bits : u16 { a = 1, b = 2, c = 4, d = 8, e = 16, f = 32, g = 64, h = 128, i = 256 };
TOUCHSTONE_FLAGS(Bits, a, b, c, d, e, f, g, h, i)
enum class Turns : u8 { high = 0x80, low = 1 };
TOUCHSTONE_FLAGS(Turns, high, low)

struct Mixed {
  u32 id = 0;
  float weight = 0;
  bool good = false;
  Color color = Color::red;
  Bits bits{};
  std::optional<u16> maybe;
};
TOUCHSTONE_RECORD(Mixed, id, weight, good, color, bits, maybe)

struct Shape : std::variant<double, Pair, std::monostate> {
  using variant::variant;
};
TOUCHSTONE_VARIANT(Shape, circle, square, nothing)

/// Says how it was lifted.
struct Probe {
  u8 by;
  friend auto operator<=>(const Probe&, const Probe&) = default;
};
struct ProbeHolder {
  std::array<Probe, 1> probes;
};
TOUCHSTONE_RECORD(ProbeHolder, probes)

}  // namespace forms

namespace touchstone::component::host {

template <>
struct ComponentTypeOf<forms::Probe> {
  static constexpr Form form{1, 1, Leaves::others};
  static closed::ValType type(Types& types) { return types.primitive(PrimValType::u8); }
  static forms::Probe lift(const LiftContext&, CoreValueIter&, const closed::DefValType&) { return {'i'}; }
  static forms::Probe load(const LiftContext&, u64, const closed::DefValType&) { return {'l'}; }
  static forms::Probe read(const LiftLowerContext&, const u8*) { return {'r'}; }
  static void check(const forms::Probe&, const closed::DefValType&, const LiftLowerInstance*) {}
  static void lower(LiftLowerContext&, const forms::Probe&, const closed::DefValType&, FlatValues&) {}
  static void store(LiftLowerContext& cx, const forms::Probe&, const closed::DefValType&, u64 ptr) {
    store_int(cx, 's', ptr, 1);
  }
  template <class Nans>
  static void write(const forms::Probe&, u8* at, const Nans&) {
    *at = 'w';
  }
  static Val to_val(const forms::Probe& v, const closed::DefValType*) { return v.by; }
};

namespace {

using namespace forms;

/// NaNs of both widths, surrogates, and small numbers for discriminants, bools and flags.
std::vector<u8> random_bytes(u64 seed, u64 n) {
  std::mt19937_64 bits(seed);
  std::vector<u8> all;
  while (all.size() < n) {
    const u64 words[] = {bits(), 0x7fa0'0001'7fa0'0001, 0xfff8'0000'0000'0001, 0x0000'd801'0000'0041,
                         0x0001'0002'0100'0001};
    const u64 word = seed % 3 == 0   ? bits() % 3 * 0x0000'0001'0000'0001
                     : seed % 3 == 1 ? bits() & 0x0101'0101'0101'0101
                                     : words[bits() % 5];
    for (u32 byte = 0; byte < 8; ++byte) all.push_back(static_cast<u8>(word >> 8 * byte));
  }
  return all;
}

struct Seen {
  std::vector<std::string> traps;
  std::vector<Val> values;
  std::vector<ReallocCall> calls;
  std::vector<u8> memory;
};

/// Two memories, of which one is full of rubbish.
struct Passing {
  Passing(const std::vector<u8>& bytes, bool fast_copy, wasm::AddrType ptr_type, Chooser* chooser)
      : from(bytes, StringEncoding::utf8, ptr_type),
        to(4 * bytes.size(), StringEncoding::utf8, ptr_type, chooser),
        from_cx(from.cx()),
        to_cx(to.cx()) {
    from.inst.fast_copy = to.inst.fast_copy = fast_copy;
    std::memset(to.memory.base(), 0xAA, to.memory.size());
  }
  template <class F>
  void run(F&& f) {
    try {
      f();
    } catch (const wasm::Trap& trap) {
      all.traps.push_back(fmt::format("{} {} {}", trap.id, trap.rule, trap.message(Wording::component)));
    }
  }
  /// Lifted as a list, a list of three, and a map, and lowered again.
  template <class T>
  void pass(u64 n) {
    run([&] { lower(load_elements<T>(LiftContext{from_cx}, {0, n}, component_type<T>())); });
    run([&] { lower(load_at<std::array<T, 3>>()); });
    if constexpr (!std::is_same_v<T, bool>) {
      run([&] {
        const auto& t = component_type<std::map<u8, T>>();
        const std::array<wasm::Value, 2> range{wasm::Value::of(u64{0}), wasm::Value::of(n)};
        CoreValueIter vi(range);
        lower(ComponentTypeOf<std::map<u8, T>>::lift(LiftContext{from_cx}, vi, *t));
      });
    }
  }
  template <class T>
  T load_at() {
    return ComponentTypeOf<T>::load(LiftContext{from_cx}, 0, *component_type<T>());
  }
  template <class T>
  void lower(const T& v) {
    const closed::ValType& t = component_type<T>();
    all.values.push_back(ComponentTypeOf<T>::to_val(v, t.def.get()));
    const u64 ptr = align_to(to.last_alloc, 64);
    to.last_alloc = ptr + elem_size(t, to_cx.ptr_type());
    ComponentTypeOf<T>::store(to_cx, v, *t, ptr);
  }
  Seen seen() {
    all.calls = to.calls;
    all.memory.assign(to.memory.base(), to.memory.base() + to.memory.size());
    return std::move(all);
  }

  Heap from;
  Heap to;
  LiftLowerContext from_cx;
  LiftLowerContext to_cx;
  Seen all;
};

void expect_the_same(const Seen& fast, const Seen& plain) {
  EXPECT_EQ(fast.traps, plain.traps);
  EXPECT_TRUE(fast.values == plain.values);
  EXPECT_TRUE(fast.calls == plain.calls);
  EXPECT_TRUE(fast.memory == plain.memory);
}

template <class T>
class TypedFastCopy : public testing::Test {};
using Elements = testing::Types<
    bool, u8, s8, u16, s16, u32, s32, u64, s64, float, double, char32_t, std::tuple<u32, u32>, std::tuple<u8, u32>,
    std::tuple<double, u8>, std::tuple<double>, std::tuple<float, float, float>, std::pair<u32, u32>,
    std::pair<double, double>, std::pair<bool, u16>, std::tuple<std::pair<u8, u16>, char32_t>, std::array<u16, 3>,
    std::array<float, 5>, std::array<std::tuple<u8, u16>, 2>, Pair, Vertex, Path, Letters, Padded, Turned, More,
    Aligned, Derived, Color, Sparse, Bits, Turns, Mixed, std::optional<u32>, std::optional<std::optional<double>>,
    Expected<u32, u8>, Expected<void, Color>, std::variant<std::monostate, float, u64>, Shape, std::array<Mixed, 2>>;
TYPED_TEST_SUITE(TypedFastCopy, Elements);

TYPED_TEST(TypedFastCopy, is_not_seen) {
  static_assert(HasForm<TypeParam>);
  const closed::ValType& t = component_type<TypeParam>();
  for (const auto ptr_type : {wasm::AddrType::i32, wasm::AddrType::i64}) {
    EXPECT_EQ(form_of<TypeParam>.size, elem_size(t, ptr_type));
    EXPECT_EQ(form_of<TypeParam>.alignment, alignment(t, ptr_type));
  }
  u32 values = 0;
  for (u64 seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    const std::vector<u8> bytes = random_bytes(seed, 20 * 72);
    const auto seen = [&](bool fast_copy, Chooser* chooser) {
      Passing passing(bytes, fast_copy, seed % 2 == 0 ? wasm::AddrType::i64 : wasm::AddrType::i32, chooser);
      passing.pass<TypeParam>(seed % 20);
      return passing.seen();
    };
    const Seen plain = seen(false, nullptr);
    expect_the_same(seen(true, nullptr), plain);
    values += static_cast<u32>(plain.values.size());
    SeededChooser one(seed, Choices::all());
    SeededChooser other(seed, Choices::all());
    expect_the_same(seen(true, &other), seen(false, &one));
    EXPECT_EQ(one.choices(), other.choices());
  }
  EXPECT_GT(values, 20U);
}

TEST(TypedFastCopies, are_blocks_where_objects_are_the_bytes_in_memory) {
  EXPECT_TRUE(is_block<u64>() && is_block<float>() && is_block<char32_t>());
  EXPECT_TRUE(is_block<Pair>() && is_block<Vertex>() && is_block<Path>() && is_block<Letters>() && is_block<Derived>());
  EXPECT_TRUE((is_block<std::array<Vertex, 3>>() && is_block<std::pair<u8, u8>>()));
  EXPECT_FALSE(is_block<bool>() || is_block<Color>() || is_block<Bits>());
  EXPECT_FALSE(is_block<Turned>() || is_block<Padded>() || is_block<More>() || is_block<Aligned>());
  EXPECT_FALSE((is_block<std::pair<float, double>>() || is_block<std::pair<float, u32>>()));
}

/// As a list, inside of other types, and in a map.
TEST(TypedFastCopies, are_of_stores_that_want_them) {
  for (const bool fast_copy : {false, true}) {
    Passing passing(std::vector<u8>(64, 0), fast_copy, wasm::AddrType::i32, nullptr);
    const auto list = [&]<class T>(std::type_identity<T>) {
      const std::vector<T> all = load_elements<T>(LiftContext{passing.from_cx}, {0, 1}, component_type<T>());
      const Range range = store_elements<T>(passing.to_cx, all, component_type<T>());
      EXPECT_EQ(load_int(passing.to_cx, range.begin + form_of<T>.size - 1, 1), fast_copy ? 'w' : 's');
      return all.front();
    };
    const Probe expected{static_cast<u8>(fast_copy ? 'r' : 'l')};
    EXPECT_EQ(list(std::type_identity<Probe>()), expected);
    EXPECT_EQ((std::get<1>(list(std::type_identity<std::tuple<u8, Probe>>()))), expected);
    EXPECT_EQ(list(std::type_identity<ProbeHolder>()).probes[0], expected);
    EXPECT_EQ((std::get<0>(list(std::type_identity<std::variant<Probe, Probe>>()))), expected);
    EXPECT_EQ((passing.load_at<std::array<Probe, 1>>()[0]), expected);
    passing.from.memory.base()[4] = 1;
    EXPECT_EQ((passing.load_at<std::map<u8, Probe>>().at(0)), expected);
  }
}

/// What a program's floats are is not what a guest gets, and the other way round.
TEST(TypedFastCopies, have_canonical_nans) {
  const auto nan = std::bit_cast<float>(0xffa0'0001U);
  for (const bool fast_copy : {false, true}) {
    Passing passing(std::vector<u8>(24, 0xff), fast_copy, wasm::AddrType::i32, nullptr);
    passing.lower(std::vector<Vertex>{{nan, 1, nan}});
    passing.lower(std::vector<std::pair<float, u32>>{{nan, 1U}});
    const u64 at = passing.to.calls[0].result;
    EXPECT_EQ(load_int(passing.to_cx, at, 4), CANONICAL_FLOAT32_NAN);
    EXPECT_EQ(load_int(passing.to_cx, at + 8, 4), CANONICAL_FLOAT32_NAN);
    EXPECT_EQ(load_int(passing.to_cx, passing.to.calls[1].result, 4), CANONICAL_FLOAT32_NAN);
    const auto load = [&]<class T>(std::type_identity<T>) {
      return load_elements<T>(LiftContext{passing.from_cx}, {0, 1}, component_type<T>()).front();
    };
    EXPECT_EQ(std::bit_cast<u32>(load(std::type_identity<Vertex>()).z), CANONICAL_FLOAT32_NAN);
    EXPECT_EQ(std::bit_cast<u64>(load(std::type_identity<std::pair<u8, double>>()).second), CANONICAL_FLOAT64_NAN);
  }
}

/// Values and calls of realloc as text, each with what the memory is at that time.
class Looker final : public Observer {
 public:
  std::string text;

  void lifted(const LiftLowerContext& cx, std::span<const closed::Part>, std::span<const Val> values) override {
    tell("lifted", cx, values);
  }
  void lowered(const LiftLowerContext& cx, std::span<const closed::Part>, std::span<const Val> values,
               std::span<const wasm::Value>) override {
    tell("lowered", cx, values);
  }
  void reallocated(const LiftLowerContext& cx, u64, u64, u64 alignment, u64 new_byte_length, u64 ptr) override {
    tell("realloc", cx, {});
    text += fmt::format(" {} {} {}", alignment, new_byte_length, ptr);
  }

 private:
  void tell(std::string_view what, const LiftLowerContext& cx, std::span<const Val> values) {
    const std::span<const u8> memory = cx.memory();
    const std::string_view bytes(reinterpret_cast<const char*>(memory.data()), memory.size());
    text += fmt::format("\n{} {:#x}", what, std::hash<std::string_view>{}(bytes));
    for (const Val& v : values) text += " " + print_value(v);
  }
};

TEST(TypedFastCopies, are_not_seen_by_an_observer) {
  using Lists = std::tuple<std::vector<Pair>, std::vector<std::tuple<u8, u32>>, std::vector<Mixed>, std::vector<Shape>>;
  const auto component = Component::parse(everything_on(), echo_component(component_type<Lists>(), "utf8", "i32"));
  ASSERT_TRUE(component) << component.error().report();
  const Lists lists{{{1, 2}, {3, 4}},
                    {{u8{5}, 6U}},
                    {{7, 1.5F, true, Color::blue, Bits::a | Bits::i, u16{8}}, {}},
                    {2.5, Pair{9, 10}, std::monostate()}};
  const auto events = [&](bool fast_copy) {
    Looker looker;
    StoreConfig config;
    config.fast_copy = fast_copy;
    config.observer = &looker;
    Store store(config);
    Linker linker;
    linker.define_func("f", [](Lists given) { return given; });
    linker.define_unknown_imports_as_traps(*component);
    const auto instance = linker.instantiate(store, *component).value();
    const auto back = instance.typed_func<Lists(const Lists&)>("f").value().call_and_finish(lists);
    EXPECT_EQ(to_val(back.value()), to_val(lists));
    return looker.text;
  };
  const std::string plain = events(false);
  EXPECT_NE(plain.find("realloc"), std::string::npos);
  EXPECT_EQ(events(true), plain);
}

}  // namespace
}  // namespace touchstone::component::host
