// CanonicalABI.md "Loading" and "Storing": strings. See strings.hpp.
#include "abi/canonical/strings.hpp"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "abi/canonical/fast_copy.hpp"
#include "abi/canonical/load.hpp"
#include "abi/canonical/store.hpp"
#include "interp/support/utf8.hpp"

namespace touchstone::component {

namespace {

/// Strategy: fast copying takes ASCII a run at a time; without it there are no runs.
u64 run_utf8(const LiftLowerContext& cx, std::string_view bytes, u64 at) {
  return cx.inst.fast_copy ? ascii_prefix(bytes.substr(at)) : 0;
}
u64 run_utf16(const LiftLowerContext& cx, std::string_view bytes, u64 unit) {
  return cx.inst.fast_copy ? ascii_prefix_utf16(bytes.substr(2 * unit)) : 0;
}

// ---- Decoding. definitions.py leaves it to Python.

/// Whether what begins at `at` is the beginning of a well-formed sequence that the end cuts short.
bool is_cut_short(std::string_view bytes, std::size_t at) {
  std::string rest(bytes.substr(at));
  if (rest.size() >= 4) return false;
  // Some continuation makes it well-formed: the second byte is where leads differ in what may follow.
  for (const char second : {'\x80', '\x90', '\xa0'}) {
    std::string whole = rest;
    if (whole.size() == 1) whole += second;
    while (whole.size() <= 4) {
      std::size_t end = 0;
      if (decode_utf8(whole, end) && end == whole.size()) return whole.size() > rest.size();
      whole += '\x80';
    }
  }
  return false;
}

void check_utf8(const LiftLowerContext& cx, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    at += run_utf8(cx, bytes, at);
    if (at == bytes.size()) break;
    const std::size_t begin = at;
    if (decode_utf8(bytes, at)) continue;
    const bool cut = is_cut_short(bytes, begin);
    trap(cut ? Why::incomplete_utf8 : Why::invalid_utf8, "load_string_from_range", cx.boundary,
         (cut ? " from index " : " sequence from index ") + std::to_string(begin));
  }
}

/// ascii(units) for runs of ASCII, other(c) for other characters.
template <class Ascii, class Other>
void decode_utf16(const LiftLowerContext& cx, std::string_view bytes, Ascii&& ascii, Other&& other) {
  const u64 units = bytes.size() / 2;
  const auto unit = [&](u64 i) {
    u16 value;
    std::memcpy(&value, bytes.data() + 2 * i, sizeof value);
    return u32{value};
  };
  for (u64 i = 0; i < units; ++i) {
    if (const u64 run = run_utf16(cx, bytes, i); run > 0) {
      ascii(bytes.substr(2 * i, 2 * run));
      i += run;
      if (i == units) break;
    }
    u32 c = unit(i);
    if (c >= 0xD800 && c <= 0xDFFF) {
      const bool paired = c <= 0xDBFF && i + 1 < units && unit(i + 1) >= 0xDC00 && unit(i + 1) <= 0xDFFF;
      if (!paired) {
        trap(Why::unpaired_surrogate, "load_string_from_range", cx.boundary, ": code unit " + std::to_string(i));
      }
      c = 0x1'0000 + ((c - 0xD800) << 10) + (unit(++i) - 0xDC00);
    }
    other(c);
  }
}

/// Appends every second byte.
void append_narrow(std::string& text, std::string_view units) {
  const std::size_t at = text.size();
  text.resize(at + units.size() / 2);
  for (std::size_t i = 0; i < units.size() / 2; ++i) text[at + i] = units[2 * i];
}

void check_utf16(const LiftLowerContext& cx, std::string_view bytes) {
  decode_utf16(cx, bytes, [](std::string_view) {}, [](u32) {});
}

std::string decode_utf16_string(const LiftLowerContext& cx, std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() / 2);
  decode_utf16(
      cx, bytes, [&](std::string_view units) { append_narrow(text, units); }, [&](u32 c) { append_utf8(text, c); });
  return text;
}

std::string decode_latin1_string(const LiftLowerContext& cx, std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (const u64 run = run_utf8(cx, bytes, at); run > 0) {
      text += bytes.substr(at, run);
      at += run;
      if (at == bytes.size()) break;
    }
    append_utf8(text, static_cast<unsigned char>(bytes[at]));
  }
  return text;
}

// ---- Encoding. `text` is well-formed UTF-8.

/// ascii(bytes) for runs of ASCII, f(c) for other characters.
template <class Ascii, class F>
void for_each_char(const LiftLowerContext& cx, std::string_view text, Ascii&& ascii, F&& f) {
  for (std::size_t at = 0; at < text.size();) {
    if (const u64 run = run_utf8(cx, text, at); run > 0) {
      ascii(text.substr(at, run));
      at += run;
      continue;
    }
    const auto c = decode_utf8(text, at);
    assert_that(c.has_value(), "a string is not well-formed UTF-8");
    f(u32{*c});
  }
}

/// Appends zeros between the bytes.
void append_wide(std::string& bytes, std::string_view ascii) {
  const std::size_t at = bytes.size();
  bytes.resize(at + 2 * ascii.size());
  for (std::size_t i = 0; i < ascii.size(); ++i) bytes[at + 2 * i] = ascii[i];
}

std::string encode_utf16(const LiftLowerContext& cx, std::string_view text) {
  std::string bytes;
  bytes.reserve(2 * text.size());
  const auto unit = [&](u32 value) {
    bytes += static_cast<char>(value & 0xff);
    bytes += static_cast<char>(value >> 8);
  };
  for_each_char(
      cx, text, [&](std::string_view ascii) { append_wide(bytes, ascii); },
      [&](u32 c) {
        if (c < 0x1'0000) {
          unit(c);
        } else {
          unit(0xD800 + ((c - 0x1'0000) >> 10));
          unit(0xDC00 + ((c - 0x1'0000) & 0x3ff));
        }
      });
  return bytes;
}

/// The longest prefix that is Latin-1, in Latin-1.
std::string encode_latin1_prefix(const LiftLowerContext& cx, std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) {
    if (const u64 run = run_utf8(cx, text, at); run > 0) {
      bytes += text.substr(at, run);
      at += run;
      continue;
    }
    const auto c = decode_utf8(text, at);
    if (!c || *c >= 0x100) break;
    bytes += static_cast<char>(*c);
  }
  return bytes;
}

bool is_latin1(const LiftLowerContext& cx, std::string_view text) {
  bool latin1 = true;
  for_each_char(cx, text, [](std::string_view) {}, [&](u32 c) { latin1 = latin1 && c < 0x100; });
  return latin1;
}

/// [trap_if] The two conditions on what realloc returned.
void check_realloc(const LiftLowerContext& cx, u64 ptr, u64 alignment, u64 byte_length, const char* rule) {
  cx.trap_if_unaligned(ptr, alignment, Why::realloc_unaligned, rule);
  cx.trap_if_out_of_bounds(ptr, byte_length, Why::realloc_string_out_of_bounds, rule);
}

// ---- Storing, in the order of definitions.py. The source is Latin-1, UTF-8 or UTF-16 by the number of code units only.

enum class SimpleEncoding : u8 { latin1, utf8, utf16 };

/// [store_string_copy]
Range store_string_copy(LiftLowerContext& cx, std::string_view encoded, u64 src_code_units, u64 dst_code_unit_size,
                        u64 dst_alignment) {
  const u64 dst_byte_length = dst_code_unit_size * src_code_units;
  assert_that(dst_byte_length <= REALLOC_I32_MAX, "a string is too long");
  const u64 ptr = cx.allocate(dst_alignment, dst_byte_length);
  check_realloc(cx, ptr, dst_alignment, dst_byte_length, "store_string_copy");
  assert_that(dst_byte_length == encoded.size(), "a string has not the code units that it says");
  store_bytes(cx, encoded, ptr);
  return {ptr, src_code_units};
}

/// [store_string_to_utf8]
Range store_string_to_utf8(LiftLowerContext& cx, std::string_view src, u64 src_code_units, u64 worst_case_size) {
  constexpr auto rule = "store_string_to_utf8";
  assert_that(src_code_units <= REALLOC_I32_MAX, "a string is too long");
  u64 ptr = cx.allocate(1, src_code_units);
  check_realloc(cx, ptr, 1, src_code_units, rule);
  const u64 ascii = ascii_prefix(src);
  store_bytes(cx, src.substr(0, ascii), ptr);
  if (ascii == src.size()) return {ptr, src_code_units};
  assert_that(worst_case_size <= REALLOC_I32_MAX, "a string is too long");
  ptr = cx.reallocate(ptr, src_code_units, 1, worst_case_size);
  check_realloc(cx, ptr, 1, worst_case_size, rule);
  store_bytes(cx, src.substr(ascii), ptr + ascii);
  if (worst_case_size > src.size()) {
    ptr = cx.reallocate(ptr, worst_case_size, 1, src.size());
    check_realloc(cx, ptr, 1, src.size(), rule);
  }
  return {ptr, src.size()};
}

/// [store_utf16_to_utf8]
Range store_utf16_to_utf8(LiftLowerContext& cx, std::string_view src, u64 src_code_units) {
  return store_string_to_utf8(cx, src, src_code_units, src_code_units * 3);
}

/// [store_latin1_to_utf8]
Range store_latin1_to_utf8(LiftLowerContext& cx, std::string_view src, u64 src_code_units) {
  return store_string_to_utf8(cx, src, src_code_units, src_code_units * 2);
}

/// [store_utf8_to_utf16]
Range store_utf8_to_utf16(LiftLowerContext& cx, std::string_view src, u64 src_code_units) {
  constexpr auto rule = "store_utf8_to_utf16";
  const u64 worst_case_size = 2 * src_code_units;
  assert_that(worst_case_size <= REALLOC_I32_MAX, "a string is too long");
  u64 ptr = cx.allocate(2, worst_case_size);
  check_realloc(cx, ptr, 2, worst_case_size, rule);
  const std::string encoded = encode_utf16(cx, src);
  store_bytes(cx, encoded, ptr);
  if (encoded.size() < worst_case_size) {
    ptr = cx.reallocate(ptr, worst_case_size, 2, encoded.size());
    check_realloc(cx, ptr, 2, encoded.size(), rule);
  }
  return {ptr, encoded.size() / 2};
}

/// [store_string_to_latin1_or_utf16]
Range store_string_to_latin1_or_utf16(LiftLowerContext& cx, std::string_view src, u64 src_code_units) {
  constexpr auto rule = "store_string_to_latin1_or_utf16";
  assert_that(src_code_units <= REALLOC_I32_MAX, "a string is too long");
  u64 ptr = cx.allocate(2, src_code_units);
  check_realloc(cx, ptr, 2, src_code_units, rule);
  const std::string latin1 = encode_latin1_prefix(cx, src);
  const u64 dst_byte_length = latin1.size();
  store_bytes(cx, latin1, ptr);
  if (!is_latin1(cx, src)) {
    const u64 worst_case_size = 2 * src_code_units;
    assert_that(worst_case_size <= REALLOC_I32_MAX, "a string is too long");
    ptr = cx.reallocate(ptr, src_code_units, 2, worst_case_size);
    check_realloc(cx, ptr, 2, worst_case_size, rule);
    // The Latin-1 bytes are widened where they are: realloc may have copied something else there.
    const std::span<u8> memory = cx.memory();
    for (u64 j = dst_byte_length; j-- > 0;) {
      memory[ptr + 2 * j] = memory[ptr + j];
      memory[ptr + 2 * j + 1] = 0;
    }
    const std::string encoded = encode_utf16(cx, src);
    store_bytes(cx, std::string_view(encoded).substr(2 * dst_byte_length), ptr + 2 * dst_byte_length);
    if (worst_case_size > encoded.size()) {
      ptr = cx.reallocate(ptr, worst_case_size, 2, encoded.size());
      check_realloc(cx, ptr, 2, encoded.size(), rule);
    }
    return {ptr, encoded.size() / 2 | utf16_tag(cx.ptr_type())};
  }
  if (dst_byte_length < src_code_units) {
    ptr = cx.reallocate(ptr, src_code_units, 2, dst_byte_length);
    check_realloc(cx, ptr, 2, dst_byte_length, rule);
  }
  return {ptr, dst_byte_length};
}

/// [store_probably_utf16_to_latin1_or_utf16]
Range store_probably_utf16_to_latin1_or_utf16(LiftLowerContext& cx, std::string_view src, u64 src_code_units) {
  constexpr auto rule = "store_probably_utf16_to_latin1_or_utf16";
  const u64 src_byte_length = 2 * src_code_units;
  assert_that(src_byte_length <= REALLOC_I32_MAX, "a string is too long");
  u64 ptr = cx.allocate(2, src_byte_length);
  check_realloc(cx, ptr, 2, src_byte_length, rule);
  const std::string encoded = encode_utf16(cx, src);
  store_bytes(cx, encoded, ptr);
  if (!is_latin1(cx, src)) return {ptr, encoded.size() / 2 | utf16_tag(cx.ptr_type())};
  const u64 latin1_size = encoded.size() / 2;
  const std::span<u8> memory = cx.memory();
  for (u64 i = 0; i < latin1_size; ++i) memory[ptr + i] = memory[ptr + 2 * i];
  ptr = cx.reallocate(ptr, src_byte_length, 1, latin1_size);
  check_realloc(cx, ptr, 1, latin1_size, rule);
  return {ptr, latin1_size};
}

/// A string that was not decoded, if it keeps its code units.
std::optional<Range> store_borrowed_string(LiftLowerContext& cx, const String& v, SimpleEncoding encoding) {
  if (v.encoding != cx.opts.string_encoding || v.utf16) return std::nullopt;
  const u64 unit = encoding == SimpleEncoding::utf16 ? 2 : 1;
  return store_string_copy(cx, v.borrowed, v.code_units, unit, encoding == SimpleEncoding::utf8 ? 1 : 2);
}

/// Of UTF-16 or Latin-1.
std::string decode_borrowed(const LiftLowerContext& cx, std::string_view bytes, SimpleEncoding encoding) {
  return encoding == SimpleEncoding::utf16 ? decode_utf16_string(cx, bytes) : decode_latin1_string(cx, bytes);
}

}  // namespace

/// [load_string]
String load_string(const LiftLowerContext& cx, u64 ptr) {
  const u64 begin = load_int(cx, ptr, cx.ptr_size());
  const u64 tagged_code_units = load_int(cx, ptr + cx.ptr_size(), cx.ptr_size());
  return load_string_from_range(cx, begin, tagged_code_units);
}

/// [load_string_from_range]
String load_string_from_range(const LiftLowerContext& cx, u64 ptr, u64 tagged_code_units, bool contents) {
  constexpr auto rule = "load_string_from_range";
  const u64 tag = utf16_tag(cx.ptr_type());
  String s;
  s.encoding = cx.opts.string_encoding;
  s.utf16 = s.encoding == StringEncoding::latin1_utf16 && (tagged_code_units & tag) != 0;
  s.code_units = s.utf16 ? tagged_code_units ^ tag : tagged_code_units;
  const bool wide = s.utf16 || s.encoding == StringEncoding::utf16;
  const u64 alignment = s.encoding == StringEncoding::utf8 ? 1 : 2;
  const u64 code_unit_size = wide ? 2 : 1;

  if (s.code_units > MAX_STRING_BYTE_LENGTH / code_unit_size) {
    trap(Why::string_too_long, rule, cx.boundary, fmt::format(": {} code units", s.code_units));
  }
  cx.trap_if_unaligned(ptr, alignment, Why::string_unaligned, rule);
  cx.trap_if_out_of_bounds(ptr, code_unit_size * s.code_units, Why::string_out_of_bounds, rule);
  if (!contents) return s;
  const std::span<u8> range = cx.memory().subspan(ptr, code_unit_size * s.code_units);
  const std::string_view bytes(reinterpret_cast<const char*>(range.data()), range.size());
  const bool utf8 = s.encoding == StringEncoding::utf8;
  if (cx.borrow) {
    if (wide) check_utf16(cx, bytes);
    if (utf8) check_utf8(cx, bytes);
    s.borrowed = bytes;
  } else if (wide) {
    s.text = decode_utf16_string(cx, bytes);
  } else if (utf8) {
    check_utf8(cx, bytes);
    s.text = bytes;
  } else {
    s.text = decode_latin1_string(cx, bytes);
  }
  return s;
}

/// [store_string]
void store_string(LiftLowerContext& cx, const String& v, u64 ptr) {
  const Range range = store_string_into_range(cx, v);
  store_int(cx, range.begin, ptr, cx.ptr_size());
  store_int(cx, range.length, ptr + cx.ptr_size(), cx.ptr_size());
}

/// [store_string_into_range]
Range store_string_into_range(LiftLowerContext& cx, const String& v) {
  SimpleEncoding src_simple_encoding = v.utf16 ? SimpleEncoding::utf16 : SimpleEncoding::latin1;
  if (v.encoding == StringEncoding::utf8) src_simple_encoding = SimpleEncoding::utf8;
  if (v.encoding == StringEncoding::utf16) src_simple_encoding = SimpleEncoding::utf16;
  const u64 src_code_units = v.code_units;
  std::string decoded;
  std::string_view src = v.text;
  if (v.borrowed.data() != nullptr) {
    if (const auto copied = store_borrowed_string(cx, v, src_simple_encoding)) return *copied;
    if (src_simple_encoding == SimpleEncoding::utf8) {
      src = v.borrowed;
    } else {
      src = decoded = decode_borrowed(cx, v.borrowed, src_simple_encoding);
    }
  }

  switch (cx.opts.string_encoding) {
  case StringEncoding::utf8:
    switch (src_simple_encoding) {
    case SimpleEncoding::utf8: return store_string_copy(cx, src, src_code_units, 1, 1);
    case SimpleEncoding::utf16: return store_utf16_to_utf8(cx, src, src_code_units);
    case SimpleEncoding::latin1: return store_latin1_to_utf8(cx, src, src_code_units);
    }
    break;
  case StringEncoding::utf16:
    if (src_simple_encoding == SimpleEncoding::utf8) return store_utf8_to_utf16(cx, src, src_code_units);
    return store_string_copy(cx, encode_utf16(cx, src), src_code_units, 2, 2);
  case StringEncoding::latin1_utf16:
    if (v.encoding != StringEncoding::latin1_utf16) return store_string_to_latin1_or_utf16(cx, src, src_code_units);
    if (v.utf16) return store_probably_utf16_to_latin1_or_utf16(cx, src, src_code_units);
    return store_string_copy(cx, encode_latin1_prefix(cx, src), src_code_units, 1, 2);
  }
  throw Crash("store of a string in an unknown encoding");
}

}  // namespace touchstone::component
