// 6.7 Modules: fields, with their abbreviations. See parse.hpp.
//
// Identifiers may be used before they are bound, and type uses may imply types behind all declared ones, so a module is
// read in three passes over its tokens: bind the identifiers of all fields; read the types; read everything else. The
// specification says the same with one identifier context for the whole module, [Tmodule/plain].
#include <array>
#include <utility>

#include "interp/support/messages.hpp"
#include "interp/text/context.hpp"
#include "interp/text/instructions.hpp"
#include "interp/text/parse.hpp"
#include "interp/text/types.hpp"

namespace touchstone::wasm {

namespace {

/// A kind of definition that can be imported: its keyword in fields, and the word for messages.
struct ExternWord {
  std::string_view keyword;
  std::string_view word;
};
constexpr std::array<ExternWord, 5> extern_words = {
    {{"func", "function"}, {"table", "table"}, {"memory", "memory"}, {"global", "global"}, {"tag", "tag"}}};

class ModuleParser {
 public:
  ModuleParser(Cursor& in, Features on) : in_(in), on_(on), type_(in, on, ids_.types), instr_(in, on, ids_, types_) {}

  Module run(std::optional<Id> name, Region begin) {
    bind_fields();
    read_types();
    while (in_.at(TokenKind::lpar)) field();
    module_.types = types_.take();
    if (instr_.names_data()) module_.data_count = static_cast<u32>(module_.datas.size());
    keep_names();
    if (name) module_.names.module = std::move(name->name);
    module_.source = in_.source();
    module_.at = in_.since(begin);
    return std::move(module_);
  }

 private:
  // First pass: identifiers.
  void bind_fields();
  void bind_field();
  void bind_type();
  void bind_extern(ExternKind kind);
  std::optional<ExternKind> extern_keyword() const;
  void skip_inline_exports();
  bool inline_segment(ExternKind kind);
  Space& space(ExternKind kind);

  // Second pass: types.
  void read_types();
  SubType type_definition();

  // Third pass: the rest.
  void field();
  void func();
  void func_body(u32 x, const TypeUseText& use, TypeIdx type, Region begin);
  void table();
  void memory();
  void global();
  void tag();
  void data();
  void elem();
  void start();
  void import();
  void export_();

  u32 enter_definition(ExternKind kind);
  bool inline_import(Import& import);
  void begin_import(Region at);
  void end_import(Import import, Region begin);
  ExternType externtype(ExternKind kind, u32 x);
  TypeIdx named_typeuse(u32 x);
  void bind_params(Space& locals, const TypeUseText& use, TypeIdx type);
  Expr offset();
  bool at_bare_index() const;
  std::vector<Expr> elemexprs();
  std::vector<Expr> elemidxs();
  void elemlist(Elem& out);
  void active_data(u32 memory, AddrType addr, Region begin);
  void keep_names();

  Cursor& in_;
  Features on_;
  Module module_;
  Context ids_;
  TypeDefs types_;
  TypeParser type_;
  InstrParser instr_;
  std::vector<u32> type_fields_;  // where the second pass begins
  std::array<u32, 5> next_{};     // the next index of each extern kind, in the third pass
  u32 next_type_ = 0;             // likewise of the types, in the second
  std::optional<ExternKind> last_definition_;
};

Space& ModuleParser::space(ExternKind kind) {
  switch (kind) {
  case ExternKind::func: return ids_.funcs;
  case ExternKind::table: return ids_.tables;
  case ExternKind::mem: return ids_.mems;
  case ExternKind::global: return ids_.globals;
  case ExternKind::tag: return ids_.tags;
  }
  throw Crash("unknown extern kind");
}

std::optional<ExternKind> ModuleParser::extern_keyword() const {
  for (u32 i = 0; i < extern_words.size(); ++i) {
    if (in_.at_keyword(extern_words[i].keyword)) return static_cast<ExternKind>(i);
  }
  return std::nullopt;
}

/// [Idctxt_ok] What is no field is left for the third pass to refuse.
void ModuleParser::bind_fields() {
  const u32 first = in_.position();
  while (in_.at(TokenKind::lpar)) {
    const u32 begin = in_.position();
    bind_field();
    in_.seek(begin);
    in_.skip_form();
  }
  in_.seek(first);
}

void ModuleParser::bind_field() {
  const u32 begin = in_.position();
  in_.next();
  if (in_.accept_keyword("type")) {
    type_fields_.push_back(begin);
    bind_type();
  } else if (in_.accept_keyword("rec")) {
    type_fields_.push_back(begin);
    while (in_.at_form("type")) {
      const u32 inner = in_.position();
      in_.expect_form("type");
      bind_type();
      in_.seek(inner);
      in_.skip_form();
    }
  } else if (in_.accept_keyword("import")) {
    if (!in_.accept(TokenKind::string) || !in_.accept(TokenKind::string) || !in_.accept(TokenKind::lpar)) return;
    if (const auto kind = extern_keyword()) {
      in_.next();
      space(*kind).bind(in_.accept_id());
    }
  } else if (in_.accept_keyword("data")) {
    ids_.datas.bind(in_.accept_id());
  } else if (in_.accept_keyword("elem")) {
    ids_.elems.bind(in_.accept_id());
  } else if (const auto kind = extern_keyword()) {
    in_.next();
    bind_extern(*kind);
  }
}

void ModuleParser::bind_type() {
  ids_.types.bind(in_.accept_id());
  ids_.fields.emplace_back("field");
}

/// A definition, and the segment that may be written inside a memory or table.
void ModuleParser::bind_extern(ExternKind kind) {
  space(kind).bind(in_.accept_id());
  if (kind != ExternKind::mem && kind != ExternKind::table) return;
  skip_inline_exports();
  if (!inline_segment(kind)) return;
  if (kind == ExternKind::mem) {
    ids_.datas.skip(1);
  } else {
    ids_.elems.skip(1);
  }
}

void ModuleParser::skip_inline_exports() {
  while (in_.at_form("export")) in_.skip_form();
}

/// `addrtype? (data` or `addrtype? reftype (elem`; moves past what stands before the segment.
bool ModuleParser::inline_segment(ExternKind kind) {
  if (in_.at_keyword("i32") || in_.at_keyword("i64")) in_.next();
  if (kind == ExternKind::mem) return in_.at_form("data");
  if (!type_.at_reftype()) return false;
  in_.skip_form();
  return in_.at_form("elem");
}

void ModuleParser::read_types() {
  const u32 first = in_.position();
  for (const u32 at : type_fields_) {
    in_.seek(at);
    RecType rec;
    const Region begin = in_.peek().at;
    rec.explicit_ = in_.at_form("rec");
    if (rec.explicit_) {
      require(on_, Feature::gc, in_, in_.peek(1));
      in_.expect_form("rec");
      while (in_.at(TokenKind::lpar)) rec.subtypes.push_back(type_definition());
      in_.expect_rpar();
    } else {
      rec.subtypes.push_back(type_definition());
    }
    rec.at = in_.since(begin);
    types_.define(std::move(rec));
  }
  in_.seek(first);
}

// [Ttypedef_]
SubType ModuleParser::type_definition() {
  in_.expect_form("type");
  in_.accept_id();
  SubType out = type_.subtype(&ids_.fields[next_type_++]);
  in_.expect_rpar();
  return out;
}

// [Tdecl_]
void ModuleParser::field() {
  if (in_.at_form("type") || in_.at_form("rec")) return in_.skip_form();
  if (in_.at_form("func")) return func();
  if (in_.at_form("import")) return import();
  if (in_.at_form("export")) return export_();
  if (in_.at_form("table")) return table();
  if (in_.at_form("memory")) return memory();
  if (in_.at_form("global")) return global();
  if (in_.at_form("elem")) return elem();
  if (in_.at_form("data")) return data();
  if (in_.at_form("start")) return start();
  if (in_.at_form("tag")) return tag();
  in_.next();
  in_.unexpected("a module field");
}

/// `(kind $id? (export "n")*`; the index of what is defined. [Texportfunc_/abbrev and its likes]
u32 ModuleParser::enter_definition(ExternKind kind) {
  const u32 x = next_[static_cast<u32>(kind)]++;
  in_.next();
  in_.next();
  in_.accept_id();
  while (in_.at_form("export")) {
    const Region begin = in_.peek().at;
    in_.expect_form("export");
    Export out{in_.expect_name(), kind, x, {}};
    in_.expect_rpar();
    out.at = in_.since(begin);
    module_.exports.push_back(std::move(out));
  }
  return x;
}

/// `(import "m" "n")` inside a definition. [Timport_/abbrev-func and its likes]
bool ModuleParser::inline_import(Import& import) {
  if (!in_.at_form("import")) return false;
  begin_import(in_.peek().at);
  in_.expect_form("import");
  import.module = in_.expect_name();
  import.name = in_.expect_name();
  in_.expect_rpar();
  return true;
}

/// Imports come first, since they have the first indices. [$ordered]
void ModuleParser::begin_import(Region at) {
  if (!last_definition_) return;
  throw Malformed(at, phrase::import_after, "Tmodule/plain",
                  " " + std::string(extern_words[static_cast<u32>(*last_definition_)].word) + " definition");
}

void ModuleParser::end_import(Import import, Region begin) {
  in_.expect_rpar();
  import.at = in_.since(begin);
  module_.imports.push_back(std::move(import));
}

// [Texterntype_]
ExternType ModuleParser::externtype(ExternKind kind, u32 x) {
  switch (kind) {
  case ExternKind::func: return FuncUse{TypeUse(named_typeuse(x)), false};
  case ExternKind::table: return type_.tabletype();
  case ExternKind::mem: return type_.memtype();
  case ExternKind::global: return type_.globaltype();
  case ExternKind::tag: return TagType{TypeUse(types_.resolve(type_.typeuse(true)))};
  }
  throw Crash("unknown extern kind");
}

/// The type use of an imported function, whose parameters may have names too.
TypeIdx ModuleParser::named_typeuse(u32 x) {
  const TypeUseText use = type_.typeuse(true);
  const TypeIdx type = types_.resolve(use);
  Space locals("local");
  bind_params(locals, use, type);
  if (NameMap names = locals.names(); !names.empty()) module_.names.locals.emplace(x, std::move(names));
  return type;
}

/// Parameters come first among the locals, whether they are written or only in the type.
void ModuleParser::bind_params(Space& locals, const TypeUseText& use, TypeIdx type) {
  for (const Param& param : use.params) locals.bind(param.id);
  if (use.has_inline_type()) return;
  if (const FuncType* ft = types_.functype(type.value)) locals.skip(static_cast<u32>(ft->params.size()));
}

// [Timport_/plain]
void ModuleParser::import() {
  const Region begin = in_.peek().at;
  in_.expect_form("import");
  Import out;
  out.module = in_.expect_name();
  out.name = in_.expect_name();
  in_.expect(TokenKind::lpar, "'('");
  const auto kind = extern_keyword();
  if (!kind) in_.unexpected("'func', 'table', 'memory', 'global' or 'tag'");
  if (*kind == ExternKind::tag) require(on_, Feature::exceptions, in_, in_.peek());
  begin_import(begin);
  in_.next();
  in_.accept_id();
  out.type = externtype(*kind, next_[static_cast<u32>(*kind)]++);
  in_.expect_rpar();
  end_import(std::move(out), begin);
}

// [Texport_]
void ModuleParser::export_() {
  const Region begin = in_.peek().at;
  in_.expect_form("export");
  Export out;
  out.name = in_.expect_name();
  in_.expect(TokenKind::lpar, "'('");
  const auto kind = extern_keyword();
  if (!kind) in_.unexpected("'func', 'table', 'memory', 'global' or 'tag'");
  in_.next();
  out.kind = *kind;
  out.index = parse_index(in_, space(*kind));
  in_.expect_rpar();
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.exports.push_back(std::move(out));
}

// [Tfunc_]
void ModuleParser::func() {
  const Region begin = in_.peek().at;
  const u32 x = enter_definition(ExternKind::func);
  Import import;
  if (inline_import(import)) {
    import.type = externtype(ExternKind::func, x);
    return end_import(std::move(import), begin);
  }
  last_definition_ = ExternKind::func;
  const TypeUseText use = type_.typeuse(true);
  func_body(x, use, types_.resolve(use), begin);
}

void ModuleParser::func_body(u32 x, const TypeUseText& use, TypeIdx type, Region begin) {
  Func out;
  out.type = type;
  Space locals("local");
  bind_params(locals, use, type);
  const bool params_known = use.has_inline_type() || types_.functype(type.value) != nullptr;
  while (in_.at_form("local")) {
    const Region at = in_.peek().at;
    in_.expect_form("local");
    const bool named = in_.at(TokenKind::id);
    if (named && !params_known) {
      throw Malformed(use.at, phrase::unknown, "Ttypeuse_", " type " + std::to_string(type.value));
    }
    while (named || !in_.at(TokenKind::rpar)) {
      locals.bind(in_.accept_id());
      const ValType t = type_.valtype();
      if (out.locals.empty() || out.locals.back().type != t) out.locals.push_back({0, t, at});
      ++out.locals.back().count;
      out.locals.back().at.end = in_.previous().end;
      if (named) break;
    }
    in_.expect_rpar();
  }
  NameMap labels;
  instr_.body(out.body, locals, labels);
  out.body.push_back({Op::end, in_.peek().at, {}});
  in_.expect_rpar();
  out.at = in_.since(begin);
  if (NameMap names = locals.names(); !names.empty()) module_.names.locals.emplace(x, std::move(names));
  if (!labels.empty()) module_.names.labels.emplace(x, std::move(labels));
  module_.funcs.push_back(std::move(out));
}

// [Ttable_]
void ModuleParser::table() {
  const Region begin = in_.peek().at;
  const u32 x = enter_definition(ExternKind::table);
  Import import;
  if (inline_import(import)) {
    import.type = externtype(ExternKind::table, x);
    return end_import(std::move(import), begin);
  }
  last_definition_ = ExternKind::table;
  const u32 here = in_.position();
  const bool with_elem = inline_segment(ExternKind::table);
  in_.seek(here);
  Table out;
  if (with_elem) {  // [Telemtable_/abbrev]
    out.type.addr = type_.addrtype();
    out.type.elem = type_.table_reftype();
    in_.expect_form("elem");
    Elem elem;
    elem.type = out.type.elem;
    elem.mode = Elem::Mode::active;
    elem.table = TableIdx(x);
    elem.init = in_.at(TokenKind::lpar) ? elemexprs() : elemidxs();
    in_.expect_rpar();
    out.type.limits = {elem.init.size(), elem.init.size()};
    const Region at = in_.since(begin);
    if (out.type.addr == AddrType::i64) {
      elem.offset = {{Op::i64_const, at, u64{0}}, {Op::end, at, {}}};
    } else {
      elem.offset = {{Op::i32_const, at, u32{0}}, {Op::end, at, {}}};
    }
    elem.at = at;
    module_.elems.push_back(std::move(elem));
  } else {
    out.type = type_.tabletype();
    if (!in_.at(TokenKind::rpar)) {
      require(on_, Feature::function_references, in_, in_.peek());
      out.init = instr_.expr();
    }
  }
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.tables.push_back(std::move(out));
}

// [Tmem_]
void ModuleParser::memory() {
  const Region begin = in_.peek().at;
  const u32 x = enter_definition(ExternKind::mem);
  Import import;
  if (inline_import(import)) {
    import.type = externtype(ExternKind::mem, x);
    return end_import(std::move(import), begin);
  }
  last_definition_ = ExternKind::mem;
  const u32 here = in_.position();
  const bool with_data = inline_segment(ExternKind::mem);
  in_.seek(here);
  Mem out;
  if (with_data) {  // [Tdatamem_/abbrev]
    out.type.addr = type_.addrtype();
    active_data(x, out.type.addr, begin);
    const u64 page = u64{1} << out.type.page_size_log2;
    const u64 pages = (module_.datas.back().init.size() + page - 1) / page;
    out.type.limits = {pages, pages};
  } else {
    out.type = type_.memtype();
  }
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.mems.push_back(std::move(out));
}

/// `(data "...")` inside a memory: a segment at its address 0.
void ModuleParser::active_data(u32 memory, AddrType addr, Region begin) {
  in_.expect_form("data");
  Data data;
  data.init = in_.strings();
  in_.expect_rpar();
  data.at = in_.since(begin);
  data.mode = Data::Mode::active;
  data.mem = MemIdx(memory);
  if (addr == AddrType::i64) {
    data.offset = {{Op::i64_const, data.at, u64{0}}, {Op::end, data.at, {}}};
  } else {
    data.offset = {{Op::i32_const, data.at, u32{0}}, {Op::end, data.at, {}}};
  }
  module_.datas.push_back(std::move(data));
}

// [Tglobal_]
void ModuleParser::global() {
  const Region begin = in_.peek().at;
  const u32 x = enter_definition(ExternKind::global);
  Import import;
  if (inline_import(import)) {
    import.type = externtype(ExternKind::global, x);
    return end_import(std::move(import), begin);
  }
  last_definition_ = ExternKind::global;
  Global out;
  out.type = type_.globaltype();
  out.init = instr_.expr();
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.globals.push_back(std::move(out));
}

// [Ttag_]
void ModuleParser::tag() {
  const Region begin = in_.peek().at;
  require(on_, Feature::exceptions, in_, in_.peek(1));
  const u32 x = enter_definition(ExternKind::tag);
  Import import;
  if (inline_import(import)) {
    import.type = externtype(ExternKind::tag, x);
    return end_import(std::move(import), begin);
  }
  last_definition_ = ExternKind::tag;
  Tag out;
  out.type = std::get<TagType>(externtype(ExternKind::tag, x));
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.tags.push_back(std::move(out));
}

// [Toffsetexpr_]
Expr ModuleParser::offset() {
  if (!in_.accept_form("offset")) return instr_.folded_expr();
  Expr out = instr_.expr();
  in_.expect_rpar();
  return out;
}

// [Tdata_]
void ModuleParser::data() {
  const Region begin = in_.peek().at;
  in_.expect_form("data");
  in_.accept_id();
  Data out;
  if (in_.at(TokenKind::lpar)) {
    out.mode = Data::Mode::active;
    if (in_.accept_form("memory")) {
      out.mem = MemIdx(parse_index(in_, ids_.mems));
      in_.expect_rpar();
    }
    out.offset = offset();
  } else if (at_bare_index()) {
    out.mode = Data::Mode::active;
    out.mem = MemIdx(parse_index(in_, ids_.mems));
    out.offset = offset();
  } else {
    require(on_, Feature::bulk_memory, in_, in_.peek());
  }
  out.init = in_.strings();
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.datas.push_back(std::move(out));
}

// [Telemexpr_]
std::vector<Expr> ModuleParser::elemexprs() {
  std::vector<Expr> out;
  while (in_.at(TokenKind::lpar)) {
    if (in_.accept_form("item")) {
      out.push_back(instr_.expr());
      in_.expect_rpar();
    } else {
      out.push_back(instr_.folded_expr());
    }
  }
  return out;
}

/// Functions by index, each for `(ref.func x)`. [Telemlist_/abbrev]
std::vector<Expr> ModuleParser::elemidxs() {
  std::vector<Expr> out;
  while (at_index(in_)) {
    const Region at = in_.peek().at;
    out.push_back({{Op::ref_func, at, FuncIdx(parse_index(in_, ids_.funcs))}, {Op::end, at, {}}});
  }
  return out;
}

// [Telemlist_]
void ModuleParser::elemlist(Elem& out) {
  if (in_.accept_keyword("func")) {
    out.type = {false, HeapKind::func};
    out.init = elemidxs();
  } else {
    out.type = type_.table_reftype();
    out.init = elemexprs();
  }
}

/// 1.0 wrote the memory or table of a segment as a mere index.
bool ModuleParser::at_bare_index() const { return !on_.has(Feature::reference_types) && at_index(in_); }

// [Telem_]
void ModuleParser::elem() {
  const Region begin = in_.peek().at;
  in_.expect_form("elem");
  in_.accept_id();
  Elem out;
  if (in_.at_keyword("declare")) {
    require(on_, Feature::reference_types, in_, in_.next());
    out.mode = Elem::Mode::declarative;
    elemlist(out);
  } else if (in_.at(TokenKind::lpar) && !type_.at_reftype()) {
    out.mode = Elem::Mode::active;
    const bool table = in_.accept_form("table");
    if (table) {
      out.table = TableIdx(parse_index(in_, ids_.tables));
      in_.expect_rpar();
    }
    out.offset = offset();
    if (!table && (at_index(in_) || in_.at(TokenKind::rpar))) {  // [Telem_/abbrev]
      out.type = {false, HeapKind::func};
      out.init = elemidxs();
    } else {
      elemlist(out);
    }
  } else if (at_bare_index()) {
    out.mode = Elem::Mode::active;
    out.table = TableIdx(parse_index(in_, ids_.tables));
    out.offset = offset();
    out.type = {false, HeapKind::func};
    out.init = elemidxs();
  } else {
    require(on_, Feature::bulk_memory, in_, in_.peek());
    elemlist(out);
  }
  in_.expect_rpar();
  out.at = in_.since(begin);
  module_.elems.push_back(std::move(out));
}

// [Tstart_]
void ModuleParser::start() {
  const Region begin = in_.peek().at;
  in_.expect_form("start");
  Start out;
  out.func = FuncIdx(parse_index(in_, ids_.funcs));
  in_.expect_rpar();
  out.at = in_.since(begin);
  if (module_.start) throw Malformed(out.at, phrase::multiple_start_sections, "Tmodule/plain");
  module_.start = out;
}

/// Identifiers become the names of the name section.
void ModuleParser::keep_names() {
  Names& names = module_.names;
  names.types = ids_.types.names();
  names.funcs = ids_.funcs.names();
  names.tables = ids_.tables.names();
  names.mems = ids_.mems.names();
  names.globals = ids_.globals.names();
  names.tags = ids_.tags.names();
  names.elems = ids_.elems.names();
  names.datas = ids_.datas.names();
  for (u32 x = 0; x < ids_.fields.size(); ++x) {
    if (NameMap fields = ids_.fields[x].names(); !fields.empty()) names.fields.emplace(x, std::move(fields));
  }
}

}  // namespace

Module parse_module_fields(Cursor& in, Features on, std::optional<Id> name, Region begin) {
  return ModuleParser(in, on).run(std::move(name), begin);
}

// [Tmodule]
Result<Module> parse_module(const SourcePtr& source, Features on) {
  return door(source, [&] {
    Cursor in(lex(source));
    const Region begin = in.peek().at;
    const bool wrapped = in.accept_form("module");
    auto name = wrapped ? in.accept_id() : std::nullopt;
    Module module = parse_module_fields(in, on, std::move(name), begin);
    if (wrapped) in.expect_rpar();
    module.at = in.since(begin);
    if (!in.at_eof()) in.unexpected(wrapped ? "the end" : "a module field");
    return module;
  });
}

}  // namespace touchstone::wasm
