// The behaviours of values that run_tests.py of the component model checks at module level, by the names it has there:
// test, test_pairs, test_nan32 and test_nan64, test_string, test_heap, test_flatten, test_roundtrips. Each value is lifted
// from core values or memory, compared, lowered into a fresh heap, and lifted again.
#include <bit>

#include "abi/canonical/flatten.hpp"
#include "abi/canonical/strings.hpp"
#include "abi/tests/canonical_heap.hpp"

namespace touchstone::component {
namespace {

using closed::Part;
using closed::ValType;
using wasm::AddrType;
using wasm::ValKind;
using wasm::Value;
using namespace types;

std::vector<Value> ints(const std::vector<u64>& xs) {
  std::vector<Value> values;
  for (const u64 x : xs) values.push_back(Value::of(x));
  return values;
}

struct Lowered {
  ValType t;
  Val v;
};

/// Lifts `vals` from `heap`; expects `v`, or a trap if there is none; then lowers and lifts again, as `lower` if given.
void test(const ValType& t, const std::vector<Value>& vals, const std::optional<Val>& v, Heap& heap,
          std::optional<StringEncoding> dst_encoding = {}, const std::optional<Lowered>& lower = {}) {
  auto cx = heap.cx();
  CoreValueIter vi(vals);
  if (!v) {
    EXPECT_THROW(lift_flat(cx, vi, t), wasm::Trap);
    return;
  }
  const Val got = lift_flat(cx, vi, t);
  EXPECT_TRUE(vi.done());
  EXPECT_TRUE(got == *v);

  Heap dst(5 * heap.memory.size(), dst_encoding.value_or(heap.opts.string_encoding), heap.memory.type.addr);
  auto dst_cx = dst.cx();
  const ValType& lower_t = lower ? lower->t : t;
  FlatValues lowered;
  lower_flat(dst_cx, got, lower_t, lowered);
  EXPECT_EQ(lowered.size(), flatten_type(lower_t, dst_cx.ptr_type()).count);
  CoreValueIter again(lowered);
  EXPECT_TRUE(lift_flat(dst_cx, again, lower_t) == (lower ? lower->v : *v));
}

void test(const ValType& t, const std::vector<Value>& vals, const std::optional<Val>& v,
          const std::optional<Lowered>& lower = {}) {
  Heap heap(0);
  test(t, vals, v, heap, {}, lower);
}

void test_heap(const ValType& t, const std::optional<Val>& expect, const std::vector<u64>& args,
               const std::vector<u8>& bytes, AddrType addr = AddrType::i32) {
  Heap heap(bytes, StringEncoding::utf8, addr);
  test(t, ints(args), expect, heap);
}

template <class T>
Val list_of(const std::vector<T>& xs) {
  std::vector<Val> elements;
  for (const T& x : xs) elements.emplace_back(x);
  return Val::list(std::move(elements));
}

Val tup(std::vector<Val> elements) { return Val::tuple(std::move(elements)); }

TEST(definitions, records_and_tuples) {
  test(record({{"x", u8_()}, {"y", u16_()}, {"z", u32_()}}), ints({1, 2, 3}),
       Val::record({{"x", u8{1}}, {"y", u16{2}}, {"z", u32{3}}}));
  test(tuple({tuple({u8_(), u8_()}), u8_()}), ints({1, 2, 3}), tup({tup({u8{1}, u8{2}}), u8{3}}));
  test(list(u8_(), 3), ints({1, 2, 3}), list_of<u8>({1, 2, 3}));
  test(list(list(u8_(), 2), 3), ints({1, 2, 3, 4, 5, 6}),
       Val::list({list_of<u8>({1, 2}), list_of<u8>({3, 4}), list_of<u8>({5, 6})}));
}

TEST(definitions, flags) {
  const ValType t = flags({"a", "b"});
  test(t, ints({0}), Val::flags({}));
  test(t, ints({2}), Val::flags({"b"}));
  test(t, ints({3}), Val::flags({"a", "b"}));
  test(t, ints({4}), Val::flags({}));
  std::vector<std::string> labels;
  for (int i = 0; i < 32; ++i) labels.push_back(std::to_string(i));
  test(flags(labels), ints({0xffff'ffff}), Val::flags(labels));
}

TEST(definitions, variants) {
  const ValType t = variant({{"x", u8_()}, {"y", f32_()}, {"z", {}}});
  test(t, ints({0, 42}), Val::variant("x", u8{42}));
  test(t, ints({0, 256}), Val::variant("x", u8{0}));
  test(t, ints({1, 0x4048f5c3}), Val::variant("y", std::bit_cast<float>(0x4048f5c3)));
  test(t, ints({2, 0xffff'ffff}), Val::variant("z"));
  test(t, ints({3, 0}), std::nullopt);
  test(option(f32_()), {Value::of(0U), Value::of(3.14F)}, Val::none());
  test(option(f32_()), {Value::of(1U), Value::of(3.14F)}, Val::some(3.14F));
  test(result(u8_(), u32_()), ints({0, 42}), Val::ok(u8{42}));
  test(result(u8_(), u32_()), ints({1, 1000}), Val::error(u32{1000}));
  const ValType wy = variant({{"w", u8_()}, {"y", u8_()}});
  test(wy, ints({0, 42}), Val::variant("w", u8{42}));
  test(wy, ints({1, 42}), Val::variant("y", u8{42}));
  test(wy, ints({0, 42}), Val::variant("w", u8{42}), Lowered{variant({{"w", u8_()}}), Val::variant("w", u8{42})});
}

template <class T>
void test_pairs(const ValType& t, const std::vector<std::pair<u64, std::optional<T>>>& pairs) {
  for (const auto& [arg, expect] : pairs) {
    SCOPED_TRACE(arg);
    test(t, ints({arg}), expect ? std::optional<Val>(Val(*expect)) : std::nullopt);
  }
}

TEST(definitions, test_pairs) {
  test_pairs<bool>(bool_(), {{0, false}, {1, true}, {2, true}, {4294967295, true}});
  test_pairs<u8>(
      u8_(), {{127, 127}, {128, 128}, {255, 255}, {256, 0}, {4294967295, 255}, {4294967168, 128}, {4294967167, 127}});
  test_pairs<s8>(
      s8_(), {{127, 127}, {128, -128}, {255, -1}, {256, 0}, {4294967295, -1}, {4294967168, -128}, {4294967167, 127}});
  test_pairs<u16>(u16_(), {{32767, 32767},
                           {32768, 32768},
                           {65535, 65535},
                           {65536, 0},
                           {0xffff'ffff, 65535},
                           {0xffff'8000, 32768},
                           {0xffff'7fff, 32767}});
  test_pairs<s16>(s16_(), {{32767, 32767},
                           {32768, -32768},
                           {65535, -1},
                           {65536, 0},
                           {0xffff'ffff, -1},
                           {0xffff'8000, -32768},
                           {0xffff'7fff, 32767}});
  test_pairs<u32>(u32_(), {{0x7fff'ffff, 0x7fff'ffff}, {0x8000'0000, 0x8000'0000}, {0xffff'ffff, 0xffff'ffff}});
  test_pairs<s32>(s32_(), {{0x7fff'ffff, 0x7fff'ffff}, {0x8000'0000, INT32_MIN}, {0xffff'ffff, -1}});
  constexpr u64 top = u64{1} << 63;
  test_pairs<u64>(u64_(), {{top - 1, top - 1}, {top, top}, {~u64{0}, ~u64{0}}});
  test_pairs<s64>(s64_(), {{top - 1, INT64_MAX}, {top, INT64_MIN}, {~u64{0}, -1}});
  test(f32_(), {Value::of(3.14F)}, 3.14F);
  test(f64_(), {Value::of(3.14)}, 3.14);
  test_pairs<char32_t>(char_(), {{0, U'\0'},
                                 {65, U'A'},
                                 {0xD7FF, 0xD7FF},
                                 {0xD800, {}},
                                 {0xDFFF, {}},
                                 {0xE000, 0xE000},
                                 {0x10FFFF, 0x10FFFF},
                                 {0x110000, {}},
                                 {0xFFFFFFFF, {}}});
  test(enum_({"a", "b"}), ints({0}), Val::enum_("a"));
  test(enum_({"a", "b"}), ints({1}), Val::enum_("b"));
  test(enum_({"a", "b"}), ints({2}), std::nullopt);
}

template <class Bits, class Float>
void test_nan(const ValType& t, Bits inbits, Bits outbits) {
  SCOPED_TRACE(inbits);
  std::vector<u8> bytes(sizeof inbits);
  std::memcpy(bytes.data(), &inbits, sizeof inbits);
  Heap heap(bytes);
  auto cx = heap.cx();
  const std::vector<Value> flat{Value::of(inbits)};
  CoreValueIter vi(flat);
  for (const Val& v : {lift_flat(cx, vi, t), load(cx, 0, t)}) {
    EXPECT_EQ(std::bit_cast<Bits>(v.as<Float>()), outbits);
    FlatValues lowered;
    lower_flat(cx, v, t, lowered);
    EXPECT_EQ(lowered.at(0).as<Bits>(), outbits);
    store(cx, v, t, 0);
    EXPECT_EQ(load_int(cx, 0, sizeof inbits), outbits);
    std::memcpy(heap.memory.base(), &inbits, sizeof inbits);
  }
}

TEST(definitions, test_nan32) {
  for (const u32 nan : {0x7fc00000U, 0x7fc00001U, 0x7fe00000U, 0x7fffffffU, 0xffffffffU, 0x7f800001U}) {
    test_nan<u32, float>(f32_(), nan, CANONICAL_FLOAT32_NAN);
  }
  for (const u32 number : {0x7f800000U, 0x3fc00000U}) test_nan<u32, float>(f32_(), number, number);
}

TEST(definitions, test_nan64) {
  for (const u64 nan : {0x7ff8000000000000U, 0x7ff8000000000001U, 0x7ffc000000000000U, 0x7fffffffffffffffU,
                        0xffffffffffffffffU, 0x7ff0000000000001U}) {
    test_nan<u64, double>(f64_(), nan, CANONICAL_FLOAT64_NAN);
  }
  for (const u64 number : {0x7ff0000000000000U, 0x3ff0000000000000U}) test_nan<u64, double>(f64_(), number, number);
}

// ---- Strings

std::vector<u8> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

std::vector<u8> utf16_of(const std::u16string& text) {
  std::vector<u8> bytes;
  for (const char16_t c : text) {
    bytes.push_back(static_cast<u8>(c & 0xff));
    bytes.push_back(static_cast<u8>(c >> 8));
  }
  return bytes;
}

/// The same characters in three forms; Latin-1 only if there is one.
struct Sample {
  std::string utf8;
  std::u16string utf16;
  std::optional<std::string> latin1;
};

const std::vector<Sample>& fun_strings() {
  using namespace std::string_literals;
  static const std::vector<Sample> samples = {
      {"", u"", ""},
      {"a", u"a", "a"},
      {"hi", u"hi", "hi"},
      {"\0"s, u"\0"s, "\0"s},
      {"a\0b"s, u"a\0b"s, "a\0b"s},
      {"\xc2\x80", u"\u0080", "\x80"},
      {"\xc2\x80"
       "b",
       u"\u0080b",
       "\x80"
       "b"},
      {"ab\xc3\xaf"
       "c",
       u"ab\u00efc",
       "ab\xef"
       "c"},
      {"\xc7\xbfy", u"\u01ffy", {}},
      {"xy\xc7\xbf", u"xy\u01ff", {}},
      {"a\xed\x9f\xbf"
       "b",
       u"a\ud7ffb",
       {}},
      {"a\xcb\xbf\xcf\xbf\xd3\xbf"
       "bc",
       u"a\u02ff\u03ff\u04ffbc",
       {}},
      {"\xef\x84\xa3", u"\uf123", {}},
      {"\xef\x84\xa3\xef\x84\xa3"
       "abc",
       u"\uf123\uf123abc",
       {}},
      {"abcdef\xef\x84\xa3", u"abcdef\uf123", {}},
      {"\xf0\x9f\x98\x80!", u"\U0001f600!", {}},
  };
  return samples;
}

void test_string_internal(StringEncoding src, StringEncoding dst, const Sample& s, const std::vector<u8>& encoded,
                          u64 tagged_code_units, AddrType addr) {
  Heap heap(encoded, src, addr);
  test(string(), ints({0, tagged_code_units}), Val(s.utf8), heap, dst);
  auto cx = heap.cx();
  const String lifted = load_string_from_range(cx, 0, tagged_code_units);
  EXPECT_EQ(lifted.encoding, src);
  EXPECT_EQ(lifted.code_units | (lifted.utf16 ? utf16_tag(addr) : 0), tagged_code_units);
}

void test_string(StringEncoding src, StringEncoding dst, const Sample& s, AddrType addr) {
  SCOPED_TRACE(s.utf8);
  const auto wide = utf16_of(s.utf16);
  switch (src) {
  case StringEncoding::utf8: return test_string_internal(src, dst, s, bytes_of(s.utf8), s.utf8.size(), addr);
  case StringEncoding::utf16: return test_string_internal(src, dst, s, wide, s.utf16.size(), addr);
  case StringEncoding::latin1_utf16:
    if (s.latin1) test_string_internal(src, dst, s, bytes_of(*s.latin1), s.latin1->size(), addr);
    test_string_internal(src, dst, s, wide, s.utf16.size() | utf16_tag(addr), addr);
  }
}

TEST(definitions, test_string) {
  constexpr StringEncoding encodings[] = {StringEncoding::utf8, StringEncoding::utf16, StringEncoding::latin1_utf16};
  for (const AddrType addr : {AddrType::i32, AddrType::i64}) {
    for (const StringEncoding src : encodings) {
      for (const StringEncoding dst : encodings) {
        for (const Sample& s : fun_strings()) test_string(src, dst, s, addr);
      }
    }
  }
}

// ---- Memory

TEST(definitions, test_heap_numbers) {
  const Val tft = list_of<bool>({true, false, true});
  test_heap(list(bool_()), tft, {0, 3}, {1, 0, 1});
  test_heap(list(bool_()), tft, {0, 3}, {1, 0, 2});
  test_heap(list(bool_()), tft, {3, 3}, {0xff, 0xff, 0xff, 1, 0, 1});
  test_heap(list(u8_()), list_of<u8>({1, 2, 3}), {0, 3}, {1, 2, 3});
  test_heap(list(u16_()), list_of<u16>({1, 2, 3}), {0, 3}, {1, 0, 2, 0, 3, 0});
  test_heap(list(u16_()), std::nullopt, {1, 3}, {0, 1, 0, 2, 0, 3, 0});
  test_heap(list(u32_()), list_of<u32>({1, 2, 3}), {0, 3}, {1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0});
  test_heap(list(u64_()), list_of<u64>({1, 2}), {0, 2}, {1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0});
  test_heap(list(s8_()), list_of<s8>({-1, -2, -3}), {0, 3}, {0xff, 0xfe, 0xfd});
  test_heap(list(s16_()), list_of<s16>({-1, -2, -3}), {0, 3}, {0xff, 0xff, 0xfe, 0xff, 0xfd, 0xff});
  test_heap(list(s32_()), list_of<s32>({-1, -2}), {0, 2}, {0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff});
  std::vector<u8> bytes(16, 0xff);
  bytes[8] = 0xfe;
  test_heap(list(s64_()), list_of<s64>({-1, -2}), {0, 2}, bytes);
  test_heap(list(char_()), list_of<char32_t>({U'A', U'B', U'c'}), {0, 3}, {65, 0, 0, 0, 66, 0, 0, 0, 99, 0, 0, 0});
  test_heap(list(u8_()), std::nullopt, {0, 4}, {1, 2, 3});
  test_heap(list(u8_()), std::nullopt, {4, 0}, {1, 2, 3});
  test_heap(list(u8_()), Val::list({}), {3, 0}, {1, 2, 3});
}

TEST(definitions, test_heap_strings_and_lists) {
  const Val words = Val::list({"hi", "wat"});
  test_heap(list(string()), words, {0, 2},
            {16, 0, 0, 0, 2, 0, 0, 0, 21, 0, 0, 0, 3, 0, 0, 0, 'h', 'i', 0xf, 0xf, 0xf, 'w', 'a', 't'});
  test_heap(list(string()), words, {0, 2},
            {32, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0,   0,   0,   0,   37,  0,   0,   0,
             0,  0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 'h', 'i', 0xf, 0xf, 0xf, 'w', 'a', 't'},
            AddrType::i64);
  const Val lists = Val::list({list_of<u8>({3, 4, 5}), Val::list({}), list_of<u8>({6, 7})});
  test_heap(list(list(u8_())), lists, {0, 3},
            {24, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 27, 0, 0, 0, 2, 0, 0, 0, 3, 4, 5, 6, 7});
  test_heap(list(list(u8_())), lists, {0, 3},
            {48, 0, 0, 0, 0, 0,  0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
             0,  0, 0, 0, 0, 51, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5, 6, 7},
            AddrType::i64);
  const Val five_six = Val::list({list_of<u16>({5, 6})});
  test_heap(list(list(u16_())), five_six, {0, 1}, {8, 0, 0, 0, 2, 0, 0, 0, 5, 0, 6, 0});
  test_heap(list(list(u16_())), five_six, {0, 1}, {16, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 5, 0, 6, 0},
            AddrType::i64);
  test_heap(list(list(u16_())), std::nullopt, {0, 1}, {9, 0, 0, 0, 2, 0, 0, 0, 0, 5, 0, 6, 0});
  test_heap(list(list(u16_())), std::nullopt, {0, 1}, {17, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 6, 0},
            AddrType::i64);
  test_heap(list(list(u8_(), 2)), Val::list({list_of<u8>({1, 2}), list_of<u8>({3, 4})}), {0, 2}, {1, 2, 3, 4});
  test_heap(list(list(u32_(), 2)), Val::list({list_of<u32>({1, 2}), list_of<u32>({3, 4})}), {0, 2},
            {1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0});
  test_heap(list(list(u32_(), 2)), std::nullopt, {1, 2}, {0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0});
}

TEST(definitions, test_heap_tuples) {
  const auto row = [](auto... xs) { return tup({Val(xs)...}); };
  test_heap(list(tuple({u8_(), u8_(), u16_(), u32_()})),
            Val::list({row(u8{6}, u8{7}, u16{8}, u32{9}), row(u8{4}, u8{5}, u16{6}, u32{7})}), {0, 2},
            {6, 7, 8, 0, 9, 0, 0, 0, 4, 5, 6, 0, 7, 0, 0, 0});
  test_heap(list(tuple({u8_(), u16_(), u8_(), u32_()})),
            Val::list({row(u8{6}, u16{7}, u8{8}, u32{9}), row(u8{4}, u16{5}, u8{6}, u32{7})}), {0, 2},
            {6, 0xff, 7, 0, 8, 0xff, 0xff, 0xff, 9, 0, 0, 0, 4, 0xff, 5, 0, 6, 0xff, 0xff, 0xff, 7, 0, 0, 0});
  test_heap(list(tuple({u16_(), u8_()})), Val::list({row(u16{6}, u8{7}), row(u16{8}, u8{9})}), {0, 2},
            {6, 0, 7, 0xff, 8, 0, 9, 0xff});
  test_heap(list(tuple({tuple({u16_(), u8_()}), u8_()})),
            Val::list({tup({row(u16{4}, u8{5}), u8{6}}), tup({row(u16{7}, u8{8}), u8{9}})}), {0, 2},
            {4, 0, 5, 0xff, 6, 0xff, 7, 0, 8, 0xff, 9, 0xff});
  test_heap(map(u8_(), u16_()), Val::map({{u8{42}, u16{83}}, {u8{43}, u16{84}}}), {0, 2},
            {42, 0xff, 83, 0, 43, 0xff, 84, 0});
}

TEST(definitions, test_heap_flags) {
  const ValType ab = list(flags({"a", "b"}));
  test_heap(ab, Val::list({Val::flags({}), Val::flags({"b"}), Val::flags({"a", "b"})}), {0, 3}, {0, 2, 3});
  test_heap(ab, Val::list({Val::flags({}), Val::flags({"b"}), Val::flags({})}), {0, 3}, {0, 2, 4});
  const auto labels = [](u32 n) {
    std::vector<std::string> all;
    for (u32 i = 0; i < n; ++i) all.push_back(std::to_string(i));
    return all;
  };
  const auto all_and_none = [&](u32 n) { return Val::list({Val::flags(labels(n)), Val::flags({})}); };
  test_heap(list(flags(labels(9))), all_and_none(9), {0, 2}, {0xff, 1, 0, 0});
  test_heap(list(flags(labels(9))), all_and_none(9), {0, 2}, {0xff, 3, 0, 0});
  test_heap(list(flags(labels(17))), all_and_none(17), {0, 2}, {0xff, 0xff, 1, 0, 0, 0, 0, 0});
  test_heap(list(flags(labels(17))), all_and_none(17), {0, 2}, {0xff, 0xff, 3, 0, 0, 0, 0, 0});
  test_heap(list(flags(labels(32))), all_and_none(32), {0, 2}, {0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0});
}

// ---- Flattening

void test_flatten(const std::vector<ValType>& params, const ValType& result, std::vector<ValKind> flat_params,
                  std::vector<ValKind> flat_results, AddrType addr = AddrType::i32) {
  const auto core = [](const std::vector<ValKind>& kinds) { return wasm::ResultType(kinds.begin(), kinds.end()); };
  const ValKind ptr = addr == AddrType::i32 ? ValKind::i32 : ValKind::i64;
  closed::FuncType made;
  made.params = unlabelled(params);
  made.result = result;
  const auto ft = maker().make(made);
  FlattenOptions opts;
  opts.ptr_type = addr;
  if (flat_params.size() > MAX_FLAT_PARAMS) flat_params = {ptr};
  const bool many_results = flat_results.size() > MAX_FLAT_RESULTS;
  if (many_results) flat_results = {ptr};
  EXPECT_TRUE(flatten_functype(opts, *ft, FlattenContext::lift) ==
              (wasm::FuncType{core(flat_params), core(flat_results)}));
  if (many_results) {
    flat_params.push_back(ptr);
    flat_results.clear();
  }
  EXPECT_TRUE(flatten_functype(opts, *ft, FlattenContext::lower) ==
              (wasm::FuncType{core(flat_params), core(flat_results)}));
}

TEST(definitions, test_flatten) {
  constexpr ValKind i32 = ValKind::i32, f32 = ValKind::f32, f64 = ValKind::f64;
  const std::vector<ValType> three = {u8_(), f32_(), f64_()};
  test_flatten(three, {}, {i32, f32, f64}, {});
  test_flatten(three, f32_(), {i32, f32, f64}, {f32});
  test_flatten(three, u8_(), {i32, f32, f64}, {i32});
  test_flatten(three, tuple({f32_()}), {i32, f32, f64}, {f32});
  test_flatten(three, tuple({f32_(), f32_()}), {i32, f32, f64}, {f32, f32});
  const std::vector<ValType> seventeen(17, u8_());
  const std::vector<ValKind> flat(17, i32);
  for (const AddrType addr : {AddrType::i32, AddrType::i64}) {
    test_flatten(seventeen, {}, flat, {}, addr);
    test_flatten(seventeen, tuple({u8_(), u8_()}), flat, {i32, i32}, addr);
  }
}

// ---- Calls

/// Through a function that returns the core values it is given.
void test_roundtrip(const ValType& t, const Val& v, AddrType addr) {
  Heap callee(1000, StringEncoding::utf8, addr);
  auto cx = callee.cx();
  const std::vector<Part> ts{{"", t}};
  const auto flat = lower_flat_values(cx, MAX_FLAT_PARAMS, std::vector<Val>{v}, ts);
  CoreValueIter vi(flat);
  const auto got = lift_flat_values(cx, 16, vi, ts);
  ASSERT_EQ(got.size(), 1U);
  EXPECT_TRUE(got[0] == v);
  EXPECT_TRUE(vi.done());
}

TEST(definitions, test_roundtrips) {
  for (const AddrType addr : {AddrType::i32, AddrType::i64}) {
    test_roundtrip(s8_(), s8{-1}, addr);
    test_roundtrip(tuple({u16_(), u16_()}), tup({u16{3}, u16{4}}), addr);
    test_roundtrip(list(string()), Val::list({"hello there"}), addr);
    test_roundtrip(list(list(string())), Val::list({Val::list({"one", "two"}), Val::list({"three"})}), addr);
    test_roundtrip(list(option(tuple({string(), u16_()}))), Val::list({Val::some(tup({"answer", u16{42}}))}), addr);
    std::vector<ValType> many(16, u32_());
    many.push_back(string());
    std::vector<Val> numbers;
    for (u32 i = 1; i <= 16; ++i) numbers.emplace_back(i);
    numbers.emplace_back("wat");
    test_roundtrip(variant({{"x", tuple(many)}}), Val::variant("x", tup(numbers)), addr);
  }
}

}  // namespace
}  // namespace touchstone::component
