// 5.1 Conventions and 5.2 Values, reading: bytes, integers, floats, lists, names; and what has a size in front.
//
// A Reader walks over a range of a Source, so all offsets are offsets into the whole. It throws Malformed. The size
// that stands in front of a section or function is no border for what is read inside: as in the grammar, the contents
// are read as they come and have to end where the size says. The official scripts tell "too short" from "too long" that
// way. The only border is the end of the range: of the file, or of the component section in which a module is nested.
// Nothing is allocated by a count before the bytes that it needs are known to be there.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "interp/binary/watch.hpp"
#include "interp/support/error.hpp"
#include "interp/support/leb128.hpp"
#include "interp/support/messages.hpp"
#include "interp/support/source.hpp"
#include "interp/support/v128.hpp"

namespace touchstone {

class Reader {
 public:
  /// Reads all of `bytes`, the content of a Source.
  explicit Reader(std::string_view bytes) : Reader(bytes, Region{0, static_cast<u32>(bytes.size())}) {}

  /// Reads the range `at` of `bytes`; positions count from the beginning of `bytes`.
  Reader(std::string_view bytes, Region at, Watch* watch = nullptr)
      : bytes_(bytes.substr(0, at.end)), position_(at.begin), watch_(watch) {}

  u32 position() const { return static_cast<u32>(position_); }
  u32 end() const { return static_cast<u32>(bytes_.size()); }
  u32 remaining() const { return end() - position(); }
  bool at_end() const { return position_ == bytes_.size(); }

  /// From `begin` to the current position.
  Region since(u32 begin) const { return {begin, position()}; }
  std::string_view bytes_since(u32 begin) const { return bytes_.substr(begin, position() - begin); }

  /// The next byte, left where it is; no value at the end.
  std::optional<u8> peek() const {
    if (at_end()) return std::nullopt;
    return static_cast<u8>(bytes_[position_]);
  }

  /// [Bbyte]
  u8 byte() {
    if (at_end()) unexpected_end();
    return static_cast<u8>(bytes_[position_++]);
  }

  /// The next `n` bytes.
  std::string_view bytes(u64 n) {
    if (n > remaining()) unexpected_end();
    const std::string_view taken = bytes_.substr(position_, n);
    position_ += n;
    return taken;
  }

  /// A reader of the next `n` bytes alone, which this one skips.
  Reader part(u32 n) {
    const u32 begin = position();
    bytes(n);
    return {bytes_, Region{begin, begin + n}, watch_};
  }

  // 5.2.2 integers. [Bu32, Bu64, Bs33, Bi32, Bi64]
  u32 read_u32() {
    if (const auto first = peek(); first && *first < 0x80) {
      ++position_;
      return *first;
    }
    return static_cast<u32>(read_u<32>());
  }
  u64 read_u64() { return read_u<64>(); }
  bool read_u1() { return read_u<1>() != 0; }
  s32 read_s7() { return static_cast<s32>(read_s<7>()); }
  s32 read_s32() { return static_cast<s32>(read_s<32>()); }
  s64 read_s33() { return read_s<33>(); }
  s64 read_s64() { return read_s<64>(); }

  // 5.2.3 floats, as bits; vectors. [Bf32, Bf64]
  u32 read_f32() { return fixed<u32>(); }
  u64 read_f64() { return fixed<u64>(); }
  V128 read_v128() { return fixed<V128>(); }

  /// An index of any index space.
  template <class I>
  I index() {
    const u32 begin = position();
    const I x(read_u32());
    if (watch_ != nullptr) [[unlikely]]
      watch_->index(since(begin), index_space(x), x.value, 0);
    return x;
  }

  /// The length of a list, checked against the bytes that are left: every element takes at least one.
  u32 count();

  /// [Blist] `element()` reads one.
  template <class F>
  auto list(F&& element) {
    const u32 n = count();
    std::vector<decltype(element())> elements;
    elements.reserve(std::min(n, 4096U));  // a count alone justifies no more
    for (u32 i = 0; i < n; ++i) elements.push_back(element());
    return elements;
  }

  /// A list of bytes.
  std::string_view byte_list() { return bytes(count()); }

  /// [Bname]
  std::string name();

  /// `size:u32 X` where `size` is the length of X in bytes. `contents(range)` reads X and is told where it has to end.
  /// @param rule  the grammar that has the size, a string literal
  template <class F>
  auto sized(std::string_view rule, F&& contents) {
    const Size size = this->size();
    try {
      if constexpr (std::is_void_v<decltype(contents(size.at))>) {
        contents(size.at);
        check_size(size, rule);
      } else {
        auto value = contents(size.at);
        check_size(size, rule);
        return value;
      }
    } catch (Error& error) {
      explain_size(error, size, rule);
      throw;
    }
  }

  /// Who looks on, or null.
  Watch* watch() const { return watch_; }

  /// Tells who looks on what the bytes since `begin` mean: a text, or a function that makes one.
  template <class T>
  void tell(u32 begin, T&& meaning) const {
    if (watch_ == nullptr) [[likely]]
      return;
    if constexpr (std::is_invocable_v<T>) {
      watch_->meaning(since(begin), std::string(meaning()));
    } else {
      watch_->meaning(since(begin), std::string(meaning));
    }
  }
  /// The same for a sort and its index.
  void tell_index(u32 begin, IndexSpace space, u32 x, u32 outwards = 0) const {
    if (watch_ != nullptr) watch_->index(since(begin), space, x, outwards);
  }

  /// Throws Malformed.
  /// @param rule  the grammar that fails, a string literal
  [[noreturn]] static void fail(Region at, Phrase words, std::string_view rule, std::string detail = {}) {
    throw Malformed(at, words, rule, std::move(detail));
  }

  /// Throws Malformed at the end of the range.
  [[noreturn]] void unexpected_end() const;

 private:
  template <u32 N>
  u64 read_u() {
    const std::size_t begin = position_;
    u64 n = 0;
    const auto fault = leb128::read_u<N>(bytes_, position_, n);
    if (fault != leb128::Fault::none) bad_integer(begin, fault, "BuN");
    return n;
  }
  template <u32 N>
  s64 read_s() {
    const std::size_t begin = position_;
    s64 i = 0;
    const auto fault = leb128::read_s<N>(bytes_, position_, i);
    if (fault != leb128::Fault::none) bad_integer(begin, fault, "BsN");
    return i;
  }
  template <class T>
  T fixed() {
    T value;
    const std::string_view taken = bytes(sizeof(T));
    std::copy(taken.begin(), taken.end(), reinterpret_cast<char*>(&value));
    return value;
  }

  [[noreturn]] void bad_integer(std::size_t begin, leb128::Fault fault, std::string_view rule) const;
  /// A size as given, and the range that it speaks of; that ends at the largest position if it would end behind it.
  struct Size {
    u32 given = 0;
    Region at;
  };
  Size size();
  bool goes_beyond(const Size& size) const { return u64{size.at.begin} + size.given > end(); }
  [[noreturn]] void length_out_of_bounds(const Size& size, std::string_view rule) const;
  void check_size(const Size& size, std::string_view rule) const;
  void explain_size(Error& error, const Size& size, std::string_view rule) const;

  std::string_view bytes_;
  std::size_t position_;
  Watch* watch_ = nullptr;
};

/// Puts `where` in front of an error's path.
void add_path(Error& error, std::string_view where);
void add_path(Error& error, std::string_view what, u32 index);

/// Runs `f`; an Error that leaves it gets `where...` (a name, or a name and a number) put in front of its path.
template <class F, class... Where>
decltype(auto) within(F&& f, Where... where) {
  try {
    return std::forward<F>(f)();
  } catch (Error& error) {
    add_path(error, where...);
    throw;
  }
}

/// The same for a part of a binary, which whoever looks on is told of.
template <class F>
void part(Reader& in, F&& f, std::string_view what, std::optional<u32> number = {}) {
  if (in.watch() != nullptr) in.watch()->open(in.position(), what, number);
  if (number) {
    within(f, what, *number);
  } else {
    within(f, what);
  }
  if (in.watch() != nullptr) in.watch()->close();
}

/// A part that an error's path says nothing of.
template <class F>
decltype(auto) scope(Reader& in, F&& f, std::string_view what) {
  if (in.watch() != nullptr) in.watch()->open(in.position(), what, {});
  if constexpr (std::is_void_v<decltype(f())>) {
    f();
    if (in.watch() != nullptr) in.watch()->close();
  } else {
    auto value = f();
    if (in.watch() != nullptr) in.watch()->close();
    return value;
  }
}

}  // namespace touchstone
