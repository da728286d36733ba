// 5.1 Conventions and 5.2 Values, writing: the counterpart of reader.hpp. Integers take their shortest form.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "interp/support/leb128.hpp"
#include "interp/support/v128.hpp"
#include "interp/syntax/indices.hpp"

namespace touchstone {

class Writer {
 public:
  void byte(u32 b) { out_ += static_cast<char>(b); }
  void bytes(std::string_view b) { out_ += b; }

  void write_u32(u32 n) { leb128::append_u(out_, n); }
  void write_u64(u64 n) { leb128::append_u(out_, n); }
  void write_s32(s32 i) { leb128::append_s(out_, i); }
  void write_s33(s64 i) { leb128::append_s(out_, i); }
  void write_s64(s64 i) { leb128::append_s(out_, i); }
  void write_f32(u32 bits) { fixed(bits); }
  void write_f64(u64 bits) { fixed(bits); }
  void write_v128(const V128& v) { fixed(v); }

  template <class Space>
  void index(wasm::Index<Space> x) {
    write_u32(x.value);
  }

  /// The length of `elements`, then `element(e)` for each.
  template <class C, class F>
  void list(const C& elements, F&& element) {
    write_u32(static_cast<u32>(elements.size()));
    for (const auto& e : elements) element(e);
  }

  void byte_list(std::string_view b) {
    write_u32(static_cast<u32>(b.size()));
    bytes(b);
  }
  void name(std::string_view n) { byte_list(n); }

  /// What `contents()` writes, with its size in front.
  template <class F>
  void sized(F&& contents) {
    std::string outer = std::exchange(out_, {});
    contents();
    std::string inner = std::exchange(out_, std::move(outer));
    byte_list(inner);
  }

  std::size_t size() const { return out_.size(); }
  std::string take() { return std::move(out_); }

 private:
  template <class T>
  void fixed(const T& value) {
    out_.append(reinterpret_cast<const char*>(&value), sizeof(T));
  }

  std::string out_;
};

}  // namespace touchstone
