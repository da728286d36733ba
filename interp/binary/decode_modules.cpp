// 5.5 Modules, decoding: sections in their prescribed order, custom sections anywhere between.
//
// Function and code section stand apart in a binary and are one list in a module. What relates two sections (their
// lengths, the data count) is checked after the last one, in the order in which the reference interpreter checks it.
// A name section that is well-formed becomes `Module::names`; one that is not stays a custom section like any other.
#include <algorithm>

#include "interp/binary/branch_hints.hpp"
#include "interp/binary/decode.hpp"
#include "interp/binary/decoder.hpp"

namespace touchstone::wasm {

namespace {

/// Section ids. [#binary-section]
enum Id : u8 {
  custom_,
  type_,
  import_,
  func_,
  table_,
  mem_,
  global_,
  exports_,
  start_,
  elem_,
  code_,
  data_,
  datacnt_,
  tag_
};

constexpr std::string_view section_names[] = {
    "custom section", "type section",   "import section",     "function section", "table section",
    "memory section", "global section", "export section",     "start section",    "element section",
    "code section",   "data section",   "data count section", "tag section"};

constexpr std::string_view kind_words[] = {"func", "table", "memory", "global", "tag"};  // in the order of ExternKind

/// Position of each section in the order of [Bmodule].
constexpr u8 ranks[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

/// The content of the section "producers" (tool conventions): fields, each with pairs of a name and a version.
void tell_producers(Reader& content) {
  const auto all = [&](auto&& each) {
    for (u32 n = content.count(); n > 0; --n) each();
  };
  all([&] {
    content.name();
    all([&] {
      content.name();
      content.name();
    });
  });
  if (!content.at_end()) content.unexpected_end();
}

}  // namespace

/// What is known of the sections so far.
struct Decoder::Sections {
  u8 rank = 0;                 ///< of the last non-custom section
  u8 last = 0;                 ///< id of the last that was not empty
  std::vector<TypeIdx> types;  ///< function section
  u32 first_func = 0;          ///< function imports
};

/// [Bmagic, Bversion]
void Decoder::preamble() {
  const u32 begin = in.position();
  if (in.bytes(4) != std::string_view("\0asm", 4)) {
    Reader::fail(in.since(begin), phrase::magic_header_not_detected, "Bmagic");
  }
  in.tell(begin, "magic");
  const std::string_view version = in.bytes(4);
  if (version == std::string_view("\x01\0\0\0", 4)) return in.tell(begin + 4, "version 1");
  const bool component = version.substr(2) == std::string_view("\x01\0", 2);
  Reader::fail({begin + 4, begin + 8}, component ? phrase::version_of_a_component : phrase::unknown_binary_version,
               "Bversion", component ? ": this is a component, not a module" : "");
}

/// [Bmodule]
Module Decoder::module() {
  Module m;
  const u32 begin = in.position();
  limit(in.remaining(), limits.module_size, {begin, in.end()}, "bytes");
  const auto all = [&] {
    preamble();
    Sections sections;
    while (const auto id = in.peek()) section(*id, m, sections);
    check_lengths(m, sections);
    place_branch_hints(m);
  };
  scope(in, all, "module");
  m.at = in.since(begin);
  return m;
}

/// [Bsection_]
void Decoder::section(u8 id, Module& m, Sections& sections) {
  const u32 begin = in.position();
  in.byte();
  const Feature feature = id == tag_ ? Feature::exceptions : id == datacnt_ ? Feature::bulk_memory : Feature::mvp;
  if (id > tag_ || !on(feature)) {
    Reader::fail(in.since(begin), phrase::malformed_section_id, "Bsection_",
                 " " + std::to_string(id) + (id > tag_ ? std::string() : if_off(feature)));
  }
  const std::string_view name = section_names[id];
  if (id != custom_ && ranks[id] <= sections.rank) {
    Reader::fail(in.since(begin), phrase::unexpected_content, "Bmodule",
                 ": the " + std::string(name) + (ranks[id] == sections.rank ? " again" : " out of order"));
  }
  part(
      in,
      [&] {
        in.tell(begin, [&] { return "section " + std::to_string(id); });
        in.sized("Bsection_", [&](Region at) {
          if (id == custom_) return custom(m, sections, {begin, at.end});
          sections.rank = ranks[id];
          if (contents(id, m, sections)) sections.last = id;
        });
      },
      name);
}

/// [Blist] of the entries of a section; their number is the last step of an error's path.
/// @param first  the index of the first entry, behind those that are imported
template <class F>
bool Decoder::entries(std::string_view what, u32 first, F&& entry) {
  const u32 n = in.count();
  for (u32 i = 0; i < n; ++i) part(in, [&] { entry(i); }, what, first + i);
  return n != 0;
}

/// Reads what a section holds; false if it holds nothing.
bool Decoder::contents(u8 id, Module& m, Sections& sections) {
  const auto imported = [&m](ExternKind kind) { return m.import_count(kind); };
  switch (id) {
  case type_: return type_section(m);
  case import_: return import_section(m);
  case func_: return func_section(m, sections);
  case table_:  // [Btablesec]
    return entries("table", imported(ExternKind::table), [&](u32) { m.tables.push_back(table()); });
  case mem_:  // [Bmemsec]
    return entries("memory", imported(ExternKind::mem), [&](u32) { m.mems.push_back(mem()); });
  case tag_:  // [Btagsec]
    return entries("tag", imported(ExternKind::tag), [&](u32) { m.tags.push_back(tag()); });
  case global_:  // [Bglobalsec]
    return entries("global", imported(ExternKind::global), [&](u32) { m.globals.push_back(global()); });
  case exports_:  // [Bexportsec]
    return entries("export", 0, [&](u32) { m.exports.push_back(export_()); });
  case start_: {  // [Bstartsec]
    const u32 begin = in.position();
    const FuncIdx x = in.index<FuncIdx>();
    m.start = Start{x, in.since(begin)};
    return true;
  }
  case elem_:  // [Belemsec]
    return entries("element segment", 0, [&](u32) { m.elems.push_back(elem()); });
  case datacnt_: {  // [Bdatacntsec]
    const u32 begin = in.position();
    m.data_count = in.read_u32();
    in.tell(begin, [&] { return "data segments: " + std::to_string(*m.data_count); });
    return true;
  }
  case code_: return code_section(m, sections);
  default:  // [Bdatasec]
    return entries("data segment", 0, [&](u32) { m.datas.push_back(data()); });
  }
}

/// [Bcustom] What it says goes where the module has a place for that, if it is well-formed. (Appendix 7.4)
void Decoder::custom(Module& m, const Sections& sections, Region at) {
  Custom cu;
  cu.name = in.name();
  if (in.position() > at.end) in.unexpected_end();
  Reader content = in.part(at.end - in.position());
  cu.after = sections.last;
  cu.at = at;
  Reader bytes = content;
  const u32 content_at = bytes.position();
  cu.content = bytes.bytes(bytes.remaining());
  try {
    if (custom_with_meaning(m, sections, cu, content)) return;
  } catch (const Malformed&) {  // the section is kept as it is
  }
  if (in.watch() != nullptr) in.watch()->contents(bytes.since(content_at), "content");
  m.customs.push_back(std::move(cu));
}

/// The name section goes to `names`, branch hints before the code wait for it; of each the first.
bool Decoder::custom_with_meaning(Module& m, const Sections& sections, const Custom& cu, Reader content) {
  if (cu.name == "name" && m.names.empty()) {
    m.names = decode_names(content);
    return true;
  }
  if (cu.name == branch_hint_section && !hint_section_ && sections.rank < ranks[code_]) {
    HintSection found;
    found.hints = decode_branch_hints(content);
    found.section = cu;
    found.place = m.customs.size();
    hint_section_ = std::move(found);
    return true;
  }
  if (cu.name == "producers" && in.watch() != nullptr) {  // for who looks on; the section stays what it is
    tell_producers(content);
    m.customs.push_back(cu);
    return true;
  }
  return false;
}

/// Appendix 7.7.2: offsets become instructions. If one is none that can have a hint, the section stays uninterpreted.
void Decoder::place_branch_hints(Module& m) {
  if (!hint_section_) return;
  const u32 imported = m.import_count(ExternKind::func);
  const auto hinted = [&](const Func& fn, u32 offset) -> std::optional<u32> {
    const auto found = std::partition_point(fn.body.begin(), fn.body.end(),
                                            [&](const Instr& i) { return i.at.begin - fn.at.begin < offset; });
    if (found == fn.body.end() || found->at.begin - fn.at.begin != offset) return std::nullopt;
    if (found->op != Op::if_ && found->op != Op::br_if) return std::nullopt;
    return static_cast<u32>(found - fn.body.begin());
  };
  std::map<u32, BranchHints> placed;
  for (const auto& [x, hints] : hint_section_->hints) {
    for (const auto& [offset, likely] : hints) {
      const bool known = x >= imported && x - imported < m.funcs.size();
      const auto i = known ? hinted(m.funcs[x - imported], offset) : std::nullopt;
      if (!i) {
        const auto place = m.customs.begin() + static_cast<std::ptrdiff_t>(hint_section_->place);
        m.customs.insert(place, std::move(hint_section_->section));
        return;
      }
      placed[x].emplace(*i, likely);
    }
  }
  m.branch_hints = std::move(placed);
}

/// [Btypesec]
bool Decoder::type_section(Module& m) {
  return entries("type", 0, [&](u32) {
    RecType qt = rectype();
    if (in.watch() != nullptr) {
      for (std::size_t i = 0; i < qt.subtypes.size(); ++i) in.watch()->defines(index_space(TypeIdx()));
    }
    m.types.push_back(std::move(qt));
  });
}

/// [Bimportsec]
bool Decoder::import_section(Module& m) {
  return entries("import", 0, [&](u32) {
    for (Import& im : imports()) {
      if (in.watch() != nullptr) in.watch()->defines({kind_words[im.type.index()], true});
      m.imports.push_back(std::move(im));
    }
  });
}

/// [Bimport] With compact-imports [Bimports] [Bimportitem]: one module name for many items, and perhaps one type.
std::vector<Import> Decoder::imports() {
  const u32 begin = in.position();
  Import im;
  im.module = in.name();
  im.name = in.name();
  const auto kind = in.peek();
  if (im.name.empty() && (kind == 0x7F || kind == 0x7E)) {
    if (!on(Feature::compact_imports)) {
      Reader::fail({in.position(), in.position() + 1}, phrase::malformed_import_kind, "Bexterntype",
                   if_off(Feature::compact_imports));
    }
    const u32 kind_at = in.position();
    in.byte();
    in.tell(kind_at, kind == 0x7E ? "compact imports of one type" : "compact imports");
    if (kind == 0x7E) im.type = externtype();
    return in.list([&] {
      const u32 item = in.position();
      repeated_names_ += im.module.size();
      limit(repeated_names_, limits.repeated_names, {kind_at, item}, "bytes of names repeated by compact imports");
      Import each = im;
      each.name = in.name();
      if (kind == 0x7F) each.type = externtype();
      each.at = in.since(item);
      return each;
    });
  }
  im.type = externtype();
  im.at = in.since(begin);
  return {std::move(im)};
}

/// [Bfuncsec]
bool Decoder::func_section(const Module& m, Sections& sections) {
  sections.first_func = m.import_count(ExternKind::func);
  return entries("function", sections.first_func, [&](u32) { sections.types.push_back(in.index<TypeIdx>()); });
}

/// [Bmem]
Mem Decoder::mem() {
  const u32 begin = in.position();
  const MemType type = memtype();
  return {type, in.since(begin)};
}

/// [Btable]
Table Decoder::table() {
  const u32 begin = in.position();
  Table tab;
  const bool initialised = in.peek() == 0x40;
  if (initialised && !on(Feature::function_references)) {
    Reader::fail({begin, begin + 1}, phrase::malformed_reference_type, "Breftype",
                 if_off(Feature::function_references));
  }
  if (initialised) {
    in.byte();
    in.tell(begin, "table with an initialiser");
    zero("Btable");
  }
  tab.type = tabletype();
  if (initialised) tab.init = expr();
  tab.at = in.since(begin);
  return tab;
}

/// [Bglobal]
Global Decoder::global() {
  const u32 begin = in.position();
  Global glob;
  glob.type = globaltype();
  glob.init = expr();
  glob.at = in.since(begin);
  return glob;
}

/// [Btag]
Tag Decoder::tag() {
  const u32 begin = in.position();
  const TagType type = tagtype();
  return {type, in.since(begin)};
}

/// [Bexport, Bexternidx]
Export Decoder::export_() {
  const u32 begin = in.position();
  Export ex;
  ex.name = in.name();
  const u32 kind_begin = in.position();
  const u8 kind = in.byte();
  if (kind > 4 || (kind == 4 && !on(Feature::exceptions))) {
    Reader::fail(in.since(kind_begin), phrase::malformed_export_kind, "Bexternidx",
                 if_off(kind == 4 ? Feature::exceptions : Feature::mvp));
  }
  ex.kind = static_cast<ExternKind>(kind);
  in.tell(kind_begin, std::string_view(kind_words[kind]));
  const u32 index_begin = in.position();
  ex.index = in.read_u32();
  in.tell_index(index_begin, {kind_words[kind], true}, ex.index);
  ex.at = in.since(begin);
  return ex;
}

/// [Belemkind]
RefType Decoder::elemkind() {
  const u32 begin = in.position();
  if (in.byte() != 0) Reader::fail(in.since(begin), phrase::malformed_element_kind, "Belemkind");
  in.tell(begin, "element kind func");
  return {false, HeapKind::func};
}

/// `y*:list(funcidx)`, each standing for `ref.func y`.
std::vector<Expr> Decoder::elem_indices() {
  return in.list([this] {
    const u32 begin = in.position();
    const FuncIdx y = in.index<FuncIdx>();
    const Region at = in.since(begin);
    Expr e;
    e.reserve(2);
    e.push_back({Op::ref_func, at, y});
    e.push_back({Op::end, {at.end, at.end}, {}});
    return e;
  });
}

/// [Belem] Bit 0 of the flags: not active; bit 1: declarative, or a table index for an active one; bit 2: expressions.
Elem Decoder::elem() {
  const u32 begin = in.position();
  const u32 flags = in.read_u32();
  if (flags > (on(Feature::bulk_memory) ? 7 : 0)) {
    Reader::fail(in.since(begin), phrase::malformed_elements_segment_kind, "Belem",
                 if_off(flags > 7 ? Feature::mvp : Feature::bulk_memory));
  }
  const bool active = (flags & 1) == 0;
  const bool second = (flags & 2) != 0;
  const bool expressions = (flags & 4) != 0;
  in.tell(begin, [&] {
    return std::string("flags: ") +
           (active   ? "active"
            : second ? "declarative"
                     : "passive") +
           (active && second ? ", table index" : "") + (expressions ? ", expressions" : "");
  });
  Elem el;
  if (active) {
    el.mode = Elem::Mode::active;
    if (second) el.table = in.index<TableIdx>();
    el.offset = expr();
  } else {
    el.mode = second ? Elem::Mode::declarative : Elem::Mode::passive;
  }
  if (active && !second) {
    el.type = {expressions, HeapKind::func};
  } else {
    el.type = expressions ? reftype() : elemkind();
  }
  el.init = expressions ? in.list([this] { return expr(); }) : elem_indices();
  el.at = in.since(begin);
  return el;
}

/// [Bdata]
Data Decoder::data() {
  const u32 begin = in.position();
  const u32 flags = in.read_u32();
  if (flags > (on(Feature::bulk_memory) ? 2 : 0)) {
    Reader::fail(in.since(begin), phrase::malformed_data_segment_kind, "Bdata",
                 if_off(flags > 2 ? Feature::mvp : Feature::bulk_memory));
  }
  in.tell(begin, flags == 0 ? "flags: active" : flags == 1 ? "flags: passive" : "flags: active, memory index");
  Data da;
  if (flags != 1) {
    da.mode = Data::Mode::active;
    if (flags == 2) da.mem = in.index<MemIdx>();
    da.offset = expr();
  }
  const u32 n = in.count();
  const u32 init_begin = in.position();
  da.init = in.bytes(n);
  if (in.watch() != nullptr) in.watch()->contents(in.since(init_begin), "data");
  da.at = in.since(begin);
  return da;
}

/// [Bfunc, Blocals]
Func Decoder::func(u32 size) {
  const u32 begin = in.position();
  Func fn;
  u64 count = 0;
  fn.locals = in.list([&] {
    const u32 run_begin = in.position();
    Locals run;
    run.count = in.read_u32();
    run.type = valtype();
    run.at = in.since(run_begin);
    count += run.count;
    in.tell(run_begin, [&] { return "locals: " + std::to_string(run.count) + " of type " + to_string(run.type); });
    return run;
  });
  if (count > limits.locals) {
    const std::string found = ": " + std::to_string(count);
    if (count > ~u32{0}) {  // no list is that long
      Reader::fail(in.since(begin), phrase::too_many_locals, "Bfunc", found + ", at most " + std::to_string(~u32{0}));
    }
    throw Invalid(in.since(begin), phrase::limit_exceeded, "#impl-syntax",
                  found + " locals, at most " + std::to_string(limits.locals));
  }
  fn.body = expr(size / 3 + 1);
  fn.at = in.since(begin);
  return fn;
}

/// [Bcodesec, Bcode]
bool Decoder::code_section(Module& m, const Sections& sections) {
  data_index_.reset();  // constant expressions before do not count
  return entries("function", sections.first_func, [&](u32 i) {
    Func fn = in.sized("Bcode", [&](Region at) { return func(at.end - at.begin); });
    if (i < sections.types.size()) fn.type = sections.types[i];
    m.funcs.push_back(std::move(fn));
  });
}

/// The side conditions of [Bmodule]: lists of one length, and a count where code names data. [$dataidx_funcs]
void Decoder::check_lengths(const Module& m, const Sections& sections) const {
  const Region at{in.end(), in.end()};
  if (m.funcs.size() != sections.types.size()) {
    Reader::fail(at, phrase::inconsistent_function_lengths, "Bmodule",
                 ": " + std::to_string(sections.types.size()) + " and " + std::to_string(m.funcs.size()));
  }
  if (m.data_count && *m.data_count != m.datas.size()) {
    Reader::fail(at, phrase::inconsistent_data_lengths, "Bmodule",
                 ": " + std::to_string(*m.data_count) + " and " + std::to_string(m.datas.size()));
  }
  if (!m.data_count && data_index_) Reader::fail(*data_index_, phrase::data_count_required, "Bmodule");
}

Module decode_module(Reader& in, Features features, const ImplementationLimits& limits) {
  return Decoder(in, features, limits).module();
}

Result<Module> decode_module(const SourcePtr& source, Features features, const ImplementationLimits& limits) {
  return door(source, [&] {
    Reader in(source->content());
    Module m = decode_module(in, features, limits);
    m.source = source;
    return m;
  });
}

}  // namespace touchstone::wasm
