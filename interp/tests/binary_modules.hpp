// What the tests of the binary format share: bytes from numbers, and equality of modules up to regions.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/binary/writer.hpp"

namespace touchstone::wasm {

inline std::string bytes(std::initializer_list<u32> list) {
  std::string out;
  for (const u32 b : list) out += static_cast<char>(b);
  return out;
}

/// A section: id, size, contents.
inline std::string section(u32 id, std::string_view contents) {
  Writer out;
  out.byte(id);
  out.byte_list(contents);
  return out.take();
}

inline std::string module_of(std::initializer_list<std::string> sections) {
  std::string out("\0asm\x01\0\0\0", 8);
  for (const std::string& s : sections) out += s;
  return out;
}

inline Result<Module> decode(std::string binary, Features features = Features::all()) {
  return decode_module(binary_source("test", std::move(binary)), features);
}

template <class T, class F>
bool all_equal(const std::vector<T>& a, const std::vector<T>& b, F&& equal) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal);
}

/// The first field in which two modules differ, regions aside; empty if none.
inline std::string_view difference(const Module& a, const Module& b) {
  if (!all_equal(a.types, b.types, [](const RecType& x, const RecType& y) {
        return x.subtypes == y.subtypes && x.explicit_ == y.explicit_;
      })) {
    return "types";
  }
  if (!all_equal(a.imports, b.imports, [](const Import& x, const Import& y) {
        return x.module == y.module && x.name == y.name && x.type == y.type;
      })) {
    return "imports";
  }
  if (!all_equal(a.funcs, b.funcs, [](const Func& x, const Func& y) {
        return x.type == y.type && x.locals == y.locals && x.body == y.body;
      })) {
    return "funcs";
  }
  if (!all_equal(a.tables, b.tables,
                 [](const Table& x, const Table& y) { return x.type == y.type && x.init == y.init; })) {
    return "tables";
  }
  if (!all_equal(a.mems, b.mems, [](const Mem& x, const Mem& y) { return x.type == y.type; })) return "mems";
  if (!all_equal(a.globals, b.globals,
                 [](const Global& x, const Global& y) { return x.type == y.type && x.init == y.init; })) {
    return "globals";
  }
  if (!all_equal(a.tags, b.tags, [](const Tag& x, const Tag& y) { return x.type == y.type; })) return "tags";
  if (!all_equal(a.exports, b.exports, [](const Export& x, const Export& y) {
        return x.name == y.name && x.kind == y.kind && x.index == y.index;
      })) {
    return "exports";
  }
  if (a.start.has_value() != b.start.has_value() || (a.start && a.start->func != b.start->func)) return "start";
  if (!all_equal(a.elems, b.elems, [](const Elem& x, const Elem& y) {
        return x.type == y.type && x.init == y.init && x.mode == y.mode && x.table == y.table && x.offset == y.offset;
      })) {
    return "elems";
  }
  if (!all_equal(a.datas, b.datas, [](const Data& x, const Data& y) {
        return x.init == y.init && x.mode == y.mode && x.mem == y.mem && x.offset == y.offset;
      })) {
    return "datas";
  }
  if (!all_equal(a.customs, b.customs, [](const Custom& x, const Custom& y) {
        return x.name == y.name && x.content == y.content && x.after == y.after;
      })) {
    return "customs";
  }
  return a.names == b.names ? "" : "names";
}

}  // namespace touchstone::wasm
