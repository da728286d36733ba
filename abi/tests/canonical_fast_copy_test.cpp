// Fast copying beside the plain path: lists of types that are copied as blocks, from bytes at random, rich in what is not a
// value or not in canonical form. Traps, calls of realloc, the values, and all bytes of the memory that they are lowered
// into must be the same, whether they go through a List or are borrowed.
#include <random>

#include "abi/canonical/fast_copy.hpp"
#include "abi/host/values.hpp"
#include "abi/tests/canonical_heap.hpp"

namespace touchstone::component {
namespace {

using namespace types;
using closed::ValType;

std::vector<u8> random_bytes(u64 seed, u64 n) {
  std::mt19937_64 bits(seed);
  std::vector<u8> all;
  while (all.size() < n) {
    // NaNs of both widths, surrogates, and small numbers for discriminants, bools and flags.
    const u64 words[] = {bits(), 0x7fa0'0001'7fa0'0001, 0xfff8'0000'0000'0001, 0x0000'd801'0000'0041,
                         0x0001'0002'0100'0001};
    const u64 word = seed % 2 == 0 ? bits() % 3 * 0x0000'0001'0000'0001 : words[bits() % 5];
    for (u32 byte = 0; byte < 8; ++byte) all.push_back(static_cast<u8>(word >> 8 * byte));
  }
  return all;
}

struct Seen {
  std::string trap;
  std::vector<Val> values;
  std::vector<ReallocCall> calls;
  std::vector<u8> memory;
};

/// Lifts `n` elements from the bytes and lowers them into another memory.
Seen seen(const std::vector<u8>& bytes, u64 n, const ValType& t, bool fast_copy, bool borrow,
          Chooser* chooser = nullptr) {
  Heap from(bytes);
  Heap to(bytes.size() + 64, StringEncoding::utf8, wasm::AddrType::i32, chooser);
  std::memset(to.memory.base(), 0xAA, to.memory.size());
  from.inst.fast_copy = to.inst.fast_copy = fast_copy;
  auto from_cx = from.cx();
  from_cx.borrow = borrow;
  auto to_cx = to.cx();
  Seen all;
  all.trap = trap_of([&] {
    const List list = load_list_from_range(from_cx, 0, n, t);
    EXPECT_EQ(list.size(), n);
    const Range range = store_list_into_range(to_cx, list, t);
    EXPECT_EQ(range.length, n);
    list.for_each([&](const Val& v) { all.values.push_back(v); });
    const List copy = list;
    EXPECT_TRUE(copy == list && List(all.values) == copy);
  });
  for (const ReallocCall& call : to.calls) all.calls.push_back(call);
  all.memory.assign(to.memory.base(), to.memory.base() + to.memory.size());
  return all;
}

std::vector<ValType> blocks() {
  std::vector<ValType> all{bool_(), s8_(),  u8_(),  s16_(), u16_(), s32_(),
                           u32_(),  s64_(), u64_(), f32_(), f64_(), char_()};
  all.push_back(flags({"a", "b", "c"}));
  all.push_back(enum_({"a", "b", "c"}));
  all.push_back(tuple({u32_(), u32_()}));
  all.push_back(tuple({f64_(), f64_()}));
  all.push_back(tuple({u8_(), u32_()}));
  all.push_back(tuple({f64_(), u8_()}));
  all.push_back(tuple({f32_(), char_()}));
  all.push_back(record({{"x", bool_()}, {"y", u16_()}, {"z", f32_()}}));
  all.push_back(list(f32_(), 3));
  all.push_back(list(tuple({u8_(), char_()}), 2));
  all.push_back(record({{"e", enum_({"a", "b"})}, {"f", flags({"a", "b", "c", "d", "e", "f", "g", "h", "i"})}}));
  return all;
}

void expect_the_same(const Seen& fast, const Seen& plain) {
  EXPECT_EQ(fast.trap, plain.trap);
  EXPECT_TRUE(fast.values == plain.values);
  EXPECT_TRUE(fast.calls == plain.calls);
  EXPECT_TRUE(fast.memory == plain.memory);
}

TEST(FastCopy, IsNotSeen) {
  u32 traps = 0;
  for (const ValType& t : blocks()) {
    ASSERT_TRUE(t->block);
    for (u64 seed = 0; seed < 40; ++seed) {
      const u64 n = seed % 20;
      SCOPED_TRACE(closed::to_string(t) + " " + std::to_string(seed));
      const std::vector<u8> bytes = random_bytes(seed, 20 * 40);
      const Seen plain = seen(bytes, n, t, false, false);
      traps += plain.trap.empty() ? 0U : 1U;
      expect_the_same(seen(bytes, n, t, true, false), plain);
      expect_the_same(seen(bytes, n, t, true, true), plain);
    }
  }
  EXPECT_GT(traps, 20U);
}

TEST(FastCopy, IsNotSeenInLongLists) {
  for (const ValType& t : {f32_(), f64_(), bool_(), tuple({f64_(), u8_()})}) {
    SCOPED_TRACE(closed::to_string(t));
    const u64 n = 150'000 / elem_size(t, wasm::AddrType::i32);
    const std::vector<u8> bytes = random_bytes(1, 150'000);
    const Seen plain = seen(bytes, n, t, false, false);
    expect_the_same(seen(bytes, n, t, true, false), plain);
    expect_the_same(seen(bytes, n, t, true, true), plain);
  }
}

/// Lists without NaNs but one, of each sort and at each place: what is looked through by vectors, the blocks, the rest.
template <class Float, class Word>
void expect_nans_found(std::initializer_list<Word> nans, std::initializer_list<Word> others, Word canonical) {
  constexpr u64 n = 20'000 / sizeof(Float) + 3;
  const auto as_bytes = [](const std::vector<Word>& words) {
    const auto* at = reinterpret_cast<const u8*>(words.data());
    return std::vector<u8>(at, at + words.size() * sizeof(Word));
  };
  std::vector<Word> words;
  while (words.size() < n) words.insert(words.end(), others);
  words.resize(n);
  for (u64 i = 0; i < n; i += i < 100 || i + 100 > n ? 1 : 97) {
    for (const Word nan : nans) {
      std::vector<Word> with_nan = words;
      with_nan[i] = nan;
      std::vector<Word> expected = words;
      expected[i] = canonical;
      const std::vector<u8> from = as_bytes(with_nan);
      std::vector<u8> copied(from.size());
      copy_floats<Float>(copied.data(), from.data(), from.size());
      ASSERT_TRUE(copied == as_bytes(expected)) << i;
      std::vector<u8> in_place = from;
      canonicalize_floats<Float>(in_place.data(), in_place.size());
      ASSERT_TRUE(in_place == as_bytes(expected)) << i;
      ASSERT_TRUE((vector_of_floats<Float, u8>(from.data(), from.size()) == as_bytes(expected))) << i;
      ASSERT_TRUE(has_nan<Float>(from.data(), from.size()));
    }
  }
  const std::vector<u8> from = as_bytes(words);
  EXPECT_FALSE(has_nan<Float>(from.data(), from.size()));
  EXPECT_TRUE((vector_of_floats<Float, u8>(from.data(), from.size()) == from));
}

TEST(FastCopy, FindsEachNaN) {
  expect_nans_found<float, u32>({0x7f80'0001, 0xff80'0001, 0x7fff'ffff, 0xffc0'0000},
                                {0x7f80'0000, 0xff80'0000, 0, 0x8000'0000, 0x7f7f'ffff, 0xff7f'ffff, 1, 0x3f80'0000},
                                CANONICAL_FLOAT32_NAN);
  expect_nans_found<double, u64>(
      {0x7ff0'0000'0000'0001, 0xfff0'0000'0000'0001, 0x7fff'ffff'ffff'ffff, ~u64{0}},
      {0x7ff0'0000'0000'0000, 0xfff0'0000'0000'0000, 0, 1, u64{1} << 63, 0x7fef'ffff'ffff'ffff, 0xffef'ffff'ffff'ffff},
      CANONICAL_FLOAT64_NAN);
}

TEST(FastCopy, LeavesNaNsToAChooserThatMayTakeAny) {
  const std::vector<u8> bytes = random_bytes(1, 800);
  for (const ValType& t : {f32_(), f64_(), tuple({f64_(), u8_()})}) {
    SeededChooser one(7, Choices::all());
    SeededChooser other(7, Choices::all());
    expect_the_same(seen(bytes, 40, t, true, true, &other), seen(bytes, 40, t, false, false, &one));
    EXPECT_EQ(one.choices(), other.choices());
  }
}

TEST(FastCopy, IsOfTypesWithoutPointersAndHandles) {
  for (const ValType& t : {string(), list(u8_()), option(u8_()), variant({{"a", u8_()}}), result(u8_(), u8_()),
                           map(u8_(), u8_()), tuple({u8_(), string()}), list(option(u8_()), 2)}) {
    EXPECT_FALSE(t->block) << closed::to_string(t);
  }
}

/// A host may give a list whose type names the same parts in another order, or elements of several makes.
TEST(FastCopy, IsOfBytesInTheFormOfTheType) {
  const ValType xy = record({{"x", u8_()}, {"y", u8_()}});
  const ValType yx = record({{"y", u8_()}, {"x", u8_()}});
  const List list = List::of_block(xy, std::vector<u8>{1, 2, 3, 4});
  Heap heap(64);
  auto cx = heap.cx();
  store_list_into_valid_range(cx, list, 0, yx);
  EXPECT_EQ(load_int(cx, 0, 4), 0x0304'0102U);
  store_list_into_valid_range(cx, list, 0, xy);
  EXPECT_EQ(load_int(cx, 0, 4), 0x0403'0201U);

  List more = list;
  more.push_back(list[0]);
  EXPECT_EQ(more.block(), nullptr);
  EXPECT_EQ(more.size(), 3U);
  EXPECT_TRUE(more[2] == list[0] && more[1] == list[1]);
  const auto resource = [](ResourceId) { return nullptr; };
  EXPECT_EQ(mismatch(list, types::list(xy), resource), std::nullopt);
  EXPECT_EQ(mismatch(list, types::list(yx), resource), std::nullopt);
  EXPECT_NE(mismatch(list, types::list(u8_()), resource), std::nullopt);
}

TEST(FastCopy, ListsOfNumbersOfAHost) {
  const std::vector<u32> numbers{1, 2, 3};
  EXPECT_TRUE(List::of(std::span<const u32>(numbers)) == List({u32{1}, u32{2}, u32{3}}));
  const std::vector<double> floats{1.5, -std::numeric_limits<double>::quiet_NaN()};
  EXPECT_TRUE(List::of(std::span<const double>(floats)) == List({1.5, std::numeric_limits<double>::quiet_NaN()}));
}

}  // namespace
}  // namespace touchstone::component
