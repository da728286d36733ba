// Properties of the Canonical ABI: what is lowered and lifted again is what it was, for random types of all constructors
// and random values, through core values and through memory, over all encodings and both address widths; and layout and
// flattening agree with a second formulation, that is slow and follows no clever idea.
#include <random>

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/runtime_types.hpp"
#include "abi/runtime/resource.hpp"
#include "abi/tests/canonical_heap.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component {
namespace {

using closed::Part;
using closed::TypeKind;
using closed::ValType;
using wasm::AddrType;
using wasm::ValKind;
using wasm::Value;
using namespace types;

constexpr ResourceId some_resource{7};

/// Random types and values. A seed always gives the same.
class Random {
 public:
  explicit Random(u64 seed) : bits_(seed) {}

  u32 below(u32 n) { return static_cast<u32>(bits_() % n); }
  bool coin() { return below(2) == 0; }
  bool handles = true;  ///< also types whose values live in the table of handles

  ValType type(u32 depth) {
    if (depth == 0 || below(5) == 0) return leaf();
    switch (below(10)) {
    case 0: return record(parts(1 + below(4), depth, "f"));
    case 1: return variant(cases(1 + below(5), depth));
    case 2: return list(type(depth - 1));
    case 3: return list(type(depth - 1), 1 + below(3));
    case 4: return of(TypeKind::tuple, parts(1 + below(4), depth, ""));
    case 5: return option(type(depth - 1));
    case 6: return result(maybe(depth), maybe(depth));
    case 7: return map(key(), type(depth - 1));
    case 8: return flags(labels(1 + below(32)));
    default: return enum_(labels(below(8) == 0 ? 250 + below(20) : 1 + below(10)));
    }
  }

  Val value(const ValType& t);

  String text() {
    std::string s;
    const u32 most = below(3);
    for (u32 n = below(12); n > 0; --n) {
      constexpr u32 limits[] = {0x80, 0x100, 0x11'0000};
      u32 c = below(limits[most]);
      if (c >= 0xD800 && c < 0xE000) c = '?';
      append_utf8(s, c);
    }
    return s;
  }

 private:
  ValType leaf() {
    const u32 kinds = handles ? 18 : 13;
    const u32 kind = below(kinds);
    if (kind < 14) return prim(static_cast<TypeKind>(kind));
    if (kind == 14) return handle(TypeKind::own, some_resource);
    if (kind == 15) return handle(TypeKind::borrow, some_resource);
    return of(kind == 16 ? TypeKind::stream : TypeKind::future, {{"", coin() ? u8_() : ValType()}});
  }
  ValType key() { return prim(static_cast<TypeKind>(below(9))); }
  ValType maybe(u32 depth) { return coin() ? type(depth - 1) : ValType(); }
  static std::vector<std::string> labels(u32 n) {
    std::vector<std::string> all;
    for (u32 i = 0; i < n; ++i) all.push_back("l" + std::to_string(i));
    return all;
  }
  std::vector<Part> parts(u32 n, u32 depth, const std::string& label) {
    std::vector<Part> all;
    for (u32 i = 0; i < n; ++i) {
      all.push_back({label.empty() ? "" : label + std::to_string(i), type(depth - 1)});
    }
    return all;
  }
  std::vector<Part> cases(u32 n, u32 depth) {
    std::vector<Part> all;
    for (u32 i = 0; i < n; ++i) all.push_back({"c" + std::to_string(i), maybe(depth)});
    return all;
  }
  Payload payload(const ValType& t) { return t ? Payload(value(t)) : Payload(); }
  std::vector<Val> values(std::span<const Part> ts) {
    std::vector<Val> all;
    for (const Part& t : ts) all.push_back(value(t.type));
    return all;
  }
  template <class T>
  T number() {
    return static_cast<T>(bits_());
  }

  std::mt19937_64 bits_;
};

Val Random::value(const ValType& t) {
  switch (t->kind) {
  case TypeKind::bool_: return coin();
  case TypeKind::s8: return number<s8>();
  case TypeKind::u8: return number<u8>();
  case TypeKind::s16: return number<s16>();
  case TypeKind::u16: return number<u16>();
  case TypeKind::s32: return number<s32>();
  case TypeKind::u32: return number<u32>();
  case TypeKind::s64: return number<s64>();
  case TypeKind::u64: return number<u64>();
  case TypeKind::f32: return std::bit_cast<float>(coin() ? number<u32>() : 0x7fa0'0000U);
  case TypeKind::f64: return std::bit_cast<double>(coin() ? number<u64>() : 0xfff8'0000'0000'0001U);
  case TypeKind::char_: return static_cast<char32_t>(below(0xD800));
  case TypeKind::string: return text();
  case TypeKind::error_context: return opaque<ErrorContext>();
  case TypeKind::record:
  case TypeKind::tuple: return make_record(*t, values(t->parts));
  case TypeKind::list:
  case TypeKind::map: {
    List l;
    for (u32 n = t->length ? *t->length : below(4); n > 0; --n) {
      l.push_back(t->kind == TypeKind::map ? Val(Tuple{values(t->parts)}) : value(t->element()));
    }
    return l;
  }
  case TypeKind::flags: return unpack_flags_from_int(number<u32>(), t->parts);
  case TypeKind::variant:
  case TypeKind::enum_:
  case TypeKind::option:
  case TypeKind::result: {
    const u32 i = below(case_count(*t));
    return make_case(*t, i, payload(case_type(*t, i)));
  }
  case TypeKind::own: return Own{std::make_shared<RuntimeResourceType>(nullptr), number<u64>()};
  case TypeKind::borrow: return Borrow{opaque<RuntimeResourceType>(), number<u64>()};
  case TypeKind::stream: return Stream{opaque<ReadableStream>()};
  case TypeKind::future: return Future{opaque<ReadableFuture>()};
  }
  throw Crash("no such type");
}

constexpr StringEncoding encodings[] = {StringEncoding::utf8, StringEncoding::utf16, StringEncoding::latin1_utf16};
constexpr AddrType widths[] = {AddrType::i32, AddrType::i64};

/// The value after it went into a heap and came out again, through core values or, if those are too many, memory.
Val through(Heap& heap, u32 max_flat, const Val& v, const ValType& t) {
  auto cx = heap.cx();
  const std::vector<Part> ts{{"", t}};
  const auto flat = lower_flat_values(cx, max_flat, std::vector<Val>{v}, ts);
  const u64 count = flatten_types(std::span<const Part>(ts), cx.ptr_type()).count;
  EXPECT_EQ(flat.size(), count > max_flat ? 1 : count);
  CoreValueIter vi(flat);
  auto got = lift_flat_values(cx, max_flat, vi, ts);
  EXPECT_TRUE(vi.done());
  return std::move(got.at(0));
}

TEST(CanonicalValues, LiftOfLowerIsTheValue) {
  for (u64 seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const ValType t = random.type(4);
    const Val v = random.value(t);
    // One after the other: what comes out of one encoding and width goes into all of them.
    Val passed = v;
    for (const AddrType from_width : widths) {
      for (const StringEncoding from : encodings) {
        for (const AddrType width : widths) {
          for (const StringEncoding encoding : encodings) {
            Heap heap(8, encoding, width);
            heap.grows = true;
            heap.last_alloc = random.below(8);
            for (const u32 max_flat : {MAX_FLAT_PARAMS, 0U}) {
              ASSERT_TRUE(through(heap, max_flat, passed, t) == v) << kind_name(t->kind);
            }
          }
        }
        Heap heap(8, from, from_width);
        heap.grows = true;
        passed = through(heap, 0, v, t);
      }
    }
  }
}

TEST(CanonicalValues, ValuesFitTheirTypesAndNoOthers) {
  u32 differ = 0;
  for (u64 seed = 0; seed < 500; ++seed) {
    Random random(seed);
    const ValType t = random.type(3);
    random.handles = false;
    const ValType other = random.type(3);
    const Val v = random.value(other);
    const auto none = [](ResourceId) { return std::shared_ptr<RuntimeResourceType>(); };
    EXPECT_EQ(mismatch(v, other, none), std::nullopt);
    // What fits can be lowered, and what can't be is said to be wrong.
    if (mismatch(v, t, none)) {
      ++differ;
      continue;
    }
    Heap heap(8);
    heap.grows = true;
    EXPECT_NO_THROW(through(heap, 0, v, t));
  }
  EXPECT_GT(differ, 300U);
}

TEST(CanonicalValues, NaNsAreChosenWhenLoweredAndCanonicalWhenLifted) {
  SeededChooser chooser(1, Choices::all());
  Heap heap(64, StringEncoding::utf8, AddrType::i32, &chooser);
  auto cx = heap.cx();
  std::vector<u32> seen;
  for (int i = 0; i < 100; ++i) {
    FlatValues flat;
    lower_flat(cx, std::bit_cast<float>(CANONICAL_FLOAT32_NAN), f32_(), flat);
    seen.push_back(flat.at(0).as<u32>());
    CoreValueIter vi(flat);
    EXPECT_EQ(std::bit_cast<u32>(lift_flat(cx, vi, f32_()).as<float>()), CANONICAL_FLOAT32_NAN);
    store(cx, std::bit_cast<double>(CANONICAL_FLOAT64_NAN), f64_(), 8);
    EXPECT_GT(load_int(cx, 8, 8) & ~(u64{1} << 63), 0x7ff0'0000'0000'0000U);
  }
  std::sort(seen.begin(), seen.end());
  seen.erase(std::unique(seen.begin(), seen.end()), seen.end());
  EXPECT_EQ(seen, (std::vector<u32>{0x7fc0'0000, 0x7fff'ffff, 0xff80'0001, 0xffc0'0000}));
}

TEST(CanonicalValues, UnusedCoreValuesOfAVariantAreZeros) {
  Heap heap(0);
  auto cx = heap.cx();
  const ValType t = variant({{"a", tuple({f32_(), f64_(), u64_()})}, {"b", f32_()}, {"c", u8_()}});
  FlatValues flat;
  lower_flat(cx, Val::variant("b", 1.0F), t, flat);
  ASSERT_EQ(flat.size(), 4U);
  EXPECT_EQ(flat[1].low, 0x3f80'0000U);
  EXPECT_EQ(flat[2].low, 0U);
  EXPECT_EQ(flat[3].low, 0U);
}

TEST(CanonicalValues, TheUpperHalfOfAJoinedValueIsIgnored) {
  Heap heap(0);
  auto cx = heap.cx();
  const ValType t = variant({{"wide", u64_()}, {"int", u32_()}, {"float", f32_()}});
  const auto lift = [&](u32 index, u64 bits) {
    const std::vector<Value> flat{Value::of(index), Value::of(bits)};
    CoreValueIter vi(flat);
    return lift_flat(cx, vi, t);
  };
  EXPECT_TRUE(lift(1, 0xdead'beef'0000'0007) == Val::variant("int", u32{7}));
  EXPECT_TRUE(lift(2, 0xdead'beef'3f80'0000) == Val::variant("float", 1.0F));
}

TEST(CanonicalValues, RecordsOfAHostAreTakenByLabel) {
  Heap heap(8);
  auto cx = heap.cx();
  const ValType t = record({{"x", u8_()}, {"y", u16_()}});
  store(cx, Val::record({{"y", u16{2}}, {"x", u8{1}}}), t, 0);
  EXPECT_TRUE(load(cx, 0, t) == Val::record({{"x", u8{1}}, {"y", u16{2}}}));
}

TEST(CanonicalValues, TrapsOfLists) {
  Heap heap(64);
  auto cx = heap.cx();
  const auto lift = [&](const ValType& t, u64 ptr, u64 length) {
    return trap_of([&] { load_list_from_range(cx, ptr, length, t); });
  };
  constexpr u64 most = (u64{1} << 28) - 1;
  EXPECT_EQ(lift(u8_(), 0, 64), "");
  EXPECT_EQ(lift(u8_(), 64, 0), "");
  EXPECT_EQ(lift(u8_(), 65, 0), "list_out_of_bounds");
  EXPECT_EQ(lift(u8_(), 1, 64), "list_out_of_bounds");
  EXPECT_EQ(lift(u8_(), 0, most), "list_out_of_bounds");
  EXPECT_EQ(lift(u8_(), 0, most + 1), "list_too_long");
  EXPECT_EQ(lift(u32_(), 1, most / 4 + 1), "list_too_long");
  EXPECT_EQ(lift(u32_(), 1, most / 4), "list_unaligned");
  Heap wide(64, StringEncoding::utf8, AddrType::i64);
  auto wide_cx = wide.cx();
  EXPECT_EQ(trap_of([&] { load_list_from_range(wide_cx, ~u64{0} - 7, 1, u64_()); }), "list_out_of_bounds");
  EXPECT_EQ(trap_of([&] { load_list_from_range(wide_cx, 0, u64{1} << 61, u64_()); }), "list_too_long");
}

TEST(CanonicalValues, TrapsOfSpilledValues) {
  const std::vector<Part> ts(17, Part{"", u32_()});
  const std::vector<Val> vs(17, Val(u32{1}));
  Heap heap(128);
  auto cx = heap.cx();
  const auto lift = [&](u64 ptr) {
    return trap_of([&] {
      const std::vector<Value> flat{Value::of(ptr)};
      CoreValueIter vi(flat);
      lift_flat_values(cx, MAX_FLAT_PARAMS, vi, ts);
    });
  };
  EXPECT_EQ(lift(60), "");
  EXPECT_EQ(lift(61), "unaligned_pointer");
  EXPECT_EQ(lift(64), "pointer_out_of_bounds");
  const auto lower = [&](u64 ptr, bool out) {
    heap.opts.realloc = [&](LiftLowerContext&, u64, u64, u64, u64) { return ptr; };
    const std::vector<Value> flat{Value::of(ptr)};
    CoreValueIter vi(flat);
    return trap_of([&] { lower_flat_values(cx, MAX_FLAT_PARAMS, vs, ts, out ? &vi : nullptr); });
  };
  EXPECT_EQ(lower(60, true), "");
  EXPECT_EQ(lower(62, true), "unaligned_pointer");
  EXPECT_EQ(lower(64, true), "pointer_out_of_bounds");
  EXPECT_EQ(lower(60, false), "");
  EXPECT_EQ(lower(62, false), "realloc_unaligned");
  EXPECT_EQ(lower(64, false), "realloc_out_of_bounds");
}

TEST(CanonicalValues, ReallocIsCalledForEmptyLists) {
  Heap heap(16);
  heap.last_alloc = 9;
  auto cx = heap.cx();
  const Range range = store_list_into_range(cx, List(), u32_());
  EXPECT_EQ(heap.calls, (std::vector<ReallocCall>{{0, 0, 4, 0, 12}}));
  EXPECT_EQ(range.begin, 12U);
  EXPECT_EQ(range.length, 0U);
  EXPECT_TRUE(heap.inst.may_leave);
}

TEST(CanonicalValues, WordsDependOnTheBoundary) {
  Heap heap(4);
  for (const auto& [boundary, words] : {std::pair{Boundary::component, "list content out-of-bounds"},
                                        std::pair{Boundary::host, "list pointer/length out of bounds of memory"}}) {
    auto cx = heap.cx(boundary);
    try {
      load_list_from_range(cx, 4, 1, u8_());
      ADD_FAILURE() << "no trap";
    } catch (const wasm::Trap& trap) {
      EXPECT_EQ(trap.message(), std::string(words) + ": 1 bytes at 0x4 in a memory of 0x4 bytes");
      EXPECT_EQ(trap.rule, "load_list_from_range");
      EXPECT_EQ(find_why(trap.id), &why_row(Why::list_out_of_bounds));
    }
  }
}

TEST(RuntimeTypes, AreEqualByStructureAndResource) {
  Types other;  // as another validation would have it
  const auto list_of_own = [](Types& types, ResourceId id) {
    closed::DefValType own;
    own.kind = TypeKind::own;
    own.resource.id = id;
    closed::DefValType list;
    list.kind = TypeKind::list;
    list.parts = {{"", types.make(own)}};
    return types.make(list);
  };
  TestInstance a;
  TestInstance b;
  const RuntimeType ours{list_of_own(maker(), {1}), &a};
  const RuntimeType theirs{list_of_own(other, {2}), &b};
  EXPECT_FALSE(ours == theirs);
  b.resource = a.resource;
  EXPECT_TRUE(ours == theirs);
  EXPECT_FALSE(ours == (RuntimeType{list(u8_()), &b}));
  EXPECT_TRUE((RuntimeType{{}, &a}) == (RuntimeType{{}, &b}));
  EXPECT_FALSE(ours == (RuntimeType{{}, &b}));
}

TEST(Values, ListsPackNumbers) {
  List list;
  for (u32 i = 0; i < 100; ++i) list.push_back(i);
  EXPECT_EQ(list.packed(), TypeKind::u32);
  EXPECT_EQ(list.bytes().size(), 400U);
  EXPECT_TRUE(list[42] == Val(u32{42}));
  list.push_back("a string");
  EXPECT_EQ(list.packed(), std::nullopt);
  EXPECT_EQ(list.size(), 101U);
  EXPECT_TRUE(list[42] == Val(u32{42}));
  EXPECT_TRUE(List() == List(std::vector<Val>{}));
  EXPECT_TRUE(List({u8{1}, u8{2}}) == List::of_bytes({1, 2}));
  EXPECT_FALSE(List({u8{1}}) == List({s8{1}}));
}

TEST(Values, AMismatchSaysWhere) {
  const auto none = [](ResourceId) { return std::shared_ptr<RuntimeResourceType>(); };
  const ValType t = record({{"xs", list(variant({{"a", u8_()}, {"b", {}}}))}});
  const auto with = [](Val v) { return Val::record({{"xs", Val::list({Val::variant("b"), std::move(v)})}}); };
  EXPECT_EQ(mismatch(with(Val::variant("a", u8{1})), t, none), std::nullopt);
  EXPECT_EQ(mismatch(with(Val::variant("a", u16{1})), t, none),
            "field `xs`: element 1: case `a`: expected u8, found u16");
  EXPECT_EQ(mismatch(with(Val::variant("a")), t, none), "field `xs`: element 1: case `a` needs a payload");
  EXPECT_EQ(mismatch(with(Val::variant("c")), t, none), "field `xs`: element 1: no case `c`");
  EXPECT_EQ(mismatch(Val(static_cast<char32_t>(0xD800)), char_(), none), "not a Unicode scalar value");
}

// ---- Layout and flattening, naively: every byte and core value of a type is listed.

/// The size that `t` needs from `at` on, which is what its parts need when laid one behind the other.
struct Naive {
  AddrType addr;
  u64 pointer() const { return addr == AddrType::i32 ? 4 : 8; }
  ValKind ptr() const { return addr == AddrType::i32 ? ValKind::i32 : ValKind::i64; }

  static u64 up(u64 at, u64 alignment) {
    while (at % alignment != 0) ++at;
    return at;
  }
  static u64 discriminant(u64 cases) {
    u64 bytes = 1;
    while (bytes < 4 && cases - 1 >= u64{1} << (8 * bytes)) bytes *= 2;
    return bytes;
  }
  static std::vector<ValType> cases_of(const closed::DefValType& t) {
    if (t.kind == TypeKind::option) return {ValType(), t.element()};
    std::vector<ValType> cases;
    for (const Part& p : t.parts) cases.push_back(p.type);
    return cases;
  }

  u64 align(const ValType& t) const {
    if (is_variant(t->kind)) {
      const auto cases = cases_of(*t);
      u64 most = discriminant(cases.size());
      for (const ValType& c : cases) most = c ? std::max(most, align(c)) : most;
      return most;
    }
    if (t->kind == TypeKind::record || t->kind == TypeKind::tuple) {
      u64 most = 1;
      for (const Part& p : t->parts) most = std::max(most, align(p.type));
      return most;
    }
    if (t->kind == TypeKind::list && t->length) return align(t->element());
    if (t->kind == TypeKind::list || t->kind == TypeKind::map || t->kind == TypeKind::string) return pointer();
    return size(t);
  }

  u64 size(const ValType& t) const {
    if (is_variant(t->kind)) {
      const auto cases = cases_of(*t);
      u64 payload = discriminant(cases.size());
      for (const ValType& c : cases)
        payload = c ? std::max(payload, up(discriminant(cases.size()), align(c))) : payload;
      u64 end = payload;
      for (const ValType& c : cases) end = c ? std::max(end, payload + size(c)) : end;
      return up(end, align(t));
    }
    switch (t->kind) {
    case TypeKind::bool_:
    case TypeKind::s8:
    case TypeKind::u8: return 1;
    case TypeKind::s16:
    case TypeKind::u16: return 2;
    case TypeKind::s64:
    case TypeKind::u64:
    case TypeKind::f64: return 8;
    case TypeKind::string:
    case TypeKind::map: return 2 * pointer();
    case TypeKind::list: return t->length ? *t->length * size(t->element()) : 2 * pointer();
    case TypeKind::flags: return t->parts.size() <= 8 ? 1 : t->parts.size() <= 16 ? 2 : 4;
    case TypeKind::record:
    case TypeKind::tuple: {
      u64 at = 0;
      for (const Part& p : t->parts) at = up(at, align(p.type)) + size(p.type);
      return up(at, align(t));
    }
    default: return 4;
    }
  }

  std::vector<ValKind> flat(const ValType& t) const {
    if (is_variant(t->kind)) {
      std::vector<ValKind> joined{ValKind::i32};
      for (const ValType& c : cases_of(*t)) {
        if (!c) continue;
        const auto kinds = flat(c);
        for (std::size_t i = 0; i < kinds.size(); ++i) {
          if (joined.size() <= i + 1) {
            joined.push_back(kinds[i]);
          } else if (joined[i + 1] != kinds[i]) {
            const auto narrow = [](ValKind k) { return k == ValKind::i32 || k == ValKind::f32; };
            joined[i + 1] = narrow(joined[i + 1]) && narrow(kinds[i]) ? ValKind::i32 : ValKind::i64;
          }
        }
      }
      return joined;
    }
    switch (t->kind) {
    case TypeKind::s64:
    case TypeKind::u64: return {ValKind::i64};
    case TypeKind::f32: return {ValKind::f32};
    case TypeKind::f64: return {ValKind::f64};
    case TypeKind::string:
    case TypeKind::map: return {ptr(), ptr()};
    case TypeKind::list:
    case TypeKind::record:
    case TypeKind::tuple: {
      if (t->kind == TypeKind::list && !t->length) return {ptr(), ptr()};
      std::vector<ValKind> all;
      for (u32 times = t->length.value_or(1); times > 0; --times) {
        for (const Part& p : t->parts) {
          const auto kinds = flat(p.type);
          all.insert(all.end(), kinds.begin(), kinds.end());
        }
      }
      return all;
    }
    default: return {ValKind::i32};
    }
  }
};

TEST(CanonicalLayout, AgreesWithANaiveFormulation) {
  for (u64 seed = 0; seed < 2000; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    const ValType t = random.type(4);
    for (const AddrType addr : widths) {
      const Naive naive{addr};
      EXPECT_EQ(alignment(t, addr), naive.align(t));
      EXPECT_EQ(elem_size(t, addr), naive.size(t));
      const auto flat = naive.flat(t);
      const closed::Flat& ours = flatten_type(t, addr);
      ASSERT_EQ(ours.count, flat.size());
      const std::size_t kept = std::min<std::size_t>(flat.size(), closed::Flat::kept);
      EXPECT_TRUE(std::equal(flat.begin(), flat.begin() + static_cast<std::ptrdiff_t>(kept), ours.types.begin()));
    }
  }
}

}  // namespace
}  // namespace touchstone::component
