// 5.5 Modules, encoding: sections in order, empty ones left out, custom sections after the section they name.
//
// Of the many encodings of a module this writes one, whatever it was decoded from: shortest integers, index forms of
// element segments, the fewest runs of locals, a data count where code needs it and nowhere else.
#include <algorithm>
#include <limits>
#include <utility>

#include "interp/binary/branch_hints.hpp"
#include "interp/binary/encode.hpp"
#include "interp/binary/encoder.hpp"

namespace touchstone::wasm {

namespace {

/// `ref.func y`, as the index form of element segments has it; no value for another expression.
const FuncIdx* ref_func(const Expr& e) {
  if (e.size() != 2 || e[0].op != Op::ref_func || e[1].op != Op::end) return nullptr;
  return &e[0].as<FuncIdx>();
}

/// A section that is a list; nothing if it is empty.
template <class C, class F>
void list_section(Writer& out, u32 id, const C& entries, F&& entry) {
  if (entries.empty()) return;
  out.byte(id);
  out.sized([&] { out.list(entries, entry); });
}

/// Locals in the fewest runs.
std::vector<Locals> merged(const std::vector<Locals>& locals) {
  std::vector<Locals> runs;
  for (const Locals& run : locals) {
    if (run.count == 0) continue;
    const bool same = !runs.empty() && runs.back().type == run.type;
    if (same && run.count <= std::numeric_limits<u32>::max() - runs.back().count) {
      runs.back().count += run.count;
    } else {
      runs.push_back(run);
    }
  }
  return runs;
}

bool names_data(const Expr& e) {
  return std::any_of(e.begin(), e.end(), [](const Instr& instr) {
    return instr.op == Op::memory_init || instr.op == Op::data_drop || instr.op == Op::array_new_data ||
           instr.op == Op::array_init_data;
  });
}

/// Whether an instruction names a data segment, be it in a constant expression that is not valid: then the count has to
/// come before. (5.5.15)
bool names_data(const Module& m) {
  const auto any = [](const auto& definitions, auto&& names) {
    return std::any_of(definitions.begin(), definitions.end(), names);
  };
  return any(m.funcs, [](const Func& fn) { return names_data(fn.body); }) ||
         any(m.tables, [](const Table& tab) { return tab.init && names_data(*tab.init); }) ||
         any(m.globals, [](const Global& glob) { return names_data(glob.init); }) ||
         any(m.elems,
             [&](const Elem& el) {
               return names_data(el.offset) || any(el.init, [](const Expr& e) { return names_data(e); });
             }) ||
         any(m.datas, [](const Data& da) { return names_data(da.offset); });
}

/// The order of [Bmodule], by ids.
constexpr u8 order[] = {0, 1, 2, 3, 4, 5, 13, 6, 7, 8, 9, 12, 10, 11};

}  // namespace

/// [Bimport]
void Encoder::import(const Import& im) {
  out.name(im.module);
  out.name(im.name);
  externtype(im.type);
}

/// [Btable]
void Encoder::table(const Table& tab) {
  if (tab.init) {
    out.byte(0x40);
    out.byte(0x00);
  }
  tabletype(tab.type);
  if (tab.init) expr(*tab.init);
}

/// [Bglobal]
void Encoder::global(const Global& glob) {
  globaltype(glob.type);
  expr(glob.init);
}

/// [Bexport]
void Encoder::export_(const Export& ex) {
  out.name(ex.name);
  out.byte(static_cast<u32>(ex.kind));
  out.write_u32(ex.index);
}

/// [Belem] Indices where all is `ref.func` and of type `(ref func)`; no type where the flags say it.
void Encoder::elem(const Elem& el) {
  const bool active = el.mode == Elem::Mode::active;
  const bool indices =
      el.type == RefType{false, HeapKind::func} &&
      std::all_of(el.init.begin(), el.init.end(), [](const Expr& e) { return ref_func(e) != nullptr; });
  const bool implied = active && el.table.value == 0 && (indices || el.type == funcref);
  u32 flags = indices ? 0 : 4;
  if (!active) flags |= 1;
  if (active ? !implied : el.mode == Elem::Mode::declarative) flags |= 2;
  out.write_u32(flags);
  if (active) {
    if (!implied) out.index(el.table);
    expr(el.offset);
  }
  if (!implied) {
    if (indices) {
      out.byte(0x00);  // [Belemkind]
    } else {
      reftype(el.type);
    }
  }
  out.list(el.init, [&](const Expr& e) {
    if (indices) {
      out.index(*ref_func(e));
    } else {
      expr(e);
    }
  });
}

/// [Bdata]
void Encoder::data(const Data& da) {
  const bool active = da.mode == Data::Mode::active;
  out.write_u32(active ? (da.mem.value == 0 ? 0 : 2) : 1);
  if (active) {
    if (da.mem.value != 0) out.index(da.mem);
    expr(da.offset);
  }
  out.byte_list(da.init);
}

/// [Bcode, Bfunc, Blocals]
void Encoder::code(const Func& fn) {
  out.sized([&] {
    out.list(merged(fn.locals), [this](const Locals& run) {
      out.write_u32(run.count);
      valtype(run.type);
    });
    expr(fn.body);
  });
}

/// [Bcustomsec, Bcustom]
void Encoder::custom(const Custom& cu) {
  out.byte(0);
  out.sized([&] {
    out.name(cu.name);
    out.bytes(cu.content);
  });
}

/// The section with an id, if there is something to put into it.
void Encoder::section(u8 id, const Module& m) {
  switch (id) {
  case 1: return list_section(out, 1, m.types, [this](const RecType& qt) { rectype(qt); });
  case 2: return list_section(out, 2, m.imports, [this](const Import& im) { import(im); });
  case 3: return list_section(out, 3, m.funcs, [this](const Func& fn) { out.index(fn.type); });
  case 4: return list_section(out, 4, m.tables, [this](const Table& tab) { table(tab); });
  case 5: return list_section(out, 5, m.mems, [this](const Mem& mem) { memtype(mem.type); });
  case 6: return list_section(out, 6, m.globals, [this](const Global& glob) { global(glob); });
  case 7: return list_section(out, 7, m.exports, [this](const Export& ex) { export_(ex); });
  case 8:
    if (!m.start) return;
    out.byte(8);
    return out.sized([&] { out.index(m.start->func); });
  case 9: return list_section(out, 9, m.elems, [this](const Elem& el) { elem(el); });
  case 10: return list_section(out, 10, m.funcs, [this](const Func& fn) { code(fn); });
  case 11: return list_section(out, 11, m.datas, [this](const Data& da) { data(da); });
  case 12:
    if (!m.data_count || !names_data(m)) return;
    out.byte(12);
    return out.sized([&] { out.write_u32(*m.data_count); });
  case 13: return list_section(out, 13, m.tags, [this](const Tag& jt) { tagtype(jt.type); });
  default: return;
  }
}

/// [Bmodule]
void Encoder::module(const Module& m) {
  out.bytes(std::string_view("\0asm\x01\0\0\0", 8));
  bool names_left = !m.names.empty();
  const auto names = [&] {
    if (std::exchange(names_left, false)) custom({"name", encode_names(m.names), order[13], {}});
  };
  for (const u8 id : order) {
    if (id == 10 && !m.branch_hints.empty()) custom({branch_hint_section, encode_branch_hints(m), 0, {}});
    section(id, m);
    for (const Custom& cu : m.customs) {
      const bool behind_all = id == order[13] && cu.after > 13;
      if (cu.after != id && !behind_all) continue;
      if (cu.name == "name") names();  // before any other of that name: decoding takes the first
      custom(cu);
    }
  }
  names();
}

std::string encode_module(const Module& module) {
  Writer out;
  Encoder(out).module(module);
  return out.take();
}

}  // namespace touchstone::wasm
