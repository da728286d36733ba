// Appendix 7.7.1 Name Section: decoding and encoding of names.
//
// Subsections come at most once and in the order of their ids, the indices of a name map in increasing order. Ids 3 and
// 5 to 9 (labels, tables, memories, globals, segments) are those of the extended-name-section proposal. Not in the
// specification: a section with another id is malformed for us, so that it is kept as it is.
#include "interp/binary/decode.hpp"
#include "interp/binary/encode.hpp"
#include "interp/binary/writer.hpp"

namespace touchstone::wasm {

namespace {

/// Ids of subsections. [#binary-namesubsection]
enum Id : u8 { module_, func_, local_, label_, type_, table_, mem_, global_, elem_, data_, field_, tag_ };

constexpr std::string_view subsection_names[] = {
    "module name",  "function names", "local names",           "label names",        "type names",  "table names",
    "memory names", "global names",   "element segment names", "data segment names", "field names", "tag names"};

[[noreturn]] void malformed(Region at, std::string_view rule, std::string detail) {
  Reader::fail(at, phrase::malformed_name_section, rule, std::move(detail));
}

/// Pairs of an index and what `value()` reads, in increasing order.
template <class Map, class F>
Map indexed(Reader& in, F&& value) {
  Map map;
  const u32 n = in.count();
  for (u32 i = 0; i < n; ++i) {
    const u32 begin = in.position();
    const u32 x = in.read_u32();
    if (!map.empty() && map.rbegin()->first >= x) malformed(in.since(begin), "#binary-namemap", ": index out of order");
    in.tell(begin, [&] { return "index " + std::to_string(x); });
    map.emplace_hint(map.end(), x, value());
  }
  return map;
}

/// [#binary-namemap]
NameMap namemap(Reader& in) {
  return indexed<NameMap>(in, [&] { return in.name(); });
}

/// [#binary-indirectnamemap]
IndirectNameMap indirectnamemap(Reader& in) {
  return indexed<IndirectNameMap>(in, [&] { return namemap(in); });
}

NameMap* map_of(Names& names, u8 id) {
  switch (id) {
  case func_: return &names.funcs;
  case type_: return &names.types;
  case table_: return &names.tables;
  case mem_: return &names.mems;
  case global_: return &names.globals;
  case elem_: return &names.elems;
  case data_: return &names.datas;
  case tag_: return &names.tags;
  default: return nullptr;
  }
}

IndirectNameMap* indirect_map_of(Names& names, u8 id) {
  switch (id) {
  case local_: return &names.locals;
  case label_: return &names.labels;
  case field_: return &names.fields;
  default: return nullptr;
  }
}

void write_namemap(Writer& out, const NameMap& map) {
  out.list(map, [&](const auto& entry) {
    out.write_u32(entry.first);
    out.name(entry.second);
  });
}

}  // namespace

Names decode_names(Reader& in) {
  Names names;
  int last = -1;
  while (const auto id = in.peek()) {
    const u32 begin = in.position();
    in.byte();
    if (*id > tag_) malformed(in.since(begin), "#binary-namesubsection", ": unknown subsection " + std::to_string(*id));
    if (*id <= last) malformed(in.since(begin), "#binary-namesubsection", ": subsection out of order");
    last = *id;
    in.tell(begin, [&] { return "subsection " + std::to_string(*id) + ": " + std::string(subsection_names[*id]); });
    in.sized("#binary-namesubsection", [&](Region) {
      if (*id == module_) {
        names.module = in.name();
      } else if (NameMap* map = map_of(names, *id)) {
        *map = namemap(in);
      } else {
        *indirect_map_of(names, *id) = indirectnamemap(in);
      }
    });
  }
  return names;
}

std::string encode_names(const Names& names) {
  Names all = names;  // the look-ups by id give places to write to
  Writer out;
  for (u8 id = module_; id <= tag_; ++id) {
    const NameMap* map = map_of(all, id);
    const IndirectNameMap* indirect = indirect_map_of(all, id);
    const bool present = id == module_ ? all.module.has_value() : map ? !map->empty() : !indirect->empty();
    if (!present) continue;
    out.byte(id);
    out.sized([&] {
      if (id == module_) {
        out.name(*all.module);
      } else if (map) {
        write_namemap(out, *map);
      } else {
        out.list(*indirect, [&](const auto& entry) {
          out.write_u32(entry.first);
          write_namemap(out, entry.second);
        });
      }
    });
  }
  return out.take();
}

}  // namespace touchstone::wasm
