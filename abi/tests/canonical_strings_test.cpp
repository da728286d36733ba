// Strings of the Canonical ABI: which calls of realloc each pair of encodings makes, in which order and with which
// arguments; the order of checks when loading; and what realloc may do to surprise.
#include "abi/canonical/strings.hpp"
#include "abi/tests/canonical_heap.hpp"

namespace touchstone::component {
namespace {

using wasm::AddrType;

constexpr auto utf8 = StringEncoding::utf8;
constexpr auto utf16 = StringEncoding::utf16;
constexpr auto latin1_utf16 = StringEncoding::latin1_utf16;

String string_of(std::string text, StringEncoding encoding, u64 code_units, bool tagged = false) {
  String s(std::move(text));
  s.encoding = encoding;
  s.code_units = code_units;
  s.utf16 = tagged;
  return s;
}

/// The arguments of all calls of realloc, "old,old_size,alignment,size" each, and the range: "-> begin,length".
std::string stored(const String& s, StringEncoding to, AddrType addr = AddrType::i32) {
  Heap heap(4096, to, addr);
  heap.last_alloc = 16;
  auto cx = heap.cx();
  const Range range = store_string_into_range(cx, s);
  std::string story;
  for (const ReallocCall& c : heap.calls) {
    for (const u64 x : {c.old, c.old_size, c.alignment}) story += std::to_string(x) + ",";
    story += std::to_string(c.size) + " ";
  }
  const u64 tag = utf16_tag(addr);
  story += "-> " + std::to_string(range.begin) + "," + ((range.length & tag) != 0 ? "tag+" : "") +
           std::to_string(range.length & ~tag);
  EXPECT_TRUE(load_string_from_range(cx, range.begin, range.length) == s);
  return story;
}

TEST(CanonicalStrings, ToUtf8) {
  EXPECT_EQ(stored("", utf8), "0,0,1,0 -> 16,0");
  EXPECT_EQ(stored("h\u00e9", utf8), "0,0,1,3 -> 16,3");
  // From UTF-16: as many bytes as code units, then three times as many, then what it took.
  EXPECT_EQ(stored(string_of("abc", utf16, 3), utf8), "0,0,1,3 -> 16,3");
  EXPECT_EQ(stored(string_of("ab\u00e9", utf16, 3), utf8), "0,0,1,3 16,3,1,9 19,9,1,4 -> 19,4");
  EXPECT_EQ(stored(string_of("\u20ac\u20ac", utf16, 2), utf8), "0,0,1,2 16,2,1,6 -> 18,6");
  EXPECT_EQ(stored(string_of("\u20ac\u20ac", latin1_utf16, 2, true), utf8), "0,0,1,2 16,2,1,6 -> 18,6");
  // From Latin-1: at most twice as many.
  EXPECT_EQ(stored(string_of("a\u00e9", latin1_utf16, 2), utf8), "0,0,1,2 16,2,1,4 18,4,1,3 -> 18,3");
  EXPECT_EQ(stored(string_of("\u00e9\u00e9", latin1_utf16, 2), utf8), "0,0,1,2 16,2,1,4 -> 18,4");
}

TEST(CanonicalStrings, ToUtf16) {
  EXPECT_EQ(stored("", utf16), "0,0,2,0 -> 16,0");
  EXPECT_EQ(stored("abc", utf16), "0,0,2,6 -> 16,3");
  EXPECT_EQ(stored("a\u20ac", utf16), "0,0,2,8 16,8,2,4 -> 16,2");
  EXPECT_EQ(stored("\U0001f600", utf16), "0,0,2,8 16,8,2,4 -> 16,2");
  EXPECT_EQ(stored(string_of("a\u20ac", utf16, 2), utf16), "0,0,2,4 -> 16,2");
  EXPECT_EQ(stored(string_of("a\u20ac", latin1_utf16, 2, true), utf16), "0,0,2,4 -> 16,2");
  EXPECT_EQ(stored(string_of("a\u00e9", latin1_utf16, 2), utf16), "0,0,2,4 -> 16,2");
}

TEST(CanonicalStrings, ToLatin1OrUtf16) {
  EXPECT_EQ(stored("", latin1_utf16), "0,0,2,0 -> 16,0");
  EXPECT_EQ(stored("abc", latin1_utf16), "0,0,2,3 -> 16,3");
  EXPECT_EQ(stored("a\u00e9", latin1_utf16), "0,0,2,3 16,3,2,2 -> 16,2");
  EXPECT_EQ(stored("a\u20ac", latin1_utf16), "0,0,2,4 16,4,2,8 20,8,2,4 -> 20,tag+2");
  EXPECT_EQ(stored(string_of("a\u00e9", utf16, 2), latin1_utf16), "0,0,2,2 -> 16,2");
  EXPECT_EQ(stored(string_of("a\u20ac", utf16, 2), latin1_utf16), "0,0,2,2 16,2,2,4 -> 18,tag+2");
  EXPECT_EQ(stored(string_of("a\u00e9", latin1_utf16, 2), latin1_utf16), "0,0,2,2 -> 16,2");
  EXPECT_EQ(stored(string_of("a\u20ac", latin1_utf16, 2, true), latin1_utf16), "0,0,2,4 -> 16,tag+2");
  // UTF-16 that need not have been: narrowed where it is, and the rest given back with alignment 1.
  EXPECT_EQ(stored(string_of("a\u00e9", latin1_utf16, 2, true), latin1_utf16), "0,0,2,4 16,4,1,2 -> 16,2");
  EXPECT_EQ(stored(string_of("", latin1_utf16, 0, true), latin1_utf16), "0,0,2,0 16,0,1,0 -> 16,0");
}

// X13: the tag is the greatest bit of a pointer-sized word, which differs between the two memories.
TEST(CanonicalStrings, BetweenMemoriesOfDifferentWidths) {
  for (const AddrType from : {AddrType::i32, AddrType::i64}) {
    const AddrType to = from == AddrType::i32 ? AddrType::i64 : AddrType::i32;
    Heap src({0xac, 0x20, 'a', 0}, latin1_utf16, from);
    auto cx = src.cx();
    const String s = load_string_from_range(cx, 0, 2 | utf16_tag(from));
    EXPECT_EQ(stored(s, latin1_utf16, to), "0,0,2,4 -> 16,tag+2");
    EXPECT_EQ(stored(s, utf16, to), "0,0,2,4 -> 16,2");
  }
}

/// What loading a string from `bytes` traps with.
std::string load_trap(const std::vector<u8>& bytes, StringEncoding encoding, u64 ptr, u64 tagged_code_units,
                      AddrType addr = AddrType::i32) {
  Heap heap(bytes, encoding, addr);
  auto cx = heap.cx();
  return trap_of([&] { load_string_from_range(cx, ptr, tagged_code_units); });
}

TEST(CanonicalStrings, ChecksInTheirOrder) {
  constexpr u64 most = (u64{1} << 28) - 1;
  const std::vector<u8> bytes = {'a', 0, 'b', 0};
  EXPECT_EQ(load_trap(bytes, utf8, 1, 3), "");
  EXPECT_EQ(load_trap(bytes, utf8, 4, 0), "");
  EXPECT_EQ(load_trap(bytes, utf8, 5, 0), "string_out_of_bounds");
  EXPECT_EQ(load_trap(bytes, utf8, 2, 3), "string_out_of_bounds");
  EXPECT_EQ(load_trap(bytes, utf8, 0, most), "string_out_of_bounds");
  EXPECT_EQ(load_trap(bytes, utf8, 0, most + 1), "string_too_long");
  EXPECT_EQ(load_trap(bytes, utf16, 1, 1), "string_unaligned");
  EXPECT_EQ(load_trap(bytes, utf16, 1, most / 2), "string_unaligned");
  EXPECT_EQ(load_trap(bytes, utf16, 1, most / 2 + 1), "string_too_long");
  EXPECT_EQ(load_trap(bytes, utf16, 2, 2), "string_out_of_bounds");
  EXPECT_EQ(load_trap(bytes, latin1_utf16, 1, 1), "string_unaligned");
  EXPECT_EQ(load_trap(bytes, latin1_utf16, 0, 4), "");
  EXPECT_EQ(load_trap(bytes, latin1_utf16, 0, 3 | utf16_tag(AddrType::i32)), "string_out_of_bounds");
  // In UTF-16 and UTF-8 the tag is part of the number.
  EXPECT_EQ(load_trap(bytes, utf16, 0, 2 | utf16_tag(AddrType::i32)), "string_too_long");
  EXPECT_EQ(load_trap(bytes, utf8, 0, 2 | utf16_tag(AddrType::i64), AddrType::i64), "string_too_long");
  // Nothing wraps around.
  EXPECT_EQ(load_trap(bytes, utf8, ~u64{0}, 2, AddrType::i64), "string_out_of_bounds");
  EXPECT_EQ(load_trap(bytes, utf16, 0, (u64{1} << 63) + 1, AddrType::i64), "string_too_long");
}

TEST(CanonicalStrings, IllFormed) {
  const auto of_utf8 = [](const std::vector<u8>& bytes) { return load_trap(bytes, utf8, 0, bytes.size()); };
  EXPECT_EQ(of_utf8({0xff}), "invalid_utf8");
  EXPECT_EQ(of_utf8({0x80}), "invalid_utf8");
  EXPECT_EQ(of_utf8({0xc3}), "incomplete_utf8");
  EXPECT_EQ(of_utf8({'a', 0xe2, 0x82}), "incomplete_utf8");
  EXPECT_EQ(of_utf8({0xe0}), "incomplete_utf8");
  EXPECT_EQ(of_utf8({0xf0}), "incomplete_utf8");
  EXPECT_EQ(of_utf8({0xf4, 0x8f, 0xbf}), "incomplete_utf8");
  EXPECT_EQ(of_utf8({0xf4, 0x90}), "invalid_utf8");        // above U+10FFFF
  EXPECT_EQ(of_utf8({0xe0, 0x80}), "invalid_utf8");        // overlong
  EXPECT_EQ(of_utf8({0xed, 0xa0, 0x80}), "invalid_utf8");  // a surrogate
  EXPECT_EQ(of_utf8({0xc3, 'a'}), "invalid_utf8");
  EXPECT_EQ(of_utf8({0xe2, 0x82, 'a', 'b'}), "invalid_utf8");
  const auto of_utf16 = [](const std::vector<u8>& bytes) { return load_trap(bytes, utf16, 0, bytes.size() / 2); };
  EXPECT_EQ(of_utf16({0x3d, 0xd8, 0x00, 0xde}), "");
  EXPECT_EQ(of_utf16({0x3d, 0xd8}), "unpaired_surrogate");
  EXPECT_EQ(of_utf16({0x00, 0xde, 0x3d, 0xd8}), "unpaired_surrogate");
  EXPECT_EQ(of_utf16({0x3d, 0xd8, 'a', 0}), "unpaired_surrogate");
}

/// What storing traps with if the n-th call of realloc returns `ptr`, and the calls before are answered as usual.
std::string store_trap(const String& s, StringEncoding to, u32 n, u64 ptr) {
  Heap heap(64, to);
  heap.last_alloc = 16;
  const auto usual = heap.opts.realloc;
  heap.opts.realloc = [&](LiftLowerContext& cx, u64 old, u64 old_size, u64 alignment, u64 size) {
    const u64 result = usual(cx, old, old_size, alignment, size);
    return heap.calls.size() == n ? ptr : result;
  };
  auto cx = heap.cx();
  const std::string id = trap_of([&] { store_string_into_range(cx, s); });
  EXPECT_EQ(heap.calls.size(), n);
  return id;
}

TEST(CanonicalStrings, EveryResultOfReallocIsChecked) {
  const auto check = [](const String& s, StringEncoding to, u32 calls, u64 even) {
    for (u32 n = 1; n <= calls; ++n) {
      EXPECT_EQ(store_trap(s, to, n, 1000), "realloc_string_out_of_bounds") << n;
      if (n > even) continue;
      EXPECT_EQ(store_trap(s, to, n, 17), "realloc_unaligned") << n;
    }
  };
  check("ab", utf8, 1, 0);
  check(string_of("ab\u00e9", utf16, 3), utf8, 3, 0);
  check("a\u20ac", utf16, 2, 2);
  check("a\u20ac", latin1_utf16, 3, 3);
  check("a\u00e9", latin1_utf16, 2, 2);
  check(string_of("a\u00e9", latin1_utf16, 2, true), latin1_utf16, 2, 1);
  check(string_of("a\u00e9", utf16, 2), utf16, 1, 1);
}

TEST(CanonicalStrings, MemoryMayGrowInRealloc) {
  for (const StringEncoding to : {utf8, utf16, latin1_utf16}) {
    Heap heap(4, to);
    heap.grows = true;
    auto cx = heap.cx();
    const String s = string_of("abc\u20ac", utf16, 4);
    const Range range = store_string_into_range(cx, s);
    EXPECT_TRUE(load_string_from_range(cx, range.begin, range.length) == s);
  }
}

// Before the guest is asked for more, what fitted so far is in memory: its realloc copies it.
TEST(CanonicalStrings, ReallocSeesWhatWasWritten) {
  Heap heap(64, utf8);
  heap.last_alloc = 16;
  const auto usual = heap.opts.realloc;
  std::string seen;
  heap.opts.realloc = [&](LiftLowerContext& cx, u64 old, u64 old_size, u64 alignment, u64 size) {
    seen.assign(reinterpret_cast<const char*>(heap.memory.base() + old), old_size).push_back('|');
    return usual(cx, old, old_size, alignment, size);
  };
  auto cx = heap.cx();
  store_string_into_range(cx, string_of("ab\u00e9", utf16, 3));
  EXPECT_EQ(seen.substr(0, 4), "ab\u00e9");  // the last call: all of it, and room to give back
  EXPECT_EQ(heap.calls.size(), 3U);
}

}  // namespace
}  // namespace touchstone::component
