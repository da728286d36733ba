// 6.6 Modules: fields, with their abbreviations. See parse.hpp and module_parser.hpp.
#include <utility>

#include "interp/support/limits.hpp"
#include "interp/support/messages.hpp"
#include "interp/text/annotations.hpp"
#include "interp/text/module_parser.hpp"
#include "interp/text/parse.hpp"

namespace touchstone::wasm {

// [Tmodule/plain]
Module ModuleParser::run(std::optional<Id> name, Region begin) {
  const Reading reading(in_, "Tmodule");
  bind_fields();
  read_types();
  const u32 first = in_.position();
  const bool annotated = on_.has(Feature::custom_annotations);
  if (annotated) annotations_.begin(in_);
  for (; in_.at(TokenKind::lpar); field()) {
    if (annotated) annotations_.take_customs(in_);
  }
  if (annotated) {
    annotations_.take_customs(in_);
    module_.customs = annotations_.finish(in_, first);
  }
  module_.types = types_.take();
  if (instr_.names_data()) module_.data_count = static_cast<u32>(module_.datas.size());
  keep_names();
  module_.names.module = annotations_.own_name(std::move(name));
  module_.source = in_.source();
  module_.at = in_.since(begin);
  return std::move(module_);
}

// [Tdecl_]
void ModuleParser::field() {
  const Reading reading(in_, "Tdecl_");
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

/// `(kind $id? (export "n")*`; the index of what is defined. [Texportfunc_/abbrev] [Texporttable_/abbrev]
/// [Texportmem_/abbrev] [Texportglobal_/abbrev] [Texporttag_/abbrev] [Texportdots]
u32 ModuleParser::enter_definition(ExternKind kind) {
  const u32 x = next_[static_cast<u32>(kind)]++;
  in_.next();
  in_.next();
  enter_name(kind, x);
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

/// `$id? (@name "n")?`: what a definition is called. The annotation is stronger (appendix 7.7.1).
void ModuleParser::enter_name(ExternKind kind, u32 x) {
  in_.accept_id();
  if (auto name = annotations_.take_name(in_)) names_of(kind).insert_or_assign(x, std::move(*name));
}

/// `(import "m" "n")` inside a definition. [Timport_/abbrev-*] [Timportdots]
bool ModuleParser::inline_import(Import& import) {
  const Reading reading(in_, "Timportdots");
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
  const Reading reading(in_, "Texterntype_");
  switch (kind) {
  case ExternKind::func: return functype(x);
  case ExternKind::table: return type_.tabletype();
  case ExternKind::mem: return type_.memtype();
  case ExternKind::global: return type_.globaltype();
  case ExternKind::tag: return tagtype();
  }
  throw Crash("unknown extern kind");
}

/// [Ttagtype_] Identifiers of parameters have no use but must differ, as in every type use.
TagType ModuleParser::tagtype() {
  const TypeUseText use = type_.typeuse(true);
  Space locals("local");
  for (const Param& param : use.params) locals.bind(param.id);
  return {TypeUse(types_.resolve(use))};
}

/// `(exact typeuse)` of custom-descriptors, or a type use.
FuncUse ModuleParser::functype(u32 x) {
  if (!in_.at_form("exact")) return {TypeUse(named_typeuse(x)), false};
  require(on_, Feature::custom_descriptors, in_, in_.peek(1));
  in_.expect_form("exact");
  const TypeIdx type = named_typeuse(x);
  in_.expect_rpar();
  return {TypeUse(type), true};
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
  for (const Param& param : use.params) {
    const u32 x = locals.bind(param.id);
    if (param.name) locals.annotate(x, *param.name);
  }
  if (use.has_inline_type()) return;
  if (const FuncType* ft = types_.functype(type.value)) locals.skip(static_cast<u32>(ft->params.size()));
}

// [Timport_/plain]
void ModuleParser::import() {
  const Reading reading(in_, "Timport_");
  const Region begin = in_.peek().at;
  in_.expect_form("import");
  Import out;
  out.module = in_.expect_name();
  const bool no_name = !in_.at(TokenKind::string) && on_.has(Feature::compact_imports);
  if (in_.at_form("item") || no_name) return import_items(std::move(out), begin);
  out.name = in_.expect_name();
  out.type = import_type(begin, true);
  end_import(std::move(out), begin);
}

/// `(kind $id? type)`
ExternType ModuleParser::import_type(Region begin, bool with_id) {
  in_.expect(TokenKind::lpar, "'('");
  const auto kind = extern_keyword();
  if (!kind) in_.unexpected("'func', 'table', 'memory', 'global' or 'tag'");
  if (*kind == ExternKind::tag) require(on_, Feature::exceptions, in_, in_.peek());
  begin_import(begin);
  in_.next();
  if (!with_id && in_.at(TokenKind::id))
    throw Malformed(in_.peek().at, phrase::identifier_not_allowed, "Timport_/plain");
  const u32 x = next_[static_cast<u32>(*kind)]++;
  enter_name(*kind, x);
  ExternType type = externtype(*kind, x);
  in_.expect_rpar();
  return type;
}

/// [Timports_/abbrev-compact1, Timports_/abbrev-compact2] `(item "n" type)*`, or `(item "n")* type` with one type for all. There need
/// not be any item.
void ModuleParser::import_items(Import import, Region begin) {
  require(on_, Feature::compact_imports, in_, in_.peek(1));
  std::vector<Import> untyped;
  bool typed = false;
  while (in_.at_form("item")) {
    const Region item = in_.peek().at;
    in_.expect_form("item");
    import.name = in_.expect_name();
    repeated_names_ += import.module.size();
    if (repeated_names_ > implementation_limits.repeated_names) {
      throw Malformed(item, phrase::limit_exceeded, "#impl-syntax",
                      ": more than " + std::to_string(implementation_limits.repeated_names) +
                          " bytes of names repeated by compact imports");
    }
    if (in_.at(TokenKind::lpar) && untyped.empty()) {
      import.type = import_type(begin, true);
      end_import(import, item);
      typed = true;
    } else {
      if (typed) in_.unexpected("a type");
      in_.expect_rpar();
      import.at = in_.since(item);
      untyped.push_back(import);
    }
  }
  if (typed || (untyped.empty() && in_.at(TokenKind::rpar))) return in_.expect_rpar();
  const ExternType type = import_type(begin, false);
  u32& next = next_[static_cast<u32>(extern_kind(type))];
  next += static_cast<u32>(untyped.size()) - 1;
  if (untyped.empty() && extern_kind(type) == ExternKind::func) module_.names.locals.erase(next);  // names of nothing
  in_.expect_rpar();
  for (Import& each : untyped) {
    each.type = type;
    module_.imports.push_back(std::move(each));
  }
}

// [Texport_]
void ModuleParser::export_() {
  const Reading reading(in_, "Texport_");
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
  const Reading reading(in_, "Tfunc_");
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

// [Tlocal_/*]
void ModuleParser::func_body(u32 x, const TypeUseText& use, TypeIdx type, Region begin) {
  Func out;
  out.type = type;
  u64 count = 0;
  Space locals("local");
  bind_params(locals, use, type);
  const bool params_known = use.has_inline_type() || types_.functype(type.value) != nullptr;
  while (in_.at_form("local")) {
    const Reading reading(in_, "Tlocal_");
    const Region at = in_.peek().at;
    in_.expect_form("local");
    const auto id = in_.accept_id();
    const auto name = annotations_.take_name(in_);
    const bool named = id || name;
    if (named && !params_known) {
      throw Malformed(use.at, phrase::unknown, "Ttypeuse_", " type " + std::to_string(type.value));
    }
    while (named || !in_.at(TokenKind::rpar)) {
      const u32 local = locals.bind(id);
      if (name) locals.annotate(local, *name);
      const ValType t = type_.valtype();
      if (out.locals.empty() || out.locals.back().type != t) out.locals.push_back({0, t, at});
      ++out.locals.back().count;
      if (++count > implementation_limits.locals) {
        throw Invalid(in_.previous(), phrase::limit_exceeded, "#impl-syntax",
                      ": more than " + std::to_string(implementation_limits.locals) + " locals");
      }
      out.locals.back().at.end = in_.previous().end;
      if (named) break;
    }
    in_.expect_rpar();
  }
  NameMap labels;
  instr_.body(out.body, locals, labels);
  if (const auto& hints = instr_.branch_hints(); !hints.empty()) {
    BranchHints& of_func = module_.branch_hints[x];
    for (u32 i = 0; i < out.body.size(); ++i) {
      if (const auto hint = hints.find(out.body[i].at.begin); hint != hints.end()) of_func.emplace(i, hint->second);
    }
  }
  out.body.push_back({Op::end, in_.peek().at, {}});
  in_.expect_rpar();
  out.at = in_.since(begin);
  if (NameMap names = locals.names(); !names.empty()) module_.names.locals.emplace(x, std::move(names));
  if (!labels.empty()) module_.names.labels.emplace(x, std::move(labels));
  module_.funcs.push_back(std::move(out));
}

// [Ttable_/*]
void ModuleParser::table() {
  const Reading reading(in_, "Ttable_");
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
    active_elem(x, out.type.addr, out.type.elem, begin);
    const u64 size = module_.elems.back().init.size();
    out.type.limits = {size, size};
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
  const Reading reading(in_, "Tmem_");
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
    type_.page_size(out.type);
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

// [Tglobal_]
void ModuleParser::global() {
  const Reading reading(in_, "Tglobal_");
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
  const Reading reading(in_, "Ttag_");
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

// [Tstart_]
void ModuleParser::start() {
  const Reading reading(in_, "Tstart_");
  const Region begin = in_.peek().at;
  in_.expect_form("start");
  Start out;
  out.func = FuncIdx(parse_index(in_, ids_.funcs));
  in_.expect_rpar();
  out.at = in_.since(begin);
  if (module_.start) throw Malformed(out.at, phrase::multiple_start_sections, "Tmodule/plain");
  module_.start = out;
}

NameMap& ModuleParser::names_of(ExternKind kind) {
  Names& names = module_.names;
  switch (kind) {
  case ExternKind::func: return names.funcs;
  case ExternKind::table: return names.tables;
  case ExternKind::mem: return names.mems;
  case ExternKind::global: return names.globals;
  case ExternKind::tag: return names.tags;
  }
  throw Crash("unknown extern kind");
}

/// Identifiers become the names of the name section.
void ModuleParser::keep_names() {
  Names& names = module_.names;
  names.types = ids_.types.names();
  for (const ExternKind kind :
       {ExternKind::func, ExternKind::table, ExternKind::mem, ExternKind::global, ExternKind::tag}) {
    names_of(kind).merge(space(kind).names());  // those that are there stay
  }
  names.elems = ids_.elems.names();
  names.datas = ids_.datas.names();
  for (u32 x = 0; x < ids_.fields.size(); ++x) {
    if (NameMap fields = ids_.fields[x].names(); !fields.empty()) names.fields.emplace(x, std::move(fields));
  }
}

Module parse_module_fields(Cursor& in, Features on, std::optional<Id> name, Region begin) {
  return ModuleParser(in, on).run(std::move(name), begin);
}

// [Tmodule/*]
Result<Module> parse_module(const SourcePtr& source, Features on) {
  return door(source, [&] {
    Cursor in(lex(source));
    const Reading reading(in, "Tmodule");
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
